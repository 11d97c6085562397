"""What many tests of the window are given: the coffee example open, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journeymap.model.text import Message
from journeymap.ui.main_window import MainWindow
from tests.ui.hands import Canvas
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


@pytest.fixture
def reasons(canvas: Canvas) -> list[str]:
    """Why what is done on the canvas of a test was refused, one reason after the other."""
    found: list[str] = []

    def keep(reason: Message) -> None:
        found.append(str(reason))

    canvas.session.refused.connect(keep)
    return found
