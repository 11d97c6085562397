"""What an edit of a value does to its aliases: nothing, they keep the value that was named.

A value that is named (`&team`) and changed or removed would change, or leave without meaning, every
alias (`*team`) of it. So the first alias that stays is written as the old value and takes the name
over. This module knows nodes and edits, but no map.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journeymap.files.nodes import ALIAS, MAPPING, SCALAR, SEQUENCE, Node, whole_tree
from journeymap.files.plain import Plain, double_quoted, plain_safe, scalar
from journeymap.files.textedits import Edit


def kept_aliases(text: str, edits: Sequence[Edit]) -> Iterator[tuple[Node, str]]:
    """Yield each alias that has to be written as the old value, with its new text."""
    if not edits or "&" not in text or "*" not in text:
        return
    named: dict[str, Node] = {}
    moved: set[str] = set()
    for node in sorted(whole_tree(text).walk(), key=lambda node: node.start):
        if node.kind != ALIAS:
            if node.anchor:
                named[node.anchor] = node
                moved.discard(node.anchor)
        elif (name := node.anchor) in named and name not in moved:
            gone = any(start <= node.start and node.end <= end for start, end, _ in edits)
            if not gone and _touched(text, named[name], edits):
                moved.add(name)
                yield node, f"&{name} {_on_one_line(named[name])}"


def _touched(text: str, node: Node, edits: Sequence[Edit]) -> bool:
    """Return whether an edit lies in a value; one put behind the last line of a list does too."""
    end = node.end
    if node.kind in (MAPPING, SEQUENCE) and not node.flow:
        while end < len(text) and text[end] not in "\r\n":
            end += 1
        end += 1
    return any(start < end and (stop > node.start) for start, stop, _ in edits)


def _on_one_line(node: Node) -> str:
    """Return a value as it stood, without its name, in a form that may stand anywhere."""
    if node.kind == MAPPING:
        pairs = (f"{_on_one_line(key)}: {_on_one_line(value)}" for key, value in node.pairs)
        return "{" + ", ".join(pairs) + "}"
    if node.kind == SEQUENCE:
        return f"[{', '.join(map(_on_one_line, node.items))}]"
    if node.kind == ALIAS:
        return f"*{node.anchor}"
    if node.kind == SCALAR and not node.style:
        if not node.value:
            return "null"
        # Typed without quotes: it stays so wherever it may, because `1` in quotes is a text.
        one_word = node.value.isalnum() or plain_safe(node.value, in_flow=True)
        return scalar(Plain(node.value) if one_word else node.value, in_flow=True)
    return double_quoted(node.value)
