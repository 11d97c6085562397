"""The whole program, in which somebody types a name and which does nothing any more right after.

    python -m tests.ui.window_hanging LOG HOW WHERE FILE

HOW is “sleeping” (a call that never comes back) or “spinning” (a loop that never ends); WHERE is
“view” (while the views are told of the edit) or “turn” (when they have been). Writes what was typed
into LOG when nothing goes on any more.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from journeymap.ui.app import application, run
from journeymap.ui.main_window import MainWindow
from tests.ui.inspected import type_text
from tests.ui.window import joined

WORDS = "Typed before the end"


class Typist:
    """Types into the inspector as soon as there is one."""

    def __init__(self, log: Path, how: str, where: str) -> None:
        self._log, self._how, self._where = log, how, where
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(50)

    def _look(self) -> None:
        there = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        if there and there[0].workspace is not None and joined(there[0]).first_frame.over:
            self._timer.stop()
            self._type(there[0])

    def _type(self, window: MainWindow) -> None:
        session = window.session
        assert session is not None
        session.select((session.map.touchpoints[0].id,))
        inspector = joined(window).panels.inspector
        inspector.refresh()
        editor: Any = inspector.form.editors["name"]
        editor.setFocus()
        editor.selectAll()
        type_text(editor, WORDS[:-1])

        def edited(*_: object) -> None:
            if session.map.touchpoints[0].name == WORDS:
                if self._where == "view":
                    self._hang()
                else:
                    QTimer.singleShot(0, self._hang)

        session.changed.connect(edited)
        type_text(editor, WORDS[-1])

    def _hang(self) -> None:
        file = os.open(self._log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(file, WORDS.encode())
        if self._how == "sleeping":
            time.sleep(600)
        while time.monotonic():
            pass


if __name__ == "__main__":
    application()
    typist = Typist(Path(sys.argv[1]), *sys.argv[2:4])
    sys.exit(run(sys.argv[4:]))
