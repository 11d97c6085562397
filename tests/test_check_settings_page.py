"""docs/check-settings.md: its commands run and say what it says, and what it names is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from journeymap.checks.known import known
from journeymap.cli import cli
from journeymap.files.profiles import REPOSITORIES, built_in
from journeymap.files.reader import read_bytes
from journeymap.model.profile import PROFILES, Profile
from journeymap.model.shapes import keys_of
from tests.pages import OPTION, ROOT, RUN, blocks, calls, options, page, ran

PAGE = page("docs/check-settings.md")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_commands_of_the_page_run_one_after_the_other(tmp_path: Path) -> None:
    # given the examples
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    scripts = RUN.findall(PAGE)
    assert len(scripts) == len(blocks(PAGE, "sh")) == 4

    # when
    done = ran(tmp_path, "\n".join(scripts), GIT_CONFIG_NOSYSTEM="1")

    # then
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    for told in blocks(PAGE, "text"):
        assert told.rstrip("\n") in done.stdout
    assert read_bytes((tmp_path / "shop" / "mended.yaml").read_bytes(), "mended").map.touchpoints


def test_what_the_page_names_is_there() -> None:
    for words in calls(PAGE):
        assert words[0].strip("`,.;") in {"check", "set", "add", "schema"}
    assert set(OPTION.findall(PAGE)) <= options(cli)
    for name in re.findall(r"--(?:only|skip|set) ([a-z]+-[a-z-]+)", PAGE):
        assert name in known().checks


def test_the_page_names_every_key_profile_and_repository() -> None:
    for key in keys_of(Profile):
        assert f"`{key}`" in PAGE
    for name in (*PROFILES, *REPOSITORIES):
        assert f"`{name}`" in PAGE


def test_the_map_of_the_page_means_something() -> None:
    text = blocks(PAGE, "yaml")[0]

    checks = read_bytes(text.encode(), "page.yaml").map.checks

    assert checks is not None
    assert {*checks.levels, *checks.settings} <= set(known().checks)


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_of_the_program_does_what_the_page_says(name: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
    values = built_in(name).settings.settings.values()

    numbers = {"365": "a year", "180": "half a year"}
    for value in (text.rstrip("d") for each in values for text in map(str, each.values())):
        assert value in row or numbers[value] in row
