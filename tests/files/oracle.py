"""How many lines an edit needs: what another lossless editor changes for the same difference.

It is told only what differs between two maps, value by value, and knows nothing of our places. It
leaves the comments above an item behind when the item goes, which ours take along; those lines are
added. Where it cannot do an edit, or what it wrote is not read as the map, there is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml_edit

from journeymap.files.nodes import line_start, whole_tree
from journeymap.files.pairing import in_place, pair_records, pair_values
from journeymap.files.plain import Plain, block_header, scalar
from journeymap.files.problems import Unreadable
from journeymap.files.reader import read_bytes
from journeymap.files.tree import own_tree, tree
from journeymap.model.journey import KINDS, JourneyMap

_COMMENT_LINES = re.compile(r"^ *#", re.MULTILINE)
STYLES = {'"': "double-quoted", "'": "single-quoted"}


def changed_lines(before: str, after: str) -> int:
    """Return how many lines one has to take out and put in to get from one text to the other."""
    old, new = before.split("\n"), after.split("\n")
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    same = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return len(old) + len(new) - 2 * sum(block.size for block in same)


def needed_lines(text: str, old: JourneyMap, new: JourneyMap) -> int | None:
    """Return how many lines the other editor changes, with the comments that go along, or None."""
    try:
        # a directive before the text is no part of what it calls a document
        text = _without_directive(text)
        done = yaml_edit.Document.parse(text)
        comments = _Oracle(text).map(done, old, new)
        result = str(done)
        if read_bytes(result.encode(), "oracle").map != new:
            return None
    except (
        yaml_edit.YamlError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        Unreadable,
        UnicodeEncodeError,
    ):
        return None
    return changed_lines(text, result) + comments


def _without_directive(text: str) -> str:
    return text.partition("\n")[2] if text.startswith("%") else text


def whole(m: JourneyMap) -> dict[str, Any]:
    """Return a map as plain values."""
    found = own_tree(m)
    for key in KINDS:
        if key in found:
            found[key] = [tree(record) for record in found[key]]
    return found


class _Oracle:
    def __init__(self, text: str) -> None:
        self.text = text
        self.root = whole_tree(text)
        self.comments = 0  # lines of comments that go or move with their item

    def map(self, done: Any, old: JourneyMap, new: JourneyMap) -> int:
        pairs = {
            key: pair_records(getattr(old, key), getattr(new, key))
            for key in KINDS
            if getattr(old, key) is not getattr(new, key)
        }
        self._mapping(done, whole(old), whole(new), self.root, pairs)
        return self.comments

    def _mapping(self, node: Any, old: Any, new: Any, place: Any, pairs: Any) -> None:
        there = {key.value: (key, value) for key, value in place.pairs}
        for key in [key for key in old if key not in new and key in there]:
            self._count(there[key][0].start, 1)
            node.remove(key)
        last, flow = "", place.flow
        for key, value in new.items():
            if key not in there:
                if last:
                    node.insert_after(last, key, _python(value, flow))
                else:
                    node.insert_at_index(0, key, _python(value, flow))
            elif old.get(key) != value:
                was, at = old.get(key), there[key][1]
                inner = node.get(key)
                if isinstance(value, dict) and isinstance(was, dict) and at.pairs:
                    self._mapping(inner.as_mapping(), was, value, at, {})
                elif _is_list(value) and _is_list(was) and at.items:
                    found = pairs.get(key) or pair_values(list(was), list(value))
                    self._sequence(inner.as_sequence(), was, value, at, found)
                else:
                    node.set(key, _python(value, flow))
            last = key

    def _sequence(
        self, node: Any, old: Sequence[Any], new: Sequence[Any], place: Any, pairs: Any
    ) -> None:
        stable = in_place(pairs)
        stays = {pairs[now] for now in stable}
        moved = {was for was in pairs if was is not None} - stays
        for was in reversed(range(len(old))):
            if was not in stays:
                dash = self.text.rfind("-", 0, place.items[was].start)
                self._count(dash if not place.flow else place.items[was].start, 1 + (was in moved))
                if was in moved:  # it writes the item anew without the comments in it
                    item = self.text[place.items[was].start : place.items[was].end]
                    self.comments += len(_COMMENT_LINES.findall(item))
                node.pop(was)
        for at, was in enumerate(pairs):
            value = new[at]
            if at not in stable:
                node.insert(at, _python(value, place.flow))
            elif old[was] == value:
                continue
            elif isinstance(value, dict) and isinstance(old[was], dict):
                inner = node.get(at).as_mapping()
                self._mapping(inner, old[was], value, place.items[was], {})
            else:
                node.set(at, _python(value, place.flow))

    def _count(self, start: int, times: int) -> None:
        """Count the comment lines directly above the line of an offset."""
        begin = line_start(self.text, start)
        if self.text[begin:start].strip(" -"):
            return
        while begin:
            above = line_start(self.text, begin - 1)
            if not self.text[above:begin].lstrip(" ").startswith("#"):
                break
            self.comments += times
            begin = above


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _python(value: Any, flow: bool) -> Any:
    """Return a value as the other editor takes it, with the quotes that our rule asks for."""
    if isinstance(value, dict):
        return {str(key): _python(item, flow) for key, item in value.items()}
    if _is_list(value):
        return [_python(item, flow) for item in value]
    if isinstance(value, Plain):
        return yaml_edit.ScalarValue(str(value), "plain")
    if isinstance(value, str):
        if "\n" in value:
            style = "literal" if block_header(value) and not flow else "double-quoted"
            return yaml_edit.ScalarValue(value, style)
        written = scalar(value, in_flow=flow)
        return yaml_edit.ScalarValue(value, STYLES.get(written[:1], "plain"))
    return yaml_edit.ScalarValue(scalar(value), "plain")
