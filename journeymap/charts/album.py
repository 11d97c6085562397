"""Which charts a map can be shown in, and the drawing of one of them.

The window and the command line ask here; each chart knows by itself what it shows. Data are
gathered without matplotlib, so that a list of charts costs little.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from journeymap.charts import aims, curves, distribution, funnel, trend, voices
from journeymap.model.index import Key
from journeymap.model.journey import JourneyMap, Metric
from journeymap.model.readings import Readings
from journeymap.model.scales import voice_of
from journeymap.model.text import M, Message

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journeymap.charts.pen import Pen

ChartName = Literal["trend", "funnel", "voices", "distribution", "curves", "aims"]
NAMES: dict[ChartName, Message] = {
    "trend": M("Trend"),
    "distribution": M("Answers"),
    "curves": M("Rated and measured"),
    "voices": M("Said and done"),
    "funnel": M("Funnel"),
    "aims": M("Aims"),
}
Part = Literal["metric", "against", "at", "period", "segment"]
# what of a choice a chart goes by; the persona is the one in view, and nobody types it
TAKES: dict[ChartName, frozenset[Part]] = {
    "trend": frozenset(("metric", "at", "period", "segment")),
    "distribution": frozenset(("metric", "period")),
    "curves": frozenset(("metric", "period")),
    "voices": frozenset(("metric", "against", "period")),
    "funnel": frozenset(("metric", "period")),
    "aims": frozenset(("metric", "period")),
}


class Choice(NamedTuple):
    """What a chart is to show; blank parts mean the first metric that suits, the newest, all."""

    metric: str = ""
    against: str = ""  # the second metric of `voices`
    at: Key | None = None  # the place of `trend`; None for all
    period: str = ""
    persona: str = ""
    segment: trend.Cut = ()


ANY = Choice()


class Chart(NamedTuple):
    """A chart that can be drawn: its name, its title, of which periods it is, and how."""

    name: ChartName
    title: Message
    about: Message
    draw: Callable[[Pen], Figure]


def suits(name: ChartName, metric: Metric) -> bool:
    """Return whether a chart can show a metric at all."""
    if name == "distribution":
        return metric.kind in ("csat", "ces", "nps", "score")
    if name == "curves":
        return curves.on_emotion(metric, 0.0) is not None
    if name == "voices":
        return voice_of(metric) == "x"
    return funnel.counts(metric) if name == "funnel" else True


def chart(name: ChartName, m: JourneyMap, readings: Readings, choice: Choice = ANY) -> Chart | None:
    """Return a chart of a map; None where nothing that it could show was measured."""
    if name == "funnel":
        steps = funnel.funnel(m, readings, choice.period, choice.metric)
        if not steps:
            return None
        about = funnel.about(steps, m.calendar)
        return Chart(name, funnel.title(), about, lambda pen: funnel.draw(steps, m, pen))
    if name == "aims":
        aimed = aims.aims(m, readings, choice.period, choice.metric)
        if aimed is None:
            return None
        return Chart(name, aims.title(), aimed.moment.told(), lambda pen: aims.draw(aimed, pen))
    for metric in m.metrics:
        if choice.metric in ("", metric.id) and suits(name, metric):
            found = _of_metric(name, m, readings, metric, choice)
            if found is not None:
                return found
    return None


def _of_metric(
    name: ChartName, m: JourneyMap, readings: Readings, metric: Metric, choice: Choice
) -> Chart | None:
    if name == "trend":
        line = trend.trend(m, readings, metric, choice.at, choice.period, choice.segment)
        if line is None:
            return None
        return Chart(name, trend.title(line), trend.about(line), lambda pen: trend.draw(line, pen))
    if name == "distribution":
        spread = distribution.distribution(m, readings, metric, choice.period)
        if spread is None:
            return None
        title = distribution.title(metric)
        about = spread.moment.told()
        return Chart(name, title, about, lambda pen: distribution.draw(spread, metric, pen))
    if name == "curves":
        path = curves.curves(m, readings, metric, choice.period, choice.persona)
        if path is None:
            return None
        title, about = curves.title(metric), path.moment.told()
        return Chart(name, title, about, lambda pen: curves.draw(path, metric, pen))
    both = [
        found
        for other in m.metrics
        if choice.against in ("", other.id) and voice_of(other) == "o"
        for found in (voices.voices(m, readings, metric, other, choice.period),)
        if found is not None
    ]
    if not both:
        return None
    most = max(both, key=lambda found: len(found.dots))
    return Chart(name, voices.title(most), most.moment.told(), lambda pen: voices.draw(most, pen))
