"""Old formats become the current one, step by step, on plain values before anything is validated.

`MIGRATIONS[n]` takes the plain values of a map in format n and returns those of format n + 1. One
frozen example of each format stands in the tests and is opened for ever. Nothing here may need the
model: its classes describe only the newest format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from journeymap.model.text import M, Message

Migration: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

FORMAT = 1
MIGRATIONS: Mapping[int, Migration] = {}


def format_of(data: Mapping[str, Any], newest: int = FORMAT) -> int | Message:
    """Return the number of the format that `data` names, or why it cannot be read.

    A file that names none is taken as format 1.
    """
    value = data.get("format")
    if value is None:
        return 1
    text = value if isinstance(value, str) else ""
    if not (text.isascii() and text.isdecimal()) or len(text) > 9 or int(text) < 1:
        return M("the format is a number such as {newest}", newest=newest)
    number = int(text)
    if number > newest:
        return M(
            "format {number} needs a newer journeymap; this one reads up to format {newest}",
            number=number,
            newest=newest,
        )
    return number


def migrate(
    data: dict[str, Any],
    number: int,
    newest: int = FORMAT,
    migrations: Mapping[int, Migration] = MIGRATIONS,
) -> dict[str, Any]:
    """Return `data` of format `number` in the newest format; the newest comes back as it is."""
    for step in range(number, newest):
        data = {**migrations[step](data), "format": str(step + 1)}
    return data
