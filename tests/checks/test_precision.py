"""No check speaks all the time, none never, and the examples show some findings and no wall."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeymap.checks.known import BUILT_IN
from journeymap.checks.registry import Check
from scripts import precision_page
from scripts.precision_page import (
    DIAGRAMS,
    FEWEST,
    MOST,
    MOST_OFTEN,
    PAGE,
    diagrams_on,
    of_diagrams,
    of_examples,
    own_maps,
)
from tests.checks.test_maps import OF_THE_RUNNER, cases

EXAMPLES = sorted(path.name for path in precision_page.EXAMPLES.glob("*.yaml"))


@pytest.mark.parametrize("check", BUILT_IN, ids=lambda check: check.id)
def test_no_check_speaks_on_most_examples(check: Check) -> None:
    assert of_examples().often[check.id] <= MOST_OFTEN * len(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_shows_some_findings_and_no_wall(name: str) -> None:
    assert FEWEST <= len(of_examples().maps[name]) <= MOST


def test_every_check_speaks_on_maps_of_its_own() -> None:
    silent = {check.id for check in BUILT_IN} - OF_THE_RUNNER
    for case in cases("invalid-*"):
        if case.check in silent:
            found = case.findings(case.saved.map)
            silent -= {finding.check for finding in found if finding.check == case.check}

    assert silent == set()


def test_the_page_is_current() -> None:
    # the column of what is not in the repository is held by the test after this
    text = PAGE.read_text(encoding="utf-8")

    assert text == precision_page.page(diagrams_on(text)), "run: python scripts/precision_page.py"


def test_the_column_of_diagrams_is_current(corpus: Path) -> None:
    outside = of_diagrams()
    on_page = diagrams_on(PAGE.read_text(encoding="utf-8"))

    assert DIAGRAMS.parent == corpus
    assert on_page.pop("maps") == str(len(outside.maps))
    assert {check: cell.split(" ")[0] for check, cell in on_page.items()} == {
        check.id: str(outside.often[check.id]) for check in BUILT_IN
    }, "run: python scripts/precision_page.py"


def test_the_diagrams_are_not_needed_to_make_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(precision_page, "PAGE", page)
    monkeypatch.setattr(precision_page, "DIAGRAMS", tmp_path / "nothing")

    assert precision_page.main(["--check"]) == 0


def test_a_page_that_is_not_current_is_told_from_one_that_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    monkeypatch.setattr(precision_page, "PAGE", page)

    assert precision_page.main(["--check"]) == 1
    assert not page.exists()


def test_the_checks_of_the_runner_have_no_maps() -> None:
    assert {check.id for check in BUILT_IN if not own_maps(check)} == OF_THE_RUNNER
