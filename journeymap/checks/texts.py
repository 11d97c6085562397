"""The texts of a map that people wrote for people, with the place of each.

Ids, references, fixed words, dates, colours, paths and durations are no texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from journeymap.model.index import Index, Key, Path
from journeymap.model.journey import LISTS, Record

# Who is responsible is named on purpose.
NAMED_ON_PURPOSE = frozenset(("owner", "by"))
FREE_TEXT = frozenset(
    "about alt carries cause decision doing ends expectation goal link name needs note notes phase"
    " props question quote scenario source starts steps strength summary systems tags text"
    " thinking title unit value when why".split()
)


def texts(index: Index) -> Iterator[tuple[Key, Path, str]]:
    """Yield (key, path, text) of everything written in the map, owners included, in file order."""
    for path, text in _texts_in(index.map, ()):
        yield "", path, text
    for entry in index.entries.values():
        for path, text in _texts_in(entry.record, ()):
            yield entry.key, path, text


def _texts_in(record: Record, path: Path) -> Iterator[tuple[Path, str]]:
    lists = LISTS.values() if not path and not hasattr(record, "kind_of") else ()
    for name, value in record.__dict__.items():
        if value and name not in lists:
            free = name in FREE_TEXT or name in NAMED_ON_PURPOSE
            yield from _texts_of(value, (*path, name), free)


def _texts_of(value: Any, path: Path, free: bool) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        # what a flow or an import calls source is an id or a word of the format, not a text
        if free:
            yield path, value
    elif isinstance(value, Record):
        yield from _texts_in(value, path)
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _texts_of(item, (*path, position), free)
    elif isinstance(value, dict):
        within = free or path[0] == "translations"
        for name, item in value.items():
            yield from _texts_of(item, (*path, name), within)
