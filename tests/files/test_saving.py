"""Replacing a file: the old one or the new one, whatever fails, and nothing left beside it."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from journeymap.files import save
from journeymap.files.problems import Changed, FilesError, SaveFailed
from journeymap.files.reader import read_file
from journeymap.files.save import content_hash, save_file
from journeymap.files.store import save_document
from journeymap.model.document import Document
from journeymap.model.text import M
from tests.faults.shims import failing

OLD, NEW = b"title: old\n" * 50, b"title: new\n" * 80
posix = pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have this")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "map.yaml"
    path.write_bytes(OLD)
    return path


def beside(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir() if p.name != path.name)


def test_a_file_is_replaced_and_its_hash_returned(path: Path) -> None:
    assert save_file(path, NEW) == content_hash(NEW)
    assert path.read_bytes() == NEW
    assert beside(path) == []


def test_a_new_file_is_made_with_the_mode_that_others_get(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    save_file(tmp_path / "new.yaml", NEW)
    assert (tmp_path / "new.yaml").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_an_empty_text_is_saved_too(path: Path) -> None:
    save_file(path, b"")
    assert path.read_bytes() == b""


def test_a_file_that_somebody_else_changed_is_left_alone(path: Path) -> None:
    seen = content_hash(OLD)
    before = path.stat()
    path.write_bytes(b"title: two\n" * 50)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # same size, same time
    with pytest.raises(Changed):
        save_file(path, NEW, expected_hash=seen)
    assert path.read_bytes() == b"title: two\n" * 50
    path.unlink()
    with pytest.raises(Changed):
        save_file(path, NEW, expected_hash=seen)


def test_a_file_that_is_as_it_was_seen_is_replaced(path: Path) -> None:
    save_file(path, NEW, expected_hash=content_hash(OLD))
    assert path.read_bytes() == NEW


def test_a_file_that_changes_while_the_new_one_is_written_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = os.fsync

    def late(file: int) -> None:
        flush(file)
        path.write_bytes(b"title: theirs\n")

    monkeypatch.setattr(save.os, "fsync", late)
    with pytest.raises(Changed):
        save_file(path, NEW, expected_hash=content_hash(OLD))
    assert path.read_bytes() == b"title: theirs\n"
    assert beside(path) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_failure_names_the_file(path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(save.os, "write", full)
    with pytest.raises(SaveFailed) as failed:
        save_file(path, NEW)
    assert str(failed.value).startswith(f"{path}: ")
    with pytest.raises(Changed) as changed:
        save_file(path, NEW, expected_hash=content_hash(NEW))
    assert str(changed.value).startswith(f"{path}: ")


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_is_kept(path: Path, mode: int) -> None:
    path.chmod(mode)
    save_file(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_attributes_are_kept(path: Path) -> None:
    try:
        os.setxattr(path, "user.note", b"mine")
    except OSError:
        pytest.skip("this disk keeps no attributes")
    save_file(path, NEW)
    assert os.getxattr(path, "user.note") == b"mine"


@posix
def test_links_are_followed_also_in_a_chain(path: Path) -> None:
    (path.parent / "one").symlink_to(path)
    (path.parent / "two").symlink_to(path.parent / "one")
    save_file(path.parent / "two", NEW)
    assert path.read_bytes() == NEW
    assert beside(path) == ["one", "two"]
    assert (path.parent / "two").is_symlink()


@posix
def test_a_link_to_nothing_makes_the_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "made.yaml")
    save_file(tmp_path / "link", NEW)
    assert (tmp_path / "made.yaml").read_bytes() == NEW


@posix
def test_a_link_in_a_ring_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(SaveFailed, match="leads back to itself"):
        save_file(tmp_path / "a", NEW)


@posix
def test_hard_links_stay_one_file(path: Path) -> None:
    os.link(path, path.parent / "other")
    save_file(path, NEW[:20])
    assert (path.parent / "other").read_bytes() == NEW[:20]
    assert beside(path) == ["other"]


@posix
def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/full")):
        with pytest.raises(SaveFailed, match="choose the name of a file"):
            save_file(path, NEW)


@pytest.mark.parametrize(
    "name", ["x" * 250 + ".yaml", "م" * 120 + ".yaml", "😀.yaml", "a b.yaml", "a: b."]
)
def test_long_and_strange_names_are_saved(tmp_path: Path, name: str) -> None:
    save_file(tmp_path / name, OLD)
    save_file(tmp_path / name, NEW)
    assert (tmp_path / name).read_bytes() == NEW


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "gone/map.yaml"])
def test_a_name_that_cannot_be_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(SaveFailed, match=r"choose|save elsewhere"):
        save_file(tmp_path / name, NEW)


def test_a_file_that_may_not_be_written_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save.os, "access", lambda *_: False)  # root may write anything
    with pytest.raises(SaveFailed, match="make it writable or save under another name"):
        save_file(path, NEW)
    assert path.read_bytes() == OLD


def test_a_folder_that_takes_no_new_file_is_written_in_place(
    path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, inode = os.open, path.stat().st_ino
    monkeypatch.setattr(save.tempfile, "gettempdir", lambda: str(tmp_path_factory.mktemp("spare")))

    def closed(name: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & os.O_CREAT and str(name).startswith(str(path.parent)):
            raise PermissionError(errno.EACCES, "no")
        return real(name, flags, *rest, **named)

    monkeypatch.setattr(save.os, "open", closed)
    save_file(path, NEW[:30])
    assert (path.read_bytes(), path.stat().st_ino) == (NEW[:30], inode)


def test_short_writes_are_continued(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(save.os, "write", lambda file, data: real(file, bytes(data)[:5]))
    save_file(path, NEW)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.EINTR])
@pytest.mark.parametrize("kind", ["replaced", "new", "hard link"])
def test_whichever_call_fails_the_file_is_old_or_new(path: Path, number: int, kind: str) -> None:
    nth = 0
    while True:
        nth += 1
        for left in path.parent.iterdir():
            left.unlink()
        if kind != "new":
            path.write_bytes(OLD)
        if kind == "hard link":
            os.link(path, path.parent / "other")
        told = False
        with failing(nth, number) as calls:
            try:
                save_file(path, NEW)
            except SaveFailed as failed:
                told = bool(str(failed))
        now = path.read_bytes() if path.exists() else None
        if not told:
            assert now == NEW
        else:
            assert now in (NEW, OLD if kind != "new" else None)
        extra = [name for name in beside(path) if name != "other"]
        if nth <= len(calls) and calls[nth - 1] != "unlink":
            assert extra == []
        if len(calls) < nth:
            assert now == NEW
            break
    assert nth > 5


def test_a_full_disk_from_here_on_keeps_the_old_file(path: Path) -> None:
    for nth in range(2, 9):
        with (
            failing(nth, errno.ENOSPC, once=False),
            pytest.raises(SaveFailed) as failed,
        ):
            save_file(path, NEW)
        assert path.read_bytes() == OLD
        assert "disk is full" in str(failed.value)
        for name in beside(path):
            (path.parent / name).unlink()


def test_a_failed_flush_is_no_success(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(save.os, "fsync", refuse)
    with pytest.raises(SaveFailed, match="the file is as it was"):
        save_file(path, NEW)
    assert (path.read_bytes(), beside(path)) == (OLD, [])


def test_a_document_is_saved_to_its_file(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("title: old # kept\n", encoding="utf-8")
    saved = read_file(path)
    document = Document(saved.map, saved)
    document.commit(M("Rename"), saved.map.model_copy(update={"title": "new"}))
    document.saved(save_document(document, path))
    assert path.read_text(encoding="utf-8") == "title: new # kept\n"
    assert not document.dirty
    document.undo()
    path.write_text("title: other\n", encoding="utf-8")
    with pytest.raises(Changed):
        save_document(document, path)
    save_document(document, path, force=True)
    assert path.read_text(encoding="utf-8") == "title: old # kept\n"


def test_every_refusal_is_of_one_family() -> None:
    assert issubclass(SaveFailed, FilesError)
    assert issubclass(Changed, FilesError)
