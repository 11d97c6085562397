"""One cell as the number, count or period that its column says it is, or why it is none of them.

What a column leaves open is not guessed here either: its cells are no numbers, and no dates, until
a person has said how they are to be read.
"""

from __future__ import annotations

from typing import TypeAlias

from journeymap.metrics import dates, durations, numbers
from journeymap.metrics.dates import When
from journeymap.metrics.folding import one_line
from journeymap.metrics.numbers import Number
from journeymap.metrics.table import Cell, Column, Percent, Table
from journeymap.model.text import M, Message

_SHOWN = 40
_LARGEST = 2**53  # beyond it not every whole number can be told from the next

Blank: TypeAlias = None  # nothing stands there


class CellReader:
    """Reads the cells of one column; the same cell is looked at once."""

    def __init__(self, table: Table, column: str) -> None:
        self.place = table.place(column)
        self.column: Column = table.looks[self.place]
        self._order = dates.order_of(self.column.dates or table.assumed.dates) or dates.OPEN
        self._numbers: dict[tuple[type, Cell], Number | Message | Blank] = {}
        self._periods: dict[tuple[type, Cell], When | Message | Blank] = {}

    def text(self, cell: Cell) -> str:
        """Return what stands in the cell, on one line; "" for an empty one."""
        if cell is None:
            return ""
        return one_line(str(cell))

    def number(self, cell: Cell) -> Number | Message | Blank:
        """Return the number in the cell, None for a missing one, a Message for what is none."""
        key = type(cell), cell
        if key not in self._numbers:
            self._numbers[key] = self._number(cell)
        return self._numbers[key]

    def count(self, cell: Cell) -> int | Message | Blank:
        """Return the whole number from 0 in the cell; otherwise as `number`."""
        found = self.number(cell)
        if not isinstance(found, Number):
            return found
        value = found.value
        if value != int(value) or not 0 <= value <= _LARGEST or found.percent or found.seconds:
            return M(
                "“{text}” in the column {column} is no count",
                text=_cut(cell),
                column=self.column.name,
            )
        return int(value)

    def period(self, cell: Cell) -> When | Message | Blank:
        """Return the day or period in the cell, None for none, a Message for what is none."""
        key = type(cell), cell
        if key not in self._periods:
            self._periods[key] = self._period(cell)
        return self._periods[key]

    def _number(self, cell: Cell) -> Number | Message | Blank:
        if cell is None or (isinstance(cell, str) and numbers.is_missing(cell)):
            return None
        if isinstance(cell, Percent):
            return Number(float(f"{cell * 100:.12g}"), True)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return Number(cell)
        if isinstance(cell, str):
            mark = self.column.decimal
            found = numbers.number(cell, mark or ".")
            if mark == "" and found != numbers.number(cell, ","):
                return M(
                    "“{text}” in the column {column} can be read in two ways; "
                    "say what stands before decimals",
                    text=_cut(cell),
                    column=self.column.name,
                )
            if found is not None:
                return found
            lasting = durations.seconds(cell, mark or ".")
            if lasting is not None:
                return Number(lasting, seconds=True)
        return M(
            "“{text}” in the column {column} is no number",
            text=_cut(cell),
            column=self.column.name,
        )

    def _period(self, cell: Cell) -> When | Message | Blank:
        if cell is None or (isinstance(cell, str) and numbers.is_missing(cell)):
            return None
        found = dates.when(cell, self._order)
        if found is not None:
            return found
        if not self._order.order and dates.when(cell, dates.Order("day-first")):
            return M(
                "“{text}” in the column {column} can have the day or the month first; say which",
                text=_cut(cell),
                column=self.column.name,
            )
        return M(
            "“{text}” in the column {column} is no date",
            text=_cut(cell),
            column=self.column.name,
        )


def _cut(cell: Cell) -> str:
    text = one_line(str(cell))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
