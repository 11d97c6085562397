"""The priority board: cards by impact and effort, moved by mouse and keys, followed both ways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Opportunity
from journeymap.model.priorities import candidates
from journeymap.model.text import M, say
from journeymap.ui.board.window import Board
from journeymap.ui.session import Session
from tests.ui.hands import LEFT, PLAIN, small


def ideas(language: str = "en") -> JourneyMap:
    m = small(language)
    pain = edits.new_record(
        "pain_point", id="slow", name="Slow", at=("pay",), severity=4, reach=0.5, votes=2
    )
    m = edits.add(m, pain)
    for id, values in {
        "cache": {"impact": 4, "effort": 2, "solves": ("slow",), "votes": 1},
        "new-till": {},
        "old": {"status": "done", "impact": 1, "effort": 1},
    }.items():
        m = edits.add(m, edits.new_record("opportunity", id=id, name=id.title(), **values))
    return m


@pytest.fixture(params=["en", "fa"])
def board(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Board]:
    session, window = Session(ideas(request.param), lang=request.param), QWidget()
    qtbot.addWidget(window)
    made = Board(session, window)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    session.close()


def record(board: Board, key: str) -> Opportunity:
    found = board._session.index.entries[key].record
    assert isinstance(found, Opportunity)
    return found


def place(board: Board, key: str) -> tuple[int | None, int | None]:
    return record(board, key).impact, record(board, key).effort


def carry(board: Board, key: str, goal: QPoint) -> None:
    chip = board.matrix.chips[key]
    grip = chip.rect().center()
    QTest.mousePress(chip, LEFT, PLAIN, grip)
    for _ in range(3):
        way = goal - chip.geometry().center()
        QTest.mouseMove(chip, grip + way)
    QTest.mouseRelease(chip, LEFT, PLAIN, grip)


def test_what_speaks_for_an_opportunity_is_weighed() -> None:
    found = {each.key: each for each in candidates(Session(ideas()).index)}
    assert (found["cache"].weight, found["cache"].votes, found["cache"].solves) == (
        2.0,
        3,
        ("slow",),
    )
    assert (found["new-till"].weight, found["new-till"].votes) == (None, 0)


def test_done_ones_are_shown_when_asked_for(board: Board) -> None:
    assert set(board.matrix.chips) == {"cache", "new-till"}
    board.closed.setChecked(True)
    board._fresh.now()
    assert set(board.matrix.chips) == {"cache", "new-till", "old"}


def test_dragging_rates_in_one_step(board: Board) -> None:
    goal = board.matrix._cell((5, 1)).center()
    carry(board, "new-till", goal)
    assert place(board, "new-till") == (5, 1)
    assert len(board._session.document.steps) == 1
    board._session.undo()
    assert place(board, "new-till") == (None, None)


def test_a_place_leads_to_itself(board: Board) -> None:
    for impact in range(1, 6):
        for effort in range(1, 6):
            cell = board.matrix._cell((impact, effort))
            assert board.matrix.place_at(cell.center()) == (impact, effort)


def test_into_the_column_beside_means_not_rated(board: Board) -> None:
    carry(board, "cache", board.matrix._tray().center())
    assert place(board, "cache") == (None, None)


def test_arrows_push_as_it_is_seen(board: Board) -> None:
    chip = board.matrix.chips["cache"]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Up)
    QTest.keyClick(chip, Qt.Key.Key_Right)
    more = -1 if board._lang == "fa" else 1
    assert place(board, "cache") == (5, 2 + more)
    QTest.keyClick(chip, Qt.Key.Key_Up)  # there is nothing above
    assert place(board, "cache") == (5, 2 + more)
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert place(board, "cache") == (None, None)
    QTest.keyClick(chip, Qt.Key.Key_Up)
    assert place(board, "cache") == (3, 3)


def test_what_it_solves_stands_right_after_the_word(board: Board, qtbot: QtBot) -> None:
    board._session.select(("cache",))
    board._fresh.now()
    link = board._links.itemAt(0).widget()
    qtbot.waitUntil(link.isVisible)
    words, strip = board.strip.fontMetrics().horizontalAdvance(board.strip.text()), board.strip
    if board.isRightToLeft():
        gap = strip.geometry().right() - words - link.geometry().right()
    else:
        gap = link.x() - strip.x() - words
    assert 0 <= gap < 40
    board._session.select(())
    board._fresh.now()
    qtbot.waitUntil(lambda: strip.width() > board.width() / 2)  # a hint is on one line


def test_choosing_selects_on_the_map_and_shows_what_it_solves(board: Board, qtbot: QtBot) -> None:
    QTest.mouseClick(board.matrix.chips["cache"], LEFT)
    assert board._session.selection == ("cache",)
    qtbot.waitUntil(lambda: board._links.count() == 2)  # the link, and room behind it
    board._session.select(("new-till",))
    qtbot.waitUntil(lambda: board.matrix.chips["new-till"].selected)


def test_the_filter_looks_at_names_owners_and_what_is_solved(board: Board) -> None:
    board.filter.setText("slow")
    board._fresh.now()
    assert set(board.matrix.chips) == {"cache"}


def test_the_board_follows_the_map(board: Board, qtbot: QtBot) -> None:
    session = board._session
    session.commit(M("Away"), lambda m: edits.delete(m, ["cache"]))
    qtbot.waitUntil(lambda: "cache" not in board.matrix.chips)


def test_a_card_says_what_it_is(board: Board) -> None:
    name = board.matrix.chips["cache"].accessibleName()
    assert name.startswith("Cache, ")


@pytest.mark.parametrize("sign", ["+", "＋"])
def test_signs_give_and_take_votes(board: Board, sign: str) -> None:
    chip = board.matrix.chips["cache"]
    chip.setFocus()
    for _ in range(2):
        press(chip, sign)
    assert record(board, "cache").votes == 3
    assert board.matrix.chips["cache"].candidate.votes == 5  # with those of what it solves
    assert len(board._session.document.steps) == 1
    press(chip, "-")
    assert record(board, "cache").votes == 2
    board._session.undo()
    assert record(board, "cache").votes == 3


def press(chip: QWidget, sign: str) -> None:
    """Type a sign, on whatever key it stands."""
    key = Qt.Key.Key_Plus if sign != "-" else Qt.Key.Key_Minus
    event = QKeyEvent(QEvent.Type.KeyPress, key, PLAIN, sign)
    QApplication.sendEvent(chip, event)


def test_a_long_name_takes_lines_and_the_tip_says_all_and_how_votes_are_counted(
    qtbot: QtBot, board: Board
) -> None:
    chip, session = board.matrix.chips["new-till"], board._session
    before = chip.height()
    name = "How might we let people pay in any way they like without asking them twice for it?"
    session.commit(M("Rename"), lambda m: edits.change(m, "new-till", name=name))
    chip = board.matrix.chips["new-till"]
    qtbot.waitUntil(lambda: chip.height() > before)
    assert chip.toolTip().replace("\n", " ").startswith(name)
    # beside the votes of its own those of the pain points it solves count: 1 and 2
    votes = board.matrix.chips["cache"].accessibleDescription()
    said = M("Votes: {own} of its own, {pains} of the pain points it solves", own=1, pains=2)
    assert votes == say(said, session.lang)
    assert not chip.accessibleDescription()


def test_a_card_stays_in_the_height_of_its_place(board: Board) -> None:
    name = "A very long name " * 8
    board._session.commit(M("Rename"), lambda m: edits.change(m, "cache", name=name))
    place_of = board.matrix._cell((4, 2))
    assert board.matrix.chips["cache"].height() <= place_of.height()


@pytest.mark.parametrize("width", [90, 120, 160, 230])
def test_what_is_said_under_a_name_is_left_out_before_it_is_cut(board: Board, width: int) -> None:
    chip = board.matrix.chips["cache"]
    status, *more = map(chip._say, chip.details())
    words = chip._fitting(width)
    assert words.split(" · ")[0].rstrip("…") in status
    assert "…" not in words or words[:-1] in status
    assert set(words.split(" · ")[1:]) <= set(more)
