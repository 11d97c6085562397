"""Starts the window: one application, one window, shown before the model is loaded.

The command line calls `run`. Nothing here may import the model: the start window has to stand
first (see S1 and S2 of the benchmarks).
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from journeymap.ui import style
from journeymap.ui.main_window import MainWindow
from journeymap.ui.mishaps import Mishaps
from journeymap.ui.settings import Settings


def run(path: str | None, lang: str | None = None, theme: str | None = None) -> int:
    """Return the exit status after showing the window until it is closed.

    `path` is a map to open, None for the start page. `lang` and `theme` (light, dark, system)
    overrule what the person chose in the window, for this time.
    """
    app = application()
    window = MainWindow(Settings(), lang, theme)
    mishaps = Mishaps(window, window.tell)
    if path is not None:
        window.open_first(Path(path))
    window.show()
    _let_interrupts_in(app)
    status = app.exec()
    mishaps.release()
    return int(status)


def application() -> QApplication:
    """Return the application, made if there is none, with our style."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        app = running
        if not style.is_set_up(app):
            app.setStyle(style.STYLE)
    else:
        # As an argument: setStyle would hand the style out, and for that give each of the hundreds
        # of names in QStyle a Python value.
        app = QApplication([*sys.argv[:1], "-style", style.STYLE])
    app.setApplicationName("journeymap")
    app.setApplicationDisplayName("journeymap")
    app.setDesktopFileName("journeymap")
    style.set_up(app)
    return app


def _let_interrupts_in(app: QApplication) -> None:
    """Let Ctrl+C in the terminal close the window: Python gets a turn five times a second."""
    signal.signal(signal.SIGINT, lambda *_: app.closeAllWindows())
    turn = QTimer(app)
    turn.timeout.connect(lambda: None)
    turn.start(200)
