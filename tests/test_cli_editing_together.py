"""Two who change one map at once from the command line: both changes are in it, or one is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from journeymap.commands import saving
from journeymap.files.store import save_document
from journeymap.model.document import Document, SavedText
from tests.files.test_splicing_styles import bytes_of
from tests.test_cli_editing import run

TITLE = b"title: Lunch by bicycle"


@pytest.fixture
def lunch(tmp_path: Path) -> Path:
    path = tmp_path / "lunch.yaml"
    path.write_bytes(bytes_of("block"))
    assert TITLE in path.read_bytes()
    return path


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What others do between reading and writing, one thing before each try."""
    deeds = list[Callable[[], object]]()

    def slow(document: Document, file: str) -> SavedText:
        if deeds:
            deeds.pop(0)()
        return save_document(document, file)

    monkeypatch.setattr(saving, "save_document", slow)
    return deeds


def test_what_others_write_meanwhile_is_merged(
    lunch: Path, meanwhile: list[Callable[[], object]]
) -> None:
    text = lunch.read_bytes()
    others = text.replace(TITLE, b"title: Theirs  # said by others")
    meanwhile += [lambda: lunch.write_bytes(others)]

    run("set", lunch, "map.owner=Ours")

    assert lunch.read_bytes() == others.replace(b"owner: CX team", b"owner: Ours", 1)


def test_it_is_merged_also_when_they_write_again(
    lunch: Path, meanwhile: list[Callable[[], object]]
) -> None:
    text = lunch.read_bytes()
    meanwhile += [
        lambda: lunch.write_bytes(text.replace(TITLE, b"title: One")),
        lambda: lunch.write_bytes(text.replace(TITLE, b"title: Two")),
    ]

    assert run("set", lunch, "map.owner=Ours").exit_code == 0

    assert lunch.read_bytes() == text.replace(TITLE, b"title: Two").replace(
        b"owner: CX team", b"owner: Ours", 1
    )


def test_where_both_changed_the_same_theirs_stays_and_it_is_told(
    lunch: Path, meanwhile: list[Callable[[], object]]
) -> None:
    others = lunch.read_bytes().replace(TITLE, b"title: Theirs")
    meanwhile += [lambda: lunch.write_bytes(others)]

    result = run("set", lunch, "map.title=Ours")

    assert result.exit_code == 2
    assert "somebody else changed the file meanwhile; nothing was written" in result.stderr
    assert lunch.read_bytes() == others


def test_a_file_that_went_meanwhile_is_not_put_back(
    lunch: Path, meanwhile: list[Callable[[], object]]
) -> None:
    meanwhile += [lunch.unlink]

    result = run("set", lunch, "map.title=Ours")

    assert result.exit_code == 2
    assert "cannot be opened" in result.stderr
    assert not lunch.exists()


def test_a_file_that_is_no_map_any_more_is_left_alone(
    lunch: Path, meanwhile: list[Callable[[], object]]
) -> None:
    meanwhile += [lambda: lunch.write_bytes(b"title: [")]

    result = run("set", lunch, "map.title=Ours")

    assert result.exit_code == 2
    assert "lunch.yaml:1:" in result.stderr
    assert lunch.read_bytes() == b"title: ["
