"""The small map in the corner: when it is there, where it leads, what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.model.filtering import Filter
from journeymap.ui.canvas.blocks import BLOCKED
from journeymap.ui.canvas.minimap import Minimap
from journeymap.ui.canvas.minimap_places import LITTLE, corners
from tests.ui.hands import LEFT, PLAIN, Canvas, small


@pytest.fixture
def canvas(qtbot: QtBot, examples: Path) -> Iterator[Canvas]:
    made = Canvas(qtbot, read_file(examples / "coffee-app.yaml").map)
    made.view.begin()
    qtbot.waitUntil(lambda: made.view.minimap.ready)
    yield made
    made.session.close()


def corner(canvas: Canvas) -> Minimap:
    return canvas.view.minimap


def drawn(canvas: Canvas) -> QImage:
    return corner(canvas).grab().toImage()


def test_it_is_there_while_the_map_is_larger_than_the_view(canvas: Canvas) -> None:
    assert corner(canvas).isVisible()
    canvas.view.fit()
    assert not corner(canvas).isVisible()
    canvas.view.set_zoom(2.0)
    assert corner(canvas).isVisible()


def test_it_is_away_where_all_lanes_are_in_sight(canvas: Canvas) -> None:
    view = canvas.view
    view.resize(1800, 600)
    view.fit()
    picture = view.picture
    lanes = max(band.y + band.h for band in picture.lanes)
    # given a map of which only its legend and what stands under it are out of sight
    view.set_zoom(view.zoom * 1.02)
    view.keep(QPointF(0, lanes + 4), QPointF(500, view.viewport().height()))
    assert lanes < view.seen().bottom() < picture.bounds.bottom
    assert not corner(canvas).isVisible()
    view.scroll_by(0, -100)
    assert corner(canvas).isVisible()


def test_it_goes_to_the_start_where_cards_are_at_the_end(qtbot: QtBot, examples: Path) -> None:
    canvas = Canvas(qtbot, read_file(examples / "coffee-app.yaml").map, (790, 490))
    view, minimap = canvas.view, corner(canvas)
    view.set_zoom(1.0)
    for x, y in product(range(0, 2000, 40), range(0, 1200, 40)):
        view.keep(QPointF(x, y), QPointF(0, 0))
        places = corners(view, view.picture, minimap.size())
        lies = [covered(canvas, place) if place else 10_000 for place in places]
        if min(lies[:2]) > 1000 and min(lies[2:]) == 0:
            break
    qtbot.waitUntil(lambda: not minimap._rest.isActive())
    assert minimap.geometry() in places[2:]
    assert covered(canvas, minimap.geometry()) == 0
    canvas.session.close()


def test_it_can_be_switched_off_and_stays_so(canvas: Canvas) -> None:
    corner(canvas).switch(False)
    canvas.view.set_zoom(3.0)
    assert not corner(canvas).isVisible()
    corner(canvas).switch(True)
    assert corner(canvas).isVisible()


def test_it_makes_way_in_a_small_view(canvas: Canvas) -> None:
    canvas.view.resize(360, 240)
    assert not corner(canvas).isVisible()


def test_a_click_brings_that_place_into_view(canvas: Canvas) -> None:
    picture = canvas.view.picture
    assert picture is not None
    end = QPoint(corner(canvas).width() - 12, corner(canvas).height() // 3)
    QTest.mouseClick(corner(canvas), LEFT, PLAIN, end)
    assert canvas.view.seen().right() > picture.bounds.right * 0.9

    QTest.mouseClick(corner(canvas), LEFT, PLAIN, QPoint(10, corner(canvas).height() // 3))
    assert canvas.view.seen().left() < picture.bounds.w * 0.1


def test_dragging_the_frame_moves_the_view_by_as_much(canvas: Canvas) -> None:
    small = corner(canvas)
    canvas.view.set_zoom(1.5)
    start = small.rect().center()
    QTest.mouseClick(small, LEFT, PLAIN, start)
    before = canvas.view.seen().center()
    grip = start + QPoint(3, 2)  # anywhere in the frame
    QTest.mousePress(small, LEFT, PLAIN, grip)
    QTest.mouseMove(small, grip + QPoint(20, 0))
    QTest.mouseRelease(small, LEFT, PLAIN, grip + QPoint(20, 0))
    after = canvas.view.seen().center()
    picture = canvas.view.picture
    assert picture is not None
    wanted = 20 * picture.bounds.w / (small.width() - 10)
    assert after.x() - before.x() == pytest.approx(wanted, rel=0.1)
    assert after.y() == pytest.approx(before.y(), abs=4)


def test_the_wheel_over_it_zooms_around_the_middle(canvas: Canvas) -> None:
    canvas.view.set_zoom(1.0)
    before, zoom = canvas.view.seen().center(), canvas.view.zoom
    at = QPointF(20, 20)
    event = QWheelEvent(
        at, QPointF(corner(canvas).mapToGlobal(at)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, PLAIN, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(corner(canvas), event)
    assert canvas.view.zoom > zoom
    assert (canvas.view.seen().center() - before).manhattanLength() < 4


@pytest.mark.parametrize(("language", "at_right"), [("en", True), ("fa", False)])
def test_it_stands_where_the_map_ends(qtbot: QtBot, language: str, at_right: bool) -> None:
    canvas = Canvas(qtbot, small(language))
    canvas.view.set_zoom(3.0)
    middle = corner(canvas).geometry().center()
    assert (middle.x() > canvas.view.width() / 2) == at_right
    canvas.session.close()


def test_at_rest_it_covers_as_little_as_it_can(canvas: Canvas, qtbot: QtBot) -> None:
    view, minimap = canvas.view, corner(canvas)
    view.set_zoom(1.0)
    for key in ("search-nearby", "pay", "pick-up", "reorder"):
        # given a card that lies where the minimap stands
        card = view.on_screen(canvas.part(key))
        home = minimap.geometry()
        view.scroll_by(round(card.x() - home.x()), round(card.y() - home.y()))
        # then, as soon as nothing moves, it stands where it covers less
        qtbot.waitUntil(lambda: not minimap._rest.isActive())
        places = corners(view, view.picture, minimap.size())
        least = min(covered(canvas, place) for place in places if place)
        assert covered(canvas, minimap.geometry()) <= least + LITTLE, key


def covered(canvas: Canvas, place: QRect) -> int:
    """Return how many pixels of cards lie under a place."""
    shown = (
        canvas.view.on_screen(part).toAlignedRect().intersected(place)
        for part in canvas.view.picture.parts
        if part.kind in BLOCKED
    )
    return sum(each.width() * each.height() for each in shown if each.isValid())


def test_frames_and_scrolling_paint_nothing_of_it_anew(canvas: Canvas, qtbot: QtBot) -> None:
    pixmap = corner(canvas)._pixmap
    for step in range(5):
        canvas.view.scroll_by(7 * step, 3)
        canvas.view.viewport().repaint()
    assert corner(canvas).ready
    assert corner(canvas)._pixmap is pixmap


def test_a_change_and_a_filter_are_painted_when_it_is_quiet(canvas: Canvas, qtbot: QtBot) -> None:
    before = drawn(canvas)
    canvas.session.set_filter(Filter(channels=frozenset({"app"})))
    assert not corner(canvas).ready
    qtbot.waitUntil(lambda: corner(canvas).ready)
    assert drawn(canvas) != before


def test_what_is_revealed_is_not_under_it(canvas: Canvas) -> None:
    canvas.view.set_zoom(1.0)
    for touchpoint in canvas.session.map.touchpoints:
        canvas.session.jump(touchpoint.id)
        rect = canvas.view.on_screen(canvas.part(touchpoint.id)).toAlignedRect()
        assert not rect.intersects(corner(canvas).geometry()), touchpoint.id


def test_it_has_a_name_for_screen_readers(canvas: Canvas) -> None:
    assert corner(canvas).accessibleName()
    assert corner(canvas).accessibleDescription()
