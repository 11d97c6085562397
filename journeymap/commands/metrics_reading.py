"""`journeymap metrics read`: what a source holds, before any map is asked.

The first rows are printed as they were understood, with what was assumed and what is open. Columns
that nothing is taken from are named and not shown: they may hold what people wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Literal

import click

from journeymap.commands.metrics_options import (
    COLUMNS,
    FORM,
    OPTIONS,
    SHAPE,
    options_of,
    or_fail,
    pairs,
    table_of,
)
from journeymap.console import put_json, said
from journeymap.metrics import plain_values, roles, telling
from journeymap.metrics.long_rows import readings_rows
from journeymap.metrics.reading_cells import CellReader
from journeymap.metrics.scores import score, words_of
from journeymap.metrics.sources import refuse_no_rows
from journeymap.metrics.survey import survey_counts
from journeymap.metrics.table import Cell, LongRow, Skipped, Table
from journeymap.model.terminal import in_columns
from journeymap.model.text import M, literal, visible

FIRST = 6  # rows that are printed
WIDEST = 28  # letters of a cell


@click.command(
    "read",
    help=said(M("Print the rows of a source as they were understood, and what was assumed.")),
)
@click.argument("source", metavar="FILE")
@SHAPE
@COLUMNS
@OPTIONS
@FORM
def read_source(
    source: str,
    shape: Literal["table", "survey"] | None,
    columns: tuple[str, ...],
    options: tuple[str, ...],
    form: str,
) -> None:
    """Print the rows of a source as they were understood."""
    table = table_of(source, options_of(options))
    or_fail(source, lambda: refuse_no_rows(table))
    shape = shape or roles.shape(table)
    guess, told = roles.guess(table, shape), pairs(columns)
    wanted = roles.together(guess.columns, told)
    given = or_fail(source, lambda: roles.check(wanted, table))
    supposed = [
        each
        for each in guess.said
        if each.column not in told and given.get(each.column) == each.value
    ]
    more: list[telling.Line] = []
    rows: list[list[str]] = []
    skipped: tuple[Skipped, ...] = ()
    values = plain_values.table_values(table)
    values["as"] = shape
    values["columns"] = given
    values["supposed"] = [plain_values.assumption_values(each) for each in supposed]
    values["left_out"] = plain_values.left_out_values(table, given)
    values["header"] = list(table.columns)
    values["table"] = [[_plain(cell) for cell in row.cells] for row in table.rows]
    values["lines"] = [row.line for row in table.rows]
    if shape == "survey":
        counted = or_fail(source, lambda: survey_counts(table, _without_open_dates(table, given)))
        values.update(plain_values.survey_values(counted))
        skipped = counted.skipped
        more += telling.survey_lines(counted)
        rows = list(_answers(table, given))
    elif any(role == "value" or "." in role or role == "hits" for role in given.values()):
        long = or_fail(source, lambda: readings_rows(table, given))
        values["readings"] = [plain_values.row_values(row) for row in long.rows]
        skipped = long.skipped
        more.append(telling.values_line(len(long.rows)))
        rows = list(_readings(long.rows))
    else:
        more.append(telling.Line(_NO_VALUES))
    values["skipped"] = plain_values.skipped_values((*table.skipped, *skipped))
    if form == "json":
        put_json(json.dumps(values, ensure_ascii=False, indent=2))
        return
    more += telling.skipped_lines((*table.skipped, *skipped))
    if rows:
        more.append(telling.Line(M("The first rows, as they were understood:")))
    for line in (*telling.table_lines(table, given, supposed), *more):
        click.echo(f"  {said(line.message)}" if line.deep else said(line.message))
    for text in in_columns(rows, headed=True) if rows else ():
        click.echo(f"  {text}")


_NO_VALUES = M(
    "no column holds values; say which one is the value: {option}",
    option=literal("--columns 'COLUMN=value'"),
)


def _without_open_dates(table: Table, given: Mapping[str, str]) -> dict[str, str]:
    """Return the roles without the period where its dates are open: answers count without them."""
    asked = {each.column for each in table.assumed.open() if each.option == "dates"}
    return {name: role for name, role in given.items() if role != "period" or name not in asked}


def _plain(cell: Cell) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell


# ---------------------------------------------------------------- the first rows


def _readings(rows: Sequence[LongRow]) -> Iterator[list[str]]:
    """Yield the heads and the first values of a table; roles that say nothing are left out."""
    names = sorted({name for row in rows[:FIRST] for name, _ in row.segment})
    yield ["line", "touchpoint", "metric", "value", "n", "sd", "period", *names]
    for row in rows[:FIRST]:
        segment = dict(row.segment)
        yield [
            str(row.line),
            _cut(row.touchpoint),
            _cut(row.metric),
            _amount(row),
            "" if row.n is None else str(row.n),
            "" if row.sd is None else f"{row.sd:g}",
            row.period,
            *(_cut(segment.get(name, "")) for name in names),
        ]


def _amount(row: LongRow) -> str:
    if row.counts is not None:
        return ", ".join(f"{name}: {n}" for name, n in row.counts.items())
    if row.hits is not None:
        return f"{row.hits}/{row.of}"
    mark = "%" if row.percent else " s" if row.seconds else ""
    return "" if row.value is None else f"{row.value:.12g}{mark}"


def _answers(table: Table, given: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the heads and the first answers of a survey: scores, never what stands beside them."""
    readers = {name: CellReader(table, name) for name in given}
    words = {
        name: words_of(table, readers[name].place)
        for name, role in given.items()
        if role == "question"
    }
    yield ["line", *(_cut(name) for name in given)]
    for row in islice(table.rows, FIRST):
        cells = [str(row.line)]
        for name, role in given.items():
            reader = readers[name]
            cell = row.cells[reader.place]
            if role == "question":
                value = words[name].get(cell) if isinstance(cell, str) else None
                value = score(cell) if value is None else value
                cells.append("-" if value is None else str(value))
            elif role == "period":
                when = reader.period(cell)
                cells.append(getattr(when, "text", "-"))
            else:
                cells.append(_cut(reader.text(cell)))
        yield cells


def _cut(text: str) -> str:
    """Return a text in the room of a cell; questions that begin alike may end differently.

    What would turn the direction of a terminal around, or steer it, is made visible.
    """
    text = visible(text)
    half = (WIDEST - 1) // 2
    return text if len(text) <= WIDEST else f"{text[:half]}…{text[-half:]}"
