"""What goes wrong while a row of a list is painted is handed on, and ends no program."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtWidgets import QApplication, QStyledItemDelegate
from pytestqt.qtbot import QtBot

from journeymap.ui import history
from journeymap.ui.find_replace import lines
from journeymap.ui.findings import drawing as findings
from journeymap.ui.main_window import MainWindow
from journeymap.ui.outline import rows as outline
from journeymap.ui.palette import rows as palette
from journeymap.ui.table import drawing as table
from tests.ui.hands import small
from tests.ui.tabled import tabled
from tests.ui.window import joined

SECRET = "a secret of the code"


def test_the_outline_lives_on(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: heard.append(str(error)))

    def fail(*_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(outline, "colors", fail)
    joined(window).panels.outline.tree.viewport().grab()
    QApplication.processEvents()

    assert heard
    assert set(heard) == {SECRET}


def test_a_table_lives_on(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: heard.append(str(error)))

    def fail(*_: object) -> None:
        raise ValueError(SECRET)

    with tabled(qtbot, tmp_path, small()) as desk:
        monkeypatch.setattr(type(desk.table.records), "record", fail)
        desk.table.viewport().grab()
        monkeypatch.undo()

    assert SECRET in heard


@pytest.mark.parametrize("module", [outline, findings, table, history, lines, palette])
def test_every_list_guards_what_paints_its_rows(module: ModuleType) -> None:
    painters = [
        each
        for _, each in inspect.getmembers(module, inspect.isclass)
        if each.__module__ == module.__name__ and issubclass(each, QStyledItemDelegate)
    ]
    assert painters
    assert all(hasattr(each.__dict__["paint"], "__wrapped__") for each in painters)
