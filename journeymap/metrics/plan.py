"""What an import would change in a map, all of it known before anything is changed.

A plan compares the readings of a source with those that the map has. The edit that carries it out
is one, so that undo takes the whole import back. Nothing here reads a file or asks a person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from journeymap.metrics.complements import held_back
from journeymap.metrics.matching import Unmatched
from journeymap.metrics.readings import (
    Made,
    Measured,
    ReadingKey,
    Thing,
    key_of,
    people,
    thing_of,
)
from journeymap.metrics.table import Skipped
from journeymap.model.estimates import estimate
from journeymap.model.journey import JourneyMap, Metric, Reading, Source
from journeymap.model.periods import sort_key
from journeymap.model.readings import Readings

Lost: TypeAlias = Literal["n", "interval"]
FEWEST = 5  # people; readings of fewer may tell who answered


class Changed(NamedTuple):
    """A reading that the map has with another value."""

    before: Reading
    after: Measured


class Few(NamedTuple):
    """Readings kept out because too few people stand behind each; only how many there are."""

    readings: int = 0
    people: int = 0


class Plan(NamedTuple):
    """All that an import would do and leave.

    `changed` come from the source that gave the value before. `conflicting` were given by another
    source or typed by hand: they stay unless a person says so. `same` counts those that say what
    the map says already. `beside` are of enough people, and kept out because they would tell a few
    by difference (see `complements`).
    """

    new: tuple[Measured, ...] = ()
    changed: tuple[Changed, ...] = ()
    conflicting: tuple[Changed, ...] = ()
    same: int = 0
    outside: tuple[Skipped, ...] = ()
    unusable: tuple[Skipped, ...] = ()
    few: Few = Few()
    beside: tuple[Measured, ...] = ()
    places: tuple[Unmatched, ...] = ()
    metrics: tuple[Unmatched, ...] = ()

    @property
    def empty(self) -> bool:
        """Return whether nothing would change, whatever is done about conflicts."""
        return not (self.new or self.changed or self.conflicting)


def planned(
    m: JourneyMap,
    made: Made,
    places: tuple[Unmatched, ...] = (),
    metrics: tuple[Unmatched, ...] = (),
    fewest: int = FEWEST,
) -> Plan:
    """Return what the readings of a source would change in a map.

    Readings on which fewer than `fewest` people or cases stand are kept out and counted, with
    those that would tell them by difference; where nobody said how many, nothing is supposed.
    """
    place = Readings(m).place  # a flow can be called by its ends and by its id
    there: dict[Thing, Reading] = {}
    for reading in m.readings:
        there.setdefault(thing_of(reading, m.calendar, place(reading.at)), reading)
    metrics_by_id = {metric.id: metric for metric in reversed(m.metrics)}
    new: dict[Thing, Measured] = {}
    changed: dict[Thing, Changed] = {}
    conflicting: list[Changed] = []
    hidden: dict[Thing, int] = {}
    same = 0
    for each in made.readings:
        thing = thing_of(each.reading, m.calendar, place(each.reading.at))
        n = people(each.reading)
        if n is not None and n < fewest:
            hidden[thing] = n
            continue
        before = there.get(thing)
        if before is None:
            new[thing] = each
        elif _says(before) == _says(each.reading):
            same += 1
        elif before.source and before.source == each.reading.source:
            changed[thing] = Changed(before, each)
        elif rounded(metrics_by_id[each.reading.metric], before, each.reading):
            same += 1
        else:
            conflicting.append(Changed(before, each))
    beside: list[Measured] = []
    if fewest > 1 and (new or changed):
        ours = {thing: people(reading) for thing, reading in there.items()}
        taken = {
            thing_of(each.before, m.calendar, place(each.before.at)): people(each.after.reading)
            for each in conflicting
        }
        # nobody knows yet in which conflicts the source is right: it has to hold either way
        for right in ({}, taken) if taken else ({},):
            shown = ours | right
            shown |= {thing: people(each.reading) for thing, each in new.items()}
            shown |= {thing: people(each.after.reading) for thing, each in changed.items()}
            known = {thing: n for thing, n in shown.items() if n}
            beside += [
                new.pop(thing) if thing in new else changed.pop(thing).after
                for thing in held_back(m, hidden, known, (new, changed), fewest)
            ]
    return Plan(
        tuple(new.values()),
        tuple(changed.values()),
        tuple(conflicting),
        same,
        made.outside,
        made.unusable,
        Few(len(hidden), sum(hidden.values())),
        tuple(beside),
        places,
        metrics,
    )


def carried_out(
    m: JourneyMap, plan: Plan, source: Source | None = None, replace: Collection[ReadingKey] = ()
) -> JourneyMap:
    """Return the map after an import; `replace` names the conflicts in which the source is right.

    `source` is kept in the map, in the place of the one with its id. New readings stand behind
    those of the same metric and place, by period.
    """
    right = [each for each in plan.conflicting if key_of(each.before) in replace]
    after = {key_of(each.before): each for each in (*plan.changed, *right)}
    # of two readings of the same thing the first is the one that counts
    listed = [_renewed(each, after.pop(key_of(each), None)) for each in m.readings]
    updates: dict[str, object] = {}
    if plan.new or any(a is not b for a, b in zip(listed, m.readings, strict=True)):
        updates["readings"] = _with_new(m, listed, [each.reading for each in plan.new])
    if source is not None and source not in m.sources:
        known = [each.id for each in m.sources]
        place = known.index(source.id) if source.id in known else len(known)
        updates["sources"] = (*m.sources[:place], source, *m.sources[place + 1 :])
    return m.model_copy(update=updates) if updates else m


def conflicts(plan: Plan) -> frozenset[ReadingKey]:
    """Return the keys of all conflicting readings, for whoever takes the source's word for all."""
    return frozenset(key_of(each.before) for each in plan.conflicting)


def lost(metric: Metric, change: Changed) -> frozenset[Lost]:
    """Return what the map knew of a reading and would know no more: how many answered, how sure
    the value is.
    """
    was, now = estimate(metric, change.before), estimate(metric, change.after.reading)
    gone: set[Lost] = set()
    if people(change.before) is not None and people(change.after.reading) is None:
        gone.add("n")
    if was and was.low is not None and (now is None or now.low is None):
        gone.add("interval")
    return frozenset(gone)


def _renewed(reading: Reading, change: Changed | None) -> Reading:
    if change is None:
        return reading
    after = change.after.reading
    return reading.model_copy(
        update={name: getattr(after, name) for name in ("counts", "value", "n", "sd", "source")}
    )


def rounded(metric: Metric, before: Reading, now: Reading) -> bool:
    """Return whether a reading only says with fewer digits, or as many, what the map knows.

    A value of one digit says too little for that, and a number of answers that the map does not
    have is something new.
    """
    if now.value is None or now.counts is not None or (was := estimate(metric, before)) is None:
        return False
    if now.n not in (None, people(before)) or now.sd not in (None, before.sd):
        return False
    digits = _decimals(now.value)
    if before.counts is None:  # what was worked out of counts has all of its digits
        digits = min(digits, _decimals(was.value))
    least = 10.0 ** (1 - digits)  # under which there is one digit only
    if min(abs(was.value), abs(now.value)) < least:
        return was.value == now.value
    return abs(round(was.value, digits) - round(now.value, digits)) < 10.0**-digits / 2


def _decimals(value: float) -> int:
    return len(f"{value:.10f}".rstrip("0").partition(".")[2])


def _says(reading: Reading) -> tuple[object, ...]:
    counts = None if reading.counts is None else tuple(sorted(reading.counts.items()))
    return counts, reading.value, reading.n, reading.sd


def _with_new(
    m: JourneyMap, listed: Sequence[Reading], new: Iterable[Reading]
) -> tuple[Reading, ...]:
    """Return the readings with new ones behind the last of their metric and place, by period."""
    places = {(reading.metric, reading.at): number for number, reading in enumerate(listed)}
    end = len(listed)
    ordered = sorted(new, key=lambda each: sort_key(each.period, m.calendar))
    behind: dict[int, list[Reading]] = {}
    fresh: dict[tuple[str, str | None], list[Reading]] = {}
    for reading in ordered:
        series = (reading.metric, reading.at)
        if series in places:
            behind.setdefault(places[series], []).append(reading)
        else:
            fresh.setdefault(series, []).append(reading)
    found: list[Reading] = []
    for number in range(end):
        found += [listed[number], *behind.get(number, ())]
    metrics = {metric.id: number for number, metric in enumerate(m.metrics)}
    touchpoints = {each.id: number for number, each in enumerate(m.touchpoints)}
    for metric, at in sorted(
        fresh, key=lambda s: (metrics.get(s[0], 0), touchpoints.get(s[1] or "", -1), s[1] or "")
    ):
        found += fresh[metric, at]
    return tuple(found)
