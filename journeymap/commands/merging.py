"""`journeymap merge`: two versions of a map joined by records, by hand or as git's merge driver.

What cannot be decided keeps the value of ours, is said in a sentence, and ends with exit code 1;
git then knows that the file is not settled. What is written is always a map.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Literal, cast

import click

from journeymap.commands.comparing import message_json, plain
from journeymap.console import (
    FINDINGS,
    STANDARD_INPUT,
    fail,
    id_of,
    lines_of,
    or_fail,
    put,
    put_json,
    said,
)
from journeymap.files.decode import MAX_BYTES, has_markers
from journeymap.files.joining import Sides, Texts, joined_text, read_sides
from journeymap.files.problems import FilesError, why
from journeymap.files.reader import read_bytes
from journeymap.files.save import content_hash, save_file
from journeymap.files.splice import splice
from journeymap.files.unmerged import sides_left
from journeymap.model.document import SavedText
from journeymap.model.index import index_of
from journeymap.model.text import M, Message, on_one_line, visible
from journeymap.model.threeway import (
    MISSING,
    Choice,
    Conflict,
    Merged,
    can_have_both,
    merge,
    settled,
    words,
)
from journeymap.model.threeway_resumed import resumed

SIDES = (M("{file} (base)"), M("{file} (ours)"), M("{file} (theirs)"))
CHOICES = ("ours", "theirs", "both")


@click.command(
    "merge",
    help=said(
        M(
            "Join two versions of a map that began as one, BASE, into OURS.\n\n"
            "Records are joined by their ids and field by field, and their order on its own. Where "
            "both sides changed one field, the value of OURS stands, a sentence says so, and the "
            "exit code is 1.\n\n"
            "With one FILE that git could not merge, the versions are those that git kept, or "
            "those between the file's conflict markers:\n\n"
            "\b\n"
            "  journeymap merge base.yaml ours.yaml theirs.yaml -o joined.yaml\n"
            "  journeymap merge coffee.yaml --take pay.emotion=theirs"
        )
    ),
)
@click.argument("files", metavar="BASE OURS THEIRS | FILE", nargs=-1, type=click.Path())
@click.option("-o", "--output", metavar="OUT", help=said(M("Write here instead of into OURS.")))
@click.option("--ours", "rest", flag_value="ours", help=said(M("Settle every conflict with ours.")))
@click.option(
    "--theirs", "rest", flag_value="theirs", help=said(M("Settle every conflict with theirs."))
)
@click.option(
    "--take",
    "takes",
    metavar="ID.FIELD=SIDE",
    multiple=True,
    help=said(M("Settle one conflict with ours, theirs or both.")),
)
@click.option("--name", help=said(M("What messages call the file; git's driver says it.")))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def merge_maps(
    files: tuple[str, ...],
    output: str | None,
    rest: Literal["ours", "theirs"] | None,
    takes: tuple[str, ...],
    name: str | None,
    form: str,
) -> None:
    """Join two versions of a map."""
    if len(files) not in (1, 3):
        fail(said(M("Name three maps, BASE OURS THEIRS, or one FILE that git could not merge.")))
    target = files[0] if len(files) == 1 else files[1]
    called = name or target
    before = _bytes_of(target)
    texts = Texts(*map(_bytes_of, files)) if len(files) == 3 else _sides_of(target)
    names = cast("tuple[str, str, str]", tuple(files))
    if len(files) == 1 or name:
        shown = visible(called)
        names = cast(
            "tuple[str, str, str]", tuple(said(m._replace(args={"file": shown})) for m in SIDES)
        )
    sides: Sides = or_fail(lambda: read_sides(texts, names))
    base, ours, theirs = (side.map for side in sides)
    merged = merge(base, ours, theirs)
    begun = None
    if len(files) == 1 and output is None and not has_markers(before):
        begun = _begun(target, before, sides)
    if begun is not None:
        merged = resumed(
            (base, ours, theirs), begun.map, _choices(merged.conflicts, takes, None), rest
        )
        data: bytes = or_fail(lambda: splice(begun, merged.map))
    else:
        if choices := _choices(merged.conflicts, takes, rest):
            merged = settled(base, ours, theirs, choices)
        data = or_fail(lambda: joined_text(sides, merged.map))
    _write(output or target, data, before if output is None else None)
    _report(merged, sides, called, output or target, form)
    if merged.conflicts:
        sys.exit(FINDINGS)


# ---------------------------------------------------------------- what is merged


def _bytes_of(file: str) -> bytes:
    try:
        with Path(file).open("rb") as data:
            return data.read(MAX_BYTES + 1)  # more is refused as too large, or has no end at all
    except (OSError, ValueError) as error:
        fail(said(M("{file}: cannot be opened: {reason}", file=visible(file), reason=why(error))))


def _sides_of(file: str) -> Texts:
    """Return the versions of a file that git could not merge, from git or from its markers."""
    texts: Texts | None = or_fail(lambda: sides_left(Path(file)))
    if texts is None:
        fail(
            said(
                M(
                    "{file}: git has nothing to settle here; name three maps, BASE OURS THEIRS",
                    file=visible(file),
                )
            )
        )
    return texts


def _begun(file: str, before: bytes, sides: Sides) -> SavedText | None:
    """Return what stands in a file that a merge has written, None where none has.

    Ends the program when it is no map any more: what was done to it would be lost.
    """
    if before in (sides.ours.data, sides.theirs.data):
        return None
    try:
        return read_bytes(before, file)
    except FilesError as error:
        fail(
            *lines_of(error),
            said(
                M(
                    "{file} was edited since the merge stopped, which would be lost; write the "
                    "merge to another file with -o",
                    file=visible(file),
                )
            ),
        )


# ---------------------------------------------------------------- what is chosen


def _choices(
    conflicts: tuple[Conflict, ...], takes: tuple[str, ...], rest: Choice | None
) -> dict[tuple[str, str], Choice]:
    known = {_called(conflict): conflict for conflict in conflicts}
    choices: dict[tuple[str, str], Choice] = {}
    if rest:
        choices = {(c.key, c.field): rest for c in conflicts}
    wrong: list[str] = []
    for take in takes:
        place, _, side = id_of(take).rpartition("=")
        conflict = known.get(place)
        if side not in CHOICES or not place:
            wrong.append(said(M("“{take}” is not ID.FIELD=ours, =theirs or =both.", take=take)))
        elif conflict is None:
            wrong.append(said(M("There is no conflict at “{place}”.", place=place)))
        elif side == "both" and not can_have_both(conflict):
            wrong.append(said(M("“{place}” cannot have both values.", place=place)))
        else:
            choices[conflict.key, conflict.field] = cast("Choice", side)
    if wrong:
        if known:
            wrong.append(said(M("Conflicts: {places}", places=tuple(known))))
        fail(*wrong)
    return choices


def _called(conflict: Conflict) -> str:
    """Return how --take names a conflict: ID.FIELD, or the id alone for a whole record."""
    key = conflict.key or "map"
    return f"{key}.{conflict.field}" if conflict.field else key


# ---------------------------------------------------------------- what is written and said


def _write(file: str, data: bytes, before: bytes | None) -> None:
    if file == STANDARD_INPUT:
        put(data)
    elif data != before:
        seen = content_hash(before) if before is not None else None
        try:
            save_file(file, data, expected_hash=seen)
        except FilesError as error:
            fail(*lines_of(error))


def _report(merged: Merged, sides: Sides, name: str, file: str, form: str) -> None:
    ours, theirs = index_of(sides.ours.map), index_of(sides.theirs.map)
    told = [on_one_line(words(conflict, ours, theirs)) for conflict in merged.conflicts]
    if form == "json":
        found = [
            _as_json(conflict, message)
            for conflict, message in zip(merged.conflicts, told, strict=True)
        ]
        notes = [message_json(note) for note in merged.notes]
        whole = {"written": file, "conflicts": found, "notes": notes}
        put_json(json.dumps(whole, ensure_ascii=False, indent=2))
    for message in (*merged.notes, *told):
        click.echo(f"{visible(name)}: {said(message)}", err=True)
    if merged.conflicts:
        n = len(merged.conflicts)
        summary = M(
            "{n} conflict; the value of ours stands. Settle with --take {place}=theirs",
            plural="{n} conflicts; the values of ours stand. Settle each, as with "
            "--take {place}=theirs",
            n=n,
            place=_called(merged.conflicts[0]),
        )
        click.echo(f"{visible(name)}: {said(summary)}", err=True)


def _as_json(conflict: Conflict, message: Message) -> dict[str, Any]:
    values = {side: getattr(conflict, side) for side in ("base", "ours", "theirs")}
    there = {side: plain(value) for side, value in values.items() if value is not MISSING}
    return {
        "key": conflict.key,
        "field": conflict.field,
        "kind": conflict.kind or "map",
        "name": conflict.name,
        **there,
        "also": list(conflict.also),
        **message_json(message),
    }
