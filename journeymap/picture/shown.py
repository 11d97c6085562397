"""Which marks there are in a picture, for its legend, without a look at every part of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from journeymap.model.order import NOWHERE
from journeymap.picture.legend import line_marks, marks_of, pill_marks
from journeymap.picture.sheet import Sheet


def marks_shown(sheet: Sheet, around: Iterable[object], cards: Sequence[object]) -> set[str]:
    """Return the marks on the cards, on the flows between them, and on the faces around them.

    Without cards there are no flows either.
    """
    found: set[str] = set()
    found.update(*_around(sheet, around))
    if not cards:
        return found
    kept = sheet.kept
    window = sheet.bones.window if sheet.collapsed is None else None
    series = kept.series("card marks", (), window, len(cards), (cards,))
    for i in series.numbers:
        series.items[i] = marks_of(cards[i])
    found.update(*set(series.items))
    if sheet.grid.stubs:
        found.add("stub")
    return found | _of_flows(sheet)


def _around(sheet: Sheet, faces: Iterable[object]) -> set[frozenset[str]]:
    """Return the marks of faces; most are those of before."""
    known: dict[int, tuple[object, frozenset[str]]] = sheet.kept.old.get("marks", {})
    now: dict[int, tuple[object, frozenset[str]]] = {}
    for face in faces:
        at = id(face)
        now[at] = known.get(at) or (face, marks_of(face))  # the face is held, and so its identity
    sheet.kept.new["marks"] = now
    return {marks for _, marks in now.values()}


def _of_flows(sheet: Sheet) -> frozenset[str]:
    m, bones = sheet.m, sheet.bones
    routes, channel = bones.routes, bones.channel
    flows = sheet.kept.settled("flows", m.flows)
    made_of = (flows, routes, channel, bones.pills, sheet.whole.sources)
    return sheet.kept.step("flow marks", made_of, lambda: _flow_marks(sheet, channel))


def _flow_marks(sheet: Sheet, channel: Sequence[str | None]) -> frozenset[str]:
    bones = sheet.bones
    routes = bones.routes
    count, kinds = routes.flows, routes.looks.kind
    sources, targets = routes.sources[:count], routes.targets[:count]
    if NOWHERE in sources or NOWHERE in targets:
        both = [n for n in range(count) if sources[n] >= 0 and targets[n] >= 0]
        kinds = [kinds[n] for n in both]
        sources, targets = [sources[n] for n in both], [targets[n] for n in both]
    of = channel.__getitem__
    # there are few of each, so that is cheaper than to ask for each flow
    lines = set(zip(kinds, map(of, sources), map(of, targets), strict=True))
    found: set[str] = set()
    for kind, one, two in lines:
        found |= line_marks(kind, one is not None and two is not None and one != two)
    for number, pill in bones.pills.items():
        if routes.ways[number] is not None or number in routes.straight:
            found.update(pill_marks(pill))
    if sources and _tells_shares(sheet):
        found.add("width")
    return frozenset(found)


def _tells_shares(sheet: Sheet) -> bool:
    """Return whether it is known of some flow how many go there."""
    observed = any(source.observed and source.observed.flows for source in sheet.whole.sources)
    return observed or any(flow.share is not None for flow in sheet.m.flows)
