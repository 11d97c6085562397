"""`journeymap open`: maps in windows, and what is said where there can be none."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches

import click

from journeymap.console import fail, said
from journeymap.model.text import M


@click.command("open", help=said(M("Open maps, each in a window; without one the start window.")))
@click.argument("files", metavar="[MAP…]", nargs=-1, type=click.Path())
@click.option("--lang", help=said(M("Language of the window, such as fa or tr.")))
@click.option("--theme", type=click.Choice(["light", "dark", "system"]), help=said(M("Its theme.")))
def open_window(files: tuple[str, ...], lang: str | None, theme: str | None) -> None:
    """Open a window on each map."""
    context = click.get_current_context()
    group = context.find_root().command
    commands = group.list_commands(context) if isinstance(group, click.Group) else []
    for file in files:
        if os.path.exists(file):
            continue
        near = get_close_matches(file, commands, n=1)
        hint = said(M(" Is the command “{command}” meant?", command=near[0])) if near else ""
        fail(said(M("There is no file “{file}” and no command of that name.", file=file)) + hint)
    from journeymap.ui.display import has_display

    if not has_display():
        fail(said(M("There is no display to open a window on. Commands such as export work.")))
    from journeymap.ui.plain_imports import import_plainly

    import_plainly()
    from journeymap.ui.app import run

    sys.exit(run(files, lang=lang, theme=theme))
