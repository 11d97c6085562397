"""The map for screen readers, in whole windows: each part in order, the focus, what is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.generate import generate
from journeymap.model import edits
from journeymap.model.journey import Stage
from journeymap.model.text import M
from journeymap.ui.canvas import accessible
from journeymap.ui.canvas.accessible import CanvasInterface, PartInterface
from journeymap.ui.main_window import MainWindow
from tests.ui.window import example, joined, shown

Role, Text, Happened = QAccessible.Role, QAccessible.Text, QAccessible.Event
ROLES = {
    "card": Role.ListItem,
    "summary": Role.ListItem,
    "stage": Role.ColumnHeader,
    "lane": Role.RowHeader,
    "flow": Role.Link,
    "note": Role.Note,
}
MAPS = (("coffee-app.yaml", "en"), ("clinic-visit.fa.yaml", "fa"), ("", "en"))


@pytest.fixture(autouse=True)
def _reading() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What screen readers are sent: the kind of event, and the part or the words."""
    found: list[tuple[str, str]] = []

    def keep(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            found.append(("said", plain(event.message())))
        else:
            about = event.accessibleInterface()
            found.append((event.type().name, getattr(about, "key", "")))

    monkeypatch.setattr(accessible, "send", keep)
    return found


def plain(words: str) -> str:
    return "".join(letter for letter in words if letter not in "\u2066\u2067\u2068\u2069")


def canvas_of(window: MainWindow) -> CanvasInterface:
    found = QAccessible.queryAccessibleInterface(joined(window).canvas)
    assert isinstance(found, CanvasInterface)
    return found


def part(window: MainWindow, key: str) -> PartInterface:
    found = canvas_of(window).of(key)
    assert found is not None, key
    return found


def focus_canvas(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    joined(window).canvas.setFocus()
    qtbot.waitUntil(joined(window).canvas.hasFocus)


@pytest.mark.parametrize(("name", "lang"), MAPS)
def test_each_record_is_a_child_in_reading_order_with_name_role_state_and_place(
    qtbot: QtBot, tmp_path: Path, name: str, lang: str
) -> None:
    if name:
        path = example(tmp_path, name)
    else:
        path = tmp_path / "large.yaml"
        path.write_text(generate(300), encoding="utf-8")
    with shown(qtbot, tmp_path, path, lang) as window:
        canvas, root = joined(window).canvas, canvas_of(window)
        picture, session = canvas.picture, window.session
        assert picture is not None
        assert session is not None
        shown_keys = list(dict.fromkeys(k for k in picture.reading if picture.part(k) is not None))
        parts = [root.child(n) for n in range(root.childCount())]
        keys = [each.key for each in parts if isinstance(each, PartInterface)]

        assert keys[-len(shown_keys) :] == shown_keys
        assert {t.id for t in session.map.touchpoints} <= set(keys)
        order = [k for k in keys if session.index.touchpoint(k)]
        stages = [stage.id for stage in session.map.stages]
        placed = [stages.index(t.stage) for k in order if (t := session.index.touchpoint(k))]
        assert placed == sorted(placed)
        for number, each in enumerate(parts):
            if not isinstance(each, PartInterface):
                continue
            drawn = each.part()
            assert drawn is not None
            state = each.state()
            assert each.text(Text.Name).strip(), each.key
            assert each.role() == ROLES.get(drawn.kind, each.role()), each.key
            assert each.role() != Role.NoRole
            assert (state.focusable, state.selectable, state.invalid) == (1, 1, 0), each.key
            assert not each.rect().isEmpty(), each.key
            assert root.indexOfChild(each) == number
            assert each.parent() is not None


def test_a_card_is_found_where_it_is_on_the_screen(window: MainWindow) -> None:
    assert window.session is not None
    first = window.session.map.touchpoints[0].id
    middle = part(window, first).rect().center()
    found = canvas_of(window).childAt(middle.x(), middle.y())
    assert isinstance(found, PartInterface)
    assert found.key == first


def test_ratings_and_pain_points_are_told_with_the_card(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    session.commit(M("Rate"), lambda m: edits.change(m, "pay", success=2, effort=5, emotion=-2))
    value = part(window, "pay").text(Text.Value)
    for words in ("Emotion: very bad", "Success: hardly", "Effort: very hard"):
        assert words in plain(value)
    about = plain(part(window, "pay").text(Text.Description))
    for pain in session.map.pain_points:
        if "pay" in pain.at:
            assert f"Pain point: {pain.name}" in about
    assert "Emotion" not in about
    assert session.index.entries["pay"].record.name not in about.splitlines()


def test_walking_by_keys_moves_the_focused_child_and_says_so(
    window: MainWindow, qtbot: QtBot, heard: list[tuple[str, str]]
) -> None:
    focus_canvas(window, qtbot)
    canvas, session = joined(window).canvas, window.session
    assert session is not None
    session.select(("pay",))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Home):
        heard.clear()
        QTest.keyClick(canvas, key)
        here = session.selection[0]
        focused = canvas_of(window).focusChild()
        assert isinstance(focused, PartInterface)
        assert focused.key == here
        assert (focused.state().focused, focused.state().selected) == (1, 1)
        assert [each for each in heard if each[0] != "said"] == [
            ("Focus", here),
            ("Selection", here),
        ]
    assert not part(window, "pay").state().selected


def test_coming_back_to_the_map_tells_where_the_keys_go_from(
    window: MainWindow, qtbot: QtBot, heard: list[tuple[str, str]]
) -> None:
    focus_canvas(window, qtbot)
    assert window.session is not None
    window.session.select(("pay",))
    joined(window).panels.outline.tree.setFocus()
    heard.clear()
    joined(window).canvas.setFocus()
    assert ("Focus", "pay") in heard


def test_selecting_elsewhere_leaves_the_reader_where_it_is(
    window: MainWindow, qtbot: QtBot, heard: list[tuple[str, str]]
) -> None:
    focus_canvas(window, qtbot)
    joined(window).panels.outline.tree.setFocus()
    assert window.session is not None
    heard.clear()
    window.session.select(("pay",))
    assert ("Focus", "pay") not in heard
    assert ("Selection", "pay") in heard


def test_steps_refusals_findings_periods_and_selections_are_said(
    window: MainWindow, qtbot: QtBot, heard: list[tuple[str, str]]
) -> None:
    session = window.session
    assert session is not None

    def said() -> list[str]:
        return [words for kind, words in heard if kind == "said"]

    qtbot.waitUntil(lambda: session.checked, timeout=20_000)
    heard.clear()
    session.commit(M("Rate Pay"), lambda m: edits.change(m, "pay", emotion=1))
    session.undo()
    session.redo()
    assert said() == ["Rate Pay", "Undone: Rate Pay", "Rate Pay"]

    heard.clear()
    assert not session.commit(M("Break it"), lambda m: edits.change(m, "pay", stage="nowhere"))
    assert len(said()) == 1

    heard.clear()
    session.select([each.id for each in session.map.touchpoints[:3]])
    session.select(())
    assert said() == ["3 selected", "Nothing selected"]

    heard.clear()
    found = len(session.findings)
    session.commit(M("Add a stage"), lambda m: edits.add(m, Stage(id="empty", name="Empty")))
    qtbot.waitUntil(lambda: len(session.findings) != found, timeout=20_000)
    assert said()[-1] == f"{len(session.findings)} findings"

    metric = next(m.id for m in session.map.metrics if m.id == session.map.readings[0].metric)
    session.set_view(metric=metric)
    heard.clear()
    window.commands["period-previous"].trigger()
    assert len(said()) == 1
    assert said()[0]
