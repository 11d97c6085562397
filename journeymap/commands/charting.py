"""`journeymap metrics chart`: a chart of what a map measured, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast, get_args

import click

from journeymap.charts.album import NAMES, ChartName, Choice, chart
from journeymap.commands.named_periods import refuse_no_period
from journeymap.console import MAP, fail, or_fail, read, said
from journeymap.files.save import save_file
from journeymap.metrics.matching import THE_MAP, places
from journeymap.model.index import index_of
from journeymap.model.readings import Readings, periods
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
@click.option("--theme", type=click.Choice(tuple(THEMES)), default="light", show_default=True)
def draw_chart(
    file: str,
    name: str,
    output: str,
    metric: str,
    against: str,
    at: str | None,
    period: str,
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
    refuse_no_period(period, m.calendar)
    readings = Readings(m)
    there = {THE_MAP, "", *(readings.place(each.key) for each in places(index_of(m)))}
    if at is not None and readings.place(at) not in there:
        fail(said(M("there is no “{id}” on this map that can be measured", id=at)))
    choice = Choice(metric, against, at, period)
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
