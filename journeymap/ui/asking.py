"""Questions to a person: which file, save or not, and news that needs an answer.

One place, so that every dialog is native where the system has one, shows text as it is, and can be
answered by a test. Nothing of the model may be imported here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.text import M, Message, say
from journeymap.ui.controls import Field, label, set_property
from journeymap.ui.file_kinds import map_files
from journeymap.ui.paragraph import paragraph

ROLES = {
    "main": QMessageBox.ButtonRole.AcceptRole,
    "other": QMessageBox.ButtonRole.ActionRole,
    "lose": QMessageBox.ButtonRole.DestructiveRole,
    "cancel": QMessageBox.ButtonRole.RejectRole,
}


def choose(
    parent: QWidget,
    lang: str,
    text: Message,
    more: Message | None,
    answers: Mapping[str, tuple[Message, str]],
) -> str:
    """Return the key of the answer a person chose; `answers` gives words and a role of ROLES.

    Closing the box is the answer whose role is cancel.
    """
    box = QMessageBox(parent)
    box.setTextFormat(box.textFormat().PlainText)
    box.setText(paragraph(text, lang))
    if more:
        box.setInformativeText(paragraph(more, lang))
    buttons = {}
    cancel = ""
    for key, (words, role) in answers.items():
        made = box.addButton(say(words, lang).replace("&", "&&"), ROLES[role])
        buttons[made] = key
        if role == "main":
            box.setDefaultButton(made)
            set_property(made, "look", "main")  # else it gets no room for its bolder letters
        if role == "cancel":
            box.setEscapeButton(made)
            cancel = key
    box.exec()
    clicked = box.clickedButton()
    answer = next((key for made, key in buttons.items() if made is clicked), cancel)
    box.deleteLater()
    return answer


def tell(parent: QWidget, lang: str, text: Message, more: Message | None = None) -> None:
    """Say something that has to be read before going on."""
    choose(parent, lang, text, more, {"ok": (M("Close", context="dialog"), "cancel")})


def pick(parent: QWidget, lang: str, title: Message, entries: Sequence[tuple[str, str]]) -> str:
    """Return the key of the entry (words, key) a person picked from a list, empty for none."""
    dialog = Picker(parent, lang, title, entries)
    chosen = dialog.picked() if dialog.exec() else ""
    dialog.deleteLater()
    return chosen


class Picker(QDialog):
    """A list that is filtered by typing and walked by the arrows; Enter takes the marked entry.

    Nothing is marked before a person typed or chose, so that no Enter takes what nobody meant.
    """

    def __init__(
        self, parent: QWidget, lang: str, title: Message, entries: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("journeymap")
        self.resize(360, 420)
        self.filter = Field()
        self.filter.setPlaceholderText(say(M("Type to filter"), lang))
        self.filter.setAccessibleName(say(M("Filter"), lang))
        self.filter.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(say(title, lang))
        for words, key in entries:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.list.addItem(item)
        buttons = QDialogButtonBox()
        self.take, cancel = QPushButton(say(M("Choose"), lang)), QPushButton(say(M("Cancel"), lang))
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)  # Enter means the entry, never this
        self.take.setDefault(True)
        column = QVBoxLayout(self)
        for each in (label(say(title, lang), "number", wrap=True), self.filter, self.list, buttons):
            column.addWidget(each)
        self.filter.textChanged.connect(self._narrow)
        self.list.currentItemChanged.connect(lambda *_: self._follow())
        self.list.itemDoubleClicked.connect(self.accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._narrow("")
        self.filter.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows walk the list while the cursor is in the field above it."""
        if watched is self.filter and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step and event.type() == QEvent.Type.KeyPress:
                self._walk(step)
                return True
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        """Take the marked entry; without one the question stays."""
        if self.picked():
            super().accept()

    def _walk(self, step: int) -> None:
        seen = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if not seen:
            return
        now = self.list.currentRow()
        at = seen.index(now) + step if now in seen else (0 if step > 0 else len(seen) - 1)
        self.list.setCurrentRow(seen[min(max(at, 0), len(seen) - 1)])

    def _narrow(self, words: str) -> None:
        first = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(words.casefold() not in item.text().casefold())
            if first is None and not item.isHidden():
                first = item
        current = self.list.currentItem()
        if not words.strip():
            self.list.setCurrentRow(-1)
        elif current is None or current.isHidden():
            if first is None:
                self.list.setCurrentRow(-1)
            else:
                self.list.setCurrentItem(first)
        self._follow()

    def _follow(self) -> None:
        """Offer the button while an entry is marked, and show which."""
        self.take.setEnabled(bool(self.picked()))
        if self.list.currentRow() >= 0:
            self.list.scrollToItem(self.list.currentItem())

    def picked(self) -> str:
        """Return the key of the marked entry, empty where none is."""
        item = self.list.currentItem()
        if item is None or item.isHidden():
            return ""
        return str(item.data(Qt.ItemDataRole.UserRole))


_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


def may_lose(parent: QWidget, lang: str, text: Message, more: Message, lose: Message) -> bool:
    """Return whether a person agrees to lose something; `lose` says it on the button."""
    answers = {"cancel": (M("Cancel"), "cancel"), "lose": (lose, "lose")}
    return choose(parent, lang, text, more, answers) == "lose"


def save_all(parent: QWidget, lang: str, names: Sequence[str]) -> str:
    """Return save, discard or cancel for the maps of these names that have changes."""
    one = len(names) == 1
    text = M("Save the changes to {name}?", name=names[0])
    if not one:
        text = M(
            "Save the changes to {n} map?", plural="Save the changes to {n} maps?", n=len(names)
        )
    lines = "\n".join(f"\u2068{name}\u2069" for name in names)
    more = M("What is not saved is lost.")
    if not one:
        more = M("{names}\n\nWhat is not saved is lost.", names=lines)
    answers = {
        "save": (M("Save") if one else M("Save all"), "main"),
        "discard": (M("Discard") if one else M("Discard all"), "lose"),
        "cancel": (M("Cancel"), "cancel"),
    }
    return choose(parent, lang, text, more, answers)


def open_paths(parent: QWidget, lang: str, folder: str) -> list[str]:
    """Return the files a person wants to open, none for none."""
    words = say(M("Open maps"), lang)
    paths, _ = QFileDialog.getOpenFileNames(parent, words, folder, map_files(lang))
    return paths


def compare_path(parent: QWidget, lang: str, folder: str) -> str:
    """Return the file with which a person wants to compare, empty for none."""
    words = say(M("Compare with"), lang)
    path, _ = QFileDialog.getOpenFileName(parent, words, folder, map_files(lang))
    return path


def save_path(parent: QWidget, lang: str, suggested: str) -> str:
    """Return where a person wants to keep the map, empty for nowhere."""
    words = say(M("Save the map as"), lang)
    path, _ = QFileDialog.getSaveFileName(parent, words, suggested, map_files(lang))
    if path and "." not in path.replace("\\", "/").rpartition("/")[2]:
        path += ".yaml"
    return path


def chart_path(parent: QWidget, lang: str, suggested: str) -> str:
    """Return where a chart is to be written, empty for nowhere."""
    kinds = {"png": M("PNG picture"), "svg": M("SVG drawing"), "pdf": M("PDF document")}
    filters = ";;".join(f"{say(words, lang)} (*.{form})" for form, words in kinds.items())
    words = say(M("Export the chart"), lang)
    path, _ = QFileDialog.getSaveFileName(parent, words, suggested, filters)
    return path


def export_path(parent: QWidget, lang: str, suggested: str, form: str) -> str:
    """Return where a picture of the map is to be written, empty for nowhere."""
    kinds = {
        "png": M("PNG picture"),
        "pdf": M("PDF document"),
        "svg": M("SVG drawing"),
    }
    words = say(M("Export the map"), lang)
    kind = f"{say(kinds[form], lang)} (*.{form})"
    path, _ = QFileDialog.getSaveFileName(parent, words, suggested, kind)
    return path if not path or path.lower().endswith(f".{form}") else f"{path}.{form}"
