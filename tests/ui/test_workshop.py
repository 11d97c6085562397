"""The pace of sticky notes: twelve touchpoints as fast as they are said, without the mouse.

Every key that is pressed is counted which is not a letter of a name: signs, the spaces before
them, digits, Enter, and Shift and Ctrl as keys of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.ui.canvas.editor import NameEditor
from journeymap.ui.main_window import MainWindow
from tests.ui.window import joined, shown

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
WITH_SHIFT = frozenset('@#+*!?"')  # on a keyboard with Latin letters
MOST = 110


class Card(NamedTuple):
    """A touchpoint as somebody says it; what is the same as before is not said again."""

    name: str
    emotion: int
    channel: str = ""
    stage: str = ""
    pain: str = ""
    moment: bool = False


CARDS = (
    Card("See the story ad", 1, "Social"),
    Card("Search for coffee", 1, "Web"),
    Card("Read the reviews", 0, stage="Decide"),
    Card("Install and sign up", -1, "App", pain="Nine fields before the first coffee"),
    Card("Look at the menu", 1),
    Card("Build the order", 1, stage="Order"),
    Card("Pay", -2, pain="Card declined without a reason", moment=True),
    Card("Get the receipt", 0, "Mail"),
    Card("Get the ready notice", 1, "App", stage="Collect"),
    Card("Pick it up", 2, "Shop", moment=True),
    Card("Drink it", 2),
    Card("Rate the visit", 0, "App"),
)


class Typist:
    """Somebody at the keyboard, and how often a key went down that is no letter of a name."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self._window, self._qtbot = window, qtbot
        self.presses = self.letters = 0
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key; each key that is held meanwhile is a press as well."""
        self.presses += 1 + sum(bool(modifiers & each) for each in (CTRL, SHIFT))
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        QApplication.processEvents()

    def name(self, text: str) -> None:
        """Type a name, whose letters are not counted."""
        self.letters += len(text)
        QTest.keyClicks(QApplication.focusWidget(), text)

    def signs(self, text: str) -> None:
        """Type what is no name: signs and digits, and the spaces between."""
        self.presses += len(text) + sum(sign in WITH_SHIFT for sign in text)
        QTest.keyClicks(QApplication.focusWidget(), text)

    def field(self) -> NameEditor:
        """Wait for the next name field."""
        canvas = joined(self._window).canvas
        self._qtbot.waitUntil(
            lambda: (
                canvas.editor is not None
                and canvas.editor.hasFocus()
                and not canvas.editor.toPlainText()
            )
        )
        found = canvas.editor
        assert found is not None
        return found

    def card(self, card: Card) -> None:
        """Type a touchpoint with all that is said of it, and Enter."""
        self.field()
        self.name(card.name)
        for sign, words in (("@", card.channel), ("#", card.stage)):
            if words:
                self.signs(f" {sign}")
                self.name(words)
        if card.emotion:
            self.signs(f" {card.emotion:+d}")
        else:
            self.signs(" +0")
        if card.moment:
            self.signs(" *")
        if card.pain:
            self.signs(" !")
            self.name(card.pain)
        self.key(ENTER)


def test_twelve_touchpoints_with_all_that_is_said_of_them_in_110_key_presses(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """From the start page: the map, its stages and its channels are made by the way."""
    with shown(qtbot, tmp_path) as window:
        typist = Typist(window, qtbot)
        typist.key(Qt.Key.Key_N, CTRL)
        qtbot.waitUntil(lambda: window.session is not None and joined(window).there)
        session, canvas = window.session, joined(window).canvas
        assert session is not None
        assert (session.map.stages, session.map.channels, session.map.touchpoints) == ((), (), ())
        qtbot.waitUntil(canvas.hasFocus)
        typist.key(Qt.Key.Key_G, CTRL | SHIFT)
        typist.field()
        typist.name("Notice")
        typist.key(ENTER)
        qtbot.waitUntil(lambda: canvas.editor is None and canvas.hasFocus())
        typist.key(Qt.Key.Key_T, CTRL)
        for card in CARDS:
            typist.card(card)
        typist.field()
        typist.key(ESC)
        m = session.map
        undone = 0
        while session.document.undo_text is not None:
            window.commands["undo"].trigger()
            undone += 1

    # then the map is as it was said
    by_name = {t.name: t for t in m.touchpoints}
    assert [t.name for t in m.touchpoints] == [card.name for card in CARDS]
    assert [stage.name for stage in m.stages] == ["Notice", "Decide", "Order", "Collect"]
    assert [channel.name for channel in m.channels] == ["Social", "Web", "App", "Mail", "Shop"]
    names = {record.id: record.name for record in (*m.stages, *m.channels, *m.touchpoints)}
    stage, channel = "Notice", ""
    for card in CARDS:
        made = by_name[card.name]
        stage, channel = card.stage or stage, card.channel or channel
        assert (names[made.stage], names[made.channel or ""]) == (stage, channel), card.name
        assert (made.emotion, made.moment_of_truth) == (card.emotion, card.moment), card.name
    line = [(CARDS[n].name, CARDS[n + 1].name) for n in range(len(CARDS) - 1)]
    assert [(names[flow.source], names[flow.target]) for flow in m.flows] == line
    assert {flow.kind for flow in m.flows} == {"next"}
    assert [(pain.name, [names[place] for place in pain.at]) for pain in m.pain_points] == [
        (card.pain, [card.name]) for card in CARDS if card.pain
    ]
    assert undone == len(CARDS) + 1  # a card with its name and all else is one step
    # and that took no more than the pace of sticky notes allows
    assert typist.presses <= MOST
    assert typist.letters > 200  # the names are what was typed
