"""A fix of a flow, an entry or an exit mends its finding and breaks nothing, whatever the map.

Over maps in which nearly everything is broken; `test_fixes.py` has those that are nearly whole.
"""

from __future__ import annotations

from hypothesis import Phase, given, settings

from journeymap.checks import doubles, ends, experience, flow, flows, moments
from journeymap.model.journey import JourneyMap
from tests.checks.test_any_map import maps
from tests.checks.test_fixes import brought, found_in, one_of_each, times

MODULES = (flow, ends, flows, doubles, experience, moments)
MENDING = {check.id for module in MODULES for check in module.CHECKS if check.fix}


@settings(max_examples=40, derandomize=True, deadline=None, phases=[Phase.generate])
@given(maps())
def test_a_fix_of_a_way_mends_and_brings_nothing_of_its_own_level(m: JourneyMap) -> None:
    before = found_in(m)
    for finding, fix in one_of_each(before):
        if finding.check in MENDING:
            after = found_in(fix.edit(m))

            assert times(finding, after) < times(finding, before)
            assert list(brought(finding, before, after)) == []


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
