"""Which maps lie in a folder: looked for by name and by one line, read by nobody here.

A map is a file `*.yaml` or `*.yml` with the key `format:` at its top level; other YAML files, such
as those of a build server, are counted and left alone. Hidden folders and those of installed
packages are passed over. Links to folders are not followed, so no loop of links is ever walked and
nothing outside of the folder is read without having been named.
"""

from __future__ import annotations

import codecs
import os
import re
from typing import NamedTuple

from journeymap.files.problems import FileProblem
from journeymap.files.profiles import NAME as PROFILE
from journeymap.files.regular import content
from journeymap.model.text import M

ENDINGS = (".yaml", ".yml")
PASSED_OVER = frozenset(("node_modules", "__pycache__", "site-packages", "venv"))

_KEY = re.compile(r"""^(?:\{\s*)?(["']?)format\1\s*:(?=\s|$)""", re.MULTILINE)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Below(NamedTuple):
    """What lies in a folder and below it: the maps, how many other YAML files, what went wrong."""

    maps: tuple[str, ...]
    skipped: int
    problems: tuple[FileProblem, ...]


def maps_below(folder: str | os.PathLike[str]) -> Below:
    """Return the maps in a folder and in the folders below it, by name, each under one name.

    A YAML file that cannot be opened counts as a map, because whoever reads it says what is wrong.
    A folder that cannot be looked into is a problem.
    """
    maps: list[str] = []
    skipped = 0
    problems: list[FileProblem] = []

    def cannot(error: OSError) -> None:
        reason = M("this folder cannot be read: {reason}", reason=error.strerror or str(error))
        problems.append(FileProblem(error.filename or os.fspath(folder), 0, 0, reason))

    for here, folders, files in os.walk(folder, onerror=cannot):
        folders[:] = sorted(name for name in folders if _is_looked_into(name))
        for name in sorted(files):
            if not name.lower().endswith(ENDINGS) or name.startswith(".") or name == PROFILE:
                continue
            path = os.path.normpath(os.path.join(here, name))
            if is_map(path):
                maps.append(path)
            else:
                skipped += 1
    return Below(_each_once(maps), skipped, tuple(problems))


def _is_looked_into(name: str) -> bool:
    return not name.startswith(".") and name not in PASSED_OVER


def is_map(path: str) -> bool:
    """Return whether a file is a map or cannot be opened, which reading it then says."""
    if not os.path.isfile(path):
        return not os.path.exists(path)  # which is for the reader to explain
    try:
        data = content(path)
    except OSError:
        return True
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    return _KEY.search(data.decode(encoding, "replace")) is not None


def _each_once(paths: list[str]) -> tuple[str, ...]:
    """Return the paths without those that lead to a file that is there already: the links go."""
    by_link = sorted(paths, key=os.path.islink)
    real = {os.path.realpath(path): path for path in reversed(by_link)}
    return tuple(path for path in paths if real[os.path.realpath(path)] == path)
