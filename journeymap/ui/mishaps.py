"""What nobody foresaw: an exception is kept in a log, said once in plain words, and lived through.

Qt hands exceptions of slots, timers and paint events to sys.excepthook; those of threads and of
what is being deleted come by hooks of their own, and what ends the program at once leaves the place
in a file that the next start finds. No traceback stands in a person's way, none is sent anywhere.
Loaded before the first paint.
"""

from __future__ import annotations

import faulthandler
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, TextIO

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from journeymap.ui import mishap_log

TOO_MANY = 200  # mishaps after which this process keeps no more: one that comes with every frame
WORDS = 5  # messages of Qt that are kept, should the next be its last
Hook = Callable[..., Any]


class Mishaps(QObject):
    """Stands in for Python's hooks until `release`; `end` is called for Ctrl+C.

    `tell` is given the report of the first mishap, in the window's own thread and not while
    something is painted; `keep` is called there before.
    """

    _happened = Signal(str)

    def __init__(
        self,
        owner: QObject,
        tell: Callable[[str], object],
        end: Callable[[], object] = lambda: None,
        keep: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(owner)
        self._tell, self._end, self._keep = tell, end, keep
        self._count, self._said = 0, False
        self._before: Sequence[Hook] = (
            sys.excepthook,
            threading.excepthook,
            sys.unraisablehook,
        )
        self._fatal: TextIO | None = None
        self._qt_before: Hook | None = None
        self._heard: deque[str] = deque(maxlen=WORDS)
        self._happened.connect(self._say, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self.caught
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._unraisable

    def watch_for_the_end(self) -> None:
        """Let what ends the program at once leave its place in a file, and Qt's last words too."""
        self._fatal = mishap_log.crash_file()
        if self._fatal is not None:
            with suppress(ValueError, OSError, RuntimeError):
                faulthandler.enable(self._fatal)
        self._qt_before = qInstallMessageHandler(self._from_qt)

    def release(self) -> None:
        """Give all hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        if self._fatal is not None:
            qInstallMessageHandler(self._qt_before)
            faulthandler.disable()
            mishap_log.ended_well(self._fatal)
            self._fatal = None

    # ------------------------------------------------------------ hooks

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Keep what happened, and have it said from the window's own thread."""
        if issubclass(kind, KeyboardInterrupt):
            QTimer.singleShot(0, self, self._end)
            return
        self._caught("", kind, error, trace)

    def _in_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None and not issubclass(what.exc_type, SystemExit):
            name = what.thread.name if what.thread else "?"
            self._caught(
                f"In the thread {name}:", what.exc_type, what.exc_value, what.exc_traceback
            )

    def _unraisable(self, what: Any) -> None:
        if what.exc_value is not None:
            begun = f"{what.err_msg or 'Exception ignored'} ({type(what.object).__name__}):"
            self._caught(begun, what.exc_type, what.exc_value, what.exc_traceback)

    def _caught(
        self,
        begun: str,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        self._count += 1
        if self._count > TOO_MANY:
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        text = f"{begun}\n{text}" if begun else text
        mishap_log.keep(text)
        with suppress(RuntimeError):  # at the very end the signal is gone before the hooks are
            self._happened.emit(text)

    def _from_qt(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        self._heard.append(text)
        if kind == QtMsgType.QtFatalMsg and self._fatal is not None:
            with suppress(OSError, ValueError):
                self._fatal.write("".join(f"Qt: {words}\n" for words in self._heard))
                self._fatal.flush()
        with suppress(OSError, ValueError, AttributeError):  # there may be no terminal
            sys.stderr.write(f"{text}\n")

    # ------------------------------------------------------------ telling

    def _say(self, text: str) -> None:
        self._keep()
        if not self._said:
            self._said = True
            self._tell(mishap_log.report(text))
