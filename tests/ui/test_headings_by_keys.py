"""Stages and rows at their headings on the map: reached by arrows, moved by keys and by menu."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from journeymap.files.writer import write
from journeymap.model.journey import JourneyMap, Persona
from journeymap.model.text import M, say
from journeymap.ui import actions
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.main_window import MainWindow
from journeymap.ui.session import Session
from tests.ui.hands import LEFT as BUTTON
from tests.ui.hands import PLAIN, Canvas, small
from tests.ui.window import joined, shown

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


@pytest.fixture(params=["en", "fa"])
def window(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    path = tmp_path / "small.yaml"
    path.write_text(write(small(request.param)), encoding="utf-8")
    with shown(qtbot, tmp_path, path, request.param) as made:
        joined(made).canvas.setFocus()
        yield made


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def stages(session: Session) -> list[str]:
    return [stage.id for stage in session.map.stages]


def channels(session: Session) -> list[str]:
    return [channel.id for channel in session.map.channels]


def ways(session: Session) -> tuple[Qt.Key, Qt.Key]:
    """Return the arrows that lead back and on along a map."""
    left, right = Qt.Key.Key_Left, Qt.Key.Key_Right
    return (right, left) if session.map.language == "fa" else (left, right)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    QApplication.processEvents()


def middle(view: CanvasView, key: str) -> QPoint:
    part = view.part_of(key)
    assert part is not None
    return view.on_screen(part).center().toPoint()


def menu_at(window: MainWindow, key: str, qtbot: QtBot) -> QMenu:
    """Return the menu that a press of the other button on a heading opens."""
    port = joined(window).canvas.viewport()
    at = middle(joined(window).canvas, key)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(port, QContextMenuEvent(reason, at, port.mapToGlobal(at)))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=20_000)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


# ---------------------------------------------------------------- moving them


def test_a_stage_that_was_clicked_goes_along_by_alt_and_the_arrows(window: MainWindow) -> None:
    session, canvas = session_of(window), joined(window).canvas
    back, on = ways(session)
    QTest.mouseClick(canvas.viewport(), BUTTON, PLAIN, middle(canvas, "find"))
    assert session.selection == ("find",)
    press(on, ALT)
    assert stages(session) == ["buy", "find"]
    press(on, ALT)  # it is the last one already, which is said
    assert "“Find”" in str(session.refusal)
    press(back, ALT)
    assert stages(session) == ["find", "buy"]
    said = [say(step, "en") for step in session.document.steps]
    assert said == ["Move “Find” later", "Move “Find” earlier"]


def test_the_menu_of_a_stage_moves_it_along_and_says_so(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    menu = menu_at(window, "buy", qtbot)
    commands = window.commands
    entries = menu.actions()
    earlier, later = commands["move-back"], commands["move-on"]
    assert {earlier, later} <= set(entries)
    assert not {commands["move-up"], commands["move-down"]} & set(entries)
    words, _, keys = earlier.text().partition("\t")
    assert words == say(M("Move earlier"), window.lang)
    to_right = session.map.language == "fa"
    assert ("Right" in keys, "Left" in keys) == (to_right, not to_right)
    menu.setActiveAction(earlier)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert stages(session) == ["buy", "find"]


def test_the_same_actions_are_about_stages_only_while_stages_are_selected(
    window: MainWindow,
) -> None:
    session, action = session_of(window), window.commands["move-on"]

    def words() -> str:
        return action.text().partition("\t")[0]

    usual = say(actions.row_of("move-on").text, window.lang)
    assert words() == usual
    session.select(("find", "buy"))
    assert words() == say(M("Move later"), window.lang)
    session.select(("find", "pay"))  # a card among them: what goes is the card
    assert words() == usual


def test_the_menu_of_a_row_moves_it_up_and_down(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    menu = menu_at(window, "shop", qtbot)
    assert {window.commands["move-up"], window.commands["move-down"]} <= set(menu.actions())
    menu.setActiveAction(window.commands["move-up"])
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert channels(session) == ["shop", "web"]


# ---------------------------------------------------------------- reaching them


def people(language: str) -> JourneyMap:
    m = small(language)
    personas = (Persona(id="ana", name="Ana"), Persona(id="bo", name="Bo"))
    touchpoints = tuple(
        t.model_copy(update={"personas": ("ana",) if n % 2 else ("bo",), "until": None})
        for n, t in enumerate(m.touchpoints)
    )
    return m.model_copy(update={"personas": personas, "touchpoints": touchpoints})


@pytest.fixture(params=["en", "fa"])
def canvas(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Canvas]:
    made = Canvas(qtbot, people(request.param))
    yield made
    made.session.close()


def test_beyond_the_first_row_is_the_stage_and_beside_it_the_next_one(canvas: Canvas) -> None:
    back, on = ways(canvas.session)
    canvas.session.select(("take",))
    canvas.key(UP)
    assert canvas.selection == ("pay",)
    canvas.key(UP)
    assert canvas.selection == ("buy",)
    canvas.key(UP)
    canvas.key(on)  # nothing is there
    assert canvas.selection == ("buy",)
    canvas.key(back)
    assert canvas.selection == ("find",)
    canvas.key(on)
    canvas.key(DOWN)
    assert canvas.selection == ("pay",)


def test_beyond_the_first_stage_is_the_row_and_under_it_the_next_one(canvas: Canvas) -> None:
    back, on = ways(canvas.session)
    canvas.session.select(("page",))
    canvas.key(back)
    assert canvas.selection == ("ad",)
    canvas.key(back)
    assert canvas.selection == ("web",)
    canvas.key(DOWN)
    assert canvas.selection == ("shop",)
    canvas.key(on)
    assert canvas.selection == ("visit",)
    canvas.session.select(("shop",))
    canvas.key(UP)
    canvas.key(UP)
    assert canvas.selection == ("web",)
    canvas.key(on)
    assert canvas.selection == ("ad",)


def test_rows_of_personas_are_reached_as_well_and_those_of_owners_are_not(canvas: Canvas) -> None:
    back, _ = ways(canvas.session)
    canvas.session.set_view(rows="persona")
    canvas.session.select(("page",))
    for _ in range(2):
        canvas.key(back)
    assert canvas.selection == ("bo",)
    canvas.key(UP)
    assert canvas.selection == ("ana",)
    canvas.session.set_view(rows="owner")
    canvas.session.select(("ad",))
    canvas.key(back)
    assert canvas.selection == ("ad",)


def test_a_heading_is_not_added_to_cards(canvas: Canvas) -> None:
    canvas.session.select(("pay",))
    canvas.key(UP, SHIFT)
    assert canvas.selection == ("pay",)


def test_a_stage_reached_by_keys_is_renamed_by_typing(canvas: Canvas) -> None:
    canvas.session.select(("pay",))
    canvas.key(UP)
    QTest.keyClicks(canvas.view, "P")
    assert canvas.view.editor is not None
    QTest.keyClicks(canvas.view.editor, "ay")
    QTest.keyClick(canvas.view.editor, Qt.Key.Key_Return)
    assert [stage.name for stage in canvas.session.map.stages] == ["Find", "Pay"]
