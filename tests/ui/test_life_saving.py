"""Saving while the window lives on: slow disks, edits meanwhile, failures and the ways out."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from journeymap.ui import asking, asking_files
from journeymap.ui import session as session_module
from tests.ui.life import Several, change, held_up, several
from tests.ui.window import example, joined


@pytest.fixture
def windows(qtbot: QtBot, tmp_path: Path) -> Iterator[Several]:
    with several(qtbot, tmp_path) as made:
        yield made


@pytest.fixture(autouse=True)
def _nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "choose", lambda *given: pytest.fail(f"asked {given[2:]}"))


def title_of(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith("title:")).partition(": ")[2]


# ---------------------------------------------------------------- the window lives on


def test_also_a_small_map_is_saved_beside_the_window_and_saved_is_said_only_then(
    qtbot: QtBot, windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = windows.window(coffee)
    change(window, "One")
    _begun, go_on = held_up(monkeypatch, "saving")
    seen: list[tuple[str, bool, str]] = []

    def look() -> None:  # until it is said that it takes long
        seen.append((window.saved.text(), window.isWindowModified(), title_of(coffee)))
        if seen[-1][0] == "Saving…" or len(seen) > 200:
            go_on.set()
        else:
            QTimer.singleShot(50, window, look)

    QTimer.singleShot(50, window, look)
    window.commands["save"].trigger()

    said, modified, on_disk = seen[-1]
    assert (said, modified) == ("Saving…", True)
    assert on_disk != "One"
    assert window.saved.text().startswith("Saved")
    assert not window.isWindowModified()
    assert title_of(coffee) == "One"


def test_what_is_edited_while_it_is_saved_is_not_saved_yet(
    windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = windows.window(coffee)
    change(window, "One")
    _begun, go_on = held_up(monkeypatch, "saving")

    def edit() -> None:
        change(window, "Two")
        go_on.set()

    QTimer.singleShot(50, window, edit)
    assert joined(window).file.save()

    assert title_of(coffee) == "One"
    assert window.unsaved()
    assert joined(window).file.save()
    assert title_of(coffee) == "Two"
    assert not window.unsaved()


def test_undone_while_it_is_saved_it_is_unsaved_and_saves_its_first_bytes(
    windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, first = windows.window(coffee), coffee.read_bytes()
    change(window, "One")
    _begun, go_on = held_up(monkeypatch, "saving")

    def undo() -> None:
        window.commands["undo"].trigger()
        go_on.set()

    QTimer.singleShot(50, window, undo)
    assert joined(window).file.save()
    assert title_of(coffee) == "One"
    assert window.unsaved()
    assert joined(window).file.save()
    assert coffee.read_bytes() == first


def test_a_second_wish_to_save_is_done_after_the_first(
    windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = windows.window(coffee)
    change(window, "One")
    _begun, go_on = held_up(monkeypatch, "saving")

    def again() -> None:
        change(window, "Two")
        window.commands["save"].trigger()
        go_on.set()

    QTimer.singleShot(50, window, again)
    window.commands["save"].trigger()

    assert title_of(coffee) == "Two"
    assert not window.unsaved()


def test_two_windows_save_at_once_and_each_says_so_as_soon_as_it_is_true(
    qtbot: QtBot, windows: Several, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = windows.window(example(tmp_path))
    other = windows.window(example(tmp_path, "travel-booking.zh.yaml"))
    change(one, "One")
    change(other, "Other")
    _begun, go_on = held_up(monkeypatch, "saving")
    states: list[bool] = []

    def save_other() -> None:
        QTimer.singleShot(50, other, go_on.set)
        assert joined(other).file.save()
        qtbot.waitUntil(lambda: not one.unsaved())  # though its own save waits below this one
        states.append(other.unsaved())

    QTimer.singleShot(50, other, save_other)
    assert joined(one).file.save()
    assert states == [False]


def test_closing_the_map_while_it_is_saved_closes_it_afterwards(
    qtbot: QtBot, windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = windows.window(coffee)
    change(window, "One")
    _begun, go_on = held_up(monkeypatch, "saving")

    def close() -> None:
        window.commands["close"].trigger()
        assert joined(window).there
        go_on.set()

    QTimer.singleShot(50, window, close)
    window.commands["save"].trigger()
    assert title_of(coffee) == "One"
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.start)


def test_closing_the_window_while_it_is_saved_says_that_it_waits(
    qtbot: QtBot, windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _other = windows.window(coffee), windows.window()
    change(window, "One")
    _begun, go_on = held_up(monkeypatch, "saving")
    said: list[str] = []

    def close() -> None:
        assert not window.close()
        said.append(window.note.text())
        go_on.set()

    QTimer.singleShot(50, window, close)
    window.commands["save"].trigger()
    assert "closes when that is done" in said[0]
    assert title_of(coffee) == "One"
    qtbot.waitUntil(lambda: not isValid(window) or not window.isVisible())


def test_quitting_while_one_saves_and_another_has_changes_saves_both(
    qtbot: QtBot, windows: Several, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = example(tmp_path), example(tmp_path, "travel-booking.zh.yaml")
    one, other = windows.window(first), windows.window(second)
    change(one, "One")
    change(other, "Other")
    asked: list[list[str]] = []

    def save_all(_window: object, _lang: str, names: list[str]) -> str:
        asked.append(names)
        return "save"

    monkeypatch.setattr(asking, "save_all", save_all)
    _begun, go_on = held_up(monkeypatch, "saving")

    def quit_all() -> None:
        QTimer.singleShot(50, other, go_on.set)
        windows.windows.quit()

    QTimer.singleShot(50, one, quit_all)
    one.commands["save"].trigger()

    qtbot.waitUntil(lambda: not windows.windows.all, timeout=10_000)
    assert [len(names) for names in asked] == [1]  # only about what was not being saved
    assert (title_of(first), title_of(second)) == ("One", "Other")
    assert set(windows.settings.open_files) == {first, second}


def test_leaving_with_save_waits_until_all_is_on_the_disk(
    qtbot: QtBot, windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _other = windows.window(coffee), windows.window()
    change(window, "One")
    monkeypatch.setattr(asking, "choose", lambda *_: "save")
    _begun, go_on = held_up(monkeypatch, "saving")
    QTimer.singleShot(100, window, go_on.set)
    assert window.close()
    assert title_of(coffee) == "One"


# ---------------------------------------------------------------- failures


def failing(monkeypatch: pytest.MonkeyPatch, number: int, times: int = 1) -> list[int]:
    """Let renaming fail so often; return a list with a number for each attempt."""
    real: Callable[..., None] = os.replace
    tried: list[int] = []

    def replace(source: Any, target: Any) -> None:
        if str(source).endswith(".tmp") and str(target).endswith(".yaml"):
            tried.append(number)
            if len(tried) <= times:
                raise OSError(number, os.strerror(number))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    return tried


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[tuple[str, bool]]:
    """Answer the question after failures; return what it said and whether it offered in place."""
    said: list[tuple[str, bool]] = []
    given = iter(answers)

    def ask(_window: object, _lang: str, why: object, in_place: bool = False) -> str:
        said.append((str(why), in_place))
        return next(given)

    monkeypatch.setattr(asking_files, "save_elsewhere", ask)
    return said


def test_after_a_failure_it_can_be_tried_again(
    windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = windows.window(coffee)
    change(window, "One")
    failing(monkeypatch, errno.ENOSPC, 2)
    said = answering(monkeypatch, "again", "again")
    assert joined(window).file.save()
    assert all("disk is full" in words and not in_place for words, in_place in said)
    assert len(said) == 2
    assert title_of(coffee) == "One"


def test_where_renaming_is_refused_the_file_can_be_written_in_place(
    windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, inode = windows.window(coffee), coffee.stat().st_ino
    change(window, "One")
    failing(monkeypatch, errno.EBUSY, 99)
    said = answering(monkeypatch, "in place")
    assert joined(window).file.save()
    assert said[0][1]
    assert (title_of(coffee), coffee.stat().st_ino) == ("One", inode)


@pytest.mark.parametrize("answer", ["as", "cancel"])
def test_after_a_failure_another_place_can_be_chosen_or_none(
    windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    window, before = windows.window(coffee), coffee.read_bytes()
    other = coffee.with_name("other.yaml")
    change(window, "One")
    failing(monkeypatch, errno.EROFS)
    answering(monkeypatch, answer)
    monkeypatch.setattr(asking, "save_path", lambda *_: str(other))
    assert joined(window).file.save() is (answer == "as")
    assert coffee.read_bytes() == before
    assert window.unsaved() is (answer == "cancel")
    assert other.exists() is (answer == "as")


def test_an_error_nobody_foresaw_while_writing_is_a_failure_like_any_other(
    windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, before = windows.window(coffee), coffee.read_bytes()
    change(window, "One")

    def broken(*_: object, **__: object) -> object:
        raise ZeroDivisionError("half-way")

    monkeypatch.setattr(session_module, "save_file", broken)
    said = answering(monkeypatch, "cancel")
    assert not joined(window).file.save()
    assert "half-way" in said[0][0]
    assert not joined(window).file.busy
    assert coffee.read_bytes() == before
    assert window.unsaved()


@pytest.mark.parametrize("name", ["a" * 300 + ".yaml", "نقشه" * 80 + ".yaml", ""])
def test_a_place_that_cannot_be_is_said_and_nothing_is_lost(
    windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    window = windows.window(coffee)
    change(window, "One")
    wanted = coffee.parent / name if name else coffee.parent
    monkeypatch.setattr(asking, "save_path", lambda *_: str(wanted))
    said = answering(monkeypatch, "cancel")
    assert not joined(window).file.save_as()
    assert "choose" in said[0][0]
    assert window.file() == coffee
    assert window.unsaved()


def test_a_long_persian_name_is_saved(
    windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = windows.window(coffee)
    other = coffee.parent / f"{'م' * 120}.yaml"
    monkeypatch.setattr(asking, "save_path", lambda *_: str(other))
    change(window, "One")
    assert joined(window).file.save_as()
    change(window, "Two")
    assert joined(window).file.save()
    assert title_of(other) == "Two"
