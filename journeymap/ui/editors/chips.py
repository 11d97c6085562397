"""Lists of records or of words as chips: type to add, Backspace to remove, arrows to walk.

Several records are edited together: what all of them have is solid, what some have is dashed, and
adding or removing goes for all. So what is said is no list but what came and what went.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy
from shiboken6 import isValid

from journeymap.ui.controls import Field, set_property
from journeymap.ui.editors.chip import Chip, Row
from journeymap.ui.editors.offers import Completion, Offer, Offers, meant
from journeymap.ui.style import ThemeChoice

ENDS = ",،、，;؛"  # what ends a word in a list, in several scripts
GAP, EDGE = 4, 4
LEAST = 64  # room for typing beside the last chip, in pixels


class ListChange(NamedTuple):
    """What came into the lists of some records, and what went out of them."""

    adds: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()

    def of(self, old: Sequence[str]) -> tuple[str, ...]:
        """Return what becomes of a list; its order stays, what comes goes to the end."""
        kept = [each for each in old if each not in self.drops]
        return (*kept, *(each for each in self.adds if each not in kept))


class Chips(Row):
    """Chips and a line to type the next; `edited` says a ListChange."""

    edited = Signal(object)
    jumped = Signal(str)  # a chip was opened

    def __init__(self, name: str, lang: str, offers: Offers, free: bool) -> None:
        super().__init__()
        self._name, self._lang, self._free = name, lang, free
        self._hint = ""
        self._theme: ThemeChoice = "light"
        self._shown: object = None
        self.chips: list[Chip] = []
        self.setProperty("look", "chips")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.line = ChipLine(self)
        self.line.setAccessibleName(name)
        self.line.setProperty("look", "bare")
        self.completion = Completion(self.line, lambda: self._left(offers()), self)
        self.completion.chosen.connect(lambda offer: self._add(offer.value))
        self.setFocusProxy(self.line)
        self._arrange()

    @property
    def values(self) -> tuple[str, ...]:
        """What the chips stand for, in their order."""
        return tuple(chip.value for chip in self.chips)

    def set_hint(self, hint: str) -> None:
        """Say what it means that there is no chip."""
        self._hint = hint
        self._say_hint()

    def put(
        self,
        lists: Sequence[Sequence[str]],
        called: Callable[[str], str] = str,
        theme: ThemeChoice = "light",
    ) -> None:
        """Show the lists of one record or several, each value by what it is called."""
        order = tuple(dict.fromkeys(each for values in lists for each in values))
        wanted = tuple(
            (each, called(each), all(each in values for values in lists)) for each in order
        )
        if (wanted, theme) == self._shown:
            return
        self._shown, self._theme = (wanted, theme), theme
        while len(self.chips) > len(wanted):
            gone = self.chips.pop()
            if gone.hasFocus():
                self.line.setFocus()
            gone.hide()
            gone.deleteLater()
        while len(self.chips) < len(wanted):
            chip = Chip(self, self._lang)
            chip.removed.connect(lambda chip=chip: self.remove(chip))
            chip.opened.connect(lambda chip=chip: self.jumped.emit(chip.value))
            chip.left.connect(lambda step, chip=chip: self._walk(chip, step))
            self.chips.append(chip)
            chip.show()
        for chip, (value, text, common) in zip(self.chips, wanted, strict=True):
            chip.show_value(value, text, common, theme)
        self._say_hint()
        self._arrange()

    def _say_hint(self) -> None:
        self.line.setPlaceholderText("" if self.chips else self._hint)

    def _left(self, offers: Sequence[Offer]) -> list[Offer]:
        there = {chip.value for chip in self.chips if chip.common}
        return [each for each in offers if each.value not in there]

    # ------------------------------------------------------------ changing

    def take(self) -> bool:
        """Add what is typed; return whether anything was."""
        typed = self.line.text().strip().strip(ENDS).strip()
        if not typed:
            self.line.clear()
            return False
        found = self.completion.current or meant(self.completion.offers(), typed)
        if found is None and not self._free and self.completion.is_open:
            found = self.completion.shown[0]
        self._add(found.value if found else typed)
        return True

    def _add(self, value: str) -> None:
        self.completion.close()
        if any(chip.value == value and chip.common for chip in self.chips):
            self.line.clear()
            return
        self.edited.emit(ListChange(adds=(value,)))

    def remove(self, chip: Chip) -> None:
        """Take a chip away, from all the records that have it."""
        place = self.chips.index(chip)
        after = self.chips[place + 1 :] or self.chips[:place][-1:]
        (after[0] if after and chip.hasFocus() else self.line).setFocus()
        self.edited.emit(ListChange(drops=(chip.value,)))

    def settle(self, made: bool) -> None:
        """Hear whether the change was made: what was typed stays when it was refused."""
        if made:
            self.line.clear()

    def _walk(self, chip: Chip, step: int) -> None:
        place = self.chips.index(chip) + step
        if place >= len(self.chips):
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place >= 0:
            self.chips[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def walk_back(self) -> None:
        """Go from the line to the last chip."""
        if self.chips:
            self.chips[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ looks

    def show_focus(self) -> None:
        """Show whether the cursor is anywhere in here."""
        inside = self.line.hasFocus() or any(chip.hasFocus() for chip in self.chips)
        set_property(self, "focused", "true" if inside else "false")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(160, self.height())

    def _arrange(self) -> None:
        room = max(self.width(), 120) - 2 * EDGE
        high = self.fontMetrics().height() + 6
        x, y = 0, EDGE
        places: list[QRect] = []
        for chip in self.chips:
            wide = min(chip.wanted_width(), room)
            if x and x + wide > room:
                x, y = 0, y + high + GAP
            places.append(QRect(x + EDGE, y, wide, high))
            x += wide + GAP
        if x and room - x < LEAST:
            x, y = 0, y + high + GAP
        places.append(QRect(x + EDGE, y, room - x, high))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for widget, place in zip((*self.chips, self.line), places, strict=True):
            if rtl:
                place.moveLeft(max(self.width(), 120) - place.right() - 1)
            widget.setGeometry(place)
        height = y + high + EDGE
        if self.height() != height or self.maximumHeight() != height:
            self.setFixedHeight(height)


class ChipLine(Field):
    """The line in which the next chip is typed."""

    def __init__(self, chips: Chips) -> None:
        super().__init__(chips)
        self._chips = chips
        self.textEdited.connect(self._typed)

    @property
    def pending(self) -> bool:
        """Whether something is typed that is no chip yet."""
        return bool(self.text().strip())

    def finish(self) -> None:
        """Make a chip of what is typed."""
        self._chips.take()

    def drop(self) -> None:
        """Forget what is typed."""
        self.clear()

    def _typed(self, text: str) -> None:
        if text and text[-1] in ENDS:
            self._chips.take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chips, key = self._chips, event.key()
        rtl = chips.layoutDirection() == Qt.LayoutDirection.RightToLeft
        back = Qt.Key.Key_Right if rtl else Qt.Key.Key_Left
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chips.take()
            event.accept()
        elif key == Qt.Key.Key_Backspace and not self.text():
            if chips.chips:
                chips.remove(chips.chips[-1])
        elif key == back and not self.cursorPosition():
            chips.walk_back()
        elif key == Qt.Key.Key_Down and not chips.completion.is_open:
            chips.completion.open()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._chips.show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not isValid(self._chips):  # the form goes, and the cursor is in it
            return
        self._chips.show_focus()
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.pending:
            self._chips.take()

    def event(self, event: QEvent) -> bool:
        tab = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab  # type: ignore[attr-defined] # only key events come here
        if tab and self._chips.completion.current is not None:
            return self._chips.take()
        return super().event(event)
