"""From a map and a view to a Picture: the ten rules of layout, one after the other.

Deterministic, and whole every time: ranks, columns, cells, routes and tracks are whole numbers, and
no pixel is consulted before the last step, when prefix sums give everything its place. `memo`
keeps faces and parts of the layout before as long as all they were made of is the same; it never
changes what comes out. Total: a map half done, with references that lead nowhere, has one too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from journeymap.model.journey import JourneyMap
from journeymap.model.readings import Readings
from journeymap.model.text import is_rtl
from journeymap.picture import spacing as px
from journeymap.picture.bones import Given, bones_of
from journeymap.picture.cards import card_faces, card_parts, pain_counts, stub_faces
from journeymap.picture.collapse import collapsed_of
from journeymap.picture.face import CardFace, Ink, StubFace, SummaryFace
from journeymap.picture.flows import flow_parts
from journeymap.picture.frame import bottom_parts, lane_head, shades, stages_of, top_parts
from journeymap.picture.grid import Grid
from journeymap.picture.kept import Kept
from journeymap.picture.lines import legs_of, lines_of, places_of
from journeymap.picture.notes import Spots
from journeymap.picture.page import Page
from journeymap.picture.picture import Box, Column, Measure, Part, PartKind, Picture, View
from journeymap.picture.pills import overlay
from journeymap.picture.sheet import Sheet
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
    if view.metric or "metrics" in view.lanes:
        readings = readings or Readings(whole)
    pills = kept.settled("pills", overlay(whole, view, ink, readings))
    bones = bones_of(m, view, ink, kept, given, pills)
    order, rows, columns, grid, routes, labels, wide, _, keys, flow_keys, *_ = bones
    width = max(wide.end + px.MARGIN, float(px.NARROWEST))
    sheet = Sheet(
        m, whole, collapsed, view, ink, kept, order, columns, grid, keys, flow_keys,
        wide.x, wide.right, width, rtl, bones,
    )  # fmt: skip
    pains = kept.settled("pain counts", pain_counts(m))
    widths = kept.step("widths", (grid, wide, keys), lambda: _widths(grid, wide, len(keys)))
    cards = card_faces(
        m, view, ink, kept, rows.edges, widths, pains, pills, bones.ids, bones.window, summaries
    )
    stub_edges = [rows.lanes[grid.lane[len(cards) + k]].color for k in range(len(grid.stubs))]
    stubs = stub_faces(m, ink, kept, grid.stubs, stub_edges, px.CARD)

    tall = kept.settled("tall", [*(face.h for face in cards), *(face.h for face in stubs)])
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

    parts, y = top_parts(sheet, wide)
    head = Box(0, 0, width, y)
    page = Page(sheet, parts, Spots(sheet), readings)
    for kind in dict.fromkeys(view.lanes):
        if kind == "channels":
            for n, lane in enumerate(rows.lanes):
                page.ground(
                    kind, lane.key, lane.name, lane.icon, lane.color, lane.details, lane.alt,
                    y + deep.lane[n], deep.lane_height[n],
                )  # fmt: skip
            parts += _cells(sheet, cards, stubs, tall, high, deep, pains, y)
            if collapsed is not None:
                parts += shades(sheet, wide, y, deep.end)
            y += deep.end + px.LANE_GAP if rows.lanes else 0
        elif kind in view.folded:
            y = page.folded(kind, y)
        elif kind == "curve":
            y = page.curve(bones.path, y)
        elif kind == "backstage":
            y = page.backstage(y)
        else:
            y = page.stacked(kind, y)
    foot, bottom = bottom_parts(sheet, parts, y - px.LANE_GAP)
    parts += foot
    _same_frame(kept, parts)
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


def _cells(
    sheet: Sheet,
    cards: Sequence[CardFace | SummaryFace],
    stubs: Sequence[StubFace],
    tall: list[float],
    high: Rows,
    deep: Down,
    pains: Mapping[str, int],
    y: float,
) -> list[Part]:
    """Return the parts of the cards, their stubs and their flows; their first lane begins at y."""
    kept, bones = sheet.kept, sheet.bones
    if not cards:
        return []  # whatever flows there are lead nowhere
    grid, routes, labels, wide = bones.grid, bones.routes, bones.labels, bones.wide
    places = kept.step(
        "places", (grid, wide, deep, high, tall, y),
        lambda: places_of(grid, wide, deep, high, tall, y),
    )  # fmt: skip
    legs = kept.step("legs", (grid, routes, wide), lambda: legs_of(grid, routes, wide))
    lines = kept.step(
        "lines", (legs, deep, places, labels, y),
        lambda: lines_of(grid, routes, wide, deep, y, places, labels, legs),
    )  # fmt: skip
    found = flow_parts(sheet, routes, lines)
    return found + card_parts(sheet, bones.rows, cards, stubs, places.x, places.y, pains)


def _same_frame(kept: Kept, parts: list[Part]) -> None:
    """Put the parts of before for those around the cards that are equal: they are painted soon."""
    numbers = [number for number, part in enumerate(parts) if part[1] in _FRAME]
    before: Sequence[Part] = kept.old.get("frame", ())
    for number, was in zip(numbers, before, strict=False):
        if was == parts[number]:
            parts[number] = was
    kept.new["frame"] = [parts[number] for number in numbers]


def _widths(grid: Grid, wide: Across, count: int) -> list[float]:
    if not grid.spans:
        return [px.CARD] * count
    return [wide.right[grid.end[i]] - wide.x[grid.column[i]] for i in range(count)]


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
    kept = sheet.kept
    ids = kept.settled("stage ids", [stage.id for stage in stages_of(sheet)])
    kinds = kept.settled("kinds", [part[1] for part in parts])
    named = kept.settled("named", [part[0] for part in parts])
    rest = kept.step("rest", (kinds, named), lambda: _rest(kinds, named))
    shown = "channels" in sheet.view.lanes
    made_of = (ids, rest, sheet.order.reading, sheet.order.stage, sheet.keys, shown)
    return kept.step("reading keys", made_of, lambda: _all_keys(sheet, ids, rest, shown))


def _rest(kinds: Sequence[PartKind], keys: Sequence[str]) -> list[str]:
    """Return the keys of what is not in a cell, one kind after the other."""
    by_kind: dict[PartKind, list[str]] = {kind: [] for kind in _REST}
    for kind, key in zip(kinds, keys, strict=True):
        if kind in by_kind:
            by_kind[kind].append(key)
    return [key for those in by_kind.values() for key in those]


def _all_keys(
    sheet: Sheet, ids: Sequence[str], rest: Sequence[str], shown: bool
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    stage_of, keys = sheet.order.stage, sheet.keys
    last = -1
    for i in sheet.order.reading if shown else ():
        while last < stage_of[i]:
            last += 1
            found[ids[last]] = None
        found[keys[i]] = None
    found.update(dict.fromkeys(ids))
    found.update(dict.fromkeys(rest))
    return tuple(found)


_REST: tuple[PartKind, ...] = ("quote", "image", "measure", "note", "step", "flow")
_FRAME = frozenset(
    (
        "heading",
        "phase",
        "stage",
        "stripe",
        "lane",
        "curve",
        "visibility",
        "more",
        "legend",
        "footer",
    )
)
_depth = itemgetter(Part._fields.index("z"))
