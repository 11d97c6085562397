"""Which key does what in a presentation: one table for the keyboard and for the sheet of keys.

Letters count by their place on the keyboard where the layout writes another script, so that B is
black on a Persian keyboard as well. It knows no window.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from journeymap.model.text import M, Message

Deed: TypeAlias = Literal[
    "next", "back", "first", "last", "forward", "backward", "focus", "leave", "black", "pointer",
    "help", "single", "enter",
]  # fmt: skip
_KEY = Qt.Key

_DEEDS: Mapping[int, Deed] = {
    _KEY.Key_Space: "next",
    _KEY.Key_PageDown: "next",
    _KEY.Key_Down: "next",
    _KEY.Key_MediaNext: "next",
    _KEY.Key_PageUp: "back",
    _KEY.Key_Backspace: "back",
    _KEY.Key_Up: "back",
    _KEY.Key_MediaPrevious: "back",
    _KEY.Key_Back: "back",
    _KEY.Key_Right: "forward",  # what lies at the right: next, in a map that begins at the left
    _KEY.Key_Left: "backward",
    _KEY.Key_Home: "first",
    _KEY.Key_End: "last",
    _KEY.Key_Return: "enter",
    _KEY.Key_Enter: "enter",
    _KEY.Key_Escape: "leave",
    _KEY.Key_Period: "black",
    _KEY.Key_B: "black",
    _KEY.Key_P: "pointer",
    _KEY.Key_F: "focus",
    _KEY.Key_T: "single",
    _KEY.Key_H: "help",
    _KEY.Key_Question: "help",
    _KEY.Key_F1: "help",
}
# Where the letters lie: evdev's codes as X11 and Wayland give them, then those of Windows.
_PLACES: Mapping[int, Deed] = (
    {0x30: "black", 0x19: "pointer", 0x21: "focus", 0x14: "single", 0x23: "help"}
    if sys.platform == "win32"
    else {56: "black", 33: "pointer", 41: "focus", 28: "single", 43: "help"}
)

# What the sheet of keys says; the keys are written as they stand on keyboards.
SHEET: tuple[tuple[str, Message], ...] = (
    ("→  Space  PgDn  Enter", M("Next step")),
    ("←  Backspace  PgUp", M("Step back")),
    ("Home  End", M("First step, last step")),
    ("1 2 3 …  Enter", M("Go to the stage of that number")),
    ("F", M("Focus on the touchpoint under the pointer, and leave it")),
    ("T", M("With or without single touchpoints")),
    ("P  Ctrl+L", M("Pointer")),
    ("B  .", M("Black screen")),
    ("H  ?", M("Keys")),
    ("Esc", M("End the presentation")),
)


def deed_of(event: QKeyEvent, rtl: bool) -> Deed | None:
    """Return what a key does, None for those that do nothing; `rtl` is the map's direction."""
    key, modifiers = event.key(), event.modifiers()
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return "pointer" if key == _KEY.Key_L or event.nativeScanCode() == 46 else None
    if modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
        return None
    if key == _KEY.Key_Space and modifiers & Qt.KeyboardModifier.ShiftModifier:
        return "back"
    found = _DEEDS.get(key)
    if found is None and event.text().isalpha() and not event.text().isascii():
        found = _PLACES.get(event.nativeScanCode())
    if found in ("forward", "backward"):
        return "next" if (found == "forward") != rtl else "back"
    return found


def digit_of(event: QKeyEvent) -> int | None:
    """Return the digit that a key writes, in any script, None for other keys."""
    text = event.text()
    if (
        len(text) == 1
        and text.isdecimal()
        and not event.modifiers()
        & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    ):
        return int(text)
    return None
