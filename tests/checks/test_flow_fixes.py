"""A fix of a flow, an entry or an exit mends its finding and breaks nothing, whatever the map."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import Phase, given, settings

from journeymap.checks import doubles, ends, experience, flow, flows, moments
from journeymap.checks.finding import Finding
from journeymap.checks.runner import run
from journeymap.model.journey import JourneyMap
from tests.checks.test_any_map import maps

MODULES = (flow, ends, flows, doubles, experience, moments)
MENDING = {check.id for module in MODULES for check in module.CHECKS if check.fix}
TODAY = date(2026, 11, 21)


@settings(max_examples=10, derandomize=True, deadline=None, phases=[Phase.generate])
@given(maps())
def test_no_fix_of_a_way_brings_an_error(m: JourneyMap) -> None:
    before = run(m, today=TODAY)
    # one of each check is enough for a map; others come with other maps
    mendable = {f.check: f for f in before if f.fix and f.check in MENDING}
    for finding in mendable.values():
        assert finding.fix is not None
        after = run(finding.fix.edit(m), today=TODAY)

        same = (finding.check, str(finding.message))
        assert said(after)[same] < said(before)[same]
        assert not errors(after) - errors(before)


def test_the_checks_of_ways_have_their_fixes() -> None:
    assert {
        "no-entry",
        "unreachable-touchpoint",
        "no-exit",
        "dead-end",
        "backward-flow",
        "choice-without-condition",
        "duplicate-flow",
        "self-flow",
        "low-without-pain-point",
        "no-moment-of-truth",
        "largest-gap-not-marked",
    } == MENDING


def said(findings: tuple[Finding, ...]) -> Counter[tuple[str, str]]:
    return Counter((finding.check, str(finding.message)) for finding in findings)


def errors(findings: tuple[Finding, ...]) -> Counter[tuple[str, str]]:
    return said(tuple(finding for finding in findings if finding.level == "error"))
