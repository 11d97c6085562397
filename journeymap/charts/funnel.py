"""How many people there are in each stage, and how many of them are lost on the way to the next.

All bars are counted by one metric where one counts two stages: views of an advertisement are no
people who reach the cart, and one number divided by the other says nothing. Where there is no such
metric each bar says what it counts, and no shares are given.

The number of a stage is the largest that was counted at one of its touchpoints: whoever was at two
touchpoints of a stage would be counted twice if they were added.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from journeymap.charts.moment import some
from journeymap.model.journey import JourneyMap, Metric, Stage
from journeymap.model.periods import period_message
from journeymap.model.readings import Readings, periods
from journeymap.model.scales import voice_of
from journeymap.model.text import M, Message, say_percent
from journeymap.model.vocabulary import Calendar

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journeymap.charts.pen import Pen

PEOPLE = ("traffic", "impressions")  # measures of kind count that count visitors


class Step(NamedTuple):
    """A stage with its number of people, by the metric that counted them.

    `period` is that of all steps: numbers of several periods would lose people who never came.
    `kept` is a share, 0..1, of the stage before; None in the first and where another metric counted
    there. A later stage may have more people than one before: they came in another way.
    """

    stage: Stage
    metric: Metric
    people: int
    kept: float | None
    period: str = ""


def counts(metric: Metric) -> bool:
    """Return whether a metric counts the people of a stage.

    Shares do, by what they are a share of, and visitors; twenty who were asked are not all who
    came.
    """
    if voice_of(metric) == "x":
        return False
    return metric.kind == "ratio" or (metric.kind == "count" and metric.measure in PEOPLE)


def funnel(
    m: JourneyMap, readings: Readings, period: str = "", metric: str = ""
) -> tuple[Step, ...]:
    """Return the stages in which people were counted, in the order of the map; none if only one.

    Without `metric` it is the one that counts the most stages. Without `period` it is the newest in
    which one metric counted two stages, and failing that, in which several did together.
    """
    counting = [each for each in m.metrics if metric in ("", each.id) and counts(each)]
    asked = (period,) if period else tuple(reversed(periods(m)))
    for when in asked:
        each_alone = [_steps(m, readings, when, (each,)) for each in counting]
        if most := max(each_alone, key=len, default=()):
            return most
    return next((found for when in asked if (found := _steps(m, readings, when, counting))), ())


def _steps(
    m: JourneyMap, readings: Readings, period: str, counting: Iterable[Metric]
) -> tuple[Step, ...]:
    most: dict[str, tuple[int, Metric]] = {}
    for metric in counting:
        for touchpoint in m.touchpoints:
            shown = readings.shown(metric.id, touchpoint.id, period)
            if shown is None or shown.fit != "exact":
                continue
            n = shown.point.n if metric.kind == "ratio" else round(shown.point.value)
            if n and n > most.get(touchpoint.stage, (0, metric))[0]:
                most[touchpoint.stage] = (n, metric)
    found: list[Step] = []
    for stage in m.stages:
        if stage.id in most:
            n, metric = most[stage.id]
            before = found[-1] if found else None
            kept = n / before.people if before and before.metric is metric else None
            found.append(Step(stage, metric, n, kept, period))
    return tuple(found) if len(found) > 1 else ()


def title() -> Message:
    """Return what the chart shows, in a line."""
    return M("People by stage")


def about(found: tuple[Step, ...], calendar: Calendar) -> Message:
    """Return what was counted, where that is one metric, and of which period it is."""
    period = period_message(found[0].period, calendar)
    if len(_metrics(found)) > 1:
        return period
    return M("counted by: {metric}, {period}", metric=found[0].metric.name, period=period)


def _metrics(found: tuple[Step, ...]) -> set[str]:
    return {step.metric.id for step in found}


def notes(m: JourneyMap, found: tuple[Step, ...]) -> tuple[Message, ...]:
    """Return why there are no shares, and which stages are left out as nothing counted there."""
    told = []
    if len(_metrics(found)) > 1:
        told.append(M("Several metrics count here; none of them gives a share of another."))
    there = {step.stage.id for step in found}
    names = [stage.name for stage in m.stages if stage.id not in there]
    return (*told, M("not measured: {names}", names=some(names))) if names else (*told,)


def draw(found: tuple[Step, ...], m: JourneyMap, pen: Pen) -> Figure:
    """Return the chart."""
    figure, axes = pen.figure()
    axes.grid(visible=False)
    rows = range(len(found))
    axes.barh(rows, [step.people for step in found], height=0.62, color=pen.color("accent"))
    worst = min((step.kept for step in found if step.kept is not None), default=None)
    names = _names(found, pen)
    room = max(pen.wide - max(map(pen.length, names)) - 0.5, 1.0)
    texts = [_words(step, pen, room / 2) for step in found]
    for row, step, words in zip(rows, found, texts, strict=True):
        lost = step.kept is not None and step.kept == worst and step.kept < 1
        pen.note(axes, step.people, row, words, offset=(6, 0), va="center",
                 color=pen.color("poor.text" if lost else "text"), ha=pen.start,
                 fontweight="bold" if lost else "normal")  # fmt: skip
    pen.names(axes.yaxis, names)
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_xticks([])
    most = max((step.people for step in found), default=1)
    ends = [
        step.people / most / max(1 - (pen.length(words) * 1.1 + 0.2) / room, 0.3)
        for step, words in zip(found, texts, strict=True)
    ]
    axes.set_xlim(0, most * max(1.02, *ends))
    body = 0.15 + max(0.5, *(pen.height(text) + 0.12 for text in (*texts, *names))) * len(found)
    pen.finish(figure, axes, title(), about(found, m.calendar), notes(m, found), body)
    return figure


def _words(step: Step, pen: Pen, room: float) -> str:
    """Return how many people are in a stage, and what share of those in the stage before."""
    words = pen.number(step.people)
    if step.kept is None or step.kept > 1:
        return words
    share = say_percent(step.kept, pen.lang, 1)
    both = pen.said(M("{people} · {share} of the stage before", people=words, share=share))
    return pen.wrapped(both, 3, pen.letters(room))


def _names(found: tuple[Step, ...], pen: Pen) -> list[str]:
    """Return the names of the stages, with what was counted there where that differs."""
    wide = pen.letters(0.25 * pen.wide)
    names = [pen.wrapped(step.stage.name, 2, wide) for step in found]
    if len(_metrics(found)) == 1:
        return names
    told = [pen.wrapped(pen.said(step.metric.name), 1, wide) for step in found]
    return [f"{name}\n{metric}" for name, metric in zip(names, told, strict=True)]
