"""`journeymap schema`: the format of maps and of profile files, for editors and other programs."""

from __future__ import annotations

import json

import click

from journeymap.checks.completing import with_checks
from journeymap.checks.known import known
from journeymap.console import put_json, said
from journeymap.files.schema import profile_schema
from journeymap.files.schema import schema as format_schema
from journeymap.model.text import M


@click.command(
    help=said(
        M(
            "Print the JSON Schema of the map format, for editors that check YAML; with --profile "
            "that of profile files, in which teams set the checks."
        )
    )
)
@click.option("--profile", is_flag=True, help=said(M("The schema of profile files.")))
def schema(profile: bool) -> None:
    """Print the JSON Schema of maps, or of profiles with the checks that are installed."""
    found = with_checks(profile_schema(), known().checks.values()) if profile else format_schema()
    put_json(json.dumps(found, ensure_ascii=False, indent=2))
