"""Readings as the map writes them, from values as their source has them.

Everything that would not be true of the map stops here, with its line and the reason: a value that
its metric cannot have, a period that is none, two values for one thing. Knows nothing of what the
map measured before; that is compared in `plan.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from pydantic import ValidationError

from journeymap.metrics.durations import in_unit
from journeymap.metrics.matching import Match
from journeymap.metrics.table import Answers, LongRow, Skipped
from journeymap.model.formulas import nps_groups, scores_of
from journeymap.model.journey import JourneyMap, Metric, Reading
from journeymap.model.periods import Span, is_real, span
from journeymap.model.problems import problems
from journeymap.model.scales import possible, scale_of
from journeymap.model.text import M, Message, literal
from journeymap.model.vocabulary import Calendar

NO_PERIOD = M("no period is stated; name one for the whole file")
ReadingKey: TypeAlias = tuple[str, str, str, frozenset[tuple[str, str]]]
Thing: TypeAlias = tuple[str, str, Span, frozenset[tuple[str, str]]]
SCORED = ("csat", "ces", "nps", "score")  # kinds whose readings may be counts by score
NPS = ("promoters", "passives", "detractors")
_NAMED = 8  # lines that one sentence names
UNITS = ("duration", "count", "amount")  # kinds whose values are in a unit of their own


class Meant(NamedTuple):
    """What the words of a source mean, and what holds where it says nothing."""

    places: Mapping[str, Match]
    metrics: Mapping[str, Match]
    source: str = ""  # the id of the source, written on each reading
    period: str = ""  # of rows that state none, as the map writes it
    fractions: str = ""  # percent or plain, as a person said (see `looks`)


class Measured(NamedTuple):
    """A reading that could be made, and the lines of the source that it stands on."""

    reading: Reading
    lines: tuple[int, ...]


class Made(NamedTuple):
    """The readings of a source; what its metric cannot have; what has no place in time or twice.

    `hundredfold` are the metrics up to 100 whose values stood as fractions, each with an example.
    """

    readings: tuple[Measured, ...]
    outside: tuple[Skipped, ...] = ()
    unusable: tuple[Skipped, ...] = ()
    hundredfold: Mapping[str, float] = {}


class _Outside(Exception):
    """A value that its metric cannot have."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def rows_of(answers: Iterable[Answers]) -> tuple[LongRow, ...]:
    """Return the answers of a survey as rows like those of a table; their line is 0."""
    return tuple(
        LongRow(
            0,
            each.touchpoint,
            each.question,
            counts={str(score): n for score, n in each.counts.items()},
            period=each.period,
            calendar=each.calendar,
            segment=each.segment,
        )
        for each in answers
    )


def readings_of(rows: Iterable[LongRow], meant: Meant, m: JourneyMap) -> Made:
    """Return the readings that matched rows give; rows that mean nothing known are passed over.

    Counts of the same thing add up. Two different values of it cannot both be true: neither is
    taken, for nothing says which.
    """
    metrics = {metric.id: metric for metric in reversed(m.metrics)}
    rows = tuple(rows)
    unsure = _unsure(rows, meant, metrics)
    fractions = _fractions(rows, meant, metrics)
    found: dict[Thing, list[tuple[LongRow, Reading]]] = {}
    outside: list[Skipped] = []
    unusable: list[Skipped] = []
    for row in rows:
        place, measure = meant.places.get(row.touchpoint), meant.metrics.get(row.metric)
        if place is None or place.at is None or measure is None or not measure.at:
            continue
        metric = metrics[measure.at]
        period = _period(row, meant.period, m.calendar)
        if isinstance(period, Message):
            unusable.append(Skipped(row.line, period))
            continue
        try:
            if metric.id in unsure:
                _refuse_bare(metric, row)
            values = _values(metric, _in_percent(row) if metric.id in fractions else row)
        except _Outside as error:
            outside.append(Skipped(row.line, error.message))
            continue
        try:
            reading = Reading(
                metric=metric.id,
                at=place.at or None,
                period=period,
                segment=_segment(row.segment, metric),
                source=meant.source or None,
                **values,
            )
        except ValidationError as error:  # such as control characters in the name of a segment
            unusable.append(Skipped(row.line, problems(error)[0].message))
            continue
        found.setdefault(thing_of(reading, m.calendar), []).append((row, reading))
    made: list[Measured] = []
    for same in found.values():
        lines = tuple(row.line for row, _ in same if row.line)
        whole = _together([reading for _, reading in same])
        if whole is None:
            name = metrics[same[0][1].metric].name
            message = M(
                "{metric} has several values for one place and period, on lines {lines}",
                metric=name,
                lines=lines[:_NAMED],
            )
            unusable += [Skipped(line, message) for line in lines]
        else:
            made.append(Measured(whole, lines))
    in_order = tuple(sorted(unusable, key=lambda each: each.line))
    return Made(tuple(made), tuple(outside), in_order, fractions)


def key_of(reading: Reading, place: str | None = None) -> ReadingKey:
    """Return what a reading is of: no two readings of a map share it.

    `place` is the one name of its place, where it can be called by several (see `Readings.place`).
    """
    at = reading.at or "" if place is None else place
    return reading.metric, at, reading.period, frozenset(reading.segment.items())


def thing_of(reading: Reading, calendar: Calendar, place: str | None = None) -> Thing:
    """Return what a reading is of, however it is written: a month, or from its first day to its
    last; `place` as in `key_of`.
    """
    metric, at, period, segment = key_of(reading, place)
    return metric, at, span(period, calendar), segment


def people(reading: Reading) -> int | None:
    """Return how many answers or cases a reading stands on, None where nobody said."""
    if reading.counts is None:
        return reading.n
    if "of" in reading.counts:
        return reading.counts["of"]
    return sum(reading.counts.values())


# ---------------------------------------------------------------- parts of a reading


def _period(row: LongRow, otherwise: str, calendar: Calendar) -> str | Message:
    text, written = row.period, row.calendar
    if not text:
        text, written = otherwise, calendar_of(otherwise, calendar)
    if not text:
        return NO_PERIOD
    if not is_real(text, written):
        return M("“{text}” is no period", text=text)
    if written == calendar or calendar == "jalali":
        return text  # a map with Jalali dates takes Gregorian ones too: their years tell them apart
    first, last = span(text, written)
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"


def calendar_of(period: str, calendar: Calendar) -> Calendar:
    """Return the calendar that a person means who names a period: years tell Jalali ones."""
    return "jalali" if "1300" <= period[:4] < "1500" else calendar


def _segment(pairs: tuple[tuple[str, str], ...], metric: Metric) -> dict[str, str]:
    """Return a segment in the words of the metric where those differ by case or marks only."""
    from_metric = {name.casefold(): name for name in metric.segments}
    found = {}
    for name, value in pairs:
        name = from_metric.get(name.casefold(), name)
        known = {each.casefold(): each for each in metric.segments.get(name, ())}
        found[name] = known.get(value.casefold(), value)
    return found


def _values(metric: Metric, row: LongRow) -> dict[str, Any]:
    """Return counts, or value with n and sd; raises _Outside for what the metric cannot have."""
    if row.counts is not None:
        return {"counts": _counts(metric, row.counts)}
    if row.hits is not None and row.of is not None:
        if metric.kind != "ratio":
            raise _Outside(M("hits of all are given, and {metric} is no share", metric=metric.name))
        if row.hits > row.of or row.of == 0:
            raise _Outside(M("{hits} of {all} is no share", hits=row.hits, all=row.of))
        return {"counts": {"hits": row.hits, "of": row.of}}
    assert row.value is not None, "every row that was read has one of the three"
    value, sd = row.value, row.sd
    if metric.kind == "ratio" and row.percent:
        value, sd = _hundredth(value), None if sd is None else _hundredth(sd)
    elif row.percent and metric.kind in UNITS and "%" not in (metric.unit or ""):
        raise _Outside(M("a percentage is given, and {metric} is no share", metric=metric.name))
    if row.seconds:
        amount = in_unit(value, metric.unit) if metric.kind == "duration" else None
        if amount is None:
            raise _Outside(
                M("a duration is given, and {metric} is not measured in one", metric=metric.name)
            )
        value = amount
    low, high = possible(metric)
    if (low is not None and value < low) or (high is not None and value > high):
        raise _Outside(_impossible(metric, value, low, high))
    return {"value": value, "n": row.n, "sd": sd}


def _unsure(rows: Iterable[LongRow], meant: Meant, metrics: Mapping[str, Metric]) -> frozenset[str]:
    """Return the shares that have a value as a percentage without its sign: then 1 may be 1 %."""
    found = set()
    for row in rows:
        if row.value is not None and 1 < row.value <= 100 and not row.percent and not row.seconds:
            measure = meant.metrics.get(row.metric)
            if measure and measure.at and metrics[measure.at].kind == "ratio":
                found.add(measure.at)
    return frozenset(found)


def _fractions(
    rows: Iterable[LongRow], meant: Meant, metrics: Mapping[str, Metric]
) -> dict[str, float]:
    """Return the metrics up to 100 all of whose values are fractions of 1, with one of each."""
    found: dict[str, float] = {}
    plain: set[str] = set()
    if meant.fractions == "plain":
        return {}
    for row in rows:
        measure = meant.metrics.get(row.metric)
        if row.value is None or row.seconds or not measure or not measure.at:
            continue
        metric = metrics[measure.at]
        if possible(metric)[1] != 100 or row.percent or abs(row.value) > 1:
            plain.add(metric.id)
        elif 0 < abs(row.value) < 1:
            found.setdefault(metric.id, row.value)
    return {id: example for id, example in found.items() if id not in plain}


def _in_percent(row: LongRow) -> LongRow:
    if row.value is None:
        return row
    sd = None if row.sd is None else hundredfold(row.sd)
    return row._replace(value=hundredfold(row.value), sd=sd)


def hundredfold(value: float) -> float:
    """Return a share in percent: 0.07 is 7, and not 7 and a little."""
    return float(f"{value * 100:.12g}")


def _refuse_bare(metric: Metric, row: LongRow) -> None:
    if row.value is not None and 0 < row.value <= 1 and not row.percent:
        raise _Outside(
            M(
                "{value} can be {one} % or {other} %, since other values of {metric} are no "
                "shares; write the sign",
                value=literal(f"{row.value:g}"),
                one=literal(f"{row.value * 100:g}"),
                other=literal(f"{row.value:g}"),
                metric=metric.name,
            )
        )


def _hundredth(value: float) -> float:
    return float(f"{value / 100:.12g}")  # 7 % is 0.07, and not 0.07 and a little


def _impossible(metric: Metric, value: float, low: float | None, high: float | None) -> Message:
    if metric.kind == "ratio" and 1 < value <= 100:
        return M(
            "{value} is no share: write {value} % or {share}",
            value=literal(f"{value:g}"),
            share=literal(f"{_hundredth(value):g}"),
        )
    if low is None or high is None:
        return M("{value} is impossible for {metric}", value=value, metric=metric.name)
    return M(
        "{metric}: {value} does not lie between {low} and {high}",
        metric=metric.name,
        value=value,
        low=low,
        high=high,
    )


def _counts(metric: Metric, counts: Mapping[str, int]) -> dict[str, int]:
    scores = scores_of(counts)
    if metric.kind not in SCORED:
        raise _Outside(M("answers by score are given, and {metric} has none", metric=metric.name))
    if metric.kind != "nps" and any(name in NPS for name in counts):
        raise _Outside(M("promoters and detractors are given, and {metric} is no NPS",
                         metric=metric.name))  # fmt: skip
    scale = scale_of(metric)
    for score in scores:
        if scale and not scale[0] <= score <= scale[1]:
            raise _Outside(
                M(
                    "{metric}: the score {score} is not on the scale from {low} to {high}",
                    metric=metric.name,
                    score=score,
                    low=scale[0],
                    high=scale[1],
                )
            )
    if metric.kind == "nps":
        return dict(zip(NPS, nps_groups(counts), strict=True))
    return dict(counts)


def _together(readings: list[Reading]) -> Reading | None:
    """Return one reading for all that say the same thing, None where they contradict each other."""
    first, *rest = readings
    if not rest:
        return first
    if all(each.counts is not None for each in readings):
        total: dict[str, int] = {}
        for each in readings:
            for name, count in (each.counts or {}).items():
                total[name] = total.get(name, 0) + count
        return first.model_copy(update={"counts": total})
    said = {(each.value, each.n, each.sd) for each in readings if each.counts is None}
    return first if len(said) == 1 and all(each.counts is None for each in readings) else None
