"""A command of a menu that comes in the middle of a name: what was typed is in the map first."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.main_window import MainWindow
from tests.ui.inspected import type_text
from tests.ui.window import joined


def begun(window: MainWindow, composing: bool) -> None:
    """Have another name half typed on a card, or composed by an input method."""
    canvas, session = joined(window).canvas, window.session
    assert session is not None
    session.select(("landing",))
    window.trigger("rename")
    editor = canvas.editor
    assert editor is not None
    editor.selectAll()
    if composing:
        QApplication.sendEvent(editor, QInputMethodEvent("Settle", []))
    else:
        type_text(editor, "Settle")


@pytest.mark.parametrize("composing", [False, True])
@pytest.mark.parametrize("command", ["delete", "cut", "copy", "merge-next", "collapse-all"])
def test_what_is_typed_is_kept_and_the_field_is_gone(
    window: MainWindow, command: str, composing: bool
) -> None:
    session = window.session
    assert session is not None
    begun(window, composing)

    window.trigger(command)

    assert joined(window).canvas.editor is None
    assert str(session.document.steps[0]).startswith("Rename “Open landing page” to ")
    session.go_to_step(1)
    landing = session.index.touchpoint("landing")
    assert landing is not None
    assert landing.name == "Settle"


def test_the_menu_says_of_a_long_name_how_it_begins(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    assert session is not None
    name = "W" * 10_000
    session.commit(M("Rename to “{name}”", name=name), lambda m: edits.change(m, "pay", name=name))
    undo = window.commands["undo"]
    qtbot.waitUntil(lambda: "Rename to “WWW" in undo.text())
    assert len(undo.text()) < 120
    assert len(undo.toolTip()) < 120
