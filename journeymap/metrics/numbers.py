"""What a cell means as a number, and which mark its column uses for decimals.

`1.234,5`, `1 234.5`, `۱٬۲۳۴٫۵`, `12٪`, `€ 5`, `(5)` and `−5` are numbers; `1.234` is two different
ones, a thousand times apart, and which of them is not for one cell to say. So `evidence` looks at
all the texts of a column, and what it cannot tell is asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

from journeymap.metrics.folding import plain_digits

LONGEST = 64  # characters; no number that anybody measured is longer
MISSING = frozenset(
    (
        "",
        "-",
        "–",
        "—",
        "n/a",
        "na",
        "#n/a",
        "nan",
        "null",
        "none",
        "nil",
        "\\n",
        ".",
        "…",
        "?",
        "k. a.",
        "k.a.",
        "keine angabe",
    )
)
_MINUS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "－": "-", "＋": "+", "．": ".", "，": ","})
_PERCENT = "%٪％﹪"
_SYMBOLS = "$€£¥₺₽₹₩₪₴￥﷼฿₫₦"
_WORDS = (
    "usd|eur|gbp|chf|try|tl|irr|irt|aed|sar|cny|rmb|jpy|inr|rub|cad|aud|"
    "ریال|تومان|تومن|درهم|د\\.إ|ر\\.س|元|円"
)
_CURRENCY = re.compile(f"[{_SYMBOLS}]|{_WORDS}", re.IGNORECASE)
_AROUND = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[-+])?\s*(?P<before>[{_PERCENT}{_SYMBOLS}]|(?:{_WORDS})(?=[\s\d]))?"
    rf"\s*(?P<inner>[-+])?\s*(?P<body>[\d.,٫٬'’ \u00a0\u202f\u2009/]*\d)"
    rf"(?P<power>[eE][-+]?\d{{1,3}})?\s*(?P<after>[{_PERCENT}{_SYMBOLS}]|(?:{_WORDS}))?\s*(?P<close>\))?\Z",
    re.IGNORECASE,
)
_SPACES = str.maketrans(dict.fromkeys((0xA0, 0x202F, 0x2009), " ") | {ord("’"): "'"})


def _body(decimal: str, groups: str) -> re.Pattern[str]:
    pairs = "".join(mark for mark in groups if mark in ",٬")  # 12 34 567 is called, not counted
    return re.compile(
        rf"(?P<whole>\d+|\d{{1,3}}(?:(?P<mark>[{groups}])\d{{3}})(?:(?P=mark)\d{{3}})*"
        rf"|\d{{1,2}}(?P<pair>[{pairs}])(?:\d{{2}}(?P=pair))+\d{{3}})?"
        rf"(?:[{decimal}](?P<part>\d+))?\Z",
        re.ASCII,
    )


_BODIES = {
    ".": _body(".٫", ",' ٬"),
    ",": _body(",٫", ".' ٬"),
    "٫": _body("٫", "٬,' "),
    "/": _body("/٫", ",' ٬"),  # how decimals are typed on Persian keyboards
}


class Number(NamedTuple):
    """A number as it was written: 85 with `percent` for `85%`; `currency` is its sign or code.

    With `seconds` it was written as a duration, such as `3 min`, and is its seconds.
    """

    value: int | float
    percent: bool = False
    currency: str = ""
    seconds: bool = False


class Evidence(NamedTuple):
    """How many texts of a column can be numbers only with `.` or only with `,` for decimals, how
    many with either but not the same one, how many are the same with both, and how many are none.
    """

    dot: int = 0
    comma: int = 0
    either: int = 0
    plain: int = 0
    other: int = 0

    @property
    def numbers(self) -> int:
        """Return how many of the texts are numbers."""
        return self.dot + self.comma + self.either + self.plain


def is_missing(text: str) -> bool:
    """Return whether a cell stands for no value: blank, a dash, `n/a`, `NULL` and the like."""
    return not text or text.strip().lower() in MISSING


def number(text: str, decimal: str = ".") -> Number | None:
    """Return the number that `text` is with `decimal` as its mark, None when it is none.

    Digits may be Persian, Arabic or full-width. Groups of thousands may be parted by the other
    mark, a space (narrow and unbreakable ones too), an apostrophe or ٬, and of more by twos, as in
    India; ٫ is always a decimal mark. A bracketed number is negative. Infinities are no numbers.
    """
    if len(text) > LONGEST:
        return None
    found = _AROUND.match(plain_digits(text.strip()).translate(_MINUS))
    if not found:
        return None
    signs = [sign for sign in (found["sign"], found["inner"]) if sign]
    if bool(found["open"]) != bool(found["close"]) or len(signs) > 1 or (signs and found["open"]):
        return None
    around = (found["before"] or "") + (found["after"] or "")
    if found["before"] and found["after"] and found["before"] in _PERCENT:
        return None  # `%5%`, `%5$`
    parts = _BODIES[decimal].match(found["body"].translate(_SPACES))
    if not parts:
        return None
    value = _value(parts["whole"] or "", parts["part"] or "", found["power"] or "")
    if value is None:
        return None
    if found["open"] or "-" in signs:
        value = -value
    percent = any(mark in around for mark in _PERCENT)
    return Number(value, percent, "" if percent else around.upper())


def _value(whole: str, part: str, power: str) -> int | float | None:
    digits = re.sub(r"\D", "", whole)
    if not part and not power:
        exact = int(digits) if digits else None
        return exact if exact is None or exact < 1 << 53 else float(exact)
    value = float(f"{digits or '0'}.{part or '0'}{power}")
    return value if math.isfinite(value) else None


def evidence(texts: Iterable[str]) -> Evidence:
    """Return what the texts of a column say about its decimal mark; missing ones are left out."""
    dot = comma = either = plain = other = 0
    for text in texts:
        if is_missing(text):
            continue
        with_dot, with_comma = number(text, "."), number(text, ",")
        if with_dot is None and with_comma is None:
            other += 1
        elif with_comma is None:
            dot += 1
        elif with_dot is None:
            comma += 1
        elif with_dot != with_comma:
            # 0.125 and 0,125: no group of thousands begins with a nought
            start = re.search(r"\d+", plain_digits(text))
            mark = re.search(r"[.,]", text)
            if start and mark and start[0].startswith("0"):
                dot, comma = dot + (mark[0] == "."), comma + (mark[0] == ",")
            else:
                either += 1
        else:
            plain += 1
    return Evidence(dot, comma, either, plain, other)
