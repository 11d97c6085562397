"""What a person likes in the window and what it remembers: language, theme, recent files, sizes.

Kept by Qt in the user's configuration folder and never in a map. Loaded before the first paint, so
nothing of the model may be imported here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QLocale, QSettings

from journeymap.model.text import LOCALES, primary
from journeymap.ui.is_there import is_folder

RECENT = 10  # files that are remembered besides the pinned ones
SEEN = 50  # files of which is remembered how they were looked at
WISHES = (  # what the settings dialog sets back
    "language", "theme", "text_size", "reduced_motion", "contrast", "open_in", "restores",
    "hidden/minimap",
)  # fmt: skip
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


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages that the interface speaks, English first."""
    there = os.listdir(LOCALES) if os.path.isdir(LOCALES) else ()
    found = {lang for lang in there if _speaks(lang)}
    return ("en", *sorted(found - {"en"}))


def _speaks(lang: str) -> bool:
    try:
        names = os.listdir(os.path.join(LOCALES, lang, "LC_MESSAGES"))
    except OSError:
        return False
    return any(name.endswith((".po", ".mo")) for name in names)


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


def _name_of(path: Path) -> str:
    """Return a path as part of a key, which has slashes of its own."""
    return str(path).replace("/", "|").replace("\\", "|")


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
    def open_in(self) -> str:
        """Where another file opens: in a "new" window, or "here" in place of the open map."""
        return self._text("open_in", ("new", "here"))

    @open_in.setter
    def open_in(self, place: str) -> None:
        self._store.setValue("open_in", place)

    @property
    def restores(self) -> bool:
        """Whether a start without a file brings back the files that were open at the end."""
        return self._flag("restores", True)

    @restores.setter
    def restores(self, wanted: bool) -> None:
        self._store.setValue("restores", wanted)

    @property
    def minimap(self) -> bool:
        """Whether a large map shows a small picture of itself to move about in."""
        return not self.hidden("minimap")

    @minimap.setter
    def minimap(self, wanted: bool) -> None:
        self.hide("minimap", not wanted)

    @property
    def person(self) -> str:
        """The name under which comments are written; empty when nobody has said."""
        kept = self._kept("person")
        return kept if isinstance(kept, str) else ""

    @person.setter
    def person(self, name: str) -> None:
        self._store.setValue("person", name)

    def forget_wishes(self) -> None:
        """Go back to what a new installation does; files, pins, name and sizes are kept."""
        for name in WISHES:
            self._store.remove(name)

    # ------------------------------------------------------------ files

    @property
    def recent(self) -> tuple[Path, ...]:
        """The pinned files, then those opened or saved last, newest first; some may be gone."""
        pins = self.pins
        others = [path for path in self._paths("recent") if path not in pins]
        return (*pins, *others[:RECENT])

    @property
    def pins(self) -> tuple[Path, ...]:
        """The files that stay in the list, in the order in which they were pinned."""
        return self._paths("pins")

    def pin(self, path: Path, pinned: bool = True) -> None:
        """Let a file stay in the list, or go with the others again."""
        pins = [each for each in self.pins if each != path]
        self._keep_paths("pins", [*pins, path] if pinned else pins)
        if not pinned:
            self.remember(path)

    def remember(self, path: Path) -> None:
        """Put a file on top of the recent ones."""
        others = [each for each in self._paths("recent") if each != path]
        self._keep_paths("recent", [path, *others][: RECENT + len(self.pins)])

    def forget(self, path: Path) -> None:
        """Take a file off the list, pinned or not."""
        for name in ("recent", "pins"):
            self._keep_paths(name, [each for each in self._paths(name) if each != path])

    def forget_recent(self) -> None:
        """Empty the list of recent files; what is pinned stays."""
        self._store.remove("recent")

    @property
    def open_files(self) -> tuple[Path, ...]:
        """The files that were open in windows when the program ended."""
        return self._paths("open_files")

    def keep_open_files(self, places: Mapping[Path, QByteArray]) -> None:
        """Remember what is open now that the program ends, and where its windows stand."""
        self._keep_paths("open_files", places)
        self._store.remove("place")
        for path, place in places.items():
            self._store.setValue(f"place/{_name_of(path)}", place)

    def place(self, path: Path) -> QByteArray:
        """Return where the window of a file stood that was open at the end, empty if none."""
        return self.bytes(f"place/{_name_of(path)}")

    def seen(self, path: Path) -> dict[str, Any]:
        """Return how a file was looked at last, empty when it was not: see `keep_seen`."""
        found = self._seen().get(str(path))
        return found if isinstance(found, dict) else {}

    def keep_seen(self, path: Path, how: Mapping[str, Any]) -> None:
        """Remember how a file is looked at, for the last files; never kept in the map itself."""
        kept = {name: value for name, value in self._seen().items() if name != str(path)}
        kept[str(path)] = dict(how)
        newest = dict(list(kept.items())[-SEEN:])
        import json

        self._store.setValue("seen", json.dumps(newest, ensure_ascii=False))

    def _seen(self) -> dict[str, Any]:
        import json

        try:
            found = json.loads(str(self._kept("seen") or "{}"))
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _paths(self, name: str) -> tuple[Path, ...]:
        kept = self._kept(name)
        paths = kept if isinstance(kept, list) else [kept]
        return tuple(Path(path) for path in paths if isinstance(path, str) and path)

    def _keep_paths(self, name: str, paths: Iterable[Path]) -> None:
        self._store.setValue(name, [str(path) for path in paths])

    @property
    def folder(self) -> str:
        """Where dialogs begin: beside the newest file that is still there, else at home."""
        return next(
            (str(p.parent) for p in self._paths("recent") if is_folder(p.parent)),
            str(Path.home()),
        )

    def bytes(self, name: str) -> QByteArray:
        """Return the kept geometry or state of that name, empty when there is none."""
        kept = self._kept(name)
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

    def in_front(self, panel: str) -> bool:
        """Return whether a panel stood before the one it shares its place with."""
        return self._flag(f"front/{panel}", False)

    def keep_in_front(self, panel: str, front: bool) -> None:
        """Remember that a panel stands before the one it shares its place with."""
        self._store.setValue(f"front/{panel}", front)

    def _kept(self, name: str) -> object:
        """Return what is kept, of whatever type: anybody may have written into the file."""
        try:
            found: object = self._store.value(name)
        except Exception:  # noqa: BLE001 - what Qt cannot bring to Python, it says in many ways
            return None
        return found

    def _number(self, name: str, usual: int) -> int:
        kept = self._kept(name)
        kept = str(kept) if isinstance(kept, str | int) and not isinstance(kept, bool) else ""
        return int(kept) if kept.isdecimal() and len(kept) < 5 else usual

    def _flag(self, name: str, usual: bool) -> bool:
        kept = self._kept(name)
        if isinstance(kept, str) and kept in ("true", "false"):
            return kept == "true"
        return kept if isinstance(kept, bool) else usual

    def _text(self, name: str, known: tuple[str, ...]) -> str:
        kept = self._kept(name)
        return kept if isinstance(kept, str) and kept in known else known[0]
