"""From pieces to places: where each flow and link begins, turns and ends, and where its label is.

Ports are spread over what all cards of a row have in common, so that a flow along a row is a
straight line. What leaves a card with labels behind it is stacked, so that they keep apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import sub
from typing import NamedTuple

from journeymap.picture import spacing as px
from journeymap.picture.course import LEVEL, STRAIGHT, Shape
from journeymap.picture.grid import Grid
from journeymap.picture.labels import NONE, Labels
from journeymap.picture.picture import TextBlock
from journeymap.picture.routes import Routes
from journeymap.picture.space import Across, Down, Rows, quarter, tracks_of

APART = 14.0  # two flows of the same two cards inside one column
LINK_IN = 17.0  # how far from the card's start its straight link runs
BESIDE = 6.0  # between a line that goes up or down and the label beside it
PORT_TOP, PORT_FOOT = 14.0, 7.0  # ports keep off the corners; at the upper one is the badge


class Places(NamedTuple):
    """Where the items stand, and what routes need of them; tops are those of the page."""

    x: list[float]
    y: list[float]
    right: list[float]
    height: list[float]
    row: list[float]  # top of the cards of each row
    above: list[float]  # top of each row itself
    room: list[float]  # height of each row
    common: list[float]  # what all cards of a row have in common of their heights


class Lines(NamedTuple):
    """All flows and links: the shape of each, None where an end is missing, and where it begins.

    Left to right. `at` holds for those that need it how far they first go up or down to where
    their label has room, and where the middle of the label is, both as seen from the beginning.
    """

    shape: list[Shape | None]
    x: list[float]
    y: list[float]
    at: dict[int, tuple[float, ...]]


def places_of(
    grid: Grid, wide: Across, deep: Down, rows: Rows, tall: list[float], top: float
) -> Places:
    """Return where everything stands on the page; the first lane of cards begins at `top`."""
    above = [top + y for y in deep.row]
    tops = [y + pad for y, pad in zip(above, rows.pad, strict=True)]
    return Places(
        [wide.x[c] for c in grid.column],
        [tops[r] for r in grid.row],
        [wide.right[c] for c in grid.end],
        tall, tops, above, rows.height, rows.common,
    )  # fmt: skip


class Legs(NamedTuple):
    """What of the lines needs no heights, so that it stays when a row gets higher.

    `alike` holds for equally many pieces the flows, their pieces and how far sideways each upright
    one is. `out` and `into` say where each flow leaves and enters, as a place in `ports`, which has
    each row and share of a height once.
    """

    x: list[float]  # of the upright pieces
    starts: list[float]
    far: list[float]  # from where a flow begins to where it ends
    alike: list[tuple[list[int], list[tuple[int, ...]], list[list[float]]]]
    ports: list[tuple[int, float]]
    out: list[int]
    into: list[int]


def legs_of(grid: Grid, routes: Routes, wide: Across) -> Legs:
    """Return how far sideways all flows and links go."""
    upright, ways = routes.vertical, routes.ways
    vx = tracks_of(routes.v_gutter, upright.track, upright.count, wide.first_track, wide.track)
    starts = [wide.right[grid.end[i]] for i in routes.sources]
    goals = [wide.x[grid.column[i]] for i in routes.targets]
    for number in routes.loops:
        goals[number] = starts[number]
    for number in range(routes.flows, len(starts)):
        starts[number] = wide.x[grid.column[routes.sources[number]]]  # links keep to the start side
    alike: dict[int, list[int]] = {}
    for number, way in enumerate(ways):
        if way is not None:
            alike.setdefault(len(way), []).append(number)
    found = []
    for numbers in alike.values():
        pieces = list(zip(*[ways[number] or () for number in numbers], strict=True))
        begins = [starts[number] for number in numbers]
        xs = [list(map(sub, map(vx.__getitem__, leg), begins)) for leg in pieces[::2]]
        found.append((numbers, pieces, xs))
    ports: dict[tuple[int, float], int] = {}
    row = grid.row.__getitem__
    out, into = (
        [ports.setdefault(port, len(ports)) for port in zip(map(row, ends), shares, strict=True)]
        for ends, shares in ((routes.sources, routes.out_port), (routes.targets, routes.in_port))
    )
    return Legs(vx, starts, list(map(sub, goals, starts)), found, list(ports), out, into)


def lines_of(
    grid: Grid,
    routes: Routes,
    wide: Across,
    deep: Down,
    top: float,
    places: Places,
    labels: Labels,
    legs: Legs,
) -> Lines:
    """Return the lines of all flows and links."""
    flat = routes.horizontal
    hy = tracks_of(
        routes.h_gutter, flat.track, flat.count, [top + y for y in deep.first_track], deep.track
    )
    out_y, in_y, turns = _ports(grid, routes, places, labels, legs)
    starts = list(legs.starts)
    shapes = _shapes(legs, hy, out_y, in_y)
    for number, place in routes.straight.items():
        source, target = routes.ends[number]
        x, y1, y2 = _straight(wide, grid, routes, places, source, target, place)
        starts[number], out_y[number], shapes[number] = x, y1, (STRAIGHT, y2 - y1)
    at: dict[int, tuple[float, ...]] = {
        number: (turn - out_y[number],) for number, turn in turns.items()
    }
    for number, label in labels.blocks.items():
        x, y = starts[number], out_y[number]
        turn = turns.get(number, y)
        if labels.spots[number].side == "behind":  # most of them
            at[number] = (turn - y, _behind(label), turn - y)
            continue
        way = routes.ways[number]
        first = legs.x[way[0]] if way else x
        lx, ly = _label(number, label, grid, routes, wide, places, labels, x, first, turn, in_y)
        at[number] = (turn - y, lx - x, ly - y)
    return Lines(shapes, starts, out_y, at)


def _behind(label: TextBlock) -> float:
    """Return how far from its beginning the middle of a label in the gutter is."""
    return quarter(px.GUTTER_PAD + px.LABEL_SIDE + label.width / 2)


def _label(
    number: int,
    label: TextBlock,
    grid: Grid,
    routes: Routes,
    wide: Across,
    places: Places,
    labels: Labels,
    x: float,
    first: float,
    turn: float,
    in_y: Sequence[float],
) -> tuple[float, float]:
    """Return the middle of a label; `first` is x of the first piece, `turn` where it goes on."""
    side, row, column = labels.spots[number]
    half = label.width / 2
    if side == "column":
        source, target = routes.ends[number]
        return _beside(wide, grid, routes, places, source, target, x, label, row)
    if side == "corner":
        return first + quarter(BESIDE + half), turn
    if side in ("after", "before"):
        away = quarter(BESIDE + half)
        middle = quarter(places.above[row] + places.room[row] / 2)
        return first + (away if side == "after" else -away), middle
    x = wide.x[column] + quarter(px.LABEL_SIDE + half)
    if side == "cell":
        return x, turn
    # its line may run off the middle, and it has to stay in its row
    top, high = places.above[row], label.height / 2
    return x, quarter(min(max(in_y[number], top + high), top + places.room[row] - high))


def _shapes(
    legs: Legs, hy: Sequence[float], y1: Sequence[float], y2: Sequence[float]
) -> list[Shape | None]:
    """Return the shapes of all ways, those with equally many pieces at once."""
    found: list[Shape | None] = [None] * len(y1)
    fall = list(map(sub, y2, y1))
    for numbers, pieces, xs in legs.alike:
        corners: list[Iterable[float]] = []
        for at, leg in enumerate(pieces):
            begins = map(y1.__getitem__, numbers)
            corners.append(map(sub, map(hy.__getitem__, leg), begins) if at % 2 else xs[at // 2])
        if pieces:
            corners.append(map(fall.__getitem__, numbers))
        goals = map(legs.far.__getitem__, numbers)
        first = repeat(float(len(pieces)) if pieces else LEVEL)
        for number, shape in zip(numbers, zip(first, *corners, goals, strict=False), strict=True):
            found[number] = shape
    return found


def _straight(
    wide: Across,
    grid: Grid,
    routes: Routes,
    places: Places,
    source: int,
    target: int,
    place: int,
) -> tuple[float, float, float]:
    """Return x, and both y, of a line inside a column, from one card's edge to the other's."""
    column = grid.column[target]
    x = (wide.x[column] + wide.right[column]) / 2
    if max(source, target) >= len(grid.column) - len(grid.stubs):
        x = wide.x[column] + LINK_IN
    else:
        last = routes.pairs[min(source, target), max(source, target)]
        x += APART * (place - last / 2)
    if places.y[source] < places.y[target]:
        return x, places.y[source] + places.height[source], places.y[target]
    return x, places.y[source], places.y[target] + places.height[target]


def _beside(
    wide: Across,
    grid: Grid,
    routes: Routes,
    places: Places,
    source: int,
    target: int,
    x: float,
    label: TextBlock,
    row: int,
) -> tuple[float, float]:
    """Return the middle of the label of a line inside a column: on it, or on its outer side.

    It stands in the middle of an empty row, or where there is none right above the lower card.
    """
    if row == NONE:
        row = max(grid.row[source], grid.row[target])
        y = quarter(places.above[row] - px.STRIP_FOOT - label.height / 2)
    else:
        y = quarter(places.above[row] + places.room[row] / 2)
    column = grid.column[target]
    middle = (wide.x[column] + wide.right[column]) / 2
    if routes.pairs[min(source, target), max(source, target)] == 0 or x == middle:
        return x, y
    aside = label.width / 2 + BESIDE
    return quarter(x - aside if x < middle else x + aside), y


def _ports(
    grid: Grid, routes: Routes, places: Places, labels: Labels, legs: Legs
) -> tuple[list[float], list[float], dict[int, float]]:
    """Return where flows leave and enter, and at which height those go on that have to turn."""
    row, common, item_row = places.row, places.common, grid.row
    heights = [
        row[r] + int(common[r] * p * 4 + (0.5 if p == 0.5 else 0)) / 4 for r, p in legs.ports
    ]
    out_y = list(map(heights.__getitem__, legs.out))
    in_y = list(map(heights.__getitem__, legs.into))
    turns: dict[int, float] = {}
    for number, offset in labels.offset.items():
        source = routes.ends[number][0]
        r = item_row[source]
        if not routes.ways[number]:
            continue
        y = quarter(row[r] + common[r] / 2 + offset)
        low = places.y[source] + PORT_TOP
        high = places.y[source] + places.height[source] - PORT_FOOT
        out_y[number] = min(max(y, low), high)
        if out_y[number] != y:
            turns[number] = y
    return out_y, in_y, turns
