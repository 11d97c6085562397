"""What a cell means as a day or a longer period, in the Gregorian or the Jalali calendar.

A four-digit year from 1300 to 1499 is a Jalali one unless it is told otherwise. `03/04/2026` is
two different days, and which of them is not for one cell to say: `evidence` looks at all the texts
of a column, and what it cannot tell is asked. Times of day and their zones are read and left
aside: a reading belongs to the day that its source wrote down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from journeymap.metrics.folding import folded, plain_digits
from journeymap.metrics.month_names import MONTHS, QUARTERS, SEASONS, TWO_WORDS, Month
from journeymap.metrics.table import Cell
from journeymap.model.periods import is_real
from journeymap.model.vocabulary import Calendar

ORDERS = ("year-first", "day-first", "month-first")
LONGEST = 64
_JALALI_YEARS = range(1300, 1500)
_YEARS = range(1900, 2200)
_SHORT_YEARS = range(15, 60)  # as in `Nov 26`, which spreadsheets write: no day without a year
# What a spreadsheet counts days from; the day before the first, since it believes in 29 Feb 1900.
_SERIAL_START = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119

_TIME = re.compile(
    r"(?:[T ,]\s*|\s+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?:[AaPp]\.?\s?[Mm]\.?|ق\.?ظ\.?|ب\.?ظ\.?|ÖÖ|ÖS|上午|下午|ص|م))?"
    r"(?:\s*(?:Z|UTC|GMT)?\s*(?:[+-]\d{1,2}(?::?\d{2})?)?)\s*\Z"
)
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?\Z", re.ASCII
)
_DIGIT = re.compile(r"\d")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\Z")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})\Z")
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号]?)?)?\Z")
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_BASIC_MONTH = re.compile(r"(\d{4})(\d{2})\Z")
_YEAR = re.compile(r"(\d{4})\Z")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})\Z")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})\Z")
_QUARTER = re.compile(r"(?:(\d{4})[ -]?[qç]([1-4])|[qç]([1-4])[ /-]?(\d{4})|([1-4])q ?(\d{4}))\Z")
_CHINESE_QUARTER = re.compile(r"(\d{4})年?第?([1-4一二三四])季度?\Z")
_YEAR_AND_WORDS = re.compile(r"(?:(\d{4})[ ,/-]+(.*\D)|(.*\D)[ ,/-]+(\d{4}))\Z")
_WEEK_WORD = r"(?:week|wk|kw|hafta|هفته|الاسبوع|اسبوع|w)"
_WEEK = re.compile(
    rf"(?:(\d{{4}})[ -]?{_WEEK_WORD} ?(\d{{1,2}})|{_WEEK_WORD} ?(\d{{1,2}})[ ,/-]+(\d{{4}}))\Z"
)
_WORDS_APART = re.compile(r"[\s,،./-]+")
_WEEKDAYS = frozenset(
    folded(name)
    for name in (
        "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday "
        "شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه پنج‌شنبه جمعه "
        "pazartesi salı çarşamba perşembe cuma cumartesi pazar of de"
    ).split()
)


class When(NamedTuple):
    """A day, or the longer period that a text names; `text` is written as map files write it."""

    text: str
    calendar: Calendar = "gregorian"

    @property
    def is_day(self) -> bool:
        """Return whether it is one day."""
        return len(self.text) == 10 and self.text[5] not in "QW"


class Order(NamedTuple):
    """How the dates of a column are read: the calendar "" where the years tell it."""

    order: str = ""  # one of ORDERS, "" where it is open
    calendar: str = ""  # gregorian, jalali


OPEN = Order()


class Evidence(NamedTuple):
    """What the texts of a column say: how many are dates whatever the order of day and month, only
    with the day first, only with the month first, with either, and how many are none.
    """

    sure: int = 0
    day_first: int = 0
    month_first: int = 0
    either: int = 0
    other: int = 0
    jalali: int = 0

    @property
    def dates(self) -> int:
        """Return how many of the texts are dates or periods."""
        return self.sure + self.day_first + self.month_first + self.either


def order_of(text: str) -> Order | None:
    """Return the order that an option names, such as `day-first` or `jalali year-first`; None for
    any other text.
    """
    order = calendar = ""
    for word in text.lower().replace("_", "-").split():
        if word in ORDERS and not order:
            order = word
        elif word in ("gregorian", "jalali") and not calendar:
            calendar = word
        else:
            return None
    return Order(order, calendar)


def when(cell: Cell, order: Order = OPEN) -> When | None:
    """Return the day or period that a cell names, None when it names none or its order is open.

    Numbers are years (2026), months (202610), days (20261021) or the days that spreadsheets count.
    """
    if isinstance(cell, datetime):
        return When(cell.date().isoformat())
    if isinstance(cell, date):
        return When(cell.isoformat())
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, float):
        if not cell.is_integer() and _in(cell, _SERIALS):
            return _serial(int(cell))
        cell = int(cell) if cell.is_integer() and abs(cell) < 1e9 else ""
    text = str(cell).strip()
    if not text or len(text) > LONGEST:
        return None
    return _of_text(text, order)


def evidence(cells: Iterable[Cell], calendar: str = "") -> Evidence:
    """Return what the cells of a column say about the order of day and month."""
    sure = day_first = month_first = either = other = jalali = 0
    for cell in cells:
        one = when(cell, Order("day-first", calendar))
        two = when(cell, Order("month-first", calendar))
        if one is None and two is None:
            other += 1
            continue
        jalali += (one or two or When("")).calendar == "jalali"
        if one == two:
            # 04/04/2026 is the same day either way, but says nothing of its neighbours
            sure += 1
        elif two is None:
            day_first += 1
        elif one is None:
            month_first += 1
        else:
            either += 1
    return Evidence(sure, day_first, month_first, either, other, jalali)


def is_serial(cell: Cell) -> bool:
    """Return whether a cell is taken for the day that a spreadsheet counts so: 46296."""
    if isinstance(cell, str):
        text = plain_digits(cell.strip())
        return len(text) == 5 and text.isdecimal() and int(text) in _SERIALS
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return _in(cell, _SERIALS)


def _in(value: float, values: range) -> bool:
    return values.start <= value < values.stop


def _serial(days: int) -> When:
    return When((_SERIAL_START + timedelta(days=days)).isoformat())


def _of_text(text: str, order: Order) -> When | None:
    text = plain_digits(text)
    if moment := _MOMENT.match(text):  # how nearly all programs write it
        return _dated(moment[1], order)
    if not _DIGIT.search(text):
        return None
    low, dots, high = text.partition("..")
    if dots:
        return _range(low, high, order)
    without = _TIME.sub("", text) if ":" in text else text
    return _dated(without.strip(), order)


@lru_cache(maxsize=65_536)
def _dated(text: str, order: Order) -> When | None:
    return _numeric(text, order) or _worded(text, order)


def _range(low: str, high: str, order: Order) -> When | None:
    first, last = _of_text(low.strip(), order), _of_text(high.strip(), order)
    if not first or not last or first.calendar != last.calendar or ".." in first.text + last.text:
        return None
    return _real(When(f"{first.text}..{last.text}", first.calendar))


def _numeric(text: str, order: Order) -> When | None:
    if found := _YEAR_FIRST.match(text):
        return _day(found[1], found[3], found[4], order)
    if found := _YEAR_LAST.match(text):
        return _three(found[1], found[3], found[4], order)
    if found := _CHINESE.match(text):
        return _day(found[1], found[2] or "", found[3] or "", order)
    if found := _BASIC.match(text):
        return _day(found[1], found[2], found[3], order)
    if found := _YEAR_MONTH.match(text):
        return _day(found[1], found[2], "", order)
    if found := _MONTH_YEAR.match(text):
        return _day(found[2], found[1], "", order)
    if found := _BASIC_MONTH.match(text):
        return _day(found[1], found[2], "", order)
    if found := _YEAR.match(text):
        return _day(found[1], "", "", order)
    if len(text) == 5 and text.isdecimal() and int(text) in _SERIALS:
        return _serial(int(text))
    return None


def _three(first: str, second: str, third: str, order: Order) -> When | None:
    """Return the day of three numbers whose order has to be told; a year may have two digits."""
    if order.order == "day-first":
        return _day(_whole_year(third, order), second, first, order)
    if order.order == "month-first":
        return _day(_whole_year(third, order), first, second, order)
    if order.order == "year-first" and len(first) == len(third) == 2:
        return _day(_whole_year(first, order), second, third, order)
    return None


def _whole_year(year: str, order: Order) -> str:
    if len(year) == 4:
        return year
    before, now = ("13", "14") if order.calendar == "jalali" else ("19", "20")
    return f"{before if int(year) >= 70 else now}{year}"


def _worded(text: str, order: Order) -> When | None:
    text = folded(text)
    if found := _QUARTER.match(text):
        year = found[1] or found[4] or found[6]
        return _named(year, f"Q{found[2] or found[3] or found[5]}", order)
    if found := _CHINESE_QUARTER.match(text):
        quarter = "一二三四".find(found[2]) + 1 or int(found[2])
        return _named(found[1], f"Q{quarter}", order)
    if found := _YEAR_AND_WORDS.match(text):
        words = found[2] or found[3]
        year = found[1] or found[4]
        season = words in SEASONS and int(year) not in _JALALI_YEARS
        if words in QUARTERS and not season:
            return _named(year, f"Q{QUARTERS[words]}", order)
    if found := _WEEK.match(text):
        return _named(found[1] or found[4], f"W{int(found[2] or found[3]):02}", order)
    return _month_named(text)


def _month_named(text: str) -> When | None:
    for name in TWO_WORDS:
        text = text.replace(name, name.replace(" ", "_"))
    month: Month | None = None
    numbers: list[str] = []
    for word in _WORDS_APART.split(text):
        known = MONTHS.get(word.replace("_", " "))
        if known and month is None:
            month = known
        elif word.rstrip("thsnrd").isdecimal() and len(word) <= 4:
            numbers.append(word.rstrip("thsnrd"))
        elif word and word not in _WEEKDAYS:
            return None
    if month is None or not 1 <= len(numbers) <= 2:
        return None
    years = [each for each in numbers if len(each) == 4]
    days = [each for each in numbers if len(each) <= 2]
    if len(years) == 1 and len(days) == len(numbers) - 1:
        year, day = years[0], days[0] if days else ""
    elif not years and not month.jalali and len(numbers) == 1:
        written = "-" in text or "'" in text or int(numbers[0]) in _SHORT_YEARS
        return _short(numbers[0], month) if written else None
    else:
        return None
    if (int(year) in _JALALI_YEARS) != month.jalali:
        return None
    return _day(year, str(month.number), day, Order("", "jalali" if month.jalali else "gregorian"))


def _short(year: str, month: Month) -> When | None:
    """Return the month of `Oct-26`, which spreadsheets write for October 2026."""
    if len(year) != 2:
        return None
    return _day(f"20{year}", str(month.number), "", Order("", "gregorian"))


def _day(year: str, month: str, day: str, order: Order) -> When | None:
    text = year
    if month:
        text += f"-{int(month):02}"
    if day:
        text += f"-{int(day):02}"
    return _of_year(int(year), text, order)


def _named(year: str, part: str, order: Order) -> When | None:
    return _of_year(int(year), f"{year}-{part}", order)


def _of_year(year: int, text: str, order: Order) -> When | None:
    # Both calendars may stand in one table, so a calendar that is told decides short years only.
    jalali = order.calendar != "gregorian" and year in _JALALI_YEARS
    if not jalali and year not in _YEARS:
        return None
    return _real(When(text, "jalali" if jalali else "gregorian"))


def _real(found: When) -> When | None:
    return found if is_real(found.text, found.calendar) else None
