"""Which QFont sets a text, and whether its letters can be shown at all.

Families are asked for by the script of the text, so that Chinese does not walk through the
fallbacks at every call. Fonts are unhinted: widths then grow evenly with the zoom, and what was
measured at 100 % fits at every size.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication

from journeymap.picture.picture import StyleName
from journeymap.picture.scripts import families, script_of
from journeymap.picture.type import TYPE
from journeymap.ui.per_thread import per_thread


def ensure_gui_app() -> QGuiApplication:
    """Return the running application, or begin one that draws into memory only.

    Fonts and painting need an application even where nothing is shown: on servers, in tests and
    for exports from the command line. A display is not asked for, because one that is named and
    cannot be reached would end the process.
    """
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["journeymap"])


@per_thread(256)
def font(style: StyleName, script: str) -> QFont:
    """Return the font of a text style for a script of `picture.scripts.FAMILIES`."""
    wanted = TYPE[style]
    made = QFont()
    made.setFamilies(list(families(script)))
    made.setPixelSize(round(wanted.size))
    made.setWeight(QFont.Weight(wanted.weight))
    made.setItalic(wanted.italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def font_of(text: str, style: StyleName, language: str = "") -> QFont:
    """Return the font that sets `text`; `language` chooses between the Han fonts."""
    return font(style, script_of(text, language))


def missing_glyphs(text: str) -> set[str]:
    """Return the characters of `text` that no font of this machine can show."""
    ensure_gui_app()
    script = script_of(text)
    return {character for character in set(text) if not _shown(character, script)}


@lru_cache(maxsize=1 << 16)
def _shown(character: str, script: str) -> bool:
    category = unicodedata.category(character)
    # Blanks, joiners, direction marks and variation selectors have nothing to show.
    if (category[0] in "ZC" and category not in ("Co", "Cn")) or 0xFE00 <= ord(character) <= 0xFE0F:
        return True
    code = ord(character)
    return any(metrics("card", each).inFontUcs4(code) for each in (script, script_of(character)))


@per_thread(256)
def metrics(style: StyleName, script: str) -> QFontMetricsF:
    """Return what measures texts of a style in a script, for the thread that asks."""
    return QFontMetricsF(font(style, script))
