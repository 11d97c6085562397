"""The parts of the flows, and of the thin links between cards and their stubs.

What a flow looks like is decided here: its width, its name, whether it fades; where it goes was
decided in `lines.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple, TypeAlias

from journeymap.model.journey import Flow, Touchpoint
from journeymap.model.text import M, Message, literal
from journeymap.model.vocabulary import NAMES
from journeymap.picture.arrows import EDGE, Arrow, Look, arrow_parts
from journeymap.picture.course import Shape, corners
from journeymap.picture.face import LinkFace
from journeymap.picture.labels import without_pill
from journeymap.picture.lines import Lines
from journeymap.picture.moving import moved
from journeymap.picture.picture import Box, Part
from journeymap.picture.pills import HEIGHT, pill_words
from journeymap.picture.routes import Routes
from journeymap.picture.sheet import Sheet, listed

# flow, both touchpoints, label, bundled lines, share, pill, key, faded, how many it stands for
Of: TypeAlias = tuple[Any, ...]
LINK_Z, FLOW_Z, TROUBLE_Z = 10, 20, 21
THIN, USUAL, THICK = 1.25, 1.5, 5.0  # strokes: nobody goes there, nobody knows, all do


class Made(NamedTuple):
    """A flow's part, None where it has no way: how it looks, where it goes and where it begins."""

    flow: Flow | None
    look: Look | None
    shape: Shape | None
    at: tuple[float, ...] | None
    x: float  # on the page
    y: float
    part: Part | None


_NEVER = Made(None, None, None, None, 0.0, 0.0, None)


def flow_parts(sheet: Sheet, routes: Routes, lines: Lines) -> list[Part]:
    """Return the parts of all flows whose ends exist, and of the links.

    A part of before is used again for the same look on a line of the same shape, and moved where
    only its place is new.
    """
    kept = sheet.kept
    looks = kept.settled("looks", _looks(sheet, routes))
    made_of = (kept.settled("flows", sheet.m.flows), looks, lines, sheet.width)
    found = kept.step("flows", made_of, lambda: _parts(sheet, looks, lines))
    kept.keep("known flows")
    links = range(len(looks), len(routes.ends))
    return [*found, *(_link(sheet, routes, lines, number) for number in links)]


def _looks(sheet: Sheet, routes: Routes) -> list[Look]:
    """Return what each flow looks like: the very look of before where it is the same."""
    m, kept, bones = sheet.m, sheet.kept, sheet.bones
    flows = kept.settled("flows", m.flows)
    seen = (flows, sheet.whole.sources, sheet.collapsed)
    traffic = kept.settled("traffic", kept.step("seen", seen, lambda: _traffic(sheet)))
    numbers = range(len(flows))
    bundles = sheet.collapsed.bundles if sheet.collapsed is not None else {}
    sources, targets = routes.sources[: len(flows)], routes.targets[: len(flows)]
    made_of = (
        flows, routes, bones.labels, traffic, bones.pills, sheet.flow_keys, bones.personas,
        sheet.view.persona, sheet.collapsed,
    )  # fmt: skip
    rest: tuple[Sequence[Any], ...] = kept.step(
        "told of flows",
        made_of,
        lambda: (
            list(map(bones.labels.blocks.get, numbers)),
            routes.thick,
            [traffic.get(n) for n in numbers] if traffic else [None] * len(flows),
            [bones.pills.get(n) for n in numbers] if bones.pills else [None] * len(flows),
            sheet.flow_keys,
            _faded(sheet, sources, targets),
            [bundles.get(n, 1) for n in numbers] if bundles else [1] * len(flows),
        ),
    )
    ends, suspects = _ends(sheet, sources, targets, rest)
    each = (*ends, *rest)
    persona = sheet.view.persona
    series = kept.series("flow looks", (persona,), bones.flow_window, len(flows), each, suspects)
    for n in series.numbers:
        of = (flows[n], *(column[n] for column in each))
        at = id(of[0])
        last = series.known.get(at)
        if last is None or last[0] != of:
            last = (of, _look(sheet, of, last))
        series.now[at] = last
        series.items[n] = last[1]
    return series.items


def _ends(
    sheet: Sheet, sources: Sequence[int], targets: Sequence[int], rest: object
) -> tuple[tuple[list[Touchpoint], list[Touchpoint]], list[int]]:
    """Return the touchpoints at both ends of all flows, and the flows at which they are others.

    `rest` is the same while no flow changes: the lists are then those of before, brought up to
    date, so that nobody has to compare them.
    """
    kept, touchpoints, window = sheet.kept, sheet.m.touchpoints, sheet.bones.window
    was: object
    found: tuple[list[Touchpoint], list[Touchpoint]]
    was, found = kept.old.get("flow ends", (None, ([], [])))
    suspects: list[int] = []
    if was is not rest or window is None or window.gone != window.new:
        found = [touchpoints[end] for end in sources], [touchpoints[end] for end in targets]
    elif window.new:
        changed = window.numbers
        pairs = enumerate(zip(sources, targets, strict=True))
        suspects = [n for n, (s, t) in pairs if s in changed or t in changed]
        for n in suspects:
            found[0][n], found[1][n] = touchpoints[sources[n]], touchpoints[targets[n]]
    kept.new["flow ends"] = (rest, found)
    return found, suspects


def _parts(sheet: Sheet, looks: Sequence[Look], lines: Lines) -> list[Part]:
    kept, flows, rtl, whole = sheet.kept, sheet.m.flows, sheet.rtl, sheet.width
    known: dict[int, Made] = kept.old.get("known flows", {})
    places = list(map(id, flows))
    found = list(map(known.get, places, repeat(_NEVER)))
    starts = [whole - x for x in lines.x] if rtl else lines.x
    further: list[int] = []  # what is as before and stands elsewhere
    anew: list[int] = []
    ats = map(lines.at.get, range(len(flows)))
    rest = zip(flows, found, looks, lines.shape, ats, starts, lines.y, strict=False)
    for number, (flow, made, look, shape, at, x, y) in enumerate(rest):
        if made[1] is not look or made[2] != shape or made[3] != at:
            found[number] = Made(flow, look, shape, at, x, y, None)
            if shape is not None:
                anew.append(number)
        elif (made[4] != x or made[5] != y) and shape is not None:
            further.append(number)
    _draw(found, anew, rtl)
    _put(found, further, starts, lines.y)
    kept.new["known flows"] = dict(zip(places, found, strict=True))
    return [made[6] for made in found if made[6] is not None]


def _draw(found: list[Made], numbers: Sequence[int], rtl: bool) -> None:
    """Write the parts of some flows whose look or shape is another one."""
    arrows = [
        Arrow(look, shape, at, x, y)
        for _, look, shape, at, x, y, _ in map(found.__getitem__, numbers)
        if look is not None and shape is not None
    ]
    for number, part in zip(numbers, arrow_parts(arrows, rtl), strict=True):
        flow, look, shape, at, x, y, _ = found[number]
        found[number] = Made(flow, look, shape, at, x, y, part)


def _put(
    found: list[Made], numbers: Sequence[int], starts: Sequence[float], tops: Sequence[float]
) -> None:
    """Write the parts of some flows where their lines begin now."""
    before = [found[number] for number in numbers]
    xs = [starts[number] for number in numbers]
    ys = [tops[number] for number in numbers]
    parts = moved(
        [made.part for made in before if made.part is not None],
        [x - made[4] for x, made in zip(xs, before, strict=True)],
        [y - made[5] for y, made in zip(ys, before, strict=True)],
    )
    for number, made, part, x, y in zip(numbers, before, parts, xs, ys, strict=True):
        found[number] = Made(made[0], made[1], made[2], made[3], x, y, part)


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


def _look(sheet: Sheet, of: Of, before: tuple[Of, Look] | None) -> Look:
    """Return what a flow looks like; what the look of `before` says is used again."""
    flow, source, target, label, thick, seen, pill, key, faded, bundled = of
    hand_off = (
        source.channel is not None and target.channel is not None
        and source.channel != target.channel
    )  # fmt: skip
    words, words_down, pill_down = label, 0.0, 0.0
    if label is None:
        pill = None
    elif pill is not None:
        words = without_pill(label, pill)
        pill_down = (label.height - HEIGHT) / 2
        if words is not None:
            words_down = -(label.height - words.height) / 2
    was = before[0] if before is not None else (None,) * len(of)
    if before is not None and was[:3] == of[:3] and was[6] == of[6] and was[9] == bundled:
        alt = before[1].alt
    else:
        alt = _alt(flow, source.name, target.name, bundled)
        if of[6] is not None:
            alt = listed(alt, pill_words(of[6]))
    return Look(
        key,
        flow.kind,
        hand_off,
        _stroke(flow.share if seen is None else seen, thick),
        words,
        faded,
        sheet.rtl,
        pill,
        label,
        words_down,
        pill_down,
        TROUBLE_Z if flow.kind == "failure" else FLOW_Z,
        alt,
    )


def _faded(sheet: Sheet, sources: Sequence[int], targets: Sequence[int]) -> Sequence[bool]:
    """Return of each flow whether it, or one of its ends, is not for the persona in view."""
    persona, personas, flows = sheet.view.persona, sheet.bones.personas, sheet.m.flows
    if not persona:
        return [False] * len(flows)
    others = [bool(who) and persona not in who for who in personas]
    return [
        others[s] or others[t] or (bool(flow.personas) and persona not in flow.personas)
        for flow, s, t in zip(flows, sources, targets, strict=False)
    ]


@lru_cache(maxsize=1 << 12)
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


def _link(sheet: Sheet, routes: Routes, lines: Lines, number: int) -> Part:
    """Return the part of the link between a card and one of its stubs."""
    card, shape = routes.sources[number], lines.shape[number]
    assert shape is not None
    xs, ys = corners([shape], [0.0], sheet.rtl)
    points = [(x, y) for (x,), (y,) in zip(xs, ys, strict=True)]
    left = min(x for x, _ in points) - EDGE
    upper = min(y for _, y in points) - EDGE
    width = max(x for x, _ in points) + EDGE - left
    height = max(y for _, y in points) + EDGE - upper
    face = LinkFace(width, height, tuple((x - left, y - upper) for x, y in points))
    x, y = lines.x[number], lines.y[number]
    box = Box((sheet.width - x if sheet.rtl else x) + left, y + upper, width, height)
    alt = literal(sheet.m.touchpoints[card].name)
    return Part(sheet.keys[card], "link", box, face, LINK_Z, "", alt)
