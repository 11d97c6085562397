"""Joins the palette to the window: Ctrl+K for everything, "/" for what is selected.

What is being typed is finished before anything is listed or done, so that no half of a name is
lost to an action.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import chain, islice

from PySide6.QtCore import QByteArray, QObject, QRect, QTimer
from PySide6.QtWidgets import QMenu

from journeymap.model.index import label
from journeymap.model.text import M, Message, say
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.frame import Frame
from journeymap.ui.palette.box import Box
from journeymap.ui.palette.doing import doing_entries
from journeymap.ui.palette.entries import Entry
from journeymap.ui.palette.fields import field_entries
from journeymap.ui.palette.sources import (
    action_entries,
    finding_entries,
    overlay_entries,
    record_entries,
)
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings

AT_ONCE = 24  # entries that are there when the list opens at a card
RECENT = 30  # entries that are remembered as used
KEPT = "palette"  # their name in the settings; only of actions, the rest is of one map


class Palette(QObject):
    """The palette of one window, open or not."""

    def __init__(
        self,
        frame: Frame,
        session: Session,
        settings: Settings,
        canvas: CanvasView,
        context_menu: Callable[[str], QMenu],
    ) -> None:
        super().__init__(frame)
        self._frame, self._session, self._settings = frame, session, settings
        self._canvas, self._context_menu = canvas, context_menu
        self._menus: list[QMenu] = []  # whose actions the entries trigger
        self._recent = remembered(settings)
        self.box: Box | None = None
        self._key = ""  # of the record that it is opened for, empty for everything
        frame.resized.connect(self._resized)  # a method goes with its object, a lambda would not

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return action id -> what it does."""
        return {"palette": self.open}

    def leave(self) -> None:
        """Do nothing any more: another takes over."""
        self._session.disconnect(self)
        if self.box is not None:
            self.box.close_box()
        self._forget_menus()
        self.deleteLater()

    def _resized(self) -> None:
        """Find the place once what is in the window has the room that it has now."""
        QTimer.singleShot(0, self, self._place_again)

    def open(self) -> None:
        """List everything: actions, places of the map, findings."""
        self._begin()
        session = self._session
        now = list(action_entries(self._frame, self._menus))
        there = self._frame.commands["properties"].isEnabled()  # a map is open
        more: Iterator[Entry] = iter(())
        if there:
            fields = field_entries(session, self._show_inspector)
            overlays = overlay_entries(self._frame, session)
            more = chain(overlays, record_entries(session), finding_entries(session), fields)
        self._show(M("Type an action, or a name on the map"), now, more, True)

    def open_doing(self) -> None:
        """List what can be done to the selection, at its card; everything without one."""
        self._begin()
        session, canvas = self._session, self._canvas
        chosen = session.selection
        if not chosen:
            self.open()
            return
        menu = self._context_menu(chosen[0])
        self._menus.append(menu)
        title = M("What is to be done with {n} record?",
                  plural="What is to be done with {n} records?", n=len(chosen))  # fmt: skip
        if len(chosen) == 1:
            name = label(session.index.entries[chosen[0]].record)
            title = M("What is to be done with “{name}”?", name=name)
        self._key = canvas.current() or chosen[0]
        fields = field_entries(session, self._show_inspector)
        entries = chain(doing_entries(session, self._frame.commands, menu), fields)
        self._show(title, list(islice(entries, AT_ONCE)), entries, False)

    def _show_inspector(self) -> None:
        """Bring the inspector to the front."""
        if not self._frame.commands["inspector"].isChecked():
            self._frame.commands["inspector"].trigger()
        self._frame.docks["inspector"].raise_()

    def _card(self) -> QRect | None:
        """Return where the card that it is opened for stands in the window."""
        canvas, part = self._canvas, self._canvas.part_of(self._key)
        if part is None:
            return None
        rect = canvas.on_screen(part).toAlignedRect()
        return QRect(canvas.viewport().mapTo(self._frame, rect.topLeft()), rect.size())

    def _place_again(self) -> None:
        if self.box is not None:
            self.box.place_again(self._card())

    def _begin(self) -> None:
        self._session.flush_wanted.emit()
        if self.box is not None:
            self.box.close_box()
        self._key = ""
        self._forget_menus()

    def _show(
        self,
        title: Message,
        now: list[Entry],
        more: Iterator[Entry],
        narrows: bool,
    ) -> None:
        words = say(title, self._session.lang)
        box = self.box = Box(self._frame, self._session, self._canvas, words, narrows)
        box.done.connect(self._done)
        box.open(now, more, tuple(self._recent), self._card())

    def _done(self, chosen: Entry | None) -> None:
        self.box = None
        if chosen is None:
            return
        self._recent = [chosen.id, *(id for id in self._recent if id != chosen.id)][:RECENT]
        remember(self._settings, self._recent)
        self._session.flush_wanted.emit()
        chosen.do()

    def _forget_menus(self) -> None:
        for menu in self._menus:
            menu.deleteLater()
        self._menus.clear()


def remembered(settings: Settings) -> list[str]:
    """Return the actions that were used last, the newest first; empty where none are kept."""
    try:
        found = json.loads(settings.bytes(KEPT).toStdString() or "[]")
    except (ValueError, RecursionError):
        return []
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def remember(settings: Settings, recent: list[str]) -> None:
    """Keep which actions were used last."""
    kept = [id for id in recent if id.startswith("action ")]
    settings.keep(KEPT, QByteArray(json.dumps(kept).encode()))
