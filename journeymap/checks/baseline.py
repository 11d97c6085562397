"""Findings that a team has put off: known again, so that what is new can be seen beside them.

A finding is known again by its check, its place and the field there, whatever it says: lines may
move, records may change their names and their order, numbers and days may change. Only what is said
of the map as a whole has no such place, and is known by the names in it. Findings are put down one
by one, before several become one, so that mending some of them brings no other back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, NamedTuple

from pydantic import Field

from journeymap.checks.finding import Finding
from journeymap.model.fields import Count, Name, Text
from journeymap.model.journey import Record
from journeymap.model.text import Message, Value, visible

FORMAT = 1
HEAD = "# Findings that are put off. Written by journeymap check --update-baseline.\n"
MAP = "map"  # the place of what is said about the whole map
DAYS = ("date", "month")  # the contexts of messages that say when
LONGEST = 200  # characters of a name that are kept


class PutOff(Record):
    """One finding, or `times` that cannot be told apart; without a field, of any field."""

    check: Name
    at: Text
    field: Text = ""
    names: tuple[Text, ...] = ()
    times: Annotated[Count, Field(ge=1)] = 1


class BaselineFile(Record):
    """What a baseline holds: findings by map, named as seen from the baseline's folder."""

    baseline: Annotated[Count, Field(ge=1, le=FORMAT)]
    maps: dict[str, tuple[PutOff, ...]] = Field(default={})


class Sign(NamedTuple):
    """What a finding is known again by."""

    check: str
    at: str
    field: str
    names: tuple[str, ...]


def sign_of(finding: Finding) -> Sign:
    """Return what a finding is known again by.

    Places in lists are left out of its field, for these move. Of what is said of the whole map the
    names count, not the program's own words, which the next version may change; texts without a
    letter are numbers.
    """
    field = ".".join(part for part in finding.field.split(".") if not part.isdecimal())
    if finding.at:
        return Sign(finding.check, finding.at, field, ())
    names = {visible(text)[:LONGEST] for text in _names(finding.message)}
    names = {name for name in names if any(map(str.isalpha, name))}
    return Sign(finding.check, MAP, field, tuple(sorted(names)))


def _names(value: Value) -> Iterator[str]:
    if isinstance(value, Message):
        if value.context in DAYS:
            return
        for each in value.args.values():
            yield from _names(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _names(each)
    elif isinstance(value, str):
        yield value


class Known:
    """The findings of one map that are put off; each is known again as often as it was put down."""

    def __init__(self, put_off: Iterable[PutOff] = ()) -> None:
        self._left: Counter[Sign] = Counter()
        for each in put_off:
            # what was written down earlier has names at records too, which may be others by now
            names = tuple(sorted(set(each.names))) if each.at == MAP else ()
            self._left[Sign(each.check, each.at, each.field, names)] += each.times
        self.hidden = 0

    def __call__(self, finding: Finding) -> bool:
        """Return whether a finding is put off, and count it."""
        sign = sign_of(finding)
        for known in (sign, sign._replace(field="")):
            if self._left[known] > 0:
                self._left[known] -= 1
                self.hidden += 1
                return True
        return False

    @property
    def gone(self) -> int:
        """How many were put off and have not been found."""
        return self._left.total()


class Taken:
    """Takes down every finding that it is shown, and hides none."""

    def __init__(self) -> None:
        self._found: Counter[Sign] = Counter()

    def __call__(self, finding: Finding) -> bool:
        """Take a finding down; always False."""
        self._found[sign_of(finding)] += 1
        return False

    @property
    def put_off(self) -> tuple[PutOff, ...]:
        """What was taken down, sorted."""
        return tuple(
            PutOff(check=sign.check, at=sign.at, field=sign.field, names=sign.names, times=times)
            for sign, times in sorted(self._found.items())
        )


def as_text(maps: Mapping[str, Iterable[PutOff]]) -> str:
    """Return the text of a baseline: sorted, a line a finding, so that git shows what changed."""
    lines = [f"{HEAD}baseline: {FORMAT}\n"]
    kept = {name: sorted(found, key=_order) for name, found in sorted(maps.items())}
    lines.append("maps:\n" if any(kept.values()) else "maps: {}\n")
    for name, found in kept.items():
        if found:
            lines.append(f"  {_quoted(name)}:\n")
        for each in found:
            parts = [f"check: {each.check}", f"at: {_quoted(each.at)}"]
            if each.field:
                parts.append(f"field: {_quoted(each.field)}")
            if each.names:
                parts.append(f"names: [{', '.join(map(_quoted, each.names))}]")
            if each.times > 1:
                parts.append(f"times: {each.times}")
            lines.append(f"    - {{{', '.join(parts)}}}\n")
    return "".join(lines)


def _order(each: PutOff) -> tuple[str, str, str, tuple[str, ...]]:
    return each.check, each.at, each.field, each.names


def _quoted(text: str) -> str:
    """Return a text in double quotes, as JSON and YAML both read it."""
    return json.dumps(visible(text), ensure_ascii=False)
