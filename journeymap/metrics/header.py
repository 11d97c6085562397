"""Which rows of a source are its header, and the names that the columns get from it.

Exports put titles, comments and empty lines above the header, write it over two rows, or leave it
out. What is found here is said and can be corrected: `header: 3` names the line where it begins,
`header: 1..2` two rows that make one, `header: none` a table without one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from journeymap.metrics import dates, numbers
from journeymap.metrics.folding import one_line
from journeymap.metrics.table import Cell, Row, Skipped, Sure, Unusable
from journeymap.metrics.widths import blank, fitted
from journeymap.model.text import M

_LOOKED_AT = 50
_HEADER = re.compile(r"(\d{1,9})(?:\.\.(\d{1,9}))?\Z")


class Header(NamedTuple):
    """Which rows (not lines) make the header: from `first` up to `data`, where the rest begins."""

    first: int
    data: int
    sure: Sure


class Headed(NamedTuple):
    """A table with the names of its columns, and how many of its rows were filled up."""

    columns: tuple[str, ...]
    questions: tuple[str, ...]
    rows: list[Row]
    skipped: list[Skipped]
    short: int = 0


def told(text: str, rows: Sequence[Row]) -> Header:
    """Return the header that an option names by its lines: `none`, `3`, `1..2`.

    Raises Unusable when the text is none of these or there is no such line.
    """
    text = text.strip().lower()
    if text in ("none", "no", "0"):
        return Header(0, 0, "told")
    found = _HEADER.match(text)
    if not found:
        raise Unusable(
            M(
                "{text} is no header; write its line, such as 1, two lines as 1..2, or none",
                text=text,
            )
        )
    low, high = int(found[1]), int(found[2] or found[1])
    places = [place for place, row in enumerate(rows) if low <= row.line <= high]
    if not places:
        raise Unusable(M("there is no row on line {line} that could be the header", line=low))
    return Header(places[0], places[-1] + 1, "told")


def found(rows: Sequence[Row]) -> Header:
    """Return where the header is: the first row as wide as the table that looks like names."""
    sample = rows[:_LOOKED_AT]
    widths = Counter(_width(row) for row in sample)
    width = max(widths, key=lambda each: (widths[each] if each > 1 else 0, each), default=0)
    if width < 2:
        return Header(0, min(1, len(rows)), "likely")
    for place, row in enumerate(sample):
        filled = [cell for cell in row.cells if not blank(cell)]
        if len(filled) * 2 < width or len(row.cells) < width:
            continue
        if (
            all(not _is_value(cell) for cell in filled)
            or _are_periods(filled)
            or _is_period(row, sample[place + 1 :])
        ):
            return Header(place, place + 1, "certain" if place == 0 else "likely")
        break
    first = next(
        (place for place, row in enumerate(sample) if len(row.cells) >= width),
        0,
    )
    return Header(first, first, "likely")


def _width(row: Row) -> int:
    """Return how many cells a row has up to its last filled one."""
    return max((place for place, cell in enumerate(row.cells, 1) if not blank(cell)), default=0)


def _is_value(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return True
    if len(cell) > numbers.LONGEST:
        return False
    return (
        numbers.number(cell) is not None
        or numbers.number(cell, ",") is not None
        or bool(re.search(r"\d", cell) and dates.evidence([cell]).dates)
    )


def _are_periods(cells: Sequence[Cell]) -> bool:
    """Return whether all values among the names are different periods: a column a year, a month."""
    values = [cell for cell in cells if _is_value(cell)]
    periods = [dates.when(cell, dates.Order("day-first")) for cell in values]
    if len(values) < 2 and len(cells) > 2:
        return False
    if len(cells) == len(values) or None in periods:
        return False  # without a name for the rows it is a row like the others
    return len({each.text for each in periods if each}) == len(values)


def _is_period(row: Row, below: Sequence[Row]) -> bool:
    """Return whether one name among others is a period, and what stands below it is none."""
    places = [place for place, cell in enumerate(row.cells) if not blank(cell) and _is_value(cell)]
    if len(places) != 1 or not below:
        return False
    at = places[0]
    under = [each.cells[at] for each in below if at < len(each.cells) and not blank(each.cells[at])]
    if dates.when(row.cells[at], dates.Order("day-first")) is None or not under:
        return False
    return all(map(_is_value, under)) and not dates.evidence(under).dates


# ---------------------------------------------------------------- names


def headed(
    rows: Sequence[Row], header: Header, questions_at: int = -1, cut: bool = False
) -> Headed:
    """Return the table under a header; what rows of another width come to, `widths` says.

    Of a header of several rows the names are joined, unless `questions_at` says that the row of
    that place, from 0, holds whole questions and the first row the names. Raises Unusable where
    all cells of the header are empty.
    """
    head = rows[header.first : header.data]
    data = rows[header.data :]
    if not head:
        sizes = Counter(len(row.cells) for row in data)
        width = max(sizes, key=lambda each: (sizes[each], each), default=0)
    else:
        width = max(len(row.cells) for row in head)
        if all(blank(cell) for row in head for cell in row.cells):
            raise Unusable(
                M("line {line} is no header: all of its cells are empty", line=head[0].line)
            )
    found = fitted(data, width, cut)
    questions: tuple[str, ...] = ("",) * width
    if 0 <= questions_at < len(head):
        questions = _texts(head[questions_at], width)
        head = head[:1]
    names = _names([_texts(row, width) for row in head], width)
    return Headed(names, questions, found.rows, found.skipped, found.short)


def _texts(row: Row, width: int) -> tuple[str, ...]:
    texts = [one_line(_text(cell)) for cell in row.cells[:width]]
    return tuple(texts + [""] * (width - len(texts)))


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


# What survey tools write in the second row where a question has one column only.
_NO_PART = frozenset(("", "response", "open-ended response"))


def _names(heads: Sequence[tuple[str, ...]], width: int) -> tuple[str, ...]:
    names: list[str] = []
    taken: set[str] = set()
    above = ""
    for place in range(width):
        parts = [head[place] for head in heads]
        if len(parts) > 1:
            above = parts[0] = parts[0] or above  # merged cells have their text in the first one
        parts = [
            part
            for rank, part in enumerate(parts)
            if part and part not in parts[:rank] and (not rank or part.lower() not in _NO_PART)
        ]
        name = " – ".join(parts) or f"#{place + 1}"
        unique, number = name, 1
        while unique in taken:
            number += 1
            unique = f"{name} ({number})"
        taken.add(unique)
        names.append(unique)
    return tuple(names)


def without_empty(table: Headed) -> Headed:
    """Return the table without columns that have neither a name nor a filled cell."""
    nameless = {place for place, name in enumerate(table.columns) if name == f"#{place + 1}"}
    for row in table.rows:
        if not nameless:
            return table
        nameless = {place for place in nameless if blank(row.cells[place])}
    if not nameless or len(nameless) == len(table.columns):
        return table
    keep = [place for place in range(len(table.columns)) if place not in nameless]
    return Headed(
        tuple(table.columns[place] for place in keep),
        tuple(table.questions[place] for place in keep),
        [Row(row.line, tuple(row.cells[place] for place in keep)) for row in table.rows],
        table.skipped,
        table.short,
    )
