"""What a text in a cell means to its field: typed there, or pasted from a spreadsheet.

Pure functions; no widget. What cannot be read is Refused with a sentence that says what can be;
what the model itself refuses (a rating of 9) is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from journeymap.model.ids import look_alike
from journeymap.model.journey import Kind, Metric
from journeymap.model.labels import KIND_NAMES
from journeymap.model.pasting import LANGUAGES
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message, say
from journeymap.ui.editors.values import day_of, plain
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.inspector.form_words import words_of
from journeymap.ui.record_cards.typed import segment_of
from journeymap.ui.table.cells import GROUPS, NO, SHARES, YES, Names, answers_of, kinds_of
from journeymap.ui.typed_durations import written

TRUE = ("yes", "true", "x", "1", "✓", "✔", "★", "*", "y")
FALSE = ("no", "false", "0", "-", "n")
BETWEEN = re.compile(r"[;؛；\n]")
COMMAS = re.compile(r"[,،、;؛；\n]")
_OF_FIVE = re.compile(r"([+-]?\d+)(?:\s*/\s*5)?\Z", re.ASCII)


def read(text: str, field: FormField, names: Names, lang: str, metric: Metric | None = None) -> Any:
    """Return the value that a text means in a field, None for an empty one; raises Refused.

    `metric` is the one that an amount or counts belong to.
    """
    text = _unmarked(text)
    if not text:
        return None
    kinds = kinds_of(field)
    if field.editor == "chips":
        return _several(text, field, names)
    if kinds:
        found = names.meant(text, kinds)
        if found is None:
            raise Refused(_unknown(text, names, kinds))
        return found
    match field.editor:
        case "scale" | "stars" | "emotion":
            found_number = _OF_FIVE.match(plain(text))
            return found_number[1] if found_number else plain(text)
        case "number" | "share" | "amount" | "period":
            return plain(text)
        case "duration":
            return written(plain(text), lang)
        case "date":
            return day_of(text) or text
        case "flag" | "maybe":
            return _flag(text)
        case "choice":
            return _choice(text, field.vocabulary)
        case "list":
            return tuple(part for part in _parts(BETWEEN, text))
        case "counts":
            return counts_of(text, metric)
        case "texts":
            return segment_of(text)
        case "line" | "offered" | "strict":
            return " ".join(text.split())
    return text


def _several(text: str, field: FormField, names: Names) -> tuple[str, ...]:
    kinds = kinds_of(field)
    if not kinds:
        return tuple(dict.fromkeys(_parts(COMMAS, text)))
    found: dict[str, None] = {}
    for part in _parts(BETWEEN, text):
        key = names.meant(part, kinds)
        if key is not None:
            found[key] = None
            continue
        for each in _parts(COMMAS, part):  # names may hold commas: tried only where they must
            key = names.meant(each, kinds)
            if key is None:
                raise Refused(_unknown(each, names, kinds))
            found[key] = None
    return tuple(found)


def unknown(text: str, field: FormField, names: Names) -> bool:
    """Return whether a text names a record that is not in the map, where a field names one."""
    text, kinds = _unmarked(text), kinds_of(field)
    return bool(text) and names.meant(text, kinds) is None and not names.several(text, kinds)


def _unmarked(text: str) -> str:
    """Return a text without the mark that keeps a spreadsheet from reckoning with it."""
    text = text.strip()
    return text[1:] if text[:2] in ("'=", "'@") else text


def _unknown(text: str, names: Names, kinds: tuple[Kind, ...]) -> Message:
    """Return why a name means no record that can stand in a field."""
    if names.several(text, kinds):
        return M("more than one is called “{name}”; write its id", name=text[:60])
    called = tuple(KIND_NAMES[kind] for kind in kinds)
    if len(called) == 1:
        return M("{kind} “{name}” is not in this map", kind=called[0], name=text[:60])
    return M("nothing in this map is called “{name}”", name=text[:60])


def _parts(between: re.Pattern[str], text: str) -> Iterator[str]:
    return (words for part in between.split(text) if (words := " ".join(part.split())))


def _flag(text: str) -> bool:
    word = look_alike(text)
    for value, others in ((True, TRUE), (False, FALSE)):
        if word in others or word in _in_languages(value):
            return value
    raise Refused(M("“{value}” is neither yes nor no", value=text[:60]))


@lru_cache(maxsize=2)
def _in_languages(value: bool) -> frozenset[str]:
    return frozenset(look_alike(say(YES if value else NO, lang)) for lang in LANGUAGES)


def _choice(text: str, vocabulary: str) -> str:
    wanted, words = look_alike(text), words_of(vocabulary)
    if text in words:
        return text
    found = _choices(vocabulary).get(wanted)
    if found is None:
        offered = tuple(words.values())
        raise Refused(M("“{value}” is none of: {words}", value=text[:60], words=offered))
    return found


@lru_cache(maxsize=32)
def _choices(vocabulary: str) -> dict[str, str]:
    """Return what a word of a vocabulary is called in any language -> the word."""
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        for word, message in words_of(vocabulary).items():
            found.setdefault(look_alike(say(message, lang)), word)
            found.setdefault(look_alike(word), word)
    return found


def counts_of(text: str, metric: Metric | None) -> dict[str, str]:
    """Return counts of answers: `80/60/46/102/100` from the lowest score on, or `3: 12, 5: 40`."""
    parts = [plain(part) for part in re.split(r"[/|]", text)]
    if len(parts) > 1 and all(part.isdecimal() for part in parts):
        scale = answers_of(metric)
        for answers in (scale, GROUPS, SHARES):
            if len(answers) == len(parts):
                return dict(zip(answers, parts, strict=True))
        if scale:
            raise Refused(
                M(
                    "{n} numbers do not fit; this metric has {all} answers, from {low} to {high}",
                    n=len(parts),
                    all=len(scale),
                    low=scale[0],
                    high=scale[-1],
                )
            )
    found = {}
    for part in _parts(COMMAS, text):
        answer, sign, count = part.replace("：", ":").replace("=", ":").partition(":")
        if not (sign and answer.strip() and count.strip()):
            raise Refused(M("write counts as 80/60/46/102/100, or as answer: count"))
        found[plain(answer)] = plain(count)
    return found
