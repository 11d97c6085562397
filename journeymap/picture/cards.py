"""The cards of the touchpoints and the stubs of their further channels.

What a card shows is decided here (whose emotion, which metric, how many pain points), how it looks
in `faces.py` and `draw.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.text import M, Message, Value
from journeymap.picture import faces
from journeymap.picture.collapse import Summary
from journeymap.picture.curve import rating
from journeymap.picture.face import CardFace, Ink, Pill, StubFace, SummaryFace
from journeymap.picture.icons import channel_icon
from journeymap.picture.kept import Kept
from journeymap.picture.lanes import CardLanes, color_of
from journeymap.picture.picture import Box, Part, Token, View
from journeymap.picture.pills import metric_in_view, pill_words, unmeasured
from journeymap.picture.sheet import Sheet, listed
from journeymap.picture.summary import nearest, summary
from journeymap.picture.theme import channel_color

CARD_Z = 30
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
    changed: Collection[int] | None,
    summaries: Mapping[int, Summary],
) -> list[CardFace | SummaryFace]:
    """Return the face of every touchpoint's card, `widths` wide.

    `changed` are the records that are not as before, None where that is not known.
    """
    comments = kept.settled("comments", {c.at for c in m.comments if c.at and not c.resolved})
    persona = view.persona
    touchpoints = m.touchpoints
    missing = unmeasured(ink) if metric_in_view(m, view) is not None else None
    stages = m.stages
    channels: Sequence[tuple[str, Token]] = _signs(m, kept) if summaries else ()
    made_of = (edges, widths, pains, comments, pills, missing, channels)
    found = kept.series("cards", made_of, changed, len(touchpoints))
    _, known, now, items, numbers = found
    for i in numbers:
        t = touchpoints[i]
        key = t.id
        if i in summaries:
            stage = stages[summaries[i].stage]
            signs = [channels[n] for n in summaries[i].channels]
            pill = pills.get(stage.id, missing)
            linked = stage.journey is not None
            items[i] = summary(summaries[i], edges[i], signs, pill, linked, widths[i], ink)
            continue
        shown = (
            t,
            edges[i],
            widths[i],
            pains.get(key, 0),
            key in comments,
            pills.get(key, missing),
        )
        last = known.get(id(t))
        if last is None or last[0][0] is not t or last[0] != shown:
            _, edge, width, hurts, commented, pill = shown
            face = faces.card(
                t.name,
                edge,
                width,
                ink,
                emotion=rating(t, persona),
                pill=pill,
                pains=hurts,
                moment_of_truth=t.moment_of_truth,
                marks=_marks(t, commented),
                faded=is_faded(t, persona),
            )
            last = (shown, face)
        now[id(t)] = last
        items[i] = last[1]
    return items


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
    rows: CardLanes,
    found: Sequence[CardFace | SummaryFace],
    stubs: Sequence[StubFace],
    xs: Sequence[float],
    ys: Sequence[float],
    pains: Mapping[str, int],
) -> list[Part]:
    """Return the parts of all cards and stubs, cards in the order of the list."""
    m, grid = sheet.m, sheet.grid
    settled = sheet.kept.settled
    stages = settled("stage names", [s.name for s in m.stages])
    missing = len(stages)
    lanes = rows.lanes
    persona, rtl, whole = sheet.view.persona, sheet.rtl, sheet.width
    stage_of, lane_of, keys, touchpoints = sheet.order.stage, grid.lane, sheet.keys, m.touchpoints
    # a face may be another one though its record and its place are the same: the overlay's value
    faces_of = sheet.kept.new["cards"].made_of
    made_of = (stages, lanes, lane_of, stage_of, keys, xs, ys, pains, whole, *faces_of)
    _, known, now, items, numbers = sheet.kept.series(
        "card parts", made_of, sheet.bones.changed, len(touchpoints)
    )
    for i in numbers:
        t, key, face, x, y, stage = touchpoints[i], keys[i], found[i], xs[i], ys[i], stage_of[i]
        hurts = pains.get(t.id, 0)
        left = whole - x - face[0] if rtl else x
        stage_name = stages[stage] if stage < missing else ""
        lane_name = lanes[lane_of[i]].name
        last = known.get(id(t))
        if (
            last is None
            or last[0] is not t
            or last[1] is not face
            or last[2] != stage_name
            or last[3] != lane_name
            or last[4] != hurts
            or last[5].key != key
        ):
            box = Box(left, y, face.w, face.h)
            if isinstance(face, SummaryFace):
                alt = _summary_alt(t, face, sheet.collapsed.summaries[i])  # type: ignore[union-attr]  # it made the face
                part = Part(key, "summary", box, face, CARD_Z, "", alt)
            else:
                alt = _alt(t, face, stage_name, lane_name, hurts)
                part = Part(key, "card", box, face, CARD_Z, "", alt, _about(t, persona))
            last = (t, face, stage_name, lane_name, hurts, part)
        else:
            part = last[5]
            box = part[2]
            if box[0] != left or box[1] != y:
                part = Part(
                    key, part[1], Box(left, y, box[2], box[3]), face, CARD_Z, "", part[6], part[7]
                )
                last = (*last[:5], part)
        now[id(t)] = last
        items[i] = part
    parts: list[Part] = list(items)
    for k, (i, stub) in enumerate(zip(grid.stubs, stubs, strict=True)):
        at = len(m.touchpoints) + k
        lane = lanes[grid.lane[at]]
        alt = listed(m.touchpoints[i].name, M("also in {name}", name=lane.name))
        place = sheet.box(xs[at], ys[at], stub.w, stub.h)
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


def _about(t: Touchpoint, persona: str) -> Message | None:
    own = t.by_persona.get(persona) if persona and t.by_persona else None
    doing = (own.doing if own else None) or t.doing
    thinking = (own.thinking if own else None) or t.thinking
    if doing and thinking:
        return M("{doing}. Thinks: {thinking}", doing=doing, thinking=thinking)
    return listed(doing or thinking or "") if doing or thinking else None
