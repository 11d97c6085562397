"""The examples are what people see first: complete, sound, and left alone by stock tools."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from yamllint import linter
from yamllint.config import YamlLintConfig

from journeymap.files.schema import schema
from journeymap.model.journey import JourneyMap
from journeymap.model.text import primary

FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = sorted(FOLDER.glob("*.yaml"))
DETAILS = {"b2b-software.onboarding.yaml"}  # one stage of another example, so a smaller map
LONG_TEXT = "line-length"  # the format does not fold lines, so a long text stays one line


def read(path: Path) -> JourneyMap:
    """Return the example as the model sees it, every scalar as its source text."""
    return JourneyMap.model_validate(
        yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - all stays text
    )


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.name)
def example(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_there_are_examples() -> None:
    assert "coffee-app.yaml" in {path.name for path in EXAMPLES}


@pytest.fixture(params=[p for p in EXAMPLES if p.name not in DETAILS], ids=lambda path: path.name)
def journey(request: pytest.FixtureRequest) -> JourneyMap:
    return read(request.param)


def test_there_is_an_example_in_each_language_of_the_window() -> None:
    assert {primary(read(path).language) for path in EXAMPLES} == {"en", "fa", "ar", "tr", "zh"}


def test_a_detail_is_opened_from_another_example() -> None:
    links = {
        str(each.journey).partition("#")[0]
        for path in EXAMPLES
        for each in (*read(path).stages, *read(path).touchpoints)
        if each.journey
    }
    assert links == DETAILS


def test_an_example_is_split_by_country() -> None:
    journey = read(FOLDER / "b2b-software.yaml")

    countries = {reading.segment["country"] for reading in journey.readings if reading.segment}
    assert countries == {"DE", "TR", "US"}
    assert any(flow.kind == "loop" for flow in journey.flows)


def test_an_example_shows_what_a_map_can_hold(journey: JourneyMap) -> None:

    assert len(journey.touchpoints) >= 18
    assert len(journey.channels) >= 5
    assert len(journey.personas) == 2
    assert len(journey.pain_points) >= 6
    assert len(journey.opportunities) >= 5
    assert sum(bool(t.evidence) for t in journey.touchpoints) >= len(journey.touchpoints) / 2
    assert any(t.by_persona for t in journey.touchpoints)


def test_an_example_has_twelve_months_of_three_metrics(journey: JourneyMap) -> None:
    periods: dict[str, set[str]] = defaultdict(set)
    for reading in journey.readings:
        periods[reading.metric].add(reading.period)

    assert sum(len(months) >= 12 for months in periods.values()) >= 3


def test_no_more_people_leave_a_touchpoint_than_were_there(example: Path) -> None:
    leaving: dict[str, float] = defaultdict(float)
    for flow in read(example).flows:
        leaving[flow.source] += 0 if flow.kind == "parallel" else flow.share or 0

    assert not {at: share for at, share in leaving.items() if share > 1.001}


def test_stock_yamllint_finds_no_error(example: Path) -> None:
    problems = linter.run(example.read_text(encoding="utf-8"), YamlLintConfig("extends: default"))

    assert [p for p in problems if p.level == "error" and p.rule != LONG_TEXT] == []


def test_an_example_tells_editors_its_schema(example: Path) -> None:
    first = example.read_text(encoding="utf-8").partition("\n")[0]

    assert first == "# yaml-language-server: $schema=journeymap-1.schema.json"


def test_the_schema_beside_the_examples_is_what_the_program_prints() -> None:
    printed = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    beside = (FOLDER / "journeymap-1.schema.json").read_text(encoding="utf-8")
    assert beside == printed, "journeymap schema > examples/journeymap-1.schema.json"
