"""Windows say of every entry of a list where it stood before, wherever others came or went."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from journeymap.picture.kept import GONE
from journeymap.picture.windows import Windows, windows


class Record:
    """Something that is told apart by identity."""


def edited(records: list[Record], rng: random.Random) -> list[Record]:
    """Return a list after a few edits of any kind by chance."""
    now = list(records)
    for _ in range(rng.randint(0, 4)):
        at = rng.randrange(len(now) + 1)
        kind = rng.randrange(6)
        if kind < 2:
            now[at:at] = [Record() for _ in range(rng.randint(1, 2))]
        elif kind < 4:
            del now[at : at + rng.randint(1, 2)]
        elif kind == 4:
            now[at : at + 2] = [Record() for _ in now[at : at + 2]]
        elif now:
            now.insert(at, now.pop(rng.randrange(len(now))))
    return now


@given(st.integers(0, 1 << 32))
def test_what_stays_is_found_where_it_stood(seed: int) -> None:
    rng = random.Random(seed)
    before = [Record() for _ in range(rng.randint(0, 12))]
    now = edited(before, rng)
    found = windows(before, now)
    assert found is not None

    table = found.table(tail=2) or [*range(len(before) + 2), -1]
    assert [found.now(n) for n in range(len(before))] == table[: len(before)]
    assert table[len(before) :] == [len(now), len(now) + 1, -1]
    assert [n for n, at in enumerate(table) if at == GONE] == found.lost
    assert {n for n in range(len(now)) if n not in table} == set(found.come)
    for number, at in enumerate(table[: len(before)]):
        if at != GONE:
            assert found.before(at) == number
            same = now[at] is before[number]
            assert same == (at not in found.numbers) == (number not in found.gone)

    along = found.along([*range(len(before))], -1)
    assert along == [-1 if n in found.come else found.before(n) for n in range(len(now))]


def test_what_goes_in_several_places_leaves_all_between_as_it_was() -> None:
    a, b, c, d, e = (Record() for _ in range(5))

    assert windows([a, b, c, d], [b, d]) == Windows(((0, 1, 0), (2, 1, 0)), 4)
    assert windows([b, d], [a, b, c, d]) == Windows(((0, 0, 1), (1, 0, 1)), 2)
    assert windows([a, b, c], [d, b, e]) == Windows(((0, 1, 1), (2, 1, 1)), 3)
    assert windows([a, b, c, d], [b, e, d]) == Windows(((0, 1, 0), (2, 1, 1)), 4)


def test_one_that_is_put_elsewhere_leaves_the_others_as_they_were() -> None:
    a, b, c, d = (Record() for _ in range(4))

    assert windows([a, b, c, d], [d, a, b, c]) == Windows(((0, 0, 1), (3, 1, 0)), 4)
    assert windows([a, b, c, d], [b, c, d, a]) == Windows(((0, 1, 0), (4, 0, 1)), 4)


def test_where_the_order_is_another_one_window_holds_all() -> None:
    a, b, c, d = (Record() for _ in range(4))

    assert windows([a, b, c, d], [d, c, b, a]) == Windows(((0, 4, 4),), 4)
    assert windows([a, b], [c, d]) == Windows(((0, 2, 2),), 2)
    assert windows([a, b], [a, b]) == Windows((), 2)
    assert windows(None, [a]) is None


def test_what_came_is_unlike_in_any_case() -> None:
    a, b, c = (Record() for _ in range(3))
    found = windows([a, b], [c, a, b])
    assert found is not None

    assert list(found.unlike([1, 2], [0, 1, 3])) == [0, 2]
    same = [1, 1]
    turned = windows([a, b], [b, a])
    assert turned is not None
    assert list(turned.unlike(same, same)) == [0]
