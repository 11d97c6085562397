"""The parking list: a note in one line while people talk, votes, and the way back onto the map.

The field for notes stands over the map and stays open for the next one, so that nobody has to look
for it twice. What becomes of a note is one undo step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from journeymap.model import edits
from journeymap.model.free_ids import free_id
from journeymap.model.ids import slug
from journeymap.model.index import Key, label
from journeymap.model.journey import JourneyMap, Kind
from journeymap.model.restructuring import ParkedAs, by_votes, unparked, voted
from journeymap.model.text import M, Message, say
from journeymap.ui.controls import Field, read_along
from journeymap.ui.controls import label as text_label
from journeymap.ui.making import selected
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px

NOTES = "application/x-journeymap-notes"  # ids of parked notes that are dragged, one a line
WIDTH = 420  # pixels of the field at the usual text size
# what a note can be about; what else is selected has nothing to do with it
PLACES: tuple[Kind, ...] = (
    *("touchpoint", "stage", "channel", "persona", "flow", "pain_point", "opportunity"),
    *("backstage", "metric"),
)
VOTED: tuple[Kind, ...] = ("parking", "pain_point", "opportunity")
# what is typed counts, not the key: on which one a sign stands depends on the keyboard
VOTES = {"+": 1, "＋": 1, "-": -1, "－": -1, "−": -1}
BECOMES: dict[ParkedAs, tuple[str, Message]] = {
    "touchpoint": ("unpark-touchpoint", M("Make a touchpoint of it")),
    "pain_point": ("unpark-pain", M("Make a pain point of it")),
    "opportunity": ("unpark-opportunity", M("Make an opportunity of it")),
}


def handlers(session: Session, canvas: QWidget) -> dict[str, Callable[[], object]]:
    """Return action id -> what it does, for the actions of the parking list."""
    return {
        "park": partial(ask_for_notes, session, canvas),
        "vote": partial(vote, session, 1),
        "unvote": partial(vote, session, -1),
        "park-sort": partial(sort, session),
        **{id: partial(unpark, session, kind) for kind, (id, _) in BECOMES.items()},
    }


# ---------------------------------------------------------------- what the actions do


def park(session: Session, text: str, at: Key | None = None) -> bool:
    """Return whether a note could be put on the parking list, about a record or about nothing."""
    id = free_id(session.index, text, "note")
    made = edits.new_record("parking", id=id, text=text, at=at or None)
    words = M("Park “{name}”", name=text)
    return session.commit(words, lambda m: edits.add(m, made), initiator=session)


def about(session: Session) -> Key | None:
    """Return what a note is about that is written now: the one record that is selected."""
    keys = selected(session, *PLACES)
    return keys[0] if len(keys) == 1 == len(session.selection) else None


def unpark(
    session: Session, kind: ParkedAs, notes: Sequence[Key] = (), at: Sequence[Key] = ()
) -> bool:
    """Return whether notes, the selected ones if none are named, could become records.

    They belong to `at`, else to what is selected with them, else to what they were about.
    """
    notes = tuple(notes) or tuple(selected(session, "parking"))
    if not notes:
        session.refused.emit(M("select a note of the parking list first"))
        return False
    places = tuple(at) or tuple(key for key in selected(session, *PLACES) if key not in notes)
    stage = session.map.stages[0].id if session.map.stages else ""
    ids: list[Key] = []
    for key in notes:
        text = label(session.index.entries[key].record)
        taken = (each for each in (*session.index.entries, *ids) if each not in notes)
        ids.append(slug(text, taken, kind))

    def edit(m: JourneyMap) -> JourneyMap:
        for key, id in zip(notes, ids, strict=True):
            m = unparked(m, key, kind, id, places, stage)
        return m

    made = session.commit(_unparking(session, notes, kind), edit, initiator=session)
    if made:
        session.select(ids)
        session.reveal.emit(ids[0])
    return made


def _unparking(session: Session, notes: Sequence[Key], kind: ParkedAs) -> Message:
    n, name = len(notes), label(session.index.entries[notes[0]].record)
    if kind == "touchpoint":
        one, many = M("Make a touchpoint of “{name}”", name=name), M("Make {n} touchpoints", n=n)
    elif kind == "pain_point":
        one, many = M("Make a pain point of “{name}”", name=name), M("Make {n} pain points", n=n)
    else:
        one = M("Make an opportunity of “{name}”", name=name)
        many = M("Make {n} opportunities", n=n)
    return one if n == 1 else many


def vote(session: Session, by: int, keys: Sequence[Key] = ()) -> bool:
    """Return whether dot votes could be given to notes, pain points or opportunities, or taken."""
    keys = tuple(keys) or tuple(selected(session, *VOTED))
    if not keys:
        session.refused.emit(M("select a parked note, a pain point or an opportunity to vote for"))
        return False
    n, name = len(keys), label(session.index.entries[keys[0]].record)
    if by > 0:
        one, many = M("Vote for “{name}”", name=name), M("Vote for {n} records", n=n)
    else:
        one = M("Take a vote from “{name}”", name=name)
        many = M("Take a vote from {n} records", n=n)
    text = one if n == 1 else many

    def edit(m: JourneyMap) -> JourneyMap:
        for key in keys:
            m = voted(m, key, by)
        return m

    # people put their dots one after the other: a round of votes is one step
    merge = f"votes {' '.join(keys)} {'+' if by > 0 else '-'}"
    return session.commit(text, edit, merge_key=merge, initiator=session)


def sort(session: Session) -> bool:
    """Return whether the parking list could be sorted by votes."""
    return session.commit(M("Sort the parking list by votes"), by_votes, initiator=session)


def offer(
    session: Session, parent: QWidget, where: QPoint, notes: Sequence[Key], at: Sequence[Key] = ()
) -> QMenu:
    """Show a menu of what notes can become, of or beside the records `at`; return it."""
    menu = QMenu(parent)
    for kind, (_, words) in BECOMES.items():
        made = menu.addAction(say(words, session.lang))
        made.triggered.connect(lambda _=False, kind=kind: unpark(session, kind, notes, at))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.setActiveAction(menu.actions()[0])
    menu.popup(where)
    return menu


# ---------------------------------------------------------------- the field


def ask_for_notes(session: Session, canvas: QWidget) -> ParkField:
    """Return the field for notes, which is open now and has the cursor."""
    shown = canvas.findChild(ParkField)
    if shown is None:
        shown = ParkField(session, canvas)
    shown.begin()
    return shown


class ParkField(QFrame):
    """One line over the map: Enter parks what it says and waits for the next, Esc ends it."""

    def __init__(self, session: Session, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._session, self._canvas = session, canvas
        self._at: Key | None = None
        self._lang = session.lang
        self.setObjectName("park")
        self.field = NoteLine()
        self.field.setPlaceholderText(say(M("A note for the parking list"), self._lang))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.setMaxLength(2000)
        self.field.took.connect(self.take)
        self.field.left.connect(self.end)
        self.field.textChanged.connect(lambda text: read_along(self.field, text, self._rtl()))
        self._said = text_label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self._said)
        session.changed.connect(self._say)
        session.theme_changed.connect(self._dress)
        session.document_changed.connect(self._forget)
        self._dress()
        self.hide()

    def _rtl(self) -> bool:
        return self._canvas.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _dress(self) -> None:
        table = colors(self._session.theme)
        self.setStyleSheet(
            f"QFrame#park {{ background: {table['panel']}; border: 1px solid {table['accent']};"
            " border-radius: 10px; }"
        )

    def begin(self) -> None:
        """Open over the map, with the cursor in the line."""
        if not self.isVisible():
            self._at = about(self._session)
        self._say()
        width = min(px(WIDTH), self._canvas.width() - 24)
        self.setFixedWidth(width)
        self.adjustSize()
        top = self._canvas.height() - self.sizeHint().height() - px(28)
        self.move((self._canvas.width() - width) // 2, max(12, top))
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take(self) -> None:
        """Park what the line says, and wait for the next; an empty line is the end."""
        text = " ".join(self.field.text().split())
        if not text:
            self.end()
            return
        at = self._at if self._at and self._at in self._session.index else None
        if park(self._session, text, at):
            self.field.clear()

    def end(self) -> None:
        """Close, and give the keyboard back to the map."""
        self.field.clear()
        self.hide()
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self.field.clear()
        self.hide()

    def _say(self, *_: object) -> None:
        session = self._session
        n = len(session.map.parking)
        there = M("{n} parked note", plural="{n} parked notes", n=n)
        how = M("Enter parks it, Esc closes")
        words: Message = M("{how} · {there}", how=how, there=there)
        entry = session.index.get(self._at) if self._at else None
        if entry is not None:
            name = label(entry.record)
            words = M("About “{name}” · {how} · {there}", name=name, how=how, there=there)
        self._said.setText(say(words, self._lang))


class NoteLine(Field):
    """The line in which a note is written; it says when Enter or Esc ends it."""

    took = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and Esc; everything else is typing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.took.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
