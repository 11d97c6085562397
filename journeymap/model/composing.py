"""New records made of source texts, and where they go: what `journeymap add` and `move` do.

Keys and values are those of a file. All that is wrong with a record is found at once. These are
edits like any other: pure, and they raise Refused and nothing else; days come in as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, cast

from pydantic import ValidationError

from journeymap.model import edits, rules
from journeymap.model.assigning import NotAssigned, not_there, set_field, trail_of
from journeymap.model.free_ids import free_id
from journeymap.model.index import Index, Key, index_of
from journeymap.model.journey import (
    CLASSES,
    KINDS,
    Comment,
    Flow,
    JourneyMap,
    Kind,
    Listed,
    Touchpoint,
)
from journeymap.model.mentioning import mentions_in
from journeymap.model.problems import Refused, problems
from journeymap.model.text import M, literal

NOT_NAMED = ("flow", "reading")  # kinds that have no id of their own, or need none


def kind_named(word: str) -> Kind:
    """Return the kind that a word names, such as `pain-point` or `flows`; raises Refused."""
    plain = word.lower().replace("-", "_").replace(" ", "_")
    if plain in CLASSES:
        return plain
    if plain in KINDS:
        return KINDS[plain]
    near = get_close_matches(plain, [*CLASSES, *KINDS], n=1)
    if near:
        meant = KINDS.get(near[0], near[0])
        raise Refused(
            M("there is no kind “{kind}”; is “{near}” meant?", kind=word, near=meant), word
        )
    raise Refused(
        M("there is no kind “{kind}”; there are: {kinds}", kind=word, kinds=", ".join(CLASSES)),
        word,
    )


def composed(
    m: JourneyMap, kind: Kind, changes: Sequence[tuple[Sequence[str], str]], today: date
) -> Listed:
    """Return a new record of a kind whose fields are set from source texts, in the order given.

    `changes` are paths, as `assign` takes them, with their texts. An id that is not given is made
    from the name, the day of a comment is `today`. Raises NotAssigned with all that is wrong, or
    Refused when something needed is missing.
    """
    record_type, values, wrong = CLASSES[kind], dict[str, Any](), dict[int, Any]()
    trails: list[tuple[str | int, ...]] = []
    for number, (path, text) in enumerate(changes):
        trails.append(tuple(path))
        try:
            if not path or "" in path:
                raise Refused(M("the path “{path}” has an empty part", path=".".join(path)))
            trails[-1] = set_field(record_type, values, tuple(path), text)
        except Refused as refusal:
            wrong[number] = refusal.message
    if wrong:
        raise NotAssigned(wrong)
    name = values.get("name") or values.get("text")
    if kind not in NOT_NAMED and "id" not in values and isinstance(name, str):
        values["id"] = free_id(index_of(m), name, kind.replace("_", "-"))
    if record_type is Comment:
        values.setdefault("date", today)
    try:
        made = record_type.model_validate(_typed(m, kind, values))
    except ValidationError as error:
        raise _explained(kind, error, trails) from None
    return made


def _typed(m: JourneyMap, kind: Kind, values: dict[str, Any]) -> Mapping[str, object]:
    """Return the values with each % marked that stands where its metric has no shares."""
    if kind not in ("reading", "opportunity"):
        return values
    record = CLASSES[kind].model_construct(**{"metric": "", **values})
    return edits.as_typed(m, record, values)


def _explained(
    kind: Kind, error: ValidationError, trails: Sequence[tuple[str | int, ...]]
) -> Refused:
    record_type = CLASSES[kind]
    wrong: dict[int, Any] = {}
    missing: list[str] = []
    for item, (path, message) in zip(error.errors(include_url=False), problems(error), strict=True):
        trail, words = trail_of(record_type, path)
        said = M("{field}: {problem}", field=literal(".".join(words)), problem=message)
        at = [n for n, each in enumerate(trails) if each[:1] == trail[:1]]
        if item["type"] == "missing" and not at:
            if words[-1] != "id" or kind in NOT_NAMED:  # else it comes from the name
                missing.append(words[-1])
        else:
            wrong.setdefault(at[-1] if at else -1, said if path else message)
    if missing:
        return Refused(M("still needed: {fields}", fields=", ".join(f"{m}=…" for m in missing)))
    return NotAssigned(wrong)


def added(m: JourneyMap, record: Listed, before: Key = "", after: Key = "") -> JourneyMap:
    """Return the map with a record before or after another of its kind, else where it belongs.

    That is behind the steps of its stage for a touchpoint, behind those that leave the same step
    for a flow, and the end of the list for all else. Raises Refused when the record names what is
    not there, a rule forbids it, or its neighbour is of another kind.
    """
    index = index_of(m)
    kind = edits.kind_of(record)
    if isinstance(record, Flow):
        if refusal := rules.can_connect(index, record.source, record.target):
            raise Refused(refusal.reason, refusal.at)
        if not (before or after):
            leaving = [e.key for e in index.of_kind("flow") if _leaves(e.record, record.source)]
            after = leaving[-1] if leaving else ""
    if isinstance(record, Touchpoint) and not (before or after):
        same = [e.key for e in index.of_kind(kind) if _stands_in(e.record, record.stage)]
        after = same[-1] if same else ""
    new = edits.add(m, record, before=next_to(index, kind, before, after))
    if new is m:
        return m
    later = index_of(new)
    key = next(e.key for e in later.of_kind(kind) if e.record is record)
    for mention in mentions_in(record, key):
        if not later.resolves(mention.named, mention.ref):
            raise Refused(not_there(later, mention.named), mention.named)
    if isinstance(record, Touchpoint) and (
        refusal := rules.can_move(later, key, record.stage, record.channel)
    ):
        raise Refused(refusal.reason, refusal.at)
    return new


def next_to(index: Index, kind: Kind, before: Key, after: Key) -> Key:
    """Return the key of the record of a kind to stand before; empty means the end of the list.

    Raises Refused when the neighbour named is not there or of another kind.
    """
    near = before or after
    if not near:
        return ""
    entry = edits.found(index, near)
    if entry.kind != kind:
        raise Refused(M("“{id}” is in another list", id=near), near)
    if before:
        return entry.key
    listed = list(index.of_kind(kind))
    place = next(n for n, each in enumerate(listed) if each.key == entry.key) + 1
    return listed[place].key if place < len(listed) else ""


def moved(
    m: JourneyMap,
    keys: Iterable[Key],
    stage: Key = "",
    channel: Key | None = edits.KEEP,
    before: Key = "",
    after: Key = "",
) -> JourneyMap:
    """Return the map with records in another place, one behind the other in the order given.

    `stage` and `channel` (None: on their own) are for touchpoints, as in `edits.move`; without
    `before` and `after` they go behind the others of the cell. All else is put into another order
    of its list. Raises Refused, also when a neighbour of a touchpoint stands in another stage.
    """
    index = index_of(m)
    entries = [edits.found(index, key) for key in dict.fromkeys(keys)]
    in_cells = bool(stage) or channel != edits.KEEP
    if not (in_cells or before or after):
        raise Refused(M("say where to: with a stage, a channel, before or after another"))
    new, near = m, before or after
    for entry in entries:
        if near and edits.found(index, near).key == entry.key:
            raise Refused(M("“{id}” cannot stand beside itself", id=entry.key), entry.key)
        if in_cells and not isinstance(entry.record, Touchpoint):
            raise Refused(
                M("only touchpoints stand in cells; “{id}” is none", id=entry.key), entry.key
            )
        if isinstance(entry.record, Touchpoint):
            for name in (stage, channel if channel != edits.KEEP else None):
                if name:
                    edits.found(index, name)  # names the nearest
            new = _touchpoint_moved(new, entry.key, stage, channel, before, after)
        else:
            place = next_to(index_of(new), entry.kind, before, after)
            if place != entry.key:
                new = edits.reorder(new, entry.key, place)
        if after:
            after = entry.key
    return new


def _touchpoint_moved(
    m: JourneyMap, key: Key, stage: Key, channel: Key | None, before: Key, after: Key
) -> JourneyMap:
    index = index_of(m)
    touchpoint = cast("Touchpoint", edits.found(index, key).record)
    goal = stage or touchpoint.stage
    near = before or after
    place = next_to(index, "touchpoint", before, after)
    if near:
        neighbour = cast("Touchpoint", edits.found(index, near).record)
        if neighbour.stage != goal:
            home = index.stage(neighbour.stage)
            raise Refused(
                M(
                    "“{id}” stands in the stage “{stage}”; say so to move there: --stage {key}",
                    id=near,
                    stage=home.name if home else neighbour.stage,
                    key=neighbour.stage,
                ),
                near,
            )
    if place == key:  # it stands there already
        following = next_to(index, "touchpoint", "", key)
        return (
            edits.move(m, [key], goal, channel, following)
            if following
            else edits.reorder(edits.move(m, [key], goal, channel), key)
        )
    if near and not place:
        return edits.reorder(edits.move(m, [key], goal, channel), key)
    return edits.move(m, [key], goal, channel, place)


def _leaves(record: object, source: Key) -> bool:
    return isinstance(record, Flow) and record.source == source


def _stands_in(record: object, stage: Key) -> bool:
    return isinstance(record, Touchpoint) and record.stage == stage
