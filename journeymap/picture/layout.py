"""From a map and a view to a Picture: the ten rules of layout, one after the other.

Deterministic, and whole every time: ranks, columns, cells, routes and tracks are whole numbers, and
no pixel is consulted before the last step, when prefix sums give everything its place. `memo`
keeps faces and parts of the layout before as long as all they were made of is the same; it never
changes what comes out. Total: a map half done, with references that lead nowhere, has one too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from journeymap.model.journey import JourneyMap
from journeymap.model.order import main_path, order_of
from journeymap.model.readings import Readings
from journeymap.model.text import M, Message, is_rtl, say
from journeymap.model.vocabulary import NAMES, Lane
from journeymap.picture import faces
from journeymap.picture import spacing as px
from journeymap.picture.cards import card_faces, card_parts, pain_counts, stub_faces
from journeymap.picture.curve import curve
from journeymap.picture.face import CardFace, Ink, StubFace
from journeymap.picture.flows import Places, flow_parts
from journeymap.picture.frame import (
    bottom_parts,
    curve_key,
    lane_head,
    lane_parts,
    stages_of,
    top_parts,
)
from journeymap.picture.grid import Grid, fold, place
from journeymap.picture.labels import Labels, labels_of
from journeymap.picture.lanes import ICONS, PLAIN, card_lanes, lane_name
from journeymap.picture.notes import (
    IMAGES,
    METRICS,
    NOTES,
    STEPS,
    Spots,
    Thing,
    image_things,
    layers,
    metric_things,
    pain_things,
    quote_things,
    quotes,
    stack,
    step_things,
)
from journeymap.picture.picture import (
    Box,
    Column,
    LaneBand,
    Measure,
    Part,
    PartKind,
    Picture,
    Token,
    View,
)
from journeymap.picture.routes import route
from journeymap.picture.sheet import Kept, Sheet, keys_of
from journeymap.picture.space import across, down, slack

CURVE_Z, LINE_Z = 25, 5


def layout(
    m: JourneyMap,
    view: View,
    measure: Measure,
    memo: dict[Any, Any] | None = None,
    readings: Readings | None = None,
) -> Picture:
    """Return the picture of a map as `view` asks for it; lengths are pixels at 100 %.

    `measure` must be the same for every layout that shares a `memo`. `readings` are those of `m`
    where the caller has them already.
    """
    memo = {} if memo is None else memo
    rtl = is_rtl(view.language)
    ink = Ink(measure, view.language, rtl, memo)
    kept = Kept(memo, (view.language, view.persona))
    order = order_of(m)
    rows = card_lanes(m, view)
    columns = fold(m, view, order, rows.lane, len(rows.lanes))
    with_stubs = view.rows == "channel"
    grid = place(m, order, columns, rows.lane, len(rows.lanes), with_stubs)
    routes = route(m.flows, order.links, grid, [t.channel for t in m.touchpoints])

    labels = labels_of(m.flows, grid, routes, ink)
    wide = across(columns, routes, labels.gutters)
    width = max(wide.end + px.MARGIN, float(px.NARROWEST))
    keys, flow_keys = keys_of(m)
    sheet = Sheet(
        m, view, ink, kept, order, columns, grid, keys, flow_keys, wide.x, wide.right, width, rtl
    )

    pains = pain_counts(m)
    x, right = wide.x, wide.right
    xs = [x[c] for c in grid.column]
    rights = [right[c] for c in grid.end]
    count = len(m.touchpoints)
    if grid.spans:
        widths = [b - a for a, b in zip(xs[:count], rights, strict=False)]
    else:
        widths = [px.CARD] * count
    if view.metric or "metrics" in view.lanes:
        readings = readings or Readings(m)
    cards = card_faces(m, view, ink, kept, rows.edges, widths, pains, readings)
    stub_edges = [rows.lanes[grid.lane[count + k]].color for k in range(len(grid.stubs))]
    stubs = stub_faces(m, ink, kept, grid.stubs, stub_edges, px.CARD)
    spare = slack(grid, routes)
    heights, pads, common = _row_heights(grid, cards, stubs, labels, spare)
    strips = [max(0.0, strip - room) for strip, room in zip(labels.strips, spare[0], strict=True)]
    heads = [
        lane_head(sheet, lane.name, lane.icon, lane.color, lane.details).h for lane in rows.lanes
    ]
    deep = down(grid, routes, heights, strips, [float(-(-h // 1)) for h in heads])

    parts, y = top_parts(sheet, wide)
    head = Box(0, 0, width, y)
    page = _Page(sheet, parts, Spots(sheet), readings)
    for kind in dict.fromkeys(view.lanes):
        if kind == "channels":
            for n, lane in enumerate(rows.lanes):
                page.ground(
                    kind, lane.key, lane.name, lane.icon, lane.color, lane.details, lane.alt,
                    y + deep.lane[n], deep.lane_height[n],
                )  # fmt: skip
            above = [y + top for top in deep.row]
            tops = [top + pad for top, pad in zip(above, pads, strict=True)]
            ys = [tops[r] for r in grid.row]
            tall = [*(face.h for face in cards), *(face.h for face in stubs)]
            places = Places(xs, ys, rights, tall, tops, above, heights, common)
            parts += flow_parts(sheet, routes, wide, deep, y, places, labels)
            parts += card_parts(sheet, rows, cards, stubs, xs, ys, pains)
            y += deep.end + px.LANE_GAP if rows.lanes else 0
        elif kind == "curve":
            y = page.curve(main_path(m, order, view.persona), y)
        elif kind == "backstage":
            y = page.backstage(y)
        else:
            y = page.stacked(kind, y)
    foot, bottom = bottom_parts(sheet, y - px.LANE_GAP)
    parts += foot
    parts.sort(key=_depth)
    return Picture(
        tuple(parts),
        Box(0.0, 0.0, width, bottom),
        _columns(sheet),
        tuple(page.bands),
        _reading(sheet, parts),
        rtl,
        view.language,
        head,
        sheet.box(0.0, 0.0, px.MARGIN + px.HEAD, bottom),
    )


class _Page:
    """The lanes as they are put under each other; it lives for one layout."""

    def __init__(
        self, sheet: Sheet, parts: list[Part], spots: Spots, readings: Readings | None
    ) -> None:
        self.sheet = sheet
        self.parts = parts
        self.bands: list[LaneBand] = []
        self._spots = spots
        self._readings = readings

    def ground(
        self,
        kind: Lane,
        key: str,
        name: str,
        icon: str,
        color: Token,
        details: tuple[str | tuple[Token, str], ...],
        alt: Message,
        y: float,
        height: float,
    ) -> None:
        """Put down the ground and the head of one lane."""
        shade = len(self.bands) % 2
        self.bands.append(LaneBand(kind, key, y, height))
        self.parts += lane_parts(self.sheet, key, name, icon, color, details, alt, y, height, shade)

    def curve(self, path: Sequence[int], y: float) -> float:
        """Put down the lane of the curve and return where the next one begins."""
        sheet = self.sheet
        language = sheet.ink.language
        details = tuple((token, say(name, language)) for token, name in curve_key())
        left = float(px.MARGIN + px.HEAD + px.HEAD_GAP)
        face = curve(sheet, path, left, sheet.width - px.MARGIN - left)
        height = self._plain("curve", details, y, face.h)
        top = y + (height - face.h) // 2
        alt = M("Experience curve: {names}", names=tuple(_touched(sheet, path)))
        self.parts.append(
            Part("", "curve", sheet.box(left, top, face.w, face.h), face, CURVE_Z, "", alt)
        )
        return y + height + px.LANE_GAP

    def stacked(self, kind: Lane, y: float) -> float:
        """Put down a lane of notes, quotes, pictures or metrics."""
        sheet = self.sheet
        things: Iterable[Thing] = ()
        dress = METRICS
        if kind == "pains":
            things, dress = pain_things(sheet, self._spots), NOTES
        elif kind == "quotes":
            things, dress = quote_things(sheet), quotes(sheet.view.persona)
        elif kind == "storyboard":
            things, dress = image_things(sheet), IMAGES
        elif self._readings is not None:
            things = metric_things(sheet, self._readings)
        found, height = stack(sheet, kind, things, dress)
        height = self._plain(kind, (), y, height)
        self.parts += (_moved(part, y) for part in found)
        return y + height + px.LANE_GAP

    def backstage(self, y: float) -> float:
        """Put down the layers of the backstage, with the line of visibility.

        What staff do in front of the customer is seen, so the line runs under that layer where
        there is one; everything else is under the line.
        """
        sheet = self.sheet
        found = layers(sheet.m)
        if found[:1] != ["frontstage"]:
            y = self._line(y)
        for layer in found:
            name = NAMES["layer"][layer]
            steps = step_things(sheet, self._spots, layer)
            parts, height = stack(sheet, layer, steps, STEPS)
            said = say(name, sheet.ink.language)
            height = max(height, lane_head(sheet, said, "backstage", PLAIN, ()).h)
            self.ground("backstage", layer, said, "backstage", PLAIN, (), name, y, height)
            self.parts += (_moved(part, y) for part in parts)
            y += height + px.LANE_GAP
            if layer == "frontstage":
                y = self._line(y)
        return y

    def _line(self, y: float) -> float:
        sheet = self.sheet
        face = faces.visibility(sheet.width - 2 * px.MARGIN, sheet.ink)
        box = sheet.box(px.MARGIN, y, face.w, face.h)
        alt = M("Line of visibility")
        self.parts.append(Part("", "visibility", box, face, LINE_Z, "", alt))
        return y + -(-face.h // 1) + px.LANE_GAP

    def _plain(
        self, kind: Lane, details: tuple[tuple[Token, str], ...], y: float, least: float
    ) -> float:
        name = lane_name(kind, self.sheet.ink.language)
        needs = lane_head(self.sheet, name, ICONS[kind], PLAIN, details).h
        height = float(-(-max(least, needs, px.ROW) // 1))
        self.ground(kind, "", name, ICONS[kind], PLAIN, details, NAMES["lane"][kind], y, height)
        return height


def _moved(part: Part, y: float) -> Part:
    key, kind, box, face, z, pin, alt, about = part
    return Part(key, kind, Box(box.x, box.y + y, box.w, box.h), face, z, pin, alt, about)


def _row_heights(
    grid: Grid,
    cards: Sequence[CardFace],
    stubs: Sequence[StubFace],
    labels: Labels,
    spare: tuple[Sequence[float], Sequence[float]],
) -> tuple[list[float], list[float], list[float]]:
    """Return how high each row is, where in it the cards begin, and what their heights share.

    Where labels need more room than the cards and what is spare above and under the row, the cards
    stand so that flows leave in the middle.
    """
    tallest = [0.0] * grid.rows
    common = [0.0] * grid.rows
    faces_: Iterable[CardFace | StubFace] = chain(cards, stubs)
    for row, face in zip(grid.row, faces_, strict=True):
        h = face.h
        if h > tallest[row]:
            tallest[row] = h
        if h < common[row] or not common[row]:
            common[row] = h
    pads = [
        _up(max(0.0, up - room - c / 2))
        for up, room, c in zip(labels.up, spare[0], common, strict=True)
    ]
    heights = [
        _up(max(pad + h, pad + c / 2 + below - room, least))
        for pad, h, c, below, room, least in zip(
            pads, tallest, common, labels.down, spare[1], labels.least, strict=True
        )
    ]
    return heights, pads, common


def _up(value: float) -> float:
    return float(-(-value // 1))


def _columns(sheet: Sheet) -> tuple[Column, ...]:
    stages = stages_of(sheet)
    first = sheet.columns.first
    return tuple(
        Column(stages[s].id if s < len(stages) else "", c - first[s], sheet.x[c], px.CARD)
        if not sheet.rtl
        else Column(
            stages[s].id if s < len(stages) else "",
            c - first[s],
            sheet.width - sheet.right[c],
            px.CARD,
        )
        for s in range(len(first) - 1)
        for c in range(first[s], first[s + 1])
    )


def _reading(sheet: Sheet, parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the keys of what is in the picture: stages with their cards, then all the rest."""
    stages = stages_of(sheet)
    found: dict[str, None] = {}
    stage_of, keys = sheet.order.stage, sheet.keys
    last = -1
    for i in sheet.order.reading if "channels" in sheet.view.lanes else ():
        while last < stage_of[i]:
            last += 1
            found[stages[last].id] = None
        found[keys[i]] = None
    for stage in stages:
        found[stage.id] = None
    for kind in _REST:
        found.update(dict.fromkeys([part[0] for part in parts if part[1] == kind]))
    return tuple(found)


_REST: tuple[PartKind, ...] = ("quote", "image", "measure", "note", "step", "flow")


def _touched(sheet: Sheet, path: Sequence[int]) -> list[str]:
    return [sheet.m.touchpoints[i].name for i in path[:60]]


def _depth(part: Part) -> int:
    return part.z
