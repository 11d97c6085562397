"""The palette beyond actions and records: fields of the selection, metrics for the overlay."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.ui.main_window import MainWindow
from tests.ui.hands import PLAIN
from tests.ui.test_palette import Hands

Key = Qt.Key


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


@pytest.mark.parametrize("way", ["everything", "card"])
def test_the_cursor_goes_to_a_field_of_the_card(hands: Hands, qtbot: QtBot, way: str) -> None:
    hands.session.select(("pay",))
    hands.window.commands["inspector"].trigger()  # away
    hands.canvas.setFocus()
    if way == "card":
        hands.slash()
        hands.type("expectation")
    else:
        hands.open("expectation")
    assert hands.box.current is not None
    assert hands.box.current.text == "Expectation"
    hands.press(Key.Key_Return, PLAIN)
    form = hands.workspace.panels.inspector.form
    qtbot.waitUntil(lambda: QApplication.focusWidget() is form.editors["expectation"])
    assert hands.window.commands["inspector"].isChecked()


def test_the_cursor_goes_to_a_list_that_the_form_shows(hands: Hands, qtbot: QtBot) -> None:
    hands.session.select(("pay",))
    hands.open("evidence")
    hands.press(Key.Key_Return, PLAIN)
    form = hands.workspace.panels.inspector.form
    box = next(each for each in form._boxes if each.group.shows == "evidence")

    def inside() -> bool:
        now = QApplication.focusWidget()
        return now is not None and now is not box.heading and box.isAncestorOf(now)

    qtbot.waitUntil(inside)


def test_without_a_selection_it_is_the_map_that_has_fields(hands: Hands, qtbot: QtBot) -> None:
    hands.session.select(())
    hands.open("scenario")
    hands.press(Key.Key_Return, PLAIN)
    form = hands.workspace.panels.inspector.form
    qtbot.waitUntil(lambda: QApplication.focusWidget() is form.editors["scenario"])


def test_a_metric_is_laid_over_the_map_and_taken_off(hands: Hands) -> None:
    csat = next(metric for metric in hands.session.map.metrics if metric.name == "CSAT")
    hands.open("overlay csat")
    assert hands.box.current is not None
    assert hands.box.current.text.replace("\u2068", "").replace("\u2069", "") == "Overlay: CSAT"
    hands.press(Key.Key_Return, PLAIN)
    assert hands.session.view.metric == csat.id
    hands.open("no overlay")
    hands.press(Key.Key_Return, PLAIN)
    assert hands.session.view.metric == ""
    hands.open("csat")  # the record itself is gone to by its name
    hands.press(Key.Key_Return, PLAIN)
    assert hands.session.selection == (csat.id,)
