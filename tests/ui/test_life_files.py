"""The life of a map's file: what happens while it is read or written, and when it is no map."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from journeymap.ui import asking
from tests.ui.life import Several, change, held_up, large, linked, pages, several, way
from tests.ui.window import example, joined


@pytest.fixture
def windows(qtbot: QtBot, tmp_path: Path) -> Iterator[Several]:
    with several(qtbot, tmp_path) as made:
        yield made


# ---------------------------------------------------------------- saving


def test_a_map_is_not_saved_over_the_file_of_another_window(
    windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows.window(coffee)
    other = windows.window()
    other.begin("blank")
    before = coffee.read_bytes()
    told: list[str] = []
    monkeypatch.setattr(asking, "save_path", lambda *_: str(coffee))
    monkeypatch.setattr(asking, "tell", lambda _w, _lang, text, _more: told.append(str(text)))

    other.commands["save-as"].trigger()

    assert len(told) == 1
    assert coffee.name in told[0]
    assert coffee.read_bytes() == before
    assert other.file() is None


def test_a_window_that_is_closed_while_it_saves_closes_once_it_has_saved(
    qtbot: QtBot, windows: Several, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = large(tmp_path)
    window, _other = windows.window(path), windows.window()
    monkeypatch.setattr(asking, "choose", lambda *_: pytest.fail("asked"))
    change(window, "Saved before it closed")
    _begun, go_on = held_up(monkeypatch, "saving")
    closed: list[bool] = []

    def close() -> None:
        closed.append(window.close())
        go_on.set()

    QTimer.singleShot(50, window, close)
    window.commands["save"].trigger()

    assert closed == [False]
    qtbot.waitUntil(lambda: not isValid(window) or not window.isVisible())
    assert "Saved before it closed" in path.read_text("utf-8")
    assert window not in windows.windows.all


def test_a_map_is_saved_once_though_it_is_asked_for_twice(
    windows: Several, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = windows.window(large(tmp_path))
    monkeypatch.setattr(asking, "choose", lambda *_: pytest.fail("asked"))
    change(window, "Once")
    _begun, go_on = held_up(monkeypatch, "saving")
    again: list[bool] = []

    def save() -> None:
        again.append(joined(window).file.save())
        go_on.set()

    QTimer.singleShot(50, window, save)

    assert joined(window).file.save()
    assert again == [False]


# ---------------------------------------------------------------- reading


def test_what_is_edited_while_another_file_is_read_is_asked_about(
    windows: Several, coffee: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, path = windows.window(coffee), large(tmp_path)
    windows.settings.open_in = "here"
    asked: list[object] = []
    monkeypatch.setattr(asking, "choose", lambda *given: (asked.append(given), "cancel")[1])
    _begun, go_on = held_up(monkeypatch, "reading")

    def edit() -> None:
        change(window, "Edited meanwhile")
        go_on.set()

    QTimer.singleShot(0, window, edit)
    window.open(path)

    assert len(asked) == 1
    assert window.session is not None
    assert window.session.map.title == "Edited meanwhile"
    assert window.session.path == coffee
    assert window.stack.currentWidget() is joined(window).canvas


@pytest.mark.parametrize("first", [False, True])
def test_close_map_stops_reading_and_leaves_what_there_was(
    qtbot: QtBot, windows: Several, tmp_path: Path, first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = large(tmp_path)
    window = windows.window(None if first else example(tmp_path))
    windows.settings.open_in = "here"
    _begun, go_on = held_up(monkeypatch, "reading")

    def close() -> None:
        if window.stack.currentWidget() is not window.loading:
            QTimer.singleShot(10, window, close)
            return
        assert not window.commands["select-all"].isEnabled()
        window.commands["close"].trigger()

    QTimer.singleShot(0, window, close)
    window.open(path)
    go_on.set()

    page = window.stack.currentWidget()
    assert page is (window.start if first else joined(window).canvas)
    assert joined(window).there is not first
    assert not joined(window).file.busy


def test_another_language_comes_once_the_file_is_read(
    qtbot: QtBot, windows: Several, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, path = windows.window(), large(tmp_path)
    _begun, go_on = held_up(monkeypatch, "reading")

    def speak() -> None:
        window.choose_language("fa")
        QTimer.singleShot(100, window, go_on.set)

    QTimer.singleShot(0, window, speak)
    window.open(path)

    qtbot.waitUntil(lambda: window.lang == "fa")
    qtbot.waitUntil(lambda: not pages(window))
    assert joined(window).there
    assert window.file() == path


def test_a_workspace_that_leaves_takes_its_file_with_it(qtbot: QtBot, windows: Several) -> None:
    window = windows.window()
    before = joined(window).file

    window.choose_language("tr")

    qtbot.waitUntil(lambda: not isValid(before))
    assert joined(window).file is not before


def test_a_file_being_read_is_not_opened_in_a_second_window(
    windows: Several, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, other, path = windows.window(), windows.window(), large(tmp_path)
    _begun, go_on = held_up(monkeypatch, "reading")

    def open_too() -> None:
        other.open(path)
        go_on.set()

    QTimer.singleShot(0, window, open_too)
    window.open(path)

    assert window.file() == path
    assert other.file() is None


# ---------------------------------------------------------------- links


def test_from_a_linked_map_that_is_none_one_comes_back_or_closes(
    windows: Several, tmp_path: Path
) -> None:
    start = linked(tmp_path, "a", "b")
    (tmp_path / "b.yaml").write_text("title: [\n", "utf-8")
    window = windows.window(start)
    file = joined(window).file
    file.follow("pay", "b.yaml")
    problems = joined(window).problems
    assert window.stack.currentWidget() is problems

    problems.back.click()

    assert window.stack.currentWidget() is joined(window).canvas
    assert window.file() == start
    assert way(window) == []

    file.follow("pay", "b.yaml")
    window.commands["close"].trigger()
    assert window.stack.currentWidget() is window.start
    assert way(window) == []
    assert not window.commands["back"].isEnabled()


def test_reading_a_broken_file_again_keeps_the_way_back(windows: Several, tmp_path: Path) -> None:
    window = windows.window(linked(tmp_path, "a", "b"))
    broken = tmp_path / "b.yaml"
    broken.write_text("title: [\n", "utf-8")
    joined(window).file.follow("pay", "b.yaml")
    linked(tmp_path, "b", "a")

    joined(window).problems.wished.emit("again")

    assert window.file() == broken
    assert way(window) == ["a.yaml"]


def test_the_problems_of_a_file_are_shown_in_another_language_too(
    qtbot: QtBot, windows: Several, tmp_path: Path
) -> None:
    broken = tmp_path / "b.yaml"
    broken.write_text("title: [\n", "utf-8")
    window = windows.window(broken)

    window.choose_language("tr")

    qtbot.waitUntil(lambda: window.lang == "tr" and window.workspace is not None)
    assert window.stack.currentWidget() is joined(window).problems
    assert joined(window).problems.problems


def test_a_link_of_a_map_to_itself_leads_nowhere_else_by_whichever_way_it_was_opened(
    windows: Several, tmp_path: Path
) -> None:
    real = tmp_path / "real"
    real.mkdir()
    linked(real, "a", "a")
    (tmp_path / "other").symlink_to(real)
    window = windows.window(tmp_path / "other" / "a.yaml")
    change(window, "Changed")

    joined(window).file.follow("pay", "a.yaml#s")

    assert window.session is not None
    assert window.session.map.title == "Changed"
    assert window.session.selection == ("s",)
    assert len(windows.windows.all) == 1


def test_the_way_back_grows_no_longer_in_a_ring_of_links(windows: Several, tmp_path: Path) -> None:
    for me, other in (("a", "b"), ("b", "c"), ("c", "a")):
        linked(tmp_path, me, other)
    window = windows.window(tmp_path / "a.yaml")
    ways = []
    for other in "bcabca":
        joined(window).file.follow("pay", f"{other}.yaml")
        ways.append(way(window))

    assert ways == 2 * [["a.yaml"], ["a.yaml", "b.yaml"], []]


def test_a_link_to_a_map_of_another_window_goes_to_that_window(
    windows: Several, tmp_path: Path
) -> None:
    here = windows.window(linked(tmp_path, "a", "b"))
    windows.window(linked(tmp_path, "b", "a"))

    joined(here).file.follow("pay", "b.yaml")

    assert here.file() == tmp_path / "a.yaml"


# ---------------------------------------------------------------- what is being typed


@pytest.mark.parametrize("how", ["link", "close", "open", "save", "quit"])
def test_what_is_being_typed_is_in_the_map_before_it_is_left_or_saved(
    windows: Several, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, other = linked(tmp_path, "a", "b"), linked(tmp_path, "b", "a")
    window = windows.window(start)
    session = window.session
    assert session is not None
    windows.settings.open_in = "here"
    answer = "cancel"
    monkeypatch.setattr(asking, "choose", lambda *_: answer)
    monkeypatch.setattr(asking, "save_all", lambda *_: answer)

    def finish() -> None:
        if session.map.title != "Typed":
            change(window, "Typed")

    session.flush_wanted.connect(finish)
    if how == "link":
        session.select(("pay",))
        window.commands["open-link"].trigger()
    elif how == "open":
        window.open(other)
    else:
        window.commands[how].trigger()

    assert session.map.title == "Typed"
    assert window.file() == start
    assert ("Typed" in start.read_text("utf-8")) is (how == "save")
