"""Stages collapsed to a card, lanes folded to their heads: by signs, clicks, keys and menus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.text import M, Message
from journeymap.picture.picture import Part
from journeymap.picture.signs import fold_sign
from journeymap.ui.canvas import folding
from journeymap.ui.view_menus import lane_menu, lanes_menu, rows_menu
from tests.ui.hands import LEFT, PLAIN, Canvas, small


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    m = small()
    pain = edits.new_record("pain_point", id="hurts", name="It hurts", at=("pay",))
    made = Canvas(qtbot, edits.add(m, pain))
    yield made
    made.session.close()


def sign(canvas: Canvas, part: Part) -> QPoint:
    box = fold_sign(part)
    assert box is not None
    dx, dy = canvas.view.pins().offset(part)
    middle = QPointF(box.x + box.w / 2 + dx, box.y + box.h / 2 + dy)
    return canvas.view.viewportTransform().map(middle).toPoint()


def summary(canvas: Canvas, key: str) -> Part:
    return canvas.view.summaries[key]


def head(canvas: Canvas, lane: str) -> Part:
    picture = canvas.view.picture
    assert picture is not None
    return next(p for p in picture.parts if folding.lane_of(picture, p) == lane)


def on_card(canvas: Canvas, key: str) -> QPoint:
    return canvas.view.on_screen(summary(canvas, key)).center().toPoint()


def test_a_click_on_the_sign_of_a_stage_collapses_and_expands_it(canvas: Canvas) -> None:
    QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, sign(canvas, canvas.part("buy")))
    assert canvas.session.view.collapsed == {"buy"}
    assert canvas.view.part_of("pay") is None

    QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, sign(canvas, canvas.part("buy")))
    assert not canvas.session.view.collapsed
    assert canvas.part("pay")
    assert canvas.steps == []


def test_a_click_on_the_sign_of_a_lane_folds_it(canvas: Canvas) -> None:
    tall = head(canvas, "curve").box.h
    QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, sign(canvas, head(canvas, "curve")))
    assert canvas.session.view.folded == {"curve"}
    assert head(canvas, "curve").box.h < tall


def test_a_sign_is_found_where_its_heading_floats(canvas: Canvas) -> None:
    canvas.view.set_zoom(2.0)
    canvas.view.scroll_by(0, 260)
    assert canvas.view.pins().dy > 0
    QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, sign(canvas, canvas.part("find")))
    assert canvas.session.view.collapsed == {"find"}


def test_a_summary_card_is_selected_by_a_click_and_expanded_by_two(canvas: Canvas) -> None:
    folding.toggle_stages(canvas.session, ("buy",))
    QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, on_card(canvas, "buy"))
    assert canvas.selection == ("buy",)
    assert summary(canvas, "buy") in canvas.view.marks.selected
    canvas.double(on_card(canvas, "buy"))
    assert not canvas.session.view.collapsed
    assert canvas.view.editor is None


def test_keys_walk_over_summary_cards(canvas: Canvas) -> None:
    folding.toggle_stages(canvas.session, ("buy",))
    canvas.click("page")
    canvas.key(Qt.Key.Key_Right)
    assert canvas.selection == ("buy",)
    canvas.key(Qt.Key.Key_Left)
    assert canvas.selection[0] in ("page", "visit")
    canvas.key(Qt.Key.Key_End)
    assert canvas.selection == ("buy",)


def test_the_action_collapses_the_stage_of_a_selected_card(canvas: Canvas) -> None:
    canvas.click("pay")
    folding.collapse_selected(canvas.session)
    assert canvas.session.view.collapsed == {"buy"}
    assert canvas.selection == ("buy",)
    folding.collapse_selected(canvas.session)
    assert not canvas.session.view.collapsed


def test_without_a_stage_it_says_what_to_do(canvas: Canvas) -> None:
    reasons: list[Message] = []
    canvas.session.refused.connect(reasons.append)
    folding.collapse_selected(canvas.session)
    assert "stage" in str(reasons[-1])


def test_what_is_revealed_is_unfolded_first(canvas: Canvas) -> None:
    folding.collapse_all(canvas.session)
    folding.toggle_lane(canvas.session, "pains")
    assert canvas.session.view.collapsed == {"find", "buy"}
    canvas.session.jump("pay")
    assert canvas.session.view.collapsed == {"find"}
    canvas.session.jump("hurts")
    assert not canvas.session.view.folded


def test_all_is_collapsed_and_expanded(canvas: Canvas) -> None:
    folding.collapse_all(canvas.session)
    folding.toggle_lane(canvas.session, "curve")
    folding.expand_all(canvas.session)
    assert not canvas.session.view.collapsed
    assert not canvas.session.view.folded


# ---------------------------------------------------------------- menus


def entries(menu: QMenu) -> dict[str, QAction]:
    return {action.text(): action for action in menu.actions() if action.text()}


def test_the_menu_of_a_lane_moves_hides_and_folds_it(canvas: Canvas) -> None:
    session = canvas.session

    def press(words: str) -> None:
        menu = QMenu()
        lane_menu(menu, session, "curve")
        entries(menu)[words].trigger()

    press("Move the lane up")
    assert session.view.lanes[0] == "curve"
    press("Move the lane up")
    assert session.view.lanes[0] == "curve"
    press("Move the lane down")
    assert session.view.lanes == ("channels", "curve", "pains")
    press("Fold the lane")
    assert session.view.folded == {"curve"}
    press("Hide the lane")
    assert session.view.lanes == ("channels", "pains")


def test_the_last_lane_cannot_be_hidden(canvas: Canvas) -> None:
    canvas.session.set_view(lanes=("curve",))
    folding.show_lane(canvas.session, "curve", False)
    assert canvas.session.view.lanes == ("curve",)


def test_the_menu_of_lanes_has_a_tick_at_those_shown_and_shows_others(canvas: Canvas) -> None:
    menu = QMenu()
    lanes_menu(menu, canvas.session)
    ticked = [a.text() for a in menu.actions() if a.isCheckable() and a.isChecked()]
    assert ticked == ["Channels", "Experience", "Pain points and opportunities"]
    next(a for a in menu.actions() if a.text() == "Metrics").trigger()
    assert canvas.session.view.lanes[-1] == "metrics"


def test_rows_can_stand_for_owners(canvas: Canvas) -> None:
    menu = QMenu()
    rows_menu(menu, canvas.session)
    entries(menu)["By owner"].trigger()
    assert canvas.session.view.rows == "owner"


@pytest.mark.parametrize(
    ("entry", "why"), [("By owner", "no owners"), ("By persona", "no touchpoint names")]
)
def test_rows_that_nothing_tells_apart_say_why(canvas: Canvas, entry: str, why: str) -> None:
    session = canvas.session
    bare = [t.model_copy(update={"owner": None, "personas": ()}) for t in session.map.touchpoints]
    plain = [c.model_copy(update={"owner": None}) for c in session.map.channels]
    session.commit(
        M("Forget who"),
        lambda m: m.model_copy(update={"touchpoints": tuple(bare), "channels": tuple(plain)}),
    )
    told: list[str] = []
    session.told.connect(lambda message: told.append(str(message)))
    menu = QMenu()
    rows_menu(menu, session)
    entries(menu)["By channel"].trigger()
    assert told == []
    entries(menu)[entry].trigger()
    assert len(told) == 1
    assert why in told[0]


def test_the_view_is_kept_in_the_map_as_one_step(canvas: Canvas) -> None:
    session = canvas.session
    session.set_view(lanes=("curve", "channels"), rows="owner", columns=4)
    folding.keep_view(session)
    look = session.map.look
    assert look is not None
    assert (look.lanes, look.rows, look.columns) == (("curve", "channels"), "owner", 4)
    assert canvas.steps == ["Keep the view"]
    folding.keep_view(session)
    assert canvas.steps == ["Keep the view"]
    session.undo()
    assert session.map.look is None
