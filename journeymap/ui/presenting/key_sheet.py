"""What lies over a presentation for its leader: the sheet of keys, and what was typed.

Said in the language of the interface. It decides nothing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QWidget

from journeymap.model.text import is_rtl, say
from journeymap.picture.theme import Theme
from journeymap.ui.presenting.keys import SHEET

LETTERS = 28  # pixels, at 1080 lines


class KeySheet(QFrame):
    """All keys of a presentation, in the middle of the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("keySheet")
        self.hide()

    def toggle(self, lang: str, theme: Theme, unit: float) -> None:
        """Show the keys, or put them away."""
        if self.isVisible():
            self.hide()
            return
        old = self.layout()
        if old is not None:
            QWidget().setLayout(old)  # Qt's way of taking a layout away
        sides = Qt.LayoutDirection
        self.setLayoutDirection(sides.RightToLeft if is_rtl(lang) else sides.LeftToRight)
        self.setStyleSheet(_look("keySheet", theme, unit))
        grid = QGridLayout(self)
        pad = round(44 * unit)
        grid.setContentsMargins(pad, pad, pad, pad)
        grid.setHorizontalSpacing(round(40 * unit))
        grid.setVerticalSpacing(round(10 * unit))
        for row, (keys, words) in enumerate(SHEET):
            name = QLabel(f"\u2066{keys}\u2069")
            what = QLabel(say(words, lang))
            for label, weight in ((name, 700), (what, 400)):
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setFont(_font(LETTERS * unit, weight))
            grid.addWidget(name, row, 0)
            grid.addWidget(what, row, 1)
        self.adjustSize()
        around = self.parentWidget().rect()
        self.move(around.center() - self.rect().center())
        self.show()
        self.raise_()


class Bubble(QLabel):
    """What was typed, at the foot of the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("bubble")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def say(self, text: str, theme: Theme | None = None, unit: float = 1.0) -> None:
        """Show a text; nothing takes it away."""
        self.setText(text)
        self.setVisible(bool(text))
        if not text or theme is None:
            return
        self.setStyleSheet(_look("bubble", theme, unit))
        self.setFont(_font(LETTERS * 1.3 * unit, 700))
        self.adjustSize()
        around = self.parentWidget().rect()
        self.move(around.center().x() - self.width() // 2, round(around.height() * 0.82))
        self.raise_()


def _font(pixels: float, weight: int) -> QFont:
    made = QFont(QApplication.font())
    made.setPixelSize(max(round(pixels), 8))
    made.setWeight(QFont.Weight(weight))
    return made


def _look(name: str, theme: Theme, unit: float) -> str:
    radius, pad = round(16 * unit), round(14 * unit)
    return (
        f"#{name} {{ background: {theme.color('card')}; color: {theme.color('text')};"
        f" border: 2px solid {theme.color('accent')}; border-radius: {radius}px;"
        f" padding: {pad}px {2 * pad}px; }}"
        f"#{name} QLabel {{ color: {theme.color('text')}; background: transparent; }}"
    )
