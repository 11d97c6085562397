"""Lines of two edits joined: those side by side, those at one place, and those both edited."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from journeymap.files.lines_joined import joined_lines

lines = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"# d\n"]), max_size=8).map(b"".join)


def test_lines_side_by_side_are_both_taken() -> None:
    assert joined_lines(b"a\nb\nc\n", b"A\nb\nc\n", b"a\nB\nc\n") == b"A\nB\nc\n"


def test_what_both_put_in_at_one_place_stands_there_twice_ours_first() -> None:
    assert joined_lines(b"a\nb\n", b"a\n1\nb\n", b"a\n2\nb\n") == b"a\n1\n2\nb\n"


def test_ours_stands_where_both_edited_a_line() -> None:
    assert joined_lines(b"a\nb\nc\n", b"a\nX\nc\n", b"a\nY\nc\nd\n") == b"a\nX\nc\nd\n"


def test_what_both_did_alike_is_done_once() -> None:
    assert joined_lines(b"a\n", b"a\nb\n", b"a\nb\n") == b"a\nb\n"


@given(lines, lines)
def test_who_edited_nothing_changes_nothing(base: bytes, side: bytes) -> None:
    assert joined_lines(base, base, side) == side
    assert joined_lines(base, side, base) == side
    assert joined_lines(base, side, side) == side
