"""Large text, small windows, screens of two device pixels to a pixel."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from journeymap.ui import style
from journeymap.ui.app import application
from journeymap.ui.controls import Check
from journeymap.ui.icons import icon
from journeymap.ui.main_window import MainWindow
from journeymap.ui.panel_sizes import usual
from journeymap.ui.settings import Settings
from tests.ui.window import EXAMPLES, example, joined, shown

ROOT = EXAMPLES.parent


@pytest.fixture(autouse=True)
def usual_size() -> Iterator[None]:
    app = application()
    style.set_text_size(app, 100)
    yield
    style.set_text_size(app, 100)
    style.apply(app, "light")


def sized(folder: Path, percent: int) -> None:
    """Keep a text size where the window of a test looks for its settings."""
    store = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    Settings(store).text_size = percent
    store.sync()


def test_text_and_what_stands_around_it_grow_together() -> None:
    app = application()
    before = app.font().pixelSize()
    box = Check("x").sizeHint().height()

    assert style.set_text_size(app, 200)

    assert app.font().pixelSize() == 2 * before
    assert style.px(10) == 20
    assert Check("x").sizeHint().height() > 1.6 * box
    assert icon("add", "#000000").availableSizes()[0].width() == 36
    assert usual("inspector", 4000) == 640
    sheet = style.stylesheet("light", app.font().pixelSize(), style.scale())
    assert "padding: 12px 28px" in sheet  # of a button, 6px 14px at the usual size
    assert "border: 1px solid" in sheet  # lines stay lines
    assert not style.set_text_size(app, 200)


def test_the_window_is_made_anew_for_another_text_size(window: MainWindow, qtbot: QtBot) -> None:
    session = joined(window).session
    before = window.menus.height()
    session.select(("pay",))
    window.settings.text_size = 175

    window.settings_changed.emit()

    qtbot.waitUntil(lambda: window.menus.height() > 1.4 * before)
    assert window.workspace is not None
    assert joined(window).session is session
    assert session.selection == ("pay",)
    assert joined(window).there


@pytest.mark.parametrize("percent", [150, 200])
@pytest.mark.parametrize("lang", ["en", "fa"])
def test_large_text_fits_a_window_of_1280(
    qtbot: QtBot, tmp_path: Path, percent: int, lang: str
) -> None:
    sized(tmp_path, percent)
    with shown(qtbot, tmp_path, example(tmp_path), lang) as window:
        qtbot.waitUntil(lambda: joined(window).canvas.width() >= 300)
        hint = window.minimumSizeHint()

        assert hint.width() <= 1280
        assert hint.height() <= 720
        assert (window.width(), window.height()) == (1280, 720)
        qtbot.waitUntil(lambda: not clipped(window))


def clipped(window: MainWindow) -> list[str]:
    """Return the tools of the top bar that have less room than they need."""
    kinds = (QPushButton, QToolButton)
    return [
        tool.accessibleName()
        for tool in (t for kind in kinds for t in window.top.findChildren(kind))
        if tool.isVisible()
        and (
            tool.width() < tool.minimumSizeHint().width()
            or tool.height() < tool.fontMetrics().height()
            or not window.top.rect().contains(tool.geometry())
        )
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_window_from_the_right_has_room_on_640_by_360(
    qtbot: QtBot, tmp_path: Path, theme: str
) -> None:
    path = example(tmp_path, "clinic-visit.fa.yaml")
    with shown(qtbot, tmp_path, path, "fa", theme) as window:
        window.resize(640, 360)

        qtbot.waitUntil(lambda: not window.docks["outline"].isVisible())
        assert (window.width(), window.height()) == (640, 360)
        qtbot.waitUntil(lambda: not clipped(window))


def test_on_640_by_360_one_panel_stands_beside_the_map(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        docks, commands = window.docks, window.commands
        window.resize(640, 360)

        qtbot.waitUntil(lambda: not docks["outline"].isVisible())
        assert (window.width(), window.height()) == (640, 360)
        assert not docks["findings"].isVisible()
        canvas = joined(window).canvas
        qtbot.waitUntil(lambda: canvas.width() >= 300 and canvas.height() >= 200)
        assert not commands["outline"].isChecked()

        commands["outline"].trigger()
        assert docks["outline"].isVisible()
        assert not docks["inspector"].isVisible()

        window.resize(1280, 720)
        qtbot.waitUntil(lambda: docks["inspector"].isVisible() and docks["findings"].isVisible())
        assert docks["outline"].isVisible()
        assert not window.settings.hidden("inspector")


def test_a_panel_that_was_put_away_does_not_come_back_with_the_room(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.commands["outline"].trigger()
    assert not window.docks["outline"].isVisible()

    window.resize(640, 360)
    qtbot.waitUntil(lambda: not window.docks["findings"].isVisible())
    window.resize(1280, 720)
    qtbot.waitUntil(window.docks["findings"].isVisible)

    assert not window.docks["outline"].isVisible()


PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from journeymap.ui.app import application
from journeymap.ui.main_window import MainWindow
from journeymap.ui.settings import Settings

app = application()
store = QSettings(sys.argv[2] + "/window.ini", QSettings.Format.IniFormat)
window = MainWindow(Settings(store), "en", "light")
window.open_first(Path(sys.argv[1]))
window.resize(640, 360)
window.show()

def take():
    if window.workspace is None or not window.workspace.there:
        return
    timer.stop()
    window.grab()
    QTimer.singleShot(300, finish)

def finish():
    window.grab().save(sys.argv[2] + "/window.png")
    window.session.close()
    app.exit(0)

timer = QTimer()
timer.timeout.connect(take)
timer.start(50)
sys.exit(app.exec())
"""


def test_two_device_pixels_to_a_pixel_are_used(tmp_path: Path) -> None:
    path = example(tmp_path)
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path), str(tmp_path)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    image = QImage(str(tmp_path / "window.png"))
    assert (image.width(), image.height()) == (1280, 720)
    # a picture that was made at half the size would be made of squares of four equal pixels
    squares = uneven = 0
    for x in range(0, 1278, 2):
        for y in range(0, 718, 2):
            four = {image.pixel(x + dx, y + dy) for dx in (0, 1) for dy in (0, 1)}
            around = {image.pixel(x + dx, y + dy) for dx in (0, 2) for dy in (0, 2)}
            squares += len(around) > 1
            uneven += len(four) > 1
    assert uneven > 0.4 * squares


def test_icons_have_a_pixmap_for_each_screen() -> None:
    application()
    made = icon("add", "#000000", size=20).pixmap(20, 20)

    assert made.width() == round(20 * QApplication.primaryScreen().devicePixelRatio())
