"""The focus is seen in the strips and panels that are opened when they are asked for, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui import style
from journeymap.ui.app import application
from tests.ui.test_theme_window import THEMES, can_have_focus, looks
from tests.ui.window import example, joined, shown


@pytest.mark.parametrize("theme", THEMES)
def test_focus_can_be_seen_in_strips_comments_and_history(
    qtbot: QtBot, tmp_path: Path, theme: style.ThemeChoice
) -> None:
    application().setCursorFlashTime(0)
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        session = window.session
        assert session is not None
        window._show_theme(theme)
        session.set_view(metric=session.map.metrics[0].id)
        for action in ("filter", "comments", "history"):
            window.commands[action].trigger()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.qWait(50)
        workspace = joined(window)
        panes: list[QWidget] = [
            workspace.overlays.bar,
            workspace.filter_bar,
            window.docks["comments"],
            window.docks["history"],
        ]
        tried, unseen = 0, []
        for widget in [each for pane in panes for each in can_have_focus(pane)]:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.qWait(1)
            if not widget.hasFocus():
                continue
            tried += 1
            with_focus = looks(window, widget)
            widget.clearFocus()
            QTest.qWait(1)
            if with_focus == looks(window, widget):
                unseen.append((type(widget).__name__, widget.accessibleName()))
        assert tried > 10
        assert not unseen
