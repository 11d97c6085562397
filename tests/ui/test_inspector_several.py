"""Several records in the inspector: what is edited of them, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.ui.main_window import MainWindow
from tests.ui.hands import CTRL, PLAIN
from tests.ui.window import example, joined, shown


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with shown(qtbot, tmp_path, example(tmp_path)) as made:
        made.resize(1280, 900)
        yield made


def choose(window: MainWindow, *keys: str) -> None:
    """Click records in the outline, all but the first with Ctrl."""
    outline = joined(window).panels.outline
    model = outline.model
    stages = [model.index(row, 0) for row in range(model.rowCount())]
    cards = [model.index(row, 0, each) for each in stages for row in range(model.rowCount(each))]
    places: dict[str, QModelIndex] = {model.node(at).key: at for at in (*stages, *cards)}
    for n, key in enumerate(keys):
        outline.tree.scrollTo(places[key])
        at = outline.tree.visualRect(places[key]).center()
        held = CTRL if n else PLAIN
        QTest.mouseClick(outline.tree.viewport(), Qt.MouseButton.LeftButton, held, at)


def test_records_of_other_kinds_are_said_to_be_selected_too(window: MainWindow) -> None:
    workspace = joined(window)
    inspector = workspace.panels.inspector
    choose(window, "order", "pay", "install")
    assert set(workspace.session.selection) == {"order", "pay", "install"}
    inspector.refresh()
    summary = inspector.form.head.summary
    assert summary.isVisible()
    assert "2 records" in summary.text().replace("\u2068", "").replace("\u2069", "")

    choose(window, "order")
    inspector.refresh()
    assert not inspector.form.head.summary.isVisible()


def test_choices_that_differ_are_mixed_as_other_fields_are(window: MainWindow) -> None:
    inspector = joined(window).panels.inspector
    choose(window, "pay", "install")
    inspector.refresh()
    form = inspector.form
    assert not form.head.summary.isVisible()
    assert form.editors["stage"].placeholderText() == "Mixed"
    assert form.editors["stage"].currentIndex() == -1
