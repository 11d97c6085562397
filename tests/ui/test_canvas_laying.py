"""A map in another language is laid out in slices: what is shown meanwhile, who does not wait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.model import edits
from journeymap.model.text import M
from journeymap.picture.layout import layout
from journeymap.picture.picture import Picture
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.session import Session
from tests.ui.hands import LEFT, PLAIN, Canvas


@pytest.fixture
def canvas(qtbot: QtBot, examples: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Canvas]:
    """A canvas for which every layout in another language takes many turns."""
    monkeypatch.setattr("journeymap.ui.canvas.laying.AT_ONCE", 0.0)
    monkeypatch.setattr("journeymap.ui.slices.SLICE", 0.0)
    made = Canvas(qtbot, read_file(examples / "coffee-app.yaml").map, (1280, 720))
    yield made
    made.session.close()


def in_persian(canvas: Canvas) -> None:
    assert canvas.session.commit(M("Edit"), lambda m: edits.change(m, "", language="fa"))


def test_the_picture_of_before_stands_until_the_other_one_is_there(
    qtbot: QtBot, canvas: Canvas
) -> None:
    view, before = canvas.view, canvas.view.picture

    in_persian(canvas)

    assert (view.picture, view.at_rest) == (before, False)
    view.viewport().repaint()  # painted and scrolled as ever
    view.scroll_by(20, 0)
    assert view.picture is before
    with qtbot.waitSignal(view.pictured):
        pass
    assert view.picture is not None
    assert (view.picture.rtl, view.artist.language, view.measure.language) == (True, "fa", "fa")


def test_keys_and_clicks_mean_what_is_so(canvas: Canvas) -> None:
    view = canvas.view

    in_persian(canvas)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.picture is not None
    assert view.picture.rtl

    canvas.session.undo()
    assert view.picture.rtl
    QTest.mousePress(view.viewport(), LEFT, PLAIN)
    assert not view.picture.rtl


def test_who_is_led_to_a_record_is_led_to_where_it_is(canvas: Canvas) -> None:
    in_persian(canvas)
    canvas.session.jump("pay")
    assert canvas.view.picture is not None
    assert canvas.view.picture.rtl
    assert canvas.view.viewport().rect().contains(canvas.at("pay"))


def test_what_is_edited_meanwhile_is_in_the_picture_that_comes(
    qtbot: QtBot, canvas: Canvas
) -> None:
    view = canvas.view
    in_persian(canvas)
    QApplication.processEvents()
    canvas.session.commit(M("Edit"), lambda m: edits.delete(m, ["pay"]))
    pictures: list[object] = []
    view.pictured.connect(lambda: pictures.append(view.picture))

    qtbot.waitUntil(lambda: view.at_rest, timeout=10_000)

    assert len(pictures) == 1  # none of the map as it was before
    assert view.part_of("pay") is None
    assert view.picture is not None
    assert view.picture.rtl


def test_another_map_does_not_wait_for_the_one_before(canvas: Canvas, examples: Path) -> None:
    in_persian(canvas)
    canvas.session.open(examples / "coffee-app.yaml")
    view = canvas.view
    assert view.picture is not None
    assert not view.picture.rtl
    assert view.laid == (canvas.session.map, canvas.session.view)


def test_nothing_is_laid_out_for_a_canvas_that_is_gone(qtbot: QtBot, canvas: Canvas) -> None:
    session = Session(canvas.session.map)
    view, shown, gone = CanvasView(session), [], []
    view.show()
    view.pictured.connect(lambda: shown.append(True))
    view.destroyed.connect(lambda: gone.append(True))
    session.commit(M("Edit"), lambda m: edits.change(m, "", language="fa"))
    assert not view.at_rest
    session.close()
    view.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))

    in_persian(canvas)
    qtbot.waitUntil(lambda: canvas.view.at_rest, timeout=10_000)

    assert shown == []


def test_an_edit_is_laid_out_at_once(canvas: Canvas) -> None:
    canvas.session.commit(M("Edit"), lambda m: edits.delete(m, ["pay"]))
    assert canvas.view.part_of("pay") is None


def collapse(canvas: Canvas) -> None:
    session = canvas.session
    session.set_view(collapsed=session.view.collapsed ^ {session.map.stages[1].id})


def from_scratch(canvas: Canvas) -> Picture:
    return layout(canvas.session.map, canvas.session.view, canvas.view.measure)


def test_a_stage_is_collapsed_in_slices_too(qtbot: QtBot, canvas: Canvas) -> None:
    view, before = canvas.view, canvas.view.picture

    collapse(canvas)

    assert (view.picture, view.at_rest) == (before, False)
    with qtbot.waitSignal(view.pictured):
        pass
    assert view.picture == from_scratch(canvas)
    assert view.picture != before


def test_what_comes_while_a_stage_is_collapsed_is_laid_out_as_if_nothing_had_been_under_way(
    qtbot: QtBot, canvas: Canvas
) -> None:
    for turns in range(8):
        collapse(canvas)
        for _ in range(turns):
            QApplication.processEvents()
        assert canvas.session.commit(
            M("Edit"), lambda m, turns=turns: edits.change(m, "pay", name=f"Pay {turns}")
        )
        assert canvas.view.picture == from_scratch(canvas)
    collapse(canvas)
    canvas.session.jump("pay")
    qtbot.waitUntil(lambda: canvas.view.at_rest)
    assert canvas.view.picture == from_scratch(canvas)
