"""The README holds what it promises: its commands run, its options, keys and links are there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from journeymap.cli import COMMANDS, cli
from journeymap.files.reader import read_bytes
from scripts.shortcuts import BEGIN, END, current
from tests.pages import OPTION, ROOT, RUN, blocks, calls, options, page, ran

README = page("README.md")


@pytest.mark.slow
def test_every_command_of_the_readme_runs(tmp_path: Path) -> None:
    # given the examples, the diagram of the README, and the program under its name
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "coffee.mmd").write_text(blocks(README, "mermaid")[0], encoding="utf-8")

    scripts = RUN.findall(README)
    assert len(scripts) == len(blocks(README, "sh")), "a block of commands is not marked to be run"
    for script in scripts:
        # when
        run = ran(tmp_path, script)
        # then
        assert run.returncode == 0, f"{script}\n{run.stdout[-2000:]}{run.stderr[-2000:]}"
        assert run.stderr == ""
    for name in ("coffee.svg", "coffee.png", "coffee.pdf", "dana.png", "from-mermaid.yaml"):
        assert (tmp_path / name).stat().st_size > 500


def test_every_command_and_option_named_is_there() -> None:
    named = set(OPTION.findall(README))
    assert named
    assert named <= options(cli)
    for words in calls(README):
        first = words[0].strip("`,.;)")
        assert first in COMMANDS or first.endswith(".yaml") or first == "COMMAND", first


def test_the_map_shown_is_a_map() -> None:
    (text,) = blocks(README, "yaml")
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
