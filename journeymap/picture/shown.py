"""Which marks there are in a picture, for its legend, without a look at every part of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, compress, count
from operator import attrgetter

from journeymap.model.order import NOWHERE
from journeymap.picture.legend import marks_of, pill_marks
from journeymap.picture.piles import Heap
from journeymap.picture.sheet import Sheet


def marks_shown(sheet: Sheet, heaps: Sequence[Heap], cards: Sequence[object]) -> set[str]:
    """Return the marks on the cards, on the flows between them, and on what is around them.

    Without cards there are no flows either.
    """
    found = {"linked-map"} if any(stage.journey for stage in sheet.m.stages) else set()
    piled = [(heap.kind, heap.piled) for heap in heaps]
    found |= sheet.kept.step("piled marks", (*chain(*piled),), lambda: _of_piled(heaps))
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


def _of_piled(heaps: Sequence[Heap]) -> frozenset[str]:
    """Return the marks of notes and of measured values."""
    found: set[str] = set()
    for heap in heaps:
        if heap.kind == "note":
            # there are few kinds of notes
            those = heap.faces
            kinds = dict(zip(map(_note_kind, those), those, strict=True))
            found.update(*map(marks_of, kinds.values()))
        elif heap.kind == "measure":
            found.update(*map(marks_of, heap.faces))
    return frozenset(found)


def _of_flows(sheet: Sheet) -> frozenset[str]:
    bones, kept = sheet.bones, sheet.kept
    made_of = (bones.routes.looks, bones.channel, bones.pills, bones.shares, sheet.whole.sources)
    return kept.step("flow marks", made_of, lambda: _flow_marks(sheet))


def _flow_marks(sheet: Sheet) -> frozenset[str]:
    bones = sheet.bones
    channel, (sources, targets, leaving, entering) = bones.channel, bones.routes.ends
    kinds, hand_off, *_ = bones.routes.looks
    lost = {*leaving[NOWHERE], *entering[NOWHERE]}
    drawn = {kind for n, kind in enumerate(kinds) if n not in lost} if lost else set(kinds)
    found = {f"flow:{kind}" for kind in drawn}
    crossing = (
        kinds[n]
        for n in compress(count(), hand_off)
        # to have no channel is not to change it
        if n not in lost and channel[sources[n]] is not None and channel[targets[n]] is not None
    )
    if any(kind != "loop" for kind in crossing):  # of a loop it is not shown
        found.add("hand-off")
    for number, pill in bones.pills.items():
        if number not in lost:
            found.update(pill_marks(pill))
    if drawn and _tells_shares(sheet):
        found.add("width")
    return frozenset(found)


def _tells_shares(sheet: Sheet) -> bool:
    """Return whether it is known of some flow how many go there."""
    observed = any(source.observed and source.observed.flows for source in sheet.whole.sources)
    return observed or sheet.bones.shares.count(None) < len(sheet.bones.shares)


_note_kind = attrgetter("what", "settled")
