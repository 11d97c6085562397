"""Rows that have another number of cells than the header: which can be used, and which not.

Spreadsheets leave off the delimiters after the last filled cell, so a row that ends early has
empty cells there. But a line break without quotation marks cuts a row in two that end early as
well: what their cells add up to gives them away, and nobody knows which cell is which. A row that
is longer is broken too, by a delimiter without quotation marks, unless what stands beyond is empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from journeymap.metrics.table import Cell, Row, Skipped
from journeymap.model.text import M, Message

_MOST_PIECES = 5  # a cell with more line breaks than that is not looked for


class Fitted(NamedTuple):
    """The rows that can be used, all of one width; the others; how many were filled up."""

    rows: list[Row]
    skipped: list[Skipped]
    short: int


def blank(cell: Cell) -> bool:
    """Return whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def fitted(rows: Sequence[Row], width: int, cut: bool = False) -> Fitted:
    """Return the rows with `width` cells each; `cut` says that the last one has no line end.

    A last row that ends early where the text does may be half a row, and is left out.
    """
    broken = _broken(rows, width)
    if cut and rows and len(rows[-1].cells) < width:
        broken.add(len(rows) - 1)
    kept: list[Row] = []
    skipped: list[Skipped] = []
    short = 0
    for place, row in enumerate(rows):
        size = len(row.cells)
        if size == width:
            kept.append(row)
        elif size > width and all(map(blank, row.cells[width:])):
            kept.append(Row(row.line, row.cells[:width]))
        elif size < width and place not in broken:
            kept.append(Row(row.line, row.cells + ("",) * (width - size)))
            short += 1
        else:
            skipped.append(Skipped(row.line, _ragged(size, width)))
    return Fitted(kept, skipped, short)


def _broken(rows: Sequence[Row], width: int) -> set[int]:
    """Return the places of neighbouring short rows that are one row together."""
    found: set[int] = set()
    place = 0
    while place < len(rows):
        size = len(rows[place].cells)
        pieces = 1
        while size < width and pieces < _MOST_PIECES and place + pieces < len(rows):
            more = len(rows[place + pieces].cells)
            if more >= width:
                break
            size += more - 1  # the cell that was cut is counted in both
            pieces += 1
            if size == width:
                found.update(range(place, place + pieces))
                place += pieces - 1
        place += 1
    return found


def _ragged(size: int, width: int) -> Message:
    if size < width:
        return M(
            "this row has fewer cells ({size}) than the header ({width}); "
            "a line break in a cell needs quotation marks around it",
            size=size,
            width=width,
        )
    return M(
        "this row has more cells ({size}) than the header ({width}); "
        "a delimiter in a cell needs quotation marks around it",
        size=size,
        width=width,
    )
