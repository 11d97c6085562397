"""After a crash: the list of what can be brought back, and what each of its answers does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.files.recovery import Snapshot
from journeymap.files.recovery_folder import copies
from journeymap.model import edits
from journeymap.model.journey import JourneyMap
from journeymap.model.text import text_is_rtl
from journeymap.ui import mishap_log
from journeymap.ui.drafts import About
from journeymap.ui.main_window import MainWindow
from journeymap.ui.recovery.start_list import StartList
from journeymap.ui.recovery.starting import Recovery
from journeymap.ui.windows import Windows
from tests.files.left_behind import crashed, kept
from tests.ui.life import Several
from tests.ui.window import example, joined

SOON = 10_000  # ms


class Recovering(Several):
    """Windows that keep copies and offer those of a crash."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(qtbot, folder)
        self.bot, self.folder = qtbot, folder / "r"
        self.recovery = Recovery(self.windows, self.folder)

    def _make(self, windows: Windows) -> MainWindow:
        made = super()._make(windows)
        self.recovery.attach(made)
        return made

    def start(self, *paths: Path) -> StartList | None:
        """Return the list that is shown at the start, None where none is."""
        self.recovery.not_by_itself()
        with self.bot.waitSignal(self.recovery.looked, timeout=SOON):
            self.window(paths[0] if paths else None)
            for path in paths[1:]:
                self.window(path)
        return self.recovery.list

    def shows(self, words: str) -> MainWindow | None:
        """Return the window that shows a map with this title."""
        return next((w for w in self.made if w.session and w.session.map.title == words), None)

    def wait_for(self, words: str) -> MainWindow:
        self.bot.waitUntil(lambda: self.shows(words) is not None, timeout=SOON)
        window = self.shows(words)
        assert window is not None
        self.bot.waitUntil(lambda: joined(window).there, timeout=SOON)
        return window


@pytest.fixture
def several(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recovering]:
    monkeypatch.setattr(mishap_log, "data_folder", lambda: tmp_path)
    made = Recovering(qtbot, tmp_path)
    yield made
    made.end()


def left(several: Recovering, path: Path, words: str) -> None:
    """Leave the copy of a file whose title was changed."""
    saved = read_file(path)
    changed = edits.change(saved.map, "", title=words)
    kept(several.folder, Snapshot(changed, str(path), saved.data))


def press(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload] # any button


def answering(words: str) -> Callable[[], None]:
    """Press a button of the question that comes next."""

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, answer)
            return
        next(each for each in box.buttons() if each.text() == words).click()

    QTimer.singleShot(20, answer)
    return answer


def test_nothing_is_asked_where_nothing_was_left(several: Recovering) -> None:
    assert several.start() is None


def test_a_restored_map_stands_unsaved_over_its_file_and_undo_gives_the_file(
    several: Recovering, tmp_path: Path, qtbot: QtBot
) -> None:
    path = example(tmp_path)
    before = path.read_bytes()
    left(several, path, "Not saved")

    shown = several.start()
    assert shown is not None
    press(shown.all)
    window = several.wait_for("Not saved")

    assert window.session is not None
    assert (window.session.path, window.unsaved()) == (path, True)
    assert path.read_bytes() == before
    assert len(several.made) == 1  # in the window that had nothing in it
    qtbot.waitUntil(lambda: several.recovery.list is None, timeout=SOON)
    window.session.undo()
    assert not window.unsaved()


def test_a_file_that_is_open_again_is_not_opened_twice(several: Recovering, tmp_path: Path) -> None:
    path = example(tmp_path)
    left(several, path, "Not saved")

    shown = several.start(path)
    assert shown is not None
    press(shown.all)
    window = several.wait_for("Not saved")

    assert several.made == [window]


def test_restore_all_brings_back_five_maps_saved_and_untitled(
    several: Recovering, tmp_path: Path, qtbot: QtBot
) -> None:
    for n, name in enumerate(("coffee-app.yaml", "clinic-visit.fa.yaml", "smart-speaker.yaml")):
        left(several, example(tmp_path, name), f"Saved once {n}")
    for n in range(2):
        kept(several.folder, Snapshot(JourneyMap(title=f"Never saved {n}")))

    shown = several.start()
    assert shown is not None
    assert len(shown.cards) == 5
    press(shown.all)
    for n in range(3):
        several.wait_for(f"Saved once {n}")
    for n in range(2):
        window = several.wait_for(f"Never saved {n}")
        assert window.session is not None
        assert (window.session.path, window.unsaved()) == (None, True)

    assert len(several.made) == 5
    # each copy of the dead process has one of this process in its place by and by
    several.recovery.write_now()
    qtbot.waitUntil(lambda: len(copies(several.folder)) == 5, timeout=SOON)


def test_where_the_file_says_something_else_by_now_the_copy_is_a_map_of_its_own(
    several: Recovering, tmp_path: Path
) -> None:
    path = example(tmp_path)
    left(several, path, "Not saved")
    theirs = read_file(path).map.title
    path.write_bytes(path.read_bytes().replace(f"title: {theirs}".encode(), b"title: By others"))
    assert b"By others" in path.read_bytes()
    after = path.read_bytes()

    shown = several.start()
    assert shown is not None
    press(shown.all)
    window = several.wait_for("Not saved")
    other = several.wait_for("By others")

    assert window.session is not None
    assert window.session.path is None
    assert "copy" in joined(window).file.banners.shown["recovery"].more.text()
    assert not other.unsaved()
    assert path.read_bytes() == after


def test_a_map_whose_file_is_gone_is_brought_back_without_one(
    several: Recovering, tmp_path: Path
) -> None:
    path = example(tmp_path)
    left(several, path, "Not saved")
    path.unlink()

    shown = several.start()
    assert shown is not None
    press(shown.all)
    window = several.wait_for("Not saved")

    assert window.session is not None
    assert window.session.path is None
    assert not path.exists()


def test_a_comment_that_was_not_sent_comes_back(several: Recovering, tmp_path: Path) -> None:
    path = example(tmp_path)
    saved = read_file(path)
    kept(
        several.folder,
        Snapshot(saved.map, str(path), saved.data, (("new", "", "half a thought"),)),
    )

    shown = several.start(path)
    assert shown is not None
    press(shown.all)

    session = several.made[0].session
    assert session is not None
    several.bot.waitUntil(lambda: bool(session.drafts.words(About("new"))), timeout=SOON)
    assert session.drafts.words(About("new")) == "half a thought"


def test_later_leaves_everything_for_the_next_start(several: Recovering, tmp_path: Path) -> None:
    left(several, example(tmp_path), "Not saved")
    shown = several.start()
    assert shown is not None

    press(shown.later)

    assert len(copies(several.folder)) == 1
    assert several.shows("Not saved") is None


def test_discarding_asks_and_puts_the_copy_aside(several: Recovering, tmp_path: Path) -> None:
    left(several, example(tmp_path), "Not saved")
    shown = several.start()
    assert shown is not None
    (card,) = shown.cards.values()

    answering("Cancel")
    press(card.discard)
    assert len(copies(several.folder)) == 1
    answering("Discard")
    press(card.discard)

    assert copies(several.folder) == []
    assert len(copies(several.folder / "aside")) == 1


def test_the_differences_are_shown_in_sentences(several: Recovering, tmp_path: Path) -> None:
    left(several, example(tmp_path), "Not saved")
    shown = several.start()
    assert shown is not None
    (card,) = shown.cards.values()

    press(card.show_changes)

    assert card.changes is not None
    assert "Not saved" in card.changes.text()
    assert not card.changes.isHidden()
    press(card.show_changes)
    assert card.changes.isHidden()


def test_after_two_crashes_on_opening_a_map_its_copy_is_left_out(
    several: Recovering, tmp_path: Path
) -> None:
    path = example(tmp_path)
    left(several, path, "Not saved")
    for _ in range(2):
        crashed(several.folder, str(path))

    shown = several.start(path)
    assert shown is not None
    (card,) = shown.cards.values()

    assert shown.all.isHidden()
    assert not card.restore.isHidden()  # a person may
    session = several.made[0].session
    assert session is not None
    assert session.map.title != "Not saved"
    assert len(copies(several.folder)) == 1


def test_after_three_crashes_a_map_is_not_opened_by_itself(
    several: Recovering, tmp_path: Path
) -> None:
    path, other = example(tmp_path), example(tmp_path, "smart-speaker.yaml")
    several.settings.keep_open_files({path: several.window(path).place(), other: None})  # type: ignore[dict-item] # no place
    for _ in range(3):
        crashed(several.folder, str(path))

    several.windows.restore(several.recovery.not_by_itself())

    assert several.windows.left_out == (path,)


def test_an_unreadable_map_that_was_asked_for_stays_beside_what_is_brought_back(
    several: Recovering, tmp_path: Path
) -> None:
    wanted = tmp_path / "wanted.yaml"
    wanted.write_text("title: [\n", encoding="utf-8")
    left(several, example(tmp_path), "with a file")
    blank = edits.change(read_file(example(tmp_path)).map, "", title="without")
    kept(several.folder, Snapshot(blank, None, b""))

    shown = several.start(wanted)
    assert shown is not None
    press(shown.all)
    for words in ("with a file", "without"):
        several.wait_for(words)

    first = several.made[0]
    assert first.stuck_at() == wanted
    assert first.stack.currentWidget() is joined(first).problems
    assert joined(first).problems.problems[0].line == 2


def test_what_cannot_be_read_is_said_and_the_window_stands(
    several: Recovering, tmp_path: Path
) -> None:
    several.folder.mkdir()
    (several.folder / "copy-1.json").write_bytes(b"")

    shown = several.start()

    assert shown is not None
    assert shown.cards == {}
    assert (several.folder / "aside" / "copy-1.json").exists()


def test_the_place_of_a_hard_end_can_be_read_and_goes_when_it_was(
    several: Recovering, tmp_path: Path
) -> None:
    me = mishap_log.this_process()
    file = tmp_path / f"crash-{me.machine}_{me.pid}_before_1.txt"
    file.write_text("Fatal Python error: Segmentation fault")

    shown = several.start()
    assert shown is not None
    press(shown.report)
    reports = [w for w in QApplication.topLevelWidgets() if hasattr(w, "done_with")]

    assert any("Segmentation fault" in each.text.toPlainText() for each in reports)
    for each in reports:
        each.accept()
    press(shown.later)
    assert not file.exists()


@pytest.mark.parametrize(("lang", "rtl"), [("en", False), ("fa", True)])
def test_the_heading_runs_as_its_language_does(qtbot: QtBot, lang: str, rtl: bool) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    shown = StartList(parent, lang, (), crashed=True)
    heads = [each for each in shown.findChildren(QLabel) if each.property("look") == "title"]
    # it begins with a Latin name, by which Qt would tell its direction
    assert [each.text().lstrip("\u200f").startswith("journeymap") for each in heads] == [True]
    assert text_is_rtl(heads[0].text()[:1]) is rtl
    shown.close()
