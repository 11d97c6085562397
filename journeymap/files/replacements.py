"""Saving an edit into a text that people wrote: only what differs is touched.

The map that the text was read as is compared with the new one; each difference becomes a small
replacement at the place where that field or record stands. Comments, blank lines, quoting, key
order and line ends elsewhere stay byte for byte. `splice.py` reads the result back and decides
whether it may be kept; nothing here may be trusted further than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from journeymap.files.decode import BOM, LINE_BREAK
from journeymap.files.nodes import MAPPING, SCALAR, SEQUENCE, Node, line_start, whole_tree
from journeymap.files.pairing import in_place, pair_records, pair_values
from journeymap.files.places import TextPlaces
from journeymap.files.plain import Plain, double_quoted, scalar
from journeymap.files.textedits import CannotSplice, TextEdits, applied
from journeymap.files.tree import Tree, own_tree, tree
from journeymap.files.writer import OWN_BLOCK, flow_value, put_mapping, put_pair, put_value
from journeymap.model.document import SavedText
from journeymap.model.journey import KINDS, JourneyMap, Record

# What is rewritten at the least, each level coarser; from QUOTED on no text stands in a literal
# block, whose end a comment below it or the end of the file can move.
FIELDS, QUOTED, RECORDS, LISTS = range(4)


def replaced(saved: SavedText, new: JourneyMap, level: int = FIELDS) -> bytes:
    """Return the bytes of `saved` with what differs in `new`; raises CannotSplice.

    `level` says how coarse the replacements are: single fields, whole records,
    or whole lists.
    """
    places = saved.places
    if not isinstance(places, TextPlaces):
        raise CannotSplice
    work = Replacements(places, level)
    old_readings, new_readings = yaml_readings(saved.map, new, places.beside)
    work.map(saved.map, new, {"readings": (old_readings, new_readings)})
    text = work.result()
    return (BOM if places.bom else b"") + text.encode()


def yaml_readings(
    old: JourneyMap, new: JourneyMap, beside: Sequence[Any]
) -> tuple[Sequence[Any], Sequence[Any]]:
    """Return the readings that stand in the map's own text, before and after."""
    if not beside:
        return old.readings, new.readings
    known = {id(reading) for reading in beside}
    return (
        [reading for reading in old.readings if id(reading) not in known],
        [reading for reading in new.readings if id(reading) not in known],
    )


class Replacements(TextEdits):
    """The replacements that turn the text of one map into that of another."""

    def __init__(self, places: TextPlaces, level: int) -> None:
        super().__init__(places.text)
        self.places = places
        self.level = level
        self.keeps_last_end = level == LISTS
        self._dropped: set[str] = set()  # keys of the map whose sections go

    # ------------------------------------------------------------ the map

    def map(self, old: JourneyMap, new: JourneyMap, lists: dict[str, Any]) -> None:
        """Collect what differs between two maps."""
        if self.places.flow:  # the whole map in braces, as JSON: rare, and small
            self.value(whole_tree(self.text), _whole(old), _whole(new), 0, True)
            return
        was, now = own_tree(old), own_tree(new)
        for key in KINDS:
            was[key], now[key] = lists.get(key) or (getattr(old, key), getattr(new, key))
        order = list(now)
        for key in dict.fromkeys([*was, *now]):
            before: Any = was.get(key)
            after: Any = now.get(key)
            gone = key not in now or (key in KINDS and not after)
            absent = key not in was or (key in KINDS and not before)
            if before is after or (gone and absent) or (not gone and before == after):
                continue
            if key not in self.places.sections:
                if not gone:
                    self._add_section(key, after, order)
            elif gone:
                self._drop_section(key)
            elif key in KINDS and self.level < LISTS and self.places.sections[key].items:
                self._records(key, before, after)
            else:
                self._section_value(key, before, after)

    def _section_value(self, key: str, before: Any, after: Any) -> None:
        name, node = self.places.section(key)
        if key in KINDS:
            before, after = [tree(r) for r in before], [tree(r) for r in after]
        if self.level <= QUOTED and before is not None:
            self.value(node, before, after, self.column(name.start), False, name)
        else:
            self._rewrite_value(name, node, key, after)

    def _rewrite_value(self, name: Node, node: Node, key: str, after: Tree) -> None:
        """Replace everything after a key's colon by the canonical form."""
        pad = " " * self.column(name.start)
        lines: list[str] = []
        put_value(lines, self._shown(after), pad, ":")
        self.replace_lines(self.colon(name, node), node.end, lines)

    def _add_section(self, key: str, after: Any, order: list[str]) -> None:
        lines: list[str] = []
        if key in KINDS:
            after = [tree(record) for record in after]
        put_pair(lines, key, self._shown(after), "", "")
        text = "\n".join(lines)
        sections = self.places.sections
        before = [k for k in order[: order.index(key)] if k in sections and k not in self._dropped]
        blank = "\n" if key in OWN_BLOCK and self.nl * 2 in self.text else ""
        if before:
            after_key = max(before, key=lambda k: sections[k].key)
            at = self.eol(self._section_end(after_key))
            self.replace(at, at, f"\n{blank}{text}")
        else:
            first = min(sections.values(), key=lambda s: s.key).key
            self.replace(first, first, f"{text}\n{blank}")

    def _section_end(self, key: str) -> int:
        section = self.places.sections[key]
        if section.items and not section.flow:
            return self.places.record(key, len(section.items) - 1).end
        return self.places.section(key)[1].end

    def _drop_section(self, key: str) -> None:
        start = self.places.sections[key].key
        ends = [s.key for s in self.places.sections.values() if s.key < start]
        after = max(ends, default=-1)
        self._dropped.add(key)
        before = next((k for k, s in self.places.sections.items() if s.key == after), None)
        self.drop_lines(start, self._section_end(key), self._section_end(before) if before else 0)

    # ------------------------------------------------------------ lists of records

    def _records(self, key: str, before: Sequence[Record], after: Sequence[Record]) -> None:
        items = self.places.sections[key].items
        assert items is not None
        if len(items) != len(before) or self.places.sections[key].flow:
            self._section_value(key, before, after)
            return
        self._block_items(
            len(items),
            lambda place: self.places.record(key, place),
            pair_records(before, after),
            lambda place: tree(before[place]),
            lambda place: tree(after[place]),
            lambda was, now: before[was] is after[now] or before[was] == after[now],
        )

    def _block_items(
        self,
        count: int,
        node_of: Any,
        pairs: Sequence[int | None],
        old_of: Any,
        new_of: Any,
        same: Any,
    ) -> None:
        """Edit, move, add and drop the items of one block list.

        `pairs[j]` is the old position of the new item j, or None.
        """
        stable = in_place(pairs)
        if not stable:
            raise CannotSplice
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
                    self._item(node_of(was), old_of(was), new_of(place))
                if last is None and waiting:
                    at = self._block(node_of, was)[0]
                    self.replace(at, at, "".join(f"{block}\n" for block in waiting))
                last = was
                continue
            like = last if last is not None else min(stays)
            if was is not None:
                changed = None if same(was, place) else new_of(place)
                block = self._moved(node_of, was, old_of, changed)
            else:
                block = self._new_item(node_of(like), new_of(place))
            if last is None:
                waiting.append(block)
            else:
                at = self.eol(node_of(last).end)
                gap = "\n" if self._spaced(node_of, last, count) else ""
                self.replace(at, at, f"\n{gap}{block}")

    def _item(self, node: Node, old: Tree, new: Tree) -> None:
        if self.level <= QUOTED:
            self.value(node, old, new, self.column(node.start) - 2, node.flow)
            return
        if isinstance(new, dict) and not node.flow:
            lines: list[str] = []
            put_mapping(lines, self._shown(new), " " * self.column(node.start), "")
            self.replace_lines(node.start, node.end, lines)
        else:
            self.replace(node.start, node.end, flow_value(new))

    def _moved(self, node_of: Any, was: int, old_of: Any, changed: Tree | None) -> str:
        start, end = self._block(node_of, was)
        if changed is None:
            return self.text[start:end].replace(self.nl, "\n")
        inner = Replacements(self.places, self.level)
        inner._item(node_of(was), old_of(was), changed)
        return applied(self.text, inner.edits, start, end).replace(self.nl, "\n")

    def _new_item(self, like: Node, new: Tree) -> str:
        dash = self._dash(like)
        content = self.column(like.start)
        if self.text[line_start(self.text, dash) : dash].strip() or content <= self.column(dash):
            raise CannotSplice
        first = " " * self.column(dash) + "-" + " " * (content - self.column(dash) - 1)
        if isinstance(new, dict) and like.kind == MAPPING and not like.flow:
            lines: list[str] = []
            put_mapping(lines, self._shown(new), " " * content, first)
            return "\n".join(lines)
        if like.flow:
            return first + flow_value(new)
        lines = []
        put_value(lines, self._shown(new), " " * self.column(dash), first.rstrip())
        return "\n".join(lines)

    def _block(self, node_of: Any, was: int) -> tuple[int, int]:
        """Return the lines of an item, from its own comments above to the end of its last line."""
        node = node_of(was)
        dash = self._dash(node)
        start = line_start(self.text, dash)
        if self.text[start:dash].strip():
            raise CannotSplice
        floor = self.eol(node_of(was - 1).end) if was else 0
        return self.with_comments(start, floor, dash - start), self.eol(node.end)

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
        between = self.text[self.eol(node_of(first).end) : self._block(node_of, first + 1)[0]]
        return len(LINE_BREAK.findall(between)) > 1

    # ------------------------------------------------------------ values

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
        empty = not node.pairs and not node.items and not in_flow
        if isinstance(old, dict) and isinstance(new, dict) and node.kind == MAPPING and not empty:
            self._mapping(node, old, new, in_flow or node.flow)
        elif (
            isinstance(old, list) and isinstance(new, list) and node.kind == SEQUENCE and not empty
        ):
            self._sequence(node, old, new, in_flow or node.flow)
        elif isinstance(new, dict | list) and not in_flow and name is not None:
            lines: list[str] = []
            put_value(lines, self._shown(new), " " * indent, ":")
            self.replace_lines(self.colon(name, node), node.end, lines)
        elif isinstance(new, dict | list) or in_flow:
            self._put_scalar(node, self._flow_value(node, new))
        elif node.kind in (MAPPING, SEQUENCE) and name is not None and not node.flow:
            self.replace(self.colon(name, node), node.end, f": {scalar(new)}")
        else:
            self._put_scalar(node, self._scalar(node, new, indent))

    def _shown(self, value: Tree) -> Tree:
        """Return a tree as this level writes it."""
        if self.level == FIELDS:
            return value
        if isinstance(value, dict):
            return {key: self._shown(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._shown(item) for item in value]
        if value.__class__ is str and "\n" in value:
            return Plain(double_quoted(value))
        return value

    def _put_scalar(self, node: Node, new: str) -> None:
        touches = node.start and self.text[node.start - 1] in ":-"
        lines = (f" {new}" if touches else new).split("\n")
        self.replace_lines(node.start, node.end, lines)

    def _scalar(self, node: Node, new: Tree, indent: int) -> str:
        if new.__class__ is str and node.kind == SCALAR:
            if "\n" in new:
                lines: list[str] = []
                put_value(lines, self._shown(new), " " * indent, "")
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
        return flow_value(new)

    def _mapping(self, node: Node, old: dict[str, Tree], new: dict[str, Tree], flow: bool) -> None:
        there = {name.value: (name, item) for name, item in node.pairs}
        drop = [key for key in old if key not in new and key in there]
        add = [key for key in new if key not in there and (key not in old or old[key] != new[key])]
        if flow and (drop or add):
            self._rebuild_flow_mapping(node, old, new, there)
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
            put_pair(lines, key, self._shown(new[key]), " " * indent, " " * indent)
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

    def _rebuild_flow_mapping(
        self, node: Node, old: dict[str, Tree], new: dict[str, Tree], there: dict[str, Any]
    ) -> None:
        parts = []
        for name, value in node.pairs:
            key = name.value
            if key not in new and key in old:
                continue
            inner = Replacements(self.places, self.level)
            if key in new and old.get(key) != new[key]:
                inner.value(value, old.get(key), new[key], 0, True, name)
            parts.append(applied(self.text, inner.edits, name.start, value.end))
        json = bool(node.pairs) and node.pairs[0][0].style == '"'
        parts += [
            json_pair(key, new[key]) if json else flow_value({key: new[key]})[1:-1]
            for key in new
            if key not in there and (key not in old or old[key] != new[key])
        ]
        self._rebuild(node, parts, "{", "}")

    def _sequence(self, node: Node, old: list[Tree], new: list[Tree], flow: bool) -> None:
        if len(node.items) != len(old):
            raise CannotSplice
        pairs = pair_values(old, new)
        if not flow:
            self._block_items(
                len(old),
                lambda place: node.items[place],
                pairs,
                lambda place: old[place],
                lambda place: new[place],
                lambda was, now: old[was] == new[now],
            )
        elif len(old) == len(new) and all(was == now for now, was in enumerate(pairs)):
            for item, before, after in zip(node.items, old, new, strict=True):
                self.value(item, before, after, 0, True)
        else:
            parts = []
            first = node.items[0].pairs[0][0] if node.items and node.items[0].pairs else None
            json = first is not None and first.style == '"'
            for place, was in enumerate(pairs):
                if was is not None and old[was] == new[place]:
                    item = node.items[was]
                    parts.append(self.text[item.start : item.end])
                else:
                    parts.append(_json(new[place]) if json else flow_value(new[place]))
            self._rebuild(node, parts, "[", "]")

    def _rebuild(self, node: Node, parts: Iterable[str], opens: str, closes: str) -> None:
        at = self.text.index(opens, node.start)
        space = " " if self.text[at + 1 : at + 2] == " " else ""
        self.replace(at, node.end, f"{opens}{space}{', '.join(parts)}{space}{closes}")


def json_pair(key: str, value: Tree) -> str:
    """Return `"key": value` as JSON, which a map in JSON stays."""
    return f"{double_quoted(key)}: {_json(value)}"


def _json(value: Tree) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(json_pair(key, item) for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_json, value))}]"
    if isinstance(value, str | date):
        return double_quoted(str(value))
    return scalar(value)


def _whole(m: JourneyMap) -> Tree:
    found = own_tree(m)
    for key in KINDS:
        if key in found:
            found[key] = [tree(record) for record in found[key]]
    return found
