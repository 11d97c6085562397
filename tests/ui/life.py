"""For the tests of a window's life: several windows, slow files, linked maps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from journeymap.model import edits
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M
from journeymap.ui import map_file
from journeymap.ui import session as session_module
from journeymap.ui.app import application
from journeymap.ui.main_window import MainWindow
from journeymap.ui.settings import Settings
from journeymap.ui.windows import Windows
from tests.ui.window import example, joined

LINKED = """\
format: 1
title: Map {me}
stages:
  - {{id: s, name: S}}
touchpoints:
  - {{id: pay, name: Pay, stage: s, journey: {other}.yaml}}
"""


class Several:
    """Windows that know each other, each on a file or on the start page."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        application()
        self._qtbot, self.made = qtbot, list[MainWindow]()
        store = QSettings(str(folder / "several.ini"), QSettings.Format.IniFormat)
        self.settings = Settings(store)
        self.windows = Windows(self.settings, self._make)

    def _make(self, windows: Windows) -> MainWindow:
        made = MainWindow(self.settings, "en", "light", windows)
        self.made.append(made)
        return made

    def window(self, path: Path | None = None) -> MainWindow:
        """Return a new window that is loaded."""
        made = self._make(self.windows)
        if path is not None:
            made.open_first(path)
        made.resize(1280, 720)
        made.show()
        self._qtbot.waitUntil(lambda: made.workspace is not None, timeout=10_000)
        if path is not None:
            self._qtbot.waitUntil(lambda: not pages(made), timeout=10_000)
        return made

    def end(self) -> None:
        """Take every window away."""
        for each in self.made:
            if isValid(each):
                if each.session is not None:
                    each.session.close()
                each.hide()
                each.deleteLater()


def pages(window: MainWindow) -> bool:
    """Return whether the start page is shown, or that a file is being read."""
    return window.stack.currentWidget() in (window.start, window.loading)


@contextmanager
def several(qtbot: QtBot, folder: Path) -> Iterator[Several]:
    """Yield windows that go at the end."""
    made = Several(qtbot, folder)
    yield made
    made.end()


def change(window: MainWindow, title: str) -> None:
    """Change the title of a window's map."""
    assert window.session is not None

    def edit(m: JourneyMap) -> JourneyMap:
        return edits.change(m, "", title=title)

    assert window.session.commit(M("Change"), edit)


def large(folder: Path, name: str = "large.yaml") -> Path:
    """Return a file that is long enough to be read and written beside the window."""
    path = example(folder).rename(folder / name)
    filling = "".join(f"# {'x' * 90}\n" for _ in range(map_file.LONG // 90))
    path.write_text(path.read_text("utf-8") + filling, "utf-8")
    return path


def linked(folder: Path, me: str, other: str) -> Path:
    """Return a map whose touchpoint `pay` links to another one."""
    path = folder / f"{me}.yaml"
    path.write_text(LINKED.format(me=me, other=other), "utf-8")
    return path


def held_up(patch: pytest.MonkeyPatch, what: str) -> tuple[Event, Event]:
    """Return events for “it has begun” and “go on”; `what` is reading or saving."""
    module: Any = map_file if what == "reading" else session_module
    name = "read_and_lay_out" if what == "reading" else "save_file"
    given: Callable[..., object] = getattr(module, name)
    begun, go_on = Event(), Event()

    def slow(*args: object, **named: object) -> object:
        begun.set()
        go_on.wait(20)
        return given(*args, **named)

    patch.setattr(module, name, slow)
    return begun, go_on


def way(window: MainWindow) -> list[str]:
    """Return the names of the files on the way back."""
    return [visit.path.name for visit in joined(window).file.way]
