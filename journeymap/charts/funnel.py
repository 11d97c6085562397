"""How many people there are in each stage, and how many of them are lost on the way to the next.

The number of a stage is the largest that was counted at one of its touchpoints: whoever was at two
touchpoints of a stage would be counted twice if they were added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.charts.moment import some
from journeymap.model.journey import JourneyMap, Stage
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
    """A stage with its number of people; shares are 0..1, of the first stage and of the one before.

    `period` is that of all steps: numbers of several periods would lose people who never came.
    `kept` is None in the first. A later stage may have more people than one before: they came in
    another way.
    """

    stage: Stage
    people: int
    of_first: float
    kept: float | None
    period: str = ""


def funnel(m: JourneyMap, readings: Readings, period: str = "") -> tuple[Step, ...]:
    """Return the stages in which people were counted, in the order of the map; none if only one.

    Counted are those of whom a share was measured (`of`), and visitors; no samples. Without
    `period` it is the newest in which two stages were counted.
    """
    asked = (period,) if period else reversed(periods(m))
    return next((found for each in asked if (found := _steps(m, readings, each))), ())


def _steps(m: JourneyMap, readings: Readings, period: str) -> tuple[Step, ...]:
    most: dict[str, int] = {}
    for metric in m.metrics:
        if metric.kind != "ratio" and not (metric.kind == "count" and metric.measure in PEOPLE):
            continue
        if voice_of(metric) == "x":
            continue  # twenty who were asked are not all who came
        for touchpoint in m.touchpoints:
            shown = readings.shown(metric.id, touchpoint.id, period)
            if shown is None or shown.fit != "exact":
                continue
            n = shown.point.n if metric.kind == "ratio" else round(shown.point.value)
            if n:
                most[touchpoint.stage] = max(most.get(touchpoint.stage, 0), n)
    found: list[Step] = []
    for stage in m.stages:
        if stage.id in most:
            n = most[stage.id]
            kept = n / found[-1].people if found else None
            found.append(Step(stage, n, n / found[0].people if found else 1.0, kept, period))
    return tuple(found) if len(found) > 1 else ()


def title() -> Message:
    """Return what the chart shows, in a line."""
    return M("People by stage")


def about(found: tuple[Step, ...], calendar: Calendar) -> Message:
    """Return of which period it is."""
    return period_message(found[0].period, calendar)


def notes(m: JourneyMap, found: tuple[Step, ...]) -> tuple[Message, ...]:
    """Return which stages are left out because nobody was counted there."""
    there = {step.stage.id for step in found}
    names = [stage.name for stage in m.stages if stage.id not in there]
    return (M("nobody was counted in: {names}", names=some(names)),) if names else ()


def draw(found: tuple[Step, ...], m: JourneyMap, pen: Pen) -> Figure:
    """Return the chart."""
    figure, axes = pen.figure()
    axes.grid(visible=False)
    rows = range(len(found))
    axes.barh(rows, [step.people for step in found], height=0.62, color=pen.color("accent"))
    worst = min((step.kept for step in found if step.kept is not None), default=None)
    names = [pen.wrapped(step.stage.name, 2, pen.letters(0.25 * pen.wide)) for step in found]
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
