"""From answers to one number: CSAT, customer effort, NPS and ratios, each with its source.

Plain functions of counts. Which of them a metric means, and what follows for bands and words, is
decided in `scales.py` and `estimates.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Counts: TypeAlias = Mapping[str, int]  # as in the file: by score, or by the names of groups
Scores: TypeAlias = Mapping[float, int]  # answers by score

# ---------------------------------------------------------------- customer satisfaction


def csat_rescaled(scores: Scores, scale: tuple[float, float], low_is_good: bool = False) -> float:
    """Return (mean − lowest) / (highest − lowest), 0..100 (American Customer Satisfaction Index).

    At least one answer is asked for, as in every formula here that takes scores.
    """
    low, high = scale
    share = (mean(scores) - low) / (high - low)
    return 100 * (1 - share if low_is_good else share)


def csat_share_of_max(scores: Scores, scale: tuple[float, float]) -> float:
    """Return mean / highest, up to 100 and never 0: what many survey tools show as CSAT."""
    return 100 * mean(scores) / scale[1]


# ---------------------------------------------------------------- customer effort


def ces_net(scores: Scores, scale: tuple[float, float], low_is_good: bool) -> float:
    """Return % on the easy side of the middle − % on the hard side, −100..100 (BT's Net Easy
    Score).
    """
    easy, _, hard = sides(scores, scale, low_is_good)
    return 100 * (easy - hard) / sum(scores.values())


def ease_of(value: float, scale: tuple[float, float], low_is_good: bool) -> float:
    """Return a mean effort score on the easy-high scale of 0..100: 5.5 of 1..7 is 75."""
    low, high = scale
    share = (value - low) / (high - low)
    return 100 * (1 - share if low_is_good else share)


# ---------------------------------------------------------------- recommendation, ratios


def nps(promoters: int, passives: int, detractors: int) -> float | None:
    """Return % promoters (9–10) − % detractors (0–6), −100..100; None for no answers.

    Fred Reichheld, The one number you need to grow, Harvard Business Review, December 2003.
    """
    n = promoters + passives + detractors
    return 100 * (promoters - detractors) / n if n else None


def nps_groups(counts: Counts) -> tuple[int, int, int]:
    """Return (promoters, passives, detractors) of counts by group or by score 0..10."""
    groups = [counts.get(name, 0) for name in ("promoters", "passives", "detractors")]
    for score, count in scores_of(counts).items():
        groups[0 if score >= 9 else 1 if score >= 7 else 2] += count
    return groups[0], groups[1], groups[2]


def ratio(hits: int, of: int) -> float | None:
    """Return `hits` of `of` as a share, 0..1; None of nothing.

    Conversion, completion, abandonment, click-through, retention, referral: which of them it is
    says the metric's `measure`.
    """
    return hits / of if of else None


# ---------------------------------------------------------------- scores


def scores_of(counts: Counts) -> dict[float, int]:
    """Return the counts whose key is a number, by that number."""
    found: dict[float, int] = {}
    for key, count in counts.items():
        try:
            score = float(key)
        except ValueError:
            continue
        if abs(score) <= 1_000:  # nan and infinity are no scores either
            found[score] = found.get(score, 0) + count
    return found


def mean(scores: Scores) -> float:
    """Return the mean of at least one answer."""
    return sum(score * count for score, count in scores.items()) / sum(scores.values())


def best(scores: Scores, scale: tuple[float, float], k: int, low_is_good: bool) -> int:
    """Return how many answers lie among the k best scores of the scale.

    Their share is the usual CSAT: 2 best of 5, 2 or 3 best of 7 (Qualtrics, Medallia: “top box”).
    Of effort it is those who agree that it was made easy, 2 best (Dixon, Toman and DeLisi, The
    Effortless Experience). `low_is_good` is for scales on which 1 is the best mark.
    """
    low, high = scale
    return sum(
        count
        for score, count in scores.items()
        if (score < low + k if low_is_good else score > high - k)
    )


def sides(scores: Scores, scale: tuple[float, float], low_is_good: bool) -> tuple[int, int, int]:
    """Return the answers on the good side of the middle, in the middle and on the bad side."""
    middle = (scale[0] + scale[1]) / 2
    above = sum(count for score, count in scores.items() if score > middle)
    below = sum(count for score, count in scores.items() if score < middle)
    rest = sum(scores.values()) - above - below
    return (below, rest, above) if low_is_good else (above, rest, below)
