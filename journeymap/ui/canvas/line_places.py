"""Where the badges of arrows are shown: looked for once, and again where something around changed.

To look for a place takes a millisecond or two, so no frame waits for that. After an edit a badge
stays beside the words of its arrow where it was until there is time to look whether that is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from journeymap.model.index import Key
from journeymap.picture.picture import Box, Part
from journeymap.ui.canvas.badge_places import Point, on_line, wished
from journeymap.ui.canvas.whereabouts import Within

MOST = 500  # arrows out of view whose places are remembered

Around: TypeAlias = tuple[Box, list[Part]]  # a region, and the parts that were found there


class Known(NamedTuple):
    """The place on an arrow, and what it was found among, None where it is a guess.

    It is `sure` while the Picture is the one for which it was looked at last.
    """

    part: Part
    at: Point
    among: Around | None
    sure: bool


class LinePlaces:
    """The places of the badges on the arrows of one Picture after the other."""

    def __init__(self, within: Within) -> None:
        self._within = within
        self._rtl = False
        self._known: dict[int, Known] = {}  # by the identity of the part, which is held
        self._last: dict[Key, Known] = {}  # those of the Pictures before
        # what is shown at a guess, or not yet: the part, and where it is shown
        self.unsure: dict[int, tuple[Part, Point | None]] = {}
        self._left: set[int] = set()  # of these, what was shown with a Picture before
        self._elsewhere = False  # whether places were found where nothing is shown

    def show(self, rtl: bool) -> None:
        """Know another Picture from now on, which may run from right to left."""
        if rtl != self._rtl or len(self._last) > MOST:
            self._last.clear()
        if rtl == self._rtl:
            self._last.update({known.part.key: known for known in self._known.values()})
        self._rtl = rtl
        self._known = {}
        self._left.update(self.unsure.keys())

    def at(self, part: Part) -> Point:
        """Return where the badge of an arrow stands: where it is shown, if it is."""
        known = self._known.get(id(part)) or self._carried(part) or self._look(part)
        return known.at

    def soon(self, part: Part) -> Point | None:
        """Return where the badge of an arrow is shown in this frame, None where it has to wait."""
        known = self._known.get(id(part)) or self._carried(part)
        at = known.at if known is not None else None
        if known is None or not known.sure:
            self.unsure[id(part)] = part, at
            self._left.discard(id(part))
        return at

    def settling(self) -> Iterator[None]:
        """Look for all that is not sure, one at each step."""
        while self.unsure:
            number, (part, shown) = self.unsure.popitem()
            if number in self._left:  # nobody paints it anew where it stayed
                self._left.discard(number)
                if not any(each is part for each in self._within(part.box)):
                    continue
            known = self._known.get(number) or self._carried(part)
            if known is not None and not known.sure and known.among is not None:
                box, others = known.among
                if self._within(box) == others:
                    known = self._known[number] = known._replace(sure=True)
            if known is not None and known.sure:  # it may be found because somebody asked for it
                self._elsewhere = self._elsewhere or known.at != shown
                continue
            self._elsewhere = self._look(part).at != shown or self._elsewhere
            yield

    def take_elsewhere(self) -> bool:
        """Return whether places were found where nothing is shown, once."""
        elsewhere, self._elsewhere = self._elsewhere, False
        return elsewhere

    def _carried(self, part: Part) -> Known | None:
        """Return the place on an arrow after that of before, None where there was none."""
        last = self._last.get(part.key)
        if last is None:
            return None
        was = last.part
        if was is part or (was.box == part.box and was.face == part.face):
            found = last._replace(part=part, sure=False)
        else:
            (x, y), (x1, y1) = wished(part, self._rtl), wished(was, self._rtl)
            at = last.at[0] + x - x1, last.at[1] + y - y1
            found = Known(part, at, None, False)
        self._known[id(part)] = found
        return found

    def _look(self, part: Part) -> Known:
        """Look for the place on an arrow."""
        among: list[Around] = []

        def within(box: Box) -> Iterable[Part]:
            others = [*self._within(box)]
            among.append((box, others))
            return others

        at = on_line(part, within, self._rtl)
        found = self._known[id(part)] = Known(part, at, among[0] if among else None, True)
        return found
