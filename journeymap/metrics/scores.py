"""What an answer to a rating question is as a score, and which columns hold such answers."""

from __future__ import annotations

import re

from journeymap.metrics import numbers
from journeymap.metrics.folding import plain_digits
from journeymap.metrics.scale_words import scale_of
from journeymap.metrics.table import Cell, Table

_LONGEST = 64
# `10 - Extremely likely`, `5 = sehr gut`, `4 stars`, `9/10`, `Extremely likely (10)`
_FIRST = re.compile(r"\s*(-?\d{1,2})(?:\s*/\s*\d{1,3}\s*\Z|\s*[-–—:=.)]?\s*[^\W\d_])")
_LAST = re.compile(r"[^\d]*[^\W\d_][^\d]*(?:[(\[]\s*|\s[-–—:=]\s*|[:=]\s*)(\d{1,2})\s*[)\]]?\s*\Z")
_WHOLE = re.compile(r"\s*(-?\d{1,3})(?:[.,]0+)?\s*\Z")
_STARS = re.compile(r"\s*([★⭐]\ufe0f?)+[☆]*\s*\Z")
_MOST_ANSWERS = 11  # different ones, as 0 to 10 has


def score(cell: Cell) -> int | None:
    """Return the score that an answer is, None when it is none.

    A whole number, one with its label before or behind it, or stars.
    """
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return int(cell) if cell == int(cell) and abs(cell) <= 100 else None
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return None
    if _STARS.match(cell):
        return cell.count("★") + cell.count("⭐")
    text = plain_digits(cell).replace("\N{MINUS SIGN}", "-")
    found = _WHOLE.match(text) or _FIRST.match(text) or _LAST.match(text)
    value = int(found[1]) if found else None
    return value if value is not None and abs(value) <= 100 else None


def words_of(table: Table, place: int) -> dict[str, int]:
    """Return answer -> score of a column whose answers are the words of one scale, else nothing."""
    answers = _answers(table, place)
    if answers is None or not all(isinstance(answer, str) for answer in answers):
        return {}
    return scale_of(str(answer) for answer in answers)


def holds_scores(table: Table, place: int) -> bool:
    """Return whether all answers of a column are scores from 0 to 10, with labels or without."""
    answers = _answers(table, place)
    if not answers:
        return False
    scores = [score(answer) for answer in answers]
    if all(value is not None and 0 <= value <= 10 for value in scores):
        return True
    return bool(words_of(table, place))


def _answers(table: Table, place: int) -> set[Cell] | None:
    """Return the different answers of a column, None when there are more than a scale has."""
    if place < len(table.looks) and table.looks[place].distinct > _MOST_ANSWERS:
        return None
    met = {row.cells[place] for row in table.rows}
    found = {
        cell
        for cell in met
        if cell is not None and not (isinstance(cell, str) and numbers.is_missing(cell))
    }
    return None if len(found) > _MOST_ANSWERS else found
