"""Several windows, files opened before, what is dropped, and how a map is found again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from journeymap.__main__ import asks_for_window
from journeymap.cli import cli
from journeymap.ui import asking, map_file, map_reading
from journeymap.ui.dropping import dropped, hint
from journeymap.ui.links import NoLink, link_of
from journeymap.ui.main_window import MainWindow
from journeymap.ui.settings import Settings
from tests.ui.window import example, joined, shown


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on the start page, and whatever windows it opens."""
    with shown(qtbot, tmp_path) as made:
        yield made
        end_others(made)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, coffee: Path) -> Iterator[MainWindow]:
    """A window on the coffee example, and whatever windows it opens."""
    with shown(qtbot, tmp_path, coffee) as made:
        yield made
        end_others(made)


def end_others(window: MainWindow) -> None:
    for other in tuple(window.windows.all):
        if other is not window:
            other.give_way()


def second(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Return the other one of two windows, loaded."""
    others = [each for each in window.windows.all if each is not window]
    assert len(others) == 1
    other = others[0]
    assert isinstance(other, MainWindow)
    qtbot.waitUntil(lambda: other.workspace is not None and joined(other).there, timeout=10_000)
    return other


def change(window: MainWindow) -> None:
    assert window.session is not None
    window.session.select(("pay",))
    window.commands["moment"].trigger()
    assert window.unsaved()


def urls(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


# ---------------------------------------------------------------- several windows


def test_a_file_opens_in_a_start_window_that_nobody_has_used(
    start: MainWindow, tmp_path: Path
) -> None:
    start.open(example(tmp_path))

    assert len(start.windows.all) == 1
    assert start.file() == tmp_path / "coffee-app.yaml"


def test_another_file_opens_in_a_window_of_its_own(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    other = example(tmp_path, "travel-booking.zh.yaml")

    window.open(other)

    made = second(window, qtbot)
    assert (window.file(), made.file()) == (tmp_path / "coffee-app.yaml", other)
    assert made.session is not window.session


def test_or_in_place_of_the_open_map_if_a_person_likes_that_better(
    window: MainWindow, tmp_path: Path
) -> None:
    window.settings.open_in = "here"
    other = example(tmp_path, "travel-booking.zh.yaml")

    window.open(other)

    assert len(window.windows.all) == 1
    assert window.file() == other


def test_a_file_that_is_open_comes_up_and_is_not_opened_twice(
    window: MainWindow, coffee: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    link = tmp_path / "again.yaml"
    link.symlink_to(coffee)
    QTest.keyClick(window, Qt.Key.Key_F12, ctrl())
    other = next(each for each in window.windows.all if each is not window)
    assert isinstance(other, MainWindow)
    qtbot.waitUntil(lambda: other.workspace is not None, timeout=10_000)

    other.open(link)

    assert other.file() is None
    assert len(window.windows.all) == 2


def ctrl() -> Qt.KeyboardModifier:
    return Qt.KeyboardModifier.ControlModifier


def test_open_windows_are_listed_in_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["new-window"].trigger()
    menu = QMenu()

    window.fillers["windows"](menu)

    assert sorted(action.text() for action in menu.actions()) == ["Start page", "coffee-app.yaml"]
    assert [action.isChecked() for action in menu.actions()] == [False, True] or [
        action.isChecked() for action in menu.actions()
    ] == [True, False]


def test_quitting_asks_once_about_all_windows_that_have_changes(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open(example(tmp_path, "travel-booking.zh.yaml"))
    other = second(window, qtbot)
    assert other.session is not None
    change(window)
    key = other.session.map.touchpoints[0].id
    other.session.select((key,))
    other.commands["moment"].trigger()
    asked: list[list[str]] = []
    monkeypatch.setattr(
        asking, "save_all", lambda _parent, _lang, names: asked.append(names) or "cancel"
    )

    window.commands["quit"].trigger()

    assert [sorted(names) for names in asked] == [["coffee-app.yaml", "travel-booking.zh.yaml"]]
    assert window.isVisible()
    assert other.isVisible()

    monkeypatch.setattr(asking, "save_all", lambda *_: "save")
    assert window.windows.quit()
    assert not other.unsaved()
    assert not window.isVisible()
    assert not other.isVisible()


def test_what_was_open_at_the_end_comes_back_and_what_is_gone_is_named(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, coffee: Path
) -> None:
    other = example(tmp_path, "travel-booking.zh.yaml")
    window.open(other)
    second(window, qtbot)
    window.windows.keep_files()
    end_others(window)
    coffee.unlink()

    with shown(qtbot, tmp_path) as again:
        gone = again.windows.restore()

        assert gone == (coffee,)
        qtbot.waitUntil(lambda: again.file() == other and joined(again).there, timeout=10_000)


def test_nothing_comes_back_if_a_person_does_not_want_that(
    start: MainWindow, tmp_path: Path
) -> None:
    start.settings.keep_open_files({example(tmp_path): start.place()})
    start.settings.restores = False

    assert start.windows.restore() == ()
    assert start.file() is None


# ---------------------------------------------------------------- dropping


def test_several_maps_are_dropped_at_once_and_open_several_windows(
    start: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    data = urls(example(tmp_path), example(tmp_path, "travel-booking.zh.yaml"))

    start.dropEvent(drop_of(data))

    qtbot.waitUntil(lambda: len(start.windows.all) == 2, timeout=10_000)
    second(start, qtbot)
    assert {each.file() for each in start.windows.all} == set(dropped(data))


def drop_of(data: QMimeData) -> QDropEvent:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)


def test_while_something_is_dragged_a_sign_says_what_dropping_would_do(start: MainWindow) -> None:
    data = urls(Path("a.yaml"))
    start.dragEnterEvent(
        QDragEnterEvent(
            start.rect().center(),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert start._sign is not None
    assert start._sign.isVisible()
    assert "a.yaml" in start._sign.words
    start.grab()

    picture = urls(Path("a.png"))
    start.dropEvent(drop_of(picture))
    assert not start._sign.isVisible()
    assert ".yaml" in start.note.text()


def test_only_names_of_maps_count_as_maps() -> None:
    data = urls(Path("/x/a.yaml"), Path("/x/b.YML"), Path("/x/c.png"))
    assert dropped(data) == (Path("/x/a.yaml"), Path("/x/b.YML"))
    assert "2" in str(hint(data, map_there=False))
    assert dropped(urls()) == ()


# ---------------------------------------------------------------- files opened before


def settings(folder: Path) -> Settings:
    return Settings(QSettings(str(folder / "other.ini"), QSettings.Format.IniFormat))


def test_pinned_files_stay_first_and_survive_clearing_the_list(tmp_path: Path) -> None:
    kept = settings(tmp_path)
    first, last = tmp_path / "first.yaml", tmp_path / "last.yaml"
    kept.remember(first)
    kept.pin(first)
    for n in range(30):
        kept.remember(tmp_path / f"{n}.yaml")
    kept.remember(last)

    assert kept.recent[:2] == (first, last)
    assert len(kept.recent) == 11

    kept.forget_recent()
    assert kept.recent == (first,)
    kept.pin(first, False)
    assert (kept.pins, kept.recent) == ((), (first,))
    kept.forget(first)
    assert kept.recent == ()


def test_the_start_page_opens_pins_and_forgets_files(
    start: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    coffee, gone = example(tmp_path), tmp_path / "gone.yaml"
    for path in (coffee, gone):
        start.settings.remember(path)
    start.show_start()
    rows = start.start.files.rows
    assert [row.path for row in rows] == [gone, coffee]
    assert [row._opener.isEnabled() for row in rows] == [False, True]

    qtbot.mouseClick(rows[1].pin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: start.start.files.rows[0].path == coffee)
    assert start.settings.pins == (coffee,)

    qtbot.mouseClick(start.start.files.rows[1].off, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(start.start.files.rows) == 1)

    qtbot.mouseClick(start.start.files.rows[0]._opener, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: start.file() == coffee)


def test_files_of_one_name_are_told_apart_by_their_folders(
    start: MainWindow, tmp_path: Path
) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        start.settings.remember(example_in(tmp_path / folder))
    menu = QMenu()
    start.fillers["recent"](menu)
    words = [action.text() for action in menu.actions() if "coffee" in action.text()]
    assert len(set(words)) == 2


def example_in(folder: Path) -> Path:
    return example(folder)


# ---------------------------------------------------------------- as it was left


def test_a_map_is_found_again_as_it_was_left_and_nothing_of_that_is_in_its_file(
    qtbot: QtBot, tmp_path: Path, coffee: Path
) -> None:
    before = coffee.read_bytes()
    with shown(qtbot, tmp_path, coffee) as window:
        assert window.session is not None
        window.session.set_view(persona="dana", lanes=("channels", "curve"))
        joined(window).canvas.set_zoom(1.5)
        window.session.select(("pay",))
        assert window.close()

    with shown(qtbot, tmp_path, coffee) as again:
        assert again.session is not None
        view = again.session.view
        assert (view.persona, view.lanes) == ("dana", ("channels", "curve"))
        assert joined(again).canvas.zoom == pytest.approx(1.5)
        assert again.session.selection == ("pay",)
        assert not again.unsaved()
    assert coffee.read_bytes() == before


def test_what_was_kept_of_another_map_or_by_another_program_does_no_harm(
    qtbot: QtBot, tmp_path: Path, coffee: Path
) -> None:
    kept = Settings(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    odd = {"persona": "nobody", "lanes": ["x", 3], "zoom": "big", "rows": 7, "x": None, "y": []}
    kept.keep_seen(coffee, odd)
    kept._store.sync()

    with shown(qtbot, tmp_path, coffee) as window:
        assert joined(window).there
        assert window.session is not None
        assert window.session.view.persona == ""


def test_only_the_last_files_are_remembered(tmp_path: Path) -> None:
    kept = settings(tmp_path)
    for n in range(60):
        kept.keep_seen(tmp_path / f"{n}.yaml", {"zoom": n})
    assert kept.seen(tmp_path / "0.yaml") == {}
    assert kept.seen(tmp_path / "59.yaml") == {"zoom": 59}
    kept._store.setValue("seen", "no json")
    assert kept.seen(tmp_path / "59.yaml") == {}


# ---------------------------------------------------------------- linked maps


def test_a_link_opens_its_map_at_its_record_and_there_is_a_way_back(
    window: MainWindow, tmp_path: Path, coffee: Path
) -> None:
    other = example(tmp_path, "travel-booking.zh.yaml")
    session, file = window.session, joined(window).file
    assert session is not None
    key = "plan" if "plan" in session.index.entries else ""

    session.link_wanted.emit("pay", f"{other.name}#{key}")

    assert window.file() == other
    assert window.top.back.isVisible()
    assert window.commands["back"].isEnabled()
    keys = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Return, keys)
    assert window.file() == coffee
    assert session.selection == ("pay",)
    assert not window.top.back.isVisible()
    assert not file.way


def test_who_comes_back_from_a_linked_map_finds_the_map_as_it_was_left(
    window: MainWindow, tmp_path: Path, coffee: Path
) -> None:
    # given a map that is looked at from afar, and somewhere
    other = example(tmp_path, "travel-booking.zh.yaml")
    session, canvas = window.session, joined(window).canvas
    assert session is not None
    canvas.set_zoom(0.3)
    canvas.scroll_by(60, 40)
    zoom, middle = canvas.zoom, canvas.seen().center()
    # when a link is followed and gone back
    session.link_wanted.emit("pay", other.name)
    assert window.file() == other
    joined(window).file.back()
    # then the zoom and the place are as they were
    assert window.file() == coffee
    assert session.selection == ("pay",)
    assert abs(canvas.zoom - zoom) < 1e-3
    assert (canvas.seen().center() - middle).manhattanLength() < 12


def test_a_map_with_changes_keeps_its_window_when_a_link_is_followed(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    other = example(tmp_path, "travel-booking.zh.yaml")
    change(window)
    assert window.session is not None

    window.session.link_wanted.emit("pay", other.name)

    assert second(window, qtbot).file() == other
    assert window.unsaved()


def test_a_link_to_nowhere_is_explained(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda *words: told.extend(map(str, words[2:])))
    assert window.session is not None
    window.session.link_wanted.emit("pay", "nowhere.yaml")
    assert "nowhere.yaml" in told[-1]
    with pytest.raises(NoLink, match="Save this map first"):
        link_of("beside.yaml", None)
    with pytest.raises(NoLink):
        link_of("", None)


# ---------------------------------------------------------------- long work


def test_a_large_file_is_read_beside_the_window_and_waiting_can_be_given_up(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window.settings.open_in = "here"
    other = example(tmp_path, "travel-booking.zh.yaml")
    monkeypatch.setattr(map_file, "LONG", 100)
    held, read = Event(), map_reading.read_file
    monkeypatch.setattr(map_reading, "read_file", lambda path: (held.wait(5), read(path))[1])
    seen: list[bool] = []

    def press() -> None:
        seen.append(window.loading.stop.isVisible())
        qtbot.mouseClick(window.loading.stop, Qt.MouseButton.LeftButton)

    QTimer.singleShot(400, window, press)
    window.open(other)
    held.set()

    assert seen == [True]
    assert window.stack.currentWidget() is not window.loading

    monkeypatch.setattr(map_reading, "read_file", read)
    window.open(other)
    assert window.file() == other


def test_the_command_line_opens_several_maps_each_in_a_window(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    files = [str(example(tmp_path)), str(example(tmp_path, "travel-booking.zh.yaml"))]
    assert asks_for_window(files)
    opened: list[tuple[str, ...]] = []
    monkeypatch.setattr("journeymap.ui.app.run", lambda paths, **_: opened.append(paths) or 0)

    done = CliRunner().invoke(cli, ["open", *files, "--lang", "fa"])
    wrong = CliRunner().invoke(cli, ["open", files[0], "nowhere.yaml"])

    assert (done.exit_code, opened) == (0, [tuple(files)])
    assert wrong.exit_code == 2
    assert "nowhere.yaml" in wrong.output
