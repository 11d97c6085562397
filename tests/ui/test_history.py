"""The undo history: steps with names, the saved one marked, a jump to any of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Stage, Touchpoint
from journeymap.model.text import M
from journeymap.ui.app import application
from journeymap.ui.history import History
from journeymap.ui.session import Session

MAP = JourneyMap(
    title="m",
    stages=(Stage(id="s", name="S"),),
    touchpoints=(Touchpoint(id="a", name="A", stage="s"), Touchpoint(id="b", name="B", stage="s")),
)


def session_of(steps: int) -> Session:
    application()
    session = Session(MAP)
    for n in range(steps):
        key = "ab"[n % 2]
        session.commit(
            M("Step {n}", n=n + 1), lambda m, key=key, n=n: edits.change(m, key, name=f"{key}{n}")
        )
    return session


def shown(qtbot: QtBot, session: Session) -> History:
    history = History(session)
    qtbot.addWidget(history)
    history.resize(220, 300)
    history.show()
    return history


def test_the_present_step_is_bold_and_what_was_undone_is_slanted(qtbot: QtBot) -> None:
    session = session_of(3)
    session.undo()
    history = shown(qtbot, session)

    fonts = [history.list.item(row).font() for row in range(history.list.count())]

    assert [font.bold() for font in fonts] == [False, False, True, False]
    assert [font.italic() for font in fonts] == [False, False, False, True]
    session.close()


def test_a_click_and_enter_go_to_a_step_and_select_what_changed(qtbot: QtBot) -> None:
    session = session_of(3)
    history = shown(qtbot, session)
    rows = history.list

    place = rows.visualItemRect(rows.item(1)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert session.document.done == 1
    assert set(session.selection) == {"a", "b"}

    session.select(())
    rows.setFocus()
    rows.setCurrentRow(2)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert session.document.done == 2
    assert session.selection == ("b",)
    session.close()


def test_undo_selects_what_came_back_and_keeps_a_selection_that_it_changes(qtbot: QtBot) -> None:
    session = session_of(0)
    session.commit(M("Delete"), lambda m: edits.delete(m, ["b"]))

    session.undo()
    assert session.selection == ("b",)

    session.commit(
        M("Rate"), lambda m: edits.change(edits.change(m, "a", emotion=1), "b", emotion=1)
    )
    session.undo()
    assert session.selection == ("b",)
    session.close()


def test_the_state_on_disk_is_marked_and_said(qtbot: QtBot, tmp_path: Path) -> None:
    session = session_of(2)
    session.save_as(tmp_path / "m.yaml")
    session.commit(M("Later"), lambda m: edits.change(m, "a", name="Z"))
    history = shown(qtbot, session)

    marked = [not history.list.item(row).icon().isNull() for row in range(history.list.count())]

    assert marked == [False, False, True, False]
    spoken = history.list.item(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Step 2, saved"
    session.close()


def test_a_view_that_takes_records_back_meanwhile_leaves_none_selected(qtbot: QtBot) -> None:
    session = session_of(0)
    session.select(["a", "b"])

    def take_back(*_: object) -> None:
        if "b" in session.index:
            session.commit(M("Delete"), lambda m: edits.delete(m, ["b"]))

    session.changed.connect(take_back)
    session.commit(M("Rename"), lambda m: edits.change(m, "a", name="New"))

    assert session.selection == ("a",)
    session.close()


def test_a_long_step_is_shortened_and_nothing_is_scrolled_sideways(qtbot: QtBot) -> None:
    session = session_of(0)
    long = "A very long name of a step " * 5
    session.commit(M("Rename {name}", name=long), lambda m: edits.change(m, "a", name="Z"))
    history = shown(qtbot, session)

    assert not history.list.horizontalScrollBar().isVisible()
    assert long.strip() in " ".join(history.list.item(1).toolTip().split())
    session.close()
