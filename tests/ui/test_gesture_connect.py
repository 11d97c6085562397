"""Flows drawn by hand: pulled from a card's edge, led elsewhere by an end, chosen by keys."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.model.journey import Persona
from journeymap.ui import asking, capture, making
from journeymap.ui.canvas import accessible, handles
from journeymap.ui.main_window import MainWindow
from tests.ui.hands import CTRL, SHIFT, Canvas, small
from tests.ui.window import joined

ENTER, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
LEFT, RIGHT, DOWN = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down


@pytest.fixture(params=["en", "fa"])
def canvas(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Canvas]:
    made = Canvas(qtbot, small(request.param))
    yield made
    made.session.close()


def ways(canvas: Canvas) -> list[str]:
    return [f"{f.source}>{f.target}" for f in canvas.session.map.flows]


def handle(canvas: Canvas, key: str, what: str = "out") -> QPoint:
    """Select a record and return where its handle is."""
    canvas.session.select((key,))
    found = [each for each in handles.shown(canvas.view) if each[:2] == (what, key)]
    assert found, (key, what)
    return canvas.view.viewportTransform().map(found[0].at).toPoint()


def pull(canvas: Canvas, key: str, goal: QPoint, what: str = "out") -> None:
    canvas.carry(handle(canvas, key, what), goal)


# ---------------------------------------------------------------- by pulling


def test_a_card_under_the_pointer_has_a_handle_at_its_end_side(canvas: Canvas) -> None:
    canvas.go(canvas.at("page"))
    (found,) = handles.shown(canvas.view)
    box, rtl = canvas.part("page").box, canvas.session.map.language == "fa"
    assert found.at.x() == (box.x if rtl else box.right)
    # when the pointer is on the half of it that stands beside the card
    out = canvas.view.viewportTransform().map(found.at).toPoint() + QPoint(-6 if rtl else 6, 0)
    canvas.go(out)
    # then it stays
    assert [each.key for each in handles.shown(canvas.view)] == ["page"]
    assert canvas.view.viewport().cursor().shape() == Qt.CursorShape.CrossCursor


def test_a_line_pulled_to_another_card_connects_them_in_one_step(canvas: Canvas) -> None:
    goal = canvas.at("take")
    pull(canvas, "visit", goal)
    sketch = canvas.view.sketch
    assert sketch.lit is not None
    assert sketch.lit.key == "take"
    assert sketch.line is not None
    assert sketch.line.good
    # it leads from the end side of the one to the start side of the other
    rtl = canvas.session.map.language == "fa"
    start, end = canvas.part("visit").box, canvas.part("take").box
    assert sketch.line.start.x() == (start.x if rtl else start.right)
    assert sketch.line.end.x() == (end.right if rtl else end.x)
    assert len(sketch.choices) == 4  # all but the card itself
    assert len(canvas.steps) == 0
    canvas.release(goal)
    assert "visit>take" in ways(canvas)
    assert len(canvas.steps) == 1
    assert sketch.line is None
    assert sketch.lit is None
    canvas.session.undo()
    assert "visit>take" not in ways(canvas)


def test_one_more_way_on_is_a_choice(canvas: Canvas) -> None:
    goal = canvas.at("visit")
    pull(canvas, "ad", goal)
    canvas.release(goal)
    flow = next(f for f in canvas.session.map.flows if f.target == "visit")
    assert flow.kind == "choice"


@pytest.mark.parametrize(("goal", "word"), [("ad", "itself"), ("page", "already")])
def test_a_refused_card_says_why_beside_the_pointer(
    canvas: Canvas, reasons: list[str], goal: str, word: str
) -> None:
    before = canvas.session.map
    pull(canvas, "ad", canvas.at(goal))
    assert word in canvas.view.pointer.said
    assert canvas.view.sketch.lit is None
    assert canvas.view.sketch.refused is not None
    canvas.release(canvas.at(goal))
    assert canvas.session.map is before
    assert len(reasons) == 1
    assert canvas.view.pointer.said == ""


def test_a_line_let_go_in_a_cell_makes_a_card_there_ready_to_name(
    canvas: Canvas, qtbot: QtBot
) -> None:
    pull(canvas, "page", goal := canvas.ground("buy", "shop"))
    assert "new touchpoint" in canvas.view.pointer.said
    canvas.release(goal)
    qtbot.waitUntil(lambda: canvas.view.editor is not None)
    editor = canvas.view.editor
    assert editor is not None
    QTest.keyClicks(editor, "Ask")
    QTest.keyClick(editor, Qt.Key.Key_F2)
    QTest.keyClick(editor, ENTER)
    made = canvas.session.index.touchpoint("ask")
    assert made is not None
    assert (made.stage, made.channel) == ("buy", "shop")
    assert "page>ask" in ways(canvas)
    canvas.view.renaming.cancel()


def test_a_line_let_go_in_a_row_of_a_persona_is_for_that_persona(qtbot: QtBot) -> None:
    m = small().model_copy(update={"personas": (Persona(id="mina", name="Mina"),)})
    canvas = Canvas(qtbot, m)
    canvas.session.set_view(rows="persona")
    canvas.view.fit()
    pull(canvas, "page", goal := canvas.ground("buy", "mina"))
    canvas.release(goal)
    made = next(t for t in canvas.session.map.touchpoints if t.name.startswith("New"))
    assert made.personas == ("mina",)
    assert made.channel == "web"
    canvas.session.close()


def test_esc_takes_the_line_away(canvas: Canvas) -> None:
    before = canvas.session.map
    goal = canvas.at("take")
    pull(canvas, "visit", goal)
    canvas.key(ESC)
    assert canvas.view.sketch.line is None
    assert not canvas.view.layer.dimmed
    canvas.release(goal)
    assert canvas.session.map is before


def test_a_line_near_the_edge_scrolls_the_map(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.view.set_zoom(2.0)
    canvas.session.jump("visit")
    start = handle(canvas, "visit")
    port = canvas.view.viewport().rect()
    rtl = canvas.session.map.language == "fa"
    edge = QPoint(3 if rtl else port.right() - 3, port.center().y())
    was = canvas.view.horizontalScrollBar().value()
    canvas.carry(start, edge)
    qtbot.waitUntil(lambda: canvas.view.horizontalScrollBar().value() != was)
    canvas.key(ESC)
    canvas.release(edge)


# ---------------------------------------------------------------- by an end of a flow


def test_the_end_of_a_selected_flow_is_led_to_another_card(canvas: Canvas) -> None:
    goal = canvas.at("take")
    pull(canvas, "page -> pay", goal, "end")
    line, rtl = canvas.view.sketch.line, canvas.session.map.language == "fa"
    start, end = canvas.part("page").box, canvas.part("take").box
    assert line is not None
    assert line.start.x() == (start.x if rtl else start.right)
    assert line.end.x() == (end.right if rtl else end.x)
    canvas.release(goal)
    assert ways(canvas) == ["ad>page", "page>take", "pay>take"]
    assert len(canvas.steps) == 1
    assert canvas.selection == ("page -> take",)
    canvas.session.undo()
    assert ways(canvas) == ["ad>page", "page>pay", "pay>take"]


def test_the_start_of_a_selected_flow_is_led_to_another_card(canvas: Canvas) -> None:
    goal = canvas.at("visit")
    pull(canvas, "page -> pay", goal, "start")
    line, rtl = canvas.view.sketch.line, canvas.session.map.language == "fa"
    start, end = canvas.part("visit").box, canvas.part("pay").box
    assert line is not None
    assert line.start.x() == (start.x if rtl else start.right)
    assert line.end.x() == (end.right if rtl else end.x)
    canvas.release(goal)
    assert "visit>pay" in ways(canvas)
    assert len(canvas.steps) == 1


def test_an_end_cannot_be_led_to_the_other_end(canvas: Canvas, reasons: list[str]) -> None:
    before = canvas.session.map
    goal = canvas.at("page")
    pull(canvas, "page -> pay", goal, "end")
    assert "itself" in canvas.view.pointer.said
    canvas.release(goal)
    assert canvas.session.map is before
    assert reasons


# ---------------------------------------------------------------- by keys and clicks


def begin(canvas: Canvas, key: str = "ad") -> None:
    canvas.session.select((key,))
    making.connect(canvas.session, canvas.view)
    assert canvas.view.connecting.on


def test_arrows_choose_and_enter_connects(canvas: Canvas) -> None:
    begin(canvas)
    mode = canvas.view.connecting
    assert "See the ad" in mode.words
    canvas.key(DOWN)
    assert mode.candidate == "visit"
    assert canvas.selection == ("ad",)
    canvas.key(ENTER)
    assert "ad>visit" in ways(canvas)
    assert len(canvas.steps) == 1
    assert not mode.on
    assert mode.words == ""


def test_tab_goes_in_reading_order_and_back(canvas: Canvas) -> None:
    begin(canvas, "page")
    mode = canvas.view.connecting
    seen = []
    for _ in range(4):
        canvas.key(TAB)
        seen.append(mode.candidate)
    order = [key for key in canvas.view.picture.reading if canvas.session.index.touchpoint(key)]
    at = order.index("page")
    # then what it leads to already is passed over
    round_about = [key for key in (*order[at + 1 :], *order[:at]) if key != "pay"]
    assert seen == [*round_about, round_about[0]]
    QTest.keyClick(canvas.view, Qt.Key.Key_Backtab, SHIFT)
    assert mode.candidate == seen[-2]


def test_typing_finds_a_card_by_its_name(canvas: Canvas) -> None:
    begin(canvas)
    mode = canvas.view.connecting
    QTest.keyClicks(canvas.view, "home")
    assert mode.typed == "home"
    assert mode.candidate == "take"
    assert canvas.view.editor is None
    canvas.key(ENTER)
    assert "ad>take" in ways(canvas)


def test_nothing_is_connected_where_no_name_fits(canvas: Canvas) -> None:
    before = canvas.session.map
    begin(canvas)
    QTest.keyClicks(canvas.view, "zzz")
    assert "no touchpoint of this name" in canvas.view.connecting.words
    canvas.key(ENTER)
    assert canvas.session.map is before
    for _ in range(3):
        canvas.key(Qt.Key.Key_Backspace)
    assert canvas.view.connecting.typed == ""


def test_an_input_method_finds_a_card(qtbot: QtBot) -> None:
    m = small("fa")
    named = tuple(
        t.model_copy(update={"name": "پرداخت"}) if t.id == "take" else t for t in m.touchpoints
    )
    canvas = Canvas(qtbot, m.model_copy(update={"touchpoints": named}))
    begin(canvas)
    event = QInputMethodEvent()
    event.setCommitString("پرد")
    QApplication.sendEvent(canvas.view, event)
    assert canvas.view.connecting.candidate == "take"
    canvas.session.close()


def test_a_click_connects_and_hovering_shows_the_line(canvas: Canvas) -> None:
    begin(canvas)
    canvas.go(canvas.at("take"))
    assert canvas.view.connecting.candidate == "take"
    assert canvas.view.sketch.line is not None
    canvas.click("take")
    assert "ad>take" in ways(canvas)
    assert canvas.selection == ("ad",)


def test_a_refused_choice_says_why_and_another_may_be_made(
    canvas: Canvas, reasons: list[str]
) -> None:
    begin(canvas)
    canvas.click("page")
    assert "already" in reasons[-1]
    assert "already" in canvas.view.connecting.words
    assert canvas.view.connecting.on
    canvas.click("pay")
    assert "ad>pay" in ways(canvas)


@pytest.mark.parametrize("how", ["esc", "ground", "select", "undo"])
def test_choosing_is_left(canvas: Canvas, how: str) -> None:
    canvas.session.select(("take",))
    making.toggle_moment(canvas.session)
    begin(canvas)
    canvas.key(DOWN)
    before = ways(canvas)
    if how == "esc":
        canvas.key(ESC)
    elif how == "ground":
        at = canvas.ground("find", "shop")
        canvas.press(at)
        canvas.release(at)
    elif how == "select":
        canvas.session.select(("pay",))
    else:
        canvas.session.undo()
        canvas.key(ESC)
    assert not canvas.view.connecting.on
    assert not canvas.view.layer.dimmed
    assert ways(canvas) == before


def test_two_selected_cards_are_connected_at_once(canvas: Canvas) -> None:
    canvas.click("visit")
    canvas.click("take", CTRL)
    making.connect(canvas.session, canvas.view)
    assert "visit>take" in ways(canvas)
    assert len(canvas.steps) == 1


def test_several_selected_cards_become_a_chain_in_reading_order(canvas: Canvas) -> None:
    # given cards selected in another order than they are read, two of them connected already
    canvas.session.select(("take", "visit", "page", "ad"))
    making.connect(canvas.session, canvas.view)
    order = [key for key in canvas.view.picture.reading if key in canvas.selection]
    assert {f"{a}>{b}" for a, b in pairwise(order)} <= set(ways(canvas))
    assert len(canvas.steps) == 1


def test_a_click_on_the_handle_asks_for_the_other_card(canvas: Canvas) -> None:
    at = handle(canvas, "ad")
    canvas.press(at)
    canvas.release(at)
    assert canvas.view.connecting.on
    canvas.click("pay")
    assert "ad>pay" in ways(canvas)


def test_a_double_click_in_a_row_of_a_persona_makes_a_card_for_them(qtbot: QtBot) -> None:
    m = small().model_copy(update={"personas": (Persona(id="mina", name="Mina"),)})
    canvas = Canvas(qtbot, m)
    canvas.session.set_view(rows="persona")
    capture.add_in_cell(canvas.session, canvas.view, "buy", "mina")
    made = next(t for t in canvas.session.map.touchpoints if t.name.startswith("New"))
    assert (made.stage, made.channel, made.personas) == ("buy", None, ("mina",))
    canvas.session.close()


def test_the_key_works_in_the_window_and_asked_for_twice_it_lists_all(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, canvas = window.session, joined(window).canvas
    assert session is not None
    canvas.setFocus()
    session.select(("pay",))
    key = Qt.Key.Key_L
    QTest.keyClick(canvas, key, CTRL)
    assert canvas.connecting.on
    # when Tab and Enter choose the next one
    QTest.keyClick(canvas, TAB)
    goal = canvas.connecting.candidate
    QTest.keyClick(canvas, ENTER)
    assert f"pay -> {goal}" in session.index
    # and it is asked for twice
    offered: list[str] = []

    def pick(_parent: object, _lang: str, _title: object, others: list[tuple[str, str]]) -> str:
        offered.extend(key for _, key in others)
        return "invite"

    monkeypatch.setattr(asking, "pick", pick)
    QTest.keyClick(canvas, key, CTRL)
    QTest.keyClick(canvas, key, CTRL)
    assert "pay -> invite" in session.index
    assert "pay" not in offered
    assert goal not in offered
    assert not canvas.connecting.on


def test_what_is_chosen_is_read_out(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(accessible, "announce", lambda view, message: said.append(str(message)))
    begin(canvas)
    canvas.key(DOWN)
    canvas.key(ESC)
    assert "Enter" in said[0]
    assert said[1:] == ["Visit", "Connecting is cancelled"]
