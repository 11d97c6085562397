"""A fix mends: its finding is gone afterwards, and no other of its level or worse has come.

Over generated maps with what these checks have a fix for; the maps of each check have their own
tests in `test_maps.py`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.checks import evidence, frame, linked, measured, people, proportions, repeated
from journeymap.checks.finding import SEVERITY, Finding
from journeymap.checks.runner import run
from journeymap.checks.unused import ignore_unused
from journeymap.model.journey import JourneyMap
from tests.checks.test_any_map import maps

MODULES = (repeated, linked, people, frame, proportions, measured, evidence)
MENDING = {check.id for module in MODULES for check in module.CHECKS if check.fix}
MENDING.add(ignore_unused.id)
FLAWS: dict[str, dict[str, Any]] = {
    "no picture": {
        "personas": [{"id": "dana", "name": "Dana", "image": "gone.png"}],
    },
    "exceptions for nothing": {
        "checks": {
            "ignore": [
                {"check": "self-flow", "why": "On purpose"},
                {"check": "low-without-pain-point", "at": "a", "why": "Everybody knows"},
            ]
        }
    },
    "unsaid scales": {
        "metrics": [
            {"id": "csat", "name": "Ease", "kind": "ces", "scale": [1, 5], "target": 3},
            {"id": "idle", "name": "Satisfaction", "kind": "csat"},
        ]
    },
}


@st.composite
def flawed(draw: st.DrawFn) -> JourneyMap:
    values = draw(maps()).model_dump(by_alias=True, exclude_none=True)
    values["state"] = draw(st.sampled_from([None, "current", "future"]))
    for flaw in draw(st.lists(st.sampled_from(sorted(FLAWS)), unique=True)):
        values |= FLAWS[flaw]
    if draw(st.booleans()):
        values["readings"] = [*values["readings"], *values["readings"]]
    if draw(st.booleans()) and values["touchpoints"]:
        values["touchpoints"] = [*values["touchpoints"], values["touchpoints"][0] | {"id": "twin"}]
    return JourneyMap.model_validate(values)


@settings(max_examples=60)
@given(flawed())
def test_a_fix_brings_nothing_of_its_own_level(m: JourneyMap) -> None:
    before = found_in(m)
    said: dict[str, set[str]] = {}
    for each in before:
        said.setdefault(each.check, set()).update(each.places)
    for finding in before:
        if finding.fix is None or finding.check not in MENDING:
            continue
        after = found_in(finding.fix.edit(m))

        assert as_seen(finding) not in map(as_seen, after)
        assert [
            as_seen(each)
            for each in after
            if each.check != finding.check
            and SEVERITY[each.level] <= SEVERITY[finding.level]
            and not set(each.places) <= said.get(each.check, set())
        ] == []


def found_in(m: JourneyMap) -> tuple[Finding, ...]:
    return run(m, today=date(2026, 11, 21), folder=Path(__file__).parent)


def as_seen(finding: Finding) -> tuple[str, str, str]:
    return finding.check, finding.at, str(finding.message)


def test_these_checks_mend_what_can_be_mended() -> None:
    assert len(MENDING) >= 12
