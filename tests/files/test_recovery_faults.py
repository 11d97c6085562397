"""The system fails or the writer is killed while a copy is written: one copy is always whole."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from journeymap.files import offers, opened
from journeymap.files.problems import SaveFailed
from journeymap.files.recovery import Snapshot, Writer, read_copy
from journeymap.files.recovery_folder import new_file
from journeymap.model.journey import JourneyMap
from tests.faults.figures import count, say
from tests.faults.shims import ERRORS, failing

MOST_CALLS = 400


@pytest.mark.parametrize("number", ERRORS[:: count(2, 1)], ids=os.strerror)
def test_whichever_call_fails_a_copy_is_the_one_before_or_the_new_one(
    tmp_path: Path, number: int
) -> None:
    file = new_file(tmp_path / "r")
    for nth in range(1, MOST_CALLS):
        Writer().write(file, Snapshot(JourneyMap(title="before")))
        with failing(nth, number) as calls, suppress(SaveFailed, OSError):
            Writer().write(file, Snapshot(JourneyMap(title="after")))
        assert read_copy(file).map.title in ("before", "after"), calls.failed
        if len(calls) < nth:
            break
    assert 5 < nth < MOST_CALLS - 1


@pytest.mark.parametrize("number", ERRORS[:: count(2, 1)], ids=os.strerror)
def test_whichever_call_fails_looking_for_copies_ends_with_an_answer(
    tmp_path: Path, number: int
) -> None:
    for nth in range(1, 200):
        folder = tmp_path / str(nth)
        Writer().write(new_file(folder), Snapshot(JourneyMap(title="t")))
        (folder / "copy-0.json").write_bytes(b"")
        with failing(nth, number) as calls:
            offers.look(folder, opened.count(folder))
        kept = list(folder.rglob("copy-*.json"))
        assert len(kept) == 2, calls.failed  # set aside or not, none is deleted
        if len(calls) < nth:
            break
    assert nth > 5


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_writer_that_is_killed_leaves_the_copy_before_or_the_new_one(tmp_path: Path) -> None:
    times, torn, seen = count(15, 200), 0, set[str]()
    file, rng = new_file(tmp_path), random.Random(1)
    text = b"# a text that takes a while\n" * 20_000
    Writer().write(file, Snapshot(JourneyMap(title="0"), None, text))
    for n in range(times):
        child = os.fork()
        if not child:
            with suppress(BaseException):
                writer = Writer()
                for k in range(1_000_000):
                    writer.write(file, Snapshot(JourneyMap(title=f"{n}.{k}"), None, text))
            os._exit(1)
        time.sleep(rng.uniform(0.005, 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        try:
            seen.add(read_copy(file).map.title)
        except Exception:  # noqa: BLE001 - whatever it is, the copy is torn
            torn += 1
    say("torn recovery copies, writer killed", f"0 of {times}", f"{torn}", torn == 0)
    assert torn == 0
    assert len(seen) > times / 10  # they did write


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir(mode=0o500)

    with pytest.raises((SaveFailed, OSError)):
        Writer().write(new_file(folder), Snapshot(JourneyMap(title="t")))
