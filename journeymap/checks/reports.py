"""Findings as text for people and as JSON for programs; SARIF is in `sarif.py`.

A finding has a line where its record stands in the text that was read; what was added since, and a
map that was never saved, has none. The text report is in the reader's language; JSON carries the
English text and the arguments, so that a program never parses a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from journeymap.checks.excerpt import excerpt
from journeymap.checks.finding import Finding
from journeymap.model.document import Mark, SavedText
from journeymap.model.text import M, Message, Value, say
from journeymap.model.vocabulary import Level

STANDARD_INPUT = "-"
JSON_KEYS = ("file", "line", "column", "check", "level", "kind", "at", "message", "why")


class Checked(NamedTuple):
    """One map that was checked: the name of its file, what was found, and the text it came from."""

    file: str
    findings: Sequence[Finding]
    saved: SavedText | None = None


class Located(NamedTuple):
    """A finding and where it stands in the text; None where the record is in no text."""

    finding: Finding
    mark: Mark | None


def located(checked: Checked) -> Iterator[Located]:
    """Yield the findings with their places, each at the deepest part of its field that is there."""
    for finding in checked.findings:
        yield Located(finding, _mark(checked.saved, finding))


def _mark(saved: SavedText | None, finding: Finding) -> Mark | None:
    if saved is None:
        return None
    field = finding.field
    while field:
        mark = saved.places.find(finding.at, field)
        if mark is not None:
            return mark
        field = field.rpartition(".")[0]
    if not finding.at:
        # the map itself: its title stands for it, rather than the whole text
        return saved.places.find("", "title") or Mark(1, 1, 0, 0)
    return saved.places.find(finding.at, "name") or saved.places.find(finding.at)


# ---------------------------------------------------------------- text

_LEVELS: Mapping[Level, Message] = {
    "error": M("error", context="level"),
    "warning": M("warning", context="level"),
    "info": M("info", context="level"),
    "silent": M("silent", context="level"),
}


def as_text(checked: Iterable[Checked], lang: str = "en") -> str:
    """Return the findings as `file:line:column: level: message [check-id]`, each with its line.

    The caret under a line counts wide characters as two columns and marks as none; in a line of
    right-to-left text the whole run is underlined, because where its characters stand on the screen
    is the terminal's decision. The last line counts what was found.
    """
    lines: list[str] = []
    everything: list[Finding] = []
    for each in checked:
        text = each.saved.data.decode("utf-8-sig", "replace") if each.saved else ""
        everything.extend(each.findings)
        for finding, mark in located(each):
            words = say(finding.message, lang)
            level = say(_LEVELS[finding.level], lang)
            where = f"{each.file}:{mark.line}:{mark.column}" if mark else each.file
            lines.append(f"{where}: {level}: {words} [{finding.check}]")
            if mark:
                lines.extend(excerpt(text, mark))
    if lines:
        lines.append("")
    lines.append(say(summary(everything), lang))
    return "\n".join(lines)


def summary(findings: Sequence[Finding]) -> Message:
    """Return how much was found: by level about the map, and in all about the experience."""
    if not findings:
        return M("Nothing found")
    about_map = [f.level for f in findings if f.kind == "map"]
    parts: list[Message] = []
    if n := about_map.count("error"):
        parts.append(M("{n} error", plural="{n} errors", n=n))
    if n := about_map.count("warning"):
        parts.append(M("{n} warning", plural="{n} warnings", n=n))
    if n := about_map.count("info"):
        parts.append(M("{n} note", plural="{n} notes", n=n))
    of_map = M("{counts} about the map", counts=tuple(parts))
    n = len(findings) - len(about_map)
    of_experience = M(
        "{n} finding about the experience", plural="{n} findings about the experience", n=n
    )
    if not parts:
        return of_experience
    return M("{map}; {experience}", map=of_map, experience=of_experience) if n else of_map


# ---------------------------------------------------------------- JSON


def as_json(checked: Iterable[Checked]) -> str:
    """Return the findings as one JSON list; `line` and `column` are null where there is no place.

    Each object has file, line, column, check, level, kind, at, message and why, and `arguments`:
    what the message was made from, by name.
    """
    rows = [_row(each.file, *place) for each in checked for place in located(each)]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _row(file: str, finding: Finding, mark: Mark | None) -> dict[str, Any]:
    return {
        "file": file,
        "line": mark.line if mark else None,
        "column": mark.column if mark else None,
        "check": finding.check,
        "level": finding.level,
        "kind": finding.kind,
        "at": finding.at,
        "message": english(finding.message),
        "why": english(finding.why),
        "arguments": arguments(finding.message),
    }


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
