"""Strips above the map that say what is so until it is so no more: read only, gone, not readable.

They interrupt nobody and take no keyboard; what can be done about it stands beside the words. At
most one for each subject.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from journeymap.model.text import Message, say
from journeymap.ui.controls import button, label, set_property
from journeymap.ui.paragraph import paragraph

Tone = Literal["plain", "warning", "alarm"]
Deeds = Mapping[str, tuple[Message, Callable[[], object]]]  # name -> words and what they do


class Banner(QWidget):
    """One strip: a sentence, what more there is to say, and buttons."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 10, 4)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.text = label("", "strong", wrap=True, selectable=True)
        self.more = label("", "", wrap=True, selectable=True)
        for each in (self.text, self.more):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            words.addWidget(each)
        row.addLayout(words, 1)
        self._row: QBoxLayout = row
        self.buttons: dict[str, QWidget] = {}
        self._said: tuple[object, ...] = ()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def put(self, tone: Tone, text: Message, more: Message | None, deeds: Deeds) -> None:
        """Say something; a screen reader says it too, once."""
        words = [paragraph(each, self._lang) if each else "" for each in (text, more)]
        said = (tone, *words, tuple(deeds))
        self._make_buttons(deeds)
        if said == self._said:
            return
        self._said = said
        set_property(self, "tone", tone)
        for each in (self.text, self.more):  # they take their colour from the tone as well
            set_property(each, "tone", tone)
        self.text.setText(words[0])
        self.more.setText(words[1])
        self.more.setVisible(bool(words[1]))
        self.setAccessibleName(words[0])
        self.setAccessibleDescription(words[1])
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(self, " ".join(part for part in words if part))
        )

    def _make_buttons(self, deeds: Deeds) -> None:
        for name, made in tuple(self.buttons.items()):
            self._row.removeWidget(made)
            made.hide()
            made.deleteLater()
            del self.buttons[name]
        for name, (words, do) in deeds.items():
            made = button(say(words, self._lang))
            made.clicked.connect(lambda _=False, do=do: do())
            self._row.addWidget(made)
            self.buttons[name] = made


class Banners(QWidget):
    """The strips that are shown, by subject."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.shown: dict[str, Banner] = {}
        self.hide()

    def put(
        self,
        subject: str,
        tone: Tone,
        text: Message,
        more: Message | None = None,
        deeds: Deeds | None = None,
    ) -> None:
        """Say something about a subject in place of what was said about it before."""
        banner = self.shown.get(subject)
        if banner is None:
            banner = self.shown[subject] = Banner(self._lang)
            self._column.addWidget(banner)
        banner.put(tone, text, more, deeds or {})
        banner.show()
        self.show()

    def drop(self, subject: str) -> None:
        """Say no more about a subject."""
        banner = self.shown.pop(subject, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self.shown))

    def clear(self) -> None:
        """Say nothing more."""
        for subject in tuple(self.shown):
            self.drop(subject)
