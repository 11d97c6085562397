"""What holds for every merge, whatever two people did: nothing is lost and nothing dangles."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model.admitting import checked
from journeymap.model.ids import look_alike
from journeymap.model.index import index_of
from journeymap.model.journey import LISTS, JourneyMap
from journeymap.model.mentioning import mentions
from journeymap.model.threeway import MISSING, can_have_both, merge, settled
from tests.model.edited import edited
from tests.strategies import maps

Three = tuple[JourneyMap, JourneyMap, JourneyMap]
# making a map and ten edits costs more than merging them
few = settings(max_examples=settings().max_examples // 2)


@st.composite
def threes(draw: st.DrawFn, most: int = 5) -> Three:
    """Return a map and what two people made of it."""
    base = draw(maps(least=2))
    return base, draw(edited(base, "a", most)), draw(edited(base, "b", most))


def broken(m: JourneyMap) -> set[str]:
    index = index_of(m)
    return {each.named for each in mentions(m, index) if not index.resolves(each.named, each.ref)}


def ids(m: JourneyMap) -> list[str]:
    listed = (record for field in LISTS.values() for record in getattr(m, field))
    return [record.id for record in listed if getattr(record, "id", None)]


def in_any_order(m: JourneyMap) -> Any:
    return {field: sorted(map(repr, getattr(m, field))) for field in LISTS.values()}


@few
@given(threes())
def test_who_changed_nothing_changes_nothing(three: Three) -> None:
    base, ours, _ = three
    copy = base.model_copy(deep=True)

    assert merge(base, copy, ours) == (ours, (), ())
    assert merge(base, ours, copy) == (ours, (), ())
    assert merge(base, ours, ours.model_copy(deep=True)) == (ours, (), ())


@few
@given(threes())
def test_a_merged_map_is_whole(three: Three) -> None:
    base, ours, theirs = three

    merged = merge(base, ours, theirs).map

    assert not broken(merged)
    assert not [e for e in index_of(merged).repeated if e.kind != "reading"]
    alike = Counter(map(look_alike, set(ids(merged))))
    were = Counter(map(look_alike, set(ids(ours)))) | Counter(map(look_alike, set(ids(theirs))))
    assert all(n == 1 or were[text] > 1 for text, n in alike.items())
    keys = Counter(
        (r.metric, r.at, r.period, repr(sorted(r.segment.items()))) for r in merged.readings
    )
    assert max(keys.values(), default=1) == 1
    checked(index_of(ours), index_of(merged))  # what a commit would refuse is not made
    assert JourneyMap.model_validate(merged.model_dump(by_alias=True)) == merged
    assert "\0" not in repr(merged)


@few
@given(threes())
def test_every_choice_leads_to_a_whole_map_without_conflicts(three: Three) -> None:
    base, ours, theirs = three
    conflicts = merge(base, ours, theirs).conflicts

    for choice in ("ours", "theirs", "both"):
        choices: Any = {(c.key, c.field): choice for c in conflicts}
        made = settled(base, ours, theirs, choices)

        assert not broken(made.map)
        left = [c for c in made.conflicts if choice != "both" or can_have_both(c)]
        assert not left
    assert settled(base, ours, theirs, {}).map == merge(base, ours, theirs).map


@few
@given(threes())
def test_merging_again_changes_nothing(three: Three) -> None:
    base, ours, theirs = three
    merged = merge(base, ours, theirs)

    if not merged.conflicts and not merged.notes:
        again = merge(theirs, merged.map, theirs)

        assert again == (merged.map, (), ())


@few
@given(threes())
def test_who_merges_makes_no_difference(three: Three) -> None:
    base, ours, theirs = three
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)

    assert len(one.conflicts) == len(other.conflicts)
    if not one.conflicts and not one.notes and not other.notes:
        got, wanted = index_of(one.map).entries, index_of(other.map).entries
        assert sorted(got) == sorted(wanted)
        for key, entry in got.items():
            assert sorted_lists(entry.record) == sorted_lists(wanted[key].record)


def sorted_lists(record: Any) -> Any:
    return {
        name: sorted(map(repr, value)) if isinstance(value, tuple) else value
        for name, value in record
    }


@few
@given(threes())
def test_no_edit_is_lost(three: Three) -> None:
    base, ours, theirs = three
    if set(ids(ours)) - set(ids(base)) and set(ids(base)) - set(ids(ours)):
        return  # perhaps renamed: the same is asked of ids elsewhere
    if set(ids(theirs)) - set(ids(base)) and set(ids(base)) - set(ids(theirs)):
        return
    merged = merge(base, ours, theirs)
    asked = {(c.key, c.field.partition(".")[0]) for c in merged.conflicts}
    going = {key for c in merged.conflicts for key in (c.key, *c.also) if not c.field}
    there = index_of(merged.map)

    for side, other in ((ours, theirs), (theirs, ours)):
        before, now, beside = index_of(base), index_of(side), index_of(other)
        for key, entry in now.entries.items():
            if entry.kind in ("flow", "reading"):
                continue
            was = before.get(key)
            if was is not None and was.record == entry.record:
                continue
            if key in going or merged.notes:
                continue
            assert key in there.entries, f"{key} is lost"
            made = there.entries[key].record
            for field in type(entry.record).model_fields:
                value = getattr(entry.record, field)
                old = getattr(was.record, field) if was else MISSING
                if value == old or (key, field) in asked or not plain(value):
                    continue
                if field == "also" or (
                    isinstance(value, str)
                    and value not in there.entries
                    and value in before.entries
                ):
                    continue  # what it named is gone
                theirs_is = beside.get(key)
                if (
                    theirs_is
                    and getattr(theirs_is.record, field) == getattr(made, field)
                    and side is theirs
                ):
                    continue
                assert getattr(made, field) == value, (key, field)


def plain(value: Any) -> bool:
    return not isinstance(value, (tuple, dict))
