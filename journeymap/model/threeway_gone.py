"""What one side deleted and the other still wants: deletion against edit, or a new reference.

A deletion that nobody minds is carried out in all three versions with all references, so that what
is merged afterwards names nothing that is gone. One that the other side minds is a conflict; when
the record is kept, what went only because of it comes back too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import Any, NamedTuple, cast

from journeymap.model.index import Entry, Key
from journeymap.model.journey import LISTS, JourneyMap, Record
from journeymap.model.mentioning import RefField, mentions_in, ref_fields
from journeymap.model.references import GOES_WITH, hanging_on, stripped, without
from journeymap.model.renaming import following, rewritten
from journeymap.model.threeway_sides import Side, Token, side

Keep = Callable[[Token], bool]  # whether a record stays that one side deleted and the other wants


class Contested(NamedTuple):
    """A record that one side deleted and the other still wants, and what the other hung on it."""

    token: Token
    also: tuple[Token, ...]


class Deletion(NamedTuple):
    """What a side deleted: what of it is contested, what is gone for good, and what is kept."""

    contested: tuple[Contested, ...]
    gone: frozenset[Token]
    kept: frozenset[Token]


def deletion(base: Side, deleter: Side, keeper: Side, keep: Keep) -> Deletion:
    """Return what becomes of the records that `deleter` deleted and `keeper` still has."""
    missing = _all(base) - _all(deleter)
    there = missing & _all(keeper)
    if not missing:
        return Deletion((), frozenset(), frozenset())
    wanted = _wanted(base, keeper, missing, there)
    contested = tuple(
        Contested(token, tuple(dict.fromkeys(wanted[token])))
        for token in _in_order(base, there)
        if token in wanted
    )
    kept = {each.token for each in contested if keep(each.token)}
    if not kept:
        return Deletion(contested, frozenset(missing), frozenset())
    needed = _needed_by(kept, keeper, missing)
    kept |= needed | _back_with(kept, needed, base, missing & there)
    return Deletion(contested, frozenset(missing - kept), frozenset(kept))


def carried_out(one: Side, gone: Set[Token]) -> Side:
    """Return a version without what is gone, what cannot stay without it, and all references."""
    keys = _keys(one, gone)
    if not keys:
        return one
    keys |= set(hanging_on(one.map, one.index, keys))
    flows = [
        token
        for token, entry in zip(one.flows, one.index.of_kind("flow"), strict=True)
        if entry.key not in keys
    ]
    return side(without(one.map, one.index, keys), flows)


def with_references_back(deleter: Side, base: Side, deletion: Deletion) -> Side:
    """Return the deleter's version naming again what is kept, where it only took the names out."""
    if not deletion.kept:
        return deleter
    everything = _is_one_of(base, deletion.gone | deletion.kept)
    gone = _is_one_of(base, deletion.gone)
    updates: dict[str, tuple[Record, ...]] = {}
    for kind, field in LISTS.items():
        records = list(getattr(deleter.map, field))
        for token, entry in base.tokens[kind].items():
            mine = deleter.tokens[kind].get(token)
            if mine is not None and any(mentions_in(entry.record, entry.key)):
                records[mine.position] = _back(entry.record, mine.record, everything, gone)
        if any(a is not b for a, b in zip(records, getattr(deleter.map, field), strict=True)):
            updates[field] = tuple(records)
    empty: dict[str, Any] = dict.fromkeys(LISTS.values(), ())
    bare = deleter.map.model_copy(update=empty)
    own = _back(base.map.model_copy(update=empty), bare, everything, gone)
    if own is bare and not updates:
        return deleter
    lists = {field: getattr(deleter.map, field) for field in LISTS.values()} | updates
    return side(cast("JourneyMap", own).model_copy(update=lists), deleter.flows)


def moved_out(
    one: Side, deleter: Side, gone: Set[Token], only: Set[Token] | None = None
) -> tuple[Side, frozenset[Token]]:
    """Return a version with what the deleter moved away from what is gone moved as well.

    It would go along otherwise, and with it all that this version says in it and about it. The
    second value are the records that were moved; with `only` no others are.
    """
    moved: set[Token] = set()
    while keys := _keys(one, gone):
        hanging = [one.index.entries[key] for key in hanging_on(one.map, one.index, keys)]
        stays = {
            token: entry
            for entry in hanging
            if (token := one.token(entry)) not in moved
            and (only is None or token in only)
            and deleter.find(token) is not None
        }
        lost = keys | {entry.key for entry in hanging} - {entry.key for entry in stays.values()}
        is_lost = _is_one_of(one, {one.token(one.index.entries[key]) for key in lost})
        lists: dict[str, list[Record]] = {}
        for token, entry in stays.items():
            record = _as_there(entry.record, cast("Entry", deleter.find(token)).record, is_lost)
            if record is not None:
                field = LISTS[entry.kind]
                records = lists.setdefault(field, list(getattr(one.map, field)))
                records[entry.position] = record
                moved.add(token)
        if not lists:
            break
        updates = {field: tuple(records) for field, records in lists.items()}
        m = one.map.model_copy(update=updates)
        if "flows" in updates:  # what names one by its ends goes on naming it
            became = {place: place for place in range(len(m.flows))}
            m = rewritten(m, following(one.index, m.flows, became))
        one = side(m, one.flows)
    return one, frozenset(moved)


def _as_there(record: Record, there: Record, is_lost: Callable[[str], bool]) -> Record | None:
    """Return a record with the fields of another that let it stay; None where it stays or goes."""
    if stripped(record, is_lost) is not None:
        return None
    updates = {
        field.name: getattr(there, field.name)
        for field in ref_fields(type(record))
        if getattr(record, field.name) != getattr(there, field.name)
        and stripped(_with(there, field.name, getattr(record, field.name)), is_lost) is None
    }
    made = record.model_copy(update=updates)
    return made if updates and stripped(made, is_lost) is not None else None


def _with(record: Record, name: str, value: object) -> Record:
    return record.model_copy(update={name: value})


# ---------------------------------------------------------------- who still wants what


def _wanted(
    base: Side, keeper: Side, missing: Set[Token], there: Set[Token]
) -> dict[Token, list[Token]]:
    """Return the deleted records that the keeper changed or newly refers to, and from where."""
    wanted: dict[Token, list[Token]] = {}
    own_gone = _is_one_of(base, _all(base) - _all(keeper))
    is_missing = _is_one_of(keeper, missing)
    for kind in LISTS:
        for token, entry in keeper.tokens[kind].items():
            old = base.tokens[kind].get(token)
            was = old.record if old else None
            now = entry.record
            if was is not None and (was is now or was == now):
                continue
            if token in there and now != stripped(was or now, own_gone):
                wanted.setdefault(token, [])
            for name in _new_names(was, now):
                target = _meant(keeper, name)
                if target in there and target != token and token not in missing:
                    wanted.setdefault(target, []).append(token)
            if token in missing or stripped(now, is_missing) is not None:
                continue
            if was is not None and stripped(was, _is_one_of(base, missing)) is not None:
                for mention in mentions_in(now, entry.key):
                    target = _meant(keeper, mention.named)
                    if target in there:
                        wanted.setdefault(target, []).append(token)
    for name in _new_names(_bare(base.map), _bare(keeper.map)):
        target = _meant(keeper, name)
        if target in there:
            wanted.setdefault(target, [])
    return wanted


def _bare(m: JourneyMap) -> JourneyMap:
    return m.model_copy(update=dict.fromkeys(LISTS.values(), ()))


def _new_names(was: Record | None, now: Record) -> Iterator[str]:
    """Yield what a record names newly, or says something new of."""
    before = dict(_claims(was)) if was is not None else {}
    for path, (value, names) in _claims(now):
        if path not in before or before[path][0] != value:
            yield from names


Claim = tuple[tuple[str, ...], tuple[object, tuple[str, ...]]]


def _claims(record: Record, path: tuple[str, ...] = ()) -> Iterator[Claim]:
    """Yield each place where a record names others: the place, what is said there, and the names.

    Places in lists are told by what stands there, so that moving an item claims nothing.
    """
    for field in ref_fields(type(record)):
        value = getattr(record, field.name)
        if value:
            yield from _claims_of(record, field, value, (*path, field.name))


def _claims_of(
    record: Record, field: RefField, value: Any, path: tuple[str, ...]
) -> Iterator[Claim]:
    if field.shape == "one" and field.ref:
        yield path, (value, (value,))
    elif field.shape == "one":
        its: type[Record] = type(value)
        goes_whole = any((its, each.name) in GOES_WITH for each in ref_fields(its))
        if goes_whole:
            yield path, (value, _names_in(value))
        else:
            yield from _claims(value, path)
    elif field.shape == "many":
        for item in value:
            if field.ref:
                yield (*path, item), (item, (item,))
            else:
                yield (*path, repr(item)), (item, _names_in(item))
    elif field.shape == "mapping":
        for name, item in value.items():
            names = (name,) if field.key_ref else ()
            names += (item,) if field.ref and item is not None else ()
            yield (*path, name), (item, names)
    else:
        for outer, inner in value.items():
            for name, texts in inner.items():
                yield (*path, outer, name), (texts, (name,))


def _names_in(record: Record) -> tuple[str, ...]:
    return tuple(mention.named for mention in mentions_in(record, ""))


# ---------------------------------------------------------------- what is kept with it


def _needed_by(kept: Set[Token], keeper: Side, missing: Set[Token]) -> set[Token]:
    """Return what the records kept cannot stay without."""
    found: set[Token] = set()
    waiting = list(kept)
    while waiting:
        entry = keeper.find(waiting.pop())
        if entry is None:
            continue
        for mention in mentions_in(entry.record, entry.key):
            target = _meant(keeper, mention.named)
            if target not in missing or target in kept or target in found:
                continue
            if stripped(entry.record, _is_one_of(keeper, {target})) is None:
                found.add(target)
                waiting.append(target)
    return found


def _back_with(kept: Set[Token], needed: Set[Token], base: Side, missing: Set[Token]) -> set[Token]:
    """Return what was deleted only because the records kept were, and can stay with them.

    A stage that comes back because one touchpoint needs it does not bring the others.
    """
    hanging = hanging_on(base.map, base.index, _keys(base, kept))
    entries = [base.index.entries[key] for key in hanging]
    back = {token for entry in entries if (token := base.token(entry)) in missing}
    while True:
        is_gone = _is_one_of(base, missing - kept - needed - back)
        lost = {token for token in back if _cannot_stay(base.find(token), is_gone)}
        if not lost:
            return back
        back -= lost


def _cannot_stay(entry: Entry | None, is_gone: Callable[[str], bool]) -> bool:
    return entry is None or stripped(entry.record, is_gone) is None


def _back(
    was: Record, now: Record, everything: Callable[[str], bool], gone: Callable[[str], bool]
) -> Record:
    """Return `now` with the fields of `was` that it only took the names of kept records out of."""
    bare, rest = stripped(was, everything), stripped(was, gone)
    if bare is None or rest is None:
        return now
    updates = {
        field.name: getattr(rest, field.name)
        for field in ref_fields(type(was))
        if getattr(bare, field.name) != getattr(rest, field.name)
        and getattr(now, field.name) == getattr(bare, field.name)
    }
    return now.model_copy(update=updates) if updates else now


# ---------------------------------------------------------------- tokens and names


def _all(one: Side) -> set[Token]:
    return {token for tokens in one.tokens.values() for token in tokens}


def _in_order(one: Side, tokens: Set[Token]) -> Iterator[Token]:
    return (token for each in one.tokens.values() for token in each if token in tokens)


def _keys(one: Side, tokens: Iterable[Token]) -> set[Key]:
    return {entry.key for token in tokens if (entry := one.find(token)) is not None}


def _meant(one: Side, name: str) -> Token:
    """Return the token of what a name means, empty where it means nothing."""
    entry = one.index.resolve(name)
    return one.token(entry) if entry is not None else ""


def _is_one_of(one: Side, tokens: Set[Token]) -> Callable[[str], bool]:
    keys, index = _keys(one, tokens), one.index
    known: dict[str, bool] = {}

    def is_one(name: str) -> bool:
        if name not in known:
            entry = index.resolve(name)
            known[name] = entry is not None and entry.key in keys
        return known[name]

    return is_one
