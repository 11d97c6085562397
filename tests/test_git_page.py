"""docs/git.md: its commands run in a row, and what it names is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from journeymap.cli import cli
from journeymap.files.reader import read_file
from tests.pages import OPTION, ROOT, RUN, blocks, calls, options, page, ran

PAGE = page("docs/git.md")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_commands_of_the_page_run_one_after_the_other(tmp_path: Path) -> None:
    # given the examples
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    script = "\n".join(RUN.findall(PAGE))
    assert script.count("\n") > 20

    # when
    done = ran(
        tmp_path,
        script,
        GIT_AUTHOR_NAME="Ada",
        GIT_AUTHOR_EMAIL="ada@example.org",
        GIT_COMMITTER_NAME="Ada",
        GIT_COMMITTER_EMAIL="ada@example.org",
        GIT_CONFIG_NOSYSTEM="1",
    )

    # then it says what the page says, and the map holds both edits
    assert done.returncode == 0, done.stdout + done.stderr
    for told in blocks(PAGE, "text"):
        assert told in done.stdout
    pay = next(t for t in read_file(tmp_path / "shop/coffee.yaml").map.touchpoints if t.id == "pay")
    assert (pay.emotion, pay.effort, pay.success) == (-1, 5, 3)


def test_what_the_page_names_is_there() -> None:
    from_git = {"--no-ext-diff"}
    for words in calls(PAGE):
        assert words[0].strip("`,.;") in {"git-setup", "set", "diff", "merge"}
    named = set(OPTION.findall(PAGE)) - from_git
    assert named <= options(cli)
