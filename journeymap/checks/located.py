"""Where findings stand in the text of their map, and their words without what only screens need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from journeymap.checks.finding import SEVERITY, Finding
from journeymap.model.document import Mark, SavedText
from journeymap.model.text import M, Message, Value, say


class Checked(NamedTuple):
    """One map that was checked: the name of its file, what was found, and the text it came from."""

    file: str
    findings: Sequence[Finding]
    saved: SavedText | None = None


class Unread(Protocol):
    """What is wrong with a file that is no map, as reading it says; line 0: the whole file."""

    @property
    def path(self) -> str:
        """The name of the file."""

    @property
    def line(self) -> int:
        """The line, from 1 on."""

    @property
    def column(self) -> int:
        """The column, from 1 on."""

    @property
    def message(self) -> Message:
        """What is wrong, and what to do."""


class Located(NamedTuple):
    """A finding and where it stands in the text; None where the record is in no text."""

    finding: Finding
    mark: Mark | None


# What is wrong in a file beside the map, such as a profile: its own place stands in the message.
IN_ANOTHER_FILE = M("{path}: {problem}")
# What programs read instead of the id and the reason of a check.
UNREADABLE = "unreadable"
WHY_UNREADABLE = M("A file that cannot be read as a map cannot be checked.")

# A record as a whole would be a place of many lines; the field it begins with stands for it.
_STANDS_FOR_RECORD = ("id", "from", "metric", "name", "text")


def located(checked: Checked) -> Iterator[Located]:
    """Yield the findings with their places, each at the deepest part of its field that is there.

    The worst come first, those of one level from the first line to the last.
    """
    found = [Located(finding, _mark(checked.saved, finding)) for finding in checked.findings]
    yield from sorted(found, key=_as_read)


def _as_read(each: Located) -> tuple[int, int]:
    return SEVERITY[each.finding.level], each.mark.line if each.mark else 0


def _mark(saved: SavedText | None, finding: Finding) -> Mark | None:
    if saved is None or finding.message.id == IN_ANOTHER_FILE.id:
        return None  # the message says the line in the other file
    field = finding.field
    while field:
        mark = saved.places.find(finding.at, field)
        if mark is not None:
            return mark
        field = field.rpartition(".")[0]
    if not finding.at:
        # the map itself: its title stands for it, rather than the whole text
        return saved.places.find("", "title") or Mark(1, 1, 0, 0)
    for field in _STANDS_FOR_RECORD:
        if mark := saved.places.find(finding.at, field):
            return mark
    return saved.places.find(finding.at)


def english(message: Message) -> str:
    """Return the English text without the isolates that only a screen needs."""
    return say(message, "en").translate(_NO_ISOLATES)


def arguments(message: Message) -> dict[str, Any]:
    """Return the arguments of a message as JSON values; messages in it are objects of their own."""
    return {name: _value(value) for name, value in message.args.items()}


def _value(value: Value) -> Any:
    if isinstance(value, Message):
        return {"text": english(value), "arguments": arguments(value)}
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


_NO_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
