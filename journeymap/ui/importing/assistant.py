"""The dialog of an import: file, columns, matching, plan; one undo step at the end, or nothing.

Reading and preparing run beside the window. The map is not touched before the last button is
pressed, so that leaving at any page leaves nothing behind; where the map changes meanwhile, all is
prepared anew for the map as it is then.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from journeymap.files.problems import FilesError
from journeymap.metrics.contents import known_of
from journeymap.model.index import index_of
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message, say
from journeymap.ui.aside import Aside, Stopped
from journeymap.ui.controls import button, label, set_property
from journeymap.ui.importing.columns_page import ColumnsPage
from journeymap.ui.importing.draft import Draft
from journeymap.ui.importing.file_page import FilePage
from journeymap.ui.importing.finishing import commit, done_words, offered
from journeymap.ui.importing.matching_page import MatchingPage
from journeymap.ui.importing.page import OnceButton, Page, State
from journeymap.ui.importing.plan_page import PlanPage
from journeymap.ui.importing.work import (
    Item,
    Memory,
    Outcome,
    Read,
    amount_of,
    prepare,
    read,
    wish_for,
)
from journeymap.ui.session import Session
from journeymap.ui.style import px

SIZE = QSize(1080, 620)
SOON = 150  # ms after the last change of the draft before the plan is prepared anew
FILE, COLUMNS, MATCHING, PLAN = range(4)


class _Share(QObject):
    """Brings the share that is done into the window's thread."""

    done = Signal(float)


class Assistant(QDialog):
    """One import of one file; `told` is what came of it, `another` a file asked for instead."""

    another = Signal()

    def __init__(self, parent: QWidget, session: Session, path: Path) -> None:
        super().__init__(parent)
        self._session, self._lang = session, session.lang
        self.told: Message | None = None
        self.draft = self._new_draft(path)
        self._read: Read | None = None
        self._outcome: Outcome | None = None
        self._problem: Message | None = None
        self._work: Aside[Any] | None = None
        self._memory = Memory()
        self._stale = False  # the draft or the map is other than the plan was prepared for
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._prepare)
        self.setWindowTitle(self._say(M("Import metrics")))
        self.file = FilePage(self._lang)
        self.columns = ColumnsPage(self._lang)
        self.matching = MatchingPage(self._lang, session.theme)
        self.plan = PlanPage(self._lang, session.theme)
        self.pages: tuple[Page, ...] = (self.file, self.columns, self.matching, self.plan)
        self.stack = QStackedWidget()
        for page in self.pages:
            self.stack.addWidget(page)
            page.changed.connect(self._changed)
        self.file.told.connect(self._read_so)
        self.file.another.connect(self.another)
        self.plan.decided.connect(self._follow)
        self._lay_out()
        session.changed.connect(self._map_changed)
        session.document_changed.connect(self.reject)
        self.resize(self._fitting())
        self._show()
        self.read_file()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _folder(self) -> Path | None:
        return self._session.path.parent if self._session.path else None

    def _new_draft(self, path: Path) -> Draft:
        return Draft(path, wish_for(self._session.map, path, self._folder()))

    def _fitting(self) -> QSize:
        room = self.screen().availableSize()
        return QSize(
            min(px(SIZE.width()), int(room.width() * 0.96)),
            min(px(SIZE.height()), int(room.height() * 0.9)),
        )

    def _lay_out(self) -> None:
        self.steps: list[QPushButton] = []
        steps = QHBoxLayout()
        steps.setSpacing(px(2))
        for place, page in enumerate(self.pages):
            words = M("{n}. {page}", n=place + 1, page=_title(page))
            made = button(self._say(words), "step")
            made.setAutoDefault(False)
            made.setFocusPolicy(made.focusPolicy().NoFocus)
            made.clicked.connect(lambda _=False, at=place: self.go_to(at))
            steps.addWidget(made)
            self.steps.append(made)
        steps.addStretch(1)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(px(160))
        self.bar.setAccessibleName(self._say(M("Reading the file")))
        self.doing = label("", "small")
        self.cancel = button(self._say(M("Cancel")))
        self.back = button(self._say(M("Back")))
        self.next = OnceButton(self._say(M("Next")), "main")
        for each in (self.cancel, self.back):
            each.setAutoDefault(False)
        self.next.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.back.clicked.connect(lambda: self.go_to(self.stack.currentIndex() - 1))
        self.next.clicked.connect(self._go_on)
        foot = QHBoxLayout()
        foot.addWidget(self.bar)
        foot.addWidget(self.doing, 1)
        foot.addStretch(1)
        for each in (self.cancel, self.back, self.next):
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(12), px(18), px(14))
        column.setSpacing(px(10))
        column.addLayout(steps)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)

    # ------------------------------------------------------------ beside the window

    def _begin(self, work: Aside[Any], words: Message, then: Callable[[], object]) -> None:
        """Begin work in place of what is under way."""
        self._stop()
        self._work = work

        def ended() -> None:
            if isValid(self) and self._work is work:
                self._work = None
                try:
                    then()
                finally:
                    self._show()

        work.begin(ended)
        self.bar.setRange(0, 0)
        self.doing.setText(self._say(words))
        QTimer.singleShot(SOON, self, self._show_busy)
        self._follow()

    def _stop(self) -> None:
        if self._work is not None:
            self._work.give_up()
            self._work = None

    def _show_busy(self) -> None:
        self.bar.setVisible(self._work is not None)
        self.doing.setVisible(self._work is not None)

    def read_file(self) -> None:
        """Read the file of the draft as its options say."""
        path, options = self.draft.path, self.draft.read_options()
        known = known_of(self._session.map)
        share = _Share(self)
        share.done.connect(self._show_share)
        work: Aside[Read] = Aside(lambda: read(path, options, watch, known))

        def watch(done: float) -> None:
            if work.stopped.is_set():
                raise Stopped
            if isValid(share):
                share.done.emit(done)

        self._begin(work, M("Reading the file…"), lambda: self._took(work))

    def _show_share(self, done: float) -> None:
        if self._work is not None and done < 1:
            self.bar.setRange(0, 100)
            self.bar.setValue(int(100 * done))

    def _took(self, work: Aside[Read]) -> None:
        self._outcome = None
        try:
            self._read = work.result()
        except FilesError as error:
            self._read, self._problem = None, error.message
            return
        self._problem = None
        self.draft.take(self._read)
        QTimer.singleShot(0, self, self._to_first)
        self._prepare()

    def _to_first(self) -> None:
        """Put the cursor where the file is looked at, unless a person has moved it."""
        if self.stack.currentIndex() == FILE and self.focusWidget() in (
            None,
            self.file.other,
            self.file.rows,
        ):
            self.file.first().setFocus()

    def _changed(self) -> None:
        """Prepare the plan anew, once the person pauses."""
        self._stale = True
        self._soon.start()
        self._follow()

    def _map_changed(self, *_: object) -> None:
        if self._outcome is not None and self._session.map is not self._outcome.base:
            if self.stack.currentIndex() == PLAN:
                self.plan.show_note(
                    M("The map was changed meanwhile; this is the plan for it now.")
                )
            self._changed()

    def _prepare(self) -> None:
        """Find out, beside the window, what the import would do to the map as it is now."""
        self._soon.stop()
        if self._read is None or self._read.table.assumed.open():
            return
        base, folder, found = self._session.map, self._folder(), self._read
        memory = self._memory
        try:
            made, wish = self.draft.on(base)
        except Refused as error:
            self._outcome, self._problem = None, error.message
            self._show()
            return
        self._stale = False
        items = (Item(found, wish),)
        work: Aside[Outcome] = Aside(lambda: prepare(base, made, items, folder, memory))
        self._begin(work, M("Preparing the plan…"), lambda: self._planned(work))

    def _planned(self, work: Aside[Outcome]) -> None:
        try:
            self._outcome, self._problem = work.result(), None
        except (FilesError, Refused) as error:
            self._outcome, self._problem = None, error.message

    # ------------------------------------------------------------ pages

    def state(self) -> State:
        """Return what the pages show."""
        m = self._outcome.made if self._outcome else self._session.map
        return State(self.draft, self._read, self._outcome, self._problem, index_of(m))

    def _show(self) -> None:
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        page.show_state(self.state())
        self._show_busy()
        self._follow()

    def _follow(self) -> None:
        """Offer the ways on that there are."""
        at = self.stack.currentIndex()
        for place, step in enumerate(self.steps):
            set_property(step, "on", place == at)
            step.updateGeometry()  # its letters are bolder now, or were
            step.setEnabled(place <= at or (place == at + 1 and self._may_go_on()))
        self.back.setVisible(at > FILE)
        self.next.setEnabled(self._may_go_on())
        words = M("Next") if at < PLAN else offered(self._amount())
        self.next.setText(self._say(words).replace("&", "&&"))
        self.next.setAccessibleName(self._say(words))

    def _amount(self) -> int:
        return amount_of(self._outcome, self.plan.taken) if self._outcome else 0

    def _may_go_on(self) -> bool:
        at = self.stack.currentIndex()
        if self._read is None or self._read.table.assumed.open():
            return False
        if at == FILE:
            return self._work is None or self._outcome is not None
        if self._outcome is None or self._work is not None or self._stale:
            return False
        return at < PLAN or self._amount() > 0

    def go_to(self, place: int) -> None:
        """Show another page."""
        if place > self.stack.currentIndex() and not self._may_go_on():
            return
        self.stack.setCurrentIndex(place)
        self.plan.show_note(None)
        self._show()
        self.pages[place].first().setFocus()

    def _go_on(self) -> None:
        if self.stack.currentIndex() == PLAN:
            self.import_now()
        else:
            self.go_to(self.stack.currentIndex() + 1)

    def _read_so(self, option: str, value: str) -> None:
        if value:
            self.draft.options[option] = value
        else:
            self.draft.options.pop(option, None)
        self.read_file()

    def take_file(self, path: Path) -> None:
        """Begin anew with another file."""
        self.draft = self._new_draft(path)
        self._read = self._outcome = self._problem = None
        self.stack.setCurrentIndex(FILE)
        self._show()
        self.read_file()

    # ------------------------------------------------------------ the end

    def import_now(self) -> None:
        """Make the one step, unless the map is another by now."""
        outcome = self._outcome
        if outcome is None or not self._may_go_on():
            return
        name = M("Import {name}", name=self.draft.path.name)
        if commit(self._session, outcome, self.plan.taken, name):
            self.told = done_words(self._amount())
            self.accept()
        elif self._session.map is not outcome.base:
            self._map_changed()
        elif self._session.refusal is not None:
            self.plan.show_note(self._session.refusal)

    def done(self, result: int) -> None:
        """Close; what is under way is given up, and nothing of it stays."""
        self._stop()
        self._soon.stop()
        super().done(result)


def _title(page: Page) -> Message:
    titles: dict[type[Page], Message] = {
        each: each.title for each in (FilePage, ColumnsPage, MatchingPage, PlanPage)
    }
    return titles[type(page)]
