"""Cards under the small map in the corner: seen through it, and reached with the pointer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from journeymap.model.journey import Channel, JourneyMap, Stage, Touchpoint
from journeymap.ui.canvas.minimap import THROUGH, Minimap
from journeymap.ui.canvas.minimap_places import corners, covered
from tests.ui.hands import CTRL, LEFT, PLAIN, RIGHT, Canvas, small

OPAQUE = Qt.WidgetAttribute.WA_OpaquePaintEvent


def dense() -> JourneyMap:
    """Return a map with cards wherever one looks."""
    stages = tuple(Stage(id=f"s{n}", name=f"Stage {n}") for n in range(6))
    channels = tuple(Channel(id=f"c{n}", name=f"Channel {n}") for n in range(16))
    touchpoints = tuple(
        Touchpoint(id=f"t{s}-{c}-{n}", name="Ask for an answer", stage=f"s{s}", channel=f"c{c}")
        for s in range(6)
        for c in range(16)
        for n in range(3)
    )
    return JourneyMap(title="Dense", stages=stages, channels=channels, touchpoints=touchpoints)


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas(qtbot, dense())
    made.view.set_zoom(1.0)
    qtbot.waitUntil(lambda: made.view.minimap.ready, timeout=20_000)
    for _ in range(200):  # on to where all corners that it may choose are full of cards
        made.view.scroll_by(17, 11)
        view, size = made.view, corner(made).size()
        places = [place for place in corners(view, view.picture, size) if place]
        if all(covered(view, view.picture, place) > 4500 for place in places):
            break
    qtbot.waitUntil(lambda: not made.view.minimap._rest.isActive(), timeout=20_000)
    yield made
    made.session.close()


def corner(canvas: Canvas) -> Minimap:
    return canvas.view.minimap


def under(canvas: Canvas) -> str:
    """Return a card of which a part lies under the minimap."""
    place = corner(canvas).geometry()
    for part in canvas.view.picture.parts:
        box = canvas.view.on_screen(part).toAlignedRect()
        shared = box.intersected(place)
        if part.kind == "card" and min(shared.width(), shared.height()) > 12 and shared != box:
            return part.key
    raise AssertionError("no card lies there")


def free_spot(canvas: Canvas, key: str) -> QPoint:
    """Return a point of a card that the minimap leaves free."""
    box, place = canvas.view.on_screen(canvas.part(key)).toAlignedRect(), corner(canvas).geometry()
    inner = box.adjusted(3, 3, -3, -3)
    for x in range(inner.left(), inner.right()):
        for y in range(inner.top(), inner.bottom()):
            if not place.adjusted(-2, -2, 2, 2).contains(x, y):
                return QPoint(x, y)
    raise AssertionError("all of it is covered")


def come(canvas: Canvas) -> None:
    at = QPointF(9, 9)
    on_screen = QPointF(corner(canvas).mapToGlobal(at.toPoint()))
    QApplication.sendEvent(corner(canvas), QEnterEvent(at, at, on_screen))


def is_off(canvas: Canvas, key: str) -> bool:
    box = canvas.view.on_screen(canvas.part(key)).toAlignedRect()
    return not corner(canvas).geometry().intersects(box)


# ---------------------------------------------------------------- seen through


def test_at_rest_over_cards_they_are_seen_through_it(canvas: Canvas) -> None:
    assert corner(canvas)._fading.opacity == THROUGH
    assert not corner(canvas).testAttribute(OPAQUE)
    place = corner(canvas).geometry().adjusted(4, 4, -4, -4)
    through = canvas.view.grab(place).toImage()
    corner(canvas)._fade(1.0)
    whole = canvas.view.grab(place).toImage()
    corner(canvas).hide()
    bare = canvas.view.grab(place).toImage()
    dots = [(x, y) for x in range(bare.width()) for y in range(bare.height())]
    letters = [dot for dot in dots if bare.pixelColor(*dot).lightness() < 60]
    assert len(letters) > 30

    def lightness(image: QImage) -> float:
        return sum(image.pixelColor(*dot).lightness() for dot in letters) / len(letters)

    assert lightness(through) < 130 < lightness(whole)


def test_where_no_card_lies_it_stays_whole(qtbot: QtBot) -> None:
    canvas = Canvas(qtbot, small())
    canvas.view.set_zoom(3.0)
    canvas.view.scroll_by(10_000, 10_000)
    qtbot.waitUntil(lambda: not corner(canvas)._rest.isActive(), timeout=20_000)
    assert covered(canvas.view, canvas.view.picture, corner(canvas).geometry()) == 0
    assert not corner(canvas).seen_through
    assert corner(canvas).testAttribute(OPAQUE)
    canvas.session.close()


def test_while_the_map_moves_it_is_whole_and_costs_a_frame_nothing(
    canvas: Canvas, qtbot: QtBot
) -> None:
    canvas.view.scroll_by(40, 0)
    assert not corner(canvas).seen_through
    assert corner(canvas).testAttribute(OPAQUE)
    qtbot.waitUntil(lambda: corner(canvas).seen_through, timeout=20_000)


def test_the_pointer_brings_it_back_and_finds_it_whole(canvas: Canvas, qtbot: QtBot) -> None:
    come(canvas)
    assert not corner(canvas).seen_through
    before = canvas.view.seen()
    QTest.mouseClick(corner(canvas), LEFT, PLAIN, QPoint(8, 8))
    assert canvas.view.seen() != before
    canvas.view.keep(before.topLeft(), QPointF())
    QApplication.sendEvent(corner(canvas), QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: corner(canvas).seen_through, timeout=20_000)


@pytest.mark.parametrize("reduced", [True, False])
def test_it_fades_in_steps_only_where_movement_is_wanted(
    canvas: Canvas, qtbot: QtBot, reduced: bool
) -> None:
    canvas.view.reduced_motion = reduced
    come(canvas)
    seen = list[float]()
    corner(canvas)._fading.valueChanged.connect(seen.append)
    QApplication.sendEvent(corner(canvas), QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: corner(canvas)._fading.opacity == THROUGH, timeout=20_000)
    assert bool(seen) != reduced


# ---------------------------------------------------------------- reached


def test_it_steps_aside_for_a_card_on_which_the_pointer_rests(canvas: Canvas) -> None:
    key = under(canvas)
    at = free_spot(canvas, key)
    port = canvas.view.viewport()
    QApplication.sendEvent(port, QHelpEvent(QEvent.Type.ToolTip, at, port.mapToGlobal(at)))
    assert is_off(canvas, key)
    QToolTip.hideText()


def test_it_steps_aside_for_a_rubber_band(canvas: Canvas) -> None:
    home = corner(canvas).geometry()
    start = next(
        at
        for x in range(home.left() - 200, home.left())
        if canvas.view.part_at(at := QPoint(x, home.center().y())) is None
    )
    canvas.carry(start, home.center())
    assert not corner(canvas).geometry().contains(home.center())
    canvas.release(home.center())
    assert canvas.selection


def test_a_click_with_ctrl_selects_the_card_beneath_and_frees_it(canvas: Canvas) -> None:
    key = under(canvas)
    canvas.session.select(("t0-0-0",))
    box = canvas.view.on_screen(canvas.part(key)).toAlignedRect()
    spot = box.intersected(corner(canvas).geometry()).center()
    at = corner(canvas).mapFromParent(spot)
    before = canvas.view.seen()
    QTest.mouseClick(corner(canvas), LEFT, CTRL, at)
    assert canvas.selection == ("t0-0-0", key)
    assert is_off(canvas, key)
    assert canvas.view.seen() == before


def test_the_menu_is_that_of_the_card_beneath(canvas: Canvas, qtbot: QtBot) -> None:
    key = under(canvas)
    box = canvas.view.on_screen(canvas.part(key)).toAlignedRect()
    spot = box.intersected(corner(canvas).geometry()).center()
    at = corner(canvas).mapFromParent(spot)
    on_screen = corner(canvas).mapToGlobal(at)
    QTest.mousePress(corner(canvas), RIGHT, PLAIN, at)
    assert canvas.selection == (key,)
    reason = QContextMenuEvent.Reason.Mouse
    with qtbot.waitSignal(canvas.view.menu_requested, timeout=20_000) as asked:
        QApplication.sendEvent(corner(canvas), QContextMenuEvent(reason, at, on_screen))
    assert asked.args[1] == key
    QTest.mouseRelease(corner(canvas), RIGHT, PLAIN, at)
