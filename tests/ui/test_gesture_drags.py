"""Dragging what is no card to another card: moods on the curve, cards into lines, headings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.model.journey import Persona, Touchpoint
from journeymap.picture.face import CurveFace
from journeymap.picture.picture import Part
from journeymap.ui.canvas import handles, heads
from tests.ui.hands import LEFT, Canvas, small

ALT, ESC = Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Escape


@pytest.fixture(params=["en", "fa"])
def canvas(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Canvas]:
    made = Canvas(qtbot, small(request.param))
    yield made
    made.session.close()


def ways(canvas: Canvas) -> set[str]:
    return {f"{f.source}>{f.target}" for f in canvas.session.map.flows}


def found(canvas: Canvas, key: str) -> Touchpoint:
    touchpoint = canvas.session.index.touchpoint(key)
    assert touchpoint is not None
    return touchpoint


# ---------------------------------------------------------------- the curve


def curve(canvas: Canvas) -> Part:
    picture = canvas.view.picture
    assert picture is not None
    return next(part for part in picture.parts if isinstance(part.face, CurveFace))


def on_curve(canvas: Canvas, key: str, value: int | None = None) -> QPoint:
    """Return where a touchpoint's emotion is on the curve, or where it would be with a value."""
    part = curve(canvas)
    face = part.face
    assert isinstance(face, CurveFace)
    dot = next(dot for line in face.lines for dot in line.dots if dot.key == key)
    y = dot.y if value is None else face.grid[2 - value][0]
    at = QPointF(part.box.x + dot.x, part.box.y + y)
    return canvas.view.viewportTransform().map(at).toPoint()


def test_a_point_of_the_curve_is_dragged_to_another_value(canvas: Canvas) -> None:
    goal = on_curve(canvas, "pay", 1)
    canvas.carry(on_curve(canvas, "pay"), goal)
    mood = canvas.view.sketch.mood
    assert mood is not None
    assert mood.value == 1
    assert "good" in canvas.view.pointer.said or canvas.session.lang != "en"
    assert found(canvas, "pay").emotion == -2
    canvas.release(goal)
    assert found(canvas, "pay").emotion == 1
    assert len(canvas.steps) == 1
    assert canvas.selection == ("pay",)
    assert canvas.view.sketch.mood is None
    canvas.session.undo()
    assert found(canvas, "pay").emotion == -2


def test_a_mood_stops_at_the_ends_of_the_scale(canvas: Canvas) -> None:
    canvas.carry(on_curve(canvas, "pay"), on_curve(canvas, "pay", 2) - QPoint(0, 60))
    canvas.release(on_curve(canvas, "pay", 2) - QPoint(0, 60))
    assert found(canvas, "pay").emotion == 2


def test_a_mood_let_go_where_it_was_is_no_step(canvas: Canvas) -> None:
    at = on_curve(canvas, "pay")
    canvas.carry(at, on_curve(canvas, "pay", 0))
    canvas.go(at)
    canvas.release(at)
    assert canvas.steps == []


def test_esc_leaves_the_mood_as_it_was(canvas: Canvas) -> None:
    goal = on_curve(canvas, "pay", 2)
    canvas.carry(on_curve(canvas, "pay"), goal)
    canvas.key(ESC)
    canvas.release(goal)
    assert found(canvas, "pay").emotion == -2
    assert canvas.steps == []


def test_with_a_persona_in_view_the_mood_is_theirs(qtbot: QtBot) -> None:
    m = small().model_copy(update={"personas": (Persona(id="mina", name="Mina"),)})
    canvas = Canvas(qtbot, m)
    canvas.session.set_view(persona="mina")
    goal = on_curve(canvas, "pay", 2)
    canvas.carry(on_curve(canvas, "pay"), goal)
    canvas.release(goal)
    assert found(canvas, "pay").emotion == -2
    assert found(canvas, "pay").by_persona["mina"].emotion == 2
    canvas.session.close()


def test_a_click_on_a_point_of_the_curve_selects_its_touchpoint(canvas: Canvas) -> None:
    at = on_curve(canvas, "pay")
    canvas.go(at)
    assert canvas.view.viewport().cursor().shape() == Qt.CursorShape.SizeVerCursor
    canvas.press(at)
    canvas.release(at)
    assert canvas.selection == ("pay",)
    assert canvas.steps == []


def test_the_mean_of_a_collapsed_stage_cannot_be_dragged(canvas: Canvas) -> None:
    canvas.session.set_view(collapsed=frozenset(("buy",)))
    part = curve(canvas)
    assert isinstance(part.face, CurveFace)
    dots = [dot for line in part.face.lines for dot in line.dots]
    for dot in dots:
        at = QPointF(part.box.x + dot.x, part.box.y + dot.y)
        assert (
            handles.dot_at(canvas.view, canvas.view.viewportTransform().map(at).toPoint()) is None
        )


# ---------------------------------------------------------------- into a line


def between(canvas: Canvas, one: str, other: str) -> QPoint:
    """Return a point in the gap between two cards that stand side by side."""
    boxes = sorted((canvas.part(key).box for key in (one, other)), key=lambda box: box.x)
    middle = QPointF(
        (boxes[0].right + boxes[1].x) / 2, max(b.y for b in boxes) + min(b.h for b in boxes) / 2
    )
    return canvas.view.viewportTransform().map(middle).toPoint()


def test_a_card_dropped_between_two_connected_ones_is_put_into_their_line(canvas: Canvas) -> None:
    goal = between(canvas, "ad", "page")
    canvas.carry(canvas.at("take"), goal)
    flow = canvas.view.sketch.flow
    assert flow is not None
    assert flow.key == "ad -> page"
    assert "Alt" in canvas.view.pointer.said
    canvas.release(goal)
    assert {"ad>take", "take>page"} <= ways(canvas)
    assert "ad>page" not in ways(canvas)
    assert (found(canvas, "take").stage, found(canvas, "take").channel) == ("find", "web")
    assert len(canvas.steps) == 1
    assert canvas.view.sketch.flow is None
    canvas.session.undo()
    assert ways(canvas) == {"ad>page", "page>pay", "pay>take"}


def test_the_line_that_a_card_is_taken_out_of_is_closed(canvas: Canvas) -> None:
    # given ad → page → pay → take, and page put between pay and take
    start, goal = canvas.at("page"), canvas.at("page")
    picture = canvas.view.picture
    assert picture is not None
    part = canvas.part("pay -> take")
    points = part.face.points  # type: ignore[attr-defined]  # faces of flows have them
    (x1, y1), (x2, y2) = points[0], points[1]
    middle = QPointF(part.box.x + (x1 + x2) / 2, part.box.y + (y1 + y2) / 2)
    goal = canvas.view.viewportTransform().map(middle).toPoint()
    canvas.carry(start, goal)
    canvas.release(goal)
    assert ways(canvas) == {"ad>pay", "pay>page", "page>take"}


def test_with_alt_a_card_is_only_moved(canvas: Canvas) -> None:
    goal = between(canvas, "ad", "page")
    canvas.carry(canvas.at("take"), goal)
    QTest.keyPress(canvas.view, Qt.Key.Key_Alt)
    assert canvas.view.sketch.flow is None
    QTest.keyRelease(canvas.view, Qt.Key.Key_Alt, ALT)
    assert canvas.view.sketch.flow is not None
    QTest.mouseRelease(canvas.view.viewport(), LEFT, ALT, goal)
    assert ways(canvas) == {"ad>page", "page>pay", "pay>take"}
    assert found(canvas, "take").stage == "find"


def test_an_end_of_a_flow_is_not_put_into_it(canvas: Canvas) -> None:
    goal = between(canvas, "ad", "page")
    canvas.carry(canvas.at("page"), goal)
    assert canvas.view.sketch.flow is None
    canvas.key(ESC)
    canvas.release(goal)


def test_several_cards_are_only_moved(canvas: Canvas) -> None:
    canvas.session.select(("take", "pay"))
    goal = between(canvas, "ad", "page")
    canvas.carry(canvas.at("take"), goal)
    assert canvas.view.sketch.flow is None
    canvas.release(goal)
    assert ways(canvas) == {"ad>page", "page>pay", "pay>take"}


# ---------------------------------------------------------------- headings


def test_a_stage_is_dragged_before_another_one(canvas: Canvas) -> None:
    start, goal = canvas.at("buy"), canvas.at("find")
    rtl = canvas.session.map.language == "fa"
    goal += QPoint(40 if rtl else -40, 0)
    canvas.carry(start, goal)
    assert canvas.view.sketch.bar is not None
    assert canvas.steps == []
    canvas.release(goal)
    assert [stage.id for stage in canvas.session.map.stages] == ["buy", "find"]
    assert len(canvas.steps) == 1
    assert canvas.view.sketch.bar is None
    assert canvas.selection == ("buy",)
    canvas.session.undo()
    assert [stage.id for stage in canvas.session.map.stages] == ["find", "buy"]


def test_a_stage_is_dragged_to_the_end(canvas: Canvas) -> None:
    rtl = canvas.session.map.language == "fa"
    goal = canvas.at("buy") + QPoint(-40 if rtl else 40, 0)
    canvas.carry(canvas.at("find"), goal)
    canvas.release(goal)
    assert [stage.id for stage in canvas.session.map.stages] == ["buy", "find"]


def test_a_stage_let_go_at_its_own_place_makes_no_step(canvas: Canvas) -> None:
    canvas.carry(canvas.at("find"), canvas.at("find") + QPoint(20, 4))
    assert canvas.view.sketch.bar is None
    canvas.release(canvas.at("find") + QPoint(20, 4))
    assert canvas.steps == []


def test_a_channel_is_dragged_by_its_head(canvas: Canvas) -> None:
    goal = canvas.at("web") - QPoint(0, 20)
    canvas.carry(canvas.at("shop"), goal)
    assert canvas.view.sketch.bar is not None
    canvas.release(goal)
    assert [channel.id for channel in canvas.session.map.channels] == ["shop", "web"]
    assert len(canvas.steps) == 1


def test_esc_leaves_headings_where_they_are(canvas: Canvas) -> None:
    goal = canvas.at("web") - QPoint(0, 20)
    canvas.carry(canvas.at("shop"), goal)
    canvas.key(ESC)
    canvas.release(goal)
    assert [channel.id for channel in canvas.session.map.channels] == ["web", "shop"]
    assert canvas.steps == []


def test_a_lane_is_dragged_by_its_head_in_the_view_alone(canvas: Canvas) -> None:
    picture = canvas.view.picture
    assert picture is not None
    head = next(
        part
        for part in picture.parts
        if part.kind == "lane" and heads.key_in(picture, part) == "curve"
    )
    start = canvas.view.on_screen(head).center().toPoint()
    goal = canvas.at("web") - QPoint(0, 20)
    before = canvas.session.map
    canvas.carry(start, goal)
    canvas.release(goal)
    assert canvas.session.view.lanes[0] == "curve"
    assert canvas.session.map is before


# ---------------------------------------------------------------- several cards


def test_cards_of_several_cells_hang_in_a_stack_and_it_is_said_where_they_go(
    canvas: Canvas,
) -> None:
    canvas.session.select(["ad", "take"])
    canvas.carry(canvas.at("ad"), canvas.ground("buy", "web"))

    places = {part.key: (x, y) for part, x, y in canvas.view.preview.ghosts}
    (x1, y1), (x2, y2) = places["ad"], places["take"]
    assert 0 < x2 - x1 < 20
    assert 0 < y2 - y1 < 20
    assert [part.key for part, *_ in canvas.view.preview.ghosts][-1] == "ad"  # the one in the hand
    assert canvas.view.pointer.said == "Move 2 touchpoints to Buy"
    canvas.key(ESC)


def test_cards_of_one_cell_keep_their_distance(canvas: Canvas) -> None:
    canvas.session.select(["ad", "page"])
    canvas.carry(canvas.at("ad"), canvas.ground("buy", "web"))

    places = {part.key: x for part, x, _ in canvas.view.preview.ghosts}
    apart = canvas.part("page").box.x - canvas.part("ad").box.x
    assert places["page"] - places["ad"] == apart
    canvas.key(ESC)


def test_the_plus_to_pull_a_flow_from_stands_beside_the_name(canvas: Canvas) -> None:
    canvas.click("pay")
    (plus,) = (each for each in canvas.view.handles() if each.what == "out")
    card = canvas.view.on_screen(canvas.part("pay"))
    seen = canvas.view.viewportTransform().map(plus.at) + QPointF(plus.beside, 0)
    assert not card.contains(seen)
    assert handles.at(canvas.view, seen.toPoint()) == plus
