"""The whole program with maps that are edited all the time, to be killed.

    python -m tests.ui.window_editing LOG SEED FILE…

notes in LOG, for each edit, when it was made, which map it was made in, and its number.
"""

from __future__ import annotations

import os
import random
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from journeymap.ui.app import application, run
from journeymap.ui.main_window import MainWindow
from tests.ui.life import change

PAUSES = (30, 60, 150, 400, 1_600, 2_500)  # ms between two edits


class Typist:
    """Changes the titles of all maps, now quickly, now after a pause."""

    def __init__(self, log: str, seed: str, expected: int) -> None:
        self._log = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._rng, self._number, self._expected = random.Random(seed), 0, expected
        self._begun = False
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._edit)
        self._timer.start(50)

    def _windows(self) -> list[MainWindow]:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        return [w for w in found if w.workspace is not None and w.workspace.there]

    def _edit(self) -> None:
        there = self._windows()
        if len(there) == self._expected and not self._begun:
            self._begun = True
            there[0].windows.new(there[0]).begin("blank")  # and one that has no file
        elif len(there) > self._expected:
            window = self._rng.choice(there)
            assert window.session is not None
            self._number += 1
            name = window.session.path.stem if window.session.path else "untitled"
            change(window, f"{name} {self._number}")
            os.write(self._log, f"{time.time():.3f} {name} {self._number}\n".encode())
        self._timer.start(self._rng.choice(PAUSES))


if __name__ == "__main__":
    application()
    typist = Typist(sys.argv[1], sys.argv[2], len(sys.argv[3:]))
    sys.exit(run(sys.argv[3:]))
