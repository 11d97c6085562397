"""Answers to answers, thousands of them: each is gone through once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from journeymap.model import threads as room
from journeymap.model.index import Entry, index_of
from journeymap.model.journey import Comment, JourneyMap
from journeymap.model.threads import threads

N = 3000


class Counting(dict[str, Entry]):
    """Entries that count how often one of them is looked at."""

    looks = 0

    def __getitem__(self, key: str) -> Entry:
        self.looks += 1
        return super().__getitem__(key)


def chained(ring: bool = False) -> JourneyMap:
    """Return a map in which each comment answers the one before."""
    said: list[Any] = []
    for n in range(N):
        before = f"k{(n - 1) % N}" if n or ring else None
        said.append(
            Comment(id=f"k{n}", by="Ada", date=date(2026, 1, 1), text="t", replies_to=before)
        )
    return JourneyMap(title="m", comments=tuple(said))


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("ring", [False, True])
def test_a_chain_of_answers_is_one_thread_and_each_is_gone_through_once(
    backwards: bool, ring: bool
) -> None:
    m = chained(ring)
    if backwards:
        m = m.model_copy(update={"comments": m.comments[::-1]})
    entries = Counting({each.key: each for each in index_of(m).of_kind("comment")})
    roots: dict[str, str] = {}

    found = {room._root(entries, key, roots) for key in entries}

    assert found == {m.comments[0].id if ring else "k0"}
    assert entries.looks <= 2 * N


def test_a_thread_of_answers_to_answers_holds_them_all() -> None:
    (thread,) = threads(chained())

    assert thread.key == "k0"
    assert len(thread.replies) == N - 1
