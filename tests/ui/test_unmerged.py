"""A map that git left in conflict: said in the window, settled with both sides side by side."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.model import edits
from journeymap.model.journey import JourneyMap
from journeymap.ui.compare import unmerged
from tests.ui.window import joined, shown

BASE = (
    "format: 1\ntitle: T\nstages:\n  - {id: s, name: S}\n"
    "touchpoints:\n  - {id: a, name: NAME, stage: s}\n"
)


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.org", "-c", "merge.conflictStyle=diff3")
    subprocess.run(["git", *who, *words], cwd=folder, check=False, capture_output=True)


@pytest.fixture
def two_sided(tmp_path: Path) -> Path:
    """A map whose name was changed on two branches."""
    folder = tmp_path / "repository"
    folder.mkdir()
    file = folder / "map.yaml"
    git(folder, "init", "-b", "main")
    for branch, name in (("main", "Pay"), ("theirs", "Pay there"), ("main", "Pay here")):
        if (folder / ".git" / "refs" / "heads" / "main").exists():
            git(folder, "checkout", *(["-b"] if branch == "theirs" else []), branch)
        file.write_text(BASE.replace("NAME", name))
        git(folder, "add", "map.yaml")
        git(folder, "commit", "-m", name)
    return file


@pytest.fixture
def conflict(two_sided: Path) -> Path:
    """A map whose name was changed on two branches that git could not merge."""
    git(two_sided.parent, "merge", "theirs")
    assert "<<<<<<<" in two_sided.read_text()
    return two_sided


def theirs(*given: object) -> JourneyMap:
    """Answer as somebody who takes the other side."""
    found = given[4]
    assert isinstance(found, JourneyMap)
    return found


def test_a_file_with_markers_is_settled_from_the_list_of_its_problems(
    qtbot: QtBot, tmp_path: Path, conflict: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unmerged, "ask_conflicts", theirs)
    with shown(qtbot, tmp_path, conflict) as window:
        problems = joined(window).problems
        qtbot.waitUntil(problems.settle.isVisible, timeout=20_000)
        assert window.stack.currentWidget() is problems
        assert "text editor" not in problems._about.text()

        problems.settle.click()

        qtbot.waitUntil(lambda: joined(window).there)
        assert window.session is not None
        assert window.session.map.touchpoints[0].name == "Pay there"
    assert read_file(conflict).map.touchpoints[0].name == "Pay there"


def test_what_was_settled_in_the_file_is_not_asked_again_until_git_is_told(
    qtbot: QtBot, tmp_path: Path, conflict: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both(*given: object) -> JourneyMap:
        return edits.change(theirs(*given), "a", quote="Pay here and there")

    monkeypatch.setattr(unmerged, "ask_conflicts", both)
    with shown(qtbot, tmp_path, conflict) as window:
        problems = joined(window).problems
        qtbot.waitUntil(problems.settle.isVisible, timeout=20_000)
        problems.settle.click()
        banners = joined(window).file.banners
        qtbot.waitUntil(lambda: unmerged.SUBJECT in banners.shown, timeout=20_000)
        assert "settle" not in banners.shown[unmerged.SUBJECT].buttons

        git(conflict.parent, "add", "map.yaml")
        joined(window).file.look()

        qtbot.waitUntil(lambda: unmerged.SUBJECT not in banners.shown, timeout=20_000)


def test_markers_under_an_open_map_are_settled_from_the_banner(
    qtbot: QtBot, tmp_path: Path, two_sided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unmerged, "ask_conflicts", theirs)
    with shown(qtbot, tmp_path, two_sided) as window:
        session, banners = window.session, joined(window).file.banners
        assert session is not None
        git(two_sided.parent, "merge", "theirs")
        qtbot.waitUntil(lambda: "file" in banners.shown, timeout=20_000)

        qtbot.mouseClick(banners.shown["file"].buttons["settle"], Qt.MouseButton.LeftButton)

        qtbot.waitUntil(lambda: "file" not in banners.shown, timeout=20_000)
        assert session.map.touchpoints[0].name == "Pay there"
        assert not session.document.dirty
    assert read_file(two_sided).map.touchpoints[0].name == "Pay there"


def test_a_merge_that_stops_while_the_map_is_open_is_said_above_it(
    qtbot: QtBot, tmp_path: Path, two_sided: Path
) -> None:
    git(two_sided.parent, "config", "merge.stop.driver", "false %A")  # keeps ours, as a sound map
    (two_sided.parent / ".gitattributes").write_text("*.yaml merge=stop\n")
    with shown(qtbot, tmp_path, two_sided) as window:
        banners = joined(window).file.banners
        git(two_sided.parent, "merge", "theirs")
        assert "<<<<<<<" not in two_sided.read_text()
        joined(window).file.look()  # as when the window is gone back to

        qtbot.waitUntil(lambda: unmerged.SUBJECT in banners.shown, timeout=20_000)
        assert "settle" in banners.shown[unmerged.SUBJECT].buttons


def test_a_map_that_git_waits_for_says_so_and_is_settled_as_one_step(
    qtbot: QtBot, tmp_path: Path, conflict: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unmerged, "ask_conflicts", theirs)
    conflict.write_text(BASE.replace("NAME", "Pay here"))  # as a merge driver leaves it
    with shown(qtbot, tmp_path, conflict) as window:
        session, banners = window.session, joined(window).file.banners
        assert session is not None
        qtbot.waitUntil(lambda: unmerged.SUBJECT in banners.shown)

        assert joined(window)._unmerged.settle()

        assert session.map.touchpoints[0].name == "Pay there"
        assert [str(step) for step in session.document.steps] == ["Settle what git could not merge"]
        banner = banners.shown[unmerged.SUBJECT]
        assert "When the map is saved" in banner.text.text()
        assert "git add map.yaml" in banner.text.text()
        assert "settle" not in banner.buttons

        session.undo()

        assert "settle" in banners.shown[unmerged.SUBJECT].buttons


def test_the_sides_are_called_by_their_commits(
    qtbot: QtBot, tmp_path: Path, conflict: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(
        unmerged, "ask_conflicts", lambda *given: asked.append(tuple(map(str, given[5])))
    )
    with shown(qtbot, tmp_path, conflict) as window:
        qtbot.waitUntil(joined(window).problems.settle.isVisible, timeout=20_000)
        joined(window).problems.settle.click()
        git(conflict.parent, "merge", "--abort")
        git(conflict.parent, "commit", "--allow-empty", "-m", "A long subject " * 9)
        git(conflict.parent, "cherry-pick", "theirs")
        joined(window).problems.settle.click()

    assert asked == [
        ("On this side (Pay here)", "On the other side (Pay there)"),
        (f"On this side ({('A long subject ' * 3)[:27]}…)", "On the other side (Pay there)"),
    ]


def test_a_cancelled_question_changes_nothing(
    qtbot: QtBot, tmp_path: Path, conflict: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unmerged, "ask_conflicts", lambda *_: None)
    before = conflict.read_bytes()
    with shown(qtbot, tmp_path, conflict) as window:
        qtbot.waitUntil(joined(window).problems.settle.isVisible, timeout=20_000)
        joined(window).problems.settle.click()
        assert not joined(window).there
    assert conflict.read_bytes() == before


def test_an_ordinary_map_says_nothing_of_git(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(BASE)
    with shown(qtbot, tmp_path, file) as window:
        workspace = joined(window)
        assert unmerged._both_left(file) is False
        assert unmerged.SUBJECT not in workspace.file.banners.shown
