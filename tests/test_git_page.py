"""docs/git.md: its commands run in a row, and what it names is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from journeymap.cli import cli
from journeymap.files.reader import read_file
from tests.test_readme import ROOT, RUN, calls, options

PAGE = (ROOT / "docs" / "git.md").read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_commands_of_the_page_run_one_after_the_other(tmp_path: Path) -> None:
    # given the examples, and the program under its name
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "journeymap"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m journeymap "$@"\n')
    program.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    script = "\n".join(RUN.findall(PAGE))
    assert script.count("\n") > 20

    # when
    done = subprocess.run(
        ["sh", "-eu", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    # then it says what the page says, and the map holds both edits
    assert done.returncode == 0, done.stdout + done.stderr
    for told in re.findall(r"^```text\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE):
        assert told in done.stdout
    pay = next(t for t in read_file(tmp_path / "shop/coffee.yaml").map.touchpoints if t.id == "pay")
    assert (pay.emotion, pay.effort, pay.success) == (-1, 5, 3)


def test_what_the_page_names_is_there() -> None:
    from_git = {"--no-ext-diff"}
    for words in calls(PAGE):
        assert words[0].strip("`,.;") in {"git-setup", "set", "diff", "merge"}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE)) - from_git
    assert named <= options(cli)
