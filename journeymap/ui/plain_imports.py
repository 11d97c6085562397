"""Brings Qt in without what only its makers need, and lets Python import as it always does after.

PySide6 loads at every start what makes its stub files, with command line and log: almost a quarter
of what importing it takes, and nothing here makes such files. It also puts a function of its own
before every import, and reads the source of each module that is loaded from then on, to see whether
it asks for other spellings of Qt's names. Nothing here does. Reading some five hundred files took a
tenth of the time in which a map is opened. Nothing but Qt itself may be imported here.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace

STUBS = tuple(f"shibokensupport.signature.lib.{name}" for name in ("enum_sig", "pyi_generator"))
BEFORE = "PySide6.support"  # what PySide6 loads shortly before


def import_plainly() -> None:
    """Import Qt, and take PySide6's function away again; another's stays."""
    with _without_stubs():
        import_module("PySide6.QtCore")
    own = getattr(builtins, "__feature_import__", None)
    before = getattr(builtins, "__orig_import__", None)
    if before is not None and builtins.__import__ is own:
        builtins.__import__ = before


@contextmanager
def _without_stubs() -> Iterator[None]:
    """Let empty modules stand for what makes stub files while PySide6 is loaded.

    When it begins, PySide6 throws away whatever has such a name; so the modules are put there when
    what comes before them is looked for.
    """

    def find_spec(name: str, *_: object) -> None:
        for each in STUBS if name == BEFORE else ():
            empty = ModuleType(each)
            empty.__spec__ = ModuleSpec(each, None)
            sys.modules[each] = empty

    watcher = SimpleNamespace(find_spec=find_spec)
    sys.meta_path.insert(0, watcher)
    try:
        yield
    finally:
        sys.meta_path.remove(watcher)
