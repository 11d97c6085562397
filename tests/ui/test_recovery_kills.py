"""The program is killed while maps are edited: what was not saved is offered, but for a moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from journeymap.files import offers, rejoin
from journeymap.files.reader import read_file
from journeymap.files.recovery import read_copy
from journeymap.model.document import Document
from tests.faults.figures import count, say
from tests.ui.window import EXAMPLES, example

MAPS = ("coffee-app.yaml", "smart-speaker.yaml")
QUIET, GOING_ON = 2.0, 11.0  # seconds of work that may be lost: after a pause, and without one
HANGING = 3.0  # seconds for which a person looks at a window in which nothing goes on
SLACK = 3.0  # for a machine that has other work to do; the figures say what it came to


class Edit(NamedTuple):
    at: float
    number: int


class Killed(NamedTuple):
    """When a program was killed, what was edited until then, and what is offered afterwards."""

    at: float
    edits: dict[str, list[Edit]]
    offered: dict[str, int]  # map -> the number of the newest edit in its copy


def begun(folder: Path, module: str, log: Path, *more: object) -> subprocess.Popen[bytes]:
    """Return a program that keeps its data in a folder, once it has written into its log."""
    said = folder / "said"
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module, log, *map(str, more)],
            cwd=EXAMPLES.parent,
            env={
                **os.environ,
                "XDG_DATA_HOME": str(folder / "data"),
                "XDG_CONFIG_HOME": str(folder / "config"),
            },
            stdout=output,
            stderr=output,
        )
    until = time.monotonic() + 120
    while not log.exists() or not log.stat().st_size:
        assert process.poll() is None, f"the program ended by itself: {said.read_text()}"
        if time.monotonic() > until:
            process.kill()
            raise AssertionError("the program did not begin to edit")
        time.sleep(0.02)
    return process


def killed(folder: Path, seed: int) -> Killed:
    """Let a window be edited for a while and kill it."""
    paths = [example(folder, name) for name in MAPS]
    log, data = folder / "log", folder / "data"
    process = begun(folder, "tests.ui.window_editing", log, str(seed), *paths)
    time.sleep(random.Random(seed).uniform(2.5, 7))
    process.send_signal(signal.SIGKILL)
    at = time.time()
    process.wait()
    edits: dict[str, list[Edit]] = defaultdict(list)
    for line in log.read_text().splitlines():
        when, name, number = line.split()
        edits[name].append(Edit(float(when), int(number)))
    (copies,) = data.rglob("recovery")
    found = offers.look(copies)
    assert found.aside == ()
    return Killed(at, edits, dict(map(_brought_back, found.offers)))


def _brought_back(offer: offers.Offer) -> tuple[str, int]:
    """Return which map an offer is of, and its newest edit, after bringing it back."""
    copy = read_copy(offer.header.file)
    if offer.header.path is None:
        m = rejoin.alone(copy).map
    else:
        saved = read_file(offer.header.path)
        joined = rejoin.joined(copy, Document(saved.map, saved))
        assert joined is not None
        m = joined
    assert m == copy.map
    name, _, number = m.title.rpartition(" ")
    return name, int(number)


def lost(run: Killed) -> list[tuple[float, bool]]:
    """Return for each map how old the oldest edit is that was lost, and whether a pause followed.

    A pause is a second without an edit in that map, and a second more for writing it.
    """
    found = []
    for name, edits in run.edits.items():
        newest = run.offered.get(name, 0)
        missing = [each for each in edits if each.number > newest]
        if not missing:
            found.append((0.0, False))
            continue
        times = [each.at for each in missing] + [run.at]
        rested = any(later - sooner >= QUIET for sooner, later in pairwise(times))
        found.append((run.at - missing[0].at, rested))
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="this system has no kill -9")
def test_work_lost_by_a_kill_is_a_moment_s(tmp_path: Path) -> None:
    times = count(1, 200)

    def one(seed: int) -> list[tuple[float, bool]]:
        folder = tmp_path / str(seed)
        folder.mkdir()
        return lost(killed(folder, seed))

    with ThreadPoolExecutor(max_workers=2) as several:  # most of the time they wait
        losses = [each for found in several.map(one, range(times)) for each in found]

    longest = max(seconds for seconds, _ in losses)
    rested = max((seconds for seconds, paused in losses if paused), default=0.0)
    say(
        "work lost by kill -9",
        f"≤ {QUIET:g} s ({GOING_ON:g} s while typing without a pause)",
        f"{longest:.1f} s at most in {times} kills of {len(MAPS) + 1} maps; "
        f"{sum(paused for _, paused in losses)} lost after a pause",
        longest <= GOING_ON and not any(paused for _, paused in losses),
    )
    assert longest <= GOING_ON + SLACK
    assert rested <= QUIET + SLACK


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no kill -9")
@pytest.mark.parametrize(("how", "where"), [("spinning", "view"), ("sleeping", "turn")])
def test_what_was_typed_right_before_the_window_hung_is_offered(
    tmp_path: Path, how: str, where: str
) -> None:
    log, path = tmp_path / "log", example(tmp_path)

    process = begun(tmp_path, "tests.ui.window_hanging", log, how, where, path)
    time.sleep(HANGING)
    process.send_signal(signal.SIGKILL)
    process.wait()

    (copies,) = (tmp_path / "data").rglob("recovery")
    (offer,) = offers.look(copies).offers
    assert offer.header.path == str(path)
    assert read_copy(offer.header.file).map.touchpoints[0].name == log.read_text()
