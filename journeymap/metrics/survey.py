"""The answers of a survey as counts: how often each score was given, where and when.

Only sums leave this module. Texts are never returned, not even those that stand where a score was
expected: they may be what somebody wrote about themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from persiantools.jdatetime import JalaliDate

from journeymap.metrics import roles
from journeymap.metrics.dates import When
from journeymap.metrics.folding import plain_digits
from journeymap.metrics.limits import MAX_SKIPPED
from journeymap.metrics.reading_cells import CellReader
from journeymap.metrics.table import Answers, Cell, Row, Skipped, SurveyCounts, Table, Unusable
from journeymap.metrics.text_table import more_unread
from journeymap.model.periods import span
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Calendar

Grain: TypeAlias = Literal["day", "week", "month", "quarter", "year"]
_Jalali: Any = JalaliDate  # its arguments carry no types
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")

_LONGEST = 64
# `10 - Extremely likely`, `5 = sehr gut`, `4 stars`, `9/10`, `Extremely likely (10)`
_FIRST = re.compile(r"\s*(-?\d{1,2})(?:\s*/\s*\d{1,3}\s*\Z|\s*[-–—:=.)]?\s*[^\W\d_])")
_LAST = re.compile(r".*[(\[]\s*(-?\d{1,2})\s*[)\]]\s*\Z", re.DOTALL)
_WHOLE = re.compile(r"\s*(-?\d{1,3})(?:[.,]0+)?\s*\Z")
_STARS = re.compile(r"\s*([★⭐]\ufe0f?)+[☆]*\s*\Z")


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


def survey_counts(
    table: Table,
    columns: Mapping[str, str],
    grain: Grain = "month",
    calendar: Calendar = "gregorian",
) -> SurveyCounts:
    """Return how often each score was given to each question.

    `columns` say what each column is there for: `question`, `touchpoint`, `period` and
    `segment.NAME` (see `roles`). Days are gathered by `grain` in `calendar`, longer periods are
    kept as they stand. Counts of one question, touchpoint, period and segment are one of `answers`.

    Raises Unusable when no column is a question, or one of the columns is not there.
    """
    given = roles.check(columns, table)
    asked = {name: CellReader(table, name) for name, role in given.items() if role == "question"}
    if not asked:
        raise Unusable(M("no column is a question; say which ones hold scores"))
    at = {role: CellReader(table, name) for name, role in given.items() if role in roles.ROLES}
    segments = [
        (role.removeprefix("segment."), CellReader(table, name))
        for name, role in given.items()
        if role.startswith("segment.")
    ]
    found: dict[tuple[str, str, When, tuple[tuple[str, str], ...]], Counter[int]] = {}
    blank = dict.fromkeys(asked, 0)
    unread = dict.fromkeys(asked, 0)
    skipped: list[Skipped] = []
    unlisted = 0
    gathered: dict[When, When] = {}
    scores: dict[tuple[type, Cell], int | None] = {}
    stated = When(table.assumed.period)
    for row in table.rows:
        when = _when(row, at.get("period"), stated)
        if not isinstance(when, When):
            if len(skipped) < MAX_SKIPPED:
                skipped.append(Skipped(row.line, when))
            else:
                unlisted += 1
            continue
        if when not in gathered:
            gathered[when] = gather(when, grain, calendar)
        place = at.get("touchpoint")
        where = place.text(row.cells[place.place]) if place else ""
        segment = tuple((name, text) for name, its in segments if (text := _text(row, its)))
        for question, its in asked.items():
            cell = row.cells[its.place]
            typed = type(cell), cell
            if typed not in scores:
                scores[typed] = score(cell)
            value = scores[typed]
            if value is not None:
                key = question, where, gathered[when], segment
                found.setdefault(key, Counter())[value] += 1
            elif its.number(cell) is None:
                blank[question] += 1
            else:
                unread[question] += 1
    if unlisted:
        skipped.append(Skipped(0, more_unread(unlisted)))
    answers = tuple(
        Answers(question, where, when.text, when.calendar, segment, dict(sorted(counts.items())))
        for (question, where, when, segment), counts in found.items()
    )
    return SurveyCounts(answers, blank, unread, tuple(skipped))


def _text(row: Row, at: CellReader) -> str:
    return at.text(row.cells[at.place])


def _when(row: Row, at: CellReader | None, stated: When) -> When | Message:
    if at is None:
        return stated
    found = at.period(row.cells[at.place])
    if found is not None:
        return found
    return stated if stated.text else M("there is no date")


# ---------------------------------------------------------------- periods


def gather(when: When, grain: Grain, calendar: Calendar) -> When:
    """Return the period of a length that a day is in; what is no day is returned as it is.

    In the Jalali calendar quarters begin with Farvardin; weeks are always ISO weeks, since both
    calendars know them by their days.
    """
    if not when.is_day:
        return when
    day = span(when.text, when.calendar).first
    if grain == "week":
        year, week, _ = day.isocalendar()
        return When(f"{year}-W{week:02}")
    if calendar == "jalali":
        there = _Jalali.to_jalali(day)
        year, month, number = there.year, there.month, there.day
    else:
        year, month, number = day.year, day.month, day.day
    text = {
        "day": f"{year}-{month:02}-{number:02}",
        "month": f"{year}-{month:02}",
        "quarter": f"{year}-Q{(month + 2) // 3}",
        "year": f"{year}",
    }[grain]
    return When(text, calendar)
