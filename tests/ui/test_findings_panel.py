"""The findings panel: groups, search, filter, jump, explanation, exceptions, silence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.checks.finding import Finding, Fix
from journeymap.checks.located import english
from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Stage, Touchpoint
from journeymap.model.text import M, literal
from journeymap.ui.app import application
from journeymap.ui.findings.explain import title_of
from journeymap.ui.findings.panel import IGNORED, Findings
from journeymap.ui.findings.rows import Heading, Line
from journeymap.ui.session import Session

MAP = JourneyMap(
    title="m",
    stages=(Stage(id="s", name="Start"), Stage(id="t", name="Then")),
    touchpoints=(
        Touchpoint(id="a", name="Ask", stage="s"),
        Touchpoint(id="b", name="Buy", stage="t"),
    ),
)


def finding(check: str, at: str, level: str = "warning", **more: object) -> Finding:
    made = Finding(at, M("{name} of {at}", name=check, at=at), check=check)
    return made._replace(level=level, **more)  # type: ignore[arg-type] # fields of a finding


def named(key: str) -> Fix:
    return Fix(M("Name it"), lambda m: edits.change(m, key, name=f"{key}!"))


FOUND = (
    finding("trap-loop", "a", "error", fix=named("a")),
    finding("trap-loop", "b", "error", fix=named("b")),
    finding("map-without-goal", "", "warning"),
    finding("low-without-pain-point", "b", "warning", field="name"),
    finding("target-missed", "b", "info", kind="experience"),
)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[Findings]:
    application()
    session = Session(MAP)
    session.checking.timer.setInterval(10**8)  # the findings here are made up
    session._findings, session.checked = FOUND, True
    made = Findings(session)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    yield made
    session.close()


def shown(panel: Findings) -> list[str]:
    return [
        f"{'  ' * row.depth}{row.text} {row.many}"
        if isinstance(row, Heading)
        else f"{'  ' * row.depth}{row.finding.check}"
        for row in panel.model.rows
    ]


def test_by_place_findings_stand_under_stage_and_record(panel: Findings) -> None:
    panel.group_by("place")

    assert shown(panel) == [
        "The whole map 1",
        "  map-without-goal",
        "Start 1",
        "  Ask 1",
        "    trap-loop",
        "Then 2",
        "  Buy 2",
        "    trap-loop",
        "    low-without-pain-point",
    ]


def test_a_heading_folds_by_key_and_by_mouse(panel: Findings) -> None:
    panel.group_by("check")
    table = panel.table
    table.setCurrentIndex(panel.model.index(0, 0))
    assert len(shown(panel)) == 7

    QTest.keyClick(table, Qt.Key.Key_Left)
    assert len(shown(panel)) == 5

    place = table.visualRect(panel.model.index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(shown(panel)) == 7


def test_search_filter_and_selection_leave_what_fits(panel: Findings, qtbot: QtBot) -> None:
    QTest.keyClicks(panel.search, "BUY trap")
    qtbot.waitUntil(lambda: shown(panel) == ["trap-loop"])
    panel.search.clear()
    qtbot.waitUntil(lambda: len(shown(panel)) == 4)

    offers = {action.objectName(): action for action in panel.filter.menu().actions()}
    offers["error"].trigger()
    assert shown(panel) == ["map-without-goal", "low-without-pain-point"]

    offers["selected"].trigger()
    assert shown(panel) == []
    panel._session.select(("b",))
    assert shown(panel) == ["low-without-pain-point"]


def test_enter_leads_to_the_record_and_to_its_field(panel: Findings, qtbot: QtBot) -> None:
    row = shown(panel).index("low-without-pain-point")
    panel.table.setCurrentIndex(panel.model.index(row, 1))

    with qtbot.waitSignal(panel._session.field_wanted) as wanted:
        QTest.keyClick(panel.table, Qt.Key.Key_Return)

    assert wanted.args == ["b", "name"]
    assert panel._session.selection == ("b",)


def test_stepping_goes_round_through_all_findings(panel: Findings) -> None:
    seen = []
    for _ in range(5):
        panel.step(1)
        row = panel.table.currentIndex().row()
        seen.append(row)
    assert seen == [0, 1, 2, 3, 0]
    panel.step(-1)
    assert panel.table.currentIndex().row() == 3


def test_all_fixes_of_a_check_are_one_step(panel: Findings) -> None:
    panel.fix_all("trap-loop")

    session = panel._session
    assert [t.name for t in session.map.touchpoints] == ["a!", "b!"]
    assert len(session.document.steps) == 1


def test_an_exception_needs_a_reason_and_can_be_taken_back(panel: Findings) -> None:
    session = panel._session
    dialog = panel.ask_to_ignore(FOUND[0])
    assert not dialog.ignore.isEnabled()

    QTest.keyClicks(dialog.why, "It is meant so")
    QTest.keyClicks(dialog.until, "soon")
    heights = [field.height() for field in (dialog.why, dialog.by, dialog.until)]
    QTest.mouseClick(dialog.ignore, Qt.MouseButton.LeftButton)
    assert dialog.wrong.isVisible()
    assert dialog.wrong.text().startswith("“soon” is not a date")
    QApplication.processEvents()
    assert [field.height() for field in (dialog.why, dialog.by, dialog.until)] == heights
    assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width())
    assert session.map.checks is None

    dialog.until.clear()
    QTest.keyClicks(dialog.until, "2027-01-31")
    QTest.keyClick(dialog.until, Qt.Key.Key_Return)
    assert session.map.checks is not None
    (ignored,) = session.map.checks.ignore
    assert (ignored.check, ignored.at, ignored.why) == ("trap-loop", "a", "It is meant so")
    assert len(session.document.steps) == 1

    panel.tabs.setCurrentIndex(IGNORED)
    row = panel.model.rows[0]
    assert isinstance(row, Line)
    panel.apply(row.finding)
    assert session.map.checks is None


def test_a_check_is_silenced_for_the_map_and_speaks_again(panel: Findings) -> None:
    session = panel._session
    panel.silence("trap-loop")
    assert session.map.checks is not None
    assert session.map.checks.levels == {"trap-loop": "silent"}

    panel.tabs.setCurrentIndex(IGNORED)
    row = panel.model.rows[0]
    assert isinstance(row, Line)
    panel.apply(row.finding)
    assert session.map.checks is None


def test_where_a_team_sets_the_level_the_panel_says_so_and_changes_nothing(
    panel: Findings, qtbot: QtBot
) -> None:
    session = panel._session
    session.bound = {"trap-loop": literal("journeymap.profile.yaml:3")}
    with qtbot.waitSignal(session.refused) as refused:
        panel.silence("trap-loop")
    assert english(refused.args[0]) == (
        "The level of this check is set in journeymap.profile.yaml:3; "
        "silence it there, or ignore the finding"
    )
    assert session.map.checks is None

    panel.table.setCurrentIndex(panel.model.index(0, 1))
    panel.explain.setChecked(True)
    words = [each.text() for each in panel.explanation.findChildren(type(panel._quiet))]
    assert any("is set in journeymap.profile.yaml:3" in each for each in words)
    assert not any("levels: {trap-loop: silent}" in each for each in words)


def test_a_level_of_the_map_that_a_team_overrules_is_told_and_can_be_taken_out(
    panel: Findings,
) -> None:
    session = panel._session
    panel.silence("trap-loop")
    session.bound = {"trap-loop": literal("journeymap.profile.yaml:3")}
    panel.tabs.setCurrentIndex(IGNORED)

    row = panel.model.rows[0]
    assert isinstance(row, Line)
    assert row.finding.fix is not None
    assert english(row.finding.message) == (
        "The map wants this check silent, but its level is set in journeymap.profile.yaml:3"
    )
    assert english(row.finding.fix.name) == "Take the level of “trap-loop” out of the map"
    panel.apply(row.finding)
    assert session.map.checks is None


def test_before_the_first_run_nothing_is_counted(panel: Findings) -> None:
    panel._session._findings, panel._session.checked = (), False
    panel.refresh()

    assert panel.tabs.tabText(0) == "About the map"
    assert panel._quiet.text() == "Checking …"


def test_the_explanation_says_why_and_how_to_silence(panel: Findings) -> None:
    panel.table.setCurrentIndex(panel.model.index(0, 1))
    panel.explain.setChecked(True)

    words = [each.text() for each in panel.explanation.findChildren(type(panel._quiet))]
    assert "trap-loop of a" in " ".join(words).replace("\u2068", "").replace("\u2069", "")
    assert any("levels: {trap-loop: silent}" in each for each in words)
    assert "Why" in words


def test_a_wide_panel_calls_checks_by_their_titles(panel: Findings) -> None:
    panel.resize(1400, 300)
    model = panel.table.findings
    place = next(n for n, row in enumerate(model.rows) if isinstance(row, Line))
    where = model.index(place, 0)
    check = model.rows[place].finding.check
    assert where.data() == title_of(check, "en") != check
    assert check in where.data(Qt.ItemDataRole.ToolTipRole)
