"""Brings a recovery copy back into a window: over its file as one step, or as a map of its own.

A copy goes only when another one, of the living process, says the same. What could not be joined
is told, and nothing is written over.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

from PySide6.QtCore import QObject, QTimer

from journeymap.files import offers, recovery, rejoin
from journeymap.files.offers import Offer
from journeymap.files.recovery import Recovered, Unusable
from journeymap.model.text import M, Message
from journeymap.ui.aside import Aside
from journeymap.ui.drafts import About
from journeymap.ui.recovery.writer import Keeper
from journeymap.ui.session import Session
from journeymap.ui.windows import Windows

if TYPE_CHECKING:
    from journeymap.ui.main_window import MainWindow

How: TypeAlias = Literal["new", "at", "to"]  # as in About

SOON = 30  # ms between two looks whether a file is open by now
LONG = 1 << 20  # bytes of a copy that is read beside the window
SUBJECT = "recovery"  # of the banner
UNWANTED = M("a person did not want it")


class Bringer(QObject):
    """Does what was chosen in the list."""

    def __init__(self, windows: Windows, parent: QObject) -> None:
        super().__init__(parent)
        self._windows = windows

    def restore(self, chosen: tuple[Offer, ...]) -> None:
        """Bring copies back, each in a window of its own unless its map is open already."""
        for offer in chosen:
            self._restore(offer)

    def discard(self, offer: Offer) -> None:
        """Put a copy aside for good."""
        offers.set_aside(offer.header.file, UNWANTED)

    def _restore(self, offer: Offer) -> None:
        file = offer.header.file
        try:
            copy = _read(file)
        except Unusable as error:
            self._windows.all[-1].tell(
                M("The copy of “{name}” cannot be read any more", name=offer.header.title),
                error.message,
            )
            return
        if copy.header.path is not None and offer.state in ("same", "changed"):
            path = Path(copy.header.path)
            self._windows.open((path,))
            self._when_open(path, copy)
        else:
            self._alone(copy, None)

    # ------------------------------------------------------------ over its file

    def _when_open(self, path: Path, copy: Recovered) -> None:
        """Go on once the file is open; as a map of its own where it cannot be opened."""
        window = _main(self._windows.holding(path))
        if window is None:
            self._alone(copy, M("The file could not be opened."))
            return
        work = window.workspace
        if work is None or window.session is None or work.file.busy or not work.there:
            QTimer.singleShot(SOON, self, partial(self._when_open, path, copy))
            return
        self._over(window, window.session, copy)

    def _over(self, window: MainWindow, session: Session, copy: Recovered) -> None:
        session.flush_wanted.emit()
        new = rejoin.joined(copy, session.document)
        if new is None:
            self._alone(
                copy,
                M(
                    "The file and what was not saved say different things in the same places. "
                    "Your file stays as it is; this is the copy."
                ),
            )
        elif not session.commit(rejoin.STEP, lambda _: new):
            self._alone(copy, session.refusal)
        else:
            self._adopt(session, copy)
            window.come_up()

    # ------------------------------------------------------------ as a map of its own

    def _alone(self, copy: Recovered, why: Message | None) -> None:
        free = [each for each in self._windows.all if each.fresh()]
        window = _main(free[0] if free else self._windows.new(self._windows.all[-1]))
        if window is not None:
            window.when_loaded(partial(self._show_alone, window, copy, why))

    def _show_alone(self, window: MainWindow, copy: Recovered, why: Message | None) -> None:
        work, session = window.workspace, window.session
        if work is None or session is None:
            return
        work.file.go_on(rejoin.alone(copy))
        self._adopt(session, copy)
        title = M("“{name}” was brought back as a map without a file", name=copy.map.title)
        if copy.header.path is not None:
            banners = work.file.banners
            close = {"close": (M("Close", context="dialog"), lambda: banners.drop(SUBJECT))}
            banners.put(SUBJECT, "warning", title, why, close)

    def _adopt(self, session: Session, copy: Recovered) -> None:
        """Take over what else was in the copy, and keep it until this session has one too."""
        keeper = session.findChild(Keeper)
        if isinstance(keeper, Keeper):
            keeper.stand_for(copy.header.file)
        for how, key, words in copy.drafts:
            if how in get_args(How):
                session.drafts.keep(About(cast("How", how), key), words)
        if copy.drafts:
            session.selection_changed.emit()  # boxes for comments show what was begun
        session.state_changed.emit()


def _read(file: Path) -> Recovered:
    work = partial(recovery.read_copy, file)
    try:
        long = file.stat().st_size > LONG
    except OSError:
        long = False
    return Aside(work).wait() if long else work()


def _main(window: object) -> MainWindow | None:
    """Return a window as what it is, without loading what it is made of."""
    return window if hasattr(window, "when_loaded") else None  # type: ignore[return-value] # see above
