"""The window as a person meets it: open, select, edit, undo, save, and what happens when not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.model.text import M, is_rtl
from journeymap.ui import actions, asking
from journeymap.ui.editors.basic import LineEditor
from journeymap.ui.editors.scales import Scale
from journeymap.ui.editors.texts import TitleEditor
from journeymap.ui.findings.table import FIX
from journeymap.ui.main_window import MainWindow
from journeymap.ui.top_bar import DOT
from tests.ui.window import EXAMPLES, joined, shown


def keys_in(window: MainWindow) -> list[str]:
    model = joined(window).panels.outline.model
    found = []
    for row in range(model.rowCount()):
        stage = model.index(row, 0)
        found.append(model.node(stage).key)
        found += [
            model.node(model.index(each, 0, stage)).key for each in range(model.rowCount(stage))
        ]
    return found


# ---------------------------------------------------------------- select and edit


def test_selecting_in_the_outline_shows_the_record_in_the_inspector(
    window: MainWindow, qtbot: QtBot
) -> None:
    workspace = joined(window)
    where = workspace.panels.outline.model.where("pay")

    workspace.panels.outline.tree.setCurrentIndex(where)

    inspector = workspace.panels.inspector
    qtbot.waitUntil(lambda: inspector.form.kind == "touchpoint", timeout=20_000)
    form = inspector.form
    assert window.session is not None
    assert window.session.selection == ("pay",)
    name, emotion = form.editors["name"], form.editors["emotion"]
    assert isinstance(name, TitleEditor)
    assert isinstance(emotion, Scale)
    assert (name.text(), emotion.rating) == ("Pay in app", -2)


def test_a_rating_is_one_step_and_undo_brings_the_old_one_back(window: MainWindow) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    session.select(("pay",))
    workspace.panels.inspector.refresh()
    emotion = workspace.panels.inspector.form.editors["emotion"]
    assert isinstance(emotion, Scale)
    before = session.map

    emotion.setFocus()
    QTest.keyClick(emotion, Qt.Key.Key_4)

    touchpoint = session.index.touchpoint("pay")
    assert touchpoint is not None
    assert touchpoint.emotion == 1
    assert len(session.document.steps) == 1

    window.commands["undo"].trigger()
    QTest.qWait(20)
    assert session.map is before
    assert emotion.rating == -2


def test_the_same_step_again_clears_a_rating(window: MainWindow) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    session.select(("pay",))
    workspace.panels.inspector.refresh()
    success = workspace.panels.inspector.form.editors["success"]
    assert isinstance(success, Scale)
    second = success._steps()[1].center().toPoint()

    QTest.mouseClick(success, Qt.MouseButton.LeftButton, pos=second)

    touchpoint = session.index.touchpoint("pay")
    assert touchpoint is not None
    assert touchpoint.success is None


def test_typing_is_one_step_and_ctrl_z_in_the_field_takes_it_back(window: MainWindow) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    session.select(("pay",))
    workspace.panels.inspector.refresh()
    name = workspace.panels.inspector.form.editors["name"]
    assert isinstance(name, TitleEditor)

    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Pay at once")
    assert session.index.touchpoint("pay").name == "Pay at once"  # type: ignore[union-attr] # known to be there
    assert len(session.document.steps) == 1

    window.commands["undo"].trigger()
    QTest.qWait(20)
    assert name.text() == "Pay in app"


def test_a_refused_value_is_explained_at_its_field_and_changes_nothing(window: MainWindow) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    session.select(("pay",))
    workspace.panels.inspector.refresh()
    form = workspace.panels.inspector.form
    takes = form.editors["takes"]
    assert isinstance(takes, LineEditor)
    before = session.map

    takes.setText("soon")
    takes.editingFinished.emit()

    assert session.map is before
    assert "soon" in form._wrong["takes"].text()
    assert takes.text() == "soon"


def test_several_touchpoints_are_edited_together_in_one_step(window: MainWindow) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    session.select(("pay", "install"))
    workspace.panels.inspector.refresh()
    owner = workspace.panels.inspector.form.editors["owner"]
    assert isinstance(owner, LineEditor)

    owner.setText("Everyone")
    owner.textEdited.emit("Everyone")

    owners = {session.index.touchpoint(key).owner for key in ("pay", "install")}  # type: ignore[union-attr] # known to be there
    assert owners == {"Everyone"}
    assert len(session.document.steps) == 1


def test_with_a_persona_in_view_ratings_are_written_to_that_persona(window: MainWindow) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    session.set_view(persona="omar")
    session.select(("pay",))
    workspace.panels.inspector.refresh()
    effort = workspace.panels.inspector.form.editors["effort"]
    assert isinstance(effort, Scale)

    effort.setValue(1)

    touchpoint = session.index.touchpoint("pay")
    assert touchpoint is not None
    assert touchpoint.by_persona["omar"].effort == 1
    assert touchpoint.effort == 4


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("order", "stage"),
        ("app", "channel"),
        ("dana", "persona"),
        ("", "map"),
        ("csat", "metric"),
    ],
)
def test_every_kind_has_its_form(window: MainWindow, key: str, kind: str) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None

    session.select((key,) if key else ())
    workspace.panels.inspector.refresh()

    assert workspace.panels.inspector.form.kind == kind
    assert workspace.panels.inspector.form.editors


def test_every_record_of_the_examples_can_be_shown(qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("clinic-visit.fa.yaml", "travel-booking.zh.yaml"):
        with shown(qtbot, tmp_path, EXAMPLES / name) as window:
            session, workspace = window.session, joined(window)
            assert session is not None
            seen = set()
            for key, entry in session.index.entries.items():
                if entry.kind in ("reading", "comment") and entry.kind in seen:
                    continue
                seen.add(entry.kind)
                session.select((key,))
                workspace.panels.inspector.refresh()
                assert workspace.panels.inspector.form.kind == entry.kind
            assert not session.document.dirty


# ---------------------------------------------------------------- outline


def test_the_search_leaves_what_matches_and_what_leads_to_it(window: MainWindow) -> None:
    outline = joined(window).panels.outline

    outline.search.setText("pay counter")

    assert keys_in(window) == ["order", "pay-counter"]
    outline.search.clear()
    assert len(keys_in(window)) > 20


def test_renaming_in_the_outline_is_an_edit(window: MainWindow) -> None:
    outline = joined(window).panels.outline
    assert window.session is not None

    assert outline.model.setData(outline.model.where("pay"), "Pay by phone")

    assert window.session.index.touchpoint("pay").name == "Pay by phone"  # type: ignore[union-attr] # known to be there
    assert outline.model.where("pay").data() == "Pay by phone"


def test_deleting_a_step_in_a_line_closes_the_line(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    assert session is not None
    into = [f for f in session.map.flows if f.target == "build-order"]
    out = [f for f in session.map.flows if f.source == "build-order"]
    assert (len(into), len(out)) == (1, 1)
    session.select(("build-order",))

    window.commands["delete"].trigger()

    assert session.index.touchpoint("build-order") is None
    assert f"{into[0].source} -> {out[0].target}" in session.index
    window.commands["undo"].trigger()
    assert session.index.touchpoint("build-order") is not None


def test_deleting_says_what_went_along_until_something_else_is_done(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    flows = sum("pay" in (flow.source, flow.target) for flow in session.map.flows)
    assert flows > 1
    session.select(("pay",))

    window.commands["delete"].trigger()

    assert window.note.text().startswith("Deleted “Pay in app” with ")
    assert f"{flows} flows" in window.note.text()
    step = session.document.undo_text
    assert step is not None
    assert f"{flows} flows" in str(step)
    window.commands["undo"].trigger()
    assert window.note.text() == ""


def test_a_refusal_goes_with_the_next_action_and_with_another_page(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    for leave in (window.commands["fit"].trigger, lambda: window.stack.setCurrentIndex(0)):
        session.refused.emit(M("not so"))
        assert window.note.text() == "not so"

        leave()

        assert window.note.text() == ""


def test_a_new_touchpoint_follows_the_selected_one(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    session.select(("pay",))

    window.commands["add-touchpoint"].trigger()

    (new,) = session.selection
    made, pay = session.index.touchpoint(new), session.index.touchpoint("pay")
    assert made is not None
    assert pay is not None
    assert (made.stage, made.channel) == (pay.stage, pay.channel)
    assert f"pay -> {new}" in session.index


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_on_a_card_makes_the_next_one_and_in_its_name_goes_on(
    window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    session, canvas = window.session, joined(window).canvas
    assert session is not None
    before = len(session.map.touchpoints)
    session.select(("pay",))
    canvas.setFocus()

    QTest.keyClick(canvas, key)
    qtbot.waitUntil(lambda: canvas.editor is not None)
    first = canvas.editor
    QTest.keyClicks(first, "Get a receipt")
    QTest.keyClick(first, key)

    # its id says what it is called, and the next one waits for its name
    made = session.index.touchpoint("get-a-receipt")
    assert made is not None
    assert made.name == "Get a receipt"
    assert "pay -> get-a-receipt" in session.index
    qtbot.waitUntil(lambda: canvas.editor not in (None, first))
    assert len(session.map.touchpoints) == before + 2

    # Esc on an empty one leaves nothing of it behind; each card is one step
    QTest.keyClick(canvas.editor, Qt.Key.Key_Escape)
    assert len(session.map.touchpoints) == before + 1
    assert session.document.redo_text is None
    session.undo()
    assert len(session.map.touchpoints) == before


# ---------------------------------------------------------------- findings


def test_a_finding_leads_to_its_record_and_its_fix_is_one_step(
    window: MainWindow, qtbot: QtBot
) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    qtbot.waitUntil(lambda: bool(session.findings), timeout=20_000)
    findings = workspace.panels.findings
    findings.tabs.setCurrentIndex(1)  # the pain points that nobody has an idea against
    row = next(n for n in range(findings.model.rowCount()) if findings.model.index(n, FIX).data())

    findings.table.clicked.emit(findings.model.index(row, 1))
    assert len(session.selection) == 1

    findings.table.clicked.emit(findings.model.index(row, FIX))
    assert len(session.document.steps) == 1


def test_the_tabs_count_the_two_kinds(window: MainWindow, qtbot: QtBot) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    qtbot.waitUntil(lambda: bool(session.findings), timeout=20_000)

    tabs = workspace.panels.findings.tabs
    for number, kind in enumerate(("map", "experience")):
        count = sum(finding.kind == kind for finding in session.findings)
        assert tabs.tabText(number).endswith(f" {count}")
    assert window.top.findings.text() == str(len(session.findings))


def test_the_checks_run_again_after_a_change(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: bool(session.findings), timeout=20_000)
    fixed = next(finding for finding in session.findings if finding.fix)

    with qtbot.waitSignal(session.findings_changed, timeout=20_000):
        session.commit(fixed.fix.name, fixed.fix.edit)

    assert (fixed.check, fixed.at) not in {(f.check, f.at) for f in session.findings}


# ---------------------------------------------------------------- files


def test_the_dot_shows_what_is_not_saved_and_saving_takes_it_away(
    window: MainWindow, coffee: Path, qtbot: QtBot
) -> None:
    session = window.session
    assert session is not None
    assert window.top.dot.text() == ""
    session.select(("pay",))

    window.commands["moment"].trigger()
    qtbot.waitUntil(lambda: (window.top.dot.text(), window.isWindowModified()) == (DOT, True))

    window.commands["save"].trigger()
    assert (window.top.dot.text(), window.isWindowModified()) == ("", False)
    touchpoint = next(t for t in read_file(coffee).map.touchpoints if t.id == "pay")
    assert not touchpoint.moment_of_truth


def test_save_as_writes_another_file_and_goes_on_with_it(
    window: MainWindow, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = coffee.with_name("other.yaml")
    before = coffee.read_bytes()
    monkeypatch.setattr(asking, "save_path", lambda *_: str(other))
    assert window.session is not None
    window.session.select(("pay",))
    window.commands["moment"].trigger()

    window.commands["save-as"].trigger()

    assert window.session.path == other
    assert coffee.read_bytes() == before
    assert other.exists()
    assert window.settings.recent[0] == other


@pytest.mark.parametrize(("answer", "ours"), [("over", True), ("cancel", False)])
def test_a_file_that_is_no_map_any_more_is_only_overwritten_when_asked_to(
    window: MainWindow, coffee: Path, monkeypatch: pytest.MonkeyPatch, answer: str, ours: bool
) -> None:
    asked = []
    monkeypatch.setattr(asking, "choose", lambda *a: asked.append(a) or answer)
    assert window.session is not None
    window.session.select(("pay",))
    window.commands["moment"].trigger()
    theirs = coffee.read_bytes() + b"]\n"
    coffee.write_bytes(theirs)

    window.commands["save"].trigger()

    assert len(asked) == 1
    assert (coffee.read_bytes() != theirs) is ours
    assert window.session.document.dirty is not ours


@pytest.mark.parametrize(("answer", "closes"), [("discard", True), ("cancel", False)])
def test_closing_with_unsaved_changes_asks(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: str, closes: bool
) -> None:
    monkeypatch.setattr(asking, "choose", lambda *_: answer)
    assert window.session is not None
    window.session.select(("pay",))
    window.commands["moment"].trigger()

    assert window.close() is closes
    assert window.isVisible() is not closes


def test_a_file_with_errors_is_shown_as_a_list_with_lines(qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\ntitle: x\nstages:\n  - id: a\n    nam: A\nbogus: 1\n")

    with shown(qtbot, tmp_path, broken) as window:
        page = joined(window).problems
        assert window.stack.currentWidget() is page
        assert {problem.line for problem in page.problems} >= {5}
        words = [label for label in page.findChildren(QLabel) if "5" in label.text()]
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
        assert any(label.textInteractionFlags() & flags for label in words)
        assert not window.commands["save"].isEnabled()

        # and when it is mended
        broken.write_text("format: 1\ntitle: x\nstages:\n  - id: a\n    name: A\n")
        page.wished.emit("again")
        assert window.stack.currentWidget() is joined(window).canvas


def test_a_file_that_is_not_there_is_a_problem_and_no_traceback(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with shown(qtbot, tmp_path, tmp_path / "gone.yaml") as window:
        assert len(joined(window).problems.problems) == 1


def test_a_template_begins_a_map_that_has_no_file(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path) as window:
        window.start.wished.emit("new", "three-stages")
        qtbot.waitUntil(lambda: joined(window).there)
        assert window.session is not None
        assert (window.session.path, len(window.session.map.stages)) == (None, 3)
        assert not window.session.document.dirty


# ---------------------------------------------------------------- language and theme


def test_another_language_keeps_the_map_and_turns_the_window_round(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = window.session
    assert session is not None
    session.select(("pay",))
    window.commands["moment"].trigger()
    changed = session.map

    window.choose_language("fa")
    qtbot.waitUntil(lambda: window.lang == "fa" and window.workspace is not None)

    assert is_rtl(window.lang)
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert window.dockWidgetArea(window.docks["outline"]) == Qt.DockWidgetArea.RightDockWidgetArea
    assert window.session is session
    assert session.map is changed
    window.commands["undo"].trigger()
    assert session.map is not changed

    window.choose_language("en")
    qtbot.waitUntil(lambda: window.lang == "en" and window.workspace is not None)
    assert window.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_another_theme_reaches_the_session_and_is_remembered(window: MainWindow) -> None:
    window.choose_theme("dark")
    assert window.session is not None
    assert (window.session.theme, window.settings.theme) == ("dark", "dark")
    window.choose_theme("light")
    assert window.session.theme == "light"


# ---------------------------------------------------------------- actions and access


def test_no_two_actions_share_an_id_or_a_shortcut() -> None:
    ids = [row.id for row in actions.ACTIONS]
    keys = [key for row in actions.ACTIONS for key in row.keys]
    assert len(set(ids)) == len(ids)
    assert len(set(keys)) == len(keys)


def test_every_action_is_handled_and_every_list_names_known_ones(window: MainWindow) -> None:
    own = set(window.own_handlers())
    known = {row.id for row in actions.ACTIONS}
    handled = own | set(joined(window).handlers)
    assert {row.id for row in actions.ACTIONS if not row.submenu} <= handled
    filled = set(window.fillers) | set(actions.SUBMENUS)
    assert {row.submenu for row in actions.ACTIONS if row.submenu} <= filled
    listed = {id for ids in (actions.TOOLBAR, *actions.CONTEXT.values()) for id in ids if id}
    assert listed <= known


def test_every_control_has_an_accessible_name(window: MainWindow) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    nameless = []
    for key in ("pay", "order", "app", "dana", ""):
        session.select((key,) if key else ())
        workspace.panels.inspector.refresh()
        kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, Scale)
        for kind in kinds:
            for widget in window.findChildren(kind):
                inside = widget.parent()
                if not widget.isVisible() or "qt_" in widget.objectName():
                    continue
                if isinstance(inside, QLineEdit | QComboBox):
                    continue  # the clear button, the field of a list
                if not (widget.accessibleName() or getattr(widget, "text", str)()):
                    nameless.append(f"{type(widget).__name__} {widget.objectName()} of {key!r}")
    assert nameless == []


def test_what_a_map_says_is_never_read_as_html(window: MainWindow) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    session.select(("pay",))
    workspace.panels.inspector.refresh()

    rich = [
        label
        for label in window.findChildren(QLabel)
        if label.text() and label.textFormat() != Qt.TextFormat.PlainText
    ]

    assert rich == []


def test_f6_walks_the_panes(window: MainWindow) -> None:
    workspace = joined(window)
    workspace.canvas.setFocus()
    seen = []
    for _ in range(3):
        window.commands["next-pane"].trigger()
        focus = window.focusWidget()
        seen.append(
            next(
                name
                for name in ("outline", "canvas", "inspector", "findings")
                for pane in [
                    workspace.canvas if name == "canvas" else getattr(workspace.panels, name)
                ]
                if pane is focus or pane.isAncestorOf(focus)
            )
        )
    assert seen == ["inspector", "findings", "outline"]


def test_the_start_window_stands_before_the_model_is_loaded(tmp_path: Path) -> None:
    code = """
import sys
from PySide6.QtCore import QSettings
from journeymap.ui.app import application
from journeymap.ui.main_window import MainWindow
from journeymap.ui.settings import Settings
app = application()
window = MainWindow(Settings(QSettings(sys.argv[1], QSettings.Format.IniFormat)), "en", "light")
heavy = "pydantic networkx matplotlib numpy duckdb ibis pptx yaml".split()
window.start.painted.connect(lambda: print([p for p in heavy if p in sys.modules]))
window.loaded.connect(lambda: print("loaded", "pydantic" in sys.modules))
window.loaded.connect(app.quit)
window.show()
app.exec()
window.session.close()
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "window.ini")],
        cwd=EXAMPLES.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert run.stdout.splitlines() == ["[]", "loaded True"], run.stderr
