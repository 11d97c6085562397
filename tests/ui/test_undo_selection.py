"""Undo gives back what was selected with the map as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui import deleting
from journeymap.ui.editors.colors import Swatches
from journeymap.ui.main_window import MainWindow
from tests.ui.hands import CTRL, LEFT, PLAIN
from tests.ui.test_typing_meant import desk_on

K = Qt.Key


@pytest.mark.parametrize(("key", "other"), [("find", "buy"), ("web", "shop")])
def test_undo_of_a_merge_selects_the_one_that_was_selected(
    qtbot: QtBot, tmp_path: Path, key: str, other: str
) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click(key)
        desk.key(K.Key_J, CTRL)
        assert other not in desk.session.index
        desk.key(K.Key_Z, CTRL)
        assert other in desk.session.index
        assert desk.session.selection == (key,)


def test_undo_of_what_was_added_selects_what_was_selected_before(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("pay")
        desk.key(K.Key_D, CTRL)  # a second one
        assert desk.session.selection != ("pay",)
        desk.key(K.Key_Z, CTRL)
        assert desk.session.selection == ("pay",)
        desk.key(K.Key_C, CTRL)
        desk.key(K.Key_V, CTRL)
        desk.key(K.Key_Z, CTRL)
        assert desk.session.selection == ("pay",)
        desk.key(K.Key_Return)
        desk.type("Wait")
        desk.key(K.Key_Return)
        desk.key(K.Key_Escape)
        desk.key(K.Key_Z, CTRL)
        assert desk.session.selection == ("pay",)
        # and what is done again is selected
        desk.key(K.Key_Y, CTRL)
        assert desk.name(desk.session.selection[0]) == "Wait"


def test_undo_of_deleting_a_stage_selects_the_stage(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deleting.way_out, "ask", lambda *_: deleting.TAKE)
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("buy")
        desk.key(K.Key_Delete)
        assert "buy" not in desk.session.index
        desk.key(K.Key_Z, CTRL)
        assert desk.session.selection == ("buy",)


def test_undo_of_what_has_nothing_to_do_with_the_selection_shows_what_changed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        desk.click("ad")
        desk.session.commit(M("Elsewhere"), lambda m: edits.change(m, "take", name="Carry"))
        desk.click("ad")
        desk.key(K.Key_Z, CTRL)
        assert desk.session.selection == ("take",)


def test_a_refusal_goes_from_the_status_bar_when_something_else_begins(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path) as desk:
        window = desk.view.window()
        assert isinstance(window, MainWindow)
        desk.click("buy")
        desk.key(K.Key_J, CTRL)
        assert "last" in window.note.text()
        assert "last" in desk.view.pointer.said
        desk.click("buy")
        assert (window.note.text(), desk.view.pointer.said) == ("", "")


def test_undo_of_a_colour_marks_the_one_from_before(qtbot: QtBot) -> None:
    swatches = Swatches("Colour", "en")
    qtbot.addWidget(swatches)
    swatches.resize(swatches.sizeHint())
    swatches.show()
    swatches.setFocus()
    box = swatches.boxes()[3].center().toPoint()
    QTest.mouseClick(swatches, LEFT, PLAIN, box)
    swatches.show_color(swatches.choices()[3], "light")
    swatches.show_color("", "light")  # it was taken back
    QTest.keyClick(swatches, K.Key_Right)
    with qtbot.waitSignal(swatches.edited) as said:
        QTest.keyClick(swatches, K.Key_Space)
    assert said.args == [swatches.choices()[1]]  # the arrows go on from what is marked
