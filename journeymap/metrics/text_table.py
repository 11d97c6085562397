"""From text to rows of cells: quotes, line ends and the lines that are broken.

The csv module does the reading, strictly: a quotation mark that is never closed would otherwise
swallow the rest of the file in silence. Where it stops, that one line is left out with its reason
and reading goes on with the next. Cells are text, exactly as typed: a formula is text as well.
DuckDB would be faster on large files, but knows no line of a row, and readings without a line
cannot be put right by anybody; event logs, which outgrow this, have a reader of their own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from journeymap.metrics import delimiters
from journeymap.metrics.limits import MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_LINE, MAX_SKIPPED
from journeymap.metrics.table import Row, Skipped, Sure, Unusable
from journeymap.model.text import M, Message

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_NOT_TEXT = re.compile("[\0\ufffd\udc80-\udcff]")
_SAMPLE = 1 << 18
_MOST_HELD = 100_000  # different cells; the same one is met again soon or never
Watch = Callable[[float], None]


class Rows(NamedTuple):
    """The rows of a source before it is known which of them is the header.

    `cut` says that the last one has no line end, as where a file was not written to its end;
    `wrapped` that each line stood in quotation marks as a whole, as where a table was saved twice.
    """

    rows: list[Row]
    skipped: list[Skipped]
    delimiter: str = ""
    sure: Sure = "certain"
    cut: bool = False
    wrapped: bool = False


class _Held(dict[str, str]):
    """The cells that were met, each once: rows say the same words over and over."""

    def __missing__(self, key: str) -> str:
        self[key] = key
        return key


class _Feed:
    """The lines of a text one after another; can go back to the second line of the last record."""

    def __init__(self, text: str, place: int, line: int) -> None:
        self.text = text
        self.place = self._second = place
        self.line = self.began = line  # the line to come, and the one where the record began
        self._first = True
        self._second_line = line

    def __iter__(self) -> Iterator[str]:
        return self

    def record(self) -> None:
        """Begin a new record with the next line."""
        self.began, self._first = self.line, True

    def back(self) -> None:
        """Go back to the line after the one where the record began."""
        self.place, self.line = self._second, self._second_line

    def __next__(self) -> str:
        if self.place >= len(self.text):
            raise StopIteration
        found = _LINE.match(self.text, self.place)
        assert found is not None  # it matches everything
        self.place = found.end()
        self.line += 1
        if self._first:
            self._first, self._second, self._second_line = False, self.place, self.line
        if found.end() - found.start() > MAX_LINE:
            raise csv.Error("line longer than the limit")
        return found[0]


def read(text: str, delimiter: str = "", broken: bool = False, watch: Watch | None = None) -> Rows:
    """Return the rows of a delimited text; blank ones are left out.

    `delimiter` is one that was told, "" to find it out. `broken` says that the text may hold bytes
    that did not fit its encoding. `watch` is given the share that is done, from time to time, and
    may raise to stop. Raises Unusable when there is more of it than can be read.
    """
    start, said = _sep_line(text)
    sure: Sure = "told"
    if not delimiter:
        delimiter, sure = said, "certain"
    first = list(_first_lines(text, start))
    if not delimiter:
        delimiter, sure = delimiters.found(first)
    feed = _Feed(text, start, 2 if start else 1)
    reader = csv.reader(feed, delimiter=delimiter, quotechar=_quote(first, delimiter), strict=True)
    check = _NOT_TEXT if broken or "\0" in text else None
    rows: list[Row] = []
    skipped: list[Skipped] = []
    held = _Held()
    cells = unlisted = 0
    while True:
        feed.record()
        try:
            record = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            feed.back()
            reason = _reason(str(error))
            if len(skipped) < MAX_SKIPPED:
                skipped.append(Skipped(feed.began, reason))
            else:
                unlisted += 1
            continue
        if not any(map(str.strip, record)):
            continue
        if len(record) > MAX_COLUMNS:
            raise Unusable(too_wide(feed.began))
        if check and any(map(check.search, record)):
            if len(skipped) < MAX_SKIPPED:
                skipped.append(Skipped(feed.began, _UNFIT))
            else:
                unlisted += 1
            continue
        cells += len(record)
        if cells > MAX_CELLS:
            raise Unusable(too_many_cells())
        rows.append(Row(feed.began, tuple(map(held.__getitem__, record))))
        if len(held) > _MOST_HELD:
            held.clear()
        if watch and len(rows) % 5_000 == 0:
            watch(feed.place / len(text))
    if unlisted:
        skipped.append(Skipped(0, more_unread(unlisted)))
    found = Rows(rows, skipped, delimiter, sure, text[-1:] not in ("\n", "\r"))
    return found if sure == "told" else _unwrapped(found)


def _quote(lines: Sequence[str], delimiter: str) -> str:
    """Return what stands around cells: an apostrophe where all cells are between two of them."""
    texts = [line.strip() for line in lines if line.strip()]
    between = f"'{delimiter}'"
    single = all(text[0] == text[-1] == "'" and between in text for text in texts)
    return "'" if texts and single else '"'


def _unwrapped(found: Rows) -> Rows:
    """Return rows of one cell each taken apart, where every cell is a line of a table itself."""
    if len(found.rows) < 2 or any(len(row.cells) > 1 for row in found.rows):
        return found
    lines = [str(row.cells[0]) for row in found.rows]
    mark, _ = delimiters.found(lines[:400])
    try:
        records = [next(csv.reader([line], delimiter=mark), []) for line in lines]
    except csv.Error:
        return found
    width = len(records[0])
    if width < 2 or any(len(record) != width for record in records):
        return found
    rows = [Row(row.line, tuple(cells)) for row, cells in zip(found.rows, records, strict=True)]
    return found._replace(rows=rows, delimiter=mark, sure="likely", wrapped=True)


_UNFIT = M("this line holds bytes that do not fit the encoding; choose another one")


def too_wide(line: int) -> Message:
    """Return the sentence for a table with more columns than can be read."""
    return M(
        "line {line} has more than {limit} cells; choose another delimiter or export fewer columns",
        line=line,
        limit=MAX_COLUMNS,
    )


def too_many_cells() -> Message:
    """Return the sentence for a table with more cells than can be read."""
    return M(
        "this table has more than {limit} million cells; export fewer columns or a shorter period",
        limit=MAX_CELLS // 1_000_000,
    )


def more_unread(count: int) -> Message:
    """Return the sentence for rows that could not be read and are not told one by one."""
    return M(
        "{n} further line that could not be read",
        plural="{n} further lines that could not be read",
        n=count,
    )


def _sep_line(text: str) -> tuple[int, str]:
    """Return where the table begins, and the delimiter that Excel's first line names."""
    found = _LINE.match(text[:64])
    said = delimiters.SEP_LINE.match(found[0]) if found else None
    return (found.end(), said[1]) if found and said else (0, "")


def _first_lines(text: str, start: int) -> Iterator[str]:
    sample = text[start : start + _SAMPLE]
    lines = (found[0] for found in _LINE.finditer(sample) if found[0])
    return islice(lines, 400)


def _reason(error: str) -> Message:
    if "end of data" in error or "field larger" in error:
        return M(
            "a quotation mark is opened here and never closed, or a cell has more than {limit} "
            "characters",
            limit=MAX_CELL,
        )
    if "expected after" in error:
        return M("something stands between a closing quotation mark and the next delimiter")
    if "limit" in error:
        return M("this line is longer than {limit} million characters", limit=MAX_LINE >> 20)
    return M("this line cannot be read as cells")
