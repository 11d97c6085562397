"""The course of the curve: flat, without a high, falling off a cliff, ending badly.

Asked for each persona with the ratings that it has; a finding names the personas when it does not
hold for all of them. A step that is not rated is no part of the curve.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from journeymap.checks.context import Context
from journeymap.checks.ends import dead_ends
from journeymap.checks.experience import with_pain_points
from journeymap.checks.finding import Finding
from journeymap.checks.flows import with_ends
from journeymap.checks.naming import name_of, quoted
from journeymap.checks.registry import check
from journeymap.checks.whom import only_some, serving
from journeymap.model.experience import emotion_for
from journeymap.model.graph import JourneyGraph, exits, touchpoints_of
from journeymap.model.index import Key
from journeymap.model.text import M, Message, Value

KAHNEMAN = "Kahneman, Fredrickson, Schreiber and Redelmeier, peak–end rule (1993)"


def emotions(context: Context, persona: Key | None) -> Mapping[Key, int]:
    """Return the emotion (−2..2) of each rated touchpoint as a persona has it."""
    return context.once(("emotions", persona), lambda: _emotions(context, persona))


def _emotions(context: Context, persona: Key | None) -> Mapping[Key, int]:
    graph = context.graph(persona)
    common, own = context.asked(_common, persona)
    if not persona or not own:
        return common
    if not own <= common.keys():
        return dict(_felt(graph, persona))
    touchpoints = touchpoints_of(graph)
    felt = {key: emotion_for(touchpoints[key], persona) for key in own}
    return {**common, **{key: each for key, each in felt.items() if each is not None}}


def _common(graph: JourneyGraph) -> tuple[dict[Key, int], set[Key]]:
    """Return the emotion of each touchpoint for everybody, and where some have one of their own."""
    own = {key for key, each in touchpoints_of(graph).items() if each.by_persona}
    return dict(_felt(graph, None)), own


def _felt(graph: JourneyGraph, persona: Key | None) -> Iterator[tuple[Key, int]]:
    for key, touchpoint in touchpoints_of(graph).items():
        emotion = emotion_for(touchpoint, persona)
        if emotion is not None:
            yield key, emotion


# ---------------------------------------------------------------- flat-curve


@check(
    "flat-curve",
    level="info",
    family="experience",
    title=M("Curve without ups and downs"),
    why=M(
        "No journey feels the same all the way. A flat line says that the ratings were guessed, "
        "or averaged until nothing was left of them."
    ),
    source=f"Nielsen Norman Group, Journey Mapping 101: emotions; {KAHNEMAN}",
    settings={"rated": 8},
    example="touchpoints:   # eight or more, all with emotion 0 or 1",
)
def flat_curve(context: Context) -> Iterator[Finding]:
    """Yield once that all rated emotions lie within one point, from eight rated steps on."""

    def is_flat(values: list[int]) -> bool:
        return len(values) >= context.settings["rated"] and max(values) - min(values) <= 1

    yield from _of_the_curve(
        context,
        is_flat,
        M("The curve is flat: {n} rated emotions, and all within one point"),
        M("The curve of {personas} is flat: {n} rated emotions, and all within one point"),
    )


@check(
    "no-high-point",
    level="info",
    family="experience",
    title=M("Journey without a high"),
    why=M(
        "People remember the best moment and the end. A journey without a high has nothing to "
        "build on, or the map was drawn by those who only collect complaints."
    ),
    source=KAHNEMAN,
    settings={"rated": 5},
    example="touchpoints:   # five or more, none with an emotion of 1 or 2",
)
def no_high_point(context: Context) -> Iterator[Finding]:
    """Yield once that no emotion is above 0, from five rated steps on; a flat curve says so."""

    def is_low(values: list[int]) -> bool:
        return len(values) >= context.settings["rated"] and max(values) <= 0

    yield from _of_the_curve(
        context,
        is_low,
        M("Nothing on the journey feels good: none of {n} rated emotions is above 0"),
        M("Nothing feels good for {personas}: none of {n} rated emotions is above 0"),
    )


def _of_the_curve(
    context: Context, holds: Callable[[list[int]], bool], of_all: Message, of_some: Message
) -> Iterator[Finding]:
    """Yield one finding at the map where something holds for all personas or for some."""
    personas = [
        persona for persona in context.personas if holds(list(emotions(context, persona).values()))
    ]
    if personas:
        n = len(emotions(context, personas[0]))
        some = only_some(context, personas, len(context.personas))
        args: dict[str, Value] = {"n": n, "personas": some} if some else {"n": n}
        yield Finding("", (of_some if some else of_all)._replace(args=args))


# ---------------------------------------------------------------- weak-ending


@check(
    "weak-ending",
    level="warning",
    kind="experience",
    family="experience",
    title=M("Journey that ends worse than it was"),
    why=M(
        "The end weighs as much as all that went before: who reached the goal and feels no joy "
        "about it remembers that."
    ),
    source=KAHNEMAN,
    settings={"below": 1},
    example="touchpoints:\n  - {id: receipt, name: Get the receipt, stage: pay, exit: reached, "
    "emotion: -1}   # the others 0 and better",
)
def weak_ending(context: Context) -> Iterator[Finding]:
    """Yield the exits that were reached at an emotion of 0 or less, a point below the mean.

    The mean is that of the other rated steps of the persona. Exits are those that say so and those
    without a way on; a way that stops in the middle is `dead-end` and not an end.
    """
    found: dict[Key, list[Key | None]] = {}
    for persona in context.personas:
        felt, graph = emotions(context, persona), context.graph(persona)
        if len(felt) < 2:
            continue
        total, n = sum(felt.values()), len(felt)
        dead = dead_ends(context, persona)
        for key, kind in context.asked(exits, persona).items():
            if kind != "reached" or key not in felt or felt[key] > 0 or key in dead:
                continue
            stays = any(there != key for there in graph.succ[key])
            if touchpoints_of(graph)[key].exit is None and (stays or not graph.pred[key]):
                continue
            if (total - felt[key]) / (n - 1) - felt[key] >= context.settings["below"]:
                found.setdefault(key, []).append(persona)
    for key, personas in found.items():
        some = only_some(context, personas, serving(context, key))
        name, emotion = name_of(context.index, key), emotions(context, personas[0])[key]
        yield Finding(
            key,
            M(
                "The journey of {personas} ends badly: {touchpoint} has an emotion of {emotion}, "
                "a point or more below the rest",
                personas=some,
                touchpoint=name,
                emotion=emotion,
            )
            if some
            else M(
                "The journey ends badly: {touchpoint} has an emotion of {emotion}, a point or more "
                "below the rest",
                touchpoint=name,
                emotion=emotion,
            ),
            field="emotion",
        )


# ---------------------------------------------------------------- steep-drop


@check(
    "steep-drop",
    level="info",
    kind="experience",
    family="experience",
    title=M("Cliff in the curve of which nothing is noted"),
    why=M(
        "A fall from joy to anger in one step is what people tell their friends. What happens "
        "there should be on the map in their words."
    ),
    source=f"{KAHNEMAN}; Strativity, on moments of truth",
    settings={"points": 3},
    example="touchpoints:\n  - {id: order, name: Order, stage: buy, emotion: 2}\n"
    "  - {id: pay, name: Pay, stage: buy, emotion: -1}\nflows:\n  - {from: order, to: pay}",
)
def steep_drop(context: Context) -> Iterator[Finding]:
    """Yield the flows on which the emotion falls by three points or more and nothing is noted.

    Noted is it by a pain point at the flow or where it leads, or there by a quote, a thought, a
    note or evidence. A loop leads to where somebody has been before and is no step of the curve.
    """
    explained, least = with_pain_points(context), context.settings["points"]
    felt = [(emotions(context, persona), persona) for persona in context.personas]
    for key, flow, source, target in with_ends(context):
        if flow.kind == "loop" or target.id in explained:
            continue
        if target.quote or target.thinking or target.notes or target.evidence:
            continue
        falls = [
            (before, after, persona)
            for own, persona in felt
            if (before := own.get(source.id)) is not None
            and (after := own.get(target.id)) is not None
            and before - after >= least
            and not (flow.personas and persona and persona not in flow.personas)
        ]
        if not falls:
            continue
        before, after, _ = max(falls, key=lambda fall: fall[0] - fall[1])
        some = only_some(context, [fall[2] for fall in falls], serving(context, source.id))
        names = {"source": quoted(source.name), "target": quoted(target.name)}
        message = (
            M("From {source} to {target} the emotion of {personas} falls from {before} to {after}, "
              "and nothing is noted about it")
            if some
            else M("From {source} to {target} the emotion falls from {before} to {after}, and "
                   "nothing is noted about it")
        )  # fmt: skip
        args = {**names, "before": before, "after": after, "personas": some or ""}
        yield Finding(key, message._replace(args=args))


CHECKS = (flat_curve, no_high_point, weak_ending, steep_drop)
