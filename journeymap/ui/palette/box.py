"""The palette on the screen: a line to type in, the list under it, what narrows it.

It is given entries, in steps where there are many, and does what is chosen; where they come from
it does not know. The keyboard is in the line all the time, and goes back to where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from journeymap.model.text import M, is_rtl, say
from journeymap.ui.controls import Field, label, own_ground, read_along
from journeymap.ui.menu import not_of_menus
from journeymap.ui.palette.entries import (
    NARROWED,
    NARROWING,
    PREFIXES,
    Entry,
    narrowed,
    ranked,
)
from journeymap.ui.palette.rows import RowPainter, Rows
from journeymap.ui.session import Session
from journeymap.ui.style import px

TURN = 0.006  # seconds of work before the window has its turn
WIDE, NARROW = 640, 400  # pixels: in the middle of the window, at a card
SEEN = 11  # lines of the list at once
SAID = 250  # ms after which the marked line is read out
EDGE = 12  # pixels between the box and the edge of the window
_KEY = Qt.Key


class TypingLine(Field):
    """A line of text that keeps all keys for itself, so that none acts on the map behind."""

    pressed = Signal(object)  # a QKeyEvent that is not for the text
    left = Signal()

    OURS = frozenset(
        (
            *(_KEY.Key_Down, _KEY.Key_Up, _KEY.Key_PageDown, _KEY.Key_PageUp),
            *(_KEY.Key_Return, _KEY.Key_Enter, _KEY.Key_Escape, _KEY.Key_Tab, _KEY.Key_Backtab),
        )
    )

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if event.key() in self.OURS or (control and event.key() == _KEY.Key_K):
                self.pressed.emit(event)
                event.accept()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        stays = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in stays:
            self.left.emit()


class Box(QFrame):
    """The open palette. `narrows` is whether signs narrow the list.

    The keyboard goes back to where it was; to `home` where that is gone, or is a field with a text
    in it, for which no action is meant.
    """

    done = Signal(object)  # the Entry that was chosen, None when none was

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        home: QWidget,
        title: str,
        narrows: bool = True,
    ) -> None:
        super().__init__(parent)
        self._session, self._lang, self._narrows = session, session.lang, narrows
        self._entries: list[Entry] = []
        self._more: Iterator[Entry] | None = None
        self._recent: tuple[str, ...] = ()
        self._home, self._back = home, not_of_menus(QApplication.focusWidget())
        self._over, self._most = False, SEEN
        self._walked = False  # whether somebody has gone to the marked line
        self.setObjectName("palette")
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(6))
        column.setSpacing(px(6))
        self.field = TypingLine()
        self.field.setPlaceholderText(title)
        self.field.setAccessibleName(title)
        self.list = QListView()
        own_ground(self.list)
        self.rows = Rows(self._lang, self)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowPainter(session, self.rows, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(title)
        self.list.clicked.connect(self._clicked)
        self.hint = label("", "small")
        for each in (self.field, self.list, self.hint):
            column.addWidget(each)
        self._step = QTimer(self)
        self._step.setInterval(0)
        self._step.timeout.connect(self._go_on)
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.setInterval(SAID)
        self._saying.timeout.connect(self._announce)
        self.field.textChanged.connect(self._typed)
        self.field.pressed.connect(self._pressed)
        self.field.left.connect(self.close_box)
        session.document_changed.connect(self.close_box)

    def sizeHint(self) -> QSize:
        return QSize(px(WIDE if self._narrows else NARROW), super().sizeHint().height())

    # ------------------------------------------------------------ open and close

    def open(
        self, now: list[Entry], more: Iterator[Entry], recent: tuple[str, ...], at: QRect | None
    ) -> None:
        """Show it with the entries of `now`; `more` come in steps. `at` is what it is opened for,
        in the window: without it, it opens under the middle of the top.
        """
        self._entries, self._more, self._recent = now, more, recent
        self._place(at)
        self._refresh()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._step.start()

    def _place(self, at: QRect | None) -> None:
        around = self.parentWidget().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        line = self.list.sizeHintForRow(0)
        line = line if line > 0 else px(30)
        high = self.field.sizeHint().height() + self.hint.sizeHint().height() + px(30)
        rows = self._most = max(3, min(SEEN, (around.height() - high) // line))
        self.list.setFixedHeight(rows * line + 4)
        wide = min(self.sizeHint().width(), around.width())
        size = QSize(wide, min(high + rows * line + 4, around.height()))
        corner = QPoint(around.center().x() - wide // 2, around.top() + px(48))
        if at is not None:
            corner = QPoint(at.center().x() - wide // 2, at.bottom() + 6)
            if corner.y() + size.height() > around.bottom():  # beside it, where it stays seen
                right = at.right() + 8
                fits = right + wide <= around.right()
                corner = QPoint(right if fits else at.left() - wide - 8, at.top())
        corner.setX(max(around.left(), min(corner.x(), around.right() - wide)))
        corner.setY(max(around.top(), min(corner.y(), around.bottom() - size.height())))
        self.setGeometry(QRect(corner, size))

    def place_again(self, at: QRect | None) -> None:
        """Stand where there is room in a window of another size."""
        self._place(at)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the list needs, not more than there is room for."""
        n = max(1, min(self._most, len(self.rows.entries)))
        line = self.list.sizeHintForRow(0)
        self.list.setFixedHeight(n * (line if line > 0 else px(30)) + 4)
        self.resize(self.width(), self.layout().sizeHint().height())

    def close_box(self) -> None:
        """Put it away with nothing chosen."""
        self._finish(None)

    def _finish(self, chosen: Entry | None) -> None:
        if self._over:
            return
        self._over = True
        self._step.stop()
        self._saying.stop()
        self._more = None
        inside = self.field.hasFocus()
        back = self._back if self._back is not None and isValid(self._back) else None
        self.hide()
        if inside:
            if back is None or not back.isVisible() or (chosen and types(back)):
                back = self._home
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.done.emit(chosen)
        self.deleteLater()

    # ------------------------------------------------------------ entries

    def _go_on(self) -> None:
        end = perf_counter() + TURN
        for each in self._more or ():
            self._entries.append(each)
            if perf_counter() > end:
                return
        self._all_there()

    def _all_there(self) -> None:
        self._step.stop()
        if self._more is not None:
            self._more = None
            self._refresh(keep=self._walked)

    def finish(self) -> None:
        """Take in all entries now."""
        self._entries.extend(self._more or ())
        self._all_there()

    @property
    def current(self) -> Entry | None:
        """The marked line."""
        row = self.list.currentIndex().row()
        return self.rows.entries[row] if 0 <= row < len(self.rows.entries) else None

    def _typed(self, text: str) -> None:
        read_along(self.field, narrowed(text)[1], is_rtl(self._lang))
        self._walked = False
        self._refresh()

    def _refresh(self, keep: bool = False) -> None:
        before = self.current if keep else None
        text = self.field.text()
        wanted = text if self._narrows else text.lstrip("/／")
        found = ranked(self._entries, wanted, self._recent)
        self.rows.put(found)
        ids = [each.id for each in found]
        row = ids.index(before.id) if before is not None and before.id in ids else 0
        if found:
            self._go_to(row)
        self._say_hint(len(found))
        self._fit()

    def _say_hint(self, n: int) -> None:
        sort = narrowed(self.field.text())[0] if self._narrows else None
        if not n:
            waits = self._more is not None
            words = M("Looking through the map…") if waits else M("Nothing fits")
            self.hint.setText(say(words, self._lang))
        elif sort is not None:
            only = say(NARROWED[sort], self._lang)
            self.hint.setText(say(M("{sort} only · Tab goes on", sort=only), self._lang))
        elif self._narrows:
            signs = (f"\u2068\u2066{sign}\u2069 {say(NARROWED[PREFIXES[sign]], self._lang)}\u2069"
                     for sign in NARROWING)  # fmt: skip
            self.hint.setText("   ".join(signs))
        else:
            self.hint.setText(say(M("Enter does it · Esc goes back"), self._lang))

    # ------------------------------------------------------------ keys

    def _pressed(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (_KEY.Key_Escape, _KEY.Key_K):
            self.close_box()
        elif key in (_KEY.Key_Return, _KEY.Key_Enter):
            self.finish()
            self._choose(self.current)
        elif key in (_KEY.Key_Tab, _KEY.Key_Backtab):
            self._narrow(1 if key == _KEY.Key_Tab else -1)
        elif self.rows.entries:
            n, row = len(self.rows.entries), self.list.currentIndex().row()
            self._walked = True
            page = max(1, self.list.height() // max(self.list.sizeHintForRow(0), 1) - 1)
            if key in (_KEY.Key_Down, _KEY.Key_Up):
                self._go_to((row + (1 if key == _KEY.Key_Down else -1)) % n)
            else:
                self._go_to(min(max(row + (page if key == _KEY.Key_PageDown else -page), 0), n - 1))

    def _go_to(self, row: int) -> None:
        where = self.rows.index(row)
        self.list.setCurrentIndex(where)
        self.list.scrollTo(where)
        self._saying.start()

    def _narrow(self, by: int) -> None:
        """Narrow to the next sort of entries, after the last one to all."""
        if not self._narrows:
            return
        text = self.field.text().lstrip()
        sort = PREFIXES.get(text[:1])
        signs = ("", *NARROWING)
        now = next((n for n, sign in enumerate(signs) if sign and PREFIXES[sign] == sort), 0)
        rest = text[1:] if sort else text
        self.field.setText(signs[(now + by) % len(signs)] + rest.lstrip())

    def _clicked(self, where: QModelIndex) -> None:
        self.list.setCurrentIndex(where)
        self._choose(self.current)

    def _choose(self, entry: Entry | None) -> None:
        if entry is None or not entry.enabled:
            self._announce()
            return
        self._finish(entry)

    def _announce(self) -> None:
        entry = self.current
        words = self.rows.words(entry) if entry is not None else self.hint.text()
        self.field.setAccessibleDescription(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))


def types(widget: QWidget) -> bool:
    """Return whether a text is typed in a widget: an action is not meant for it."""
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QComboBox)
