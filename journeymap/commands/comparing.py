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
from pathlib import Path
from typing import Any

import click

from journeymap.console import (
    FINDINGS,
    STANDARD_INPUT,
    fail,
    lines_of,
    name_of,
    or_fail,
    put_json,
    read,
    said,
)
from journeymap.files.decode import MAX_BYTES
from journeymap.files.problems import FilesError
from journeymap.files.reader import read_bytes
from journeymap.files.versions import bytes_at, is_tracked
from journeymap.model.conflicts import MISSING
from journeymap.model.diff_words import Told, told
from journeymap.model.document import SavedText
from journeymap.model.index import index_of
from journeymap.model.journey import Record
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
        _for_git(files)
        return
    if len(files) == 1:
        version = version_of(files[0])
        files = (files[0], version[0]) if version else (f"HEAD:{files[0]}", files[0])
    if len(files) != 2:
        fail(said(M("Name two maps, or one that git keeps versions of.")))
    old, new = _both(*files)
    found = told(index_of(old.map), index_of(new.map))
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
    """Return (path, revision) of what is written `REVISION:PATH`, None where it is a file."""
    revision, colon, path = file.partition(":")
    is_drive = len(revision) == 1 and path[:1] in ("\\", "/")
    if not colon or not revision or not path or is_drive or os.path.lexists(file):
        return None
    return path, revision


def _both(old: str, new: str) -> tuple[SavedText, SavedText]:
    """Return both maps; readings beside them are left out where one is a version from git."""
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
    if versions == (None, None):
        return read(old), read(new)
    one, other = (_alone(file, version) for file, version in zip((old, new), versions, strict=True))
    return one, other


def _alone(file: str, version: tuple[str, str] | None) -> SavedText:
    def work() -> SavedText:
        if version is not None:
            return read_bytes(bytes_at(*version), file)
        with Path(file).open("rb") as data:  # which may have no end
            return read_bytes(data.read(MAX_BYTES + 1), name_of(file))

    try:
        saved: SavedText = or_fail(work)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        fail(said(M("{file}: cannot be opened: {reason}", file=visible(file), reason=reason)))
    return saved


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
    if not found:
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
                    reason=error.strerror or str(error),
                )
            )
        )


def _by_lines(old: bytes, new: bytes) -> None:
    before, after = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
    for line in list(difflib.unified_diff(before, after, lineterm=""))[2:]:
        click.echo(visible(line))
