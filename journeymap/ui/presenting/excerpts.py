"""What of a map stands on one slide: a stage or a touchpoint, laid out for the slide alone.

A stage keeps its own touchpoints, the channels that have any and the flows between them, so that
nothing empty takes room and cards come out as large as fits. Pure: a map in, a smaller map out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from journeymap.model.index import Index, Key
from journeymap.model.journey import JourneyMap, Opportunity, PainPoint
from journeymap.model.order import main_path, order_of
from journeymap.model.vocabulary import Lane
from journeymap.picture.curve import rating
from journeymap.picture.face import CurveFace, StripeFace
from journeymap.picture.picture import Box, Part, Picture
from journeymap.picture.theme import channel_color, stage_color
from journeymap.ui.canvas.pins import head_of
from journeymap.ui.presenting.shots import Shot
from journeymap.ui.presenting.steps import ALIVE, HURTING, Step, note_stages, touchpoints_in

AROUND = 10.0  # pixels of the map around what is on a slide
RIM = 7.0  # by which the light reaches over a card
NEXT = 2  # touchpoints before and after the one in focus, at most
LANES: dict[str, tuple[Lane, ...]] = {  # notes are said beside the map
    "stage": ("channels",),
    "touchpoint": ("channels",),
    "curve": ("curve",),
    "pains": ("channels",),
    "opportunities": ("channels",),
}


def excerpt(
    m: JourneyMap, index: Index, step: Step, persona: Key = "", most: int = 0
) -> JourneyMap:
    """Return the map of a step's slide alone: the same records, fewer of them.

    With `most`, of a stage only so many touchpoints: those that matter, then in reading order.
    """
    near = step.kind == "touchpoint"
    if near:
        keys = {step.at, *_beside(m, index, step.at)}
    else:
        keys = _members(m, step.stage, persona, most)
    touchpoints = [t for t in m.touchpoints if t.id in keys]
    shown = {t.stage for t in touchpoints} if near else {step.stage}
    # colours that come from a place in the whole map have to be said where there is less of it
    stages = tuple(
        stage.model_copy(update={"color": stage.color or stage_color(n)})
        for n, stage in enumerate(m.stages)
        if stage.id in shown
    )
    used = {name for t in touchpoints for name in (t.channel, *(() if near else t.also)) if name}
    changes: dict[str, object] = {
        "stages": stages,
        "touchpoints": tuple(
            t.model_copy(update={"until": None, "also": () if near else t.also})
            if t.until or t.also
            else t
            for t in touchpoints
        ),
        "channels": tuple(
            channel.model_copy(update={"color": channel.color or channel_color(n)})
            for n, channel in enumerate(m.channels)
            if channel.id in used
        ),
        "flows": tuple(
            flow
            for flow in m.flows
            if flow.source in keys
            and flow.target in keys
            and (not near or step.at in (flow.source, flow.target))
        ),
        "backstage": (),
        "readings": () if step.kind != "stage" else m.readings,
    }
    if step.kind in ("pains", "opportunities"):
        changes |= _notes(m, index, step, keys)
    return m.model_copy(update=changes)


def _members(m: JourneyMap, stage: Key, persona: Key, most: int) -> set[Key]:
    members = touchpoints_in(m, stage, persona)
    if not most or len(members) <= most:
        return {t.id for t in members}
    hurt: dict[str, int] = {}
    for pain in m.pain_points:
        if pain.status in HURTING:
            for name in pain.at:
                hurt[name] = max(hurt.get(name, 0), pain.severity or 0)
    # sorting keeps the reading order among those that matter as much as each other
    members.sort(key=lambda t: -(10 * t.moment_of_truth + hurt.get(t.id, 0)))
    return {t.id for t in members[:most]}


def _beside(m: JourneyMap, index: Index, key: Key) -> list[Key]:
    before = [f.source for f in m.flows if f.target == key and f.source != key]
    after = [f.target for f in m.flows if f.source == key and f.target != key]
    return [
        name
        for side in (before, after)
        for name in list(dict.fromkeys(side))[:NEXT]
        if index.touchpoint(name) is not None
    ]


def _notes(m: JourneyMap, index: Index, step: Step, keys: Collection[Key]) -> dict[str, object]:
    at = note_stages(m, index)
    number = next((n for n, stage in enumerate(m.stages) if stage.id == step.stage), 0)

    def here(note: PainPoint | Opportunity) -> PainPoint | Opportunity:
        """Return the note where the slide can show it: at its touchpoints here, else the stage."""
        places = tuple(name for name in note.at if name in keys)
        return note.model_copy(update={"at": places or (step.stage,)})

    wanted = step.kind == "opportunities"
    pains = [here(p) for p in m.pain_points if number in at[p.id] and p.status in HURTING]
    chances = [here(o) for o in m.opportunities if number in at[o.id] and o.status in ALIVE]
    return {
        "pain_points": tuple(pains),
        "opportunities": tuple(chances) if wanted else (),
    }


def slide(picture: Picture, step: Step) -> Shot:
    """Return where the camera goes on a slide: all lanes with their heads, nothing beyond."""
    stages = [part.box for part in picture.parts if part.kind in ("stage", "phase")]
    head, start = head_of(picture), picture.start
    top = min((box.y for box in stages), default=head.y)
    alone = step.kind != "touchpoint"
    if alone and picture.lanes:  # the caption says the stage's name, larger than its heading could
        top = min(band.y for band in picture.lanes)
    bottom = max((band.y + band.h for band in picture.lanes), default=picture.bounds.bottom)
    # notes are read to their end, also where they reach beyond the stage
    beside = [start, *(part.box for part in picture.parts if part.kind in ("note", "flow"))]
    if step.kind == "curve":  # with the words of its scale, which stand where its lane ends
        beside += [part.box for part in picture.parts if part.kind == "curve"]
    left = min((box.x for box in (*stages, *beside)), default=picture.bounds.x)
    right = max((box.right for box in (*stages, *beside)), default=picture.bounds.right)
    look = Box(left, top, right - left, max(bottom - top, 1.0))
    end = picture.bounds.x if picture.rtl else picture.bounds.right
    card = picture.part(step.at) if step.at else None
    lit = card.box if card is not None else None
    if lit is not None:
        lit = Box(lit.x - RIM, lit.y - RIM, lit.w + 2 * RIM, lit.h + 2 * RIM)
    over = 0.0 if alone else AROUND
    look = Box(look.x - AROUND, look.y - over, look.w + 2 * AROUND, look.h + over + AROUND)
    return Shot(look, lit, end, alone=True)


def roomy(picture: Picture, under: float) -> Picture:
    """Return the picture of a curve with so much of its lane under the lowest point."""
    faces = [(part.box.y, part.face) for part in picture.parts if part.kind == "curve"]
    lines = [(y, line) for y, face in faces if isinstance(face, CurveFace) for line in face.lines]
    lowest = max((y + dot.y for y, line in lines for dot in line.dots), default=0.0)

    def high(part: Part) -> Part:
        more = lowest + under - part.box.bottom
        if not isinstance(part.face, StripeFace) or more <= 0:
            return part
        h = part.box.h + more
        return part._replace(box=part.box._replace(h=h), face=part.face._replace(h=h))

    return replace(
        picture,
        parts=tuple(high(part) for part in picture.parts if part.kind not in ("legend", "footer")),
        lanes=tuple(b._replace(h=max(b.h, lowest + under - b.y)) for b in picture.lanes),
    )


def extremes(m: JourneyMap, persona: Key = "") -> tuple[Key, Key]:
    """Return the best and the worst rated touchpoint, empty where there is none or no difference.

    Among equals that on the way that most people go is named, for the line runs through it.
    """
    path = set(main_path(m, order_of(m), persona))
    rated = [
        (value, n in path, t.id)
        for n, t in enumerate(m.touchpoints)
        if (value := rating(t, persona)) is not None
    ]
    if not rated:
        return "", ""
    best = max(rated, key=lambda each: (each[0], each[1]))
    worst = min(rated, key=lambda each: (each[0], not each[1]))
    return best[2], worst[2] if worst[0] != best[0] else ""
