"""How a scalar stands in a file: verbatim, plain, quoted, or as a literal block.

A text is written plain only when every reader takes it as the same text: YAML 1.1 and 1.2, outside
and inside brackets. Quotes and blocks take the form that yamllint and prettier leave alone. This
module knows nothing of records.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache


class Plain(str):
    """A scalar that stands as it is: one that stood plain under an `x-` key, a share, a period."""

    __slots__ = ()


# A letter first, and nothing that can end or begin anything: most texts are through after this.
_FAST = re.compile(
    r"[^\W\d_][^\x00-\x1f\x7f-\x9f:#,\[\]{}\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]*"
).fullmatch
_WORDS = frozenset(
    "y n yes no on off true false null nil none nan inf infinity ~ = << --- ...".split()
)
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`~=<.\\")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]|: |:$| #|^#")
_LOOKS_TYPED = re.compile(
    r"""[-+]?(?:
        0b[01_]+ | 0o?[0-7_]+ | 0x[0-9a-f_]+        # whole numbers in other bases
      | [0-9][0-9_,]*(?::[0-9]+)+(?:\.[0-9_]*)?      # sexagesimal: 12:30 is 750 in YAML 1.1
      | [0-9][0-9_,]*\.?[0-9_]*(?:e[-+]?[0-9]*)?
      | \.[0-9_]+(?:e[-+]?[0-9]*)?
      | \.?(?:inf|nan)
    )
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t\s].*)?     # dates and times
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
).fullmatch
_FLOW_UNSAFE = re.compile(r"[,\[\]{}:?]").search  # `?` and `:` end a text for YAML 1.1
_ENDS_IN_FLOW = re.compile(r"[,\[\]{}]").search
_NEEDS_ESCAPE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_ESCAPE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\"\\]")
_NAMED = {"\0": "\\0", "\a": "\\a", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v",
          "\f": "\\f", "\r": "\\r", "\x1b": "\\e", '"': '\\"', "\\": "\\\\", "\x85": "\\N",
          "\u2028": "\\L", "\u2029": "\\P"}  # fmt: skip
_NO_BLOCK = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]| \n| $|\n{4}|\n\n$"
)


def plain_safe(text: str, in_flow: bool = False) -> bool:
    """Return whether `text` may stand without quotes and is read as this text everywhere.

    Careful beyond need: `- a` must be quoted and `-a` need not be, and both are.
    """
    if in_flow and _FLOW_UNSAFE(text):
        return False
    if _FAST(text):
        return not text[-1].isspace() and (len(text) > 8 or text.lower() not in _WORDS)
    if not text or text[0] in _INDICATORS or text[0].isspace() or text[-1].isspace():
        return False
    return not (_UNSAFE.search(text) or text.lower() in _WORDS or _LOOKS_TYPED(text))


def quoted(text: str) -> str:
    """Return `text` in double quotes, in single ones where that saves escapes."""
    if ('"' in text or "\\" in text) and not _NEEDS_ESCAPE.search(text):
        return "'" + text.replace("'", "''") + "'"
    return double_quoted(text)


def double_quoted(text: str) -> str:
    """Return `text` in double quotes, in which anything can be said."""
    return '"' + _ESCAPE.sub(_escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    return _NAMED.get(character) or (f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}")


def scalar(value: object, in_flow: bool = False) -> str:
    """Return a text, number, flag or date on one line."""
    if isinstance(value, str):
        if value.__class__ is Plain and not (in_flow and _ENDS_IN_FLOW(value)):
            return str(value)
        if value.__class__ is str and plain_safe(value, in_flow):
            return value
        return quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return quoted(str(value))


def number(value: float) -> str:
    """Return the shortest decimal that is read as exactly `value`, in YAML 1.1 too."""
    if value.is_integer():
        return str(int(value))
    text = repr(value)
    mantissa, exponent, power = text.partition("e")
    if exponent and "." not in mantissa:
        return f"{mantissa}.0e{power}"
    return text


@lru_cache(maxsize=8192)
def share(value: float) -> Plain:
    """Return a share as a percentage where that is exact and short, else as a number."""
    hundredfold = Decimal(repr(value)) * 100
    text = f"{hundredfold.normalize():f}"
    if len(text) <= 7 and float(Decimal(text) / 100) == value:
        return Plain(f"{text}%")
    return Plain(number(value))


def block_header(text: str) -> str:
    """Return the header of a literal block that holds exactly `text`, empty where none can."""
    if "\n" not in text or text[0] in " \n" or _NO_BLOCK.search(text):
        return ""
    return "|" if text.endswith("\n") else "|-"
