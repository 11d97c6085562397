"""A thread with more answers than anybody reads at once."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from journeymap.model.journey import Comment, JourneyMap
from journeymap.model.threads import threads
from journeymap.ui.app import application
from journeymap.ui.comments.thread_box import FEW, MORE, ThreadBox
from journeymap.ui.session import Session

N = 200


def test_the_newest_answers_are_shown_and_others_when_asked_for(qtbot: QtBot) -> None:
    application()
    said = [
        Comment(
            id=f"k{n}",
            by="Ada",
            date=date(2026, 1, 1),
            text=f"text {n}",
            replies_to=f"k{n - 1}" if n else None,
        )
        for n in range(N)
    ]
    session = Session(JourneyMap(title="m", comments=tuple(said)))
    box = ThreadBox(session, place=True)
    qtbot.addWidget(box)
    deleted: list[str] = []
    box.deleted.connect(deleted.append)

    box.put(threads(session.map)[0])
    box.show()
    texts = [each.words.text() for each in box._said]
    assert texts == ["text 0", *(f"text {n}" for n in range(N - FEW, N))]
    assert box.more.isVisible()
    box._said[1].gone.click()
    assert deleted == [f"k{N - FEW}"]

    box.more.click()
    assert len(box._said) == 1 + FEW + MORE
    assert box._said[-1].words.text() == f"text {N - 1}"
    while box.more.isVisible():
        box.more.click()
    assert [each.words.text() for each in box._said] == [each.text for each in said]
    session.close()
