"""What others do to the file of an open map: read anew, merged, told, and never lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.files.temporaries import kept_aside
from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.text import M
from journeymap.ui import asking, asking_files, map_living
from journeymap.ui.banner import Banner
from journeymap.ui.compare import conflicts
from journeymap.ui.compare.conflicts import ConflictDialog
from journeymap.ui.editors.texts import TitleEditor
from journeymap.ui.main_window import MainWindow
from journeymap.ui.session import Session
from tests.ui.inspected import type_text
from tests.ui.life import Several, change, several
from tests.ui.window import joined

MAP = """\
# the map of a shop
format: 1
title: Shop
stages:
  - {id: look, name: Look}
  - {id: buy, name: Buy}
touchpoints:
  - {id: ad, name: Ad, stage: look}   # on the street
  - {id: till, name: Till, stage: buy}
"""
WAIT = 5_000


@pytest.fixture
def windows(qtbot: QtBot, tmp_path: Path) -> Iterator[Several]:
    with several(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "shop" / "shop.yaml"
    path.parent.mkdir()
    path.write_text(MAP, "utf-8")
    return path


@pytest.fixture
def window(qtbot: QtBot, windows: Several, path: Path) -> MainWindow:
    made = windows.window(path)
    settled(qtbot, made)
    return made


@pytest.fixture(autouse=True)
def _nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "choose", lambda *given: pytest.fail(f"asked {given[2:]}"))


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until what was seen on the disk has been looked at once more."""
    watch = joined(window).file.watch
    before = watch.looks
    watch.soon()
    qtbot.waitUntil(lambda: watch.looks > before and watch._looking is None, timeout=WAIT)


def banner(window: MainWindow, subject: str = "file") -> Banner | None:
    return joined(window).file.banners.shown.get(subject)


def name_of(window: MainWindow, key: str) -> str:
    record = session_of(window).index.entries[key].record
    return str(getattr(record, "name"))  # noqa: B009 - records of several kinds


def is_called(window: MainWindow, name: str) -> bool:
    return name_of(window, "ad") == name


def rename(window: MainWindow, key: str, name: str) -> None:
    assert session_of(window).commit(M("Rename"), lambda m: edits.change(m, key, name=name))


def theirs(path: Path, old: str, new: str) -> bytes:
    """Write what somebody else made of the file, and return it."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path.read_bytes()


# ---------------------------------------------------------------- read anew


def test_a_file_that_changed_is_read_anew_as_one_step_with_the_selection_kept(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    session = session_of(window)
    session.select(("till",))

    theirs(path, "name: Ad", "name: Poster")

    qtbot.waitUntil(lambda: name_of(window, "ad") == "Poster", timeout=WAIT)
    assert session.selection == ("till",)
    assert len(session.document.steps) == 1
    assert not session.document.dirty
    assert "read anew" in window.note.text()
    assert banner(window) is None


@pytest.mark.parametrize("place", ["map", "outline"])
def test_a_name_that_is_being_typed_is_not_cut_off(
    qtbot: QtBot, window: MainWindow, path: Path, place: str
) -> None:
    session, workspace = session_of(window), joined(window)
    session.select(("till",))
    (workspace.canvas if place == "map" else workspace.panels.outline.tree).setFocus()
    window.commands["rename"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.selectAll()
    qtbot.keyClicks(field, "Check")

    theirs(path, "name: Ad", "name: Poster")
    settled(qtbot, window)
    settled(qtbot, window)
    assert QApplication.focusWidget() is field
    assert is_called(window, "Ad")
    qtbot.keyClicks(field, "out")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: is_called(window, "Poster"), timeout=20_000)
    assert name_of(window, "till") == "Checkout"
    assert len(session.map.touchpoints) == 2


def test_undoing_what_was_read_gives_the_former_map_as_an_edit_and_saving_it_its_bytes(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    session, first = session_of(window), path.read_bytes()
    read = theirs(path, "name: Ad", "name: Poster")
    qtbot.waitUntil(lambda: name_of(window, "ad") == "Poster", timeout=WAIT)

    session.undo()
    assert (name_of(window, "ad"), session.document.dirty) == ("Ad", True)
    assert joined(window).file.save()
    assert path.read_bytes() == first

    session.redo()
    assert session.document.dirty
    assert joined(window).file.save()
    assert path.read_bytes() == read


def test_comments_alone_are_taken_over_without_a_step(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    session = session_of(window)
    theirs(path, "# the map of a shop", "# our shop")
    qtbot.waitUntil(lambda: b"our shop" in session.document.texts[-1].data, timeout=WAIT)
    assert session.document.steps == ()
    assert not session.document.dirty

    rename(window, "ad", "Sign")
    assert joined(window).file.save()

    text = path.read_text("utf-8")
    assert "# our shop" in text
    assert "name: Sign" in text


def test_touching_modes_and_own_saves_are_nothing(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    session = session_of(window)
    path.touch()
    path.chmod(0o600)
    settled(qtbot, window)
    rename(window, "ad", "Sign")
    assert joined(window).file.save()
    settled(qtbot, window)
    assert len(session.document.steps) == 1
    assert len(session.document.texts) == 2
    assert window.note.text() == ""


def test_ten_quick_writes_are_read_once(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    session = session_of(window)
    changes: list[object] = []
    session.changed.connect(lambda change, _who: changes.append(change))
    for n in range(10):
        path.write_text(MAP.replace("name: Ad", f"name: Ad {n}"), "utf-8")
    qtbot.waitUntil(lambda: name_of(window, "ad") == "Ad 9", timeout=WAIT)
    settled(qtbot, window)
    assert len(changes) == 1


def test_a_change_of_the_same_size_and_time_is_found(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    before = path.stat()
    theirs(path, "name: Ad", "name: Xy")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    qtbot.waitUntil(lambda: name_of(window, "ad") == "Xy", timeout=WAIT)


def test_coming_back_to_the_window_looks_once_more(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    watch = joined(window).file.watch
    watch._watcher.removePaths([*watch._watcher.files(), *watch._watcher.directories()])
    theirs(path, "name: Ad", "name: Poster")
    joined(window).file.look()
    qtbot.waitUntil(lambda: name_of(window, "ad") == "Poster", timeout=WAIT)


# ---------------------------------------------------------------- replaced, gone, there again


def test_it_is_still_watched_after_it_was_replaced_twice_and_deleted_and_made_again(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    for name in ("One", "Two"):
        other = path.with_name("other.tmp")
        other.write_text(MAP.replace("name: Ad", f"name: {name}"), "utf-8")
        other.replace(path)
        qtbot.waitUntil(partial(is_called, window, name), timeout=WAIT)
    path.unlink()
    qtbot.waitUntil(lambda: banner(window) is not None, timeout=WAIT)
    path.write_text(MAP.replace("name: Ad", "name: Three"), "utf-8")
    qtbot.waitUntil(lambda: name_of(window, "ad") == "Three", timeout=WAIT)
    assert banner(window) is None
    assert not session_of(window).document.dirty


def test_a_deleted_file_is_told_counts_as_unsaved_and_is_put_back_by_its_button(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    before = path.read_bytes()
    path.unlink()
    qtbot.waitUntil(lambda: banner(window) is not None, timeout=WAIT)
    shown = banner(window)
    assert shown is not None
    assert "shop.yaml is not on the disk any more" in shown.text.text()
    assert session_of(window).document.dirty

    joined(window).file.banners.shown["file"].buttons["save"].click()  # type: ignore[attr-defined] # a push button

    qtbot.waitUntil(lambda: not session_of(window).document.dirty, timeout=WAIT)
    assert path.read_bytes() == before
    assert banner(window) is None


def test_a_folder_that_was_renamed_is_told_and_back_again_is_good(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    folder = path.parent
    folder.rename(folder.with_name("away"))
    qtbot.waitUntil(lambda: banner(window) is not None, timeout=WAIT)
    folder.with_name("away").rename(folder)
    qtbot.waitUntil(lambda: banner(window) is None, timeout=WAIT)
    assert not session_of(window).document.dirty


def test_saving_into_a_folder_that_went_asks_for_another_place(
    qtbot: QtBot, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = path.parent.parent / "kept.yaml"
    rename(window, "ad", "Sign")
    path.parent.rename(path.parent.with_name("away"))
    why: list[str] = []

    def ask(_window: object, _lang: str, said: object, _in_place: bool) -> str:
        why.append(str(said))
        return "as"

    monkeypatch.setattr(asking_files, "save_elsewhere", ask)
    monkeypatch.setattr(asking, "save_path", lambda *_: str(other))

    assert joined(window).file.save()

    assert "the folder is not there any more" in why[0]
    assert "name: Sign" in other.read_text("utf-8")
    assert window.file() == other


def test_save_as_onto_the_maps_own_file_overwrites_nothing_that_others_wrote(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename(window, "ad", "Sign")
    path.write_text(path.read_text("utf-8").replace("name: Till", "name: Counter"), "utf-8")
    monkeypatch.setattr(asking, "save_path", lambda *_: str(path))

    assert joined(window).file.save_as()

    assert "name: Counter" in path.read_text("utf-8")
    assert "name: Sign" in path.read_text("utf-8")


def test_save_as_onto_another_map_never_merges_that_map_into_this_one(
    qtbot: QtBot, windows: Several, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = path.with_name("shop.csv")
    rows.write_text("metric,at,period,n,value\ncsat,ad,2026-10,5,4\n", "utf-8")
    metric = "metrics: [{id: csat, name: CSAT, kind: csat, better: higher}]\n"
    path.write_text(f"{MAP}{metric}readings_from: shop.csv\n", "utf-8")
    other = path.with_name("other.yaml")
    other.write_text(MAP.replace("Shop", "Bank").replace("id: ad", "id: atm"), "utf-8")
    window = windows.window(path)
    settled(qtbot, window)
    change(window, "Shop of ours")
    monkeypatch.setattr(asking, "save_path", lambda *_: str(other))
    monkeypatch.setattr(
        conflicts, "ask_conflicts", lambda *given: pytest.fail(f"compared with {given[4].title}")
    )
    rows.write_text("metric,at,period,n,value\ncsat,ad,2026-10,5,3\n", "utf-8")

    assert joined(window).file.save_as()

    saved = read_file(other).map
    assert saved.title == "Shop of ours"
    assert [each.id for each in saved.touchpoints] == ["ad", "till"]
    assert saved.readings[0].value == 3
    assert "title: Shop\n" in path.read_text("utf-8")
    assert window.file() == other


def test_what_is_no_map_is_told_with_its_line_and_leaves_the_map_until_it_is_one_again(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    good = path.read_text("utf-8")
    path.write_text(good + "  - [\n", "utf-8")
    qtbot.waitUntil(lambda: banner(window) is not None, timeout=WAIT)
    shown = banner(window)
    assert shown is not None
    assert "cannot be read as a map" in shown.text.text()
    assert shown.more.text().startswith("Line ")
    assert name_of(window, "ad") == "Ad"
    assert session_of(window).document.dirty  # what is shown stands nowhere on the disk

    path.write_text(good, "utf-8")
    qtbot.waitUntil(lambda: banner(window) is None, timeout=WAIT)
    assert not session_of(window).document.dirty


def test_a_file_that_became_a_pipe_or_a_folder_is_told(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    path.unlink()
    os.mkfifo(path)
    qtbot.waitUntil(lambda: banner(window) is not None, timeout=WAIT)
    settled(qtbot, window)
    path.unlink()
    path.mkdir()
    settled(qtbot, window)
    assert banner(window) is not None


# ---------------------------------------------------------------- merged


def test_what_both_changed_elsewhere_is_merged_as_one_step(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    session = session_of(window)
    rename(window, "ad", "Sign")

    theirs(path, "name: Till", "name: Checkout")

    qtbot.waitUntil(lambda: name_of(window, "till") == "Checkout", timeout=WAIT)
    assert name_of(window, "ad") == "Sign"
    assert len(session.document.steps) == 2
    assert session.document.dirty
    assert "both sets of changes" in window.note.text()
    assert joined(window).file.save()
    text = path.read_text("utf-8")
    assert "name: Sign" in text
    assert "name: Checkout" in text
    assert "# on the street" in text

    session.undo()
    assert (name_of(window, "ad"), name_of(window, "till")) == ("Sign", "Till")
    session.undo()
    assert joined(window).file.save()
    assert path.read_text("utf-8") == MAP


def test_the_same_change_on_both_sides_leaves_nothing_to_save(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    rename(window, "ad", "Poster")
    theirs(path, "name: Ad", "name: Poster")
    qtbot.waitUntil(lambda: not session_of(window).document.dirty, timeout=WAIT)
    assert len(session_of(window).document.steps) == 1


def test_a_save_merges_what_was_written_a_moment_before(window: MainWindow, path: Path) -> None:
    rename(window, "ad", "Sign")
    theirs(path, "name: Till", "name: Checkout")

    assert joined(window).file.save()

    text = path.read_text("utf-8")
    assert "name: Sign" in text
    assert "name: Checkout" in text
    assert not session_of(window).document.dirty


def test_a_git_checkout_under_unsaved_edits_is_merged(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        command = ["git", *who, "-C", str(path.parent), *words]
        subprocess.run(command, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "shop.yaml")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "other")
    theirs(path, "name: Till", "name: Checkout")
    git("commit", "-qam", "two")
    git("checkout", "-q", "main")
    settled(qtbot, window)
    rename(window, "ad", "Sign")

    git("checkout", "-q", "other")

    qtbot.waitUntil(lambda: name_of(window, "till") == "Checkout", timeout=WAIT)
    assert name_of(window, "ad") == "Sign"


@pytest.mark.parametrize(
    ("answer", "name", "saved"),
    [("mine", "Sign", True), ("theirs", "Poster", True), ("cancel", "Sign", False)],
)
def test_what_both_changed_differently_is_asked_about_when_it_is_saved(
    window: MainWindow,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    name: str,
    saved: bool,
) -> None:
    rename(window, "ad", "Sign")
    rename(window, "till", "Cash desk")
    on_disk = theirs(path, "name: Ad", "name: Poster")
    settles(monkeypatch, answer)

    assert joined(window).file.save() is saved

    assert name_of(window, "ad") == name
    assert name_of(window, "till") == "Cash desk"
    assert (path.read_bytes() != on_disk) is saved
    assert (f"name: {name}" in path.read_text("utf-8")) is saved
    assert session_of(window).document.dirty is not saved
    assert (banner(window) is None) is saved


def settles(monkeypatch: pytest.MonkeyPatch, answer: str) -> list[str]:
    """Let every conflict be settled by an answer; return a list that grows with each question."""
    asked: list[str] = []

    def run(dialog: ConflictDialog) -> QDialog.DialogCode:
        asked.append(dialog.windowTitle())
        if answer == "cancel":
            return QDialog.DialogCode.Rejected
        (dialog.all_mine if answer == "mine" else dialog.all_theirs).click()
        dialog.take.click()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ConflictDialog, "exec", run)
    return asked


def test_unasked_nobody_is_interrupted_and_the_banner_leads_to_the_question(
    qtbot: QtBot, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename(window, "ad", "Sign")
    theirs(path, "name: Ad", "name: Poster")
    qtbot.waitUntil(lambda: banner(window) is not None, timeout=WAIT)
    shown = banner(window)
    assert shown is not None
    assert "in places that you changed too" in shown.text.text()
    assert name_of(window, "ad") == "Sign"
    asked = settles(monkeypatch, "theirs")

    shown.buttons["decide"].click()  # type: ignore[attr-defined] # a push button

    qtbot.waitUntil(lambda: name_of(window, "ad") == "Poster", timeout=WAIT)
    assert len(asked) == 1
    assert banner(window) is None


# ---------------------------------------------------------------- readings beside the map


def test_the_file_of_readings_is_watched_as_well(
    qtbot: QtBot, windows: Several, path: Path
) -> None:
    beside = path.with_name("shop.readings.csv")
    beside.write_text("metric,at,period,value\nnps,till,2026-01,10\n", "utf-8")
    metric = "metrics:\n  - {id: nps, name: NPS, kind: nps}\n"
    path.write_text(f"{MAP}{metric}readings_from: shop.readings.csv\n", "utf-8")
    window = windows.window(path)
    settled(qtbot, window)
    session = session_of(window)
    assert [each.value for each in session.map.readings] == [10]

    beside.write_text("metric,at,period,value\nnps,till,2026-01,20\n", "utf-8")

    qtbot.waitUntil(lambda: [each.value for each in session.map.readings] == [20], timeout=WAIT)
    assert not session.document.dirty
    rename(window, "ad", "Sign")
    assert joined(window).file.save()
    assert "20" in beside.read_text("utf-8")


# ---------------------------------------------------------------- typing


def test_what_is_being_typed_is_in_the_map_before_it_is_merged(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    session = session_of(window)

    def finish() -> None:
        if session.map.title != "Typed":
            change(window, "Typed")

    session.flush_wanted.connect(finish)
    theirs(path, "name: Till", "name: Checkout")
    qtbot.waitUntil(lambda: name_of(window, "till") == "Checkout", timeout=WAIT)
    assert session.map.title == "Typed"


def test_typing_goes_on_where_it_was_while_others_write(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    session = session_of(window)
    session.select(("ad",))
    window.activateWindow()
    inspector = joined(window).panels.inspector
    inspector.refresh()
    field: Any = next(each for each in inspector.findChildren(TitleEditor) if each.isVisible())
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field, timeout=WAIT)
    field.moveCursor(QTextCursor.MoveOperation.End)
    type_text(field, "vert")

    theirs(path, "name: Till", "name: Checkout")
    qtbot.waitUntil(lambda: name_of(window, "till") == "Checkout", timeout=WAIT)
    assert QApplication.focusWidget() is field
    type_text(field, "ising")
    session.flush_wanted.emit()

    assert name_of(window, "ad") == "Advertising"


def test_a_large_map_is_merged_beside_the_window(
    qtbot: QtBot, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_living, "MANY", 0)
    rename(window, "ad", "Sign")
    theirs(path, "name: Till", "name: Checkout")
    qtbot.waitUntil(lambda: name_of(window, "till") == "Checkout", timeout=WAIT)
    assert name_of(window, "ad") == "Sign"


def test_what_is_dragged_or_asked_is_not_disturbed(
    qtbot: QtBot, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []
    monkeypatch.setattr(map_living, "_hands_free", lambda: bool(free))
    theirs(path, "name: Ad", "name: Poster")
    settled(qtbot, window)
    assert name_of(window, "ad") == "Ad"
    free.append(True)
    qtbot.waitUntil(lambda: name_of(window, "ad") == "Poster", timeout=WAIT)


def test_a_file_is_not_read_again_and_again_while_a_question_is_open(
    qtbot: QtBot, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(map_living, "LATER", 5)
    monkeypatch.setattr(map_living, "_hands_free", lambda: asked.append(1) or len(asked) > 200)
    theirs(path, "name: Ad", "name: Poster")
    settled(qtbot, window)
    looks = joined(window).file.watch.looks

    qtbot.waitUntil(lambda: len(asked) > 150, timeout=WAIT)

    assert joined(window).file.watch.looks <= looks + 1
    qtbot.waitUntil(lambda: name_of(window, "ad") == "Poster", timeout=WAIT)


def test_a_file_whose_writing_was_cut_off_is_shown_with_where_its_content_is(
    windows: Several, path: Path
) -> None:
    kept, handle = kept_aside(str(path.parent), str(path), b"what was to come")
    os.write(handle, path.read_bytes())
    os.close(handle)
    path.write_text("title: [", "utf-8")

    window = windows.window(path)

    shown = joined(window).problems.problems
    assert kept in str(shown[0])
    assert len(shown) > 1


# Adds touchpoints to the map, one by one, as another program that compares before it writes.
RIVAL = """
import sys, time
from pathlib import Path
from journeymap.files.problems import Changed
from journeymap.files.reader import read_file
from journeymap.files.store import save_document
from journeymap.model.document import Document
from journeymap.model.journey import Touchpoint
from journeymap.model.text import M
path = Path(sys.argv[1])
for n in range(int(sys.argv[2])):
    new = Touchpoint(id=f"theirs-{n}", name=f"Theirs {n}", stage="look")
    while True:
        saved = read_file(path)
        document = Document(saved.map, saved)
        more = (*saved.map.touchpoints, new)
        document.commit(M("Add"), saved.map.model_copy(update={"touchpoints": more}))
        try:
            save_document(document, path)
            break
        except Changed:
            time.sleep(0.01)
"""


def test_while_two_add_and_save_at_once_nothing_of_either_is_lost(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    session, n = session_of(window), 8
    with subprocess.Popen([sys.executable, "-c", RIVAL, str(path), str(n)]) as rival:
        for number in range(n):
            new = Touchpoint(id=f"mine-{number}", name=f"Mine {number}", stage="buy")
            assert session.commit(M("Add"), partial(with_touchpoint, new=new))
            qtbot.waitUntil(joined(window).file.save, timeout=WAIT)
        assert rival.wait(30) == 0
    qtbot.waitUntil(lambda: f"theirs-{n - 1}" in session.index.entries, timeout=WAIT)
    assert joined(window).file.finish()
    wanted = {f"{who}-{number}" for who in ("mine", "theirs") for number in range(n)}
    assert wanted <= {each.id for each in read_file(path).map.touchpoints}


def with_touchpoint(m: JourneyMap, new: Touchpoint) -> JourneyMap:
    return m.model_copy(update={"touchpoints": (*m.touchpoints, new)})


def test_what_a_merge_decided_without_asking_is_told_until_it_was_read(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    new = Touchpoint(id="card", name="Card", stage="buy")
    assert session_of(window).commit(M("Add"), partial(with_touchpoint, new=new))
    path.write_text(MAP + "channels:\n  - {id: card, name: Postcard}\n", "utf-8")

    qtbot.waitUntil(lambda: banner(window, "merged") is not None, timeout=WAIT)

    shown = banner(window, "merged")
    assert shown is not None
    assert "card" in shown.more.text()
    m = session_of(window).map
    assert m.touchpoints[-1].name == "Card"
    assert [each.name for each in m.channels] == ["Postcard"]
    shown.buttons["close"].click()  # type: ignore[attr-defined] # a push button
    assert banner(window, "merged") is None
