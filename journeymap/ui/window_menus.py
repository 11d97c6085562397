"""Fills the menus that list what is outside the map: files, templates, windows, languages.

The window does what is chosen. Nothing of the model may be imported here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from journeymap.files.own_templates import own_names
from journeymap.model.text import M, Message, say
from journeymap.ui.controls import tip_of
from journeymap.ui.is_there import is_there
from journeymap.ui.settings import Settings, autonym, languages
from journeymap.ui.start.pages import EXAMPLE_OFFERS, TEMPLATE_OFFERS, examples
from journeymap.ui.start.recent_list import folder_words
from journeymap.ui.style import px
from journeymap.ui.windows import Window, Windows

THEME_NAMES = {"system": M("As the system"), "light": M("Light"), "dark": M("Dark")}
NAME = 300  # pixels that a file may take in a menu


class Owner(Window, Protocol):
    """What the menus ask of the window."""

    lang: str
    settings: Settings
    theme_choice: str
    windows: Windows

    def open(self, path: Path) -> None:
        """Open a file."""

    def on_wish(self, wish: str, what: str) -> None:
        """Do what the start page could wish for as well."""

    def choose_theme(self, choice: str) -> None:
        """Show a theme from now on."""

    def choose_language(self, lang: str) -> None:
        """Speak a language from now on."""


def fillers(owner: Owner) -> dict[str, Callable[[QMenu], None]]:
    """Return submenu -> what fills it when it is shown."""
    return {
        "recent": partial(recent_menu, owner),
        "example": partial(example_menu, owner),
        "template": partial(template_menu, owner),
        "theme": partial(theme_menu, owner),
        "language": partial(language_menu, owner),
        "windows": partial(windows_menu, owner),
    }


def entry(menu: QMenu, words: str, do: Callable[[], object]) -> QAction:
    """Return a new entry of a menu."""
    action = QAction(words.replace("&", "&&"), menu)
    action.setToolTip(tip_of(words))  # else Qt takes the words, and guesses at HTML in them
    action.triggered.connect(lambda _=False: do())
    menu.addAction(action)
    return action


def choice(
    menu: QMenu, group: QActionGroup, words: str, on: bool, do: Callable[[], object]
) -> None:
    """Add one of several entries of which one is chosen."""
    made = entry(menu, words, do)
    made.setCheckable(True)
    made.setChecked(on)
    group.addAction(made)


def recent_menu(owner: Owner, menu: QMenu) -> None:
    """List the files opened before, the pinned ones first."""
    settings, pins = owner.settings, owner.settings.pins
    metrics, elide = menu.fontMetrics(), Qt.TextElideMode.ElideMiddle
    names = [path.name for path in settings.recent]
    for at, path in enumerate(settings.recent):
        if at and at == len(pins):
            menu.addSeparator()
        words = path.name
        if names.count(path.name) > 1:
            words = f"{path.name} — {folder_words(path)}"
        short = metrics.elidedText(words, elide, px(NAME))
        made = entry(menu, f"\u2066{short}\u2069", partial(owner.open, path))
        made.setEnabled(is_there(path))
        made.setToolTip(tip_of(str(path)))
    if menu.isEmpty():
        entry(menu, _say(owner, M("Nothing yet")), lambda: None).setEnabled(False)
        return
    menu.setToolTipsVisible(True)
    menu.addSeparator()
    here = owner.file()
    if here is not None and here in pins:
        words = _say(owner, M("Unpin {name}", name=here.name))
        entry(menu, words, partial(owner.on_wish, "unpin", str(here)))
    elif here is not None:
        words = _say(owner, M("Pin {name} to the list", name=here.name))
        entry(menu, words, partial(owner.on_wish, "pin", str(here)))
    words = _say(owner, M("Clear the list"))
    entry(menu, words, partial(owner.on_wish, "clear", ""))


def example_menu(owner: Owner, menu: QMenu) -> None:
    """List the examples."""
    for offer in EXAMPLE_OFFERS:
        path = examples() / f"{offer.stem}.yaml"
        entry(menu, _say(owner, offer.name), partial(owner.open, path))


def template_menu(owner: Owner, menu: QMenu) -> None:
    """List the templates, then a person's own ones."""
    for offer in TEMPLATE_OFFERS:
        entry(menu, _say(owner, offer.name), partial(owner.begin, offer.stem))
    own = own_names()
    if not own:
        return
    menu.addSeparator()
    for name in own:
        entry(menu, name, partial(owner.on_wish, "own", name))
    menu.addSeparator()
    words = _say(owner, M("Delete one of your templates…"))
    entry(menu, words, partial(owner.on_wish, "drop-own", ""))


def theme_menu(owner: Owner, menu: QMenu) -> None:
    """List the themes."""
    group = QActionGroup(menu)
    for name, words in THEME_NAMES.items():
        on = name == owner.theme_choice
        choice(menu, group, _say(owner, words), on, partial(owner.choose_theme, name))


def language_menu(owner: Owner, menu: QMenu) -> None:
    """List the languages of the interface, each by its own name."""
    group = QActionGroup(menu)
    system = _say(owner, M("As the system"))
    for lang, words in [("", system), *((lang, autonym(lang)) for lang in languages())]:
        on = lang == owner.settings.language
        choice(menu, group, words, on, partial(owner.choose_language, lang))


def windows_menu(owner: Owner, menu: QMenu) -> None:
    """List the open windows, this one with a tick."""
    group = QActionGroup(menu)
    for window in sorted(owner.windows.all, key=lambda each: each.title().casefold()):
        choice(menu, group, window.title(), window is owner, window.come_up)


def _say(owner: Owner, message: Message) -> str:
    return say(message, owner.lang)
