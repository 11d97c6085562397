"""Which rows a table has and in which order: the map's own, by a column, narrowed by filters.

Pure functions of one map. Sorting is stable, and what has no value comes last in either direction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QCollator, QLocale, Qt

from journeymap.model.index import Index, Key
from journeymap.model.journey import Kind, Reading, Record
from journeymap.model.order import order_of
from journeymap.model.periods import seconds, sort_key
from journeymap.model.searching import fold
from journeymap.ui.editors.values import day_of, plain
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.inspector.form_words import words_of
from journeymap.ui.table.cells import counted, shown, value_in
from journeymap.ui.table.columns import NUMBERS

NOTHING = "\0nothing"  # the choice of what has no value
Sign: TypeAlias = Literal["≥", "≤", ">", "<", "="]
_SIGNED = re.compile(r"(>=|<=|=>|=<|[≥≤<>=])?\s*(.+)\Z")
_SIGNS: Mapping[str, Sign] = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤"}
_RANGE = re.compile(r"(-?[\d.]+%?)\s*(?:\.\.|…|–)\s*(-?[\d.]+%?)\Z", re.ASCII)


class Sorting(NamedTuple):
    """By which field rows are sorted; the map's own order where there is none."""

    field: str = ""
    descending: bool = False


def map_order(index: Index, kind: Kind) -> list[Key]:
    """Return the keys of a kind in the map's own order: touchpoints as they are read on the map."""
    keys = list(index.keys_of(kind))
    if kind != "touchpoint":
        return keys
    return [keys[place] for place in order_of(index.map).reading]


def in_order(
    index: Index, keys: Sequence[Key], field: FormField, descending: bool, persona: Key, lang: str
) -> list[Key]:
    """Return the keys sorted by a field; those without a value come last, as they stood."""
    by = _worth(index, field, persona, lang)
    having: list[tuple[Any, Key]] = []
    without: list[Key] = []
    for key in keys:
        worth = by(index.entries[key].record)
        if worth is None:
            without.append(key)
        else:
            having.append((worth, key))
    having.sort(key=lambda each: each[0], reverse=descending)
    return [*(key for _, key in having), *without]


def _worth(
    index: Index, field: FormField, persona: Key, lang: str
) -> Callable[[Record], Any | None]:
    """Return what gives the place of a record in a column, None for one without a value."""
    match field.editor:
        case "stage" | "channel" | "metric" | "until":
            kind: Any = "stage" if field.editor == "until" else field.editor
            places: Mapping[Any, int] = {key: n for n, key in enumerate(index.keys_of(kind))}
            return lambda record: places.get(value_in(record, field))
        case "choice":
            words = {word: n for n, word in enumerate(words_of(field.vocabulary))}
            return lambda record: words.get(value_in(record, field))
        case "scale" | "stars" | "emotion" | "number" | "share" | "amount":
            return lambda record: _number_of(index, record, field, persona)
        case "flag" | "maybe":
            return lambda record: _truth(value_in(record, field))
        case "duration":
            return lambda record: _length(value_in(record, field, persona))
        case "date":
            return lambda record: value_in(record, field)
        case "period":
            calendar = index.map.calendar
            return lambda record: sort_key(value_in(record, field), calendar)
    collator = QCollator(QLocale(lang.replace("-", "_")))
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    collator.setNumericMode(True)

    def worth(record: Record) -> Any:
        text = shown(index, record, field, persona, lang)
        return collator.sortKey(text) if text else None

    return worth


def _truth(value: Any) -> int | None:
    return None if value is None else int(not value)  # yes comes first


def _length(text: str | None) -> float | None:
    try:
        return seconds(text).low if text else None
    except ValueError:
        return None


def _number_of(index: Index, record: Record, field: FormField, persona: Key) -> float | None:
    """Return the number in a cell, of a reading also the one that follows from its counts."""
    value = value_in(record, field, persona)
    if value is None and isinstance(record, Reading) and field.name in ("value", "n"):
        found = counted(index, record)
        if found is not None:
            return found.value if field.name == "value" else found.n
    return value if isinstance(value, int | float) else None


# ---------------------------------------------------------------- filters


class Wanted(NamedTuple):
    """What is wanted in one column: a text to hold, a word to be, or a number to compare with."""

    text: str = ""
    word: Any = None


def matching(
    index: Index,
    keys: Iterable[Key],
    wanted: Sequence[tuple[FormField, Wanted]],
    persona: Key,
    lang: str,
) -> list[Key]:
    """Return the keys of the records that have what is wanted in every column, as they stood."""
    tests = [_test(index, field, each, persona, lang) for field, each in wanted]
    entries = index.entries
    return [key for key in keys if all(test(entries[key].record) for test in tests)]


def _test(
    index: Index, field: FormField, wanted: Wanted, persona: Key, lang: str
) -> Callable[[Record], bool]:
    if wanted.word is not None:
        word = None if wanted.word == NOTHING else wanted.word
        return lambda record: value_in(record, field) == word
    if field.editor in NUMBERS:
        among = numbers(wanted.text)
        if among is not None:
            return lambda record: among(_number_of(index, record, field, persona))
    if field.editor == "date":
        days = _days(wanted.text)
        if days is not None:
            return lambda record: days(value_in(record, field))
    needle = fold(wanted.text.strip())[0]

    def holds(record: Record) -> bool:
        return needle in folded(shown(index, record, field, persona, lang))

    return holds


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """Return a text as the eye compares it."""
    return fold(text)[0]


def numbers(text: str) -> Callable[[float | None], bool] | None:
    """Return the test that `≥ 3`, `<= 2`, `2..4` or `3` asks for, None where it asks for none."""
    spelt = plain(text)
    if between := _RANGE.match(spelt):
        low, high = _number(between[1]), _number(between[2])
        if low is not None and high is not None:
            return lambda value: value is not None and low <= value <= high
    found = _SIGNED.match(spelt)
    limit = _number(found[2]) if found else None
    if found is None or limit is None:
        return None
    return _compared(_sign(found[1]), limit)


def _days(text: str) -> Callable[[date | None], bool] | None:
    found = _SIGNED.match(text.strip())
    day = day_of(found[2]) if found else None
    if found is None or day is None:
        return None
    return _compared(_sign(found[1]), day)


def _sign(spelt: str | None) -> Sign:
    return _SIGNS.get(spelt or "=") or spelt or "="  # type: ignore[return-value] # one of the signs


def _compared(sign: Sign, limit: Any) -> Callable[[Any], bool]:
    tests: Mapping[Sign, Callable[[Any], bool]] = {
        "≥": lambda value: value >= limit,
        "≤": lambda value: value <= limit,
        ">": lambda value: value > limit,
        "<": lambda value: value < limit,
        "=": lambda value: bool(value == limit),
    }
    test = tests[sign]
    return lambda value: value is not None and test(value)


def _number(text: str) -> float | None:
    share = text.endswith("%")
    try:
        value = float(text.rstrip("% "))
    except ValueError:
        return None
    return value / 100 if share else value
