"""What a person likes in the window and what it remembers: language, theme, recent files, sizes.

Kept by Qt in the user's configuration folder and never in a map. Loaded before the first paint, so
nothing of the model may be imported here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QSettings

from journeymap.model.text import LOCALES, primary

RECENT = 10  # files that are remembered
THEMES = ("system", "light", "dark")

# What each language calls itself; English is the language of the messages and needs no catalogue.
AUTONYMS = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "tr": "Türkçe",
    "zh": "中文",
}


def languages() -> tuple[str, ...]:
    """Return the languages that the interface speaks, English first."""
    found = {path.parents[1].name for path in Path(LOCALES).glob("*/LC_MESSAGES/*.po")}
    found |= {path.parents[1].name for path in Path(LOCALES).glob("*/LC_MESSAGES/*.mo")}
    return ("en", *sorted(found - {"en"}))


def autonym(lang: str) -> str:
    """Return what the language calls itself."""
    return AUTONYMS.get(lang) or QLocale(lang).nativeLanguageName() or lang


def chosen(wish: str, known: Iterable[str]) -> str:
    """Return the interface language that suits `wish`, English when it is none we speak."""
    known = tuple(known)
    return next((lang for lang in (wish, primary(wish)) if lang in known), "en")


def system_language() -> str:
    """Return the first language of the system that the interface speaks."""
    known = languages()
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wish in os.environ.get(variable, "").split(":"):
            tag = wish.partition(".")[0].replace("_", "-")
            if primary(tag) in known:
                return primary(tag)
    for tag in QLocale.system().uiLanguages():
        if primary(tag) in known:
            return primary(tag)
    return "en"


class Settings:
    """The remembered wishes; every read has a default, every write is kept at once."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "journeymap", "window"
        )

    @property
    def language(self) -> str:
        """The chosen interface language, empty to follow the system."""
        return self._text("language", ("", *languages()))

    @language.setter
    def language(self, lang: str) -> None:
        self._store.setValue("language", lang)

    @property
    def theme(self) -> str:
        """The chosen theme: system, light or dark."""
        return self._text("theme", THEMES)

    @theme.setter
    def theme(self, theme: str) -> None:
        self._store.setValue("theme", theme)

    @property
    def text_size(self) -> int:
        """How large text is, in percent of the usual size: 100 to 200."""
        return min(max(self._number("text_size", 100), 100), 200)

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._store.setValue("text_size", percent)

    @property
    def reduced_motion(self) -> str:
        """Whether movement is left out: "on" or "off", empty to follow the system."""
        return self._text("reduced_motion", ("", "on", "off"))

    @reduced_motion.setter
    def reduced_motion(self, choice: str) -> None:
        self._store.setValue("reduced_motion", choice)

    @property
    def contrast(self) -> bool:
        """Whether colours are chosen for high contrast."""
        return self._flag("contrast", False)

    @contrast.setter
    def contrast(self, high: bool) -> None:
        self._store.setValue("contrast", high)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The files opened or saved last, newest first; some may be gone."""
        kept = self._store.value("recent") or []
        paths = [kept] if isinstance(kept, str) else kept
        return tuple(Path(path) for path in paths if isinstance(path, str))[:RECENT]

    def remember(self, path: Path) -> None:
        """Put a file on top of the recent ones."""
        others = [str(each) for each in self.recent if each != path]
        self._store.setValue("recent", [str(path), *others][:RECENT])

    def forget_recent(self) -> None:
        """Empty the list of recent files."""
        self._store.remove("recent")

    @property
    def folder(self) -> str:
        """Where dialogs begin: beside the newest file that is still there, else at home."""
        return next((str(p.parent) for p in self.recent if p.parent.is_dir()), str(Path.home()))

    def bytes(self, name: str) -> QByteArray:
        """Return the kept geometry or state of that name, empty when there is none."""
        kept = self._store.value(name)
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep(self, name: str, value: QByteArray) -> None:
        """Keep a geometry or state."""
        self._store.setValue(name, value)

    def size(self, panel: str) -> int:
        """Return the width or height that a person gave a panel, in pixels; 0 when none."""
        return self._number(f"size/{panel}", 0)

    def keep_size(self, panel: str, pixels: int) -> None:
        """Remember the width or height that a person gave a panel; 0 forgets it."""
        self._store.setValue(f"size/{panel}", pixels)

    def hidden(self, panel: str, usual: bool = False) -> bool:
        """Return whether a panel was put away, `usual` when nobody has said."""
        return self._flag(f"hidden/{panel}", usual)

    def hide(self, panel: str, hidden: bool) -> None:
        """Remember that a panel was put away, or brought back."""
        self._store.setValue(f"hidden/{panel}", hidden)

    def _number(self, name: str, usual: int) -> int:
        kept = str(self._store.value(name) or "")
        return int(kept) if kept.isdecimal() and len(kept) < 5 else usual

    def _flag(self, name: str, usual: bool) -> bool:
        kept = self._store.value(name)
        return usual if kept is None else kept in (True, "true")

    def _text(self, name: str, known: tuple[str, ...]) -> str:
        kept = self._store.value(name)
        return kept if isinstance(kept, str) and kept in known else known[0]
