"""Where Tab goes in a column of fields: from the top to the bottom as it is seen, then out.

Qt goes in the order in which things were made, which is not that of groups made later. Functions
of widgets; what is in the fields does not matter here.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget


def next_stop(form: QWidget, body: QWidget, here: QWidget | None, forward: bool) -> QWidget | None:
    """Return where Tab goes from `here` in the body of a form; None when it is not in there."""
    stops = _stops(form, body)
    place = next((n for n, each in enumerate(stops) if each is here), None)
    if place is None:
        return None
    place += 1 if forward else -1
    found = stops[place] if 0 <= place < len(stops) else _outside(form, here, forward)
    return found if found is not None else stops[0 if forward else -1]


def _stops(form: QWidget, body: QWidget) -> list[QWidget]:
    """Return where Tab stops in a form, as they stand under one another."""
    rtl = form.layoutDirection() == Qt.LayoutDirection.RightToLeft
    found: list[tuple[int, int, int, QWidget]] = []
    for each in body.findChildren(QWidget):
        if _is_stop(each) and each.isVisibleTo(body):
            spot = each.mapTo(body, QPoint(each.width() if rtl else 0, 0))
            found.append((spot.y(), -spot.x() if rtl else spot.x(), len(found), each))
    return [each for *_, each in sorted(found, key=lambda item: item[:3])]


def _outside(form: QWidget, here: QWidget | None, forward: bool) -> QWidget | None:
    """Return where Tab stops next in the window, None where there is nothing but the form."""
    each = here
    while each is not None:
        each = each.nextInFocusChain() if forward else each.previousInFocusChain()
        if each is here or each is None:
            break
        if _is_stop(each) and each.isVisible() and not form.isAncestorOf(each):
            return each
    return None


def _is_stop(widget: QWidget) -> bool:
    """Return whether Tab stops at a widget that is seen; lists that open are windows."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy and widget.isEnabled() and not widget.isWindow() and not widget.focusProxy())
