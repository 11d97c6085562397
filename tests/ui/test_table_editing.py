"""Cells of every kind are edited by keys as in a spreadsheet, each edit one undo step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.model.journey import (
    Backstage,
    Channel,
    Flow,
    JourneyMap,
    Metric,
    Opportunity,
    PainPoint,
    Persona,
    Reading,
    Stage,
    Touchpoint,
)
from journeymap.model.text import M
from journeymap.ui.table.delegate import CellEdit
from tests.ui.tabled import CTRL, SHIFT, Desk, K, tabled


def journey() -> JourneyMap:
    return JourneyMap(
        title="A small map",
        personas=(Persona(id="dana", name="Dana"),),
        stages=(Stage(id="find", name="Find"), Stage(id="buy", name="Buy")),
        channels=(Channel(id="web", name="Web"), Channel(id="shop", name="Shop")),
        touchpoints=(
            Touchpoint(id="ad", name="See the ad", stage="find", channel="web", owner="Ann"),
            Touchpoint(id="page", name="Read the page", stage="find", channel="web", success=2),
            Touchpoint(id="pay", name="Pay", stage="buy", channel="web", emotion=-2),
            Touchpoint(id="take", name="Take it home", stage="buy", channel="shop"),
        ),
        flows=(
            Flow(source="ad", target="page"),
            Flow(source="page", target="pay"),
            Flow(source="pay", target="take"),
        ),
        pain_points=(
            PainPoint(id="slow", name="It is slow", at=("page",), severity=4),
            PainPoint(id="declined", name="Card declined", at=("pay",)),
        ),
        opportunities=(Opportunity(id="wallet", name="Wallet", solves=("declined",)),),
        backstage=(Backstage(id="bank", name="Ask the bank", layer="support", at=("pay",)),),
        metrics=(Metric(id="csat", name="Satisfaction", kind="csat", formula="top 2"),),
        readings=(
            Reading(metric="csat", at="pay", period="2026-10", value=52),
            Reading(metric="csat", at="page", period="2026-10", counts={"5": 30, "4": 10}),
        ),
    )


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with tabled(qtbot, tmp_path, journey()) as made:
        yield made


def test_typing_replaces_and_enter_goes_down(desk: Desk) -> None:
    desk.at("ad", "name")
    desk.enter("Notice")
    assert desk.record("ad").name == "Notice"
    assert (desk.steps, desk.where()) == (1, ("page", "name"))


def test_f2_and_enter_begin_with_what_stands_there_and_tab_goes_on(desk: Desk) -> None:
    desk.at("ad", "name")
    for begin in (K.Key_F2, K.Key_Return):
        desk.at("ad", "name")
        desk.key(begin)
        desk.type("!")
        desk.key(K.Key_Tab)
        assert desk.where() == ("ad", "stage")
    assert (desk.record("ad").name, desk.steps) == ("See the ad!!", 2)
    desk.at("page", "name")
    desk.key(K.Key_Tab, SHIFT)
    assert desk.where()[0] == "ad"


def test_escape_puts_back_and_makes_no_step(desk: Desk) -> None:
    desk.at("ad", "name")
    desk.type("Something else")
    desk.key(K.Key_Escape)
    assert (desk.record("ad").name, desk.steps, desk.where()) == ("See the ad", 0, ("ad", "name"))


def test_a_rating_is_typed_as_a_digit(desk: Desk) -> None:
    desk.at("pay", "success")
    desk.enter("4")
    assert desk.record("pay").success == 4
    desk.at("pay", "success")
    desk.key(K.Key_Delete)
    assert (desk.record("pay").success, desk.steps) == (None, 2)


def test_with_a_persona_in_view_a_rating_is_theirs(desk: Desk) -> None:
    desk.session.set_view(persona="dana")
    desk.at("page", "success")
    assert desk.cell("page", "success") == "2"
    desk.enter("5")
    assert (desk.record("page").success, desk.record("page").by_persona["dana"].success) == (2, 5)
    assert desk.cell("page", "success") == "5"


def test_a_choice_is_taken_from_its_list(desk: Desk) -> None:
    desk.at("ad", "stage")
    desk.key(K.Key_Return)
    assert QApplication.activePopupWidget() is not None
    desk.key(K.Key_Down)
    desk.key(K.Key_Return)
    assert desk.record("ad").stage == "buy"
    assert desk.steps == 1


def test_a_letter_looks_for_a_word_and_enter_takes_it(desk: Desk) -> None:
    desk.at("ad", "channel")
    desk.type("s")
    assert QApplication.activePopupWidget() is not None
    assert (desk.record("ad").channel, desk.steps) == ("web", 0)
    desk.key(K.Key_Return)
    assert (desk.record("ad").channel, desk.where()) == ("shop", ("page", "channel"))


def test_an_input_method_composes_in_the_cell(desk: Desk) -> None:
    desk.at("ad", "name")
    composing = QInputMethodEvent("你", [])
    QApplication.sendEvent(desk.table, composing)
    assert desk.table.delegate.editing
    done = QInputMethodEvent()
    done.setCommitString("你好")
    QApplication.sendEvent(desk.typing, done)
    desk.key(K.Key_Return)
    assert desk.record("ad").name == "你好"


def test_a_box_is_ticked_by_space_in_all_selected_rows(desk: Desk) -> None:
    desk.select(["ad", "page"], ["moment_of_truth"])
    desk.key(K.Key_Space)
    assert [desk.record(key).moment_of_truth for key in ("ad", "page")] == [True, True]
    assert desk.steps == 1
    desk.key(K.Key_Space)
    assert not desk.record("ad").moment_of_truth


def test_flows_keep_their_row_when_their_ends_change(desk: Desk) -> None:
    desk.show("flow")
    desk.at("page -> pay", "target")
    desk.enter("Take it home")
    assert [f"{f.source} -> {f.target}" for f in desk.session.map.flows][1] == "page -> take"
    assert desk.session.map.flows[1].kind == "next"
    assert desk.table.records.keys[1] == "page -> take"
    desk.at("page -> take", "share")
    desk.enter("18%")
    assert desk.session.map.flows[1].share == 0.18
    desk.at("page -> take", "waits")
    desk.enter("3 days")
    assert desk.session.map.flows[1].waits == "3d"


def test_pain_points_take_places_as_chips(desk: Desk) -> None:
    desk.show("pain_point")
    desk.at("slow", "at")
    desk.key(K.Key_Return)
    desk.type("Take it home,")
    desk.key(K.Key_Return)
    assert desk.record("slow").at == ("page", "take")
    assert desk.steps == 1
    desk.table.shown.show("since", True)
    desk.at("slow", "since")
    desk.enter("2026-03-01")
    assert desk.record("slow").since == date(2026, 3, 1)


def test_opportunities_and_backstage_steps(desk: Desk) -> None:
    desk.show("opportunity")
    desk.at("wallet", "due")
    desk.enter("2026-12-01")
    assert desk.record("wallet").due == date(2026, 12, 1)
    desk.show("backstage")
    desk.at("bank", "systems")
    desk.key(K.Key_Return)
    desk.type("core,ledger,")
    desk.key(K.Key_Tab)
    assert desk.record("bank").systems == ("core", "ledger")


def test_readings_take_counts_from_the_lowest_score_on(desk: Desk) -> None:
    desk.show("reading")
    assert desk.cell("csat@page@2026-10", "value") == "100"  # what the counts come to
    desk.at("csat@pay@2026-10", "counts")
    desk.enter("80/60/46/102/100")
    reading = desk.session.map.readings[0]
    assert reading.counts == {"1": 80, "2": 60, "3": 46, "4": 102, "5": 100}
    assert reading.value is None
    assert desk.cell("csat@pay@2026-10", "n") == "388"
    desk.at("csat@pay@2026-10", "period")
    desk.enter("2026-09")
    assert desk.session.map.readings[0].period == "2026-09"
    assert desk.where()[0] == "csat@page@2026-10"  # the row below


def test_what_is_refused_is_said_at_the_cell_and_can_be_mended(desk: Desk) -> None:
    desk.show("pain_point")
    desk.at("slow", "reach")
    desk.enter("140%")
    assert desk.record("slow").reach is None
    assert desk.table.bubble.text
    assert desk.table.delegate.edit is not None
    desk.key(K.Key_Escape)
    desk.enter("14%")
    assert desk.record("slow").reach == 0.14
    assert (desk.table.bubble.text, desk.steps) == ("", 1)


def test_an_edit_of_a_sorted_column_keeps_the_row_where_it_is(desk: Desk) -> None:
    desk.table.sort_by(desk.table.records.column_of("name"))
    assert desk.table.records.keys == ["pay", "page", "ad", "take"]
    desk.at("pay", "name")
    desk.enter("Zahlen")
    assert desk.table.records.keys == ["pay", "page", "ad", "take"]
    assert desk.where() == ("page", "name")


def test_what_is_typed_is_taken_when_something_else_is_selected(desk: Desk) -> None:
    desk.at("ad", "name")
    desk.type("Notice")
    desk.session.select(("take",))
    assert desk.record("ad").name == "Notice"
    assert desk.table.delegate.edit is None


def test_a_map_that_is_read_only_is_only_read(desk: Desk) -> None:
    desk.session.read_only = M("Read only")
    desk.at("ad", "name")
    desk.enter("Notice")
    assert (desk.record("ad").name, desk.steps) == ("See the ad", 0)


@pytest.mark.parametrize(
    ("typed", "value"), [("-2", -2), ("2", 2), ("\u2212" + "1", -1), ("+1", 1), ("0", 0), ("۲", 2)]
)
def test_what_is_typed_in_a_cell_of_moods_is_the_value(desk: Desk, typed: str, value: int) -> None:
    desk.at("ad", "emotion")
    desk.enter(typed)
    assert (desk.record("ad").emotion, desk.where()) == (value, ("page", "emotion"))


def test_a_number_typed_into_the_faces_of_a_cell_is_the_value(desk: Desk) -> None:
    desk.at("pay", "emotion")
    desk.key(K.Key_F2)
    desk.enter("-1")
    assert desk.record("pay").emotion == -1


def test_a_rating_beyond_the_scale_is_refused_at_the_cell(desk: Desk) -> None:
    desk.at("pay", "emotion")
    desk.enter("3")
    assert desk.table.delegate.editing
    assert (desk.record("pay").emotion, desk.steps) == (-2, 0)


def test_undo_in_a_cell_goes_back_by_words_and_then_leaves_it(desk: Desk) -> None:
    desk.at("ad", "name")
    desk.type("Notice the sign")
    texts = []
    while desk.table.delegate.editing:
        texts.append(desk.table.delegate.edit.typed)  # type: ignore[union-attr] # one is open
        desk.key(K.Key_Z, CTRL)
    assert texts == ["Notice the sign", "Notice the ", "Notice ", "See the ad"]
    assert (desk.record("ad").name, desk.steps) == ("See the ad", 0)


def test_tab_takes_what_is_chosen_in_a_list_and_goes_on(desk: Desk) -> None:
    desk.at("ad", "channel")
    desk.type("s")
    assert QApplication.activePopupWidget() is not None
    desk.key(K.Key_Tab)
    assert QApplication.activePopupWidget() is None
    assert (desk.record("ad").channel, desk.where()[0]) == ("shop", "ad")
    assert desk.where()[1] != "channel"


def test_a_table_that_begins_anew_while_a_cell_is_taken_closes_it_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = desk.show("touchpoint")
    desk.at("pay", "name")
    desk.key(K.Key_F2)
    take = table.take

    def taking(edit: CellEdit) -> bool:
        taken = take(edit)
        table.records.begin_anew()  # as it does where the row no longer passes a filter
        return taken

    monkeypatch.setattr(table, "take", taking)
    closed: list[object] = []
    table.delegate.closeEditor.connect(lambda editor, _: closed.append(editor))
    table.flush()

    assert table.delegate.edit is None
    assert closed == []  # Qt has closed it with its row, and warns when told to do it again
