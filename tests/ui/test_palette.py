"""The command palette by keys: actions, places of the map, findings, and "/" at a card."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.index import label
from journeymap.model.text import M, say
from journeymap.ui.actions import ACTIONS
from journeymap.ui.main_window import MainWindow
from journeymap.ui.palette.box import Box
from journeymap.ui.palette.starting import Palette
from journeymap.ui.session import Session
from tests.ui.window import example, joined, shown

Key = Qt.Key
PLAIN, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Hands:
    """The hands of somebody at the keyboard."""

    def __init__(self, window: MainWindow) -> None:
        assert window.session is not None
        self.window, self.session, self.workspace = window, window.session, joined(window)
        self.canvas = self.workspace.canvas
        window.activateWindow()
        self.canvas.setFocus()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    @property
    def box(self) -> Box:
        box = self.workspace.palette.box
        assert box is not None
        return box

    @property
    def closed(self) -> bool:
        return self.workspace.palette.box is None

    @property
    def listed(self) -> list[str]:
        return [entry.text for entry in self.box.rows.entries]

    def open(self, words: str = "") -> None:
        self.press(Key.Key_K, CTRL)
        self.type(words)

    def type(self, words: str) -> None:
        assert self.box.field.hasFocus()
        if words.isascii():
            QTest.keyClicks(self.box.field, words)
        else:
            self.box.field.insert(words)
        self.box.finish()

    def slash(self, text: str = "/", key: Qt.Key = Key.Key_Slash) -> None:
        """Type a character on the map, as a keyboard does that has it with Shift."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self.canvas, QKeyEvent(kind, key, SHIFT, text))


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


def test_an_action_is_done_by_typing_its_name(hands: Hands) -> None:
    hands.session.select(("pay",))
    hands.open("emotion: very g")
    assert hands.listed[0] == "Emotion: very good"
    hands.press(Key.Key_Return)
    assert hands.closed
    assert hands.session.index.entries["pay"].record.emotion == 2
    assert hands.canvas.hasFocus()


def test_every_action_of_the_table_is_listed_with_keys_and_menu(hands: Hands) -> None:
    hands.open()
    hands.box.finish()
    ids = {entry.id for entry in hands.box._entries}
    plain = {f"action {row.id}" for row in ACTIONS if not row.submenu} - {"action palette"}
    assert plain <= ids
    save = next(entry for entry in hands.box._entries if entry.id == "action save")
    assert save.detail == "File"
    assert "Ctrl+S" in save.keys
    assert any(entry.id.startswith("menu theme/") for entry in hands.box._entries)


def test_places_of_the_map_and_findings_are_gone_to(hands: Hands, qtbot: QtBot) -> None:
    session = hands.session
    qtbot.waitUntil(lambda: session.checked, timeout=10_000)
    m = session.map
    for record in (
        *(m.touchpoints[3], m.stages[1], m.channels[2], m.personas[0], m.pain_points[0]),
        *(m.opportunities[0], m.metrics[0], m.parking[0]),
    ):
        name = " ".join(label(record).split())
        hands.open(name)
        assert hands.box.current is not None
        assert hands.box.current.text == name
        hands.press(Key.Key_Return)
        assert session.selection == (record.id,)
    finding = next(each for each in session.findings if each.at)
    hands.open(say(finding.message, "en"))
    hands.press(Key.Key_Return)
    assert session.selection == (finding.at,)


def test_a_flow_is_found_by_its_ends(hands: Hands) -> None:
    flow = hands.session.map.flows[0]
    ends = [hands.session.index.entries[key].record.name for key in (flow.source, flow.target)]
    hands.open(" ".join(ends))
    hands.press(Key.Key_Return)
    assert hands.session.selection == (hands.session.index.flow_key(flow),)


def test_arrows_pages_and_escape(hands: Hands) -> None:
    hands.open()
    first = hands.box.current
    hands.press(Key.Key_Up)
    assert hands.box.list.currentIndex().row() == len(hands.listed) - 1
    hands.press(Key.Key_Down)
    assert hands.box.current == first
    hands.press(Key.Key_PageDown)
    assert hands.box.list.currentIndex().row() > 4
    hands.press(Key.Key_PageUp)
    assert hands.box.current == first
    hands.press(Key.Key_Escape)
    assert hands.closed
    assert hands.canvas.hasFocus()


def test_tab_narrows_in_turn_and_signs_narrow_at_once(hands: Hands) -> None:
    hands.open()
    sorts = []
    for _ in range(5):
        hands.press(Key.Key_Tab)
        hands.box.finish()
        sorts.append({entry.sort for entry in hands.box.rows.entries})
    assert sorts == [{"action"}, {"channel"}, {"stage"}, {"pain_point"}, {"opportunity"}]
    hands.press(Key.Key_Tab)
    assert hands.box.field.text() == ""
    hands.press(Key.Key_Backtab, SHIFT)
    assert hands.box.field.text() == "?"
    hands.box.field.clear()
    hands.type("#")
    assert hands.listed == [stage.name for stage in hands.session.map.stages]


def test_what_cannot_be_done_says_why_and_is_not_done(hands: Hands) -> None:
    hands.open("redo")
    redo = next(entry for entry in hands.box.rows.entries if entry.id == "action redo")
    assert not redo.enabled
    assert "nothing to redo" in hands.box.rows.words(redo)
    row = hands.box.rows.entries.index(redo)
    for _ in range(row):
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert not hands.closed
    hands.press(Key.Key_Escape)


def test_what_was_used_comes_first_the_next_time(hands: Hands) -> None:
    hands.open("expand all stages")
    hands.press(Key.Key_Return)
    hands.open()
    assert hands.listed[0] == "Expand all stages and lanes"
    hands.press(Key.Key_Escape)


def test_keys_in_the_palette_do_nothing_to_the_map_behind(hands: Hands) -> None:
    before = hands.session.map
    hands.session.select(("pay",))
    hands.open()
    for key, modifiers in ((Key.Key_Delete, PLAIN), (Key.Key_1, CTRL), (Key.Key_Z, CTRL)):
        hands.press(key, modifiers)
    assert hands.session.map is before
    hands.press(Key.Key_K, CTRL)  # the key that opened it
    assert hands.closed


@pytest.mark.parametrize("where", ["card", "outline", "inspector"])
def test_a_name_that_is_half_typed_is_kept(hands: Hands, where: str) -> None:
    hands.session.select(("pay",))
    if where == "card":
        assert hands.canvas.rename("pay", "Pay by")
    elif where == "outline":
        hands.workspace.panels.outline.tree.setFocus()
        hands.press(Key.Key_F2)
        QTest.keyClicks(QApplication.focusWidget(), "Pay by")
    else:
        inspector = hands.workspace.panels.inspector
        inspector.refresh()
        inspector.focus_name()
        hands.press(Key.Key_A, CTRL)
        QTest.keyClicks(QApplication.focusWidget(), "Pay by")
    hands.press(Key.Key_K, CTRL)
    assert hands.session.index.entries["pay"].record.name == "Pay by"
    hands.type("emotion: very good")
    hands.press(Key.Key_Return)
    record = hands.session.index.entries["pay"].record
    assert (record.name, record.emotion) == ("Pay by", 2)


@pytest.mark.parametrize("lang", ["tr", "fa", "ar", "zh"])
def test_actions_are_found_by_their_english_name_too(
    qtbot: QtBot, tmp_path: Path, lang: str
) -> None:
    with shown(qtbot, tmp_path, example(tmp_path), lang) as window:
        hands = Hands(window)
        words = say(next(row.text for row in ACTIONS if row.id == "zoom-in"), lang)
        for typed in ("zoom in", words):
            hands.open(typed)
            assert hands.box.current is not None
            assert hands.box.current.id == "action zoom-in"
            hands.press(Key.Key_Escape)


def test_it_works_without_a_map(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path) as window:
        window.activateWindow()
        window.commands["palette"].trigger()
        box = joined(window).palette.box
        assert box is not None
        QTest.keyClicks(box.field, ">rename")
        assert [entry.enabled for entry in box.rows.entries] == [False]
        QTest.keyClick(box.field, Key.Key_Escape)


# ---------------------------------------------------------------- at a card


def named(hands: Hands, words: str) -> None:
    """Type at a card and take the first."""
    hands.type(words)
    hands.press(Key.Key_Return)


@pytest.mark.parametrize(("text", "key"), [("/", Key.Key_7), ("／", Key.Key_unknown)])
def test_a_slash_lists_what_can_be_done_to_the_card(hands: Hands, text: str, key: Qt.Key) -> None:
    hands.session.select(("pay",))
    hands.slash(text, key)
    hands.box.finish()
    listed = [entry.text for entry in hands.box._entries]
    m = hands.session.map
    for words in (
        *("Rename", "Delete", "Emotion: very bad", "Effort: exhausting", "Select all of this kind"),
        *(f"Move to stage: {stage.name}" for stage in m.stages),
        *(f"Channel of the touchpoint: {channel.name}" for channel in m.channels),
        "Connect to “See story ad”",
    ):
        assert words in listed, words
    assert hands.canvas.editor is None
    hands.press(Key.Key_Escape)
    assert hands.canvas.hasFocus()


def test_a_slash_by_an_input_method_does_the_same(hands: Hands) -> None:
    hands.session.select(("pay",))
    event = QInputMethodEvent()
    event.setCommitString("／")
    QApplication.sendEvent(hands.canvas, event)
    assert not hands.closed
    hands.press(Key.Key_Escape)


@pytest.mark.parametrize("text", ["/", "／"])
def test_a_slash_lists_everything_where_nothing_is_selected(hands: Hands, text: str) -> None:
    before = hands.session.map
    hands.session.select(("pay",))
    for _ in range(2):
        hands.press(Key.Key_Escape)
    hands.slash(text)
    hands.type("split")  # whoever goes on typing makes no card
    assert "Split the stage here" in hands.listed
    assert hands.session.map is before
    hands.press(Key.Key_Escape)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(hands.canvas, event)
    assert not hands.closed
    hands.press(Key.Key_Escape)
    assert hands.canvas.hasFocus()


@pytest.mark.parametrize(
    ("key", "typed", "so"),
    [
        ("pay", "stage pick", lambda m, s: s["pay"].stage == "collect"),
        ("pay", "success mostly", lambda m, s: s["pay"].success == 4),
        ("pay", "connect story", lambda m, s: any(f.target == "see-ad" for f in m.flows)),
        ("pay", "importance 2", lambda m, s: s["pay"].importance == 2),
    ],
)
def test_what_is_chosen_at_a_card_is_one_step(
    hands: Hands, key: str, typed: str, so: Callable[..., bool]
) -> None:
    session = hands.session
    session.select((key,))
    hands.slash()
    named(hands, typed)
    entries = {k: entry.record for k, entry in session.index.entries.items()}
    assert so(session.map, entries)
    assert len(session.document.steps) == 1


def test_status_and_owner_of_a_pain_point(hands: Hands) -> None:
    session: Session = hands.session
    pain = session.map.pain_points[0]
    session.select((pain.id,))
    hands.slash()
    named(hands, "status solved")
    assert session.index.entries[pain.id].record.status == "solved"
    session.commit(M("Owner"), lambda m: edits.change(m, "pay", owner="Nobody else"))
    session.select((pain.id,))
    hands.canvas.setFocus()
    hands.slash()
    named(hands, "owner nobody")
    assert session.index.entries[pain.id].record.owner == "Nobody else"


def test_several_cards_are_rated_at_once(hands: Hands) -> None:
    hands.session.select(("pay", "get-receipt"))
    hands.slash()
    named(hands, "importance 4")
    records = [hands.session.index.entries[key].record for key in ("pay", "get-receipt")]
    assert [record.importance for record in records] == [4, 4]
    assert len(hands.session.document.steps) == 1


@pytest.mark.parametrize("way", ["everything", "card"])
def test_it_stays_inside_a_window_that_is_made_smaller(
    hands: Hands, qtbot: QtBot, way: str
) -> None:
    hands.window.resize(1280, 720)
    hands.session.jump(hands.session.map.touchpoints[-1].id)
    if way == "card":
        hands.slash()
    else:
        hands.open()
    hands.window.resize(700, 420)
    qtbot.waitUntil(lambda: hands.window.rect().contains(hands.box.geometry()))
    assert hands.box.field.hasFocus()


def test_a_palette_that_another_took_over_from_hears_of_no_window(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mishaps: list[object] = []
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        monkeypatch.setattr(sys, "excepthook", lambda *what: mishaps.append(what[1]))
        palette = joined(window).palette
        other = Palette(
            window, palette._session, palette._settings, palette._canvas, palette._context_menu
        )
        other.leave()
        QCoreApplication.sendPostedEvents(other, QEvent.Type.DeferredDelete)
        window.resized.emit()
        assert mishaps == []


def test_what_is_called_so_is_listed_first_also_where_it_needs_another_selection(
    hands: Hands,
) -> None:
    hands.session.select((hands.session.map.stages[1].id,))
    hands.open("split")
    assert hands.listed[0] == "Split the stage here"
    assert not hands.box.rows.entries[0].enabled


def test_each_way_to_merge_says_what_becomes_one(hands: Hands) -> None:
    stages = hands.session.map.stages
    for chosen, ways in (
        (stages[:1], {"Merge with the next", "Merge with another"}),
        (stages[:2], {"Merge with the next", "Merge what is selected"}),
    ):
        hands.session.select(tuple(stage.id for stage in chosen))
        hands.slash()
        hands.type("merge")
        assert set(hands.listed[:2]) == ways
        hands.press(Key.Key_Escape)


def test_what_stands_with_splitting_is_no_colour_and_no_layer(hands: Hands) -> None:
    hands.session.select((hands.session.map.stages[1].id,))
    hands.open("split")
    assert "Merge with the next" in hands.listed
    assert not [each for each in hands.listed if each.startswith(("Colour", "Move"))]
    hands.press(Key.Key_Escape)


def test_the_parking_list_is_gone_to_by_its_name(hands: Hands) -> None:
    outline = hands.workspace.panels.outline
    outline.search.setText("pay")
    hands.window.commands["outline"].trigger()  # away
    assert not outline.isVisible()

    hands.open("parking list")
    assert hands.listed[0] == "Parking list"
    hands.press(Key.Key_Return)

    tree = outline.tree
    assert outline.isVisible()
    assert tree.hasFocus()
    assert outline.model.node(tree.currentIndex()).group == "parking"
    first = hands.session.map.parking[0].id
    note = outline.model.where(first)
    assert tree.viewport().rect().contains(tree.visualRect(note))
    hands.press(Key.Key_Down)
    assert hands.session.selection == (first,)


def test_the_empty_parking_list_asks_for_its_first_note(hands: Hands) -> None:
    hands.session.commit(M("Edit"), lambda m: m.model_copy(update={"parking": ()}))
    hands.open("parking list")
    hands.press(Key.Key_Return)

    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "Ask the shop")
    QTest.keyClick(field, Key.Key_Return)

    assert [note.text for note in hands.session.map.parking] == ["Ask the shop"]
