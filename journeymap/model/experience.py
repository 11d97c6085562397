"""How a step goes: success, effort and emotion, their conversions, and the experience index.

Success, effort and emotion are the three components of an experience named by Temkin Group (Bruce
Temkin, The six disciplines of customer experience; now XM Institute). Success is 1..5 with 5 for a
goal reached, effort is 1..5 with 5 for exhausting, emotion is −2..+2. What is not given is unknown:
nothing here takes a missing part for an average one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import copysign, floor
from typing import NamedTuple

from journeymap.model.journey import Touchpoint

USUAL_IMPORTANCE = 3  # where none is given, on 1..5


class Ratings(NamedTuple):
    """What is rated at a touchpoint, None for what is not."""

    success: int | None = None  # 1..5, 5 = goal reached
    effort: int | None = None  # 1..5, 5 = exhausting
    emotion: int | None = None  # -2..2
    importance: int | None = None  # 1..5


class Weights(NamedTuple):
    """How much each part counts in the experience index.

    The weights are ours. The literature says no more than that emotion weighs most (Temkin Group,
    ROI of customer experience; Forrester, CX Index).
    """

    success: float = 0.3
    effort: float = 0.3
    emotion: float = 0.4


WEIGHTS = Weights()


class Experience(NamedTuple):
    """An experience index, 0..100, and how many of its three parts were known."""

    value: float
    parts: int
    of: int = 3


def ratings(touchpoint: Touchpoint, persona: str = "") -> Ratings:
    """Return how the touchpoint goes for a persona: theirs where given, else the base values."""
    base = Ratings(touchpoint.success, touchpoint.effort, touchpoint.emotion, touchpoint.importance)
    view = touchpoint.by_persona.get(persona) if persona else None
    if view is None:
        return base
    own = (view.success, view.effort, view.emotion, view.importance)
    return Ratings(*(b if o is None else o for b, o in zip(base, own, strict=True)))


def emotion_for(touchpoint: Touchpoint, persona: str | None) -> int | None:
    """Return the emotion (−2..2) that `ratings` would give for a persona; None where none is."""
    view = touchpoint.by_persona.get(persona) if persona else None
    return touchpoint.emotion if view is None or view.emotion is None else view.emotion


def ease(effort: int) -> int:
    """Return the ease of an effort, both 1..5: 6 − effort."""
    return 6 - effort


def experience(rated: Ratings, weights: Weights = WEIGHTS) -> Experience | None:
    """Return the experience index (0..100) of one touchpoint; None where nothing is rated.

    Success, ease and emotion, each scaled to 0..100 and weighted. The weight of missing parts goes
    to the known ones in proportion, and `parts` says how many those are.
    """
    known = [
        (weight, scaled)
        for weight, scaled in (
            (weights.success, _scaled(rated.success, 1, 5)),
            (weights.effort, _scaled(rated.effort and ease(rated.effort), 1, 5)),
            (weights.emotion, _scaled(rated.emotion, -2, 2)),
        )
        if scaled is not None and weight > 0
    ]
    total = sum(weight for weight, _ in known)
    if not known:
        return None
    return Experience(sum(weight * scaled for weight, scaled in known) / total, len(known))


def mean_experience(steps: Iterable[Ratings], weights: Weights = WEIGHTS) -> Experience | None:
    """Return the experience index (0..100) of a stage or a map; None where no step is rated.

    The mean over the steps of the selected persona's main path, weighted by importance (3 where
    none is given). `parts` is that of the least known rated step.
    """
    total = weight = 0.0
    parts = 3
    for rated in steps:
        index = experience(rated, weights)
        if index is None:
            continue
        share = USUAL_IMPORTANCE if rated.importance is None else rated.importance
        total += share * index.value
        weight += share
        parts = min(parts, index.parts)
    return Experience(total / weight, parts) if weight else None


def _scaled(value: int | None, lowest: int, highest: int) -> float | None:
    return None if value is None else 100 * (value - lowest) / (highest - lowest)


# ---------------------------------------------------------------- other tools' scales


def to_mermaid(emotion: int) -> int:
    """Return the score of Mermaid's journey diagram, 1..5: emotion + 3."""
    return emotion + 3


def from_mermaid(score: float) -> int:
    """Return the emotion of a Mermaid score; scores beyond 1..5 count as the nearest of them."""
    return _nearest(score - 3)


def to_ten(emotion: float) -> float:
    """Return an emotion on a scale of 1..10: (emotion + 2) · 2.25 + 1."""
    return (emotion + 2) * 2.25 + 1


def from_ten(score: float) -> int:
    """Return the emotion nearest to a score of 1..10."""
    return _nearest((score - 1) / 2.25 - 2)


def to_ojf(emotion: float) -> float:
    """Return the score of the OpenJourney format, −5..5: 2.5 · emotion."""
    return 2.5 * emotion


def from_ojf(score: float) -> int:
    """Return the emotion nearest to an OpenJourney score of −5..5."""
    return _nearest(score / 2.5)


def _nearest(value: float) -> int:
    """Return the nearest emotion; halves go away from zero, so that both directions are alike."""
    value = max(-2.0, min(2.0, value))
    return int(copysign(floor(abs(value) + 0.5), value))


# ---------------------------------------------------------------- surveys and priorities


def survey_component(counts: Mapping[int, int], hard_is_high: bool = False) -> float | None:
    """Return %(6–7) − %(1–3) of answers on 1..7 where 7 is good, −100..100; None for no answers.

    Temkin Experience Ratings. `hard_is_high` is for an effort question in which 7 means hard.
    """
    n = sum(counts.values())
    if not n:
        return None
    good = sum(
        count for score, count in counts.items() if (8 - score if hard_is_high else score) >= 6
    )
    bad = sum(
        count for score, count in counts.items() if (8 - score if hard_is_high else score) <= 3
    )
    return 100 * (good - bad) / n


def survey_overall(
    success: Mapping[int, int],
    effort: Mapping[int, int],
    emotion: Mapping[int, int],
    effort_is_hard: bool = False,
) -> float | None:
    """Return the mean of the three components, −100..100; None where one has no answers.

    Temkin Experience Ratings: the overall rating is the mean of success, effort and emotion.
    """
    parts = (
        survey_component(success),
        survey_component(effort, effort_is_hard),
        survey_component(emotion),
    )
    known = [part for part in parts if part is not None]
    return sum(known) / 3 if len(known) == 3 else None


def pain_priority(severity: int | None, reach: float | None) -> float | None:
    """Return severity (1..5) × reach (share of customers, 0..1), 0..5; None where one is unknown.

    An unknown reach is never taken as 1: the loudest pain point would outrank the measured ones.
    """
    return None if severity is None or reach is None else severity * reach
