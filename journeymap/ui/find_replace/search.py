"""Looks through every text of the map, in steps too short to be felt, and again after each edit.

It knows the session and no widget. Texts that have letters to fold are folded once and remembered,
so that each further letter that is typed costs no more than a comparison.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from journeymap.model.index import Key, Path
from journeymap.model.journey import JourneyMap
from journeymap.model.searching import AS_READ, Hit, Options, fold, needle_of, places
from journeymap.model.texts import texts
from journeymap.ui.session import Session

TURN = 0.006  # seconds of work before the window has its turn
AFTER_EDIT = 40  # ms of quiet after an edit before it is looked through again
MOST_FOLDED = 60_000  # texts that are remembered as the eye compares them


class Search(QObject):
    """What is looked for and where it was found; `hits` are of `map`."""

    found = Signal(bool)  # all hits are known; whether something else was asked for

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.wanted, self.options = "", AS_READ
        self.hits: tuple[Hit, ...] = ()
        self.ready = True  # whether the hits are those of what is wanted
        self.on = False  # whether anybody looks
        self._texts: tuple[JourneyMap, list[tuple[Key, Path, str]]] | None = None
        self._folded: dict[str, tuple[str, Sequence[int]]] = {}
        self._work: Iterator[None] | None = None
        self._asked_anew = False
        self._step = QTimer(self)
        self._step.setInterval(0)
        self._step.timeout.connect(self._go_on)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AFTER_EDIT)
        self._again.timeout.connect(self._begin)
        session.changed.connect(self._follow)

    def leave(self) -> None:
        """Look for nothing any more."""
        self.stop()
        self._session.disconnect(self)
        self.deleteLater()

    def look(self, wanted: str, options: Options = AS_READ) -> None:
        """Look for something; `found` is sent when all of the map was looked through."""
        self.on = True
        same = (wanted, options) == (self.wanted, self.options) and self.ready
        if same and self._texts and self._texts[0] is self._session.map:
            return
        self.wanted, self.options, self._asked_anew = wanted, options, True
        self._begin()

    def stop(self) -> None:
        """Follow the map no longer, and forget what was found."""
        self.on, self.hits, self.ready = False, (), True
        self._texts, self._work = None, None
        self._folded.clear()
        self._step.stop()
        self._again.stop()

    def finish(self) -> None:
        """Look through all that is left now."""
        if self._again.isActive():
            self._begin()
        for _ in self._work or ():
            pass
        self._end()

    # ------------------------------------------------------------ steps

    def _follow(self, *_: object) -> None:
        if self.on:
            self.ready = False
            self._again.start()

    def _begin(self) -> None:
        self._again.stop()
        self.ready = False
        self._work = self._looking()
        self._step.start()

    def _go_on(self) -> None:
        end = perf_counter() + TURN
        for _ in self._work or ():
            if perf_counter() > end:
                return
        self._end()

    def _end(self) -> None:
        self._step.stop()
        if not self.ready:
            self._work, self.ready = None, True
            anew, self._asked_anew = self._asked_anew, False
            self.found.emit(anew)

    def _looking(self) -> Iterator[None]:
        """Look through the texts, a few of them each time; take the hits at the end."""
        m = self._session.map
        if self._texts is None or self._texts[0] is not m:
            known = []
            for n, each in enumerate(texts(self._session.index)):
                known.append(each)
                if n % 64 == 0:
                    yield
            self._texts = (m, known)
        needle, options = needle_of(self.wanted, self.options), self.options
        hits: list[Hit] = []
        for n, (key, path, text) in enumerate(self._texts[1]):
            folded = None if options.exactly else self._fold(text)
            for start, end in places(text, needle, options, folded) if needle else ():
                hits.append(Hit(key, path, text, start, end))
            if n % 32 == 0:
                yield
        self.hits = tuple(hits)

    def _fold(self, text: str) -> tuple[str, Sequence[int]]:
        if text.isascii():
            return fold(text)
        known = self._folded.get(text)
        if known is None:
            if len(self._folded) >= MOST_FOLDED:
                self._folded.clear()
            known = self._folded[text] = fold(text)
        return known
