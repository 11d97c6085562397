"""The text of a file of readings with only the rows touched that differ: `shop.readings.csv`.

A row that stays keeps its characters, its quotes and its line end; a row that changes keeps the
cells that do not. New rows stand where the order of the file has them and are quoted like the row
above. A column that only new readings need is put behind the others, and rows that have nothing in
it are left as they are. This module knows readings and texts, but no files.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from journeymap.files.decode import BOM, LINE_BREAK, decode
from journeymap.files.pairing import pair_records
from journeymap.files.plain import share
from journeymap.files.readings import cells_of, write_readings
from journeymap.model.index import reading_key
from journeymap.model.journey import Reading

_CELL = re.compile(r'"(?:[^"]|"")*"|[^,\r\n]*')
LAST = "\U0010ffff"  # above every key
_NEEDS_QUOTES = re.compile(r'[",\r\n]|^\s|\s$').search


class Row(NamedTuple):
    """A row as it stands: its cells with their quotes, and what ends its line."""

    cells: tuple[str, ...]
    end: str

    @property
    def text(self) -> str:
        """The row's characters without its line end."""
        return ",".join(self.cells)


class NoRows(Exception):
    """The text is not made of rows that stand for these readings, one each."""


def with_rows(data: bytes, old: Sequence[Reading], new: Sequence[Reading]) -> bytes:
    """Return the file `data`, which holds `old` in this order, with what differs in `new`.

    `new` may be in any order. Raises NoRows where the text cannot be followed.
    """
    text, bom = decode(data)
    rows = rows_in(text)
    header = list(rows[0].cells) if rows else []
    columns = [plain(cell) for cell in header]
    full = [place for place, row in enumerate(rows) if place and any(map(plain, row.cells))]
    if not columns or len(full) != len(old):
        raise NoRows
    pairs = pair_records(old, new)
    now = {was: reading for was, reading in zip(pairs, new, strict=True) if was is not None}
    for reading in new:
        for column in cells_of(reading):
            if column not in columns:
                columns.append(column)
                header.append(_cell(column, like=header[-1]))
    ending = next((row.end for row in rows if row.end), "\n")
    last_end = rows[-1].end
    place_of = dict(zip(full, range(len(old)), strict=True))
    kept: list[Row] = [Row(tuple(header), rows[0].end or ending)]
    keys: list[str] = [""]  # of the reading in each kept row; nothing is put behind an empty row
    waiting: list[tuple[str, Row]] = []
    for place, row in enumerate(rows[1:], 1):
        was = place_of.get(place)
        if was is None:
            kept.append(row)
            keys.append(LAST)
            continue
        stays = now.get(was)
        if stays is None:
            continue
        key = reading_key(stays)
        if stays is not old[was] and stays != old[was]:
            row = _changed(row, columns, cells_of(old[was]), cells_of(stays))
        if key == reading_key(old[was]):
            kept.append(row)
            keys.append(key)
        else:
            waiting.append((key, row))
    likes = kept if len(kept) > 1 else rows
    at_end = _places(keys)
    fresh = [reading for was, reading in zip(pairs, new, strict=True) if was is None]
    put: dict[int, list[tuple[str, Row]]] = {}
    for key, row in waiting:
        put.setdefault(bisect_right(at_end, key), []).append((key, row))
    for reading in fresh:
        key = reading_key(reading)
        place = bisect_right(at_end, key)
        like = likes[min(max(place - 1, 1), len(likes) - 1)]
        put.setdefault(place, []).append((key, _made(columns, cells_of(reading), like)))
    made: list[Row] = []
    for place in range(len(kept) + 1):
        made += (row for _, row in sorted(put.get(place, ()), key=lambda each: each[0]))
        made += kept[place : place + 1]
    lines = [row.text + (row.end or ending) for row in made[:-1]]
    lines.append(made[-1].text + (last_end and (made[-1].end or last_end)))
    return (BOM if bom else b"") + "".join(lines).encode()


def rows_anew(data: bytes, new: Sequence[Reading]) -> bytes:
    """Return a new text of all rows, with the line ends and the mark of the file before."""
    text = write_readings(tuple(new))
    found = LINE_BREAK.search(data[:4096].decode("utf-8", "replace"))
    if found and found[0] != "\n":
        text = text.replace("\n", found[0])
    return (BOM if data.startswith(BOM) else b"") + text.encode()


def rows_in(text: str) -> list[Row]:
    """Return the rows of a text with every character of it; raises NoRows when it is no CSV."""
    rows: list[Row] = []
    cells: list[str] = []
    at = 0
    while at < len(text):
        found = _CELL.match(text, at)
        assert found is not None  # the empty cell matches anything
        cells.append(found[0])
        at = found.end()
        if text.startswith(",", at):
            at += 1
            if at == len(text):
                cells.append("")
            else:
                continue
        end = LINE_BREAK.match(text, at)
        if end is None and at < len(text):
            raise NoRows
        rows.append(Row(tuple(cells), end[0] if end else ""))
        at = end.end() if end else at
        cells = []
    return rows


def plain(cell: str) -> str:
    """Return what a cell says."""
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def _places(keys: Sequence[str]) -> list[str]:
    """Return for each kept row the least key that follows, so that a bisection finds the last
    row that may stand before a key, also in a file that is not sorted.
    """
    least = list(accumulate(reversed(keys), min))[::-1]
    least[0] = ""
    return least


def _changed(
    row: Row, columns: Sequence[str], before: Mapping[str, str], after: Mapping[str, str]
) -> Row:
    cells = list(row.cells)
    for column in dict.fromkeys([*before, *after]):
        value = after.get(column, "")
        if value == before.get(column, ""):
            continue
        place = columns.index(column)
        cells += [""] * (place + 1 - len(cells))
        if column == "value" and value and plain(cells[place]).endswith("%"):
            value = share(float(value))
        cells[place] = _cell(value, like=cells[place])
    return Row(tuple(cells), row.end)


def _made(columns: Sequence[str], values: Mapping[str, str], like: Row) -> Row:
    around = [*like.cells, *[""] * (len(columns) - len(like.cells))]
    cells = [
        _cell(values.get(column, ""), like=each)
        for column, each in zip(columns, around, strict=False)
    ]
    while len(cells) > len(like.cells) and not cells[-1]:
        cells.pop()
    return Row(tuple(cells), like.end)


def _cell(value: str, like: str) -> str:
    by_choice = like.startswith('"') and not _NEEDS_QUOTES(plain(like))
    if by_choice or _NEEDS_QUOTES(value):
        return '"' + value.replace('"', '""') + '"'
    return value
