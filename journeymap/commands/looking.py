"""`journeymap show`: a map, for people and for programs."""

from __future__ import annotations

import json

import click

from journeymap.console import MAP, put_json, read, said
from journeymap.model.digest import digest
from journeymap.model.text import M


@click.command(help=said(M("Print a map: its outline for people, or all of it as JSON.")))
@MAP
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def show(file: str, form: str) -> None:
    """Print a map."""
    saved = read(file)
    if form == "json":
        values = saved.map.model_dump(mode="json", by_alias=True)
        put_json(json.dumps(values, ensure_ascii=False, indent=2))
        return

    for line in digest(saved.map):
        click.echo(said(line))
