"""Where there is little room, words stay whole: things move to another row or are left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui.canvas.editor import NameEditor
from journeymap.ui.findings.panel import Findings
from journeymap.ui.session import Session
from journeymap.ui.start.page import StartPage
from tests.ui.hands import small
from tests.ui.inspected import unfold
from tests.ui.window import example, joined, shown


@pytest.mark.parametrize("width", [700, 960, 1280])
def test_no_word_on_the_start_page_is_cut(qtbot: QtBot, width: int) -> None:
    # given a start page in a window of some width
    page = StartPage("en", "light")
    qtbot.addWidget(page)
    page.resize(width, 800)
    with qtbot.waitExposed(page):
        page.show()
    # then the longest word of every card has room in it
    for card in page.cards:
        name, _, _ = card._boxes(card.width())
        strong, _ = card._fonts()
        words = card._name.split()
        assert max(map(QFontMetrics(strong).horizontalAdvance, words)) <= name.width()


def test_the_tabs_of_the_findings_are_not_cut(qtbot: QtBot) -> None:
    # given the findings in a narrow panel
    session = Session(small())
    room = QWidget()  # as a dock, it gives what there is and no more
    qtbot.addWidget(room)
    room.resize(900, 200)
    findings = Findings(session, room)
    try:
        with qtbot.waitExposed(room):
            room.show()
        for width in (900, 400, 900):
            findings.resize(width, 160)
            # then the search is there only where the tabs have all the room that they need
            tabs = findings.tabs
            qtbot.waitUntil(lambda tabs=tabs: tabs.width() >= tabs.sizeHint().width() - 2)
            assert findings.search.isVisible() == (width == 900)
    finally:
        session.close()


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_what_counts_the_findings_stays_where_it_is_when_they_come(
    qtbot: QtBot, tmp_path: Path, lang: str
) -> None:
    # given a window in little room, before and after the checks have run
    with shown(qtbot, tmp_path, example(tmp_path), lang) as window:
        window.resize(720, 480)
        top = window.top
        qtbot.waitUntil(lambda: window.session is not None and window.session.checked)
        top.show_findings(0, "info", "light", checked=False)
        qtbot.waitUntil(lambda: top.width() >= top._row.sizeHint().width())
        before = top.findings.geometry()
        # then one sign says that they run, and no text that looks cut
        assert top.findings.text() == ""
        assert not top.findings.icon().isNull()
        assert top.findings.accessibleName()
        # and what is not yet known can be asked for all the same
        shown_before = window.docks["findings"].isVisible()
        QTest.mouseClick(top.findings, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.docks["findings"].isVisible() != shown_before)
        # when they come, their number stands in the same place
        top.show_findings(10, "warning", "light")
        assert top.findings.geometry() == before
        assert top.findings.text() == ("10" if lang == "en" else "۱۰")


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_a_small_screen_has_room_for_four_findings(qtbot: QtBot, tmp_path: Path, lang: str) -> None:
    # given a window of 1280 × 720 in a language of low letters or of high ones
    with shown(qtbot, tmp_path, example(tmp_path), lang) as window:
        qtbot.waitUntil(lambda: window.session is not None and window.session.checked)
        findings = joined(window).panels.findings
        table = findings.table
        # then four short findings are in sight below their tabs, which are whole
        line = table.verticalHeader().defaultSectionSize()
        qtbot.waitUntil(lambda: table.viewport().height() >= 4 * line)
        tabs = findings.tabs
        assert tabs.height() >= tabs.tabRect(0).height()
        assert tabs.tabRect(0).height() >= tabs.fontMetrics().height()
        # and the map has far more room than they have
        assert window.stack.height() > 2 * findings.height()


@pytest.mark.parametrize("lang", ["en", "fa"])
@pytest.mark.parametrize(
    "name", ["Compare the delivery options and prices of partner stores", "Comparing" * 8]
)
def test_a_new_card_with_a_long_name_fits_the_inspector(
    qtbot: QtBot, tmp_path: Path, lang: str, name: str
) -> None:
    # given a new touchpoint, made with Enter and not rated, whose id is as long as its name
    with shown(qtbot, tmp_path, example(tmp_path), lang) as window:
        session, view = window.session, joined(window).canvas
        assert session is not None
        session.jump("see-ad")
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), NameEditor))
        QTest.keyClicks(QApplication.focusWidget(), name)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: any(each.name == name for each in session.map.touchpoints))
        made = next(each.id for each in session.map.touchpoints if each.name == name)
        session.jump(made)
        inspector = joined(window).panels.inspector
        qtbot.waitUntil(lambda: inspector.form.keys == (made,))
        form = inspector.form
        assert form.editors["id"].shown.text() == made  # all groups are made then
        unfold(form)
        # then all of it ends where the pane ends
        pane = form.viewport()
        for _ in range(6):  # layouts in one another, each of which asks the one around it
            form.grab()
            QApplication.processEvents()
        assert form.widget().width() == pane.width()
        for each in form.widget().findChildren(QWidget):
            if each.isVisible() and each.parentWidget().metaObject().className() != "QTextEdit":
                left = each.mapTo(pane, QPoint(0, 0)).x()
                assert 0 <= left <= left + each.width() <= pane.width(), each
