"""What recovery copies cost the window: how much later it has its turn while they are written.

Times are said as a figure and not asserted: they are those of the machine, unless the system lets
this process go before all others.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from benchmarks.generate import generate
from journeymap.files.recovery import read_copy
from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.recovery import copying
from journeymap.ui.recovery.writer import Keeper
from journeymap.ui.session import Session
from tests.faults.figures import count, say

GOAL = 16.0  # ms
TURN = 0.004  # seconds between two turns of the window
EVERY = 25  # turns between two edits
SIZE = 1_000  # touchpoints


@contextmanager
def first_of_all() -> Iterator[None]:
    """Let this thread, and those that it starts, go before what else the machine does."""
    with suppress(AttributeError, OSError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    try:
        yield
    finally:
        with suppress(AttributeError, OSError):
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def stalls(session: Session, turns: int, owner: str) -> list[float]:
    """Return for each turn of the window's thread how much too late it came, in ms; it edits too.

    What an edit takes by itself does not count, what it waits for does: processor time is taken
    off.
    """
    found = []
    for n in range(turns):
        due = time.perf_counter() + TURN
        time.sleep(TURN)
        late = time.perf_counter() - due
        begun, used = time.perf_counter(), time.thread_time()
        if n % EVERY == 0:
            assert session.commit(M("x"), lambda m, n=n: edits.change(m, "", owner=f"{owner} {n}"))
        QCoreApplication.processEvents()
        waited = time.perf_counter() - begun - (time.thread_time() - used)
        found.append(1_000 * (late + waited))
    return found


@pytest.mark.row(71)
def test_the_window_does_not_wait_for_recovery_copies(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(generate(SIZE), encoding="utf-8")
    turns = count(100, 4_000)
    session = Session()
    session.checking.hold()
    session.open(path)
    with first_of_all():
        without = sorted(stalls(session, turns, "without"))
    keeper = Keeper(session, tmp_path / "r")
    copies = list[int]()
    keeper.kept.connect(lambda: copies.append(1))
    for name in ("QUIET", "GOING_ON", "SHARE"):  # a copy after each edit, which is the worst
        monkeypatch.setattr(copying, name, 0)

    with first_of_all():
        found = sorted(stalls(session, turns, "with"))
    qtbot.waitUntil(lambda: keeper.idle, timeout=20_000)

    assert read_copy(keeper.file).map.owner == session.map.owner
    p99, before = found[int(0.99 * turns)], without[int(0.99 * turns)]
    say(
        "stall while recovery copies are written",
        f"< {GOAL:g} ms more at p99",
        f"{p99:.1f} ms, {before:.1f} without ({len(copies)} copies of {SIZE:,} touchpoints)",
        p99 - before < GOAL,
    )
    session.close()
