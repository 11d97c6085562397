"""Makes menu entries, tooltips and shortcuts out of the table of actions (`action_table.py`).

It is read before the model is loaded, and nothing of the model may be imported here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu

from journeymap.model.text import say
from journeymap.ui.action_table import ACTIONS, CONTEXT, MENUS, SUBMENUS, TOOLBAR, Action

__all__ = [
    "ACTIONS",
    "CONTEXT",
    "MENUS",
    "SUBMENUS",
    "TOOLBAR",
    "Action",
    "build",
    "call",
    "enable",
    "fill",
    "keys_text",
    "row_of",
    "set_icons",
    "tip",
    "turn",
    "with_keys",
]


TURNED = ("move-back", "move-on", "next-in-stage")  # their keys point along the journey


def build(parent: QObject, lang: str, trigger: Callable[[str], None]) -> dict[str, QAction]:
    """Return a QAction for every row without a submenu; triggering one calls `trigger(id)`."""
    made = {}
    for row in ACTIONS:
        if row.submenu:
            continue
        text = say(row.text, lang)
        action = QAction(with_keys(text, row), parent)
        action.setIconText(text.replace("&", "").removesuffix("…"))
        action.setObjectName(row.id)
        action.setShortcuts([QKeySequence(keys) for keys in row.keys])
        action.setCheckable(row.checkable)
        action.setIconVisibleInMenu(not row.checkable)  # its tick stands there
        action.setMenuRole(getattr(QAction.MenuRole, row.role))
        action.setToolTip(tip(row, lang))
        action.setStatusTip("")
        action.setEnabled(not row.needs)
        # the id is bound as a default: a closure would see the last row only
        action.triggered.connect(lambda _checked=False, id=row.id: trigger(id))
        made[row.id] = action
    return made


def tip(row: Action, lang: str) -> str:
    """Return the tooltip of a row: what it does, and its first shortcut."""
    words = say(row.tip or row.text, lang).replace("&", "").removesuffix("…")
    if not row.keys:
        return words
    return f"{words} ({keys_text(row.keys[0])})"


def with_keys(words: str, row: Action) -> str:
    """Return the text of a menu entry with its shortcut, spelt by us and not by Qt.

    Qt would set “Ctrl++” as “++Ctrl” in a menu that runs right to left. macOS has its own way.
    """
    if not row.keys or sys.platform == "darwin":
        return words
    return f"{words}\t{keys_text(row.keys[0])}"


def keys_text(keys: str) -> str:
    """Return a shortcut as it is printed on keyboards: Ctrl+Shift+S, on macOS in its signs.

    It is isolated, so that it stays whole in any script.
    """
    formats = QKeySequence.SequenceFormat
    mac = sys.platform == "darwin"
    spelt = QKeySequence(keys).toString(formats.NativeText if mac else formats.PortableText)
    return f"\u2066{spelt or keys}\u2069"


def row_of(id: str) -> Action:
    """Return the row with that id; raises KeyError when there is none."""
    return _ROWS[id]


def fill(
    menu: QMenu,
    ids: Iterable[str],
    actions: Mapping[str, QAction],
    add_menu: Callable[[Action], object] | None = None,
) -> None:
    """Put actions into a menu; an empty id is a line, and `add_menu` adds those with a submenu."""
    for id in ids:
        if not id:
            menu.addSeparator()
        elif id in actions:
            menu.addAction(actions[id])
        elif add_menu:
            add_menu(_ROWS[id])


def enable(
    actions: Mapping[str, QAction], have: Collection[str], had: Collection[str] | None = None
) -> None:
    """Switch each action on when what it needs is among `have`; `had` is what there was so far."""
    for id, action in actions.items():
        needs = _ROWS[id].needs
        on = not needs or needs in have
        if had is None or on != (not needs or needs in had):
            action.setEnabled(on)


def turn(actions: Mapping[str, QAction], rtl: bool) -> None:
    """Let the arrows of shortcuts point where the map runs: on is to the left in some."""
    for id in TURNED:
        action, row = actions[id], _ROWS[id]
        if action.property("rtl") == rtl:
            continue
        action.setProperty("rtl", rtl)
        keys = tuple(map(_turned, row.keys)) if rtl else row.keys
        action.setShortcuts([QKeySequence(each) for each in keys])
        action.setText(with_keys(action.text().partition("\t")[0], row._replace(keys=keys)))


def call(action: QAction, words: str) -> None:
    """Let an action have another name; the keys beside it stay."""
    _, tab, keys = action.text().partition("\t")
    if action.text() != f"{words}{tab}{keys}":
        action.setText(f"{words}{tab}{keys}")


def _turned(keys: str) -> str:
    """Return a shortcut with Left for Right and Right for Left."""
    return "Left".join(part.replace("Left", "Right") for part in keys.split("Right"))


def set_icons(actions: Mapping[str, QAction], make: Callable[[str], QIcon]) -> None:
    """Give each action that has an icon the one that `make` draws."""
    for id, action in actions.items():
        if name := _ROWS[id].icon:
            action.setIcon(make(name))


_ROWS = {row.id: row for row in ACTIONS}
