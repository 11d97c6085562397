"""Who has a map open: told, taken over, and never a block for good, whatever the lock holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymap.files.locks import SILENT, MapLock
from journeymap.files.processes import Process, this_process
from journeymap.files.turns import lock_folder, name_of

KEEPER = """
import sys
from pathlib import Path
from journeymap.files.locks import MapLock
lock = MapLock(Path(sys.argv[1]))
print(lock.claim() is None, flush=True)
sys.stdin.readline()
print(lock.mine(), flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "map.yaml"
    path.write_text("title: x\n")
    return path


@pytest.fixture
def keeper(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the map open; a line makes it look again and end."""
    with subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as made:
        assert made.stdout is not None
        assert made.stdout.readline() == "True\n"
        yield made
        if made.poll() is None:
            made.kill()


def file_of(path: Path) -> Path:
    return lock_folder() / f"{name_of(path)}.lock"


def write(path: Path, process: object, host: object = "there", since: object = 1e9) -> None:
    file_of(path).parent.mkdir(parents=True, exist_ok=True)
    file_of(path).write_text(json.dumps({"process": process, "host": host, "since": since}))


def test_a_map_that_another_process_has_is_not_claimed_but_may_be_taken_over(
    path: Path, keeper: subprocess.Popen[str]
) -> None:
    lock = MapLock(path)

    other = lock.claim()
    assert other is not None
    assert other.process.pid == keeper.pid
    assert abs(other.since - time.time()) < 60
    assert not lock.mine()

    lock.take()
    assert lock.mine()
    said, _ = keeper.communicate("\n")
    assert said == "False\n"  # it is told at its next look
    assert lock.mine()
    lock.release()


def test_what_a_killed_process_had_is_free(path: Path, keeper: subprocess.Popen[str]) -> None:
    keeper.kill()
    keeper.wait()
    lock = MapLock(path)
    assert lock.claim() is None
    assert lock.mine()
    lock.release()
    assert not file_of(path).exists()


def test_releasing_leaves_the_lock_of_whoever_took_over(path: Path) -> None:
    mine, theirs = MapLock(path), MapLock(path, this_process()._replace(pid=1, began=""))
    assert mine.claim() is None
    theirs.take()
    mine.release()
    assert file_of(path).exists()
    theirs.release()
    assert not file_of(path).exists()


def test_a_file_is_the_same_by_whichever_way_the_path_leads_there(path: Path) -> None:
    link = path.with_name("link.yaml")
    link.symlink_to(path)
    here = MapLock(path)
    here.take()
    other = MapLock(link, Process("elsewhere", 5, "then"))
    assert other.claim() is not None
    here.release()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\xff garbage",
        b"[]",
        b"null",
        b"{",
        b'{"process": 5, "host": "a", "since": 1}',
        b'{"process": ["m", 0, ""], "host": "a", "since": 1}',
        b'{"process": ["m", 7, "x"], "host": 3, "since": 1}',
        b'{"process": ["m", 7, "x"], "host": "a", "since": NaN}',
        b"[" * 20_000,
    ],
)
def test_a_lock_that_cannot_be_read_counts_for_nothing(path: Path, content: bytes) -> None:
    file_of(path).parent.mkdir(parents=True, exist_ok=True)
    file_of(path).write_bytes(content)
    lock = MapLock(path)
    assert lock.holder() is None
    assert lock.claim() is None
    assert lock.mine()
    lock.release()


def test_a_number_that_was_given_again_is_another_process(path: Path) -> None:
    me = this_process()
    if not me.began:
        pytest.skip("this system does not say when a process began")
    write(path, [me.machine, os.getppid(), "another moment"])
    assert MapLock(path).other() is None
    write(path, [me.machine, me.pid, "another moment"])
    assert MapLock(path).other() is None


def test_a_process_of_another_machine_has_the_map_as_long_as_it_gives_signs(path: Path) -> None:
    write(path, ["another", 7, "x"], host="desk")
    lock = MapLock(path)
    other = lock.claim()
    assert other is not None
    assert other.host == "desk"
    for then in (time.time() - SILENT - 5, time.time() + 10 * SILENT):
        os.utime(file_of(path), (then, then))
        assert lock.other() is None
    assert lock.claim() is None
    lock.release()


def test_a_sign_of_life_is_only_given_to_ones_own_lock(path: Path) -> None:
    write(path, ["another", 7, "x"])
    os.utime(file_of(path), (1, 1))
    MapLock(path).beat()
    assert file_of(path).stat().st_mtime == 1
    mine = MapLock(path)
    mine.take()
    os.utime(file_of(path), (1, 1))
    mine.beat()
    assert file_of(path).stat().st_mtime > 1
    mine.release()


def test_where_no_lock_can_be_written_nobody_is_kept_from_anything(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/dev/null/nowhere")
    lock = MapLock(path)
    assert lock.claim() is None
    lock.take()
    lock.beat()
    assert lock.mine()
    lock.release()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_in_place_of_a_lock_is_not_waited_for(path: Path) -> None:
    lock = MapLock(path)
    lock.claim()
    lock._file.unlink()
    os.mkfifo(lock._file)

    assert lock.holder() is None
    lock._file.unlink()
