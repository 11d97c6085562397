"""The language of the application as a whole: Qt's own words, the fonts of its script, direction.

What journeymap itself says is not said here. Loaded before the first paint, so nothing of the model
may be imported but its texts.
"""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from journeymap.model.text import is_rtl
from journeymap.picture.scripts import FAMILIES, families, script_of
from journeymap.ui.settings import autonym

KEYS = "QShortcut"  # where Qt's catalogues keep the names of keys


class QtWords(QTranslator):
    """Qt's own catalogue of a language, without the names of keys.

    Some catalogues translate Ctrl and Shift, which no keyboard of those languages has printed on.
    """

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Return the translation, the text itself where there is none or none is wanted.

        The file dialog marks letters in its labels that the catalogues have without a mark.
        """
        if context == KEYS:
            return source
        found = super().translate(context, source, disambiguation, n)
        if not found and "&" in source:
            found = super().translate(context, source.replace("&", ""), disambiguation, n)
        return found or source


def speak(app: QApplication, lang: str) -> None:
    """Let the application speak a language: direction, fonts, and Qt's own dialogs."""
    rtl = is_rtl(lang)
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    spoken = app.property("journeymapSpeaks")
    if spoken == lang:
        return
    app.setProperty("journeymapSpeaks", lang)
    app.setFont(font_for(app, lang))
    # not at the start: looking at its children gives Python the style, which takes its time
    for before in app.findChildren(QtWords) if spoken else ():
        app.removeTranslator(before)
        before.deleteLater()
    if lang == "en":
        return  # what Qt says by itself
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    words = QtWords(app)
    if words.load(QLocale(lang), "qtbase", "_", folder):
        app.installTranslator(words)


def font_for(app: QObject, lang: str) -> QFont:
    """Return the system's font, and for letters it has not those of the language's script.

    Without them Qt would take any font that has the letters: Japanese forms of Han characters in
    Chinese, a font without the joins of Persian.
    """
    font = QFont(QApplication.font())
    own = app.property("journeymapFamily")
    if own is None:
        # by its own name: “Sans Serif” is a wish, and would be granted by the next in the list
        own = QFontInfo(font).family()
        app.setProperty("journeymapFamily", own)
    wanted = (own, *families(script_of(autonym(lang), lang)))
    others = (name for names in FAMILIES.values() for name in names)
    font.setFamilies(list(dict.fromkeys((*wanted, *others))))
    return font
