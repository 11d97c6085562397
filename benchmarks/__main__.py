"""Measures the goals and prints each with what was measured: `make bench`.

    python -m benchmarks              every goal
    python -m benchmarks O1 W1        these
    python -m benchmarks --quick      maps of a tenth of the size, to see that all of it runs

Each goal is measured in a process of its own, so that none warms the caches or fills the memory of
another. A figure that falls short is said and is no failure: the exit status is 0 whenever all
that was asked for is known.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.rows import QUICK, NotMeasured, Row

# id -> the modules whose MEASURES have it, in the order in which they are printed
GOALS: dict[str, tuple[str, ...]] = {
    "S1": ("start",),
    "S2": ("start",),
    "S3": ("start",),
    "O1": ("files",),
    "O2": ("files",),
    "W1": ("files",),
    "L1": ("layout", "edits"),
    "V1": ("canvas",),
    "V2": ("canvas",),
    "T1": ("canvas",),
    "R1": ("window",),
    "E1": ("exports",),
    "E2": ("exports",),
    "E3": ("exports",),
    "P1": ("shell",),
    "G1": ("checks",),
}
PATIENCE = 1800  # seconds for the measures of one goal
WIDTH = 84  # of the column that says the goal
ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 after printing the table; 2 when an id is not known."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the goals.")
    parser.add_argument("ids", nargs="*", metavar="ID", help=f"of {', '.join(GOALS)}")
    parser.add_argument("--quick", action="store_true", help="maps of a tenth of the size")
    parser.add_argument("--module", help=argparse.SUPPRESS)  # measure here, print JSON
    wanted = parser.parse_args(arguments)
    ids = [id.upper() for id in wanted.ids] or list(GOALS)
    if unknown := [id for id in ids if id not in GOALS]:
        parser.error(f"no goal is called {', '.join(unknown)}; there are {', '.join(GOALS)}")
    if wanted.module:
        print(json.dumps(_measured(ids[0], wanted.module)))
        return 0
    print(facts(wanted.quick))
    print(f"\n{'id':<4}{'goal':<{WIDTH}}{'measured':>9}")
    for id in ids:
        for module in GOALS[id]:
            for line in lines(id, module, wanted.quick):
                print(line, flush=True)
    return 0


def facts(quick: bool) -> str:
    """Return what has to be known of a machine to read the figures."""
    try:
        qt = version("PySide6-Essentials")
    except PackageNotFoundError:
        qt = "none"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    said = [
        f"Python {platform.python_version()}",
        f"PySide6 {qt}",
        f"{platform.system()} {platform.machine()}",
        f"{cores} cores",
    ]
    if hasattr(os, "getloadavg"):
        said.append(f"load {os.getloadavg()[0]:.1f}")
    if quick:
        said.append("quick: the figures of full size are others")
    return ", ".join(said)


def lines(id: str, module: str, quick: bool = False) -> Iterator[str]:
    """Yield the lines of the table for one goal of a module, measured in a process of its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # an installed program has its compiled modules; without this each start would compile ours
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if quick:
        environment[QUICK] = "1"
    command = [sys.executable, "-m", "benchmarks", "--module", module, id]
    try:
        run = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        given = json.loads(run.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        given = f"it took longer than {PATIENCE} seconds"
    except (IndexError, ValueError):
        said = run.stderr.strip().splitlines() or [f"it ended with {run.returncode}"]
        given = said[-1]
    if isinstance(given, str):
        yield f"{id:<4}not measured: {given}"
        return
    for row in given:
        if row["missing"]:
            yield f"{id:<4}not measured: {row['missing']}"
        else:
            yield line(Row(*row["row"]))


def line(row: Row) -> str:
    """Return the line of the table for one row."""
    verdict = "pass" if row.reached else "short"
    if not row.tells:
        verdict = "no verdict: not the size of the goal"
    return f"{row.id:<4}{row.goal_text:<{WIDTH}}{_number(row.measured):>9}  {verdict}"


def _number(value: float) -> str:
    if value == 0 or value >= 100:
        return f"{value:.0f}"
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def _measured(id: str, module: str) -> list[dict[str, object]] | str:
    """Return the rows of a goal, measured here; a text says why there are none."""
    try:
        measure = importlib.import_module(f"benchmarks.{module}").MEASURES[id]
    except ModuleNotFoundError as error:
        return f"{error.name} is not installed"
    done: list[dict[str, object]] = []
    try:
        done.extend({"row": row, "missing": ""} for row in measure())  # keeps what came first
    except NotMeasured as reason:
        done.append({"row": (), "missing": str(reason)})
    return done


if __name__ == "__main__":
    raise SystemExit(main())
