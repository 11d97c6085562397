"""The cards of the touchpoints and the stubs of their further channels.

What a card shows is decided here (whose emotion, which metric, how many pain points), how it looks
in `faces.py` and `draw.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import compress, count, repeat
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
from journeymap.picture.kept import Kept, Window
from journeymap.picture.lanes import CardLanes, color_of
from journeymap.picture.picture import Box, Part, Token, View
from journeymap.picture.pills import metric_in_view, pill_words, unmeasured
from journeymap.picture.sheet import Sheet, listed
from journeymap.picture.site import Site
from journeymap.picture.summary import nearest, summary
from journeymap.picture.theme import channel_color

T = TypeVar("T")
CARD_Z = 30
Face: TypeAlias = CardFace | SummaryFace
Known: TypeAlias = tuple[tuple[Any, ...], Face]  # what a face was made of, and the face
# by the identity of the touchpoint: what its part was made of, which holds it, and the part
KnownParts: TypeAlias = dict[int, tuple[tuple[Any, ...], Part]]
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
    commented = kept.settled(
        "commented",
        kept.step("commented", (kept.settled("comments", m.comments), ids), partial(_commented, m)),
    )
    persona = view.persona
    touchpoints = m.touchpoints
    hurting: tuple[Mapping[str, int], frozenset[str]] = kept.old.get("marked", ({}, frozenset()))
    kept.new["marked"] = pains, commented
    others = {at for at, _ in hurting[0].items() ^ pains.items()} | (hurting[1] ^ commented)
    marked = list(compress(count(), map(others.__contains__, ids))) if others else ()
    missing = unmeasured(ink) if metric_in_view(m, view) is not None else None
    channels = _signs(m, kept) if summaries else []
    inputs = (pills, missing, persona)
    changed = None if summaries else changed
    series = kept.series("cards", inputs, changed, len(touchpoints), (edges, widths), marked)
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


def face_like(
    t: Touchpoint, other: CardFace, ink: Ink, persona: str, same: bool = False
) -> CardFace:
    """Return the face of a touchpoint of which nothing but itself is known, on a card like another.

    It has no pill, no pain points and no comments; where `other` is the `same` touchpoint's as it
    was, those of that.
    """
    face = faces.card(
        t.name,
        other.edge,
        other.w,
        ink,
        emotion=rating(t, persona),
        pill=other.pill if same else None,
        moment_of_truth=t.moment_of_truth,
        marks=_marks(t, same and "comment" in other.marks),
        faded=is_faded(t, persona),
    )
    return face._replace(pains=other.pains) if same else face


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
    site: Site,
    rows: CardLanes,
    found: Sequence[CardFace | SummaryFace],
    pains: Mapping[str, int],
    numbers: Iterable[int],
    known: KnownParts,
) -> list[Part]:
    """Return the parts of the cards of some touchpoints, in their order.

    A part that is `known` is used again, and moved where only its place is new.
    """
    m, grid = sheet.m, sheet.grid
    persona, rtl, whole = sheet.view.persona, sheet.rtl, sheet.width
    xs, tops, column, row = sheet.x, site.row, grid.column, grid.row
    parts: list[Part] = []
    for i in numbers:
        t, face = m.touchpoints[i], found[i]
        x, y = xs[column[i]], tops[row[i]]
        left = whole - x - face.w if rtl else x
        stage = sheet.order.stage[i]
        # touchpoints without a known stage come after all others
        stage_name = m.stages[stage].name if stage < len(m.stages) else ""
        of = (
            t, face, stage_name, rows.lanes[grid.lane[i]].name, pains.get(t.id, 0), sheet.keys[i],
            t.by_persona.get(persona) if persona else None,
            sheet.collapsed.summaries.get(i) if sheet.collapsed is not None else None,
        )  # fmt: skip
        last = known.get(id(t))
        if last is None or last[0] != of:
            part = _made(of, Box(left, y, face.w, face.h))
        else:
            part = last[1]
            if part.box.x != left or part.box.y != y:
                part = part._replace(box=Box(left, y, face.w, face.h))
        if last is None or last[1] is not part:
            known[id(t)] = (of, part)
        parts.append(part)
    return parts


def _made(of: tuple[Any, ...], box: Box) -> Part:
    t, face, stage_name, lane_name, hurts, key, own, summed = of
    if isinstance(face, SummaryFace):
        return Part(key, "summary", box, face, CARD_Z, "", _summary_alt(t, face, summed))
    alt = _alt(t, face, stage_name, lane_name, hurts)
    return Part(key, "card", box, face, CARD_Z, "", alt, _about(t, own))


def stub_parts(sheet: Sheet, site: Site, rows: CardLanes, stubs: Sequence[StubFace]) -> list[Part]:
    """Return the parts of all stubs."""
    m, grid = sheet.m, sheet.grid
    parts = []
    for at, (i, stub) in enumerate(zip(grid.stubs, stubs, strict=True), len(m.touchpoints)):
        lane = rows.lanes[grid.lane[at]]
        alt = listed(m.touchpoints[i].name, M("also in {name}", name=lane.name))
        place = sheet.box(site.x(at), site.y(at), stub.w, stub.h)
        parts.append(Part(sheet.keys[i], "stub", place, stub, CARD_Z, "", alt))
    return parts


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
