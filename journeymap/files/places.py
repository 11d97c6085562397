"""Where the records and fields of one saved text stand, found when asked for.

Places belong to one text and the map that it was read as, and never change with later edits: what
was added since has no line. This module may not read files.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path as Folder

from journeymap.files.decode import LINE_BREAK, Fault
from journeymap.files.nodes import SEQUENCE, Node, first_of_repeated, key_start, parse_node
from journeymap.files.scan import Section
from journeymap.model.document import Mark
from journeymap.model.index import Index, Key
from journeymap.model.journey import LISTS, JourneyMap, Reading

KEPT_NODES = 256  # parsed records, so that many findings on one record parse it once


class Lines:
    """Turns offsets of a text into lines and columns, both from 1."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line's first character."""
        text = self.text
        if "\r" not in text:
            starts, at = [0], text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = text.find("\n", at + 1)
            return starts
        return [0, *(found.end() for found in LINE_BREAK.finditer(text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


class TextPlaces:
    """The places of one text: sections and records from reading, the rest parsed on demand."""

    def __init__(
        self, text: str, bom: bool, sections: Mapping[str, Section], end: int, flow: bool
    ) -> None:
        self.text = text
        self.bom = bom
        self.sections = sections
        self.end = end
        self.flow = flow
        self.lines = Lines(text)
        self.name = ""  # what problems call the file
        self.folder: Folder | None = None  # where a file of readings was looked for
        self.map: JourneyMap | None = None
        self.beside: Sequence[Reading] = ()  # readings that stand in a file of their own
        self._node = lru_cache(maxsize=KEPT_NODES)(self._parsed)

    # ------------------------------------------------------------ for findings

    def find(self, key: Key, field: str = "") -> Mark | None:
        """Return where a record (or one field of it) stands, None when it is not in the text.

        `field` is a dotted path such as `evidence.0.quote`; the record itself is the empty path,
        and the map's own fields have the empty key.
        """
        path: tuple[str | int, ...] = tuple(field.split(".")) if field else ()
        if key:
            entry = self._index.get(key) if self.map is not None else None
            if entry is None:
                return None
            position = entry.position
            if entry.kind == "reading" and self.beside:
                own = self._own_readings.get(id(entry.record))
                if own is None:  # it stands in a file of its own
                    return None
                position = own
            path = (LISTS[entry.kind], position, *path)
        elif not path:
            return self.mark(0, self.end)
        found = self.node_at(path)
        if found is None:
            return None
        name, value = found
        return self.mark(name.start, value.end)

    @cached_property
    def _index(self) -> Index:
        assert self.map is not None
        return Index(self.map)

    @cached_property
    def _own_readings(self) -> dict[int, int]:
        """Where each reading of this text stands in it; those beside it are not here."""
        assert self.map is not None
        beside = {id(reading) for reading in self.beside}
        own = (id(reading) for reading in self.map.readings if id(reading) not in beside)
        return {reading: position for position, reading in enumerate(own)}

    def mark(self, start: int, end: int) -> Mark:
        """Return the mark of a range of offsets."""
        return Mark(*self.lines.at(start), start, end)

    # ------------------------------------------------------------ for errors

    def nearest(self, path: Sequence[str | int]) -> tuple[Node | None, Node | None, int]:
        """Return (what names it, its value, how many parts of `path` were found).

        Where the path ends in something that is not in the text, the last thing on the way is
        returned: a missing field is shown at its record.
        """
        for length in range(len(path), 0, -1):
            found = self.node_at(tuple(path[:length]))
            if found is not None:
                return *found, length
        return None, None, 0

    @cached_property
    def first_of_repeated(self) -> dict[int, int]:
        """For the offset of each key that stands again in its group, where it stood first."""
        return first_of_repeated(self.text)

    def in_flow_mapping(self, path: Sequence[str | int]) -> bool:
        """Return whether the group of keys at `path` is written { }."""
        if not path:
            return self.flow
        found = self.node_at(tuple(path))
        return found is not None and found[1].flow

    # ------------------------------------------------------------ nodes

    def node_at(self, path: tuple[str | int, ...]) -> tuple[Node, Node] | None:
        """Return (what names it, its value) for a path from the map, or None."""
        key, rest = str(path[0]), path[1:]
        section = self.sections.get(key)
        if section is None:
            return None
        if section.items is not None and rest and isinstance(rest[0], int):
            if rest[0] >= len(section.items):
                return None
            name = node = self.record(key, rest[0])
            rest = rest[1:]
        else:
            name, node = self.section(key)
        for part in rest:
            found = node.step(part)
            if found is None:
                return None
            name, node = found
        return name, node

    def record(self, key: str, position: int) -> Node:
        """Return the node of one record of a list."""
        items = self.sections[key].items
        assert items is not None
        start = items[position]
        limit = items[position + 1] if position + 1 < len(items) else self.limit(key)
        return self._node(start, limit, self.sections[key].flow)

    def section(self, key: str) -> tuple[Node, Node]:
        """Return the nodes of one key of the map and of its value."""
        node = self._node(self.start(key), self.limit(key), self.flow)
        return node.pairs[0] if node.pairs else (node, node)

    def start(self, key: str) -> int:
        """Return where a key of the map starts, at the mark before it where it is `? key`."""
        return key_start(self.text, self.sections[key].key)

    def limit(self, key: str) -> int:
        """Return an offset that the value of `key` ends before: where the next key starts."""
        return self._limits[key]

    @cached_property
    def _limits(self) -> dict[str, int]:
        order = sorted(self.sections, key=lambda key: self.sections[key].key)
        starts = map(self.start, order[1:])
        return dict(zip(order, [*starts, len(self.text)], strict=True))

    def _parsed(self, start: int, limit: int, in_flow: bool) -> Node:
        try:
            return parse_node(self.text, start, limit, in_flow)
        except (Fault, ValueError):
            # Only where a slice does not stand alone; what stands around it is asked instead.
            return Node(SEQUENCE, start, start)
