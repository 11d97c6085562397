"""The smallest replacements that turn the values of one text into others.

A value is compared with what it shall be; each difference becomes a replacement at the place where
that field or item stands. Where people wrote in a way that this cannot follow, the value alone is
written anew. This module knows values and how people write them, but no map.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from journeymap.files.comments import comments_in, with_comments
from journeymap.files.listedits import LISTS, ListEdits, indented
from journeymap.files.nodes import MAPPING, SCALAR, SEQUENCE, Node, key_start, line_start
from journeymap.files.pairing import pair_values
from journeymap.files.plain import double_quoted, scalar, share
from journeymap.files.scan import FIELD_NAMES
from journeymap.files.textedits import CannotSplice, applied
from journeymap.files.tree import Tree
from journeymap.files.writer import (
    KEY_LIMIT,
    flow_value,
    json_pair,
    json_value,
    put_pair,
    put_value,
)
from journeymap.model.index import Path


class ValueEdits(ListEdits):
    """The replacements that change values of one text; `level` says how coarse they are."""

    def __init__(self, text: str, level: int) -> None:
        super().__init__(text, level)
        self.keeps_last_end = level == LISTS

    def fresh(self) -> ValueEdits:
        """Return the same with no replacements yet."""
        return ValueEdits(self.text, self.level)

    # ------------------------------------------------------------ values

    def rewrite_pair(
        self, name: Node, node: Node, key: str, after: Tree, pairs: Sequence[int | None] | None
    ) -> None:
        """Replace everything after a key's colon by the canonical form with its comments."""
        now = {was: place for place, was in enumerate(pairs or ()) if was is not None}

        def moved(path: Path) -> Path | None:
            if pairs is None or len(path) == 1 or not isinstance(path[1], int):
                return path
            return (path[0], now[path[1]], *path[2:]) if path[1] in now else None

        start = key_start(self.text, name.start)
        whole = Node(MAPPING, start, node.end)
        whole.pairs = [(name, node)]
        pad = " " * self.column(start)
        lines: list[str] = []
        put_pair(lines, key, self.shown(after), "", "")
        comments = list(comments_in(self.text, whole, start, self.eol(node.end)))
        text = with_comments("\n".join(lines), comments, moved)
        self.replace(start, self.eol(node.end), indented(text, pad))

    def value(
        self,
        node: Node,
        old: Tree,
        new: Tree,
        indent: int,
        in_flow: bool,
        name: Node | None = None,
    ) -> None:
        """Collect what differs in one value; `indent` is the column of what holds it."""
        if old == new and old is not None:
            return
        if isinstance(old, tuple):
            old = list(old)
        if isinstance(new, tuple):
            new = list(new)
        mark = len(self.edits)
        try:
            if (in_flow or node.pairs or node.items) and self._inside(
                node, old, new, in_flow or node.flow
            ):
                return
        except CannotSplice:  # then this value alone is written anew
            if name is None or in_flow:
                raise
            del self.edits[mark:]
            if isinstance(new, list) and isinstance(old, list) and _groups(new):
                self.rewrite_pair(name, node, name.value, new, pair_values(old, new))
                return
        if isinstance(new, dict | list) and not in_flow and name is not None:
            self.rewrite_value(name, node, new, indent)
        elif isinstance(new, dict | list) or in_flow:
            self._put_scalar(node, self._flow_value(node, new))
        elif node.kind in (MAPPING, SEQUENCE) and name is not None and not node.flow:
            self.replace_value(self.colon(name, node), node, [f": {scalar(new)}"])
        else:
            self._put_scalar(node, self._scalar(node, new, indent))

    def rewrite_value(self, name: Node, node: Node, new: Tree, indent: int) -> None:
        """Replace everything after a key's colon by the canonical form."""
        lines: list[str] = []
        put_value(lines, self.shown(new), " " * indent, ":")
        self.replace_value(self.colon(name, node), node, lines)

    def _inside(self, node: Node, old: Tree, new: Tree, flow: bool) -> bool:
        """Collect what differs inside a group or list; return False when it is neither."""
        if isinstance(old, dict) and isinstance(new, dict) and node.kind == MAPPING:
            self._mapping(node, old, new, flow)
            return True
        if isinstance(old, list) and isinstance(new, list) and node.kind == SEQUENCE:
            self._sequence(node, old, new, flow)
            return True
        return False

    def _put_scalar(self, node: Node, new: str) -> None:
        touches = node.start and self.text[node.start - 1] in ":-"
        self.replace_value(node.start, node, (f" {new}" if touches else new).split("\n"))

    def _scalar(self, node: Node, new: Tree, indent: int) -> str:
        if new.__class__ is float and node.value.endswith("%") and not node.style:
            return str(share(new))
        if new.__class__ is str and node.kind == SCALAR:
            if "\n" in new:
                lines: list[str] = []
                put_value(lines, self.shown(new), " " * indent, "")
                return "\n".join(lines).lstrip(" ")
            return _in_style(node, new, False)
        return scalar(new)

    @staticmethod
    def _flow_value(node: Node, new: Tree) -> str:
        """Return a value inside brackets; a text that stood in quotes keeps them, as in JSON."""
        if node.style and new.__class__ is str:
            return _in_style(node, new, True)
        if new.__class__ is float and node.value.endswith("%") and not node.style:
            return str(share(new))
        return flow_value(new)

    def _mapping(self, node: Node, old: dict[str, Tree], new: dict[str, Tree], flow: bool) -> None:
        node, old = self._renamed(node, old, new, flow)
        there = {name.value: (name, item) for name, item in node.pairs}
        drop = [key for key in old if key not in new and key in there]
        add = [key for key in new if key not in there and (key not in old or old[key] != new[key])]
        if flow and (drop or add):
            self._flow_mapping(node, old, new, there)
            return
        indent = self.key_column(node.pairs[0][0]) if node.pairs else 0
        for key, item in new.items():
            if key in there and (key not in old or old[key] != item):
                name, value = there[key]
                self.value(value, old.get(key), item, indent, flow, name)
        if len(drop) == len(node.pairs):
            raise CannotSplice
        kept = [pair for pair in node.pairs if pair[0].value not in drop]
        for place, (name, _) in enumerate(node.pairs):
            if name.value in drop:
                self._drop_pair(node, place)
        order = list(new)
        for key in add:
            before = [k for k in order[: order.index(key)] if k in there and k not in drop]
            anchor = there[before[-1]] if before else kept[0]
            lines: list[str] = []
            put_pair(lines, key, self.shown(new[key]), " " * indent, " " * indent)
            at = self.eol(anchor[1].end)
            self.replace(at, at, "\n" + "\n".join(lines))

    def _renamed(
        self, node: Node, old: dict[str, Tree], new: dict[str, Tree], flow: bool
    ) -> tuple[Node, dict[str, Tree]]:
        """Return the group as if the keys that only have another name now had had it before.

        Each is renamed where it stands, with its comments. Fields of records have no other name:
        one that went and one that came with the same value are two things.
        """
        came = [key for key in new if key not in old and key not in FIELD_NAMES]
        names: dict[str, str] = {}
        for name, _ in node.pairs:
            key = name.value
            if key in new or key not in old or key in FIELD_NAMES or name.anchor:
                continue
            now = next((each for each in came if new[each] == old[key]), None)
            if now is not None and len(now) <= KEY_LIMIT // 2:
                came.remove(now)
                names[key] = now
                self.replace(name.start, name.end, _in_style(name, now, flow))
        if not names:
            return node, old
        made = copy(node)
        made.pairs = []
        for name, value in node.pairs:
            called = copy(name)
            called.value = names.get(name.value, name.value)
            made.pairs.append((called, value))
        return made, {names.get(key, key): value for key, value in old.items()}

    def _drop_pair(self, node: Node, place: int) -> None:
        name, value = node.pairs[place]
        key = key_start(self.text, name.start)
        start = line_start(self.text, key)
        if self.text[start:key].strip():  # on the line of its dash: the next key moves up
            if place + 1 == len(node.pairs):
                raise CannotSplice
            following = key_start(self.text, node.pairs[place + 1][0].start)
            self.replace(key, following, "")
            return
        floor = self.eol(node.pairs[place - 1][1].end) if place else start
        self.drop_lines(key, value.end, floor, blanks=False)

    def _flow_mapping(
        self, node: Node, old: dict[str, Tree], new: dict[str, Tree], there: dict[str, Any]
    ) -> None:
        kept = [
            place
            for place, (key, _) in enumerate(node.pairs)
            if key.value in new or key.value not in old
        ]
        more = [key for key in new if key not in there and (key not in old or old[key] != new[key])]
        json = bool(node.pairs) and node.pairs[0][0].style == '"'
        texts = [
            json_pair(key, new[key]) if json else flow_value({key: new[key]})[1:-1] for key in more
        ]
        if not kept:
            self._rebuild(node, texts, "{", "}")
            return
        for place in kept:
            name, value = node.pairs[place]
            if name.value in new and old.get(name.value) != new[name.value]:
                self.value(value, old.get(name.value), new[name.value], 0, True, name)
        self.flow_entries(
            [(name.start, value.end) for name, value in node.pairs],
            [*kept, *[None] * len(more)],
            [""] * len(kept) + texts,
        )

    def _sequence(self, node: Node, old: list[Tree], new: list[Tree], flow: bool) -> None:
        if len(node.items) != len(old):
            raise CannotSplice
        pairs = pair_values(old, new)
        if not flow:
            self.block_items(
                len(old),
                lambda place: node.items[place],
                pairs,
                lambda place: old[place],
                lambda place: new[place],
                lambda was, now: old[was] == new[now],
            )
        else:
            self.flow_sequence(node, old, new, pairs)

    def flow_sequence(
        self, node: Node, old: list[Tree], new: list[Tree], pairs: Sequence[int | None]
    ) -> None:
        """Edit, move, add and drop the items of a list in brackets."""
        first = node.items[0].pairs[0][0] if node.items and node.items[0].pairs else None
        json = first is not None and first.style == '"'
        texts = [json_value(item) if json else flow_value(item) for item in new]
        kept = [was for was in pairs if was is not None]
        if kept and kept == sorted(kept):
            for place, was in enumerate(pairs):
                if was is not None and old[was] != new[place]:
                    self.value(node.items[was], old[was], new[place], 0, True)
            self.flow_entries([(item.start, item.end) for item in node.items], pairs, texts)
            return
        if kept:
            self._reorder_entries(node, old, new, pairs, texts)
        elif _groups(new) and "#" in self.text[node.start : node.end]:
            raise CannotSplice  # nothing stays: the comments go to what holds the list
        else:
            self._rebuild(node, texts, "[", "]")

    def _reorder_entries(
        self,
        node: Node,
        old: list[Tree],
        new: list[Tree],
        pairs: Sequence[int | None],
        texts: Sequence[str],
    ) -> None:
        """Put the entries of a list in brackets into another order, each with its comments."""
        bodies: list[str] = []
        for place, was in enumerate(pairs):
            if was is None:
                bodies.append(texts[place].replace("\n", self.nl))
                continue
            item = node.items[was]
            inner = self.fresh()
            if old[was] != new[place]:
                inner.value(item, old[was], new[place], 0, True)
            bodies.append(applied(self.text, inner.edits, item.start, item.end))
        opens = self.text.index("[", node.start)
        spans = [(item.start, item.end) for item in node.items]
        self.edits.append(
            (
                opens + 1,
                node.end - 1,
                self.entries_in_order(opens, node.end - 1, spans, pairs, bodies),
            )
        )

    def _rebuild(self, node: Node, parts: Iterable[str], opens: str, closes: str) -> None:
        at = self.text.index(opens, node.start)
        space = " " if self.text[at + 1 : at + 2] == " " else ""
        self.replace(at, node.end, f"{opens}{space}{', '.join(parts)}{space}{closes}")


def _in_style(node: Node, text: str, in_flow: bool) -> str:
    """Return a text in the quotes that another one stood in, if it can stand in them."""
    if node.style == '"':
        return double_quoted(text)
    if node.style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return scalar(text, in_flow=in_flow)


def _groups(items: list[Tree]) -> bool:
    return any(isinstance(item, dict) for item in items)
