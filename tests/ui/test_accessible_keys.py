"""The window by keys alone: edits in inspector, outline and comments, panes, shortcuts.

Nothing here sets the focus: it gets where it is by Tab, F6 and shortcuts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui import actions
from journeymap.ui.main_window import MainWindow
from journeymap.ui.panes import Panes
from tests.ui.window import EXAMPLES, example, joined, shown

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
STEPS = 120  # Tabs after which something cannot be reached


class Keys:
    """Somebody who has a keyboard and no mouse."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    def here(self) -> QWidget:
        """Return what has the focus, which is in the window, is seen, and is not the window."""
        if QApplication.activePopupWidget() is None:
            # a list that was open keeps being active here, as no window manager lets it
            self.window.activateWindow()
            self.qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=1000)
        found = QApplication.focusWidget()
        assert found is not None
        assert found is not self.window
        assert found.isVisible()
        return found

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        both = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            both |= each
        QTest.keyClick(QApplication.activePopupWidget() or self.here(), key, both)
        QApplication.processEvents()

    def write(self, words: str) -> None:
        QTest.keyClicks(self.here(), words)
        QApplication.processEvents()

    def tab_to(self, name: str, kind: type = QWidget) -> None:
        """Go on by Tab until something of that name has the focus."""
        for _ in range(STEPS):
            here = self.here()
            said = here.accessibleName() or getattr(here, "text", str)()
            if said == name and isinstance(here, kind):
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"“{name}” cannot be reached by Tab")

    def pane(self) -> str:
        here, workspace = self.here(), joined(self.window)
        panes: dict[str, QWidget] = {
            **{name: self.window.docks[name] for name in self.window.docks},
            "map": workspace.canvas,
            "overlay": workspace.overlays.bar,
            "filter": workspace.filter_bar,
            "find": workspace.find_bar,
        }
        return next((n for n, p in panes.items() if p is here or p.isAncestorOf(here)), "")

    def go(self, pane: str) -> None:
        for _ in range(9):
            if self.pane() == pane:
                return
            self.press(Key.Key_F6)
        raise AssertionError(f"{pane} cannot be reached by F6")

    def find(self, words: str) -> None:
        """Find a record and stand on its row in the outline."""
        self.go("outline")
        self.press(Key.Key_Backtab, SHIFT)
        self.press(Key.Key_A, CTRL)
        self.write(words)
        self.press(Key.Key_Return)
        assert self.pane() == "outline"


def test_twenty_edits_in_the_inspector_by_keys_alone(window: MainWindow, qtbot: QtBot) -> None:
    session, keys = window.session, Keys(window, qtbot)
    assert session is not None
    session.person = "Mina"
    made: list[str] = []

    def record(key: str) -> Any:
        return session.index.entries[key].record

    def check(what: str, so: Callable[[], bool], pane: str = "inspector") -> None:
        qtbot.waitUntil(so, timeout=3000)
        made.append(what)
        assert keys.pane() == pane, what

    def retype(words: str) -> None:
        keys.press(Key.Key_A, CTRL)
        keys.write(words)

    keys.find("pay in app")
    keys.go("inspector")

    retype("Pay by phone")
    check("name", lambda: record("pay").name == "Pay by phone")

    keys.tab_to("Success")
    keys.press(Key.Key_4)
    check("success by a digit", lambda: record("pay").success == 4)

    keys.tab_to("Effort")
    before = record("pay").effort
    keys.press(Key.Key_Left if before > 1 else Key.Key_Right)
    check("effort by an arrow", lambda: abs(record("pay").effort - before) == 1)

    keys.tab_to("Emotion")
    keys.press(Key.Key_Delete)
    check("emotion cleared", lambda: record("pay").emotion is None)

    truth = record("pay").moment_of_truth
    keys.tab_to("Moment of truth")
    keys.press(Key.Key_Space)
    check("flag", lambda: record("pay").moment_of_truth is not truth)

    keys.tab_to("Add or link a pain point…")
    keys.write("Too many taps")
    keys.press(Key.Key_Return)
    check("pain point added", lambda: "too-many-taps" in session.index)

    other = next(p for p in session.map.pain_points if "pay" not in p.at)
    keys.write(other.name)
    keys.press(Key.Key_Return)
    check("pain point linked", lambda: "pay" in record(other.id).at)

    keys.tab_to("Add or link an opportunity…")
    keys.write("Pay with one tap")
    keys.press(Key.Key_Return)
    check("opportunity added", lambda: "pay-with-one-tap" in session.index)

    keys.tab_to("Doing")
    retype("Holds the phone to the till")
    check("text", lambda: record("pay").doing == "Holds the phone to the till")

    keys.tab_to("Takes")
    retype("40s")
    keys.press(Key.Key_Return)
    check("duration", lambda: str(record("pay").takes) == "40s")

    stage = record("pay").stage
    keys.tab_to("Stage")
    keys.press(Key.Key_Down)
    check("stage by choice", lambda: record("pay").stage != stage)

    keys.press(Key.Key_Z, CTRL)
    check("undo", lambda: record("pay").stage == stage)

    keys.press(Key.Key_Y, CTRL)
    check("redo", lambda: record("pay").stage != stage)

    quotes = record("pay").evidence
    keys.tab_to("Add evidence")
    keys.press(Key.Key_Space)
    keys.write("Three taps and a code")
    check("evidence added", lambda: record("pay").evidence[-1].quote == "Three taps and a code")

    keys.press(Key.Key_Escape)
    keys.press(Key.Key_Delete)
    check("evidence removed", lambda: record("pay").evidence == quotes)

    keys.tab_to("Owner")
    retype("Payments")
    keys.press(Key.Key_Return)
    check("owner", lambda: record("pay").owner == "Payments")

    tags = record("pay").tags
    keys.tab_to("Tags")
    keys.write("risky")
    keys.press(Key.Key_Return)
    check("chip added", lambda: record("pay").tags == (*tags, "risky"))

    keys.press(Key.Key_Backspace)
    check("chip removed", lambda: record("pay").tags == tags)

    flows = len(session.map.flows)
    keys.tab_to("Connect to…")
    keys.write(names(session)[0])
    keys.press(Key.Key_Return)
    check("flow", lambda: len(session.map.flows) == flows + 1)

    keys.tab_to("Write a comment…")
    keys.write("Is this so?")
    keys.press(Key.Key_Return, CTRL)
    check("comment", lambda: session.map.comments[-1].text == "Is this so?")

    keys.press(Key.Key_I, CTRL)
    keys.go("map")
    keys.go("inspector")
    keys.tab_to("Reviewed")
    retype("2026-10-20")
    keys.press(Key.Key_Return)
    check("date", lambda: str(session.map.reviewed) == "2026-10-20")

    first = session.map.stages[0]
    keys.find(first.name)
    keys.go("inspector")
    keys.tab_to("Colour", kind=QWidget)
    keys.press(Key.Key_Right)
    keys.press(Key.Key_Space)
    check("colour", lambda: record(first.id).color != first.color)

    assert len(made) >= 20
    for _ in range(60):
        if not session.document.dirty:
            break
        keys.press(Key.Key_Z, CTRL)
    assert not session.document.dirty
    keys.here()


def names(session: Any) -> list[str]:
    there = {flow.target for flow in session.map.flows if flow.source == "pay"} | {"pay"}
    return [each.name for each in session.map.touchpoints if each.id not in there]


def test_a_comment_is_answered_and_resolved_by_keys_alone(window: MainWindow, qtbot: QtBot) -> None:
    session, keys = window.session, Keys(window, qtbot)
    assert session is not None
    session.person = "Mina"
    keys.press(Key.Key_C, CTRL, SHIFT)
    keys.press(Key.Key_Escape)  # to the map: nothing new is to be said
    keys.go("comments")
    replies = len(session.map.comments)
    keys.press(Key.Key_R)
    keys.write("We look into it")
    keys.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(session.map.comments) == replies + 1)
    assert keys.pane() == "comments"
    assert keys.here() is joined(window).panels.comments.boxes[0]

    open_before = sum(not each.resolved for each in session.map.comments if not each.replies_to)
    keys.tab_to("Resolve")
    keys.press(Key.Key_Space)
    qtbot.waitUntil(
        lambda: (
            sum(not each.resolved for each in session.map.comments if not each.replies_to)
            == open_before - 1
        )
    )
    assert keys.pane() == "comments"


# ---------------------------------------------------------------- panes


def walked(window: MainWindow, keys: Keys, *modifiers: Qt.KeyboardModifier) -> list[str]:
    found = [keys.pane()]
    for _ in range(9):
        keys.press(Key.Key_F6, *modifiers)
        if keys.pane() == found[0]:
            break
        found.append(keys.pane())
    return found


def test_f6_goes_round_what_is_seen_and_shift_f6_back(window: MainWindow, qtbot: QtBot) -> None:
    keys = Keys(window, qtbot)
    assert window.session is not None
    round_ = walked(window, keys)
    assert round_ == ["map", "inspector", "findings", "outline"]
    assert walked(window, keys, SHIFT) == ["map", "outline", "findings", "inspector"]

    keys.press(Key.Key_H, CTRL, SHIFT)  # lies over the outline now
    window.session.set_view(metric=window.session.map.metrics[0].id)
    keys.press(Key.Key_F, CTRL, SHIFT)
    keys.go("map")
    assert walked(window, keys) == [
        "map", "inspector", "findings", "overlay", "filter", "history",
    ]  # fmt: skip


@pytest.mark.parametrize("pane", ["outline", "inspector", "comments", "findings", "history"])
def test_escape_leads_back_to_the_map(window: MainWindow, qtbot: QtBot, pane: str) -> None:
    keys = Keys(window, qtbot)
    letters = {"history": Key.Key_H, "comments": Key.Key_C}
    if pane in letters:
        keys.press(letters[pane], CTRL, SHIFT)
    keys.go(pane)
    keys.press(Key.Key_Escape)
    assert keys.pane() == "map"


@pytest.mark.parametrize("lang", ["en", "fa"])
@pytest.mark.parametrize("pane", ["inspector", "findings", "comments", "overlay", "filter"])
def test_tab_goes_on_from_everything_and_shift_tab_back(
    qtbot: QtBot, tmp_path: Path, pane: str, lang: str
) -> None:
    name = "coffee-app.yaml" if lang == "en" else "clinic-visit.fa.yaml"
    with shown(qtbot, tmp_path, example(tmp_path, name), lang) as window:
        keys = Keys(window, qtbot)
        assert window.session is not None
        if pane == "comments":
            keys.press(Key.Key_C, CTRL, SHIFT)
        if pane == "overlay":
            window.session.set_view(metric=window.session.map.metrics[0].id)
            qtbot.waitUntil(joined(window).overlays.bar.isVisible)
        if pane == "filter":
            keys.press(Key.Key_F, CTRL, SHIFT)
        keys.go(pane)
        seen = [keys.here()]
        while keys.pane() == pane and len(seen) < STEPS:
            keys.press(Key.Key_Tab)
            assert keys.here() is not seen[-1], seen[-1].accessibleName()
            seen.append(keys.here())
        assert len(seen) < STEPS, "Tab never leaves"
        assert len(set(seen)) == len(seen)
        back = seen[-2]
        while back is not keys.here() and keys.pane() != "map":
            keys.press(Key.Key_Tab, SHIFT)
            if keys.pane() == pane:
                break
        assert keys.pane() in (pane, "map")


def test_panes_without_any_focus_are_entered_at_either_end(qtbot: QtBot) -> None:
    box = QWidget()
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(box)
    box.resize(300, 100)
    made = []
    for number in range(3):
        each = QWidget(box)
        each.setGeometry(number * 100, 0, 100, 100)
        each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.append(each)
    panes = Panes(made[0], {each: lambda each=each: each for each in made})
    box.show()
    box.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is box)
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    panes.walk(1)
    assert QApplication.focusWidget() is made[0]
    box.setFocus()
    panes.walk(-1)
    assert QApplication.focusWidget() is made[-1]
    made[1].hide()
    panes.walk(-1)
    assert QApplication.focusWidget() is made[0]


# ---------------------------------------------------------------- shortcuts and mnemonics


def test_no_key_is_bound_twice_whatever_has_the_focus(window: MainWindow) -> None:
    bound: dict[str, list[str]] = defaultdict(list)
    for row in actions.ACTIONS:
        for keys in row.keys:
            bound[QKeySequence(keys).toString()].append(row.id)
    for each in window.findChildren(QAbstractButton):
        if not each.shortcut().isEmpty():
            bound[each.shortcut().toString()].append(each.accessibleName())
    assert {keys: ids for keys, ids in bound.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("lang", ["en", "fa", "tr", "ar", "zh"])
def test_letters_of_menus_lead_to_one_entry_each(qtbot: QtBot, tmp_path: Path, lang: str) -> None:
    with shown(qtbot, tmp_path, EXAMPLES / "coffee-app.yaml", lang) as window:
        twice = {}
        for menu in (window.menus, *window.menus.findChildren(QMenu)):
            letters = Counter(
                QKeySequence.mnemonic(action.text().partition("\t")[0]).toString()
                for action in menu.actions()
            )
            del letters[""]
            title = menu.title() if isinstance(menu, QMenu) else "bar"
            twice |= {(title, letter): n for letter, n in letters.items() if n > 1}
        assert twice == {}
