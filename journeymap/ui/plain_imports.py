"""Lets Python import as it always does, once Qt is loaded.

PySide6 puts a function of its own before every import, and reads the source of each module that is
loaded from then on, to see whether it asks for other spellings of Qt's names. Nothing here does.
Reading some five hundred files took a tenth of the time in which a map is opened. Nothing but Qt
itself may be imported here.
"""

from __future__ import annotations

import builtins

from PySide6 import QtCore as QtCore  # what puts its own function there


def import_plainly() -> None:
    """Take PySide6's function away again; all stays where there is none, or another's."""
    own = getattr(builtins, "__feature_import__", None)
    before = getattr(builtins, "__orig_import__", None)
    if before is not None and builtins.__import__ is own:
        builtins.__import__ = before
