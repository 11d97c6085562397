"""How many people there are in each stage, and how many of them are lost on the way to the next.

The number of a stage is the largest that was counted at one of its touchpoints: whoever was at two
touchpoints of a stage would be counted twice if they were added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.model.journey import JourneyMap, Stage
from journeymap.model.periods import period_message
from journeymap.model.readings import Readings, periods
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

    Counted are those of whom a share was measured (`of`), and visitors. Without `period` it is the
    newest in which two stages were counted.
    """
    asked = (period,) if period else reversed(periods(m))
    return next((found for each in asked if (found := _steps(m, readings, each))), ())


def _steps(m: JourneyMap, readings: Readings, period: str) -> tuple[Step, ...]:
    most: dict[str, int] = {}
    for metric in m.metrics:
        if metric.kind != "ratio" and not (metric.kind == "count" and metric.measure in PEOPLE):
            continue
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


def title(found: tuple[Step, ...], calendar: Calendar) -> Message:
    """Return what the chart shows, in a line."""
    period = period_message(found[0].period, calendar)
    return M("{name}: {metric}", name=M("People by stage"), metric=period)


def draw(found: tuple[Step, ...], calendar: Calendar, pen: Pen) -> Figure:
    """Return the chart."""
    figure, axes = pen.figure((8.0, 1.4 + 0.55 * max(len(found), 2)))
    axes.grid(visible=False)
    rows = range(len(found))
    axes.barh(rows, [step.people for step in found], height=0.62, color=pen.color("accent"))
    worst = min((step.kept for step in found if step.kept is not None), default=None)
    for row, step in zip(rows, found, strict=True):
        words = pen.number(step.people)
        if step.kept is not None and step.kept <= 1:
            words = pen.said(
                M("{people} · {share} of the stage before", people=words,
                  share=say_percent(step.kept, pen.lang, 1))
            )  # fmt: skip
        lost = step.kept is not None and step.kept == worst and step.kept < 1
        pen.note(axes, step.people, row, words, offset=(6, -3),
                 color=pen.color("poor.text" if lost else "text"),
                 ha="right" if pen.rtl else "left")  # fmt: skip
    pen.names(axes.yaxis, [step.stage.name for step in found])
    axes.invert_yaxis()
    axes.set_xticks([])
    most = max((step.people for step in found), default=1)
    axes.set_xlim(0, most * 1.45)
    pen.finish(axes, title(found, calendar))
    return figure
