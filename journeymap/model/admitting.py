"""What a map has to fit before it becomes the current one: the format, and its own references.

Only records that are new or different are looked at, and only names that an edit may have broken:
a map with faults of before can be edited all the same. This module changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeVar

from pydantic import ValidationError

from journeymap.model.diff import OWN, exchanged, shares_all_own
from journeymap.model.index import Entry, Index, Key
from journeymap.model.journey import LISTS, JourneyMap, Record
from journeymap.model.mentioning import Mention, mentions, mentions_in, own_mentions
from journeymap.model.naming import naming_of
from journeymap.model.problems import Refused, problems
from journeymap.model.spans import newcomers
from journeymap.model.text import M, literal

AnyRecord = TypeVar("AnyRecord", bound=Record)


def checked(old: Index, new: Index) -> JourneyMap:
    """Return the new map with every record that is not one of the old map's validated.

    Raises Refused when one does not fit, or names a record that is not there and did not before.
    """
    fresh: set[Key] = set()
    updates: dict[str, object] = {}
    for kind in new.others_than(old):
        field = LISTS[kind]
        records = getattr(new.map, field)
        places = newcomers(getattr(old.map, field), records)
        fresh.update(entry.key for entry in new.at(kind, places))
        made = {at: _valid(records[at]) for at in places}
        if any(records[at] is not record for at, record in made.items()):
            updates[field] = tuple(made.get(at, record) for at, record in enumerate(records))
    if not shares_all_own(old.map, new.map):
        _validate_own(new.map)
    m = new.map.model_copy(update=updates) if updates else new.map
    _refuse_repeated_ids(old, new)
    _refuse_broken_references(old, new, fresh)
    return m


def _valid(record: Record) -> Record:
    """Return the record itself when it is what the format makes of it, else what that is."""
    made = revalidated(record)
    mine, theirs = record.__dict__, made.__dict__
    same = made == record and all(type(mine[name]) is type(theirs[name]) for name in theirs)
    return record if same else made


def revalidated(record: AnyRecord) -> AnyRecord:
    """Return the record as the format reads it; raises Refused when it does not fit."""
    return validated(type(record), {**record.__dict__, **(record.model_extra or {})})


def validated(record_type: type[AnyRecord], values: Mapping[str, object]) -> AnyRecord:
    """Return a record made of `values`; raises Refused, naming the field, when they do not fit."""
    try:
        return record_type.model_validate(values)
    except ValidationError as error:
        problem = problems(error)[0]
        field = ".".join(str(part) for part in problem.path)
        at = values.get("id")
        raise Refused(
            M("{field}: {problem}", field=literal(field), problem=problem.message),
            at if isinstance(at, str) else "",
        ) from None


def _validate_own(m: JourneyMap) -> None:
    own = {name: m.__dict__[name] for name in OWN}
    validated(JourneyMap, {**own, **(m.model_extra or {})})


def _refuse_repeated_ids(old: Index, new: Index) -> None:
    """Raise Refused for a key that repeats, or repeats more often than it did before."""
    if not new.repeated:
        return
    before = Counter(_unnumbered(entry.key) for entry in old.repeated)
    for entry in new.repeated:
        key = _unnumbered(entry.key)
        before[key] -= 1
        if before[key] >= 0:
            continue
        if entry.kind == "reading":
            raise Refused(M("there is a reading already for {key}", key=key), key)
        raise Refused(M("the id “{id}” is taken; choose another", id=key), key)


def _unnumbered(key: Key) -> Key:
    return key.rpartition("#")[0]


def _refuse_broken_references(old: Index, new: Index, fresh: set[Key]) -> None:
    went = chain.from_iterable(each.went for each in exchanged(old, new))
    gone = {entry.key for entry in went if entry.key not in new.entries}
    asked: Iterable[Mention]
    retyped = any(
        new.entries[key].kind != old.entries[key].kind for key in fresh if key in old.entries
    )
    if retyped or _own_references_changed(old.map, new.map):
        asked = mentions(new.map, new)
    else:
        asked = _mentions_at_risk(old, new, fresh, gone)
    broken_before: set[str] | None = None
    for mention in asked:
        if new.resolves(mention.named, mention.ref):
            continue
        if broken_before is None:
            broken_before = {
                was.named for was in mentions(old.map, old) if not old.resolves(was.named, was.ref)
            }
        if mention.named not in broken_before:
            raise Refused(M("there is no “{id}” in this map", id=mention.named), mention.key)


def _mentions_at_risk(old: Index, new: Index, fresh: set[Key], gone: set[Key]) -> Iterator[Mention]:
    """Yield, in file order, the names in records that are new, and those of what went.

    What is new may be called otherwise than before, so who named it is asked as well.
    """
    keys = set(fresh)
    if gone:
        naming = naming_of(old)
        keys.update(key for each in gone | fresh for key in naming.of(each))
    for entry in sorted(filter(None, map(new.get, keys)), key=_in_file_order):
        yield from mentions_in(entry.record, entry.key)
    if gone:
        yield from own_mentions(new.map)


def _in_file_order(entry: Entry) -> tuple[int, int]:
    return _ORDER[entry.kind], entry.position


_ORDER = {kind: place for place, kind in enumerate(LISTS)}


def _own_references_changed(old: JourneyMap, new: JourneyMap) -> bool:
    return any(
        getattr(old, name) is not getattr(new, name) for name in ("checks", "look", "translations")
    )
