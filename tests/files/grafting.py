"""Edits nobody wrote a rule for: any field of any record takes the value that it has elsewhere.

The values come from every map there is here, those of the checks among them, so that what is added
to the format is edited without being named in this file. A record may come from another map, go,
or change its place; nothing of that needs to make sense.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from journeymap.files.problems import Unreadable
from journeymap.files.reader import read_bytes
from journeymap.files.writer import write
from journeymap.model.document import SavedText
from journeymap.model.journey import CLASSES, KINDS, LISTS, JourneyMap, Record

LEFT = frozenset(("id", "format", "readings_from"))  # fields that no graft is put on
MOST = 200  # values kept of one field


class Garden:
    """The values that fields have in some maps, and the records of each kind."""

    def __init__(self, maps: Iterable[JourneyMap]) -> None:
        self._values: dict[tuple[type[Record], str], dict[str, Any]] = defaultdict(dict)
        self._records: dict[type[Record], list[Record]] = defaultdict(list)
        for m in maps:
            self._collect(m)

    def _collect(self, record: Record) -> None:
        cls = type(record)
        self._records[cls].append(record)
        for name in cls.model_fields:
            value = getattr(record, name)
            if not (cls is JourneyMap and name in KINDS):
                known = self._values[cls, name]
                if len(known) < MOST:
                    known.setdefault(repr(value), value)
            for each in _parts(value):
                self._collect(each)

    def grafted(self, m: JourneyMap, chance: Random) -> JourneyMap | None:
        """Return the map after a few edits, None where what came out is no map."""
        for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
            m = self._edited(m, chance)
        try:
            return read_bytes(write(m).encode(), "grafted").map
        except (Unreadable, ValueError):
            return None

    def _edited(self, m: JourneyMap, chance: Random) -> JourneyMap:
        do = chance.random()
        filled = [name for name in KINDS if getattr(m, name)]
        if do < 0.2 or not filled:
            made: JourneyMap = self._record(m, chance)
            return made
        name = chance.choice(filled)
        records = list(getattr(m, name))
        place = chance.randrange(len(records))
        if do < 0.7:
            records[place] = self._record(records[place], chance)
        elif do < 0.8:
            del records[place]
        elif do < 0.9:
            chance.shuffle(records)
        else:
            kind = chance.choice(list(LISTS))
            name = LISTS[kind]
            records = list(getattr(m, name))
            if strangers := self._records[CLASSES[kind]]:
                records.insert(chance.randrange(len(records) + 1), chance.choice(strangers))
        return m.model_copy(update={name: tuple(records)})

    def _record(self, record: Any, chance: Random) -> Any:
        cls = type(record)
        names = [
            name
            for name in cls.model_fields
            if name not in LEFT and not (cls is JourneyMap and name in KINDS)
        ]
        name = chance.choice(names)
        return record.model_copy(update={name: self._value(cls, name, record, chance)})

    def _value(self, cls: type[Record], name: str, record: Record, chance: Random) -> Any:
        value, other = getattr(record, name), chance.choice([*self._values[cls, name].values()])
        inside = list(_parts(value))
        if inside and chance.random() < 0.5:
            one = chance.choice(inside)
            return _with(value, one, self._record(one, chance))
        if isinstance(value, dict) and value and chance.random() < 0.4:
            less = dict(value)
            del less[chance.choice(list(less))]
            return {**less, **other} if isinstance(other, dict) else less
        if isinstance(value, tuple) and value and chance.random() < 0.4:
            items = chance.sample(value, len(value))
            return tuple(items[: chance.randint(0, len(items))])
        return other


def _parts(value: Any) -> Sequence[Record]:
    held = value.values() if isinstance(value, dict) else value
    held = held if isinstance(value, dict | tuple) else (value,)
    return [each for each in held if isinstance(each, Record)]


def _with(value: Any, old: Record, new: Record) -> Any:
    if isinstance(value, dict):
        return {key: new if each is old else each for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(new if each is old else each for each in value)
    return new


ENDS = ("as it is", "crlf", "cr", "mixed", "no last end", "mark")


def with_ends(data: bytes, how: str, chance: Random) -> bytes:
    """Return a text as other systems and programs would have written it."""
    lines = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").split(b"\n")
    if how == "mixed":
        return b"".join(line + chance.choice((b"\n", b"\r\n", b"\r")) for line in lines)
    if how in ("crlf", "cr"):
        return (b"\r\n" if how == "crlf" else b"\r").join(lines)
    if how == "no last end":
        return data.rstrip(b"\r\n")
    return b"\xef\xbb\xbf" + b"\n".join(lines) if how == "mark" else data


def texts(folder: Path, most: int, chance: Random) -> list[SavedText]:
    """Return maps of this project, each in some line ends; those that are no maps are left out."""
    paths = sorted(folder.glob("tests/checks/*/*.yaml"))
    paths = [
        *chance.sample(paths, min(most, len(paths))),
        *folder.glob("tests/files/styles/*.yaml"),
    ]
    found = []
    for path in paths:
        data = with_ends(path.read_bytes(), chance.choice(ENDS), chance)
        try:
            saved = read_bytes(data, path.name)
        except Unreadable:
            continue
        if not saved.map.readings_from:
            found.append(saved)
    return found
