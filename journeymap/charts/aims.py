"""What opportunities aim at: where the metric stood, where it is now, where it shall go."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from journeymap.charts.moment import Moment, measured, moment, no_room, some
from journeymap.metrics.matching import places
from journeymap.model.index import Key, index_of
from journeymap.model.journey import JourneyMap, Metric, Opportunity
from journeymap.model.readings import Point, Readings
from journeymap.model.scales import spell
from journeymap.model.text import M, Message

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from journeymap.charts.pen import Pen


MOST = 40  # opportunities in one chart


class Aimed(NamedTuple):
    """An opportunity with its aim; values in the metric's own unit, None where nobody knows."""

    opportunity: Opportunity
    metric: Metric
    at: str  # the name of the place, "" for the whole map
    start: float | None
    point: Point | None
    goal: float

    @property
    def now(self) -> float | None:
        """Return the value that was measured."""
        return self.point.value if self.point else None

    def way_of(self, value: float | None) -> float | None:
        """Return how much of the way from start to goal a value is: 0 none of it, 1 all."""
        if self.start is None or value is None or self.start == self.goal:
            return None
        return (value - self.start) / (self.goal - self.start)

    @property
    def way(self) -> float | None:
        """Return how much of the way from start to goal is done."""
        return self.way_of(self.now)

    @property
    def stands(self) -> Literal["reached", "back", "under way"]:
        """Return where it stands, with all of its interval: at the goal, behind the start or else.

        Starts are written down rounded: what is the start when it is rounded so is not behind it.
        """
        if self.way is None or self.point is None:
            return "under way"
        ends = [self.way_of(end) for end in (self.point.low, self.point.high)]
        known = [end for end in (*ends, self.way) if end is not None]
        if min(known) >= 1:
            return "reached"
        places = max(-int(Decimal(str(self.start)).normalize().as_tuple().exponent), 0)
        same = round(self.point.value, places) == self.start
        return "back" if max(known) < 0 and not same else "under way"


class Aims(NamedTuple):
    """The opportunities that say what they aim at."""

    found: tuple[Aimed, ...]
    moment: Moment


def aims(m: JourneyMap, readings: Readings, period: str = "", of: Key = "") -> Aims | None:
    """Return the opportunities that say what they aim at, in the order of the map; None for none.

    With `of`, a metric, those that aim at it.
    Those whose metric was not measured in `period` stay, with start and goal alone.
    """
    metrics = {metric.id: metric for metric in m.metrics}
    names = {each.key: each.name for each in places(index_of(m))}
    found: list[Aimed] = []
    unmeasured: list[str] = []
    for each in m.opportunities:
        aim = each.aims
        metric = metrics.get(aim.metric) if aim and aim.metric else None
        if aim is None or metric is None or aim.goal is None or each.status == "dropped":
            continue
        if of not in ("", metric.id):
            continue
        at = readings.place(aim.at)
        shown = measured(readings, metric.id, at, period)
        if shown is None:
            unmeasured.append(each.name)
        point = shown.point if shown else None
        found.append(Aimed(each, metric, names.get(at, at), aim.start, point, aim.goal))
    if not found:
        return None
    notes = (
        [M("not measured: {names}", names=some(unmeasured))] if unmeasured and not period else []
    )
    periods = [each.point.period for each in found if each.point]
    return Aims(tuple(found), moment(m, period, periods, unmeasured, notes))


def title() -> Message:
    """Return what the chart shows, in a line."""
    return M("What opportunities aim at, and how far it is done")


def draw(aimed: Aims, pen: Pen) -> Figure:
    """Return the chart: of each opportunity the way from start to goal, each in its own unit."""
    found, hidden = aimed.found[:MOST], aimed.found[MOST:]
    figure, axes = pen.figure()
    axes.grid(visible=False)
    wide = pen.letters(min(2.6, 0.36 * pen.wide))
    for row, each in enumerate(found):
        _draw_way(each, row, aimed.moment, axes, pen)
    texts = [
        pen.wrapped(each.opportunity.name, 2, wide)
        + "\n"
        + pen.wrapped(" · ".join(part for part in (each.metric.name, each.at) if part), 1, wide)
        for each in found
    ]
    pen.names(axes.yaxis, texts)
    axes.set_ylim(len(found) - 0.4, -0.6)
    inner = max(pen.wide - max(map(pen.length, texts)) - 0.5, 1.2)
    word = min(max(pen.length(pen.said(_goal(each, pen))) for each in found) + 0.3, inner / 2)
    room = max((0.15 * inner + word / 2) / (inner - word), 0.25)  # half a word beyond both ends
    axes.set_xlim(-room, 1 + room)
    axes.set_xticks([])
    notes = (*aimed.moment.notes, *no_room([each.opportunity.name for each in hidden]))
    about = aimed.moment.told() if aimed.moment.main else ""
    pen.finish(
        figure,
        axes,
        title(),
        about,
        notes,
        body=0.15 + max(0.78, *(pen.height(text) + 0.25 for text in texts)) * len(found),
    )
    return figure


def _draw_way(each: Aimed, row: int, moment: Moment, axes: Axes, pen: Pen) -> None:
    soft = pen.color("text.soft")
    axes.plot([0, 1], [row, row], color=pen.color("plain"), linewidth=2,
              solid_capstyle="round")  # fmt: skip
    axes.plot([1], [row], marker="|", markersize=12, markeredgewidth=2, color=pen.color("plain"))
    way = each.way
    if way is not None and each.point is not None:
        end = min(max(way, -0.15), 1.15)
        token = {"reached": "good", "back": "poor"}.get(each.stands, "accent")
        axes.plot([0, end], [row, row], color=pen.color(token), linewidth=6,
                  solid_capstyle="round")  # fmt: skip
        ends = [each.way_of(bound) for bound in (each.point.low, each.point.high)]
        known = [min(max(bound, -0.22), 1.22) for bound in ends if bound is not None]
        if len(known) == 2:
            axes.plot(known, [row, row], color=pen.color("text"), linewidth=1.2, marker="|",
                      markersize=7)  # fmt: skip
        axes.plot([end], [row], marker="o", markersize=9, color=pen.color(token))
        now: Message | str = spell(each.metric, each.point.value, pen.lang)
        if when := moment.own(each.point.period):
            now = M("{period}: {value}", period=when, value=now)
        elif not moment.asked:
            now = M("now {value}", value=now)
        pen.note(axes, end, row, now, offset=(0, 9), ha="center")
    if each.start is not None:
        pen.note(axes, 0, row, spell(each.metric, each.start, pen.lang), offset=(0, -17),
                 ha="center", color=soft)  # fmt: skip
    goal = _goal(each, pen)
    pen.note(axes, 1, row, goal, offset=(0, -17), ha="center", color=soft)


def _goal(each: Aimed, pen: Pen) -> Message:
    return M("target {value}", value=spell(each.metric, each.goal, pen.lang))
