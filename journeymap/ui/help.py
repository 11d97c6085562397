"""What the Help menu shows: what this is, and every shortcut, read off the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from journeymap.model.text import M, Message, capitals, say
from journeymap.ui import asking
from journeymap.ui.actions import ACTIONS, MENUS, keys_text
from journeymap.ui.controls import label
from journeymap.version import VERSION

# Keys that belong to the canvas and to no action.
CANVAS_KEYS: tuple[tuple[str, Message], ...] = (
    ("Enter", M("New touchpoint after the selected one")),
    ("Tab", M("Next record in reading order")),
    ("Ctrl+Wheel", M("Zoom")),
    ("Space", M("Move the map with the mouse")),
    ("Esc", M("Stop what is being done")),
)


def about(parent: QWidget, lang: str) -> None:
    """Say what this program is, and which version."""
    asking.tell(
        parent,
        lang,
        M("journeymap {version}", version=VERSION),
        M("Draw, check and measure customer journeys kept as plain YAML. Apache License 2.0."),
    )


def show_shortcuts(parent: QWidget, lang: str) -> ShortcutList:
    """Show every shortcut in a window of its own, and return that."""
    shown = ShortcutList(parent, lang)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.show()
    return shown


class ShortcutList(QDialog):
    """Actions by menu with their keys."""

    def __init__(self, parent: QWidget, lang: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(M("Keyboard shortcuts"), lang))
        self.resize(460, 560)
        body = QWidget()
        body.setObjectName("panelBody")
        grid = QGridLayout(body)
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setHorizontalSpacing(28)
        row = 0
        for menu, title in MENUS.items():
            lines = [
                (" / ".join(map(keys_text, action.keys)), action.text)
                for action in ACTIONS
                if action.menu == menu and action.keys
            ]
            row = self._add_part(grid, row, say(title, lang).replace("&", ""), lines, lang)
        canvas = [(keys_text(keys), words) for keys, words in CANVAS_KEYS]
        self._add_part(grid, row, say(M("On the map"), lang), canvas, lang)
        grid.setColumnStretch(0, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        scroll.setAccessibleName(self.windowTitle())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _add_part(
        self,
        grid: QGridLayout,
        row: int,
        title: str,
        lines: list[tuple[str, Message]],
        lang: str,
    ) -> int:
        heading = label(capitals(title, lang), "caps")
        heading.setContentsMargins(0, 10, 0, 2)
        grid.addWidget(heading, row, 0, 1, 2)
        for keys, words in lines:
            row += 1
            grid.addWidget(label(say(words, lang).removesuffix("…")), row, 0)
            grid.addWidget(label(keys, "number"), row, 1)
        return row + 1
