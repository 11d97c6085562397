"""The line of a text that a finding is about, with carets under the place.

What stands above what on a terminal depends on widths: Chinese characters take two columns, marks
none. Right-to-left runs are turned around by some terminals and not by others; either way a run as
a whole takes the same columns, so it is underlined as a whole.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from journeymap.model.document import Mark
from journeymap.model.terminal import TAB, columns, width
from journeymap.model.text import visible

WIDTH = 100  # columns of the file's line that are shown
MARGIN = "    "
CUT = "…"
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_RTL = ("R", "AL", "AN", "RLE", "RLO", "RLI")
_NEUTRAL = ("WS", "ON", "NSM", "CS", "ES", "ET", "EN", "BN")


class Marked(NamedTuple):
    """A line of a text and the range in it that something is said about."""

    line: str
    start: int
    end: int


def marked_line(text: str, mark: Mark) -> Marked | None:
    """Return the line in which `mark` begins, cut where it is long; None for an empty line."""
    found = _whole_line(text, mark)
    return Marked(*_cut(*found)) if found.line.strip() else None


def excerpt(text: str, mark: Mark) -> tuple[str, ...]:
    """Return the line in which `mark` begins and the line of carets; nothing for an empty line."""
    found = _whole_line(text, mark)
    if not found.line.strip():
        return ()
    line, start, end = _cut(found.line, *_whole_runs(*found))
    before = width(line[:start])
    under = max(1, width(line[start:end]))
    shown = "".join(map(_visible, line))
    return (f"{MARGIN}{shown}", f"{MARGIN}{' ' * before}{'^' * under}")


def _whole_line(text: str, mark: Mark) -> Marked:
    begin = _line_start(text, mark.start)
    ends = _BREAK.search(text, mark.start)
    line = text[begin : ends.start() if ends else len(text)].rstrip()
    start = min(mark.start - begin, len(line))
    return Marked(line, start, max(start, min(mark.end - begin, len(line))))


def _visible(character: str) -> str:
    return " " * TAB if character == "\t" else visible(character)


def _line_start(text: str, at: int) -> int:
    begin = 0
    for found in _BREAK.finditer(text, max(0, text.rfind("\n", 0, at)), at):
        begin = found.end()
    return begin


def _whole_runs(line: str, start: int, end: int) -> tuple[int, int]:
    """Return the range widened to the right-to-left runs that it touches."""
    for run_start, run_end in _runs(line):
        if run_start < end and start < run_end:
            start, end = min(start, run_start), max(end, run_end)
    return start, end


def _runs(line: str) -> list[tuple[int, int]]:
    """Return (start, end) of each stretch of right-to-left text, from strong to strong."""
    runs: list[tuple[int, int]] = []
    first = last = -1
    for place, character in enumerate(line):
        direction = unicodedata.bidirectional(character)
        if direction in _RTL:
            first = place if first < 0 else first
            last = place
        elif first >= 0 and direction not in _NEUTRAL:
            runs.append((first, last + 1))
            first = -1
    if first >= 0:
        runs.append((first, last + 1))
    return runs


def _cut(line: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the part of a long line around the range, with an ellipsis where it was cut."""
    if width(line) <= WIDTH:
        indent = len(line) - len(line.lstrip())
        return line[indent:], start - min(indent, start), end - min(indent, end)
    begin = max(0, start - WIDTH // 4)
    stop = begin
    room = WIDTH
    while stop < len(line) and room > 0:
        room -= columns(line[stop])
        stop += 1
    head, tail = (CUT if begin else ""), (CUT if stop < len(line) else "")
    shift = len(head) - begin
    return f"{head}{line[begin:stop]}{tail}", start + shift, min(end, stop) + shift
