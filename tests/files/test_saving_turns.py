"""Saving beside other writers: taking turns, comparing contents, sweeping what dead ones left."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from journeymap.files.problems import Changed
from journeymap.files.save import ABSENT, content_hash, save_file
from journeymap.files.temporaries import OLD, interrupted, kept_aside, sweep, temporary
from journeymap.files.turns import turn

BEFORE, AFTER = b"title: old\n" * 3000, b"title: new and longer\n" * 3000
pytestmark = pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have this")
RACER = """
import sys
from journeymap.files.problems import Changed
from journeymap.files.save import content_hash, save_file
path, me, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
done = 0
while done < n:
    with open(path, "rb") as file:
        seen = file.read()
    try:
        save_file(path, seen + f"{me} {done}\\n".encode(), content_hash(seen))
    except Changed:
        continue
    done += 1
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "map.yaml"
    path.write_bytes(BEFORE)
    return path


def left(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each.name != path.name)


# ---------------------------------------------------------------- a file that is not there


def test_a_file_expected_to_be_gone_is_made_again_but_replaces_none(path: Path) -> None:
    with pytest.raises(Changed):
        save_file(path, AFTER, ABSENT)
    assert path.read_bytes() == BEFORE
    path.unlink()
    save_file(path, AFTER, ABSENT)
    assert path.read_bytes() == AFTER


def test_writing_in_place_compares_the_content_as_well(path: Path) -> None:
    with pytest.raises(Changed):
        save_file(path, AFTER, content_hash(b"something else"), in_place=True)
    assert path.read_bytes() == BEFORE


# ---------------------------------------------------------------- what dead writers left


def age(path: Path | str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_old_files_of_dead_writers_go_at_the_next_save_and_no_others(path: Path) -> None:
    folder = path.parent
    names = [".jm-0123456789ab.tmp", ".jm-new.tmp", ".jm-a-b-c.old", "mine.tmp"]
    for name in names:
        (folder / name).write_bytes(b"left")
        age(folder / name, OLD + 60)
    (folder / ".jm-new.tmp").touch()
    save_file(path, AFTER)
    assert left(path) == [".jm-a-b-c.old", ".jm-new.tmp", "mine.tmp"]


def test_an_old_temporary_file_that_is_being_written_stays(tmp_path: Path) -> None:
    made, handle = temporary(str(tmp_path), 0o600)
    age(made, 7 * 86_400)
    assert sweep(str(tmp_path)) == []
    os.close(handle)
    assert sweep(str(tmp_path)) == [os.path.basename(made)]


def test_sweeping_a_folder_that_is_gone_or_closed_is_nothing(tmp_path: Path) -> None:
    assert sweep(str(tmp_path / "gone")) == []


def test_what_was_kept_aside_is_found_only_where_the_file_is_neither_old_nor_new(
    path: Path,
) -> None:
    def aside() -> str:
        made, handle = kept_aside(str(path.parent), str(path), AFTER)
        os.write(handle, BEFORE)
        os.close(handle)
        return made

    kept = aside()
    path.write_bytes(AFTER[:9000] + BEFORE[9000:])
    assert interrupted(path) == kept
    assert Path(kept).read_bytes() == BEFORE
    path.write_bytes(AFTER)
    assert interrupted(path) == ""
    assert left(path) == []
    aside()
    path.write_bytes(BEFORE)
    assert interrupted(path) == ""
    assert left(path) == []


# ---------------------------------------------------------------- two at once


def test_of_two_processes_that_save_at_once_none_loses_what_the_other_wrote(path: Path) -> None:
    path.write_bytes(b"")
    n = 25
    racers = [subprocess.Popen([sys.executable, "-c", RACER, str(path), me, str(n)]) for me in "ab"]
    for racer in racers:
        assert racer.wait(60) == 0
    lines = path.read_text().splitlines()
    assert sorted(lines) == sorted(f"{me} {i}" for me in "ab" for i in range(n))


def test_a_turn_is_had_by_one_and_waited_for_no_longer_than_patience(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    with turn(path) as first, turn(path, 0.05) as second:
        assert (first, second) == (True, False)
    with turn(path) as again:
        assert again


def test_where_no_turns_can_be_kept_files_are_saved_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/dev/null/nowhere")
    save_file(path, AFTER, content_hash(BEFORE))
    assert path.read_bytes() == AFTER
