"""One value of a text as a tree of nodes with exact places, parsed again when somebody asks.

Keeping a place for each of 700,000 values would cost more than reading them, and hardly any is
ever asked for. So reading keeps where records start, and a record's fields are found by parsing
that one record (a tenth of a millisecond). Used on texts that have been read, never on others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from journeymap.files.scan import events

SCALAR, SEQUENCE, MAPPING, ALIAS = "scalar", "sequence", "mapping", "alias"

_STARTS = (ScalarEvent, AliasEvent, MappingStartEvent, SequenceStartEvent)


class Node:
    """A value in a text: offsets of its start and end, its style, and what it holds.

    `end` is where the value's own characters end: no comment, no line break after it. `pairs`
    holds (key, value) of a mapping, `items` the nodes of a sequence.
    """

    __slots__ = (
        "_by_key",
        "anchor",
        "end",
        "flow",
        "items",
        "kind",
        "pairs",
        "start",
        "style",
        "value",
    )

    def __init__(self, kind: str, start: int, end: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.value = ""
        self.style = ""
        self.flow = False
        self.anchor = ""
        self.items: list[Node] = []
        self.pairs: list[tuple[Node, Node]] = []
        self._by_key: dict[str, tuple[Node, Node]] | None = None

    def get(self, key: str) -> tuple[Node, Node] | None:
        """Return the first pair with this key, or None; asked only of a node that is complete."""
        if self._by_key is None:
            self._by_key = {pair[0].value: pair for pair in reversed(self.pairs)}
        return self._by_key.get(key)

    def step(self, part: str | int) -> tuple[Node, Node] | None:
        """Return (what names it, the value) of one child; an item of a list names itself."""
        if self.kind == MAPPING:
            return self.get(str(part))
        if self.kind == SEQUENCE and str(part).isdecimal() and int(part) < len(self.items):
            item = self.items[int(part)]
            return item, item
        return None

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it."""
        todo = [self]
        while todo:
            node = todo.pop()
            yield node
            todo.extend(node.items)
            for pair in node.pairs:
                todo.extend(pair)


def parse_node(text: str, start: int, limit: int, in_flow: bool) -> Node:
    """Return the value that starts at `start`; it ends before `limit`.

    `in_flow` says that it stands inside brackets. A value of a block keeps its column, because
    that is what tells its own lines from those that follow.
    """
    lead = "[" if in_flow else " " * (start - line_start(text, start))
    shift = start - len(lead)
    source = events(lead + text[start:limit])
    values = (event for event in source if event.__class__ in _STARTS)
    if in_flow:
        next(values)  # the bracket put before it
    first = next(values, None)
    if first is None:
        raise ValueError("nothing starts here")
    return _build(first, source, text, shift)


def whole_tree(text: str) -> Node:
    """Return the root value of a text that has been scanned."""
    return parse_node(text, 0, len(text), in_flow=False)


def first_of_repeated(text: str) -> dict[int, int]:
    """Return for the offset of each key that stands again in its group where it stood first.

    One pass without a tree: who repeats keys may repeat them a million times.
    """
    found: dict[int, int] = {}
    stack: list[dict[str, int] | None] = []  # None for a list
    is_key: list[bool] = []  # whether the next value of each open group is a key
    for event in events(text):
        kind = event.__class__
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            stack.pop()
            is_key.pop()
            continue
        if kind not in _STARTS:
            continue
        if stack and (keys := stack[-1]) is not None:
            if is_key[-1] and kind is ScalarEvent:
                start = event.start_mark.index
                first = keys.setdefault(event.value, start)
                if first != start:
                    found[start] = first
            is_key[-1] = not is_key[-1]
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            stack.append({} if kind is MappingStartEvent else None)
            is_key.append(True)
    return found


def line_start(text: str, offset: int) -> int:
    """Return where the line of `offset` starts."""
    after = text.rfind("\n", 0, offset) + 1
    return max(after, text.rfind("\r", after, offset) + 1)


def key_start(text: str, offset: int) -> int:
    """Return where a key starts: at the mark before it where it is written `? key`."""
    before = text[line_start(text, offset) : offset].rstrip(" \t")
    marked = before.endswith("?") and (len(before) == 1 or before[-2] in " \t-?:{,[")
    return text.rindex("?", 0, offset) if marked else offset


def _build(first: Any, source: Iterator[Any], text: str, shift: int) -> Node:
    root = _node(first, text, shift)
    if first.__class__ not in (MappingStartEvent, SequenceStartEvent):
        return root
    stack: list[Node] = [root]
    keys: list[Node | None] = [None]
    for event in source:
        top = stack[-1]
        kind = event.__class__
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            stack.pop()
            keys.pop()
            last = top.pairs[-1][1] if top.pairs else top.items[-1] if top.items else None
            top.end = event.end_mark.index + shift if top.flow or last is None else last.end
            if not stack:
                return root
            continue
        node = _node(event, text, shift)
        if top.kind == SEQUENCE:
            top.items.append(node)
        elif keys[-1] is None:
            keys[-1] = node
        else:
            top.pairs.append((keys[-1], node))
            keys[-1] = None
        if node.kind in (MAPPING, SEQUENCE):
            stack.append(node)
            keys.append(None)
    return root


def _node(event: Any, text: str, shift: int) -> Node:
    start, end = event.start_mark.index + shift, event.end_mark.index + shift
    kind = event.__class__
    if kind is ScalarEvent:
        node = Node(SCALAR, start, end)
        node.value, node.style = event.value, event.style or ""
        if node.style in ("|", ">"):
            node.end = _end_of_block(text, start, end)
    elif kind is AliasEvent:
        node = Node(ALIAS, start, end)
    else:
        node = Node(MAPPING if kind is MappingStartEvent else SEQUENCE, start, end)
        node.flow = bool(event.flow_style)
    node.anchor = event.anchor or ""
    return node


def _end_of_block(text: str, start: int, end: int) -> int:
    """Return where a block scalar's lines end: before the last line break that it owns.

    Blank lines after it belong to it only when its header says to keep them (`|+`).
    """
    head = text[start:end]
    header = head.splitlines()[0] if head else ""
    body = head.rstrip(" \r\n\t")
    if "+" in header.partition("#")[0]:
        body = head.rstrip(" \t")
        body = body[:-2] if body.endswith("\r\n") else body[:-1] if body[-1:] in "\r\n" else body
    return start + len(body)
