"""A metric over time at its touchpoints, each with its interval, and the target.

Lines of many touchpoints would hide each other: those that were measured worst last are drawn. A
line runs through periods that follow each other; over one in which nothing was measured it is
dotted, and a quarter between months is a bar of its own, for it is no later point of their line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from journeymap.charts.moment import no_room
from journeymap.metrics.matching import places
from journeymap.model.index import Key, index_of
from journeymap.model.journey import JourneyMap, Metric
from journeymap.model.periods import Span, period_message, sort_key, span, spell_period
from journeymap.model.readings import Point, Readings
from journeymap.model.scales import better_of, limits, possible, spell
from journeymap.model.text import M, Message
from journeymap.model.timeline import finest
from journeymap.model.vocabulary import Calendar

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from journeymap.charts.pen import Pen

MOST = 6  # lines
MARKS = ("o", "s", "^", "D", "v", "P")  # a line is known by more than its colour
Cut = tuple[tuple[str, str], ...]


class Line(NamedTuple):
    """What was measured at one place, oldest first; `name` is "" for the whole map."""

    at: Key
    name: str
    points: tuple[Point, ...]


class Trend(NamedTuple):
    """A metric over time; `periods` are those of all lines in order.

    `left_out` names the places that are not drawn, the worst first.
    """

    metric: Metric
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]
    target: float | None
    alarm: float | None
    calendar: Calendar
    cut: Cut = ()


def trend(
    m: JourneyMap,
    readings: Readings,
    metric: Metric,
    at: Key | None = None,
    within: str = "",
    cut: Cut = (),
) -> Trend | None:
    """Return how a metric went, at one place or at all of them; None where it was not measured.

    With `within` only what was measured in the days of that period.
    """
    names = {"": "", **{each.key: each.name for each in places(index_of(m))}}
    room = span(within, m.calendar) if within else None
    found = [
        Line(
            place,
            names.get(place, place),
            tuple(
                point
                for point in readings.series(metric.id, place, cut)
                if room is None or _inside(span(point.period, m.calendar), room)
            ),
        )
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
        metric,
        tuple(ordered),
        tuple(shown),
        tuple(line.name for line in found[MOST:]),
        *limits(metric, dict(cut)),
        m.calendar,
        cut,
    )


def _inside(each: Span, room: Span) -> bool:
    return room.first <= each.first and each.last <= room.last


def title(found: Trend) -> Message:
    """Return what the chart shows, in a line."""
    if len(found.lines) == 1:
        line = found.lines[0]
        name = line.name if line.at else M("the whole map")
        return M("{metric}: {name}", metric=found.metric.name, name=name)
    return M("{metric} over time", metric=found.metric.name)


def about(found: Trend) -> Message:
    """Return of whom it is, and from when to when."""
    first, last = (period_message(found.periods[end], found.calendar) for end in (0, -1))
    when = M("{first} – {last}", context="period", first=first, last=last)
    if found.periods[0] == found.periods[-1]:
        when = first
    if not found.cut:
        return when
    return Message("{segment} · {period}", {"segment": spelled(found.cut), "period": when})


def spelled(cut: Cut) -> str:
    """Return a segment for people: device: mobile."""
    return ", ".join(f"{name}: {value}" for name, value in cut)


class Run(NamedTuple):
    """Points that follow each other; `before` is the one that a gap parts from the first."""

    points: tuple[Point, ...]
    before: Point | None = None


def runs(found: Trend, line: Line) -> tuple[Run, ...]:
    """Return the points of a line as runs between which periods are missing.

    Only periods that hold no other are part of it. A period is missing where there was room for
    one; between single days, where the step is longer than is usual for the metric.
    """
    every = finest(found.periods, found.calendar)
    ends = [span(each, found.calendar).last.toordinal() for each in every]
    usual = median([b - a for a, b in pairwise(ends)] or [0])
    fine = [point for point in line.points if point.period in every]
    parts: list[Run] = []
    for point in fine:
        if parts and not _missing(parts[-1].points[-1], point, usual, found.calendar):
            parts[-1] = parts[-1]._replace(points=(*parts[-1].points, point))
        else:
            parts.append(Run((point,), parts[-1].points[-1] if parts else None))
    return tuple(parts)


def _missing(one: Point, other: Point, usual: float, calendar: Calendar) -> bool:
    a, b = span(one.period, calendar), span(other.period, calendar)
    between = (b.first - a.last).days - 1
    if min(a.length, b.length) >= 7:
        return 5 * between >= 4 * min(a.length, b.length)  # as long as what `comparable` allows
    return (b.last - a.last).days > 1.6 * usual


# ---------------------------------------------------------------- drawing


def draw(found: Trend, pen: Pen) -> Figure:
    """Return the chart."""
    figure, axes = pen.figure()
    day = {text: span(text, found.calendar).last.toordinal() for text in found.periods}
    first, last = min(day.values()), max(day.values())
    dotted = [_draw_line(found, number, day, axes, pen) for number in range(len(found.lines))]
    for value, token in ((found.target, "good"), (found.alarm, "poor")):
        if value is not None:
            axes.plot([first, last] if first < last else [first - 15, last + 15], [value] * 2,
                      color=pen.color(token), linestyle="--", linewidth=1.2)  # fmt: skip
    inner = pen.wide - 1.3
    labels = list(_labels(found, pen))
    beside = min(max(pen.length(text) for _, text, _ in labels) + 0.25, 0.45 * inner)
    _to_scale(axes, found.metric)
    wide = max(last - first, 30)
    start = first - (15 if first == last else 0.03 * wide)
    end = last + (15 if first == last else 0)
    axes.set_xlim(start, end + (end - start) * beside / (inner - beside))
    ticks = _apart(day, max(2, int((inner - beside) / 0.9)))
    axes.set_xticks(
        [day[text] for text in ticks],
        [spell_period(text, pen.lang, found.calendar) for text in ticks],
    )
    bottom, top = axes.get_ylim()
    room = (top - bottom) * (pen.height("1") + 0.01) / max(pen.high - 1.6, 1)
    heights = spaced([value for value, _, _ in labels], room)
    over = max(max(heights) + room / 2 - top, 0) or min(min(heights) - room / 2 - bottom, 0)
    for (_, text, color), height in zip(labels, heights, strict=True):
        pen.note(axes, last if first < last else end, height - over, text, offset=(8, -3),
                 color=color, ha=pen.start)  # fmt: skip
    pen.values(axes.yaxis, lambda value: spell(found.metric, value, pen.lang), pen.high - 1.5)
    notes = list(no_room(found.left_out))
    if any(dotted):
        notes.append(M("dotted: nothing was measured in between"))
    pen.finish(figure, axes, title(found), about(found), notes)
    return figure


def _draw_line(found: Trend, number: int, day: dict[str, int], axes: Axes, pen: Pen) -> bool:
    """Draw one line with its intervals; return whether it has gaps."""
    line, color = found.lines[number], pen.color(f"channel.{number % 10}")
    how: dict[str, Any] = {"color": color, "marker": MARKS[number % len(MARKS)], "markersize": 4.5}
    parts = runs(found, line)
    drawn: set[str] = set()
    for run in parts:
        if run.before is not None:
            axes.plot([day[p.period] for p in (run.before, run.points[0])],
                      [run.before.value, run.points[0].value],
                      color=color, linestyle=":", linewidth=1.2)  # fmt: skip
        axes.plot([day[p.period] for p in run.points], [p.value for p in run.points], **how)
        drawn.update(p.period for p in run.points)
        bounded = [p for p in run.points if p.low is not None and p.high is not None]
        if len(bounded) == len(run.points) > 1:
            axes.fill_between([day[p.period] for p in bounded], [p.low or 0.0 for p in bounded],
                              [p.high or 0.0 for p in bounded],
                              color=color, alpha=0.15, linewidth=0)  # fmt: skip
        else:
            for p in bounded:
                axes.plot([day[p.period]] * 2, [p.low or 0.0, p.high or 0.0], color=color,
                          linewidth=1.5, alpha=0.6)  # fmt: skip
    for point in line.points:  # a period that holds others
        if point.period not in drawn:
            days = span(point.period, found.calendar)
            axes.plot([days.first.toordinal(), days.last.toordinal()], [point.value] * 2,
                      color=color, linewidth=3, alpha=0.5, solid_capstyle="butt")  # fmt: skip
            if point.low is not None and point.high is not None:
                axes.plot([day[point.period]] * 2, [point.low, point.high], color=color,
                          linewidth=1.5, alpha=0.6)  # fmt: skip
    return len(parts) > 1


def _labels(found: Trend, pen: Pen) -> Iterator[tuple[float, str, str]]:
    """Yield what stands at the end of the lines: where, what, in which colour."""
    wide = pen.letters(min(1.7, 0.3 * pen.wide))
    for number, line in enumerate(found.lines):
        name = line.name if line.at else pen.said(M("the whole map"))
        last = line.points[-1].period
        when = f" · {spell_period(last, pen.lang, found.calendar)}"
        if last == found.periods[-1]:
            when = ""
        name = pen.wrapped(name, 1, max(wide - len(when), 8)) + when
        yield line.points[-1].value, name, pen.ink(f"channel.{number % 10}")
    if found.target is not None:
        said = M("target {value}", value=spell(found.metric, found.target, pen.lang))
        yield found.target, pen.said(said), pen.color("good.text")
    if found.alarm is not None:
        said = M("alarm {value}", value=spell(found.metric, found.alarm, pen.lang))
        yield found.alarm, pen.said(said), pen.color("poor.text")


def _to_scale(axes: Axes, metric: Metric) -> None:
    """Give the heights some room, without numbers that the metric cannot have."""
    axes.margins(y=0.12)
    bottom, top = axes.get_ylim()
    low, high = possible(metric)
    edge = (top - bottom) * 0.02
    axes.set_ylim(
        bottom if low is None else max(bottom, low - edge),
        top if high is None else min(top, high + edge),
    )


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
