"""From a map to the text of a new file, in the canonical form that linters leave alone.

Key order as in the model, two-space indentation with lists indented too, groups of keys in block
style, short lists in brackets, no folded lines, Unicode as itself. Groups never stand in braces:
prettier wants a space inside them and yamllint forbids it. A touched record of a file that people
wrote is `splice.py`'s business.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from journeymap.files.plain import Plain, block_header, double_quoted, plain_safe, quoted, scalar
from journeymap.files.tree import Tree, own_tree, tree, value_tree, written
from journeymap.model.journey import (
    CLASSES,
    KINDS,
    LISTS,
    JourneyMap,
    Metric,
    Record,
)
from journeymap.model.shapes import keys_of

WIDTH = 80  # a longer list is broken into lines, as prettier would
SHORT = 24  # characters; a list of longer texts reads better as lines
KEY_LIMIT = 1000  # YAML finds the colon of a key only within 1,024 characters
OWN_BLOCK = frozenset((*LISTS.values(), "checks", "look", "translations"))
# Texts that need no second look. The keys of the format are always plain: `n` is a truth value only
# by the letter of YAML 1.1, and no reader takes it so.
_safe = frozenset(key for kind in (JourneyMap, *CLASSES.values()) for key in keys_of(kind))


def write(m: JourneyMap, stated: bool = False) -> str:
    """Return the text of a new file that holds exactly `m`.

    With `stated` keys stay that say what holds anyway, where they were given: `status: open`.
    """
    lines: list[str] = []
    seen: set[str] = set()
    for key, value in own_tree(m, stated).items():
        if key in OWN_BLOCK and lines and (value or key not in KINDS):
            lines.append("")
        if key in KINDS and value:
            lines.append(f"{key}:")
            own: list[str] = []  # joined record by record: the memory is used again and stays warm
            for record in getattr(m, key):
                put_record(own, record, "    ", "  - ", seen, stated)
                lines.append("\n".join(own))
                own.clear()
        else:
            put_pair(lines, key, value, "", "")
    lines.append("")
    return "\n".join(lines)


def put_record(
    lines: list[str],
    record: Record,
    pad: str,
    first: str,
    seen: set[str],
    stated: bool = False,
) -> None:
    """Append a record's lines: what `put_mapping` makes of its tree, without making the tree.

    A full save of 10,000 touchpoints comes through here 60,000 times. `seen` keeps the short texts
    that were found to be plain-safe.
    """
    start = len(lines)
    append = lines.append
    heads = _heads(type(record), pad)
    for name, value in record.__dict__.items():  # in the order of the fields, as pydantic keeps it
        if value is None:
            continue
        key, default, convert, head = heads[name]
        if (value is default or (default is not None and value == default)) and not (
            stated and name in record.__pydantic_fields_set__
        ):
            continue
        if convert is None:
            kind = value.__class__
            if kind is str:
                if value in seen:
                    append(head + value)
                elif plain_safe(value):
                    append(head + value)
                    if len(value) < SHORT:
                        seen.add(value)
                else:
                    put_value(lines, value, pad, head[:-1])
            elif kind is int:
                append(f"{head}{value}")
            else:
                append(head + scalar(value))
        elif value.__class__ is tuple and value and convert is value_tree:
            if isinstance(value[0], Record):
                append(head[:-1])
                for item in value:
                    put_record(lines, item, f"{pad}    ", f"{pad}  - ", seen, stated)
            elif text := flow_texts(value, len(head)):
                append(head + text)
            else:
                put_value(lines, value, pad, head[:-1])
        elif (shown := convert(value)).__class__ is Plain:
            append(head + shown)
        else:
            put_pair(lines, key, shown, pad, pad)
    if record.__pydantic_extra__ or record.__class__ is Metric:
        del lines[start:]
        put_mapping(lines, tree(record, stated), pad, pad)
    if len(lines) == start:
        append(f"{first}{{}}")
    else:
        lines[start] = first + lines[start][len(pad) :]


@lru_cache(maxsize=256)
def _heads(
    record_type: type[Record], pad: str
) -> dict[str, tuple[str, object, Callable[[Any], Tree] | None, str]]:
    return {
        row.name: (row.key, row.default, row.convert, f"{pad}{row.key}: ")
        for row in written(record_type)
    }


def put_pair(lines: list[str], key: str, value: Tree, pad: str, first: str) -> None:
    """Append `key: value`; the first line starts with `first`, the others with `pad`."""
    name = key if key in _safe or key.__class__ is Plain or plain_safe(key) else quoted(key)
    if len(name) > KEY_LIMIT:
        lines.append(f"{first}? {name}")
        first, name = pad, ""
    put_value(lines, value, pad, f"{first}{name}:")


def put_value(lines: list[str], value: Tree, pad: str, head: str) -> None:
    """Append a value after `head`, which ends in a colon or a dash; `pad` indents its parent."""
    kind = value.__class__
    if kind is int:
        lines.append(f"{head} {value}")
    elif kind is str:
        if value in _safe or plain_safe(value):
            lines.append(f"{head} {value}")
        elif header := block_header(value):
            lines.append(f"{head} {header}")
            lines += [f"{pad}  {line}" if line else "" for line in _block_lines(value)]
        else:
            lines.append(f"{head} {quoted(value)}")
    elif kind is dict:
        if not value:
            lines.append(f"{head} {{}}")
        elif head.endswith("-"):
            put_mapping(lines, value, f"{pad}  ", f"{head} ")
        else:
            lines.append(head)
            put_mapping(lines, value, f"{pad}  ", f"{pad}  ")
    elif kind is list or kind is tuple:
        if not value or (text := flow_list(value, len(head) + 1)):
            lines.append(f"{head} {text if value else '[]'}")
        elif head.endswith("-"):  # a list in a list starts on the same line, as a group does
            for item in value:
                put_value(lines, item, f"{pad}  ", f"{head} -")
                head = f"{pad} "
        else:
            lines.append(head)
            inner = f"{pad}  "
            for item in value:
                put_value(lines, item, inner, f"{inner}-")
    else:
        lines.append(f"{head} {scalar(value)}")


def put_mapping(lines: list[str], value: dict[str, Tree], pad: str, first: str) -> None:
    """Append the pairs of a group; the first line starts with `first`, the others with `pad`."""
    for key, item in value.items():
        put_pair(lines, key, item, pad, first)
        first = pad


def flow_list(items: Any, column: int) -> str:
    """Return `[a, b]` when the items are short scalars and the line stays within WIDTH, else ''."""
    parts = []
    for item in items:
        if isinstance(item, dict | list | tuple) or (item.__class__ is str and len(item) > SHORT):
            return ""
        parts.append(scalar(item, in_flow=True))
    text = f"[{', '.join(parts)}]"
    return text if column + width(text) <= WIDTH else ""


@lru_cache(maxsize=8192)
def flow_texts(items: tuple[Any, ...], column: int) -> str:
    """Return what `flow_list` does, remembered: owners, systems and steps come again and again."""
    return flow_list(items, column)


def flow_value(value: Tree) -> str:
    """Return a value on one line, in brackets and braces where it is a list or a group."""
    if isinstance(value, dict):
        pairs = (f"{scalar(key, in_flow=True)}: {flow_value(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow_value, value))}]"
    return scalar(value, in_flow=True)


def json_pair(key: str, value: Tree) -> str:
    """Return `"key": value` as JSON, which a map in JSON stays."""
    return f"{double_quoted(key)}: {json_value(value)}"


def json_value(value: Tree) -> str:
    """Return a value as JSON on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(json_pair(key, item) for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(json_value, value))}]"
    if isinstance(value, str | date):
        return double_quoted(str(value))
    return scalar(value)


def width(text: str) -> int:
    """Return how many columns a text takes in a fixed-width font, at least."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _block_lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")
