"""Going to any step of the undo list at once."""

from __future__ import annotations

import pytest

from journeymap.model import edits
from journeymap.model.diff import Change
from journeymap.model.document import Document
from journeymap.model.text import M
from tests.model.sample import coffee


def stepped(steps: int) -> Document:
    document = Document(coffee())
    for n in range(steps):
        document.commit(M("Step"), edits.change(document.map, "", title=f"t{n}"))
    return document


def test_going_over_many_steps_is_one_change() -> None:
    document = stepped(5)
    told: list[Change] = []
    document.subscribe(lambda change, _: told.append(change))

    document.go_to(1)

    assert (document.map.title, document.done, len(told)) == ("t0", 1, 1)
    assert told[0] == Change(updated=frozenset({""}))


@pytest.mark.parametrize(
    ("done", "title"), [(-3, "t-"), (0, "t-"), (2, "t1"), (5, "t4"), (9, "t4")]
)
def test_a_step_stands_for_the_map_that_it_made(done: int, title: str) -> None:
    document = stepped(5)
    first = coffee().title
    document.go_to(3)

    document.go_to(done)

    assert document.map.title == (first if title == "t-" else title)
    assert document.done == max(0, min(done, 5))


def test_going_where_one_is_tells_nobody() -> None:
    document = stepped(2)
    told: list[Change] = []
    document.subscribe(lambda change, _: told.append(change))

    assert not document.go_to(2)
    assert not told


def test_redo_goes_on_from_a_step_that_was_gone_to() -> None:
    document = stepped(4)
    document.go_to(1)

    document.redo()

    assert document.map.title == "t1"


def test_long_texts_count_among_what_is_kept_for_undoing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journeymap.model.document.UNDO_BYTES", 200_000)
    document = Document(coffee())
    first = document.map.touchpoints[0].id

    for n in range(20):
        document.apply(
            M("Think"), lambda m, n=n: edits.change(m, first, thinking=f"{n}" + "ی" * 9_000)
        )

    assert 3 < len(document.steps) < 12
