"""The files opened before, on the start page: open, pin, take off the list.

Names that are the same are told apart by their folders. A file that is gone stays in the list,
says so, and can be taken off. Nothing of the model may be imported here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from journeymap.model.text import M, Message, say
from journeymap.ui.controls import button, label, tip_of
from journeymap.ui.icons import icon
from journeymap.ui.is_there import is_there
from journeymap.ui.start.cards import ENTER
from journeymap.ui.style import ThemeChoice, colors, px

SHOWN = 8  # files besides the pinned ones


def folder_words(path: Path) -> str:
    """Return the folder of a file as people write it: below home with a tilde."""
    folder = path.parent
    try:
        inside = folder.relative_to(Path.home())
    except (ValueError, RuntimeError):
        return str(folder)
    return str(Path("~") / inside) if str(inside) != "." else "~"


class RecentRow(QWidget):
    """One file: its name and folder as a button, a pin, and a way off the list."""

    wished = Signal(str, str)  # open, pin, unpin or forget, and the path

    def __init__(self, path: Path, pinned: bool, lang: str, theme: ThemeChoice) -> None:
        super().__init__()
        self.path = path
        there = is_there(path)
        self._opener = QPushButton()
        self._opener.setProperty("look", "file")
        self._opener.setEnabled(there)
        self._opener.setCursor(Qt.CursorShape.PointingHandCursor)
        gone = say(M("not there any more"), lang)
        self._where = folder_words(path) if there else gone
        self._opener.setAccessibleName(f"{path.name}, {self._where}")
        self._opener.setToolTip(tip_of(str(path)))
        self._opener.clicked.connect(lambda: self.wished.emit("open", str(path)))
        self._name, self._folder = label("", "number"), label("", "small")
        inner = QVBoxLayout(self._opener)
        inner.setContentsMargins(px(8), px(5), px(8), px(5))
        inner.setSpacing(1)
        for each in (self._name, self._folder):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            each.setEnabled(there)
            inner.addWidget(each)
        self.pin, self.off = QToolButton(), QToolButton()
        name = path.name
        pin = M("Unpin {name}", name=name) if pinned else M("Pin {name} to the list", name=name)
        self._dress(self.pin, pin, lang)
        self._dress(self.off, M("Take {name} off the list", name=path.name), lang)
        self.pin.setCheckable(True)
        self.pin.setChecked(pinned)
        self.pin.clicked.connect(lambda: self.wished.emit("unpin" if pinned else "pin", str(path)))
        self.off.clicked.connect(lambda: self.wished.emit("forget", str(path)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._opener, 1)
        row.addWidget(self.pin)
        row.addWidget(self.off)
        self.set_theme(theme)

    def _dress(self, made: QToolButton, words: Message, lang: str) -> None:
        made.setAccessibleName(say(words, lang))
        made.setToolTip(tip_of(say(words, lang)))
        made.setIconSize(QSize(px(15), px(15)))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_theme(self, theme: ThemeChoice) -> None:
        """Draw the icons anew."""
        table = colors(theme)
        pinned = self.pin.isChecked()
        self.pin.setIcon(icon("pin", table["accent" if pinned else "faint"], size=px(15)))
        self.off.setIcon(icon("close", table["faint"], size=px(15)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the file off the list with Delete, open it by Enter as well as by Space."""
        if event.key() == Qt.Key.Key_Delete:
            self.wished.emit("forget", str(self.path))
        elif event.key() in ENTER and self._opener.hasFocus():
            self._opener.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten name and folder in the middle: both ends tell files apart."""
        super().resizeEvent(event)
        # a button knows nothing of what lies in it, and a stylesheet would take this back earlier
        lines = self._name.fontMetrics().height() + self._folder.fontMetrics().height()
        self._opener.setMinimumHeight(lines + px(14))
        room = max(self._opener.width() - px(18), 40)
        elide = Qt.TextElideMode.ElideMiddle
        for each, words in ((self._name, self.path.name), (self._folder, self._where)):
            # paths and names run as they are written, in any interface
            short = each.fontMetrics().elidedText(words, elide, room)
            said = words is self._where and not self._opener.isEnabled()
            each.setText(short if said else f"\u2066{short}\u2069")


class RecentList(QWidget):
    """The files, the pinned ones first."""

    wished = Signal(str, str)

    def __init__(self, lang: str, theme: ThemeChoice) -> None:
        super().__init__()
        self._lang, self._theme = lang, theme
        self.rows: list[RecentRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._nothing = label(say(M("What you open is listed here."), lang), "small", wrap=True)
        self._column.addWidget(self._nothing)
        self._clear = button(say(M("Clear the list"), lang), "link")
        self._clear.setToolTip(tip_of(say(M("What is pinned stays"), lang)))
        self._clear.clicked.connect(lambda: self.wished.emit("clear", ""))
        foot = QHBoxLayout()
        foot.addWidget(self._clear)
        foot.addStretch(1)
        self._column.addLayout(foot)

    def put(self, files: Sequence[Path], pins: Sequence[Path]) -> None:
        """List these files."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = [*pins, *[path for path in files if path not in pins][:SHOWN]]
        self.rows = []
        for at, path in enumerate(shown):
            row = RecentRow(path, path in pins, self._lang, self._theme)
            row.wished.connect(self.wished)
            self._column.insertWidget(at, row)
            self.rows.append(row)
        self._nothing.setVisible(not shown)
        self._clear.setVisible(any(path not in pins for path in shown))

    def set_theme(self, theme: ThemeChoice) -> None:
        """Draw the icons in another theme."""
        self._theme = theme
        for row in self.rows:
            row.set_theme(theme)
