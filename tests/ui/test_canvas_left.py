"""What a frame had no time for: made between two frames, and painted in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from tests.ui.hands import Canvas


def test_all_arrows_that_a_frame_left_are_painted_in_the_next(
    qtbot: QtBot, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = Canvas(qtbot, read_file(examples / "coffee-app.yaml").map, (1280, 720))
    view = canvas.view
    monkeypatch.setattr("journeymap.ui.canvas.layer.ARROWS", 0.0)  # none is made in a frame
    monkeypatch.setattr("journeymap.ui.canvas.layer.BUDGET", 10.0)
    view.set_zoom(1.0)
    canvas.session.jump("pay")

    view.viewport().grab()
    left = view.layer.frames_unready
    assert view.layer.prepare()
    view.viewport().grab()

    assert left > 1
    assert not view.layer.frames_unready
    canvas.session.close()


def test_where_there_is_no_time_some_are_left_again(
    qtbot: QtBot, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = Canvas(qtbot, read_file(examples / "coffee-app.yaml").map, (1280, 720))
    view = canvas.view
    monkeypatch.setattr("journeymap.ui.canvas.layer.ARROWS", 0.0)
    view.set_zoom(1.0)
    canvas.session.jump("pay")
    view.viewport().grab()

    monkeypatch.setattr("journeymap.ui.canvas.layer.BUDGET", -1.0)

    assert not view.layer.prepare()
    canvas.session.close()
