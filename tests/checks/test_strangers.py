"""Checks of others that give what no report could say: named and skipped; the others still run."""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from typing import Any

import pytest

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.located import Checked
from journeymap.checks.registry import check
from journeymap.checks.repairing import repaired
from journeymap.checks.reporting.forms import FORMS, as_bytes
from journeymap.checks.reporting.report import Report
from journeymap.checks.runner import run
from journeymap.files.reader import read_bytes
from journeymap.model.document import Document
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M

SAVED = read_bytes(
    b"title: T\nstatus: draft\nstages: [{id: a, name: A}]\n"
    b"touchpoints: [{id: x, name: X, stage: a}]\n",
    "map.yaml",
)


class Speechless(Exception):
    """An error that fails when it is asked what it is."""

    def __str__(self) -> str:
        raise RuntimeError


def fails(*_: object) -> Any:
    raise Speechless


def found_by(look: Callable[[Context], Any], **more: Any) -> tuple[Finding, ...]:
    words = {"title": M("T"), "why": M("W")}
    made = check("made-up", level="info", family="flow", since="draft", **words, **more)(look)
    return run(SAVED.map, checks=[made])


def a_finding(**values: Any) -> Finding:
    return Finding("x", M("Said"))._replace(**values)


@pytest.mark.parametrize(
    "given",
    [
        a_finding(fix="fix it"),
        a_finding(fix=Fix("Fix", lambda m: m)),  # type: ignore[arg-type]  # a name that is no message
        a_finding(fix=Fix(M("Fix"), "edit")),  # type: ignore[arg-type]  # no function
        a_finding(also="xy"),
        a_finding(group=["stage"]),
        a_finding(message=M("{a}", a=object())),  # type: ignore[arg-type]  # nothing to be said
        "Said",
    ],
)
def test_what_no_report_could_say_is_an_error_of_the_check(given: object) -> None:
    found = found_by(lambda context: [a_finding(), given])

    assert [each.check for each in found] == ["check-failed", "made-up"]
    for form in FORMS:
        assert as_bytes(Report((Checked("map.yaml", found, SAVED),), ()), form, "fa")


def test_an_error_that_cannot_say_what_it_is_is_named() -> None:
    (found,) = found_by(fails)

    assert str(found.message).endswith("failed and was skipped: Speechless: …")


def test_findings_without_end_come_to_one() -> None:
    found = found_by(lambda context: repeat(a_finding()), roll_up=1)

    assert "more than 10000 findings" in str(found[0].message)


@pytest.mark.parametrize(
    "edit",
    [
        fails,
        lambda m: None,
        lambda m: m.model_copy(update={"touchpoints": "x"}),
        lambda m: m.model_copy(update={"title": None}),
    ],
)
def test_a_fix_that_fails_is_said_and_changes_nothing(edit: Callable[[JourneyMap], Any]) -> None:
    document = Document(SAVED.map)

    def find(m: JourneyMap) -> tuple[Finding, ...]:
        return found_by(lambda context: [a_finding(fix=Fix(M("Fix"), edit))])

    done = repaired(document, find)

    assert (done.mended, document.map is SAVED.map, document.done) == ((), True, 0)
    ((_, why),) = done.left
    assert str(why).startswith(("this fix fails: ", "touchpoints: ", "title: "))


@pytest.mark.parametrize(
    "wrong",
    [
        {"profiles": "commerce"},
        {"states": "current"},
        {"settings": [1]},
        {"fix": "Fix"},
        {"roll_up": "3"},
        {"rolled": "all"},
        {"source": None},
    ],
)
def test_a_check_that_is_declared_with_the_wrong_kind_of_thing_is_none(
    wrong: dict[str, Any],
) -> None:
    with pytest.raises((ValueError, TypeError)):
        check("made-up", level="info", family="flow", title=M("T"), why=M("W"), **wrong)(fails)


def test_profiles_and_states_may_be_listed() -> None:
    found = found_by(
        lambda context: [a_finding()], profiles=["commerce"], states=["current", "future"]
    )

    assert found == ()  # the map is for no such profile
