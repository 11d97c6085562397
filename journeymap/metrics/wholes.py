"""What a reading without the name of a segment says: everybody, and not those who left it blank.

Ten of a hundred people who answered did not say on what device. Their answers are no reading of
their own, for one without a device is the whole on every map. So they are counted with all others,
where they are enough to be told at all. Knows the answers of one survey, which fall into one cell
each and can therefore be added; readings from elsewhere say themselves what they are of.
"""

from __future__ import annotations

from collections import Counter

from journeymap.metrics.readings import Made, Measured, Thing, people, thing_of
from journeymap.model.vocabulary import Calendar


def with_wholes(made: Made, calendar: Calendar, fewest: int) -> Made:
    """Return the readings of a survey, each of those with a name less counted from all within it.

    What fewer than `fewest` people left blank stays as it is: it is kept out like any small group,
    and the parts add up to the whole without them.
    """
    things = [thing_of(each.reading, calendar) for each in made.readings]
    within: dict[tuple[object, ...], list[tuple[Thing, Measured]]] = {}
    for thing, each in zip(things, made.readings, strict=True):
        within.setdefault(thing[:3], []).append((thing, each))
    longest = {key: max(len(thing[3]) for thing, _ in same) for key, same in within.items()}
    readings = []
    for thing, each in zip(things, made.readings, strict=True):
        key, names = thing[:3], thing[3]
        enough = (people(each.reading) or 0) >= fewest
        if enough and len(names) < longest[key]:
            parts = [other for its, other in within[key] if names < its[3]]
            each = _added(each, parts) if parts else each
        readings.append(each)
    return made._replace(readings=tuple(readings))


def _added(whole: Measured, parts: list[Measured]) -> Measured:
    total: Counter[str] = Counter()
    for each in (whole, *parts):
        total.update(each.reading.counts or {})
    counts = dict(sorted(total.items(), key=_by_score))
    return whole._replace(reading=whole.reading.model_copy(update={"counts": counts}))


def _by_score(item: tuple[str, int]) -> tuple[float, str]:
    """Return where a score stands among others; named groups keep behind them."""
    try:
        return float(item[0]), ""
    except ValueError:
        return float("inf"), ""
