"""The types of format 1's fields: what each accepts as source text and what it becomes.

Plain scalars reach these types as the text that stands in the file, so the field decides what
`No`, `12:30` or `007` means and never a YAML resolver. Every refusal is a PydanticCustomError whose
type is a key of PROBLEMS in `problems.py`, where the sentence for people stands.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from journeymap.model.periods import is_real

MAX_LABEL = 10_000  # characters in one text
MAX_NUMBER = 1e15  # beyond it a float no longer holds every whole number

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\Z", re.ASCII)
FLOW = re.compile(r"\A\s*([^\s>]+)\s*->\s*([^\s>]+?)(?:#([1-9]\d*))?\s*\Z")

_SMALL = {str(number): number for number in range(-9, 1000)}

# ---------------------------------------------------------------- numbers and flags


def whole_number(value: object) -> int:
    """Return the whole number that `value` is or spells."""
    if value.__class__ is str and value in _SMALL:  # almost every rating and count of a file
        return _SMALL[value]
    number = real_number(value)
    if number != int(number):
        raise PydanticCustomError("not_whole", "not whole", {"text": str(value)})
    return int(number)


def real_number(value: object) -> float:
    """Return the finite number that `value` is or spells in plain decimal notation."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        # The comparison comes first: float() of a huge int would overflow.
        number = float(value) if -MAX_NUMBER <= value <= MAX_NUMBER else float("inf")
    elif isinstance(value, str) and len(value) <= 400 and NUMBER.match(value):
        number = float(value)
    else:
        raise PydanticCustomError("not_a_number", "not a number", {"text": _short(value)})
    if not -MAX_NUMBER <= number <= MAX_NUMBER:
        raise PydanticCustomError("number_too_large", "too large", {"text": _short(value)})
    return number


def flag(value: object) -> bool:
    """Return the truth that `value` is or spells as `true` or `false`."""
    if value is True or value == "true":
        return True
    if value is False or value == "false":
        return False
    raise PydanticCustomError("not_a_flag", "not a flag", {"text": _short(value)})


class NotAShare(str):
    """A source text with % where the number is no share; `percents.py` marks and this refuses."""

    __slots__ = ()


def percent_or_number(value: object) -> float:
    """Return `18%` as 0.18 and any plain number as it is."""
    if isinstance(value, str) and value.endswith("%"):
        text = value[:-1].rstrip()
        real_number(text)
        if value.__class__ is NotAShare:
            raise PydanticCustomError(
                "percent_not_share", "percent", {"text": _short(value), "number": _short(text)}
            )
        return float(Decimal(text) / 100)
    return real_number(value)


def share(value: object) -> float:
    """Return a share in 0..1, written `18%` or `0.18`."""
    number = percent_or_number(value)
    if not 0 <= number <= 1:
        raise PydanticCustomError("not_a_share", "not a share", {"text": _short(value)})
    return number


GROUPS = frozenset(("promoters", "passives", "detractors", "hits", "of"))
_SCORE = re.compile(r"-?\d{1,4}\Z", re.ASCII)


def answers(counts: dict[str, int]) -> dict[str, int]:
    """Return counts of answers whose keys some kind of metric has, and in which hits are of all."""
    if not counts:
        raise PydanticCustomError("no_counts", "no counts", {})
    for key in counts:
        if key not in GROUPS and not _SCORE.match(key):
            raise PydanticCustomError("not_a_count", "not a count", {"text": _short(key)})
    if "of" in counts and counts.get("hits", 0) > counts["of"]:
        context = {"hits": counts["hits"], "all": counts["of"]}
        raise PydanticCustomError("more_hits_than_all", "hits > of", context)
    return counts


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


Whole = Annotated[int, BeforeValidator(whole_number)]
Count = Annotated[int, BeforeValidator(whole_number), Field(ge=0)]
Number = Annotated[float, BeforeValidator(percent_or_number)]
Share = Annotated[float, BeforeValidator(share)]
Flag = Annotated[bool, BeforeValidator(flag)]
Rating = Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=5)]
Emotion = Annotated[int, BeforeValidator(whole_number), Field(ge=-2, le=2)]

# ---------------------------------------------------------------- texts

# Everything but tab and line feed among the controls, and the two non-characters, is refused.
PLAIN = r"^[^\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]*$"

Text = Annotated[str, StringConstraints(max_length=MAX_LABEL, pattern=PLAIN)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=MAX_LABEL, pattern=PLAIN)]


class Ref(NamedTuple):
    """Marks a field whose text names records: which kinds, and whether a flow may be meant."""

    kinds: tuple[str, ...]


# ---------------------------------------------------------------- ids

RESERVED = frozenset(("map",))
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null"))
_JOINERS = "\u200c\u200d"


@lru_cache(maxsize=1 << 17)
def identifier(text: str) -> str:
    """Return `text` when it may be an id, else raise and say why."""
    if unicodedata.normalize("NFC", text) != text:
        raise PydanticCustomError("id_not_nfc", "id not NFC", {"text": text})
    for place, character in enumerate(text):
        if character in _JOINERS:
            if 0 < place < len(text) - 1:
                continue
        elif character in "_-" or unicodedata.category(character)[0] in "LMN":
            continue
        raise PydanticCustomError(
            "id_character", "id character", {"text": text, "character": _named(character)}
        )
    if text in RESERVED:
        raise PydanticCustomError("id_reserved", "id reserved", {"text": text})
    if text.lower() in _WORDS or (not text.isdecimal() and reads_as_number(text)):
        raise PydanticCustomError("id_reads_as_other", "reads as other", {"text": text})
    return text


def reads_as_number(text: str) -> bool:
    """Return whether YAML 1.1 or 1.2 reads the plain scalar `text` as a number."""
    return bool(_YAML_NUMBER.match(text))


_YAML_NUMBER = re.compile(
    r"""(?=.*[0-9]|.*(?i:inf|nan))[-+]?(?:
        0b[01_]+ | 0o?[0-7_]+ | 0x[0-9a-fA-F_]+          # bases of both versions
      | [0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?      # sexagesimal, 1.1
      | (?:[0-9][0-9_]*)?\.?[0-9_]*(?<=[0-9_.])(?:[eE][-+]?[0-9]+)?
      | \.(?:inf|Inf|INF|nan|NaN|NAN)
    )\Z""",
    re.VERBOSE | re.ASCII,
)


def _named(character: str) -> str:
    if character == " ":
        return "space"
    if character.isprintable():
        return character
    return f"U+{ord(character):04X}"


Id = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(identifier)]
# A reference is checked by `reference-missing`, not here: a broken one must not lock the map.
Reference = Annotated[str, StringConstraints(min_length=1, max_length=1_000, pattern=PLAIN)]

# ---------------------------------------------------------------- time


def day(value: object) -> date:
    """Return the date that `value` is or spells as YYYY-MM-DD."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("not_a_date", "not a date", {"text": _short(value)})


def duration(text: str) -> str:
    """Return `text` when it is a duration such as `3m`, `5 working days` or `6w..14w`."""
    low, dots, high = text.partition("..")
    if DURATION.match(low.strip()) and (not dots or DURATION.match(high.strip())):
        return text
    raise PydanticCustomError("not_a_duration", "not a duration", {"text": _short(text)})


@lru_cache(maxsize=4096)
def period(text: str) -> str:
    """Return `text` when it names a year, quarter, month, week, day or a range of them.

    It has to be one of either calendar: a field does not know which of them the map counts in.
    """
    if is_real(text) or is_real(text, "jalali"):
        return text
    raise PydanticCustomError("not_a_period", "not a period", {"text": _short(text)})


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d|w|mo|working days?)\Z", re.ASCII)

Day = Annotated[date, BeforeValidator(day)]
Duration = Annotated[Text, AfterValidator(duration)]
Period = Annotated[Text, AfterValidator(period)]

# ---------------------------------------------------------------- other small types


def color(text: str) -> str:
    """Return `text` when it is a colour written #rgb or #rrggbb."""
    if re.match(r"#(?:[0-9a-fA-F]{3}){1,2}\Z", text):
        return text
    raise PydanticCustomError("not_a_color", "not a color", {"text": _short(text)})


def one_to_one(value: object) -> Literal[1]:
    """Return 1, the only format this program writes; the reader migrates older ones first."""
    if whole_number(value) != 1:
        raise PydanticCustomError("format_unknown", "format", {"text": _short(value)})
    return 1


Color = Annotated[Text, AfterValidator(color)]
Format = Annotated[Literal[1], BeforeValidator(one_to_one)]
