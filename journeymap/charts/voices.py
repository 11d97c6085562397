"""What customers say against what they do, touchpoint by touchpoint; those that disagree are named.

A touchpoint that people praise and leave, or that they curse and stay at, is the most useful thing
a map can show (Qualtrics on X- and O-data). Both values of a touchpoint are of the same days, or of
days that hold each other: what was said in August is not held against what was done in October.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from journeymap.charts.moment import Moment, measured, moment, some
from journeymap.model.agreement import sure_band
from journeymap.model.journey import JourneyMap, Metric, Touchpoint
from journeymap.model.periods import overlap, span
from journeymap.model.readings import Point, Readings
from journeymap.model.scales import Band, bounds, possible, spell
from journeymap.model.text import M, Message

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from journeymap.charts.pen import Pen

NAMED = 30  # dots; of more only those that disagree are named
SMALL = 8.5  # points
WORTH: dict[str, Message] = {
    "good": M("Good", context="band"),
    "poor": M("Poor", context="band"),
}
OPPOSITE = (("good", "poor"), ("poor", "good"))


class Dot(NamedTuple):
    """A touchpoint with what was said and what was done there.

    A band is good or poor only where all of the interval is, else plain. `period` is the shorter
    of theirs.
    """

    touchpoint: Touchpoint
    said: Point
    done: Point
    said_band: Band
    done_band: Band
    period: str

    @property
    def disagrees(self) -> bool:
        """Return whether one side is surely good and the other surely poor."""
        return (self.said_band, self.done_band) in OPPOSITE


class Voices(NamedTuple):
    """Two metrics at the touchpoints where both were measured at the same time."""

    said: Metric
    done: Metric
    dots: tuple[Dot, ...]
    moment: Moment


def voices(
    m: JourneyMap, readings: Readings, said: Metric, done: Metric, period: str = ""
) -> Voices | None:
    """Return both metrics side by side; None where no touchpoint has both."""
    dots: list[Dot] = []
    apart: list[str] = []
    alone: list[str] = []
    for touchpoint in m.touchpoints:
        sides = [bool(readings.shown(each.id, touchpoint.id)) for each in (said, done)]
        if not all(sides):
            if any(sides):
                alone.append(touchpoint.name)
            continue
        pair = _pair(m, readings, said, done, touchpoint.id, period)
        if pair is None:
            apart.append(touchpoint.name)
            continue
        x, o = pair
        when = min((x.period, o.period), key=lambda text: span(text, m.calendar).length)
        dots.append(Dot(touchpoint, x, o, sure_band(said, x), sure_band(done, o), when))
    if not dots:
        return None
    notes = []
    if apart and not period:
        notes.append(M("not measured in the same period: {names}", names=some(apart)))
    if alone:
        notes.append(M("only one of the two was measured: {names}", names=some(alone)))
    return Voices(
        said, done, tuple(dots), moment(m, period, [dot.period for dot in dots], apart, notes)
    )


def _pair(
    m: JourneyMap, readings: Readings, said: Metric, done: Metric, at: str, period: str
) -> tuple[Point, Point] | None:
    """Return the newest values of both that share days, with `period` those that share its days."""
    for x in _newest_first(readings, said.id, at, period):
        if period and not overlap(x.period, period, m.calendar):
            continue
        o = measured(readings, done.id, at, x.period)
        if o and not (period and not overlap(o.point.period, period, m.calendar)):
            return x, o.point
    return None


def _newest_first(readings: Readings, metric: str, at: str, period: str) -> Iterator[Point]:
    """Yield the points of a place; the first, which mostly is the last asked for, costs little."""
    first = measured(readings, metric, at, period)
    if first:
        yield first.point
    yield from reversed(readings.series(metric, at))


def title(found: Voices) -> Message:
    """Return what the chart shows, in a line."""
    return M("{said} against {done}", said=found.said.name, done=found.done.name)


def draw(found: Voices, pen: Pen) -> Figure:
    """Return the chart."""
    figure, axes = pen.figure()
    pen.grid(axes, "both")
    for dot in found.dots:
        token = "poor" if dot.disagrees else "accent"
        how: dict[str, Any] = {"color": pen.color(token), "linewidth": 1.2, "alpha": 0.7}
        if dot.said.low is not None and dot.said.high is not None:
            axes.plot([dot.done.value] * 2, [dot.said.low, dot.said.high], **how)
        if dot.done.low is not None and dot.done.high is not None:
            axes.plot([dot.done.low, dot.done.high], [dot.said.value] * 2, **how)
        axes.plot([dot.done.value], [dot.said.value], linestyle="",
                  marker="D" if dot.disagrees else "o",
                  markersize=8 if dot.disagrees else 6, color=pen.color(token))  # fmt: skip
    _range(axes, found.done, "x", [dot.done for dot in found.dots])
    _range(axes, found.said, "y", [dot.said for dot in found.dots])
    _limits(axes, found, pen)
    _names(axes, found, pen)
    _spell_across(axes, found, pen)
    pen.values(axes.yaxis, lambda value: spell(found.said, value, pen.lang), pen.high - 1.7)
    axes.set_xlabel(pen.wrapped(found.done.name, 1, 60))
    axes.set_ylabel(pen.wrapped(found.said.name, 1, pen.letters(pen.high - 1.7, 10)))
    notes = list(found.moment.notes)
    if against := [dot.touchpoint.name for dot in found.dots if dot.disagrees]:
        notes.insert(0, M("◆ one side is good, the other poor: {names}", names=some(against)))
    pen.finish(figure, axes, title(found), found.moment.told(), notes)
    return figure


def _spell_across(axes: Axes, found: Voices, pen: Pen) -> None:
    """Let the lower axis spell as many numbers as find room beside each other."""
    widest = max(pen.length(spell(found.done, end, pen.lang)) for end in axes.get_xlim()) + 0.3
    room = 0.55 * (pen.wide - 1.3) / widest
    pen.values(axes.xaxis, lambda value: spell(found.done, value, pen.lang), room)


def _limits(axes: Axes, found: Voices, pen: Pen) -> None:
    """Draw where good begins and poor begins, for they say which touchpoints disagree."""
    for metric, across in ((found.said, True), (found.done, False)):
        limits = bounds(metric)
        if limits is None:
            continue
        first, last = sorted(axes.get_ylim() if across else axes.get_xlim())
        up = 1 if limits.better == "higher" else -1
        for value, token, side in ((limits.good, "good", up), (limits.poor, "poor", -up)):
            if value is None or not first <= value <= last:
                continue
            line = axes.axhline if across else axes.axvline
            line(value, color=pen.color(token), linestyle="--", linewidth=1.0)
            _worth(axes, value, token, across, side, pen)


def _worth(axes: Axes, value: float, token: str, across: bool, side: int, pen: Pen) -> None:
    """Write what lies on a side of a line (1 above or beyond it) at its end, outside the chart."""
    how: dict[str, Any] = {
        "textcoords": "offset points",
        "fontsize": SMALL,
        "color": pen.color(f"{token}.text"),
        "annotation_clip": False,
    }
    words = pen.said(WORTH[token])
    if across:
        end, away = (0.0, -4) if pen.rtl else (1.0, 4)
        axes.annotate(words, (end, value), xytext=(away, 0), xycoords=("axes fraction", "data"),
                      ha=pen.start, va="bottom" if side > 0 else "top", **how)  # fmt: skip
    else:
        aside = pen.start if side > 0 else pen.end
        axes.annotate(words, (value, 1.0), xytext=(0, 2), xycoords=("data", "axes fraction"),
                      ha=aside, va="bottom", **how)  # fmt: skip


def _range(axes: Axes, metric: Metric, axis: Literal["x", "y"], points: list[Point]) -> None:
    """Let an axis show the values with their intervals and some room, and nothing impossible."""
    known = [end for p in points for end in (p.value, p.low, p.high) if end is not None]
    limits = bounds(metric)
    near = [end for end in ((limits.good, limits.poor) if limits else ()) if end is not None]
    low, high = min(known + near), max(known + near)
    if near and high - low > 20 * (max(known) - min(known) + abs(known[0]) / 20):
        low, high = min(known), max(known)  # a limit that far away would hide what there is
    room = (high - low) * 0.15 or abs(high) * 0.2 or 1.0
    low, high = low - room, high + room
    least, most = possible(metric)
    if least is not None and most is not None and high - low < (most - least) / 5:
        middle, half = (low + high) / 2, (most - least) / 10
        low, high = middle - half, middle + half
    edge = (high - low) * 0.03
    ends = (low if least is None else max(low, least - edge),
            high if most is None else min(high, most + edge))  # fmt: skip
    (axes.set_xlim if axis == "x" else axes.set_ylim)(*ends)


def _names(axes: Axes, found: Voices, pen: Pen) -> None:
    """Write each name beside its dot where it lies on no other; those that disagree come first."""
    left, right = axes.get_xlim()
    bottom, top = axes.get_ylim()
    inner, high = pen.wide - 1.3, pen.high - 1.8
    wide = pen.letters(0.36 * pen.wide)

    def place(dot: Dot) -> tuple[float, float]:  # inches in the direction of reading
        across = (dot.done.value - left) / (right - left) * inner
        return across, (dot.said.value - bottom) / (top - bottom) * high

    taken = [Box(x - 0.05, y - 0.05, x + 0.05, y + 0.05) for x, y in map(place, found.dots)]
    for dot in sorted(found.dots, key=lambda dot: not dot.disagrees):
        if len(found.dots) > NAMED and not dot.disagrees:
            continue
        text = pen.wrapped(dot.touchpoint.name, 1, wide)
        if when := found.moment.own(dot.period):
            text += f" · {pen.said(when)}"
        x, y = place(dot)
        length, tall = pen.length(text) * (1.1 if dot.disagrees else 1.0), pen.height("1")
        first = x > inner / 2
        for late, low in ((first, False), (not first, False), (first, True), (not first, True)):
            start = x - 0.1 - length if late else x + 0.1
            box = Box(start, y - tall if low else y, start + length, y if low else y + tall)
            if not box.inside(inner, high) or any(map(box.meets, taken)):
                continue
            taken.append(box)
            pen.note(axes, dot.done.value, dot.said.value, text,
                     offset=(-8 if late else 8, -4 if low else 4),
                     color=pen.color("poor.text" if dot.disagrees else "text.soft"),
                     ha=pen.end if late else pen.start, va="top" if low else "bottom",
                     fontweight="bold" if dot.disagrees else "normal")  # fmt: skip
            break


class Box(NamedTuple):
    """The room of a name, in inches."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Return whether both have room in common."""
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.bottom < other.top and other.bottom < self.top

    def inside(self, wide: float, high: float) -> bool:
        """Return whether it lies in a chart, a little beyond its sides allowed."""
        return (
            self.left >= -0.2 and self.right <= wide + 0.2 and self.bottom >= 0 <= high - self.top
        )
