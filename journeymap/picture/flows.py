"""The parts of the flows, and of the thin links between cards and their stubs.

The pieces of `routes.py` become corner points here. Ports are spread over what all cards of a row
have in common, so that a flow along a row is a straight line. A label stands at the beginning of
its flow, where a choice is read; those of one card push each other apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from journeymap.model.journey import Flow, Touchpoint
from journeymap.model.text import M, Message, literal
from journeymap.model.vocabulary import NAMES
from journeymap.picture import spacing as px
from journeymap.picture.face import LinkFace, RouteFace
from journeymap.picture.labels import NONE, Labels
from journeymap.picture.picture import Box, Part, TextBlock
from journeymap.picture.routes import Routes
from journeymap.picture.sheet import Sheet, listed, quarter
from journeymap.picture.space import Across, Down, tracks_of

LINK_Z, FLOW_Z, TROUBLE_Z = 10, 20, 21
EDGE = 6.0  # what of a line and its head may reach beyond its points
APART = 14.0  # two flows of the same two cards inside one column
LINK_IN = 17.0  # how far from the card's start its straight link runs
BESIDE = 6.0  # between a line that goes up or down and the label beside it
TURN = 5.0  # how far behind a card a flow turns to where its label stands
PORT_TOP, PORT_FOOT = 14.0, 7.0  # ports keep off the corners; at the upper one is the badge
LEVEL, STRAIGHT = 0.0, -1.0
# How a flow goes, as seen from where it begins: first LEVEL, STRAIGHT or the number of its pieces,
# then the corners that are new.
Shape = tuple[float, ...]


class Places(NamedTuple):
    """Where the items stand, and what routes need of them; tops are those of the page."""

    x: Sequence[float]
    y: Sequence[float]
    right: Sequence[float]
    height: Sequence[float]
    row: Sequence[float]  # top of the cards of each row
    above: Sequence[float]  # top of each row itself
    room: Sequence[float]  # height of each row
    common: Sequence[float]  # what all cards of a row have in common of their heights


def flow_parts(
    sheet: Sheet,
    routes: Routes,
    across: Across,
    down: Down,
    top: float,
    places: Places,
    labels: Labels,
) -> list[Part]:
    """Return the parts of all flows whose ends exist, and of the links, in painting order.

    A flow is reduced to where it begins and to its shape from there; the part of the layout before
    is moved where only its place is new, and used again where not even that is.
    """
    upright, flat = routes.vertical, routes.horizontal
    vx = tracks_of(routes.v_gutter, upright.track, upright.count, across.first_track, across.track)
    hy = tracks_of(
        routes.h_gutter, flat.track, flat.count, [top + y for y in down.first_track], down.track
    )
    out_y, in_y, turns = _ports(sheet, routes, places, labels)
    blocks = labels.blocks
    flows, touchpoints = sheet.m.flows, sheet.m.touchpoints
    traffic = _traffic(sheet)
    load = routes.vertical.load
    keys = sheet.flow_keys
    old, new = sheet.kept.old, sheet.kept.new
    item_x, item_right = places.x, places.right
    rtl, whole = sheet.rtl, sheet.width
    parts: list[Part] = []
    trouble: list[Part] = []
    links: list[Part] = []
    count = len(flows)
    for number, ((source, target), way) in enumerate(zip(routes.ends, routes.ways, strict=True)):
        shape: Shape
        if way is None:
            place = routes.straight.get(number)
            if place is None:
                continue
            x1, y1, y2 = _straight(sheet, routes, places, source, target, place, number >= count)
            shape = (STRAIGHT, y2 - y1)
        elif number < count:
            x1, y1 = item_right[source], out_y[number]
            x2 = item_x[target] if source != target else item_right[target]
            if len(way) == 1:
                shape = (1, vx[way[0]] - x1, in_y[number] - y1, x2 - x1)
            elif way:
                shape = _shape(way, vx, hy, x1, y1, in_y[number] - y1, x2 - x1)
            else:
                shape = (LEVEL, x2 - x1)
        else:
            x1, y1 = item_x[source], out_y[number]
            shape = _shape(way, vx, hy, x1, y1, in_y[number] - y1, item_x[target] - x1)
        if number >= count:
            links.append(
                _link(sheet, _points(shape, x1, y1), touchpoints[source], sheet.keys[source])
            )
            continue
        flow = flows[number]
        label = blocks.get(number)
        at: tuple[float, ...] | None = None
        if label is not None or number in turns:
            turn = turns.get(number)
            at = (0.0 if turn is None else turn - y1,)
            if label is not None:
                spot = labels.spots[number]
                if way is None:
                    lx, ly = _beside(sheet, routes, places, source, target, x1, label, spot.row)
                elif spot.side == "behind":
                    lx = x1 + quarter(px.GUTTER_PAD + px.LABEL_SIDE + label.width / 2)
                    ly = y1 if turn is None else turn
                elif spot.side == "corner":
                    lx = vx[way[0]] + quarter(BESIDE + label.width / 2)
                    ly = y1 if turn is None else turn
                elif spot.side in ("after", "before"):
                    away = quarter(BESIDE + label.width / 2)
                    lx = vx[way[0]] + (away if spot.side == "after" else -away)
                    ly = quarter(places.above[spot.row] + places.room[spot.row] / 2)
                else:
                    lx = sheet.x[spot.column] + quarter(px.LABEL_SIDE + label.width / 2)
                    ly = y1 if turn is None else turn
                    if spot.side == "arrival":
                        # its line may run off the middle, and it has to stay in its row
                        row_top, half = places.above[spot.row], label.height / 2
                        low, high = row_top + half, row_top + places.room[spot.row] - half
                        ly = quarter(min(max(in_y[number], low), high))
                at = (*at, lx - x1, ly - y1)
        from_, to = touchpoints[source], touchpoints[target]
        thick = load[way[0]] if way else 1
        seen = traffic.get(number) if traffic else None
        start = whole - x1 if rtl else x1
        memo = id(flow)
        found = old.get(memo)
        if (
            found is None
            or found[0] is not flow
            or found[1] is not from_
            or found[2] is not to
            or found[3] != shape
            or found[4] != at
            or found[5] is not label
            or found[6] != thick
            or found[7] != seen
            or found[10].key != keys[number]
        ):
            part = _part(
                sheet, keys[number], x1, y1, flow, from_, to, label, shape, at, thick, seen
            )
            found = (flow, from_, to, shape, at, label, thick, seen, start, y1, part)
        elif found[8] != start or found[9] != y1:
            key, kind, box, face, z, pin, alt, about = found[10]
            box = Box(box[0] + start - found[8], box[1] + y1 - found[9], box[2], box[3])
            part = Part(key, kind, box, face, z, pin, alt, about)
            found = (*found[:8], start, y1, part)
        else:
            part = found[10]
        new[memo] = found
        (trouble if part[4] == TROUBLE_Z else parts).append(part)
    return [*links, *parts, *trouble]


def _shape(
    way: Sequence[int],
    vx: Sequence[float],
    hy: Sequence[float],
    x1: float,
    y1: float,
    y2: float,
    x2: float,
) -> Shape:
    """Return the corners of a way, x and y by turns, as seen from where it begins."""
    shape: list[float] = [len(way)]
    for at in range(0, len(way) - 1, 2):
        shape.append(vx[way[at]] - x1)
        shape.append(hy[way[at + 1]] - y1)
    shape.append(vx[way[-1]] - x1)
    shape.append(y2)
    shape.append(x2)
    return tuple(shape)


def _points(shape: Shape, x1: float, y1: float, turn: float = 0.0) -> list[tuple[float, float]]:
    """Return the corner points of a shape that begins at x1, y1.

    With `turn` it first goes from its port to where its label has room: all flows of one card that
    turn do so on one line.
    """
    points = [(x1, y1)]
    if shape[0] == STRAIGHT:
        points.append((x1, y1 + shape[1]))
        return points
    y = y1
    if turn:
        y = y1 + turn
        points += ((x1 + TURN, y1), (x1 + TURN, y))
    if shape[0] == LEVEL:
        points.append((x1 + shape[1], y))
        return points
    for k in range(1, len(shape) - 1, 2):
        x = x1 + shape[k]
        points.append((x, y))
        y = y1 + shape[k + 1]
        points.append((x, y))
    points.append((x1 + shape[-1], y))
    return points


def _straight(
    sheet: Sheet,
    routes: Routes,
    places: Places,
    source: int,
    target: int,
    place: int,
    link: bool,
) -> tuple[float, float, float]:
    """Return x, and both y, of a line inside a column, from one card's edge to the other's."""
    column = sheet.grid.column[target]
    x = (sheet.x[column] + sheet.right[column]) / 2
    if link:
        x = sheet.x[column] + LINK_IN
    else:
        last = routes.pairs[min(source, target), max(source, target)]
        x += APART * (place - last / 2)
    if places.y[source] < places.y[target]:
        return x, places.y[source] + places.height[source], places.y[target]
    return x, places.y[source], places.y[target] + places.height[target]


def _beside(
    sheet: Sheet,
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
        row = max(sheet.grid.row[source], sheet.grid.row[target])
        y = quarter(places.above[row] - px.STRIP_FOOT - label.height / 2)
    else:
        y = quarter(places.above[row] + places.room[row] / 2)
    column = sheet.grid.column[target]
    middle = (sheet.x[column] + sheet.right[column]) / 2
    if routes.pairs[min(source, target), max(source, target)] == 0 or x == middle:
        return x, y
    aside = label.width / 2 + BESIDE
    return quarter(x - aside if x < middle else x + aside), y


def _ports(
    sheet: Sheet, routes: Routes, places: Places, labels: Labels
) -> tuple[list[float], list[float], dict[int, float]]:
    """Return where flows leave and enter, and at which height those go on that have to turn."""
    row, common, item_row = places.row, places.common, sheet.grid.row
    # most cards have one flow on a side, in the middle
    middle = [y + int(h * 2 + 0.5) / 4 for y, h in zip(row, common, strict=True)]
    out_y = [
        middle[item_row[s]] if p == 0.5 else row[item_row[s]] + int(common[item_row[s]] * p * 4) / 4
        for (s, _), p in zip(routes.ends, routes.out_port, strict=True)
    ]
    in_y = [
        middle[item_row[t]] if p == 0.5 else row[item_row[t]] + int(common[item_row[t]] * p * 4) / 4
        for (_, t), p in zip(routes.ends, routes.in_port, strict=True)
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


def _traffic(sheet: Sheet) -> dict[int, float]:
    """Return the share of those who went on that an event log saw on each flow."""
    cases: dict[tuple[str, str], int] = {}
    for source in sheet.m.sources:
        for seen in source.observed.flows if source.observed else ():
            pair = (seen.source, seen.target)
            cases[pair] = cases.get(pair, 0) + seen.cases
    if not cases:
        return {}
    leaving: dict[str, int] = {}
    for (start, _), number in cases.items():
        leaving[start] = leaving.get(start, 0) + number
    return {
        number: cases[flow.source, flow.target] / max(leaving[flow.source], 1)
        for number, flow in enumerate(sheet.m.flows)
        if (flow.source, flow.target) in cases
    }


def _part(
    sheet: Sheet,
    key: str,
    x1: float,
    y1: float,
    flow: Flow,
    source: Touchpoint,
    target: Touchpoint,
    label: TextBlock | None,
    shape: Shape,
    at: tuple[float, ...] | None,
    thick: int,
    seen: float | None,
) -> Part:
    points = _points(shape, x1, y1, at[0] if at else 0.0)
    lx, ly = (x1 + at[1], y1 + at[2]) if at and len(at) > 1 else points[0]
    if sheet.rtl:
        whole = sheet.width
        points = [(whole - x, y) for x, y in points]
        lx = whole - lx
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    left, right, upper, lower = min(xs), max(xs), min(ys), max(ys)
    if label is not None:
        # a label that stands out belongs to the box, or it would not be painted at the edge
        half, high = label.width / 2, label.height / 2
        left, right = min(left, lx - half), max(right, lx + half)
        upper, lower = min(upper, ly - high), max(lower, ly + high)
    left, upper = quarter(left - EDGE), quarter(upper - EDGE)
    width, height = quarter(right + EDGE - left), quarter(lower + EDGE - upper)
    persona = sheet.view.persona
    faded = bool(persona) and any(
        r.personas and persona not in r.personas for r in (flow, source, target)
    )
    hand_off = (
        source.channel is not None and target.channel is not None
        and source.channel != target.channel
    )  # fmt: skip
    face = RouteFace(
        width,
        height,
        tuple([(x - left, y - upper) for x, y in points]),
        flow.kind,
        hand_off,
        _stroke(flow.share if seen is None else seen, thick),
        label,
        (lx - left, ly - upper),
        faded,
        sheet.rtl,
    )
    z = TROUBLE_Z if flow.kind == "failure" else FLOW_Z
    alt = _alt(flow, source.name, target.name)
    return Part(key, "flow", Box(left, upper, width, height), face, z, "", alt)


def _stroke(share: float | None, thick: int) -> float:
    """Return the width of a line: by share or traffic, and thicker where it is a bundle."""
    width = 1.5 if share is None else 1.25 + 1.5 * min(max(share, 0.0), 1.0)
    return round(width + min(thick - 1, 6) * 0.35, 2)


def _alt(flow: Flow, source: str, target: str) -> Message:
    way = M("{source} to {target}", source=source, target=target)
    if flow.kind == "next" and not flow.when:
        return way
    if flow.when:
        return listed(way, NAMES["flow"][flow.kind], flow.when)
    return listed(way, NAMES["flow"][flow.kind])


def _link(
    sheet: Sheet, points: list[tuple[float, float]], touchpoint: Touchpoint, key: str
) -> Part:
    if sheet.rtl:
        points = [(sheet.width - x, y) for x, y in points]
    left = min(x for x, _ in points) - EDGE
    upper = min(y for _, y in points) - EDGE
    width = max(x for x, _ in points) + EDGE - left
    height = max(y for _, y in points) + EDGE - upper
    face = LinkFace(width, height, tuple((x - left, y - upper) for x, y in points))
    box = Box(left, upper, width, height)
    return Part(key, "link", box, face, LINK_Z, "", literal(touchpoint.name))
