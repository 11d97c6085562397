"""What makes a window one of several: what it holds, how it comes up, closes, and takes what is
dropped on it.

The half of the window's life that has to do with other windows; the other one is `main_window.py`.
Nothing of the model may be imported here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent

from journeymap.model.text import M, Message, say
from journeymap.ui.dropping import ONLY_MAPS, DropSign, dropped, dropped_tables, why_not
from journeymap.ui.frame import Frame
from journeymap.ui.settings import Settings
from journeymap.ui.windows import Window, Windows

if TYPE_CHECKING:
    from journeymap.ui.session import Session
    from journeymap.ui.workspace import Workspace


class AmongWindows(Frame):
    """A window that knows the others."""

    settings: Settings
    windows: Windows

    def __init__(self) -> None:
        super().__init__()
        self.workspace: Workspace | None = None
        self.session: Session | None = None
        self._waiting: Callable[[], object] | None = None  # what to do once loaded
        self._coming: Path | None = None  # the file that is about to be opened
        self._sure = False  # whether closing asks nothing any more
        self._to_close: Callable[[], object] | None = None  # once nothing is under way any more
        self._gone = False  # it was closed
        self._sign: DropSign | None = None
        self.setAcceptDrops(True)

    def open(self, path: Path) -> None:
        """Open a file where a person wants it."""
        raise NotImplementedError

    def open_first(self, path: Path, key: str = "") -> None:
        """Open a file, and go to a record in it, as soon as the window is on the screen."""
        raise NotImplementedError

    def begin(self, template: str) -> None:
        """Begin a map from a template."""
        raise NotImplementedError

    def follow(self, name: str) -> None:
        """Do as a setting says now."""
        raise NotImplementedError

    def tell(self, text: Message, more: Message) -> None:
        """Say something that has to be read before going on."""
        from journeymap.ui import asking

        asking.tell(self, self.lang, text, more)

    def open_all(self, paths: Sequence[Path]) -> None:
        """Open several files, each in a window of its own; one as `open` does."""
        if len(paths) == 1:
            self.open(paths[0])
        else:
            self.windows.open(paths, self)

    def open_elsewhere(self, path: Path, key: str) -> None:
        """Open a file at a record in another window."""
        self.windows.open((path,), self, key)

    # ------------------------------------------------------------ what other windows ask

    def file(self) -> Path | None:
        """Return the file whose map is shown, or is about to be; None when it has none."""
        if self._coming is not None:
            return self._coming
        if self.workspace is None or self.session is None:
            return None
        if self.workspace.file.coming is not None:
            return self.workspace.file.coming
        return self.session.path if self.workspace.there else None

    def title(self) -> str:
        """Return what the window is called in a list of windows."""
        if self.workspace is not None and self.workspace.there:
            dot = " ●" if self.unsaved() else ""
            return f"{self.workspace.file.name()}{dot}"
        return self._coming.name if self._coming else say(M("Start page"), self.lang)

    def fresh(self) -> bool:
        """Return whether nothing is in the window that another map would take away."""
        if self._coming is not None or self._waiting is not None:
            return False
        if self.workspace is None or self.session is None:
            return True
        if self.workspace.file.busy:
            return False
        if not self.workspace.there:
            return self.workspace.file.again is None  # what is wrong with a file is to be read
        untouched = self.session.path is None and not self.session.document.steps
        return untouched and not self.unsaved()  # a map that came back from a crash has no steps

    def stuck_at(self) -> Path | None:
        """Return the file of which is said what is wrong with it; None where that is not shown."""
        work = self.workspace
        return None if work is None or work.there or work.file.busy else work.file.again

    def unsaved(self) -> bool:
        """Return whether something in the map is not saved."""
        return self.workspace is not None and self.workspace.file.unsaved()

    def save(self) -> bool:
        """Return whether all stands on disk now, or may be lost."""
        if self.workspace is None or self.session is None:
            return False
        file = self.workspace.file
        return file.finish() and file.may_drop_drafts()

    def finish_typing(self) -> None:
        """Bring into the map what is being typed."""
        if self.session is not None:
            self.session.flush_wanted.emit()

    def finish_saving(self) -> bool:
        """Return, once nothing is being saved any more, whether the window may close by now."""
        file = self.workspace.file if self.workspace is not None else None
        if file is None or not file.saving:
            return True
        self.say_note(M("Saving; the window closes when that is done"))
        file.writer.wait()
        return not file.busy

    def held_elsewhere(self, path: Path) -> bool:
        """Return whether another window shows a file, or is about to."""
        return self.windows.holding(path) not in (None, self)

    def go_to(self, key: str) -> None:
        """Bring a record of the map into sight."""
        if self.session is not None and self.workspace is not None and self.workspace.there:
            self.session.jump(key)

    def come_up(self) -> None:
        """Stand before the other windows and take the keyboard."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def give_way(self) -> bool:
        """Close without asking what to do with changes; return whether it did."""
        self._sure = True
        closed = self.close()
        self._sure = False
        return closed

    def ask_about(self, windows: Sequence[Window]) -> str:
        """Return save, discard or cancel for what is not saved in several windows."""
        from journeymap.ui import asking

        return asking.save_all(self, self.lang, [each.title().rstrip(" ●") for each in windows])

    def place(self) -> QByteArray:
        """Return where the window stands and how large it is, off the wall."""
        if self.workspace is not None:
            self.workspace.leave_wall()
        return self.saveGeometry()

    def stand_at(self, place: QByteArray) -> None:
        """Stand where a window stood before."""
        self.restoreGeometry(place)

    def show_beside(self, other: Window | None, offset: QPoint) -> None:
        """Show the window a little off another one, and as large."""
        if isinstance(other, AmongWindows):
            if not other.isMaximized():
                self.resize(other.size())
            self.move(other.pos() + offset)
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.windows.used(self)
            if self.workspace is not None:
                self.workspace.file.look()

    # ------------------------------------------------------------ closing, dropping

    def closeEvent(self, event: QCloseEvent) -> None:
        file = self.workspace.file if self.workspace is not None else None
        if file is not None and file.busy and not file.reading:
            if self._sure or not file.asking:
                self._to_close = self.give_way if self._sure else self.close
            if file.saving:
                self.say_note(M("Saving; the window closes when that is done"))
            event.ignore()
            return
        if file is not None and not self._sure and not file.may_leave():
            event.ignore()
            return
        self._gone, self._waiting = True, None
        if file is not None and self.workspace is not None:
            self.workspace.come_down()
            file.leaving.emit()
            file.end()
        self.settings.keep("geometry", self.saveGeometry())
        self.windows.left(self)
        if self.session is not None:
            self.session.close()
        event.accept()
        if self.windows.all and not self.windows.ending:
            self.deleteLater()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not event.mimeData().hasUrls():
            return
        # also what cannot be opened is taken, so that it can be said why
        _take(event)
        if self._sign is None:
            self._sign = DropSign(self, self.lang, self.theme)
        self._sign.say(event.mimeData(), self.theme, self._has_map())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hide_sign()

    def dropEvent(self, event: QDropEvent) -> None:
        self._hide_sign()
        paths, tables = dropped(event.mimeData()), dropped_tables(event.mimeData())
        _take(event)
        if paths:
            QTimer.singleShot(0, self, partial(self.open_all, paths))
        elif tables and self._has_map() and self.workspace is not None:
            # not while whoever gives it still waits for the end of the drag
            QTimer.singleShot(0, self.workspace, partial(self.workspace.import_files, tables))
        else:
            told = self._has_map() or bool(tables)
            self.say_note(why_not(event.mimeData()) if told else ONLY_MAPS, wrong=True)

    def _has_map(self) -> bool:
        return self.workspace is not None and self.workspace.there

    def _hide_sign(self) -> None:
        if self._sign is not None:
            self._sign.hide()


def _take(event: QDropEvent) -> None:
    """Accept a drop as a copy: whoever gives a file must not take it for moved, and delete it."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
