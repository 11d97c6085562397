"""A stopped merge gone on with comes to the same as one that was decided at once."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model.threeway import merge, settled
from journeymap.model.threeway_resumed import resumed
from tests.model.test_threeway_properties import Three, threes

few = settings(max_examples=settings().max_examples // 2)


@few
@given(threes(), st.data())
def test_choices_made_one_by_one_come_to_what_they_do_at_once(
    three: Three, data: st.DataObject
) -> None:
    conflicts = merge(*three).conflicts
    places = [(c.key, c.field) for c in conflicts]
    order = data.draw(st.permutations(places))
    side: Any = st.sampled_from(("ours", "theirs"))
    choices = {place: data.draw(side) for place in order}

    made = merge(*three)
    for place in order:
        made = resumed(three, made.map, {place: choices[place]})

    whole = settled(*three, choices)
    assert made.map == whole.map


@few
@given(threes())
def test_what_was_not_chosen_stays_open(three: Three) -> None:
    merged = merge(*three)

    assert resumed(three, merged.map, {}) == merged
    for side in ("ours", "theirs"):
        choice: Any = side
        assert resumed(three, merged.map, {}, choice).conflicts == ()
