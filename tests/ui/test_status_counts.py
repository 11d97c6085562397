"""What the status bar counts stays readable: whole counts give way to room, and a tip has all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from journeymap.ui import style
from journeymap.ui.app import application
from journeymap.ui.giving_label import MORE, Counted, GivingCounts
from journeymap.ui.settings import Settings
from tests.ui.window import example, shown

COUNTS = tuple(
    Counted(words, weight)
    for words, weight in (("6 stages", 2), ("8 channels", 1), ("40 touchpoints", 3))
)


@pytest.fixture
def label(qtbot: QtBot) -> GivingCounts:
    application()
    made = GivingCounts()
    qtbot.addWidget(made)
    made.put(COUNTS, " · ")
    made.show()
    return made


@pytest.fixture(params=[100, 200])
def percent(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    Settings(store).text_size = request.param
    store.sync()
    yield request.param
    style.set_text_size(application(), 100)


def wide(label: GivingCounts, words: str) -> int:
    return label.fontMetrics().horizontalAdvance(words)


def test_with_room_all_counts_are_there(label: GivingCounts) -> None:
    whole = "6 stages · 8 channels · 40 touchpoints"
    assert label.shown(wide(label, whole)) == whole


def test_the_one_that_weighs_least_goes_first_and_whole(label: GivingCounts) -> None:
    whole, fewer, last = (
        "6 stages · 8 channels · 40 touchpoints",
        f"6 stages · 40 touchpoints · {MORE}",
        f"40 touchpoints · {MORE}",
    )
    assert label.shown(wide(label, whole) - 1) == fewer
    assert label.shown(wide(label, fewer)) == fewer
    assert label.shown(wide(label, fewer) - 1) == last
    assert label.shown(wide(label, last) - 1) == MORE


def test_what_is_missing_is_in_the_tip_and_said_to_screen_readers(label: GivingCounts) -> None:
    label.resize(wide(label, "40 touchpoints · …") + 4, 30)
    label.grab()
    assert label.toolTip() == label.text() == "6 stages · 8 channels · 40 touchpoints"
    at = QPoint(4, 4)
    QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, at, label.mapToGlobal(at)))
    assert QToolTip.text() == label.text()
    QToolTip.hideText()
    label.resize(wide(label, label.text()) + 4, 30)
    label.grab()
    assert label.toolTip() == ""


@pytest.mark.parametrize("lang", ["en", "fa", "ar"])
def test_in_a_small_window_no_count_is_cut(
    qtbot: QtBot, tmp_path: Path, lang: str, percent: int
) -> None:
    with shown(qtbot, tmp_path, example(tmp_path), lang) as window:
        window.resize(1280, 720)
        qtbot.waitUntil(
            lambda: window.session is not None and window.session.checked, timeout=20_000
        )
        label = window.counts

        def seen() -> list[str]:
            words = label.shown(label.contentsRect().width())
            assert words == MORE or wide(label, words) <= label.contentsRect().width()
            return re.split(" · |، ", words)

        def told() -> bool:
            whole = re.split(" · |، ", label.text())
            assert set(seen()) <= {*whole, MORE}
            # touchpoints before all others
            return whole[2] in seen() and (percent == 200) == (MORE in seen())

        qtbot.waitUntil(told)  # what else stands in the bar comes in the turns after the checks
        assert window.width() == 1280
