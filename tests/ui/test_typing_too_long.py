"""A text longer than any record takes is pasted nowhere, and why not is said where it would be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journeymap.model.text import M
from journeymap.ui.comments.thread_box import WriteBox
from journeymap.ui.editors.texts import TextEditor
from journeymap.ui.session import Session
from tests.ui.hands import Canvas, small
from tests.ui.inspected import Panel, inspected, unfold

CTRL = Qt.KeyboardModifier.ControlModifier
LONG = "x" * 200_000  # without a word's end: the worst to break into lines
WHY = "the text is longer than 10000 characters"


@pytest.fixture
def panel(qtbot: QtBot, coffee: Path) -> Iterator[Panel]:
    """An inspector on the coffee example."""
    with inspected(qtbot, coffee) as made:
        yield made


def pasted(editor: QWidget, text: str) -> float:
    """Paste a text over nothing and return how many seconds that takes."""
    QGuiApplication.clipboard().setText(text)
    begun = monotonic()
    QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
    return monotonic() - begun


@pytest.mark.parametrize("field", ["name", "doing", "steps"])
def test_a_field_says_at_once_that_it_holds_no_such_text(panel: Panel, field: str) -> None:
    panel.session.select(("pay",))
    panel.inspector.refresh()
    unfold(panel.inspector.form)
    form = panel.inspector.form
    editor = form.editors[field]
    assert isinstance(editor, TextEditor)
    editor.setFocus()
    before = editor.toPlainText()

    assert pasted(editor, LONG) < 1

    assert editor.toPlainText() == before
    assert not panel.session.document.steps
    assert WHY in editor.accessibleDescription()
    # and what can be pasted there, still is
    editor.selectAll()
    assert pasted(editor, "x" * 10_000) < 1
    assert len(editor.toPlainText()) == 10_000
    assert not editor.accessibleDescription()


def test_many_items_are_pasted_whose_lines_are_short(panel: Panel) -> None:
    panel.session.select(("pay",))
    panel.inspector.refresh()
    unfold(panel.inspector.form)
    editor = panel.inspector.form.editors["steps"]
    assert isinstance(editor, TextEditor)
    editor.selectAll()
    pasted(editor, "\n".join("a step of forty letters or very near it" for _ in range(500)))
    record = panel.session.index.touchpoint("pay")
    assert record is not None
    assert len(record.steps) == 500


def test_a_comment_says_it_too_and_keeps_what_was_written(qtbot: QtBot) -> None:
    session = Session(small())
    box = WriteBox(session, M("Write a comment…"), M("Comment"))
    qtbot.addWidget(box, before_close_func=lambda _: session.close())
    with qtbot.waitExposed(box):
        box.show()
    said: list[str] = []
    session.refused.connect(lambda why: said.append(str(why)))
    QTest.keyClicks(box.words, "It just declined ")

    assert pasted(box.words, LONG) < 1

    assert box.words.toPlainText() == "It just declined "
    assert said == [WHY]


def test_a_name_on_the_map_says_it_too(qtbot: QtBot) -> None:
    canvas = Canvas(qtbot, small())
    said: list[str] = []
    canvas.session.refused.connect(lambda why: said.append(str(why)))
    canvas.click("pay")
    canvas.view.rename("pay")
    editor = canvas.view.editor
    assert editor is not None

    assert pasted(editor, LONG) < 1

    assert said == [WHY]
    assert canvas.view.editor is editor
    assert editor.toPlainText() == "Pay"
