"""A value that is only looked at: a text with its differing words marked, or a rating as it looks.

What differs is underlined as well as coloured. Texts can be selected and copied, and are never
read as HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from journeymap.model.text import M, say
from journeymap.ui.compare.saying import RATED, Span
from journeymap.ui.editors.scales import Scale
from journeymap.ui.editors.texts import TextEditor
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.style import ThemeChoice, colors

THEMES = ("light", "dark", "contrast-light", "contrast-dark")


def theme_now() -> ThemeChoice:
    """Return the theme in which the application is dressed."""
    app = QApplication.instance()
    dressed = str(app.property("journeymapDressed") or "") if app is not None else ""
    name = dressed.partition(" ")[0]
    return cast("ThemeChoice", name if name in THEMES else "light")


def shown(
    name: str,
    lang: str,
    form: FormField | None,
    value: object,
    text: str,
    spans: Iterable[Span] = (),
    rtl: bool = False,
) -> QWidget:
    """Return a widget that shows a value and cannot change it; `name` is for screen readers."""
    if form is not None and form.editor in RATED and isinstance(value, int) and form.words:
        return _rating(name, lang, form, value)
    return ShownText(name, lang, text, spans, rtl)


def _rating(name: str, lang: str, form: FormField, value: int) -> QWidget:
    assert form.words is not None
    faces, stars = form.editor == "emotion", form.editor == "stars"
    made = Scale(name, lang, form.words, form.good, faces, stars)
    made.theme = theme_now()
    made.put(value)
    made.setAccessibleName(f"{name}: {made.words()}")
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


class ShownText(TextEditor):
    """A text that can be read, selected and copied; it grows with what is in it."""

    def __init__(
        self, name: str, lang: str, text: str, spans: Iterable[Span] = (), rtl: bool = False
    ) -> None:
        super().__init__(name, lang)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setPlaceholderText(say(M("not set"), lang))
        self.put(text, rtl)
        self.mark(spans)

    def mark(self, spans: Iterable[Span]) -> None:
        """Mark what differs: underlined, and on a ground of its own where the theme has one."""
        table = colors(theme_now())
        look = QTextCharFormat()
        look.setBackground(QColor(table["fair.ground"]))
        look.setForeground(QColor(table["text"]))
        look.setFontUnderline(True)
        found = []
        for span in spans:
            cursor = QTextCursor(self.document())
            cursor.setPosition(_units(self.toPlainText(), span.start))
            cursor.setPosition(
                _units(self.toPlainText(), span.end), QTextCursor.MoveMode.KeepAnchor
            )
            each = QTextEdit.ExtraSelection()
            each.cursor, each.format = cursor, look
            found.append(each)
        self.setExtraSelections(found)
        if found:  # of a long text, the part that differs is what is to be seen
            first = QTextCursor(found[0].cursor)
            first.clearSelection()
            self.setTextCursor(first)


def _units(text: str, letters: int) -> int:
    """Return a place in Qt's text, which counts letters beyond the first 65,536 twice."""
    return len(text[:letters].encode("utf-16-le")) // 2
