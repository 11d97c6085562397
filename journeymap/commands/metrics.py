"""`journeymap metrics`: what a map measured, and how measured values come into it."""

from __future__ import annotations

import json
from typing import Any

import click

from journeymap.commands.charting import draw_chart
from journeymap.commands.metrics_importing import import_metrics, refresh
from journeymap.commands.metrics_reading import read_source
from journeymap.commands.named_periods import refuse_no_period
from journeymap.console import MAP, fail, language, put_json, read, said
from journeymap.metrics.matching import THE_MAP
from journeymap.metrics.values import Cut, Value, measured, values
from journeymap.model.changes import Moved
from journeymap.model.journey import JourneyMap, Metric
from journeymap.model.periods import spell_period
from journeymap.model.readings import Readings
from journeymap.model.scales import spell
from journeymap.model.terminal import in_columns
from journeymap.model.text import M, Message, visible

FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
MOVED: dict[Moved, Message] = {
    "better": M("better"),
    "worse": M("worse"),
    "changed": M("changed"),
    "same": M("within its interval"),
}


@click.group(help=said(M("Bring measured values into a map, and say what it holds of them.")))
def metrics() -> None:
    """Bring measured values into a map."""


for command in (import_metrics, refresh, read_source, draw_chart):
    metrics.add_command(command)


@metrics.command("list", help=said(M("List the metrics of a map and how they were measured.")))
@MAP
@FORM
def list_metrics(file: str, form: str) -> None:
    """List the metrics of a map."""
    m = read(file).map
    found = measured(m, Readings(m))
    if form == "json":
        rows = [
            {
                **each.metric.model_dump(mode="json", by_alias=True, exclude_defaults=True),
                "readings": each.readings,
                "places": each.places,
                "newest": each.newest or None,
            }
            for each in found
        ]
        put_json(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo(said(M("This map has no metrics yet.")))
    for line in in_columns(
        (
            each.metric.id,
            visible(each.metric.name),
            said(M("{n} reading", plural="{n} readings", n=each.readings)),
            said(M("{n} place", plural="{n} places", n=each.places)),
            spell_period(each.newest, language(), m.calendar) if each.newest else "",
        )
        for each in found
    ):
        click.echo(line)


@metrics.command(help=said(M("Show the newest values of a map’s metrics, with their intervals.")))
@MAP
@click.argument("names", metavar="METRIC…", nargs=-1)
@click.option("--period", default="", help=said(M("The period to show; the newest if left out.")))
@FORM
def show(file: str, names: tuple[str, ...], period: str, form: str) -> None:
    """Show the newest values of a map's metrics."""
    m = read(file).map
    known = {metric.id: metric for metric in m.metrics}
    for name in names:
        if name not in known:
            fail(said(M("there is no metric “{id}”; there are: {ids}", id=name, ids=tuple(known))))
    refuse_no_period(period, m.calendar)
    readings = Readings(m)
    chosen = [metric for metric in m.metrics if not names or metric.id in names]
    found = [value for metric in chosen for value in values(m, readings, metric, period)]
    if form == "json":
        rows = [as_json(value) for value in found]
        put_json(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for metric in chosen:
        mine = [value for value in found if value.metric is metric]
        click.echo(f"{visible(metric.name)} ({metric.id})")
        lines = in_columns([as_cells(m, value) for value in mine])
        for line in lines or [said(M("not measured"))]:
            click.echo(f"  {line}")


def as_json(value: Value) -> dict[str, Any]:
    """Return a value for programs: numbers as they are, None where nothing is known."""
    point, before = value.point, value.before
    return {
        "metric": value.metric.id,
        "at": value.at or THE_MAP,
        "name": value.name or None,
        "segment": dict(value.cut),
        "period": point.period,
        "value": point.value,
        "n": point.n,
        "low": point.low,
        "high": point.high,
        "band": value.band,
        "before": {"period": before.period, "value": before.value} if before else None,
        "moved": value.moved,
    }


def as_cells(m: JourneyMap, value: Value) -> tuple[str, ...]:
    """Return a value for people: place, segment, period, value with interval and n, the change."""
    metric, point = value.metric, value.point
    return (
        visible(value.name) or said(M("the whole map")),
        said_segment(value.cut),
        spell_period(point.period, language(), m.calendar),
        _interval(metric, value),
        said(M("n = {n}", n=point.n)) if point.n is not None else "",
        _change(m, value),
    )


def said_segment(cut: Cut) -> str:
    """Return a segment for people, such as `device: mobile`."""
    return visible(", ".join(f"{name}: {value}" for name, value in cut))


def _interval(metric: Metric, value: Value) -> str:
    point, lang = value.point, language()
    text = spell(metric, point.value, lang)
    if point.low is None or point.high is None:
        return text
    return said(
        M(
            "{value} ({low} to {high})",
            value=text,
            low=spell(metric, point.low, lang),
            high=spell(metric, point.high, lang),
        )
    )


def _change(m: JourneyMap, value: Value) -> str:
    if value.before is None:
        return ""
    since = M(
        "{period}: {value}",
        period=spell_period(value.before.period, language(), m.calendar),
        value=spell(value.metric, value.before.value, language()),
    )
    word = MOVED.get(value.moved) if value.moved else None
    if value.moved == "same" and value.point.low is None:
        word = M("unchanged")  # there is no interval that it could lie in
    return said(M("{word} ({since})", word=word, since=since) if word else since)
