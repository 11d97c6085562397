"""Keys that come before a field has opened: they are written into it, whoever is quicker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui.before_input import before_input
from journeymap.ui.capture import go_on
from tests.ui.hands import LEFT, PLAIN, Canvas, small

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas(qtbot, small())
    made.view.next_requested.connect(
        lambda how: go_on(made.session, made.view, how, made.view.writing.place)
    )
    yield made
    made.session.close()


def names(canvas: Canvas) -> set[str]:
    known = {t.name for t in small().touchpoints}
    return {t.name for t in canvas.session.map.touchpoints} - known


def hit(letters: str) -> None:
    """Press keys one after the other where the keyboard is, without a turn of the event loop."""
    for letter in letters:
        field = QApplication.focusWidget()
        assert field is not None
        if letter == "\n":
            QTest.keyClick(field, ENTER)
        else:
            QTest.keyClick(field, letter)


def test_a_name_typed_at_once_after_enter_stays_whole(canvas: Canvas) -> None:
    canvas.click("pay")
    hit("\nAlpha one\nBeta two\nGamma three\n")
    QTest.keyClick(QApplication.focusWidget(), ESC)
    assert names(canvas) == {"Alpha one", "Beta two", "Gamma three"}


def test_escape_at_once_after_enter_leaves_no_card(canvas: Canvas) -> None:
    canvas.click("pay")
    hit("\nAlpha one\n")
    QTest.keyClick(QApplication.focusWidget(), ESC)
    QApplication.processEvents()
    assert names(canvas) == {"Alpha one"}
    assert canvas.view.editor is None


def test_what_an_input_method_writes_at_once_stands_in_the_name(canvas: Canvas) -> None:
    canvas.click("pay")
    hit("\nAlpha one\n")
    event = QInputMethodEvent()
    event.setCommitString("پرداخت")
    QApplication.sendEvent(canvas.view, event)
    assert canvas.view.editor is not None
    assert canvas.view.editor.toPlainText() == "پرداخت"


def test_a_click_at_once_after_enter_takes_the_empty_card_away(
    qtbot: QtBot, canvas: Canvas
) -> None:
    canvas.click("pay")
    hit("\nAlpha one\n")
    QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, canvas.at("ad"))
    qtbot.waitUntil(lambda: canvas.view.editor is None)
    assert names(canvas) == {"Alpha one"}
    assert canvas.selection == ("ad",)


def test_it_is_done_once_and_not_for_who_is_gone(qtbot: QtBot, qapp: QApplication) -> None:
    done: list[str] = []
    owner, gone = QObject(), QObject()
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    before_input(owner, lambda: done.append("owner"))
    before_input(gone, lambda: done.append("gone"))
    gone.deleteLater()
    qtbot.waitUntil(lambda: bool(done))
    QApplication.processEvents()
    QTest.keyClick(field, "b")
    assert done.count("owner") == 1


def test_a_key_goes_where_the_keyboard_is_then(qtbot: QtBot, qapp: QApplication) -> None:
    both = QWidget()
    qtbot.addWidget(both)
    one, other = QLineEdit(both), QLineEdit(both)
    with qtbot.waitExposed(both):
        both.show()
    both.activateWindow()
    one.setFocus()
    qtbot.waitUntil(one.hasFocus)

    before_input(both, other.setFocus)
    QTest.keyClick(one, "a")
    QTest.keyClick(other, "b")

    assert (one.text(), other.text()) == ("", "ab")
