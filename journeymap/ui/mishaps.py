"""What nobody foresaw: an exception is kept in a log, said once in plain words, and lived through.

Qt hands exceptions of slots, timers and paint events to sys.excepthook. No traceback reaches a
person, and no second box while the first is open.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal

from journeymap.model.text import M, Message

LOG_BYTES = 1 << 20  # a log that is larger begins anew


def log_path() -> Path:
    """Return where mishaps are kept."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place) or ".") / "mishaps.log"


class Mishaps(QObject):
    """Stands in for sys.excepthook while `owner` lives; `end` is called for Ctrl+C."""

    _happened = Signal(str)

    def __init__(
        self,
        owner: QObject,
        tell: Callable[[Message, Message], object],
        end: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(owner)
        self._end, self._say, self._said = end, tell, False
        self._before = sys.excepthook
        self._happened.connect(self._tell)
        sys.excepthook = self.caught

    def release(self) -> None:
        """Give sys.excepthook back."""
        sys.excepthook = self._before

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Keep what happened, and have it said from the window's own thread."""
        if issubclass(kind, KeyboardInterrupt):
            QTimer.singleShot(0, self, self._end)
            return
        where = keep("".join(traceback.format_exception(kind, error, trace)))
        self._happened.emit(where)

    def _tell(self, where: str) -> None:
        if self._said:
            return
        self._said = True
        self._say(
            M("Something went wrong inside journeymap; your map is still there"),
            M("Save it now, to be safe. What happened is kept in {path}", path=where),
        )


def keep(text: str) -> str:
    """Return the path of the log after adding to it; the log never raises anything itself."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = "w" if path.exists() and path.stat().st_size > LOG_BYTES else "a"
        with path.open(mode, encoding="utf-8") as log:
            log.write(f"{datetime.now().astimezone().isoformat()}\n{text}\n")
    except OSError:
        pass
    return str(path)
