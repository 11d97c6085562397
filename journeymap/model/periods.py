"""When a reading was taken: the days a period covers, the order of periods, and their names.

Period texts are part of the file and are kept as they were written; here they become Gregorian
days, so that readings of different kinds of period and of both calendars stand in one order. The
clock is never read here.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from persiantools.jdatetime import JalaliDate

from journeymap.model.text import M, Message, literal, say
from journeymap.model.vocabulary import Calendar

_Jalali: Any = JalaliDate  # its arguments carry no types

JALALI_BEFORE = 1700  # a year below it, in a map that counts in Jalali years, is a Jalali year


class Span(NamedTuple):
    """The first and the last day of a period, both of them part of it."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1


@lru_cache(maxsize=4096)
def span(text: str, calendar: Calendar = "gregorian") -> Span:
    """Return the days that a period covers, as Gregorian dates.

    `2026`, `2026-Q4`, `2026-10`, `2026-W41` (ISO 8601), `2026-10-21`, and `a..b` from the first
    day of one to the last of the other. In a map with `calendar: jalali` a year below 1700 is a
    Jalali one, with quarters from Farvardin and weeks from Saturday, the first being the one that
    holds 1 Farvardin.

    Every text of that form has days: what the year does not have (30 February, week 53 of a short
    year) means the nearest day that it has, and `b..a` means `a..b`. `is_real` tells them apart.
    Raises ValueError for any other text.
    """
    low, dots, high = text.partition("..")
    first = _part(low, calendar)
    if not dots:
        return first
    last = _part(high, calendar)
    return Span(min(first.first, last.first), max(first.last, last.last))


def is_real(text: str, calendar: Calendar = "gregorian") -> bool:
    """Return whether the calendar has this period: no 30 February, no range that runs backwards."""
    try:
        low, dots, high = text.partition("..")
        if dots:
            earlier, later = _part(low, calendar), _part(high, calendar)
            if (later.first, later.last) < (earlier.first, earlier.last):
                return False
        return all(_is_real(part, calendar) for part in ((low, high) if dots else (low,)))
    except ValueError:
        return False


def sort_key(text: str, calendar: Calendar = "gregorian") -> tuple[date, date]:
    """Return what periods are ordered by: their end, and of those that end together the longest
    first, so that the last one is the newest and closest look.
    """
    first, last = span(text, calendar)
    return last, first


def overlap(a: str, b: str, calendar: Calendar = "gregorian") -> bool:
    """Return whether two periods share a day."""
    one, other = span(a, calendar), span(b, calendar)
    return one.first <= other.last and other.first <= one.last


# ---------------------------------------------------------------- reading


PERIOD = re.compile(
    r"(\d{4})(?:-Q([1-4])|-W(0[1-9]|[1-4]\d|5[0-3])|-(0[1-9]|1[0-2])"
    r"(?:-(0[1-9]|[12]\d|3[01]))?)?\Z",
    re.ASCII,
)


class _Parts(NamedTuple):
    year: int
    quarter: int  # 0 where there is none, as in the next three
    week: int
    month: int
    day: int
    jalali: bool


def _parts(text: str, calendar: Calendar) -> _Parts:
    found = PERIOD.match(text)
    if not found:
        raise ValueError(f"not a period: {text[:60]!r}")
    year, quarter, week, month, day = (int(group or 0) for group in found.groups())
    return _Parts(
        year, quarter, week, month, day, calendar == "jalali" and 0 < year < JALALI_BEFORE
    )


def _part(text: str, calendar: Calendar) -> Span:
    parts = _parts(text, calendar)
    year = max(1, parts.year)
    if parts.week:
        return _week(year, parts.week, parts.jalali)
    if parts.quarter:
        start, end = parts.quarter * 3 - 2, parts.quarter * 3
    elif parts.month:
        start = end = parts.month
    else:
        start, end = 1, 12
    last = _month_length(year, end, parts.jalali)
    if parts.day:
        day = _date(year, start, min(parts.day, last), parts.jalali)
        return Span(day, day)
    return Span(_date(year, start, 1, parts.jalali), _date(year, end, last, parts.jalali))


def _is_real(text: str, calendar: Calendar) -> bool:
    parts = _parts(text, calendar)
    if not parts.year:
        return False
    if parts.week:
        days = _week(parts.year, parts.week, parts.jalali)
        if parts.jalali:
            return _jalali_week(parts.year, parts.week) == days.first
        return tuple(days.first.isocalendar())[:2] == (parts.year, parts.week)
    return not parts.day or parts.day <= _month_length(parts.year, parts.month, parts.jalali)


def _month_length(year: int, month: int, jalali: bool) -> int:
    if jalali:
        return int(_Jalali.days_in_month(month, year))
    return monthrange(year, month)[1]


def _date(year: int, month: int, day: int, jalali: bool) -> date:
    if jalali:
        found: date = _Jalali(year, month, day).to_gregorian()
        return found
    return date(year, month, day)


def _week(year: int, week: int, jalali: bool) -> Span:
    if jalali:
        first = min(_jalali_week(year, week), _date(year, 12, 29, True))
        first -= timedelta(days=(first.weekday() + 2) % 7)  # back to Saturday
    else:
        long_year = date(year, 12, 28).isocalendar().week
        first = date.fromisocalendar(year, min(week, long_year), 1)
    return Span(first, _later(first, 6))


def _jalali_week(year: int, week: int) -> date:
    """Return the Saturday on which a week begins, counted from the one that holds 1 Farvardin."""
    start = _date(year, 1, 1, True)
    return start + timedelta(days=7 * (week - 1) - (start.weekday() + 2) % 7)


def _later(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


# ---------------------------------------------------------------- saying

MONTHS: tuple[Message, ...] = (
    M("Jan", context="month"),
    M("Feb", context="month"),
    M("Mar", context="month"),
    M("Apr", context="month"),
    M("May", context="month"),
    M("Jun", context="month"),
    M("Jul", context="month"),
    M("Aug", context="month"),
    M("Sep", context="month"),
    M("Oct", context="month"),
    M("Nov", context="month"),
    M("Dec", context="month"),
)
JALALI_MONTHS: tuple[Message, ...] = (
    M("Farvardin", context="month"),
    M("Ordibehesht", context="month"),
    M("Khordad", context="month"),
    M("Tir", context="month"),
    M("Mordad", context="month"),
    M("Shahrivar", context="month"),
    M("Mehr", context="month"),
    M("Aban", context="month"),
    M("Azar", context="month"),
    M("Dey", context="month"),
    M("Bahman", context="month"),
    M("Esfand", context="month"),
)


def spell_period(text: str, lang: str, calendar: Calendar = "gregorian") -> str:
    """Return a period in words: `Oct 2026`, `Q4 2026`, `week 41, 2026`, «مهر ۱۴۰۵».

    Months, quarters, weeks and years are named in the calendar they were written in, since they
    have no equal in the other; single days are told in the calendar of the map. A text that is no
    period is returned as it is.
    """
    try:
        return say(_message(text, calendar), lang)
    except ValueError:
        return text


@lru_cache(maxsize=1024)
def period_message(text: str, calendar: Calendar = "gregorian") -> Message:
    """Return a period as a Message, to stand inside other messages; see `spell_period`."""
    try:
        return _message(text, calendar)
    except ValueError:
        return literal(text)


def _message(text: str, calendar: Calendar) -> Message:
    low, dots, high = text.partition("..")
    first = _part_message(low, calendar)
    if not dots:
        return first
    last = _part_message(high, calendar)
    return M("{first} – {last}", context="period", first=first, last=last)


def _part_message(text: str, calendar: Calendar) -> Message:
    parts = _parts(text, calendar)
    if parts.day:
        return date_message(_part(text, calendar).first, calendar)
    if parts.week:
        return M("week {week}, {year}", context="period", week=parts.week, year=parts.year)
    if parts.quarter:
        return M("Q{quarter} {year}", context="period", quarter=parts.quarter, year=parts.year)
    if parts.month:
        months = JALALI_MONTHS if parts.jalali else MONTHS
        month = months[parts.month - 1]
        return M("{month} {year}", context="period", month=month, year=parts.year)
    return M("{year}", context="period", year=parts.year)


def spell_date(day: date, lang: str, calendar: Calendar = "gregorian") -> str:
    """Return a day in words, in the calendar of the map: `21 Oct 2026`, «۲۹ مهر ۱۴۰۵»."""
    return say(date_message(day, calendar), lang)


def date_message(day: date, calendar: Calendar = "gregorian") -> Message:
    """Return a day as a Message, to stand inside other messages; see `spell_date`."""
    year, month, number, months = day.year, day.month, day.day, MONTHS
    if calendar == "jalali" and day >= _FIRST_JALALI:
        there = _Jalali.to_jalali(day)
        year, month, number, months = there.year, there.month, there.day, JALALI_MONTHS
    return M("{day} {month} {year}", context="date", day=number, month=months[month - 1], year=year)


_FIRST_JALALI: date = _Jalali(1, 1, 1).to_gregorian()


# ---------------------------------------------------------------- durations


class Range(NamedTuple):
    """A shortest and a longest duration, equal where only one is given."""

    low: float
    high: float


DAY = 86_400.0
# The mean month of the Gregorian calendar: 146,097 days in 400 years of 12 months.
MONTH = DAY * 146_097 / 4_800
# Durations are what the customer waits through, so five working days are a week of their life and
# not forty hours of somebody's work. Averaged over the weekday on which the wait begins, n working
# days last exactly n · 7/5 days: begun on one weekday of five, each of them crosses the weekend.
WORKING_DAY = DAY * 7 / 5
SECONDS: Mapping[str, float] = {
    "s": 1.0,
    "m": 60.0,
    "h": 3_600.0,
    "d": DAY,
    "w": 7 * DAY,
    "mo": MONTH,
    "working day": WORKING_DAY,
    "working days": WORKING_DAY,
}
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(s|m|h|d|w|mo|working days?)\s*\Z", re.ASCII)


def seconds(text: str) -> Range:
    """Return a duration such as `3m`, `5 working days` or `6w..14w` as (shortest, longest) seconds
    of elapsed time, as the customer lives through them.

    A month is 30.44 days, a working day 1.4 days (5 of them make a week). Raises ValueError for
    any other text.
    """
    low, dots, high = text.partition("..")
    first = _duration(low)
    last = _duration(high) if dots else first
    return Range(_seconds(*min(first, last, key=_length)), _seconds(*max(first, last, key=_length)))


def days(text: str) -> Range:
    """Return a duration as (shortest, longest) days of elapsed time; see `seconds`."""
    low, high = seconds(text)
    return Range(low / DAY, high / DAY)


def spell_duration(text: str, lang: str) -> str:
    """Return a duration in words: `3 min`, `6 – 14 weeks`; any other text as it is."""
    return say(duration_message(text), lang)


def duration_message(text: str) -> Message:
    """Return a duration in words, to be said in any language; any other text as it is."""
    low, dots, high = text.partition("..")
    try:
        amount, unit = _duration(low)
        if not dots:
            return _amount(amount, unit, _number(amount))
        upper, its_unit = _duration(high)
    except ValueError:
        return literal(text)
    if unit == its_unit:
        both = M("{low} – {high}", context="numbers", low=_whole(amount), high=_whole(upper))
        return _amount(upper, unit, both)
    first, last = (_amount(n, u, _number(n)) for n, u in ((amount, unit), (upper, its_unit)))
    return M("{low} – {high}", context="durations", low=first, high=last)


def _duration(text: str) -> tuple[float, str]:
    found = _DURATION.match(text)
    if not found:
        raise ValueError(f"not a duration: {text[:60]!r}")
    return float(found[1]), found[2].removesuffix("s") if len(found[2]) > 1 else found[2]


def _length(duration: tuple[float, str]) -> float:
    return _seconds(*duration)


def _seconds(amount: float, unit: str) -> float:
    return amount * SECONDS[unit]


def _whole(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _number(number: float) -> Message:
    return Message("{number}", {"number": _whole(number)})  # nothing in it to translate


def _amount(amount: float, unit: str, count: Message) -> Message:
    n = 1 if amount == 1 else max(2, int(amount))  # 0.5 weeks and 0 weeks are plural in English
    match unit:
        case "s":
            return M("{count} s", context="duration", count=count)
        case "m":
            return M("{count} min", context="duration", count=count)
        case "h":
            return M("{count} h", context="duration", count=count)
        case "d":
            return M("{count} day", plural="{count} days", n=n, count=count)
        case "w":
            return M("{count} week", plural="{count} weeks", n=n, count=count)
        case "mo":
            return M("{count} month", plural="{count} months", n=n, count=count)
    return M("{count} working day", plural="{count} working days", n=n, count=count)
