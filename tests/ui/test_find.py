"""Find: live over every text, from hit to hit, with marks on the map and a way to the field."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.find_replace.bar import FindBar
from journeymap.ui.main_window import MainWindow
from journeymap.ui.session import Session
from tests.ui.window import example, joined, shown

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Finder:
    """The hands of somebody who looks for something."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        assert window.session is not None
        self.window, self.qtbot = window, qtbot
        self.session: Session = window.session
        self.workspace = joined(window)
        self.bar: FindBar = self.workspace.find_bar
        window.activateWindow()
        self.workspace.canvas.setFocus()

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        all_of = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            all_of |= each
        QTest.keyClick(QApplication.focusWidget() or self.window, key, all_of)

    def look_for(self, words: str) -> None:
        self.press(Key.Key_F, CTRL)
        assert self.bar.field.hasFocus()
        self.type(words)

    def type(self, words: str) -> None:
        self.bar.field.selectAll()
        if words.isascii():
            QTest.keyClicks(self.bar.field, words)
        else:
            self.bar.field.insert(words)
        self.settle()

    def settle(self) -> None:
        """Wait until all is found and the map has followed."""
        self.qtbot.waitUntil(lambda: self.bar.search.ready and not self.bar._soon.isActive())

    @property
    def keys(self) -> list[str]:
        return [hit.key for hit in self.bar.search.hits]

    @property
    def marked(self) -> set[str]:
        return {part.key for part in self.workspace.canvas.marks.found}


@pytest.fixture
def finder(window: MainWindow, qtbot: QtBot) -> Finder:
    return Finder(window, qtbot)


def put(finder: Finder, key: str, **values: object) -> None:
    """Give a record other values."""
    assert finder.session.commit(M("Change"), lambda m: edits.change(m, key, **values))


def test_what_is_typed_is_found_selected_counted_and_marked(finder: Finder) -> None:
    put(finder, "pay", thinking="where is my wallet")
    put(finder, "get-receipt", doing="puts it into the Wallet")
    finder.look_for("wallet")
    assert finder.keys == ["pay", "get-receipt"]
    assert finder.bar.count.text() == "1 of 2"
    assert finder.session.selection == ("pay",)
    assert finder.bar.where.text() == "in Thinking of “Pay in app”"
    assert finder.marked == {"pay", "get-receipt"}
    assert finder.session.faded == frozenset()  # nothing else is hidden


def test_enter_and_f3_go_on_and_with_shift_back_round_at_the_ends(finder: Finder) -> None:
    put(finder, "pay", thinking="wallet or wallet")
    put(finder, "get-receipt", doing="wallet")
    finder.look_for("wallet")
    seen = []
    for key, modifiers in (
        (Key.Key_Return, ()),
        (Key.Key_F3, ()),
        (Key.Key_Enter, ()),
        (Key.Key_Return, (SHIFT,)),
        (Key.Key_F3, (SHIFT,)),
    ):
        finder.press(key, *modifiers)
        seen.append(finder.bar.count.text())
    assert seen == ["2 of 3", "3 of 3", "1 of 3", "3 of 3", "2 of 3"]
    finder.press(Key.Key_F3)
    assert finder.session.selection == ("get-receipt",)
    part = finder.workspace.canvas.part_of("get-receipt")
    assert part is not None
    port = finder.workspace.canvas.viewport().rect()
    assert port.intersects(finder.workspace.canvas.on_screen(part).toAlignedRect())


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("كيف پول", "کیف"),
        ("می‌خواهم", "میخواهم"),
        ("سال ۱۴۰۵", "1405"),
        ("Ｗａｌｌｅｔ", "wallet"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_what_looks_the_same_is_found(finder: Finder, text: str, typed: str) -> None:
    put(finder, "pay", thinking=text)
    finder.look_for(typed)
    assert "pay" in finder.keys


def test_whole_words_and_exact_spelling_are_choices(finder: Finder) -> None:
    put(finder, "pay", thinking="Qat qatar")
    finder.look_for("qat")
    assert len(finder.keys) == 2
    QTest.mouseClick(finder.bar.words, Qt.MouseButton.LeftButton)
    finder.settle()
    assert len(finder.keys) == 1
    QTest.mouseClick(finder.bar.exactly, Qt.MouseButton.LeftButton)
    finder.settle()
    assert finder.keys == []
    assert finder.bar.count.text() == "Nothing found"
    assert finder.marked == set()


def test_escape_closes_it_and_gives_the_keyboard_back(finder: Finder) -> None:
    finder.look_for("pay")
    assert finder.marked
    finder.press(Key.Key_Escape)
    assert finder.bar.isHidden()
    assert finder.workspace.canvas.hasFocus()
    assert finder.marked == set()
    tree = finder.workspace.panels.outline.tree
    tree.setFocus()
    finder.press(Key.Key_F, CTRL)
    finder.press(Key.Key_Escape)
    assert tree.hasFocus()


def test_f3_goes_on_after_it_was_closed(finder: Finder) -> None:
    put(finder, "pay", thinking="wallet")
    finder.look_for("wallet")
    finder.press(Key.Key_Escape)
    finder.session.select(())
    finder.press(Key.Key_F3)
    assert not finder.bar.isHidden()
    assert finder.session.selection == ("pay",)


def test_edits_made_meanwhile_are_followed(finder: Finder) -> None:
    put(finder, "pay", thinking="wallet")
    put(finder, "get-receipt", doing="wallet")
    finder.look_for("wallet")
    finder.press(Key.Key_Return)
    assert finder.bar.count.text() == "2 of 2"
    put(finder, "pay", thinking="")
    finder.qtbot.waitUntil(lambda: finder.bar.count.text() == "1 of 1")
    hit = finder.bar.hit
    assert hit is not None
    assert hit.key == "get-receipt"
    finder.session.undo()
    finder.qtbot.waitUntil(lambda: finder.bar.count.text() == "2 of 2")


def test_control_enter_goes_into_the_field_that_holds_it(finder: Finder) -> None:
    put(finder, "pay", thinking="my wallet")
    finder.look_for("wallet")
    finder.press(Key.Key_Return, CTRL)
    rows = finder.workspace.panels.inspector.form.rows
    field = QApplication.focusWidget()
    assert field is not None
    editor = rows["thinking"].editor
    assert field is editor or editor.isAncestorOf(field) or editor.focusProxy() is field


def test_what_one_persona_says_opens_with_that_persona_in_view(finder: Finder) -> None:
    put(finder, "pay", by_persona={"dana": {"thinking": "my wallet"}})
    finder.look_for("wallet")
    assert finder.bar.where.text() == "in Thinking of “Pay in app” for Dana"
    QTest.mouseClick(finder.bar.where, Qt.MouseButton.LeftButton)
    assert finder.session.view.persona == "dana"


def test_a_comment_is_found_and_shown_in_its_panel(finder: Finder) -> None:
    comment = finder.session.map.comments[0]
    finder.look_for(" ".join(comment.text.split()[:4]))
    assert finder.keys == [comment.id]
    assert finder.bar.where.text().startswith("in a comment on")
    finder.press(Key.Key_Return)
    assert finder.window.commands["comments"].isChecked()
    assert finder.session.selection == (comment.at,)


@pytest.mark.parametrize("kind", ["personas", "metrics", "parking"])
def test_what_is_not_drawn_is_found_too(finder: Finder, kind: str) -> None:
    record = getattr(finder.session.map, kind)[0]
    name = getattr(record, "name", "") or record.text
    finder.look_for(name)
    assert record.id in finder.keys
    while finder.bar.hit is None or finder.bar.hit.key != record.id:
        finder.press(Key.Key_Return)
    assert finder.session.selection == (record.id,)


def test_a_translation_leads_to_its_record(finder: Finder) -> None:
    put(finder, "", translations={"de": {"pay": {"name": "Bezahlen"}}})
    finder.look_for("bezahlen")
    assert finder.bar.where.text() == "in Name of “Pay in app” (de)"
    assert finder.session.selection == ("pay",)


def test_it_begins_with_what_is_marked_in_a_field(finder: Finder) -> None:
    put(finder, "pay", thinking="my wallet")
    finder.session.select(("pay",))
    inspector = finder.workspace.panels.inspector
    inspector.refresh()
    search = finder.workspace.panels.outline.search
    search.setFocus()
    search.setText("receipt")
    search.selectAll()
    finder.press(Key.Key_F, CTRL)
    assert finder.bar.field.text() == "receipt"


def test_another_map_closes_it(finder: Finder, tmp_path: Path) -> None:
    finder.look_for("pay")
    finder.session.open(finder.session.path or tmp_path)
    assert finder.bar.isHidden()
    assert finder.bar.search.hits == ()


def test_it_speaks_other_languages(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path, example(tmp_path), "fa") as window:
        finder = Finder(window, qtbot)
        finder.look_for("pay")
        assert finder.bar.count.text().startswith("۱")
        finder.press(Key.Key_Escape)
        assert finder.workspace.canvas.hasFocus()
