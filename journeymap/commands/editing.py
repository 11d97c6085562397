"""`journeymap set`, `add`, `remove`, `move`, `rename-id` and `fmt`: changes of a map's file.

All but `fmt` are saved by splice, so that only the lines of what changes are touched; nothing is
written when anything of a call is wrong. `fmt` writes the canonical form.
"""

from __future__ import annotations

import sys
from functools import partial

import click

from journeymap.commands.gathering import MAPS_ONLY, only_maps
from journeymap.commands.saving import save
from journeymap.console import (
    FINDINGS,
    MAP,
    MAPS,
    STANDARD_INPUT,
    day_of,
    fail,
    id_of,
    name_of,
    or_fail,
    read,
    said,
    write_map,
)
from journeymap.files.format import formatted
from journeymap.model import edits
from journeymap.model.assigning import Assignment, NotAssigned, assign_all, parsed
from journeymap.model.composing import added, composed, kind_named, moved
from journeymap.model.index import Index, index_of, label
from journeymap.model.journey import CLASSES
from journeymap.model.labels import KIND_NAMES
from journeymap.model.problems import Refused
from journeymap.model.text import M, on_one_line

BEFORE = click.option(
    "--before",
    default="",
    type=id_of,
    metavar="ID",
    help=said(M("The record of its kind to stand before.")),
)
AFTER = click.option(
    "--after",
    default="",
    type=id_of,
    metavar="ID",
    help=said(M("The record of its kind to stand behind.")),
)


@click.command(
    help=said(M("Rewrite maps in the canonical form. Comments stay with what they are about."))
)
@MAPS
@MAPS_ONLY
@click.option("--check", "checking", is_flag=True, help=said(M("Only say which would change.")))
def fmt(files: tuple[str, ...], maps_only: bool, checking: bool) -> None:
    """Rewrite maps in the canonical form."""
    if not files:
        fail(said(M("Name at least one map: journeymap fmt MAP…")))
    if maps_only:
        files = only_maps(files)
    saved = {file: read(file) for file in files}
    # All are formatted before any is written, so that one that cannot be leaves none half-way.
    data = {file: or_fail(partial(formatted, each)) for file, each in saved.items()}
    untidy = [file for file in saved if data[file] != saved[file].data]
    for file in saved:
        if checking:
            if file in untidy:
                click.echo(said(M("{file} would change", file=name_of(file))))
        elif file in untidy or file == STANDARD_INPUT:
            write_map(file, data[file], saved[file])
    if checking and untidy:
        sys.exit(FINDINGS)


@click.command(
    "set",
    help=said(
        M(
            "Set fields of a map: ID.FIELD=VALUE, or map.FIELD=VALUE for its own.\n\n"
            "Only the lines of those fields change. An empty value takes the field out. A flow is "
            "named by its ends, and a path goes on with dots:\n\n"
            "\b\n"
            "  journeymap set coffee.yaml pay.emotion=-2 pay.owner=Payments\n"
            "  journeymap set coffee.yaml 'order -> pay.share=80%'\n"
            "  journeymap set coffee.yaml pay.by_persona.dana.effort=4 map.status=live"
        )
    ),
)
@MAP
@click.argument("changes", metavar="ID.FIELD=VALUE…", nargs=-1, required=True)
def set_fields(file: str, changes: tuple[str, ...]) -> None:
    """Set fields of a map, checked like any edit and saved by splice."""
    saved = read(file)
    index = index_of(saved.map)
    wanted: list[tuple[str, Assignment]] = []
    wrong: list[str] = []
    for change in changes:
        place, equals, value = change.partition("=")
        if found := parsed(index, f"{id_of(place)}{equals}{_meant(index, value)}"):
            wanted.append((change, found))
        else:
            wrong.append(said(M("“{change}” is not ID.FIELD=VALUE.", change=change)))
    m = saved.map
    try:
        m = assign_all(m, [found for _, found in wanted])
    except NotAssigned as refusal:
        wrong += [f"{wanted[number][0]}: {said(message)}" for number, message in refusal.wrong]
    if wrong:
        fail(*wrong)
    save(file, saved, M("Set fields"), m, ", ".join(changes))


@click.command(
    help=said(
        M(
            "Add a record to a map: its kind, then KEY=VALUE as in the file.\n\n"
            "An id that is not given is made from the name, and printed. The new lines are written "
            "in the style of their neighbours; no other line changes.\n\n"
            "Kinds: {kinds}.\n\n"
            "\b\n"
            "  journeymap add coffee.yaml touchpoint name='Get a mail' stage=order channel=mail\n"
            "  journeymap add coffee.yaml flow from=pay to=get-a-mail --after 'order -> pay'\n"
            "  journeymap add coffee.yaml reading metric=csat at=pay period=2026-11 "
            "counts.1=3 counts.5=9",
            kinds=", ".join(CLASSES),
        )
    )
)
@MAP
@click.argument("kind", metavar="KIND")
@click.argument("values", metavar="KEY=VALUE…", nargs=-1)
@BEFORE
@AFTER
def add(file: str, kind: str, values: tuple[str, ...], before: str, after: str) -> None:
    """Add a record to a map, checked like any edit and saved by splice."""
    _refuse_both(before, after)
    saved = read(file)
    index, changes = index_of(saved.map), list[tuple[list[str], str]]()
    wrong: list[str] = []
    for value in values:
        key, equals, text = value.partition("=")
        if not (key and equals):
            wrong.append(said(M("“{value}” is not KEY=VALUE.", value=value)))
        changes.append((key.split("."), _meant(index, text)))
    if wrong:
        fail(*wrong)
    try:
        record = composed(saved.map, kind_named(kind), changes, day_of(None))
        m = added(saved.map, record, before, after)
    except NotAssigned as refusal:
        fail(
            *(
                f"{values[number]}: {said(message)}" if number >= 0 else said(message)
                for number, message in refusal.wrong
            )
        )
    except Refused as refusal:
        fail(said(refusal.message))
    save(file, saved, M("Add a record"), m, kind)
    new = next(entry for entry in index_of(m).all() if entry.record is record)
    click.echo(new.key, err=file == STANDARD_INPUT)


@click.command(
    help=said(
        M(
            "Remove records from a map, by id; a flow by its ends, a reading as "
            "METRIC@PLACE@PERIOD.\n\n"
            "What hangs on them goes along and is listed: a stage takes its touchpoints, a "
            "touchpoint its flows, readings and comments. Comment lines directly above a record "
            "go with it.\n\n"
            "\b\n"
            "  journeymap remove coffee.yaml pay --dry-run\n"
            "  journeymap remove coffee.yaml 'order -> pay' declined"
        )
    )
)
@MAP
@click.argument("keys", metavar="ID…", nargs=-1, required=True, type=id_of)
@click.option("--dry-run", "only_say", is_flag=True, help=said(M("Only say what would go.")))
def remove(file: str, keys: tuple[str, ...], only_say: bool) -> None:
    """Remove records and what hangs on them, and say what went."""
    saved = read(file)
    index = index_of(saved.map)
    named, wrong = [], []
    for key in keys:
        try:
            named.append(edits.found(index, key).key)
        except Refused as refusal:
            wrong.append(said(refusal.message))
    if wrong:
        fail(*wrong)
    try:
        along = edits.hanging(saved.map, named)
        m = edits.delete(saved.map, named)
    except Refused as refusal:
        fail(said(refusal.message))
    if not only_say:
        save(file, saved, M("Remove records"), m, ", ".join(keys))
    gone = list(dict.fromkeys(named))
    for key in [*gone, *(each for each in along if each not in gone)]:
        entry = index.entries[key]
        kind, name = KIND_NAMES[entry.kind], label(entry.record)
        line = M("{kind} “{name}” ({id})", kind=kind, name=name, id=key)
        if key not in gone:
            line = M("along with it: {what}", what=line)
        click.echo(said(on_one_line(line)), err=file == STANDARD_INPUT)


@click.command(
    help=said(
        M(
            "Move records of a map: touchpoints to another stage or channel, anything before or "
            "after another in its list.\n\n"
            "Their lines move with the comment lines directly above them. A channel of - puts "
            "touchpoints on their own.\n\n"
            "\b\n"
            "  journeymap move coffee.yaml pay --stage order --after choose\n"
            "  journeymap move coffee.yaml pay --channel store\n"
            "  journeymap move coffee.yaml declined --before cold"
        )
    )
)
@MAP
@click.argument("keys", metavar="ID…", nargs=-1, required=True, type=id_of)
@click.option(
    "--stage", default="", type=id_of, metavar="ID", help=said(M("The stage to move to."))
)
@click.option(
    "--channel",
    type=id_of,
    metavar="ID",
    help=said(M("The channel to move to; - for none: on their own.")),
)
@BEFORE
@AFTER
def move(
    file: str, keys: tuple[str, ...], stage: str, channel: str | None, before: str, after: str
) -> None:
    """Move records, checked like any edit and saved by splice."""
    _refuse_both(before, after)
    saved = read(file)
    goal = edits.KEEP if channel is None else None if channel == "-" else channel
    try:
        m = moved(saved.map, keys, stage, goal, before, after)
    except Refused as refusal:
        fail(said(refusal.message))
    save(file, saved, M("Move records"), m, ", ".join(keys))


@click.command(
    "rename-id",
    help=said(
        M(
            "Give a record of a map another id, and name it so wherever it is referred to.\n\n"
            "Only the lines that hold the id change; names stay as they are.\n\n"
            "\b\n"
            "  journeymap rename-id coffee.yaml pay pay-in-app"
        )
    ),
)
@MAP
@click.argument("old", metavar="OLD", type=id_of)
@click.argument("new", metavar="NEW", type=id_of)
def rename_id(file: str, old: str, new: str) -> None:
    """Give a record another id everywhere, checked like any edit and saved by splice."""
    saved = read(file)
    try:
        m = edits.rename_id(saved.map, old, new)
    except Refused as refusal:
        fail(said(refusal.message))
    save(file, saved, M("Rename an id"), m, old)


def _meant(index: Index, value: str) -> str:
    """Return a value, without what kept it from being turned where it was said if it is an id."""
    return id_of(value) if id_of(value) in index else value


def _refuse_both(before: str, after: str) -> None:
    if before and after:
        fail(said(M("Say --before or --after, not both.")))
