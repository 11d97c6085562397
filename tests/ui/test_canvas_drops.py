"""Cards dropped where no card can stand: the reason is said, and nothing changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from journeymap.model.journey import JourneyMap
from journeymap.ui.canvas import folding
from tests.ui.hands import Canvas, small


@pytest.fixture(params=["en", "fa"])
def canvas(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Canvas]:
    made = Canvas(qtbot, small(request.param))
    yield made
    made.session.close()


def drop(canvas: Canvas, key: str, at: QPoint) -> str:
    """Carry a card to a point, let it go, and return what was said beside the pointer."""
    canvas.carry(canvas.at(key), at)
    said = canvas.view.pointer.said
    canvas.release(at)
    return said


def same(canvas: Canvas, before: JourneyMap) -> bool:
    return canvas.session.map is before and canvas.steps == []


def test_a_drop_on_the_name_of_a_row_is_not_one_on_the_cell_beside_it(
    canvas: Canvas, reasons: list[str]
) -> None:
    before = canvas.session.map
    assert "heading" in drop(canvas, "page", canvas.at("shop"))
    assert "heading" in reasons[-1]
    assert same(canvas, before)


def test_a_drop_on_a_floating_heading_is_not_one_on_the_cell_under_it(
    canvas: Canvas, reasons: list[str]
) -> None:
    before = canvas.session.map
    canvas.view.set_zoom(2.0)
    canvas.session.jump("take")
    canvas.view.scroll_by(0, 150)
    assert canvas.view.pins().dy > 0
    assert "heading" in drop(canvas, "take", canvas.at("buy"))
    assert same(canvas, before)
    assert len(reasons) == 1


def test_a_drop_on_the_curve_says_where_cards_stand(canvas: Canvas, reasons: list[str]) -> None:
    before = canvas.session.map
    picture = canvas.view.picture
    assert picture is not None
    curve = next(p for p in picture.parts if folding.lane_of(picture, p) == "curve")
    port = canvas.view.viewport().rect()
    at = canvas.view.on_screen(curve).center().toPoint()
    at.setX(port.width() // 2)
    assert "cell" in drop(canvas, "page", at)
    assert "cell" in reasons[-1]
    assert same(canvas, before)


def test_a_drop_outside_of_the_canvas_changes_nothing(canvas: Canvas, reasons: list[str]) -> None:
    before = canvas.session.map
    drop(canvas, "page", QPoint(-40, 200))
    assert len(reasons) == 1
    assert same(canvas, before)


def test_a_drop_in_a_cell_is_not_refused(canvas: Canvas, reasons: list[str]) -> None:
    assert "cell" not in drop(canvas, "page", canvas.ground("buy", "shop"))
    assert reasons == []
    assert len(canvas.steps) == 1
