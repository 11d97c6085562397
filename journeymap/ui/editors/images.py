"""Images: a thumbnail, the path, and a file to choose; only what lies in the folder of the map.

A picture is read small and never larger than a screen can show: a file that says it is a metre
wide must not cost the memory of one.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journeymap.model.text import M, say
from journeymap.ui.controls import button
from journeymap.ui.editors.basic import LineEditor
from journeymap.ui.editors.links import chosen_file, elsewhere, not_saved
from journeymap.ui.editors.values import inside, leaves
from journeymap.ui.is_there import is_there
from journeymap.ui.picture_files import read_picture
from journeymap.ui.style import ThemeChoice

THUMB = QSize(72, 48)
LARGEST = 64_000_000  # pixels of a picture that is still read


class ImageEditor(QWidget):
    """The path of a picture with its thumbnail; `edited` says the path, None for none."""

    edited = Signal(object)
    refused = Signal(object)  # Message

    def __init__(self, name: str, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._folder: Path | None = None
        self._shown: tuple[str, float] | None = None
        self.line = LineEditor(name, lang, strict=True)
        self.line.edited.connect(self._typed)
        self.setFocusProxy(self.line)
        self.setAccessibleName(name)
        self.thumb = QLabel()
        self.thumb.setFixedSize(THUMB)
        self.thumb.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.thumb.setProperty("look", "thumb")
        self.choose_button = button(say(M("Choose…"), lang), "link")
        self.clear_button = button(say(M("Clear", context="image"), lang), "link")
        self.choose_button.clicked.connect(self.choose)
        self.clear_button.clicked.connect(lambda: self.edited.emit(None))
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        for each in (self.choose_button, self.clear_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(self.line)
        column.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.thumb, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def show_image(self, value: object, folder: Path | None, theme: ThemeChoice) -> None:
        """Show the picture of a map that lies in `folder`, None where it has no file yet."""
        self._folder = folder
        self.line.put(value)
        self._picture()
        self.clear_button.setVisible(bool(self.line.text()))

    def _picture(self) -> None:
        path = self.line.text()
        file = self._folder / path if self._folder and path and not leaves(path) else None
        changed = _changed(file) if file is not None else None
        if file is None or changed is None:
            self._shown = None
            self.thumb.setPixmap(QPixmap())
            self.thumb.setText("?" if path else "–")
            return
        wanted = (str(file), changed)
        if wanted != self._shown:
            self._shown = wanted
            self.thumb.setPixmap(thumbnail(file, THUMB * self.devicePixelRatioF()))

    def _typed(self, value: object) -> None:
        if isinstance(value, str) and leaves(value):
            self.refused.emit(elsewhere())
            return
        self.edited.emit(value)

    def choose(self) -> None:
        """Ask for a picture in the folder of the map."""
        if self._folder is None:
            self.refused.emit(not_saved())
            return
        path = chosen_file(self, self._lang, self._folder, pictures=True)
        if not path:
            return
        name = inside(path, self._folder)
        if not name:
            self.refused.emit(elsewhere())
            return
        self.edited.emit(name)


def thumbnail(file: Path, room: QSize) -> QPixmap:
    """Return a picture scaled into `room`, empty where it cannot be read."""

    def fitted(size: QSize) -> QSize | None:
        if not size.isValid() or size.width() * size.height() > LARGEST:
            return None
        return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    return QPixmap.fromImage(read_picture(file, fitted))


def _changed(file: Path) -> float | None:
    """Return when a file was changed last, None where none can be seen."""
    if not is_there(file):
        return None
    try:
        return file.stat().st_mtime
    except OSError:
        return None
