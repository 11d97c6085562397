"""`journeymap set` and `fmt`: changes of a map's file, saved by splice or in canonical form."""

from __future__ import annotations

import sys
from functools import partial

import click

from journeymap.console import (
    FINDINGS,
    MAP,
    MAPS,
    STANDARD_INPUT,
    fail,
    lines_of,
    name_of,
    or_fail,
    read,
    said,
    write_map,
)
from journeymap.files.format import formatted
from journeymap.files.problems import FilesError
from journeymap.files.splice import save_text
from journeymap.model.assigning import Assignment, NotAssigned, assign_all, parsed
from journeymap.model.document import Document
from journeymap.model.index import index_of
from journeymap.model.problems import Refused
from journeymap.model.text import M


@click.command(
    help=said(M("Rewrite maps in the canonical form. Comments stay with what they are about."))
)
@MAPS
@click.option("--check", "checking", is_flag=True, help=said(M("Only say which would change.")))
def fmt(files: tuple[str, ...], checking: bool) -> None:
    """Rewrite maps in the canonical form."""
    if not files:
        fail(said(M("Name at least one map: journeymap fmt MAP…")))
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
        if found := parsed(index, change):
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
    document = Document(saved.map, saved)
    try:
        document.commit(M("Set fields"), m)
        write_map(file, save_text(document), saved)
    except Refused as refusal:
        fail(f"{', '.join(changes)}: {said(refusal.message)}")
    except FilesError as error:
        fail(*lines_of(error))
