"""The command line: which commands there are, and where each of them is found.

A command is a function in `journeymap.commands`, in a module that is imported only when the command
runs; so that `--help` and `check` start fast and only the window loads widgets. What goes wrong is
said on standard error in one line a problem, in the form `file:line:column: message`, and never as
a traceback.

Exit codes: 0 clean, 1 findings that count (or `fmt --check` found work), 2 the input or the call
is wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple, cast

import click

from journeymap.console import fail, said
from journeymap.model.text import M, Message
from journeymap.version import VERSION


class Place(NamedTuple):
    """Where a command is found, and the line that says what it is for in the list of commands."""

    module: str
    function: str
    line: Message


COMMANDS: Mapping[str, Place] = {
    "open": Place("opening", "open_window", M("Open maps in windows.")),
    "check": Place("checking", "check", M("Say what is unsound, missing or painful in maps.")),
    "export": Place("exporting", "export", M("Draw a map as PNG, PDF or SVG.")),
    "new": Place("beginning", "new", M("Begin a map from a template.")),
    "fmt": Place("editing", "fmt", M("Rewrite maps in the canonical form.")),
    "schema": Place("schemas", "schema", M("Print the JSON Schema of the map format.")),
    "import": Place("beginning", "import_map", M("Turn a Mermaid journey into a map.")),
    "show": Place("looking", "show", M("Print a map as an outline or as JSON.")),
    "set": Place("editing", "set_fields", M("Set fields of a map.")),
    "merge": Place("merging", "merge_maps", M("Join two versions of a map by its records.")),
    "diff": Place("comparing", "diff", M("Tell what differs between two maps.")),
    "git-setup": Place("git_setup", "git_setup", M("Let git merge and show maps by records.")),
    "metrics": Place("metrics", "metrics", M("Bring measured values into a map.")),
    "add": Place("editing", "add", M("Add a record to a map.")),
    "remove": Place("editing", "remove", M("Remove records from a map.")),
    "move": Place("editing", "move", M("Move records of a map.")),
    "rename-id": Place("editing", "rename_id", M("Give a record another id.")),
}


class OpenOrCommand(click.Group):
    """A group for which a first word that is no command is a map to open."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args:
            args = ["open"]
        elif args[0] not in COMMANDS and args[0] not in ("-h", "--help", "--version"):
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module = import_module(f"journeymap.commands.{place.module}")
        return cast("click.Command", getattr(module, place.function))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        with formatter.section(said(M("Commands"))):
            formatter.write_dl([(name, said(place.line)) for name, place in COMMANDS.items()])


@click.group(
    cls=OpenOrCommand,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=said(
        M(
            "Draw, check and measure customer journeys kept as plain YAML.\n\n"
            "journeymap MAP opens a map in the window; a command works without one:\n\n"
            "\b\n"
            "  journeymap coffee.yaml                      look at it, change it\n"
            "  journeymap check coffee.yaml                what the method misses\n"
            "  journeymap export coffee.yaml -o map.pdf    a picture to send\n"
            "  journeymap set coffee.yaml pay.emotion=-2   one field, one line of the file\n\n"
            "A MAP of - is read from standard input."
        )
    ),
)
@click.version_option(VERSION, prog_name="journeymap", message="%(prog)s %(version)s")
def cli() -> None:
    """Hold the commands; the texts of their help stand with each."""


def main() -> None:
    """Run the command line; does not return."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            cli(prog_name="journeymap")
        finally:
            sys.stdout.flush()  # here, where what goes wrong can still be said
    except BrokenPipeError:
        _discard_output()  # the reader went away, as `| head` does
        sys.exit(0)
    except OSError as error:
        _discard_output()
        fail(said(M("This cannot be written: {reason}", reason=error.strerror or str(error))))


def say_qt_is_missing(error: ImportError) -> None:
    """End the program with what it says that Qt, which draws maps, cannot be loaded."""
    why = M("Qt, which draws maps, cannot be loaded: {reason}.", reason=str(error))
    way = M(
        "Install the system library that is named; all commands but open and export do without."
    )
    fail(said(why), said(way))


def _discard_output() -> None:
    """Send the rest of standard output nowhere: writing it at exit would only raise again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
