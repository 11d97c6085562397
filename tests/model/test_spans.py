"""What was exchanged in a list: what came, what went, and where the rest stands now."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.spans import exchange, newcomers, runs

A, B, C, D, E, F = (object() for _ in "abcdef")
LISTS = st.lists(st.sampled_from([A, B, C, D, E, F]), max_size=8).map(tuple)


@given(LISTS, LISTS)
def test_what_came_and_what_went_is_in_one_of_the_lists_only(
    old: tuple[object, ...], new: tuple[object, ...]
) -> None:
    start, end, was_end, came, went, _ = exchange(old, new)

    assert (old[:start], old[was_end:]) == (new[:start], new[end:])
    inside, was_inside = new[start:end], old[start:was_end]
    assert came == [n for n in range(start, end) if new[n] not in was_inside]
    assert went == [n for n in range(start, was_end) if old[n] not in inside]
    assert newcomers(old, new) == came


@given(LISTS, LISTS)
def test_runs_lead_from_one_list_to_the_other(
    old: tuple[object, ...], new: tuple[object, ...]
) -> None:
    *_, came, went, in_order = exchange(old, new)
    stayed = [each for n, each in enumerate(old) if n not in went]
    assert in_order == (stayed == [each for n, each in enumerate(new) if n not in came])
    if not in_order:
        return

    built: list[object] = []
    for start, end, was in runs(came, went, len(new)):
        assert (start, end > start) == (len(built), True)
        built += new[start:end] if was is None else old[was : was + end - start]
        assert was is not None or set(range(start, end)) <= set(came)
    assert tuple(built) == new


def test_a_list_that_is_asked_for_again_is_not_compared_again() -> None:
    old, new = (A, B, C), (A, D, C)

    assert exchange(old, new) is exchange(old, new)
    assert exchange(old, new)[:3] == (1, 2, 2)
    assert exchange(new, old).came == [1]
