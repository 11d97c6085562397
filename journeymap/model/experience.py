"""How a step goes: success, effort and emotion, the experience index, and Mermaid's scores.

Success, effort and emotion are the three components of an experience named by Temkin Group (Bruce
Temkin, The six disciplines of customer experience; now XM Institute). Success is 1..5 with 5 for a
goal reached, effort is 1..5 with 5 for exhausting, emotion is −2..+2. What is not given is unknown:
nothing here takes a missing part for an average one.
"""

from __future__ import annotations

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


def _scaled(value: int | None, lowest: int, highest: int) -> float | None:
    return None if value is None else 100 * (value - lowest) / (highest - lowest)


# ---------------------------------------------------------------- Mermaid's scores


def to_mermaid(emotion: int) -> int:
    """Return the score of Mermaid's journey diagram, 1..5: emotion + 3."""
    return emotion + 3


def from_mermaid(score: float) -> int:
    """Return the emotion of a Mermaid score; scores beyond 1..5 count as the nearest of them."""
    return _nearest(score - 3)


def _nearest(value: float) -> int:
    """Return the nearest emotion; halves go away from zero, so that both directions are alike."""
    value = max(-2.0, min(2.0, value))
    return int(copysign(floor(abs(value) + 0.5), value))
