"""The page for a file that is no map: every problem with its line, its column and what to do.

Nothing of the file is shown as a map, and there is no way to open it anyway: half a map would be
saved over the whole one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from journeymap.files.problems import FileProblem
from journeymap.model.text import M, Message, is_rtl, say
from journeymap.ui.controls import button, label, set_property
from journeymap.ui.start.pages import WIDTH, Page

SHOWN = 200  # problems; whoever has more mends these first


class ProblemsPage(Page):
    """Says what is wrong with a file, and offers to read it again or to take another."""

    wished = Signal(str)  # again, settle, convert, open, back or close

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self.problems: tuple[FileProblem, ...] = ()
        self._title = label("", "hero", wrap=True)
        self._about = label("", "soft", wrap=True, selectable=True)
        self.again = button(self._say(M("Read it again")), "main")
        self.again.clicked.connect(lambda: self.wished.emit("again"))
        self.settle = button(self._say(M("Settle the conflict…")), "main")
        self.settle.clicked.connect(lambda: self.wished.emit("settle"))
        self.settle.hide()
        self.convert = button(self._say(M("Make a copy in UTF-8…")), "main")
        self.convert.clicked.connect(lambda: self.wished.emit("convert"))
        self.convert.hide()
        other = button(self._say(M("Open file…")))
        other.clicked.connect(lambda: self.wished.emit("open"))
        copy = button(self._say(M("Copy the list")), "link")
        copy.clicked.connect(self.copy)
        self.back = button(self._say(M("Back to the map before")))
        self.back.clicked.connect(lambda: self.wished.emit("back"))
        self.back.hide()
        close = button(self._say(M("Close")), "link")
        close.clicked.connect(lambda: self.wished.emit("close"))
        buttons = QHBoxLayout()
        for each in (self.settle, self.convert, self.again, self.back, other, copy, close):
            buttons.addWidget(each)
        buttons.addStretch(1)
        self._rows = QWidget()
        self._rows.setObjectName("page")
        scroll = QScrollArea()
        scroll.setObjectName("page")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self._say(M("Problems of the file")))
        scroll.setWidget(self._rows)
        self._scroll = scroll
        body = QWidget()
        body.setObjectName("page")
        body.setMaximumWidth(WIDTH)
        column = QVBoxLayout(body)
        column.setContentsMargins(28, 30, 28, 20)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(body, 100)
        outer.addStretch(1)

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def put(self, path: Path, problems: Sequence[FileProblem], back: bool = False) -> None:
        """Show what is wrong with a file; `back` offers the map that led to it."""
        self.back.setVisible(back)
        self.settle.hide()
        self.convert.hide()
        set_property(self.again, "look", "main")
        self.problems = tuple(problems)
        title = M("{name} cannot be opened yet", name=path.name)
        self._title.setText(self._say(title))
        mend = M(
            "{n} problem has to be mended in a text editor first: {path}",
            plural="{n} problems have to be mended in a text editor first: {path}",
            n=len(problems),
            path=str(path),
        )
        self._about.setText(self._say(mend))
        rows = QWidget()
        rows.setObjectName("page")
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 4, 8, 4)
        column.setSpacing(6)
        for problem in problems[:SHOWN]:
            column.addWidget(self._row(problem, path))
        if len(problems) > SHOWN:
            more = len(problems) - SHOWN
            column.addWidget(label(self._say(M("and {n} more", n=more)), "soft"))
        column.addStretch(1)
        self._scroll.setWidget(rows)
        self._rows = rows

    def offer_settling(self, path: Path) -> None:
        """Let the conflict that git left in the file be settled here: no editor is needed."""
        self.settle.show()
        set_property(self.again, "look", "")
        both = M("git could not merge it; both sides are still there: {path}", path=str(path))
        self._about.setText(self._say(both))

    def offer_copy(self, path: Path) -> None:
        """Let a copy in UTF-8 be made of a map in another encoding: no editor is needed."""
        self.convert.show()
        self._about.setText(f"\u2066{path}\u2069")
        set_property(self.again, "look", "")

    def _row(self, problem: FileProblem, path: Path) -> QFrame:
        row = QFrame()
        row.setProperty("look", "card")
        grid = QGridLayout(row)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(16)
        where = M("Whole file")
        if problem.line:
            where = M("Line {line}, column {column}", line=problem.line, column=problem.column)
        place = label(self._say(where), "number", selectable=True)
        place.setMinimumWidth(150)
        # a message may begin with a key of the file and is still one of the window's language
        begin = "\N{RIGHT-TO-LEFT MARK}" if is_rtl(self._lang) else ""
        words = label(begin + self._say(problem.message), "", wrap=True, selectable=True)
        grid.addWidget(place, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, 0, 1)
        grid.setColumnStretch(1, 1)
        if Path(problem.path).name != path.name:
            grid.addWidget(label(problem.path, "small", wrap=True, selectable=True), 1, 1)
        row.setAccessibleName(problem.text(self._lang))
        return row

    def copy(self) -> None:
        """Put the whole list onto the clipboard, one problem a line."""
        text = "\n".join(problem.text(self._lang) for problem in self.problems)
        QGuiApplication.clipboard().setText(text)
