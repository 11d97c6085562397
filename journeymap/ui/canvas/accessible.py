"""The map for screen readers: the canvas with one child for each part, in reading order.

Children are made when they are first asked for and kept until their record is gone: Qt's table of
interfaces holds bare pointers to them. A child has a name, a role, a state and a place. It cannot
be pressed through the reader: PySide gives no way to add Qt's interface of actions to a child; the
keyboard does everything on the canvas, and the outline is the twin that can edit everything.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

from journeymap.model.index import Key
from journeymap.model.text import M, Message, say, say_list
from journeymap.picture.picture import Part, PartKind, Picture
from journeymap.ui.canvas.hints import ratings
from journeymap.ui.canvas.surface import Surface

_ROLES: dict[PartKind, QAccessible.Role] = {
    "stage": QAccessible.Role.ColumnHeader,
    "lane": QAccessible.Role.RowHeader,
    "flow": QAccessible.Role.Link,
    "note": QAccessible.Role.Note,
    "image": QAccessible.Role.Graphic,
    "heading": QAccessible.Role.Heading,
}


class PartInterface(QAccessibleInterface):
    """One part of the Picture for a screen reader, found again by its key each time."""

    def __init__(self, view: Surface, key: Key) -> None:
        super().__init__()
        self._view = view
        self.key = key

    def part(self) -> Part | None:
        """Return the part as it is now, None when its record is gone."""
        return self._view.part_of(self.key) if isValid(self._view) else None

    def isValid(self) -> bool:
        """Return whether the record is still in the picture."""
        return self.part() is not None

    def object(self) -> QObject | None:
        """Return nothing: a part is no object of Qt."""
        return None

    def window(self) -> QWindow | None:
        """Return the window that the canvas is in."""
        return self._view.window().windowHandle() if isValid(self._view) else None

    def parent(self) -> QAccessibleInterface | None:
        """Return the canvas."""
        return QAccessible.queryAccessibleInterface(self._view) if isValid(self._view) else None

    def child(self, index: int) -> QAccessibleInterface | None:
        """Return nothing: parts hold no parts."""
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        """Return nothing, as `child`."""
        return None

    def childCount(self) -> int:
        """Return none."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return -1: there is none."""
        return -1

    def text(self, which: QAccessible.Text) -> str:
        """Return the name or the description in the interface's language."""
        part = self.part()
        if part is None:
            return ""
        if which == QAccessible.Text.Name:
            return say(part.alt, self._view.session.lang)
        if which == QAccessible.Text.Description:
            return self._description(part)
        if which == QAccessible.Text.Value:
            return say_list(self._rated(), self._view.session.lang)
        return ""

    def _rated(self) -> list[str]:
        """Return how a touchpoint is rated, in words."""
        session = self._view.session
        touchpoint = session.index.touchpoint(self.key)
        if touchpoint is None:
            return []
        rated = ratings(touchpoint, session.view.persona)
        return [say(words, session.lang) for words, _ in rated]

    def _description(self, part: Part) -> str:
        """Return what hovering tells as well, but for the name and the ratings."""
        from journeymap.ui.canvas.hover import lines_of

        lang = self._view.session.lang
        lines = [part.about] if part.about is not None else []
        lines += [line.words for line in lines_of(self._view, part) if not line.head]
        said = dict.fromkeys(say(line, lang) for line in lines)
        rated = self._rated()
        return "\n".join(line for line in said if line not in rated)

    def setText(self, which: QAccessible.Text, text: str) -> None:
        """Do nothing: names are changed on the card or in the outline."""

    def rect(self) -> QRect:
        """Return where the part is on the screen."""
        part = self.part()
        if part is None:
            return QRect()
        here = self._view.on_screen(part).toAlignedRect()
        return QRect(self._view.viewport().mapToGlobal(here.topLeft()), here.size())

    def role(self) -> QAccessible.Role:
        """Return what the part is."""
        part = self.part()
        return _ROLES.get(part.kind if part else "card", QAccessible.Role.ListItem)

    def state(self) -> QAccessible.State:
        """Return whether the part is selected, has the keyboard, is out of sight."""
        state = QAccessible.State()
        part = self.part()
        if part is None:
            state.invalid = True
            return state
        view = self._view
        state.focusable = state.selectable = state.multiSelectable = True
        state.selected = self.key in view.session.selection
        state.focused = view.hasFocus() and view.current() == self.key
        if part.kind == "stage" and view.session.index.stage(self.key) is not None:
            state.expandable = True
            state.collapsed = self.key in view.session.view.collapsed
            state.expanded = not state.collapsed
        port = view.viewport().rect()
        state.offscreen = not port.intersects(view.on_screen(part).toAlignedRect())
        return state


class CanvasInterface(QAccessibleWidget):
    """The canvas for a screen reader: a list of its parts in reading order."""

    def __init__(self, view: Surface) -> None:
        super().__init__(view, QAccessible.Role.List, "")
        self._view = view
        self._picture: Picture | None = None
        self._keys: tuple[Key, ...] = ()
        self._places: dict[Key, int] = {}
        self._children: dict[Key, PartInterface] = {}
        self._numbers: dict[Key, int] = {}  # Qt's numbers of the children
        view.destroyed.connect(self.forget)

    def _update(self) -> None:
        picture = self._view.picture
        if picture is self._picture or picture is None:
            return
        self._picture = picture
        read = dict.fromkeys(key for key in picture.reading if picture.part(key) is not None)
        rows = (part.key for part in picture.parts if part.kind == "lane")
        # the names of the rows head what is read, which layout orders by stages
        self._keys = (*(key for key in rows if key and key not in read), *read)
        self._places = {key: place for place, key in enumerate(self._keys)}
        self.forget(kept=self._places)

    def forget(self, *_: object, kept: dict[Key, int] | None = None) -> None:
        """Take the children whose records are gone out of Qt's table; all of them by default."""
        for key in [key for key in self._children if kept is None or key not in kept]:
            QAccessible.deleteAccessibleInterface(self._numbers.pop(key))
            del self._children[key]

    def of(self, key: Key) -> PartInterface | None:
        """Return the child that stands for a record."""
        self._update()
        if key not in self._places:
            return None
        child = self._children.get(key)
        if child is None:
            child = self._children[key] = PartInterface(self._view, key)
            self._numbers[key] = QAccessible.registerAccessibleInterface(child)
        return child

    def childCount(self) -> int:
        """Return how many parts can be read."""
        self._update()
        return len(self._keys) + len(self._view.overlays())

    def child(self, index: int) -> QAccessibleInterface | None:
        """Return a part by its place in reading order."""
        self._update()
        if 0 <= index < len(self._keys):
            return self.of(self._keys[index])
        over, index = self._view.overlays(), index - len(self._keys)
        return QAccessible.queryAccessibleInterface(over[index]) if 0 <= index < len(over) else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        """Return the part at a point of the screen."""
        here = self._view.mapFromGlobal(QPoint(x, y))
        for each in self._view.overlays():
            if each.parentWidget() is self._view and each.geometry().contains(here):
                return QAccessible.queryAccessibleInterface(each)
        part = self._view.part_at(self._view.viewport().mapFromGlobal(QPoint(x, y)))
        return self.of(part.key) if part is not None else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the place of a part in reading order, -1 when it has none."""
        self._update()
        if isinstance(child, PartInterface):
            return self._places.get(child.key, -1)
        over, thing = self._view.overlays(), child.object()
        return len(self._keys) + over.index(thing) if thing in over else -1

    def focusChild(self) -> QAccessibleInterface | None:
        """Return the part that the keys go from."""
        key = self._view.current()
        return self.of(key) if key else None


def install() -> None:
    """Let Qt make a CanvasInterface for each canvas; once for the whole program."""
    if not _installed:
        _installed.append(_make)
        QAccessible.installFactory(_make)


_installed: list[object] = []


def _make(name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, Surface):
        return None
    # Python's half has to live as long as Qt's
    made = thing.accessible = CanvasInterface(thing)
    return made


def show_selection(view: Surface) -> None:
    """Tell screen readers what is selected now, and where the keyboard is if it is here."""
    if not QAccessible.isActive():
        return
    chosen = view.session.selection
    show_focus(view)
    child = _child(view, chosen[0]) if len(chosen) == 1 else None
    if child is not None:
        send(QAccessibleEvent(child, QAccessible.Event.Selection))
    if len(chosen) > 1:
        announce(view, M("{n} selected", n=len(chosen)))
    elif not chosen:
        announce(view, M("Nothing selected"))


def show_focus(view: Surface) -> None:
    """Tell screen readers which part the keys go from, while the canvas has the keyboard.

    What is selected elsewhere must not take a reader away from there.
    """
    if not QAccessible.isActive() or not view.hasFocus():
        return
    child = _child(view, view.current() or "")
    if child is not None:
        send(QAccessibleEvent(child, QAccessible.Event.Focus))


def _child(view: Surface, key: Key) -> PartInterface | None:
    interface = QAccessible.queryAccessibleInterface(view)
    return interface.of(key) if isinstance(interface, CanvasInterface) else None


def send(event: QAccessibleEvent) -> None:
    """Hand an event to whoever reads the screen."""
    QAccessible.updateAccessibility(event)


def announce(view: Surface, message: Message) -> None:
    """Have a message read out when the reader is done with what it says."""
    if QAccessible.isActive():
        said = QAccessibleAnnouncementEvent(view, say(message, view.session.lang))
        said.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        send(said)


class Teller(QObject):
    """Has read out what is done on a map: steps, refusals, what actions tell, how many findings."""

    def __init__(self, view: Surface) -> None:
        super().__init__(view)
        self._view = view
        self._done = 0  # steps when the last change was told
        self._found: int | None = None  # findings that were told last
        session = view.session
        session.changed.connect(self._tell_step)
        session.document_changed.connect(self._begin)
        session.refused.connect(self._tell)
        session.told.connect(self._tell)
        session.findings_changed.connect(self._tell_findings)

    def _begin(self) -> None:
        self._done = self._view.session.document.done
        self._found = None

    def _tell_findings(self) -> None:
        """Tell how many findings there are, when the checks have run and found more or fewer."""
        session = self._view.session
        n = len(session.findings)
        if session.checked and n != self._found:
            self._found = n
            self._tell(M("{n} finding", plural="{n} findings", n=n))

    def _tell(self, message: Message) -> None:
        announce(self._view, message)

    def _tell_step(self) -> None:
        """Tell the name of what was done or done again, or that it was undone."""
        document = self._view.session.document
        before, self._done = self._done, document.done
        if document.done > before and document.undo_text:
            announce(self._view, document.undo_text)
        elif document.done < before and document.redo_text:
            announce(self._view, M("Undone: {step}", step=document.redo_text))
