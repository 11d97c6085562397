"""Sentences in labels and boxes run as their language does, whatever name they begin with."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QTextLayout
from pytestqt.qtbot import QtBot

from journeymap.model.text import M
from journeymap.ui import style
from journeymap.ui.app import application
from journeymap.ui.banner import Banners
from journeymap.ui.paragraph import paragraph

WHO = M("Another journeymap on this computer has it open.")


def runs_to_the_left(text: str) -> bool:
    """Return whether Qt sets a text from right to left when nobody tells it how."""
    layout = QTextLayout(text)
    option = layout.textOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    first = line.cursorToX(0)
    return bool((first[0] if isinstance(first, tuple) else first) > 0)


@pytest.mark.parametrize(("lang", "left"), [("en", False), ("fa", True), ("ar", True)])
def test_a_sentence_runs_as_its_language_does(qtbot: QtBot, lang: str, left: bool) -> None:
    application()
    assert runs_to_the_left(paragraph(M("journeymap"), lang)) is left


def test_a_banner_says_its_sentences_as_paragraphs(qtbot: QtBot) -> None:
    application()
    banners = Banners("fa")
    qtbot.addWidget(banners)

    banners.put("lock", "plain", M("Read only"), WHO)

    shown = banners.shown["lock"]
    for words in (shown.text.text(), shown.more.text()):
        assert runs_to_the_left(words)


def test_a_banner_that_is_no_warning_any_more_does_not_look_like_one(qtbot: QtBot) -> None:
    style.apply(application(), "light")
    banners = Banners("en")
    qtbot.addWidget(banners)

    def colour(subject: str) -> QColor:
        return banners.shown[subject].text.palette().color(QPalette.ColorRole.WindowText)

    banners.put("file", "warning", M("Not read yet"))
    banners.put("lock", "plain", M("Read only"))
    banners.show()
    qtbot.waitUntil(lambda: colour("file") != colour("lock"))

    banners.put("file", "plain", M("Read only"))

    assert colour("file") == colour("lock")
