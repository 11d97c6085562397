"""Named values and rare ways of writing: an edit of one place changes no other, and is saved."""

from __future__ import annotations

from typing import Any

import pytest

from journeymap.files.reader import read_bytes
from journeymap.files.splice import spliced

NAMED = """\
title: &t Team  # named
stages:
  - id: s
    name: *t   # the same
  - id: s2
    name: *t
touchpoints:
  - id: a
    name: A
    stage: &s s
    steps: &steps
      - One
      - "Two, three"   # both
    systems: &sys [x, y]
  - id: b
    name: B
    stage: *s
    steps: *steps
    systems: *sys
"""


def result_of(text: str, kind: str = "", position: int = 0, **values: Any) -> str:
    saved = read_bytes(text.encode(), "map.yaml")
    if kind:
        records = list(getattr(saved.map, kind))
        records[position] = records[position].model_copy(update=values)
        values = {kind: tuple(records)}
    new = saved.map.model_copy(update=values)
    result = spliced(saved, new).data.decode()
    assert read_bytes(result.encode(), "map.yaml").map == new
    return result


def test_the_first_alias_takes_the_old_value_and_the_name_over() -> None:
    assert result_of(NAMED, title="New") == NAMED.replace("title: &t Team", "title: New").replace(
        "name: *t   # the same", "name: &t Team   # the same"
    )


def test_a_list_that_is_named_is_changed_in_one_place() -> None:
    result = result_of(NAMED, "touchpoints", 0, steps=("One", "Two, three", "Four"))
    assert '      - "Two, three"   # both\n      - Four\n' in result
    assert '    steps: &steps [One, "Two, three"]\n' in result
    result = result_of(NAMED, "touchpoints", 0, systems=("x",))
    assert "    systems: &sys [x, y]\n" in result.partition("id: b")[2]


def test_a_record_that_goes_leaves_its_named_values_to_the_next() -> None:
    saved = read_bytes(NAMED.encode(), "map.yaml")
    new = saved.map.model_copy(update={"touchpoints": saved.map.touchpoints[1:]})
    result = spliced(saved, new).data.decode()
    assert read_bytes(result.encode(), "map.yaml").map == new
    assert "    stage: &s s\n" in result
    assert "# named" in result


def test_an_alias_is_changed_alone() -> None:
    assert result_of(NAMED, "stages", 1, name="Own") == NAMED.replace(
        "  - id: s2\n    name: *t\n", "  - id: s2\n    name: Own\n"
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_no_splice_can_do_is_written_anew_with_its_comments(mark: str, ending: str) -> None:
    text = '?\n  "title"\n: T   # c\nstages:   # d\n  - ? id\n    : s\n    name: S  # e\n'
    result = result_of(mark + text.replace("\n", ending), title="U")
    assert result.startswith(mark)
    assert result.count("\n") == result.count(ending)
    assert [c for c in "cde" if f"# {c}" not in result] == []
    assert "title: U" in result
