"""Exceptions that cover nothing any more, which only the runner can know.

The runner says which checks have looked, with everything at hand that they asked for, and what
they found; this module compares that with the exceptions of the map.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from journeymap.checks.finding import Finding, Fix
from journeymap.checks.naming import kind_and_name
from journeymap.checks.registry import Check
from journeymap.checks.silencing import heeding_all
from journeymap.model.index import Index, Key
from journeymap.model.journey import Ignore, JourneyMap
from journeymap.model.periods import date_message
from journeymap.model.text import M, Message

ignore_unused = Check(
    "ignore-unused",
    level="info",
    family="references",
    since="draft",
    title=M("Exception that covers nothing"),
    why=M(
        "What was mended needs no exception. One that stays behind hides the next finding of its "
        "kind, and nobody will remember why."
    ),
    source="map-format, checks",
    fix=M("Remove the exception"),
    example="checks:\n  ignore:\n    - {check: dead-end, at: pay, why: Ends on purpose}"
    "   # and pay is no dead end",
)


def unused(
    m: JourneyMap,
    index: Index,
    found: Iterable[Finding],
    looked: Collection[str],
    today: date | None,
) -> Iterator[Finding]:
    """Yield the map's own exceptions that cover no finding, or whose last day has passed.

    `looked` are the checks that looked and knew all that they asked for: of the others it is
    unknown what they would have found. One without a reason covers nothing in any case, which
    `ignore-without-reason` says.
    """
    ignores = m.checks.ignore if m.checks else ()
    meant = {each.check for each in ignores}
    there: dict[str, set[Key]] = {}
    for finding in found if ignores else ():
        if finding.check in meant:
            there.setdefault(finding.check, set()).update(finding.places)
    for position, each in enumerate(ignores):
        if not each.holds or each.check not in looked or each in ignores[:position]:
            continue
        over = bool(each.until and today and each.until < today)
        if over or not _covers(each, index, there.get(each.check, ())):
            yield Finding(
                "",
                _message(m, index, each, over),
                field=f"checks.ignore.{position}",
                fix=Fix(
                    M("Remove the exception for “{check}”", check=each.check), heeding_all(each)
                ),
            )


def _covers(each: Ignore, index: Index, places: Collection[Key]) -> bool:
    return bool(places) if each.at is None else _place(each, index) in places


def _place(each: Ignore, index: Index) -> Key:
    entry = index.resolve(each.at or "")
    return entry.key if entry else "" if each.at == "map" else each.at or ""


def _message(m: JourneyMap, index: Index, each: Ignore, over: bool) -> Message:
    where = kind_and_name(index, _place(each, index)) if each.at else None
    if over and each.until:
        day = date_message(each.until, m.calendar)
        if where:
            return M(
                "The exception for “{check}” at {place} ended on {day}",
                check=each.check,
                place=where,
                day=day,
            )
        return M("The exception for “{check}” ended on {day}", check=each.check, day=day)
    if where:
        return M(
            "The exception for “{check}” at {place} covers no finding",
            check=each.check,
            place=where,
        )
    return M("The exception for “{check}” covers no finding", check=each.check)
