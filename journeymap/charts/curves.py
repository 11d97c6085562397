"""The curve that the team rated beside the one that was measured.

What a metric is held against decides `agreement.rating_for`, as on the map: CSAT and NPS against
emotion, CES against ease, completion and abandonment against success. Both lines have the scale of
emotion, −2..+2: scores by their share of the way from worst to best, NPS by its 200 points, shares
from nobody to everybody, success and ease by their distance from the middle. Our choice; the
literature has no common scale, so the chart says which metric.
"""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Literal, NamedTuple

from journeymap.charts.moment import Moment, measured, moment, no_room, some
from journeymap.metrics.matching import places
from journeymap.model.agreement import disagree, rating_for
from journeymap.model.experience import ratings
from journeymap.model.formulas import ease_of
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap, Metric, Touchpoint
from journeymap.model.order import main_path, order_of
from journeymap.model.periods import period_message
from journeymap.model.readings import Point, Readings
from journeymap.model.scales import better_of, formula_of, scale_of
from journeymap.model.text import M, Message

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from journeymap.charts.pen import Pen

MOST = 60  # steps in one chart
AGAINST = "≠"
STEP = 0.5  # inches from one step to the next at least
RATED: dict[str, Message] = {"emotion": M("Emotion"), "ease": M("Ease"), "success": M("Success")}


class Step(NamedTuple):
    """A touchpoint of the main path; both values −2..+2, None where not rated or not measured.

    `low` and `high` are the interval of what was measured, on the same scale. `disagrees` as on the
    map: the rating is good where all of the interval is poor, or the other way round.
    """

    touchpoint: Touchpoint
    rated: float | None
    measured: float | None
    low: float | None = None
    high: float | None = None
    period: str = ""
    disagrees: bool = False


class Curves(NamedTuple):
    """Rating and measure along the main path."""

    steps: tuple[Step, ...]
    moment: Moment


def curves(
    m: JourneyMap, readings: Readings, metric: Metric, period: str = "", persona: str = ""
) -> Curves | None:
    """Return the main path with rating and measure; None where the path has nothing measured.

    With `persona` the path and the ratings are that persona's.
    """
    if on_emotion(metric, 0.0) is None:
        return None
    steps: list[Step] = []
    before: list[str] = []
    for place in main_path(m, order_of(m), persona):
        touchpoint = m.touchpoints[place]
        shown = measured(readings, metric.id, touchpoint.id, period)
        if shown is None and readings.shown(metric.id, touchpoint.id):
            before.append(touchpoint.name)
        rated = _rated(touchpoint, metric, persona)
        steps.append(_step(touchpoint, rated, metric, shown.point if shown else None, persona))
    shown_at = [step.period for step in steps if step.period]
    if not shown_at:
        return None
    path = {step.touchpoint.id for step in steps}
    names = {each.key: each.name for each in places(index_of(m))}
    beside = [names.get(at, at) for at in readings.places(metric.id) if at and at not in path]
    notes = [M("measured beside the main path: {names}", names=some(beside))] if beside else []
    return Curves(tuple(steps), moment(m, period, shown_at, before, notes))


def _step(
    touchpoint: Touchpoint, rated: float | None, metric: Metric, point: Point | None, persona: str
) -> Step:
    if point is None:
        return Step(touchpoint, rated, None)
    ends = [on_emotion(metric, end) for end in (point.low, point.high) if end is not None]
    known = sorted(end for end in ends if end is not None)
    low, high = known if len(known) == 2 else (None, None)
    if rating_for(touchpoint, metric, persona):
        against = disagree(touchpoint, metric, point, persona)
    else:  # nothing says what is good: then to lie surely on the other side is to disagree
        against = None not in (rated, low, high) and (
            (rated or 0) > 0 > (high or 0) or (rated or 0) < 0 < (low or 0)
        )
    return Step(
        touchpoint, rated, on_emotion(metric, point.value), low, high, point.period, against
    )


def against(metric: Metric) -> Literal["emotion", "ease", "success"]:
    """Return the rating that stands beside a metric."""
    if metric.kind == "ces":
        return "ease"
    return "success" if metric.kind == "ratio" else "emotion"


def _rated(touchpoint: Touchpoint, metric: Metric, persona: str) -> float | None:
    found = ratings(touchpoint, persona)
    value = {"emotion": found.emotion, "ease": found.effort, "success": found.success}
    rated = value[against(metric)]
    if rated is None:
        return None
    return {"emotion": rated, "ease": 3 - rated, "success": rated - 3}[against(metric)]


def on_emotion(metric: Metric, value: float) -> float | None:
    """Return a value of CSAT, CES, NPS, completion or abandonment on the scale of emotion, −2..+2.

    None for every other metric: of a conversion of 3 % nobody knows whether it is little.
    """
    if metric.measure in ("completion", "abandonment") and metric.kind == "ratio":
        return (4 * value - 2) * (-1 if better_of(metric) == "lower" else 1)
    if metric.kind == "nps":
        return value / 50
    if metric.kind not in ("csat", "ces"):
        return None
    formula = formula_of(metric)
    if formula is None:
        return None
    lower = better_of(metric) == "lower"
    if formula.name == "mean":
        scale = scale_of(metric)
        return None if scale is None else ease_of(value, scale, lower) / 25 - 2
    if formula.name == "net":
        return value / 50
    if formula.name == "share_of_max":  # its worst is no 0: all ones of 1..5 come to 20
        low, high = scale_of(metric) or (0.0, 0.0)
        return ease_of(value * high / 100, (low, high), False) / 25 - 2 if high > 0 else None
    return value / 25 - 2


def title(metric: Metric) -> Message:
    """Return what the chart shows, in a line."""
    return M("Rated by the team, measured as {metric}", metric=metric.name)


def draw(curves: Curves, metric: Metric, pen: Pen) -> Figure:
    """Return the chart; of a long path the steps that disagree, that were measured, then others."""
    every = curves.steps
    kept = set(sorted(range(len(every)), key=lambda place: _rank(every[place]))[:MOST])
    found = tuple(every[place] for place in sorted(kept))
    hidden = [step.touchpoint.name for place, step in enumerate(every) if place not in kept]
    figure, axes = pen.figure(wide=STEP * len(found) + 0.8)
    axes.axhline(0, color=pen.color("grid"), linewidth=1.2)
    _line(axes, [s.rated for s in found], pen, "accent", "o", pen.said(M("rated")), "-")
    for x, step in enumerate(found):
        if step.low is not None and step.high is not None:
            axes.plot([x, x], [step.low, step.high], color=pen.color("star"), linewidth=2)
    _line(axes, [s.measured for s in found], pen, "star", "D", pen.said(M("measured")), "--")
    for x, step in enumerate(found):
        if step.disagrees:
            axes.axvspan(x - 0.4, x + 0.4, color=pen.color("poor"), alpha=0.12, linewidth=0)
            pen.note(axes, x, 2.3, AGAINST, offset=(0, -13), ha="center", fontsize=12,
                     fontweight="bold", family=pen.signs, color=pen.color("poor.text"))  # fmt: skip
    pen.names(axes.xaxis, [pen.wrapped(s.touchpoint.name, 1, 24) for s in found], slanted=True)
    axes.set_xlim(-0.5, max(len(found) - 0.5, 1))
    axes.set_ylim(-2.3, 2.3)
    axes.set_yticks(range(-2, 3), [pen.number(value) for value in range(-2, 3)])
    axes.set_ylabel(pen.said(RATED[against(metric)]))
    # above what is drawn
    above = ("lower right", (1.0, 1.0)) if pen.rtl else ("lower left", (0.0, 1.0))
    pen.legend(axes, 2, loc=above[0], bbox_to_anchor=above[1], borderaxespad=0.2)
    notes = [*_notes(curves, found), *no_room(hidden)]
    pen.finish(figure, axes, title(metric), curves.moment.told(), notes)
    return figure


def _line(
    axes: Axes, heights: list[float | None], pen: Pen, token: str, mark: str, name: str, style: str
) -> None:
    """Draw a curve; the line is only there where the next step has a value too."""
    color = pen.color(token)
    axes.plot(
        range(len(heights)), [nan if each is None else each for each in heights],
        color=color, marker=mark, markersize=5.5, linestyle=style, label=name,
    )  # fmt: skip


def _notes(curves: Curves, found: tuple[Step, ...]) -> list[Message]:
    """Return what the marks mean, which values are of another period, and what is left out."""
    notes = list(curves.moment.notes)
    olds: dict[str, list[str]] = {}
    for step in found:
        if step.period and curves.moment.own(step.period):
            olds.setdefault(step.period, []).append(step.touchpoint.name)
    for period, names in olds.items():
        when = period_message(period, curves.moment.calendar)
        notes.insert(0, M("measured in {period}: {names}", period=when, names=some(names)))
    if any(step.disagrees for step in found):
        notes.insert(0, M("≠ the rating says otherwise than what was measured"))
    return notes


def _rank(step: Step) -> int:
    return 0 if step.disagrees else 1 if step.measured is not None else 2
