"""Where a person's own templates are kept, and their names; each is a map file in one folder.

The folder is the one that Qt calls AppDataLocation, worked out without Qt so that the command line
finds the same templates as the window. Read by the start page before the model is loaded: nothing
of it may be imported here.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

ENDING = ".yaml"
SHIPPED = Path(__file__).resolve().parent.parent / "templates"
MOST_BYTES = 200  # of a name; file systems take 255, with an ending and a part for saving
JOINERS = "\u200c\u200d"  # Persian and Indian names are written with them
# What Windows takes for a device, whatever ending follows.
RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³"
}


def own_folder() -> Path:
    """Return the folder of a person's own templates; it need not be there."""
    return _data_folder() / "journeymap" / "templates"


def _data_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    given = os.environ.get("XDG_DATA_HOME", "")
    return Path(given) if os.path.isabs(given) else Path.home() / ".local" / "share"


def own_names() -> tuple[str, ...]:
    """Return the names of a person's own templates, sorted."""
    return tuple(sorted(_own_files()))


def shipped_names() -> tuple[str, ...]:
    """Return the names of the templates that come with the program, sorted."""
    return tuple(sorted(path.stem for path in SHIPPED.glob(f"*{ENDING}")))


def is_shipped(name: str) -> bool:
    """Return whether a template that comes with the program is called so already."""
    return file_stem(name).casefold() in {each.casefold() for each in shipped_names()}


def own_path(name: str) -> Path:
    """Return the file of the own template `name`, whether it is there or not."""
    files, stem = _own_files(), file_stem(name)
    return files.get(name) or files.get(stem) or own_folder() / f"{stem}{ENDING}"


def _own_files() -> dict[str, Path]:
    """Return name -> file; whatever stands in the folder under a name that can be shown.

    One that is called like a template of the program is told apart by a number.
    """
    try:
        stems = {path.stem: path for path in own_folder().glob(f"*{ENDING}") if _is_file(path)}
    except OSError:
        return {}
    shipped = {name.casefold() for name in shipped_names()}
    shown = {
        stem: path
        for stem, path in stems.items()
        if not stem.startswith(".") and all(map(_can_be_shown, stem))
    }
    files = {stem: path for stem, path in shown.items() if stem.casefold() not in shipped}
    for stem in sorted(shown.keys() - files.keys()):
        numbered = (f"{stem} ({n})" for n in count(2))
        files[next(each for each in numbered if each not in files)] = shown[stem]
    return files


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def file_stem(name: str) -> str:
    """Return a name as files may be called on every system; “template” where nothing is left."""
    kept = "".join(c if c not in '<>:"/\\|?*' and _can_be_shown(c) else "-" for c in name)
    short = kept.strip(" .").encode()[:MOST_BYTES].decode(errors="ignore").rstrip(" .")
    reserved = short.partition(".")[0].rstrip().upper() in RESERVED
    return (f"_{short}" if reserved else short) or "template"


def _can_be_shown(letter: str) -> bool:
    return letter.isprintable() or letter in JOINERS


def remove_own(name: str) -> bool:
    """Return whether the own template `name` is gone now."""
    try:
        own_path(name).unlink(missing_ok=True)
    except OSError:
        return False
    return True
