"""What came out of a source: rows with their lines, what was left out, and what was assumed.

Every reader of this room ends in a Table, whatever the file was, and all that comes after begins
with one. Cells stand as the source has them: text stays the text that was typed, so that messages
can show it, and only files that have types of their own (workbooks, Parquet, JSON) give numbers
and dates. What a text means as a number or a date is asked of `numbers` and `dates`, with the
marks and the order that `assumed` says. This module reads nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Literal, NamedTuple, TypeAlias

from journeymap.files.problems import FilesError
from journeymap.model.text import Message

Cell: TypeAlias = str | int | float | bool | datetime | date | None
"""None is an empty cell of a typed source; in text an empty cell is the empty text."""

What: TypeAlias = Literal[
    "tool", "kind", "packed", "encoding", "delimiter", "sheet", "header", "decimal", "dates",
    "percent", "currency", "words", "period", "short", "role",
]  # fmt: skip
Sure: TypeAlias = Literal["told", "certain", "likely", "open"]
"""`told`: the options say so. `certain`: nothing else is possible. `likely`: show it and let it be
corrected. `open`: two ways are possible and the numbers differ; ask before anything is imported."""


class Percent(float):
    """A share that its source shows as a percentage: 0.81, seen as 81%."""


class Unusable(FilesError):
    """A source that gives no table at all; `message` says what is wrong, where, and what to do.

    `settles` is what to add on the command line where that helps.
    """

    def __init__(self, message: Message, settles: str = "") -> None:
        super().__init__(message)
        self.settles = settles


class Row(NamedTuple):
    """One row of a table; `line` is where it begins in the source, counted from 1."""

    line: int
    cells: tuple[Cell, ...]


class Skipped(NamedTuple):
    """A row that could not be read, where it begins, and why; the others were read."""

    line: int
    reason: Message


class Assumption(NamedTuple):
    """One thing that was found out or supposed about a source.

    `message` is the sentence for the person; `value` is what SourceOptions takes to have it so;
    `option` is the field of SourceOptions that corrects it ("" where nothing does; `columns` where
    it is the role of `column`, and `value` that role), and `choices` are the values it could have
    instead. `column` is set where it holds for one column only.
    """

    what: What
    value: str
    sure: Sure
    message: Message
    option: str = ""
    choices: tuple[str, ...] = ()
    column: str = ""


Kind: TypeAlias = Literal["empty", "number", "date", "text"]


class Column(NamedTuple):
    """What is known of a column from all its cells together.

    `kind` is what most of its filled cells are. `decimal` and `dates` tell how its texts are read
    (see `Assumed`); `percent` and `currency` what stands beside its numbers. `question` is the
    whole text of a survey's question where the column's name is only its code.
    """

    name: str
    kind: Kind = "text"
    filled: int = 0
    distinct: int = 0
    decimal: str = "."
    dates: str = ""
    percent: bool = False
    currency: str = ""
    question: str = ""


class Assumed(NamedTuple):
    """How the source was read, in the values that SourceOptions takes; `said` explains each.

    `header`: "none", "1" (the first row), "3" (the third, what stands above left out) or "1..2"
    (two rows that make one header). `decimal`: "." or ",", "" where it is open. `dates`:
    "year-first", "day-first" or "month-first", with "jalali" before it for Jalali dates; "" where
    it is open or there are none. `period`: the period that the file states for all of its rows.
    `words`: answers in words, folded, with the scores that a person gave them.
    """

    tool: str = ""  # qualtrics, surveymonkey, typeform, google-forms, ga4, theydo
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header: str = ""
    decimal: str = "."
    dates: str = ""
    period: str = ""
    said: tuple[Assumption, ...] = ()
    words: Mapping[str, int] = {}

    def open(self) -> tuple[Assumption, ...]:
        """Return what a person has to be asked before anything is imported."""
        return tuple(each for each in self.said if each.sure == "open")


class Table(NamedTuple):
    """The rows of one source; every row has a cell for each of `columns`, whose names differ."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...] = ()
    assumed: Assumed = Assumed()
    looks: tuple[Column, ...] = ()  # one for each of `columns`

    def place(self, column: str) -> int:
        """Return where `column` stands in the rows; raises KeyError when there is none."""
        try:
            return self.columns.index(column)
        except ValueError:
            raise KeyError(column) from None

    def cells(self, column: str) -> Iterator[tuple[int, Cell]]:
        """Yield the line and the cell of every row in one column."""
        place = self.place(column)
        for row in self.rows:
            yield row.line, row.cells[place]


# ---------------------------------------------------------------- readings, as their source says


class LongRow(NamedTuple):
    """One measured value as the source has it, before it is known which touchpoint that is.

    `touchpoint` and `metric` are the source's own words. Given is one of: `hits` and `of`;
    `counts`, as readings write them (score -> answers; promoters, passives, detractors); or
    `value`, with `n` and `sd` where the source has them. With `percent` the value was written with
    a percent sign and stands as written: 85 for `85%`; with `seconds` it was written as a duration,
    such as `3 min`, and is its seconds. `period` is written as map files write it,
    in `calendar`; "" where the source has none. `segment` is (name, value) pairs in the order of
    the columns; blank ones are left out.
    """

    line: int
    touchpoint: str
    metric: str
    value: float | None = None
    n: int | None = None
    sd: float | None = None
    hits: int | None = None
    of: int | None = None
    counts: Mapping[str, int] | None = None
    percent: bool = False
    seconds: bool = False
    period: str = ""
    calendar: Literal["gregorian", "jalali"] = "gregorian"
    segment: tuple[tuple[str, str], ...] = ()


class LongRows(NamedTuple):
    """All values of a table, and the lines (with what is wrong) that gave none.

    A wide table gives several values a line, so `skipped` may name a line that gave others.
    `empty` counts the cells that hold no value, which is nothing wrong. `months` says that days
    were taken for their months, with one of them.
    """

    rows: tuple[LongRow, ...]
    skipped: tuple[Skipped, ...] = ()
    empty: int = 0
    months: str = ""


class Answers(NamedTuple):
    """How often each score was given to one question, at one place, in one period and segment.

    `counts` is score -> answers, as readings write it. Only sums: no answer can be told from it,
    unless `n` is small, which the plan looks after.
    """

    question: str
    touchpoint: str
    period: str
    calendar: Literal["gregorian", "jalali"]
    segment: tuple[tuple[str, str], ...]
    counts: dict[int, int]

    @property
    def n(self) -> int:
        """Return how many answers there are."""
        return sum(self.counts.values())


class SurveyCounts(NamedTuple):
    """The counts of a survey, what was not a score, and the lines that could not be used.

    `blank` is question -> rows without an answer. `unread` is question -> answers that are no
    score: how many, never what they say, for it may be free text. `words` is question -> answer ->
    score where labels of a known scale were scored (see `scale_words`).
    """

    answers: tuple[Answers, ...]
    blank: dict[str, int]
    unread: dict[str, int]
    skipped: tuple[Skipped, ...] = ()
    words: Mapping[str, Mapping[str, int]] = {}
