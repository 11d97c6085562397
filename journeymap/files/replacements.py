"""Saving an edit into a text that people wrote: only what differs is touched.

The map that the text was read as is compared with the new one; each difference becomes a small
replacement at the place where that field or record stands. Comments, blank lines, quoting, key
order and line ends elsewhere stay byte for byte. `splice.py` reads the result back and decides
whether it may be kept; nothing here may be trusted further than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

from journeymap.files.aliases import kept_aliases
from journeymap.files.comments import comments_in, with_comments
from journeymap.files.decode import BOM, LINE_BREAK
from journeymap.files.nodes import MAPPING, SCALAR, SEQUENCE, Node, line_start, whole_tree
from journeymap.files.pairing import in_place, pair_records, pair_values
from journeymap.files.places import TextPlaces
from journeymap.files.plain import Plain, double_quoted, scalar
from journeymap.files.textedits import CannotSplice, TextEdits, applied
from journeymap.files.tree import Tree, own_tree, tree
from journeymap.files.writer import OWN_BLOCK, flow_value, put_mapping, put_pair, put_value
from journeymap.model.document import SavedText
from journeymap.model.index import Path
from journeymap.model.journey import KINDS, JourneyMap, Record

# What is rewritten at the least, each level coarser; from QUOTED on no text stands in a literal
# block, whose end a comment below it or the end of the file can move.
FIELDS, QUOTED, RECORDS, LISTS = range(4)


Levels: TypeAlias = Mapping[tuple[str, int], int]  # by list and new position of a record


def replaced(
    saved: SavedText, new: JourneyMap, level: int = FIELDS, levels: Levels = MappingProxyType({})
) -> bytes:
    """Return the bytes of `saved` with what differs in `new`; raises CannotSplice.

    `level` says how coarse the replacements are: single fields, whole records, or whole lists;
    `levels` says it for single records.
    """
    places = saved.places
    if not isinstance(places, TextPlaces):
        raise CannotSplice
    work = Replacements(places, level, levels)
    old_readings, new_readings = yaml_readings(saved.map, new, places.beside)
    work.map(saved.map, new, {"readings": (old_readings, new_readings)})
    for alias, value in list(kept_aliases(work.text, work.edits)):
        work.replace(alias.start, alias.end, value)
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

    def __init__(
        self, places: TextPlaces, level: int, levels: Levels = MappingProxyType({})
    ) -> None:
        super().__init__(places.text)
        self.places = places
        self.level = level
        self.levels = levels
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
        pairs = pair_records(before or (), after) if key in KINDS else None
        if key in KINDS:
            before, after = [tree(r) for r in before], [tree(r) for r in after]
        if before is None:
            self._rewrite_value(name, node, after, self.column(name.start))
        elif self.level <= QUOTED:
            self.value(node, before, after, self.column(name.start), False, name)
        else:
            self._rewrite_section(name, node, key, after, pairs)

    def _rewrite_section(
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
        put_pair(lines, key, self._shown(after), "", "")
        comments = list(comments_in(self.text, whole, name.start, self.eol(node.end)))
        text = with_comments("\n".join(lines), comments, moved)
        self.replace(name.start, self.eol(node.end), _indented(text, pad))

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
            at = self.after_section(self._section_end(after_key))
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
            {place: level for (field, place), level in self.levels.items() if field == key},
        )

    def _block_items(
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
        put_mapping(lines, self._shown(new), "", "")
        text = with_comments("\n".join(lines), list(comments_in(self.text, node, node.start, end)))
        pad = " " * self.column(node.start)
        self.replace(node.start, end, _indented(text, pad))

    def _moved(self, node_of: Any, was: int, old_of: Any, changed: Tree | None, level: int) -> str:
        start, end = self._block(node_of, was)
        if changed is None:
            return self.text[start:end].replace(self.nl, "\n")
        inner = Replacements(self.places, self.level)
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
                self._rewrite_section(name, node, name.value, new, pair_values(old, new))
                return
        if isinstance(new, dict | list) and not in_flow and name is not None:
            self._rewrite_value(name, node, new, indent)
        elif isinstance(new, dict | list) or in_flow:
            self._put_scalar(node, self._flow_value(node, new))
        elif node.kind in (MAPPING, SEQUENCE) and name is not None and not node.flow:
            self.replace_value(self.colon(name, node), node, [f": {scalar(new)}"])
        else:
            self._put_scalar(node, self._scalar(node, new, indent))

    def _rewrite_value(self, name: Node, node: Node, new: Tree, indent: int) -> None:
        """Replace everything after a key's colon by the canonical form."""
        lines: list[str] = []
        put_value(lines, self._shown(new), " " * indent, ":")
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
        self.replace_value(node.start, node, (f" {new}" if touches else new).split("\n"))

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
            self._block_items(
                len(old),
                lambda place: node.items[place],
                pairs,
                lambda place: old[place],
                lambda place: new[place],
                lambda was, now: old[was] == new[now],
            )
        else:
            self._flow_sequence(node, old, new, pairs)

    def _flow_sequence(
        self, node: Node, old: list[Tree], new: list[Tree], pairs: list[int | None]
    ) -> None:
        first = node.items[0].pairs[0][0] if node.items and node.items[0].pairs else None
        json = first is not None and first.style == '"'
        texts = [_json(item) if json else flow_value(item) for item in new]
        kept = [was for was in pairs if was is not None]
        if kept and kept == sorted(kept):
            for place, was in enumerate(pairs):
                if was is not None and old[was] != new[place]:
                    self.value(node.items[was], old[was], new[place], 0, True)
            self.flow_entries([(item.start, item.end) for item in node.items], pairs, texts)
            return
        if _groups(new) and any(True for _ in comments_in(self.text, node, node.start, node.end)):
            raise CannotSplice  # putting the groups into another order would lose their comments
        parts = []
        for place, was in enumerate(pairs):
            if was is not None and old[was] == new[place]:
                item = node.items[was]
                parts.append(self.text[item.start : item.end])
            else:
                parts.append(texts[place])
        self._rebuild(node, parts, "[", "]")

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
