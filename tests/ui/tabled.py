"""The page of tables on an open map without the rest of the window, and hands that type in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journeymap.model.journey import JourneyMap, Kind
from journeymap.ui.app import application
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings
from journeymap.ui.table.page import TablePage
from journeymap.ui.table.view import Table
from tests.ui.inspected import type_text

K, CTRL, SHIFT, ALT, PLAIN = (
    Qt.Key,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


class Desk:
    """A shown page of tables and the hands that use it."""

    def __init__(self, session: Session, page: TablePage) -> None:
        self.session, self.page = session, page

    @property
    def table(self) -> Table:
        return self.page.table

    def show(self, kind: Kind) -> Table:
        self.page.show_kind(kind)
        self.table.setFocus()
        return self.table

    def at(self, key: str, field: str) -> None:
        """Put the cursor into a cell."""
        records = self.table.records
        self.table.setFocus()
        self.table.go_to(records.row_of(key), records.column_of(field))

    def select(self, keys: list[str], fields: list[str]) -> None:
        """Select a block of cells with Shift and the arrows, from the first to the last."""
        self.at(keys[0], fields[0])
        rows = self.table.records.row_of(keys[-1]) - self.table.records.row_of(keys[0])
        shown = self.table.columns()
        first, last = (self.table.records.column_of(fields[n]) for n in (0, -1))
        for _ in range(rows):
            self.key(K.Key_Down, SHIFT)
        on = K.Key_Left if self.page.layoutDirection() == Qt.LayoutDirection.RightToLeft else None
        for _ in range(shown.index(last) - shown.index(first)):
            self.key(on or K.Key_Right, SHIFT)

    @property
    def typing(self) -> QWidget:
        """What the keys go to: the editor of a cell, else the table."""
        edit = self.table.delegate.edit
        if edit is None:
            return self.table
        proxy = edit.editor.focusProxy()
        return proxy if isinstance(proxy, QWidget) else edit.editor

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        popup = QApplication.activePopupWidget()
        inner = popup and (popup.focusProxy() or popup.focusWidget())
        QTest.keyClick(inner or popup or self.typing, key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type letters of any script; the first one begins an edit where none is."""
        for letter in text:
            type_text(self.typing, letter)
            QApplication.processEvents()

    def enter(self, text: str) -> None:
        """Type into the cell of the cursor in place of what stands there, and press Enter."""
        self.type(text)
        self.key(K.Key_Return)

    def record(self, key: str) -> Any:
        return self.session.index.entries[key].record

    def cell(self, key: str, field: str) -> str:
        """Return what a cell says."""
        records = self.table.records
        return records.text(records.row_of(key), records.column_of(field))

    def where(self) -> tuple[str, str]:
        """Return the record and the field of the cursor."""
        where, records = self.table.currentIndex(), self.table.records
        return records.keys[where.row()], records.columns[where.column()].name

    @property
    def steps(self) -> int:
        return self.session.document.done


def clip(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


@contextmanager
def tabled(
    qtbot: QtBot, folder: Path, opened: Path | JourneyMap, lang: str = "en"
) -> Iterator[Desk]:
    """Yield a page of tables on a map, shown and active, as wide as beside the panels."""
    app = application()
    rtl = lang in ("fa", "ar")
    before = app.layoutDirection()
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    session = Session(lang=lang)
    if isinstance(opened, JourneyMap):
        session.new(opened)
    else:
        session.open(opened)
    store = QSettings(str(folder / "tables.ini"), QSettings.Format.IniFormat)
    page = TablePage(session, Settings(store))
    page.resize(900, 520)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()
    yield Desk(session, page)
    session.close()
    page.hide()
    page.deleteLater()
    app.setLayoutDirection(before)
    QApplication.processEvents()
