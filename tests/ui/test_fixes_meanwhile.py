"""Fixes while other things go on: typing, a map that has changed, checks and fixes that fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.checks.finding import Fix
from journeymap.checks.runner import run
from journeymap.checks.strangers import held
from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.findings.fixing import apply_fix
from journeymap.ui.main_window import MainWindow
from tests.ui.test_findings_on_map import finding, found, quiet, renaming
from tests.ui.window import joined, shown

__all__ = ["quiet"]  # a fixture

BARE = "title: Empty\nchecks:\n  ignore:\n    - {check: map-without-persona}\n"


def test_a_fix_from_the_menu_while_a_name_is_being_typed_loses_neither(quiet: MainWindow) -> None:
    session, workspace = quiet.session, joined(quiet)
    assert session is not None
    found(quiet, finding("landing", fix=renaming("landing", "Landed")))
    before = session.map
    quiet.activateWindow()
    workspace.canvas.setFocus()
    session.select(("pay",))
    QTest.keyClick(workspace.canvas, Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "Paid up")

    menu = workspace.deeds.menu_of("landing")
    inner = next(a.menu() for a in menu.actions() if a.menu() and a.menu().title() == "Fix")
    inner.actions()[0].trigger()
    QApplication.processEvents()
    session.flush_wanted.emit()

    names = {each.id: each.name for each in session.map.touchpoints}
    assert (names["landing"], names["pay"]) == ("Landed", "Paid up")
    while session.document.done:
        session.undo()
    assert session.map == before


def test_a_fix_whose_record_has_gone_says_so_and_changes_nothing(quiet: MainWindow) -> None:
    session = quiet.session
    assert session is not None
    late = finding("pay", fix=renaming("pay", "Paid"))
    found(quiet, late)
    assert session.commit(M("Delete"), lambda m: edits.delete(m, ["pay"]))
    after = session.map

    assert not apply_fix(session, late)

    assert session.map is after
    assert session.refusal is not None


def test_a_fix_that_was_made_already_makes_no_second_step(quiet: MainWindow) -> None:
    session = quiet.session
    assert session is not None
    late = finding("pay", fix=renaming("pay", "Paid"))
    found(quiet, late)
    assert apply_fix(session, late)
    steps = len(session.document.steps)

    apply_fix(session, late)

    assert len(session.document.steps) == steps


def test_a_fix_of_others_that_fails_is_refused(quiet: MainWindow) -> None:
    session = quiet.session
    assert session is not None
    (bad,) = held([finding("pay", fix=Fix(M("Break"), lambda m: 1 / 0))])  # type: ignore[arg-type,return-value] # on purpose
    found(quiet, bad)
    before = session.map

    assert not apply_fix(session, bad)

    assert session.map is before
    assert "this fix fails: ZeroDivisionError" in str(session.refusal)


def test_undo_after_a_fix_brings_the_finding_back(quiet: MainWindow, qtbot: QtBot) -> None:
    session = quiet.session
    assert session is not None
    fixable = next(each for each in session.findings if each.fix)
    before = session.map
    assert apply_fix(session, fixable)
    qtbot.waitUntil(lambda: fixable not in session.findings, timeout=20_000)

    while session.map != before:
        session.undo()

    seen = (fixable.check, str(fixable.message))
    qtbot.waitUntil(
        lambda: seen in {(each.check, str(each.message)) for each in session.findings},
        timeout=20_000,
    )


def test_a_run_of_the_checks_that_fails_is_told_in_the_status_bar(
    quiet: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Speechless(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    def fails(*_: object, **__: object) -> None:
        raise Speechless

    session = quiet.session
    assert session is not None
    monkeypatch.setattr("journeymap.checks.runner.run", fails)

    session.commit(M("Name it"), lambda m: edits.change(m, "", title="Anew"))

    qtbot.waitUntil(lambda: [f.check for f in session.findings] == ["check-failed"], timeout=20_000)
    health = joined(quiet).deeds._health
    assert health is not None
    assert health.line.counts["map", "warning"].text() == "1"
    monkeypatch.setattr("journeymap.checks.runner.run", run)
    session.undo()
    qtbot.waitUntil(lambda: len(session.findings) > 1, timeout=20_000)


def test_an_exception_without_a_reason_is_seen_and_given_one(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "bare.yaml"
    path.write_text(BARE, encoding="utf-8")
    with shown(qtbot, tmp_path, path) as window:
        session = window.session
        assert session is not None
        qtbot.waitUntil(lambda: session.checked, timeout=20_000)
        checks = {each.check: each for each in session.findings}
        assert {"ignore-without-reason", "map-without-persona"} <= set(checks)

        panel = joined(window).panels.findings
        dialog = panel.ask_to_ignore(checks["map-without-persona"])
        dialog.why.setText("Everybody")
        dialog.everywhere.setChecked(True)
        dialog.ignore.click()

        assert session.map.checks is not None
        assert [(x.check, x.why) for x in session.map.checks.ignore] == [
            ("map-without-persona", "Everybody")
        ]
        gone = {"ignore-without-reason", "map-without-persona"}
        qtbot.waitUntil(lambda: gone.isdisjoint(f.check for f in session.findings), timeout=20_000)


@pytest.mark.parametrize("text", ["title: Empty\n", "title: One\nstages: [{id: a, name: A}]\n"])
def test_the_coverage_of_an_empty_map_is_that_nothing_is_there(
    text: str, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text(text, encoding="utf-8")
    with shown(qtbot, tmp_path, path) as window:
        window.commands["coverage"].trigger()
        view = joined(window).coverage.view
        assert view.on
        assert view.bar.whole.text() == "No touchpoint"
        for kind in ("touchpoints", "pain", "all"):
            view.choose(kind)
            window.grab()
        window.commands["coverage"].trigger()
        assert not view.on
