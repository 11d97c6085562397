"""Whether there is a screen for a window: asked before Qt is loaded, which would end the program.

Used by the command line; nothing of Qt may be imported here.
"""

from __future__ import annotations

import os
import sys


def has_display() -> bool:
    """Return whether a window can be opened here."""
    if sys.platform in ("win32", "darwin"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)
