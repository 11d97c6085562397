"""What customers say against what they do, touchpoint by touchpoint; those that disagree are named.

A touchpoint that people praise and leave, or that they curse and stay at, is the most useful thing
a map can show (Qualtrics on X- and O-data).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.model.journey import JourneyMap, Metric, Touchpoint
from journeymap.model.readings import Readings
from journeymap.model.scales import Band, band, spell
from journeymap.model.text import M, Message

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journeymap.charts.pen import Pen

NAMED = 30  # dots; of more only those that disagree are named
OPPOSITE = (("good", "poor"), ("poor", "good"))


class Dot(NamedTuple):
    """A touchpoint with what was said and what was done there, each with its band."""

    touchpoint: Touchpoint
    said: float
    done: float
    said_band: Band
    done_band: Band

    @property
    def disagrees(self) -> bool:
        """Return whether one side is good and the other poor."""
        return (self.said_band, self.done_band) in OPPOSITE


class Voices(NamedTuple):
    """Two metrics at the touchpoints where both were measured."""

    said: Metric
    done: Metric
    dots: tuple[Dot, ...]


def voices(
    m: JourneyMap, readings: Readings, said: Metric, done: Metric, period: str = ""
) -> Voices | None:
    """Return both metrics side by side; None where no touchpoint has both."""
    dots: list[Dot] = []
    for touchpoint in m.touchpoints:
        x = readings.shown(said.id, touchpoint.id, period)
        o = readings.shown(done.id, touchpoint.id, period)
        if x and o:
            dots.append(
                Dot(
                    touchpoint,
                    x.point.value,
                    o.point.value,
                    band(said, x.point.value),
                    band(done, o.point.value),
                )
            )
    return Voices(said, done, tuple(dots)) if dots else None


def title(found: Voices) -> Message:
    """Return what the chart shows, in a line."""
    return M("{said} against {done}", said=found.said.name, done=found.done.name)


def draw(found: Voices, pen: Pen) -> Figure:
    """Return the chart."""
    figure, axes = pen.figure()
    axes.grid(visible=True, axis="both", color=pen.color("grid"), linewidth=0.8)
    for dot in found.dots:
        token = "poor" if dot.disagrees else "accent"
        axes.plot([dot.done], [dot.said], linestyle="", marker="D" if dot.disagrees else "o",
                  markersize=8 if dot.disagrees else 6, color=pen.color(token))  # fmt: skip
        if len(found.dots) > NAMED and not dot.disagrees:
            continue
        pen.note(axes, dot.done, dot.said, pen.wrapped(dot.touchpoint.name, 1), offset=(7, 5),
                 color=pen.color("poor.text" if dot.disagrees else "text.soft"),
                 ha="right" if pen.rtl else "left",
                 fontweight="bold" if dot.disagrees else "normal")  # fmt: skip
    axes.margins(0.18)
    pen.values(axes.xaxis, lambda value: spell(found.done, value, pen.lang))
    pen.values(axes.yaxis, lambda value: spell(found.said, value, pen.lang))
    axes.set_ylabel(pen.wrapped(found.said.name))
    pen.finish(axes, title(found), found.done.name)
    return figure
