"""`journeymap diff`: what differs between two maps, in sentences by records, also for git.

A or B may be a version that git keeps, written as git writes it: `HEAD:coffee.yaml`. The path is
as seen from the folder in which one stands.
"""

from __future__ import annotations

import difflib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from journeymap.console import (
    FINDINGS,
    STANDARD_INPUT,
    fail,
    lines_of,
    or_fail,
    put_json,
    read,
    said,
)
from journeymap.files.problems import FilesError, why
from journeymap.files.reader import read_bytes
from journeymap.files.version_maps import VersionMap, alike, map_at
from journeymap.files.versions import NoVersions, is_tracked, repository_of
from journeymap.model.conflicts import MISSING
from journeymap.model.diff_words import Told, told
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap, Record
from journeymap.model.text import M, Message, on_one_line, visible

GIT_ARGUMENTS = (7, 9)  # path, two times file, hex and mode; of a renamed file two more
NO_FILE = "/dev/null"


@click.command(
    "diff",
    help=said(
        M(
            "Tell what differs between two maps, A and B, in sentences.\n\n"
            "Either may be a version from git, REVISION:PATH. With A alone, what changed since the "
            "last commit is told. The exit code is 0 when they say the same and 1 when not:\n\n"
            "\b\n"
            "  journeymap diff today.yaml future.yaml\n"
            "  journeymap diff HEAD~3:coffee.yaml coffee.yaml\n"
            "  journeymap diff coffee.yaml"
        )
    ),
)
@click.argument("files", metavar="A [B]", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--git", "by_git", is_flag=True, hidden=True)
def diff(files: tuple[str, ...], form: str, by_git: bool) -> None:
    """Tell what differs between two maps."""
    if by_git:
        with suppress(BrokenPipeError):  # who reads has read enough; git is to go on
            _for_git(files)
        return
    if len(files) == 1:
        version = version_of(files[0])
        files = (files[0], version[0]) if version else (f"HEAD:{files[0]}", files[0])
    if len(files) != 2:
        fail(said(M("Name two maps, or one that git keeps versions of.")))
    found = told(*map(index_of, _both(*files)))
    if form == "json":
        whole = {"same": not found, "changes": [_as_json(each) for each in found]}
        put_json(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        for line in lines_told(found):
            click.echo(line)
    if found:
        sys.exit(FINDINGS)


def lines_told(found: tuple[Told, ...]) -> Iterator[str]:
    """Yield what differs, a line a record and under it an indented line a field."""
    for each in found:
        yield said(on_one_line(each.text))
        for field in each.fields:
            yield f"  {said(on_one_line(field.text))}"


# ---------------------------------------------------------------- maps and versions of maps


def version_of(file: str) -> tuple[str, str] | None:
    """Return (path, revision) of what is written `REVISION:PATH`, None where it is a file.

    A path that leads to nothing from here and to something from the top of the repository is meant
    from there, as git has it. No revision means the index.
    """
    revision, colon, path = file.partition(":")
    is_drive = len(revision) == 1 and path[:1] in ("\\", "/")
    if not colon or not path or is_drive or os.path.lexists(file):
        return None
    return _seen_from_here(path), revision


def _seen_from_here(path: str) -> str:
    if os.path.isabs(path) or os.path.lexists(path) or path.startswith("."):
        return path
    try:
        from_top = repository_of(".") / path
    except NoVersions:
        return path
    return os.path.relpath(from_top) if os.path.lexists(from_top) else path


def _both(old: str, new: str) -> tuple[JourneyMap, JourneyMap]:
    """Return both maps; readings beside them are left out where only one side knows its own."""
    versions = version_of(old), version_of(new)
    for file, beside in ((old, new), (new, old)):
        is_file = file == STANDARD_INPUT or ":" in file or os.path.lexists(file)
        if not is_file and is_tracked(beside):
            example = f"{file}:{beside}"  # `git diff` takes a version alone, and so people write it
            fail(
                said(
                    M(
                        "There is no file “{file}”; a version that git keeps is written {example}",
                        file=visible(file),
                        example=visible(example),
                    )
                )
            )
    one, other = (_side(file, version) for file, version in zip((old, new), versions, strict=True))
    return alike(one, other)


def _side(file: str, version: tuple[str, str] | None) -> VersionMap:
    if version is not None:
        kept: VersionMap = or_fail(lambda: map_at(*version, file))
        return kept
    m = read(file).map
    return VersionMap(m, file != STANDARD_INPUT or not m.readings_from)


# ---------------------------------------------------------------- for programs


def _as_json(each: Told) -> dict[str, Any]:
    fields = [
        {
            "field": field.field,
            **({} if field.old is MISSING else {"old": plain(field.old)}),
            **({} if field.new is MISSING else {"new": plain(field.new)}),
            **message_json(field.text),
        }
        for field in each.fields
    ]
    return {
        "what": each.what,
        "key": each.key,
        "kind": each.kind or "map",
        **message_json(each.text),
        "fields": fields,
    }


def message_json(message: Message) -> dict[str, Any]:
    """Return the English text, and the pattern and arguments that it was made of."""
    args = {
        name: value if isinstance(value, (int, float)) else str(value)
        for name, value in message.args.items()
    }
    return {"text": str(message), "message": message.id, "args": args}


def plain(value: object) -> object:
    """Return a value of the model as JSON holds it."""
    if isinstance(value, Record):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


# ---------------------------------------------------------------- for git


def _for_git(arguments: tuple[str, ...]) -> None:
    """Print one file's part of `git diff`; what is no map is shown line by line.

    git takes any exit code but 0 for a crash, and stops.
    """
    if len(arguments) == 1:
        click.echo(said(M("{file}: not merged yet", file=visible(arguments[0]))))
        return
    if len(arguments) not in GIT_ARGUMENTS:
        fail(said(M("git calls this with seven arguments.")))
    path, old, new = arguments[0], arguments[1], arguments[4]
    called = arguments[7] if len(arguments) == GIT_ARGUMENTS[1] else path
    click.echo(click.style(f"--- {visible(path)}", bold=True))
    click.echo(click.style(f"+++ {visible(called)}", bold=True))
    texts = tuple(b"" if file == NO_FILE else _bytes_of(file) for file in (old, new))
    if new == NO_FILE or old == NO_FILE:
        gone = new == NO_FILE
        click.echo(said(M("This map was deleted") if gone else M("This map is new")))
        if gone:
            return
    try:
        maps = [read_bytes(text, path).map for text in texts if text]
    except FilesError as error:
        for line in lines_of(error):
            click.echo(line)
        _by_lines(*texts)
        return
    if len(maps) == 1:
        click.echo(f"  {said(M('Title: {title}', title=visible(maps[0].title)))}")
        return
    found = told(index_of(maps[0]), index_of(maps[1]))
    for line in lines_told(found):
        click.echo(line)
    if texts[0] == texts[1]:  # renamed, or another mode
        click.echo(said(M("The maps say the same")))
    elif not found:
        click.echo(said(M("The maps say the same; only the way they are written differs:")))
        _by_lines(*texts)


def _bytes_of(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        fail(
            said(
                M(
                    "{file}: cannot be opened: {reason}",
                    file=visible(file),
                    reason=why(error),
                )
            )
        )


def _by_lines(old: bytes, new: bytes) -> None:
    before, after = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
    for line in list(difflib.unified_diff(before, after, lineterm=""))[2:]:
        click.echo(visible(line))
