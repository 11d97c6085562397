"""From a map and a view to a Picture: the ten rules of layout, one after the other.

Deterministic, and whole every time: ranks, columns, cells, routes and tracks are whole numbers, and
no pixel is consulted before the last step, when prefix sums give everything its place. `memo`
keeps faces and parts of the layout before as long as all they were made of is the same; it never
changes what comes out. Total: a map half done, with references that lead nowhere, has one too.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from functools import cache, partial
from typing import Any, cast

from journeymap.model.journey import JourneyMap
from journeymap.model.readings import Readings
from journeymap.model.text import is_rtl
from journeymap.picture import spacing as px
from journeymap.picture.bones import Given, bones_of
from journeymap.picture.cards import card_faces, pain_counts, stub_faces
from journeymap.picture.cells import Around, CellParts, Cells
from journeymap.picture.collapse import collapsed_of
from journeymap.picture.face import CardFace, Ink, StubFace, SummaryFace
from journeymap.picture.flows import traffic_of
from journeymap.picture.frame import bottom_parts, lane_head, shades, stages_of, top_parts
from journeymap.picture.grid import Grid
from journeymap.picture.kept import Kept
from journeymap.picture.lanes import CardLanes
from journeymap.picture.later import Later
from journeymap.picture.notes import Spots
from journeymap.picture.page import Page
from journeymap.picture.picture import Box, Column, Measure, Part, PartKind, Picture, View
from journeymap.picture.pills import overlay
from journeymap.picture.regions import Regions
from journeymap.picture.sheet import Sheet
from journeymap.picture.shown import marks_shown
from journeymap.picture.site import site_of
from journeymap.picture.space import Across, Down, Rows, down, rows_of


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
    steps = laying(m, view, measure, memo, readings)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return cast("Picture", end.value)


def laying(
    m: JourneyMap,
    view: View,
    measure: Measure,
    memo: dict[Any, Any] | None = None,
    readings: Readings | None = None,
) -> Generator[None, None, Picture]:
    """Return the same picture, but in steps between which others may have their turn.

    Nobody else may lay out with the `memo` meanwhile; where it is never done, the memo is spoilt.
    """
    memo = {} if memo is None else memo
    rtl = is_rtl(view.language)
    ink = Ink(measure, view.language, rtl, memo)
    kept = Kept(memo, view.language)
    whole, collapsed, given = m, None, None
    if view.collapsed:
        collapsed = collapsed_of(m, view, kept)
    if collapsed is not None:
        m, given = collapsed.m, Given(collapsed.rows, collapsed.keys, collapsed.flow_keys)
    summaries = collapsed.summaries if collapsed is not None else {}
    yield
    if view.metric or "metrics" in view.lanes:
        readings = readings or Readings(whole)
    pills = kept.settled("pills", overlay(whole, view, ink, readings))
    bones = yield from bones_of(m, view, ink, kept, given, pills)
    yield
    order, rows, columns, grid, routes, labels, wide, _, _, keys, flow_keys, *_ = bones
    width = max(wide.end + px.MARGIN, float(px.NARROWEST))
    sheet = Sheet(
        m, whole, collapsed, view, ink, kept, order, columns, grid, keys, flow_keys,
        wide.x, wide.right, width, rtl, bones,
    )  # fmt: skip
    hurting = kept.settled("pains", m.pain_points)
    pains = kept.settled("hurt", kept.step("pain counts", (hurting,), lambda: pain_counts(m)))
    widths = kept.step("widths", (grid, wide, keys), lambda: _widths(grid, wide, len(keys)))
    cards = card_faces(
        m, view, ink, kept, rows.edges, widths, pains, pills, bones.ids, bones.window, summaries
    )
    yield
    stub_edges = [rows.lanes[grid.lane[len(cards) + k]].color for k in range(len(grid.stubs))]
    stubs = stub_faces(m, ink, kept, grid.stubs, stub_edges, px.CARD)

    window = bones.window if collapsed is None else None
    heights = kept.series("heights", (), window, len(cards), (cards,))
    for i in heights.numbers:
        heights.items[i] = cards[i].h
    tall = kept.settled("tall", [*heights.items, *(stub.h for stub in stubs)])
    high = kept.settled(
        "rows",
        kept.step(
            "rows", (grid, routes, tall, labels), lambda: rows_of(grid, routes, tall, labels)
        ),
    )
    heads = kept.settled(
        "heads",
        [
            float(-(-lane_head(sheet, p.name, p.icon, p.color, p.details).h // 1))
            for p in rows.lanes
        ],
    )
    deep = kept.step(
        "down", (grid, routes, high, labels, heads), lambda: down(grid, routes, high, labels, heads)
    )

    top, y = top_parts(sheet, wide)
    head = Box(0, 0, width, y)
    page = Page(sheet, [*top], Spots(sheet), readings)
    under = Around([], [])
    cells: Cells | None = None
    for kind in dict.fromkeys(view.lanes):
        yield
        if kind == "channels":
            for n, lane in enumerate(rows.lanes):
                page.ground(
                    kind, lane.key, lane.name, lane.icon, lane.color, lane.details, lane.alt,
                    y + deep.lane[n], deep.lane_height[n],
                )  # fmt: skip
            if cards:  # else whatever flows there are lead nowhere
                cells = _cells(sheet, rows, cards, stubs, pains, (deep, high, tall, y))
            under = Around(page.parts, page.heaps)
            page.parts, page.heaps = [], []
            if collapsed is not None:
                page.parts += shades(sheet, wide, y, deep.end)
            y += deep.end + px.LANE_GAP if rows.lanes else 0
        elif kind in view.folded:
            y = page.folded(kind, y)
        elif kind == "curve":
            y = page.curve(bones.path, y)
        elif kind == "backstage":
            y = page.backstage(y)
        else:
            y = page.stacked(kind, y)
    yield
    heaps = [*under.heaps, *page.heaps]
    marks = marks_shown(sheet, heaps, cards if cells is not None else ()) | page.marks
    foot, bottom = bottom_parts(sheet, marks, y - px.LANE_GAP)
    over = Around([*page.parts, *foot], page.heaps)
    _same_frame(kept, (under.parts, over.parts))
    parts = CellParts(under, cells, over)
    kept.close()
    return Picture(
        parts,
        Box(0.0, 0.0, width, bottom),
        _columns(sheet),
        tuple(page.bands),
        Later(lambda: _reading(sheet, parts, cells)),
        rtl,
        view.language,
        head,
        sheet.box(0.0, 0.0, px.MARGIN + px.HEAD, bottom),
    )


def _cells(
    sheet: Sheet,
    rows: CardLanes,
    cards: list[CardFace | SummaryFace],
    stubs: list[StubFace],
    pains: dict[str, int],
    lying: tuple[Down, Rows, list[float], float],
) -> Cells:
    """Return what stands in the cells: the rows lie as `lying` says, the lanes from its last on.

    The parts that were made for cards and flows so far go on, and all that was found out about
    where they are, as long as they stay there.
    """
    m, kept, bones = sheet.m, sheet.kept, sheet.bones
    placed = (bones.grid, bones.routes, bones.labels, bones.wide, *lying)
    regions = kept.step(
        "regions", placed, lambda: Regions(partial(site_of, *placed), sheet.width, sheet.rtl)
    )
    sources = sheet.whole.sources
    traffic = kept.step(
        "traffic",
        (sources, m.flows, sheet.collapsed),
        lambda: cache(partial(traffic_of, sources, m.flows, sheet.collapsed)),
    )
    ground = kept.step(
        "ground of flows",
        (regions, bones.pills, sheet.view, sources, sheet.flow_keys, sheet.collapsed),
        object,
    )
    known = kept.lasting("known cards", m.touchpoints), kept.lasting("known flows", m.flows)
    return Cells(sheet, regions, rows, cards, stubs, pains, known, traffic, ground)


def _same_frame(kept: Kept, parts: Iterable[list[Part]]) -> None:
    """Put the parts of before for those around the cards that are equal: they are painted soon."""
    before: Iterator[Part] = iter(kept.old.get("frame", ()))
    frame = kept.new["frame"] = []
    for those in parts:
        for number, part in enumerate(those):
            if part[1] in _FRAME:
                was = next(before, None)
                if was == part:
                    those[number] = part = was
                frame.append(part)


def _widths(grid: Grid, wide: Across, count: int) -> list[float]:
    if not grid.spans:
        return [px.CARD] * count
    return [wide.right[grid.end[i]] - wide.x[grid.column[i]] for i in range(count)]


def _columns(sheet: Sheet) -> tuple[Column, ...]:
    kept = sheet.kept
    ids = kept.settled("ids of stages", [stage.id for stage in stages_of(sheet)])
    first, xs = sheet.columns.first, sheet.x
    if sheet.rtl:
        xs = [sheet.width - right for right in sheet.right]

    def found() -> tuple[Column, ...]:
        return tuple(
            [
                Column(ids[s] if s < len(ids) else "", c - first[s], xs[c], px.CARD)
                for s in range(len(first) - 1)
                for c in range(first[s], first[s + 1])
            ]
        )

    return kept.step("columns shown", (ids, sheet.columns, sheet.bones.wide, sheet.width), found)


def _reading(sheet: Sheet, parts: CellParts, cells: Cells | None) -> tuple[str, ...]:
    """Return the keys of what is in the picture: stages with their cards, then all the rest."""
    found: dict[str, None] = {}
    stage_of, keys = sheet.order.stage, sheet.keys
    ids = [stage.id for stage in stages_of(sheet)]
    last = -1
    for i in sheet.order.reading if "channels" in sheet.view.lanes else ():
        while last < stage_of[i]:
            last += 1
            found[ids[last]] = None
        found[keys[i]] = None
    found.update(dict.fromkeys(ids))
    for kind in _REST:
        found.update(dict.fromkeys(part.key for part in parts.of_kind(kind)))
    found.update(dict.fromkeys(cells.flow_keys() if cells is not None else ()))
    return tuple(found)


_REST: tuple[PartKind, ...] = ("quote", "image", "measure", "note", "step")  # and the flows
_FRAME = frozenset(
    (
        "heading",
        "phase",
        "stage",
        "stripe",
        "lane",
        "visibility",
        "more",
        "legend",
        "footer",
    )
)
