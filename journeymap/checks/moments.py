"""Moments of truth: whether the map names them, and what is known about those it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from journeymap.checks.context import Context
from journeymap.checks.experience import LOW
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.metrics import newest
from journeymap.checks.naming import listed, quoted
from journeymap.checks.registry import check
from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.experience import experience, ratings
from journeymap.model.index import Key
from journeymap.model.journey import Touchpoint
from journeymap.model.scales import band, voice_of
from journeymap.model.text import M, Message

STRATIVITY = "Strativity, on moments of truth"
# The three parts of an experience, for the middle of a sentence.
PARTS: Mapping[str, Message] = {
    "success": M("success", context="part"),
    "effort": M("effort", context="part"),
    "emotion": M("emotion", context="part"),
}


def moments(context: Context) -> list[Touchpoint]:
    """Return the touchpoints that are marked as moments of truth, in file order."""
    return context.once(
        "moments of truth",
        lambda: [each for each in context.map.touchpoints if each.moment_of_truth],
    )


# ---------------------------------------------------------------- component-missing


@check(
    "component-missing-at-moment-of-truth",
    level="warning",
    family="experience",
    states=frozenset(("current",)),
    title=M("Moment of truth of which one part is not rated"),
    why=M(
        "Did it work, was it easy, how did it feel: where customers decide whether they stay, one "
        "answer does not stand for the others."
    ),
    source=f"Temkin, success, effort, emotion; {STRATIVITY}",
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, moment_of_truth: true, "
    "emotion: -1}   # no success, no effort",
)
def component_missing(context: Context) -> Iterator[Finding]:
    """Yield the moments of truth that lack some of success, effort and emotion, for everybody.

    A part that is rated for one persona is known; where nothing is rated, `experience-missing` says
    so.
    """
    for touchpoint in moments(context):
        rated = (touchpoint, *touchpoint.by_persona.values())
        missing = [p for p in PARTS if all(getattr(each, p) is None for each in rated)]
        if missing:
            yield Finding(
                touchpoint.id,
                M(
                    "The moment of truth {touchpoint} has no rating for {parts}",
                    touchpoint=quoted(touchpoint.name),
                    parts=listed([PARTS[part] for part in missing]),
                ),
                field=missing[0],
            )


# ---------------------------------------------------------------- none, or too many


@check(
    "no-moment-of-truth",
    level="warning",
    family="experience",
    title=M("Map without a moment of truth"),
    why=M(
        "Not all steps weigh the same. A map that does not say which ones decide gives nobody a "
        "reason to begin anywhere."
    ),
    source=STRATIVITY,
    settings={"touchpoints": 5},
    fix=M("Mark the step with the largest gap between importance and experience"),
    example="touchpoints:   # five or more, none with moment_of_truth: true",
)
def no_moment_of_truth(context: Context) -> Iterator[Finding]:
    """Yield once that no touchpoint is marked, from five touchpoints on.

    The fix marks the one with the largest gap, where the map rates importance at all; it is offered
    where everything is known that is asked of a moment of truth.
    """
    n = len(context.map.touchpoints)
    if n >= context.settings["touchpoints"] and not moments(context):
        largest = _largest_gap(context, 0.0)
        yield Finding(
            "",
            M(
                "None of the {n} touchpoint is marked as a moment of truth",
                plural="None of the {n} touchpoints is marked as a moment of truth",
                n=n,
            ),
            fix=_mark(context, largest) if largest else None,
        )


@check(
    "too-many-moments-of-truth",
    level="warning",
    family="experience",
    title=M("More moments of truth than can decide"),
    why=M("Where every fourth step decides, none does: what everything hangs on is no choice."),
    source=STRATIVITY,
    settings={"share": 0.25, "least": 5},
    example="touchpoints:   # twelve, five of them with moment_of_truth: true",
)
def too_many_moments_of_truth(context: Context) -> Iterator[Finding]:
    """Yield once that more than a quarter of the touchpoints are marked, and at least five."""
    marked, of = moments(context), len(context.map.touchpoints)
    if len(marked) >= context.settings["least"] and len(marked) > context.settings["share"] * of:
        yield Finding(
            "",
            M(
                "{n} of {of} touchpoints is marked as a moment of truth",
                plural="{n} of {of} touchpoints are marked as moments of truth",
                n=len(marked),
                of=of,
            ),
        )


# ---------------------------------------------------------------- what is known about them


@check(
    "moment-of-truth-without-evidence",
    level="warning",
    family="experience",
    states=frozenset(("current",)),
    title=M("Moment of truth for which there is no evidence"),
    why=M(
        "What everything hangs on should not hang on an opinion. A quote, a number or an interview "
        "is enough."
    ),
    source=f"{STRATIVITY}; Nielsen Norman Group, journey maps on research",
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, moment_of_truth: true}"
    "   # no evidence and no readings",
)
def without_evidence(context: Context) -> Iterator[Finding]:
    """Yield the moments of truth with neither evidence nor readings.

    Evidence of a pain point that stands there counts as well. One that is marked as an assumption
    says so itself.
    """
    shown = {at for pain in context.map.pain_points if pain.evidence for at in pain.at}
    for touchpoint in moments(context):
        if touchpoint.evidence or touchpoint.assumption or touchpoint.id in shown:
            continue
        if not newest(context, touchpoint.id):
            yield Finding(
                touchpoint.id,
                M(
                    "There is no evidence for the moment of truth {touchpoint}",
                    touchpoint=quoted(touchpoint.name),
                ),
                field="evidence",
            )


@check(
    "moment-of-truth-without-owner",
    level="warning",
    family="experience",
    title=M("Moment of truth that nobody owns"),
    why=M("What everybody is responsible for is looked after by nobody."),
    source=f"{STRATIVITY}; Nielsen Norman Group, journey management",
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, moment_of_truth: true}"
    "   # no owner, and its channel has none",
)
def without_owner(context: Context) -> Iterator[Finding]:
    """Yield the moments of truth without an owner of their own or of their channel.

    The customer's own steps (no channel) belong to the customer, and nobody is asked for.
    """
    for touchpoint in moments(context):
        channel = context.index.channel(touchpoint.channel)
        if not touchpoint.channel or _said(touchpoint.owner) or (channel and _said(channel.owner)):
            continue
        yield Finding(
            touchpoint.id,
            M("Nobody owns the moment of truth {touchpoint}", touchpoint=quoted(touchpoint.name)),
            field="owner",
        )


# ---------------------------------------------------------------- largest-gap-not-marked


@check(
    "largest-gap-not-marked",
    level="info",
    family="experience",
    title=M("Largest gap that is not marked as a moment of truth"),
    why=M(
        "Where something matters most and goes worst, the next improvement pays most. A map whose "
        "moments of truth lie elsewhere should say why."
    ),
    source="Martilla and James, Importance-performance analysis (1977); " + STRATIVITY,
    settings={"gap": 2},
    fix=M("Mark it as a moment of truth"),
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, importance: 5, success: 1,"
    " effort: 5, emotion: -2}   # and another is marked",
)
def largest_gap_not_marked(context: Context) -> Iterator[Finding]:
    """Yield the touchpoint whose importance lies furthest above its experience, if not marked.

    The experience index is put on the scale of importance, 1..5; a gap under two points is none.
    Quiet where one that is marked has the same gap.
    """
    touchpoint = _largest_gap(context, float(context.settings["gap"]))
    if touchpoint is not None and not touchpoint.moment_of_truth:
        yield Finding(
            touchpoint.id,
            M(
                "The largest gap between importance and experience is at {touchpoint}, which is no "
                "moment of truth",
                touchpoint=quoted(touchpoint.name),
            ),
            field="moment_of_truth",
            fix=_mark(context, touchpoint),
        )


def _largest_gap(context: Context, least: float) -> Touchpoint | None:
    """Return the touchpoint with the largest gap of at least so many points, None without one."""
    largest: tuple[float, bool] = (least, False)
    there: Touchpoint | None = None
    for touchpoint in context.map.touchpoints:
        important = touchpoint.importance
        # even the worst experience leaves a gap of no more than the importance less one
        if important is None or important - 1 < largest[0]:
            continue
        found = experience(ratings(touchpoint))
        if found is not None:
            gap = important - (1 + 4 * found.value / 100), touchpoint.moment_of_truth
            if gap > largest or (there is None and gap[0] >= least):
                largest, there = gap, touchpoint
    return there


# ---------------------------------------------------------------- fixes


def _mark(context: Context, touchpoint: Touchpoint) -> Fix | None:
    """Return the fix that marks a touchpoint, if it has all that is asked of a moment of truth."""
    channel = context.index.channel(touchpoint.channel)
    measured = list(newest(context, touchpoint.id))
    voices = {voice_of(metric) for metric, _ in measured}
    owned = not touchpoint.channel or _said(touchpoint.owner) or (channel and _said(channel.owner))
    rated = all(getattr(touchpoint, part) is not None for part in LOW)
    worst = touchpoint.emotion == -2 or any(v.emotion == -2 for v in touchpoint.by_persona.values())
    alarm = any(band(metric, point.value) == "poor" for metric, point in measured)
    if not (owned and rated and voices >= {"x", "o"}) or worst or alarm:
        return None
    return Fix(
        M("Mark {touchpoint} as a moment of truth", touchpoint=quoted(touchpoint.name)),
        _marked(touchpoint.id),
    )


def _marked(key: Key) -> Edit:
    return lambda m: edits.change(m, key, moment_of_truth=True)


def _said(text: str | None) -> bool:
    return bool((text or "").strip())


CHECKS = (
    component_missing,
    no_moment_of_truth,
    too_many_moments_of_truth,
    without_evidence,
    without_owner,
    largest_gap_not_marked,
)
