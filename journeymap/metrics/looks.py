"""What each column of a table holds, decided from all of its cells together.

A single cell cannot say whether `1.234` is a thousand or one, nor whether `03/04/2026` is in March
or in April. Its column often can, and if not, another column of the same table can. What is still
open after that is said to be open, so that it is asked and not guessed.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from journeymap.metrics import dates, decimals, numbers
from journeymap.metrics.decimals import Texts
from journeymap.metrics.roles import is_count
from journeymap.metrics.table import Assumption, Cell, Column, Percent, Row, Sure, Unusable
from journeymap.model.text import M, Message, literal

_ENOUGH = 2_000  # different cells tell what a column is
_MOST_DISTINCT = 50_000  # are looked at where those leave open how it is read
_MOST = 0.8  # of the filled cells: what they are, the column is
DECIMALS = (".", ",", "٫", "/")
FRACTIONS = ("percent", "plain")  # what 0.585 is for a metric that goes to 100: 58.5, or itself


class Looks(NamedTuple):
    """The columns, and what was supposed about them; `decimal` and `dates` hold for the table."""

    columns: tuple[Column, ...]
    decimal: str
    dates: str
    said: tuple[Assumption, ...]


class _Marked(NamedTuple):
    """How many cells of a column are numbers, with a percent sign, and with a currency."""

    numbers: int
    percents: int
    amounts: int


class _Seen(NamedTuple):
    """One column before the table as a whole has spoken."""

    kind: Literal["empty", "number", "date", "text"]
    filled: int
    distinct: int
    numbers: numbers.Evidence
    dates: dates.Evidence
    percent: bool
    currency: str
    cells: tuple[Cell, ...]  # the different ones, in the order in which they first stand
    marked: _Marked | None = None


def looks(
    names: Sequence[str],
    rows: Sequence[Row],
    decimal: str = "",
    order: str = "",
    delimiter: str = "",
    questions: Sequence[str] = (),
    fractions: str = "",
) -> Looks:
    """Return what the columns hold; `decimal` and `order` are what the options tell, if they do.

    Raises Unusable when an option says what there is not.
    """
    wanted = dates.order_of(order)
    if wanted is None:
        raise Unusable(
            M(
                "{text} is no order of dates; write year-first, day-first or month-first, with "
                "jalali before it where the years are Jalali ones",
                text=order,
            )
        )
    if decimal and decimal not in DECIMALS:
        raise Unusable(M("{text} is no decimal mark; write a point or a comma", text=decimal))
    if fractions not in ("", *FRACTIONS):
        raise Unusable(
            M("{text} says nothing of fractions; write percent or plain", text=fractions)
        )
    seen = [_seen(rows, place, wanted.calendar) for place in range(len(names))]
    said: list[Assumption] = []
    texts = [
        Texts(name, one.numbers, one.cells, is_count(name))
        for name, one in zip(names, seen, strict=True)
        if one.kind == "number"
    ]
    marks = decimals.marks(texts, decimal, delimiter)
    said += decimals.said(texts, decimal, marks)
    used = Counter(marks.values())
    mark = decimal or ("" if "" in used else used.most_common(1)[0][0] if used else ".")
    columns: list[Column] = []
    for place, name in enumerate(names):
        one = seen[place]
        found, about = _order(name, one, wanted)
        said += about
        columns.append(
            Column(
                name,
                one.kind,
                one.filled,
                one.distinct,
                marks.get(name, mark),
                found,
                one.percent,
                one.currency,
                questions[place] if place < len(questions) else "",
            )
        )
    said += _said_beside(columns, [one.marked for one in seen])
    said += _said_of_shares(columns, seen, fractions)
    orders = Counter(column.dates for column in columns if column.kind == "date")
    common = orders.most_common(1)[0][0] if orders and "" not in orders else ""
    return Looks(tuple(columns), mark, order or common, tuple(said))


def _seen(rows: Sequence[Row], place: int, calendar: str) -> _Seen:
    counts: Counter[Cell] = Counter(row.cells[place] for row in rows)
    for blank in [cell for cell in counts if _is_blank(cell)]:
        del counts[blank]
    cells = tuple(counts)[:_MOST_DISTINCT]
    found = _looked_at(cells[:_ENOUGH], calendar)
    unclear = found.numbers.either and not (found.numbers.dot or found.numbers.comma)
    unclear = unclear or (
        found.dates.either and not found.dates.day_first + found.dates.month_first
    )
    if unclear and len(cells) > _ENOUGH:
        found = _looked_at(cells, calendar)
    marked = _marked(counts) if found.percent or found.currency else None
    return found._replace(filled=counts.total(), distinct=len(counts), cells=cells, marked=marked)


def _marked(counts: Counter[Cell]) -> _Marked:
    every = percents = amounts = 0
    for cell, n in counts.items():
        if isinstance(cell, str):
            found = numbers.number(cell) or numbers.number(cell, ",")
            if found is None:
                continue
            percents += n * found.percent
            amounts += n * bool(found.currency)
        else:
            percents += n * isinstance(cell, Percent)
        every += n
    return _Marked(every, percents, amounts)


def _looked_at(cells: Sequence[Cell], calendar: str) -> _Seen:
    texts = [cell for cell in cells if isinstance(cell, str)]
    as_numbers = numbers.evidence(texts)
    typed = sum(1 for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool))
    kind: Literal["empty", "number", "date", "text"] = "text" if cells else "empty"
    as_dates = dates.Evidence()
    if cells and typed + as_numbers.numbers >= _MOST * len(cells):
        kind = "number"
    elif cells:
        as_dates = dates.evidence((cell for cell in cells if _may_be_date(cell)), calendar)
        if as_dates.dates >= _MOST * len(cells):
            kind = "date"
    percent, currency = _beside(texts) if kind == "number" else (False, "")
    percent = percent or any(isinstance(cell, Percent) for cell in cells)
    return _Seen(kind, 0, 0, as_numbers, as_dates, percent, currency, ())


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and numbers.is_missing(cell))


def _may_be_date(cell: Cell) -> bool:
    return not isinstance(cell, str) or len(cell) <= dates.LONGEST


def _beside(texts: Iterable[str]) -> tuple[bool, str]:
    percents, currencies = 0, Counter[str]()
    for text in texts:
        found = numbers.number(text) or numbers.number(text, ",")
        if found:
            percents += found.percent
            currencies[found.currency] += bool(found.currency)
    common = currencies.most_common(1)
    return bool(percents), common[0][0] if common and common[0][1] else ""


# ---------------------------------------------------------------- dates


def _order(name: str, one: _Seen, wanted: dates.Order) -> tuple[str, list[Assumption]]:
    """Return how the dates of a column are read, and what is to be said about it."""
    if one.kind != "date":
        # a column of numbers may still be asked for its periods: 2026, 202610, 20261021
        return " ".join(filter(None, (wanted.calendar, wanted.order))), []
    found = one.dates
    jalali = wanted.calendar == "jalali" or found.jalali > found.dates / 2
    calendar = wanted.calendar or ("jalali" if jalali else "")
    sure: Sure = "certain"
    if wanted.order:
        order, sure = wanted.order, "told"
    elif not (found.day_first or found.month_first or found.either):
        order = "year-first"
    elif bool(found.day_first) != bool(found.month_first):
        order = "day-first" if found.day_first else "month-first"
    elif found.day_first or found.month_first:
        order = ""
    else:
        # with full stops the day comes first wherever dates are written so
        dotted = all("." in cell for cell in one.cells if isinstance(cell, str))
        order = "day-first" if dotted else _by_sequence(one.cells, calendar)
        sure = "likely"
    text = " ".join(filter(None, (calendar, order))) if order else ""
    choices = tuple(
        " ".join(filter(None, (calendar, each))) for each in ("day-first", "month-first")
    )
    if not order:
        return "", [Assumption("dates", "", "open", _which(name, one), "dates", choices, name)]
    if order == "year-first":
        if not jalali:
            return text, []
        choices = ()
    if jalali and sure == "certain":
        sure = "told" if wanted.calendar else "likely"
    return text, [Assumption("dates", text, sure, _dates(name, text), "dates", choices, name)]


def _by_sequence(cells: Sequence[Cell], calendar: str) -> str:
    """Return the order under which dates never go back, where that is so under one order only."""
    steady = []
    for order in ("day-first", "month-first"):
        days = [dates.when(cell, dates.Order(order, calendar)) for cell in cells]
        texts = [each.text for each in days if each and each.is_day]
        up = all(a <= b for a, b in itertools.pairwise(texts))
        if up and len(set(texts)) > 2:
            steady.append(order)
    return steady[0] if len(steady) == 1 else ""


def _which(name: str, one: _Seen) -> Message:
    example = next(
        (
            cell
            for cell in one.cells
            if dates.when(cell, dates.Order("day-first"))
            != dates.when(cell, dates.Order("month-first"))
        ),
        "",
    )
    return M(
        "{example} in the column {column} can have the day or the month first",
        example=str(example),
        column=name,
    )


def _dates(name: str, order: str) -> Message:
    words = {
        "day-first": M("dates in the column {column} have the day first", column=name),
        "month-first": M("dates in the column {column} have the month first", column=name),
        "jalali year-first": M("dates in the column {column} are Jalali ones", column=name),
        "jalali day-first": M(
            "dates in the column {column} are Jalali ones with the day first", column=name
        ),
        "jalali month-first": M(
            "dates in the column {column} are Jalali ones with the month first", column=name
        ),
    }
    return words.get(order, M("dates in the column {column} have the year first", column=name))


# ---------------------------------------------------------------- what stands beside numbers


def _said_beside(columns: Sequence[Column], marked: Sequence[_Marked | None]) -> list[Assumption]:
    said = []
    for column, of in zip(columns, marked, strict=True):
        if column.percent:
            message = M("numbers in the column {column} are percentages", column=column.name)
            if of and of.percents < of.numbers:
                message = M(
                    "in the column {column}, {n} of {all} numbers are percentages",
                    column=column.name,
                    n=of.percents,
                    all=of.numbers,
                )
            said.append(Assumption("percent", "%", "certain", message, column=column.name))
        if column.currency:
            message = M(
                "numbers in the column {column} are amounts in {currency}",
                column=column.name,
                currency=literal(column.currency),
            )
            if of and of.amounts < of.numbers:
                message = M(
                    "in the column {column}, {n} of {all} numbers are amounts in {currency}",
                    column=column.name,
                    n=of.amounts,
                    all=of.numbers,
                    currency=literal(column.currency),
                )
            said.append(
                Assumption("currency", column.currency, "certain", message, column=column.name)
            )
    return said


def _said_of_shares(
    columns: Sequence[Column], seen: Sequence[_Seen], told: str
) -> list[Assumption]:
    """Return what is to be said of columns that may hold percentages without saying so.

    0.81 is within the scale of a metric from 0 to 100 as well, and nothing else would be noticed.
    """
    said = []
    for column, one in zip(columns, seen, strict=True):
        if (
            column.kind == "number"
            and not column.percent
            and _are_shares(one.cells, column.decimal)
        ):
            message = (
                M("numbers in the column {column} lie between 0 and 1 and are taken as they "
                  "stand, not as percentages", column=column.name)
                if told == "plain"
                else M("numbers in the column {column} lie between 0 and 1; for metrics that go "
                       "to 100 they are taken for percentages, such as 0.585 for 58.5",
                       column=column.name)
            )  # fmt: skip
            sure: Sure = "told" if told else "likely"
            value = told or "percent"
            said.append(
                Assumption("percent", value, sure, message, "fractions", FRACTIONS, column.name)
            )
    return said


def _are_shares(cells: Sequence[Cell], decimal: str) -> bool:
    fractions = False
    for cell in cells[:_ENOUGH]:
        found = numbers.number(cell, decimal or ".") if isinstance(cell, str) else None
        value = found.value if found else cell
        if not isinstance(value, int | float) or not 0 <= value <= 1:
            return False
        fractions = fractions or 0 < value < 1
    return fractions
