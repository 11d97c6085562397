"""The measured values of a table, one by one, whether it is long or wide.

A long table has one value a row; a wide one has several, in a column a metric or a column a
period. Either way the source's own words stand beside each value, and a line that gives none is
told with its reason. What the words mean in a map is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from journeymap.metrics import dates, period_columns, roles
from journeymap.metrics.limits import MAX_SKIPPED
from journeymap.metrics.numbers import Number
from journeymap.metrics.reading_cells import CellReader
from journeymap.metrics.survey import gather
from journeymap.metrics.table import LongRow, LongRows, Row, Skipped, Table, Unusable
from journeymap.metrics.text_table import more_unread
from journeymap.model.periods import span
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Calendar, Grain

_FIRST = re.compile(r"\d{4}-\d\d-01")


class _NoValue(Exception):
    """A row whose value cannot be used."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class _Columns(NamedTuple):
    """The readers of the columns, by their role."""

    one: Mapping[str, CellReader]
    values: tuple[tuple[CellReader, str, dates.When | None], ...]  # with its metric or its period
    counts: tuple[tuple[str, CellReader], ...]
    segments: tuple[tuple[str, CellReader], ...]


def readings_rows(
    table: Table,
    columns: Mapping[str, str],
    grain: Grain | None = None,
    calendar: Calendar = "gregorian",
) -> LongRows:
    """Return the values of a table, whose `columns` say what each is there for (see `roles`).

    Of what a row has, counts are taken before hits, and hits before a value. Where several columns
    are `value`, the name of each is its period, if all of them are periods, and else its metric;
    where one is, and its name is no period and no column the metric, its name is the metric too.
    A row without a period has the one that the file states. Days that all are the first of a
    month, or all the last, stand for their months, as spreadsheets write those; `grain` says for
    what periods of `calendar` any days stand. Empty values are counted and nothing else.

    Raises Unusable when there is no such column, or none that holds values.
    """
    found = _columns(table, roles.check(columns, table))
    rows: list[LongRow] = []
    skipped: list[Skipped] = []
    empty = unlisted = 0
    for row in table.rows:
        made = False
        try:
            for value in _values(row, found, table.assumed.period):
                if isinstance(value, LongRow):
                    rows.append(value)
                    made = True
                elif len(skipped) < MAX_SKIPPED:
                    skipped.append(Skipped(row.line, value))
                    made = True
                else:
                    unlisted += 1
                    made = True
        except _NoValue as problem:
            made = True
            if len(skipped) < MAX_SKIPPED:
                skipped.append(Skipped(row.line, problem.message))
            else:
                unlisted += 1
        empty += not made
    if unlisted:
        skipped.append(Skipped(0, more_unread(unlisted)))
    if grain:
        return LongRows(_by_grain(rows, grain, calendar), tuple(skipped), empty)
    by_month = _by_month(rows)
    months = rows[0].period if rows and by_month != tuple(rows) else ""
    return LongRows(by_month, tuple(skipped), empty, months)


def _by_month(rows: list[LongRow]) -> tuple[LongRow, ...]:
    every = {(row.period, row.calendar) for row in rows}
    firsts = all(_FIRST.fullmatch(period) for period, _ in every)
    if every and (firsts or all(_is_last(dates.When(*each)) for each in every)):
        return tuple(row._replace(period=row.period[:7]) for row in rows)
    return tuple(rows)


def _is_last(day: dates.When) -> bool:
    if not day.is_day:
        return False
    return span(day.text, day.calendar).last == span(day.text[:7], day.calendar).last


def _by_grain(rows: list[LongRow], grain: Grain, calendar: Calendar) -> tuple[LongRow, ...]:
    found = []
    for row in rows:
        when = gather(dates.When(row.period, row.calendar), grain, calendar)
        found.append(row._replace(period=when.text, calendar=when.calendar))
    return tuple(found)


def _columns(table: Table, given: Mapping[str, str]) -> _Columns:
    readers = {column: CellReader(table, column) for column in given}
    one = {role: readers[column] for column, role in given.items() if role in roles.ROLES}
    values = [column for column, role in given.items() if role == "value"]
    counts = tuple(
        (role.removeprefix("counts."), readers[column])
        for column, role in given.items()
        if role.startswith("counts.")
    )
    segments = tuple(
        (role.removeprefix("segment."), readers[column])
        for column, role in given.items()
        if role.startswith("segment.")
    )
    if not values and not counts and "hits" not in one:
        raise Unusable(
            M("no column holds values; say which one is the value"), "--columns 'COLUMN=value'"
        )
    if "hits" in one and "of" not in one:
        raise Unusable(
            M("hits say nothing without the number they are of; say which column it is"),
            "--columns 'COLUMN=of'",
        )
    named = _named(table, values, one)
    return _Columns(one, tuple((readers[name], *named[name]) for name in values), counts, segments)


def _named(
    table: Table, values: list[str], one: Mapping[str, CellReader]
) -> dict[str, tuple[str, dates.When | None]]:
    """Return what the name of each value column says: a metric, or a period."""
    order = dates.order_of(table.assumed.dates) or dates.OPEN
    periods = {name: period_columns.period_of(name, order) for name in values}
    if values and all(periods.values()) and "period" not in one:
        return {name: ("", periods[name]) for name in values}
    others = [name for name in values if not periods[name]]
    if "period" not in one and len(values) - len(others) > 1:
        raise Unusable(
            M(
                "the other values are of a period each, but “{column}” is no period; leave that "
                "column out",
                column=others[0],
            ),
            f"--columns '{others[0]}='",
        )
    if len(values) > 1 and "metric" in one:
        raise Unusable(
            M(
                "“{column}” and “{other}” are both the value, and another column names the "
                "metric; leave one of them out",
                column=values[0],
                other=values[1],
            ),
            f"--columns '{values[1]}='",
        )
    if "metric" in one:
        return dict.fromkeys(values, ("", None))
    return {name: (name, None) for name in values}


def _values(row: Row, found: _Columns, stated: str) -> Iterator[LongRow | Message]:
    """Yield the values of a row, and why another one is none; raises _NoValue for the whole row."""
    one = found.one
    period, calendar = _period(row, one.get("period"), stated)
    base = LongRow(
        row.line,
        _text(row, one.get("touchpoint")),
        _text(row, one.get("metric")),
        period=period,
        calendar=calendar,
        segment=tuple((name, text) for name, at in found.segments if (text := _text(row, at))),
    )
    counts = {score: n for score, at in found.counts if (n := _count(row, at)) is not None}
    if counts:
        yield base._replace(counts=counts)
        return
    hits, of = _count(row, one.get("hits")), _count(row, one.get("of"))
    if hits is not None and of is not None:
        yield base._replace(hits=hits, of=of)
        return
    if hits is not None:
        raise _NoValue(M("there are hits, but not the number they are of"))
    n, sd = _count(row, one.get("n")), _spread(row, one.get("sd"))
    for at, metric, when in found.values:
        number = at.number(row.cells[at.place])
        if number is None:
            continue
        if not isinstance(number, Number):
            yield number
            continue
        value = base._replace(
            value=number.value, n=n, sd=sd, percent=number.percent, seconds=number.seconds
        )
        if metric:
            value = value._replace(metric=metric)
        if when:
            value = value._replace(period=when.text, calendar=when.calendar)
        yield value


def _text(row: Row, at: CellReader | None) -> str:
    return at.text(row.cells[at.place]) if at else ""


def _count(row: Row, at: CellReader | None) -> int | None:
    if at is None:
        return None
    found = at.count(row.cells[at.place])
    if found is None or isinstance(found, int):
        return found
    raise _NoValue(found)


def _spread(row: Row, at: CellReader | None) -> float | None:
    if at is None:
        return None
    found = at.number(row.cells[at.place])
    if found is None:
        return None
    if isinstance(found, Message):
        raise _NoValue(found)
    if found.seconds:  # its value may be in another unit
        raise _NoValue(M("write a standard deviation as a number, in the unit of the metric"))
    if found.value < 0:
        raise _NoValue(M("a standard deviation is not negative, but this one is"))
    return found.value


def _period(row: Row, at: CellReader | None, stated: str) -> tuple[str, Calendar]:
    found = at.period(row.cells[at.place]) if at else None
    if found is None:
        return stated, "gregorian"
    if isinstance(found, dates.When):
        return found
    raise _NoValue(found)
