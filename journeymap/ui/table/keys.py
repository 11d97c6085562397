"""The keys of a table: what each asks for, where the window would mean the map by it.

A table only; what is asked for is done in `deeds.py` and `view.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

CTRL, ALT, SHIFT, NO = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
K = Qt.Key
# What the window would do by these keys to what is selected on the map is done to cells here.
KEYS: Mapping[tuple[Qt.KeyboardModifier, Qt.Key], str] = {
    (NO, K.Key_Delete): "clear",
    (NO, K.Key_Backspace): "clear",
    (NO, K.Key_F2): "edit",
    (NO, K.Key_Return): "edit",
    (NO, K.Key_Enter): "edit",
    (NO, K.Key_Space): "space",
    (CTRL, K.Key_C): "copy",
    (CTRL, K.Key_X): "cut",
    (CTRL, K.Key_V): "paste",
    (CTRL, K.Key_D): "fill",
    (CTRL, K.Key_A): "all",
    (CTRL, K.Key_T): "new",
    (CTRL, K.Key_Minus): "delete",
    (SHIFT, K.Key_Delete): "delete",
    (ALT, K.Key_Up): "up",
    (ALT, K.Key_Down): "down",
    (CTRL, K.Key_Up): "first-row",
    (CTRL, K.Key_Down): "last-row",
    (CTRL, K.Key_Left): "left-end",
    (CTRL, K.Key_Right): "right-end",
}
