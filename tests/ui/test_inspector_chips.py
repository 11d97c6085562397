"""Chips in the inspector: type to complete, walk with arrows, remove, several records at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.ui.editors.chips import Chips, ListChange
from journeymap.ui.inspector.form import Form
from tests.ui.inspected import Panel, inspected, type_text

ENTER, LEFT, RIGHT = Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Right
BACKSPACE, DELETE = Qt.Key.Key_Backspace, Qt.Key.Key_Delete


@pytest.fixture
def panel(qtbot: QtBot, coffee: Path) -> Iterator[Panel]:
    """An inspector on the coffee example."""
    with inspected(qtbot, coffee) as made:
        yield made


def chips_of(panel: Panel, field: str, *keys: str) -> tuple[Form, Chips]:
    panel.session.select(keys)
    inspector = panel.inspector
    inspector.refresh()
    made = inspector.form.editors[field]
    assert isinstance(made, Chips)
    return inspector.form, made


def again(panel: Panel) -> None:
    panel.inspector.refresh()
    assert panel.inspector.form.editors  # also those out of sight


def record(panel: Panel, key: str) -> Any:
    return panel.session.index.entries[key].record


def test_a_change_of_a_list_keeps_its_order() -> None:
    change = ListChange(adds=("d", "a"), drops=("b",))
    assert change.of(("a", "b", "c")) == ("a", "c", "d")


def test_nobody_chosen_means_everybody(panel: Panel) -> None:
    _, personas = chips_of(panel, "personas", "pay")
    assert personas.line.placeholderText() == "Everybody"

    personas.line.setFocus()
    type_text(personas.line, "om")
    QTest.keyClick(personas.line, ENTER)
    again(panel)

    assert record(panel, "pay").personas == ("omar",)
    assert [chip.text for chip in personas.chips] == ["Omar"]
    assert (personas.line.text(), personas.line.placeholderText()) == ("", "")

    QTest.keyClick(personas.line, BACKSPACE)
    again(panel)
    assert record(panel, "pay").personas == ()
    assert personas.line.placeholderText() == "Everybody"
    assert len(panel.session.document.steps) == 2


def test_an_id_that_is_not_there_is_refused_and_stays_to_be_mended(panel: Panel) -> None:
    form, also = chips_of(panel, "also", "pay")

    also.line.setFocus()
    type_text(also.line, "carrier pigeon")
    QTest.keyClick(also.line, ENTER)

    assert record(panel, "pay").also == ()
    assert also.line.text() == "carrier pigeon"
    assert "carrier pigeon" in form.rows["also"].wrong.text()


def test_free_words_are_made_by_comma_in_several_scripts(panel: Panel) -> None:
    _, tags = chips_of(panel, "tags", "pay")
    tags.line.setFocus()

    for text in ("checkout,", "risk،"):
        type_text(tags.line, text)

    assert record(panel, "pay").tags == ("checkout", "risk")


def test_a_word_used_elsewhere_is_offered_and_one_that_is_there_is_not(panel: Panel) -> None:
    _, systems = chips_of(panel, "systems", "pay")
    systems.line.setFocus()
    QTest.keyClick(systems.line, Qt.Key.Key_Down)
    offered = {each.value for each in systems.completion.shown}
    assert "Mailer" in offered
    assert "CRM" not in offered


def test_arrows_walk_the_chips_and_delete_removes_the_one_they_are_at(panel: Panel) -> None:
    _, systems = chips_of(panel, "systems", "pay")
    assert systems.values == ("Card gateway", "Risk rules", "CRM")

    systems.line.setFocus()
    QTest.keyClick(systems.line, LEFT)
    QTest.keyClick(QApplication.focusWidget(), LEFT)
    assert QApplication.focusWidget() is systems.chips[1]
    QTest.keyClick(systems.chips[1], DELETE)
    again(panel)

    assert record(panel, "pay").systems == ("Card gateway", "CRM")
    assert [chip.text for chip in systems.chips] == ["Card gateway", "CRM"]
    QTest.keyClick(systems.chips[0], RIGHT)
    QTest.keyClick(systems.chips[1], RIGHT)
    assert QApplication.focusWidget() is systems.line


def test_the_cross_removes_a_chip(panel: Panel) -> None:
    _, systems = chips_of(panel, "systems", "pay")
    chip = systems.chips[0]

    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.cross().center().toPoint())

    assert record(panel, "pay").systems == ("Risk rules", "CRM")


def test_several_records_show_what_all_have_and_what_some_have(panel: Panel) -> None:
    _, systems = chips_of(panel, "systems", "pay", "install")

    shown = {chip.value: chip.common for chip in systems.chips}

    assert shown == {"Card gateway": False, "Risk rules": False, "CRM": True, "Identity": False}
    assert "not in all" in systems.chips[0].accessibleName()


def test_adding_and_removing_goes_for_all_records_in_one_step(panel: Panel) -> None:
    _, systems = chips_of(panel, "systems", "pay", "install")
    systems.line.setFocus()
    type_text(systems.line, "Identity")
    QTest.keyClick(systems.line, ENTER)
    again(panel)

    assert record(panel, "pay").systems == ("Card gateway", "Risk rules", "CRM", "Identity")
    assert record(panel, "install").systems == ("Identity", "CRM")
    assert len(panel.session.document.steps) == 1

    crm = next(chip for chip in systems.chips if chip.value == "CRM")
    QTest.mouseClick(crm, Qt.MouseButton.LeftButton, pos=crm.cross().center().toPoint())
    assert "CRM" not in record(panel, "pay").systems + record(panel, "install").systems
    panel.session.undo()
    panel.session.undo()
    assert record(panel, "pay").systems == ("Card gateway", "Risk rules", "CRM")


def test_a_pain_point_cannot_lose_its_last_place_by_chance(panel: Panel) -> None:
    _, at = chips_of(panel, "at", "declined")
    before = record(panel, "declined").at
    assert [chip.text for chip in at.chips] == ["Pay in app"]

    at.line.setFocus()
    type_text(at.line, "Pay at counter")
    QTest.keyClick(at.line, ENTER)

    assert record(panel, "declined").at == (*before, "pay-counter")


def test_enter_on_a_chip_goes_to_the_record(panel: Panel) -> None:
    _, at = chips_of(panel, "at", "declined")
    at.line.setFocus()
    QTest.keyClick(at.line, LEFT)
    QTest.keyClick(at.chips[0], ENTER)
    assert panel.session.selection == ("pay",)


def test_lanes_are_called_by_their_names(panel: Panel) -> None:
    _, lanes = chips_of(panel, "look.lanes")
    values = lanes.values
    lanes.line.setFocus()
    type_text(lanes.line, "Quotes")
    QTest.keyClick(lanes.line, ENTER)
    look = panel.session.map.look
    assert look is not None
    assert look.lanes == (*values, "quotes")


def test_a_word_that_is_still_being_typed_is_saved_with_the_map(panel: Panel) -> None:
    _, tags = chips_of(panel, "tags", "pay")
    tags.line.setFocus()
    type_text(tags.line, "pilot")

    panel.session.flush_wanted.emit()

    assert "pilot" in record(panel, "pay").tags
