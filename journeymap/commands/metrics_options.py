"""What the commands that read a source are told by, and how they end where it cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from journeymap.console import fail, lines_of, put_json, said
from journeymap.files.problems import FilesError
from journeymap.metrics import roles
from journeymap.metrics.sources import read
from journeymap.metrics.table import Table, Unusable
from journeymap.model.journey import SourceOptions
from journeymap.model.text import M, literal

Result = TypeVar("Result")
FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
SHAPE = click.option(
    "--as",
    "shape",
    type=click.Choice(["table", "survey"]),
    help=said(M("What the rows are: readings, or the answers of people; found out if left out.")),
)
COLUMNS = click.option(
    "--columns",
    multiple=True,
    metavar="COLUMN=ROLE",
    help=said(
        M(
            "What a column is there for: {roles}; blank to leave it out.",
            roles=(*roles.ROLES, "segment.NAME", "counts.SCORE"),
        )
    ),
)
OPTIONS = click.option(
    "--option",
    "options",
    multiple=True,
    metavar="KEY=VALUE",
    help=said(
        M("How the file is to be read: {keys}.", keys=tuple(SourceOptions.model_fields)),
    ),
)


def table_of(source: str, options: SourceOptions) -> Table:
    """Return the table of a source, or end the program with the reason why there is none."""
    return or_fail(source, lambda: read(Path(source), options))


def or_fail(source: str, work: Callable[[], Result]) -> Result:
    """Return what work gives, or end the program with the reason and the option that helps."""
    try:
        return work()
    except Unusable as error:
        message = error.message
        if error.settles:
            message = M("{problem}: {option}", problem=message, option=literal(error.settles))
        refuse(source, said(message))
    except FilesError as error:
        refuse(source, *lines_of(error))


def refuse(source: str, *lines: str) -> NoReturn:
    """Say what is wrong with a source and end with exit code 2; a program is told as JSON too."""
    if click.get_current_context().params.get("form") == "json":
        values = {"file": source, "problem": "\n".join(lines)}
        put_json(json.dumps(values, ensure_ascii=False, indent=2))
    fail(*(f"{source}: {line}" for line in lines))


def pairs(texts: Iterable[str], alone: bool = False) -> dict[str, str]:
    """Return `WORD=VALUE` texts by word; with `alone` a text without “=” is for the empty word."""
    found: dict[str, str] = {}
    for text in texts:
        word, equals, value = text.rpartition("=")
        if not equals and not alone:
            fail(said(M("“{text}” is not WORD=VALUE.", text=text)))
        found[word.strip()] = value.strip()
    return found


def options_of(texts: Iterable[str]) -> SourceOptions:
    """Return how a file is to be read, from texts such as `decimal=,`."""
    given: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")  # a value may give words their scores
        given |= {key.strip(): value.strip()} if equals else pairs([text])
        key = key.strip()
        if key not in SourceOptions.model_fields:
            keys = tuple(SourceOptions.model_fields)
            fail(said(M("there is no option “{key}”; there are: {keys}", key=key, keys=keys)))
    return SourceOptions(**given)
