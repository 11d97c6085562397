"""Rows 40 to 55: whatever fails while a map is saved, its file is the old one or the new one."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from journeymap.files import save, splice
from journeymap.files.problems import Changed, FilesError, SaveFailed
from journeymap.files.reader import read_file
from journeymap.files.save import ABSENT, content_hash, save_file
from journeymap.files.store import save_document
from journeymap.files.temporaries import BEGINS, KEPT, OLD, TEMPORARY, sweep
from journeymap.model import edits
from journeymap.model.document import Document
from journeymap.model.text import M
from tests.faults.figures import count, say
from tests.faults.limits import ROOT, limited, needs_limits
from tests.faults.shims import CLEANING, ERRORS, Disk, Recorder, failing

WAS, NEW = b"title: old\n" * 50, b"title: new\n" * 80
posix = pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have this")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is there, alone in its folder."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "map.yaml").write_bytes(WAS)
    return folder / "map.yaml"


def beside(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir() if p.name != path.name)


# ---------------------------------------------------------------- the system says no

# Saves, and says on standard output what came of it.
SAVE = """
import sys
from pathlib import Path
from journeymap.files.problems import FilesError
from journeymap.files.save import save_file
size = int(sys.argv[2])
try:
    save_file(sys.argv[1], b"n" * size)
    said = "saved"
except FilesError as error:
    said = "failed: " + str(error)
print(said)
"""


def strace() -> str:
    """Return the program that puts errors into system calls; skips the test where it cannot."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not installed; the shim does the same in this process")
    probe = ["-f", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO", "true"]
    if subprocess.run([found, "-o", os.devnull, *probe], capture_output=True).returncode:
        pytest.skip("this machine does not let strace change system calls")
    return found


INJECTED = [
    ("write", "ENOSPC", "disk is full"),
    ("write", "EDQUOT", "disk is full"),
    ("write", "EIO", "as it was"),
    ("fsync", "EIO", "as it was"),
    ("fsync", "ENOSPC", "disk is full"),
    ("fsync", "EDQUOT", "disk is full"),
    ("rename", "ENOSPC", "disk is full"),
    ("rename", "EACCES", "may not be written; save elsewhere"),
    ("rename", "EXDEV", "save under another name"),
    ("rename", "EBUSY", "save under another name"),
    ("rename", "EROFS", "only be read"),
    ("rename", "EIO", "as it was"),
]


@pytest.mark.row(41, 42, 43, 44)
@pytest.mark.parametrize(("call", "error", "told"), INJECTED[:: count(3, 1)])
def test_an_error_of_the_system_keeps_the_old_file_and_is_told(
    path: Path, tmp_path: Path, call: str, error: str, told: str
) -> None:
    program, log = strace(), tmp_path / "log"
    traced = "rename,renameat,renameat2" if call == "rename" else call
    run = subprocess.run(
        [program, "-f", "-o", log, "-e", f"trace={traced}", "-e",
         f"inject={traced}:error={error}:when=1", sys.executable, "-c", SAVE, path, "900"],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert "INJECTED" in log.read_text()
    assert run.stdout.startswith(f"failed: {path}: "), (run.stdout, run.stderr)
    assert told in run.stdout
    assert (path.read_bytes(), beside(path)) == (WAS, [])
    say(f"{call} answers {error}", "old file, told, nothing left", "as promised", True)


@pytest.mark.row(40)
def test_a_call_that_a_signal_interrupts_is_made_again(path: Path, tmp_path: Path) -> None:
    program, log = strace(), tmp_path / "log"
    run = subprocess.run(
        [program, "-f", "-o", log, "-e", "trace=write,fsync", "-e",
         "inject=write,fsync:error=EINTR:when=1", sys.executable, "-c", SAVE, path, "900"],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert "INJECTED" in log.read_text()
    assert run.stdout == "saved\n", run.stderr
    assert (path.read_bytes(), beside(path)) == (b"n" * 900, [])


@pytest.mark.row(40)
@pytest.mark.parametrize("kind", ["replaced", "in place"])
def test_writes_that_come_back_short_are_continued(
    path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, bytes(data)[:5]))
    save_file(path, NEW, in_place=kind == "in place")
    assert (path.read_bytes(), beside(path)) == (NEW, [])


SMALL_DISK = """
set -e
mount -t tmpfs -o size=64k none "$1"
printf 'title: old\\n' > "$1/map.yaml"
"$2" -c "$3" "$1/map.yaml" 200000
echo "holds: $(cat "$1/map.yaml")"
echo "names: $(ls -A "$1")"
"$2" -c "$3" "$1/map.yaml" 9000
"""


@pytest.mark.row(41)
def test_a_disk_that_is_full_keeps_the_old_file(tmp_path: Path) -> None:
    tool = shutil.which("unshare")
    probe = [str(tool), "-rm", "sh", "-c", 'mount -t tmpfs -o size=64k none "$1"', "sh", tmp_path]
    if tool is None or subprocess.run(probe, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a small disk; strace and the shim fill it")
    folder = tmp_path / "disk"
    folder.mkdir()
    run = subprocess.run(
        [tool, "-rm", "sh", "-c", SMALL_DISK, "sh", folder, sys.executable, SAVE],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    lines = run.stdout.splitlines()
    assert lines[0].startswith("failed: "), (run.stdout, run.stderr)
    assert "disk is full" in lines[0]
    assert lines[1:] == ["holds: title: old", "names: map.yaml", "saved"]
    say("a disk of 64 KB that is full", "old file, told, nothing left", "as promised", True)


@needs_limits
@pytest.mark.row(43)
def test_a_file_over_the_limit_of_the_system_keeps_the_old_file(path: Path) -> None:
    code = "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n" + SAVE
    run = limited(code, path, 90_000, memory=1 << 31, seconds=20)
    assert run.stdout.startswith("failed: "), (run.stdout, run.stderr)
    assert "disk is full" in run.stdout
    assert (path.read_bytes(), beside(path)) == (WAS, [])


@pytest.mark.row(44)
@pytest.mark.parametrize("number", [errno.EACCES, errno.EXDEV, errno.EBUSY, errno.EROFS])
def test_where_renaming_fails_writing_in_place_is_offered_and_works(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(SaveFailed) as failed:
        save_file(path, NEW)
    assert failed.value.in_place
    assert (path.read_bytes(), beside(path)) == (WAS, [])
    save_file(path, NEW, in_place=True)
    assert (path.read_bytes(), beside(path)) == (NEW, [])


# ---------------------------------------------------------------- any call may fail

MAP = """\
title: T
metrics: [{id: m, name: M, kind: score, better: higher}]
readings_from: shop.readings.csv
"""
READINGS = "metric,at,period,value\nm,,2026-01,1\n"


def ways(folder: Path) -> dict[str, Callable[[], object]]:
    """Return the ways a file is saved; each finds it as it was before."""
    path = folder / "map.yaml"
    return {
        "replaced": lambda: save_file(path, NEW),
        "seen before": lambda: save_file(path, NEW, content_hash(WAS)),
        "new": lambda: save_file(path, NEW, ABSENT),
        "hard link": lambda: save_file(path, NEW),
        "in place": lambda: save_file(path, NEW, in_place=True),
    }


@pytest.mark.row(45)
@pytest.mark.parametrize("number", ERRORS, ids=lambda number: errno.errorcode[number])
@pytest.mark.parametrize("kind", ["replaced", "seen before", "new", "hard link", "in place"])
def test_whichever_call_fails_the_file_is_old_or_new(
    tmp_path: Path, number: int, kind: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path, nth = folder / "map.yaml", 0
    while True:
        nth += 1
        for left in folder.iterdir():
            left.unlink()
        if kind != "new":
            path.write_bytes(WAS)
        if kind == "hard link":
            os.link(path, folder / "other")
        told = ""
        with failing(nth, number) as calls:
            try:
                ways(folder)[kind]()
            except FilesError as failed:
                told = str(failed)
        now = path.read_bytes() if path.exists() else None
        if told:
            assert told.startswith(f"{path}: "), (nth, calls.failed)
            assert now in (NEW, None if kind == "new" else WAS), (nth, calls.failed)
        else:
            assert now == NEW, (nth, calls.failed)
        if calls.failed not in CLEANING:
            assert [name for name in beside(path) if name != "other"] == [], (nth, calls.failed)
        if len(calls) < nth:
            assert now == NEW
            break
    assert nth > 9
    say(
        f"fail the n-th call: {kind}, {errno.errorcode[number]}",
        "old or new, never torn, told",
        f"{nth - 1} of {nth - 1} calls",
        True,
    )


@pytest.mark.row(45)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["ENOSPC", "EIO"])
def test_whichever_call_fails_first_and_all_after_it_the_file_is_old_or_new(
    tmp_path: Path, number: int
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "map.yaml"
    for kind in ("replaced", "in place"):
        nth = 0
        while True:
            nth += 1
            for left in folder.iterdir():
                left.unlink()
            path.write_bytes(WAS)
            with failing(nth, number, once=False) as calls, suppress(FilesError):
                ways(folder)[kind]()
            kept = [each.read_bytes() for each in folder.glob(f"{BEGINS}*{KEPT}")]
            assert path.read_bytes() in (WAS, NEW) or WAS in kept, (kind, nth)
            if len(calls) < nth:
                break


@pytest.mark.row(45, 55)
@pytest.mark.parametrize("number", ERRORS, ids=lambda number: errno.errorcode[number])
def test_whichever_call_fails_a_map_and_its_readings_open_again(
    tmp_path: Path, number: int
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path, nth = folder / "map.yaml", 0
    while True:
        nth += count(3, 1)
        path.write_text(MAP, encoding="utf-8")
        (folder / "shop.readings.csv").write_text(READINGS, encoding="utf-8")
        saved = read_file(path)
        document = Document(saved.map, saved)
        document.apply(M("Edit"), lambda m: edits.change(m, "", title="U"))
        again = document.map.readings[0].model_copy(update={"value": 2.0})
        document.commit(M("Edit"), document.map.model_copy(update={"readings": (again,)}))
        with failing(nth, number) as calls:
            try:
                save_document(document, path)
                told = ""
            except FilesError as failed:
                told = str(failed)
        there = read_file(path).map
        now = (there.title, there.readings[0].value)
        assert now in ([("U", 2.0)] if not told else [("T", 1.0), ("U", 2.0)]), calls.failed
        if calls.failed not in CLEANING:
            assert beside(path) == ["shop.readings.csv"], (nth, calls.failed)
        if len(calls) < nth:
            break
    assert nth > 9


# ---------------------------------------------------------------- kill -9, power loss


@posix
@pytest.mark.row(46)
@pytest.mark.parametrize("kind", ["replaced", "in place"])
def test_a_writer_that_is_killed_leaves_no_torn_file(tmp_path: Path, kind: str) -> None:
    times = count(20, 400)
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", kind, str(times), tmp_path],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["kills"] == times
    assert found["torn"] == 0
    assert found["progress"] > times / 10  # they did write
    say(
        f"torn files, writer killed: {kind}",
        "0 of 400",
        f"{found['torn']} of {times} (whole copy beside: {found['beside']})",
        found["torn"] == 0,
    )


@posix
@pytest.mark.row(47)
def test_a_recovery_copy_whose_writer_is_killed_is_the_one_before_or_the_new_one(
    tmp_path: Path,
) -> None:
    times = count(15, 200)
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", "recovery", str(times), tmp_path],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert (found["kills"], found["torn"]) == (times, 0)
    assert found["progress"] > 0
    say("recovery copies lost, writer killed", "0 of 200", f"{found['torn']} of {times}", True)


@posix
@pytest.mark.row(46)
def test_a_map_and_its_readings_fit_each_other_when_their_writer_is_killed(
    tmp_path: Path,
) -> None:
    times = count(10, 200)
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", "together", str(times), tmp_path],
        cwd=ROOT, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert (found["kills"], found["torn"]) == (times, 0)
    assert found["progress"] > 0
    say(
        "maps and readings torn apart, writer killed",
        "0 of 200",
        f"{found['torn']} of {times} (readings of the save that was cut off: {found['beside']})",
        found["torn"] == 0,
    )


@pytest.mark.row(46)
def test_what_killed_writers_left_is_swept_and_what_others_write_is_not(path: Path) -> None:
    stale, fresh = (path.with_name(f"{BEGINS}{n}{TEMPORARY}") for n in ("stale", "fresh"))
    mine, kept = path.with_name("my.tmp"), path.with_name(f"{BEGINS}a-b-c{KEPT}")
    for each in (stale, fresh, mine, kept):
        each.write_bytes(b"x")
    old = time.time() - OLD - 60
    for each in (stale, mine, kept):
        os.utime(each, (old, old))
    assert sweep(str(path.parent)) == [stale.name]
    assert beside(path) == sorted([fresh.name, mine.name, kept.name])


@posix
@pytest.mark.row(48)
@pytest.mark.parametrize("kind", ["replaced", "new", "in place"])
def test_whenever_the_power_goes_the_file_is_old_or_new(path: Path, kind: str) -> None:
    if kind == "new":
        path.unlink()
    disk = Recorder(path.parent)
    with disk.recording():
        save_file(path, NEW, in_place=kind == "in place")
    states = 0
    for length, found in disk.after_power_loss():
        states += 1
        assert _usable(found, kind), (disk.ops[:length][-3:], sorted(found))
    assert states > 10
    ends = [found for length, found in disk.after_power_loss() if length == len(disk.ops)]
    assert all(found["map.yaml"] == NEW for found in ends)  # "saved" was said: it is there
    say(f"power loss: {kind}", "old or new", f"{states} of {states} states", True)


def _usable(found: Disk, kind: str) -> bool:
    now = found.get("map.yaml")
    if now == NEW or now == (None if kind == "new" else WAS):
        return True
    kept = [data for name, data in found.items() if name.startswith(BEGINS) and KEPT in name]
    return kind == "in place" and WAS in kept


@pytest.mark.row(48)
def test_the_disk_without_power_finds_a_writer_that_does_not_flush(path: Path) -> None:
    def careless() -> None:
        other = path.with_name("x.tmp")
        handle = os.open(str(other), os.O_WRONLY | os.O_CREAT, 0o600)
        os.write(handle, NEW)
        os.close(handle)
        os.replace(str(other), str(path))

    disk = Recorder(path.parent)
    with disk.recording():
        careless()
    assert not all(_usable(found, "replaced") for _, found in disk.after_power_loss())


# ---------------------------------------------------------------- where and under what name


@posix
@pytest.mark.row(49)
def test_what_may_not_be_written_is_told_with_what_to_do(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.chmod(0o400)
    if os.access(path, os.W_OK):  # the superuser may write everything
        monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(SaveFailed, match="save under another name"):
        save_file(path, NEW)
    assert (path.read_bytes(), beside(path)) == (WAS, [])


@posix
@pytest.mark.row(49)
@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_that_may_not_be_written_takes_the_file_in_place(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    real = os.open
    (tmp_path / "spare").mkdir()
    monkeypatch.setattr(save.tempfile, "gettempdir", lambda: str(tmp_path / "spare"))

    def closed(name: object, flags: int, *rest: int) -> int:
        if flags & os.O_CREAT and str(name).startswith(str(path.parent)):
            raise OSError(number, os.strerror(number))
        return real(name, flags, *rest)  # type: ignore[arg-type]  # what os.open takes

    monkeypatch.setattr(os, "open", closed)
    save_file(path, NEW)
    assert (path.read_bytes(), beside(path)) == (NEW, [])


@posix
@pytest.mark.row(50)
def test_links_are_kept_followed_made_and_refused_in_a_ring(path: Path) -> None:
    folder = path.parent
    (folder / "one").symlink_to(path)
    (folder / "two").symlink_to(folder / "one")
    (folder / "nothing").symlink_to(folder / "made.yaml")
    (folder / "a").symlink_to(folder / "b")
    (folder / "b").symlink_to(folder / "a")
    save_file(folder / "two", NEW)
    save_file(folder / "nothing", NEW)
    with pytest.raises(SaveFailed, match="leads back to itself"):
        save_file(folder / "a", NEW)
    assert path.read_bytes() == (folder / "made.yaml").read_bytes() == NEW
    assert all((folder / name).is_symlink() for name in ("one", "two", "nothing", "a", "b"))


@posix
@pytest.mark.row(51)
def test_hard_links_modes_groups_owners_and_attributes_are_kept(path: Path) -> None:
    other = path.with_name("other")
    os.link(path, other)
    save_file(path, NEW)
    assert other.read_bytes() == NEW
    assert path.stat().st_ino == other.stat().st_ino
    other.unlink()
    path.parent.chmod(0o2775)
    path.chmod(0o640)
    if os.getuid() == 0:
        os.chown(path, 12345, 23456)
    attributes = True
    try:
        os.setxattr(path, "user.note", b"mine")
    except OSError:
        attributes = False
    before = path.stat()
    save_file(path, WAS)
    after = path.stat()
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    assert stat.S_IMODE(after.st_mode) == 0o640
    assert not attributes or os.getxattr(path, "user.note") == b"mine"


@posix
@pytest.mark.row(52)
def test_what_is_no_file_is_refused_and_not_waited_for(path: Path) -> None:
    os.mkfifo(path.with_name("pipe"))
    signal.alarm(20)
    try:
        for each in (path.parent, path.with_name("pipe"), Path("/dev/full"), Path("/dev/null")):
            with pytest.raises(SaveFailed, match="choose the name of a file"):
                save_file(each, NEW)
    finally:
        signal.alarm(0)


@pytest.mark.row(53)
@pytest.mark.parametrize("way", ["deleted", "renamed"])
def test_a_folder_that_is_gone_is_told_and_nothing_is_made(path: Path, way: str) -> None:
    folder = path.parent
    if way == "deleted":
        path.unlink()
        folder.rmdir()
    else:
        folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(SaveFailed, match="save elsewhere"):
        save_file(path, NEW)
    with pytest.raises(Changed, match="deleted or renamed"):
        save_file(path, NEW, content_hash(WAS))
    assert not folder.exists()


@pytest.mark.row(54)
@pytest.mark.parametrize(
    "name",
    ["x" * 250 + ".yaml", "م" * 120 + ".yaml", "😀.yaml", "a b .yaml", "end.", "a:b.yaml",
     "-r.yaml"],
    ids=["255 bytes", "120 Persian letters", "emoji", "blanks", "dot", "colon", "dash"],
)  # fmt: skip
def test_names_that_a_disk_takes_are_saved(path: Path, name: str) -> None:
    save_file(path.with_name(name), WAS)
    save_file(path.with_name(name), NEW)
    assert path.with_name(name).read_bytes() == NEW
    assert beside(path) == [name]


@pytest.mark.row(54)
@pytest.mark.parametrize("name", ["x" * 300, "م" * 200, "a\0b", "no/folder.yaml", "\ud800"])
def test_names_that_no_disk_takes_are_refused(path: Path, name: str) -> None:
    with pytest.raises(SaveFailed, match=r"choose|save elsewhere|as it was"):
        save_file(os.path.join(path.parent, name), NEW)
    assert beside(path) == []


# ---------------------------------------------------------------- the text itself


def changed(path: Path) -> Document:
    path.write_text("title: old # kept\n", encoding="utf-8")
    saved = read_file(path)
    document = Document(saved.map, saved)
    document.apply(M("Edit"), lambda m: edits.change(m, "", title="new"))
    return document


@pytest.mark.row(55)
@pytest.mark.parametrize("error", [ValueError, RecursionError, MemoryError])
def test_a_text_that_cannot_be_made_leaves_the_file_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    document = changed(path)

    def stop(*_: object) -> bytes:
        raise error("half-way")

    monkeypatch.setattr(splice, "replaced", stop)
    with pytest.raises((error, SaveFailed)):
        save_document(document, path)
    assert path.read_text(encoding="utf-8") == "title: old # kept\n"
    assert beside(path) == []
    assert document.dirty


@pytest.mark.row(55)
def test_a_text_that_is_read_back_otherwise_is_not_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = changed(path)
    for name in ("replaced", "_made_anew"):
        monkeypatch.setattr(splice, name, lambda *_: b"title: another\n")
    with pytest.raises(SaveFailed, match="nothing was written"):
        save_document(document, path)
    assert path.read_text(encoding="utf-8") == "title: old # kept\n"
    assert beside(path) == []
