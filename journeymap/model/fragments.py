"""Parts of a map to be copied, pasted and duplicated, in one map or from one to another.

A fragment is a map itself: the chosen touchpoints with the flows between them, what is noted at
them, and the stages, channels and personas that they name. It carries no readings and no comments,
which were measured and said once. Pasting gives every record an id of its own, and finds stages,
channels and personas again by id or by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from journeymap.model.ids import TakenIds, look_alike
from journeymap.model.index import Index, Key, flow_ends, flow_key, index_of
from journeymap.model.journey import LISTS, JourneyMap, Kind, Listed, Record, Touchpoint
from journeymap.model.labels import FIELD_NAMES, KIND_NAMES
from journeymap.model.mentioning import mentions
from journeymap.model.pasting import Added
from journeymap.model.references import hanging_on, without, without_names
from journeymap.model.renaming import Rename, rewritten
from journeymap.model.text import say

FOUND_AGAIN: tuple[Kind, ...] = ("stage", "channel", "persona")
COPIED: tuple[Kind, ...] = ("touchpoint", "flow", "backstage", "pain_point", "opportunity")
COLUMNS = ("stage", "name", "channel", "emotion", "success", "effort", "doing", "owner")


def fragment(m: JourneyMap, keys: Iterable[Key]) -> JourneyMap:
    """Return the part of a map that these records make; without any touchpoint only themselves.

    A stage stands for the touchpoints in it. What is noted at several places is noted at those of
    the fragment.
    """
    index = index_of(m)
    kinds = (*FOUND_AGAIN, *COPIED)  # a metric that is chosen too does not go along
    chosen = {key for key in keys if key in index.entries and index.entries[key].kind in kinds}
    chosen |= {t.id for t in m.touchpoints if t.stage in chosen}
    kept = set(chosen)
    for entry in index.of_kind("flow"):
        if {getattr(entry.record, "source", ""), getattr(entry.record, "target", "")} <= chosen:
            kept.add(entry.key)
    for kind in ("backstage", "pain_point"):
        kept |= {e.key for e in index.of_kind(kind) if chosen & set(_at(e.record))}
    for entry in index.of_kind("opportunity"):
        if kept & {*_at(entry.record), *getattr(entry.record, "solves", ())}:
            kept.add(entry.key)
    kept |= _named_by(index, kept)
    gone = {key for key, entry in index.entries.items() if key not in kept}
    gone |= set(hanging_on(m, index, gone))
    part = without(m, index, gone)
    lists = {LISTS[kind]: getattr(part, LISTS[kind]) for kind in (*FOUND_AGAIN, *COPIED)}
    return JourneyMap(
        title=m.title, language=m.language, calendar=m.calendar, translations=part.translations
    ).model_copy(update=lists)


def joined(m: JourneyMap, part: JourneyMap, after: Key = "") -> Added:
    """Return the map with a fragment in it, its touchpoints listed behind `after` or at the end.

    The keys are those of what was pasted, in the order of the fragment.
    """
    index = index_of(m)
    part = _meaning_something(part, index)
    theirs = index_of(part)
    taken = TakenIds(_ids(index))
    new: dict[Key, Key] = {}
    adds: dict[Kind, list[tuple[Key, Listed]]] = {kind: [] for kind in (*FOUND_AGAIN, *COPIED)}
    for kind in FOUND_AGAIN:
        for entry in theirs.of_kind(kind):
            if there := _found(index, kind, entry.record):
                new[entry.key] = there
            else:
                new[entry.key] = _free(taken, _id(entry.record))
                adds[kind].append((entry.key, entry.record))
    for kind in COPIED:
        for entry in theirs.of_kind(kind):
            if id := _id(entry.record):
                new[entry.key] = _free(taken, id)
            adds[kind].append((entry.key, entry.record))
    rename = _renaming(new)
    updates: dict[str, tuple[Listed, ...]] = {}
    keys: list[Key] = []
    for kind, records in adds.items():
        made = tuple(_renamed(record, new.get(key, ""), rename) for key, record in records)
        if not made:
            continue
        listed = getattr(m, LISTS[kind])
        place = len(listed)
        if kind == "touchpoint":
            places = {record.id: n for n, record in enumerate(listed)}
            place = places.get(after, place - 1) + 1
        updates[LISTS[kind]] = (*listed[:place], *made, *listed[place:])
        if kind != "flow":
            keys += [cast("Key", getattr(record, "id", "")) for record in made]
    translations = _translations(m, part, new)
    if translations != m.translations:
        m = m.model_copy(update={"translations": translations})
    return Added(m.model_copy(update=updates), tuple(keys))


def as_table(part: JourneyMap) -> str:
    """Return the touchpoints of a fragment as a range of a spreadsheet, its first row the heads.

    Pasted back it gives the touchpoints again.
    """
    language = part.language
    names = {stage.id: stage.name for stage in part.stages}
    names |= {channel.id: channel.name for channel in part.channels}
    heads = [
        say(KIND_NAMES["touchpoint"] if field == "name" else FIELD_NAMES[field], language)
        for field in COLUMNS
    ]
    heads.append(say(KIND_NAMES["pain_point"], language))
    rows = [heads]
    for touchpoint in part.touchpoints:
        values = [getattr(touchpoint, field) for field in COLUMNS]
        cells = ["" if value is None else names.get(value, str(value)) for value in values]
        pains = [pain.name for pain in part.pain_points if touchpoint.id in pain.at]
        rows.append([*cells, "; ".join(pains)])
    return "".join("\t".join(map(as_cell, row)) + "\n" for row in rows)


def as_cell(text: str) -> str:
    """Return a text as one cell of a range, quoted where it has to be and never reckoned with."""
    if text.startswith(("=", "@")):  # a spreadsheet would reckon with it
        text = f"'{text}"
    if any(each in text for each in '\t\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _at(record: Record) -> tuple[Key, ...]:
    return cast("tuple[Key, ...]", getattr(record, "at", ()))


def _named_by(index: Index, keys: Iterable[Key]) -> set[Key]:
    """Return the stages, channels and personas that touchpoints and flows of a fragment name."""
    found: set[str | None] = set()
    for key in keys:
        record = index.entries[key].record
        if isinstance(record, Touchpoint):
            found |= {record.stage, record.until, record.channel, *record.also}
            found |= {*record.personas, *record.by_persona}
        else:
            found |= set(getattr(record, "personas", ()))
    return {each for each in found if each and each in index.entries}


def _id(record: Record) -> Key:
    return getattr(record, "id", None) or ""


def _ids(index: Index) -> Iterable[str]:
    return (id for e in index.all() if (id := _id(e.record)))


def _found(index: Index, kind: Kind, record: Record) -> Key:
    """Return the record of a map that one of a fragment means, empty for none.

    It is the one of the same name; of several, or where none is called so, the one of the same id.
    """
    id, name = getattr(record, "id", ""), getattr(record, "name", "")
    there = index.get(id)
    same = [there.key] if there is not None and there.kind == kind else []
    like = [e.key for e in index.of_kind(kind) if _alike(getattr(e.record, "name", ""), name)]
    return next((key for key in same if key in like or not like), like[0] if like else "")


def _alike(one: str, other: str) -> bool:
    return look_alike(" ".join(one.split())) == look_alike(" ".join(other.split()))


def _free(taken: TakenIds, key: Key) -> Key:
    """Return the id of a fragment's record where it is free, else one with a number; take it."""
    if key not in taken:
        taken.add(key)
        return key
    return taken.give(key.rstrip("0123456789").rstrip("-") or key)


def _renaming(new: Mapping[Key, Key]) -> Rename:
    def rename(name: str) -> str:
        if name in new:
            return new[name]
        if ">" in name and (ends := flow_ends(name)):
            source, target, nth = ends
            return flow_key(new.get(source, source), new.get(target, target), nth)
        return name

    return rename


def _meaning_something(part: JourneyMap, index: Index) -> JourneyMap:
    """Return a fragment without names that mean nothing, neither in it nor where it is pasted.

    They were broken where they come from, as in a map that opens with a finding. A touchpoint
    that cannot stay without one keeps it: pasting it says what is not there.
    """
    theirs = index_of(part)
    broken = {
        each.named
        for each in mentions(part, theirs)
        if not theirs.resolves(each.named, each.ref) and not index.resolves(each.named, each.ref)
    }
    bare = without_names(part, theirs, broken) if broken else part
    return bare if len(bare.touchpoints) == len(part.touchpoints) else part


def _renamed(record: Listed, id: Key, rename: Rename) -> Listed:
    """Return a record of a fragment under its new id, if any, naming others by theirs."""
    field = LISTS[cast("Kind", record.kind_of)]
    alone = rewritten(JourneyMap(title="-").model_copy(update={field: (record,)}), rename)
    made = cast("Listed", getattr(alone, field)[0])
    return made.model_copy(update={"id": id}) if id and _id(record) != id else made


def _translations(
    m: JourneyMap, part: JourneyMap, new: Mapping[Key, Key]
) -> dict[str, dict[str, dict[str, str]]]:
    """Return the translations of a map with those of what was pasted, in languages it has."""
    known = {*m.translations, *m.languages}
    made = {language: dict(names) for language, names in m.translations.items()}
    for language, names in part.translations.items():
        if language not in known:
            continue
        for id, texts in names.items():
            if id in new and new[id] not in made.get(language, {}):
                made.setdefault(language, {})[new[id]] = dict(texts)
    return made
