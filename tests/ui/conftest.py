"""Windows for the tests of the shell: the coffee example, open and waited for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journeymap.ui.main_window import MainWindow
from tests.ui.window import example, shown


@pytest.fixture
def coffee(tmp_path: Path) -> Path:
    """A copy of the coffee example."""
    return example(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, coffee: Path) -> Iterator[MainWindow]:
    """The window on that copy."""
    with shown(qtbot, tmp_path, coffee) as made:
        yield made
