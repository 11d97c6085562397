"""The toolkit's own file dialog, where the desktop has none: what is chosen in it can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog, QTreeView
from pytestqt.qtbot import QtBot

from journeymap.ui import style
from tests.ui.window import shown


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chosen_file_is_read_on_its_ground(qtbot: QtBot, tmp_path: Path, theme: str) -> None:
    folder = tmp_path / "maps"
    folder.mkdir()
    (folder / "a.yaml").write_text("title: A", "utf-8")
    with shown(qtbot, tmp_path, theme=theme) as window:
        dialog = QFileDialog(window, "", str(folder))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setViewMode(QFileDialog.ViewMode.Detail)
        dialog.show()
        tree = dialog.findChild(QTreeView)
        assert tree is not None
        qtbot.waitUntil(lambda: tree.model().rowCount(tree.rootIndex()) == 1)
        tree.setCurrentIndex(tree.model().index(0, 0, tree.rootIndex()))
        row = tree.visualRect(tree.currentIndex()).adjusted(24, 1, 0, -1)  # beside the icon
        image = tree.viewport().grab(row).toImage()
        seen = [QColor(image.pixel(x, y)) for x in range(image.width()) for y in range(6, 12)]
        light = [color.lightness() for color in seen]
        assert QColor(style.colors(theme)["chosen"]) in seen
        assert max(light) - min(light) > 90
        dialog.close()
