"""What a panel makes is named at once and nothing is made up; durations are typed in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.model.edits import add, new_record
from journeymap.ui.editors.lines import DurationLine
from journeymap.ui.inspector.form import Form
from journeymap.ui.inspector.groups import Heading
from journeymap.ui.main_window import MainWindow
from journeymap.ui.typed_durations import written
from tests.ui.window import joined


def test_the_fix_of_a_low_adds_a_pain_point_to_be_named_and_rates_nothing(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = window.session
    assert session is not None
    stage = session.map.stages[0].id
    low = new_record("touchpoint", id="low", name="A low", stage=stage, emotion=-2)
    qtbot.waitUntil(lambda: session.checked, timeout=10_000)
    with qtbot.waitSignal(session.findings_changed, timeout=10_000):
        assert session.commit("Add", lambda m: add(m, low))  # type: ignore[arg-type]  # any text
    finding = next(
        f for f in session.findings if f.check == "low-without-pain-point" and f.at == "low"
    )
    before = {pain.id for pain in session.map.pain_points}
    joined(window).panels.findings.apply(finding)
    [pain] = [pain for pain in session.map.pain_points if pain.id not in before]
    assert (pain.at, pain.severity, pain.name) == (("low",), None, "New pain point")
    assert session.selection == (pain.id,)
    qtbot.waitUntil(lambda: joined(window).canvas.renaming.editor is not None)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "Too slow")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [p.name for p in session.map.pain_points if p.id not in before] == ["Too slow"]
    session.undo()
    assert {pain.id for pain in session.map.pain_points} == before  # one step
    qtbot.waitUntil(lambda: any(f.at == "low" for f in session.findings), timeout=10_000)


def test_f2_on_a_flow_puts_the_cursor_where_it_says_when(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    assert session is not None
    key = next(entry.key for entry in session.index.of_kind("flow"))
    session.select((key,))
    inspector = joined(window).panels.inspector
    window.commands["rename"].trigger()
    qtbot.waitUntil(lambda: holds_focus(inspector.form, "when"))


def holds_focus(form: Form, field: str) -> bool:
    return field in form.rows and form.rows[field].editor.hasFocus()


def test_f2_on_a_flow_opens_the_group_that_says_when(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    assert session is not None
    flow, other = (entry.key for entry in list(session.index.of_kind("flow"))[:2])
    session.select((flow,))
    inspector = joined(window).panels.inspector
    qtbot.waitUntil(lambda: inspector.form.kind == "flow" and "when" in inspector.form.rows)
    for heading in inspector.form.findChildren(Heading):
        if not heading.isChecked():
            heading.click()
    qtbot.waitUntil(lambda: not inspector.form.rows["when"].editor.isVisible())
    session.select((other,))

    window.commands["rename"].trigger()

    qtbot.waitUntil(lambda: holds_focus(inspector.form, "when"))
    qtbot.waitUntil(inspector.form.rows["when"].editor.isVisible)


@pytest.mark.parametrize(
    ("text", "lang", "made"),
    [
        ("2 min", "en", "2m"),
        ("2 minutes", "en", "2m"),
        ("45 sec", "en", "45s"),
        ("1.5 Hours", "en", "1.5h"),
        ("4 days", "en", "4d"),
        ("6 weeks", "en", "6w"),
        ("2 months", "en", "2mo"),
        ("5 working days", "en", "5 working days"),
        ("6 to 14 weeks", "en", "6w..14w"),
        ("6w..14w", "en", "6w..14w"),
        ("2mo", "en", "2mo"),
        ("2 دقیقه", "fa", "2m"),
        ("3 ساعت", "fa", "3h"),
        ("4 روز", "fa", "4d"),
        ("6 هفته", "fa", "6w"),
        ("2 ماه", "fa", "2mo"),
        ("45 ثانیه", "fa", "45s"),
        ("3 gün", "tr", "3d"),
        ("3 小时", "zh", "3h"),
        ("3 أيام", "ar", "3d"),
        ("3 minutes", "fa", "3m"),
        ("soon", "en", "soon"),
        ("3 apples", "en", "3 apples"),
        ("", "en", ""),
    ],
)
def test_durations_are_typed_as_people_write_them(text: str, lang: str, made: str) -> None:
    assert written(text, lang) == made


def test_the_field_says_what_the_format_writes(qtbot: QtBot, tmp_path: Path) -> None:
    line = DurationLine("Takes", "fa")
    qtbot.addWidget(line)
    said: list[object] = []
    line.edited.connect(said.append)
    line.setText("۳ روز")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert said == ["3d"]


def test_a_name_in_the_outline_is_quick_entry(window: MainWindow) -> None:
    session, outline = window.session, joined(window).panels.outline
    assert session is not None
    node = outline.model.node(outline.model.where("pay"))
    steps = len(session.document.steps)
    assert outline.deeds.rename(node, "Pay by card +2 *")
    touchpoint = session.index.touchpoint("pay")
    assert touchpoint is not None
    assert (touchpoint.name, touchpoint.emotion) == ("Pay by card", 2)
    assert touchpoint.moment_of_truth
    assert len(session.document.steps) == steps + 1
    session.undo()

    stage = session.map.stages[0].id
    node = outline.model.node(outline.model.where(stage))
    assert outline.deeds.rename(node, "Notice +2")  # a stage has no emotion
    found = session.index.stage(stage)
    assert found is not None
    assert found.name == "Notice +2"
