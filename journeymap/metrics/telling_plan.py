"""What an import would do to the readings of a map, in sentences for people.

Each conflict is told with both of its values and where they are from, for somebody has to decide
it. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from journeymap.metrics.importing import Prepared
from journeymap.metrics.matching import THE_MAP
from journeymap.metrics.plan import Changed, Lost, Plan, lost
from journeymap.metrics.readings import Measured, ReadingKey, key_of
from journeymap.metrics.telling import (
    SHOWN,
    Line,
    and_more,
    of_skipped,
    skipped_lines,
    table_lines,
    unanswered,
    words_lines,
)
from journeymap.model.estimates import estimate
from journeymap.model.journey import JourneyMap, Metric, Reading
from journeymap.model.text import M, Message, literal

DECIDED = 40  # of what has to be decided, such as conflicts


class Given(NamedTuple):
    """Which file of the same call gave a reading, and on which lines."""

    file: str
    lines: tuple[int, ...]


Origins: TypeAlias = Mapping[ReadingKey, Given]


def lines(
    found: Prepared,
    m: JourneyMap,
    most: int = SHOWN,
    replace: bool = False,
    origins: Origins | None = None,
) -> Iterator[Line]:
    """Yield what a person is told about an import into a map before anything is changed.

    `replace` says that the source is right where the map has another value from elsewhere;
    `origins` tells what other files of the same call gave.
    """
    yield from table_lines(found.table, found.columns, found.supposed)
    yield from unanswered(found.blank, found.unread)
    yield from skipped_lines(found.skipped)
    yield from words_lines(found.places, M("Not on the map"), most)
    yield from words_lines(found.metrics, M("No metric of the map"), most)
    yield from _Changes(found, m, replace, origins or {}).lines(most)


class _Changes:
    """What an import does to the readings of one map."""

    def __init__(self, found: Prepared, m: JourneyMap, replace: bool, origins: Origins) -> None:
        self._plan, self._file = found.plan, found.source.reads
        self._metrics = {metric.id: metric for metric in m.metrics}
        self._replace, self._origins = replace, origins

    def lines(self, most: int) -> Iterator[Line]:
        """Yield what is new, what changes, what conflicts, and what stays out."""
        plan = self._plan
        yield Line(M("{n} new reading", plural="{n} new readings", n=len(plan.new)))
        if plan.same:
            n = plan.same
            yield Line(
                M("{n} reading is there already", plural="{n} readings are there already", n=n)
            )
        if plan.changed:
            n = len(plan.changed)
            yield Line(M("{n} reading changes", plural="{n} readings change", n=n))
            yield from self._listed(plan.changed, most, self._becomes)
        twice = [each for each in plan.conflicting if key_of(each.before) in self._origins]
        others = [each for each in plan.conflicting if key_of(each.before) not in self._origins]
        if others:
            n = len(others)
            yield Line(
                M(
                    "{n} reading stands in the map from elsewhere, with another value",
                    plural="{n} readings stand in the map from elsewhere, with other values",
                    n=n,
                )
            )
            yield from self._listed(others, DECIDED, self._becomes if self._replace else self._says)
        if twice:
            yield Line(self._twice_words(len(twice)))
            yield from self._listed(twice, DECIDED, self._both)
        yield from _kept_out(plan, most)

    def _twice_words(self, n: int) -> Message:
        if self._replace:
            return M(
                "{n} reading is in two of these files with different values; the later one counts",
                plural="{n} readings are in two of these files with different values; "
                "the later one counts",
                n=n,
            )
        return M(
            "{n} reading is in two of these files with different values; the first one counts",
            plural="{n} readings are in two of these files with different values; "
            "the first one counts",
            n=n,
        )

    def _listed(
        self, changes: Sequence[Changed], most: int, said: Callable[[Changed], Message]
    ) -> Iterator[Line]:
        for each in changes[:most]:
            yield Line(self._with_loss(each, said(each)), deep=True)
        yield from and_more(len(changes) - most)

    def _becomes(self, each: Changed) -> Message:
        return M(
            "{what}: {before} becomes {after}",
            what=place_of(each.before),
            before=self._amount(each.before),
            after=self._in_source(each.after),
        )

    def _says(self, each: Changed) -> Message:
        return M(
            "{what}: the map says {before} ({origin}), the source {after}",
            what=place_of(each.before),
            before=self._amount(each.before),
            origin=literal(each.before.source) if each.before.source else M("by hand"),
            after=self._in_source(each.after),
        )

    def _both(self, each: Changed) -> Message:
        before = self._origins[key_of(each.before)]
        return M(
            "{what}: {file} says {before}, {other} {after}",
            what=place_of(each.before),
            file=literal(before.file),
            before=_with_lines(self._amount(each.before), before.lines),
            other=literal(self._file),
            after=self._in_source(each.after),
        )

    def _with_loss(self, each: Changed, said: Message) -> Message:
        metric = self._metrics.get(each.before.metric)
        gone = lost(metric, each) if metric else frozenset()
        return M("{says}; {loss}", says=said, loss=loss_words(gone)) if gone else said

    def _in_source(self, each: Measured) -> Message:
        return _with_lines(self._amount(each.reading), each.lines)

    def _amount(self, reading: Reading) -> Message:
        return amount(self._metrics.get(reading.metric), reading)


def loss_words(gone: Collection[Lost]) -> Message:
    """Return what a reading of the map loses by the one that takes its place."""
    if {"n", "interval"} <= set(gone):
        return M("the source gives no number of answers: n and the interval are lost")
    if "n" in gone:
        return M("the source gives no number of answers: n is lost")
    return M("the source gives no spread: the interval is lost")


def _kept_out(plan: Plan, most: int) -> Iterator[Line]:
    if plan.outside:
        n = len(plan.outside)
        yield Line(
            M(
                "{n} value lies outside its scale",
                plural="{n} values lie outside their scales",
                n=n,
            )
        )
        yield from of_skipped(plan.outside, most)
    if plan.unusable:
        n = len(plan.unusable)
        yield Line(M("{n} value cannot be used", plural="{n} values cannot be used", n=n))
        yield from of_skipped(plan.unusable, most)
    if plan.few.readings:
        yield Line(
            M(
                "{n} reading of too few people is kept out",
                plural="{n} readings of too few people are kept out",
                n=plan.few.readings,
            )
        )
    if plan.beside:
        yield Line(
            M(
                "{n} reading is kept out: by difference it would tell too few people",
                plural="{n} readings are kept out: by difference they would tell too few people",
                n=len(plan.beside),
            )
        )
        for each in plan.beside[:most]:
            yield Line(place_of(each.reading), deep=True)
        yield from and_more(len(plan.beside) - most)


def place_of(reading: Reading) -> Message:
    """Return where and when a reading was taken, by ids."""
    parts = [reading.metric, reading.at or THE_MAP, reading.period]
    parts += [f"{name}={value}" for name, value in reading.segment.items()]
    return literal(" ".join(parts))


def amount(metric: Metric | None, reading: Reading) -> Message:
    """Return what a reading says: its value, and what it was counted from."""
    told = estimate(metric, reading) if metric else None
    if reading.counts is None:
        text, n = f"{reading.value:g}", reading.n
        return literal(f"{text} (n {n})" if n is not None else text)
    counts = ", ".join(f"{name}: {n}" for name, n in reading.counts.items())
    if told is None:
        return literal(counts)
    return literal(f"{told.value:.4g} (n {told.n}; {counts})")


def _with_lines(said: Message, lines: Sequence[int]) -> Message:
    if not lines:
        return said
    return M(
        "{what} on line {lines}",
        plural="{what} on lines {lines}",
        n=len(lines),
        what=said,
        lines=tuple(lines[:SHOWN]),
    )
