"""What people type into strict fields, as the format spells it: digits, days, paths.

Pure functions, no widget: what is typed in the digits and the calendar of a reader's country
becomes what a map file says. What cannot be read is given back as it was typed, so that the model
says what is wrong with it.
"""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

from persiantools.jdatetime import JalaliDate

from journeymap.model.periods import JALALI_BEFORE
from journeymap.model.text import digits
from journeymap.model.vocabulary import Calendar

_Jalali: Any = JalaliDate  # its arguments carry no types
_PARTS = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\Z", re.ASCII)
_SIGNS = str.maketrans({"٫": ".", "٪": "%", "−": "-", "⁄": "/"})
_DIRECTION = re.compile("[\u200e\u200f\u061c\u2066-\u2069]")


def plain(text: str) -> str:
    """Return a text with digits of any script as 0–9, and percent and decimal marks as in a file.

    `۱۸٪` becomes `18%`. Spaces around it and marks of direction go.
    """
    text = _DIRECTION.sub("", text).translate(_SIGNS).strip()
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def day_of(text: str) -> date | None:
    """Return the day that is typed as year, month, day, in any digits; None for any other text.

    A year before 1700 is a Jalali one, whatever calendar the map counts in: `۱۴۰۵/۷/۱` is
    2026-09-23.
    """
    found = _PARTS.match(plain(text))
    if not found:
        return None
    year, month, day = (int(group) for group in found.groups())
    try:
        if year < JALALI_BEFORE:
            there: date = _Jalali(year, month, day).to_gregorian()
            return there
        return date(year, month, day)
    except ValueError:
        return None


def typed_day(day: date, calendar: Calendar, lang: str) -> str:
    """Return a day as it is typed in a map's calendar: `2026-10-21`, or `۱۴۰۵-۰۷-۲۹`."""
    if calendar != "jalali":
        return day.isoformat()
    there = _Jalali.to_jalali(day)
    return digits(f"{there.year:04}-{there.month:02}-{there.day:02}", lang)


def inside(path: str, folder: Path) -> str:
    """Return a path as it is written in a map in `folder`, empty when it lies outside of it."""
    written = beside(path, folder)
    return "" if written == ".." or written.startswith("../") or os.path.isabs(written) else written


def beside(path: str, folder: Path) -> str:
    """Return a path relative to `folder`, with `/` on every system."""
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return path.replace(os.sep, "/")


def leaves(path: str) -> bool:
    """Return whether a path written in a map would lead out of the folder of the map."""
    path = path.replace("\\", "/")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path) or "://" in path:
        return True
    return os.path.normpath(path).replace(os.sep, "/").split("/")[0] == ".."
