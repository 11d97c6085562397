"""The outline by keys alone: twenty different edits, each one undo step with a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journeymap.model.index import Index
from journeymap.model.journey import Touchpoint
from journeymap.ui import asking
from journeymap.ui.main_window import MainWindow
from tests.ui.window import joined

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key


class Keys:
    """Somebody who has a keyboard and no mouse."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)

    def here(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        both = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            both |= each
        QTest.keyClick(self.here(), key, both)
        QApplication.processEvents()

    def go_to(self, words: str) -> None:
        """Find a record and stand on its row."""
        outline = joined(self.window).panels.outline
        for _ in range(8):
            if outline.tree.hasFocus():
                break
            self.press(Key.Key_F6)
        self.press(Key.Key_Backtab, SHIFT)
        self.press(Key.Key_A, CTRL)
        QTest.keyClicks(self.here(), words)
        self.press(Key.Key_Return)
        assert outline.tree.hasFocus()

    def name(self, words: str) -> None:
        """Type the name of what was just made, or is being renamed."""
        outline = joined(self.window).panels.outline
        tree = outline.tree
        self.qtbot.waitUntil(lambda: tree.state() == tree.State.EditingState)
        self.press(Key.Key_A, CTRL)
        QTest.keyClicks(self.here(), words)
        QTest.keyClick(self.here(), Key.Key_Return)
        self.qtbot.waitUntil(lambda: tree.state() != tree.State.EditingState)
        self.qtbot.waitUntil(tree.hasFocus)


def test_twenty_edits_are_made_by_keys_alone(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, keys = window.session, Keys(window, qtbot)
    assert session is not None
    monkeypatch.setattr(asking, "pick", lambda *a: "invite")
    made: list[str] = []

    def touchpoint(id: str) -> Touchpoint:
        found = session.index.touchpoint(id)
        assert found is not None
        return found

    def index() -> Index:
        return session.index

    def check(what: str, so: Callable[[], bool]) -> None:
        qtbot.waitUntil(so, timeout=3000)
        made.append(what)
        assert len(session.document.steps) == len(made), what

    keys.go_to("pay in app")
    assert session.selection == ("pay",)

    keys.press(Key.Key_F2)
    keys.name("Pay by phone")
    check("rename by F2", lambda: touchpoint("pay").name == "Pay by phone")

    keys.press(Key.Key_Return)
    keys.name("Pay at once")
    check("rename by Enter", lambda: touchpoint("pay").name == "Pay at once")

    for number, value in ((5, 2), (1, -2)):
        keys.press(getattr(Key, f"Key_{number}"), CTRL)
        check(f"emotion {value}", lambda value=value: touchpoint("pay").emotion == value)

    truth = touchpoint("pay").moment_of_truth
    keys.press(Key.Key_M, CTRL)
    check("moment of truth", lambda: touchpoint("pay").moment_of_truth is not truth)

    keys.press(Key.Key_T, CTRL)
    keys.name("Keep the slip")
    check("touchpoint", lambda: "pay -> keep-the-slip" in index())
    assert session.selection == ("keep-the-slip",)

    keys.press(Key.Key_P, CTRL, SHIFT)
    keys.name("The slip comes late")
    check("pain point", lambda: "the-slip-comes-late" in index())

    keys.press(Key.Key_O, CTRL, SHIFT)
    keys.name("Send it at once")
    check("opportunity", lambda: index().entries["send-it-at-once"].record.solves != ())

    keys.go_to("keep the slip")
    keys.press(Key.Key_B, CTRL, SHIFT)
    keys.name("Print the slip")
    check("backstage step", lambda: "print-the-slip" in index())

    keys.go_to("keep the slip")
    keys.press(Key.Key_Right, ALT)
    stages = [stage.id for stage in session.map.stages]
    later = stages[stages.index(touchpoint("pay").stage) + 1]
    check("next stage", lambda: touchpoint("keep-the-slip").stage == later)

    keys.press(Key.Key_Left, ALT)
    check("stage before", lambda: touchpoint("keep-the-slip").stage == touchpoint("pay").stage)

    keys.press(Key.Key_L, CTRL)
    check("connect", lambda: "keep-the-slip -> invite" in index())

    keys.press(Key.Key_G, CTRL, SHIFT)
    keys.name("Afterwards")
    check("stage", lambda: session.map.stages[-1].id == "afterwards")

    keys.press(Key.Key_Up, ALT)
    check("stage up", lambda: session.map.stages[-2].id == "afterwards")

    keys.press(Key.Key_Down, ALT)
    check("stage down", lambda: session.map.stages[-1].id == "afterwards")

    keys.press(Key.Key_T, CTRL)
    keys.name("Say thanks")
    check("touchpoint inside", lambda: touchpoint("say-thanks").stage == "afterwards")

    keys.press(Key.Key_L, CTRL, SHIFT)
    keys.name("Letter")
    check("channel", lambda: session.map.channels[-1].id == "letter")

    keys.press(Key.Key_Up, ALT)
    check("channel up", lambda: session.map.channels[-2].id == "letter")

    persona = session.map.personas[0]
    keys.go_to(persona.name)
    keys.press(Key.Key_Insert)
    keys.name("Robin")
    check("persona", lambda: session.map.personas[1].id == "robin")

    keys.go_to(session.map.metrics[0].name)
    keys.press(Key.Key_Insert)
    keys.name("Time to pay")
    check("metric", lambda: session.map.metrics[1].id == "time-to-pay")

    keys.go_to("say thanks")
    keys.press(Key.Key_Delete)
    check("delete", lambda: "say-thanks" not in index())

    assert len(made) >= 20
    assert all(str(step) for step in session.document.steps)
    for _ in made:
        keys.press(Key.Key_Z, CTRL)
    assert not session.document.dirty
