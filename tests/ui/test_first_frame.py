"""The map is seen first: panels, checks and git wait for its first frame, and no longer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.ui import first_frame
from journeymap.ui.workspace import Workspace
from tests.ui.window import example, joined, shown

PANELS = ("outline", "inspector", "findings")


def made(workspace: Workspace) -> list[str]:
    """Return which of the panels are there."""
    return [name for name in PANELS if workspace.frame.docks[name].widget() is not None]


def opened_unpainted(workspace: Workspace, path: Path) -> None:
    """Open a map, and look before the event loop turns."""
    assert workspace.file.open(path)
    assert workspace.frame.stack.currentWidget() is workspace.canvas


def test_the_panels_come_after_the_map(tmp_path: Path, qtbot: QtBot) -> None:
    with shown(qtbot, tmp_path) as window:
        workspace = joined(window)
        there: list[list[str]] = []
        workspace.first_frame.painted.connect(lambda: there.append(made(workspace)))

        opened_unpainted(workspace, example(tmp_path))

        assert made(workspace) == []
        qtbot.waitUntil(lambda: workspace.first_frame.over)
        assert there == [[]]  # at the first frame none was there
        assert made(workspace) == list(PANELS)
        assert not workspace.canvas.layer.frames_unready


def test_the_map_has_its_place_before_the_panels_come(tmp_path: Path, qtbot: QtBot) -> None:
    with shown(qtbot, tmp_path) as window:
        workspace = joined(window)
        places: list[QRect] = []
        workspace.first_frame.painted.connect(lambda: places.append(workspace.canvas.geometry()))
        opened_unpainted(workspace, example(tmp_path))
        qtbot.waitUntil(lambda: workspace.first_frame.over)
        QApplication.processEvents()

        (place,) = places
        now = workspace.canvas.geometry()
        assert (place.topLeft(), place.width()) == (now.topLeft(), now.width())
        assert abs(place.height() - now.height()) <= 1  # the status bar rounds with its words


def test_the_checks_wait_for_the_first_frame(tmp_path: Path, qtbot: QtBot) -> None:
    with shown(qtbot, tmp_path) as window:
        workspace = joined(window)
        early: list[bool] = []
        workspace.first_frame.painted.connect(lambda: early.append(workspace.session.checked))
        opened_unpainted(workspace, example(tmp_path))

        qtbot.waitUntil(lambda: workspace.session.checked, timeout=10_000)

        assert early == [False]


def test_a_panel_that_is_asked_for_before_is_made_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    with shown(qtbot, tmp_path) as window:
        workspace = joined(window)
        opened_unpainted(workspace, example(tmp_path))

        workspace.panels.findings.step(1)

        assert made(workspace) == ["findings"]
        qtbot.waitUntil(lambda: made(workspace) == list(PANELS))


def test_an_action_that_is_asked_for_before_is_done_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    with shown(qtbot, tmp_path) as window:
        workspace = joined(window)
        opened_unpainted(workspace, example(tmp_path))
        assert not workspace.first_frame.over

        window.commands["find"].trigger()

        assert workspace.find_bar.isVisible()
        qtbot.waitUntil(lambda: workspace.first_frame.over)
        assert workspace.find_bar.isVisible()


def test_what_waits_is_done_also_where_nothing_is_painted(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_frame, "LATEST", 50)
    with shown(qtbot, tmp_path) as window:
        workspace = joined(window)
        window.setUpdatesEnabled(False)
        opened_unpainted(workspace, example(tmp_path))

        qtbot.waitUntil(lambda: made(workspace) == list(PANELS))


def test_another_map_that_comes_before_the_panels_gets_them(tmp_path: Path, qtbot: QtBot) -> None:
    with shown(qtbot, tmp_path) as window:
        workspace = joined(window)
        others = [example(tmp_path, "smart-speaker.yaml")]
        workspace.first_frame.painted.connect(
            lambda: opened_unpainted(workspace, others.pop()) if others else None
        )
        opened_unpainted(workspace, example(tmp_path))

        qtbot.waitUntil(lambda: not others and workspace.first_frame.over)

        assert made(workspace) == list(PANELS)
        qtbot.waitUntil(lambda: workspace.session.checked, timeout=10_000)
