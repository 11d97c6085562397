"""What opportunities aim at: where the metric stood, where it is now, where it shall go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.model.journey import JourneyMap, Metric, Opportunity
from journeymap.model.readings import Readings
from journeymap.model.scales import spell
from journeymap.model.text import M, Message

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journeymap.charts.pen import Pen


MOST = 40  # opportunities in one chart


class Aimed(NamedTuple):
    """An opportunity with its aim; values in the metric's own unit, None where nobody knows."""

    opportunity: Opportunity
    metric: Metric
    start: float | None
    now: float | None
    goal: float

    @property
    def way(self) -> float | None:
        """Return how much of the way from start to goal is done: 0 none of it, 1 all."""
        if self.start is None or self.now is None or self.start == self.goal:
            return None
        return (self.now - self.start) / (self.goal - self.start)


def aims(m: JourneyMap, readings: Readings, period: str = "") -> tuple[Aimed, ...]:
    """Return the opportunities that say what they aim at, in the order of the map."""
    metrics = {metric.id: metric for metric in m.metrics}
    found = []
    for each in m.opportunities:
        aim = each.aims
        metric = metrics.get(aim.metric) if aim and aim.metric else None
        if aim is None or metric is None or aim.goal is None or each.status == "dropped":
            continue
        shown = readings.shown(metric.id, readings.place(aim.at), period)
        found.append(Aimed(each, metric, aim.start, shown.point.value if shown else None, aim.goal))
    return tuple(found)


def title() -> Message:
    """Return what the chart shows, in a line."""
    return M("What opportunities aim at, and how far it is done")


def draw(found: tuple[Aimed, ...], pen: Pen) -> Figure:
    """Return the chart: of each opportunity the way from start to goal, each in its own unit."""
    every, found = len(found), found[:MOST]
    figure, axes = pen.figure((8.0, 1.4 + 0.75 * max(len(found), 2)))
    axes.grid(visible=False)
    for row, each in enumerate(found):
        axes.plot([0, 1], [row, row], color=pen.color("grid"), linewidth=6,
                  solid_capstyle="round")  # fmt: skip
        way = each.way
        if way is not None:
            end = min(max(way, -0.1), 1.1)
            token = "good" if way >= 1 else "poor" if way < 0 else "accent"
            axes.plot([0, end], [row, row], color=pen.color(token), linewidth=6,
                      solid_capstyle="round")  # fmt: skip
            axes.plot([end], [row], marker="o", markersize=9, color=pen.color(token))
            now = spell(each.metric, each.now or 0.0, pen.lang)
            pen.note(axes, end, row, M("now {value}", value=now), offset=(0, 9), ha="center")
        if each.start is not None:
            pen.note(axes, 0, row, spell(each.metric, each.start, pen.lang), offset=(0, -15),
                     ha="center", color=pen.color("text.soft"))  # fmt: skip
        pen.note(axes, 1, row, spell(each.metric, each.goal, pen.lang), offset=(0, -15),
                 ha="center", color=pen.color("text.soft"))  # fmt: skip
    texts = [
        pen.said(M("{name}: {metric}", name=each.opportunity.name, metric=each.metric.name))
        for each in found
    ]
    pen.names(axes.yaxis, texts)
    axes.set_ylim(len(found) - 0.4, -0.7)
    axes.set_xlim(-0.15, 1.15)
    axes.set_xticks([])
    pen.finish(axes, title(), pen.left_out(every - len(found)))
    return figure
