"""Comments as threads in the panel and under a record, and the review, with real keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from journeymap.model.journey import Comment
from journeymap.model.text import M
from journeymap.model.threads import threads
from journeymap.ui.comments.panel import PAGE, Comments
from journeymap.ui.comments.thread_box import PlaceLink
from journeymap.ui.comments.thread_words import title
from journeymap.ui.main_window import MainWindow
from journeymap.ui.session import Session
from tests.ui.record_desk import TODAY, laid, opened
from tests.ui.window import joined

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """The coffee example: one thread is resolved, one is open."""
    made = opened(tmp_path)
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> Comments:
    """The panel of comments, as wide as the inspector."""
    made = Comments(session)
    made.resize(280, 640)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(panel: Comments, name: str, data: str) -> None:
    choice = getattr(panel, name)
    choice.setFocus()
    QTest.keyClick(choice, Key.Key_Home)
    while choice.currentData() != data:
        QTest.keyClick(choice, Key.Key_Down)


def shown(panel: Comments) -> list[str]:
    return [box.key for box in panel.boxes]


def many(session: Session, n: int) -> None:
    """Give the map n threads at its touchpoints, each older than the one before."""
    places = [t.id for t in session.map.touchpoints]
    made = tuple(
        Comment(id=f"n{i}", at=places[i % len(places)], by="Bo" if i % 2 else "Cy",
                date=date.fromordinal(TODAY.toordinal() - i), text=f"word {i}")
        for i in range(n)
    )  # fmt: skip
    session.commit(M("Many"), lambda m: m.model_copy(update={"comments": made}))


# ---------------------------------------------------------------- writing


def test_a_comment_is_written_on_what_is_selected(panel: Comments, session: Session) -> None:
    session.select(("install",))
    panel.refresh()

    panel.write.words.setFocus()
    QTest.keyClicks(panel.write.words, "Two steps too many")
    QTest.keyClick(panel.write.words, Key.Key_Return, CONTROL)

    made = session.map.comments[-1]
    assert (made.at, made.by, made.date) == ("install", "Ada", TODAY)
    assert made.text == "Two steps too many"
    assert panel.write.words.toPlainText() == ""
    assert panel.boxes[0].key == made.id  # the newest is first
    assert str(session.document.undo_text).startswith("Comment on")


def test_without_a_selection_a_comment_is_about_the_map(panel: Comments, session: Session) -> None:
    panel.write.words.setFocus()
    QTest.keyClicks(panel.write.words, "Good work")
    click(panel.write.button)
    assert session.map.comments[-1].at is None


def test_the_name_is_asked_for_and_remembered(
    qtbot: QtBot, panel: Comments, session: Session
) -> None:
    panel.person.setFocus()
    panel.person.selectAll()
    QTest.keyClick(panel.person, Key.Key_Delete)
    QTest.keyClick(panel.person, Key.Key_Return)
    before = session.map
    panel.write.words.setFocus()
    QTest.keyClicks(panel.write.words, "Hm")
    click(panel.write.button)
    assert session.map is before
    assert panel.focusWidget() is panel.person
    assert "who is writing" in panel._wrong.text()

    with qtbot.waitSignal(panel.person_changed) as changed:
        QTest.keyClicks(panel.person, "Mina")
        QTest.keyClick(panel.person, Key.Key_Return)
    assert changed.args == ["Mina"]
    # what waited for the name is sent by the key that ends it
    assert session.map.comments[-1].by == "Mina"
    assert session.map.comments[-1].text == "Hm"
    assert panel._wrong.isHidden()
    n = len(session.map.comments)
    QTest.keyClick(panel.person, Key.Key_Return)
    assert len(session.map.comments) == n


def test_an_answer_keeps_its_words_while_something_else_changes(
    panel: Comments, session: Session
) -> None:
    box = panel.boxes[0]
    click(box.reply)
    QTest.keyClicks(box.answer.words, "I will ask")

    session.select(("pay",))
    panel.write.words.setFocus()
    QTest.keyClicks(panel.write.words, "Another one")
    click(panel.write.button)
    assert box.answer.isVisible()
    assert box.answer.words.toPlainText() == "I will ask"

    QTest.keyClick(box.answer.words, Key.Key_Return, CONTROL)
    answer = next(c for c in session.map.comments if c.text == "I will ask")
    assert answer.replies_to == box.key
    assert not box.answer.isVisible()


# ---------------------------------------------------------------- settling and deleting


def test_a_resolved_thread_leaves_the_open_ones_and_comes_back(
    panel: Comments, session: Session
) -> None:
    key = panel.boxes[0].key
    click(panel.boxes[0].resolve)
    assert shown(panel) == []
    assert not any(thread.open for thread in threads(session.map))

    choose(panel, "state", "resolved")
    box = next(each for each in panel.boxes if each.key == key)
    assert box.resolve.text() == "Reopen"
    click(box.resolve)
    assert next(t for t in threads(session.map) if t.key == key).open


def test_deleting_a_thread_takes_its_answers_along_and_is_one_step(
    panel: Comments, session: Session
) -> None:
    choose(panel, "state", "all")
    box = next(each for each in panel.boxes if each.thread_shown and each.thread_shown.replies)
    before, steps = session.map, len(session.document.steps)

    box.setFocus()
    QTest.keyClick(box, Key.Key_Delete)

    assert len(session.map.comments) == len(before.comments) - 2
    assert len(session.document.steps) == steps + 1
    session.undo()
    assert session.map is before


def test_one_answer_is_deleted_alone(panel: Comments, session: Session) -> None:
    choose(panel, "state", "all")
    box = next(each for each in panel.boxes if each.thread_shown and each.thread_shown.replies)
    root = box.key
    click(box._said[1].gone)
    assert [c.id for c in session.map.comments if c.replies_to == root] == []
    assert root in session.index.entries


# ---------------------------------------------------------------- finding


def test_threads_are_narrowed_by_state_person_words_and_selection(
    panel: Comments, session: Session
) -> None:
    many(session, 12)
    panel.refresh()
    assert len(shown(panel)) == 12

    choose(panel, "by", "Bo")
    assert len(shown(panel)) == 6
    choose(panel, "by", "")
    panel.search.setFocus()
    QTest.keyClicks(panel.search, "word 11")
    assert shown(panel) == ["n11"]
    panel.search.selectAll()
    QTest.keyClick(panel.search, Key.Key_Delete)
    click(panel.selected)
    assert shown(panel) == []
    assert "like that" in panel._quiet.text()
    session.select((session.map.touchpoints[3].id,))
    panel.refresh()
    assert shown(panel) == ["n3"]


def test_threads_stand_by_the_newest_or_by_place(panel: Comments, session: Session) -> None:
    many(session, 6)
    panel.refresh()
    assert shown(panel) == [f"n{i}" for i in range(6)]
    session.commit(
        M("x"),
        lambda m: m.model_copy(update={"comments": tuple(reversed(m.comments))}),
    )
    choose(panel, "order", "place")
    assert shown(panel) == [f"n{i}" for i in range(6)]


def test_a_thread_leads_to_its_place(qtbot: QtBot, panel: Comments, session: Session) -> None:
    box = panel.boxes[0]
    with qtbot.waitSignal(session.reveal):
        click(box.where)
    assert box.thread_shown is not None
    assert session.selection == (box.thread_shown.at,)


def test_a_thousand_threads_are_made_as_they_are_scrolled_to(
    qtbot: QtBot, panel: Comments, session: Session
) -> None:
    many(session, 1000)
    panel.refresh()
    assert len(panel.boxes) == PAGE
    bar = panel.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 1000)

    bar.setValue(bar.maximum())

    assert len(panel.boxes) == 2 * PAGE


def test_persian_words_run_from_right_to_left_in_an_english_window(
    panel: Comments, session: Session
) -> None:
    made = Comment(id="fa1", by="Mina", date=TODAY, text="این درست نیست: CSAT")
    session.commit(M("x"), lambda m: m.model_copy(update={"comments": (made,)}))
    panel.refresh()
    words = panel.boxes[0]._said[0].words
    assert words.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert words.alignment() & Qt.AlignmentFlag.AlignRight


def test_a_latin_name_stays_before_a_persian_day(qtbot: QtBot, session: Session) -> None:
    session.set_lang("fa")
    made = Comment(id="fa1", by="E-commerce", date=TODAY, text="5 % sounds small.")
    session.commit(M("x"), lambda m: m.model_copy(update={"comments": (made,)}))
    panel = Comments(session)
    qtbot.addWidget(panel)
    said = panel.boxes[0]._said[0].by.text()
    assert said.startswith("\u2068E-commerce\u2069، ۳ ")


def test_a_long_place_is_cut_at_its_own_end(qtbot: QtBot) -> None:
    place = PlaceLink("fa")
    qtbot.addWidget(place)
    place.resize(120, 24)
    place.put("Reserve without paying at the counter", "")
    place.show()
    assert place.text().startswith("\u2068Reserve")
    assert place.text().rstrip("\u2069").endswith("…")  # inside what is isolated


# ---------------------------------------------------------------- under a record


def test_the_record_has_its_threads_and_a_box_for_more(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "comments", "pay")
    assert [box.key for box in card.boxes] == ["c1"]

    card.write.words.setFocus()
    QTest.keyClicks(card.write.words, "And cash?")
    click(card.write.button)

    assert session.map.comments[-1].at == "pay"
    assert card.boxes[0].thread_shown.root.text == "And cash?"  # open ones first
    click(card.boxes[0].reply)
    QTest.keyClicks(card.boxes[0].answer.words, "Soon")
    click(card.boxes[0].answer.button)
    assert card.boxes[0].thread_shown.replies[0].text == "Soon"


def test_a_record_with_many_threads_shows_some_and_more_when_asked(
    qtbot: QtBot, session: Session
) -> None:
    many(session, 22 * 30)
    card = laid(qtbot, session, "comments", "pay")
    assert len(card.boxes) == 8
    assert "22" in card.more.text()
    click(card.more)
    assert len(card.boxes) == 28


# ---------------------------------------------------------------- the review


def test_status_and_the_day_of_the_review_are_set_in_one_place(
    panel: Comments, session: Session
) -> None:
    review = panel.review
    review.status.setFocus()
    QTest.keyClick(review.status, Key.Key_End)
    assert session.map.status == "archived"

    click(review.reviewed_now)
    assert session.map.reviewed == TODAY
    assert not review.reviewed_now.isEnabled()
    assert str(session.document.undo_text) == "Reviewed today"
    session.undo()
    review.refresh()
    assert review.reviewed_now.isEnabled()


def test_owner_and_rhythm_unfold_and_a_wrong_one_is_refused(
    panel: Comments, session: Session
) -> None:
    review = panel.review
    click(review.more)
    review.every.setFocus()
    review.every.selectAll()
    QTest.keyClicks(review.every, "often")
    QTest.keyClick(review.every, Key.Key_Return)
    assert "often" in review.wrong.text()

    review.every.selectAll()
    QTest.keyClicks(review.every, "2w")
    QTest.keyClick(review.every, Key.Key_Return)
    assert session.map.review_every == "2w"
    assert not review.wrong.isVisible()


def test_an_overdue_review_is_marked(panel: Comments, session: Session) -> None:
    session.today = lambda: date(2030, 1, 1)
    panel.review.refresh()
    assert "overdue" in panel.review.due.text()
    assert panel.review.due.property("look") == "wrong"


def test_what_is_open_is_counted_in_words(panel: Comments, session: Session) -> None:
    text = panel.review.counts.text()
    pains = sum(p.status == "open" for p in session.map.pain_points)
    assert "1 open comment" in text
    assert f"{pains} open pain points" in text
    assert "with evidence" in text


# ---------------------------------------------------------------- in the window


def test_the_tab_counts_the_open_threads_and_the_name_is_kept(
    window: MainWindow, qtbot: QtBot
) -> None:
    workspace = joined(window)
    session = workspace.session
    assert title(session.map, session.lang) == "Comments (1)"
    assert window.docks["comments"].windowTitle() == "Comments (1)"
    window.commands["comments"].trigger()
    panel = workspace.panels.comments
    assert panel.isVisible()

    panel.person.setFocus()
    panel.person.selectAll()
    QTest.keyClicks(panel.person, "Mina")
    QTest.keyClick(panel.person, Key.Key_Return)
    panel.write.words.setFocus()
    QTest.keyClicks(panel.write.words, "Who owns this?")
    QTest.keyClick(panel.write.words, Key.Key_Return, CONTROL)

    qtbot.waitUntil(lambda: window.docks["comments"].windowTitle() == "Comments (2)")
    assert window.commands["comments"].text().startswith("Comments (2)")
    assert window.settings.person == "Mina"
    window.commands["undo"].trigger()
    qtbot.waitUntil(lambda: window.docks["comments"].windowTitle() == "Comments (1)")
