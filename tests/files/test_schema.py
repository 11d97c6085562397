"""The JSON Schema accepts what people write and names what the reader refuses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given

from benchmarks.generate import generate
from journeymap.files.schema import schema
from journeymap.files.writer import write
from journeymap.model.journey import JourneyMap
from tests.files.maps import maps


class Yaml12(yaml.SafeLoader):
    """What an editor's parser makes of plain scalars: YAML 1.2's core schema, no dates."""


Yaml12.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), first)
Yaml12.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node))
)

CHECKER = jsonschema.Draft202012Validator(schema())


def load(text: str) -> Any:
    return _texts_as_keys(yaml.load(text, Yaml12))  # noqa: S506 - a SafeLoader with fewer types


def _texts_as_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _texts_as_keys(item) for key, item in value.items()}
    return [_texts_as_keys(item) for item in value] if isinstance(value, list) else value


def errors_of(text: str) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in CHECKER.iter_errors(load(text))]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_examples_fit(examples: Path) -> None:
    for path in sorted(examples.glob("*.yaml")):
        assert errors_of(path.read_text(encoding="utf-8")) == []


def test_a_generated_map_fits() -> None:
    assert errors_of(generate(30)) == []


@given(maps)
def test_any_written_map_fits(m: JourneyMap) -> None:
    assert errors_of(write(with_reasons(m))) == []


def with_reasons(m: JourneyMap) -> JourneyMap:
    """Return the map with what the format demands and a map can be read without."""
    if m.checks is None:
        return m
    given = tuple(x.model_copy(update={"why": x.why or "So it is"}) for x in m.checks.ignore)
    return m.model_copy(update={"checks": m.checks.model_copy(update={"ignore": given})})


def test_an_exception_without_a_reason_is_marked() -> None:
    bare = "title: T\nchecks:\n  ignore:\n    - {check: no-exit, at: map}\n"

    (wrong,) = errors_of(bare)
    assert wrong.startswith("$.checks: ")
    assert errors_of(bare.replace("at: map", "why: 1")) == []


@pytest.mark.parametrize(
    "text",
    [
        "title: 404\nversion: 1.10",
        "title: T\npersonas:\nlanguage: ~",
        "title: T\nx-own: {a: [1]}",
        "title: T\npersonas: [{id: a, name: A, share: 18%}, {id: b, name: B, share: 0.18}]",
        "title: T\nmetrics: [{id: m, name: M, kind: ratio, target: 15%}]",
    ],
)
def test_what_people_write_fits(text: str) -> None:
    assert errors_of(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{}", "$"),
        ("title: T\nfoo: 1", "$"),
        ("title: T\nstate: soon", "$.state"),
        (
            "title: T\ntouchpoints: [{id: a, name: A, stage: s, emotion: 3}]",
            "$.touchpoints[0].emotion",
        ),
        (
            "title: T\ntouchpoints: [{id: a, name: A, stage: s, effort: 0}]",
            "$.touchpoints[0].effort",
        ),
        ("title: T\nflows: [{source: a, to: b}]", "$.flows[0]"),
        ("title: T\npersonas: {id: a}", "$.personas"),
    ],
)
def test_what_the_reader_refuses_does_not(text: str, place: str) -> None:
    assert any(error.startswith(f"{place}: ") for error in errors_of(text))
