"""Two journeymaps on one map: told who has it, read-only, taken over, and both sides kept."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journeymap.files.locks import MapLock
from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui import asking, asking_files
from journeymap.ui.banner import Banner
from journeymap.ui.main_window import MainWindow
from tests.ui.life import Several, change, several
from tests.ui.window import joined

# Opens the map as the window does, without one; does what it is told, line by line.
OTHER = """
import sys
from pathlib import Path
from journeymap.files.locks import MapLock
from journeymap.files.reader import read_file
from journeymap.files.store import save_document
from journeymap.model.document import Document
from journeymap.model.text import M
path = Path(sys.argv[1])
lock = MapLock(path)
lock.take()
saved = read_file(path)
document = Document(saved.map, saved)
print("ready", flush=True)
for line in sys.stdin:
    word, _, rest = line.strip().partition(" ")
    if word == "title":
        document.apply(M("Change"), lambda m: m.model_copy(update={"title": rest}))
        document.saved(save_document(document, path))
    elif word == "take":
        lock.take()
    elif word == "release":
        lock.release()
    elif word == "mine":
        print(lock.mine(), flush=True)
        continue
    print("done", flush=True)
"""
WAIT = 5_000


class Other:
    """Another process that has the map open."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", OTHER, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.answer() == "ready"

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def do(self, line: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self.answer()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def windows(qtbot: QtBot, tmp_path: Path) -> Iterator[Several]:
    with several(qtbot, tmp_path) as made:
        yield made
        for each in made.made:
            if each.workspace is not None:
                each.workspace.file.end()


@pytest.fixture
def other(coffee: Path) -> Iterator[Other]:
    made = Other(coffee)
    yield made
    made.end()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the question about an open map said; the answer is put in first by a test."""
    said: list[str] = []

    def ask(_window: object, _lang: str, name: str, who: object) -> str:
        answer = said.pop(0)
        said.append(f"{name}: {who}")
        return answer

    monkeypatch.setattr(asking_files, "open_locked", ask)
    return said


def opened(windows: Several, coffee: Path, asked: list[str], answer: str) -> MainWindow:
    asked.insert(0, answer)
    return windows.window(coffee)


def banner(window: MainWindow) -> Banner | None:
    return joined(window).file.banners.shown.get("lock")


def press(window: MainWindow, name: str) -> None:
    shown = banner(window)
    assert shown is not None
    shown.buttons[name].click()  # type: ignore[attr-defined] # a push button


def test_opened_read_only_it_says_so_and_refuses_edits_with_the_reason(
    windows: Several, coffee: Path, other: Other, asked: list[str]
) -> None:
    window = opened(windows, coffee, asked, "read")
    session = window.session
    assert session is not None
    assert str(other.process.pid) in asked[0]
    title = session.map.title

    made = session.commit(M("Change"), lambda m: edits.change(m, "", title="Mine"))

    assert not made
    assert session.map.title == title
    assert "open read-only" in window.note.text()
    assert window.saved.text() == "Read only"
    assert "(read-only)" in window.windowTitle()
    shown = banner(window)
    assert shown is not None
    assert shown.isVisible()
    assert str(other.process.pid) in shown.more.text()
    assert other.do("mine") == "True"


def test_read_only_one_sees_what_the_other_saves_and_can_take_over(
    qtbot: QtBot, windows: Several, coffee: Path, other: Other, asked: list[str]
) -> None:
    window = opened(windows, coffee, asked, "read")
    session = window.session
    assert session is not None
    other.do("title Theirs")
    qtbot.waitUntil(lambda: session.map.title == "Theirs", timeout=WAIT)
    session.undo()
    assert session.map.title == "Theirs"

    press(window, "take")

    assert banner(window) is None
    qtbot.waitUntil(lambda: "(read-only)" not in window.windowTitle())
    assert other.do("mine") == "False"
    change(window, "Mine")
    assert joined(window).file.save()
    assert "title: Mine" in coffee.read_text("utf-8")


def test_taken_over_at_once_it_can_be_edited(
    windows: Several, coffee: Path, other: Other, asked: list[str]
) -> None:
    window = opened(windows, coffee, asked, "take")
    assert banner(window) is None
    change(window, "Mine")
    assert other.do("mine") == "False"


def test_cancelled_nothing_is_opened(
    windows: Several, coffee: Path, other: Other, asked: list[str]
) -> None:
    window = windows.window()
    asked.insert(0, "cancel")
    window.open(coffee)
    assert not joined(window).there
    assert window.stack.currentWidget() is window.start
    assert other.do("mine") == "True"


def test_whoever_lost_the_map_is_told_at_the_next_look_and_both_sides_are_kept(
    qtbot: QtBot, windows: Several, coffee: Path
) -> None:
    window = windows.window(coffee)
    other = Other(coffee)
    try:
        joined(window).file.look()
        shown = banner(window)
        assert shown is not None
        assert "taken this map over" in shown.text.text()
        session = window.session
        assert session is not None
        key = session.map.touchpoints[0].id
        assert session.commit(M("Rename"), lambda m: edits.change(m, key, name="Mine"))
        other.do("title Theirs")

        assert joined(window).file.save()

        text = coffee.read_text("utf-8")
        assert "title: Theirs" in text
        assert "Mine" in text
        press(window, "take")
        assert other.do("mine") == "False"
        assert banner(window) is None
    finally:
        other.end()


def test_read_only_when_the_other_is_gone_one_is_told_that_it_is_free(
    windows: Several, coffee: Path, other: Other, asked: list[str]
) -> None:
    window = opened(windows, coffee, asked, "read")
    other.end()
    joined(window).file.look()
    shown = banner(window)
    assert shown is not None
    assert "Nobody else" in shown.more.text()
    press(window, "take")
    change(window, "Mine")


def test_a_map_left_by_a_dead_process_is_opened_without_a_question(
    windows: Several, coffee: Path, other: Other, asked: list[str]
) -> None:
    other.end()
    asked.clear()
    window = windows.window(coffee)
    assert asked == []
    change(window, "Mine")


def test_closing_a_map_lets_others_have_it(
    windows: Several, coffee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = windows.window(coffee)
    assert MapLock(coffee).holder() is not None
    window.commands["close"].trigger()
    assert MapLock(coffee).holder() is None


def test_another_language_keeps_the_lock_and_read_only(
    qtbot: QtBot, windows: Several, coffee: Path, other: Other, asked: list[str]
) -> None:
    window = opened(windows, coffee, asked, "read")
    window.choose_language("fa")
    qtbot.waitUntil(lambda: window.lang == "fa" and window.workspace is not None)
    assert banner(window) is not None
    assert window.session is not None
    assert window.session.read_only is not None
    assert other.do("mine") == "True"


def test_saving_read_only_asks_for_another_file_which_can_be_edited(
    windows: Several,
    coffee: Path,
    other: Other,
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, before = opened(windows, coffee, asked, "read"), coffee.read_bytes()
    copy = coffee.with_name("copy.yaml")
    monkeypatch.setattr(asking, "save_path", lambda *_: str(copy))
    window.commands["save"].trigger()
    assert window.file() == copy
    assert copy.read_bytes() == before == coffee.read_bytes()
    change(window, "Mine")
    assert banner(window) is None


@pytest.mark.parametrize(("answer", "replaced"), [("cancel", False), ("take", True)])
def test_saving_as_a_map_that_another_process_has_asks_first(
    windows: Several,
    coffee: Path,
    other: Other,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    replaced: bool,
) -> None:
    window, before = windows.window(), coffee.read_bytes()
    window.begin("blank")
    monkeypatch.setattr(asking, "save_path", lambda *_: str(coffee))
    monkeypatch.setattr(asking_files, "save_locked", lambda *_: answer)
    assert joined(window).file.save_as() is replaced
    assert (coffee.read_bytes() != before) is replaced
