"""Old formats open for ever: the mechanism with a made-up format, and a frozen file of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from journeymap.files.migrations import FORMAT, MIGRATIONS, format_of, migrate
from journeymap.files.reader import read_file
from journeymap.files.splice import save_text
from journeymap.model.document import Document
from journeymap.model.text import Message

FORMATS = Path(__file__).parent / "formats"


def test_there_is_a_way_from_every_old_format() -> None:
    assert set(MIGRATIONS) == set(range(1, FORMAT))


def test_old_formats_are_taken_step_by_step() -> None:
    def first(data: dict[str, Any]) -> dict[str, Any]:
        return {**{k: v for k, v in data.items() if k != "name"}, "title": data["name"]}

    def second(data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "stages": [{"id": name, "name": name} for name in data["stages"]]}

    old = {"format": "1", "name": "T", "stages": ["a"]}
    new = migrate(old, 1, 3, {1: first, 2: second})
    assert new == {"format": "3", "title": "T", "stages": [{"id": "a", "name": "a"}]}
    assert old == {"format": "1", "name": "T", "stages": ["a"]}
    assert migrate(new, 3, 3, {}) is new


@pytest.mark.parametrize(
    ("value", "number"), [(None, 1), ("1", 1), ("2", 2), ("01", 1)], ids=["none", "1", "2", "01"]
)
def test_a_format_is_a_number(value: str | None, number: int) -> None:
    assert format_of({"format": value}, newest=2) == number


@pytest.mark.parametrize("value", ["", "x", "0", "-1", "1.0", "٣", "9" * 5000, ["1"], {"a": "b"}])
def test_what_is_no_format_is_refused(value: object) -> None:
    assert isinstance(format_of({"format": value}), Message)


@pytest.mark.parametrize("path", sorted(FORMATS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_frozen_file_of_every_format_opens(path: Path) -> None:
    saved = read_file(path)
    assert saved.map.format == FORMAT
    assert saved.map.title == "First order to regular"
    assert saved.map.touchpoints[0].name == "No"
    assert saved.map.version == "1.10"
    assert saved.map.flows[0].share == 0.18
    assert saved.map.readings[0].counts == {"1": 80, "5": 100}
    assert save_text(Document(saved.map, saved)) == path.read_bytes()


def test_every_format_has_its_frozen_file() -> None:
    assert {path.stem for path in FORMATS.glob("*.yaml")} == {str(n) for n in range(1, FORMAT + 1)}
