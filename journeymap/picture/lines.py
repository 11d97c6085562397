"""From pieces to places: where each flow and link begins, turns and ends, and where its label is.

Ports are spread over what all cards of a row have in common, so that a flow along a row is a
straight line. What leaves a card with labels behind it is stacked, so that they keep apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from journeymap.picture import spacing as px
from journeymap.picture.course import LEVEL, STRAIGHT, Shape
from journeymap.picture.label_room import NONE, Spot
from journeymap.picture.picture import TextBlock
from journeymap.picture.site import Site
from journeymap.picture.space import quarter

APART = 14.0  # two flows of the same two cards inside one column
LINK_IN = 17.0  # how far from the card's start its straight link runs
BESIDE = 6.0  # between a line that goes up or down and the label beside it
PORT_TOP, PORT_FOOT = 14.0, 7.0  # ports keep off the corners; at the upper one is the badge


class Line(NamedTuple):
    """The line of a flow or a link, left to right: its shape, and where it begins.

    `at` says where that is needed how far it first goes up or down to where its label has room,
    and where the middle of the label is, both as seen from the beginning.
    """

    shape: Shape
    x: float
    y: float
    at: tuple[float, ...] | None


def lines_of(site: Site, numbers: Iterable[int]) -> list[Line | None]:
    """Return the lines of some flows and links, None where an end is missing."""
    routes, labels, grid = site.routes, site.labels, site.grid
    sources, targets, ways, tracks, *_ = routes
    # what is looked up for each flow is not asked of the site each time
    wide, rows, tops, common = site.wide, grid.row, site.row, site.common
    track_at, step = wide.first_track, wide.track

    def port(item: int, share: float) -> float:
        """Return where on the side of a card a flow leaves or enters."""
        row = rows[item]
        return tops[row] + int(common[row] * share * 4 + (0.5 if share == 0.5 else 0)) / 4

    found: list[Line | None] = []
    for number in numbers:
        way, source, target = ways[number], sources[number], targets[number]
        shape: Shape
        turn: float | None = None
        if way is None:
            place = routes.straight.get(number)
            if place is None:
                found.append(None)
                continue
            x, y, into = _straight(site, source, target, place)
            first, shape = x, (STRAIGHT, into - y)
        else:
            # links keep to the start side
            x = site.right(source) if number < routes.flows else site.x(source)
            goal = x if source == target else wide.x[grid.column[target]]
            y, into = port(source, routes.out[number]), port(target, routes.into[number])
            offset = labels.offset[number]
            if offset is not None and way:
                y, turn = _turned(site, source, offset)
            if not way:
                first, shape = x, (LEVEL, goal - x)
            else:
                gutter, track = way[0][0], tracks[number][0]
                first = quarter(track_at[gutter] + track * step[gutter])
                if len(way) == 1:  # most of them
                    shape = (1.0, first - x, into - y, goal - x)
                else:
                    shape = (float(len(way)), *_turns(site, number, x, y), into - y, goal - x)
        label, spot = labels.blocks[number], labels.spots[number]
        if label is None or spot is None:
            found.append(Line(shape, x, y, None if turn is None else (turn - y,)))
            continue
        on = y if turn is None else turn
        if spot.side == "behind":  # most of them
            found.append(Line(shape, x, y, (on - y, _behind(label), on - y)))
            continue
        lx, ly = _label(site, number, label, spot, x, first, on, into)
        found.append(Line(shape, x, y, (on - y, lx - x, ly - y)))
    return found


def _turns(site: Site, number: int, x: float, y: float) -> Iterator[float]:
    """Yield where the pieces of a way lie, by turns aside and down from where it begins."""
    for at, (piece, track) in enumerate(
        zip(site.routes.ways[number] or (), site.routes.tracks[number], strict=True)
    ):
        yield site.level(piece[0], track) - y if at % 2 else site.upright(piece[0], track) - x


def _turned(site: Site, source: int, offset: float) -> tuple[float, float | None]:
    """Return where a flow leaves that is stacked, and at which height it goes on if it turns."""
    row = site.grid.row[source]
    top = site.row[row]
    y = quarter(top + site.common[row] / 2 + offset)
    leaves = min(max(y, top + PORT_TOP), top + site.tall[source] - PORT_FOOT)
    return leaves, None if leaves == y else y


def _behind(label: TextBlock) -> float:
    """Return how far from its beginning the middle of a label in the gutter is."""
    return quarter(px.GUTTER_PAD + px.LABEL_SIDE + label.width / 2)


def _label(
    site: Site,
    number: int,
    label: TextBlock,
    spot: Spot,
    x: float,
    first: float,
    turn: float,
    into: float,
) -> tuple[float, float]:
    """Return the middle of a label; `first` is x of the first piece, `turn` where it goes on."""
    side, key, column = spot
    half = label.width / 2
    if side == "column":
        return _beside(site, number, x, label, key)
    if side == "corner":
        return first + quarter(BESIDE + half), turn
    row = site.rows[key]
    if side in ("after", "before"):
        away = quarter(BESIDE + half)
        middle = quarter(site.above[row] + site.room[row] / 2)
        return first + (away if side == "after" else -away), middle
    x = site.wide.x[column] + quarter(px.LABEL_SIDE + half)
    if side == "cell":
        return x, turn
    # its line may run off the middle, and it has to stay in its row
    top, high = site.above[row], label.height / 2
    return x, quarter(min(max(into, top + high), top + site.room[row] - high))


def _straight(site: Site, source: int, target: int, place: int) -> tuple[float, float, float]:
    """Return x, and both y, of a line inside a column, from one card's edge to the other's."""
    grid, column = site.grid, site.grid.column[target]
    x = (site.wide.x[column] + site.wide.right[column]) / 2
    if max(source, target) >= len(grid.column) - len(grid.stubs):
        x = site.wide.x[column] + LINK_IN
    else:
        last = site.routes.pairs[min(source, target), max(source, target)]
        x += APART * (place - last / 2)
    above, under = site.y(source), site.y(target)
    if above < under:
        return x, above + site.tall[source], under
    return x, above, under + site.tall[target]


def _beside(site: Site, number: int, x: float, label: TextBlock, key: int) -> tuple[float, float]:
    """Return the middle of the label of a line inside a column: on it, or on its outer side.

    It stands in the middle of an empty row, or where there is none right above the lower card.
    """
    source, target = site.routes.sources[number], site.routes.targets[number]
    if key == NONE:
        row = max(site.grid.row[source], site.grid.row[target])
        y = quarter(site.above[row] - px.STRIP_FOOT - label.height / 2)
    else:
        row = site.rows[key]
        y = quarter(site.above[row] + site.room[row] / 2)
    column = site.grid.column[target]
    middle = (site.wide.x[column] + site.wide.right[column]) / 2
    if site.routes.pairs[min(source, target), max(source, target)] == 0 or x == middle:
        return x, y
    aside = label.width / 2 + BESIDE
    return quarter(x - aside if x < middle else x + aside), y
