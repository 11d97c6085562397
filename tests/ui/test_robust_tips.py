"""Names are shown as they are: no tooltip takes a name for HTML."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.main_window import MainWindow
from tests.ui.window import joined

NAME = '<h1>BIG</h1><img src="x.png"> & <b>more</b>'


def rich(text: str) -> bool:
    return Qt.mightBeRichText(text)


def test_undo_and_redo_tell_names_as_they_are(window: MainWindow, qtbot: QtBot) -> None:
    def tells(id: str) -> bool:
        return "BIG" in window.commands[id].toolTip()

    session = window.session
    assert session is not None
    key = session.map.touchpoints[0].id
    session.commit(M("Rename {name}", name=NAME), lambda m: edits.change(m, key, name=NAME))
    qtbot.waitUntil(lambda: tells("undo"), timeout=20_000)  # the map is painted before
    assert not rich(window.commands["undo"].toolTip())
    session.undo()
    qtbot.waitUntil(lambda: tells("redo"), timeout=20_000)
    assert not rich(window.commands["redo"].toolTip())


def test_no_part_of_the_window_takes_a_name_for_html(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    for key in [entry.key for entry in session.index.entries.values()]:
        entry = session.index.get(key)
        if entry is not None and hasattr(entry.record, "name"):
            session.commit(M("x"), lambda m, key=key: edits.change(m, key, name=NAME))
    session.commit(M("Rename {name}", name=NAME), lambda m: edits.change(m, "", title=NAME))
    session.set_view(metric=session.map.metrics[0].id)
    for key in (session.map.stages[0].id, session.map.touchpoints[0].id, session.map.metrics[0].id):
        session.select((key,))
        joined(window).panels.inspector.refresh()
        for widget in window.findChildren(QWidget):
            tip = widget.toolTip()
            assert "<h1>" not in tip or not rich(tip), (key, type(widget), tip)
    for action in window.commands.values():
        assert "<h1>" not in action.toolTip(), action.objectName()


def test_menus_tell_file_names_as_they_are(window: MainWindow, tmp_path: Path) -> None:
    odd = tmp_path / "<h1>a & b.yaml"
    odd.write_text("title: x")
    window.settings.pin(odd)
    for name in ("recent", "windows", "template"):
        menu = QMenu()
        window.fillers[name](menu)
        for action in menu.actions():
            assert not rich(action.toolTip()), action.toolTip()
    recent = QMenu()
    window.fillers["recent"](recent)
    assert "a" in recent.actions()[0].toolTip()
