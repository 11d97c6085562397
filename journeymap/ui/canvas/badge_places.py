"""Where on an arrow its badge stands: on its line, over no words and no card.

Layout leaves room for the words of arrows and none for badges, which come and go with what the
checks find. So a free place on the line is looked for here, as near to the arrow's own words as one
is. Plain geometry of the Picture; nothing is laid out anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from math import hypot

from journeymap.picture.picture import Box, Part

HALF = 10.0  # pixels of the map from the middle of a badge to what it must not cover
ENDS = 16.0  # of a line that its sign and its head take
STEP = 8.0  # between two places that are tried
FARTHEST = 160.0  # from the words, or from the middle of the line, to the last place tried
BESIDE = 12.0  # from the end of an arrow's words to the middle of its badge
SOLID = frozenset(("card", "summary", "stub", "note", "step", "quote", "image", "measure", "lane"))
ROUND = 60.0  # pixels around the places tried in which others are looked at
COVERS, CROSSES, FAR = 100.0, 4.0, 0.02  # what covering, crossing and a pixel of way count

ASIDE = ((0.0, -HALF - 2), (0.0, HALF + 2), (-HALF - 2, 0.0), (HALF + 2, 0.0))

Point = tuple[float, float]


def wished(part: Part, rtl: bool) -> Point:
    """Return where the badge of an arrow would stand if all were free."""
    points = _points(part)
    return _wished(points, words_of(part), rtl) if len(points) > 1 else (part.box.x, part.box.y)


def on_line(part: Part, within: Callable[[Box], Iterable[Part]], rtl: bool) -> Point:
    """Return the middle of the badge of an arrow, in the scene."""
    points = _points(part)
    if len(points) < 2:
        return part.box.x, part.box.y
    words = words_of(part)
    wished = _wished(points, words, rtl)
    tried = [at for at in _along(points) if hypot(at[0] - wished[0], at[1] - wished[1]) <= FARTHEST]
    tried = tried or [_middle(points)]
    near = Box(
        min(x for x, _ in tried) - ROUND,
        min(y for _, y in tried) - ROUND,
        max(x for x, _ in tried) - min(x for x, _ in tried) + 2 * ROUND,
        max(y for _, y in tried) - min(y for _, y in tried) + 2 * ROUND,
    )
    solid: list[Box] = [words] if words is not None else []
    lines: list[tuple[Point, Point]] = []
    for other in within(near):
        if other.kind in SOLID and not other.pin:
            solid.append(other.box)
        elif other.kind == "flow" and other.key != part.key:
            said = words_of(other)
            if said is not None:
                solid.append(said)
            lines += [piece for piece in pairwise(_points(other)) if _passes(near, *piece)]
    solid = [each for each in solid if each.meets(near)]

    def far(at: Point) -> float:
        return hypot(at[0] - wished[0], at[1] - wished[1]) * FAR

    def cost(at: Point) -> float:
        x, y = at
        badge = Box(x - HALF, y - HALF, 2 * HALF, 2 * HALF)
        covered = sum(badge.meets(each) for each in solid)
        crossed = sum(_passes(badge, *line) for line in lines)
        head = any(badge.contains(*end) for end in (points[0], points[-1]))
        return covered * COVERS + (crossed + 3 * head) * CROSSES + far(at)

    best, least = _cheapest(tried, cost, far)
    if least < COVERS:
        return best
    # beside the line or around its words, where all of it is taken
    aside = [(x + dx, y + dy) for x, y in tried for dx, dy in ASIDE]
    if words is not None:
        x, y = words.x + words.w / 2, words.y + words.h / 2
        aside += [(words.x - BESIDE, y), (words.right + BESIDE, y)]
        aside += [(x, words.y - BESIDE), (x, words.bottom + BESIDE)]
    return _cheapest([best, *aside], cost, far)[0]


def _cheapest(
    places: Iterable[Point], cost: Callable[[Point], float], far: Callable[[Point], float]
) -> tuple[Point, float]:
    """Return the place that costs least, and what; the near ones first, as most are free."""
    best, least = (0.0, 0.0), float("inf")
    for place in sorted(places, key=far):
        if far(place) >= least:
            break  # all others are farther still
        costs = cost(place)
        if costs < least:
            best, least = place, costs
    return best, least


def words_of(part: Part) -> Box | None:
    """Return the place of the words on an arrow in the scene, None where it has none."""
    label = getattr(part.face, "label", None)
    if label is None:
        return None
    x, y = getattr(part.face, "label_at", (0.0, 0.0))
    wide, high = label.width + 6, label.height + 4
    return Box(part.box.x + x - wide / 2, part.box.y + y - high / 2, wide, high)


def _points(part: Part) -> list[Point]:
    """Return the corners of an arrow in the scene."""
    left, top = part.box.x, part.box.y
    return [(left + x, top + y) for x, y in getattr(part.face, "points", ())]


def _wished(points: list[Point], words: Box | None, rtl: bool) -> Point:
    """Return the end of the words where there are any, else the middle of the longest piece."""
    if words is None:
        return _middle(points)
    middle = words.y + words.h / 2
    return (words.x - BESIDE if rtl else words.right + BESIDE), middle


def _middle(points: list[Point]) -> Point:
    (x1, y1), (x2, y2) = max(
        pairwise(points),
        key=lambda piece: hypot(piece[1][0] - piece[0][0], piece[1][1] - piece[0][1]),
    )
    return (x1 + x2) / 2, (y1 + y2) / 2


def _along(points: list[Point]) -> Iterator[Point]:
    """Yield places along a line, at equal steps, without its ends."""
    whole = sum(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points))
    ends = min(ENDS, whole / 3)
    gone = 0.0
    for (x1, y1), (x2, y2) in pairwise(points):
        long = hypot(x2 - x1, y2 - y1)
        way = 0.0
        while way <= long and long:
            if ends <= gone + way <= whole - ends:
                share = way / long
                yield x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
            way += STEP
        gone += long


def _passes(badge: Box, one: Point, two: Point) -> bool:
    """Return whether a straight piece of a line comes through a badge; they run across or down."""
    left, right = min(one[0], two[0]), max(one[0], two[0])
    top, bottom = min(one[1], two[1]), max(one[1], two[1])
    return (
        left < badge.right
        and badge.x < right + 0.1
        and top < badge.bottom
        and badge.y < bottom + 0.1
    )
