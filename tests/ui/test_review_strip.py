"""The strip of the review in the width of a side panel."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from journeymap.model.journey import JourneyMap
from journeymap.ui.comments.review import ReviewStrip
from journeymap.ui.session import Session


@pytest.mark.parametrize("lang", ["en", "fa", "tr"])
def test_when_the_review_is_due_has_the_width_for_itself(qtbot: QtBot, lang: str) -> None:
    session = Session(JourneyMap(title="A map"))
    session.set_lang(lang)
    strip = ReviewStrip(session)
    qtbot.addWidget(strip)
    strip.resize(242, 200)
    strip.show()
    assert strip.due.width() == strip.width()
    assert strip.due.heightForWidth(strip.due.width()) < 2 * strip.due.fontMetrics().height()
    assert strip.reviewed_now.y() >= strip.due.geometry().bottom()
    session.close()
