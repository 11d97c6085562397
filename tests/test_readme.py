"""The README holds what it promises: its commands run, its options, keys and links are there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from journeymap.cli import COMMANDS, cli
from journeymap.files.reader import read_bytes
from scripts.shortcuts import BEGIN, END, current

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUN = re.compile(r"<!-- run by the tests -->\n```sh\n(.*?)```", re.DOTALL)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def options(command: click.Command) -> set[str]:
    """Return every option of a command and of those below it."""
    found = {name for parameter in command.params for name in parameter.opts}
    found |= {"--help"}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            found |= options(below)
    return found


def calls(text: str) -> Iterator[list[str]]:
    """Yield the words of each call of journeymap in code."""
    for line in re.findall(r"journeymap [^`\n]*", text):
        yield line.split()[1:]


@pytest.mark.slow
def test_every_command_of_the_readme_runs(tmp_path: Path) -> None:
    # given the examples, the diagram of the README, and the program under its name
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "coffee.mmd").write_text(blocks("mermaid")[0], encoding="utf-8")
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "journeymap"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m journeymap "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}

    scripts = RUN.findall(README)
    assert len(scripts) == len(blocks("sh")), "a block of commands is not marked to be run"
    for script in scripts:
        # when
        run = subprocess.run(
            ["sh", "-eu", "-c", script],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        # then
        assert run.returncode == 0, f"{script}\n{run.stdout[-2000:]}{run.stderr[-2000:]}"
        assert run.stderr == ""
    for name in ("coffee.svg", "coffee.png", "coffee.pdf", "dana.png", "from-mermaid.yaml"):
        assert (tmp_path / name).stat().st_size > 500


def test_every_command_and_option_named_is_there() -> None:
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    assert named
    assert named <= options(cli)
    for words in calls(README):
        first = words[0].strip("`,.;)")
        assert first in COMMANDS or first.endswith(".yaml") or first == "COMMAND", first


def test_the_map_shown_is_a_map() -> None:
    (text,) = blocks("yaml")
    saved = read_bytes(text.encode(), "README.md")
    assert len(saved.map.touchpoints) == 2


def test_the_table_of_shortcuts_is_current() -> None:
    assert current(README) == README, "run: python scripts/shortcuts.py"


def test_an_outdated_table_of_shortcuts_is_seen() -> None:
    assert current(f"{BEGIN}\n| old |\n{END}\n") != f"{BEGIN}\n| old |\n{END}\n"
    with pytest.raises(ValueError, match="README"):
        current("no marks")


def test_links_and_pictures_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    assert [t for t in targets if "://" not in t and not (ROOT / t).exists()] == []
