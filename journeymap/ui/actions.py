"""The one table of actions: menus, toolbar, context menus, shortcuts and help come from it.

An action is a row: what it is called, where it stands, which keys it has, what it needs. What it
does is looked up by its id where it is triggered, so that the table can be read before the model is
loaded. Nothing of the model may be imported here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu

from journeymap.model.text import M, Message, say

Menu = Literal["file", "edit", "view", "map", "help"]
# What has to be there: a map, something selected, one touchpoint, a step to undo or redo.
Need = Literal["", "map", "selection", "one", "touchpoint", "undo", "redo"]

MENUS: Mapping[Menu, Message] = {
    "file": M("&File"),
    "edit": M("&Edit"),
    "view": M("&View"),
    "map": M("&Map"),
    "help": M("&Help"),
}


class Action(NamedTuple):
    """One row. Actions of one `part` stand together, a line between two parts of a menu."""

    id: str
    menu: Menu
    part: int
    text: Message
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: Need = ""
    checkable: bool = False
    submenu: str = ""  # filled when shown: recent, lanes, persona, theme, language
    tip: Message | None = None
    role: str = "NoRole"  # where macOS puts it


ACTIONS: tuple[Action, ...] = (
    Action("new", "file", 0, M("New map"), ("Ctrl+N",), "new"),
    Action("template", "file", 0, M("New from template"), submenu="template"),
    Action("open", "file", 0, M("Open…"), ("Ctrl+O",), "open"),
    Action("recent", "file", 0, M("Open recent"), submenu="recent"),
    Action("example", "file", 0, M("Open example"), submenu="example"),
    Action("save", "file", 1, M("Save"), ("Ctrl+S",), "save", "map"),
    Action("save-as", "file", 1, M("Save as…"), ("Ctrl+Shift+S",), "", "map"),
    Action(
        "export",
        "file",
        2,
        M("Export…"),
        ("Ctrl+E",),
        "export",
        "map",
        tip=M("Write the map as PNG, PDF or SVG"),
    ),
    Action("close", "file", 3, M("Close map"), ("Ctrl+W",), "", "map"),
    Action("quit", "file", 3, M("Quit"), ("Ctrl+Q",), role="QuitRole"),
    Action("undo", "edit", 0, M("Undo"), ("Ctrl+Z",), "undo", "undo"),
    Action("redo", "edit", 0, M("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "redo"),
    Action("rename", "edit", 1, M("Rename"), ("F2",), "edit", "one"),
    Action("delete", "edit", 1, M("Delete"), ("Del",), "delete", "selection"),
    Action("select-all", "edit", 2, M("Select all touchpoints"), ("Ctrl+A",), "", "map"),
    Action("find", "edit", 2, M("Find…"), ("Ctrl+F",), "search", "map"),
    Action("fit", "view", 0, M("Show the whole map"), ("Ctrl+0", "Ctrl+9"), "zoom-fit", "map"),
    Action("zoom-100", "view", 0, M("Actual size"), ("Ctrl+Alt+0",), "", "map"),
    Action("zoom-in", "view", 0, M("Zoom in"), ("Ctrl++", "Ctrl+="), "zoom-in", "map"),
    Action("zoom-out", "view", 0, M("Zoom out"), ("Ctrl+-",), "zoom-out", "map"),
    Action("lanes", "view", 1, M("Lanes"), needs="map", submenu="lanes"),
    Action("persona", "view", 1, M("Persona in view"), needs="map", submenu="persona"),
    Action("outline", "view", 2, M("Outline"), ("Ctrl+Alt+O",), "outline", "map", True),
    Action("history", "view", 2, M("History"), ("Ctrl+Alt+H",), "", "map", True),
    Action("inspector", "view", 2, M("Inspector"), ("Ctrl+Alt+I",), "settings", "map", True),
    Action("comments", "view", 2, M("Comments"), ("Ctrl+Alt+C",), "comment", "map", True),
    Action("findings", "view", 2, M("Findings"), ("Ctrl+Alt+F",), "warning", "map", True),
    Action("next-pane", "view", 2, M("Go to the next pane"), ("F6",), "", "map"),
    Action("theme", "view", 3, M("Theme"), submenu="theme"),
    Action("language", "view", 3, M("Language of the window"), submenu="language"),
    Action(
        "add-touchpoint",
        "map",
        0,
        M("Touchpoint"),
        ("Ctrl+T",),
        "add",
        "map",
        tip=M("Add a touchpoint after the selected one"),
    ),
    Action(
        "add-pain",
        "map",
        0,
        M("Pain point"),
        ("Ctrl+Shift+P",),
        "pain",
        "map",
        tip=M("Add a pain point to the selection"),
    ),
    Action(
        "add-opportunity",
        "map",
        0,
        M("Opportunity"),
        ("Ctrl+Shift+O",),
        "opportunity",
        "map",
        tip=M("Add an opportunity to the selection"),
    ),
    Action(
        "connect",
        "map",
        0,
        M("Connect…"),
        ("Ctrl+L",),
        "connect",
        "touchpoint",
        tip=M("Draw a flow from the selected touchpoint to another"),
    ),
    Action("add-stage", "map", 1, M("Add a stage"), needs="map"),
    Action("add-channel", "map", 1, M("Add a channel"), needs="map"),
    Action("add-persona", "map", 1, M("Add a persona"), needs="map"),
    Action("moment", "map", 2, M("Moment of truth"), ("Ctrl+M",), "star", "touchpoint"),
    Action("emotion-1", "map", 3, M("Emotion: very bad"), ("Ctrl+1",), "", "touchpoint"),
    Action("emotion-2", "map", 3, M("Emotion: bad"), ("Ctrl+2",), "", "touchpoint"),
    Action("emotion-3", "map", 3, M("Emotion: neutral"), ("Ctrl+3",), "", "touchpoint"),
    Action("emotion-4", "map", 3, M("Emotion: good"), ("Ctrl+4",), "", "touchpoint"),
    Action("emotion-5", "map", 3, M("Emotion: very good"), ("Ctrl+5",), "", "touchpoint"),
    Action("properties", "map", 4, M("Properties of the map"), ("Ctrl+I",), "", "map"),
    Action("shortcuts", "help", 0, M("Keyboard shortcuts"), ("F1",), "help"),
    Action("about", "help", 1, M("About journeymap"), role="AboutRole"),
)

TOOLBAR = ("undo", "redo", "", "add-touchpoint", "add-pain", "add-opportunity", "connect")
CONTEXT: Mapping[str, tuple[str, ...]] = {
    "touchpoint": (
        "rename",
        "moment",
        "",
        "add-touchpoint",
        "add-pain",
        "add-opportunity",
        "connect",
        "",
        "delete",
    ),
    "": ("add-touchpoint", "add-stage", "add-channel", "", "fit", "zoom-100", "", "properties"),
    "other": ("rename", "add-pain", "add-opportunity", "", "delete"),
}


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


def fill(menu: QMenu, ids: Iterable[str], actions: Mapping[str, QAction]) -> None:
    """Put actions into a menu; an empty id is a line."""
    for id in ids:
        if id:
            menu.addAction(actions[id])
        else:
            menu.addSeparator()


def enable(actions: Mapping[str, QAction], have: frozenset[str]) -> None:
    """Switch each action on when what it needs is among `have`."""
    for id, action in actions.items():
        needs = _ROWS[id].needs
        action.setEnabled(not needs or needs in have)


def set_icons(actions: Mapping[str, QAction], make: Callable[[str], QIcon]) -> None:
    """Give each action that has an icon the one that `make` draws."""
    for id, action in actions.items():
        if name := _ROWS[id].icon:
            action.setIcon(make(name))


_ROWS = {row.id: row for row in ACTIONS}
