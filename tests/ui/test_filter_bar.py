"""The filter as a person meets it: opened, ticked by mouse and by keys, counted, cleared."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.model.filtering import Filter
from journeymap.ui.main_window import MainWindow
from journeymap.ui.overlay.filter_bar import FilterBar
from journeymap.ui.overlay.filter_choice import FilterChoice
from journeymap.ui.session import Session
from tests.ui.window import example, joined, shown

LEFT = Qt.MouseButton.LeftButton


def parts(window: MainWindow) -> tuple[Session, FilterBar]:
    assert window.session is not None
    return window.session, joined(window).filter_bar


@pytest.fixture
def bar(window: MainWindow) -> FilterBar:
    """The open filter strip of the coffee example."""
    window.commands["filter"].trigger()
    return parts(window)[1]


def tick(choice: FilterChoice, value: str) -> None:
    """Tick a value with the mouse, and close the list."""
    QTest.mouseClick(choice, LEFT)
    menu = choice.menu_of_values
    action = next(each for each in menu.actions() if each.data() == value)
    QTest.mouseClick(
        menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center()
    )
    assert menu.isVisible()  # one can tick on
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


def test_the_shortcut_opens_it_with_the_focus_on_the_first_choice(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    _, bar = parts(window)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(joined(window).canvas, Qt.Key.Key_F, both)
    assert bar.isVisible()
    assert bar.choices["personas"].hasFocus()

    QTest.keyClick(bar.choices["personas"], Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert not window.commands["filter"].isChecked()
    assert joined(window).canvas.hasFocus()


def test_ticked_values_of_a_kind_are_wanted_and_the_rest_is_faded(
    window: MainWindow, bar: FilterBar
) -> None:
    session, _ = parts(window)
    choice = bar.choices["channels"]
    channel = session.map.touchpoints[0].channel
    assert channel

    tick(choice, channel)

    assert session.filter == Filter(channels=frozenset({channel}))
    left = [t for t in session.map.touchpoints if t.id not in session.faded]
    assert 0 < len(left) < len(session.map.touchpoints)
    assert bar.matches.text().startswith(f"{len(left)} of {len(session.map.touchpoints)} ")
    name = next(each.name for each in session.map.channels if each.id == channel)
    assert choice.accessibleName() == f"Channel: {name}"
    assert window.top.filter.accessibleName() == "Filter: 1 active"


def test_the_keys_tick_several_and_take_one_back(window: MainWindow, bar: FilterBar) -> None:
    session, _ = parts(window)
    choice = bar.choices["channels"]
    values = [each.data() for each in choice.menu_of_values.actions()]
    choice.setFocus()

    QTest.keyClick(choice, Qt.Key.Key_Down)
    menu = choice.menu_of_values
    QTest.keyClick(menu, Qt.Key.Key_Space)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert session.filter.channels == {values[0], values[1]}

    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert session.filter.channels == {values[0]}
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert bar.isVisible()


def test_clear_wants_everything_again(window: MainWindow, bar: FilterBar) -> None:
    session, _ = parts(window)
    assert bar.clear.isHidden()
    session.set_filter(Filter(statuses=frozenset({"open"})))
    assert "pain points" in bar.matches.text()

    QTest.mouseClick(bar.clear, LEFT)

    assert not session.filter
    assert bar.clear.isHidden()
    assert window.top.filter.accessibleName() == "Filter"


def test_closing_the_strip_keeps_the_filter_and_its_count(
    window: MainWindow, bar: FilterBar
) -> None:
    session, _ = parts(window)
    session.set_filter(Filter(statuses=frozenset({"open", "accepted"})))
    QTest.mouseClick(bar.away, LEFT)
    assert bar.isHidden()
    assert session.filter
    assert window.top.filter.accessibleName() == "Filter: 2 active"


def test_another_map_begins_without_a_filter(
    window: MainWindow, bar: FilterBar, tmp_path: Path
) -> None:
    session, _ = parts(window)
    session.set_filter(Filter(statuses=frozenset({"open"})))
    session.open(example(tmp_path, "travel-booking.zh.yaml"))
    assert not session.filter
    assert bar.isHidden()
    assert window.top.filter.accessibleName() == "Filter"


def test_what_has_no_channel_can_be_asked_for_in_persian(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path, example(tmp_path, "clinic-visit.fa.yaml"), "fa") as window:
        session, bar = parts(window)
        window.commands["filter"].trigger()
        tick(bar.choices["channels"], "")
        assert session.filter.channels == {""}
        left = [t for t in session.map.touchpoints if t.id not in session.faded]
        assert left
        assert not any(t.channel for t in left)


def test_when_nothing_matches_it_is_said_in_red(window: MainWindow, bar: FilterBar) -> None:
    session, _ = parts(window)
    session.set_filter(Filter(owners=frozenset({"Nobody at all"})))
    assert bar.matches.property("look") == "wrong"
    assert "Nobody at all" in bar.choices["owners"].accessibleName()


@pytest.mark.parametrize("width", [640, 1280])
def test_nothing_of_the_strip_is_cut_off(
    window: MainWindow, bar: FilterBar, width: int, qtbot: QtBot
) -> None:
    session, _ = parts(window)
    every = frozenset(t.channel or "" for t in session.map.touchpoints)
    session.set_filter(Filter(channels=every))
    window.resize(width, 720)
    qtbot.waitUntil(lambda: bar.width() == width)
    for each in (*bar.choices.values(), bar.clear, bar.away):
        if each.isVisible():
            assert bar.rect().contains(each.geometry()), (width, each.accessibleName())


def test_the_menu_shows_everything_again_and_says_so(window: MainWindow, bar: FilterBar) -> None:
    session = joined(window).session
    window.commands["collapse-all"].trigger()
    session.set_filter(Filter(channels=frozenset({"app"})))
    with_all = [session.view.collapsed, session.filter]
    assert all(with_all)
    window.commands["clear-filter"].trigger()
    assert not session.view.collapsed
    assert session.filter == Filter()
    assert "in full" in window.note.text()
