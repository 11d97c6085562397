"""Exceptions and silent checks as edits of the map's own `checks:` block, and the way back.

Pure edits for the window and whoever else records that a finding is accepted: each takes the map as
it is and raises Refused when there is nothing to take back. Dates come in as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from journeymap.checks.finding import Finding
from journeymap.model import edits
from journeymap.model.admitting import validated
from journeymap.model.document import Edit
from journeymap.model.index import Key
from journeymap.model.journey import CheckSettings, Ignore, JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message


def ignoring(
    check: str,
    places: Iterable[Key] | None,
    why: str,
    by: str | None = None,
    until: date | str | None = None,
) -> Edit:
    """Return the edit that accepts what a check says at these places, None for everywhere.

    The empty key is the map itself. `why` is required; `until` is the last day (ISO 8601) on which
    the exception holds. What was written there without a reason gives way to it. Raises Refused
    where a value does not fit the format.
    """

    def edit(m: JourneyMap) -> JourneyMap:
        if not why.strip():
            raise Refused(M("an exception needs a reason"))
        wanted: Sequence[str | None] = (
            [None] if places is None else [place or "map" for place in dict.fromkeys(places)]
        )
        values: dict[str, object] = {"check": check, "why": why.strip()}
        values |= {name: v for name, v in (("by", by), ("until", until)) if v}
        _held(values)
        new = [values if place is None else {**values, "at": place} for place in wanted]
        settings = m.checks or CheckSettings()
        there = [
            each
            for each in settings.ignore
            if each.holds or each.check != check or each.at not in wanted
        ]
        made = edits.with_values(settings, ignore=(*there, *new))
        once: list[Ignore] = []
        for each in made.ignore:
            if each not in once:
                once.append(each)
        return edits.change(m, "", checks=made.model_copy(update={"ignore": tuple(once)}))

    return edit


def _held(values: Mapping[str, object]) -> None:
    """Raise Refused in words without a path: whoever is asked for a date sees where it goes."""
    try:
        validated(Ignore, values)
    except Refused as wrong:
        problem = wrong.message.args.get("problem")
        raise Refused(problem if isinstance(problem, Message) else wrong.message) from None


def places_of(findings: Iterable[Finding]) -> tuple[Key, ...]:
    """Return where findings stand, each place once: a rolled-up one stands at many."""
    return tuple(dict.fromkeys(at for each in findings for at in each.rolled or (each.at,)))


def heeding(ignored: Ignore) -> Edit:
    """Return the edit that takes an exception back. Raises Refused when it is gone already."""

    def edit(m: JourneyMap) -> JourneyMap:
        settings = m.checks
        if settings is None or ignored not in settings.ignore:
            raise Refused(M("this exception is no longer in the map"))
        rest = list(settings.ignore)
        rest.remove(ignored)
        return _with_settings(m, settings.model_copy(update={"ignore": tuple(rest)}))

    return edit


def heeding_all(ignored: Ignore) -> Edit:
    """Return the edit that takes an exception back as often as it stands there.

    Raises Refused when it is gone already.
    """

    def edit(m: JourneyMap) -> JourneyMap:
        m = heeding(ignored)(m)
        while m.checks and ignored in m.checks.ignore:
            m = heeding(ignored)(m)
        return m

    return edit


def silencing(check: str) -> Edit:
    """Return the edit that keeps a check from speaking in this map."""

    def edit(m: JourneyMap) -> JourneyMap:
        settings = m.checks or CheckSettings()
        levels = {**settings.levels, check: "silent"}
        return edits.change(m, "", checks=edits.with_values(settings, levels=levels))

    return edit


def speaking(check: str) -> Edit:
    """Return the edit that lets a check speak at its own level again.

    Raises Refused when the map says nothing about its level.
    """

    def edit(m: JourneyMap) -> JourneyMap:
        settings = m.checks
        if settings is None or check not in settings.levels:
            raise Refused(M("“{check}” is no longer named in this map", check=check))
        levels = {id: level for id, level in settings.levels.items() if id != check}
        return _with_settings(m, settings.model_copy(update={"levels": levels}))

    return edit


def _with_settings(m: JourneyMap, settings: CheckSettings) -> JourneyMap:
    """Return the map with other settings of the checks, none at all where they say nothing."""
    return edits.change(m, "", checks=None if settings == CheckSettings() else settings)


def fixing(findings: Iterable[Finding]) -> Edit:
    """Return the edit that makes every fix of these findings, one after another.

    A fix that cannot be made any more is passed over. Raises Refused when none can.
    """

    def edit(m: JourneyMap) -> JourneyMap:
        new, refusal = m, Refused(M("there is nothing to fix"))
        for finding in findings:
            if finding.fix is None:
                continue
            try:
                new = finding.fix.edit(new)
            except Refused as why:
                refusal = why
        if new is m:
            raise refusal
        return new

    return edit
