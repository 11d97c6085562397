"""What the fault tests count: goal, measured, pass or short; printed by `make faults`.

A test says its figure when it has one; where nobody collects them nothing happens.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

LONG = os.environ.get("JOURNEYMAP_FAULTS") == "long"
COLLECTED = "JOURNEYMAP_FAULT_FIGURES"  # names the file that figures are added to


class Figure(NamedTuple):
    """One line of the table."""

    name: str
    goal: str
    measured: str
    passed: bool


def count(short: int, long: int) -> int:
    """Return how often something is done: seldom in every run, often in the long form."""
    return long if LONG else short


def say(name: str, goal: str, measured: str, passed: bool) -> None:
    """Add a figure to the table, if somebody makes one."""
    where = os.environ.get(COLLECTED)
    if where:
        with open(where, "a", encoding="utf-8") as file:
            file.write(json.dumps(Figure(name, goal, measured, passed)) + "\n")


def collected(path: Path) -> list[Figure]:
    """Return the figures that were said; of those with one name the last."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [Figure(*json.loads(line)) for line in lines]
    return list({figure.name: figure for figure in found}.values())
