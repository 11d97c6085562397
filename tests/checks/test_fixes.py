"""A fix mends: its finding is gone afterwards, and no other of its level or worse has come.

Over generated maps, for every check that has a fix; the maps of each check have their own tests in
`test_maps.py`. `FIXES_MAPS=10000` looks at so many maps instead of a few hundred.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from journeymap.checks.finding import SEVERITY, Finding, Fix
from journeymap.checks.known import BUILT_IN
from journeymap.checks.runner import run
from journeymap.model.journey import JourneyMap
from tests.checks.flawed import flawed

# what the maps of a folder say about each other needs a folder: see the tests of those checks
MENDING = {check.id for check in BUILT_IN if check.fix and check.family != "folder"}
MAPS = int(os.environ.get("FIXES_MAPS", "300"))
AT_ONCE = 25  # maps of one test, so that a red one says which
OFTEN_ENOUGH = 3  # maps of one test in which the fixes of one check are tried
HERE = Path(__file__).parent
RENAMING = ("id-repeated", "reference-missing")  # by which fixes records may get other keys


@pytest.mark.parametrize("first", range(0, MAPS, AT_ONCE))
def test_a_fix_mends_and_brings_nothing_of_its_own_level(first: int) -> None:
    tried: Counter[str] = Counter()
    for number in range(first, first + AT_ONCE):
        m = flawed(number)
        before = found_in(m)
        for finding, fix in one_of_each(before):
            tried[finding.check] += 1
            if tried[finding.check] > OFTEN_ENOUGH and MAPS <= 300:
                continue
            after = found_in(fix.edit(m))

            where = f"map {number}: {finding.check} at {finding.at}"
            assert times(finding, after) < times(finding, before), where
            assert list(brought(finding, before, after)) == [], where


def test_every_fix_is_tried() -> None:
    tried = {
        finding.check
        for number in range(300)
        for finding, _ in one_of_each(found_in(flawed(number)))
    }

    assert tried == MENDING


def test_there_are_fixes_for_what_can_be_mended() -> None:
    assert len(MENDING) >= 25


def found_in(m: JourneyMap) -> tuple[Finding, ...]:
    return run(m, today=date(2026, 11, 21), folder=HERE, load=lambda name: None)


def one_of_each(findings: Sequence[Finding]) -> Iterator[tuple[Finding, Fix]]:
    """Yield a finding with a fix for each check: the last, which has most before it."""
    for finding in {each.check: each for each in findings if each.fix}.values():
        assert finding.fix is not None
        yield finding, finding.fix


def times(finding: Finding, findings: Sequence[Finding]) -> int:
    """Return how often a finding is there; what is renamed is counted with all of its check."""
    if finding.check == "id-repeated":
        return sum(len(set(each.places)) for each in findings if each.check == finding.check)
    seen = (finding.check, str(finding.message))
    return sum((each.check, str(each.message)) == seen for each in findings)


def brought(
    finding: Finding, before: Sequence[Finding], after: Sequence[Finding]
) -> Iterator[tuple[str, str]]:
    """Yield what is as bad as the finding or worse, and was said neither here nor in these words.

    What was listed in one finding and is now one of its own is not new, nor what was said of one of
    the records that became one. Where a record has got another key, a check brings something only
    if it speaks of more than it did.
    """
    spoken: dict[str, set[str]] = {}
    for each in before:
        spoken.setdefault(each.check, set()).update(each.places)
    for places in spoken.values():
        if not places.isdisjoint(finding.places):
            places.update(finding.places)
    words = {(each.check, str(each.message)) for each in before}
    renamed = finding.check in RENAMING
    for each in after:
        known = spoken.get(each.check, set())
        if SEVERITY[each.level] > SEVERITY[finding.level] or known.issuperset(each.places):
            continue
        seen = (each.check, str(each.message))
        if seen in words or (renamed and len(places_of(each.check, after)) <= len(known)):
            continue
        yield seen


def places_of(check: str, findings: Sequence[Finding]) -> set[str]:
    return {place for each in findings if each.check == check for place in each.places}
