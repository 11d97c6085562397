"""`make faults`: the long form of every fault test, and what they count as a table.

    python -m tests.faults [--short]

Ends with 1 when a test failed or a figure falls short of its goal.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.faults.figures import COLLECTED, Figure, collected
from tests.faults.matrix import ROWS

ROOT = Path(__file__).resolve().parents[2]
HERE = "tests/faults"
TESTS = (HERE, "tests/test_random_user.py")
# A file of tests stays together: some count over all their tests. Most of the time is waiting.
SEVERAL = ("-n", os.environ.get("WORKERS", "2"), "--dist", "loadfile")


def every_test() -> list[str]:
    """Return this folder, the random user, and what the table names of other folders."""
    named = {test for row in ROWS for test in row.tests if not test.startswith(f"{HERE}/")}
    return [*TESTS, *sorted(test for test in named if not test.startswith(TESTS[1]))]


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines: name, goal, measured, pass or short."""
    rows = [("what", "goal", "measured", "")]
    rows += [(f.name, f.goal, f.measured, "pass" if f.passed else "SHORT") for f in figures]
    widths = [max(len(row[at]) for row in rows) for at in range(3)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, (*widths, 0), strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def run(long: bool, tests: Sequence[str], more: Sequence[str] = ()) -> tuple[int, list[Figure]]:
    """Return pytest's exit code and the figures that its tests said."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures"
        environment = {**os.environ, COLLECTED: str(figures), "QT_QPA_PLATFORM": "offscreen"}
        if long:
            environment["JOURNEYMAP_FAULTS"] = "long"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *more, *tests], cwd=ROOT, env=environment
        )
        return done.returncode, collected(figures)


def main(arguments: Sequence[str]) -> int:
    """Return the exit code after printing the table."""
    long = "--short" not in arguments
    code, figures = run(long, every_test(), SEVERAL)
    tested = [row.number for row in ROWS if row.tests]
    figures.append(
        Figure(
            "rows of the fault matrix",
            "all pass",
            f"{len(tested)} of {len(ROWS)} have tests, "
            f"{len(ROWS) - len(tested)} belong to parts that are to come",
            code == 0,
        )
    )
    print(f"\n{table(figures)}")  # noqa: T201 - the table is what this program is for
    return code or int(not all(figure.passed for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
