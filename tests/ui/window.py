"""A window with a map in it, for the tests of the panels: opened, waited for, closed again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from journeymap.ui.app import application
from journeymap.ui.main_window import MainWindow
from journeymap.ui.settings import Settings
from journeymap.ui.workspace import Workspace

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@contextmanager
def shown(
    qtbot: QtBot, folder: Path, path: Path | None = None, lang: str = "en", theme: str = "light"
) -> Iterator[MainWindow]:
    """Yield a loaded window on a file, or on the start page."""
    application()
    store = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Settings(store), lang, theme)
    if path is not None:
        window.open_first(path)
    window.resize(1280, 720)
    window.show()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=10_000)
    if path is not None:
        showing = (window.start, window.loading)
        qtbot.waitUntil(lambda: window.stack.currentWidget() not in showing, timeout=10_000)
        qtbot.waitUntil(lambda: joined(window).first_frame.over, timeout=10_000)
    yield window
    if window.session is not None:
        window.session.close()
    window.hide()
    window.deleteLater()


def example(folder: Path, name: str = "coffee-app.yaml") -> Path:
    """Return a copy of an example that a test may write to."""
    return Path(shutil.copy(EXAMPLES / name, folder / name))


def joined(window: MainWindow) -> Workspace:
    """Return the late half of a window."""
    assert window.workspace is not None
    return window.workspace
