"""Refresh: the sources that a map keeps are imported again as they were imported last.

One page only, the plan of all of them; what cannot be read again is listed with its reason and can
be opened in the assistant, and the rest is imported in one undo step.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from journeymap.files.problems import FilesError
from journeymap.metrics.importing import wish_of
from journeymap.metrics.source_files import file_of, period_of
from journeymap.metrics.text_table import Watch
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap, Source
from journeymap.model.text import M, Message, say
from journeymap.model.vocabulary import Calendar
from journeymap.ui.aside import Aside, Stopped
from journeymap.ui.controls import button, label
from journeymap.ui.importing.draft import Draft
from journeymap.ui.importing.finishing import commit, done_words, offered
from journeymap.ui.importing.page import State
from journeymap.ui.importing.plan_page import Failure, PlanPage
from journeymap.ui.importing.work import Item, Outcome, amount_of, prepare, read
from journeymap.ui.session import Session
from journeymap.ui.style import px

SIZE = QSize(900, 560)
Failed = tuple[Failure, ...]


class Refresh(QDialog):
    """The plan of importing the sources of a map again; `told` is what came of it, `assist` a file
    that a person wants to look at.
    """

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self._session, self._lang = session, session.lang
        self.told: Message | None = None
        self.assist: Path | None = None
        self._outcome: Outcome | None = None
        self._work: Aside[tuple[Outcome, Failed]] | None = None
        self.setWindowTitle(self._say(M("Refresh metrics")))
        self.plan = PlanPage(self._lang, session.theme)
        self.plan.see_fewest(False)
        self.plan.decided.connect(self._follow)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(px(160))
        self.bar.setAccessibleName(self._say(M("Reading the files")))
        self.doing = label(self._say(M("Reading the files…")), "small")
        self.cancel = button(self._say(M("Cancel")))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.look = button(self._say(M("Open in the assistant…")))
        self.look.setAutoDefault(False)
        self.look.clicked.connect(self._look_at)
        self.look.hide()
        self.take = button("", "main")
        self.take.setDefault(True)
        self.take.clicked.connect(self.import_now)
        foot = QHBoxLayout()
        foot.addWidget(self.bar)
        foot.addWidget(self.doing)
        foot.addWidget(self.look)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(18), px(14))
        column.setSpacing(px(10))
        column.addWidget(self.plan, 1)
        column.addLayout(foot)
        session.changed.connect(self._map_changed)
        session.document_changed.connect(self.reject)
        room = self.screen().availableSize()
        self.resize(
            min(px(SIZE.width()), int(room.width() * 0.96)),
            min(px(SIZE.height()), int(room.height() * 0.9)),
        )
        self.prepare()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def prepare(self) -> None:
        """Read all files again and find out what they would change, beside the window."""
        if self._work is not None:
            self._work.give_up()
        base = self._session.map
        path = self._session.path
        folder = path.parent if path else None
        work: Aside[tuple[Outcome, Failed]] = Aside(lambda: _outcome(base, folder, watch))

        def watch(_: float) -> None:
            if work.stopped.is_set():
                raise Stopped

        self._work = work
        work.begin(lambda: self._ended(work))
        for each in (self.bar, self.doing):
            each.show()
        self._follow()

    def _ended(self, work: Aside[tuple[Outcome, Failed]]) -> None:
        if not isValid(self) or self._work is not work:
            return
        self._work = None
        for each in (self.bar, self.doing):
            each.hide()
        try:
            self._outcome, self.plan.failed = work.result()
        except FilesError as error:
            self._outcome = None
            self.plan.show_note(error.message)
            self._follow()
            return
        draft = Draft(Path())
        index = index_of(self._outcome.made)
        self.plan.show_state(State(draft, None, self._outcome, None, index))
        self._follow()
        self.plan.first().setFocus()

    def _map_changed(self, *_: object) -> None:
        if self._outcome is not None and self._session.map is not self._outcome.base:
            self.plan.show_note(M("The map was changed meanwhile; this is the plan for it now."))
            QTimer.singleShot(0, self, self.prepare)

    def amount(self) -> int:
        """Return how many readings would be imported."""
        return amount_of(self._outcome, self.plan.taken) if self._outcome else 0

    def _follow(self) -> None:
        n = self.amount()
        words = offered(n)
        self.take.setText(self._say(words).replace("&", "&&"))
        self.take.setAccessibleName(self._say(words))
        self.take.setEnabled(bool(n) and self._work is None)
        self.look.setVisible(self._work is None and self.plan.failing() is not None)

    def _look_at(self) -> None:
        """Leave this, and have the file that failed opened where it can be put right."""
        self.assist = self.plan.failing()
        self.reject()

    def import_now(self) -> None:
        """Make the one step, unless the map is another by now."""
        outcome = self._outcome
        if outcome is None or self._work is not None:
            return
        n = amount_of(outcome, self.plan.taken)
        names = M("Import {n} source", plural="Import {n} sources", n=len(outcome.found))
        if len(outcome.found) == 1:
            names = M("Import {name}", name=outcome.found[0].table.name)
        if commit(self._session, outcome, self.plan.taken, names):
            self.told = done_words(n)
            self.accept()
        elif self._session.map is not outcome.base:
            self._map_changed()
        elif self._session.refusal is not None:
            self.plan.show_note(self._session.refusal)

    def done(self, result: int) -> None:
        """Close; what is under way is given up, and nothing of it stays."""
        if self._work is not None:
            self._work.give_up()
            self._work = None
        super().done(result)


def _outcome(base: JourneyMap, folder: Path | None, watch: Watch) -> tuple[Outcome, Failed]:
    """Run in the thread: the map is frozen, so nobody can change it meanwhile."""
    items: list[Item] = []
    failed: list[Failure] = []
    for source in base.sources:
        if source.kind == "events":
            continue
        path = None
        try:
            path = _path(source, folder, base.calendar)
            item = _item(source, path, watch)
            prepare(base, base, (item,), folder)
        except FilesError as error:
            failed.append(Failure(source.reads, error.message, path))
        else:
            items.append(item)
    return prepare(base, base, items, folder), tuple(failed)


def _path(source: Source, folder: Path | None, calendar: Calendar) -> Path:
    if folder is None:
        raise FilesError(M("save the map first: its sources are found from its folder"))
    return file_of(source, folder, calendar)


def _item(source: Source, path: Path, watch: Watch) -> Item:
    wish = wish_of(source, period_of(source, path))
    found = read(path, wish.options, watch)
    for each in found.table.assumed.open():
        raise FilesError(M("{question}; open it in the assistant", question=each.message))
    return Item(found, wish)
