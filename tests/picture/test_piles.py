"""What is piled in a lane after an edit stands where it would stand if all were piled anew."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model.text import literal
from journeymap.picture.kept import Kept
from journeymap.picture.picture import Face
from journeymap.picture.piles import Dress, Piled, Thing, pile
from journeymap.picture.sheet import Sheet

STAGE = 4  # columns


class Block(NamedTuple):
    """A face that is higher where it has less room."""

    w: float
    h: float


class Record:
    """Something to be piled; two of them are never the same."""

    def __init__(self, size: int) -> None:
        self.size = size


def faced(record: Record, width: float, _ink: Any) -> Face:
    return cast("Face", Block(width, 20.0 + record.size * 1_000 // width))


DRESS = Dress("note", faced, lambda record: literal(str(record.size)), 3, 2, 3)


def sheet(kept: Kept, gutters: list[int]) -> Sheet:
    """Return a sheet with a column behind each gutter, four in a stage."""
    xs: list[float] = []
    at = 0.0
    for wide in gutters:
        at += wide
        xs.append(at)
        at += 100
    count = len(gutters)
    ink = SimpleNamespace(memo={("more", n, ""): Block(40, 15) for n in range(99)}, language="")
    return cast(
        "Sheet",
        SimpleNamespace(
            kept=kept, x=xs, right=[x + 100 for x in xs], width=at + 30, ink=ink,
            grid=SimpleNamespace(columns=count),
            columns=SimpleNamespace(first=[*range(0, count, STAGE), count]),
        ),
    )  # fmt: skip


def things(of: list[tuple[Record, int, int]]) -> list[Thing]:
    return [Thing(first, last, str(record.size), record) for record, first, last in of]


def seen(found: Piled) -> list[Any]:
    """Return all that shows of what is piled."""
    folded = {column: more[:3] for column, more in found.folded.items()}
    return [found.things, found.places, folded, found.bottom, found.height]


@settings(max_examples=60)
@given(st.integers(0, 1 << 32))
def test_after_any_edits_all_stand_where_they_would_if_piled_anew(seed: int) -> None:
    rng = random.Random(seed)
    columns = rng.randint(2, 14)
    gutters = [rng.choice((25, 40)) for _ in range(columns)]

    def somewhere() -> tuple[int, int]:
        first = rng.randrange(columns)
        return first, min(columns - 1, first + rng.choice((0, 0, 0, 0, 1, 5)))

    given_ = [(Record(rng.randint(0, 9)), *somewhere()) for _ in range(rng.randint(0, 30))]
    memo: dict[Any, Any] = {}
    for _ in range(12):
        kind, at = rng.choice(("come", "go", "move", "widen", "nothing")), rng.randint(0, 30)
        if kind == "come":
            given_.insert(min(at, len(given_)), (Record(rng.randint(0, 9)), *somewhere()))
        elif kind == "widen":
            gutters[at % columns] = rng.choice((25, 40, 60))
        elif kind == "go" and given_:
            del given_[at % len(given_)]
        elif kind == "move" and given_:
            given_[at % len(given_)] = (given_[at % len(given_)][0], *somewhere())
        after = pile(sheet(Kept(memo, ""), gutters), "notes", things(given_), DRESS)
        anew = pile(sheet(Kept({}, ""), gutters), "notes", things(given_), DRESS)

        assert seen(after) == seen(anew)


def test_what_an_edit_did_not_touch_keeps_its_very_place() -> None:
    memo: dict[Any, Any] = {}
    gutters = [25] * 8
    given_ = [(Record(n), n, n) for n in range(8)]
    before = pile(sheet(Kept(memo, ""), gutters), "notes", things(given_), DRESS)
    given_.append((Record(9), 5, 5))
    after = pile(sheet(Kept(memo, ""), gutters), "notes", things(given_), DRESS)

    assert len(after.placed) == 9
    assert all(one is two for one, two in zip(before.places, after.places, strict=False))
