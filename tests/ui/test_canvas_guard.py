"""An error while the canvas is painted is handed on once and ends nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QGraphicsItem
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.session import Session
from tests.ui.window import EXAMPLES


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[CanvasView]:
    session = Session(read_file(EXAMPLES / "coffee-app.yaml").map)
    made = CanvasView(session)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.begin()
    yield made
    session.close()


def broken(*_: object, **__: object) -> None:
    raise ValueError("cannot be painted")


@pytest.mark.parametrize(
    ("owner", "inner"),
    [("layer", "paint_region"), ("layer", "paint_pinned"), ("marks", "_outline")],
)
def test_what_cannot_be_painted_is_told_once_and_the_canvas_lives(
    canvas: CanvasView, monkeypatch: pytest.MonkeyPatch, owner: str, inner: str
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: told.append(error))
    canvas.session.select(("pay",))
    canvas.grab()
    with monkeypatch.context() as patched:
        patched.setattr(getattr(canvas, owner), inner, broken)
        for _ in range(3):
            canvas.grab()
    canvas.grab()

    assert [str(error) for error in told] == ["cannot be painted"]


def test_every_item_of_the_canvas_is_guarded(canvas: CanvasView) -> None:
    items = [item for item in canvas.scene().items() if isinstance(item, QGraphicsItem)]

    assert len(items) == 4
    for item in items:
        assert hasattr(type(item).paint, "__wrapped__"), type(item)
