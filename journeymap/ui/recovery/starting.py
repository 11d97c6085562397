"""Looks after recovery in this process: a keeper for each window, the look at the start, mishaps.

Made before the first paint, so nothing of the model may be imported at the top; copies are looked
for when the window stands, and not at all where there are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from journeymap.files import opened
from journeymap.files.recovery_folder import copies
from journeymap.model.text import M, Message
from journeymap.ui import mishap_log
from journeymap.ui.windows import Windows

if TYPE_CHECKING:
    from journeymap.files.offers import Found
    from journeymap.ui.main_window import MainWindow
    from journeymap.ui.recovery.start_list import StartList
    from journeymap.ui.recovery.writer import Keeper

LOOK = 400  # ms after the first window can open maps
AGAIN = 300  # ms between two tries while the window asks or does something else
SUBJECT = "copies"  # of the banner


def recovery_folder() -> Path:
    """Return the folder of the recovery copies; it need not be there."""
    return mishap_log.data_folder() / "recovery"


class Recovery(QObject):
    """What brings maps back after a crash, for all windows of this process."""

    looked = Signal()  # what a crash left was looked for, and is shown if there is anything
    _found = Signal(object, object)  # Found or None, the crash reports; from the thread

    def __init__(self, windows: Windows, folder: Path | None = None) -> None:
        super().__init__()
        self.folder = folder or recovery_folder()
        self._windows = windows
        self._crashes: Mapping[str, int] = {}
        self._begun = False
        self._worker: Thread | None = None
        self.list: StartList | None = None
        self._reports: tuple[mishap_log.Crash, ...] = ()
        self._found.connect(self._show_found)

    def not_by_itself(self) -> frozenset[Path]:
        """Return the maps after whose opening the program ended so often that they wait."""
        self._crashes = opened.count(self.folder)
        return frozenset(Path(path) for path, n in self._crashes.items() if n >= opened.ALONE)

    def attach(self, window: MainWindow) -> None:
        """Keep copies of what is in a window, once it can hold a map."""
        window.loaded.connect(partial(self._join, window))

    def _join(self, window: MainWindow) -> None:
        from journeymap.ui.recovery.writer import Keeper

        assert window.session is not None
        keeper = Keeper(window.session, self.folder)
        keeper.failed.connect(partial(self._warn, window))
        keeper.kept.connect(partial(self._no_warning, window))
        if not self._begun:
            self._begun = True
            QTimer.singleShot(LOOK, self, self.look)

    def keepers(self) -> Iterable[Keeper]:
        """Return the keepers of all windows."""
        from journeymap.ui.recovery.writer import Keeper

        sessions = (getattr(window, "session", None) for window in self._windows.all)
        found = (session.findChild(Keeper) for session in sessions if session is not None)
        return [keeper for keeper in found if isinstance(keeper, Keeper)]

    def write_now(self) -> None:
        """Write the copies that wait for a quiet second."""
        for keeper in self.keepers():
            keeper.write()

    # ------------------------------------------------------------ looking

    def look(self) -> None:
        """Look for what a crash left, in a thread, and show it."""
        reports = tuple(mishap_log.crashes())
        if not reports and not copies(self.folder):
            self.looked.emit()
            return
        given = (self.folder, self._crashes, reports)
        self._worker = Thread(target=self._look, args=given, name="recovery list", daemon=True)
        self._worker.start()

    def _look(self, folder: Path, crashes: Mapping[str, int], reports: object) -> None:
        from journeymap.files import offers

        found: Found | None = None
        try:
            found = offers.look(folder, crashes)
        finally:
            if isValid(self):
                self._found.emit(found, reports)

    def _show_found(self, found: Found | None, reports: tuple[mishap_log.Crash, ...]) -> None:
        if self._worker is not None:
            self._worker.join()
            self._worker = None
        offers, aside = (found.offers, found.aside) if found else ((), ())
        if not (offers or aside or reports):
            self.looked.emit()
            return
        self._when_quiet(partial(self._show, offers, aside, reports))

    def _when_quiet(self, do: Callable[[], object]) -> None:
        """Do something when no question is open and no file is being read."""
        if not self._windows.all:
            return
        work = getattr(self._windows.all[-1], "workspace", None)
        if QApplication.activeModalWidget() or work is None or work.file.busy:
            QTimer.singleShot(AGAIN, self, partial(self._when_quiet, do))
        else:
            do()

    def _show(self, offers: Any, aside: Any, reports: tuple[mishap_log.Crash, ...]) -> None:
        from journeymap.ui.recovery.bringing import Bringer
        from journeymap.ui.recovery.start_list import StartList

        window: Any = self._windows.all[-1]
        self._reports = reports
        bringer = Bringer(self._windows, self)
        made = self.list = StartList(window, window.lang, offers, aside, bool(reports))
        made.restored.connect(bringer.restore)
        made.discarded.connect(bringer.discard)
        made.report_wanted.connect(self._show_report)
        made.finished.connect(self._list_closed)
        made.open()
        self.looked.emit()

    def _show_report(self) -> None:
        from journeymap.ui.recovery import report

        if self.list is not None and self._reports:
            text = "\n\n".join(each.text for each in self._reports)
            report.crash(self.list, self.list.lang, mishap_log.report(text))

    def _list_closed(self) -> None:
        self.list = None
        for each in self._reports:
            mishap_log.read(each.file)
        self._reports = ()

    # ------------------------------------------------------------ telling

    def tell(self, text: str) -> None:
        """Say that something went wrong inside, with a report of it."""
        from journeymap.ui.recovery import report

        window: Any = self._windows.all[-1] if self._windows.all else None
        if window is not None:
            report.mishap(window, window.lang, text, window.unsaved())

    def _warn(self, window: MainWindow, problem: Message) -> None:
        if isValid(window) and window.workspace is not None:
            banners = window.workspace.file.banners
            close = {"close": (M("Close", context="dialog"), lambda: banners.drop(SUBJECT))}
            text = M("No recovery copy can be written now; save often. It is tried again.")
            banners.put(SUBJECT, "warning", text, problem, close)

    def _no_warning(self, window: MainWindow) -> None:
        if isValid(window) and window.workspace is not None:
            window.workspace.file.banners.drop(SUBJECT)
