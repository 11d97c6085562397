"""Do the names in the map mean something? References that lead nowhere, and ids given twice.

A broken reference does not lock a map; it opens, and these checks say where and mend it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, cast

from journeymap.checks.context import Context
from journeymap.checks.doubles import self_flow
from journeymap.checks.ends import no_entry
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.flow import unreachable_touchpoint
from journeymap.checks.foreseeing import brings
from journeymap.checks.naming import (
    field_of,
    field_path,
    kind_and_name,
    listed,
    name_of,
    names,
    quoted,
)
from journeymap.checks.registry import check
from journeymap.checks.whom import entries_for
from journeymap.model.document import Edit
from journeymap.model.edits import delete, found, replace
from journeymap.model.fields import Ref
from journeymap.model.ids import slug
from journeymap.model.index import Entry, Index, Key, index_of
from journeymap.model.journey import LISTS, JourneyMap, Kind, Listed, Record, Touchpoint
from journeymap.model.mentioning import Mention, mentions, mentions_in, own_mentions
from journeymap.model.names import named_by
from journeymap.model.problems import Refused
from journeymap.model.references import stripped
from journeymap.model.renaming import renamed, rewritten
from journeymap.model.text import M, Message

NEAR = 0.75  # how much of two ids must agree (Ratcliff and Obershelp) to be offered as a fix
CLEAR = 0.1  # and by how much it must agree better than the next one
WAYS = (no_entry, unreachable_touchpoint, self_flow)  # as bad as a repeated id
SOUGHT = 200  # near ids are sought for that many broken names; a map with more has other troubles

# Records that only say something about what is gone, and go with it.
GO_ALONG = frozenset(("flow", "reading", "comment"))


# ---------------------------------------------------------------- reference-missing


def _missing_names(context: Context, found: Sequence[Finding]) -> Message:
    ids = list(dict.fromkeys(str(finding.message.args["id"]) for finding in found))
    return M(
        "{n} name is not in this map: {ids}; named by {records}",
        plural="{n} names are not in this map: {ids}; named by {records}",
        n=len(ids),
        ids=listed([quoted(id) for id in ids]),
        records=names(context.index, list(dict.fromkeys(finding.at for finding in found))),
    )


@check(
    "reference-missing",
    level="error",
    family="references",
    since="draft",
    title=M("Reference to something that is not in the map"),
    why=M(
        "A name that means nothing is a part of the journey that nobody sees: the flow is not "
        "drawn, the pain point hangs nowhere, the reading is counted for nothing."
    ),
    source="map-format, ids and references",
    fix=M("Write the nearest id, or remove the reference"),
    rolled=_missing_names,
    example="flows:\n  - {from: see-ad, to: pya}",
)
def reference_missing(context: Context) -> Iterator[Finding]:
    """Yield each place that names something which is not there, or which it may not name."""
    index = context.index
    twins = _kinds_of_repeated(index)
    near = _NearIds(index)
    for mention in _doubtful(index):
        if index.resolves(mention.named, mention.ref):
            continue
        if twins.get(mention.named, frozenset()) & _kinds(mention.ref):
            continue  # its namesake hides it: `id-repeated` says so
        nearest = near.to(mention)
        yield Finding(
            mention.key,
            _message(index, mention, nearest.id if nearest else ""),
            field=field_path(_record_type(index, mention.key), mention.path),
            fix=_fix(index, mention, nearest),
        )


def _doubtful(index: Index) -> Iterator[Mention]:
    """Yield the mentions by records of the kinds that name something by no id or key, or wrongly.

    Nearly always all is well, which shows without asking which record says what and where.
    """
    for kind, field in LISTS.items():
        records = getattr(index.map, field)
        if not all(_mean(index, ref, names_there) for ref, names_there in named_by(records)):
            for entry in index.of_kind(kind):
                yield from mentions_in(entry.record, entry.key)
    yield from own_mentions(index.map)


def _mean(index: Index, ref: Ref, names_there: set[str]) -> bool:
    """Return whether all names mean records that may be meant."""
    known = [index.keys_of(cast("Kind", kind)) for kind in ref.kinds] or [index.entries]
    return all(index.resolves(name, ref) for name in names_there.difference(*known))


class Near(NamedTuple):
    """The id that is most like a broken one, and whether it may stand for it unasked."""

    id: str
    sure: bool


class _NearIds:
    """Finds near ids; keeps what it found, since one misspelt id is often used again."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._found: dict[tuple[str, Ref], Near | None] = {}

    def to(self, mention: Mention) -> Near | None:
        key = (mention.named, mention.ref)
        if key not in self._found:
            enough = len(self._found) >= SOUGHT
            self._found[key] = None if enough else self._nearest(*key)
        return self._found[key]

    def _nearest(self, named: str, ref: Ref) -> Near | None:
        matcher = SequenceMatcher(b=named.lower())
        best: list[tuple[float, str]] = []
        for entry in self._index.all():
            if (ref.kinds and entry.kind not in ref.kinds) or entry.key == named:
                continue
            if not ref.kinds and entry.kind == "reading":
                continue
            matcher.set_seq1(entry.key.lower())
            if matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR:
                best.append((matcher.ratio(), entry.key))
        best = sorted((pair for pair in best if pair[0] >= NEAR), reverse=True)
        if not best:
            return None
        alone = len(best) == 1 or best[0][0] - best[1][0] >= CLEAR
        return Near(best[0][1], alone)


def _kinds(ref: Ref) -> frozenset[str]:
    return frozenset(ref.kinds or LISTS)


def _kinds_of_repeated(index: Index) -> dict[str, frozenset[str]]:
    kinds: dict[str, frozenset[str]] = {}
    for entry in index.repeated:
        id = entry.key.rpartition("#")[0]
        kinds[id] = kinds.get(id, frozenset()) | {entry.kind}
    return kinds


def _record_type(index: Index, key: Key) -> type[Record]:
    return type(index.entries[key].record) if key else JourneyMap


def _message(index: Index, mention: Mention, near: str) -> Message:
    who = _who(index, mention.key)
    entry = index.get(mention.key)
    field = field_of(entry.kind if entry else None, mention.path)
    other = index.resolve(mention.named)
    if other is not None:
        return M(
            "“{id}” is {what}, which {field} of {record} cannot name",
            id=mention.named,
            what=kind_and_name(index, mention.named),
            field=field,
            record=who,
        )
    if near:
        return M(
            "“{id}” is not in this map, but {field} of {record} names it; is “{near}” meant?",
            id=mention.named,
            field=field,
            record=who,
            near=near,
        )
    return M(
        "“{id}” is not in this map, but {field} of {record} names it",
        id=mention.named,
        field=field,
        record=who,
    )


def _who(index: Index, key: Key) -> Message:
    return kind_and_name(index, key)


def _fix(index: Index, mention: Mention, near: Near | None) -> Fix | None:
    if index.resolve(mention.named) is not None:
        return None  # the name means something else, which only its author can sort out
    if near and near.sure:
        return Fix(M("Write “{near}”", near=near.id), _written_as(mention.named, near.id))
    entry = index.get(mention.key)
    goes = entry is not None and stripped(entry.record, mention.named.__eq__) is None
    if entry and goes and entry.kind not in GO_ALONG:
        return None
    if goes:
        name = M("Remove {record}", record=kind_and_name(index, mention.key))
    else:
        name = M("Remove “{id}” from {record}", id=mention.named, record=_who(index, mention.key))
    return Fix(name, _without(mention.key, mention.named))


def _written_as(old: str, new: str) -> Edit:
    def edit(m: JourneyMap) -> JourneyMap:
        if new not in index_of(m):
            raise Refused(M("“{id}” is no longer in this map", id=new), new)
        return rewritten(m, renamed(old, new))

    return edit


def _without(key: Key, named: str) -> Edit:
    """Return the edit that takes a name out of one record, or the record out of the map."""

    def edit(m: JourneyMap) -> JourneyMap:
        if not key:
            return _own_without(m, named)
        entry = found(index_of(m), key)
        left = stripped(entry.record, named.__eq__)
        if left is not None:
            return replace(m, entry, cast("Listed", left))
        if entry.kind == "flow":
            return delete(m, (key,))  # with the readings and what else names it
        field = LISTS[entry.kind]
        rest = tuple(record for record in getattr(m, field) if record is not entry.record)
        return m.model_copy(update={field: rest})

    return edit


def _own_without(m: JourneyMap, named: str) -> JourneyMap:
    """Return the map with a name taken out of its own fields; the records stay as they are."""
    lists = {field: getattr(m, field) for field in LISTS.values()}
    bare = m.model_copy(update=dict.fromkeys(lists, ()))
    left = stripped(bare, named.__eq__)
    return cast("JourneyMap", left).model_copy(update=lists) if left else m


# ---------------------------------------------------------------- id-repeated


@check(
    "id-repeated",
    level="error",
    family="references",
    since="draft",
    title=M("Id that is given twice"),
    why=M(
        "All ids share one name space. Where two records have the same id, everything that names "
        "it means the first, and the second is out of reach."
    ),
    source="map-format, ids and references",
    fix=M("Give the second record an id of its own, or remove it where both are the same"),
    safe=True,
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order}\n"
    "  - {id: pay, name: Pay at counter, stage: order}",
)
def id_repeated(context: Context) -> Iterator[Finding]:
    """Yield each record whose id an earlier record has."""
    index = context.index
    for entry in index.repeated:
        if entry.kind == "reading":
            continue  # no id; `reading-repeated` is about those
        id = entry.key.rpartition("#")[0]
        first = index.entries[id]
        yield Finding(
            entry.key,
            M(
                "The id “{id}” is given twice: {first} has it, and so has {second}",
                id=id,
                first=kind_and_name(index, first.key),
                second=kind_and_name(index, entry.key),
            ),
            field="id",
            fix=_own_id(context, entry, first),
        )


def _own_id(context: Context, entry: Entry, first: Entry) -> Fix | None:
    index = context.index
    if entry.record == first.record:
        name = M("Remove the second {record}", record=name_of(index, entry.key))
        return Fix(name, _removed(entry.key))
    if entry.kind == first.kind == "stage":
        return None  # which touchpoints belong to the second one, only the author knows
    if isinstance(entry.record, Touchpoint) and entry.record.entry is False:
        return None  # ways led to it by an id that means the first: alone, it would hang in the air
    if entry.kind == first.kind == "touchpoint" and not entries_for(context, None):
        return None  # alone it would be the way in, to a journey that begins nowhere as yet
    taken = [key for key in index.entries if "@" not in key]
    new = slug(getattr(entry.record, "name", "") or first.key, taken, entry.kind.replace("_", "-"))
    own = _renumbered(entry.key, new)
    of_other_kind = entry.kind == "touchpoint" and first.kind != "touchpoint"
    if of_other_kind and first.key in _ends(context) and brings(context, own, WAYS):
        return None  # flows that led nowhere would come to lead somewhere
    name = M("Give {record} the id “{id}”", record=kind_and_name(index, entry.key), id=new)
    return Fix(name, own)


def _ends(context: Context) -> set[Key]:
    flows = context.map.flows
    return context.once(
        "ends", lambda: {end for each in flows for end in (each.source, each.target)}
    )


def _removed(key: Key) -> Edit:
    def edit(m: JourneyMap) -> JourneyMap:
        entry = found(index_of(m), key)
        field = LISTS[entry.kind]
        rest = tuple(r for i, r in enumerate(getattr(m, field)) if i != entry.position)
        return m.model_copy(update={field: rest})

    return edit


def _renumbered(key: Key, new: str) -> Edit:
    """Return the edit that gives a record another id, and what can only mean it the same."""

    def edit(m: JourneyMap) -> JourneyMap:
        index = index_of(m)
        entry = found(index, key)
        if new in index:
            raise Refused(M("the id “{id}” is taken; choose another", id=new), new)
        old = key.rpartition("#")[0]
        first = found(index, old)
        m = replace(m, entry, entry.record.model_copy(update={"id": new}))
        if first.kind == entry.kind:
            return m
        # the last first: of flows with the same ends each is counted from those before it
        for mention in reversed(list(mentions(m, index_of(m)))):
            means_second = entry.kind in mention.ref.kinds and first.kind not in mention.ref.kinds
            if mention.named == old and means_second:
                m = _renamed_in(m, mention.key, old, new)
        return m

    return edit


def _renamed_in(m: JourneyMap, key: Key, old: str, new: str) -> JourneyMap:
    index = index_of(m)
    if not key or key not in index:
        return m
    entry = found(index, key)
    field = LISTS[entry.kind]
    alone = m.model_copy(update={**dict.fromkeys(LISTS.values(), ()), field: (entry.record,)})
    (record,) = getattr(rewritten(alone, renamed(old, new)), field)
    return replace(m, entry, record)


CHECKS = (reference_missing, id_repeated)
