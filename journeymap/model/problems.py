"""What is wrong with a value, in words: pydantic's errors as Messages.

Every way in which format 1 can refuse a value has its sentence here, whether the value came from a
file, from the command line or from a form, so that the same mistake is named the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import ValidationError

from journeymap.model.index import Path
from journeymap.model.text import M, Message


class Problem(NamedTuple):
    """One thing that is wrong: the path to it inside the record, and what and what to do."""

    path: Path
    message: Message


class Refused(Exception):
    """An edit that may not be made; `message` says why, `at` is the key of the record it concerns.

    The root of what an Edit may raise. FileProblem and its kin in `journeymap.files` are the root
    of what reading and saving may raise.
    """

    def __init__(self, message: Message, at: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at

    def __str__(self) -> str:
        return str(self.message)


def problems(error: ValidationError) -> tuple[Problem, ...]:
    """Return what a failed validation found, one Problem a place."""
    return tuple(
        Problem(tuple(item["loc"]), explain(item["type"], item.get("ctx") or {}, item["input"]))
        for item in error.errors(include_url=False)
    )


def explain(kind: str, context: Mapping[str, Any], value: object) -> Message:
    """Return the sentence for one pydantic error type; unknown ones keep pydantic's own words."""
    if kind in SINGLE and isinstance(value, (list, tuple)):
        return M("this is a list; one value belongs here")
    if kind in SINGLE and isinstance(value, Mapping):
        return M("this is a group of keys; one value belongs here")
    make = PROBLEMS.get(kind)
    if make is None:
        return M("this value does not fit here ({kind})", kind=kind)
    return make(context, _shown(value))


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _pattern(context: Mapping[str, Any], text: str) -> Message:
    pattern = context.get("pattern", "")
    if pattern == "^x-":
        return M("this key is not part of the format; keys of your own begin with “x-”")
    if pattern.startswith("^[A-Za-z]{2,8}"):
        return M("“{text}” is not a language tag; write one such as en, fa or zh-Hans", text=text)
    return M("the text holds a control character; delete it")


def _at_least(context: Mapping[str, Any], text: str) -> Message:
    return M("{text} is too low; the lowest is {limit}", text=text, limit=context["ge"])


def _at_most(context: Mapping[str, Any], text: str) -> Message:
    return M("{text} is too high; the highest is {limit}", text=text, limit=context["le"])


def unknown_word(context: Mapping[str, Any], text: str, key: str = "") -> Message:
    """Return the sentence for a word that a field does not know, `key: word` where it has a key."""
    words = context["expected"].replace("'", "").replace(" or ", ", ")
    near = get_close_matches(text.lower(), words.split(", "), n=1)
    shown = _shown(text)
    written = f"{key}: {shown}" if key else shown  # as one run in any script
    if not near:
        return M("“{text}” is not known here; use one of {words}", text=written, words=words)
    return M(
        "“{text}” is not known here; is “{near}” meant? Use one of {words}",
        text=written,
        near=near[0],
        words=words,
    )


# Errors of types that hold one value: what a list is instead is said, not how Python writes it.
SINGLE = frozenset(
    (
        "not_a_number",
        "not_a_flag",
        "not_a_share",
        "not_a_date",
        "format_unknown",
        "literal_error",
    )
)
Sentence = Callable[[Mapping[str, Any], str], Message]

PROBLEMS: Mapping[str, Sentence] = {
    "missing": lambda c, t: M("this needs a value and has none"),
    "not_whole": lambda c, t: M("“{text}” is not a whole number", text=c["text"]),
    "not_a_number": lambda c, t: M("“{text}” is not a number", text=c["text"]),
    "number_too_large": lambda c, t: M("{text} is beyond what a number may be", text=c["text"]),
    "not_a_flag": lambda c, t: M("“{text}” is neither true nor false", text=c["text"]),
    "not_a_share": lambda c, t: M(
        "“{text}” is not a share; write 18% or 0.18, from 0 to 100%", text=c["text"]
    ),
    "percent_not_share": lambda c, t: M(
        "only ratios are shares; write {number}, not {text}", number=c["number"], text=c["text"]
    ),
    "not_a_date": lambda c, t: M(
        "“{text}” is not a date; write year-month-day, such as 2026-10-01", text=c["text"]
    ),
    "not_a_duration": lambda c, t: M(
        "“{text}” is not a duration; write 45s, 3m, 2h, 4d, 6w, 2mo, 5 working days or 6w..14w",
        text=c["text"],
    ),
    "not_a_period": lambda c, t: M(
        "“{text}” is not a period; write 2026, 2026-Q4, 2026-10, 2026-W41, 2026-10-21 or a..b",
        text=c["text"],
    ),
    "not_a_color": lambda c, t: M("“{text}” is not a colour; write #2f6fed", text=c["text"]),
    "id_not_nfc": lambda c, t: M(
        "the id “{text}” is not in Unicode’s composed form (NFC); type it anew", text=c["text"]
    ),
    "id_character": lambda c, t: M(
        "the id “{text}” holds “{character}”; letters, digits, _ and - are allowed",
        text=c["text"],
        character=c["character"],
    ),
    "id_reserved": lambda c, t: M(
        "“{text}” is reserved for the map itself; choose another id", text=c["text"]
    ),
    "id_reads_as_other": lambda c, t: M(
        "YAML reads “{text}” as a number or a truth value; choose another id", text=c["text"]
    ),
    "format_unknown": lambda c, t: M("format {text} is unknown; this is format 1", text=c["text"]),
    "ratio_not_a_share": lambda c, t: M(
        "the {name} of a ratio is a share; write 15% or 0.15, not {text}",
        name=c["name"],
        text=c["text"],
    ),
    "no_counts": lambda c, t: M("these counts are empty; write “5: 12”, or a value instead"),
    "not_a_count": lambda c, t: M(
        "“{text}” is counted by no metric; write scores, promoters, passives and detractors, "
        "or hits and of",
        text=c["text"],
    ),
    "more_hits_than_all": lambda c, t: M(
        "{hits} hits of {all} are too many", hits=c["hits"], all=c["all"]
    ),
    "counts_or_value": lambda c, t: M("a reading has either counts or a value"),
    "literal_error": unknown_word,
    "greater_than_equal": _at_least,
    "less_than_equal": _at_most,
    "string_type": lambda c, t: M("this is text, not a list or a group of keys"),
    "string_too_short": lambda c, t: M("this may not be empty"),
    "string_too_long": lambda c, t: M(
        "the text is longer than {limit} characters", limit=c["max_length"]
    ),
    "string_unicode": lambda c, t: M("the text holds half a character (a lone surrogate)"),
    "string_pattern_mismatch": _pattern,
    "tuple_type": lambda c, t: M("a list belongs here; write [a, b] or one item a line after “- ”"),
    "too_long": lambda c, t: M(
        "{actual} items are too many; the most is {limit}",
        actual=c["actual_length"],
        limit=c["max_length"],
    ),
    "dict_type": lambda c, t: M("a group of keys belongs here; write “key: value” lines under it"),
    "model_type": lambda c, t: M("a group of keys belongs here; write “key: value” lines under it"),
    "model_attributes_type": lambda c, t: M(
        "a group of keys belongs here; write “key: value” lines under it"
    ),
}
