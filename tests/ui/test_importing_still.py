"""The matching page holds still: what was under the pointer is there after a decision as well."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui.importing.assistant import PLAN
from tests.ui.importing_desk import LEFT, Desk, opened, row, rows, written

WORDS = ("Till", "Read the pages", "Kiosk of the station", "Read the page again")
HEAD = "touchpoint,metric,value,period\n"


def table(words: tuple[str, ...]) -> str:
    return HEAD + "".join(f"{word},CSAT,6{n},2026-11\n" for n, word in enumerate(words))


def tops(desk: Desk) -> dict[str, int]:
    """Where the buttons stand that every word has."""
    found = desk.dialog.matching.deciding
    names = ("It means the whole map", "Make a touchpoint from this…", "Leave it out",
             "Forget this decision")  # fmt: skip
    return {
        each.accessibleName(): each.mapTo(desk.dialog, QPoint()).y()
        for each in found.buttons
        if each.accessibleName() in names
    }


def test_rows_and_buttons_stay_where_they_are_after_a_decision(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(qtbot, written(tmp_path, table(WORDS))) as desk:
        desk.go_on(2)
        page = desk.dialog.matching
        desk.click(page.list, "Till")
        before, stood = [each.split(" | ")[0] for each in rows(page.list)], tops(desk)
        # when the word without a suggestion is decided, one with suggestions comes up
        desk.decide("Till", "Leave it out")
        qtbot.waitUntil(lambda: page.deciding._head.text() == "“Read the pages”")
        assert len(page.deciding.buttons) > len(stood)
        assert tops(desk) == stood
        # and back at the decided one, whose row did not move either
        assert [each.split(" | ")[0] for each in rows(page.list)][1:] == before[1:]
        desk.click(page.list, "Till")
        assert tops(desk) == stood
        way = {each.accessibleName(): each.isEnabled() for each in page.deciding.buttons}
        assert way["Forget this decision"] is True
        assert way["Leave it out"] is False
        # words that mean something come last when the page is come to anew
        desk.press(desk.dialog.back)
        desk.press(desk.dialog.next)
        assert rows(page.list)[-3].startswith("Till")


def test_the_list_stays_scrolled_after_a_decision(qtbot: QtBot, tmp_path: Path) -> None:
    words = tuple(f"Kiosk number {n}" for n in range(80))
    with opened(qtbot, written(tmp_path, table(words))) as desk:
        desk.go_on(2)
        page = desk.dialog.matching
        middle = QAbstractItemView.ScrollHint.PositionAtCenter
        page.list.scrollToItem(row(page.list, "Kiosk number 40"), middle)
        chosen = desk.click(page.list, "Kiosk number 40")
        at = page.list.visualItemRect(chosen).top()
        found = page.deciding.buttons[desk.offered().index("Leave it out")]
        QTest.mouseClick(found, LEFT)
        qtbot.waitUntil(lambda: page.deciding._head.text() == "“Kiosk number 41”")
        assert page.list.visualItemRect(row(page.list, "Kiosk number 40")).top() == at


def test_a_long_word_moves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(qtbot, written(tmp_path, table(("Till", "Till of the shop " * 20)))) as desk:
        desk.go_on(2)
        page = desk.dialog.matching
        desk.click(page.list, "Till")
        field, stood = page.deciding.field.mapTo(desk.dialog, QPoint()).y(), tops(desk)
        desk.click(page.list, "Till of the shop")
        assert page.deciding.field.mapTo(desk.dialog, QPoint()).y() == field
        assert tops(desk) == stood


def test_a_double_click_on_next_goes_one_page_and_imports_nothing_unseen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(qtbot, written(tmp_path)) as desk:
        desk.go_on(2)

        QTest.mouseClick(desk.dialog.next, LEFT)
        send_double(desk.dialog.next)
        desk.rest()

        assert desk.page == PLAN
        assert desk.steps == []
        assert desk.dialog.isVisible()


def test_a_double_click_decides_one_word(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(qtbot, written(tmp_path)) as desk:
        desk.go_on(2)
        deciding = desk.dialog.matching.deciding
        desk.decide("Till", "Leave it out")
        # the second half of the click comes to the button that stands there by then
        found = deciding.buttons[desk.offered().index("Leave it out")]
        before = dict(desk.dialog.draft.places)
        send_double(found)
        qtbot.wait(1)
        desk.rest()

        assert desk.dialog.draft.places == before


def send_double(widget: QWidget) -> None:
    """The second half of a double click, whose first half was for what stood there before."""
    where = QPointF(widget.rect().center())
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        event = QMouseEvent(
            kind, where, widget.mapToGlobal(where), LEFT, LEFT, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(widget, event)
