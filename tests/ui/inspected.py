"""An inspector on an open map without the rest of the window, for the tests of its editors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui.app import application
from journeymap.ui.inspector.form import Form
from journeymap.ui.inspector.panel import Inspector
from journeymap.ui.session import Session


class Panel(NamedTuple):
    """A session and the inspector that shows it."""

    session: Session
    inspector: Inspector


@contextmanager
def inspected(qtbot: QtBot, path: Path, lang: str = "en") -> Iterator[Panel]:
    """Yield an inspector on a map file, shown and active, as wide as in a small window."""
    application()
    session = Session(lang=lang)
    session.open(path)
    inspector = Inspector(session)
    inspector.resize(280, 640)
    inspector.show()
    inspector.activateWindow()
    qtbot.waitUntil(inspector.isActiveWindow)
    yield Panel(session, inspector)
    session.close()
    inspector.hide()
    inspector.deleteLater()
    QApplication.processEvents()  # else the next window is told that this one was left


def unfold(form: Form) -> None:
    """Unfold all groups of a form, and let what they hold be shown."""
    for box in form._boxes:
        if box.folded and box.heading is not None:
            box.heading.click()
    QApplication.processEvents()


def type_text(widget: QWidget, text: str) -> None:
    """Type letters of any script (QTest.keyClicks ends the program at those beyond Latin-1)."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)
