"""How soon the window and the command line are there, against what they cannot do without.

Every figure is a ratio of medians inside one run, both sides started in turns as processes of
their own. What a side needs to be warm (compiled modules, disk cache) it gets in a first round
that is not counted.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.generate import generate
from benchmarks.rows import NotMeasured, Row, ratio

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "coffee-app.yaml"
HEAVY = ("pydantic", "networkx", "matplotlib", "numpy", "duckdb", "ibis", "pptx")

ROUNDS_STARTED = 11

# The start window ends with FIRST and one for each heavy package: no crash looks like a count.
FIRST = 100
SHOWN = frozenset(range(FIRST, FIRST + len(HEAVY) + 1))
GOOD = SHOWN | {0}

WIDGETS = "import PySide6.QtWidgets"
WINDOW = """
import os, sys
from PySide6.QtCore import QSettings, QTimer
from journeymap.ui.app import application
from journeymap.ui.main_window import MainWindow
from journeymap.ui.settings import Settings
application()
window = MainWindow(Settings(QSettings(sys.argv[1], QSettings.Format.IniFormat)), "en", "light")
"""
# os._exit: what comes after the measured moment, tearing down included, is not part of it
START = f"""{WINDOW}
def shown():
    os._exit({FIRST} + len([name for name in {HEAVY} if name in sys.modules]))
# after the event that painted: then the frame is whole, and not before
window.start.painted.connect(lambda: QTimer.singleShot(0, shown))
window.start.painted.disconnect(window._soon)
window.show()
application().exec()
"""
OPEN = f"""{WINDOW}
from pathlib import Path
window.open_first(Path(sys.argv[2]))
window.show()
def look():
    if window.workspace is not None and window.workspace.there:
        window.grab()
        os._exit(0)
window.loaded.connect(lambda: QTimer.singleShot(0, look))
application().exec()
"""
FLOOR = """
import os, sys
import PySide6.QtWidgets, pydantic
from journeymap.files.reader import read_file
read_file(sys.argv[2])
os._exit(0)
"""
LIBRARIES = "import click, yaml, pydantic, networkx"


def window() -> list[Row]:
    """S1: the start window against QtWidgets alone; a file's first frame against its floor."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "window.ini")
        start, widgets = turns(code(START, store), code(WIDGETS))
        opened, floor = turns(code(OPEN, store, str(EXAMPLE)), code(FLOOR, store, str(EXAMPLE)))
    return [
        Row("S1", "empty start window ≤ 1.6 × import QtWidgets", 1.6, ratio(start, widgets)),
        Row(
            "S1",
            "FILE to its first frame ≤ 1.3 × (import QtWidgets, pydantic, read FILE)",
            1.3,
            ratio(opened, floor),
        ),
    ]


def heavy() -> list[Row]:
    """S2: how many of the heavy packages are there when the start window shows."""
    with tempfile.TemporaryDirectory() as folder:
        status = ended(code(START, str(Path(folder) / "window.ini")), SHOWN)
    return [Row("S2", "heavy packages when the start window shows: none", 0, status - FIRST)]


def command_line() -> list[Row]:
    """S3: the version against a bare interpreter; checking against importing the libraries."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.yaml"
        path.write_text(generate(100), encoding="utf-8")
        version, bare = turns(command("--version"), code("pass"))
        check, libraries = turns(command("check", str(path)), code(LIBRARIES))
    return [
        Row("S3", "journeymap --version ≤ 4 × python -c pass", 4, ratio(version, bare)),
        Row("S3", "check of 100 ≤ 1.3 × import of its libraries", 1.3, ratio(check, libraries)),
    ]


def code(text: str, *arguments: str) -> list[str]:
    """Return the command that runs some Python."""
    return [sys.executable, "-c", text, *arguments]


def command(*arguments: str) -> list[str]:
    """Return the command that runs journeymap."""
    return [sys.executable, "-m", "journeymap", *arguments]


def turns(first: Sequence[str], second: Sequence[str]) -> list[list[float]]:
    """Return the seconds that two commands took by the wall clock, in turns, one warm round first.

    Not `in_turns`, which counts the processor time of this process: children are not in it, and
    what starts them costs the same for every command. Raises NotMeasured when one fails.
    """
    times: list[list[float]] = [[], []]
    for number in range(ROUNDS_STARTED + 1):
        for place, each in enumerate((first, second)):
            started = time.perf_counter()
            ended(each, GOOD)
            if number:
                times[place].append(time.perf_counter() - started)
    return times


def ended(each: Sequence[str], good: frozenset[int] = frozenset((0,))) -> int:
    """Return the exit status of a command; raises NotMeasured when it is none of `good`."""
    run = subprocess.run(each, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode not in good:
        said = run.stderr.strip().splitlines() or ["it said nothing"]
        raise NotMeasured(f"a process ended with {run.returncode}: {said[-1]}")
    return run.returncode


MEASURES = {"S1": window, "S2": heavy, "S3": command_line}
