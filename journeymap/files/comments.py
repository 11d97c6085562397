"""The comments of a text: what each is about, and how they are put into a text made anew.

`fmt` takes all comments of a map along, splicing those of a record that it has to rewrite. Each
goes on a line of its own above what it is about, because stock yamllint and prettier disagree about
how far from a value a comment may stand. This module knows nodes and texts, but no map.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from journeymap.files.nodes import SCALAR, Node, line_start, whole_tree
from journeymap.model.index import Path

# A comment ends where libyaml ends lines; what stands behind these breaks is content.
_COMMENT = re.compile(
    r"(?:^|(?<=[ \t\r\n\x85\u2028\u2029]))#[^\r\n\x85\u2028\u2029]*", re.MULTILINE
)
_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_HEADER = re.compile(r"(?:[&!][^ ]*[ ]+)*[|>][-+0-9]*([ \t]+#[^\r\n\x85\u2028\u2029]*)")


class Comment(NamedTuple):
    """A comment, the path of what it is about, and whether a blank line follows it."""

    text: str
    about: Path | None  # None at the end of the text
    apart: bool


def comments_in(text: str, root: Node, start: int, end: int) -> Iterator[Comment]:
    """Yield the comments between two offsets, each with what of `root` it is above or behind."""
    if text.find("#", start, end) < 0:
        return
    starts = sorted(_starts(root, ()), key=lambda found: (found[0], len(found[1])))
    scalars = sorted((n.start, n.end) for n in root.walk() if n.kind == SCALAR)
    headers = {
        found.start(1) + len(found[1]) - len(found[1].lstrip(" \t"))
        for node in root.walk()
        if (found := _header(text, node))
    }
    at = within = 0
    search = start
    while found := _COMMENT.search(text, search, end):
        place = found.start()
        search = found.end()
        while within < len(scalars) and scalars[within][1] <= place:
            within += 1
        inside = within < len(scalars) and scalars[within][0] <= place
        if inside and place not in headers:
            search = place + 1  # a `#` of a text; a comment may stand behind it in this line
            continue
        while at < len(starts) and starts[at][0] <= place:
            at += 1
        words = found[0].rstrip(" \t")
        alone = not text[line_start(text, place) : place].strip()
        rest = _BREAK.split(text[found.end() : found.end() + 200], maxsplit=2)
        apart = alone and len(rest) > 2 and not rest[1].strip()
        if alone:
            yield Comment(words, starts[at][1] if at < len(starts) else None, apart)
        else:
            yield Comment(words, starts[max(at - 1, 0)][1] if starts else (), False)


def header_comment(text: str, node: Node) -> str:
    """Return the comment behind the `|` or `>` of a block with the blanks before it, else ''."""
    found = _header(text, node)
    return found[1].rstrip(" \t") if found else ""


def _header(text: str, node: Node) -> re.Match[str] | None:
    if node.kind != SCALAR or node.style not in ("|", ">"):
        return None
    return _HEADER.match(text, node.start)


def _starts(node: Node, path: Path) -> Iterator[tuple[int, Path]]:
    """Yield where each key and each item of a list starts, with its path."""
    for key, value in node.pairs:
        yield key.start, (*path, key.value)
        yield from _starts(value, (*path, key.value))
    for position, item in enumerate(node.items):
        yield item.start, (*path, position)
        yield from _starts(item, (*path, position))


def blanks_in(text: str, root: Node) -> Iterator[Path]:
    """Yield what a blank line stands above in a text, above its comments too.

    Not the first of a group or list: what it belongs to stands right above it.
    """
    lines = _BREAK.split(text)
    begins = [0, *(found.end() for found in _BREAK.finditer(text))]
    before: Path = ()
    seen = -1
    for offset, path in sorted(_starts(root, ()), key=lambda found: (found[0], len(found[1]))):
        line = bisect_right(begins, offset) - 1
        if line == seen:
            before = path
            continue
        top = line
        while top and (not (above := lines[top - 1].strip()) or above.startswith("#")):
            top -= 1
        if top and top < line and not lines[top].strip() and before != path[:-1]:
            yield path
        before, seen = path, line


def with_comments(
    text: str,
    comments: Sequence[Comment],
    moved: Callable[[Path], Path | None] | None = None,
    blanks: Sequence[Path] = (),
) -> str:
    """Return a text in canonical form with the comments on lines above what they are about.

    What is gone leaves its comments to what held it. `moved` says where a path leads in this text,
    None for what took its comments along when it went. `blanks` are what a blank line stands above.
    """
    if not comments and not blanks:
        return text
    parts = text.split("\n")
    ends = parts.pop() == "" if parts[-1] == "" else False
    at = 0
    begins = []
    for part in parts:
        begins.append(at)
        at += len(part) + 1
    lines: dict[Path, int] = {}
    for offset, path in _starts(whole_tree(text), ()):
        lines.setdefault(path, bisect_right(begins, offset) - 1)
    above: dict[int, list[str]] = {}
    for comment in comments:
        path = comment.about or ()
        if moved and path:
            found = moved(path)
            if found is None:
                continue
            path = found
        while path and path not in lines:
            path = path[:-1]
        line = lines[path] if path else (len(parts) if comment.about is None else 0)
        put = above.setdefault(line, [])
        put.append(_indentation(parts, line) + comment.text)
        if comment.apart and line < len(parts):
            put.append("")
    paths = (moved(path) if moved else path for path in blanks)
    apart = {lines[path] for path in paths if path in lines}
    made: list[str] = []
    for number, part in enumerate(parts):
        if number in apart and made and made[-1]:
            made.append("")
        made += above.get(number, ())
        made.append(part)
    made += above.get(len(parts), ())
    return "\n".join(made) + ("\n" if ends else "")


def _indentation(parts: list[str], line: int) -> str:
    if line >= len(parts):
        return ""
    part = parts[line]
    return part[: len(part) - len(part.lstrip(" "))]
