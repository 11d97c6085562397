"""Puts another stylesheet on widgets that are there, without the window standing still.

Qt's own way dresses each widget once more for every widget around it, hundreds of them some ten
times over. Here each is dressed once: what is seen before the next paint, what is hidden in a few
turns of the event loop after it. Loaded before the first paint: nothing of the model may be
imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

AT_ONCE = 600  # widgets that are seen; more of them are in many windows, and wait for their turn
IN_A_TURN = 100  # widgets


def put_on(app: QApplication, sheet: str, wanted: Callable[[], bool]) -> None:
    """Give the application a stylesheet; what is hidden follows while `wanted` says so."""
    if not app.styleSheet():  # Qt begins with another style then, and dresses each widget once
        app.setStyleSheet(sheet)
        return
    there = _polished(app)
    # Forgetting which widgets have rules leaves Qt none to dress; each looks for them by itself.
    app.style().unpolish(app)
    app.setStyleSheet(sheet)
    app.style().polish(app)
    front = app.activeWindow()
    seen = [each for each in there if each.isVisible()]
    seen.sort(key=lambda each: each.window() is not front)  # keeps what is inside behind it
    hidden = [each for each in there if not each.isVisible()]
    _dress(seen[:AT_ONCE])
    _go_on(app, [*seen[AT_ONCE:], *hidden], wanted)


def _go_on(app: QApplication, rest: list[QWidget], wanted: Callable[[], bool]) -> None:
    def turn() -> None:
        if wanted():
            _dress(rest[:IN_A_TURN])
            _go_on(app, rest[IN_A_TURN:], wanted)

    if rest:
        QTimer.singleShot(0, app, turn)


def _polished(app: QApplication) -> list[QWidget]:
    """Return the widgets that have a dress, each before those in it; others get it when shown."""
    polished = Qt.WidgetAttribute.WA_WState_Polished
    tops = [each for each in app.topLevelWidgets() if each.parentWidget() is None]
    found = [each for top in tops for each in (top, *top.findChildren(QWidget))]
    return [each for each in found if each.testAttribute(polished)]


def _dress(widgets: Iterable[QWidget]) -> None:
    changed = QEvent(QEvent.Type.StyleChange)
    for each in widgets:
        if isValid(each):
            each.style().polish(each)
            QCoreApplication.sendEvent(each, changed)
