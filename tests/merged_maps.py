"""A small map, its versions, and repositories that keep it, for the tests of merge and diff."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from click.testing import CliRunner, Result

from journeymap.cli import cli

ROOT = Path(__file__).resolve().parent.parent

MAP = """\
# who owns this?
format: 1
title: Small  # for now

stages:
  - id: buy
    name: Buy
  - id: use
    name: Use

channels:
  - {id: app, name: App, kind: mobile_app}

touchpoints:
  - id: see
    name: See
    stage: buy
    channel: app
  # the one that hurts
  - id: pay
    name: Pay
    stage: buy
    channel: app
    effort: 4
    emotion: -2
  - id: done
    name: Done
    stage: use
  - id: extra
    name: Extra
    stage: use

flows:
  - {from: see, to: pay}
  - {from: pay, to: done}

pain_points:
  - id: slow
    name: Slow
    at: [pay]
"""


def run(*args: object) -> Result:
    result = CliRunner().invoke(cli, [str(arg) for arg in args])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def changed(*changes: tuple[str, str], text: str = MAP) -> str:
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


class Repository:
    """A repository with one committed map, in which git calls this very program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.map = folder / "our map.yaml"
        self.map.write_text(MAP)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.email", "ada@example.org")
        self.git("config", "user.name", "Ada")
        self.commit("First")

    def git(self, *args: str, fine: bool = True) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "GIT_CONFIG_NOSYSTEM": "1"}
        environment |= {"GIT_EDITOR": "true", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            ["git", *args],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not fine or done.returncode == 0, done.stdout + done.stderr
        return done

    def commit(self, subject: str, text: str = "") -> None:
        if text:
            self.map.write_text(text)
        self.git("add", ".")
        self.git("commit", "-q", "-m", subject)

    def branched(self, ours: str, theirs: str) -> None:
        """Commit `theirs` on a branch and `ours` on main, which is checked out then."""
        self.git("switch", "-q", "-c", "side")
        self.commit("Theirs", theirs)
        self.git("switch", "-q", "main")
        self.commit("Ours", ours)
