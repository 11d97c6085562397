"""One import from beginning to end: a table, what it means, and the plan of what would change.

What a person decided comes in as a Wish, what was found out fills the rest, and all of it comes
back to be shown and corrected: import assistant and command line ask the same questions here.
Nothing is changed, and no file is read but by whoever made the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

from pydantic import ValidationError

from journeymap.metrics import period_columns, roles
from journeymap.metrics.contents import NOTHING, Known, known_of
from journeymap.metrics.folding import one_line
from journeymap.metrics.long_rows import readings_rows
from journeymap.metrics.looks import FRACTIONS
from journeymap.metrics.matching import (
    THE_MAP,
    Matching,
    Suggest,
    match,
    metrics,
    no_suggestions,
    places,
)
from journeymap.metrics.plan import FEWEST, Plan, planned
from journeymap.metrics.readings import Made, Meant, hundredfold, readings_of, rows_of
from journeymap.metrics.sources import of_sheet, refuse_no_rows
from journeymap.metrics.survey import Grain, survey_counts
from journeymap.metrics.table import Assumption, LongRow, Skipped, Sure, Table, Unusable
from journeymap.metrics.wholes import with_wholes
from journeymap.model.fields import MAX_LABEL, PLAIN
from journeymap.model.free_ids import free_id
from journeymap.model.index import Key, index_of
from journeymap.model.journey import JourneyMap, Source, SourceOptions, SourceRun
from journeymap.model.periods import sort_key, span
from journeymap.model.problems import problems
from journeymap.model.text import M, literal
from journeymap.model.vocabulary import Calendar

Shape = Literal["table", "survey"]


class Wish(NamedTuple):
    """What a person decided about an import; what is blank is found out.

    `columns` is column -> role (see `roles`), a blank role leaves the column out; with `exact` they
    are all that count, and nothing is guessed beside them. `matches` and `answers` are words of the
    source -> place and metric, None to leave them out; `unmatched` and `unanswered` are words of
    which nothing is decided any more, whatever the map has kept of them. `period`, `at` and
    `metric` hold for rows that state none. `name` is the id of the source. Dated answers are
    gathered by months where no `grain` is said; the days of readings stay as they are then.
    """

    shape: Shape | None = None
    options: SourceOptions = SourceOptions()
    columns: Mapping[str, str] = {}
    exact: bool = False
    matches: Mapping[str, str | None] = {}
    answers: Mapping[str, str | None] = {}
    unmatched: AbstractSet[str] = frozenset()
    unanswered: AbstractSet[str] = frozenset()
    period: str = ""
    at: Key = ""
    metric: str = ""
    name: str = ""
    grain: Grain | None = None
    fewest: int = FEWEST


class Seen(NamedTuple):
    """Where a table came from: the path as the map would name it, and the file's SHA-256."""

    reads: str
    sha256: str


class Values(NamedTuple):
    """The values of a table in the source's words; see Prepared.

    `supposed` says which columns were taken for what by their contents, and why.
    """

    shape: Shape
    columns: Mapping[str, str]
    rows: tuple[LongRow, ...]
    skipped: tuple[Skipped, ...]
    empty: int
    blank: Mapping[str, int]
    unread: Mapping[str, int]
    supposed: tuple[Assumption, ...] = ()


class Prepared(NamedTuple):
    """An import that is ready to be looked at; `source` is what the map keeps of it.

    `rows` are its values in the source's words. `blank` and `unread` count the answers of a survey
    that were not given and that are no score, by question; `empty` the cells without a value.
    """

    table: Table
    shape: Shape
    columns: Mapping[str, str]
    rows: tuple[LongRow, ...]
    skipped: tuple[Skipped, ...]
    empty: int
    blank: Mapping[str, int]
    unread: Mapping[str, int]
    places: Matching
    metrics: Matching
    plan: Plan
    source: Source
    supposed: tuple[Assumption, ...] = ()


def values_of(
    table: Table, wish: Wish, calendar: Calendar = "gregorian", known: Known = NOTHING
) -> Values:
    """Return the values of a table; `known` are names of a map that its words may be.

    Raises Unusable when a column that is named is not there, or none holds values.
    """
    refuse_no_rows(table)
    try:
        return _values_of(table, wish, calendar, known)
    except Unusable as error:
        raise of_sheet(error, table.assumed) from None


def _values_of(table: Table, wish: Wish, calendar: Calendar, known: Known) -> Values:
    shape = wish.shape or roles.shape(table)
    guess = roles.Guess({}) if wish.exact else roles.guess(table, shape, known)
    columns = roles.check(roles.together(guess.columns, wish.columns), table)
    supposed = tuple(
        each
        for each in guess.said
        if each.column not in wish.columns and columns.get(each.column) == each.value
    )
    if shape == "survey":
        counted = survey_counts(table, columns, wish.grain or "month", calendar)
        rows = rows_of(counted.answers)
        return Values(
            shape, columns, rows, counted.skipped, 0, counted.blank, counted.unread, supposed
        )
    found = readings_rows(table, columns, wish.grain, calendar)
    if found.months:
        supposed = (*supposed, _said_of_months(found.months, found.rows[0].period))
    return Values(shape, columns, found.rows, found.skipped, found.empty, {}, {}, supposed)


def prepared(
    m: JourneyMap,
    table: Table,
    wish: Wish,
    seen: Seen,
    suggest: Suggest = no_suggestions,
    values: Values | None = None,
) -> Prepared:
    """Return what an import of a table would do to a map.

    `values` are those of `values_of` for the same table, columns and grain: whoever asks again
    because only the matching is other need not have them counted anew.

    Raises Unusable when a column that is named is not there, or none holds values.
    """
    values = values or values_of(table, wish, m.calendar, known_of(m))
    shape, columns, rows, skipped, empty, blank, unread, supposed = values
    name = wish.name or _name(m, seen)
    before = next((each for each in m.sources if each.id == name), None)
    if before is not None and before.kind == "events":
        raise Unusable(M("the source “{id}” is an event log; give another name", id=name))
    decided = _decided(before.matches if before else {}, wish.matches, wish.unmatched)
    answered = _decided(before.answers if before else {}, wish.answers, wish.unanswered)
    # where a record that rows without a place meant was deleted, they do not mean the whole map now
    asked = before is not None and before.last is not None
    if "touchpoint" not in columns.values() and "" not in decided and not asked:
        decided[""] = THE_MAP
    at = match(
        _weights(rows, "touchpoint"),
        places(index_of(m)),
        _kept(decided, wish.at),
        suggest,
    )
    measures = match(
        _weights(rows, "metric"),
        metrics(m),
        _kept(answered, wish.metric),
        suggest,
    )
    told = wish.options.fractions or ""
    made = readings_of(rows, Meant(at.found, measures.found, name, wish.period, told), m)
    supposed = (*supposed, *_said_of_fractions(m, made, told))
    if shape == "survey":
        made = with_wholes(made, m.calendar, wish.fewest)
    plan = planned(m, made, at.unmatched, measures.unmatched, wish.fewest)
    every = (*table.skipped, *skipped)
    run = SourceRun(
        period=_period(m, made), sha256=seen.sha256, rows=len(table.rows), skipped=len(every)
    )
    kept = period_columns.gathered(columns, table.columns)
    source = _source(before, name, shape, wish, kept, seen, run, decided, answered)
    return Prepared(
        table, shape, columns, rows, every, empty, blank, unread, at, measures, plan, source,
        supposed,
    )  # fmt: skip


def _said_of_months(day: str, month: str) -> Assumption:
    message = M("days are taken for their months: {day} for {month}",
                day=literal(day), month=literal(month))  # fmt: skip
    return Assumption("period", "month", "likely", message, "grain", ("month", "day"))


def _said_of_fractions(m: JourneyMap, made: Made, told: str) -> list[Assumption]:
    """Return which metrics were taken to stand as fractions of 1, with an example of each."""
    sure: Sure = "told" if told else "likely"
    said = []
    for metric, example in made.hundredfold.items():
        message = M(
            "values of {metric} lie between 0 and 1 and are taken for percentages: {value} for "
            "{percent}",
            metric=next(each.name for each in m.metrics if each.id == metric),
            value=literal(f"{example:g}"),
            percent=literal(f"{hundredfold(example):g}"),
        )
        said.append(Assumption("percent", "percent", sure, message, "fractions", FRACTIONS))
    return said


def wish_of(source: Source, period: str = "") -> Wish:
    """Return what was decided when a source was imported, to import its next file.

    `period` is that of the file, for rows that state none.
    """
    return Wish(
        shape="survey" if source.kind == "survey" else "table",
        options=source.options or SourceOptions(),
        columns=period_columns.gathered(source.columns),
        exact=bool(source.columns),
        matches={word: at for word, at in source.matches.items() if word},
        answers={word: at for word, at in source.answers.items() if word},
        period=period,
        at=source.matches.get("") or "",
        metric=source.answers.get("") or "",
        name=source.id,
        grain=source.grain,
        fewest=FEWEST if source.fewest is None else source.fewest,
    )


def _decided(
    kept: Mapping[str, str | None], now: Mapping[str, str | None], forgotten: AbstractSet[str]
) -> dict[str, str | None]:
    return {**{word: to for word, to in kept.items() if word not in forgotten}, **now}


def _kept(decided: Mapping[str, str | None], otherwise: Key) -> dict[str, str | None]:
    """Return the decisions, with what rows mean that say nothing."""
    return {**decided, **({"": otherwise} if otherwise else {})}


def _weights(rows: tuple[LongRow, ...], field: Literal["touchpoint", "metric"]) -> dict[str, int]:
    """Return how many values, or answers, each word of the source stands for."""
    weights: Counter[str] = Counter()
    for row in rows:
        weights[getattr(row, field)] += (
            sum(row.counts.values()) if not row.line and row.counts else 1
        )
    return dict(weights)


def _name(m: JourneyMap, seen: Seen) -> str:
    """Return the id of the source that reads this file, else a new one after the file's name."""
    for source in m.sources:
        if source.reads == seen.reads:
            return source.id
    stem = seen.reads.rpartition("/")[2].partition(".")[0]
    return free_id(index_of(m), stem, "source")


def _source(
    before: Source | None,
    name: str,
    shape: Shape,
    wish: Wish,
    columns: Mapping[str, str],
    seen: Seen,
    run: SourceRun,
    decided: Mapping[str, str | None],
    answered: Mapping[str, str | None],
) -> Source:
    """Return what the map keeps of an import; what others wrote on the source stays there."""
    matches, answers = dict(decided), dict(answered)
    if wish.at:
        matches[""] = wish.at
    if wish.metric:
        answers[""] = wish.metric
    told = {key: value for key, value in wish.options.model_dump().items() if value is not None}
    values = {
        **((before.model_extra or {}) if before else {}),
        "id": name,
        "reads": before.reads if before and "{period}" in before.reads else seen.reads,
        "as": shape,
        "options": wish.options if told else before.options if before else None,
        "columns": dict(columns),
        "answers": answers,
        "matches": matches,
        "grain": None if shape == "survey" and wish.grain == "month" else wish.grain,
        "fewest": wish.fewest if wish.fewest != FEWEST else None,
        "last": run,
        "observed": before.observed if before else None,
    }
    for word in (*columns, *matches, *answers):
        if len(word) > MAX_LABEL or not re.match(PLAIN, word):
            raise Unusable(
                M("the map cannot keep “{word}”: it is too long, or holds control characters",
                  word=one_line(word[:40]))
            )  # fmt: skip
    try:
        return Source.model_validate(values)
    except ValidationError as error:  # such as a file's name with a control character
        reason = problems(error)[0].message
        raise Unusable(M("the map cannot keep this source: {reason}", reason=reason)) from error


def _period(m: JourneyMap, made: Made) -> str | None:
    """Return the period that the readings of a source cover, those that are known among them."""
    periods = sorted(
        {each.reading.period for each in made.readings},
        key=lambda text: sort_key(text, m.calendar),
    )
    if len(periods) <= 1:
        return periods[0] if periods else None
    first = min(span(text, m.calendar).first for text in periods)
    last = max(span(text, m.calendar).last for text in periods)
    return f"{first.isoformat()}..{last.isoformat()}"
