"""The settings: what a person likes in the window, shown as it works while it is chosen.

Every change is kept and followed at once by all windows; there is no OK to press. Nothing of a map
is set here.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.text import M, Message, capitals, say, say_percent
from journeymap.ui.controls import Check, Choice, Field, button, label
from journeymap.ui.settings import Settings, autonym, languages, system_language
from journeymap.ui.style import px

SIZES = (100, 110, 125, 150, 175, 200)  # percent of the usual text
THEME_WORDS = (("system", M("As the system")), ("light", M("Light")), ("dark", M("Dark")))
MOTION_WORDS = (("", M("As the system")), ("off", M("Things move")), ("on", M("Nothing moves")))
PLACES = (("new", M("In a new window")), ("here", M("In place of the open map")))


class SettingsDialog(QDialog):
    """The settings by subject; says the name of each that was changed."""

    changed = Signal(str)

    def __init__(self, parent: QWidget, lang: str, settings: Settings) -> None:
        super().__init__(parent)
        self._lang, self._settings = lang, settings
        self.fields: dict[str, QWidget] = {}
        self._focus = ""  # the field that was changed last
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._reset = button("")
        self._reset.setAutoDefault(False)
        self._reset.clicked.connect(self.reset)
        self._close = button("", "main")
        self._close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(18), px(10), px(18), px(14))
        foot.addWidget(self._reset)
        foot.addStretch(1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        self._build()
        self.fields["language"].setFocus()

    # ------------------------------------------------------------ parts

    def _build(self) -> None:
        """Make the rows, also again in another language or with larger text."""
        settings = self._settings
        self.setWindowTitle(self._say(M("Settings")))
        self._reset.setText(self._say(M("Reset these settings")))
        self._reset.setAccessibleName(self._reset.text())
        self._close.setText(self._say(M("Close", context="dialog")))
        self._close.setAccessibleName(self._close.text())
        body = QWidget()
        body.setObjectName("panelBody")
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(px(18), px(8), px(18), px(8))
        self._grid.setHorizontalSpacing(px(18))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(1, 1)
        self.fields = {}
        self._heading(M("Look"))
        spoken: list[tuple[str, Message | str]] = [("", M("As the system"))]
        spoken += [(lang, autonym(lang)) for lang in languages()]
        self._choice("language", M("Language"), spoken, settings.language)
        self._choice("theme", M("Theme"), THEME_WORDS, settings.theme)
        self._check("contrast", M("Strong contrast"), settings.contrast)
        sizes = [(size, say_percent(size / 100, self._lang)) for size in SIZES]
        self._choice("text_size", M("Text size"), sizes, settings.text_size)
        self._choice("reduced_motion", M("Movement"), MOTION_WORDS, settings.reduced_motion)
        self._check("minimap", M("Show large maps small in a corner"), settings.minimap)
        self._heading(M("Files"))
        self._choice("open_in", M("Open another map"), PLACES, settings.open_in)
        self._check("restores", M("Begin with the maps that were open last"), settings.restores)
        self._heading(M("You"))
        self._name_field()
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._scroll.setWidget(body)
        hint = body.sizeHint()
        room = self.screen().availableSize() * 0.9
        self.resize(
            min(max(hint.width() + px(40), px(440)), room.width()),
            min(hint.height() + px(80), room.height()),
        )

    def _say(self, message: Message | str) -> str:
        return message if isinstance(message, str) else say(message, self._lang)

    def _heading(self, words: Message) -> None:
        heading = label(capitals(self._say(words), self._lang), "caps")
        heading.setContentsMargins(0, px(10), 0, 0)
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 2)

    def _row(self, name: str, words: Message, field: QWidget) -> QLabel:
        row = self._grid.rowCount()
        title = label(self._say(words))
        title.setBuddy(field)
        self._grid.addWidget(title, row, 0)
        self._grid.addWidget(field, row, 1)
        self.fields[name] = field
        return title

    def _choice(
        self,
        name: str,
        words: Message,
        entries: Sequence[tuple[object, Message | str]],
        current: object,
    ) -> None:
        made = Choice(self._say(words))
        made.setMinimumWidth(px(200))
        made.offer([(self._say(text), data) for data, text in entries], current)
        made.activated.connect(lambda _: self._set(name, made.currentData()))
        self._row(name, words, made)

    def _check(self, name: str, words: Message, on: bool) -> None:
        made = Check(self._say(words))
        made.setChecked(on)
        made.toggled.connect(lambda checked: self._set(name, checked))
        self._grid.addWidget(made, self._grid.rowCount(), 0, 1, 2)
        self.fields[name] = made

    def _name_field(self) -> None:
        made = Field(self._settings.person)
        words = M("Your name")
        made.setAccessibleName(self._say(words))
        made.setPlaceholderText(self._say(M("As it stands in your comments")))
        made.editingFinished.connect(lambda: self._set("person", made.text().strip()))
        self._row("person", words, made)

    # ------------------------------------------------------------ changing

    def _set(self, name: str, value: object) -> None:
        if getattr(self._settings, name) == value:
            return
        setattr(self._settings, name, value)
        self._focus = name
        self.changed.emit(name)

    def follow(self) -> None:
        """Speak the language of the window, and as large, when it has been built anew."""
        self._lang = self._settings.language or system_language()
        self.setLayoutDirection(self.parentWidget().layoutDirection())
        self._build()
        self.fields.get(self._focus, self._reset).setFocus()

    def reset(self) -> None:
        """Go back to what a new installation does."""
        self._settings.forget_wishes()
        self._focus = ""
        for name in ("theme", "contrast", "minimap", "language", "text_size"):
            self.changed.emit(name)
        QTimer.singleShot(0, self, self.follow)  # once more, where the window is built anew
