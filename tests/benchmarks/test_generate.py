"""Generated maps are sound format 1 at any size, and the same call gives the same text."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import yaml
from yamllint import linter
from yamllint.config import YamlLintConfig

from benchmarks.generate import LANGUAGES, generate, main
from journeymap.model.journey import JourneyMap

SIZES = (0, 1, 2, 3, 5, 7, 60, 130)


def read(text: str) -> dict[str, Any]:
    """Return the map as plain data, every scalar as its source text."""
    data = yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - the base loader only knows texts
    assert isinstance(data, dict)
    return data


def test_the_same_call_gives_the_same_text() -> None:
    assert generate(40, seed=3, language="tr") == generate(40, seed=3, language="tr")


def test_another_seed_gives_another_map() -> None:
    assert generate(40, seed=3) != generate(40, seed=4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_gives_a_map_of_format_1(language: str) -> None:
    data = read(generate(130, language=language))

    journey = JourneyMap.model_validate(data)

    known = set(JourneyMap.model_fields)
    assert set(data) <= known
    records = (*journey.touchpoints, *journey.flows, *journey.pain_points, *journey.opportunities)
    assert not [r for r in (*records, *journey.metrics, *journey.readings) if r.model_extra]
    assert len(journey.touchpoints) == 130


@pytest.mark.parametrize("size", SIZES)
def test_a_map_of_any_size_is_one_journey(size: int) -> None:
    data = read(generate(size, language="mixed"))
    touchpoints = [t["id"] for t in data.get("touchpoints", [])]
    graph = nx.DiGraph((f["from"], f["to"]) for f in data.get("flows", []))
    graph.add_nodes_from(touchpoints)

    assert len(graph) == len(touchpoints) == size
    if size:
        assert [n for n, degree in graph.in_degree() if not degree] == [touchpoints[0]]
        assert [n for n, degree in graph.out_degree() if not degree] == [touchpoints[-1]]
        assert nx.descendants(graph, touchpoints[0]) == set(touchpoints[1:])
        assert nx.ancestors(graph, touchpoints[-1]) == set(touchpoints[:-1])
        assert {t["stage"] for t in data["touchpoints"]} == {s["id"] for s in data["stages"]}
        assert {t["channel"] for t in data["touchpoints"]} == {c["id"] for c in data["channels"]}


def test_ids_are_given_once_and_shares_stay_within_all() -> None:
    data = read(generate(400))
    ids = Counter(
        record["id"] for records in data.values() if isinstance(records, list)
        for record in records if "id" in record
    )  # fmt: skip
    leaving: dict[str, int] = defaultdict(int)
    for flow in data["flows"]:
        leaving[flow["from"]] += int(flow.get("share", "0%").rstrip("%"))

    assert max(ids.values()) == 1
    assert max(leaving.values()) <= 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_needs_quotes_and_stock_yamllint_finds_no_error(language: str) -> None:
    text = generate(20, language=language)
    problems = linter.run(text, YamlLintConfig("extends: default"))

    assert [p for p in problems if p.level == "error"] == []
    for touchpoint in yaml.safe_load(text)["touchpoints"]:
        assert all(isinstance(touchpoint[key], str) for key in ("name", "doing", "owner", "takes"))


def test_a_large_map_is_rich() -> None:
    text = generate(2000)
    data = read(text)

    assert 600 < len(text.encode()) / 2000 < 700
    assert 1.3 < len(data["flows"]) / 2000 < 1.5
    assert len(data["pain_points"]) == 500
    assert sum("evidence" in t for t in data["touchpoints"]) == 1000
    assert {f.get("kind", "next") for f in data["flows"]} == {
        "next", "choice", "failure", "recovery", "loop", "parallel",
    }  # fmt: skip
    assert 5 < len(data["stages"]) <= 40


def test_the_command_writes_the_same_bytes(tmp_path: Path) -> None:
    target = tmp_path / "map.yaml"

    assert main(["30", "--language", "fa", "-o", str(target)]) == 0

    assert target.read_bytes() == generate(30, language="fa").encode()


def test_an_impossible_number_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--", "-1"]) == 2
    assert "between 0 and" in capsys.readouterr().err
