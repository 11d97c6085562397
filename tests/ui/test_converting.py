"""A map in another encoding is offered as a copy in UTF-8, from the page of its problems."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.ui import asking
from tests.ui.window import joined, shown

MAP = "format: 1\ntitle: نوبت\nstages:\n  - {id: s, name: Stage}\n"


def test_a_copy_in_utf_8_is_made_and_opened(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "visit.yaml"
    path.write_bytes(MAP.encode("cp1256"))
    offered: list[str] = []

    def pick(*given: object) -> str:
        entries = given[3]
        assert isinstance(entries, list)
        offered.extend(words for words, _ in entries)
        return next(key for words, key in entries if "نوبت" in words)

    monkeypatch.setattr(asking, "pick", pick)
    with shown(qtbot, tmp_path, path) as window:
        problems = joined(window).problems
        qtbot.waitUntil(problems.convert.isVisible, timeout=20_000)

        qtbot.mouseClick(problems.convert, Qt.MouseButton.LeftButton)

        qtbot.waitUntil(lambda: joined(window).there, timeout=20_000)
        assert window.session is not None
        assert window.session.path == tmp_path / "visit.utf-8.yaml"
        assert window.session.map.title == "نوبت"
    assert any("Windows-1256" in words for words in offered)
    assert path.read_bytes() == MAP.encode("cp1256")
    assert read_file(tmp_path / "visit.utf-8.yaml").map.title == "نوبت"
