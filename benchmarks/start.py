"""How long a person waits for the window and the command line, against the bare imports they need.

Each figure is the ratio of two medians of the processor time of whole processes, from the first
instruction of Python to the end, run in turns after one of each that does not count. The windows
are those of the program, without a display; they end when the frame that is waited for is painted.
All is compiled by then, as it is where it was installed, whatever the environment says of that.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from benchmarks.generate import generate
from benchmarks.rows import NotMeasured, Row, ratio

ROUNDS = 7
ROOT = Path(__file__).resolve().parent.parent
COFFEE = ROOT / "examples" / "coffee-app.yaml"
HEAVY = ("pydantic", "networkx", "matplotlib", "numpy", "duckdb", "ibis", "pptx")

QT = "import PySide6.QtWidgets"
READ = f"{QT}, sys; from journeymap.files.reader import read_file; read_file(sys.argv[1])"

# What the program does first; here the window is imported before it begins, to listen in. A window
# with a mishap would wait for somebody to close it: the alarm ends it.
FIRST = """
import gc, os, signal, sys
from journeymap.__main__ import YOUNG, main
from journeymap.ui.plain_imports import import_plainly
gc.set_threshold(YOUNG)
import_plainly()
signal.alarm(60)
"""

# The program as it is run, but for what it does once the start page is painted.
START = f"""{FIRST}
from PySide6.QtCore import QTimer
from journeymap.ui import app, main_window

def end():
    print(*(name for name in {HEAVY!r} if name in sys.modules), flush=True)
    os._exit(0)

class Window(main_window.MainWindow):
    def _soon(self):
        QTimer.singleShot(0, end)

app.MainWindow = Window
main()
"""

# The same, ended once a frame of the map was painted that leaves nothing of it for the next one;
# what the window says of the map stands by then, and its panels follow.
OPEN = f"""{FIRST}
from PySide6.QtCore import QEvent, QObject, QTimer
from journeymap.ui import app, main_window

class Frames(QObject):
    def __init__(self, workspace):
        super().__init__(workspace)
        self.workspace = workspace
        workspace.canvas.viewport().installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self.look)
        return False

    def look(self):
        if self.workspace.there and not self.workspace.canvas.layer.frames_unready:
            os._exit(0)

class Window(main_window.MainWindow):
    def _join(self, before=None):
        Frames(workspace := super()._join(before))
        return workspace

app.MainWindow = Window
main()
"""


def windows() -> list[Row]:
    """S1: the start window against importing Qt, and a file's first frame against reading it."""
    start, bare = _processes([["-c", START], ["-c", QT]])
    shown, read = _processes([["-c", OPEN, str(COFFEE)], ["-c", READ, str(COFFEE)]])
    first = "a file's first complete frame ≤ 1.3 × import QtWidgets and read it"
    return [
        Row("S1", "the start window ≤ 1.6 × import PySide6.QtWidgets", 1.6, ratio(start, bare)),
        Row("S1", first, 1.3, ratio(shown, read)),
    ]


def imported() -> list[Row]:
    """S2: the heavy packages that are loaded when the start window is painted."""
    found = _run(["-c", START])[1].split()
    unwanted = f" ({', '.join(found)})" if found else ""
    return [Row("S2", f"heavy packages before the first paint: none{unwanted}", 0, len(found))]


def commands() -> list[Row]:
    """S3: the version, and a check, against Python alone and the packages that a check needs."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.yaml"
        file.write_text(generate(100), encoding="utf-8")
        version, nothing = _processes([["-m", "journeymap", "--version"], ["-c", "pass"]])
        check, packages = _processes(
            [
                ["-m", "journeymap", "check", str(file)],
                ["-c", "import click, yaml, pydantic, networkx"],
            ]
        )
    needs = "check of 100 touchpoints ≤ 1.3 × import click, yaml, pydantic, networkx"
    return [
        Row("S3", "journeymap --version ≤ 4 × python -c pass", 4, ratio(version, nothing)),
        Row("S3", needs, 1.3, ratio(check, packages)),
    ]


MEASURES = {"S1": windows, "S2": imported, "S3": commands}


def _processes(works: Sequence[list[str]]) -> list[list[float]]:
    """Return the processor seconds of each process, run in turns."""
    for work in works:
        _run(work)
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for place, work in enumerate(works):
            times[place].append(_run(work)[0])
    return times


def compiled() -> str:
    """Return the folder in which all is compiled that opening a map loads."""
    _run(["-c", OPEN, str(COFFEE)])
    return _compiled().name


@cache
def _compiled() -> tempfile.TemporaryDirectory[str]:
    """Return where what is compiled is kept until the end."""
    return tempfile.TemporaryDirectory()


def _run(arguments: list[str]) -> tuple[float, str]:
    """Return the processor seconds of a Python process, and what it printed."""
    if not hasattr(os, "wait4"):
        raise NotMeasured("this system does not say what a process took")
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryFile("w+") as output:
        environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "LC_ALL": "C.UTF-8"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = _compiled().name
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**environment, "QT_QPA_PLATFORM": "offscreen"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read()
    if process.returncode not in (0, 1) or "Traceback" in said:  # a check finds something: 1
        raise NotMeasured(
            (said.strip().splitlines() or [f"it ended with {process.returncode}"])[-1]
        )
    return used.ru_utime + used.ru_stime, said
