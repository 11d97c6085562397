"""Where a person's own templates are kept, and their names; each is a map file in one folder.

The folder is the one that Qt calls AppDataLocation, worked out without Qt so that the command line
finds the same templates as the window. Read by the start page before the model is loaded: nothing
of it may be imported here.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ENDING = ".yaml"


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
    try:
        return tuple(sorted(path.stem for path in own_folder().glob(f"*{ENDING}")))
    except OSError:
        return ()


def own_path(name: str) -> Path:
    """Return the file of the own template `name`, whether it is there or not."""
    return own_folder() / f"{file_stem(name)}{ENDING}"


def file_stem(name: str) -> str:
    """Return a name as files may be called on every system; “template” where nothing is left."""
    kept = "".join("-" if c in '<>:"/\\|?*' or not c.isprintable() else c for c in name)
    return kept.strip(" .")[:80].rstrip(" .") or "template"


def remove_own(name: str) -> bool:
    """Return whether the own template `name` is gone now."""
    try:
        own_path(name).unlink(missing_ok=True)
    except OSError:
        return False
    return True
