"""Exceptions and silent checks as edits: made, refused, taken back without a trace."""

from __future__ import annotations

from datetime import date

import pytest

from journeymap.checks.finding import Finding, Fix
from journeymap.checks.silencing import fixing, heeding, ignoring, silencing, speaking
from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Stage
from journeymap.model.problems import Refused
from journeymap.model.text import M

MAP = JourneyMap(title="m", stages=(Stage(id="s", name="S"), Stage(id="t", name="T")))


def test_an_exception_is_written_once_for_each_place_and_leaves_no_trace_when_taken_back() -> None:
    edit = ignoring("no-entry", ["s", ""], " meant so ", "Team", "2027-01-31")

    made = edit(edit(MAP))

    assert made.checks is not None
    assert [(each.at, each.why, each.by) for each in made.checks.ignore] == [
        ("s", "meant so", "Team"),
        ("map", "meant so", "Team"),
    ]
    assert made.checks.ignore[0].until == date(2027, 1, 31)
    for each in made.checks.ignore:
        made = heeding(each)(made)
    assert made.checks is None


def test_an_exception_without_a_reason_or_with_no_date_is_refused() -> None:
    with pytest.raises(Refused, match="reason"):
        ignoring("no-entry", None, "  ")(MAP)
    with pytest.raises(Refused, match=r"\A“soon” is not a date"):
        ignoring("no-entry", None, "why", until="soon")(MAP)


def test_a_reason_that_is_given_takes_the_place_of_an_exception_without_one() -> None:
    bare = {"ignore": [{"check": "no-entry", "at": "s"}, {"check": "no-entry", "at": "t"}]}
    m = JourneyMap.model_validate({**MAP.model_dump(), "checks": bare})

    made = ignoring("no-entry", ["s"], "meant so")(m)

    assert made.checks is not None
    assert [(each.at, each.why) for each in made.checks.ignore] == [("t", None), ("s", "meant so")]


def test_a_check_is_silenced_and_speaks_again_at_its_own_level() -> None:
    silent = silencing("no-entry")(MAP)
    assert silent.checks is not None
    assert silent.checks.levels == {"no-entry": "silent"}
    assert speaking("no-entry")(silent).checks is None
    with pytest.raises(Refused):
        speaking("no-entry")(MAP)


def test_all_fixes_are_made_and_those_that_cannot_be_are_passed_over() -> None:
    def named(key: str) -> Finding:
        fix = Fix(M("Name it"), lambda m: edits.change(m, key, name=f"{key}!"))
        return Finding(key, M("x"), fix=fix)

    made = fixing([named("s"), named("gone"), Finding("t", M("x")), named("t")])(MAP)

    assert [stage.name for stage in made.stages] == ["s!", "t!"]
    with pytest.raises(Refused):
        fixing([named("gone")])(MAP)
