"""Starts the window: one application, its windows, shown before the model is loaded.

The command line calls `run`. Nothing here may import the model: the start window has to stand
first (see S1 and S2 of the benchmarks).
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from journeymap.model.text import M
from journeymap.ui import style
from journeymap.ui.collecting import collect_here
from journeymap.ui.main_window import MainWindow
from journeymap.ui.mishaps import Mishaps
from journeymap.ui.recovery.starting import Recovery
from journeymap.ui.settings import Settings
from journeymap.ui.windows import Windows


def run(paths: Sequence[str] = (), lang: str | None = None, theme: str | None = None) -> int:
    """Return the exit status after showing windows until the last of them is closed.

    `paths` are maps to open, each in a window of its own; none for the start page, or for what was
    open at the end of last time. `lang` and `theme` (light, dark, system) overrule what the person
    chose in the window, for this time.
    """
    app = application()
    settings = Settings()

    def made(those: Windows) -> MainWindow:
        window = MainWindow(settings, lang, theme, those)
        recovery.attach(window)
        return window

    windows = Windows(settings, made)
    recovery = Recovery(windows)
    mishaps = Mishaps(app, recovery.tell, windows.quit, recovery.write_now)
    mishaps.watch_for_the_end()
    first = made(windows)
    waiting = recovery.not_by_itself()
    if paths:
        windows.open((Path(path) for path in paths), first)
    else:
        _say_missing(first, windows.restore(waiting), windows.left_out)
    first.show()
    _let_interrupts_in(app, windows)
    status = app.exec()
    mishaps.release()
    return int(status)


def _say_missing(window: MainWindow, gone: Sequence[Path], left_out: Sequence[Path]) -> None:
    """Say which files were open last and are not now."""
    if left_out:
        ended = M(
            "Not opened, because journeymap ended each time: {names}",
            names=tuple(path.name for path in left_out),
        )
        window.say_note(ended)
    elif gone:
        window.say_note(M("Not there any more: {names}", names=tuple(path.name for path in gone)))


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
    collect_here(app)
    return app


def _let_interrupts_in(app: QApplication, windows: Windows) -> None:
    """Let Ctrl+C in the terminal close the windows: Python gets a turn five times a second."""
    signal.signal(signal.SIGINT, lambda *_: windows.quit())
    turn = QTimer(app)
    turn.timeout.connect(lambda: None)
    turn.start(200)
