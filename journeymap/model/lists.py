"""Lists written on one line: `a, b` or `[a, "b, c"]`, as YAML writes them in a row.

Only what a list of texts needs is read here: items between commas, each plain or in quotes. No
item is lost and none is refused: what is no pair of brackets or quotes is part of the text.
"""

from __future__ import annotations

import re

_ITEM = re.compile(
    r"""\s*"(?P<double>(?:[^"\\]|\\.)*)"\s*(?:,|\Z)
      | \s*'(?P<single>(?:[^']|'')*)'\s*(?:,|\Z)
      | (?P<plain>[^,]*)(?:,|\Z)""",
    re.VERBOSE | re.DOTALL,
)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t"}


def items_of(text: str) -> tuple[str, ...]:
    """Return the items of a list; plain ones lose the spaces around them and may not be empty."""
    text = text.strip()
    if _in_brackets(text):
        text = text[1:-1]
    items: list[str] = []
    at = 0
    while at < len(text):
        found = _ITEM.match(text, at)
        assert found is not None  # the plain item matches anything
        at = found.end()
        if (double := found["double"]) is not None:
            items.append(re.sub(r"(?s)\\(.)", lambda m: _ESCAPED.get(m[1], m[1]), double))
        elif (single := found["single"]) is not None:
            items.append(single.replace("''", "'"))
        elif plain := found["plain"].strip():
            items.append(plain)
    return tuple(items)


def _in_brackets(text: str) -> bool:
    """Return whether the first bracket is closed by the last character and not before."""
    if not (text.startswith("[") and text.endswith("]")):
        return False
    depth, text = 0, _QUOTED.sub(lambda found: '"' * len(found[0]), text)
    for at, character in enumerate(text):
        depth += (character == "[") - (character == "]")
        if not depth:
            return at == len(text) - 1
    return False
