"""Lines with more to them: completion, a record by its name, durations, numbers and days.

What is typed is echoed in words where its spelling is short (`3m` is three minutes), and in
whatever digits it was typed it reaches the map in those of the format.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from journeymap.model.periods import seconds, spell_duration, spell_period
from journeymap.model.text import M, Message, literal, say
from journeymap.ui.editors.basic import MIXED, LineEditor, spelled
from journeymap.ui.editors.offers import Completion, Offer, Offers, meant
from journeymap.ui.editors.values import plain
from journeymap.ui.typed_durations import written

_POWER = r"(?:e[+-]?\d+)?"  # of ten, in numbers that are very small
_RANGE = re.compile(
    rf"(-?[\d.]*\d{_POWER})\s*(?:\.\.|–|-|,|;|to)\s*(-?\d[\d.]*{_POWER})\Z", re.ASCII
)


class OfferedLine(LineEditor):
    """A line that offers what stands in such fields already; anything else may be typed."""

    def __init__(self, name: str, lang: str, offers: Offers, strict: bool = False) -> None:
        super().__init__(name, lang, strict)
        # what is typed here stands in the map already, and is no offer
        self.completion = Completion(
            self, lambda: [each for each in offers() if strict or each.text != self.text()]
        )
        self.completion.chosen.connect(self.take)

    def take(self, offer: Offer) -> None:
        """Put an offer into the line, as if it had been typed."""
        self.setText(offer.text)
        self.completion.close()
        if self._strict:
            self._finish()
        else:
            self._typed(offer.text)

    def finish(self) -> None:
        """Say at once what was typed; what is offered is not waited for."""
        if self.pending:
            self.completion.close()
            self._finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.completion.current
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.take(current)
            event.accept()
        elif event.key() == Qt.Key.Key_Down and not self.completion.is_open:
            self.completion.open()
        else:
            super().keyPressEvent(event)


class RecordLine(OfferedLine):
    """One record, shown by its name and found by name or id; empty for none."""

    def __init__(self, name: str, lang: str, offers: Offers) -> None:
        super().__init__(name, lang, offers, strict=True)
        self._called: Callable[[str], str] = str
        self._value: str | None = None

    def show_record(self, value: Any, known: Callable[[str], str], rtl: bool) -> None:
        """Show a reference by what `known` calls it."""
        self._called = known
        self._value = None if value is MIXED else value
        self.put(MIXED if value is MIXED else known(value) if value else None, rtl)

    def take(self, offer: Offer) -> None:
        """Take a record out of the list."""
        self.completion.close()
        self.setText(offer.text)
        self._say(offer.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.completion.is_open and self.completion.current is None:
            exact = meant(self.completion.offers(), self.text())
            self.take(exact or self.completion.shown[0])  # Enter takes the first, as in a picker
            event.accept()
            return
        super().keyPressEvent(event)

    def _finish(self) -> None:
        if self.text() == self._shown or self.completion.is_open:
            return
        found = meant(self.completion.offers(), self.text())
        self._say(found.value if found else self.text().strip() or None)

    def _say(self, value: str | None) -> None:
        self._shown = self.text()
        if value != self._value:
            self.edited.emit(value)


class PlainLine(LineEditor):
    """A number, a share or the like: typed in any digits, said in those of the format."""

    def __init__(self, name: str, lang: str, percent: bool = False) -> None:
        super().__init__(name, lang, strict=True, percent=percent)

    def set_percent(self, percent: bool) -> None:
        """Show shares as percentages or as they are."""
        self._percent = percent

    def _finish(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            self.edited.emit(plain(self.text()) or None)


class EchoLine(PlainLine):
    """A strict line that says in words what stands in it."""

    echoed = Signal(str)

    def __init__(self, name: str, lang: str) -> None:
        super().__init__(name, lang)
        self.textChanged.connect(lambda text: self.echoed.emit(self.echo()))

    def echo(self) -> str:
        """Return what the text means in words, nothing where it means nothing."""
        return ""


class DurationLine(EchoLine):
    """A duration such as `3m` or `6w..14w`, typed so or in words."""

    def _finish(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            self.edited.emit(written(plain(self.text()), self._lang) or None)

    def echo(self) -> str:
        try:
            return spoken(written(plain(self.text()), self._lang), self._lang)
        except ValueError:
            return ""


class PeriodLine(EchoLine):
    """A year, quarter, month, week, day or a range of them."""

    calendar: Any = "gregorian"

    def echo(self) -> str:
        text = plain(self.text())
        words = spell_period(text, self._lang, self.calendar) if text else ""
        return "" if words == text else words


class RangeLine(PlainLine):
    """A lowest and a highest number, written `1..5`."""

    def show_range(self, value: Any, rtl: bool = False) -> None:
        """Show a pair of numbers, None for none."""
        pair = isinstance(value, tuple) and len(value) == 2
        self.put("..".join(map(spelled, value)) if pair else value, rtl)

    def _finish(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            found = _RANGE.match(plain(self.text()))
            self.edited.emit((found[1], found[2]) if found else plain(self.text()) or None)


def spoken(text: str, lang: str) -> str:
    """Return a duration with its units written out: the short forms are hard to read for some.

    Raises ValueError for what is no duration.
    """
    seconds(text)
    low, dots, high = text.partition("..")
    if dots:
        first, last = spoken(low.strip(), lang), spoken(high.strip(), lang)
        return say(M("{low} to {high}", context="durations", low=first, high=last), lang)
    number, unit = text.rstrip("smh "), text.strip()[-1]
    if unit not in "smh" or not number.replace(".", "").isdigit():
        return spell_duration(text, lang)
    amount = float(number)
    n, count = (1 if amount == 1 else max(2, int(amount))), literal(f"{amount:g}")
    if amount == int(amount):
        count = Message("{number}", {"number": int(amount)})  # nothing in it to translate
    if unit == "s":
        return say(M("{count} second", plural="{count} seconds", n=n, count=count), lang)
    if unit == "m":
        return say(M("{count} minute", plural="{count} minutes", n=n, count=count), lang)
    return say(M("{count} hour", plural="{count} hours", n=n, count=count), lang)
