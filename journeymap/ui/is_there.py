"""Whether a file can be reached, asked so that no answer of the file system stops the window.

Names may be too long, folders closed, shares gone, and what a map or the settings say need not be a
name at all. Nothing of the model may be imported here.
"""

from __future__ import annotations

from pathlib import Path


def is_there(path: Path) -> bool:
    """Return whether a file is there and may be seen; what cannot be known is not there."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # ValueError: a name with NUL in it
        return False


def is_folder(path: Path) -> bool:
    """Return whether a folder is there and may be seen."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
