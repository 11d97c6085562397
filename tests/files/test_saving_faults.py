"""Saving where the system really fails: full disks, limits, injected errors, kills, two at once."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymap.files import temporaries
from journeymap.files.problems import Changed, SaveFailed
from journeymap.files.save import ABSENT, content_hash, save_file
from journeymap.files.temporaries import OLD, interrupted, kept_aside, sweep, temporary
from journeymap.files.turns import turn

BEFORE, AFTER = b"title: old\n" * 3000, b"title: new and longer\n" * 3000
posix = pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have this")
pytestmark = posix
# Says what became of the save in one line, so that a test can read it.
SAVER = """
import sys
from journeymap.files.problems import Changed, SaveFailed
from journeymap.files.save import save_file
data = open(sys.argv[2], "rb").read()
print("ready", flush=True)
try:
    save_file(sys.argv[1], data)
except SaveFailed as failed:
    print("failed", failed.in_place, failed)
else:
    print("saved")
"""
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))" + SAVER
LOOPER = """
import sys
from journeymap.files.save import save_file
one, other = (open(name, "rb").read() for name in sys.argv[2:4])
print("ready", flush=True)
while True:
    save_file(sys.argv[1], one, in_place=sys.argv[4] == "in place")
    save_file(sys.argv[1], other, in_place=sys.argv[4] == "in place")
"""
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


@pytest.fixture
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "new.yaml"
    path.write_bytes(AFTER)
    return path


def run(code: str, *args: object, before: tuple[str, ...] = ()) -> str:
    command = [*before, sys.executable, "-c", code, *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout


def left(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each.name != path.name)


# ---------------------------------------------------------------- errors of the system


def test_a_file_size_limit_keeps_the_old_file_and_leaves_nothing(path: Path, new: Path) -> None:
    said = run(LIMITED, path, new)
    assert "failed" in said
    assert "Make room or save elsewhere" in said
    assert (path.read_bytes(), left(path)) == (BEFORE, [])


INJECTED = [
    ("fsync", "EIO", "disk reports an error", False),
    ("fsync", "ENOSPC", "disk is full", False),
    ("rename", "ENOSPC", "disk is full", False),
    ("rename", "EACCES", "save under another name", True),
    ("rename", "EXDEV", "does not let the file be replaced", True),
    ("rename", "EBUSY", "does not let the file be replaced", True),
    ("rename", "EROFS", "this disk can only be read", True),
]


def traced(call: str, number: str) -> tuple[str, ...]:
    """Return the command under which a call to the system fails; skips where nothing may trace."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed here")
    if not run("print(1)", before=("strace", "-o", "/dev/null")):
        pytest.skip("strace may not trace here")
    fault = f"inject={call}:error={number}"
    return ("strace", "-o", "/dev/null", "-e", f"trace={call}", "-e", fault)


@pytest.mark.parametrize(("call", "number", "says", "in_place"), INJECTED)
def test_an_injected_error_keeps_the_old_file_and_is_said(
    path: Path, new: Path, call: str, number: str, says: str, in_place: bool
) -> None:
    said = run(SAVER, path, new, before=traced(call, number))
    assert says in said
    assert f"failed {in_place} " in said
    assert (path.read_bytes(), left(path)) == (BEFORE, [])


@pytest.mark.parametrize("number", ["ENOSPC", "EDQUOT", "EFBIG", "EIO"])
def test_when_no_byte_can_be_written_the_old_file_stays(path: Path, new: Path, number: str) -> None:
    # its own words cannot be written either: it says by its status how it ended
    code = SAVER.replace('print("ready", flush=True)', "")
    code = code.replace('print("failed", failed.in_place, failed)', "import os; os._exit(3)")
    command = [*traced("write", number), sys.executable, "-c", code, str(path), str(new)]
    assert subprocess.run(command, timeout=60, check=False).returncode == 3
    assert (path.read_bytes(), left(path)) == (BEFORE, [])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "none", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_keeps_the_old_file_and_room_made_lets_it_be_saved(small_disk: Path) -> None:
    path, filler = small_disk / "map.yaml", small_disk / "filler"
    path.write_bytes(BEFORE)
    with pytest.raises(OSError, match="No space"):
        filler.write_bytes(b"x" * 200_000)
    with pytest.raises(SaveFailed, match="disk is full") as failed:
        save_file(path, AFTER)
    assert not failed.value.in_place
    assert (path.read_bytes(), left(path)) == (BEFORE, ["filler"])
    filler.unlink()
    save_file(path, AFTER)
    assert path.read_bytes() == AFTER


def test_a_disk_that_can_only_be_read_is_said_and_elsewhere_it_can_be_saved(
    small_disk: Path, tmp_path: Path
) -> None:
    path = small_disk / "map.yaml"
    path.write_bytes(BEFORE)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(SaveFailed, match=r"may not be written|only be read"):
        save_file(path, AFTER)
    assert path.read_bytes() == BEFORE
    save_file(tmp_path / "elsewhere.yaml", AFTER)


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EBUSY, errno.EACCES, errno.EPERM])
def test_where_renaming_is_refused_writing_in_place_is_offered_and_does(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(SaveFailed) as failed:
        save_file(path, AFTER)
    assert failed.value.in_place
    assert (path.read_bytes(), left(path)) == (BEFORE, [])
    inode = path.stat().st_ino

    save_file(path, AFTER, in_place=True)

    assert (path.read_bytes(), path.stat().st_ino, left(path)) == (AFTER, inode, [])


def test_writing_in_place_compares_the_content_as_well(path: Path) -> None:
    with pytest.raises(Changed):
        save_file(path, AFTER, content_hash(b"something else"), in_place=True)
    assert path.read_bytes() == BEFORE


def test_a_folder_that_went_is_said(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    with pytest.raises(SaveFailed, match="save elsewhere"):
        save_file(path, AFTER, ABSENT)


# ---------------------------------------------------------------- a file that is not there


def test_a_file_expected_to_be_gone_is_made_again_but_replaces_none(path: Path) -> None:
    with pytest.raises(Changed):
        save_file(path, AFTER, ABSENT)
    assert path.read_bytes() == BEFORE
    path.unlink()
    save_file(path, AFTER, ABSENT)
    assert path.read_bytes() == AFTER


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


# ---------------------------------------------------------------- kills


@pytest.mark.parametrize("how", ["renamed", "in place"])
def test_killed_at_any_moment_the_file_is_old_or_new(path: Path, new: Path, how: str) -> None:
    other = new.with_name("other.yaml")
    other.write_bytes(BEFORE)
    dice = random.Random(7)
    for _ in range(int(os.environ.get("JOURNEYMAP_KILLS", "8"))):
        command = [sys.executable, "-c", LOOPER, str(path), str(new), str(other), how]
        looper = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert looper.stdout is not None
        looper.stdout.readline()
        time.sleep(dice.random() / 20)
        looper.send_signal(signal.SIGKILL)
        looper.wait()
        looper.stdout.close()
        now = path.read_bytes()
        if how == "renamed":
            assert now in (BEFORE, AFTER)
        elif now not in (BEFORE, AFTER):  # what stood there is beside it, whole
            assert Path(interrupted(path)).read_bytes() in (BEFORE, AFTER)
            path.write_bytes(BEFORE)
    for name in left(path):
        age(path.parent / name, OLD + 60)
    save_file(path, AFTER)
    interrupted(path)
    assert [name for name in left(path) if name.endswith(temporaries.TEMPORARY)] == []


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
