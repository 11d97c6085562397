"""How customers feel about it, and whether the map says so and why.

The course of the curve is in `peaks.py`, the moments of truth are in `moments.py`, and whether the
ratings agree with the rest of the map is asked in `agreeing.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.metrics import newest
from journeymap.checks.naming import listed, name_of, quoted
from journeymap.checks.registry import check
from journeymap.model.document import Edit
from journeymap.model.edits import add, new_record
from journeymap.model.graph import touchpoint_of
from journeymap.model.ids import slug
from journeymap.model.index import Index, Key, flow_ends, index_of
from journeymap.model.journey import JourneyMap, PersonaView, Touchpoint
from journeymap.model.problems import Refused
from journeymap.model.scales import voice_of
from journeymap.model.text import M, Message, filled, say

LOW: Mapping[str, Any] = {"emotion": -1, "effort": 4, "success": 2}
WORST: Mapping[str, int] = {"emotion": -2, "effort": 5, "success": 1}


class Low(NamedTuple):
    """A rating that says that it goes badly, and for which persona; None for everybody."""

    field: str
    value: int
    persona: Key | None


def lows(touchpoint: Touchpoint, limits: Mapping[str, Any] = LOW) -> tuple[Low, ...]:
    """Return the ratings of a touchpoint that lie at or beyond the limits.

    Emotion (−2..2) and success (1..5) at or below theirs, effort (1..5) at or above. A persona's
    own rating is listed for that persona; one that repeats the common rating is not.
    """
    found = _lows_of(touchpoint, None, limits)
    if not touchpoint.by_persona:
        return tuple(found)
    common = {(low.field, low.value) for low in found}
    for persona, view in touchpoint.by_persona.items():
        found.extend(
            low for low in _lows_of(view, persona, limits) if (low.field, low.value) not in common
        )
    return tuple(found)


def with_lows(
    context: Context, limits: Mapping[str, Any] = LOW
) -> list[tuple[Key, Touchpoint, tuple[Low, ...]]]:
    """Return (key, touchpoint, lows) of those that have some, in file order."""
    limits = {part: limits[part] for part in LOW}
    return context.once(
        ("lows", *limits.values()),
        lambda: [
            (key, touchpoint, found)
            for key, touchpoint in context.index.records(Touchpoint)
            if (found := lows(touchpoint, limits))
        ],
    )


def lows_for(
    touchpoint: Touchpoint, persona: Key | None, limits: Mapping[str, Any] = LOW
) -> tuple[Low, ...]:
    """Return the low ratings as one persona has them: its own where given, else the common."""
    view = touchpoint.by_persona.get(persona or "")
    common = _lows_of(touchpoint, None, limits)
    if view is None:
        return tuple(common)
    own = {name for name in LOW if getattr(view, name) is not None}
    common = [low for low in common if low.field not in own]
    return (*common, *_lows_of(view, persona, limits))


def _lows_of(
    rated: Touchpoint | PersonaView, persona: Key | None, limits: Mapping[str, Any]
) -> list[Low]:
    found: list[Low] = []
    emotion, effort, success = rated.emotion, rated.effort, rated.success
    if emotion is not None and emotion <= limits["emotion"]:
        found.append(Low("emotion", emotion, persona))
    if effort is not None and effort >= limits["effort"]:
        found.append(Low("effort", effort, persona))
    if success is not None and success <= limits["success"]:
        found.append(Low("success", success, persona))
    return found


_RATED: Mapping[str, Message] = {
    "emotion": M("emotion {value}"),
    "effort": M("effort {value}"),
    "success": M("success {value}"),
}
_RATED_BY: Mapping[str, Message] = {
    "emotion": M("emotion {value} for {persona}"),
    "effort": M("effort {value} for {persona}"),
    "success": M("success {value} for {persona}"),
}


def rating(index: Index, low: Low) -> Message:
    """Return a rating for the middle of a sentence: effort 4 for Dana."""
    if low.persona is None:
        return _rated(low.field, low.value)
    persona = index.persona(low.persona)
    name = persona.name if persona else low.persona
    return filled(_RATED_BY[low.field], {"value": low.value, "persona": name})


@lru_cache(maxsize=64)
def _rated(field: str, value: int) -> Message:
    return filled(_RATED[field], {"value": value})


# ---------------------------------------------------------------- experience-missing


@check(
    "experience-missing",
    level="warning",
    family="experience",
    states=frozenset(("current",)),
    title=M("Step of which nobody says how it goes"),
    why=M(
        "A journey map without the customer's experience is a process diagram: the curve is what "
        "tells the two apart."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: emotions; Temkin, success, effort, emotion",
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order}"
    "   # no success, effort or emotion",
)
def experience_missing(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints with neither success nor effort nor emotion, for anybody.

    What customers say there (readings of X-data) counts as well. A stage in which nothing is rated
    is one finding, and so is a map of several stages in which nothing is.
    """
    by_stage: dict[Key, list[Touchpoint]] = {}
    for touchpoint in context.map.touchpoints:
        by_stage.setdefault(touchpoint.stage, []).append(touchpoint)
    bare = {
        stage: [t for t in touchpoints if not _is_rated(context, t)]
        for stage, touchpoints in by_stage.items()
    }
    empty = [stage for stage in by_stage if len(bare[stage]) == len(by_stage[stage])]
    if len(empty) == len(by_stage) > 1:
        yield Finding("", M("Nothing on the map says how the journey goes for anybody"))
        return
    for stage, touchpoints in bare.items():
        if stage in empty and len(touchpoints) > 1 and context.index.stage(stage):
            yield Finding(
                stage,
                M("Nothing in {stage} says how it goes", stage=name_of(context.index, stage)),
                also=tuple(touchpoint.id for touchpoint in touchpoints),
            )
            continue
        for touchpoint in touchpoints:
            yield Finding(
                touchpoint.id,
                M("Nothing says how {touchpoint} goes", touchpoint=quoted(touchpoint.name)),
            )


def _is_rated(context: Context, touchpoint: Touchpoint) -> bool:
    if touchpoint.emotion is not None:
        return True  # as mostly
    rated = (touchpoint, *touchpoint.by_persona.values())
    if any(getattr(each, part) is not None for each in rated for part in LOW):
        return True
    return any(voice_of(metric) == "x" for metric, _ in newest(context, touchpoint.id))


# ---------------------------------------------------------------- low-without-pain-point


@check(
    "low-without-pain-point",
    level="warning",
    family="experience",
    title=M("Low without a pain point"),
    why=M(
        "A low that nobody explains cannot be mended: the pain point is where cause, reach and "
        "ideas meet."
    ),
    source="Nielsen Norman Group, Journey Mapping 101; Temkin, success, effort, emotion",
    settings=LOW,
    fix=M("Add a pain point"),
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, emotion: -2}"
    "   # and no pain point at pay",
)
def low_without_pain_point(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints with a low rating at which no pain point stands.

    A pain point at a flow from or to the touchpoint counts; one at its whole stage does not,
    because it does not say what goes wrong here. Quiet where one rating is a step short of the
    worst and the two others are given and fine; where customers leave, if a pain point stands at a
    step before; and at the trouble of their own with which the journey begins.
    """
    explained = with_pain_points(context)
    for key, touchpoint, found in with_lows(context, context.settings):
        if touchpoint.id in explained:
            continue
        if _is_mild(touchpoint, found) or _is_elsewhere(context, key):
            continue
        first, name = found[0], quoted(touchpoint.name)
        field = f"by_persona.{first.persona}.{first.field}" if first.persona else first.field
        yield Finding(
            key,
            M(
                "{touchpoint} is a low ({ratings}) and no pain point says why",
                touchpoint=name,
                ratings=listed([rating(context.index, low) for low in found]),
            ),
            field=field,
            fix=Fix(
                M("Add a pain point at {touchpoint}", touchpoint=name),
                _pain_point_at(key),
            ),
        )


def _is_mild(touchpoint: Touchpoint, found: Sequence[Low]) -> bool:
    """Return whether a single low, not the worst, stands against two ratings that are no lows."""
    low = found[0]
    given = all(getattr(touchpoint, part) is not None for part in LOW)
    return given and len(found) == 1 and low.value != WORST[low.field]


def _is_elsewhere(context: Context, key: Key) -> bool:
    """Return whether what is wrong lies before the step, or is the need that brings people."""
    graph = context.graph()
    touchpoint = touchpoint_of(graph, key)
    if touchpoint.exit == "left":
        explained = with_pain_points(context)
        return any(before in explained for before in graph.pred[key])
    own = not touchpoint.channel and bool(context.map.channels)
    return own and bool(graph.succ[key]) and not graph.pred[key]


def with_pain_points(context: Context) -> set[Key]:
    """Return the places at which a pain point stands; one at a flow stands at both its ends."""
    return context.once("with pain points", lambda: _with_pain_points(context.map))


def _with_pain_points(m: JourneyMap) -> set[Key]:
    explained: set[Key] = set()
    flows = {flow.id: flow for flow in m.flows if flow.id}
    for pain in m.pain_points:
        for at in pain.at:
            explained.add(at)
            if at in flows:
                explained.update((flows[at].source, flows[at].target))
            elif ends := flow_ends(at):
                explained.update(ends[:2])
    return explained


def _pain_point_at(key: Key) -> Edit:
    def edit(m: JourneyMap) -> JourneyMap:
        index = index_of(m)
        touchpoint = index.touchpoint(key)
        if touchpoint is None:
            raise Refused(M("there is no “{id}” in this map", id=key), key)
        # what goes wrong, and how badly, only people can say: nothing of it is made up here
        pain = new_record(
            "pain_point",
            id=slug(f"{touchpoint.id}-pain", index.entries),
            name=say(M("New pain point"), m.language),
            at=(touchpoint.id,),
        )
        return add(m, pain)

    return edit


CHECKS = (experience_missing, low_without_pain_point)
