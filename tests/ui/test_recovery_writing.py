"""What is being written in an editor is in the recovery copy, and goes from it with the editor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from journeymap.files.recovery import read_copy
from journeymap.files.recovery_folder import copies
from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.text import M
from journeymap.ui.outline.panel import Outline
from journeymap.ui.recovery import copying
from journeymap.ui.recovery.writer import Keeper
from journeymap.ui.session import Session
from tests.ui.hands import Canvas, small
from tests.ui.inspected import type_text
from tests.ui.tabled import Desk, K, tabled

SOON = 20_000  # ms


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies come after a moment."""
    monkeypatch.setattr(copying, "QUIET", 0.01)


def clean(session: Session, folder: Path) -> Keeper:
    """Let a session have a file that says what its map says, and keep copies of it."""
    keeper = Keeper(session, folder / "r")
    session.save_as(folder / "map.yaml")
    return keeper


def copied(keeper: Keeper) -> JourneyMap:
    return read_copy(keeper.file).map


def name_in(m: JourneyMap, key: str) -> str:
    return next(each.name for each in m.touchpoints if each.id == key)


def wait_for(qtbot: QtBot, keeper: Keeper, key: str, name: str) -> None:
    qtbot.waitUntil(
        lambda: keeper.file.exists() and name_in(copied(keeper), key) == name, timeout=SOON
    )


def test_a_name_that_is_written_on_a_card_is_kept_before_it_is_taken(
    qtbot: QtBot, tmp_path: Path
) -> None:
    canvas = Canvas(qtbot, small())
    keeper = clean(canvas.session, tmp_path)
    canvas.view.rename("pay")
    editor = QApplication.focusWidget()
    assert editor is not None

    type_text(editor, "Pay with a coin")

    wait_for(qtbot, keeper, "pay", "Pay with a coin")
    assert not canvas.session.document.dirty
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert copies(tmp_path / "r") == []
    canvas.session.close()


def test_a_name_that_was_taken_stays_in_the_copy(qtbot: QtBot, tmp_path: Path) -> None:
    canvas = Canvas(qtbot, small())
    keeper = clean(canvas.session, tmp_path)
    canvas.view.rename("pay")
    editor = QApplication.focusWidget()
    assert editor is not None
    type_text(editor, "Pay with a coin")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: keeper.idle, timeout=SOON)

    assert name_in(canvas.session.map, "pay") == "Pay with a coin"
    assert copied(keeper) == canvas.session.map
    canvas.session.close()


def test_what_is_written_in_a_record_that_changed_since_is_not_put_over_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    session = Session(small())
    keeper = clean(session, tmp_path)
    session.drafts.write("canvas", session.index.get("pay"), "name", "Old words")

    session.commit(M("x"), lambda m: edits.change(m, "pay", name="Said since"))

    wait_for(qtbot, keeper, "pay", "Said since")
    session.close()


def test_what_is_typed_back_is_nothing_to_keep(qtbot: QtBot, tmp_path: Path) -> None:
    canvas = Canvas(qtbot, small())
    keeper = clean(canvas.session, tmp_path)
    name = name_in(canvas.session.map, "pay")
    canvas.view.rename("pay")
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_End)
    type_text(editor, "x")
    wait_for(qtbot, keeper, "pay", f"{name}x")

    QTest.keyClick(editor, Qt.Key.Key_Backspace)

    assert copies(tmp_path / "r") == []
    canvas.session.close()


def test_what_no_record_can_hold_is_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(small())
    keeper = clean(session, tmp_path)
    session.drafts.write("canvas", session.index.get("pay"), "name", "")
    session.drafts.write("table", session.index.get("pay"), "success", 99)

    qtbot.waitUntil(lambda: keeper.file.exists() and keeper.idle, timeout=SOON)

    assert copied(keeper) == session.map
    session.close()


def test_a_name_that_is_written_in_the_outline_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(small())
    keeper = clean(session, tmp_path)
    outline = Outline(session)
    qtbot.addWidget(outline)
    outline.show()
    session.select(("pay",))
    outline.tree.setFocus()
    outline.tree.edit_name()
    (editor,) = outline.tree.findChildren(QLineEdit)

    type_text(editor, "Pay with a coin")

    wait_for(qtbot, keeper, "pay", "Pay with a coin")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: copies(tmp_path / "r") == [], timeout=SOON)
    session.close()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with tabled(qtbot, tmp_path, small()) as made:
        yield made


@pytest.mark.parametrize("field", ["name", "owner"])
def test_what_is_written_in_a_cell_is_kept(
    qtbot: QtBot, tmp_path: Path, desk: Desk, field: str
) -> None:
    keeper = clean(desk.session, tmp_path)
    desk.show("touchpoint")
    desk.at("pay", field)

    desk.type("What somebody wrote for minutes")

    def there() -> bool:
        if not keeper.file.exists():
            return False
        found = next(each for each in copied(keeper).touchpoints if each.id == "pay")
        assert isinstance(found, Touchpoint)
        return getattr(found, field) == "What somebody wrote for minutes"

    qtbot.waitUntil(there, timeout=SOON)
    assert not desk.session.document.dirty
    desk.key(K.Key_Escape)
    qtbot.waitUntil(lambda: copies(tmp_path / "r") == [], timeout=SOON)
