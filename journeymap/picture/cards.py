"""The cards of the touchpoints and the stubs of their further channels.

What a card shows is decided here (whose emotion, which metric, how many pain points), how it looks
in `faces.py` and `draw.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import repeat
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar

from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap, PersonaView, Touchpoint
from journeymap.model.text import M, Message, Value
from journeymap.model.threads import open_comments
from journeymap.picture import faces
from journeymap.picture.collapse import Summary
from journeymap.picture.curve import rating
from journeymap.picture.face import CardFace, Ink, Pill, StubFace, SummaryFace
from journeymap.picture.icons import channel_icon
from journeymap.picture.kept import Kept, Window, unequal
from journeymap.picture.lanes import CardLanes, color_of
from journeymap.picture.moving import moved
from journeymap.picture.picture import Box, Part, Token, View
from journeymap.picture.pills import metric_in_view, pill_words, unmeasured
from journeymap.picture.sheet import Sheet, listed
from journeymap.picture.summary import nearest, summary
from journeymap.picture.theme import channel_color

T = TypeVar("T")
CARD_Z = 30
Face: TypeAlias = CardFace | SummaryFace
Known: TypeAlias = tuple[tuple[Any, ...], Face]  # what a face was made of, and the face
Put: TypeAlias = tuple[tuple[Any, ...], Part]  # the same of a part
_EMOTION = {n: M("emotion {value}", value=n) for n in range(-2, 3)}
_TRUTH = M("moment of truth")


def card_faces(
    m: JourneyMap,
    view: View,
    ink: Ink,
    kept: Kept,
    edges: Sequence[Token],
    widths: Sequence[float],
    pains: Mapping[str, int],
    pills: Mapping[str, Pill],
    ids: Sequence[str],
    changed: Window | None,
    summaries: Mapping[int, Summary],
) -> list[CardFace | SummaryFace]:
    """Return the face of every touchpoint's card, `widths` wide; `ids` are those of the records.

    `changed` is the window of records that are not as before, None where that is not known.
    """
    commented = kept.step(
        "commented", (kept.settled("comments", m.comments), ids), partial(_commented, m)
    )
    persona = view.persona
    touchpoints = m.touchpoints
    missing = unmeasured(ink) if metric_in_view(m, view) is not None else None
    channels = _signs(m, kept) if summaries else []
    inputs = (pains, commented, pills, missing, persona)
    changed = None if summaries else changed
    series = kept.series("cards", inputs, changed, len(touchpoints), (edges, widths))
    _, _, known, now, faces_now, numbers = series
    take = partial(_taken, numbers, len(touchpoints))
    those, names = take(touchpoints), take(ids)
    # all that a face is made of in one tuple each: comparing those is one step of the interpreter
    made_of = zip(
        those,
        take(edges),
        take(widths),
        map(pains.get, names, repeat(0)),
        map(commented.__contains__, names),
        map(pills.get, names, repeat(missing)),
        [rating(t, persona) for t in those],
        [is_faded(t, persona) for t in those] if persona else repeat(False),
        strict=False,  # some of them go on for ever
    )
    for i, of in zip(numbers, made_of, strict=True):
        at = id(of[0])
        last = known.get(at)
        if last is None or last[0] != of:
            last = (of, _card(of, ink))
        now[at] = last
        faces_now[i] = last[1]
    for i, found in summaries.items():
        stage = m.stages[found.stage]
        signs = [channels[n] for n in found.channels]
        pill = pills.get(stage.id, missing)
        linked = stage.journey is not None
        faces_now[i] = summary(found, edges[i], signs, pill, linked, widths[i], ink)
    return faces_now


def _taken(numbers: Collection[int], count: int, things: Sequence[T]) -> Sequence[T]:
    """Return the things at these positions; where that is all of them, as they are."""
    return things if len(numbers) == count else [things[i] for i in numbers]


def _commented(m: JourneyMap) -> frozenset[str]:
    """Return the places that an open thread of comments is about."""
    return frozenset(open_comments(index_of(m))) if m.comments else frozenset()


def _card(of: tuple[Any, ...], ink: Ink) -> CardFace:
    t, edge, width, hurts, commented, pill, emotion, faded = of
    return faces.card(
        t.name,
        edge,
        width,
        ink,
        emotion=emotion,
        pill=pill,
        pains=hurts,
        moment_of_truth=t.moment_of_truth,
        marks=_marks(t, commented),
        faded=faded,
    )


def stub_faces(
    m: JourneyMap, ink: Ink, kept: Kept, stubs: Sequence[int], edges: Sequence[Token], width: float
) -> list[StubFace]:
    """Return the faces of the stubs."""
    return [
        kept.of(
            f"stub {n}",
            m.touchpoints[i],
            edge,
            lambda i=i, edge=edge: faces.stub(m.touchpoints[i].name, edge, width, ink),  # type: ignore[misc]  # the defaults bind the loop's values
        )
        for n, (i, edge) in enumerate(zip(stubs, edges, strict=True))
    ]


def is_faded(t: Touchpoint, persona: str) -> bool:
    """Return whether a touchpoint is not for the persona in view."""
    return bool(persona and t.personas and persona not in t.personas)


_id = attrgetter("id")


def _signs(m: JourneyMap, kept: Kept) -> list[tuple[str, Token]]:
    """Return the icon and the colour of each channel."""
    return kept.settled(
        "channel signs",
        [
            (channel_icon(c.kind), color_of(m, c.id, c.color, channel_color(n)))
            for n, c in enumerate(m.channels)
        ],
    )


def _marks(t: Touchpoint, commented: bool) -> tuple[str, ...]:
    if not (t.assumption or t.journey or commented or t.entry or t.exit):
        return ()
    marks = []
    if t.entry:
        marks.append("entry")
    if t.exit:
        marks.append(f"exit-{t.exit}")
    if t.assumption:
        marks.append("assumption")
    if t.journey:
        marks.append("linked-map")
    if commented:
        marks.append("comment")
    return tuple(marks)


def pain_counts(m: JourneyMap) -> dict[str, int]:
    """Return how many pain points that still hurt each place has."""
    counts: dict[str, int] = {}
    for pain in m.pain_points:
        if pain.status in ("open", "accepted"):
            for at in pain.at if len(pain.at) < 2 else dict.fromkeys(pain.at):
                counts[at] = counts.get(at, 0) + 1
    return counts


def card_parts(
    sheet: Sheet,
    rows: CardLanes,
    found: Sequence[CardFace | SummaryFace],
    stubs: Sequence[StubFace],
    xs: Sequence[float],
    ys: Sequence[float],
    pains: Mapping[str, int],
) -> list[Part]:
    """Return the parts of all cards and stubs, cards in the order of the list."""
    m, grid = sheet.m, sheet.grid
    kept = sheet.kept
    persona, rtl, whole = sheet.view.persona, sheet.rtl, sheet.width
    # touchpoints without a known stage come after all others
    stages = kept.settled("stage names", [*(s.name for s in m.stages), ""])
    lanes = rows.lanes
    names = [lane.name for lane in lanes]
    stage_of, touchpoints = sheet.order.stage, m.touchpoints
    count = len(touchpoints)
    inputs = (stages, lanes, pains, persona, rtl)
    each: tuple[Sequence[object], ...] = (found, stage_of, grid.lane, sheet.keys)
    window = None if sheet.collapsed is not None else sheet.bones.window
    series = kept.series("card parts", inputs, window, count, each)
    _, _, known, now, items, numbers = series
    lefts = [whole - x - face[0] for x, face in zip(xs, found, strict=False)] if rtl else xs
    was: tuple[Sequence[float], Sequence[float]] | None = kept.old.get("card places")
    kept.new["card places"] = (lefts, ys)
    take = partial(_taken, numbers, len(touchpoints))
    those = take(touchpoints)
    made_of = zip(
        those,
        take(found),
        map(stages.__getitem__, take(stage_of)),
        map(names.__getitem__, take(grid.lane)),
        map(pains.get, map(_id, those), repeat(0)),
        take(sheet.keys),
        [t.by_persona.get(persona) for t in those] if persona else repeat(None),
        strict=False,  # the stubs follow the cards
    )
    for i, of in zip(numbers, made_of, strict=False):
        at, face = id(of[0]), of[1]
        left, y = lefts[i], ys[i]
        last = known.get(at)
        if last is not None and last[0] == of and last[1][2][:2] == (left, y):
            part = last[1]
        else:
            t, face, stage_name, lane_name, hurts, key, own = of
            box = Box(left, y, face.w, face.h)
            if last is not None and last[0] == of:
                part = last[1]._replace(box=box)
            elif isinstance(face, SummaryFace):
                alt = _summary_alt(t, face, sheet.collapsed.summaries[i])  # type: ignore[union-attr]  # it made the face
                part = Part(key, "summary", box, face, CARD_Z, "", alt)
            else:
                alt = _alt(t, face, stage_name, lane_name, hurts)
                part = Part(key, "card", box, face, CARD_Z, "", alt, _about(t, own))
        now[at] = (of, part)
        items[i] = part
    if len(numbers) < count and window is not None and was is not None:
        _put(items, window, numbers, was, (lefts, ys))
    parts: list[Part] = list(items)
    for k, (i, stub) in enumerate(zip(grid.stubs, stubs, strict=True)):
        at = len(m.touchpoints) + k
        lane = lanes[grid.lane[at]]
        alt = listed(m.touchpoints[i].name, M("also in {name}", name=lane.name))
        place = sheet.box(xs[at], ys[at], stub.w, stub.h)
        parts.append(Part(sheet.keys[i], "stub", place, stub, CARD_Z, "", alt))
    return parts


def _put(
    items: list[Part],
    window: Window,
    numbers: Collection[int],
    was: tuple[Sequence[float], Sequence[float]],
    now: tuple[Sequence[float], Sequence[float]],
) -> None:
    """Put the cards that were not made anew where they stand now."""
    (old_x, old_y), (xs, ys) = (window.aligned(was[0]), window.aligned(was[1])), now
    made = set(numbers)
    off = {*unequal(old_x, xs), *unequal(old_y, ys)} - made
    further = [i for i in off if i < len(items)]  # the stubs follow the cards
    there = moved(
        [items[i] for i in further],
        [xs[i] - old_x[i] for i in further],
        [ys[i] - old_y[i] for i in further],
    )
    for i, part in zip(further, there, strict=True):
        items[i] = part


def _alt(t: Touchpoint, face: CardFace, stage: str, lane: str, pains: int) -> Message:
    items: list[Value] = [t.name]
    if stage:
        items.append(stage)
    items.append(lane)
    if face.emotion is not None:
        items.append(_EMOTION.get(face.emotion) or M("emotion {value}", value=face.emotion))
    if t.moment_of_truth:
        items.append(_TRUTH)
    if pains:
        items.append(M("{n} pain point", plural="{n} pain points", n=pains))
    if face.pill is not None:
        items.append(pill_words(face.pill))
    if t.assumption:
        items.append(M("assumption"))
    return listed(*items)


def _summary_alt(t: Touchpoint, face: SummaryFace, found: Summary) -> Message:
    """Return what a summary card says."""
    n = found.touchpoints
    items: list[Value] = [
        M("Stage {name}, collapsed", name=t.name),
        M("{n} touchpoint", plural="{n} touchpoints", n=n),
    ]
    if found.means.emotion is not None:
        items.append(M("emotion {value}", value=nearest(found.means.emotion)))
    if found.worst is not None:
        items.append(M("worst {value}", value=found.worst))
    if found.pains:
        items.append(M("{n} pain point", plural="{n} pain points", n=found.pains))
    if found.moments:
        items.append(M("{n} moment of truth", plural="{n} moments of truth", n=found.moments))
    if face.pill is not None:
        items.append(pill_words(face.pill))
    return listed(*items)


def _about(t: Touchpoint, own: PersonaView | None) -> Message | None:
    doing = (own.doing if own else None) or t.doing
    thinking = (own.thinking if own else None) or t.thinking
    if doing and thinking:
        return M("{doing}. Thinks: {thinking}", doing=doing, thinking=thinking)
    return listed(doing or thinking or "") if doing or thinking else None
