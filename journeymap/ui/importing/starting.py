"""How an import begins: from the menu, by a file that is dropped, or again for all sources.

The dialogs, and the readers behind them, are loaded when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from journeymap.model.text import M, say
from journeymap.ui.dropping import TABLES
from journeymap.ui.frame import Frame
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings

if TYPE_CHECKING:
    from journeymap.ui.importing.assistant import Assistant
    from journeymap.ui.importing.refreshing import Refresh


def table_path(parent: QWidget, lang: str, folder: str) -> str:
    """Return the table that a person wants to import, empty for none."""
    endings = " ".join(f"*{ending}" for ending in TABLES)
    kinds = f"{say(M('Tables'), lang)} ({endings});;{say(M('All files'), lang)} (*)"
    path, _ = QFileDialog.getOpenFileName(parent, say(M("Import metrics"), lang), folder, kinds)
    return path


class Importing(QObject):
    """Opens the assistant for one file after the other."""

    def __init__(self, frame: Frame, session: Session, settings: Settings) -> None:
        super().__init__(frame)
        self._frame, self._session, self._settings = frame, session, settings
        self._waiting: list[Path] = []
        self._refreshing = False  # refresh was left for one file, and has more to import
        self.dialog: Assistant | Refresh | None = None
        # before any dialog hears of it, closes, and would have the next one opened
        session.document_changed.connect(self._forget)

    def _forget(self) -> None:
        """Drop what was to come: it was meant for the map that was open."""
        self._waiting, self._refreshing = [], False

    def leave(self) -> None:
        """Begin nothing any more: another takes over."""
        self._forget()
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.reject()
        self.deleteLater()

    def _folder(self) -> str:
        path = self._session.path
        return str(path.parent) if path else self._settings.folder

    def _may(self) -> bool:
        """Return whether the map may be changed; say why not."""
        session = self._session
        if session.read_only is not None:
            session.refused.emit(session.read_only)
            return False
        session.flush_wanted.emit()
        return self.dialog is None

    def ask(self) -> None:
        """Ask for a table, and open it in the assistant."""
        if self._may():
            path = table_path(self._frame, self._session.lang, self._folder())
            if path and isValid(self):
                self.open((Path(path),))

    def open(self, paths: Sequence[Path]) -> None:
        """Open the assistant for these files, one after the other."""
        if not paths or not self._may():
            return
        from journeymap.ui.importing.assistant import Assistant

        self._waiting = list(paths[1:])
        dialog = Assistant(self._frame, self._session, paths[0])
        dialog.another.connect(lambda: self._another(dialog))
        self._show(dialog)

    def _another(self, dialog: Assistant) -> None:
        path = table_path(dialog, self._session.lang, str(dialog.draft.path.parent))
        if path and isValid(dialog):
            dialog.take_file(Path(path))

    def refresh(self) -> None:
        """Show what the sources of the map would bring now."""
        session = self._session
        if not any(source.kind != "events" for source in session.map.sources):
            session.refused.emit(M("This map has no sources yet; import metrics once"))
            return
        if not self._may():
            return
        from journeymap.ui.importing.refreshing import Refresh

        refresh = Refresh(self._frame, session)
        self._show(refresh)
        refresh.finished.connect(lambda _: self._assist(refresh))

    def _assist(self, refresh: Refresh) -> None:
        """Open the assistant for a file that could not be imported again, and come back."""
        if refresh.assist is not None and isValid(self._session):
            self.open((refresh.assist,))
            self._refreshing = refresh.amount() > 0

    def _show(self, dialog: Assistant | Refresh) -> None:
        self.dialog = dialog
        dialog.finished.connect(lambda _: self._ended(dialog))
        dialog.open()

    def _ended(self, dialog: Assistant | Refresh) -> None:
        self.dialog = None
        dialog.deleteLater()
        if not isValid(self._session):
            return
        if dialog.told:
            self._session.told.emit(dialog.told)
        waiting, self._waiting = self._waiting, []
        self.open(waiting)
        if self._refreshing and not waiting:
            self._refreshing = False
            self.refresh()
