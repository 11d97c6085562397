"""Which files of a folder are maps: by name and one key, never twice, never round in circles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from journeymap.files.folders import maps_below

MAP = b"format: 1\ntitle: x\n"


def write(folder: Path, name: str, data: bytes = MAP) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(folder: Path) -> list[str]:
    return [Path(path).relative_to(folder).as_posix() for path in maps_below(folder).maps]


def test_maps_are_found_in_all_folders_below_and_other_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "deep/er/c.YAML"):
        write(tmp_path, name)
    write(tmp_path, "notes.md")
    for name in (".hidden/a.yaml", "node_modules/a.yaml", ".git/a.yaml", ".ci.yaml"):
        write(tmp_path, name)
    write(tmp_path, "journeymap.profile.yaml", b"format: 1\nlevels: {}\n")

    assert names(tmp_path) == ["a.yml", "b.yaml", "deep/er/c.YAML"]
    assert maps_below(tmp_path).skipped == 0


@pytest.mark.parametrize(
    ("data", "is_map"),
    [
        (b"title: x\nformat: 1\n", True),
        (b"\xef\xbb\xbfformat: 1\r\ntitle: x\r\n", True),
        (b'"format": 1\n', True),
        (b"{format: 1, title: x}\n", True),
        (b"format: 1\ntitle: [\n", True),
        ("format: 1\n".encode("utf-16"), True),
        (b"jobs:\n  lint:\n    format: 1\n", False),
        (b"# format: 1\ntitle: x\n", False),
        (b"formats: 1\n", False),
        (b"", False),
        (b"\xff\x00\x80", False),
    ],
)
def test_a_map_says_so_with_its_format(tmp_path: Path, data: bytes, is_map: bool) -> None:
    write(tmp_path, "x.yaml", data)
    below = maps_below(tmp_path)
    assert (len(below.maps), below.skipped) == ((1, 0) if is_map else (0, 1))


def test_links_are_walked_neither_in_circles_nor_twice(tmp_path: Path) -> None:
    write(tmp_path, "maps/a.yaml")
    (tmp_path / "maps" / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "maps" / "0-also-a.yaml").symlink_to(tmp_path / "maps" / "a.yaml")
    (tmp_path / "maps" / "to-nothing.yaml").symlink_to(tmp_path / "gone.yaml")

    assert names(tmp_path) == ["maps/a.yaml", "maps/to-nothing.yaml"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_what_may_not_be_read_is_a_problem_and_no_reason_to_stop(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml")
    write(tmp_path, "b.yaml").chmod(0)
    closed = write(tmp_path, "closed/c.yaml").parent
    closed.chmod(0)
    try:
        below = maps_below(tmp_path)
    finally:
        closed.chmod(0o700)

    assert [Path(path).name for path in below.maps] == ["a.yaml", "b.yaml"]
    assert [problem.path for problem in below.problems] == [str(closed)]


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.yaml")

    def refuse(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    below = maps_below(tmp_path)

    assert below.maps == ()
    assert str(below.problems[0]).endswith(": this folder cannot be read: Permission denied")
