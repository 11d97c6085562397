"""Filling down, copying, pasting and clearing ranges of cells: each one undo step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from journeymap.ui.table import deeds, making_rows
from tests.ui.tabled import ALT, CTRL, SHIFT, Desk, K, clip, tabled
from tests.ui.test_table_editing import journey

ALL = ["ad", "page", "pay", "take"]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with tabled(qtbot, tmp_path, journey()) as made:
        yield made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said of cells that could not be read."""
    found: list[str] = []

    def tell(_parent: Any, _lang: str, text: Any, more: Any = None) -> None:
        found.extend(str(more).splitlines())

    monkeypatch.setattr(deeds.asking, "tell", tell)
    return found


def test_fill_down_is_one_step_and_one_undo(desk: Desk) -> None:
    desk.select(ALL, ["owner"])
    desk.key(K.Key_D, CTRL)
    assert [desk.record(key).owner for key in ALL] == ["Ann"] * 4
    assert desk.steps == 1
    desk.session.undo()
    assert [desk.record(key).owner for key in ALL] == ["Ann", None, None, None]


def test_fill_down_moves_touchpoints_and_follows_them(desk: Desk) -> None:
    desk.select(ALL, ["stage", "channel"])
    desk.key(K.Key_D, CTRL)
    assert {desk.record(key).stage for key in ALL} == {"find"}
    assert {desk.record(key).channel for key in ALL} == {"web"}
    assert desk.steps == 1


def test_a_range_of_three_by_four_is_pasted_as_one_step(desk: Desk) -> None:
    desk.at("ad", "emotion")
    clip("1\t4\t2\tyes\n-1\t3/5\t۵\tno\n0\t\t1\tx\n")
    desk.key(K.Key_V, CTRL)
    rows = [
        (r.emotion, r.success, r.effort, r.moment_of_truth)
        for r in map(desk.record, ("ad", "page", "pay"))
    ]
    assert rows == [(1, 4, 2, True), (-1, 3, 5, False), (0, None, 1, True)]
    assert desk.record("take").emotion is None
    assert desk.steps == 1


def test_what_cannot_be_read_is_told_with_row_and_column_and_the_rest_stays(
    desk: Desk, told: list[str]
) -> None:
    desk.at("ad", "stage")
    clip("Buy\tShop\t9\nNowhere\tWeb\t2\n")
    desk.key(K.Key_V, CTRL)
    assert (desk.record("ad").stage, desk.record("ad").channel) == ("buy", "shop")
    assert (desk.record("page").stage, desk.record("page").emotion) == ("find", 2)
    assert len(told) == 2
    assert told[0].startswith("Row 1, Emotion:")
    assert told[1].startswith("Row 2, Stage:")
    assert "Nowhere" in told[1]


def test_rows_beyond_the_last_one_become_new_touchpoints(desk: Desk) -> None:
    desk.at("take", "name")
    clip("Carry it home\tBuy\tShop\nDrink it\tBuy\tShop\nCome back\tFind\tWeb\n")
    desk.key(K.Key_V, CTRL)
    names = [(t.name, t.stage, t.channel) for t in desk.session.map.touchpoints]
    assert ("Carry it home", "buy", "shop") in names
    assert ("Drink it", "buy", "shop") in names
    assert ("Come back", "find", "web") in names
    assert (len(names), desk.steps) == (6, 1)
    assert len(desk.session.selection) == 2


def test_new_rows_without_a_stage_or_channel_stand_where_the_row_above_does(desk: Desk) -> None:
    desk.at("take", "name")
    clip("Name\tStage\tChannel\nOne\tFind\tWeb\nTwo\t\t\nThree\tBuy\t\n")
    desk.key(K.Key_V, CTRL)

    made = [touchpoint for touchpoint in desk.session.map.touchpoints if touchpoint.id not in ALL]

    assert [(t.name, t.stage, t.channel) for t in made] == [
        ("One", "find", "web"),
        ("Two", "find", "web"),
        ("Three", "buy", "web"),
    ]


def test_too_many_cells_are_refused_as_cells(desk: Desk) -> None:
    refused: list[str] = []
    desk.session.refused.connect(lambda message: refused.append(str(message)))
    desk.at("ad", "name")
    clip("\n".join("\t".join("x" * 6000) for _ in range(10)))
    desk.key(K.Key_V, CTRL)

    assert "60000 cells are too many" in refused[0].replace(",", "")


def test_pain_points_grow_too_and_stand_where_the_last_one_does(desk: Desk) -> None:
    desk.show("pain_point")
    desk.at("declined", "name")
    clip("Card refused\tPay\t5\nNo receipt\tPay; Take it home\t2")
    desk.key(K.Key_V, CTRL)
    made = desk.session.map.pain_points
    assert [(p.name, p.at, p.severity) for p in made[1:]] == [
        ("Card refused", ("pay",), 5),
        ("No receipt", ("pay", "take"), 2),
    ]


def test_flows_do_not_grow_and_that_is_told(desk: Desk, told: list[str]) -> None:
    desk.show("flow")
    desk.at("pay -> take", "when")
    notes: list[str] = []
    desk.session.told.connect(lambda note: notes.append(str(note)))
    clip("it is paid\nnobody knows")
    desk.key(K.Key_V, CTRL)
    assert desk.session.map.flows[2].when == "it is paid"
    assert len(desk.session.map.flows) == 3
    assert notes == ["1 row more than the table has was left out"]


def test_one_text_goes_into_every_selected_cell(desk: Desk) -> None:
    desk.select(ALL, ["success", "effort"])
    clip("3")
    desk.key(K.Key_V, CTRL)
    assert {(desk.record(key).success, desk.record(key).effort) for key in ALL} == {(3, 3)}
    assert desk.steps == 1


def test_heads_of_columns_say_where_a_range_goes(desk: Desk) -> None:
    desk.at("ad", "name")
    clip("Owner\tSuccess\nBen\t5\nCid\t4")
    desk.key(K.Key_V, CTRL)
    assert (desk.record("ad").owner, desk.record("ad").success) == ("Ben", 5)
    assert (desk.record("page").owner, desk.record("page").name) == ("Cid", "Read the page")


def test_a_copied_range_pastes_back_the_same(desk: Desk) -> None:
    before = desk.session.map.touchpoints
    fields = ["name", "stage", "channel", "emotion", "success", "effort", "moment_of_truth"]
    desk.select(ALL, fields)
    desk.key(K.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[2].split("\t")[:4] == ["Pay", "Buy", "Web", "-2"]
    desk.at("ad", "name")
    desk.key(K.Key_V, CTRL)
    assert desk.session.map.touchpoints == before


def test_hostile_texts_are_copied_so_that_no_spreadsheet_reckons_with_them(desk: Desk) -> None:
    desk.at("ad", "name")
    desk.enter("=1+1")
    desk.at("page", "name")
    desk.enter('Two "words"')
    desk.select(["ad", "page"], ["name"])
    desk.key(K.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == '\'=1+1\n"Two ""words"""\n'
    desk.at("pay", "name")
    desk.key(K.Key_V, CTRL)
    assert (desk.record("pay").name, desk.record("take").name) == ("=1+1", 'Two "words"')


def test_del_empties_many_cells_as_one_step_and_says_what_it_cannot(desk: Desk) -> None:
    notes: list[str] = []
    desk.session.told.connect(lambda note: notes.append(str(note)))
    desk.select(["pay"], ["channel", "emotion"])
    desk.key(K.Key_Delete)
    assert (desk.record("pay").channel, desk.record("pay").emotion) == (None, None)
    assert desk.steps == 1
    desk.select(["ad"], ["stage", "channel"])
    desk.key(K.Key_Delete)
    assert (desk.record("ad").stage, desk.record("ad").channel) == ("find", None)
    assert len(notes) == 1
    assert "Stage" in notes[0]


def test_cut_copies_and_empties(desk: Desk) -> None:
    desk.at("ad", "owner")
    desk.key(K.Key_X, CTRL)
    assert QGuiApplication.clipboard().text() == "Ann\n"
    assert desk.record("ad").owner is None


def test_a_new_row_is_named_in_its_cell_and_escape_leaves_no_trace(desk: Desk) -> None:
    desk.show("pain_point")
    desk.at("slow", "severity")
    desk.key(K.Key_T, CTRL)
    desk.enter("No table free")
    made = [p for p in desk.session.map.pain_points if p.name == "No table free"]
    assert [(p.id, p.at) for p in made] == [("no-table-free", ("page",))]
    assert desk.steps == 1
    desk.key(K.Key_T, CTRL)
    desk.key(K.Key_Escape)
    assert (len(desk.session.map.pain_points), desk.steps) == (3, 1)
    desk.key(K.Key_T, CTRL)
    desk.type("No chairs")
    desk.key(K.Key_Escape)  # what was written is kept, as on the map
    assert desk.session.index.entries["no-chairs"].record.name == "No chairs"  # type: ignore[union-attr] # it has a name


def test_a_new_flow_leads_on_from_the_one_beside_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def pick(_parent: Any, _lang: str, _title: Any, entries: Any) -> str:
        asked.append([key for _, key in entries])
        return "take"

    monkeypatch.setattr(making_rows.asking, "pick", pick)
    desk.show("flow")
    desk.at("ad -> page", "kind")
    desk.key(K.Key_T, CTRL)
    assert "page -> take" in desk.session.index.entries
    assert desk.where() == ("page -> take", "kind")
    assert "page" not in asked[0]
    assert desk.steps == 1


def test_a_new_reading_is_of_the_metric_beside_it(desk: Desk) -> None:
    desk.show("reading")
    desk.session.today = lambda: date(2026, 11, 5)
    desk.at("csat@pay@2026-10", "n")
    desk.key(K.Key_T, CTRL)
    assert desk.where() == ("csat@pay@2026-11", "value")
    desk.enter("61")
    assert desk.session.map.readings[2].value == 61
    desk.session.undo()
    desk.session.undo()
    assert len(desk.session.map.readings) == 2


def test_a_new_backstage_step_is_behind_the_same_touchpoint(desk: Desk) -> None:
    desk.show("backstage")
    desk.at("bank", "owner")
    desk.key(K.Key_T, CTRL)
    desk.enter("Count the money")
    made = desk.session.map.backstage[-1]
    assert (made.name, made.at, made.layer) == ("Count the money", ("pay",), "support")


def test_rows_are_deleted_with_what_hangs_on_them(desk: Desk) -> None:
    told: list[str] = []
    desk.session.told.connect(lambda note: told.append(str(note)))
    desk.at("pay", "name")
    desk.key(K.Key_Delete, SHIFT)
    assert "pay" not in desk.session.index.entries
    assert desk.steps == 1
    assert "pain point" in told[-1]
    assert desk.table.records.keys == ["ad", "page", "take"]


def test_rows_move_up_and_down_in_the_order_of_the_map_alone(desk: Desk) -> None:
    desk.show("pain_point")
    desk.at("declined", "name")
    desk.enter("Card refused")
    desk.at("slow", "at")
    desk.key(K.Key_Return)
    desk.type("Pay,")
    desk.key(K.Key_Return)
    desk.at("declined", "severity")
    desk.key(K.Key_Up, ALT)
    assert [p.id for p in desk.session.map.pain_points] == ["declined", "slow"]
    assert desk.table.records.keys == ["declined", "slow"]
    assert desk.where() == ("declined", "severity")
    notes: list[str] = []
    desk.session.told.connect(lambda note: notes.append(str(note)))
    desk.table.sort_by(desk.table.records.column_of("name"))
    steps = desk.steps
    desk.key(K.Key_Down, ALT)
    assert (len(notes), desk.steps) == (1, steps)


def test_a_range_with_heads_makes_what_it_names_and_says_so(desk: Desk) -> None:
    notes: list[str] = []
    desk.session.told.connect(lambda note: notes.append(str(note)))
    desk.at("ad", "name")
    clip("Name\tStage\tChannel\nWrite home\tAfter\tPost\n")
    desk.key(K.Key_V, CTRL)
    made = desk.session.map.touchpoints[-1]
    assert (made.name, made.stage, made.channel) == ("Write home", "after", "post")
    assert notes == ["New stage “After”, New channel “Post”"]
    assert desk.steps == 1


def test_a_name_that_nothing_has_is_told_in_whole_words(desk: Desk, told: list[str]) -> None:
    desk.at("page", "stage")
    clip("Nowhere")
    desk.key(K.Key_V, CTRL)
    assert desk.record("page").stage == "find"
    assert str(desk.session.refusal) == "Row 2, Stage: Stage “Nowhere” is not in this map"
