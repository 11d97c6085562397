"""Small replacements in one text: collected first, applied once; and where its lines are.

Knows lines, comments and indentation, but no map.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from journeymap.files.comments import header_comment
from journeymap.files.decode import LINE_BREAK
from journeymap.files.nodes import Node, key_start, line_start

_HEAD = re.compile(r"[ \t]+#[^\r\n]*")
Edit: TypeAlias = tuple[int, int, str]  # start, end, and what stands there instead


class CannotSplice(Exception):
    """The text stands in a way that this level of splicing does not handle; take the next."""


def applied(text: str, edits: list[Edit], start: int, end: int) -> str:
    """Return a range of a text with replacements made; raises CannotSplice when two overlap."""
    parts: list[str] = []
    at = start
    dropped = False
    for first, last, new in sorted(edits, key=lambda edit: edit[:2]):
        if first < at and dropped and first == last and (found := LINE_BREAK.match(new)):
            # Put after lines that are gone: it takes their place.
            before = "".join(parts[-2:])[-1:]
            parts.append(new[found.end() :] + found[0] if before in "\r\n" else new)
            continue
        if first < at and dropped and not new:  # the last lines of a file that has no last end
            at = max(at, last)
            continue
        if first < at:
            raise CannotSplice
        dropped = not new
        parts += [text[at:first], new]
        at = last
    parts.append(text[at:end])
    return "".join(parts)


class TextEdits:
    """The replacements in one text so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[Edit] = []
        self.keeps_last_end = False  # what stands before a dropped last line keeps its line end
        found = LINE_BREAK.search(text)
        self.nl = found[0] if found else "\n"

    def result(self) -> str:
        """Return the text with every replacement made; raises CannotSplice when two overlap."""
        text = applied(self.text, self.edits, 0, len(self.text))
        last = max(self.edits, key=lambda edit: edit[:2], default=(0, 0, ""))
        to_end = max((edit for edit in self.edits), key=lambda edit: edit[1], default=last)
        if to_end[1] == len(self.text) and not to_end[2] and not self.keeps_last_end:
            text = text if self.text[-1:] in ("\n", "\r") else text.removesuffix(self.nl)
        if last[1] == len(self.text) and "|" in last[2] and text[-1:] not in ("\n", "\r"):
            text += self.nl  # a literal block at the end of a file owns the line end after it
        return text

    def replace(self, start: int, end: int, new: str) -> None:
        """Replace a range; `new` has LF, which becomes what ends lines in this text."""
        self.edits.append((start, end, new.replace("\n", self.nl) if self.nl != "\n" else new))

    def replace_lines(self, start: int, end: int, lines: list[str]) -> None:
        """Replace a range by lines; a comment after the range stays on the first of them.

        After the last it could become part of a literal block.
        """
        stop = self.eol(end)
        rest = self.text[end:stop]
        if len(lines) > 1 and rest.lstrip(" \t").startswith("#"):
            lines, end = [lines[0] + rest, *lines[1:]], stop
        self.replace(start, end, "\n".join(lines))

    def replace_value(self, start: int, node: Node, lines: list[str]) -> None:
        """Replace from `start` to the end of a value; the comment on its first line stays there.

        `start` is the value's own or, before it, that of the colon after its key.
        """
        found = _HEAD.match(self.text, start + 1, node.start) if start < node.start else None
        comment = found[0].rstrip() if found else header_comment(self.text, node)
        self.replace_lines(start, node.end, [lines[0] + comment, *lines[1:]])

    def colon(self, name: Node, value: Node) -> int:
        """Return where the colon after a key is."""
        colon = self.text.find(":", name.end)
        if colon < 0 or colon >= max(value.start, name.end + 1):
            raise CannotSplice
        return colon

    def column(self, offset: int) -> int:
        """Return the column of an offset, from 0."""
        return offset - line_start(self.text, offset)

    def key_column(self, name: Node) -> int:
        """Return the column of a key: that of the mark before it where it is written `? key`."""
        return self.column(key_start(self.text, name.start))

    def eol(self, offset: int) -> int:
        """Return where the line of an offset ends, before its line break."""
        found = LINE_BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def with_comments(self, start: int, floor: int, column: int) -> int:
        """Return where the comment lines directly above `start` begin, not before `floor`."""
        while start > floor:
            above = line_start(self.text, start - 1 - (self.text[start - 2 : start] == "\r\n"))
            line = self.text[above:start]
            body = line.lstrip(" ")
            if above < floor or not body.startswith("#") or len(line) - len(body) > column:
                break
            start = above
        return start

    def drop_lines(
        self, start: int, end: int, floor: int, whole: bool = False, blanks: bool = True
    ) -> None:
        """Remove the lines from `start` to `end` with the comments directly above them."""
        text = self.text
        column = self.column(start)
        first = start if whole else self.with_comments(line_start(text, start), floor, column)
        stop = self.eol(end)
        found = LINE_BREAK.match(text, stop)
        if found is None:  # the last line has no end: the one before it loses its own instead
            if self.keeps_last_end:
                pass
            elif first and text.endswith("\r\n", 0, first):
                first -= 2
            elif first:
                first -= 1
            self.replace(first, len(text), "")
            return
        stop = found.end()
        above = text[line_start(text, max(first - 1 - text.endswith("\r\n", 0, first), 0)) : first]
        while blanks and (not above.strip() or above.rstrip().endswith(":")):
            found = LINE_BREAK.search(text, stop)
            if found is None or text[stop : found.start()].strip():
                break
            stop = found.end()
        self.replace(first, stop, "")

    def after_own(self, end: int, column: int) -> int:
        """Return where the last comment line ends that follows `end` and is indented deeper."""
        text, stop = self.text, self.eol(end)
        while found := LINE_BREAK.match(text, stop):
            line = text[found.end() : self.eol(found.end())]
            body = line.lstrip(" ")
            if not body.startswith("#") or len(line) - len(body) <= column:
                break
            stop = found.end() + len(line)
        return stop

    def after_section(self, end: int) -> int:
        """Return where a new section may follow the one that ends at `end`: after its comments.

        Its own are the indented ones, also behind blank lines, and those at the margin directly
        below it unless a key follows them: then they are about that.
        """
        text, stop = self.text, self.eol(end)
        at, attached, margin = stop, True, -1
        while found := LINE_BREAK.match(text, at):
            at = self.eol(found.end())
            line = text[found.end() : at]
            body = line.strip()
            if not body:
                if margin >= 0:
                    stop, margin = margin, -1
                attached = False
                continue
            if not body.startswith("#"):
                return stop
            if line[0] in " \t":
                stop, margin = at, -1
            elif attached:
                margin = at
            else:
                return stop
        return margin if margin >= 0 else stop
