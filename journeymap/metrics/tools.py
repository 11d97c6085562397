"""Which tool a table was exported from, known by its look, and what that means for its rows.

Survey tools write their header over two or three rows, Google Analytics puts comments above it and
totals among the rows. Each is known by columns or lines that no other table has; what was found is
said, and `header` in the options puts it right. Facts are those of the tools' own exports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from journeymap.metrics import dates, numbers
from journeymap.metrics.folding import folded
from journeymap.metrics.header import Header
from journeymap.metrics.table import Cell, Row, Skipped
from journeymap.model.text import M, Message

NAMES = {
    "qualtrics": "Qualtrics",
    "surveymonkey": "SurveyMonkey",
    "typeform": "Typeform",
    "google-forms": "Google Forms",
    "ga4": "Google Analytics 4",
    "theydo": "TheyDo",
}
_QUALTRICS = frozenset(
    "startdate enddate status ipaddress progress finished recordeddate responseid".split()
)
_IMPORT_ID = re.compile(r'\s*\{\s*"ImportId"')
# Previews, tests and spam are no answers: their codes, and the words where labels were exported.
_NO_ANSWER = frozenset(("1", "2", "8", "survey preview", "survey test", "spam"))
_TIMESTAMP = frozenset(
    map(
        folded,
        (
            "Timestamp",
            "Zeitstempel",
            "Zaman damgası",
            "مهر زمان",
            "مُهر زمانی",
            "برچسب زمان",
            "برچسب زمانی",
            "طابع زمني",
            "الطابع الزمني",
            "时间戳记",
            "时间戳",
        ),
    )
)
_COMMENT = re.compile(r"\s*#(?:\s|-|\Z)")
# `Start date: 20261001`, in the language of whoever exported it; the end comes second.
_DAY = re.compile(r"#[^:]*:\s*(\d{8})\s*\Z")
_RANGE = re.compile(r"#\s*(\d{8})-(\d{8})\s*\Z")


class Found(NamedTuple):
    """A tool, where its header is, and which of the header's rows holds whole questions."""

    tool: str
    header: Header
    questions_at: int = -1


class Section(NamedTuple):
    """One of the tables in a Google Analytics file, with the period its comments state."""

    name: str
    rows: list[Row]
    period: str


def found(rows: Sequence[Row]) -> Found | None:
    """Return the tool that a table comes from, None where nothing tells."""
    head = rows[0].cells if rows else ()
    if not head:
        return None
    names = [folded(cell) if isinstance(cell, str) else "" for cell in head]
    second = rows[1].cells if len(rows) > 1 else ()
    bare = [re.sub(r"[\s_]", "", name) for name in names]
    for place, row in enumerate(rows[1:3], start=1):
        if any(isinstance(cell, str) and _IMPORT_ID.match(cell) for cell in row.cells):
            return Found("qualtrics", Header(0, place + 1, "certain"), place - 1)
    if len(_QUALTRICS & set(bare)) >= 4:
        place = bare.index("startdate") if "startdate" in bare else 0
        two = bool(second) and not _is_date(second[place] if place < len(second) else None)
        return Found("qualtrics", Header(0, 2 if two else 1, "likely"), 1 if two else -1)
    if {"respondentid", "collectorid"} <= set(bare):
        place = bare.index("respondentid")
        two = bool(second) and place < len(second) and not second[place]
        return Found("surveymonkey", Header(0, 2 if two else 1, "certain" if two else "likely"))
    if names[0] == "#" and {"start date (utc)", "submit date (utc)", "network id"} & set(names):
        return Found("typeform", Header(0, 1, "certain"))
    if "submit date (utc)" in names and "start date (utc)" in names:
        return Found("typeform", Header(0, 1, "likely"))
    if names[0] in _TIMESTAMP and second and _is_date(second[0]):
        return Found("google-forms", Header(0, 1, "likely"))
    return None


def _is_date(cell: Cell) -> bool:
    return bool(dates.evidence([cell]).dates)


# ---------------------------------------------------------------- rows that are no answers


def answers_only(
    tool: str, columns: Sequence[str], rows: Iterable[Row]
) -> tuple[list[Row], list[Skipped]]:
    """Return the rows that customers gave, and those that the tool marks as tests and previews."""
    rows = list(rows)
    place = next((i for i, name in enumerate(columns) if name.lower() == "status"), -1)
    if tool != "qualtrics" or place < 0:
        return rows, []
    kept: list[Row] = []
    skipped: list[Skipped] = []
    for row in rows:
        if str(row.cells[place]).strip().lower() in _NO_ANSWER:
            skipped.append(Skipped(row.line, _PREVIEW))
        else:
            kept.append(row)
    return kept, skipped


_PREVIEW = M("a test or preview of the survey, not an answer")


# ---------------------------------------------------------------- Google Analytics


def is_ga4(rows: Sequence[Row]) -> bool:
    """Return whether these are the rows of a Google Analytics file: it begins with comments."""
    first = rows[0].cells[0] if rows and rows[0].cells else ""
    return isinstance(first, str) and first.startswith("# --")


def sections(rows: Sequence[Row]) -> list[Section]:
    """Return the tables of a Google Analytics file, parted by comments and empty lines."""
    found: list[Section] = []
    block: list[Row] = []
    comments: list[str] = []
    period = title = ""
    last = 0
    for row in rows:
        is_comment = bool(_COMMENT.match(str(row.cells[0] or "")))
        if block and (is_comment or row.line > last + 1):
            found.append(Section(title or str(len(found) + 1), block, period))
            block, title = [], ""
        last = row.line
        if is_comment:
            text = ",".join(str(cell) for cell in row.cells if cell)
            comments.append(text)
            words = text.lstrip("# -").strip()
            if words and not title and ":" not in words.split(" ")[0]:
                title = words
            period = _period(comments) or period
        else:
            block.append(row)
    if block:
        found.append(Section(title or str(len(found) + 1), block, period))
    return _named_apart(found)


def _named_apart(found: Sequence[Section]) -> list[Section]:
    """Return the sections under names that differ: one title stands above several tables."""
    names = [section.name for section in found]
    return [
        section._replace(name=f"{section.name} ({place + 1})")
        if names.count(section.name) > 1
        else section
        for place, section in enumerate(found)
    ]


def _period(comments: Sequence[str]) -> str:
    start = end = ""
    for text in comments:
        if both := _RANGE.match(text):
            start, end = both[1], both[2]
        if one := _DAY.match(text):
            start, end = (start, one[1]) if start and not end else (one[1], "")
    when = dates.when(f"{start}..{end}") if start and end else None
    return _whole(when.text) if when else ""


def _whole(period: str) -> str:
    """Return the month that a range of days is, where it is exactly one."""
    low, _, high = period.partition("..")
    month = dates.when(f"{low[:7]}-01..{low[:7]}-{_last_day(low)}")
    return low[:7] if month and month.text == f"{low}..{high}" else period


def _last_day(day: str) -> str:
    return next(
        text for text in ("31", "30", "29", "28") if dates.when(f"{day[:7]}-{text}") is not None
    )


def without_totals(rows: Sequence[Row], width: int) -> tuple[list[Row], list[Skipped]]:
    """Return the rows of a Google Analytics table without the row of totals."""
    kept: list[Row] = []
    skipped: list[Skipped] = []
    rows = list(rows)
    for row in rows:
        texts = [str(cell).strip().lower() for cell in (*row.cells[:1], *row.cells[width:])]
        named = {"grand total", "totals", "total"} & set(texts)
        first = not kept and len(row.cells) >= width > 1
        if named or (not texts[0] and (first or (row is rows[-1] and _adds_up(row, kept)))):
            skipped.append(Skipped(row.line, _TOTAL))
        else:
            kept.append(row)
    return kept, skipped


def _adds_up(last: Row, others: Sequence[Row]) -> bool:
    """Return whether no other row has more than the last one, in its first column of numbers."""
    for place, cell in enumerate(last.cells):
        total = numbers.number(str(cell)) if cell not in (None, "") else None
        if total is None:
            continue
        found = [numbers.number(str(row.cells[place])) for row in others if place < len(row.cells)]
        return bool(found) and all(each is None or each.value <= total.value for each in found)
    return False


_TOTAL: Message = M("the total of the other rows")
