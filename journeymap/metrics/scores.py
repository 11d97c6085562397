"""What an answer to a rating question is as a score, and which columns hold such answers."""

from __future__ import annotations

import re
from collections import Counter

from journeymap.metrics import numbers
from journeymap.metrics.folding import folded, one_line, plain_digits
from journeymap.metrics.scale_words import scale_of
from journeymap.metrics.table import Cell, Table, Unusable
from journeymap.model.text import M

_LONGEST = 64
# `10 - Extremely likely`, `5 = sehr gut`, `4 stars`, `9/10`, `Extremely likely (10)`
_FIRST = re.compile(r"\s*(-?\d{1,2})(?:\s*/\s*\d{1,3}\s*\Z|\s*[-–—:=.)]?\s*[^\W\d_])")
_LAST = re.compile(r"[^\d]*[^\W\d_][^\d]*(?:[(\[]\s*|\s[-–—:=]\s*|[:=]\s*)(\d{1,2})\s*[)\]]?\s*\Z")
_WHOLE = re.compile(r"\s*(-?\d{1,3})(?:[.,]0+)?\s*\Z")
_STARS = re.compile(r"\s*([★⭐]\ufe0f?)+[☆]*\s*\Z")
_MOST_ANSWERS = 11  # different ones, as 0 to 10 has
_TOLD = re.compile(r"\s*([^=]*?)\s*=\s*(-?\d{1,3})\s*(?:[,;،؛]|\Z)")  # a word may have a comma
_REPEATED = 3  # times on the average: then words are a choice, and nobody's own


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


def told_words(text: str) -> dict[str, int]:
    """Return folded answer -> score from a text such as `bad=1, good=2`; raises Unusable."""
    found: dict[str, int] = {}
    at = 0
    while at < len(text):
        match = _TOLD.match(text, at)
        if match is None or not folded(match[1]):
            raise Unusable(
                M("{text} gives no scores; write {example}", text=text, example="bad=1, good=2")
            )
        found[folded(match[1])] = int(match[2])
        at = match.end()
    return found


def choices(table: Table, place: int) -> list[str]:
    """Return the words of a column that repeat as those of a choice do, the commonest first.

    Empty for a column of texts that people wrote: those are never shown.
    """
    counts: Counter[str] = Counter()
    for row in table.rows:
        cell = row.cells[place]
        if isinstance(cell, str) and not numbers.is_missing(cell):
            counts[one_line(cell)] += 1
    few = 2 <= len(counts) <= _MOST_ANSWERS and counts.total() >= _REPEATED * len(counts)
    if not few or any(len(word) > _LONGEST for word in counts):
        return []
    return [word for word, _ in counts.most_common()]


def words_of(table: Table, place: int) -> dict[str, int]:
    """Return answer -> score of a column whose answers are the words of one scale, else nothing.

    Where a person gave words their scores, those count.
    """
    told = table.assumed.words
    if told:
        met = {row.cells[place] for row in table.rows}
        short = [each for each in met if isinstance(each, str) and len(each) <= _LONGEST]
        given = {each: told[folded(each)] for each in short if folded(each) in told}
        if given:
            return given
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
    words = words_of(table, place)
    return bool(words) and all(answer in words for answer in answers)


def _answers(table: Table, place: int) -> set[Cell] | None:
    """Return the different answers of a column, None when there are more than a scale has."""
    if place < len(table.looks) and table.looks[place].distinct > _MOST_ANSWERS:
        return None
    met = {row.cells[place] for row in table.rows}
    found: set[Cell] = {
        cell
        for cell in met
        if cell is not None and not (isinstance(cell, str) and numbers.is_missing(cell))
    }
    return None if len(found) > _MOST_ANSWERS else found
