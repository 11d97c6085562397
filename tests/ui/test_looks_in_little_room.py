"""Where there is little room, words stay whole: things move to another row or are left out."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui.findings.panel import Findings
from journeymap.ui.session import Session
from journeymap.ui.start.page import StartPage
from tests.ui.hands import small


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
