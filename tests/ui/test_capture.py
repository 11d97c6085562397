"""Capturing on the map with the keyboard alone: chains of cards, branches, quick entry, ratings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.journey import Channel
from journeymap.model.text import M
from journeymap.ui import capture
from journeymap.ui.canvas.completing import Completing
from journeymap.ui.canvas.editor import NameEditor
from tests.ui.hands import CTRL, Canvas, small
from tests.ui.test_typing_meant import desk_on
from tests.ui.window import example, joined, shown

ENTER, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas(qtbot, small())
    made.view.next_requested.connect(
        lambda how: capture.add_touchpoint(made.session, made.view, how)
    )
    yield made
    made.session.close()


def editor(qtbot: QtBot, canvas: Canvas, but: NameEditor | None = None) -> NameEditor:
    """Return the open name field, another one than `but`."""
    qtbot.waitUntil(lambda: canvas.view.editor not in (None, but))
    found = canvas.view.editor
    assert found is not None
    return found


def offered(canvas: Canvas) -> list[str]:
    lists = canvas.view.viewport().findChildren(Completing)
    return [name for each in lists for name in each.shown]


def ways(canvas: Canvas) -> set[str]:
    return {f"{f.source}>{f.target}" for f in canvas.session.map.flows}


def begin(qtbot: QtBot, canvas: Canvas, key: str = "pay") -> NameEditor:
    canvas.click(key)
    canvas.key(ENTER)
    return editor(qtbot, canvas)


def test_enter_after_enter_writes_a_line_between_what_was_there(
    qtbot: QtBot, canvas: Canvas
) -> None:
    first = begin(qtbot, canvas)
    QTest.keyClicks(first, "Get a receipt")
    QTest.keyClick(first, ENTER)
    second = editor(qtbot, canvas, first)
    QTest.keyClicks(second, "Check it")
    QTest.keyClick(second, ENTER)
    third = editor(qtbot, canvas, second)
    QTest.keyClick(third, ENTER)  # nothing more to say

    assert {"pay>get-a-receipt", "get-a-receipt>check-it", "check-it>take"} <= ways(canvas)
    assert "pay>take" not in ways(canvas)
    assert canvas.steps == ["Add “Get a receipt”", "Add “Check it”"]
    assert canvas.selection == ("check-it",)
    canvas.session.undo()
    canvas.session.undo()
    assert canvas.session.map == small()


def test_a_card_that_gets_its_first_name_is_selected_all_the_while(
    qtbot: QtBot, canvas: Canvas
) -> None:
    chosen: list[tuple[str, ...]] = []
    field = begin(qtbot, canvas)
    QTest.keyClicks(field, "Get a receipt")
    canvas.session.selection_changed.connect(lambda: chosen.append(canvas.session.selection))
    QTest.keyClick(field, ESC)

    assert chosen == [("get-a-receipt",)]  # under its new id, with no moment of nothing between


def test_what_can_be_done_is_right_for_a_key_right_behind_an_edit(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("pay")
        # with no turn of the event loop in between
        QTest.keyClick(desk.view, Qt.Key.Key_Delete)
        QTest.keyClick(desk.view, Qt.Key.Key_Z, CTRL)
        assert "pay" in desk.session.index
        QTest.keyClick(desk.view, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        record = desk.session.index.touchpoint("pay")
        assert record is not None
        assert record.success == 1


def test_escape_on_an_empty_card_leaves_no_trace_and_the_old_one_selected(
    qtbot: QtBot, canvas: Canvas
) -> None:
    QTest.keyClick(begin(qtbot, canvas), ESC)

    assert canvas.session.map == small()
    assert canvas.steps == []
    assert canvas.session.document.redo_text is None


def test_escape_keeps_what_was_written_on_a_new_card(qtbot: QtBot, canvas: Canvas) -> None:
    field = begin(qtbot, canvas)
    QTest.keyClicks(field, "Half a thought")
    QTest.keyClick(field, ESC)

    assert canvas.session.index.touchpoint("half-a-thought") is not None
    assert canvas.view.editor is None


def test_control_and_enter_in_the_name_branches_from_the_card(qtbot: QtBot, canvas: Canvas) -> None:
    field = begin(qtbot, canvas)
    QTest.keyClicks(field, "Ask")
    QTest.keyClick(field, ENTER, CTRL)
    branch = editor(qtbot, canvas, field)
    QTest.keyClicks(branch, "Call")
    QTest.keyClick(branch, ESC)

    assert {"pay>ask", "ask>take", "ask>call"} <= ways(canvas)
    kinds = {(f.source, f.target): f.kind for f in canvas.session.map.flows}
    assert kinds["ask", "call"] == "choice"


def test_quick_entry_says_channel_stage_emotion_and_notes(qtbot: QtBot, canvas: Canvas) -> None:
    field = begin(qtbot, canvas)
    QTest.keyClicks(field, "Complain @shop #Find -2 * !Nobody listens ?Call back")
    QTest.keyClick(field, ENTER)
    again = editor(qtbot, canvas, field)
    QTest.keyClick(again, ESC)

    made = canvas.session.index.touchpoint("complain")
    assert made is not None
    assert (made.channel, made.stage, made.emotion) == ("shop", "find", -2)
    assert made.moment_of_truth
    m = canvas.session.map
    assert [p.name for p in m.pain_points] == ["Nobody listens"]
    assert [o.solves for o in m.opportunities] == [("nobody-listens",)]
    assert canvas.steps == ["Add “Complain”"]


def test_channels_are_offered_while_they_are_typed(qtbot: QtBot, canvas: Canvas) -> None:
    field = begin(qtbot, canvas)
    QTest.keyClicks(field, "Ask @")
    assert offered(canvas) == ["Web", "Shop"]
    QTest.keyClicks(field, "s")
    assert offered(canvas) == ["Shop"]
    QTest.keyClick(field, TAB)
    assert field.toPlainText() == "Ask @Shop "
    assert offered(canvas) == []
    QTest.keyClicks(field, "#")
    QTest.keyClick(field, DOWN)
    QTest.keyClick(field, DOWN)
    QTest.keyClick(field, UP)
    QTest.keyClick(field, ENTER)
    assert field.toPlainText() == "Ask @Shop #Find "
    QTest.keyClick(field, ENTER)
    made = canvas.session.index.touchpoint("ask")
    assert made is not None
    assert (made.channel, made.stage) == ("shop", "find")


def test_escape_puts_the_list_away_first(qtbot: QtBot, canvas: Canvas) -> None:
    field = begin(qtbot, canvas)
    QTest.keyClicks(field, "Ask @s")
    QTest.keyClick(field, ESC)
    assert offered(canvas) == []
    assert canvas.view.editor is field


def test_a_whole_name_goes_on_with_one_enter(qtbot: QtBot, canvas: Canvas) -> None:
    field = begin(qtbot, canvas)
    QTest.keyClicks(field, "Ask @shop")
    QTest.keyClick(field, ENTER)
    made = canvas.session.index.touchpoint("ask")
    assert made is not None
    assert made.channel == "shop"


@pytest.mark.parametrize(
    ("typed", "name"), [("Ask #", "Ask"), ("Ask @", "Ask"), ("Ask !", "Ask !"), ("Ask?", "Ask?")]
)
def test_enter_while_a_channel_or_stage_is_only_begun_leaves_its_sign_out(
    qtbot: QtBot, canvas: Canvas, typed: str, name: str
) -> None:
    field = begin(qtbot, canvas)
    QTest.keyClicks(field, typed)
    assert bool(offered(canvas)) == (typed[-1] in "#@")
    QTest.keyClick(field, ENTER)
    made = canvas.session.index.touchpoint("ask")
    assert made is not None
    assert (made.name, made.stage, made.channel) == (name, "buy", "web")
    qtbot.waitUntil(lambda: offered(canvas) == [], timeout=20_000)


@pytest.mark.parametrize(
    ("typed", "name"), [("Pay now #", "Pay now"), (r"Press \#", "Press #"), ("Wow !", "Wow !")]
)
def test_a_name_that_is_changed_is_read_as_a_new_one_is(
    qtbot: QtBot, canvas: Canvas, typed: str, name: str
) -> None:
    canvas.click("pay")
    canvas.key(Qt.Key.Key_F2)
    field = editor(qtbot, canvas)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, ENTER)
    pay = canvas.session.index.touchpoint("pay")
    assert pay is not None
    assert (pay.name, pay.stage) == (name, "buy")
    assert canvas.steps == [f"Rename “Pay” to “{name}”"]


def test_a_name_that_ends_with_a_sign_keeps_it_when_it_is_changed(
    qtbot: QtBot, canvas: Canvas
) -> None:
    text = M("Name")
    canvas.session.commit(text, lambda m: edits.change(m, "pay", name="Press #"))
    canvas.click("pay")
    canvas.key(Qt.Key.Key_F2)
    field = editor(qtbot, canvas)
    QTest.keyClick(field, Qt.Key.Key_Home)
    QTest.keyClicks(field, "Then ")
    QTest.keyClick(field, ENTER)
    pay = canvas.session.index.touchpoint("pay")
    assert pay is not None
    assert pay.name == "Then Press #"


def test_a_name_with_signs_can_be_changed_and_keeps_them(qtbot: QtBot, canvas: Canvas) -> None:
    canvas.click("pay")
    canvas.key(Qt.Key.Key_F2)
    field = editor(qtbot, canvas)
    QTest.keyClicks(field, "Pay +1 @shop")
    QTest.keyClick(field, ENTER)
    pay = canvas.session.index.touchpoint("pay")
    assert pay is not None
    assert (pay.name, pay.emotion, pay.channel) == ("Pay", 1, "shop")
    assert canvas.view.editor is None  # a new name is no new card


def test_persian_is_composed_on_the_new_card(qtbot: QtBot, canvas: Canvas) -> None:
    field = begin(qtbot, canvas)
    event = QInputMethodEvent("پرد", [])
    QApplication.sendEvent(field, event)
    commit = QInputMethodEvent()
    commit.setCommitString("پرداخت ؟کیف پول")
    QApplication.sendEvent(field, commit)
    QTest.keyClick(field, ENTER)
    assert canvas.session.index.touchpoint("پرداخت") is not None
    assert [o.name for o in canvas.session.map.opportunities] == ["کیف پول"]


@pytest.mark.parametrize("leave", ["save", "click", "enter"])
def test_what_is_being_composed_counts_when_the_name_is_left(
    qtbot: QtBot, canvas: Canvas, leave: str
) -> None:
    field = begin(qtbot, canvas)
    done = QInputMethodEvent()
    done.setCommitString("سفارش ")
    QApplication.sendEvent(field, done)
    QApplication.sendEvent(field, QInputMethodEvent("قهوه", []))
    if leave == "save":
        canvas.session.flush_wanted.emit()
    elif leave == "click":
        canvas.click("pay")
    else:
        QTest.keyClick(field, ENTER)
    assert canvas.session.index.touchpoint("سفارش-قهوه") is not None


def test_escape_while_composing_keeps_only_what_was_handed_over(
    qtbot: QtBot, canvas: Canvas
) -> None:
    before = canvas.session.map.touchpoints
    field = begin(qtbot, canvas)
    QApplication.sendEvent(field, QInputMethodEvent("قهوه", []))
    QTest.keyClick(field, ESC)
    assert canvas.view.editor is None
    assert canvas.session.map.touchpoints == before


def test_chinese_signs_of_full_width_count(qtbot: QtBot, canvas: Canvas) -> None:
    field = begin(qtbot, canvas)
    commit = QInputMethodEvent()
    commit.setCommitString("支付＠shop ＋１")
    QApplication.sendEvent(field, commit)
    QTest.keyClick(field, ENTER)
    made = canvas.session.index.touchpoint("支付")
    assert made is not None
    assert (made.channel, made.emotion) == ("shop", 1)


def test_the_last_stage_has_no_next_one(qtbot: QtBot, canvas: Canvas) -> None:
    refused: list[str] = []
    canvas.session.refused.connect(lambda message: refused.append(str(message)))
    canvas.click("pay")
    capture.add_touchpoint(canvas.session, canvas.view, "stage")
    assert refused == ["this is the last stage; add another one first"]
    assert canvas.session.map == small()


def test_a_card_in_the_next_stage_and_one_in_the_next_channel(qtbot: QtBot, canvas: Canvas) -> None:
    canvas.click("page")
    capture.add_touchpoint(canvas.session, canvas.view, "stage")
    field = editor(qtbot, canvas)
    QTest.keyClicks(field, "Order")
    QTest.keyClick(field, ESC)
    order = canvas.session.index.touchpoint("order")
    assert order is not None
    assert (order.stage, order.channel) == ("buy", "web")
    assert "page>order" in ways(canvas)

    capture.add_touchpoint(canvas.session, canvas.view, "channel")
    field = editor(qtbot, canvas, field)
    QTest.keyClicks(field, "Collect")
    QTest.keyClick(field, ESC)
    collect = canvas.session.index.touchpoint("collect")
    assert collect is not None
    assert (collect.stage, collect.channel) == ("buy", "shop")
    assert "order>collect" in ways(canvas)


@pytest.mark.parametrize(
    ("name", "key"),
    [("coffee-app.yaml", Qt.Key.Key_Right), ("clinic-visit.fa.yaml", Qt.Key.Key_Left)],
)
def test_the_arrows_point_where_the_map_runs(
    qtbot: QtBot, tmp_path: Path, name: str, key: Qt.Key
) -> None:
    with shown(qtbot, tmp_path, example(tmp_path, name)) as window:
        session, view = window.session, joined(window).canvas
        assert session is not None
        first = session.map.touchpoints[0]
        session.select((first.id,))
        view.setFocus()
        QTest.keyClick(view, key, Qt.KeyboardModifier.AltModifier)
        stages = [stage.id for stage in session.map.stages]
        moved = session.index.touchpoint(first.id)
        assert moved is not None
        assert stages.index(moved.stage) == stages.index(first.stage) + 1
        QTest.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: view.editor is not None)
        made = session.index.touchpoint(session.selection[0])
        assert made is not None
        assert stages.index(made.stage) == stages.index(moved.stage) + 1
        assert view.editor is not None
        view.editor.cancel()


def test_ratings_by_keys_of_several_scripts(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        session, view = window.session, joined(window).canvas
        assert session is not None
        session.select(("see-ad",))
        view.setFocus()
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(view, Qt.Key.Key_2, alt)
        QTest.keyClick(view, Qt.Key.Key_4, alt | shift)
        QTest.keyClick(view, Qt.Key.Key_1, CTRL)
        made = session.index.touchpoint("see-ad")
        assert made is not None
        assert (made.success, made.effort, made.emotion) == (2, 4, -2)
        keys = {keys.toString() for keys in window.commands["emotion-1"].shortcuts()}
        assert keys == {"Ctrl+1", "Ctrl+۱", "Ctrl+١"}


def rows_of(canvas: Canvas) -> list[str]:
    lists = canvas.view.viewport().findChildren(Completing)
    return [each.item(n).text() for each in lists if each.isVisible() for n in range(each.count())]


def test_what_would_be_made_anew_is_said_and_enter_takes_it_for_that(
    qtbot: QtBot, canvas: Canvas
) -> None:
    field = begin(qtbot, canvas)
    QTest.keyClicks(field, "Ask @Sh")
    assert rows_of(canvas) == ["Shop", "New channel “Sh”"]
    QTest.keyClicks(field, "ow")
    assert rows_of(canvas) == ["New channel “Show”"]
    QTest.keyClick(field, ENTER)
    made = canvas.session.index.touchpoint("ask")
    assert made is not None
    assert made.channel == "show"


def test_a_channel_of_several_words_is_meant_by_its_first_ones_without_quotes(
    qtbot: QtBot, canvas: Canvas
) -> None:
    waiting = Channel(id="line", name="Waiting line of the clinic")
    canvas.session.commit(M("Edit"), lambda m: edits.add(m, waiting))
    field = begin(qtbot, canvas)
    QTest.keyClicks(field, "@waiting line")
    assert rows_of(canvas) == ["Waiting line of the clinic"]
    QTest.keyClicks(field, " Sit down")
    assert rows_of(canvas) == []
    QTest.keyClick(field, ENTER)
    made = canvas.session.index.touchpoint("sit-down")
    assert made is not None
    assert (made.name, made.channel) == ("Sit down", "line")


def test_an_arrow_chooses_what_is_new_among_what_is_there(qtbot: QtBot, canvas: Canvas) -> None:
    field = begin(qtbot, canvas)
    QTest.keyClicks(field, "Ask @Sh")
    QTest.keyClick(field, DOWN)
    QTest.keyClick(field, TAB)
    assert field.toPlainText() == "Ask @Sh "


def test_every_channel_is_offered_and_a_bar_says_that_there_are_more(qtbot: QtBot) -> None:
    channels = tuple(Channel(id=f"c{n}", name=f"Channel {n}") for n in range(12))
    full = Canvas(qtbot, small().model_copy(update={"channels": (*small().channels, *channels)}))
    full.view.rename("pay", "Pay @")
    (offers,) = full.view.viewport().findChildren(Completing)
    qtbot.waitUntil(offers.isVisible)
    assert len(offers.shown) == 14
    assert offers.verticalScrollBar().maximum() > 0
    assert offers.verticalScrollBar().isVisible()
    full.session.close()
