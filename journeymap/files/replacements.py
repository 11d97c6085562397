"""Saving an edit into a text that people wrote: only what differs is touched.

The map that the text was read as is compared with the new one; each difference becomes a small
replacement at the place where that field or record stands. Comments, blank lines, quoting, key
order and line ends elsewhere stay byte for byte. `splice.py` reads the result back and decides
whether it may be kept; nothing here may be trusted further than that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from journeymap.files.aliases import with_aliases_kept
from journeymap.files.beside import parted
from journeymap.files.decode import BOM
from journeymap.files.listedits import FIELDS, LISTS, QUOTED
from journeymap.files.nodes import whole_tree
from journeymap.files.pairing import pair_records
from journeymap.files.places import TextPlaces
from journeymap.files.textedits import CannotSplice
from journeymap.files.tree import Tree, own_tree, tree
from journeymap.files.valueedits import ValueEdits
from journeymap.files.writer import OWN_BLOCK, put_pair
from journeymap.model.document import SavedText
from journeymap.model.journey import KINDS, JourneyMap, Record

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
    before, own, _ = parted(saved, new)
    work.map(saved.map, new, {"readings": (before, own)})
    text = with_aliases_kept(work.text, work.result())
    return (BOM if places.bom else b"") + text.encode()


class Replacements(ValueEdits):
    """The replacements that turn the text of one map into that of another."""

    def __init__(
        self, places: TextPlaces, level: int, levels: Levels = MappingProxyType({})
    ) -> None:
        super().__init__(places.text, level)
        self.places = places
        self.levels = levels
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
            self.rewrite_value(name, node, after, self.key_column(name))
        elif self.level <= QUOTED:
            self.value(node, before, after, self.key_column(name), False, name)
        else:
            self.rewrite_pair(name, node, key, after, pairs)

    def _add_section(self, key: str, after: Any, order: list[str]) -> None:
        lines: list[str] = []
        if key in KINDS:
            after = [tree(record) for record in after]
        put_pair(lines, key, self.shown(after), "", "")
        text = "\n".join(lines)
        sections = self.places.sections
        before = [k for k in order[: order.index(key)] if k in sections and k not in self._dropped]
        after_key = max(before, key=lambda k: sections[k].key) if before else ""
        blank = "\n" if key in OWN_BLOCK and self._set_apart(after_key) else ""
        if before:
            at = self.after_section(self._section_end(after_key))
            self.replace(at, at, f"\n{blank}{text}")
        else:
            first = min(map(self.places.start, sections))
            self.replace(first, first, f"{text}\n{blank}")

    def _set_apart(self, key: str) -> bool:
        """Return whether sections around `key` are set apart by blank lines."""
        order = sorted(self.places.sections, key=lambda k: self.places.sections[k].key)
        place = order.index(key) if key else 0
        around = [each for each in order[place : place + 2] if each in OWN_BLOCK] or [
            each for each in order if each in OWN_BLOCK
        ]
        return any(self._blank_above(each) for each in around)

    def _blank_above(self, key: str) -> bool:
        start = self.with_comments(self.places.start(key), 0, 0)
        return self.text.endswith(self.nl * 2, 0, start)

    def _section_end(self, key: str) -> int:
        section = self.places.sections[key]
        if section.items and not section.flow:
            return self.places.record(key, len(section.items) - 1).end
        return self.places.section(key)[1].end

    def _drop_section(self, key: str) -> None:
        start = self.places.start(key)
        ends = [s.key for s in self.places.sections.values() if s.key < start]
        after = max(ends, default=-1)
        self._dropped.add(key)
        before = next((k for k, s in self.places.sections.items() if s.key == after), None)
        self.drop_lines(start, self._section_end(key), self._section_end(before) if before else 0)

    # ------------------------------------------------------------ lists of records

    def _records(self, key: str, before: Sequence[Record], after: Sequence[Record]) -> None:
        items = self.places.sections[key].items
        assert items is not None
        if len(items) != len(before):
            self._section_value(key, before, after)
            return
        if self.places.sections[key].flow:
            node, mark = self.places.section(key)[1], len(self.edits)
            try:
                self.flow_sequence(
                    node, [*map(tree, before)], [*map(tree, after)], pair_records(before, after)
                )
            except CannotSplice:
                del self.edits[mark:]
                self._section_value(key, before, after)
            return
        self.block_items(
            len(items),
            lambda place: self.places.record(key, place),
            pair_records(before, after),
            lambda place: tree(before[place]),
            lambda place: tree(after[place]),
            lambda was, now: before[was] is after[now] or before[was] == after[now],
            {place: level for (field, place), level in self.levels.items() if field == key},
        )


def _whole(m: JourneyMap) -> Tree:
    found = own_tree(m)
    for key in KINDS:
        if key in found:
            found[key] = [tree(record) for record in found[key]]
    return found
