"""Row 94: a picture that cannot be written leaves the one that was there, and says so."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from journeymap.cli import cli
from tests.faults.hostile import TOUCHPOINT


@pytest.mark.row(94)
@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_an_export_that_cannot_be_written_leaves_the_old_file_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, number: int
) -> None:
    (tmp_path / "map.yaml").write_text(TOUCHPOINT, encoding="utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    output = folder / f"map.{form}"
    output.write_bytes(b"old")

    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", refuse)
    run = CliRunner().invoke(cli, ["export", str(tmp_path / "map.yaml"), "-o", str(output)])
    monkeypatch.undo()
    assert run.exit_code == 2
    assert str(output) in run.output
    assert isinstance(run.exception, SystemExit)
    assert [path.name for path in folder.iterdir()] == [output.name]
    assert output.read_bytes() == b"old"
