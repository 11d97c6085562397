"""The board in a window of its own: matrix, filter, and what the chosen opportunity would solve.

It stays open beside the map, follows it, and changes it through the session alone.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from journeymap.model.index import Key, label
from journeymap.model.priorities import OPEN, Candidate, candidates, rated
from journeymap.model.searching import fold
from journeymap.model.text import M, Message, say
from journeymap.ui import parking
from journeymap.ui.board.matrix import STEPS, Matrix, Place
from journeymap.ui.controls import Check, Field, button
from journeymap.ui.controls import label as text_label
from journeymap.ui.session import Session
from journeymap.ui.when_seen import WhenSeen

SIZE = QSize(1240, 720)  # where the screen has room for it
FRAME = QSize(40, 60)  # what a window manager puts around it, at least


class Board(QWidget):
    """Opportunities by impact and effort."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._session, self._lang = session, session.lang
        self.setWindowTitle(f"{self._say(M('Priorities'))} — {session.map.title}")
        self.setObjectName("board")
        self.resize(SIZE.boundedTo(self.screen().availableSize() - FRAME))
        self.filter = Field()
        self.filter.setPlaceholderText(self._say(M("Filter…")))
        self.filter.setAccessibleName(self._say(M("Filter")))
        self.filter.setClearButtonEnabled(True)
        self.closed = Check(self._say(M("Done and dropped too")))
        self.matrix = Matrix(self._lang)
        self.axis = text_label(self._say(M("Impact, upwards; effort, along")), "small")
        self.strip = text_label("", "small", wrap=True)
        self._links = QHBoxLayout()
        top, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for each in (self.filter, self.closed, self.axis):
            top.addWidget(each, 1 if each is self.filter else 0)
        foot.addWidget(self.strip)
        foot.addLayout(self._links, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.matrix)
        column.addLayout(top)
        column.addWidget(area, 1)
        column.addLayout(foot)
        self._fresh = WhenSeen(self, self.refresh)
        for signal in (session.changed, session.theme_changed, session.selection_changed):
            signal.connect(self._fresh.wait)
        session.document_changed.connect(self.close)
        self.filter.textChanged.connect(self._fresh.wait)
        self.closed.toggled.connect(self._fresh.wait)
        self.matrix.moved.connect(self._move)
        self.matrix.chosen.connect(self._choose)
        self.matrix.opened.connect(session.jump)
        self.matrix.voted.connect(self._vote)
        self.refresh()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def refresh(self) -> None:
        """Show what there is now."""
        session = self._session
        wanted = fold(self.filter.text().strip())[0]
        shown = tuple(each for each in candidates(session.index) if self._is_wanted(each, wanted))
        self.matrix.put(shown, session.theme, frozenset(session.selection))
        chosen = next((each for each in shown if each.key in session.selection), None)
        self._show_solved(chosen, len(shown))

    def _is_wanted(self, each: Candidate, wanted: str) -> bool:
        if each.record.status not in OPEN and not self.closed.isChecked():
            return False
        index = self._session.index
        words = [each.record.name, each.record.owner or ""]
        words += [label(index.entries[key].record) for key in each.solves]
        return not wanted or any(wanted in fold(text)[0] for text in words)

    def _show_solved(self, chosen: Candidate | None, count: int) -> None:
        while (item := self._links.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if chosen is None:
            words = M("{n} opportunity", plural="{n} opportunities", n=count)
            hint = M(
                "{count}. Drag a card, or choose one and use the arrows; + and − vote", count=words
            )
            self.strip.setText(self._say(hint))
            return
        index = self._session.index
        if not chosen.solves:
            self.strip.setText(self._say(M("It solves no pain point")))
        else:
            self.strip.setText(self._say(M("It solves:")))
        for key in chosen.solves[:4]:
            link = button(label(index.entries[key].record), "link")
            link.clicked.connect(lambda _=False, key=key: self._session.jump(key))
            self._links.addWidget(link)
        self._links.addStretch(1)

    def _choose(self, key: Key) -> None:
        self._session.select((key,), self)

    def _vote(self, key: Key, by: int) -> None:
        if parking.vote(self._session, by, (key,)):
            self.refresh()

    def _move(self, key: Key, place: Place | None) -> None:
        entry = self._session.index.get(key)
        if entry is None:
            return
        name = label(entry.record)
        impact, effort = place or (None, None)
        was = (getattr(entry.record, "impact", None), getattr(entry.record, "effort", None))
        if was == (impact, effort):
            return
        text = M("Rate “{name}”", name=name) if place else M("Rate “{name}” no more", name=name)
        if self._session.commit(text, rated(key, impact, effort), f"board {key}", self):
            self.refresh()
            if place:
                self.strip.setText(
                    self._say(
                        M(
                            "Impact {impact} of {steps}, effort {effort} of {steps}",
                            impact=place[0],
                            effort=place[1],
                            steps=STEPS,
                        )
                    )
                )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif control and event.key() == Qt.Key.Key_Z:
            self._session.redo() if shift else self._session.undo()
        elif control and event.key() == Qt.Key.Key_Y:
            self._session.redo()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._session.disconnect(self)
        super().closeEvent(event)
        self.deleteLater()
