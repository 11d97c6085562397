"""What typing and Enter on the map mean: the name of what was just chosen, else the next record.

One rule keeps words from being written over others: typing gives a new name only to what somebody
has chosen since the last command. After any command, whether it was done, refused or without an
effect, and after a name was finished, typing begins what Enter begins: the next card, the next one
in a stage or channel, another note beside a note. Refusals are shown here too, at what they are
about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QPoint, QTimer

from journeymap.model.index import Key
from journeymap.model.lines import Place, gap_of, place_after
from journeymap.model.text import Message
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.canvas.surface import Surface

HIGH = 44  # pixels that a refusal and the gap to its card take
TRAIL = 20  # cards that are remembered
SHOWN = 5_000  # ms for which a refusal stands at a card
BEGUN_FROM = frozenset(  # what Enter can go on from
    ("touchpoint", "stage", "channel", "persona", "pain_point", "opportunity", "backstage")
)


class Writing(QObject):
    """Whether what is selected was chosen since the last command, and the last card chosen."""

    def __init__(self, view: Surface, busy: Callable[[], bool]) -> None:
        super().__init__(view)  # it hears nothing any more when the canvas goes
        self._view, self._busy = view, busy
        self._fresh = False
        self._commanded_now = False  # in this turn of the event loop
        self._by_mouse = False  # a drag says itself why it was refused
        self._hinting = False  # a refusal stands beside a card
        self.coming = ""  # what was typed to begin a record that is being made
        self._trail: list[Key] = []  # the touchpoints that were selected last
        self._hint = QTimer(self)
        self._hint.setSingleShot(True)
        self._hint.setInterval(SHOWN)
        self._hint.timeout.connect(self.hide_hint)
        session = view.session
        self._index = session.index  # of the map as it was before what is done next
        self._gap: Place | None = None  # where the card stood that was deleted last
        session.changed.connect(self._note_gap)
        session.changed.connect(self.commanded)
        session.told.connect(self.commanded)
        session.refused.connect(self._refused)
        session.selection_changed.connect(self._selected)
        session.document_changed.connect(self._begin_anew)

    # ------------------------------------------------------------ what is heard

    def chose(self) -> None:
        """Hear that somebody has chosen what is selected, by a click or a key."""
        self._fresh = True

    def commanded(self, *_: object) -> None:
        """Hear that something was done; what it selects by the way nobody has chosen."""
        self._fresh = False
        if not self._commanded_now:
            self._commanded_now = True
            QTimer.singleShot(0, self, self._turn_over)

    def _note_gap(self) -> None:
        """Remember where the card stood that somebody worked on, if it is gone now."""
        before, now = self._index, self._view.session.index
        self._index = now
        last = self._trail[-1] if self._trail else ""
        if before.touchpoint(last) is not None and now.touchpoint(last) is None:
            self._gap = gap_of(before, last, now)

    def _turn_over(self) -> None:
        self._commanded_now = False

    def _selected(self) -> None:
        self._fresh = not self._commanded_now  # chosen in another panel
        self.hide_hint()
        index = self._view.session.index
        chosen = [key for key in self._view.session.selection if index.touchpoint(key) is not None]
        if chosen:
            self._trail, self._gap = [*self._trail[-TRAIL:], chosen[-1]], None

    def _begin_anew(self) -> None:
        self._fresh, self.coming, self._trail = False, "", []
        self._index, self._gap = self._view.session.index, None

    def _refused(self, why: Message) -> None:
        """Show beside what is selected why something cannot be."""
        self.coming = ""
        self.commanded()
        view = self._view
        chosen = view.session.selection
        part = view.part_of(chosen[0]) if chosen else None
        if part is None or not view.isVisible() or self._by_mouse or self._busy():
            return
        place = view.on_screen(part)
        if place.intersects(view.viewport().rect().toRectF()):
            below = round(place.bottom())
            if below + HIGH > view.viewport().height():
                below = max(0, round(place.top()) - HIGH)
            # words beside the pointer stand a little away from it
            view.say_beside(QPoint(round(place.left()) - 18, below - 16), why)
            self._hinting = True
            self._hint.start()

    @contextmanager
    def by_mouse(self) -> Iterator[None]:
        """Show no refusal at the card meanwhile: it stood beside the pointer all the time."""
        self._by_mouse = True
        yield
        self._by_mouse = False

    def hide_hint(self) -> None:
        """Take a refusal away again."""
        if self._hinting:  # its timer runs no more in what it calls
            self._view.say_beside(QPoint(), None)
        self._hinting = False
        self._hint.stop()

    # ------------------------------------------------------------ what is meant

    @property
    def renames(self) -> bool:
        """Whether typing gives what is selected another name."""
        return self._fresh and len(self._view.session.selection) == 1

    @property
    def place(self) -> Place | None:
        """Where somebody worked last: the gap that a deleted card left, else after the touchpoint
        that was selected last of those still there. None where there is neither.
        """
        index = self._view.session.index
        if self._gap is not None and self._gap.is_in(index):
            return self._gap
        found = (index.touchpoint(key) for key in reversed(self._trail))
        last = next((touchpoint for touchpoint in found if touchpoint is not None), None)
        return place_after(last) if last is not None else None

    @property
    def place_in_sight(self) -> Place | None:
        """Where somebody worked if that is in sight, else the cell in the middle of the view.

        None where all of the map is in view.
        """
        view, place = self._view, self.place
        part = view.part_of(place.after) if place is not None else None
        seen = view.seen()
        if place is not None and (part is None or seen.intersects(rect_of(part.box))):
            return place
        middle, picture = seen.center(), view.picture
        cell = picture.cell(middle.x(), middle.y()) if picture is not None else None
        if cell is None or view.fitted or view.session.view.rows != "channel":
            return None
        stage, row = cell
        return Place("", stage, row or None)

    @property
    def goes_on(self) -> bool:
        """Whether Enter, and typing after a command, begins another record."""
        session = self._view.session
        chosen = session.selection
        if not chosen:
            return True
        return len(chosen) == 1 and session.index.entries[chosen[0]].kind in BEGUN_FROM

    def take_coming(self) -> str | None:
        """Return what was typed to begin the record that is named now, None for nothing; once."""
        coming, self.coming = self.coming, ""
        return coming or None
