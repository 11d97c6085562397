"""What a cell means as a duration: `00:03:20`, `3 min`, `1 h 20 min`, `PT3M20S`.

Only what says its unit by itself is read: `1:30` is a minute and a half or an hour and a half, and
which of them is not for one cell to say. Bare numbers are in the unit of their metric.
"""

from __future__ import annotations

import re

from journeymap.metrics.folding import folded, plain_digits

LONGEST = 64
_WORDS = {
    0.001: "ms|msec|millisecond|milliseconds|毫秒",
    1.0: "s|sec|secs|second|seconds|ثانیه|ثانية|sn|saniye|秒",
    60.0: "m|min|mins|minute|minutes|دقیقه|دقيقة|dk|dakika|分|分钟",
    3_600.0: "h|hr|hrs|hour|hours|ساعت|ساعة|sa|saat|小时",
    86_400.0: "d|day|days|روز|يوم|أيام|gün|天",
}
_SECONDS = {folded(word): size for size, words in _WORDS.items() for word in words.split("|")}
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d):([0-5]\d(?:\.\d{1,9})?)\Z", re.ASCII)
_ISO = re.compile(
    r"P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?\Z", re.ASCII
)
_PART = re.compile(r"(\d{1,15}(?:[.,٫]\d{1,9})?)\s*([^\W\d_]+)\.?(?:\s+|\s*,\s*|(?=\d)|\Z)")


def seconds(text: str, decimal: str = ".") -> float | None:
    """Return the seconds of a duration that states its unit, None for any other text.

    `decimal` is the mark before decimals; parts go from the longest to the shortest.
    """
    if len(text) > LONGEST:
        return None
    plain = plain_digits(text).strip()
    if found := _CLOCK.match(plain):
        return _rounded(int(found[1]) * 3_600 + int(found[2]) * 60 + float(found[3]))
    if (found := _ISO.match(plain)) and any(found.groups()):
        days, hours, minutes, rest = (float(part or 0) for part in found.groups())
        return _rounded(((days * 24 + hours) * 60 + minutes) * 60 + rest)
    total, place, before = 0.0, 0, float("inf")
    while place < len(plain):
        part = _PART.match(plain, place)
        size = _SECONDS.get(folded(part[2])) if part else None
        if part is None or size is None or size >= before:
            return None
        amount = part[1].replace("٫", ".")
        if "," in amount and decimal != ",":
            return None
        total += float(amount.replace(",", ".")) * size
        place, before = part.end(), size
    return _rounded(total) if plain else None


def in_unit(duration: float, unit: str | None) -> float | None:
    """Return a duration in seconds as so many of a metric's unit, of seconds where it has none.

    None where the unit is no length of time that is known here.
    """
    size = _SECONDS.get(folded(unit)) if unit and unit.strip() else 1.0
    return None if size is None else _rounded(duration / size)


def _rounded(value: float) -> float:
    return float(f"{value:.12g}")
