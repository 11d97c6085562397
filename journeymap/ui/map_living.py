"""What becomes of a map in the window when its file is another one on the disk.

Without unsaved edits the map is read anew, with them both are merged; either is one undo step. A
person is asked only where both sides changed the same. What is no map is told in a banner and
leaves the map alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit

from journeymap.files.sharing import shared
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message
from journeymap.ui.aside import Aside
from journeymap.ui.banner import Banners, Deeds
from journeymap.ui.frame import Frame
from journeymap.ui.map_look import Look
from journeymap.ui.session import Session

if TYPE_CHECKING:
    from journeymap.model.threeway import Merged

MANY = 300  # touchpoints of a map that is merged beside the window
LATER = 300  # ms until it is asked again whether a person has the hands free


class MapLiving(QObject):
    """Brings what others write into the map of one window."""

    def __init__(self, frame: Frame, session: Session, banners: Banners) -> None:
        super().__init__(frame)
        self._frame, self._session, self._banners = frame, session, banners
        self._lang = session.lang
        self.when: datetime | None = None  # when the file was written last, as far as is known
        self._merging = False
        self._waits = False  # whether it is looked again as soon as nothing is in the way
        self._asked = False  # whether a person wants to decide about what both sides changed
        self.busy: Callable[[], bool] = lambda: False  # whether nothing may come between now
        self.save: Callable[[], object] = lambda: None
        self.save_as: Callable[[], object] = lambda: None
        self.settle: Callable[[], object] = lambda: None  # what git left in the file
        self.look_again: Callable[[], object] = lambda: None

    def forget(self) -> None:
        """Know nothing of the file any more: another map comes, or none."""
        self.when = None
        self._banners.drop("file")

    def wrote(self) -> None:
        """Know that the map was saved just now."""
        self.when = datetime.now().astimezone()
        self._banners.drop("file")

    def hear(self, look: Look) -> None:
        """Do what has to be done about the file as it was found."""
        if look.state == "other" and not self._free():
            if not self._waits:
                self._waits = True
                QTimer.singleShot(LATER, self, self._look_when_free)
            return
        session = self._session
        when = datetime.fromtimestamp(look.when).astimezone() if look.when is not None else None
        if when != self.when:
            self.when = when
            session.state_changed.emit()
        name = session.path.name if session.path is not None else ""
        if look.state == "same":
            session.on_disk(True)
            self._banners.drop("file")
        elif look.state == "gone":
            session.on_disk(False)
            self._banners.put(
                "file",
                "warning",
                M("{name} is not on the disk any more", name=name),
                M("It was deleted, renamed or moved. The map is still here; saving puts it back."),
                {"save": (M("Save"), self.save), "as": (M("Save as…"), self.save_as)},
            )
        elif look.state == "bad":
            session.on_disk(False)
            deeds: dict[str, tuple[Message, Callable[[], object]]] = {}
            if look.marked:
                deeds["settle"] = (M("Settle the conflict…"), self.settle)
            self._banners.put(
                "file",
                "alarm",
                M("{name} was changed on the disk and cannot be read as a map", name=name),
                _why(look),
                deeds | {"as": (M("Save as…"), self.save_as)},
            )
        else:
            ask, self._asked = self._asked, False
            self.bring_in(look, ask)

    def _free(self) -> bool:
        return not (self._merging or self.busy()) and _hands_free()

    def _look_when_free(self) -> None:
        """Look once more when nothing is in the way any more: a large file is not read for ever."""
        self._waits = not self._free()
        if self._waits:
            QTimer.singleShot(LATER, self, self._look_when_free)
        else:
            self.look_again()

    # ------------------------------------------------------------ reading anew, merging

    def bring_in(self, look: Look, ask: bool = True) -> bool:
        """Return whether the map holds what stands on disk now; else a person has to decide.

        With `ask` a person is asked at once, else a banner says that there is something to decide.
        """
        session = self._session
        session.flush_wanted.emit()
        theirs, texts = look.saved, session.document.texts
        if theirs is None or not texts:
            return False
        name = session.path.name if session.path is not None else ""
        base, ours = texts[-1].map, session.map
        if ours is base:
            session.follow(M("Read {file} anew", file=name), theirs.map, theirs)
            self._banners.drop("file")
            session.told.emit(M("{file} changed on the disk and was read anew", file=name))
            return True
        found = self._merged(base, ours, theirs.map)
        if found is None:
            self.look_again()
            return False
        new: JourneyMap | None = found.map
        if found.conflicts:
            new = self._decide(base, ours, theirs.map) if ask else None
        if new is None:
            self._tell_undecided(name, len(found.conflicts))
            return False
        file = shared(theirs, new)
        session.follow(M("Merge with {file} on the disk", file=name), new, file)
        self._banners.drop("file")
        said = M("{file} changed on the disk; both sets of changes are in the map now", file=name)
        session.told.emit(said)
        if found.notes:  # what was decided without asking stays until it was read
            close: Deeds = {"close": (M("Close"), lambda: self._banners.drop("merged"))}
            notes = M("{notes}", notes=found.notes)
            self._banners.put("merged", "plain", said, notes, close)
        return True

    def _merged(self, base: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> Merged | None:
        """Return both sides as one map; None when the map in the window is another one by then."""
        from journeymap.model.threeway import merge

        if len(theirs.touchpoints) < MANY:
            return merge(base, ours, theirs)
        self._merging = True
        try:
            found = Aside(lambda: merge(base, ours, theirs)).wait()
        finally:
            self._merging = False
        return found if self._session.map is ours else None

    def _decide(self, base: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> JourneyMap | None:
        from journeymap.ui.compare.conflicts import ask_conflicts

        names = (M("In this window"), M("In the file"))
        return ask_conflicts(self._frame, self._lang, base, ours, theirs, names)

    def _tell_undecided(self, name: str, n: int) -> None:
        self._banners.put(
            "file",
            "warning",
            M("{name} was changed on the disk, in places that you changed too", name=name),
            M(
                "{n} change has to be decided about; until then both are kept.",
                plural="{n} changes have to be decided about; until then both are kept.",
                n=n,
            ),
            {"decide": (M("Compare…"), self.decide)},
        )

    def decide(self) -> None:
        """Ask about what both sides changed, as the file is now."""
        self._session.flush_wanted.emit()  # a name that is being typed would be waited for
        self._asked = True
        self.look_again()


def _hands_free() -> bool:
    """Return whether no question is open, nothing is being dragged and no name being typed."""
    if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
        return False
    return QApplication.mouseButtons() == Qt.MouseButton.NoButton and not _name_typed()


def _name_typed() -> bool:
    """Return whether a name is being typed in the map, the outline or a table.

    Its field is closed when the map is read anew, and what is typed on would go to a new record.
    """
    field = QApplication.focusWidget()
    if not isinstance(field, QLineEdit | QPlainTextEdit):
        return False
    place = field.parentWidget()
    view = place.parentWidget() if place is not None else None
    return field.objectName() == "name-editor" or isinstance(view, QAbstractItemView)


def _why(look: Look) -> Message:
    problem = look.problem
    if problem is None:
        return M("The map in this window stays as it was.")
    if look.aside:
        return M(
            "Writing it was cut off; what stood in it before is in {file}. "
            "The map in this window stays as it was.",
            file=look.aside,
        )
    if not problem.line:
        return M("{problem}. The map in this window stays as it was.", problem=problem.message)
    return M(
        "Line {line}: {problem}. The map in this window stays as it was.",
        line=problem.line,
        problem=problem.message,
    )
