"""When a session keeps a recovery copy, and when there is none any more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journeymap.files import opened
from journeymap.files.problems import SaveFailed
from journeymap.files.recovery import Writer, read_copy
from journeymap.files.recovery_folder import copies
from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.drafts import About
from journeymap.ui.recovery import copying, writer
from journeymap.ui.recovery.writer import Keeper
from journeymap.ui.session import Session
from tests.ui.hands import small
from tests.ui.window import example

SOON = 3_000  # ms


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies come after a moment."""
    monkeypatch.setattr(copying, "QUIET", 0.02)
    monkeypatch.setattr(copying, "AGAIN", 0.05)


@pytest.fixture
def session(quick: None, qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    """A session on a file, and its keeper."""
    made = Session()
    Keeper(made, tmp_path / "r")
    made.open(example(tmp_path))
    yield made
    made.close()


def title(session: Session, words: str) -> None:
    assert session.commit(M("Change"), lambda m: edits.change(m, "", title=words))


def files(tmp_path: Path) -> list[Path]:
    return copies(tmp_path / "r")


def wait_for(qtbot: QtBot, tmp_path: Path, words: str) -> None:
    def there() -> bool:
        found = files(tmp_path)
        return bool(found) and read_copy(found[0]).map.title == words

    qtbot.waitUntil(there, timeout=SOON)


def test_a_copy_follows_a_change(qtbot: QtBot, tmp_path: Path, session: Session) -> None:
    title(session, "one")
    wait_for(qtbot, tmp_path, "one")

    title(session, "two")
    wait_for(qtbot, tmp_path, "two")

    (file,) = files(tmp_path)
    copy = read_copy(file)
    assert copy.header.path == str(session.path)
    assert session.path is not None
    assert copy.base == session.path.read_bytes()


def test_a_map_that_is_only_looked_at_has_no_copy(
    qtbot: QtBot, tmp_path: Path, session: Session
) -> None:
    session.select((session.map.touchpoints[0].id,))
    session.state_changed.emit()

    keeper = session.findChild(Keeper)
    assert isinstance(keeper, Keeper)
    keeper.write()

    assert files(tmp_path) == []


def test_a_copy_is_written_also_while_changes_go_on(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "QUIET", 60.0)
    monkeypatch.setattr(copying, "GOING_ON", 0.03)
    session = Session(small())
    Keeper(session, tmp_path / "r")

    title(session, "going on")

    wait_for(qtbot, tmp_path, "going on")
    session.close()


@pytest.mark.parametrize("how", ["undo", "save", "save as", "other", "let go", "end"])
def test_the_copy_goes_with_what_was_not_saved(
    qtbot: QtBot, tmp_path: Path, session: Session, how: str
) -> None:
    title(session, "one")
    wait_for(qtbot, tmp_path, "one")

    if how == "undo":
        session.undo()
    elif how == "save":
        session.save()
    elif how == "save as":
        session.save_as(tmp_path / "other.yaml")
    elif how == "other":
        session.open(example(tmp_path, "clinic-visit.fa.yaml"))
    elif how == "let go":
        session.let_go.emit()
    else:
        session.close()

    assert files(tmp_path) == []


def test_a_copy_that_is_being_written_when_all_is_saved_does_not_come_back(
    qtbot: QtBot, tmp_path: Path, session: Session
) -> None:
    keeper = session.findChild(Keeper)
    assert isinstance(keeper, Keeper)
    for n in range(20):
        title(session, f"{n}")
        keeper.write()  # the thread is at work now
        session.save()
    qtbot.waitUntil(lambda: keeper.idle, timeout=SOON)

    assert files(tmp_path) == []


def test_a_map_without_a_file_has_a_copy_too(quick: None, qtbot: QtBot, tmp_path: Path) -> None:
    sessions = [Session(), Session()]
    for n, each in enumerate(sessions):
        Keeper(each, tmp_path / "r")
        each.begin("blank")
        title(each, f"untitled {n}")

    def both() -> bool:
        return {read_copy(file).map.title for file in files(tmp_path)} == {
            "untitled 0",
            "untitled 1",
        }

    qtbot.waitUntil(both, timeout=SOON)
    assert all(read_copy(file).header.path is None for file in files(tmp_path))
    for each in sessions:
        each.close()


def test_a_comment_that_was_not_sent_is_in_a_copy(
    qtbot: QtBot, tmp_path: Path, session: Session
) -> None:
    session.drafts.keep(About("new"), "half a though")
    session.drafts.keep(About("new"), "half a thought")

    qtbot.waitUntil(lambda: bool(files(tmp_path)), timeout=SOON)

    assert read_copy(files(tmp_path)[0]).drafts == (("new", "", "half a thought"),)
    session.drafts.keep(About("new"), "")
    assert files(tmp_path) == []


def test_the_copy_of_a_dead_process_stays_until_this_one_has_its_own(
    qtbot: QtBot, tmp_path: Path, session: Session
) -> None:
    old = tmp_path / "r" / "copy-old.json"
    old.parent.mkdir(exist_ok=True)
    old.write_text("kept")
    keeper = session.findChild(Keeper)
    assert isinstance(keeper, Keeper)

    title(session, "restored")
    keeper.stand_for(old)
    assert old.exists()
    with qtbot.waitSignal(keeper.kept, timeout=SOON):
        pass

    assert not old.exists()
    assert read_copy(keeper.file).map.title == "restored"


def test_a_full_disk_is_said_once_and_tried_again(
    qtbot: QtBot, tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, said = Writer.write, list[object]()
    full = [True]

    def write(self: Writer, *args: object) -> None:
        if full[0]:
            tries.append(1)
            raise SaveFailed(M("the disk is full"))
        given(self, *args)  # type: ignore[arg-type] # as it was called

    tries = list[int]()
    monkeypatch.setattr(Writer, "write", write)
    keeper = session.findChild(Keeper)
    assert isinstance(keeper, Keeper)
    keeper.failed.connect(said.append)
    title(session, "one")
    qtbot.waitUntil(lambda: len(tries) >= 3, timeout=SOON)
    title(session, "two")  # editing goes on

    full[0] = False
    with qtbot.waitSignal(keeper.kept, timeout=SOON):
        pass

    assert [str(each) for each in said] == ["the disk is full"]
    assert read_copy(files(tmp_path)[0]).map.title == "two"


def test_a_folder_that_is_none_is_said(quick: None, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "r").write_text("not a folder")
    session = Session(small())
    keeper = Keeper(session, tmp_path / "r")

    with qtbot.waitSignal(keeper.failed, timeout=SOON):
        title(session, "one")

    session.close()


def test_a_map_is_marked_from_before_it_is_read_until_it_was_open_for_a_while(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "SETTLED", 30)
    session = Session()
    Keeper(session, tmp_path / "r")
    path = example(tmp_path)

    def marks() -> int:
        return len(list((tmp_path / "r").glob("open-*")))

    session.opening.emit(str(path))
    assert marks() == 1
    session.open(path)
    qtbot.waitUntil(lambda: marks() == 0, timeout=SOON)

    assert opened.crashes(tmp_path / "r") == {}
    session.close()
