"""What is in sight stays in sight: in less room, with other rows, with badges and marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.picture.draw import corner
from journeymap.picture.picture import Part
from journeymap.ui import making
from journeymap.ui.canvas.badges import Badge
from journeymap.ui.canvas.camera import MARGIN
from journeymap.ui.seen import how_seen, see_again
from tests.ui.hands import Canvas


@pytest.fixture
def coffee(qtbot: QtBot, examples: Path) -> Canvas:
    return Canvas(qtbot, read_file(examples / "coffee-app.yaml").map)


def test_what_is_selected_stays_in_sight_when_the_room_shrinks(coffee: Canvas) -> None:
    # given a selected card that is in sight
    view = coffee.view
    coffee.session.jump("pay")
    pay = coffee.part("pay")
    assert QRectF(view.viewport().rect()).contains(view.on_screen(pay))
    # when strips and panels take room from the canvas
    view.resize(view.width() - 140, view.height() - 160)
    # then it still is, and not under the overview
    shown = view.on_screen(coffee.part("pay"))
    assert QRectF(view.viewport().rect()).contains(shown)
    if view.minimap.isVisible():
        under = QRectF(view.minimap.geometry().translated(-view.viewport().pos()))
        assert not under.intersects(shown)


def test_other_rows_leave_no_emptiness_over_the_map(coffee: Canvas) -> None:
    # given a map too large for its window, seen from its beginning, and nothing selected
    view = coffee.view
    view.begin()
    before = view.on_screen(next(p for p in _parts(coffee) if p.kind == "stage")).top()
    # when its rows are others
    coffee.session.set_view(rows="owner")
    coffee.session.set_view(collapsed=frozenset(s.id for s in coffee.session.map.stages))
    # then the stages are no further down than they were
    assert view.on_screen(next(p for p in _parts(coffee) if p.kind == "stage")).top() <= before + 1


def test_badges_of_an_arrow_stand_beside_its_words(coffee: Canvas) -> None:
    # given an arrow with words on which there are findings and a conversation
    view = coffee.view
    flow = next(p for p in _parts(coffee) if p.kind == "flow" and p.face.label is not None)
    badges = view.badges
    badges.badges = {flow.key: Badge(1, "warning")}
    badges.comments = {flow.key: 1}
    # when their places are asked for
    spots = list(badges.spots(flow))
    # then there are two, and neither lies on the words
    label, (x, y) = flow.face.label, flow.face.label_at
    middle = QPointF(flow.box.x + x, flow.box.y + y)
    half = QRectF(-label.width / 2, -label.height / 2, label.width, label.height)
    words = half.translated(middle)
    assert len(spots) == 2
    for spot in spots:
        assert not words.intersects(QRectF(-8, -8, 16, 16).translated(spot.centre))


def test_the_corner_marks_of_a_card_are_known_from_both_sides(coffee: Canvas) -> None:
    face = coffee.part("pay").face
    marks = corner(face)
    assert len(marks) == 2
    assert all(box.x > face.w / 2 for box in marks)
    turned = corner(face._replace(rtl=True))
    assert all(box.right < face.w / 2 for box in turned)
    assert corner(coffee.part("pick-up").face)
    assert not corner(coffee.part("see-ad").face)


def _parts(canvas: Canvas) -> tuple[Part, ...]:
    assert canvas.view.picture is not None
    return canvas.view.picture.parts


def test_what_is_said_while_connecting_leaves_the_card_in_sight(coffee: Canvas) -> None:
    view = coffee.view
    view.resize(900, 420)
    view.set_zoom(1.0)
    pay = coffee.part("pay")
    height = view.viewport().height()
    view.keep(QPointF(pay.box.x, pay.box.bottom), QPointF(400, height - 8))  # at the lower edge
    coffee.click("pay")
    assert view.on_screen(coffee.part("pay")).bottom() > height - 60
    making.connect(coffee.session, view)
    assert view.connecting.on
    said = view.connecting.covered()
    assert said.isValid()
    assert not said.intersects(view.on_screen(coffee.part("pay")))
    assert QRectF(view.viewport().rect()).contains(said)


def test_a_map_left_in_a_small_window_is_found_again_without_emptiness(coffee: Canvas) -> None:
    view = coffee.view
    view.resize(260, 300)
    view.begin()
    kept = how_seen(coffee.session, view) | {"fitted": False}
    view.resize(1000, 700)
    see_again(coffee.session, view, kept)
    assert max(view.emptiness()) <= MARGIN + 1
    view.resize(260, 300)  # as panels come and take their room
    assert max(view.emptiness()) <= MARGIN + 1
    assert view.zoom == pytest.approx(kept["zoom"])
