"""Where records and fields stand in a text, in lines and columns from 1 and offsets in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from journeymap.files.places import TextPlaces
from journeymap.files.reader import read_bytes, read_file
from journeymap.files.writer import write
from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap
from journeymap.model.shapes import keys_of
from tests.files.maps import maps

TEXT = """\
# a map
title: First order
personas:
  - {id: dana, name: Dana}   # flow style
touchpoints:

  # the first
  - id: pay
    name: |
      Pay
      in app
    stage: s
    by_persona:
      dana: {effort: 5}
    evidence:
    - kind: research
      quote: "No: never"
  -
    id: "see-ad"
    name: See
    stage: s
flows:
- from: pay
  to: see-ad
- {from: pay, to: see-ad, share: 5%}
readings:
- {metric: csat, period: 2026, counts: {1: 80}}
"""

PLACES = [
    ("", "title", 2, "title: First order"),
    ("dana", "", 4, "{id: dana, name: Dana}"),
    ("dana", "name", 4, "name: Dana"),
    ("pay", "", 8, None),
    ("pay", "name", 9, "name: |\n      Pay\n      in app"),
    ("pay", "by_persona.dana.effort", 14, "effort: 5"),
    ("pay", "evidence.0", 16, 'kind: research\n      quote: "No: never"'),
    ("pay", "evidence.0.quote", 17, 'quote: "No: never"'),
    ("see-ad", "", 19, 'id: "see-ad"\n    name: See\n    stage: s'),
    ("see-ad", "stage", 21, "stage: s"),
    ("pay -> see-ad", "", 23, "from: pay\n  to: see-ad"),
    ("pay -> see-ad#2", "share", 25, "share: 5%"),
    ("csat@@2026", "counts.1", 27, "1: 80"),
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(("key", "field", "line", "text"), PLACES)
def test_a_field_is_found(
    key: str, field: str, line: int, text: str | None, line_end: str, mark: str
) -> None:
    saved = read_bytes((mark + TEXT.replace("\n", line_end)).encode(), "map.yaml")
    found = saved.places.find(key, field)
    assert found is not None
    assert found.line == line
    source = TEXT.replace("\n", line_end)
    assert found.column == found.start - max(source.rfind(c, 0, found.start) for c in "\r\n")
    if text is not None:
        assert source[found.start : found.end] == text.replace("\n", line_end)


@pytest.mark.parametrize(
    ("key", "field"), [("nobody", ""), ("pay", "owner"), ("pay", "evidence.1")]
)
def test_what_is_not_in_the_text_has_no_place(key: str, field: str) -> None:
    assert read_bytes(TEXT.encode(), "map.yaml").places.find(key, field) is None


def test_places_are_found_in_braces_too() -> None:
    text = '{"title": "T", "stages": [{"id": "a", "name": "A"}, {"id": "b", "name": "B, C"}]}'
    saved = read_bytes(text.encode(), "map.json")
    found = saved.places.find("b", "name")
    assert found is not None
    assert text[found.start : found.end] == '"name": "B, C"'


@given(maps)
def test_every_field_of_every_record_has_a_place(m: JourneyMap) -> None:
    text = write(m)
    places = read_bytes(text.encode(), "map.yaml").places
    assert isinstance(places, TextPlaces)
    for entry in Index(m).entries.values():
        for key, name in keys_of(type(entry.record)).items():
            default = type(entry.record).model_fields[name].get_default()
            if getattr(entry.record, name) != default:
                found = places.find(entry.key, key)
                assert found is not None
                assert text[found.start : found.end].startswith(f"{key}:")


def test_every_record_of_an_example_has_its_line(examples: Path) -> None:
    saved = read_file(examples / "coffee-app.yaml")
    lines = saved.data.decode().split("\n")
    for key, entry in Index(saved.map).entries.items():
        found = saved.places.find(key)
        assert found is not None
        first = "id: " if entry.kind not in ("flow", "reading") else ("from: ", "metric: ")
        assert lines[found.line - 1][found.column - 1 :].startswith(first)
