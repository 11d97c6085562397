"""Export: which kind of file, and how the map looks in it; written beside the window.

The dialog stays while the file is made, so that it can be stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from journeymap.files.problems import FilesError
from journeymap.files.save import save_file
from journeymap.model.text import M, Message, say
from journeymap.model.vocabulary import LANES, NAMES
from journeymap.picture.picture import View
from journeymap.ui import asking
from journeymap.ui.aside import Aside, Stopped
from journeymap.ui.controls import Check, Choice, label
from journeymap.ui.dialog_foot import foot_of
from journeymap.ui.output import export
from journeymap.ui.output.pdf import PAGES
from journeymap.ui.session import Session
from journeymap.ui.style import px

FORMS = (("png", M("PNG picture")), ("pdf", M("PDF document")), ("svg", M("SVG drawing")))
SCALES = (1.0, 2.0, 3.0, 4.0)
WIDEST = 230  # that a choice is made for the longest of its entries, in pixels
THEMES = (("light", M("Light")), ("dark", M("Dark")))


class Asked(NamedTuple):
    """What is to be written."""

    form: str
    view: View
    wishes: export.Wishes


class _Steps(QObject):
    """Brings the progress of the work into the window's thread."""

    done = Signal(int, int)


class ExportDialog(QDialog):
    """Chooses, asks where to, writes; `told` is what came of it."""

    def __init__(self, parent: QWidget, session: Session, suggested: str) -> None:
        super().__init__(parent)
        self._session, self._lang = session, session.lang
        self._suggested = suggested
        self._work: Aside[bytes] | None = None
        self.told: Message | None = None
        self.setWindowTitle(self._say(M("Export")))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(1, 1)
        m, view = session.map, session.view
        self.form = self._choice(M("Kind of file"), self._words(FORMS), "png")
        theme = "dark" if "dark" in session.theme else "light"
        self.theme = self._choice(M("Theme"), self._words(THEMES), theme)
        scales = [(s, self._say(M("{times} ×", times=s))) for s in SCALES]
        self.scale = self._choice(M("Size in pixels (2 is sharp on most screens)"), scales, 2.0)
        own = self._say(M("As large as the map"))
        self.page = self._choice(M("Page"), [(p, p or own) for p in PAGES], "")
        ways = [(True, self._say(M("Landscape"))), (False, self._say(M("Portrait")))]
        wide = True
        self.way = self._choice(M("Orientation"), ways, wide)
        everybody = ("", self._say(M("Everybody")))
        personas = [everybody, *((p.id, p.name) for p in m.personas)]
        self.persona = self._choice(M("Persona in view"), personas, view.persona)
        self.lanes: dict[str, Check] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(16), px(18), px(14))
        column.setSpacing(px(10))
        column.addLayout(self._grid)
        column.addWidget(label(self._say(M("Lanes")), "number"))
        column.addLayout(self._lane_checks(view))
        column.addStretch(1)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self._say(M("Exporting")))
        self.bar.hide()
        column.addWidget(self.bar)
        column.addLayout(self._foot())
        self.setMinimumWidth(px(420))
        self._follow()
        self.form.setFocus()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _words(self, entries: Sequence[tuple[str, Message]]) -> list[tuple[str, str]]:
        return [(key, self._say(words)) for key, words in entries]

    # ------------------------------------------------------------ parts

    def _choice(self, words: Message, entries: Sequence[tuple[Any, str]], current: Any) -> Choice:
        made = Choice(self._say(words))
        made.offer([(text, data) for data, text in entries], current)
        made.setMinimumWidth(min(made.widest(), px(WIDEST)))
        made.activated.connect(self._follow)
        row = self._grid.rowCount()
        caption = label(self._say(words))
        caption.setBuddy(made)
        self._grid.addWidget(caption, row, 0)
        self._grid.addWidget(made, row, 1)
        return made

    def _lane_checks(self, view: View) -> QGridLayout:
        grid = QGridLayout()
        for at, lane in enumerate(LANES):
            check = self.lanes[lane] = Check(self._say(NAMES["lane"][lane]))
            check.setChecked(lane in view.lanes)
            check.toggled.connect(self._follow)
            grid.addWidget(check, at // 2, at % 2)
        return grid

    def _foot(self) -> QHBoxLayout:
        foot, self.write, self.cancel = foot_of(self, M("Export…"), self.export, self._lang)
        return foot

    def _follow(self, *_: object) -> None:
        """Offer only what the chosen kind of file has."""
        form = self.form.currentData()
        self.scale.setEnabled(form == "png")
        self.page.setEnabled(form == "pdf")
        self.way.setEnabled(form == "pdf" and bool(self.page.currentData()))
        self.write.setEnabled(any(check.isChecked() for check in self.lanes.values()))

    # ------------------------------------------------------------ doing it

    def asked(self) -> Asked:
        """Return what was chosen."""
        view = self._session.view
        chosen = [lane for lane in LANES if self.lanes[lane].isChecked()]
        # those in view keep the order that they have there
        kept = [lane for lane in view.lanes if lane in chosen]
        lanes = (*kept, *(lane for lane in chosen if lane not in kept))
        wishes = export.Wishes(
            theme=self.theme.currentData(),
            scale=float(self.scale.currentData()),
            page=self.page.currentData() or None,
            landscape=bool(self.way.currentData()),
        )
        view = view._replace(lanes=lanes, persona=self.persona.currentData() or "")
        return Asked(str(self.form.currentData()), view, wishes)

    def export(self) -> None:
        """Ask where to, and write the file."""
        asked = self.asked()
        suggested = str(Path(self._suggested).with_suffix(f".{asked.form}"))
        chosen = asking.export_path(self, self._lang, suggested, asked.form)
        if not chosen or not isValid(self):
            return
        try:
            save_file(chosen, self._made(asked))
        except Stopped:
            if isValid(self):  # else the window was closed meanwhile
                self._show_work(False)
            return
        except (FilesError, export.NotExported) as error:
            self._show_work(False)
            asking.tell(self, self._lang, M("The map could not be exported"), error.message)
            return
        self.told = M("Written: {name}", name=Path(chosen).name)
        self.accept()

    def _made(self, asked: Asked) -> bytes:
        session, steps = self._session, _Steps()
        m, folder = session.map, session.path.parent if session.path else None
        work = self._work = Aside(lambda: _export(m, asked, folder, steps, lambda: work))
        steps.done.connect(self._show_step)
        self.destroyed.connect(work.give_up)
        try:
            return work.wait(keys=True, slow=lambda: self._show_work(True))
        finally:
            self._work = None

    def _show_work(self, working: bool) -> None:
        if not isValid(self):
            return
        self.bar.setRange(0, 0)
        self.bar.setVisible(working)
        for each in (self.write, *self.findChildren(Choice), *self.lanes.values()):
            each.setEnabled(not working)
        if not working:
            self._follow()

    def _show_step(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def reject(self) -> None:
        """Stop what is being written, else close."""
        if self._work is not None:
            self._work.give_up()
        else:
            super().reject()


def _export(
    m: Any,
    asked: Asked,
    folder: Path | None,
    steps: _Steps,
    work: Callable[[], Aside[bytes]],
) -> bytes:
    """Run in the thread: the map is frozen, so nobody can change it meanwhile."""

    def step(done: int, of: int) -> None:
        if work().stopped.is_set():
            raise Stopped
        steps.done.emit(done, of)

    return export.export(m, asked.form, asked.wishes, folder, asked.view, step)
