"""Keeps the health of the map in the status bar, up to date with what the checks found last.

Made when the checks have run for the first time. A click on a count leads to the findings of that
level, on the coverage to the coverage view, on the review to its day in the inspector.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import QObject, Signal

from journeymap.model.coverage import coverage
from journeymap.model.periods import date_message
from journeymap.model.text import M
from journeymap.ui.frame import Frame
from journeymap.ui.health.line import Health, HealthLine
from journeymap.ui.session import Session

AROUND = 48  # pixels of the status bar between and beside its parts
OVERDUE = "review-overdue"


class HealthState(QObject):
    """The health line of one window."""

    findings_wanted = Signal(str, str)  # kind and level
    review_wanted = Signal()

    def __init__(self, frame: Frame, session: Session) -> None:
        super().__init__(frame)
        self._frame, self._session = frame, session
        self._covered: tuple[Any, float | None] = (None, None)
        self.line = HealthLine(session.lang)
        frame.statusBar().insertPermanentWidget(2, self.line)  # after counts and note
        self.line.findings_wanted.connect(self.findings_wanted)
        self.line.review_wanted.connect(self.review_wanted)
        self.line.coverage_wanted.connect(frame.commands["coverage"].trigger)
        session.findings_changed.connect(self.show_health)
        session.theme_changed.connect(self.show_health)
        session.view_changed.connect(self.show_health)  # coverage is that of the persona in view
        frame.resized.connect(self.fit)
        frame.noted.connect(self.fit)
        frame.map_shown.connect(self.show_health)
        self.show_health()

    def show_health(self) -> None:
        """Show what the checks found last; nothing before they have run."""
        session = self._session
        there = session.checked and self._frame.counts.isVisibleTo(self._frame)
        self.line.setVisible(there)
        if there:
            self.line.put(self._health(), session.theme)
            self.fit()

    def _health(self) -> Health:
        session = self._session
        counts = Counter((finding.kind, finding.level) for finding in session.findings)
        overdue = any(finding.check == OVERDUE for finding in session.findings)
        made_of = (session.map, session.view.persona)
        if self._covered[0] is None or self._covered[0] != made_of:
            known = coverage(session.index, session.view.persona)
            self._covered = made_of, known.share()
        m = session.map
        day = date_message(m.reviewed, m.calendar) if m.reviewed is not None else None
        said = M("Reviewed: {day}", day=day) if day is not None else M("Not reviewed yet")
        return Health(counts, self._covered[1], said, day, overdue)

    def fit(self) -> None:
        """Give way to what else the status bar has to say, to a note before all."""
        frame = self._frame
        if self.line.isHidden():
            return
        others = (frame.saved, frame.zoom, *((frame.note,) if frame.note.text() else ()))
        taken = sum(each.sizeHint().width() for each in (*others, frame.counts))
        self.line.fit(frame.width() - taken - AROUND)

    def leave(self) -> None:
        """Take the line out of the window."""
        self._session.disconnect(self)
        self._frame.disconnect(self)
        self._frame.statusBar().removeWidget(self.line)
        self.line.deleteLater()
        self.deleteLater()
