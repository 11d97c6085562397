"""A map in another encoding is offered in those that make a map of it, and copied to UTF-8."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeymap.files.converting import copied, guesses
from journeymap.files.reader import read_file

TEXT = "format: 1\ntitle: {title}\nstages:\n  - {{id: s, name: Stage}}\n"


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("utf-16", "نوبت"),
        ("utf-16-le", "نوبت"),
        ("utf-16-be", "预订"),
        ("utf-32", "Über"),
        ("cp1256", "نوبت"),
        ("cp1254", "Başvuru"),
        ("gb18030", "预订行程"),
        ("cp1252", "Rückgabe"),
    ],
)
def test_the_right_encoding_is_among_those_that_are_offered(
    tmp_path: Path, encoding: str, title: str
) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes(TEXT.format(title=title).encode(encoding))

    found = guesses(path)

    assert title in [each.sample for each in found]
    assert len({each.text for each in found}) == len(found)
    right = next(each for each in found if each.sample == title)
    before = path.read_bytes()
    first, second = copied(path, right), copied(path, right)
    assert (first.name, second.name) == ("map.utf-8.yaml", "map.utf-8-2.yaml")
    assert read_file(first).map.title == title
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "data",
    [b"title: x\n", b"title: [\n", "title: é\n".encode(), b"\xff\xfe\x00", b"\xce\xce: [", b""],
)
def test_of_any_other_file_nothing_is_offered(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes(data)

    assert guesses(path) == ()
    assert guesses(tmp_path / "none.yaml") == ()
