"""Fields set from source text, as `journeymap set` does: `pay.by_persona.dana.effort=4`.

All changes of one call are made before anything is validated, so that a new nested record may come
about key by key, in any order. A path steps through records, mappings and lists as the shapes of
`journey.py` say, and every part of it is used or refused. Edits raise Refused and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias, cast

from pydantic import ValidationError

from journeymap.model import rules
from journeymap.model.edits import as_typed, found, rename_id, replace, unknown_field
from journeymap.model.index import Entry, Index, Key, index_of
from journeymap.model.journey import (
    LISTS,
    Flow,
    JourneyMap,
    Listed,
    Metric,
    Record,
    Touchpoint,
)
from journeymap.model.labels import KIND_NAMES
from journeymap.model.lists import items_of
from journeymap.model.mentioning import mentions_in
from journeymap.model.problems import Refused, problems
from journeymap.model.shapes import Shape, keys_of, shape_of
from journeymap.model.text import M, Message, literal

Trail: TypeAlias = tuple[str | int, ...]  # a path by the names of the model
LONGEST_KEY = 4_000  # characters


class Assignment(NamedTuple):
    """One change: the key of a record (empty: the map), the path of a field and its source text."""

    key: Key
    path: tuple[str, ...]
    text: str


class NotAssigned(Refused):
    """Changes that may not be made: `wrong` has the position of each and why."""

    def __init__(self, wrong: Mapping[int, Message]) -> None:
        self.wrong = tuple(sorted(wrong.items(), key=lambda item: item[0]))
        super().__init__(self.wrong[0][1])


class _Draft(NamedTuple):
    """A record while it changes: its values, not validated, and what was changed where."""

    entry: Entry | None  # None for the map
    record: Record
    values: dict[str, Any]
    trails: list[tuple[int, Trail]]

    @property
    def key(self) -> Key:
        return self.entry.key if self.entry else ""


def parsed(index: Index, change: str) -> Assignment | None:
    """Return what `ID.FIELD=VALUE` says, None when it has not that form.

    Keys may hold dots and equals signs themselves (readings do): the longest beginning that names
    a record is the key, and where none does, everything before the first dot.
    """
    best: tuple[str, str] | None = None
    at = change.find(".")
    while 0 < at <= LONGEST_KEY:
        key, rest = change[:at], change[at + 1 :]
        if "=" in rest and (key == "map" or key in index):
            best = key, rest
        at = change.find(".", at + 1)
    if best is None:
        place = change.partition("=")[0]
        key = place.partition(".")[0]
        best = key, change[len(key) + 1 :]
    key, rest = best
    path, equals, text = rest.partition("=")
    if not (key and path and equals):
        return None
    return Assignment("" if key == "map" else key, tuple(path.split(".")), text)


def assign(m: JourneyMap, key: Key, path: Sequence[str], text: str) -> JourneyMap:
    """Return the map with the field at `path` of one record set from its source text.

    `path` steps through nested records, keys of mappings and positions in lists (from 0; the next
    free one adds an item) by the names of the file. An empty text clears the field, takes the key
    out of its mapping and the item out of its list, and what is empty then goes too. Lists of texts
    or ids are written `a, b` or `[a, "b, c"]`. Raises NotAssigned.
    """
    return assign_all(m, [(key, path, text)])


def assign_all(m: JourneyMap, changes: Iterable[tuple[Key, Sequence[str], str]]) -> JourneyMap:
    """Return the map with several fields set, in the order given; see `assign`.

    Every key means the record that it names in `m`, also when another change renames it. Raises
    NotAssigned with all that cannot be.
    """
    index, wrong = index_of(m), dict[int, Message]()
    drafts: dict[Key, _Draft] = {}
    renames: list[tuple[int, Key, str]] = []
    for number, (key, path, text) in enumerate(changes):
        try:
            if not path or "" in path:
                raise Refused(M("the path “{path}” has an empty part", path=".".join(path)), key)
            entry = found(index, key) if key else None
            if tuple(path) == ("id",) and entry and _has_id_for_good(entry):
                renames.append((number, entry.key, text))
                continue
            draft = drafts.get(entry.key if entry else "") or _draft(m, entry)
            drafts[draft.key] = draft
            trail = set_field(type(draft.record), draft.values, tuple(path), text)
            draft.trails.append((number, trail))
        except Refused as refusal:
            wrong[number] = refusal.message
    new = _with_drafts(m, drafts.values(), wrong)
    if not wrong:
        new = _renamed(new, renames, wrong)
    if wrong:
        raise NotAssigned(wrong)
    return new


def _has_id_for_good(entry: Entry) -> bool:
    return entry.kind not in ("flow", "reading")


def _draft(m: JourneyMap, entry: Entry | None) -> _Draft:
    record = entry.record if entry else m
    return _Draft(entry, record, _values(record), [])


def _values(record: Record) -> dict[str, Any]:
    listed = set(LISTS.values()) if isinstance(record, JourneyMap) else ()
    own = {name: value for name, value in record.__dict__.items() if name not in listed}
    return {**own, **(record.model_extra or {})}


# ---------------------------------------------------------------- going along a path


def set_field(
    record_type: type[Record], values: dict[str, Any], path: tuple[str, ...], text: str
) -> Trail:
    """Set or clear what `path` names in the values of a record; return the trail of it."""
    word, rest = path[0], path[1:]
    names = keys_of(record_type)
    name = names.get(word) or (word if word in names.values() else "")
    if not name:
        if not word.startswith("x-"):
            raise Refused(unknown_field(record_type, word))
        if rest:
            raise Refused(M("“{field}” has no parts", field=word))
        _put(values, word, text or None)
        return (word,)
    if record_type is JourneyMap and name in LISTS.values():
        raise Refused(M("“{field}” is a list of records; name one of them by its id", field=word))
    new, trail = _set(shape_of(record_type, name), values.get(name), rest, text, word)
    if new is None and record_type.model_fields[name].is_required():
        raise Refused(M("“{field}” needs a value", field=word))
    _put(values, name, new)
    return (name, *trail)


def _put(values: dict[str, Any], name: str, value: object) -> None:
    if value is None:
        values.pop(name, None)  # the default
    else:
        values[name] = value


def _set(shape: Shape, old: Any, rest: tuple[str, ...], text: str, word: str) -> tuple[Any, Trail]:
    """Return the new value below `word`, None when nothing is left of it, and the trail to it."""
    if not rest and not text:
        return None, ()
    if shape.form == "mapping":
        return _set_key(shape, old, rest, text, word)
    if shape.form in ("list", "fixed"):
        return _set_item(shape, old, rest, text, word)
    if shape.record is None:
        if rest:
            raise Refused(M("“{field}” has no parts", field=word))
        return text, ()
    if not rest:
        raise _group(word, next(iter(keys_of(shape.record))))
    values = dict(old) if isinstance(old, dict) else _values(old) if old else {}
    trail = set_field(shape.record, values, rest, text)
    return (None if _says_nothing(shape.record, values) else values), trail


def _set_key(
    shape: Shape, old: Any, rest: tuple[str, ...], text: str, word: str
) -> tuple[Any, Trail]:
    if not rest:
        raise _group(word, next(iter(old or ()), "…"))
    new, key = dict(old or {}), rest[0]
    value, trail = _set(cast("Shape", shape.inner), new.get(key), rest[1:], text, key)
    _put(new, key, value)
    return new or None, (key, *trail)


def _set_item(
    shape: Shape, old: Any, rest: tuple[str, ...], text: str, word: str
) -> tuple[Any, Trail]:
    inner, items = cast("Shape", shape.inner), list(old or ())
    if not rest:
        if inner.record:
            raise Refused(M("“{field}” is a list; name an item: {field}.0", field=word))
        return items_of(text) or None, ()
    number = rest[0]
    at = int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else -1
    if not 0 <= at < len(items) + (shape.form == "list" and bool(text)):
        raise Refused(M("“{field}” has no item {item}", field=word, item=number))
    value, trail = _set(inner, items[at] if at < len(items) else None, rest[1:], text, number)
    items[at : at + 1] = [] if value is None else [value]
    return tuple(items) or None, (at, *trail)


def _group(word: str, key: str) -> Refused:
    return Refused(M("“{field}” is a group of keys; name one: {field}.{key}", field=word, key=key))


def _says_nothing(record_type: type[Record], values: Mapping[str, Any]) -> bool:
    fields = record_type.model_fields
    return all(
        name in fields and not fields[name].is_required() and value == fields[name].get_default()
        for name, value in values.items()
    )


# ---------------------------------------------------------------- making records of it


def _with_drafts(m: JourneyMap, drafts: Iterable[_Draft], wrong: dict[int, Message]) -> JourneyMap:
    """Return the map with the drafts as records; what is wrong with them is added to `wrong`."""
    placed: list[_Draft] = []
    new = m
    for draft in sorted(drafts, key=_turn):
        if not draft.trails or any(number in wrong for number, _ in draft.trails):
            continue
        try:
            made = type(draft.record).model_validate(as_typed(new, draft.record, draft.values))
        except ValidationError as error:
            for path, message in problems(error):
                trail, words = trail_of(type(draft.record), path)
                said = M("{field}: {problem}", field=literal(".".join(words)), problem=message)
                wrong.setdefault(_blamed(draft, trail), said if path else message)
            continue
        new = _placed(new, draft, made)
        placed.append(draft)
    before, after = index_of(m), index_of(new)
    for draft in placed:
        _check_references(after, draft, wrong)
        _check_rules(before, after, draft, wrong)
    return new


def _turn(draft: _Draft) -> int:
    """Return when a draft comes to be a record, lowest first.

    Metrics say how the values of readings are meant. What names a flow follows it when its ends
    change, also where that was changed itself.
    """
    return 0 if isinstance(draft.record, Metric) else 2 if isinstance(draft.record, Flow) else 1


def _placed(m: JourneyMap, draft: _Draft, made: Record) -> JourneyMap:
    if draft.entry:
        return m if made == draft.record else replace(m, draft.entry, cast("Listed", made))
    touched = {str(trail[0]) for _, trail in draft.trails}
    there = {name for name in touched if hasattr(made, name)}
    new = m.model_copy(update={name: getattr(made, name) for name in there})
    for name in touched - there:
        cast("dict[str, Any]", new.model_extra).pop(name, None)
    return new


def _in(m: JourneyMap, draft: _Draft) -> Record:
    """Return what has become of a draft's record: its key may be another, its position is not."""
    if draft.entry is None:
        return m
    return cast("Record", getattr(m, LISTS[draft.entry.kind])[draft.entry.position])


def _renamed(
    m: JourneyMap, renames: Iterable[tuple[int, Key, str]], wrong: dict[int, Message]
) -> JourneyMap:
    for number, key, new in renames:
        try:
            m = rename_id(m, key, new)
        except Refused as refusal:
            wrong[number] = refusal.message
    return m


# ---------------------------------------------------------------- what may not be, and which change


def _check_references(after: Index, draft: _Draft, wrong: dict[int, Message]) -> None:
    """Add to `wrong` every change after which a record names what is not there."""
    for mention in mentions_in(_in(after.map, draft), draft.key):
        if after.resolves(mention.named, mention.ref):
            continue
        for number, trail in draft.trails:
            shorter = min(len(trail), len(mention.path))
            if trail[:shorter] == mention.path[:shorter]:
                wrong.setdefault(number, not_there(after, mention.named))


def not_there(index: Index, name: str) -> Message:
    """Return the sentence for a name that means no record here, or one of another kind."""
    try:
        kind = found(index, name).kind
    except Refused as refusal:
        return refusal.message
    return M("“{id}” cannot stand here; its kind is: {kind}", id=name, kind=KIND_NAMES[kind])


def _check_rules(before: Index, after: Index, draft: _Draft, wrong: dict[int, Message]) -> None:
    """Add to `wrong` the change after which a flow or a touchpoint would break a rule."""
    old, new = draft.record, _in(after.map, draft)
    refusal: rules.Refusal | None = None
    fields: tuple[str, ...] = ()
    if isinstance(old, Flow) and isinstance(new, Flow):
        fields = ("source", "target")
        if (old.source, old.target) != (new.source, new.target):
            refusal = rules.can_connect(before, new.source, new.target)
    elif isinstance(new, Touchpoint):
        fields = ("stage", "channel", "until")
        refusal = rules.can_move(after, draft.key, new.stage, new.channel)
    numbers = [number for number, trail in draft.trails if trail[0] in fields]
    if refusal and numbers:
        wrong.setdefault(numbers[-1], refusal.reason)


def trail_of(
    record_type: type[Record] | None, path: Iterable[str | int]
) -> tuple[Trail, list[str]]:
    """Return a path of a validation error by the names of the model and by those of the file."""
    trail: list[str | int] = []
    words: list[str] = []
    shape: Shape | None = None
    for part in path:
        word = str(part)
        if record_type is not None:
            part = keys_of(record_type).get(word, part)
            known = record_type.model_fields.get(str(part))
            shape = shape_of(record_type, str(part)) if known else None
            word = (known.alias if known else None) or word
        else:
            shape = shape.inner if shape else None
        trail.append(part)
        words.append(word)
        record_type = shape.record if shape else None
    return tuple(trail), words


def _blamed(draft: _Draft, trail: Trail) -> int:
    """Return the change that is nearest to a path; of several the last."""
    return max(draft.trails, key=lambda each: (_shared(each[1], trail), each[0]))[0]


def _shared(one: Trail, other: Trail) -> int:
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        same += 1
    return same
