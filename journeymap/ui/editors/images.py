"""Images: a thumbnail, the path, and a file to choose; only what lies in the folder of the map.

The thumbnail comes when it is there; where it cannot be shown, the reason stands in its place.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journeymap.model.text import M, say
from journeymap.ui.controls import button, label
from journeymap.ui.editors.basic import LineEditor
from journeymap.ui.editors.links import chosen_file, elsewhere, not_saved
from journeymap.ui.editors.values import inside, leaves
from journeymap.ui.pictures_soon import PicturesSoon
from journeymap.ui.style import ThemeChoice

THUMB = QSize(72, 48)


class ImageEditor(QWidget):
    """The path of a picture with its thumbnail; `edited` says the path, None for none."""

    edited = Signal(object)
    refused = Signal(object)  # Message

    def __init__(self, name: str, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._folder: Path | None = None
        self._shown: tuple[Path, str, float | None] | None = None
        self._pictures: PicturesSoon | None = None
        self.line = LineEditor(name, lang, strict=True)
        self.line.edited.connect(self._typed)
        self.setFocusProxy(self.line)
        self.setAccessibleName(name)
        self.thumb = QLabel()
        self.thumb.setFixedSize(THUMB)
        self.thumb.setTextFormat(Qt.TextFormat.PlainText)
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
        self.why = label(look="small", wrap=True)
        self.why.hide()
        column.addWidget(self.why)
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
        folder = self._folder if path else None
        wanted = (folder, path, _changed(folder / path)) if folder else None
        if wanted == self._shown and wanted is not None:
            return
        self._shown = wanted
        if self._pictures is not None:
            self._pictures.close()
            self._pictures.deleteLater()
            self._pictures = None
        if folder is not None:
            self._pictures = PicturesSoon(folder, self, THUMB * self.devicePixelRatioF(), grow=True)
            self._pictures.arrived.connect(self._show_picture)
        self._show_picture()

    def _show_picture(self) -> None:
        path, soon = self.line.text(), self._pictures
        image = soon(path) if soon is not None else None
        problem = soon.problem(path) if soon is not None else None
        if image is not None:
            self.thumb.setPixmap(QPixmap.fromImage(image))
        else:
            self.thumb.setPixmap(QPixmap())
            waiting = soon is not None and soon.waiting
            self.thumb.setText("…" if waiting else "?" if path else "–")
        words = say(problem, self._lang) if problem else ""
        self.why.setText(words[:1].upper() + words[1:])
        self.why.setVisible(bool(words))

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


def _changed(file: Path) -> float | None:
    """Return when a file was changed last, None where none can be seen."""
    try:
        return file.stat().st_mtime
    except (OSError, ValueError):
        return None
