"""A metric over time at its touchpoints, each with its interval, and the target.

Lines of many touchpoints would hide each other: those that were measured worst last are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from journeymap.metrics.matching import places
from journeymap.model.index import Key, index_of
from journeymap.model.journey import JourneyMap, Metric
from journeymap.model.periods import sort_key, span, spell_period
from journeymap.model.readings import Point, Readings
from journeymap.model.scales import better_of, limits, spell
from journeymap.model.text import M, Message

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journeymap.charts.pen import Pen

MOST = 6  # lines
NAME = 0.06  # of the height of the chart, between two names of lines
Cut = tuple[tuple[str, str], ...]


class Line(NamedTuple):
    """What was measured at one place, oldest first; `name` is "" for the whole map."""

    at: Key
    name: str
    points: tuple[Point, ...]


class Trend(NamedTuple):
    """A metric over time; `periods` are those of all lines in order, `left_out` counts places."""

    metric: Metric
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    left_out: int
    target: float | None
    alarm: float | None


def trend(
    m: JourneyMap, readings: Readings, metric: Metric, at: Key | None = None, cut: Cut = ()
) -> Trend | None:
    """Return how a metric went, at one place or at all of them; None where it was not measured."""
    names = {"": "", **{each.key: each.name for each in places(index_of(m))}}
    found = [
        Line(place, names.get(place, place), readings.series(metric.id, place, cut))
        for place in readings.places(metric.id)
        if at is None or place == readings.place(at)
    ]
    found = [line for line in found if line.points]
    if not found:
        return None
    lower_is_worse = better_of(metric) != "lower"
    found.sort(key=lambda line: line.points[-1].value * (1 if lower_is_worse else -1))
    shown = found[:MOST]
    periods = {point.period for line in shown for point in line.points}
    ordered = sorted(periods, key=lambda text: sort_key(text, m.calendar))
    return Trend(
        metric, tuple(ordered), tuple(shown), len(found) - len(shown), *limits(metric, dict(cut))
    )


def title(found: Trend) -> Message:
    """Return what the chart shows, in a line."""
    if len(found.lines) == 1 and found.lines[0].name:
        return M("{metric}: {name}", metric=found.metric.name, name=found.lines[0].name)
    return M("{metric} over time", metric=found.metric.name)


def draw(found: Trend, m: JourneyMap, pen: Pen) -> Figure:
    """Return the chart."""
    figure, axes = pen.figure()
    day = {text: span(text, m.calendar).last.toordinal() for text in found.periods}
    for number, line in enumerate(found.lines):
        color = pen.color(f"channel.{number % 10}")
        xs = [day[point.period] for point in line.points]
        axes.plot(xs, [p.value for p in line.points], color=color, marker="o", markersize=4)
        bounded = [p for p in line.points if p.low is not None and p.high is not None]
        if bounded:
            axes.fill_between(
                [day[p.period] for p in bounded],
                [p.low or 0.0 for p in bounded],
                [p.high or 0.0 for p in bounded],
                color=color,
                alpha=0.15,
                linewidth=0,
            )
    for value, token, word in (
        (found.target, "good", M("target")),
        (found.alarm, "poor", M("alarm")),
    ):
        if value is not None:
            axes.axhline(value, color=pen.color(token), linestyle="--", linewidth=1)
            pen.note(axes, day[found.periods[0]], value, word, offset=(0, 3),
                     color=pen.color(f"{token}.text"),
                     ha="right" if pen.rtl else "left")  # fmt: skip
    ticks = _apart(day, 8)
    axes.set_xticks(
        [day[text] for text in ticks], [spell_period(text, pen.lang, m.calendar) for text in ticks]
    )
    axes.margins(x=0.04, y=0.15)
    bottom, top = axes.get_ylim()
    ends = [line.points[-1].value for line in found.lines]
    for number, (line, height) in enumerate(
        zip(found.lines, spaced(ends, (top - bottom) * NAME), strict=True)
    ):
        name = pen.wrapped(line.name, 1, 24) or M("the whole map")
        pen.note(axes, day[line.points[-1].period], height, name, offset=(7, -3),
                 color=pen.color(f"channel.{number % 10}"),
                 ha="right" if pen.rtl else "left")  # fmt: skip
    low, high = axes.get_xlim()
    axes.set_xlim(low, high + (high - low) * 0.22)  # room for the names behind the lines
    pen.values(axes.yaxis, lambda value: spell(found.metric, value, pen.lang))
    pen.finish(axes, title(found), pen.left_out(found.left_out))
    return figure


def _apart(days: dict[str, int], most: int) -> tuple[str, ...]:
    """Return the periods to be named, newest first: none so near to another that names meet."""
    # of those that end together the shortest comes last in `days`
    ordered = sorted(days, key=days.__getitem__)[::-1]
    room = (days[ordered[0]] - days[ordered[-1]]) / most
    kept = ordered[:1]
    for text in ordered[1:]:
        if days[kept[-1]] - days[text] >= max(room, 1):
            kept.append(text)
    return tuple(kept)


def spaced(heights: Sequence[float], room: float) -> list[float]:
    """Return heights near the given ones, in their order, that lie at least `room` apart."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    found = list(heights)
    groups: list[list[int]] = []
    for place in order:
        groups.append([place])
        while (
            len(groups) > 1
            and _middle(heights, groups[-1]) - _middle(heights, groups[-2])
            < room * (len(groups[-1]) + len(groups[-2])) / 2
        ):
            last = groups.pop()
            groups[-1] += last
    for group in groups:
        start = _middle(heights, group) - room * (len(group) - 1) / 2
        for number, place in enumerate(group):
            found[place] = start + room * number
    return found


def _middle(heights: Sequence[float], group: Sequence[int]) -> float:
    return sum(heights[place] for place in group) / len(group)
