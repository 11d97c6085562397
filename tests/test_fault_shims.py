"""The shims fail the calls of the code under test, and leave alone what runs beside it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from tests.faults.shims import failing

MOST_CALLS = 12  # a program is started with fewer, when they are counted
SAYS = [sys.executable, "-S", "-E", "-c", "import sys; sys.stdout.write(sys.stdin.read())"]


def answer() -> bytes:
    """Return what a real program says, asked over pipes."""
    pipe = subprocess.PIPE
    with subprocess.Popen(SAYS, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        said, _ = process.communicate(b"said", timeout=60)
    return said


@pytest.mark.parametrize("once", [True, False], ids=["one call", "all from there on"])
def test_a_program_starts_whichever_call_would_fail(once: bool) -> None:
    for nth in range(1, MOST_CALLS):
        with failing(nth, errno.EACCES, once) as calls:
            said = answer()
        assert (said, calls) == (b"said", []), nth


def test_a_call_of_the_code_under_test_fails_after_a_program_was_started(tmp_path: Path) -> None:
    with failing(2, errno.ENOSPC) as calls:
        os.lstat(tmp_path)
        answer()
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            os.mkdir(tmp_path / "new")
    assert (list(calls), calls.failed) == (["lstat", "mkdir"], "mkdir")


def test_what_another_thread_asks_is_not_what_fails(tmp_path: Path) -> None:
    found = list[str]()
    with failing(1, errno.EIO) as calls:
        other = Thread(target=lambda: found.extend(os.listdir(tmp_path.parent)))
        other.start()
        other.join()
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            os.listdir(tmp_path)
    assert tmp_path.name in found
    assert list(calls) == ["listdir"]
