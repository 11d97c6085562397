"""A map that has nothing to show yet: what it says, and the buttons that begin it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.journey import Channel, JourneyMap, Stage, Touchpoint
from journeymap.model.text import M
from journeymap.ui.canvas.accessible import CanvasInterface
from journeymap.ui.canvas.drop import cell_box
from tests.ui.hands import LEFT, Canvas

STAGES = (Stage(id="find", name="Find"), Stage(id="buy", name="Buy"))
WEB = (Channel(id="web", name="Web"),)


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas(qtbot, JourneyMap(title="New"))
    yield made
    made.session.close()


def test_without_stages_it_says_what_to_press(canvas: Canvas, qtbot: QtBot) -> None:
    empty = canvas.view.empty
    assert empty.isVisible()
    assert not canvas.view.first.isVisible()
    for wish, button in empty.buttons.items():
        assert button.accessibleName()
        with qtbot.waitSignal(empty.wished) as asked:
            QTest.mouseClick(button, LEFT)
        assert asked.args == [wish]


def test_the_title_stays_to_be_read(canvas: Canvas) -> None:
    picture = canvas.view.picture
    assert picture is not None
    heading = next(part for part in picture.parts if part.kind == "heading")
    assert canvas.view.on_screen(heading).bottom() <= canvas.view.empty.geometry().top()


def test_it_goes_with_the_first_stage_and_comes_back_with_undo(canvas: Canvas) -> None:
    canvas.session.commit(M("Add"), lambda m: edits.add(m, STAGES[0]))
    assert not canvas.view.empty.isVisible()
    assert canvas.view.first.isVisible()
    canvas.session.undo()
    assert canvas.view.empty.isVisible()


def test_the_buttons_are_reached_by_tab_and_pressed_by_keys(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.view.activateWindow()
    qtbot.waitUntil(canvas.view.hasFocus)
    canvas.key(Qt.Key.Key_Tab)
    first, second = canvas.view.empty.buttons.values()
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    with qtbot.waitSignal(canvas.view.empty.wished) as asked:
        QTest.keyClick(second, Qt.Key.Key_Space)
    assert asked.args == ["template"]


def test_screen_readers_find_the_buttons(canvas: Canvas) -> None:
    QAccessible.setActive(True)
    root = QAccessible.queryAccessibleInterface(canvas.view)
    assert isinstance(root, CanvasInterface)
    over = root.child(root.childCount() - 1)
    assert over is not None
    assert over.object() is canvas.view.empty
    assert root.indexOfChild(over) == root.childCount() - 1
    named = [over.child(n) for n in range(over.childCount())]
    roles = [each.role() for each in named if each is not None]
    assert roles.count(QAccessible.Role.Button) == 2
    QAccessible.setActive(False)


@pytest.mark.parametrize(("channels", "row"), [((), ""), (WEB, "web")])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_without_touchpoints_the_first_cell_invites(
    canvas: Canvas, qtbot: QtBot, channels: tuple[Channel, ...], row: str, language: str
) -> None:
    m = JourneyMap(title="New", language=language, stages=STAGES, channels=channels)
    canvas.session.new(m)
    first = canvas.view.first
    assert first.isVisible()
    head = canvas.view.on_screen(canvas.part("find"))
    assert head.left() - 60 < first.geometry().center().x() < head.right() + 60
    assert first.geometry().top() >= head.bottom()
    with qtbot.waitSignal(canvas.view.create_requested) as asked:
        QTest.mouseClick(first, LEFT)
    assert asked.args == ["find", row]


def test_the_invitation_goes_with_the_first_touchpoint(canvas: Canvas) -> None:
    canvas.session.new(JourneyMap(title="New", stages=STAGES, channels=WEB))
    made = Touchpoint(id="ad", name="See the ad", stage="find", channel="web")
    canvas.session.commit(M("Add"), lambda m: edits.add(m, made))
    assert not canvas.view.first.isVisible()


def test_the_invitation_scrolls_along(canvas: Canvas) -> None:
    canvas.session.new(JourneyMap(title="New", stages=STAGES, channels=WEB))
    canvas.view.set_zoom(2.0)
    before = canvas.view.first.geometry().center()
    canvas.view.scroll_by(30, 0)
    picture = canvas.view.picture
    assert picture is not None
    assert cell_box(picture, "find", "web") is not None
    after = canvas.view.first.geometry().center()
    assert after.x() < before.x() or not canvas.view.first.isVisible()


def test_enter_begins_a_map_without_touchpoints_and_goes_on_with_others(
    canvas: Canvas, qtbot: QtBot
) -> None:
    for _ in range(2):
        with qtbot.waitSignal(canvas.view.next_requested) as asked:
            canvas.key(Qt.Key.Key_Return)
        assert asked.args == ["next"]
        canvas.session.commit(M("Add"), lambda m: edits.add(m, *STAGES))  # and with stages alone
        canvas.view.setFocus()
    pay = Touchpoint(id="pay", name="Pay", stage="buy")
    canvas.session.undo()
    canvas.session.commit(M("Add"), lambda m: edits.add(m, *STAGES, pay))
    with qtbot.waitSignal(canvas.view.next_requested):
        canvas.key(Qt.Key.Key_Return)  # nothing is selected: after the last one
