"""Which maps a command is to look at, when it may be given folders as well as files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import click

from journeymap.checks.siblings import Among, Folder
from journeymap.console import STANDARD_INPUT, fail, said
from journeymap.files.folders import is_map, maps_below
from journeymap.files.problems import FileProblem
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M

MAPS_ONLY = click.option(
    "--maps-only",
    is_flag=True,
    help=said(M("Leave out files that are no maps: those without the key “format”.")),
)


class Gathered(NamedTuple):
    """The files to read, each once and in the order they were named; the maps of each folder.

    `folders` is empty where only files were named. `skipped` counts the YAML files in the folders
    that are no maps, `problems` are what went wrong while looking for maps.
    """

    files: tuple[str, ...]
    folders: Mapping[str, tuple[str, ...]]
    skipped: int
    problems: tuple[FileProblem, ...]


def gathered(names: Iterable[str]) -> Gathered:
    """Return the maps that are named or lie in the folders that are named.

    A file that is named and lies in a named folder too is read once, where the folder stands. Ends
    the program when a folder holds no map.
    """
    folders: dict[str, tuple[str, ...]] = {}
    files: dict[str, str] = {}  # by what each path leads to, so that no map comes twice
    problems: list[FileProblem] = []
    skipped = 0
    for name in dict.fromkeys(names):
        if name == STANDARD_INPUT or not os.path.isdir(name):
            files.setdefault(name if name == STANDARD_INPUT else os.path.realpath(name), name)
            continue
        below = maps_below(name)
        if not below.maps and not below.problems:
            nothing = M(
                "There is no map in “{folder}”: a map is a .yaml file with the key “format”.",
                folder=name,
            )
            fail(said(nothing))
        folders[name] = below.maps
        skipped += below.skipped
        problems += below.problems
        for path in below.maps:
            files.setdefault(os.path.realpath(path), path)
    return Gathered(tuple(files.values()), folders, skipped, tuple(dict.fromkeys(problems)))


def only_maps(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folders, and the files that are maps; ends the program when none is left."""
    left = tuple(n for n in names if n == STANDARD_INPUT or os.path.isdir(n) or is_map(n))
    if names and not left:
        sys.exit(0)
    return left


def among_others(
    folders: Mapping[str, Iterable[str]], maps: Mapping[str, JourneyMap]
) -> dict[str, Among]:
    """Return, for each file in a folder, the folder with the maps that could be read.

    A file in two of the folders belongs to the first that was named.
    """
    found: dict[str, Among] = {}
    for paths in folders.values():
        folder = Folder({path: maps[path] for path in paths if path in maps})
        for path in paths:
            if path in maps:
                found.setdefault(path, Among.others(folder, path))
    return found
