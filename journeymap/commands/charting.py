"""`journeymap metrics chart`: a chart of what a map measured, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast, get_args

import click

from journeymap.charts.album import NAMES, TAKES, ChartName, Choice, Part, chart, suits
from journeymap.charts.trend import Cut
from journeymap.commands.named_periods import refuse_no_period
from journeymap.console import MAP, fail, or_fail, read, said
from journeymap.files.save import save_file
from journeymap.metrics.matching import THE_MAP, places
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap
from journeymap.model.readings import Readings, periods
from journeymap.model.scales import voice_of
from journeymap.model.text import M, say
from journeymap.picture.theme import THEMES, ThemeName

Form = Literal["png", "svg", "pdf"]


@click.command(
    "chart",
    help=said(
        M(
            "Draw a chart of what a map measured, in the language of the map.\n\n"
            "Charts: {charts}. The ending of the file says whether it is PNG, SVG or PDF.",
            charts=tuple(NAMES),
        )
    ),
)
@MAP
@click.argument("name", metavar="CHART", type=click.Choice(get_args(ChartName)))
@click.option("-o", "--output", required=True, metavar="FILE", help=said(M("The file to write.")))
@click.option("--metric", default="", metavar="ID", help=said(M("The metric to show.")))
@click.option("--against", default="", metavar="ID", help=said(M("What people did, for “voices”.")))
@click.option("--at", default=None, metavar="ID", help=said(M("The place to show, for “trend”.")))
@click.option(
    "--period",
    default="",
    help=said(M("The period to show; each place’s newest if left out, all of them for “trend”.")),
)
@click.option(
    "--segment",
    "segments",
    multiple=True,
    metavar="NAME=VALUE",
    help=said(M("The segment to show, for “trend”.")),
)
@click.option("--theme", type=click.Choice(tuple(THEMES)), default="light", show_default=True)
def draw_chart(
    file: str,
    name: str,
    output: str,
    metric: str,
    against: str,
    at: str | None,
    period: str,
    segments: tuple[str, ...],
    theme: str,
) -> None:
    """Draw a chart of what a map measured."""
    form = Path(output).suffix.lstrip(".").lower()
    if form not in get_args(Form):
        fail(said(M("“{file}” ends in no form of picture; use .png, .svg or .pdf", file=output)))
    m = read(file).map
    known = tuple(each.id for each in m.metrics)
    for each in (metric, against):
        if each and each not in known:
            fail(said(M("there is no metric “{id}”; there are: {ids}", id=each, ids=known)))
    given: dict[Part, object] = {
        "metric": metric, "against": against, "at": at, "period": period, "segment": segments
    }  # fmt: skip
    _refuse_idle(cast("ChartName", name), m, given)
    refuse_no_period(period, m.calendar)
    readings = Readings(m)
    there = {THE_MAP, "", *(readings.place(each.key) for each in places(index_of(m)))}
    if at is not None and readings.place(at) not in there:
        fail(said(M("there is no “{id}” on this map that can be measured", id=at)))
    cut = _cut(segments, m)
    choice = Choice(metric, against, at, period, segment=cut)
    found = chart(cast("ChartName", name), m, readings, choice)
    anywhen = choice._replace(period="")
    if found is None and period and chart(cast("ChartName", name), m, readings, anywhen):
        when = periods(m, metric)
        fail(
            said(
                M("There is no reading for {period}; there are {periods}.", period=period,
                  periods=when)
            )
        )  # fmt: skip
    if found is None:
        fail(said(M("nothing that this chart could show was measured on this map")))
    try:
        from journeymap.charts.pen import Pen, written
    except ImportError:
        fail(said(M("charts need matplotlib; install it with: pip install 'journeymap[charts]'")))
    pen = Pen(m.language, cast("ThemeName", theme))
    with pen.dressed():
        figure = found.draw(pen)
    data = written(figure, cast("Form", form), pen, say(found.title, m.language))
    or_fail(lambda: save_file(output, data))


def _refuse_idle(name: ChartName, m: JourneyMap, given: dict[Part, object]) -> None:
    """Refuse what was asked for and would change nothing."""
    for part, value in given.items():
        if value not in (None, "", ()) and part not in TAKES[name]:
            those = tuple(other for other, parts in TAKES.items() if part in parts)
            fail(
                said(
                    M(
                        "{option} does nothing for the chart “{chart}”; it is there for: {charts}",
                        option=f"--{part}",
                        chart=name,
                        charts=those,
                    )
                )
            )
    for part in ("metric", "against"):
        able = tuple(
            each.id
            for each in m.metrics
            if (suits(name, each) if part == "metric" else voice_of(each) == "o")
        )
        if given[part] and given[part] not in able:
            fail(
                said(
                    M(
                        "the chart “{chart}” cannot show {id}; it can show: {ids}",
                        chart=name,
                        id=str(given[part]),
                        ids=able or "–",
                    )
                )
            )


def _cut(segments: tuple[str, ...], m: JourneyMap) -> Cut:
    """Return the segment that was asked for; refuse one of which there is no reading."""
    asked = {name.strip(): value.strip() for name, _, value in (s.partition("=") for s in segments)}
    there = [each.segment for each in m.readings if each.segment]
    if asked and not any(asked.items() <= each.items() for each in there):
        known = sorted({f"{name}={value}" for each in there for name, value in each.items()})
        segment = ", ".join(segments)
        if not known:
            fail(said(M("no reading of this map is of a segment")))
        fail(said(M("there is no segment “{segment}”; there are: {segments}", segment=segment,
                    segments=tuple(known))))  # fmt: skip
    return tuple(sorted(asked.items()))
