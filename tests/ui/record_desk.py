"""A session and single cards of the inspector in a window of their own, for tests of both."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from journeymap.model.index import Key
from journeymap.ui.app import application
from journeymap.ui.record_cards.deck import CARDS
from journeymap.ui.session import Session
from tests.ui.window import example

TODAY = date(2026, 11, 3)


def opened(folder: Path, name: str = "coffee-app.yaml") -> Session:
    """Return a session on a copy of an example, on a day that is always the same."""
    application()
    session = Session()
    session.open(example(folder, name))
    session.today = lambda: TODAY
    session.person = "Ada"
    return session


def laid(qtbot: QtBot, session: Session, name: str, key: Key) -> Any:
    """Return a card for a record, shown as wide as the inspector and kept up to date."""
    card: Any = CARDS[name](session)
    host = QWidget()
    column = QVBoxLayout(host)
    column.addWidget(card)
    column.addStretch(1)
    host.resize(280, 640)
    card.put((key,))
    session.changed.connect(lambda *_: card.put(card.keys))
    session.view_changed.connect(lambda: card.put(card.keys))
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    card.host = host  # else it would be gone
    return card


def typed(widget: QWidget) -> str:
    """Return what stands in a field."""
    return str(widget.property("text") or widget.property("plainText"))
