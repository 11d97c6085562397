"""Ranges of cells as text: what is copied to a spreadsheet, and what comes from one."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from journeymap.model.fragments import as_cell
from journeymap.model.ids import look_alike
from journeymap.model.problems import Refused
from journeymap.model.text import M

MOST_ROWS = 5_000
MOST_CELLS = 50_000


def as_range(rows: Sequence[Sequence[str]]) -> str:
    """Return cells as a range of a spreadsheet, tabs between columns."""
    return "".join("\t".join(map(as_cell, row)) + "\n" for row in rows)


def range_of(text: str) -> list[tuple[str, ...]]:
    """Return the rows of a pasted text; raises Refused when nothing is in it, or too much."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").removesuffix("\n")
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)
        rows = [tuple(row) for row in reader]
    except csv.Error:  # a quotation mark that is never closed: then they mean nothing
        rows = [tuple(line.split("\t")) for line in text.split("\n")]
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise Refused(M("there is no text to paste"))
    if (n := len(rows)) > MOST_ROWS:
        raise Refused(
            M("{n} rows are too many to paste at once; {most} are the most", n=n, most=MOST_ROWS)
        )
    if (n := sum(map(len, rows))) > MOST_CELLS:
        raise Refused(
            M("{n} cells are too many to paste at once; {most} are the most", n=n, most=MOST_CELLS)
        )
    return rows


def heads_in(row: Sequence[str], titles: dict[str, str]) -> list[str] | None:
    """Return the fields that a row of heads names, None where it is a row like any other.

    `titles` gives title -> field. One word may be there by chance: two and all of them count.
    """
    known = {look_alike(title): name for title, name in titles.items()}
    found = [known.get(look_alike(" ".join(cell.split())), "") for cell in row]
    return found if len(found) > 1 and all(found) and len(set(found)) == len(found) else None
