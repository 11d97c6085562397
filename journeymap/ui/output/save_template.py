"""Asks what of a map goes into a template of one's own, and under which name it is kept."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from journeymap.files.own_templates import file_stem, is_shipped, own_names
from journeymap.files.problems import FilesError
from journeymap.files.templates import PARTS, called_so, keep_own
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message, say
from journeymap.ui import asking
from journeymap.ui.controls import Check, Field, grow, label
from journeymap.ui.dialog_foot import foot_of
from journeymap.ui.style import px

USUAL = ("pains",)  # parts that a template has unless a person says otherwise


class SaveTemplate(QDialog):
    """A name, and a tick for each part that the template keeps."""

    def __init__(self, parent: QWidget, lang: str, name: str) -> None:
        super().__init__(parent)
        self._lang = lang
        self.setWindowTitle(self._say(M("Save as template")))
        self.name = Field(name)
        self.name.setAccessibleName(self._say(M("Name of the template")))
        self.name.selectAll()
        self.name.textChanged.connect(self._check_name)
        self.note = label("", "small", wrap=True)
        self.parts: dict[str, Check] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(16), px(18), px(14))
        column.setSpacing(px(8))
        column.addWidget(label(self._say(M("Name of the template")), "number"))
        column.addWidget(self.name)
        column.addWidget(self.note)
        column.addSpacing(px(6))
        column.addWidget(label(self._say(M("What of this map it keeps")), "number"))
        always = M(
            "Stages, channels, touchpoints, flows, backstage steps, personas and metrics are "
            "always in it, and how the checks are tuned. Of the rest it keeps what is ticked:"
        )
        column.addWidget(label(self._say(always), "small", wrap=True))
        for part, words in PARTS.items():
            check = self.parts[part] = Check(self._say(words))
            check.setChecked(part in USUAL)
            column.addWidget(check)
        column.addSpacing(px(8))
        foot, self.save, _ = foot_of(self, M("Save template"), self.accept, self._lang)
        column.addLayout(foot)
        self.setMinimumWidth(px(420))
        self._check_name()
        self.name.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the sentences need in the font that they are shown in."""
        super().showEvent(event)
        grow(self)

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _check_name(self) -> None:
        name = self.name.text().strip()
        own = own_names()
        ours = bool(name) and is_shipped(name)
        taken = not ours and (name in own or file_stem(name) in own)
        words = M("A template of this name is there already and is replaced.")
        if ours:
            words = called_so(name)
        self.note.setText(self._say(words) if ours or taken else "")
        self.note.setVisible(ours or taken)
        self.save.setEnabled(bool(name) and not ours)

    def kept(self) -> tuple[str, ...]:
        """Return the parts that are ticked."""
        return tuple(part for part, check in self.parts.items() if check.isChecked())


def save_template(parent: QWidget, lang: str, m: JourneyMap) -> Message | None:
    """Return what is to be said after keeping a map as a template; None when it was not."""
    dialog = SaveTemplate(parent, lang, m.title)
    wanted = dialog.exec()
    if not isValid(dialog):  # the window was closed meanwhile
        return None
    name, kept = dialog.name.text().strip(), dialog.kept()
    dialog.deleteLater()
    if not wanted:
        return None
    try:
        keep_own(m, name, kept)
    except FilesError as error:
        asking.tell(parent, lang, M("The template could not be saved"), error.message)
        return None
    return M("Template saved: {name}", name=name)
