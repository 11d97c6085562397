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
from journeymap.picture.labels import Labels
from journeymap.picture.picture import Box, Part, TextBlock
from journeymap.picture.routes import Routes
from journeymap.picture.sheet import Sheet, listed, quarter
from journeymap.picture.space import Across, Down, tracks_of

LINK_Z, FLOW_Z, TROUBLE_Z = 10, 20, 21
EDGE = 6.0  # what of a line and its head may reach beyond its points
APART = 18.0  # two flows of the same two cards inside one column
LINK_IN = 20.0  # how far from the card's start its straight link runs
TURN = 6.0  # how far behind a card a flow turns to where its label stands
PORT_TOP, PORT_FOOT = 14.0, 8.0  # ports keep off the corners; at the upper one is the badge
Points = tuple[tuple[float, float], ...]


class Places(NamedTuple):
    """Where the items stand, and what routes need of them; tops are those of the page."""

    x: Sequence[float]
    y: Sequence[float]
    right: Sequence[float]
    height: Sequence[float]
    row: Sequence[float]  # top of the cards of each row
    above: Sequence[float]  # top of each row itself
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
    """Return the parts of all flows whose ends exist, and of the links, in painting order."""
    vx = tracks_of(routes.v_gutter, routes.vertical.track, across.first_track, across.track)
    hy = [
        top + y
        for y in tracks_of(routes.h_gutter, routes.horizontal.track, down.first_track, down.track)
    ]
    out_y, in_y, turns = _ports(sheet, routes, places, labels)
    blocks = labels.blocks
    flows, touchpoints = sheet.m.flows, sheet.m.touchpoints
    traffic = _traffic(sheet)
    load = routes.vertical.load
    ends, ways, straight = routes.ends, routes.ways, routes.straight
    keys, kept = sheet.flow_keys, sheet.kept
    old, new = kept.old, kept.new
    item_x, item_right = places.x, places.right
    rtl, whole = sheet.rtl, sheet.width
    persona = sheet.view.persona
    parts: list[Part] = []
    trouble: list[Part] = []
    links: list[Part] = []
    count = len(flows)
    for number, way in enumerate(ways):
        source, target = ends[number]
        if way is None:
            place = straight.get(number)
            if place is None:
                continue
            points = _straight(sheet, routes, places, source, target, place, number >= count)
        elif number < count:
            y1, y2 = out_y[number], in_y[number]
            x1 = item_right[source]
            if not way:
                points = ((x1, y1), (item_x[target], y2))
            elif len(way) == 1:
                x = vx[way[0]]
                x2 = item_right[target] if source == target else item_x[target]
                points = ((x1, y1), (x, y1), (x, y2), (x2, y2))
            else:
                points = _corners(way, vx, hy, x1, y1, item_x[target], y2)
        else:
            points = _corners(
                way, vx, hy, item_x[source], out_y[number], item_x[target], in_y[number]
            )
        if number >= count:
            links.append(_link(sheet, points, touchpoints[source], sheet.keys[source]))
            continue
        flow = flows[number]
        if number in turns:
            # from the port to where the label has room, all flows of one card on one line
            y = turns[number]
            x1, y1 = points[0]
            points = ((x1, y1), (x1 + TURN, y1), (x1 + TURN, y), *_levelled(points[1:], y1, y))
        label = blocks.get(number)
        label_at = None
        if label is not None and way is None:
            label_at = _beside(sheet, routes, places, source, target, points[0][0], label)
        elif label is not None:
            gutter = across.gutter[sheet.grid.end[source] + 1]
            x = gutter + px.GUTTER_PAD + px.LABEL_SIDE + label.width / 2
            label_at = (quarter(x), turns.get(number, out_y[number]))
        thick = load[way[0]] if way else 1
        made_of = (
            points, touchpoints[source], touchpoints[target], label_at, thick, persona, rtl, whole,
            traffic.get(number) if traffic else None,
        )  # fmt: skip
        memo = ("flow", id(flow), number)
        found = old.get(memo)
        if (
            found is None
            or found[0][0] is not flow
            or not _same(found[0][1], made_of)
            or found[1].key != keys[number]
        ):
            part = _part(sheet, flow, keys[number], label, *made_of)
            found = ((flow, made_of), part)
        new[memo] = found
        (trouble if flow.kind == "failure" else parts).append(found[1])
    return [*links, *parts, *trouble]


def _same(one: tuple[object, ...], two: tuple[object, ...]) -> bool:
    """Return whether a part can be kept: records are compared by identity, which is cheap."""
    return one[1] is two[1] and one[2] is two[2] and one[0] == two[0] and one[3:] == two[3:]


def _corners(
    way: Sequence[int],
    vx: Sequence[float],
    hy: Sequence[float],
    x1: float,
    y1: float,
    x2: float,
    y2: float,
) -> Points:
    points = [(x1, y1)]
    y = y1
    for at in range(0, len(way) - 1, 2):
        x = vx[way[at]]
        points.append((x, y))
        y = hy[way[at + 1]]
        points.append((x, y))
    x = vx[way[-1]]
    points += ((x, y), (x, y2), (x2, y2))
    return tuple(points)


def _levelled(points: Points, before: float, y: float) -> Points:
    """Return the points with those of the first level piece moved to another height."""
    first = points[0]
    return ((first[0], y), *points[1:]) if first[1] == before else points


def _straight(
    sheet: Sheet,
    routes: Routes,
    places: Places,
    source: int,
    target: int,
    place: int,
    link: bool,
) -> Points:
    """Return a line inside a column, from one card's edge to the other's."""
    column = sheet.grid.column[target]
    x = (sheet.x[column] + sheet.right[column]) / 2
    if link:
        x = sheet.x[column] + LINK_IN
    else:
        last = routes.pairs[min(source, target), max(source, target)]
        x += APART * (place - last / 2)
    if places.y[source] < places.y[target]:
        return ((x, places.y[source] + places.height[source]), (x, places.y[target]))
    return ((x, places.y[source]), (x, places.y[target] + places.height[target]))


def _beside(
    sheet: Sheet,
    routes: Routes,
    places: Places,
    source: int,
    target: int,
    x: float,
    label: TextBlock,
) -> tuple[float, float]:
    """Return the middle of the label of a line inside a column: on it, or on its outer side."""
    row = max(sheet.grid.row[source], sheet.grid.row[target])
    y = quarter(places.above[row] - px.STRIP_FOOT - label.height / 2)
    column = sheet.grid.column[target]
    middle = (sheet.x[column] + sheet.right[column]) / 2
    if routes.pairs[min(source, target), max(source, target)] == 0 or x == middle:
        return x, y
    aside = label.width / 2 + 2 * px.LABEL_PAD
    return quarter(x - aside if x < middle else x + aside), y


def _ports(
    sheet: Sheet, routes: Routes, places: Places, labels: Labels
) -> tuple[list[float], list[float], dict[int, float]]:
    """Return where flows leave and enter, and at which height those go on that have to turn."""
    row, common = places.row, places.common
    item_row = sheet.grid.row
    out_y, in_y = [], []
    for (source, target), out, into in zip(
        routes.ends, routes.out_port, routes.in_port, strict=True
    ):
        if source < 0 or target < 0:
            out_y.append(0.0)
            in_y.append(0.0)
            continue
        r, q = item_row[source], item_row[target]
        out_y.append(row[r] + int(common[r] * out * 4 + 0.5) / 4)
        in_y.append(row[q] + int(common[q] * into * 4 + 0.5) / 4)
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
    flow: Flow,
    key: str,
    label: TextBlock | None,
    points: Points,
    source: Touchpoint,
    target: Touchpoint,
    label_at: tuple[float, float] | None,
    thick: int,
    persona: str,
    rtl: bool,
    whole: float,
    seen: float | None,
) -> Part:
    if rtl:
        points = tuple((whole - x, y) for x, y in points)
        label_at = label_at and (whole - label_at[0], label_at[1])
    left = min(p[0] for p in points)
    right = max(p[0] for p in points)
    upper = min(p[1] for p in points)
    lower = max(p[1] for p in points)
    if label is not None and label_at is not None:
        half, high = label.width / 2, label.height / 2
        left, right = min(left, label_at[0] - half), max(right, label_at[0] + half)
        upper, lower = min(upper, label_at[1] - high), max(lower, label_at[1] + high)
    left, upper = quarter(left - EDGE), quarter(upper - EDGE)
    width, height = quarter(right + EDGE - left), quarter(lower + EDGE - upper)
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
        tuple((x - left, y - upper) for x, y in points),
        flow.kind,
        hand_off,
        _stroke(flow.share if seen is None else seen, thick),
        label,
        (label_at[0] - left, label_at[1] - upper) if label_at else (width / 2, height / 2),
        faded,
        rtl,
    )
    z = TROUBLE_Z if flow.kind == "failure" else FLOW_Z
    alt = _alt(flow, source.name, target.name)
    return Part(key, "flow", Box(left, upper, width, height), face, z, "", alt)


def _stroke(share: float | None, thick: int) -> float:
    """Return the width of a line: by share or traffic, and thicker where it is a bundle."""
    width = 1.5 if share is None else 1.25 + 2.25 * min(max(share, 0.0), 1.0)
    return round(width + min(thick - 1, 6) * 0.35, 2)


def _alt(flow: Flow, source: str, target: str) -> Message:
    way = M("{source} to {target}", source=source, target=target)
    if flow.kind == "next" and not flow.when:
        return way
    if flow.when:
        return listed(way, NAMES["flow"][flow.kind], flow.when)
    return listed(way, NAMES["flow"][flow.kind])


def _link(sheet: Sheet, points: Points, touchpoint: Touchpoint, key: str) -> Part:
    if sheet.rtl:
        points = tuple((sheet.width - x, y) for x, y in points)
    left = min(x for x, _ in points) - EDGE
    upper = min(y for _, y in points) - EDGE
    width = max(x for x, _ in points) + EDGE - left
    height = max(y for _, y in points) + EDGE - upper
    face = LinkFace(width, height, tuple((x - left, y - upper) for x, y in points))
    box = Box(left, upper, width, height)
    return Part(key, "link", box, face, LINK_Z, "", literal(touchpoint.name))
