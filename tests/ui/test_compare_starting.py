"""How a comparison begins: the menu, git, a file, the map that this one is based on."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.model.text import M, Message
from journeymap.ui import asking
from journeymap.ui.compare.window import Comparison
from journeymap.ui.main_window import MainWindow
from tests.ui.compared import edited
from tests.ui.window import EXAMPLES, example, shown

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said in dialogs."""
    said: list[str] = []

    def tell(_parent: object, _lang: str, text: Message, more: Message | None = None) -> None:
        said.append(f"{text}: {more}")

    monkeypatch.setattr(asking, "tell", tell)
    return said


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A copy of an example with two versions in git."""
    folder = tmp_path / "maps"
    folder.mkdir()
    path = folder / "map.yaml"
    shutil.copy(EXAMPLES / "coffee-app.yaml", path)
    for command in (
        ("init", "-q"),
        ("config", "user.email", "ann@example.org"),
        ("config", "user.name", "Ann"),
        ("add", "map.yaml"),
        ("commit", "-q", "-m", "First version"),
    ):
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("name: Open landing page", "name: Land"), encoding="utf-8")
    subprocess.run(
        ["git", "commit", "-q", "-am", "Shorter name"], cwd=folder, check=True, capture_output=True
    )
    return path


@pytest.fixture
def on_kept(qtbot: QtBot, tmp_path: Path, kept: Path) -> Iterator[MainWindow]:
    with shown(qtbot, tmp_path, kept) as window:
        qtbot.waitUntil(window.commands["compare-version"].isEnabled, timeout=10_000)
        yield window


def comparisons_of(window: MainWindow) -> list[Comparison]:
    return [each for each in window.findChildren(Comparison) if each.isVisible()]


def only(window: MainWindow) -> Comparison:
    (made,) = comparisons_of(window)
    return made


@needs_git
def test_an_earlier_version_is_chosen_by_date_author_and_subject(
    on_kept: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def pick(
        _parent: object, _lang: str, _title: Message, entries: Sequence[tuple[str, str]]
    ) -> str:
        offered.extend(words for words, _ in entries)
        return entries[-1][1]

    monkeypatch.setattr(asking, "pick", pick)
    on_kept.commands["compare-version"].trigger()
    assert ["Shorter name" in offered[0], "First version" in offered[1]] == [True, True]
    assert all("Ann" in words for words in offered)
    made = only(on_kept)
    (found,) = made.found
    assert (found.whats, found.fields) == (("changed",), ("name",))
    assert made.old.name.startswith("First version")


@needs_git
def test_what_is_not_saved_yet_is_compared_as_well(
    on_kept: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert on_kept.session is not None
    on_kept.session.commit(M("Edit"), edited)
    monkeypatch.setattr(asking, "pick", lambda *given: given[3][0][1])
    on_kept.commands["compare-version"].trigger()
    assert len(only(on_kept).found) >= 12


@needs_git
def test_readings_beside_the_map_are_those_of_the_version(
    kept: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.write_text(
        "format: 1\ntitle: Shop\nreadings_from: r.csv\n"
        "metrics:\n  - {id: csat, name: CSAT, kind: csat}\n"
    )
    beside = kept.with_name("r.csv")
    rows = ["metric,period,value", "csat,2026-09,60", "csat,2026-10,70"]
    beside.write_text("\n".join(rows[:2]) + "\n")
    for words in (("add", "."), ("commit", "-q", "-m", "With readings")):
        subprocess.run(["git", *words], cwd=kept.parent, check=True)
    beside.write_text("\n".join(rows) + "\n")
    monkeypatch.setattr(asking, "pick", lambda *given: given[3][0][1])
    with shown(qtbot, tmp_path, kept) as window:
        qtbot.waitUntil(window.commands["compare-version"].isEnabled, timeout=20_000)
        window.commands["compare-version"].trigger()
        assert [(each.whats, each.key) for each in only(window).found] == [
            (("added",), "csat@@2026-10")
        ]


@needs_git
def test_without_a_choice_nothing_opens(
    on_kept: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "pick", lambda *_: "")
    on_kept.commands["compare-version"].trigger()
    assert comparisons_of(on_kept) == []


def test_a_file_outside_git_says_in_the_menu_why_it_has_no_versions(
    window: MainWindow, qtbot: QtBot
) -> None:
    action = window.commands["compare-version"]
    qtbot.waitUntil(lambda: "(not kept by git)" in action.text())
    assert not action.isEnabled()
    assert "(it is based on none)" in window.commands["compare-base"].text()
    assert window.commands["compare-file"].isEnabled()


def test_a_file_is_compared_with_the_open_map(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "compare_path", lambda *_: str(EXAMPLES / "smart-speaker.yaml"))
    window.commands["compare-file"].trigger()
    made = only(window)
    assert made.names.accessibleName() == "From smart-speaker.yaml to coffee-app.yaml"
    assert made.whats.buttons["added"].isEnabled()


def test_a_file_that_is_no_map_is_refused_in_words(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    path = tmp_path / "no-map.yaml"
    path.write_text("just: [a text", encoding="utf-8")
    monkeypatch.setattr(asking, "compare_path", lambda *_: str(path))
    window.commands["compare-file"].trigger()
    assert comparisons_of(window) == []
    assert told[0].startswith("The maps cannot be compared")


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """A future map beside the one that it is based on."""
    now, future = tmp_path / "now.yaml", tmp_path / "future.yaml"
    text = (EXAMPLES / "coffee-app.yaml").read_text(encoding="utf-8")
    now.write_text(text, encoding="utf-8")
    lines = text.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith("title:"))
    lines.insert(at + 1, "based_on: now.yaml\n")
    future.write_text(
        "".join(lines).replace("name: Open landing page", "name: Land"), encoding="utf-8"
    )
    return future


def test_a_future_map_is_compared_with_the_one_it_is_based_on(
    qtbot: QtBot, tmp_path: Path, pair: Path
) -> None:
    with shown(qtbot, tmp_path, pair) as window:
        qtbot.waitUntil(window.commands["compare-base"].isEnabled, timeout=10_000)
        window.commands["compare-base"].trigger()
        made = only(window)
        assert made.names.accessibleName() == "From now.yaml to future.yaml"
        assert [(each.key, each.fields) for each in made.found] == [
            ("", ("based_on",)),
            ("landing", ("name",)),
        ]


def test_a_base_that_is_gone_is_said(
    qtbot: QtBot, tmp_path: Path, pair: Path, told: list[str]
) -> None:
    (pair.parent / "now.yaml").unlink()
    with shown(qtbot, tmp_path, pair) as window:
        qtbot.waitUntil(window.commands["compare-base"].isEnabled, timeout=10_000)
        window.commands["compare-base"].trigger()
        assert comparisons_of(window) == []
        assert "There is no file" in told[0]


def test_a_comparison_follows_the_theme_of_the_window(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "compare_path", lambda *_: str(EXAMPLES / "smart-speaker.yaml"))
    window.commands["compare-file"].trigger()
    made = only(window)
    window.choose_theme("dark")
    assert made.session.theme == "dark"
    assert made.list.theme == "dark"


def test_a_comparison_goes_on_in_another_language(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(asking, "compare_path", lambda *_: str(EXAMPLES / "smart-speaker.yaml"))
    window.commands["compare-file"].trigger()
    before = only(window)
    window.choose_language("fa")
    qtbot.waitUntil(lambda: comparisons_of(window) not in ([], [before]), timeout=5000)
    made = only(window)
    assert made.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_a_comparison_stays_when_another_map_is_opened(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "compare_path", lambda *_: str(EXAMPLES / "smart-speaker.yaml"))
    window.commands["compare-file"].trigger()
    made = only(window)
    compared = made.new.map
    assert window.session is not None
    window.session.open(example(tmp_path, "b2b-software.yaml"))
    assert not made._again.isActive()
    assert made.new.map is compared


def test_f8_belongs_to_the_comparison_while_it_is_in_front(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(asking, "compare_path", lambda *_: str(EXAMPLES / "smart-speaker.yaml"))
    window.commands["compare-file"].trigger()
    made = only(window)
    assert window.session is not None
    chosen = window.session.selection
    qtbot.waitUntil(made.isActiveWindow, timeout=5000)
    QTest.keyClick(made.list, Qt.Key.Key_F8)
    assert made.list.number == made.list.numbers()[1]
    assert window.session.selection == chosen
