"""The canonical text of a map that people wrote, with their comments: `journeymap fmt`.

The one place that reformats a whole map; saving does so only where nothing smaller is read back.
It puts quotes, indentation, brackets and the order of keys right, and nothing else: comments, blank
lines between records and what is stated though it holds anyway (`status: open`) are what people
wrote for each other. The result is read back and must be the same map with the same comments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias, cast

from journeymap.files.beside import parted
from journeymap.files.comments import blanks_in, comments_in, with_comments
from journeymap.files.nodes import SCALAR, Node, whole_tree
from journeymap.files.pairing import pair_records
from journeymap.files.places import TextPlaces
from journeymap.files.plain import share
from journeymap.files.problems import SaveFailed, Unreadable
from journeymap.files.reader import gc_paused, read_bytes
from journeymap.files.writer import write
from journeymap.model.document import SavedText
from journeymap.model.index import Path
from journeymap.model.journey import KINDS, JourneyMap, Reading
from journeymap.model.text import M, visible

_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n|\r[ \t]*\r")
_PERCENT = re.compile(r"[-+]?[0-9.]+%").fullmatch
_NUMBER = re.compile(r"[-+]?[0-9.]+(?:e[-+]?[0-9]+)?").fullmatch
Moved: TypeAlias = Callable[[Path], Path | None]


def formatted(saved: SavedText) -> bytes:
    """Return the map in canonical form with all its comments; raises SaveFailed if it cannot be."""
    return canonical(saved, saved.map)


def canonical(saved: SavedText, new: JourneyMap) -> bytes:
    """Return the canonical text of `new` with the comments of the text that stands for `saved`.

    Records that are gone take their comments along. Raises SaveFailed where the result would not
    be read back as this map: where a comment had become part of a text, for one.
    """
    with gc_paused():
        return _canonical(saved, new)


def _canonical(saved: SavedText, new: JourneyMap) -> bytes:
    places = cast("TextPlaces", saved.places)
    own = tuple(parted(saved, new).own)
    as_it_was = new is saved.map
    update = {} if as_it_was and not places.beside else {"readings": own}
    text = write(new.model_copy(update=update), stated=as_it_was)
    if (done := text.encode()) == saved.data:
        return done
    source = places.text
    if "#" in source or _BLANK_LINE.search(source):
        root = whole_tree(source)
        comments = list(comments_in(source, root, 0, len(source)))
        moved = None if as_it_was else _moved(saved.map, new, own)
        text = with_comments(text, comments, moved, list(blanks_in(source, root)))
    if "%" in source and as_it_was:
        text = _with_percents(source, text)
    data = text.encode()
    if data == saved.data and as_it_was:
        return data
    try:
        again = read_bytes(data, "")
    except Unreadable as error:
        raise _mismatch(places.name) from error
    if again.map.model_copy(update={"readings": new.readings}) != new or again.map.readings != own:
        raise _mismatch(places.name)
    return data


def _with_percents(source: str, text: str) -> str:
    """Return the text with % where people wrote one and the type of the field does not ask for it.

    That is at the values of readings and aims, which are shares only when their metric is a ratio.
    """
    done = whole_tree(text)
    found: list[tuple[int, int, str]] = []
    for path in _percents(whole_tree(source), ()):
        node: Node | None = done
        for part in path:
            step = node.step(part) if node else None
            node = step[1] if step else None
        if node and node.kind == SCALAR and not node.style and _NUMBER(node.value):
            found.append((node.start, node.end, str(share(float(node.value)))))
    for start, end, shown in sorted(found, reverse=True):
        text = text[:start] + shown + text[end:]
    return text


def _percents(node: Node, path: Path) -> Iterator[Path]:
    if node.kind == SCALAR and not node.style and _PERCENT(node.value):
        yield path
    for key, value in node.pairs:
        yield from _percents(value, (*path, key.value))
    for place, item in enumerate(node.items):
        yield from _percents(item, (*path, place))


def _moved(old: JourneyMap, new: JourneyMap, own: tuple[Reading, ...]) -> Moved:
    """Return what says where a path in the text of one map leads in that of another."""
    positions: dict[str, dict[int, int]] = {}

    def moved(path: Path) -> Path | None:
        field = path[0]
        if len(path) == 1 or field not in KINDS:
            return path
        if field not in positions:
            after = own if field == "readings" else getattr(new, field)
            pairs = pair_records(getattr(old, str(field)), after)
            positions[str(field)] = {was: now for now, was in enumerate(pairs) if was is not None}
        place = positions[str(field)].get(int(path[1]))
        return None if place is None else (field, place, *path[2:])

    return moved


def _mismatch(name: str) -> SaveFailed:
    problem = M("this map cannot be put into canonical form without loss; the file is as it was")
    return SaveFailed(
        M("{path}: {problem}", path=visible(name), problem=problem) if name else problem
    )
