"""Looks for objects that hold each other, in the window's own thread and between its events.

Python lets whichever thread makes one object too many look for such cycles and free them. A widget
freed by a thread that reads a file ends the program: Qt lets it go only where it was made.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

PERIOD = 250  # ms
YOUNG = 2_000  # new objects before the collector looks at them
_NAME = "collecting"


def collect_here(app: QCoreApplication) -> None:
    """Look for garbage in the application's thread from now on, and nowhere else."""
    if app.findChild(QObject, _NAME) is None:
        gc.disable()
        gc.set_threshold(YOUNG)
        timer = QTimer(app)
        timer.setObjectName(_NAME)
        timer.timeout.connect(collect)
        timer.start(PERIOD)


def collect() -> None:
    """Free the oldest generation that is due, as Python does when it is left to itself."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
            gc.collect(generation)
            return


def spare() -> None:
    """Look no more at what there is now: it stays, and walking over it takes 200 ms at a time."""
    gc.freeze()
