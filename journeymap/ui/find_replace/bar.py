"""The bar over the map that finds a text anywhere in it while it is typed, and leads to each hit.

What is found is marked on the map, nothing else is hidden. The bar selects and brings into sight
what it has come to; it changes nothing of the map.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from journeymap.model.searching import Hit, Options
from journeymap.model.text import M, Message, is_rtl, say
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.controls import Check, Field, button, label, read_along, set_property, tip_of
from journeymap.ui.find_replace.places import Place, place_of
from journeymap.ui.find_replace.search import Search
from journeymap.ui.icons import icon
from journeymap.ui.menu import not_of_menus
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px

LITTLE = 860  # pixels under which the place of a hit has a line of its own
PAUSE = 120  # ms after a letter before the map follows
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindField(Field):
    """A line of text whose keys lead from hit to hit."""

    stepped = Signal(int)  # one hit on or back
    went = Signal()  # into the field that holds the hit
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in ENTER and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.went.emit()
        elif key in ENTER:
            self.stepped.emit(-1 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not modifiers:
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class FindBar(QWidget):
    """What is looked for, how many places hold it, and which of them is shown."""

    replace_wished = Signal()
    field_wished = Signal(object)  # a Place: put the cursor there
    closed = Signal()

    def __init__(self, session: Session, canvas: Surface) -> None:
        super().__init__()
        self._session, self._canvas, self._lang = session, canvas, session.lang
        self.search = Search(session)
        self.at = -1  # which hit is shown
        self._back: QWidget | None = None  # what had the keyboard before
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self._say(M("Find")))
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE)
        self._soon.timeout.connect(self._show_hit)
        self.search.found.connect(self._on_found)
        session.theme_changed.connect(self._dress)
        session.document_changed.connect(self.close_bar)
        self._dress()
        self.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 3, 8, 4)
        column.setSpacing(0)
        row, self._below = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(6)
        self._row = row
        column.addLayout(row)
        column.addLayout(self._below)
        self.field = FindField()
        self.field.setPlaceholderText(self._say(M("Find in all texts of the map")))
        self.field.setAccessibleName(self._say(M("Find")))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(px(120))
        self.field.setMaximumWidth(px(300))
        self.field.textChanged.connect(self._typed)
        self.field.stepped.connect(self.step)
        self.field.went.connect(self.go)
        self.field.left.connect(self.close_bar)
        row.addWidget(self.field, 3)
        self.count = label("", "soft")
        self.count.setMinimumWidth(px(74))
        row.addWidget(self.count)
        before, after = self._say(M("Previous hit")), self._say(M("Next hit"))
        self.previous = self._tool(before, "Shift+F3", partial(self.step, -1))
        self.next = self._tool(after, "F3", partial(self.step, 1))
        self.words = Check(self._say(M("Whole words")))
        self.exactly = Check(self._say(M("Exactly as written")))
        self.exactly.setToolTip(
            tip_of(self._say(M("Tell apart capitals, accents, and the ways to write a letter")))
        )
        for tool in (self.previous, self.next):
            row.addWidget(tool)
        for check in (self.words, self.exactly):
            check.toggled.connect(self._typed)
            row.addWidget(check)
        self.where = button("", "link")
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.where.clicked.connect(self.go)
        self._where_at = row.count()
        row.addWidget(self.where, 4)
        self.replace = button(self._say(M("Replace…")), "link")
        self.replace.setToolTip(tip_of(self._say(M("Replace, after a look at each place"))))
        self.replace.clicked.connect(self.replace_wished)
        row.addWidget(self.replace)
        self.away = self._tool(self._say(M("Close")), "Esc", self.close_bar)
        row.addWidget(self.away)

    def _tool(self, name: str, keys: str, do: object) -> QToolButton:
        made = QToolButton()
        made.setIconSize(QSize(px(15), px(15)))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAccessibleName(name)
        made.setToolTip(tip_of(f"{name} (\u2066{keys}\u2069)"))
        made.clicked.connect(do)
        return made

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say on a line of its own where the hit is, when there is no room beside the rest."""
        super().resizeEvent(event)
        narrow = self.width() < px(LITTLE)
        if narrow != (self._below.indexOf(self.where) >= 0):
            source, target = (self._row, self._below) if narrow else (self._below, self._row)
            source.removeWidget(self.where)
            target.insertWidget(0 if narrow else self._where_at, self.where, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ open and close

    def open(self, words: str = "") -> None:
        """Show it, ready for keys; `words` are looked for, else what is marked in a field."""
        now = not_of_menus(QApplication.focusWidget())
        words = words or marked(now)
        if now is not None and not self.isAncestorOf(now):
            self._back = now
        self._session.flush_wanted.emit()
        self.show()
        if words:
            self.field.setText(words)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        # also with nothing typed yet: the texts are made ready meanwhile
        self._look()

    def close_bar(self) -> None:
        """Put it away, with its marks; the keyboard goes back to where it was."""
        now, back = self.window().focusWidget(), self._back
        inside = now is not None and self.isAncestorOf(now)
        self._soon.stop()
        self._back = None
        if self.isHidden():
            return
        self.search.stop()
        self._canvas.mark_found(())
        self.hide()
        if inside:
            there = back is not None and isValid(back) and back.isVisible()
            (back if there and back is not None else self._canvas).setFocus(
                Qt.FocusReason.OtherFocusReason
            )
        self.closed.emit()

    def first(self) -> QWidget:
        """Return what the focus comes to first."""
        return self.field

    # ------------------------------------------------------------ finding

    @property
    def options(self) -> Options:
        """How is compared."""
        return Options(self.exactly.isChecked(), self.words.isChecked())

    @property
    def hit(self) -> Hit | None:
        """The hit that is shown."""
        hits = self.search.hits
        return hits[self.at] if 0 <= self.at < len(hits) else None

    def _typed(self, *_: object) -> None:
        read_along(self.field, self.field.text(), is_rtl(self._lang))
        if not self.isHidden():
            self._look()

    def _look(self) -> None:
        self._soon.stop()
        self.search.look(self.field.text(), self.options)
        self._say_count()

    def _on_found(self, anew: bool) -> None:
        """Show what was found; after an edit stay where one is."""
        hits, before = self.search.hits, self._before
        if not anew and before is not None and hits:
            self.at = _nearest(hits, before)
        else:
            self.at = self._from_selection(hits) if hits else -1
        self._before = self.hit
        self._canvas.mark_found(hit.key for hit in hits if hit.key)
        self._say_count()
        if anew and hits:
            self._soon.start()
        elif anew and self.field.text():
            self.announce(self.count.text())

    _before: Hit | None = None  # the hit that was shown before the map was looked through again

    def _from_selection(self, hits: tuple[Hit, ...]) -> int:
        """Return the first hit in what is selected, else the first of all."""
        chosen = set(self._session.selection)
        return next((n for n, hit in enumerate(hits) if hit.key in chosen), 0)

    def step(self, by: int) -> None:
        """Go to the next hit or the one before, round at the ends."""
        fresh = self.isHidden()
        if fresh:
            self.open(self.field.text())
        shown = not self._soon.isActive() and not fresh and self.search.ready
        self.search.finish()
        hits = self.search.hits
        if not hits:
            self._soon.stop()
            return
        if shown:
            self.at = (self.at + by) % len(hits)
        self._soon.stop()
        self._show_hit(True)

    def go(self) -> None:
        """Put the cursor into the field that holds the hit."""
        self.search.finish()
        if self._soon.isActive():
            self._show_hit()
        hit = self.hit
        if hit is not None:
            self.field_wished.emit(place_of(self._session.index, hit))

    # ------------------------------------------------------------ showing

    def _place(self) -> Place | None:
        hit = self.hit
        return place_of(self._session.index, hit) if hit is not None else None

    def _show_hit(self, walked: bool = False) -> None:
        self._soon.stop()
        if not self.search.ready:  # the map has changed: what was found may be gone
            self._soon.start()
            return
        place = self._place()
        self._before = self.hit
        if place is None:
            return
        self._session.jump(place.key)
        self._say_count()
        self.announce(f"{self.count.text()}, {self.where.text()}")
        if walked and place.panel == "comments":
            self._canvas.panel_wanted.emit("comments", place.key)

    def _say_count(self) -> None:
        n, place = len(self.search.hits), self._place() if self.search.ready else None
        none = not n and self.search.ready and bool(self.field.text())
        words = M("{at} of {n}", at=self.at + 1, n=n)
        if not self.search.ready:
            words = M("…")
        elif none:
            words = M("Nothing found")
        self.count.setText(self._say(words) if self.field.text() else "")
        set_property(self.count, "look", "wrong" if none else "soft")
        where = self._say(place.words) if place is not None else ""
        self.where.setText(where.replace("&", "&&"))
        self.where.setAccessibleName(where)
        self.where.setToolTip(tip_of(self._say(M("Go there (Ctrl+Enter)"))))
        self.where.setEnabled(bool(where))
        for tool in (self.previous, self.next):
            tool.setEnabled(n > 0)

    def announce(self, words: str) -> None:
        """Have something read out."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def _dress(self) -> None:
        table = colors(self._session.theme)
        soft, off = table["text.soft"], table["disabled"]
        for tool, name in ((self.previous, "up"), (self.next, "down"), (self.away, "close")):
            tool.setIcon(icon(name, soft, off, px(15)))

    def leave(self) -> None:
        """Listen to nothing any more: another takes over."""
        self.search.leave()
        self._session.disconnect(self)

    def _say(self, message: Message) -> str:
        return say(message, self._lang)


def marked(widget: QWidget | None) -> str:
    """Return what is marked in a field, where it is on one line."""
    text = ""
    if isinstance(widget, QLineEdit):
        text = widget.selectedText()
    elif isinstance(widget, QPlainTextEdit):
        text = widget.textCursor().selectedText()
    return text if text.isprintable() else ""


def _nearest(hits: tuple[Hit, ...], before: Hit) -> int:
    """Return which hit is the one that was shown, or stands nearest to where it was."""
    same = [n for n, hit in enumerate(hits) if (hit.key, hit.path) == (before.key, before.path)]
    if same:
        return min(same, key=lambda n: abs(hits[n].start - before.start))
    there = [n for n, hit in enumerate(hits) if hit.key == before.key]
    return there[0] if there else 0
