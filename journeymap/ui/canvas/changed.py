"""What of a frame another Picture changes: the places of the parts that came, went or changed.

Layout keeps what an edit did not touch, by identity, so most edits change a few parts of those in
view, and only these places need to be painted again. A part that is another and looks the same,
such as an arrow whose name says another card's, takes no paint. Plain geometry; it paints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from journeymap.picture.picture import Box, Part
from journeymap.ui.canvas.badge_places import words_of
from journeymap.ui.canvas.levels import MOST_ARROWS
from journeymap.ui.canvas.reach import grown, passes

MOST = 30  # parts beyond which all is painted at once
SHARE = 0.5  # of the view that their places may take
AROUND = 48.0  # pixels around a part that its badges, marks and outlines may take
ALONG = 32.0  # around the line of an arrow and its words


def changed_places(
    before: Sequence[Part], now: Sequence[Part], seen: Box, free: Box
) -> list[Box] | None:
    """Return the places to be painted again, None where it is all of the view.

    `before` and `now` are the parts that may be in view; of arrows only the line is. All that
    floats over them is the same, beside which the `free` part of the view lies.
    """
    # how arrows are drawn depends on how many are in view
    if max(_arrows(before), _arrows(now)) > MOST_ARROWS:
        return None
    was, is_now = {id(part) for part in before}, {id(part) for part in now}
    gone = [part for part in before if id(part) not in is_now]
    come = [part for part in now if id(part) not in was]
    others = _unlike(gone, come)
    if len(others) > MOST:
        others = [part for part in others if part.kind != "flow" or passes(part, seen)]
        if len(others) > MOST:
            return [free]
    places = [
        _seen(place, free, ALONG if part.kind == "flow" else AROUND)
        for part in others
        for place in _places(part)
    ]
    places = list(dict.fromkeys(place for place in places if place.w and place.h))
    if sum(place.w * place.h for place in places) > SHARE * seen.w * seen.h:
        return [free]
    return places


def _unlike(gone: Iterable[Part], come: Iterable[Part]) -> list[Part]:
    """Return the parts that went or came, without pairs that look the same at the same place."""
    left: dict[tuple[object, ...], Part] = {}
    others = [part for part in gone if left.setdefault(_place(part), part) is not part]
    for part in come:
        other = left.get(_place(part))
        if other is not None and other.face == part.face:
            del left[_place(part)]
        else:
            others.append(part)
    return [*left.values(), *others]


def _place(part: Part) -> tuple[object, ...]:
    return part.key, part.kind, part.box, part.z, part.pin


def _arrows(parts: Iterable[Part]) -> int:
    return sum(part.kind == "flow" for part in parts)


def _places(part: Part) -> Iterator[Box]:
    """Yield what a part takes: its box, or the pieces of a line and its words."""
    if part.kind != "flow":
        yield part.box
        return
    left, top = part.box.x, part.box.y
    for (x1, y1), (x2, y2) in pairwise(getattr(part.face, "points", ())):
        yield Box(left + min(x1, x2), top + min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    words = words_of(part)
    if words is not None:
        yield words


def _seen(place: Box, free: Box, around: float) -> Box:
    """Return what of the view a place may take with all that stands around it."""
    box = grown(place, around)
    left, top = max(box.x, free.x), max(box.y, free.y)
    right, bottom = min(box.right, free.right), min(box.bottom, free.bottom)
    return Box(left, top, max(right - left, 0.0), max(bottom - top, 0.0))
