"""The smallest replacements that turn the values of one text into others.

A value is compared with what it shall be; each difference becomes a replacement at the place where
that field or item stands. Where people wrote in a way that this cannot follow, the value alone is
written anew. This module knows values and how people write them, but no map.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from journeymap.files.comments import comments_in, with_comments
from journeymap.files.decode import LINE_BREAK
from journeymap.files.nodes import MAPPING, SCALAR, SEQUENCE, Node, line_start
from journeymap.files.pairing import in_place, pair_values
from journeymap.files.plain import Plain, double_quoted, scalar, share
from journeymap.files.textedits import CannotSplice, TextEdits, applied
from journeymap.files.tree import Tree
from journeymap.files.writer import (
    flow_value,
    json_pair,
    json_value,
    put_mapping,
    put_pair,
    put_value,
)
from journeymap.model.index import Path

# What is rewritten at the least, each level coarser; from QUOTED on no text stands in a literal
# block, whose end a comment below it or the end of the file can move.
FIELDS, QUOTED, RECORDS, LISTS = range(4)


class ValueEdits(TextEdits):
    """The replacements that change values of one text; `level` says how coarse they are."""

    def __init__(self, text: str, level: int) -> None:
        super().__init__(text)
        self.level = level
        self.keeps_last_end = level == LISTS

    # ------------------------------------------------------------ lists in lines

    def block_items(
        self,
        count: int,
        node_of: Any,
        pairs: Sequence[int | None],
        old_of: Any,
        new_of: Any,
        same: Any,
        levels: Mapping[int, int] = MappingProxyType({}),
    ) -> None:
        """Edit, move, add and drop the items of one block list.

        `pairs[j]` is the old position of the new item j, or None; `levels` are those of items.
        """
        stable = in_place(pairs)
        if not stable:
            if (
                not pairs
                or isinstance(new_of(0), dict | list)
                or isinstance(old_of(0), dict | list)
            ):
                raise CannotSplice
            pairs = [
                0,
                *pairs[1:],
            ]  # texts that share nothing: the first takes the place of the first
            stable = {0}
        stays = {was for place, was in enumerate(pairs) if was is not None and place in stable}
        for gone in range(count):
            if gone not in stays:
                start, end = self._block(node_of, gone)
                self.drop_lines(start, end, start, whole=True)
        waiting: list[str] = []  # blocks before the first item that stays
        last: int | None = None
        for place, was in enumerate(pairs):
            if was is not None and place in stable:
                if not same(was, place):
                    level = levels.get(place, self.level)
                    self._item(node_of(was), old_of(was), new_of(place), level)
                if last is None and waiting:
                    at = self._block(node_of, was)[0]
                    self.replace(at, at, "".join(f"{block}\n" for block in waiting))
                last = was
                continue
            like = last if last is not None else min(stays)
            if was is not None:
                changed = None if same(was, place) else new_of(place)
                level = levels.get(place, self.level)
                block = self._moved(node_of, was, old_of, changed, level)
            else:
                block = self._new_item(node_of(like), new_of(place))
            if last is None:
                waiting.append(block)
            else:
                at = self._item_end(node_of(last))
                gap = "\n" if self._spaced(node_of, last, count) else ""
                self.replace(at, at, f"\n{gap}{block}")

    def _item(self, node: Node, old: Tree, new: Tree, level: int) -> None:
        """Edit one item of a block list, at a coarser level where a fine one does not do."""
        before, mark = self.level, len(self.edits)
        try:
            self.level = level
            if level <= QUOTED:
                self.value(node, old, new, self.column(node.start) - 2, node.flow)
                return
        except CannotSplice:
            if not isinstance(new, dict):
                raise
            del self.edits[mark:]
        finally:
            self.level = before
        self._rewrite_item(node, new)

    def _rewrite_item(self, node: Node, new: Tree) -> None:
        """Replace an item by its canonical form with its comments."""
        end = self.eol(node.end)
        inside = list(comments_in(self.text, node, node.start, node.end))
        if not isinstance(new, dict) or (node.flow and not inside):
            self.replace(node.start, node.end, flow_value(new))
            return
        lines: list[str] = []
        put_mapping(lines, self.shown(new), "", "")
        text = with_comments("\n".join(lines), list(comments_in(self.text, node, node.start, end)))
        pad = " " * self.column(node.start)
        self.replace(node.start, end, _indented(text, pad))

    def _moved(self, node_of: Any, was: int, old_of: Any, changed: Tree | None, level: int) -> str:
        start, end = self._block(node_of, was)
        if changed is None:
            return self.text[start:end].replace(self.nl, "\n")
        inner = ValueEdits(self.text, self.level)
        inner._item(node_of(was), old_of(was), changed, level)
        return applied(self.text, inner.edits, start, end).replace(self.nl, "\n")

    def _new_item(self, like: Node, new: Tree) -> str:
        dash = self._dash(like)
        content = self.column(like.start)
        if self.text[line_start(self.text, dash) : dash].strip() or content <= self.column(dash):
            raise CannotSplice
        first = " " * self.column(dash) + "-" + " " * (content - self.column(dash) - 1)
        if isinstance(new, dict) and like.kind == MAPPING and not like.flow:
            lines: list[str] = []
            put_mapping(lines, self.shown(new), " " * content, first)
            return "\n".join(lines)
        if like.flow:
            return first + flow_value(new)
        lines = []
        put_value(lines, self.shown(new), " " * self.column(dash), first.rstrip())
        return "\n".join(lines)

    def _block(self, node_of: Any, was: int) -> tuple[int, int]:
        """Return the lines of an item, from its own comments above to the end of its last line."""
        node = node_of(was)
        dash = self._dash(node)
        start = line_start(self.text, dash)
        if self.text[start:dash].strip():
            raise CannotSplice
        floor = self.eol(node_of(was - 1).end) if was else 0
        return self.with_comments(start, floor, dash - start), self._item_end(node)

    def _item_end(self, node: Node) -> int:
        """Return the end of an item's last line, of its own comments too: they are indented."""
        return self.after_own(node.end, self.column(self._dash(node)))

    def _dash(self, node: Node) -> int:
        dash = self.text.rfind("-", 0, node.start)
        if dash < 0 or self.text[dash + 1 : node.start].strip():
            raise CannotSplice
        return dash

    def _spaced(self, node_of: Any, last: int, count: int) -> bool:
        """Return whether the items around here are set apart by blank lines."""
        if count < 2:
            return False
        first = last if last + 1 < count else last - 1
        between = self.text[self._item_end(node_of(first)) : self._block(node_of, first + 1)[0]]
        return len(LINE_BREAK.findall(between)) > 1

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

        whole = Node(MAPPING, name.start, node.end)
        whole.pairs = [(name, node)]
        pad = " " * self.column(name.start)
        lines: list[str] = []
        put_pair(lines, key, self.shown(after), "", "")
        comments = list(comments_in(self.text, whole, name.start, self.eol(node.end)))
        text = with_comments("\n".join(lines), comments, moved)
        self.replace(name.start, self.eol(node.end), _indented(text, pad))

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

    def shown(self, value: Tree) -> Tree:
        """Return a tree as this level writes it."""
        if self.level == FIELDS:
            return value
        if isinstance(value, dict):
            return {key: self.shown(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.shown(item) for item in value]
        if value.__class__ is str and "\n" in value:
            return Plain(double_quoted(value))
        return value

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
            if node.style == '"':
                return double_quoted(new)
            if node.style == "'" and new.isprintable():
                return "'" + new.replace("'", "''") + "'"
        return scalar(new)

    @staticmethod
    def _flow_value(node: Node, new: Tree) -> str:
        """Return a value inside brackets; a text that stood in double quotes keeps them (JSON)."""
        if node.style == '"' and new.__class__ is str:
            return double_quoted(new)
        if new.__class__ is float and node.value.endswith("%") and not node.style:
            return str(share(new))
        return flow_value(new)

    def _mapping(self, node: Node, old: dict[str, Tree], new: dict[str, Tree], flow: bool) -> None:
        there = {name.value: (name, item) for name, item in node.pairs}
        drop = [key for key in old if key not in new and key in there]
        add = [key for key in new if key not in there and (key not in old or old[key] != new[key])]
        if flow and (drop or add):
            self._flow_mapping(node, old, new, there)
            return
        indent = self.column(node.pairs[0][0].start) if node.pairs else 0
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

    def _drop_pair(self, node: Node, place: int) -> None:
        name, value = node.pairs[place]
        start = line_start(self.text, name.start)
        if self.text[start : name.start].strip():  # on the line of its dash: the next key moves up
            if place + 1 == len(node.pairs):
                raise CannotSplice
            self.replace(name.start, node.pairs[place + 1][0].start, "")
            return
        floor = self.eol(node.pairs[place - 1][1].end) if place else start
        self.drop_lines(name.start, value.end, floor, blanks=False)

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
            inner = ValueEdits(self.text, self.level)
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
        )  # noqa: E501 - formatted later

    def _rebuild(self, node: Node, parts: Iterable[str], opens: str, closes: str) -> None:
        at = self.text.index(opens, node.start)
        space = " " if self.text[at + 1 : at + 2] == " " else ""
        self.replace(at, node.end, f"{opens}{space}{', '.join(parts)}{space}{closes}")


def _groups(items: list[Tree]) -> bool:
    return any(isinstance(item, dict) for item in items)


def _indented(text: str, pad: str) -> str:
    """Return lines with all but the first indented, and none that is empty."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(f"{pad}{line}" if line else "" for line in rest)])
