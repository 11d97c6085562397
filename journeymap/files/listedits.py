"""Items of a list in lines: edited, moved, added and dropped, each with its own comments.

What an item says is edited by `valueedits.py`; here is where its lines begin and end, and how a new
one looks among its neighbours. This module knows values and lines, but no map.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from journeymap.files.comments import comments_in, with_comments
from journeymap.files.decode import LINE_BREAK
from journeymap.files.entries import EntryEdits
from journeymap.files.nodes import MAPPING, Node, line_start
from journeymap.files.pairing import in_place
from journeymap.files.plain import Plain, double_quoted
from journeymap.files.textedits import CannotSplice, applied
from journeymap.files.tree import Tree
from journeymap.files.writer import flow_value, put_mapping, put_value

# What is rewritten at the least, each level coarser; from QUOTED on no text stands in a literal
# block, whose end a comment below it or the end of the file can move.
FIELDS, QUOTED, RECORDS, LISTS = range(4)


class ListEdits(EntryEdits):
    """The replacements in one text, those of lists in lines among them; see `ValueEdits`."""

    def __init__(self, text: str, level: int) -> None:
        super().__init__(text)
        self.level = level

    def fresh(self) -> ListEdits:
        """Return the same with no replacements yet."""
        raise NotImplementedError

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
        raise NotImplementedError

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
            if gone in stays:
                continue
            start, end = self._block(node_of, gone)
            if self._after_mark(node_of(gone)) is None:
                self.drop_lines(start, end, start, whole=True)
            else:  # the mark has its line, and what follows stays in its own
                self.replace(start, end, "")
        waiting: list[str] = []  # blocks before the first item that stays
        last: int | None = None
        for place, was in enumerate(pairs):
            if was is not None and place in stable:
                if not same(was, place):
                    level = levels.get(place, self.level)
                    self._item(node_of(was), old_of(was), new_of(place), level)
                if last is None and waiting:
                    gap = "\n" if self._spaced(node_of, was, count) else ""
                    self._put_before(node_of, was, [f"{block}{gap}" for block in waiting])
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
        self.replace(node.start, end, indented(text, pad))

    def _moved(self, node_of: Any, was: int, old_of: Any, changed: Tree | None, level: int) -> str:
        start, end = self._block(node_of, was)
        pad = ""
        if self._after_mark(node_of(was)) is not None:
            start = self._dash(node_of(was))
            pad = " " * self.column(start)
        if changed is None:
            return pad + self.text[start:end].replace(self.nl, "\n")
        inner = self.fresh()
        inner._item(node_of(was), old_of(was), changed, level)
        return pad + applied(self.text, inner.edits, start, end).replace(self.nl, "\n")

    def _put_before(self, node_of: Any, was: int, blocks: Sequence[str]) -> None:
        """Put items in lines of their own above one that stays."""
        start = self._block(node_of, was)[0]
        if self._after_mark(node_of(was)) is None:
            self.replace(start, start, "".join(f"{block}\n" for block in blocks))
            return
        dash = self._dash(node_of(was))
        self.replace(start, dash, "\n".join(["", *blocks, " " * self.column(dash)]))

    def _new_item(self, like: Node, new: Tree) -> str:
        dash = self._dash(like)
        content = self.column(like.start)
        before = self.text[line_start(self.text, dash) : dash].strip()
        if (before and self._after_mark(like) is None) or content <= self.column(dash):
            raise CannotSplice
        first = " " * self.column(dash) + "-" + " " * (content - self.column(dash) - 1)
        if isinstance(new, dict) and like.kind == MAPPING and not like.flow:
            lines: list[str] = []
            if LINE_BREAK.search(self.text[dash : like.start]):  # the dash has a line of its own
                lines.append(" " * self.column(dash) + "-")
                first = " " * content
            put_mapping(lines, self.shown(new), " " * content, first)
            return "\n".join(lines)
        if like.flow:
            return first + flow_value(new)
        lines = []
        put_value(lines, self.shown(new), " " * self.column(dash), first.rstrip())
        return "\n".join(lines)

    def _block(self, node_of: Any, was: int) -> tuple[int, int]:
        """Return the lines of an item, from its own comments above to the end of its last line.

        The first of a list may stand in the line of the mark of its key's value (`: - item`); it
        begins behind that.
        """
        node = node_of(was)
        if (mark := self._after_mark(node)) is not None:
            return mark, self._item_end(node)
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

    def _after_mark(self, node: Node) -> int | None:
        """Return the end of the `:` before an item in its line, None where it has its own line."""
        dash = self._dash(node)
        before = self.text[line_start(self.text, dash) : dash].rstrip(" \t")
        marked = before.endswith(":") and not before[:-1].strip()
        return line_start(self.text, dash) + len(before) if marked else None

    def _spaced(self, node_of: Any, last: int, count: int) -> bool:
        """Return whether the items around here are set apart by blank lines."""
        if count < 2:
            return False
        first = last if last + 1 < count else last - 1
        between = self.text[self._item_end(node_of(first)) : self._block(node_of, first + 1)[0]]
        return len(LINE_BREAK.findall(between)) > 1


def indented(text: str, pad: str) -> str:
    """Return lines with all but the first indented, and none that is empty."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(f"{pad}{line}" if line else "" for line in rest)])
