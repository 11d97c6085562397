"""The one table of actions: what each is called, where it stands, which keys it has, what it needs.

Menus, toolbar, context menus, shortcuts, help and the README's table come from it, through
`actions.py`. What an action does is looked up by its id where it is triggered, so that the table
can be read before the model is loaded. Nothing of the model may be imported here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from journeymap.model.text import M, Message

Menu = Literal["file", "edit", "view", "map", "help"]
# What has to be there: a map, something selected, one touchpoint, a step to undo or redo,
# a map that led here, a metric that lies over the map, earlier versions in git,
# a map that it is based on.
Need = Literal[
    "",
    "map",
    "open",
    "selection",
    "one",
    "touchpoint",
    "undo",
    "redo",
    "back",
    "overlay",
    "versions",
    "base",
]

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
    submenu: str = ""  # of SUBMENUS, or filled when shown: recent, lanes, theme, language
    tip: Message | None = None
    role: str = "NoRole"  # where macOS puts it
    inside: str = ""  # the submenu that it stands in


# A menu holds at most 18 entries, so that it fits on a small screen with large text.
SUBMENUS: Mapping[str, tuple[str, ...]] = {
    "compare": ("compare-file", "compare-version", "compare-base"),
    "zoom": ("fit", "zoom-100", "zoom-in", "zoom-out", "zoom-selection", "minimap"),
    "over": ("overlay", "period-previous", "period-next", "play"),
    "stages": ("collapse", "collapse-all", "expand-all", "keep-view"),
    "panels": (
        *("table", "board", "outline", "history", "inspector", "comments", "findings"),
        *("next-pane", "previous-pane"),
    ),
    "move": ("move-up", "move-down", "move-back", "move-on", "move-to"),
    "add": ("add-stage", "add-channel", "add-persona", "add-metric", "add-backstage"),
    "rebuild": ("split", "merge-next", "merge", "color", "layer-up", "layer-down"),
    "parking": (
        *("park", "unpark-touchpoint", "unpark-pain", "unpark-opportunity"),
        *("vote", "unvote", "park-sort"),
    ),
    "next": ("branch", "next-in-stage", "next-in-channel"),
    **{
        field: tuple(f"{field}-{step}" for step in range(1, 6))
        for field in ("emotion", "success", "effort")
    },
}
_INSIDE = {id: submenu for submenu, ids in SUBMENUS.items() for id in ids}


def _digit(modifiers: str, digit: int) -> tuple[str, ...]:
    """Return the keys of a digit on keyboards with Latin, Persian and Arabic digits."""
    return tuple(f"{modifiers}+{chr(zero + digit)}" for zero in (0x30, 0x6F0, 0x660))


_ROWS: tuple[Action, ...] = (
    Action("new", "file", 0, M("New map"), ("Ctrl+N",), "new"),
    Action("new-window", "file", 0, M("New window"), ("Ctrl+F12",)),
    Action("template", "file", 0, M("New from template"), submenu="template"),
    Action("open", "file", 0, M("Open…"), ("Ctrl+O",), "open"),
    Action("recent", "file", 0, M("Open recent"), submenu="recent"),
    Action("example", "file", 0, M("Open example"), submenu="example"),
    Action("save", "file", 1, M("Save"), ("Ctrl+S",), "save", "map"),
    Action("save-as", "file", 1, M("Save as…"), ("Ctrl+Shift+S",), "", "map"),
    Action("save-template", "file", 1, M("Save as template…"), needs="map"),
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
    Action("print", "file", 2, M("Print…"), ("Ctrl+P",), "print", "map"),
    Action("compare", "file", 2, M("Compare"), needs="map", submenu="compare"),
    Action("compare-file", "file", 2, M("Compare with a file…"), (), "compare", "map"),
    Action("compare-version", "file", 2, M("Compare with an earlier version…"), needs="versions"),
    Action("compare-base", "file", 2, M("Compare with the map it is based on"), needs="base"),
    Action("settings", "file", 3, M("Settings…"), ("Ctrl+,",), "settings", role="PreferencesRole"),
    Action("close", "file", 3, M("Close map"), ("Ctrl+W",), "", "open"),
    Action("quit", "file", 3, M("Quit"), ("Ctrl+Q",), role="QuitRole"),
    Action("undo", "edit", 0, M("Undo"), ("Ctrl+Z",), "undo", "undo"),
    Action("redo", "edit", 0, M("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "redo"),
    Action("cut", "edit", 1, M("Cut"), ("Ctrl+X",), "", "selection"),
    Action("copy", "edit", 1, M("Copy"), ("Ctrl+C",), "", "selection"),
    Action("paste", "edit", 1, M("Paste"), ("Ctrl+V",), "", "map"),
    Action("duplicate", "edit", 1, M("Duplicate"), ("Ctrl+D",), "", "selection"),
    Action("rename", "edit", 1, M("Rename"), ("F2",), "edit", "one"),
    Action("delete", "edit", 1, M("Delete"), ("Del",), "delete", "selection"),
    Action("select-all", "edit", 2, M("Select all touchpoints"), ("Ctrl+A",), "", "map"),
    Action("select", "edit", 2, M("Select similar"), needs="map", submenu="select"),
    *(
        Action(f"select-{what}", "edit", 2, text, needs="touchpoint", inside="select")
        for what, text in (
            ("stage", M("Select all in this stage")),
            ("channel", M("Select all on this channel")),
            ("kind", M("Select all of this kind")),
            ("owner", M("Select all of this owner")),
            ("emotion", M("Select all with this emotion")),
            ("after", M("Select everything it leads to")),
            ("before", M("Select everything that leads to it")),
        )
    ),
    Action("find", "edit", 2, M("Find…"), ("Ctrl+F",), "search", "map"),
    Action("find-next", "edit", 2, M("Find next"), ("F3",), "", "map"),
    Action("find-previous", "edit", 2, M("Find previous"), ("Shift+F3",), "", "map"),
    Action("replace", "edit", 2, M("Replace…"), ("Ctrl+H",), "", "map"),
    Action(
        "palette",
        "edit",
        2,
        M("Command palette…"),
        ("Ctrl+K",),
        tip=M("Find an action, or a place of the map, by typing"),
    ),
    Action("zoom", "view", 0, M("Zoom"), needs="map", submenu="zoom"),
    Action("fit", "view", 0, M("Show the whole map"), ("Ctrl+0", "Ctrl+9"), "zoom-fit", "map"),
    Action("zoom-100", "view", 0, M("Actual size"), ("Ctrl+8",), "", "map"),
    Action("zoom-in", "view", 0, M("Zoom in"), ("Ctrl++", "Ctrl+="), "zoom-in", "map"),
    Action("zoom-out", "view", 0, M("Zoom out"), ("Ctrl+-",), "zoom-out", "map"),
    Action(
        "zoom-selection",
        "view",
        0,
        M("Show the selection"),
        ("Ctrl+7",),
        "",
        "selection",
        tip=M("Zoom to what is selected"),
    ),
    Action("minimap", "view", 0, M("Map in the corner"), (), "", "map", True),
    Action("lanes", "view", 1, M("Lanes"), needs="map", submenu="lanes"),
    Action("rows", "view", 1, M("Rows"), needs="map", submenu="rows"),
    Action("persona", "view", 1, M("Persona in view"), needs="map", submenu="persona"),
    Action(
        "filter",
        "view",
        1,
        M("Filter"),
        ("Ctrl+Shift+F",),
        "filter",
        "map",
        True,
        tip=M("Choose what to see; the rest is faded"),
    ),
    Action("clear-filter", "view", 1, M("Show everything again"), needs="map"),
    Action("over", "view", 1, M("Overlay"), needs="map", submenu="over"),
    Action(
        "overlay",
        "view",
        1,
        M("Overlay…"),
        ("Ctrl+Shift+M",),
        "metrics",
        "map",
        tip=M("Lay a metric over the map"),
    ),
    Action("period-previous", "view", 1, M("Period before"), ("Alt+PgUp",), "", "overlay"),
    Action("period-next", "view", 1, M("Next period"), ("Alt+PgDown",), "", "overlay"),
    Action(
        "play",
        "view",
        1,
        M("Play the periods"),
        ("Ctrl+F5",),
        "present",
        "overlay",
        tip=M("Show the overlay period by period"),
    ),
    Action("stages", "view", 1, M("Stages and lanes"), needs="map", submenu="stages"),
    Action(
        "collapse",
        "view",
        1,
        M("Collapse or expand the stage"),
        ("Ctrl+Shift+K",),
        "",
        "selection",
        tip=M("Show the selected stage as one card, or all of it again"),
    ),
    Action("collapse-all", "view", 1, M("Collapse all stages"), needs="map"),
    Action("expand-all", "view", 1, M("Expand all stages and lanes"), needs="map"),
    Action(
        "keep-view",
        "view",
        1,
        M("Keep this view in the map"),
        needs="map",
        tip=M("Write lanes and rows as they are shown into the map"),
    ),
    Action("panels", "view", 2, M("Panels"), needs="map", submenu="panels"),
    Action(
        "table",
        "view",
        2,
        M("Tables"),
        ("Ctrl+Shift+Y",),
        "table",
        "map",
        True,
        tip=M("Show the records as tables in place of the map"),
    ),
    Action(
        "board",
        "view",
        2,
        M("Priority board"),
        ("Ctrl+Shift+A",),
        "",
        "map",
        tip=M("Weigh opportunities: impact against effort"),
    ),
    Action("outline", "view", 2, M("Outline"), ("Ctrl+Shift+T",), "outline", "map", True),
    Action("history", "view", 2, M("History"), ("Ctrl+Shift+H",), "", "map", True),
    Action("inspector", "view", 2, M("Inspector"), ("Ctrl+Shift+I",), "settings", "map", True),
    Action("comments", "view", 2, M("Comments"), ("Ctrl+Shift+C",), "comment", "map", True),
    Action("findings", "view", 2, M("Findings"), ("Ctrl+F8",), "warning", "map", True),
    Action("next-finding", "view", 2, M("Next finding"), ("F8",), "", "map"),
    Action("previous-finding", "view", 2, M("Previous finding"), ("Shift+F8",), "", "map"),
    Action("next-pane", "view", 2, M("Go to the next pane"), ("F6",), "", "map"),
    Action("previous-pane", "view", 2, M("Go to the pane before"), ("Shift+F6",), "", "map"),
    Action("back", "view", 2, M("Back to the map before"), ("Alt+Shift+Return",), "back", "back"),
    Action(
        "present",
        "view",
        3,
        M("Present"),
        ("F5",),
        "present",
        "map",
        tip=M("Show the map stage by stage on the whole screen"),
    ),
    Action(
        "present-here",
        "view",
        3,
        M("Present from the selected stage"),
        ("Shift+F5",),
        "",
        "map",
    ),
    Action(
        "wall",
        "view",
        3,
        M("Wall mode"),
        ("F11",),
        "wall",
        "map",
        True,
        tip=M("The map alone on the whole screen, in larger type"),
    ),
    Action("windows", "view", 4, M("Windows"), submenu="windows"),
    Action("theme", "view", 4, M("Theme"), submenu="theme"),
    Action("language", "view", 4, M("Language of the window"), submenu="language"),
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
    Action("next", "map", 0, M("Next touchpoint"), needs="map", submenu="next"),
    Action(
        "branch",
        "map",
        0,
        M("Branch off"),
        ("Ctrl+Return",),
        "",
        "touchpoint",
        tip=M("Add a touchpoint beside the way on from the selected one"),
    ),
    Action(
        "next-in-stage",
        "map",
        0,
        M("Touchpoint in the next stage"),
        ("Ctrl+Right",),
        "",
        "touchpoint",
    ),
    Action(
        "next-in-channel",
        "map",
        0,
        M("Touchpoint in the next channel"),
        ("Ctrl+Down",),
        "",
        "touchpoint",
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
    Action("add", "map", 1, M("Add"), needs="map", submenu="add"),
    Action("add-stage", "map", 1, M("Add a stage"), ("Ctrl+Shift+G",), "stage", "map"),
    Action("add-channel", "map", 1, M("Add a channel"), ("Ctrl+Shift+L",), "channel", "map"),
    Action("add-persona", "map", 1, M("Add a persona"), (), "persona", "map"),
    Action("add-metric", "map", 1, M("Add a metric"), (), "metrics", "map"),
    Action(
        "add-backstage",
        "map",
        1,
        M("Add a backstage step"),
        ("Ctrl+Shift+B",),
        "backstage",
        "selection",
        tip=M("Add a backstage step behind the selected touchpoint"),
    ),
    Action("parking", "map", 1, M("Parking list"), needs="map", submenu="parking"),
    Action(
        "park",
        "map",
        1,
        M("Park notes…"),
        ("Ctrl+Shift+N",),
        "parking",
        "map",
        tip=M("Write down what came up and has no place yet"),
    ),
    Action("unpark-touchpoint", "map", 1, M("Make a touchpoint of the note"), needs="selection"),
    Action("unpark-pain", "map", 1, M("Make a pain point of the note"), needs="selection"),
    Action("unpark-opportunity", "map", 1, M("Make an opportunity of the note"), needs="selection"),
    Action("vote", "map", 1, M("Vote for it"), needs="selection"),
    Action("unvote", "map", 1, M("Take a vote away"), needs="selection"),
    Action("park-sort", "map", 1, M("Sort the parking list by votes"), needs="map"),
    Action("move", "map", 2, M("Move"), needs="map", submenu="move"),
    Action(
        "move-up",
        "map",
        2,
        M("Move up"),
        ("Alt+Up",),
        "up",
        "selection",
        tip=M("Move the selection one place up, or to the row above"),
    ),
    Action(
        "move-down",
        "map",
        2,
        M("Move down"),
        ("Alt+Down",),
        "down",
        "selection",
        tip=M("Move the selection one place down, or to the row below"),
    ),
    Action("move-back", "map", 2, M("Move to the previous stage"), ("Alt+Left",), "", "selection"),
    Action("move-on", "map", 2, M("Move to the next stage"), ("Alt+Right",), "", "selection"),
    Action("move-to", "map", 2, M("Move to stage"), needs="map", submenu="move-to"),
    Action("channel", "map", 2, M("Channel of the touchpoint"), needs="map", submenu="channel"),
    Action("flow-kind", "map", 2, M("Kind of the flow"), needs="map", submenu="flow-kind"),
    Action("rebuild", "map", 2, M("Split and merge"), needs="map", submenu="rebuild"),
    Action(
        "split",
        "map",
        2,
        M("Split the stage here"),
        ("Ctrl+Shift+J",),
        "",
        "touchpoint",
        tip=M("Begin a new stage with the selected touchpoints, or from the selected one on"),
    ),
    Action(
        "merge-next",
        "map",
        2,
        M("Merge with the next"),
        ("Ctrl+J",),
        "",
        "selection",
        tip=M("Make one of the selected stage, channel or other record and the one after it"),
    ),
    Action("merge", "map", 2, M("Merge…"), needs="selection"),
    Action("color", "map", 2, M("Colour"), needs="map", submenu="color"),
    Action("layer-up", "map", 2, M("Move to the layer above"), ("Alt+Shift+Up",), "", "selection"),
    Action(
        "layer-down", "map", 2, M("Move to the layer below"), ("Alt+Shift+Down",), "", "selection"
    ),
    Action("moment", "map", 2, M("Moment of truth"), ("Ctrl+M",), "star", "touchpoint"),
    Action("emotion", "map", 3, M("Emotion"), needs="map", submenu="emotion"),
    *(
        Action(f"emotion-{step}", "map", 3, text, _digit("Ctrl", step), "", "touchpoint")
        for step, text in enumerate(
            (
                M("Emotion: very bad"),
                M("Emotion: bad"),
                M("Emotion: neutral"),
                M("Emotion: good"),
                M("Emotion: very good"),
            ),
            1,
        )
    ),
    Action("success", "map", 3, M("Success"), needs="map", submenu="success"),
    *(
        Action(f"success-{step}", "map", 3, text, _digit("Alt", step), "", "touchpoint")
        for step, text in enumerate(
            (
                M("Success: failed"),
                M("Success: hardly"),
                M("Success: in part"),
                M("Success: mostly"),
                M("Success: reached the goal"),
            ),
            1,
        )
    ),
    Action("effort", "map", 3, M("Effort"), needs="map", submenu="effort"),
    *(
        Action(f"effort-{step}", "map", 3, text, _digit("Alt+Shift", step), "", "touchpoint")
        for step, text in enumerate(
            (
                M("Effort: none"),
                M("Effort: little"),
                M("Effort: some"),
                M("Effort: much"),
                M("Effort: exhausting"),
            ),
            1,
        )
    ),
    Action(
        "open-link",
        "map",
        4,
        M("Open linked map"),
        ("Alt+Return",),
        "open",
        "one",
        tip=M("Open the map that the selected touchpoint or stage has of its own"),
    ),
    Action("properties", "map", 4, M("Properties of the map"), ("Ctrl+I",), "", "map"),
    Action("help", "help", 0, M("Getting started"), ("F1",), "help"),
    Action("shortcuts", "help", 0, M("Keyboard shortcuts"), ("Ctrl+F1",)),
    Action("checks", "help", 0, M("What the checks look for")),
    Action("about", "help", 1, M("About journeymap"), role="AboutRole"),
)
ACTIONS = tuple(row._replace(inside=_INSIDE.get(row.id, row.inside)) for row in _ROWS)

TOOLBAR = ("undo", "redo", "", "add-touchpoint", "add-pain", "add-opportunity", "connect")
CONTEXT: Mapping[str, tuple[str, ...]] = {
    "touchpoint": (
        "rename",
        "moment",
        "",
        "add-touchpoint",
        "add-pain",
        "add-opportunity",
        "add-backstage",
        "connect",
        "",
        "move-to",
        "channel",
        "split",
        "move-up",
        "move-down",
        "",
        "copy",
        "duplicate",
        "delete",
    ),
    "": (
        *("add-touchpoint", "add-stage", "add-channel", "paste"),
        *("", "fit", "zoom-100", "", "properties"),
    ),
    "stage": (
        "rename",
        "",
        "add-touchpoint",
        "add-stage",
        "add-pain",
        "add-opportunity",
        "",
        "move-up",
        "move-down",
        "merge-next",
        "merge",
        "color",
        "",
        "delete",
    ),
    "channel": (
        "rename",
        "",
        "add-touchpoint",
        "add-channel",
        "add-pain",
        "add-opportunity",
        "",
        "move-up",
        "move-down",
        "merge-next",
        "merge",
        "color",
        "",
        "delete",
    ),
    "persona": (
        *("rename", "", "add-persona", "add-pain", "", "move-up", "move-down", "merge", ""),
        "delete",
    ),
    "metric": ("rename", "", "add-metric", "", "move-up", "move-down", "", "delete"),
    "pain_point": (
        "rename",
        "",
        "add-opportunity",
        "add-pain",
        "",
        "move-up",
        "move-down",
        "",
        "delete",
    ),
    "opportunity": ("rename", "", "add-opportunity", "", "move-up", "move-down", "", "delete"),
    "backstage": (
        *("rename", "", "add-backstage", "", "move-up", "move-down", "layer-up", "layer-down", ""),
        "delete",
    ),
    "parking": (
        *("rename", "", "unpark-touchpoint", "unpark-pain", "unpark-opportunity", ""),
        *("vote", "unvote", "park-sort", "", "move-up", "move-down", "", "delete"),
    ),
    "flow": ("flow-kind", "add-pain", "", "move-up", "move-down", "", "delete"),
    "other": ("rename", "add-pain", "add-opportunity", "", "delete"),
}
