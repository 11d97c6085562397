"""The slides of a presentation: sought in the way that makes cards largest, and kept.

A search lays a stage out in several ways, which takes longer than a person should wait on a large
map. So it goes on step by step: the slides that come next are sought while the presentation rests,
and a search that is under way when its slide is asked for goes on from where it was. Nothing here
is seen, and another map or another view forgets it all.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QWidget

from journeymap.model.journey import JourneyMap
from journeymap.picture.layout import layout
from journeymap.picture.picture import Picture, View
from journeymap.picture.signs import without_signs
from journeymap.picture.theme import THEMES
from journeymap.picture.type import TYPE
from journeymap.ui.measure import QtMeasure
from journeymap.ui.presenting.excerpts import LANES, excerpt, roomy, slide
from journeymap.ui.presenting.marks import UNDER
from journeymap.ui.presenting.panel import Column
from journeymap.ui.presenting.places import Columns, arrange
from journeymap.ui.presenting.sheet import CLOSEST, HEIGHT
from journeymap.ui.presenting.steps import Step, touchpoints_in
from journeymap.ui.presenting.words import Speech, counted
from journeymap.ui.session import Session

LEAST = 21  # pixels of names on cards at 1080 lines: read from the back of a room
COLUMNS = (0, 2, 3, 5)  # of a stage, tried until names are so large; 0 as the map has it
CARDS = (16, 10, 7)  # touchpoints of one stage on a slide, fewer until names are so large
BETTER = 1.08  # by which another way has to be larger
REST = 600  # milliseconds without a new step, after which the next ones are sought

Slide = tuple[Picture, Speech]
Search = Generator[None, None, Slide]


class Screen(NamedTuple):
    """What a slide is made for."""

    view: View
    size: QSize
    unit: float  # how large type is: 1 on a screen of 1920 × 1080


class Slides(QObject):
    """Finds the slides of a session's map; `said` is what is said at a step."""

    def __init__(
        self,
        session: Session,
        owner: QWidget,
        screen: Callable[[], Screen],
        said: Callable[[Step], Speech],
    ) -> None:
        super().__init__(owner)
        self._session, self._screen, self._said = session, screen, said
        backstage = QWidget(owner)
        backstage.hide()  # words are arranged there to see how much room they leave
        self._columns = Columns(Column(backstage), Column(backstage), Column(backstage))
        self._measure = QtMeasure(session.view.language)
        self._found: dict[object, Slide] = {}
        self._sought: dict[object, Search] = {}
        self._of: tuple[JourneyMap, View] | None = None
        self._wanted: deque[Step] = deque()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._go_on)

    def find(self, step: Step, said: Speech) -> Slide:
        """Return the picture of a slide and what is said beside it, so that cards are large."""
        where = self._where(step, said)
        if where not in self._found:
            search = self._sought.pop(where, None) or self._search(step, said)
            self._found[where] = _end_of(search)
        return self._found[where]

    def prepare(self, coming: Iterable[Step]) -> None:
        """Seek the slides of these steps, once the presentation has rested for a moment."""
        self._wanted = deque(step for step in coming if step.stage)
        if self._wanted:
            self._rest.start(REST)
        else:
            self._rest.stop()

    def ready(self, step: Step) -> bool:
        """Return whether the slide of a step is there."""
        return self._where(step, self._said(step)) in self._found

    def _go_on(self) -> None:
        """Seek a little further, and let the window have its turn."""
        if not self._wanted:
            return
        step = self._wanted[0]
        said = self._said(step)
        where = self._where(step, said)
        if said.page or where in self._found:
            self._wanted.popleft()
        else:
            search = self._sought.setdefault(where, self._search(step, said))
            try:
                next(search)
            except StopIteration as end:
                self._found[where] = end.value
                del self._sought[where]
                self._wanted.popleft()
        self._rest.start(0)

    def _where(self, step: Step, said: Speech) -> object:
        """Return under which name a slide is kept; those of another map or view are forgotten."""
        screen, m = self._screen(), self._session.map
        if self._of is None or self._of[0] is not m or self._of[1] != screen.view:
            self._found, self._sought, self._of = {}, {}, (m, screen.view)
        return (step, screen.size.toTuple(), said.caption, said.panel)

    def _search(self, step: Step, said: Speech) -> Search:
        screen = self._screen()
        view, session = screen.view, self._session
        if view.language != self._measure.language:
            self._measure = QtMeasure(view.language)
        metric = "" if step.kind == "curve" else view.metric
        asked = view._replace(lanes=LANES[step.kind], metric=metric)
        sayings = [said]
        if step.kind == "stage":
            sayings.append(said._replace(panel=()))  # the cards say the same
        ports = []
        theme = THEMES[session.theme]
        for each in sayings:
            ports.append(
                arrange(self._columns, each, screen.size, screen.unit, theme, view.language)
            )
            yield
        return (
            yield from self._largest(screen, asked, list(zip(sayings, ports, strict=True)), step)
        )

    def _largest(
        self,
        screen: Screen,
        view: View,
        sayings: Sequence[tuple[Speech, Any]],
        step: Step,
    ) -> Search:
        """Return the first way in which cards can be read from the back, else the largest."""
        session, persona, lang = self._session, screen.view.persona, screen.view.language
        m, index = session.map, session.index
        best, most, before = None, 0.0, -1  # a stage without cards has its slide too
        everything = len(touchpoints_in(m, step.stage, persona))
        for limit in (0,) if step.kind in ("curve", "touchpoint") else CARDS:
            yield
            part = excerpt(m, index, step, persona, limit)
            if len(part.touchpoints) == before:
                continue
            before, memo = len(part.touchpoints), dict[Any, Any]()
            for columns in COLUMNS:
                yield
                asked = view._replace(columns=columns or view.columns)
                shown = without_signs(layout(part, asked, self._measure, memo))
                look = slide(shown, step).look
                for said, port in sayings:
                    told = counted(said, step, before, everything, lang)
                    zoom = min(port.width() / look.w, port.height() / look.h)
                    if step.kind == "curve":
                        large = screen.size.height() / HEIGHT
                        return roomy(shown, UNDER * large / min(zoom, CLOSEST * large)), told
                    if best is None or zoom > most * BETTER:
                        best, most = (shown, told), zoom
                    if TYPE["card"].size * zoom >= LEAST * screen.unit:
                        return shown, told
        assert best is not None
        return best


def _end_of(search: Search) -> Slide:
    """Return what a search finds, without a rest."""
    while True:
        try:
            next(search)
        except StopIteration as end:
            found: Slide = end.value
            return found
