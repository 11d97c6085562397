"""What is typed and not said yet: it reaches the record it was typed for, or nothing at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.outline.panel import Outline
from journeymap.ui.session import Session
from tests.ui.hands import Canvas, small
from tests.ui.inspected import Panel, inspected, type_text, unfold

MAP = """format: 1
title: Map {name}
stages:
  - {{id: s, name: S}}
touchpoints:
  - {{id: pay, name: Pay {name}, stage: s, takes: 3m}}
  - {{id: wait, name: Wait, stage: s, takes: 1h}}
metrics:
  - {{id: sum, name: Sum, kind: amount, better: higher, target: 1234567.891, alarm: 1234567}}
  - {{id: part, name: Part, kind: ratio, better: higher, target: 0.123456789, alarm: 12.5%}}
"""


@pytest.fixture
def maps(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "a.yaml", tmp_path / "b.yaml"
    for path in paths:
        path.write_text(MAP.format(name=path.stem), encoding="utf-8")
    return paths


def typed(panel: Panel, key: str, field: str, text: str) -> Any:
    """Type into a strict field of a record, without leaving it; return its editor."""
    panel.session.select((key,))
    panel.inspector.refresh()
    unfold(panel.inspector.form)
    editor: Any = panel.inspector.form.editors[field]
    editor.setFocus()
    editor.selectAll()
    type_text(editor, text)
    assert QApplication.focusWidget() is editor
    return editor


def takes(session: Session, key: str) -> object:
    return session.index.get(key).record.takes  # type: ignore[union-attr] # it is there


def test_a_duration_goes_into_its_record_when_another_one_is_selected(
    qtbot: QtBot, maps: tuple[Path, Path]
) -> None:
    with inspected(qtbot, maps[0]) as panel:
        editor = typed(panel, "pay", "takes", "7m")

        panel.session.select(("wait",))
        panel.inspector.refresh()
        editor.clearFocus()

        assert (takes(panel.session, "pay"), takes(panel.session, "wait")) == ("7m", "1h")
        assert editor.text() == "1h"


def test_a_duration_is_saved_that_is_still_being_typed(
    qtbot: QtBot, maps: tuple[Path, Path]
) -> None:
    with inspected(qtbot, maps[0]) as panel:
        typed(panel, "pay", "takes", "7m")

        panel.session.save()

        assert "takes: 7m" in maps[0].read_text(encoding="utf-8")
        assert not panel.session.document.dirty


def test_a_duration_is_said_when_what_is_typed_is_asked_for(
    qtbot: QtBot, maps: tuple[Path, Path]
) -> None:
    with inspected(qtbot, maps[0]) as panel:
        typed(panel, "pay", "takes", "7m")

        panel.session.flush_wanted.emit()

        assert takes(panel.session, "pay") == "7m"


def test_nothing_typed_in_one_map_goes_into_another(qtbot: QtBot, maps: tuple[Path, Path]) -> None:
    with inspected(qtbot, maps[0]) as panel:
        editor = typed(panel, "pay", "takes", "99m")

        panel.session.open(maps[1])
        panel.session.select(("pay",))
        panel.inspector.refresh()
        editor.clearFocus()

        assert takes(panel.session, "pay") == "3m"
        assert not panel.session.document.steps
        assert editor.text() == "3m"


def test_an_edit_of_a_form_that_shows_another_map_is_dropped(
    qtbot: QtBot, maps: tuple[Path, Path]
) -> None:
    with inspected(qtbot, maps[0]) as panel:
        editor = typed(panel, "pay", "takes", "3m")

        panel.session.open(maps[1])
        editor.edited.emit("99m")  # before the form could follow

        assert not panel.session.document.steps


def test_what_is_typed_stays_when_something_else_changes(
    qtbot: QtBot, maps: tuple[Path, Path]
) -> None:
    with inspected(qtbot, maps[0]) as panel:
        editor = typed(panel, "pay", "takes", "7m")

        panel.session.commit(M("Rename"), lambda m: edits.change(m, "", title="Other"))
        panel.inspector.refresh()
        assert editor.text() == "7m"
        editor.clearFocus()

        assert takes(panel.session, "pay") == "7m"


def test_undo_takes_back_what_is_being_typed(qtbot: QtBot, maps: tuple[Path, Path]) -> None:
    with inspected(qtbot, maps[0]) as panel:
        panel.session.commit(M("Rename"), lambda m: edits.change(m, "", title="Other"))
        editor = typed(panel, "pay", "takes", "7m")

        panel.session.undo()
        panel.inspector.refresh()

        assert takes(panel.session, "pay") == "3m"
        assert editor.text() == "3m"
        assert panel.session.map.title == "Other"


def test_escape_forgets_a_duration(qtbot: QtBot, maps: tuple[Path, Path]) -> None:
    with inspected(qtbot, maps[0]) as panel:
        editor = typed(panel, "pay", "takes", "7m")

        QTest.keyClick(editor, Qt.Key.Key_Escape)
        editor.clearFocus()

        assert editor.text() == "3m"
        assert not panel.session.document.steps


@pytest.mark.parametrize(
    ("key", "field", "shown"),
    [
        ("sum", "target", "1234567.891"),
        ("sum", "alarm", "1234567"),
        ("part", "target", "0.123456789"),
        ("part", "alarm", "12.5%"),
    ],
)
def test_a_number_is_shown_with_all_its_digits_and_touching_it_changes_nothing(
    qtbot: QtBot, maps: tuple[Path, Path], key: str, field: str, shown: str
) -> None:
    with inspected(qtbot, maps[0]) as panel:
        panel.session.select((key,))
        panel.inspector.refresh()
        editor: Any = panel.inspector.form.editors[field]
        assert editor.text() == shown
        before = panel.session.map

        editor.setFocus()
        editor.setCursorPosition(0)
        type_text(editor, " ")
        editor.clearFocus()

        assert panel.session.map is before


def named(session: Session, key: str) -> str:
    return str(session.index.get(key).record.name)  # type: ignore[union-attr] # it is there


def begun(canvas: Canvas) -> None:
    """Have a name half typed on the map."""
    canvas.click("pay")
    canvas.view.rename("pay")
    editor = canvas.view.editor
    assert editor is not None
    editor.selectAll()
    type_text(editor, "Settle")


def test_a_name_on_the_map_is_kept_when_what_is_typed_is_asked_for(qtbot: QtBot) -> None:
    canvas = Canvas(qtbot, small())
    begun(canvas)

    canvas.session.flush_wanted.emit()

    assert named(canvas.session, "pay") == "Settle"
    assert canvas.view.editor is None


def test_a_name_on_the_map_is_kept_when_something_else_is_selected(qtbot: QtBot) -> None:
    canvas = Canvas(qtbot, small())
    begun(canvas)

    canvas.session.select(("take",))

    assert named(canvas.session, "pay") == "Settle"
    assert canvas.selection == ("take",)


def test_a_name_on_the_map_goes_into_no_other_map(qtbot: QtBot) -> None:
    canvas = Canvas(qtbot, small())
    begun(canvas)

    canvas.session.new(small())

    assert named(canvas.session, "pay") == "Pay"
    assert canvas.view.editor is None
    assert not canvas.session.document.steps


@pytest.mark.parametrize("nothing", ["   ", "\u200c\u200d", "\u202e"])
def test_a_name_that_nobody_sees_is_none(qtbot: QtBot, nothing: str) -> None:
    canvas = Canvas(qtbot, small())
    begun(canvas)
    editor = canvas.view.editor
    assert editor is not None
    editor.selectAll()
    type_text(editor, nothing)

    QTest.keyClick(editor, Qt.Key.Key_Return)

    assert named(canvas.session, "pay") == "Pay"
    assert canvas.view.editor is None


def outlined(qtbot: QtBot) -> tuple[Session, Outline]:
    """Return an outline in which a name is half typed."""
    session = Session(small())
    outline = Outline(session)
    qtbot.addWidget(outline, before_close_func=lambda _: session.close())
    outline.resize(300, 600)
    with qtbot.waitExposed(outline):
        outline.show()
    outline.activateWindow()
    qtbot.waitUntil(outline.isActiveWindow)
    session.select(("pay",))
    outline.tree.setFocus()
    outline.rename()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field is not outline.search
    field.selectAll()
    type_text(field, "Settle")
    return session, outline


def test_a_name_in_the_outline_is_kept_when_what_is_typed_is_asked_for(qtbot: QtBot) -> None:
    session, outline = outlined(qtbot)

    session.flush_wanted.emit()

    assert named(session, "pay") == "Settle"
    assert outline.tree.state() != outline.tree.State.EditingState


def test_a_name_in_the_outline_is_kept_when_something_else_is_selected(qtbot: QtBot) -> None:
    session, _ = outlined(qtbot)

    session.select(("take",))

    assert named(session, "pay") == "Settle"
    assert session.selection == ("take",)


def test_a_name_in_the_outline_goes_into_no_other_map(qtbot: QtBot) -> None:
    session, outline = outlined(qtbot)

    session.new(small())
    outline.tree.setFocus()

    assert named(session, "pay") == "Pay"
    assert not session.document.steps
