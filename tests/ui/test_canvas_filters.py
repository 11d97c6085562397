"""What a filter does to the canvas: the rest is painted faintly, tells less and stays in reach."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.filtering import Filter
from journeymap.model.text import M
from journeymap.ui.canvas.badges import Badge
from tests.ui.hands import Canvas, small

WEB = Filter(channels=frozenset({"web"}))


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas(qtbot, small())
    yield made
    made.session.close()


def grabbed(canvas: Canvas, key: str) -> QImage:
    """Return what is seen of a card once all of it is: a frame sets what it has time for."""
    rect = canvas.view.on_screen(canvas.part(key)).toAlignedRect().adjusted(1, 1, -1, -1)
    views = [canvas.view.viewport().grab(rect).toImage() for _ in range(3)]
    while not views[-1] == views[-2] == views[-3]:
        assert len(views) < 50
        views.append(canvas.view.viewport().grab(rect).toImage())
    return views[-1]


def contrast(image: QImage) -> int:
    """Return how far the darkest and the lightest point of a picture are apart."""
    greys = [
        QColor(image.pixel(x, y)).lightness()
        for x in range(image.width())
        for y in range(image.height())
    ]
    return max(greys) - min(greys)


@pytest.mark.parametrize("zoom", [1.0, 0.3, 0.1])
def test_what_is_not_wanted_is_faint_and_the_rest_as_before(canvas: Canvas, zoom: float) -> None:
    canvas.view.set_zoom(zoom)
    kept, gone = grabbed(canvas, "pay"), grabbed(canvas, "take")
    canvas.session.set_filter(WEB)
    assert grabbed(canvas, "pay") == kept
    assert contrast(grabbed(canvas, "take")) < contrast(gone) / 2

    canvas.session.set_filter(Filter())
    assert grabbed(canvas, "take") == gone


def test_the_selected_and_faded_card_can_be_clicked(canvas: Canvas) -> None:
    canvas.session.set_filter(WEB)
    canvas.click("take")
    assert canvas.selection == ("take",)


def test_faded_cards_have_no_badges(canvas: Canvas) -> None:
    canvas.view.badges.badges = {"pay": Badge(1, "error"), "take": Badge(1, "error")}
    canvas.session.set_filter(WEB)
    assert list(canvas.view.badges.spots(canvas.part("take"))) == []
    assert len(list(canvas.view.badges.spots(canvas.part("pay")))) == 1


def test_a_card_that_comes_to_match_is_painted_in_full(canvas: Canvas) -> None:
    canvas.session.set_filter(WEB)
    before = contrast(grabbed(canvas, "take"))
    canvas.session.commit(M("Move"), lambda m: edits.change(m, "take", channel="web"))
    assert contrast(grabbed(canvas, "take")) > before * 2
    assert "take" not in canvas.view.badges.faded
