"""Wall mode: the map alone in large type, and everything back as it was."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget
from pytestqt.qtbot import QtBot

from journeymap.picture.type import TYPE
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.main_window import MainWindow
from tests.ui.window import example, joined, shown

KEY = Qt.Key
F11 = KEY.Key_F11


def ready(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    joined(window).canvas.setFocus()


def on_the_wall(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(joined(window).canvas, F11)
    qtbot.waitUntil(window.isFullScreen)
    least = 16 / TYPE["card"].size
    qtbot.waitUntil(lambda: joined(window).canvas.zoom >= least - 1e-6)


def look_of(window: MainWindow) -> dict[str, object]:
    canvas = joined(window).canvas
    corner = canvas.seen().topLeft()
    return {
        "docks": {
            dock.objectName(): (dock.isVisible(), dock.width(), dock.height())
            for dock in window.findChildren(QDockWidget)
        },
        "size": (window.width(), window.height()),
        "state": window.windowState() & ~Qt.WindowState.WindowActive,
        "status": window.statusBar().isVisible(),
        "header": window.menuWidget().isVisible(),
        "zoom": round(canvas.zoom, 4),
        "corner": (round(corner.x()), round(corner.y())),
        "checked": {name: window.commands[name].isChecked() for name in window.docks},
    }


def test_f11_leaves_only_the_map_in_large_type(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)

    on_the_wall(qtbot, window)

    canvas = joined(window).canvas
    assert not any(dock.isVisible() for dock in window.findChildren(QDockWidget))
    assert not window.menuWidget().isVisible()
    assert not window.statusBar().isVisible()
    assert not canvas.badges.isVisible()
    assert (canvas.width(), canvas.height()) == (window.width(), window.height())
    assert TYPE["card"].size * canvas.zoom >= 16 - 1e-6
    assert joined(window).wall.hint.isVisible()
    assert window.commands["wall"].isChecked()


def test_f11_brings_everything_back(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    window.commands["history"].trigger()
    joined(window).canvas.set_zoom(0.9)
    joined(window).canvas.scroll_by(120, 40)
    QTest.qWait(30)  # the panels take their sizes
    before = look_of(window)

    on_the_wall(qtbot, window)
    QTest.keyClick(joined(window).canvas, F11)

    qtbot.waitUntil(lambda: look_of(window) == before)
    assert joined(window).canvas.badges.isVisible()


def test_esc_brings_everything_back_too(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    QTest.qWait(30)
    before = look_of(window)

    on_the_wall(qtbot, window)
    QTest.keyClick(joined(window).canvas, KEY.Key_Escape)

    qtbot.waitUntil(lambda: look_of(window) == before)
    assert not joined(window).wall.hint.isVisible()


def test_a_maximised_window_is_maximised_again(qtbot: QtBot, window: MainWindow) -> None:
    window.showMaximized()
    qtbot.waitUntil(window.isMaximized)
    ready(qtbot, window)

    on_the_wall(qtbot, window)
    QTest.keyClick(joined(window).canvas, F11)

    qtbot.waitUntil(lambda: window.isMaximized() and not window.isFullScreen())


def test_editing_goes_on_and_esc_ends_the_editing_first(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    on_the_wall(qtbot, window)
    workspace, session = joined(window), joined(window).session
    session.select(("pay",))
    count = len(session.map.touchpoints)

    QTest.keyClick(workspace.canvas, KEY.Key_F2)
    editor = workspace.canvas.editor
    assert editor is not None
    QTest.keyClick(editor, KEY.Key_Escape)
    assert workspace.wall.on
    QTest.keyClick(workspace.canvas, KEY.Key_Delete)

    assert len(session.map.touchpoints) == count - 1
    QTest.keyClick(workspace.canvas, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(session.map.touchpoints) == count
    assert workspace.wall.on


def test_closing_the_map_takes_it_off_the_wall(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    on_the_wall(qtbot, window)

    window.commands["close"].trigger()

    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert window.menuWidget().isVisible()


def test_another_language_takes_it_off_the_wall(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    on_the_wall(qtbot, window)

    window.speak("fa")

    qtbot.waitUntil(lambda: window.lang == "fa" and window.workspace is not None)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    qtbot.waitUntil(lambda: window.menuWidget().isVisible())
    qtbot.waitUntil(window.docks["outline"].isVisible)


def test_a_map_from_the_right_begins_at_the_right(qtbot: QtBot, tmp_path: Path) -> None:
    path = example(tmp_path, "clinic-visit.fa.yaml")
    with shown(qtbot, tmp_path, path, lang="fa") as window:
        ready(qtbot, window)
        on_the_wall(qtbot, window)
        canvas = joined(window).canvas
        picture = canvas.picture
        assert picture is not None

        end = picture.bounds.right
        qtbot.waitUntil(lambda: 0 <= canvas.seen().right() - end < 60)


def test_the_wall_begins_at_the_beginning_of_a_map_that_nobody_has_moved(
    qtbot: QtBot, window: MainWindow
) -> None:
    ready(qtbot, window)
    canvas = joined(window).canvas
    assert canvas.standing().begun

    on_the_wall(qtbot, window)

    picture = canvas.picture
    assert picture is not None
    qtbot.waitUntil(lambda: 0 <= picture.bounds.x - canvas.seen().x() < 60)
    assert "Ctrl+0" in joined(window).wall.hint.text()


def test_the_wall_keeps_what_was_in_the_middle(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    canvas = joined(window).canvas
    canvas.set_zoom(0.9)
    canvas.scroll_by(500, 200)
    before = canvas.seen().center()

    on_the_wall(qtbot, window)

    qtbot.waitUntil(lambda: (canvas.seen().center() - before).manhattanLength() < 4)


def test_a_whole_map_stays_whole_on_the_wall(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    canvas = joined(window).canvas
    window.commands["fit"].trigger()
    before = canvas.zoom

    QTest.keyClick(canvas, F11)
    qtbot.waitUntil(window.isFullScreen)

    qtbot.waitUntil(lambda: canvas.width() == window.width())
    QTest.qWait(30)
    picture = canvas.picture
    assert picture is not None
    assert canvas.fitted
    assert canvas.zoom >= before
    assert canvas.seen().contains(rect_of(picture.bounds))
    QTest.keyClick(canvas, F11)
    qtbot.waitUntil(lambda: abs(canvas.zoom - before) < 1e-3)
