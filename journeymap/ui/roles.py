"""What screen readers take a widget for, where Qt cannot know it: a row of a list, a document.

Qt calls everything that we draw ourselves a client or a frame, which readers pass over. Loaded
before the first paint where a control needs it; nothing of the model may be imported here.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_PROPERTY = "accessRole"


def give_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Let screen readers take a widget for something else than Qt does."""
    if not _installed:
        _installed.append(_make)
        QAccessible.installFactory(_make)
    widget.setProperty(_PROPERTY, int(role.value))
    if QAccessible.isActive():  # it may be known already under its old role
        known = QAccessible.queryAccessibleInterface(widget)
        if known is not None and known.role() != role:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))


_installed: list[object] = []


def _make(_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, QWidget):
        return None
    role = thing.property(_PROPERTY)
    if role is None:
        return None
    made = QAccessibleWidget(thing, QAccessible.Role(role), "")
    thing.accessible = made  # type: ignore[attr-defined] # Python's half lives as long as Qt's
    return made
