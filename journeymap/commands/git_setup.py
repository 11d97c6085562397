"""`journeymap git-setup`: git told to merge and show maps by records, and told to forget it.

Only the repository's own configuration and its .gitattributes are touched, never those of the
person or the machine. What is taken back is what this command writes and nothing else.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from journeymap.commands.git_trial import why_not
from journeymap.console import fail, or_fail, said
from journeymap.files.decode import BOM, MAX_BYTES
from journeymap.files.save import ABSENT, content_hash, save_file
from journeymap.files.versions import git, repository_of
from journeymap.model.text import M, visible

DRIVER = "journeymap"
ATTRIBUTES = f"merge={DRIVER} diff={DRIVER}"
MERGE, DIFF = f"merge.{DRIVER}.driver", f"diff.{DRIVER}.command"
FILE = ".gitattributes"
_KEY = rb"""%s(["']?)(?:%s)\1[ \t]*:"""
_NAMES = (b"title", b"stages|touchpoints|personas|channels")
_BLOCK = [re.compile(_KEY % (rb"^(?:\xef\xbb\xbf)?", names), re.MULTILINE) for names in _NAMES]
_FLOW = [re.compile(_KEY % (rb"[{,]\s*", names)) for names in _NAMES]
_LINE = re.compile(rf"\S.*[ \t]{re.escape(ATTRIBUTES)}\Z")


@click.command(
    "git-setup",
    help=said(
        M(
            "Let git merge and show the maps of this repository by records, not by lines.\n\n"
            "Three entries go into the configuration of this repository, and a line for each map "
            "into its .gitattributes; --undo takes them out again. A PATTERN, such as "
            "'maps/*.yaml', stands for maps to come:\n\n"
            "\b\n"
            "  journeymap git-setup\n"
            "  journeymap git-setup 'maps/*.yaml'\n"
            "  journeymap git-setup --undo"
        )
    ),
)
@click.argument("patterns", metavar="PATTERN…", nargs=-1)
@click.option("--undo", is_flag=True, help=said(M("Take out what this command put in.")))
def git_setup(patterns: tuple[str, ...], undo: bool) -> None:
    """Register the merge and diff drivers in a repository, or take them out."""
    top: Path = or_fail(lambda: repository_of("."))
    patterns = tuple(_from_top(top, each) for each in patterns)
    if undo and patterns:
        done = list(_without_lines(top, _lines_of(patterns)))
        nothing = M("There is nothing of this command here.")
    elif undo:
        done = [*_unset(top), *_without_lines(top)]
        nothing = M("There is nothing of this command here.")
    else:
        wanted = list(patterns) or [f"/{_escaped(path)}" for path in _maps(top)]
        if not wanted:
            fail(
                said(
                    M(
                        "There is no map in this repository yet; name a pattern, such as {example}",
                        example="journeymap git-setup 'maps/*.yaml'",
                    )
                )
            )
        done = [*_set(top), *_with_lines(top, _lines_of(wanted))]
        nothing = M("Everything was set up already.")
    for line in done or [said(nothing)]:
        click.echo(line)


# ---------------------------------------------------------------- the configuration


def _entries(program: str) -> dict[str, str]:
    return {
        f"merge.{DRIVER}.name": "journeymap: maps joined by their records",
        MERGE: f"{program} merge --name %P %O %A %B",
        DIFF: f"{program} diff --git --",  # a path may begin with a hyphen
    }


def _that_run(top: Path) -> dict[str, str]:
    """Return the entries with the first way of calling this program that git really can use."""
    why: list[str] = []
    for program in _programs():
        entries = _entries(program)
        reason = why_not(top, entries[MERGE], entries[DIFF])
        if reason is None:
            return entries
        why.append(said(M("git cannot use “{command}”: {reason}", command=program, reason=reason)))
    advice = M(
        "Nothing was set up. Put journeymap where git finds programs (PATH), and run this again."
    )
    fail(*why, said(advice))


def _programs() -> Iterator[str]:
    """Yield how git may call this program: by its name, and through this Python.

    -P keeps Python from loading modules out of the repository.
    """
    if shutil.which("journeymap"):
        yield "journeymap"
    yield f"{shlex.quote(Path(sys.executable).as_posix())} -P -m journeymap"


def _value(top: Path, name: str) -> str:
    answer: str = or_fail(lambda: git(top, "config", "--local", "--get", name, fine=(0, 1)))
    return answer.removesuffix("\n")


def _set(top: Path) -> Iterator[str]:
    for name, value in _that_run(top).items():
        if _value(top, name) != value:
            or_fail(partial(git, top, "config", "--local", name, value))
            yield said(M("Set {name} to {value}", name=name, value=value))


def _unset(top: Path) -> Iterator[str]:
    for name in _entries(""):
        if _value(top, name):
            or_fail(partial(git, top, "config", "--local", "--unset-all", name))
            yield said(M("Took out {name}", name=name))


# ---------------------------------------------------------------- .gitattributes


def _maps(top: Path) -> Iterator[str]:
    """Yield the YAML files of the repository that look like maps, whether they are sound or not."""
    listed = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names: str = or_fail(lambda: git(top, *listed))
    for name in sorted(set(names.split("\0"))):
        path = top / name
        if not name.endswith((".yaml", ".yml")) or not path.is_file():
            continue
        if path.stat().st_size <= MAX_BYTES:
            data = path.read_bytes()
            keys = _FLOW if _in_braces(data) else _BLOCK
            if all(key.search(data) for key in keys):
                yield name


def _in_braces(data: bytes) -> bool:
    """Return whether a text is in flow style as a whole."""
    for line in data.removeprefix(BOM).splitlines():
        text = line.removeprefix(b"---").strip()
        if text and not text.startswith((b"#", b"%")):
            return text.startswith(b"{")
    return False


def _escaped(path: str) -> str:
    return re.sub(r"([\\*?\[\]])", r"\\\1", path)


def _quoted(pattern: str) -> str:
    """Return a pattern as .gitattributes holds it: in quotes where a blank would end it."""
    if not re.search(r'[\s"]', pattern) and not pattern.startswith(("#", "!")):
        return pattern
    escaped = pattern.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\t", "\\t").replace("\n", "\\n") + '"'


def _read(top: Path) -> bytes:
    path = top / FILE
    try:
        return path.read_bytes() if path.exists() else b""
    except OSError as error:
        reason = error.strerror or str(error)
        fail(said(M("{file}: cannot be opened: {reason}", file=FILE, reason=reason)))


def _from_top(top: Path, pattern: str) -> str:
    """Return a pattern as .gitattributes at the top means it; one with folders is seen from here.

    One without is for every folder, wherever one stands.
    """
    here = os.path.relpath(os.path.realpath("."), os.path.realpath(top))
    if here == os.curdir or "/" not in pattern or pattern.startswith("/"):
        return pattern
    return f"/{_escaped(Path(here).as_posix())}/{pattern.removeprefix('./')}"


def _lines_of(patterns: Sequence[str]) -> list[str]:
    return [f"{_quoted(each)} {ATTRIBUTES}" for each in patterns]


def _with_lines(top: Path, lines: list[str]) -> Iterator[str]:
    before = _read(top)
    there = before.decode("utf-8", "surrogateescape").splitlines()
    new = [line for line in dict.fromkeys(lines) if line not in there]
    if not new:
        return
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = end if before and not before.endswith(b"\n") else b""
    _save(top, before, before + gap + b"".join(line.encode() + end for line in new))
    for line in new:
        yield said(M("Added to {file}: {line}", file=FILE, line=visible(line)))


def _without_lines(top: Path, only: Sequence[str] | None = None) -> Iterator[str]:
    """Take out the lines of this command, or of these `only` those, and yield what is said."""
    before = _read(top)
    kept: list[str] = []
    gone: list[str] = []
    for line in before.decode("utf-8", "surrogateescape").splitlines(keepends=True):
        text = line.rstrip("\r\n")
        taken = text in only if only is not None else _LINE.match(text)
        (gone if taken else kept).append(line)
    if not gone:
        return
    if kept:
        _save(top, before, "".join(kept).encode("utf-8", "surrogateescape"))
    else:
        (top / FILE).unlink()
    for line in gone:
        text = visible(line.rstrip("\r\n"))
        yield said(M("Took out of {file}: {line}", file=FILE, line=text))


def _save(top: Path, before: bytes, after: bytes) -> None:
    path = top / FILE
    seen = content_hash(before) if path.exists() else ABSENT
    or_fail(lambda: save_file(path, after, expected_hash=seen))
