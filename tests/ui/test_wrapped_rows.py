"""Notes of the parking list and steps of the history are read whole in narrow panels."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QToolTip
from pytestqt.qtbot import QtBot

from journeymap.model.journey import JourneyMap, Parked, Stage, Touchpoint
from journeymap.model.text import M
from journeymap.ui.app import application
from journeymap.ui.history import ABOVE, History
from journeymap.ui.outline.panel import Outline
from journeymap.ui.session import Session
from journeymap.ui.wrapped import MOST, Wrapping

LONG = {
    "en": "Somebody asked whether the confirmation could come by post for people with no telephone",
    "fa": "کسی پرسید آیا تأیید می‌تواند با پست برای کسانی بیاید که هیچ تلفنی ندارند و دورند",
}
NARROW, WIDE = 210, 900
LEFT = Qt.MouseButton.LeftButton


def of(lang: str) -> JourneyMap:
    return JourneyMap(
        title="m",
        language=lang,
        stages=(Stage(id="s", name="S"),),
        touchpoints=tuple(Touchpoint(id=f"t{n}", name=f"T{n}", stage="s") for n in range(5)),
        parking=(Parked(id="long", text=LONG[lang], votes=2), Parked(id="short", text="Ok")),
    )


@pytest.fixture(params=["en", "fa"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    application()
    made = Session(of(request.param), lang=request.param)
    yield made
    made.close()


@pytest.fixture
def outline(qtbot: QtBot, session: Session) -> Outline:
    made = Outline(session)
    qtbot.addWidget(made)
    made.resize(NARROW, 500)
    made.show()
    qtbot.waitUntil(lambda: made.tree.viewport().width() < made.width(), timeout=20_000)
    return made


def high(panel: Outline, key: str) -> int:
    return panel.tree.visualRect(panel.model.where(key)).height()


def unfold(panel: Outline, qtbot: QtBot) -> None:
    """Unfold the notes by a key, as a person does."""
    panel.tree.setCurrentIndex(panel.model.where_of_group("parking"))
    QTest.keyClick(panel.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: high(panel, "long") > 0, timeout=20_000)


def lines_of(text: str, font: QFont, width: int) -> float:
    wrapping = Wrapping()
    return wrapping.height(text, font, width) / wrapping.line(text, font)


def tip_at(view: QAbstractItemView, at: QPoint) -> str:
    port = view.viewport()
    QApplication.sendEvent(port, QHelpEvent(QEvent.Type.ToolTip, at, port.mapToGlobal(at)))
    said = QToolTip.text()
    QToolTip.hideText()
    return " ".join(said.split())


# ---------------------------------------------------------------- notes


def test_a_long_note_takes_as_many_lines_as_it_needs(outline: Outline, qtbot: QtBot) -> None:
    names = [high(outline, f"t{n}") for n in range(5)]
    unfold(outline, qtbot)
    one = high(outline, "short")
    assert high(outline, "long") >= 3 * one
    assert (
        [high(outline, f"t{n}") for n in range(5)] == names == [one] * 5
    )  # names stay as they were
    outline.resize(WIDE, 500)
    qtbot.waitUntil(lambda: high(outline, "long") == one, timeout=20_000)
    outline.resize(NARROW, 500)
    qtbot.waitUntil(lambda: high(outline, "long") >= 3 * one, timeout=20_000)


def test_rows_are_measured_only_while_notes_are_unfolded(outline: Outline, qtbot: QtBot) -> None:
    assert outline.tree.uniformRowHeights()
    unfold(outline, qtbot)
    assert not outline.tree.uniformRowHeights()
    QTest.keyClick(outline.tree, Qt.Key.Key_Return)
    assert outline.tree.uniformRowHeights()
    outline.unfold_all()
    assert not outline.tree.uniformRowHeights()
    outline.fold_all()
    assert outline.tree.uniformRowHeights()


def test_the_votes_under_a_long_note_are_given_by_a_click(
    outline: Outline, qtbot: QtBot, session: Session
) -> None:
    unfold(outline, qtbot)
    outline.grab()
    box = outline.tree.visualRect(outline.model.where("long"))
    spot = outline._delegate.voting["long"]
    assert box.contains(spot.toAlignedRect())
    assert spot.top() > box.center().y()
    QTest.mouseClick(outline.tree.viewport(), LEFT, pos=spot.center().toPoint())
    assert session.map.parking[0].votes == 3


def test_a_note_is_whole_in_its_tip_and_for_screen_readers(outline: Outline, qtbot: QtBot) -> None:
    unfold(outline, qtbot)
    where = outline.model.where("long")
    assert LONG[outline._lang] in where.data(Qt.ItemDataRole.AccessibleTextRole)
    assert LONG[outline._lang] in tip_at(outline.tree, outline.tree.visualRect(where).center())


def test_the_field_for_a_note_is_one_line_high(outline: Outline, qtbot: QtBot) -> None:
    unfold(outline, qtbot)
    outline.tree.setCurrentIndex(outline.model.where("long"))
    outline.rename()
    editor = outline._delegate._editor
    assert editor is not None
    assert editor.height() <= high(outline, "short")


# ---------------------------------------------------------------- history


def test_a_step_is_named_whole_in_a_narrow_history(qtbot: QtBot, session: Session) -> None:
    words = M("Park “{name}”", name=LONG[session.lang])
    session.commit(words, lambda m: m.model_copy(update={"title": "n"}))
    session.commit(M("Move"), lambda m: m.model_copy(update={"title": "o"}))
    history = History(session)
    qtbot.addWidget(history)
    history.resize(NARROW, 500)
    history.show()
    rows = history.list

    def tall(row: int) -> int:
        return rows.visualItemRect(rows.item(row)).height()

    line = QFontMetrics(rows.font()).height()
    qtbot.waitUntil(lambda: tall(1) >= 3 * line + 2 * ABOVE, timeout=20_000)
    narrow = tall(1)
    assert tall(2) < narrow / 2
    assert LONG[session.lang] in tip_at(rows, rows.visualItemRect(rows.item(1)).center())
    history.resize(WIDE, 500)
    # one line of three; lines of another script may be taller than those of the other row
    qtbot.waitUntil(lambda: tall(1) <= narrow / 2, timeout=20_000)
    QTest.mouseClick(rows.viewport(), LEFT, pos=rows.visualItemRect(rows.item(1)).center())
    assert session.document.done == 1


# ---------------------------------------------------------------- the lines


def test_a_text_without_end_is_cut_after_some_lines(qtbot: QtBot) -> None:
    application()
    font = QFont()
    assert lines_of("words " * 500, font, 150) == pytest.approx(MOST, abs=0.5)
    assert lines_of("x" * 5000, font, 150) == pytest.approx(MOST, abs=0.5)  # also without spaces
    assert lines_of("one\ntwo\nthree", font, 150) == pytest.approx(3, abs=0.3)
    assert lines_of("", font, 150) == 1
