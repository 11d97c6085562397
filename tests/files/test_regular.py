"""What stands where a file was may be anything by now; nothing waits for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from journeymap.files.regular import NotRegular, content
from journeymap.files.unmerged import sides_left


def test_a_file_gives_its_content_and_of_too_much_a_byte_more(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    assert content(file) == b"12345"
    assert content(file, 3) == b"1234"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_and_a_device_are_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for each in (pipe, Path(os.devnull)):
        with pytest.raises(NotRegular):
            content(each)
    assert sides_left(pipe) is None  # asked of every map that is opened


def test_a_folder_and_nothing_are_errors_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="folder"):
        content(tmp_path / "folder")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        content(tmp_path / "folder")
