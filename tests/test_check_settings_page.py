"""docs/check-settings.md: its commands run and say what it says, and what it names is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from journeymap.checks.known import known
from journeymap.cli import cli
from journeymap.files.profiles import REPOSITORIES, built_in
from journeymap.files.reader import read_bytes
from journeymap.model.profile import PROFILES, Profile
from journeymap.model.shapes import keys_of
from tests.test_readme import ROOT, RUN, calls, options

PAGE = (ROOT / "docs" / "check-settings.md").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_commands_of_the_page_run_one_after_the_other(tmp_path: Path) -> None:
    # given the examples, and the program under its name
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "journeymap"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m journeymap "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    blocks = RUN.findall(PAGE)
    assert len(blocks) == len(re.findall(r"^```sh$", PAGE, re.MULTILINE)) == 4

    # when
    done = subprocess.run(
        ["sh", "-eu", "-c", "\n".join(blocks)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )

    # then
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    for told in re.findall(r"^```text\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE):
        assert told.rstrip("\n") in done.stdout
    assert read_bytes((tmp_path / "shop" / "mended.yaml").read_bytes(), "mended").map.touchpoints


def test_what_the_page_names_is_there() -> None:
    for words in calls(PAGE):
        assert words[0].strip("`,.;") in {"check", "set", "add"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE)) <= options(cli)
    for name in re.findall(r"--(?:only|skip|set) ([a-z]+-[a-z-]+)", PAGE):
        assert name in known().checks


def test_the_page_names_every_key_profile_and_repository() -> None:
    for key in keys_of(Profile):
        assert f"`{key}`" in PAGE
    for name in (*PROFILES, *REPOSITORIES):
        assert f"`{name}`" in PAGE


def test_the_map_of_the_page_means_something() -> None:
    text = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[0]

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
