"""Where things stand in the window: room for messages, panels, names; what the overlay shows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.model.readings import periods
from journeymap.ui.editors.texts import TitleEditor
from journeymap.ui.findings.drawing import lines_of
from journeymap.ui.findings.model import FIX, MESSAGE
from journeymap.ui.main_window import MainWindow
from journeymap.ui.panel_sizes import PanelSizes, usual
from journeymap.ui.record_cards.measured import MeasuredCard
from tests.ui.window import joined, shown


def test_a_message_has_all_the_room_that_check_and_fix_leave(
    window: MainWindow, qtbot: QtBot
) -> None:
    session, findings = window.session, joined(window).panels.findings
    assert session is not None
    qtbot.waitUntil(lambda: bool(session.findings), timeout=20_000)
    table = findings.table
    width = table.viewport().width()

    assert sum(table.columnWidth(column) for column in range(3)) == width
    assert table.columnWidth(FIX) <= 0.28 * width
    fixes = [bool(findings.model.index(n, FIX).data()) for n in range(findings.model.rowCount())]
    if not any(fixes):  # then nothing is kept free for any
        assert table.columnWidth(FIX) <= 1
        return
    for row, fix in enumerate(fixes):
        assert table.columnSpan(row, MESSAGE) == (1 if fix else 2)


def test_a_message_that_does_not_fit_has_a_second_line_and_loses_no_letter() -> None:
    font = QApplication.font()
    words = "“Pay at counter” is a low (emotion −1 for Dana) and no pain point says why 🙂"

    lines = lines_of(words, font, QFontMetrics(font).horizontalAdvance(words) * 0.6, 60)

    assert len(lines) == 2
    assert " ".join(lines) == words
    assert lines_of(words, font, 100, 20)[0].endswith("…")


def test_panels_leave_room_for_the_map_and_keep_the_size_they_were_dragged_to(
    window: MainWindow, qtbot: QtBot
) -> None:
    docks = window.docks
    qtbot.waitUntil(lambda: docks["outline"].width() == usual("outline", 1280))
    assert docks["inspector"].width() == usual("inspector", 1280)
    assert docks["findings"].height() == usual("findings", 720) <= 160
    assert joined(window).canvas.width() > 760

    sizes = PanelSizes(window, docks, window.settings)
    sizes._before = sizes.sizes()
    window.resizeDocks([docks["outline"]], [300], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: docks["outline"].width() == 300)
    sizes.keep()
    window.resize(1400, 720)

    qtbot.waitUntil(lambda: docks["inspector"].width() == usual("inspector", 1400))
    assert window.settings.size("outline") == 300
    assert docks["outline"].width() == 300


def test_a_long_name_wraps_in_the_inspector(window: MainWindow) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    session.select(("pay",))
    workspace.panels.inspector.refresh()
    name = workspace.panels.inspector.form.editors["name"]
    assert isinstance(name, TitleEditor)
    before = name.height()

    name.setPlainText("Pay for the order in the app with a card that was kept the last time")
    QTest.keyClick(name, Qt.Key.Key_Return)
    QTest.qWait(20)

    assert name.height() > before
    assert "\n" not in name.text()
    assert name.document().size().height() >= 2


def test_the_overlay_offers_the_periods_of_its_metric_and_comes_first(window: MainWindow) -> None:
    session, workspace = window.session, joined(window)
    assert session is not None
    session.select(("pay",))
    session.set_view(metric="abandonment", period="")
    workspace.panels.inspector.refresh()
    stops = workspace.overlays.bar.slider.maximum() + 1
    assert workspace.panels.inspector.form.editors  # all groups are made
    (card,) = workspace.panels.inspector.form.findChildren(MeasuredCard)

    assert stops == len(periods(session.map, "abandonment"))
    first = card.rows[0]
    assert first.property("overlay") == "true"
    assert first.accessibleName().startswith("Abandonment")


def test_f6_finds_the_findings_when_there_are_none(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path) as window:
        window.start.wished.emit("new", "blank")
        qtbot.waitUntil(lambda: joined(window).there)
        joined(window).panels.findings.model.put([])
        joined(window).panels.findings.refresh()
        joined(window).panels.inspector.first().setFocus()

        window.commands["next-pane"].trigger()

        assert joined(window).panels.findings.isAncestorOf(window.focusWidget())
