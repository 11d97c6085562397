"""Two maps that began as one, made one again: what is taken, what is asked, what may never be."""

from __future__ import annotations

from journeymap.model import edits
from journeymap.model.threeway import MISSING, merge, settled

from tests.model.sample import coffee


def test_edits_of_different_fields_of_one_record_are_both_taken() -> None:
    base = coffee()
    ours = edits.change(base, "pay", emotion=1)
    theirs = edits.change(base, "pay", effort=3)

    merged = merge(base, ours, theirs)

    assert merged.map == edits.change(ours, "pay", effort=3)
    assert merged.conflicts == ()


def test_one_field_changed_in_two_ways_is_a_conflict_and_stays_ours() -> None:
    base = coffee()
    ours = edits.change(base, "pay", emotion=1)
    theirs = edits.change(base, "pay", emotion=2)

    merged = merge(base, ours, theirs)

    (conflict,) = merged.conflicts
    assert conflict[:5] == ("pay", "emotion", -2, 1, 2)
    assert merged.map == ours
    assert settled(base, ours, theirs, {("pay", "emotion"): "theirs"}) == (theirs, (), ())


def test_deletion_against_an_edit_is_a_conflict_of_the_whole_record() -> None:
    base = coffee()
    ours = edits.delete(base, ["pay"])
    theirs = edits.change(base, "pay", emotion=1)

    merged = merge(base, ours, theirs)

    (conflict,) = merged.conflicts
    assert (conflict.key, conflict.field, conflict.ours) == ("pay", "", MISSING)
    assert merged.map == ours


def test_what_is_kept_comes_back_with_all_that_hung_on_it() -> None:
    base = coffee()
    ours = edits.delete(base, ["pay"])
    theirs = edits.change(base, "pay", emotion=1)

    merged = settled(base, ours, theirs, {("pay", ""): "theirs"})

    assert merged.map == theirs
    assert merged.conflicts == ()
