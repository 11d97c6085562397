"""Days: a line that takes either calendar in any digits, and a calendar that opens under it.

A map file keeps days as ISO dates; what is shown and opened is the calendar of the map.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QCalendar, QDate, QEvent, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from journeymap.model.periods import spell_date
from journeymap.model.text import M, say
from journeymap.model.vocabulary import Calendar
from journeymap.ui.editors.basic import MIXED
from journeymap.ui.editors.lines import EchoLine
from journeymap.ui.editors.values import day_of, typed_day
from journeymap.ui.icons import icon
from journeymap.ui.style import ThemeChoice, colors


class DateLine(EchoLine):
    """A day, in words under it; Down or the button opens the calendar."""

    def __init__(self, name: str, lang: str) -> None:
        super().__init__(name, lang)
        self._calendar: Calendar = "gregorian"
        self._theme: ThemeChoice = "light"
        self._dressed = ""
        self._open = QAction(say(M("Choose a day"), lang), self)
        self._open.triggered.connect(self.open)
        self.addAction(self._open, self.ActionPosition.TrailingPosition)
        self.popup: DayPopup | None = None

    def show_day(self, value: Any, calendar: Calendar, theme: ThemeChoice, rtl: bool) -> None:
        """Show a day in a map's calendar, None for none."""
        self._calendar, self._theme = calendar, theme
        if theme != self._dressed:
            self._dressed = theme
            self._open.setIcon(icon("calendar", colors(theme)["text.soft"]))
        text = typed_day(value, calendar, self._lang) if isinstance(value, date) else None
        self.put(MIXED if value is MIXED else text, rtl)

    def echo(self) -> str:
        day = day_of(self.text())
        return spell_date(day, self._lang, self._calendar) if day else ""

    def _finish(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            self.edited.emit(day_of(self.text()) or self.text().strip() or None)

    def open(self) -> None:
        """Open the calendar at the day that is shown, else at today."""
        if self.popup is None:
            self.popup = DayPopup(self, self._lang)
            self.popup.chosen.connect(self._choose)
        self.popup.open(day_of(self.text()), self._calendar, self._theme)

    def _choose(self, day: date) -> None:
        self.setText(typed_day(day, self._calendar, self._lang))
        self._finish()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.open()
        else:
            super().keyPressEvent(event)


class DayPopup(QFrame):
    """The days of a month under the line that asks for one."""

    chosen = Signal(object)  # date

    def __init__(self, line: QWidget, lang: str) -> None:
        super().__init__(line, Qt.WindowType.Popup)
        self._line = line
        self.setObjectName("days")
        self.days = QCalendarWidget()
        self.days.setAccessibleName(say(M("Choose a day"), lang))
        self.days.setLocale(QLocale(lang.replace("-", "_")))
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.days.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
        )
        plain = QTextCharFormat()  # else the week ends in a red that the dark theme cannot show
        for weekday in Qt.DayOfWeek:
            self.days.setWeekdayTextFormat(weekday, plain)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.days)
        self.days.clicked.connect(self._take)
        self.days.activated.connect(self._take)
        self._done = True

    def open(self, day: date | None, calendar: Calendar, theme: ThemeChoice) -> None:
        """Show the month of a day under the line, where there is room for it."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for name, drawing in (("prevmonth", "back"), ("nextmonth", "forward")):
            arrow = self.days.findChild(QToolButton, f"qt_calendar_{name}")
            if arrow is not None:  # Qt's own are black in the dark
                arrow.setIcon(icon(drawing, colors(theme)["text.soft"], flip=rtl))
        jalali = calendar == "jalali"
        system = QCalendar.System.Jalali if jalali else QCalendar.System.Gregorian
        self.days.setCalendar(QCalendar(system))
        if jalali:
            self.days.setFirstDayOfWeek(Qt.DayOfWeek.Saturday)
        shown = QDate(day.year, day.month, day.day) if day else QDate.currentDate()
        self.days.setSelectedDate(shown)
        self.days.showSelectedDate()
        self.adjustSize()
        self.move(self._place())
        self._done = False
        self.show()
        self.days.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> QPoint:
        line, size = self._line, self.sizeHint()
        screen = line.screen().availableGeometry()
        spot = line.mapToGlobal(QPoint(line.width() - size.width(), line.height() + 2))
        if spot.y() + size.height() > screen.bottom():
            spot.setY(line.mapToGlobal(QPoint(0, -size.height() - 2)).y())
        spot.setX(max(screen.left(), min(spot.x(), screen.right() - size.width())))
        return spot

    def _take(self, day: QDate) -> None:
        if self._done:  # Qt says a click twice, as clicked and as activated
            return
        self._done = True
        self.hide()
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(268, 210))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined] # only key events come here
            self.hide()
            return True
        return super().event(event)
