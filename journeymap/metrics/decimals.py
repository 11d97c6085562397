"""Which mark stands before the decimals of each column of numbers.

A column that is clear goes its own way, since one table may join two sources. One that is not
follows the others where they agree, and is asked about where they do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from journeymap.metrics import numbers
from journeymap.metrics.table import Assumption, Cell, Sure
from journeymap.model.text import M, Message

_RARE = 10  # times fewer than the others: slips, and no second way of writing


class Texts(NamedTuple):
    """A column of numbers: what its texts say of the mark, and the different ones of them."""

    name: str
    evidence: numbers.Evidence
    cells: Sequence[Cell]


def marks(columns: Sequence[Texts], told: str, delimiter: str) -> Mapping[str, str]:
    """Return the mark of each column, "" where its numbers can be read in two ways.

    `told` is the one that a person named, "" for none; it decides wherever a column can be read
    with it at all.
    """
    if told:
        return {column.name: _with(told, column.evidence) for column in columns}
    own = {column.name: _own(column.evidence) for column in columns}
    clear = {mark for mark in own.values() if mark}
    # In a file of commas a decimal comma would have had to be quoted every time.
    common = next(iter(clear)) if len(clear) == 1 else "" if delimiter != "," or clear else "."
    return {
        column.name: own[column.name]
        or ("" if _mixed(column.evidence) else common)
        or ("" if column.evidence.either or _mixed(column.evidence) else ".")
        for column in columns
    }


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
    if len(used) == 1:
        sure: Sure = "certain"
        if any(each.evidence.either or _mixed(each.evidence) for each in shown):
            sure = "likely"
        (mark,) = used
        return [Assumption("decimal", mark, sure, _sentence(mark), "decimal", (".", ","))]
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
    ]


def _question(column: Texts) -> Assumption:
    example = next(
        cell
        for cell in column.cells
        if isinstance(cell, str) and numbers.number(cell, ".") != numbers.number(cell, ",")
    )
    question = M(
        "{example} in the column {column} can be read with a point or a comma for decimals; "
        "say which",
        example=example,
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
