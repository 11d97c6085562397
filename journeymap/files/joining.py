"""Three texts of one map made one: what the maps come to, written with the comments of both sides.

The merged map is decided by records (`threeway.py`). For its text the lines of both sides are
joined first, because that keeps the comments and the style of both; whatever this got wrong is
mended by splicing. Where it is no map, the merged map is spliced into the text of ours. This module
writes no file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from journeymap.files.decode import BOM
from journeymap.files.lines_joined import joined_lines
from journeymap.files.problems import FileProblem, FilesError, Unreadable
from journeymap.files.reader import read_bytes
from journeymap.files.splice import spliced
from journeymap.model.document import SavedText
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message

_MARKER = re.compile(rb"(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?\n?\Z")


class Texts(NamedTuple):
    """What the base and both sides hold, as bytes."""

    base: bytes
    ours: bytes
    theirs: bytes


class Sides(NamedTuple):
    """The base and both sides, read; readings that stand in files of their own are left out."""

    base: SavedText
    ours: SavedText
    theirs: SavedText


def read_sides(texts: Texts, names: tuple[str, str, str]) -> Sides:
    """Return the three maps; raises Unreadable with the problems of all that are none.

    An empty base stands for a map that both sides began on their own.
    """
    found: list[SavedText] = []
    problems: list[FileProblem] = []
    for number, (data, name) in enumerate(zip(texts, names, strict=True)):
        if number == 0 and not data.strip():
            found.append(SavedText(_nothing(), data, read_bytes(b"title: x", "").places))
            continue
        try:
            found.append(read_bytes(data, name))
        except Unreadable as error:
            problems += error.problems
    if problems:
        raise Unreadable(problems)
    return Sides(*found)


def _nothing() -> JourneyMap:
    return JourneyMap(title="x").model_copy(update={"title": ""})


def joined_text(sides: Sides, m: JourneyMap) -> bytes:
    """Return the bytes that stand for the merged map `m`; raises SaveFailed."""
    base, ours, theirs = sides
    if m is ours.map and base.data == theirs.data:
        return ours.data
    data = joined_lines(*(_written_as(ours.data, side.data) for side in sides))
    if data is not None:
        data = BOM + data if ours.data.startswith(BOM) else data
        try:
            candidate = read_bytes(data, "")
            return data if candidate.map == m else spliced(candidate, m).data
        except FilesError:
            pass  # lines of both sides do not make a map together
    return spliced(ours, m).data


def _written_as(ours: bytes, data: bytes) -> bytes:
    """Return a text with the line ends of ours and without a mark, so that only lines differ."""
    data = data.removeprefix(BOM)
    breaks = ours.count(b"\r\n")
    if not breaks:
        return data.replace(b"\r\n", b"\n")
    if breaks == ours.count(b"\n"):
        return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return data  # ours is mixed already


# ---------------------------------------------------------------- conflict markers


def sides_in_markers(data: bytes, name: str) -> Texts:
    """Return the three texts that a text with conflict markers was made of; raises Unreadable.

    The markers have to say what stood there before, as those of diff3 and zdiff3 do.
    """
    texts: tuple[list[bytes], list[bytes], list[bytes]] = ([], [], [])
    inside = b""  # the marker that was met last
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        found = _MARKER.match(line)
        marker = found[1][:1] if found else b""
        if marker and _ORDER.get(inside, b"<").find(marker) < 0:
            if inside == b"<" and marker == b"=":
                raise _unmarked(name, number, _NO_BASE)
            if inside or marker == b"<":
                raise _unmarked(name, number, M("this conflict marker has no partner"))
            marker = b""  # a line of equals signs outside of any conflict
        if marker:
            inside = b"" if marker == b">" else marker
            continue
        for side in _GOES_TO[inside]:
            texts[side].append(line)
    if inside:
        raise _unmarked(name, 0, M("the last conflict marker has no partner"))
    base, ours, theirs = (b"".join(lines) for lines in texts)
    return Texts(base, ours, theirs)


_ORDER = {b"": b"<", b"<": b"|", b"|": b"=", b"=": b">"}
_GOES_TO = {b"": (0, 1, 2), b"<": (1,), b"|": (0,), b"=": (2,)}
_NO_BASE = M(
    "this conflict does not tell what stood here before; let git write it anew with "
    "“git checkout --conflict=diff3 -- FILE”, or merge three files"
)


def _unmarked(name: str, line: int, message: Message) -> Unreadable:
    return Unreadable([FileProblem(name, line, 1 if line else 0, message)])
