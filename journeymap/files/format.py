"""The canonical text of a map that people wrote, with their comments: `journeymap fmt`.

The one place that reformats; saving never does. Every comment goes on lines of its own above what
it is about, because stock yamllint and prettier disagree about how far from a value a comment may
stand. The result is read back and must be the same map with the same comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from journeymap.files.decode import LINE_BREAK
from journeymap.files.nodes import SCALAR, Node, line_start, whole_tree
from journeymap.files.places import TextPlaces
from journeymap.files.problems import SaveFailed, Unreadable
from journeymap.files.reader import read_bytes
from journeymap.files.writer import write
from journeymap.model.document import SavedText
from journeymap.model.index import Path
from journeymap.model.text import M

_COMMENT = re.compile(r"(?:^|(?<=[ \t\r\n]))#[^\r\n]*", re.MULTILINE)
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\r\n]*)")


class Comment(NamedTuple):
    """A comment, the path of what it is about, and whether a blank line follows it."""

    text: str
    about: Path | None  # None at the end of the file
    apart: bool


def formatted(saved: SavedText) -> bytes:
    """Return the map in canonical form with all its comments; raises SaveFailed if it cannot be."""
    places = cast("TextPlaces", saved.places)
    beside = {id(reading) for reading in places.beside}
    own = tuple(reading for reading in saved.map.readings if id(reading) not in beside)
    text = write(saved.map.model_copy(update={"readings": own}))
    comments = list(_comments(places.text))
    data = (_with_comments(text, comments) if comments else text).encode()
    try:
        again = read_bytes(data, "")
    except Unreadable as error:
        raise _mismatch() from error
    kept = [comment.text for comment in _comments(data.decode())]
    if again.map.model_copy(update={"readings": saved.map.readings}) != saved.map:
        raise _mismatch()
    if again.map.readings != own or sorted(kept) != sorted(c.text for c in comments):
        raise _mismatch()
    return data


def _mismatch() -> SaveFailed:
    return SaveFailed(
        M("this map cannot be put into canonical form without loss; the file is as it was")
    )


def _comments(text: str) -> Iterator[Comment]:
    """Yield the comments of a text in its order, each with what it stands above or behind."""
    root = whole_tree(text)
    starts = sorted(_starts(root, ()), key=lambda start: (start[0], len(start[1])))
    scalars = sorted((n.start, n.end) for n in root.walk() if n.kind == SCALAR)
    headers = {
        found.start(1)
        for node in root.walk()
        if node.kind == SCALAR and (found := _HEADER.match(text, node.start))
    }
    at = within = 0
    for found in _COMMENT.finditer(text):
        place = found.start()
        while within < len(scalars) and scalars[within][1] <= place:
            within += 1
        inside = within < len(scalars) and scalars[within][0] <= place
        if inside and place not in headers:
            continue
        while at < len(starts) and starts[at][0] <= place:
            at += 1
        alone = not text[line_start(text, place) : place].strip()
        rest = LINE_BREAK.split(text[found.end() : found.end() + 200], maxsplit=2)
        apart = alone and len(rest) > 1 and not rest[1].strip()
        if alone:
            yield Comment(found[0], starts[at][1] if at < len(starts) else None, apart)
        else:
            yield Comment(found[0], starts[max(at - 1, 0)][1], False)


def _starts(node: Node, path: Path) -> Iterator[tuple[int, Path]]:
    """Yield where each key and each item of a list starts, with its path."""
    for key, value in node.pairs:
        yield key.start, (*path, key.value)
        yield from _starts(value, (*path, key.value))
    for position, item in enumerate(node.items):
        yield item.start, (*path, position)
        yield from _starts(item, (*path, position))


def _with_comments(text: str, comments: list[Comment]) -> str:
    """Return canonical text with the comments on lines of their own above what they are about."""
    lines: dict[Path, int] = {}
    for offset, path in _starts(whole_tree(text), ()):
        lines[path] = text.count("\n", 0, offset) if path not in lines else lines[path]
    parts = text.splitlines(keepends=True)
    above: dict[int, list[str]] = {}
    for comment in comments:
        path = comment.about or ()
        while path and path not in lines:
            path = path[:-1]
        line = lines[path] if path else (len(parts) if comment.about is None else 0)
        put = above.setdefault(line, [])
        put.append(_indentation(parts, line) + comment.text + "\n")
        if comment.apart and line < len(parts):
            put.append("\n")
    return "".join(
        "".join(above.get(number, ())) + part for number, part in enumerate([*parts, ""])
    )


def _indentation(parts: list[str], line: int) -> str:
    if line >= len(parts):
        return ""
    part = parts[line]
    return part[: len(part) - len(part.lstrip(" "))]
