"""How a person likes the table of each kind: which columns, in which order, how wide.

Kept in the settings and never in a map. What is read back is checked: the program may have other
columns by now, and anybody may have written into the file.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from PySide6.QtCore import QByteArray

from journeymap.model.journey import Kind
from journeymap.ui.settings import Settings
from journeymap.ui.table.columns import USUAL, columns_of

LEAST, MOST = 30, 2000  # pixels of a column


class Layout(NamedTuple):
    """The columns that are shown, from the first to the last, and the widths that were given."""

    shown: tuple[str, ...]
    widths: dict[str, int]


def kept(settings: Settings, kind: Kind) -> Layout:
    """Return how the table of a kind was left, the usual way when it never was."""
    try:
        found: Any = json.loads(bytes(settings.bytes(f"table/{kind}").data()) or b"{}")
    except (ValueError, RecursionError):
        found = {}
    found = found if isinstance(found, dict) else {}
    names = {field.name for field in columns_of(kind)}
    shown, widths = found.get("shown"), found.get("widths")
    order = [each for each in shown if each in names] if isinstance(shown, list) else []
    return Layout(
        tuple(dict.fromkeys(order)) or USUAL[kind],
        {
            name: min(max(width, LEAST), MOST)
            for name, width in (widths.items() if isinstance(widths, dict) else ())
            if name in names and isinstance(width, int) and not isinstance(width, bool)
        },
    )


def keep(settings: Settings, kind: Kind, layout: Layout) -> None:
    """Remember how the table of a kind is looked at."""
    text = json.dumps({"shown": list(layout.shown), "widths": layout.widths})
    settings.keep(f"table/{kind}", QByteArray(text.encode()))
