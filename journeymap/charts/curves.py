"""The curve that the team rated beside the one that customers' answers draw.

Both on the scale of emotion, −2..+2: CSAT and CES by their share of the way from worst to best, NPS
by its 200 points. Our choice; the literature has no common scale, so the chart says which metric.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.model.experience import ratings
from journeymap.model.formulas import ease_of
from journeymap.model.journey import JourneyMap, Metric, Touchpoint
from journeymap.model.order import main_path, order_of
from journeymap.model.readings import Readings
from journeymap.model.scales import better_of, formula_of, scale_of
from journeymap.model.text import M, Message

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journeymap.charts.pen import Pen

MOST = 60  # steps in one chart
APART = 1.5  # steps of emotion by which rated and measured disagree


class Step(NamedTuple):
    """A touchpoint of the main path; both values −2..+2, None where not rated or not measured.

    `low` and `high` are the interval of what was measured, on the same scale.
    """

    touchpoint: Touchpoint
    rated: float | None
    measured: float | None
    low: float | None = None
    high: float | None = None

    @property
    def disagrees(self) -> bool:
        """Return whether rating and measure lie clearly apart, the interval allowed for."""
        if self.rated is None or self.measured is None:
            return False
        low = self.measured if self.low is None else self.low
        high = self.measured if self.high is None else self.high
        nearest = min(max(self.rated, low), high)
        return abs(self.rated - nearest) >= APART


def curves(
    m: JourneyMap, readings: Readings, metric: Metric, period: str = "", persona: str = ""
) -> tuple[Step, ...]:
    """Return the main path with rating and measure; empty for a metric that nobody said.

    With `persona` the path and the ratings are that persona's.
    """
    if on_emotion(metric, 0.0) is None:
        return ()
    steps = []
    for place in main_path(m, order_of(m), persona):
        touchpoint = m.touchpoints[place]
        emotion = ratings(touchpoint, persona).emotion
        shown = readings.shown(metric.id, touchpoint.id, period)
        point = shown.point if shown else None
        ends = [
            on_emotion(metric, end) if end is not None else None
            for end in ((point.low, point.high) if point else (None, None))
        ]
        known = sorted(end for end in ends if end is not None)
        steps.append(
            Step(
                touchpoint,
                None if emotion is None else float(emotion),
                on_emotion(metric, point.value) if point else None,
                known[0] if len(known) == 2 else None,
                known[1] if len(known) == 2 else None,
            )
        )
    return tuple(steps)


def on_emotion(metric: Metric, value: float) -> float | None:
    """Return a value of CSAT, CES or NPS on the scale of emotion, −2..+2; else None."""
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
    return value / 25 - 2


def title(metric: Metric) -> Message:
    """Return what the chart shows, in a line."""
    return M("Rated by the team, measured as {metric}", metric=metric.name)


def draw(found: tuple[Step, ...], metric: Metric, pen: Pen) -> Figure:
    """Return the chart; of a long path the steps that disagree, that were measured, then others."""
    every = len(found)
    if every > MOST:
        ranked = sorted(range(every), key=lambda place: _rank(found[place]))[:MOST]
        found = tuple(found[place] for place in sorted(ranked))
    figure, axes = pen.figure((max(8.0, 0.62 * len(found)), 4.8))
    rated = [(x, s.rated) for x, s in enumerate(found) if s.rated is not None]
    measured = [(x, s) for x, s in enumerate(found) if s.measured is not None]
    axes.axhline(0, color=pen.color("grid"), linewidth=1.2)
    axes.plot([x for x, _ in rated], [y for _, y in rated], color=pen.color("accent"),
              marker="o", markersize=5, label=pen.said(M("rated")))  # fmt: skip
    for x, step in measured:
        if step.low is not None and step.high is not None:
            axes.plot([x, x], [step.low, step.high], color=pen.color("star"), linewidth=2)
    axes.plot([x for x, _ in measured], [s.measured or 0.0 for _, s in measured],
              color=pen.color("star"), marker="D", markersize=6, linestyle=":",
              label=pen.said(M("measured")))  # fmt: skip
    for x, step in enumerate(found):
        if step.disagrees:
            axes.axvspan(x - 0.4, x + 0.4, color=pen.color("poor"), alpha=0.12, linewidth=0)
    pen.names(axes.xaxis, [step.touchpoint.name for step in found], slanted=True)
    axes.set_ylim(-2.3, 2.3)
    axes.set_yticks(range(-2, 3), [pen.number(value) for value in range(-2, 3)])
    axes.legend(loc="upper right" if not pen.rtl else "upper left", ncols=2,
                labelcolor=pen.color("text"))  # fmt: skip
    pen.finish(axes, title(metric), pen.left_out(every - len(found)))
    return figure


def _rank(step: Step) -> int:
    return 0 if step.disagrees else 1 if step.measured is not None else 2
