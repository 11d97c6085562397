"""Which periods a chart of one moment shows, what it left out, and how both are said.

Without a period every place shows its newest value, and those of other periods than the newest say
theirs beside their names. Where a period was asked for, what had ended before is left out and
named: a value of August is none of October, and no chart mixes the two without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from journeymap.model.journey import JourneyMap
from journeymap.model.periods import period_message, sort_key
from journeymap.model.readings import Readings, Shown
from journeymap.model.text import M, Message, Value
from journeymap.model.vocabulary import Calendar

NAMED = 5  # places that are named in a line, before the rest is counted


class Moment(NamedTuple):
    """The periods of what a chart shows, oldest first; `asked` is "" for the newest of each place.

    `notes` say what was left out and why.
    """

    asked: str
    periods: tuple[str, ...]
    calendar: Calendar
    notes: tuple[Message, ...] = ()

    @property
    def main(self) -> str:
        """Return the period that the chart is of: the one asked for, else the newest it shows."""
        return self.asked or (self.periods[-1] if self.periods else "")

    def own(self, period: str) -> Message | None:
        """Return a period that has to be said beside a value, None where the chart says it."""
        return None if period == self.main else period_message(period, self.calendar)

    def told(self) -> Message:
        """Return which periods the chart shows, in a line."""
        if self.asked or len(self.periods) < 2:
            return period_message(self.main, self.calendar)
        first, last = (
            period_message(each, self.calendar) for each in self.periods[:: len(self.periods) - 1]
        )
        between = M("{first} – {last}", context="period", first=first, last=last)
        return M("the newest of each place: {period}", period=between)


def moment(
    m: JourneyMap,
    asked: str,
    shown: Iterable[str],
    unmeasured: Sequence[str] = (),
    notes: Iterable[Message] = (),
) -> Moment:
    """Return the moment of a chart; `unmeasured` names the places that the period left out."""
    ordered = sorted(set(shown), key=lambda text: sort_key(text, m.calendar))
    told = list(notes)
    if asked and unmeasured:
        period = period_message(asked, m.calendar)
        told.insert(
            0, M("not measured in {period}: {names}", period=period, names=some(unmeasured))
        )
    return Moment(asked, tuple(ordered), m.calendar, tuple(told))


def measured(readings: Readings, metric: str, at: str, period: str) -> Shown | None:
    """Return what a place shows, None where a period was asked for and it was measured before only.

    Without a period it is the newest value.
    """
    shown = readings.shown(metric, at, period)
    return None if shown and period and shown.fit == "older" else shown


def some(names: Sequence[str]) -> Value:
    """Return names to stand in a message; of many the first, and how many more there are."""
    rest = len(names) - NAMED
    if rest < 2:
        return tuple(names)
    return (*names[:NAMED], M("{n} more", n=rest))


def no_room(names: Sequence[str]) -> tuple[Message, ...]:
    """Return the note that names the places for which a chart has no room; empty for none."""
    if not names:
        return ()
    return (
        M(
            "{n} place is not shown: {names}",
            plural="{n} places are not shown: {names}",
            n=len(names),
            names=some(names),
        ),
    )
