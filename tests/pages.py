"""What the tests of README.md and the pages in docs/ share: finding commands and running them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
RUN = re.compile(r"<!-- run by the tests -->\n```sh\n(.*?)```", re.DOTALL)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def page(name: str) -> str:
    """Return the text of a page, called from the top of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Return what stands in the blocks of code of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


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


def ran(
    place: Path, script: str, programs: Sequence[str] = ("journeymap",), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Return what a script did in a folder where the program, and perhaps Python, has its name.

    The first command that fails ends the script, as the pages are to be typed.
    """
    names = place / "bin"
    names.mkdir(exist_ok=True)
    for name in programs:
        module = " -m journeymap" if name == "journeymap" else ""
        program = names / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}"{module} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    path = f"{names}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-eu", "-c", script],
        cwd=place,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
