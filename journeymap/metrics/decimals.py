"""Which mark stands before the decimals of each column of numbers.

A column that is clear goes its own way, since one table may join two sources. One that is not is
told by the size of its other numbers (1,100 beside 950 is eleven hundred, beside 1 and 2 it is not)
and by the marks of the other columns. Where these contradict each other, or nothing tells, it is
asked; what was decided so is said with an example, and can be corrected.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from statistics import median
from typing import NamedTuple

from journeymap.metrics import numbers
from journeymap.metrics.table import Assumption, Cell, Sure
from journeymap.model.text import M, Message, literal

_RARE = 10  # times fewer than the others: slips, and no second way of writing
_LOOKED_AT = 2_000  # different cells tell how large the numbers of a column are
_OTHER = {".": ",", ",": "."}
_TENFOLD = 1.0  # in powers of ten: how much nearer one way of reading has to be than the other


class Texts(NamedTuple):
    """A column of numbers: what its texts say of the mark, and the different ones of them."""

    name: str
    evidence: numbers.Evidence
    cells: Sequence[Cell]
    counted: bool = False  # its name says that it holds whole numbers


def marks(columns: Sequence[Texts], told: str, delimiter: str) -> Mapping[str, str]:
    """Return the mark of each column, "" where its numbers can be read in two ways.

    `told` is the one that a person named, "" for none; it decides wherever a column can be read
    with it at all.
    """
    whole = {column.name: _by_whole(column) for column in columns if column.counted}
    if told:
        return {
            column.name: whole.get(column.name) or _with(told, column.evidence)
            for column in columns
        }
    own = {column.name: _own(column.evidence) or whole.get(column.name, "") for column in columns}
    clear = {mark for mark in own.values() if mark}
    common = next(iter(clear)) if len(clear) == 1 else ""
    return {
        column.name: own[column.name] or _by_others(column, common, not clear and delimiter == ",")
        for column in columns
    }


def _by_whole(column: Texts) -> str:
    """Return the mark under which a column holds whole numbers only, "" where that tells none."""
    unclear = list(islice(_unclear(column), _LOOKED_AT))
    fitting = [
        mark
        for mark in _OTHER
        if all(
            (taken := numbers.number(text, mark)) and float(taken.value).is_integer()
            for text in unclear
        )
    ]
    return fitting[0] if unclear and len(fitting) == 1 else ""


def _by_others(column: Texts, common: str, of_commas: bool) -> str:
    """Return the mark of a column whose own texts leave it open, "" where nothing tells it.

    `common` is the mark of the other columns; `of_commas` says that none of them has one, and that
    commas part the cells.
    """
    if _mixed(column.evidence):
        return ""
    if not column.evidence.either:
        return common or "."
    by_size = _by_size(column.cells)
    if by_size and common:
        return common if by_size == common else ""
    if by_size or common:
        return by_size or common
    # Whoever parts cells by commas writes no decimal comma; but to group thousands by points is
    # what those do who write one, and a comma that was quoted may be either.
    return "." if of_commas and not _has_comma(column) else ""


def _by_size(cells: Sequence[Cell]) -> str:
    """Return the mark under which the unclear numbers of a column are as large as its others."""
    plain: list[float] = []
    grouped: list[float] = []
    mark = ""
    for cell in islice(cells, _LOOKED_AT):
        if not isinstance(cell, str):
            continue
        with_dot, with_comma = numbers.number(cell, "."), numbers.number(cell, ",")
        if with_dot is None or with_comma is None:
            continue
        if with_dot == with_comma:
            plain.append(abs(with_dot.value))
        else:
            grouped.append(max(abs(with_dot.value), abs(with_comma.value)))
            this = "." if abs(with_dot.value) > abs(with_comma.value) else ","
            if mark and mark != this:
                return ""
            mark = this
    sizes = [math.log10(value) for value in plain if value]
    if not sizes or not grouped:
        return ""
    whole = median(math.log10(value) for value in grouped if value)
    far_whole, far_part = abs(whole - median(sizes)), abs(whole - 3 - median(sizes))
    if far_part - far_whole >= _TENFOLD:
        return mark
    return _OTHER[mark] if far_whole - far_part >= _TENFOLD else ""


def _has_comma(column: Texts) -> bool:
    return any("," in cell for cell in _unclear(column))


def _unclear(column: Texts) -> Iterator[str]:
    """Yield the texts of a column that are two different numbers."""
    for cell in column.cells:
        if isinstance(cell, str) and numbers.number(cell, ".") != numbers.number(cell, ","):
            yield cell


def _with(told: str, evidence: numbers.Evidence) -> str:
    if evidence.either:
        return told
    if told == "," and evidence.dot and not evidence.comma:
        return "."
    return "," if told == "." and evidence.comma and not evidence.dot else told


def _own(evidence: numbers.Evidence) -> str:
    if evidence.dot > _RARE * evidence.comma:
        return "."
    return "," if evidence.comma > _RARE * evidence.dot else ""


def _mixed(evidence: numbers.Evidence) -> bool:
    return bool(evidence.dot and evidence.comma)


def said(columns: Sequence[Texts], told: str, found: Mapping[str, str]) -> list[Assumption]:
    """Return what is to be said about the marks: nothing where no number has decimals."""
    if told:
        return [Assumption("decimal", told, "told", _sentence(told), "decimal", (".", ","))]
    unclear = next((column for column in columns if not found[column.name]), None)
    if unclear:
        return [_question(unclear)]
    shown = [each for each in columns if each.evidence.numbers > each.evidence.plain]
    used = {found[column.name] for column in shown}
    examples = [
        _example(each, found[each.name])
        for each in shown
        if each.evidence.either and not _own(each.evidence)
    ]
    if len(used) == 1:
        sure: Sure = "certain"
        if any(each.evidence.either or _mixed(each.evidence) for each in shown):
            sure = "likely"
        (mark,) = used
        whole = Assumption("decimal", mark, sure, _sentence(mark), "decimal", (".", ","))
        return [whole, *examples]
    return [
        Assumption(
            "decimal",
            found[column.name],
            "likely",
            _sentence_of(column.name, found[column.name]),
            "decimal",
            (".", ","),
            column.name,
        )
        for column in shown
    ] + examples


def _example(column: Texts, mark: str) -> Assumption:
    """Return what one of the texts that could be two numbers was taken for."""
    text, taken = next(
        (text, taken)
        for text in _unclear(column)
        if (taken := numbers.number(text, mark)) and numbers.number(text, _OTHER[mark])
    )
    message = M(
        "{example} in the column {column} is taken for {number}",
        example=text,
        column=column.name,
        number=literal(f"{taken.value:.12g}"),
    )
    return Assumption("decimal", mark, "likely", message, "decimal", (".", ","), column.name)


def _question(column: Texts) -> Assumption:
    question = M(
        "{example} in the column {column} can be read with a point or a comma for decimals",
        example=next(_unclear(column)),
        column=column.name,
    )
    return Assumption("decimal", "", "open", question, "decimal", (".", ","), column.name)


def _sentence(mark: str) -> Message:
    if mark == ",":
        return M("a comma stands before decimals")
    if mark == ".":
        return M("a point stands before decimals")
    return M("{mark} stands before decimals", mark=mark)


def _sentence_of(column: str, mark: str) -> Message:
    if mark == ",":
        return M("a comma stands before decimals in the column {column}", column=column)
    return M("a point stands before decimals in the column {column}", column=column)
