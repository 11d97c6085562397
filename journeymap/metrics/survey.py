"""The answers of a survey as counts: how often each score was given, where and when.

Only sums leave this module. Texts are never returned, not even those that stand where a score was
expected: they may be what somebody wrote about themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeAlias

from persiantools.jdatetime import JalaliDate

from journeymap.metrics import roles
from journeymap.metrics.dates import When
from journeymap.metrics.limits import MAX_SKIPPED
from journeymap.metrics.reading_cells import CellReader
from journeymap.metrics.scores import score, words_of
from journeymap.metrics.table import Answers, Cell, Row, Skipped, SurveyCounts, Table, Unusable
from journeymap.metrics.text_table import more_unread
from journeymap.model.periods import span
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Calendar
from journeymap.model.vocabulary import Grain as Grain

_Jalali: Any = JalaliDate  # its arguments carry no types
_Group: TypeAlias = tuple[str, When, tuple[tuple[str, str], ...]]  # place, period, segment
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")


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
        raise Unusable(
            M("no column is a question; say which ones hold scores"), "--columns 'COLUMN=question'"
        )
    at = {role: CellReader(table, name) for name, role in given.items() if role in roles.ROLES}
    segments = [
        (role.removeprefix("segment."), CellReader(table, name))
        for name, role in given.items()
        if role.startswith("segment.")
    ]
    found: dict[_Group, dict[str, Counter[int]]] = {}
    blank = dict.fromkeys(asked, 0)
    unread = dict.fromkeys(asked, 0)
    skipped: list[Skipped] = []
    unlisted = 0
    gathered: dict[When, When] = {}
    scores: dict[tuple[type, Cell], int | None] = {}
    stated = When(table.assumed.period)
    labels = {name: words_of(table, its.place) for name, its in asked.items()}
    words = {name: scale for name, scale in labels.items() if scale}
    questions = [(name, its.place, its, words.get(name)) for name, its in asked.items()]
    place = at.get("touchpoint")
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
        where = place.text(row.cells[place.place]) if place else ""
        segment = tuple((name, text) for name, its in segments if (text := _text(row, its)))
        group = where, gathered[when], segment
        counts = found.get(group)
        if counts is None:
            counts = found[group] = {name: Counter() for name in asked}
        for question, number, its, labelled in questions:
            cell = row.cells[number]
            if labelled is not None and isinstance(cell, str):
                value = labelled.get(cell)
            else:
                typed = cell.__class__, cell
                if typed in scores:
                    value = scores[typed]
                else:
                    value = scores[typed] = score(cell)
            if value is not None:
                counts[question][value] += 1
            elif its.number(cell) is None:
                blank[question] += 1
            else:
                unread[question] += 1
    if unlisted:
        skipped.append(Skipped(0, more_unread(unlisted)))
    answers = tuple(
        Answers(question, where, when.text, when.calendar, segment, dict(sorted(counts.items())))
        for (where, when, segment), of_group in found.items()
        for question, counts in of_group.items()
        if counts
    )
    return SurveyCounts(answers, blank, unread, tuple(skipped), words)


def _text(row: Row, at: CellReader) -> str:
    return at.text(row.cells[at.place])


def _when(row: Row, at: CellReader | None, stated: When) -> When | Message:
    if at is None:
        return stated
    found = at.period(row.cells[at.place])
    if isinstance(found, Message):  # it shows the cell, which may be what somebody wrote
        return M("the column {column} holds no date that can be read", column=at.column.name)
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
