"""The parts of the flows, and of the thin links between cards and their stubs.

What a flow looks like is decided here: its width, its name, whether it fades; where it goes was
decided in `lines.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from journeymap.model.journey import Flow, Touchpoint
from journeymap.model.text import M, Message, literal
from journeymap.model.vocabulary import NAMES
from journeymap.picture.face import LinkFace, Pill, RouteFace
from journeymap.picture.labels import without_pill
from journeymap.picture.lines import Line, points_of
from journeymap.picture.picture import Box, Part
from journeymap.picture.pills import HEIGHT, pill_words
from journeymap.picture.routes import Routes
from journeymap.picture.sheet import Sheet, listed
from journeymap.picture.space import quarter

LINK_Z, FLOW_Z, TROUBLE_Z = 10, 20, 21
EDGE = 8.0  # what of a line and its head may reach beyond its points
THIN, USUAL, THICK = 1.25, 1.5, 5.0  # strokes: nobody goes there, nobody knows, all do


def flow_parts(sheet: Sheet, routes: Routes, lines: Sequence[Line | None]) -> list[Part]:
    """Return the parts of all flows whose ends exist, and of the links.

    Where only touchpoints are new, only what joins them is made again. Otherwise a part of before
    is used again for the same records on the same line, and moved where only its place is new.
    """
    m, kept = sheet.m, sheet.kept
    traffic = kept.settled("traffic", _traffic(sheet))
    touched = None
    if sheet.bones.changed is not None:
        new = sheet.bones.changed
        touched = [n for n, (s, t) in enumerate(routes.ends) if s in new or t in new] if new else []
    pills = sheet.bones.pills
    made_of = (lines, routes, traffic, sheet.flow_keys, sheet.width, pills)
    series = kept.series("flows", made_of, touched, len(lines))
    _, known, now, parts, numbers = series
    touchpoints, flows, keys = m.touchpoints, m.flows, sheet.flow_keys
    rtl, whole = sheet.rtl, sheet.width
    count = routes.flows
    bundles = sheet.collapsed.bundles if sheet.collapsed is not None else {}
    for number in numbers:
        line = lines[number]
        if line is None:
            continue
        source, target = routes.ends[number]
        if number >= count:
            parts[number] = _link(sheet, line, touchpoints[source], sheet.keys[source])
            continue
        flow, from_, to = flows[number], touchpoints[source], touchpoints[target]
        seen = traffic.get(number) if traffic else None
        start = whole - line.x if rtl else line.x
        found = known.get(id(flow))
        if (
            found is None
            or found[0] is not flow
            or found[1] is not from_
            or found[2] is not to
            or found[3][:4] != line[:4]
            or found[4] != seen
            or found[5].face.pill is not pills.get(number)
            or found[5].key != keys[number]
        ):
            part = _part(
                sheet,
                keys[number],
                flow,
                from_,
                to,
                line,
                seen,
                bundles.get(number, 1),
                pills.get(number),
            )
        else:
            old, part = found[3], found[5]
            if found[6] != start or line.y != old.y:
                key, kind, box, face, z, pin, alt, about = part
                box = Box(box[0] + start - found[6], box[1] + line.y - old.y, box[2], box[3])
                part = Part(key, kind, box, face, z, pin, alt, about)
        now[id(flow)] = (flow, from_, to, line, seen, part, start)
        parts[number] = part
    return [part for part in parts if part is not None]


def _traffic(sheet: Sheet) -> dict[int, float]:
    """Return the share of those who went on that an event log saw on each flow."""
    cases: dict[tuple[str, str], int] = {}
    whole, collapsed = sheet.whole, sheet.collapsed
    for source in whole.sources:
        for seen in source.observed.flows if source.observed else ():
            pair = (seen.source, seen.target)
            if collapsed is not None:
                pair = collapsed.ends(*pair)
                if pair[0] == pair[1] != seen.source:
                    continue  # inside the stage
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
    flow: Flow,
    source: Touchpoint,
    target: Touchpoint,
    line: Line,
    seen: float | None,
    bundled: int,
    pill: Pill | None,
) -> Part:
    shape, at, label, thick, x1, y1 = line
    points = points_of(shape, x1, y1, at[0] if at else 0.0)
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
    words, text_y, pill_y = label, ly, ly
    if pill is not None and label is not None:
        words = without_pill(label, pill)
        pill_y = ly + (label.height - HEIGHT) / 2
        if words is not None:
            text_y = ly - (label.height - words.height) / 2
    face = RouteFace(
        width,
        height,
        tuple([(x - left, y - upper) for x, y in points]),
        flow.kind,
        hand_off,
        _stroke(flow.share if seen is None else seen, thick),
        words,
        (lx - left, text_y - upper),
        faded,
        sheet.rtl,
        pill if label is not None else None,
        (lx - left, pill_y - upper),
    )
    z = TROUBLE_Z if flow.kind == "failure" else FLOW_Z
    alt = _alt(flow, source.name, target.name, bundled)
    if pill is not None:
        alt = listed(alt, pill_words(pill))
    return Part(key, "flow", Box(left, upper, width, height), face, z, "", alt)


def _stroke(share: float | None, thick: int) -> float:
    """Return the width of a line: by share or traffic, and thicker where it is a bundle."""
    width = USUAL if share is None else THIN + (THICK - THIN) * min(max(share, 0.0), 1.0)
    return round(min(width + min(thick - 1, 6) * 0.35, THICK), 2)


def _alt(flow: Flow, source: str, target: str, bundled: int) -> Message:
    way = M("{source} to {target}", source=source, target=target)
    if bundled > 1:
        way = listed(way, M("{n} flow", plural="{n} flows", n=bundled))
    if flow.kind == "next" and not flow.when:
        return way
    if flow.when:
        return listed(way, NAMES["flow"][flow.kind], flow.when)
    return listed(way, NAMES["flow"][flow.kind])


def _link(sheet: Sheet, line: Line, touchpoint: Touchpoint, key: str) -> Part:
    points = points_of(line.shape, line.x, line.y)
    if sheet.rtl:
        points = [(sheet.width - x, y) for x, y in points]
    left = min(x for x, _ in points) - EDGE
    upper = min(y for _, y in points) - EDGE
    width = max(x for x, _ in points) + EDGE - left
    height = max(y for _, y in points) + EDGE - upper
    face = LinkFace(width, height, tuple((x - left, y - upper) for x, y in points))
    box = Box(left, upper, width, height)
    return Part(key, "link", box, face, LINK_Z, "", literal(touchpoint.name))
