"""What an edit does to aliases: nothing, each keeps the value that it stood for.

A value that is named (`&team`) and changed, removed or moved behind an alias of it (`*team`) would
change that alias or leave it without meaning. So an alias that would mean something else in the new
text is written as the value that it had, and takes the name over unless that comes again below.
This module knows nodes, but no map.
"""

from __future__ import annotations

from journeymap.files.nodes import ALIAS, MAPPING, SCALAR, SEQUENCE, Node, whole_tree
from journeymap.files.plain import Plain, double_quoted, plain_safe, scalar


def with_aliases_kept(before: str, after: str) -> str:
    """Return the text `after` an edit with each alias standing for what it did in `before`."""
    if "&" not in before or "*" not in after:
        return after
    meant: dict[str, str] = {}
    for node in _in_order(before):
        if node.kind != ALIAS and node.anchor:
            if node.anchor in meant:
                return after  # a name used twice: which of them is meant depends on the place
            meant[node.anchor] = _on_one_line(node)
    nodes = _in_order(after)
    to_come = [node.anchor for node in nodes if node.kind != ALIAS and node.anchor]
    means: dict[str, str] = {}
    parts: list[str] = []
    at = 0
    for node in nodes:
        name = node.anchor
        if node.kind != ALIAS:
            if name:
                to_come.remove(name)
                means[name] = _on_one_line(node)
        elif name in meant and means.get(name) != meant[name]:
            takes_over = name not in to_come
            parts += [after[at : node.start], f"&{name} " * takes_over, meant[name]]
            at = node.end
            if takes_over:
                means[name] = meant[name]
    return "".join(parts) + after[at:]


def _in_order(text: str) -> list[Node]:
    return sorted(whole_tree(text).walk(), key=lambda node: node.start)


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
