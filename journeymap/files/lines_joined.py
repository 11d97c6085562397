"""Two edits of one text joined line by line, finer than git: lines side by side do not clash.

A merged map is decided by records; this finds a text that holds as much as possible of what both
sides wrote around them, above all their comments. It may come to nonsense as a map.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

MOST = 40_000  # lines; comparing longer texts takes longer than their comments are worth


class _Edit(NamedTuple):
    """Lines from `start` to `end` of the base that a side replaced by `lines`."""

    start: int
    end: int
    lines: Sequence[bytes]


def joined_lines(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """Return the base with the edits of both sides; ours where both edited the same lines.

    None for texts that are too long. What both put in at one place stands there twice, ours first.
    """
    texts = [data.splitlines(keepends=True) for data in (base, ours, theirs)]
    if max(map(len, texts)) > MOST:
        return None
    old = texts[0]
    mine = _edits(old, texts[1])
    taken = [edit for edit in _edits(old, texts[2]) if not _clashes(edit, mine)]
    joined: list[bytes] = []
    at = 0
    for start, end, lines in sorted(
        [*mine, *taken], key=lambda edit: (edit.start, edit.end > edit.start, edit.end)
    ):
        joined += old[at:start]
        joined += lines
        at = max(at, end)
    return b"".join([*joined, *old[at:]])


def _edits(old: Sequence[bytes], new: Sequence[bytes]) -> list[_Edit]:
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    middle = SequenceMatcher(None, old[first : len(old) - last], new[first : len(new) - last])
    return [
        edit
        for tag, a, b, c, d in middle.get_opcodes()
        if tag != "equal"
        for edit in _split(_Edit(first + a, first + b, new[first + c : first + d]))
    ]


def _split(edit: _Edit) -> list[_Edit]:
    """Return an edit line by line where as many lines came as went."""
    if edit.end - edit.start != len(edit.lines):
        return [edit]
    return [_Edit(edit.start + n, edit.start + n + 1, [line]) for n, line in enumerate(edit.lines)]


def _clashes(edit: _Edit, others: Sequence[_Edit]) -> bool:
    for other in others:
        if edit == other:
            return True  # both did the same, which is done once
        if edit.start < other.end and other.start < edit.end:
            return True
    return False
