"""From text to plain values in one pass over libyaml's events, with every limit checked on the way.

Nothing is ever composed: yaml.CSafeLoader overflows the C stack on 50 KB of brackets, and a
300-byte file of aliases expands to more than any memory holds. Scalars stay the text that was
typed; what `No` or `12:30` means is for the field's type to say. Only where sections and records
start is kept; `places.py` finds the fields again by parsing one record, when somebody asks.

This module knows YAML and the names of the format's keys, but not what a map is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from journeymap.files.counting import holds_more
from journeymap.files.decode import CONTROL, Fault, control_character, find_control
from journeymap.files.grammar import explain_syntax
from journeymap.files.plain import Plain
from journeymap.model.journey import JourneyMap, Record
from journeymap.model.shapes import keys_of, record_in
from journeymap.model.text import M, Message

LIBYAML: bool = getattr(yaml, "__with_libyaml__", False)
# Without libyaml PyYAML's own parser gives the same events, fifty times slower.
CParser: Any = yaml.cyaml.CParser if LIBYAML else yaml.SafeLoader  # type: ignore[attr-defined]  # the stubs hide it

MAX_DEPTH = 32
MAX_NODES = 5_000_000
MAX_ALIASED = 100_000  # nodes that aliases may add
MAX_SCALAR = 1 << 20  # characters
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_OPEN = object()  # stands for an anchored value that is not complete


class Section(NamedTuple):
    """Where one key of the map stands, where its value starts, and each item of a list."""

    key: int
    value: int
    items: array[int] | None = None  # where each item starts, if each is a group or a list
    flow: bool = False  # the value is written [ ] or { }


class Scanned(NamedTuple):
    """The plain values of a text, where its sections start, and what was wrong but readable."""

    data: Any
    sections: dict[str, Section]
    end: int  # of the root value: nothing of the map stands after it
    flow: bool  # the root is written { }
    nulls: bool  # some value was not given
    faults: list[Fault]


def events(text: str | bytes) -> Iterator[Any]:
    """Yield the parser's events; raises Fault where the text is no YAML."""
    try:
        yield from iter(CParser(text).get_event, None)
    except (yaml.YAMLError, RecursionError) as error:
        raise _syntax(error, text) from None


def _syntax(error: Exception, text: str | bytes) -> Fault:
    if isinstance(error, yaml.reader.ReaderError):
        decoded = text.decode() if isinstance(text, bytes) else text
        fault = find_control(decoded)
        return fault or Fault(0, M("the parser cannot read this text: {reason}", reason=str(error)))
    decoded = text.decode() if isinstance(text, bytes) else text
    return explain_syntax(error, decoded)


def scan(text: str) -> Scanned:
    """Return the plain values of `text`; raises Fault at the first thing that cannot be passed.

    Mappings are dicts, sequences lists, scalars text, and what is not given is None. Under `x-`
    keys and check settings, where no type says how a scalar is meant, plain scalars are Plain.
    """
    source = text.encode() if LIBYAML else text
    try:
        if isinstance(source, bytes) and _is_far_too_much(source):
            raise _too_many(0)
        return _build(source)
    except (yaml.YAMLError, RecursionError) as error:
        raise _syntax(error, source) from None


def _is_far_too_much(source: bytes) -> bool:
    if len(source) <= 2 * MAX_NODES:
        return False  # a value and what parts it from the next are two bytes
    return holds_more(source, MAX_NODES, lambda part: CParser(part).raw_parse())


def _build(source: str | bytes) -> Scanned:
    # One loop and only local names: it runs 800,000 times for 10,000 touchpoints.
    stack: list[tuple[Any, Any, Any, str | None, int]] = []
    sections: dict[str, Section] = {}
    anchors: dict[str, Any] = {}
    sizes: dict[str, int] = {}
    faults: list[Fault] = []
    root: Any = None
    mapping: Any = None  # the mapping that is open, or None while a sequence is
    sequence: Any = None
    key: Any = None  # the key that waits for its value
    known: dict[str, str] = {}  # keys that need no second look: none of the root's
    starts: array[int] | None = None
    section = (0, 0, False)
    plain_from = 0  # depth at which an x- key was met; 0 outside
    nodes = added = end = 0
    nulls = flow = started = False
    event: Any  # the stubs know only the base class of events

    for event in islice(iter(CParser(source).get_event, None), 2 * MAX_NODES + 10):
        kind = event.__class__
        if kind is ScalarEvent:
            value = event.value
            if len(value) > MAX_SCALAR:
                raise Fault(event.start_mark.index, _too_long())
            style = event.style
            if style == '"' and not value.isprintable() and (found := CONTROL.search(value)):
                faults.append(Fault(event.start_mark.index, control_character(found[0])))
            if event.tag is not None:
                faults.append(_tag(event))
            if mapping is not None:
                if key is None:
                    key = known.get(value)
                    if key is None:
                        key = value
                        if len(stack) == 1:
                            section = (event.start_mark.index, 0, False)
                        if value == "<<" and not style:
                            faults.append(_merge_key(event))
                        elif (value[:2] == "x-" or value == "settings") and not plain_from:
                            plain_from = len(stack)
                    if key in mapping:
                        faults.append(_duplicate(event, key))
                    if event.anchor is not None:
                        anchors[event.anchor] = value
                        sizes[event.anchor] = 1
                    continue
                if not style:
                    if plain_from:
                        value = Plain(value)
                    elif value in _NULLS:
                        value, nulls = None, True
                mapping[key] = value
                if plain_from == len(stack):
                    plain_from = 0
                if len(stack) == 1:
                    sections[key] = Section(section[0], event.start_mark.index)
                key = None
            elif sequence is not None:
                if not style:
                    if plain_from:
                        value = Plain(value)
                    elif value in _NULLS:
                        value, nulls = None, True
                sequence.append(value)
            elif started:
                root = None if not style and value in _NULLS else value
                end = event.end_mark.index
            if event.anchor is not None:
                anchors[event.anchor] = value
                sizes[event.anchor] = 1
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            depth = len(stack)
            if depth == MAX_DEPTH:
                raise Fault(event.start_mark.index, _too_deep())
            if event.tag is not None:
                faults.append(_tag(event))
            if mapping is not None and key is None:
                raise Fault(event.start_mark.index, M("a key is plain text, not a list or a group"))
            stack.append((mapping, sequence, key, event.anchor, nodes + added))
            if event.anchor is not None:
                anchors[event.anchor] = _OPEN
            if depth == 0:
                flow = bool(event.flow_style)
            elif depth == 1:
                section = (section[0], event.start_mark.index, bool(event.flow_style))
                starts = array("L") if kind is SequenceStartEvent else None
            elif depth == 2 and starts is not None:
                starts.append(event.start_mark.index)
            if kind is MappingStartEvent:
                mapping, sequence, key = {}, None, None
                if depth:
                    known = _KNOWN
            else:
                mapping, sequence, key = None, [], None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value = mapping if kind is MappingEndEvent else sequence
            nodes += 2 * len(mapping) if kind is MappingEndEvent else len(sequence)
            if nodes > MAX_NODES:
                raise _too_many(event.start_mark.index)
            mapping, sequence, key, anchor, before = stack.pop()
            if anchor is not None:
                anchors[anchor] = value
                sizes[anchor] = nodes + added - before + 1
            if mapping is not None:
                mapping[key] = value
                if plain_from == len(stack):
                    plain_from = 0
                if len(stack) == 1:
                    known = {}
                    if starts is not None and len(starts) != len(value):
                        starts = None
                    sections[key] = Section(section[0], section[1], starts, section[2])
                    starts = None
                key = None
            elif sequence is not None:
                sequence.append(value)
            else:
                root, end = value, event.end_mark.index
        elif kind is AliasEvent:
            if mapping is not None and key is None:
                raise Fault(event.start_mark.index, M("a key is plain text, not an alias"))
            value = anchors.get(event.anchor, anchors)
            if value is anchors:
                raise Fault(
                    event.start_mark.index,
                    M("nothing was named “&{name}” before this", name=event.anchor),
                )
            if value is _OPEN:
                raise Fault(
                    event.start_mark.index,
                    M("“*{name}” holds itself; a map cannot", name=event.anchor),
                )
            added += sizes[event.anchor]
            if added > MAX_ALIASED:
                raise Fault(event.start_mark.index, M("the aliases expand to too many values"))
            if mapping is not None:
                mapping[key] = value
                if plain_from == len(stack):
                    plain_from = 0
                if len(stack) == 1:
                    sections[key] = Section(section[0], event.start_mark.index)
                key = None
            elif sequence is not None:
                sequence.append(value)
        elif kind is DocumentStartEvent:
            if started:
                raise Fault(event.start_mark.index, _second_document())
            started = True
    if nodes > MAX_NODES or len(stack):
        raise _too_many(0)
    return Scanned(root, sections, end, flow, nulls, faults)


def _too_long() -> Message:
    return M("this text is longer than a million characters; keep it in a file of its own")


def _too_deep() -> Message:
    return M("nested deeper than {limit}; a map needs far less", limit=MAX_DEPTH)


def _too_many(offset: int) -> Fault:
    return Fault(offset, M("this file holds more than {limit} values", limit=MAX_NODES))


def _second_document() -> Message:
    return M("a second document starts here; one file holds one map")


def _tag(event: Any) -> Fault:
    return Fault(
        event.start_mark.index,
        M("“{tag}” is a tag, which a map does not use; delete it or quote the text", tag=event.tag),
    )


def _merge_key(event: Any) -> Fault:
    return Fault(
        event.start_mark.index,
        M("“<<” merges one group into another, which a map does not use; write the keys out"),
    )


def _duplicate(event: Any, key: str) -> Fault:
    return DuplicateKey(event.start_mark.index, key)


class DuplicateKey(Fault):
    """A key that stands twice in one group; the reader adds the line of the first."""

    def __init__(self, offset: int, key: str) -> None:
        super().__init__(offset, M("“{key}” stands here twice", key=key))
        self.key = key


def _all_keys(record_type: type[Record], found: dict[str, str]) -> dict[str, str]:
    for key, field in keys_of(record_type).items():
        found.setdefault(key, key)
        inner = record_in(record_type, field)
        if inner is not None:
            _all_keys(inner, found)
    return found


# Returning the one text of each known key saves 40 bytes and a hash for every field of a file.
_KNOWN = _all_keys(JourneyMap, {})
FIELD_NAMES = frozenset(_KNOWN)  # every key that is a field of some record
del _KNOWN["settings"]
