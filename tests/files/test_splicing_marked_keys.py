"""Maps whose keys are written `? key`, as some programs do: an edit touches its own lines too."""

from __future__ import annotations

from collections.abc import Callable
from difflib import ndiff

import pytest

from journeymap.files.reader import read_bytes
from journeymap.files.splice import splice
from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Stage, Touchpoint

TEXT = """\
# the head
? format
: 1
# about the title
? title
: Shop   # what it is called
? stages
:
  - ? id
    : choose
    ? name
    : Choose   # at home
  - ? id
    : buy
    ? name
    : Buy
? touchpoints
: - ? id
    : pay
    ? name
    : Pay
    ? stage
    : buy
    ? owner
    : Ada
  # at the door
  - {? id : leave, ? name : Leave, stage: buy}
"""

FIRST = [
    "    : pay",
    "    ? name",
    "    : Pay",
    "    ? stage",
    "    : buy",
    "    ? owner",
    "    : Ada",
]
LAST = ["  # at the door", "  - {? id : leave, ? name : Leave, stage: buy}"]
Edit = Callable[[JourneyMap], JourneyMap]


def wait() -> Touchpoint:
    return Touchpoint(id="wait", name="Wait", stage="buy")


@pytest.mark.parametrize(
    ("edit", "gone", "new"),
    [
        (
            lambda m: edits.change(m, "", title="Store"),
            [": Shop   # what it is called"],
            [": Store   # what it is called"],
        ),
        (lambda m: edits.change(m, "", owner="Ben"), [], ["owner: Ben"]),
        (
            lambda m: edits.change(m, "choose", name="Select"),
            ["    : Choose   # at home"],
            ["    : Select   # at home"],
        ),
        (lambda m: edits.change(m, "choose", goal="See"), [], ["    goal: See"]),
        (lambda m: edits.change(m, "pay", owner=None), ["    ? owner", "    : Ada"], []),
        (
            lambda m: edits.change(m, "leave", name="Go"),
            ["  - {? id : leave, ? name : Leave, stage: buy}"],
            ["  - {? id : leave, ? name : Go, stage: buy}"],
        ),
        (
            lambda m: edits.delete(m, ["leave"]),
            ["  # at the door", "  - {? id : leave, ? name : Leave, stage: buy}"],
            [],
        ),
        (
            lambda m: edits.delete(m, ["pay"]),
            [": - ? id", *FIRST],
            [":"],
        ),
        (
            lambda m: edits.reorder(m, "leave", "pay"),
            [": - ? id", *LAST],
            [":", *LAST, "  - ? id"],
        ),
        (
            lambda m: edits.add(m, wait(), before="pay"),
            [": - ? id"],
            [":", "  - id: wait", "    name: Wait", "    stage: buy", "  - ? id"],
        ),
        (
            lambda m: edits.change(edits.reorder(m, "pay"), "pay", owner="Ben"),
            [": - ? id", "    : Ada", *LAST],
            [":", *LAST, "  - ? id", "    : Ben"],
        ),
    ],
)
def test_an_edit_touches_only_its_own_lines(edit: Edit, gone: list[str], new: list[str]) -> None:
    saved = read_bytes(TEXT.encode(), "map.yaml")
    wanted = edit(saved.map)

    made = splice(saved, wanted)

    assert read_bytes(made, "map.yaml").map == wanted
    lines = list(ndiff(TEXT.splitlines(), made.decode().splitlines()))
    assert [line[2:] for line in lines if line.startswith("- ")] == gone
    assert [line[2:] for line in lines if line.startswith("+ ")] == new


def test_a_first_key_and_one_in_front_of_it_stay_apart() -> None:
    text = "? title\n: Shop\n? stages\n: [{? id : buy, ? name : Buy}]\n"
    saved = read_bytes(text.encode(), "map.yaml")

    made = splice(saved, edits.change(saved.map, "", summary="S")).decode()

    assert made == text.replace(": Shop\n", ": Shop\nsummary: S\n")


def test_a_record_is_put_below_the_only_one_in_the_line_of_the_mark() -> None:
    text = "? title\n: Shop\n? stages\n: - id: buy\n    name: Buy  # now\n"
    saved = read_bytes(text.encode(), "map.yaml")

    made = splice(saved, edits.add(saved.map, Stage(id="use", name="Use"))).decode()

    assert made == text + "  - id: use\n    name: Use\n"
