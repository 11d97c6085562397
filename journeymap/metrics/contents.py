"""Which columns are the period, the touchpoint and the metric where their names do not say it.

A column full of dates is the period, one whose words are called as touchpoints of the map are is
the touchpoint. What is told so is an assumption like any other: it is said with its reason, and a
person may know better. Reads the table and the names of a map, and decides nothing about values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from journeymap.metrics import dates, numbers
from journeymap.metrics.folding import one_line
from journeymap.metrics.matching import Called, Match, Named, metrics, places
from journeymap.metrics.table import Assumption, Column, Table
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message, literal

_LOOKED_AT = 2_000  # different words of a column
_LONGEST, _MOST_WORDS = 60, 7  # letters and words of a name
_FEW = 0.1  # of its texts; long ones are not always meant as such
_HALF = 0.5  # of its words have to be names on the map


class Known(NamedTuple):
    """What can be measured on a map, and its metrics, by their names."""

    places: Sequence[Named] = ()
    metrics: Sequence[Named] = ()


NOTHING = Known()


def known_of(m: JourneyMap) -> Known:
    """Return the names of a map that the words of a source may be."""
    return Known(places(index_of(m)), metrics(m))


def told(
    table: Table, named: Iterable[str], open_roles: Collection[str], known: Known
) -> list[Assumption]:
    """Return the columns whose contents say what they are; `value` of each is its role.

    `named` are the columns whose names said it already, `open_roles` the roles that none has yet.
    Of several columns of dates none is taken, for nothing says which.
    """
    said = []
    left = {column.name for column in table.looks} - set(named)
    if "period" in open_roles:
        dated = [each.name for each in table.looks if each.kind == "date" and each.name in left]
        if len(dated) == 1:
            message = M("the column {column} is taken for the period: it holds dates",
                        column=dated[0])  # fmt: skip
            said.append(_supposed("period", dated[0], message))
            left -= {dated[0]}
    for role, names in (("touchpoint", known.places), ("metric", known.metrics)):
        if role not in open_roles or not names:
            continue
        called = Called(names)
        shares = {
            column.name: share
            for place, column in enumerate(table.looks)
            if column.name in left and (share := _named(table, place, column, called)) >= _HALF
        }
        if shares:
            best = max(shares, key=lambda name: shares[name])
            message = (
                M("the column {column} is taken for the touchpoint: its words are names on the map",
                  column=best)
                if role == "touchpoint"
                else M("the column {column} is taken for the metric: its words are metrics of the "
                       "map", column=best)
            )  # fmt: skip
            said.append(_supposed(role, best, message))
            left -= {best}
    return said


def first_words(table: Table, named: Collection[str]) -> Assumption | None:
    """Return the first column of words as the touchpoint, only because no other can be it.

    What people wrote in sentences is none, and stays where it is: unread and unsaid.
    """
    column = next(
        (
            each.name
            for place, each in enumerate(table.looks)
            if each.kind == "text" and each.name not in named and not _are_sentences(table, place)
        ),
        "",
    )
    if not column:
        return None
    message = M(
        "the column {column} is taken for the touchpoint: it is the first with words", column=column
    )
    return _supposed("touchpoint", column, message)


def counted_days(table: Table, named: Mapping[str, str]) -> list[Assumption]:
    """Return the column of the period whose numbers are taken for the days of a spreadsheet.

    Nothing but its name says so; and workbooks that count from 1904 mean a day four years later.
    """
    for column, role in named.items():
        if role != "period":
            continue
        example = next((cell for _, cell in table.cells(column) if dates.is_serial(cell)), None)
        day = dates.when(example)
        if day is not None:
            message = M(
                "numbers in the column {column} are taken for the days that spreadsheets count: "
                "{example} for {day}",
                column=column,
                example=literal(str(example)),
                day=literal(day.text),
            )
            return [_supposed("period", column, message)]
    return []


def _are_sentences(table: Table, place: int) -> bool:
    """Return whether a column holds more than names: some of its texts are long."""
    texts = {row.cells[place] for row in table.rows}
    written = [text for text in texts if isinstance(text, str) and not numbers.is_missing(text)]
    long = sum(len(text) > _LONGEST or len(text.split()) > _MOST_WORDS for text in written)
    return long > _FEW * len(written)


def _supposed(role: str, column: str, message: Message) -> Assumption:
    return Assumption("role", role, "likely", message, "columns", column=column)


def _named(table: Table, place: int, column: Column, called: Called) -> float:
    """Return the share of the different words of a column that are names, 0 for other columns."""
    if column.kind != "text":
        return 0.0
    words = dict.fromkeys(
        one_line(cell)
        for cell in {row.cells[place]: None for row in table.rows}
        if isinstance(cell, str) and not numbers.is_missing(cell)
    )
    looked_at = list(islice(words, _LOOKED_AT))
    found = sum(isinstance(called.meant(word, {}), Match) for word in looked_at)
    return found / len(looked_at) if looked_at else 0.0
