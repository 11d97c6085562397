"""The panes of the window, and how keys go from one to the next and back to the map.

F6 and Shift+F6 walk them; Esc goes to the map from wherever nothing else needs it. Keys that are
shortcuts for what is selected, such as Del, stay with the panel in which they are pressed. It knows
where the focus belongs in each pane, and nothing of what is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

First = Callable[[], QWidget]  # returns what the focus comes to in a pane
# In a panel they clear a rating, take a row of a list away, move it, open a choice, send what was
# written or go from word to word. Nobody means the record that is selected on the map by them.
KEPT = frozenset(
    (
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier),
    )
)


class Panes(QObject):
    """The panes in the order in which they are walked.

    `home` is the map, and `instead` what may be shown in its place; in the pane `twin` keys act on
    what is selected as well.
    """

    def __init__(
        self,
        home: QWidget,
        panes: Mapping[QWidget, First],
        twin: QWidget | None = None,
        instead: QWidget | None = None,
    ) -> None:
        super().__init__(home)
        self._home, self._twin, self._instead = home, twin, instead
        self._panes: dict[QWidget, First] = {}
        for pane, first in panes.items():
            self.add(pane, first)

    def add(self, pane: QWidget, first: First) -> None:
        """Let one more pane be walked, as the last."""
        self._panes[pane] = first
        if pane is not self._home:
            pane.installEventFilter(self)

    def walk(self, by: int) -> None:
        """Give the focus to the next pane that is seen, or to the one before."""
        seen = [pane for pane in self._panes if _is_seen(pane)]
        if not seen:
            return
        here = next((n for n, pane in enumerate(seen) if self._has_focus(pane)), None)
        if here is None:
            here = -1 if by > 0 else 0
        reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
        self._panes[seen[(here + by) % len(seen)]]().setFocus(reason)

    def _has_focus(self, pane: QWidget) -> bool:
        now = QApplication.focusWidget()
        return now is not None and (now is pane or pane.isAncestorOf(now))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a panel's keys for it; go to the map on an Esc that nothing in it had a use for."""
        if not isinstance(event, QKeyEvent):
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.type() == QEvent.Type.ShortcutOverride:
            kept = watched is not self._twin and (Qt.Key(event.key()), modifiers) in KEPT
            if kept:
                event.accept()
            return kept
        if event.type() != QEvent.Type.KeyPress or event.key() != Qt.Key.Key_Escape or modifiers:
            return False
        homes = (self._home, self._instead)
        home = next((each for each in homes if each is not None and each.isVisible()), None)
        if home is None:
            return False
        self._panes[home]().setFocus(Qt.FocusReason.OtherFocusReason)
        return isinstance(watched, QDockWidget)  # a strip closes or stops by the same key


def _is_seen(pane: QWidget) -> bool:
    """Return whether anything of a pane is seen.

    A panel that lies behind another counts as visible for Qt. Of the map, which paints every pixel
    of what lies in it, nothing is left of its own.
    """
    behind = isinstance(pane, QDockWidget) and pane.visibleRegion().isEmpty()
    return pane.isVisible() and not behind


def handlers(panes: Panes) -> dict[str, Callable[[], object]]:
    """Return what the actions of the panes do."""
    return {"next-pane": lambda: panes.walk(1), "previous-pane": lambda: panes.walk(-1)}
