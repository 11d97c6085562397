"""What screen readers are told: results, selections, how a card is rated and a stage is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.text import M, Message
from journeymap.ui.canvas import accessible, folding
from journeymap.ui.canvas.accessible import CanvasInterface, PartInterface
from journeymap.ui.canvas.surface import Surface
from tests.ui.hands import CTRL, Canvas, small


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    QAccessible.setActive(True)
    made = Canvas(qtbot, edits.change(small(), "pay", success=2, effort=5))
    yield made
    made.session.close()
    QAccessible.setActive(False)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def keep(view: Surface, message: Message) -> None:
        found.append(str(message))

    monkeypatch.setattr(accessible, "announce", keep)
    return found


def child(canvas: Canvas, key: str) -> PartInterface:
    root = QAccessible.queryAccessibleInterface(canvas.view)
    assert isinstance(root, CanvasInterface)
    found = root.of(key)
    assert found is not None
    return found


def test_steps_are_read_out_when_made_undone_and_done_again(
    canvas: Canvas, heard: list[str]
) -> None:
    canvas.session.commit(M("Rate Pay"), lambda m: edits.change(m, "pay", emotion=1))
    canvas.session.undo()
    canvas.session.redo()
    assert [each.replace("\u2068", "").replace("\u2069", "") for each in heard] == [
        "Rate Pay",
        "Undone: Rate Pay",
        "Rate Pay",
    ]


def test_what_is_refused_and_what_is_told_is_read_out(canvas: Canvas, heard: list[str]) -> None:
    canvas.session.refused.emit(M("not so"))
    canvas.session.told.emit(M("done"))
    assert heard == ["not so", "done"]


def test_a_selection_of_several_or_none_is_counted(canvas: Canvas, heard: list[str]) -> None:
    canvas.click("ad")
    canvas.click("pay", CTRL)
    canvas.session.select(())
    assert heard == ["2 selected", "Nothing selected"]


def test_every_kind_of_part_has_a_name_and_a_role(canvas: Canvas) -> None:
    wanted = {
        "pay": QAccessible.Role.ListItem,
        "buy": QAccessible.Role.ColumnHeader,
        "web": QAccessible.Role.RowHeader,
        "ad -> page": QAccessible.Role.Link,
    }
    root = QAccessible.queryAccessibleInterface(canvas.view)
    assert root is not None
    for key, role in wanted.items():
        found = child(canvas, key)
        assert found.role() == role, key
        assert found.text(QAccessible.Text.Name), key
        assert found.state().focusable, key


def test_a_card_says_how_it_is_rated_in_words(canvas: Canvas) -> None:
    value = child(canvas, "pay").text(QAccessible.Text.Value)
    for words in ("Emotion: very bad", "Success: hardly", "Effort: very hard"):
        assert words in value
    assert child(canvas, "ad").text(QAccessible.Text.Value) == ""


def test_a_selected_card_says_so(canvas: Canvas) -> None:
    canvas.click("pay")
    assert child(canvas, "pay").state().selected
    assert not child(canvas, "ad").state().selected


def test_a_stage_says_whether_it_is_collapsed(canvas: Canvas) -> None:
    assert child(canvas, "buy").state().expanded
    folding.toggle_stages(canvas.session, ("buy",))
    state = child(canvas, "buy").state()
    assert state.collapsed
    assert not state.expanded
