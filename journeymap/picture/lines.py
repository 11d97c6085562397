"""From pieces to places: where each flow and link begins, turns and ends, and where its label is.

Ports are spread over what all cards of a row have in common, so that a flow along a row is a
straight line. What leaves a card with labels behind it is stacked, so that they keep apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from operator import sub
from typing import NamedTuple

from journeymap.picture import spacing as px
from journeymap.picture.course import LEVEL, STRAIGHT, Shape
from journeymap.picture.grid import Grid
from journeymap.picture.labels import NONE, Labels
from journeymap.picture.picture import TextBlock
from journeymap.picture.pieces import Way
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


def lines_of(
    grid: Grid,
    routes: Routes,
    wide: Across,
    deep: Down,
    top: float,
    places: Places,
    labels: Labels,
) -> Lines:
    """Return the lines of all flows and links."""
    upright, flat = routes.vertical, routes.horizontal
    vx = tracks_of(routes.v_gutter, upright.track, upright.count, wide.first_track, wide.track)
    hy = tracks_of(
        routes.h_gutter, flat.track, flat.count, [top + y for y in deep.first_track], deep.track
    )
    out_y, in_y, turns = _ports(grid, routes, places, labels)
    item_x, item_right = places.x, places.right
    # one plain list for each thing: this is done anew for more than a thousand flows after an edit
    starts = list(map(item_right.__getitem__, routes.sources))
    goals = list(map(item_x.__getitem__, routes.targets))
    for number in routes.loops:
        goals[number] = starts[number]
    count = routes.flows
    for number in range(count, len(starts)):
        starts[number] = item_x[routes.sources[number]]  # links keep to the start side
    shapes = _shapes(routes.ways, vx, hy, starts, out_y, goals, in_y)
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
        first = vx[way[0]] if way else x
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
    ways: Sequence[Way | None],
    vx: Sequence[float],
    hy: Sequence[float],
    x1: Sequence[float],
    y1: Sequence[float],
    x2: Sequence[float],
    y2: Sequence[float],
) -> list[Shape | None]:
    """Return the shapes of all ways, those with equally many pieces at once."""
    found: list[Shape | None] = [None] * len(ways)
    far, fall = list(map(sub, x2, x1)), list(map(sub, y2, y1))
    alike: dict[int, list[int]] = {}
    for number, way in enumerate(ways):
        if way is not None:
            alike.setdefault(len(way), []).append(number)
    for pieces, numbers in alike.items():
        goals = map(far.__getitem__, numbers)
        if not pieces:
            made = zip(repeat(LEVEL), goals, strict=False)
        else:
            legs = zip(*map(ways.__getitem__, numbers), strict=True)
            corners = [
                map(sub, map((hy if at % 2 else vx).__getitem__, leg),
                    map((y1 if at % 2 else x1).__getitem__, numbers))
                for at, leg in enumerate(legs)
            ]  # fmt: skip
            falls = map(fall.__getitem__, numbers)
            made = zip(repeat(float(pieces)), *corners, falls, goals, strict=False)
        for number, shape in zip(numbers, made, strict=True):
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
    grid: Grid, routes: Routes, places: Places, labels: Labels
) -> tuple[list[float], list[float], dict[int, float]]:
    """Return where flows leave and enter, and at which height those go on that have to turn."""
    row, common, item_row = places.row, places.common, grid.row
    # most cards have one flow on a side, in the middle
    middle = [y + int(h * 2 + 0.5) / 4 for y, h in zip(row, common, strict=True)]
    out_y = [
        middle[r] if p == 0.5 else row[r] + int(common[r] * p * 4) / 4
        for r, p in zip(map(item_row.__getitem__, routes.sources), routes.out_port, strict=True)
    ]
    in_y = [
        middle[r] if p == 0.5 else row[r] + int(common[r] * p * 4) / 4
        for r, p in zip(map(item_row.__getitem__, routes.targets), routes.in_port, strict=True)
    ]
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
