"""What is said in the status bar for a moment is whole, though the counts beside it are long."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from journeymap.model.text import M
from tests.ui.window import example, shown

NEWS = M("{file} changed on the disk; both sets of changes are in the map now", file="coffee.yaml")


def test_news_is_whole_and_the_counts_give_way_to_it_and_come_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        window.resize(1280, 720)
        window.counts.setText("6 stages · 8 channels · " * 8)
        window.say_note(NEWS)
        qtbot.waitUntil(lambda: window.note.width() >= window.note.sizeHint().width())
        assert window.counts.width() < window.counts.sizeHint().width()
        assert window.width() == 1280

        window.say_note(None)

        qtbot.waitUntil(lambda: window.note.minimumWidth() == 0)
        assert window.note.text() == ""
