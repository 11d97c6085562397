"""`journeymap new` and `import`: maps made from templates and from other people's formats."""

from __future__ import annotations

import click

from journeymap.console import (
    STANDARD_INPUT,
    fail,
    lines_of,
    name_of,
    refuse_to_overwrite,
    said,
    text_of,
    write_map,
)
from journeymap.console import language as spoken
from journeymap.exchange.mermaid import read_mermaid
from journeymap.files import templates
from journeymap.files.problems import FilesError
from journeymap.files.writer import write
from journeymap.model.pasting import LANGUAGES
from journeymap.model.problems import Refused
from journeymap.model.text import M


@click.command(help=said(M("Begin a map from a template.")))
@click.option("--template", metavar="NAME", default="five-stages", show_default=True)
@click.option("-o", "--output", type=click.Path(), help=said(M("The map to write.")))
@click.option("--title", help=said(M("Its title.")))
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help=said(M("The language it begins in; the one of these words where none is said.")),
)
@click.option("--list", "listing", is_flag=True, help=said(M("List the templates and stop.")))
def new(template: str, output: str | None, title: str | None, language: str, listing: bool) -> None:
    """Write a new map from a template."""
    language = language or spoken()
    if listing:
        for name, about in templates.listed(language):
            click.echo(f"{name:20} {about}")
        return
    if output is None:
        fail(said(M("Say where to write the map: -o MAP.yaml")))
    refuse_to_overwrite(output)
    try:
        data = templates.begun(template, title, language)
    except (FilesError, Refused) as error:
        fail(said(error.message))
    write_map(output, data)


@click.command(
    "import",
    help=said(
        M(
            "Turn a Mermaid journey (.mmd, or .md with diagrams in it) into a map.\n\n"
            "What could not be carried over is listed with its line; nothing is dropped in silence."
        )
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@click.option("-o", "--output", required=True, type=click.Path(allow_dash=True))
@click.option(
    "--nth",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help=said(M("Which of the diagrams of a Markdown file.")),
)
def import_map(file: str, output: str, nth: int) -> None:
    """Turn a diagram of another program into a map."""
    if output != STANDARD_INPUT:
        refuse_to_overwrite(output)
    try:
        imported = read_mermaid(text_of(file), name_of(file), nth)
    except FilesError as error:
        fail(*lines_of(error))
    for note in imported.notes:
        click.echo(f"{name_of(file)}:{note.line}: {said(note.message)}", err=True)
    write_map(output, write(imported.map).encode())
