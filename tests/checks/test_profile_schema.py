"""The JSON Schema of profile files: what editors are told is what the program takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from journeymap.checks.completing import with_checks
from journeymap.checks.known import BUILT_IN
from journeymap.files.profiles import FOLDER, built_in
from journeymap.files.schema import profile_schema
from journeymap.model.profile import PROFILES
from tests.test_cli import run

EXAMPLES = Path(__file__).parents[2] / "examples"
SCHEMA = with_checks(profile_schema(), BUILT_IN)


def wrong(profile: object) -> list[str]:
    """Return what an editor would mark in a profile."""
    return [each.message for each in Draft202012Validator(SCHEMA).iter_errors(profile)]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_beside_the_examples_is_what_the_program_prints() -> None:
    printed = json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n"
    beside = (EXAMPLES / "journeymap-profile-1.schema.json").read_text(encoding="utf-8")
    assert beside == printed, "journeymap schema --profile > examples/journeymap-profile-1…"


def test_the_command_prints_it_with_the_checks_that_are_there() -> None:
    told = json.loads(run("schema", "--profile").stdout)

    assert told["title"].startswith("Profile")
    assert {check.id for check in BUILT_IN} <= set(told["properties"]["levels"]["properties"])


@pytest.mark.parametrize("name", PROFILES)
def test_a_built_in_profile_fits(name: str) -> None:
    assert wrong(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))) == []
    assert built_in(name).settings


def test_every_default_fits_its_own_setting() -> None:
    settings = {
        check.id: {name: list(v) if isinstance(v, tuple) else v for name, v in given.items()}
        for check in BUILT_IN
        if (given := check.settings)
    }
    levels = {check.id: check.level for check in BUILT_IN}

    assert wrong({"levels": levels, "settings": settings}) == []


@pytest.mark.parametrize(
    "profile",
    [
        {"about": "Ours", "extends": "b2b", "profiles": ["commerce"], "families": {"flow": "info"}},
        {"levels": {"a-check-of-ours": "info"}, "settings": {"a-check-of-ours": {"most": 3}}},
        {"settings": {"readings-stale": {"after": "90d"}, "mostly-assumptions": {"share": "40%"}}},
        {"ignore": [{"check": "no-exit", "why": "So it is", "until": "2027-01-01"}]},
        {"x-of-ours": {"anything": 1}, "levels": None},
    ],
)
def test_what_the_program_takes_fits(profile: dict[str, Any], tmp_path: Path) -> None:
    assert wrong(profile) == []
    file = tmp_path / "team.yaml"
    file.write_text(yaml.safe_dump(profile), encoding="utf-8")
    done = run("check", EXAMPLES / "coffee-app.yaml", "--profile", file)
    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "profile",
    [
        {"level": {}},
        {"levels": {"no-exit": "loud"}},
        {"levels": {"alarm": "error"}},  # it is about the experience
        {"settings": {"too-many-stages": {"most": "many"}}},
        {"settings": {"mostly-assumptions": {"share": 2}}},
        {"settings": {"readings-stale": {"after": "often"}}},
        {"families": {"flow": "loud"}},
        {"ignore": [{"check": "no-exit"}]},
        {"ignore": [{"check": "no-exit", "why": ""}]},
        {"extends": ["b2b"]},
    ],
)
def test_what_means_nothing_is_marked(profile: dict[str, Any]) -> None:
    assert wrong(profile) != []
