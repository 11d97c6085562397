"""The folder of recovery copies: closed to others, and the names of the copies in it.

Read before the window stands, so nothing that takes time is imported.
"""

from __future__ import annotations

import os
from pathlib import Path

BEGINS, ENDING = "copy-", ".json"


def ready(folder: Path) -> None:
    """Make the folder, which nobody else may look into; raises OSError."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def new_file(folder: Path) -> Path:
    """Return a name for a copy that no other has."""
    return folder / f"{BEGINS}{os.urandom(8).hex()}{ENDING}"


def copies(folder: Path) -> list[Path]:
    """Return what looks like a copy in a folder, by name; nothing where there is no folder."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [folder / n for n in names if n.startswith(BEGINS) and n.endswith(ENDING)]
