"""The life of windows: wall, presentations, menus and loading end or go on with their window."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from journeymap.ui.main_window import MainWindow
from journeymap.ui.menu import Menu
from journeymap.ui.presenting.starting import shown_by
from tests.ui.life import Several, pages, several
from tests.ui.window import example, joined


@pytest.fixture
def windows(qtbot: QtBot, tmp_path: Path) -> Iterator[Several]:
    with several(qtbot, tmp_path) as made:
        yield made


# ---------------------------------------------------------------- the wall


def test_a_window_on_the_wall_closes_and_leaves_the_others_alone(
    qtbot: QtBot, windows: Several, coffee: Path
) -> None:
    window, other = windows.window(coffee), windows.window()
    window.commands["wall"].trigger()
    qtbot.waitUntil(window.isFullScreen)

    window.close()

    qtbot.waitUntil(lambda: not isValid(window))
    assert other.isVisible()
    assert windows.windows.all == [other]


def test_the_wall_is_not_remembered_as_the_size_of_a_window(
    qtbot: QtBot, windows: Several, coffee: Path
) -> None:
    window = windows.window(coffee)
    window.resize(700, 500)
    window.commands["wall"].trigger()
    qtbot.waitUntil(window.isFullScreen)

    window.close()

    later = MainWindow(windows.settings, "en", "light")
    later.stand_at(windows.settings.place(coffee))
    assert not later.isFullScreen()
    assert later.size().toTuple() == (700, 500)
    later.deleteLater()


# ---------------------------------------------------------------- presentations


@pytest.mark.parametrize("how", ["map", "window", "problems"])
def test_a_presentation_ends_with_its_map_and_its_window(
    qtbot: QtBot, windows: Several, coffee: Path, how: str
) -> None:
    window, _other = windows.window(coffee), windows.window()
    window.commands["present"].trigger()
    (shown,) = shown_by(window)

    if how == "map":
        window.commands["close"].trigger()
    elif how == "window":
        window.close()
    else:
        broken = coffee.with_name("broken.yaml")
        broken.write_text("title: [\n", "utf-8")
        joined(window).file.open(broken)

    qtbot.waitUntil(lambda: not isValid(shown))


def test_a_window_has_one_presentation_in_another_language_too(
    qtbot: QtBot, windows: Several, coffee: Path
) -> None:
    window = windows.window(coffee)
    window.commands["present"].trigger()
    (shown,) = shown_by(window)
    window.choose_language("fa")
    qtbot.waitUntil(lambda: window.lang == "fa" and window.workspace is not None)

    window.commands["present"].trigger()

    assert shown_by(window) == [shown]


# ---------------------------------------------------------------- menus, loading


def test_every_menu_of_a_window_that_changed_its_language_can_be_opened(
    qtbot: QtBot, windows: Several, coffee: Path
) -> None:
    window = windows.window(coffee)
    for lang in ("fa", "tr", "en", "zh", "en"):
        window.choose_language(lang)
        qtbot.waitUntil(lambda lang=lang: window.lang == lang and window.workspace is not None)
        QApplication.processEvents()
        gc.collect()

        for name, menu in window.submenus.items():
            assert isValid(menu), name
            # one that Qt itself made could get the wrapper of one deleted at the same address
            assert isinstance(menu, Menu), name
            menu.aboutToShow.emit()
            assert not menu.isEmpty(), name


def test_a_window_closed_before_it_was_loaded_loads_nothing(
    qtbot: QtBot, windows: Several, coffee: Path
) -> None:
    windows.window()
    window = windows.windows.new()
    assert isinstance(window, MainWindow)
    window.open_first(coffee)

    window.close()
    with qtbot.assertNotEmitted(window.loaded):
        window._load()

    assert window.workspace is None
    assert window not in windows.windows.all


def test_of_several_files_the_unreadable_ones_are_told_and_the_others_opened(
    windows: Several, qtbot: QtBot, tmp_path: Path
) -> None:
    good = example(tmp_path)
    bad = [tmp_path / "one.yaml", tmp_path / "two.yaml"]
    for path in bad:
        path.write_text("title: [\n", encoding="utf-8")
    window = windows.window()

    window.open_all([bad[0], good, bad[1]])
    window.open_all([bad[0], good])  # none of them twice

    qtbot.waitUntil(lambda: not any(map(pages, windows.made)) and len(windows.made) == 3)
    assert [each.stuck_at() for each in windows.made] == [bad[0], None, bad[1]]
    assert windows.made[1].file() == good

    window.open(bad[1])  # a person's next wish takes the place of what was read

    qtbot.waitUntil(lambda: window.stuck_at() == bad[1])
    assert len(windows.made) == 3
