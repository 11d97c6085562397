"""Links: addresses on the web, other maps, files beside the map; to type, to choose and to open.

Only http, https and mailto are given to the system to open: a map may come from anybody, and a
`file:` or a program behind a link would be run by a click.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from PySide6 import QtWidgets
from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QWidget

from journeymap.model.text import M, Message, say
from journeymap.ui.asking import choose
from journeymap.ui.editors.basic import LineEditor
from journeymap.ui.editors.values import beside, inside
from journeymap.ui.file_kinds import map_files
from journeymap.ui.icons import icon
from journeymap.ui.style import ThemeChoice, colors

WEB = ("http", "https", "mailto")
LONGEST = 1500  # letters of an address; nobody could look through more before opening it
LINE = 50  # letters of an address in one line of a dialog
Leads: TypeAlias = Literal["web", "map", "file"]


def web_address(text: str) -> QUrl | None:
    """Return the address to open for a link, None when it is not one of the web or of mail."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    url = QUrl(text, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in WEB:
        return None
    return url if url.host() or url.scheme().lower() == "mailto" else None


def not_saved() -> Message:
    """Return why no file can be chosen yet."""
    return M("save the map first; paths in it are kept relative to its folder")


def elsewhere() -> Message:
    """Return why a file outside of the folder of the map cannot be named in it."""
    return M("that file is not in the folder of the map; copy it there or below, then choose it")


class LinkLine(LineEditor):
    """A link that can be opened; files are chosen, and named relative to the map."""

    wanted = Signal(str)  # a map is to be opened
    refused = Signal(object)  # Message

    def __init__(self, name: str, lang: str, leads: Leads) -> None:
        super().__init__(name, lang, strict=leads != "web")
        self._leads = leads
        self._folder: Path | None = None
        self._dressed = ""
        place = self.ActionPosition.TrailingPosition
        self._open = QAction(say(M("Open", context="link"), lang), self)
        self._open.triggered.connect(self.open)
        self._choose = QAction(say(M("Choose a file…"), lang), self)
        self._choose.triggered.connect(self.choose)
        if leads != "web":
            self.addAction(self._choose, place)
        if leads != "file":
            self.addAction(self._open, place)
        self.textChanged.connect(self._enable)
        self._enable(self.text())

    def show_link(
        self, value: object, folder: Path | None, theme: ThemeChoice, rtl: bool = False
    ) -> None:
        """Show a link in a map that lies in `folder`, None where it has no file yet."""
        self._folder = folder
        if theme != self._dressed:
            self._dressed = theme
            table = colors(theme)
            ink, faint = table["text.soft"], table["disabled"]
            self._open.setIcon(icon("forward", ink, faint))
            self._choose.setIcon(icon("open", ink, faint))
        self.put(value, rtl)

    def _enable(self, text: str) -> None:
        web = web_address(text) is not None
        self._open.setVisible(bool(text.strip()) if self._leads == "map" else web)

    def open(self) -> None:
        """Open what is linked: the system a web address, the window a map."""
        text = self.text().strip()
        if url := web_address(text):
            if wanted(self, self._lang, text, url):
                QDesktopServices.openUrl(url)
        elif self._leads == "map" and text:
            self.wanted.emit(text)
        elif text:
            self.refused.emit(
                M("only addresses that begin with https:, http: or mailto: are opened")
            )

    def choose(self) -> None:
        """Ask for a file, and name it relative to the map."""
        if self._folder is None:
            self.refused.emit(not_saved())
            return
        path = chosen_file(self, self._lang, self._folder, maps=self._leads == "map")
        if not path:
            return
        far = self._leads == "file" and not inside(path, self._folder)
        if far:
            self.refused.emit(elsewhere())
            return
        self.setText(beside(path, self._folder))
        self._shown = self.text()
        self.edited.emit(self.text())


def wanted(parent: QWidget, lang: str, address: str, url: QUrl) -> bool:
    """Return whether a person wants to open an address, after seeing all of it.

    Its host is said apart and as it is sent, for `paypal.com@host` and look-alike letters deceive.
    """
    host = url.host(QUrl.ComponentFormattingOption.FullyEncoded) or url.path()
    lines = "\n".join(address[at : at + LINE] for at in range(0, len(address), LINE))
    answers = {
        "open": (M("Open", context="link"), "main"),
        "stay": (M("Cancel"), "cancel"),
    }
    question = M("Open this address at {host}?\n\n{address}", host=host, address=lines)
    return choose(parent.window(), lang, question, None, answers) == "open"


def chosen_file(
    parent: QWidget, lang: str, folder: Path, maps: bool = False, pictures: bool = False
) -> str:
    """Return the file that somebody chose, empty for none."""
    kinds = map_files(lang) if maps else f"{say(M('All files'), lang)} (*)"
    if pictures:
        kinds = f"{say(M('Pictures'), lang)} (*.png *.jpg *.jpeg *.webp *.gif *.svg)"
    words = say(M("Choose a picture") if pictures else M("Choose a file"), lang)
    # asked for by its room: only who chooses a file waits for the dialog to be made known
    path, _ = QtWidgets.QFileDialog.getOpenFileName(parent, words, str(folder), kinds)
    return path
