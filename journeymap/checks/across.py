"""Do the maps of a folder mean the same where they say the same? Linked ids, shared touchpoints.

Compared are names as the eye reads them and only within one language; what one of two maps does not
state is unknown and differs from nothing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.linked import path_of
from journeymap.checks.naming import kind_and_name, listed, quoted
from journeymap.checks.registry import check
from journeymap.checks.siblings import Among, Folder, loosely, tongue
from journeymap.model.index import Entry, Key
from journeymap.model.journey import JourneyMap, Kind, Touchpoint
from journeymap.model.labels import field_name
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import NAMES

# What people of several maps talk about by name. Metrics have a check of their own.
TALKED_ABOUT: tuple[Kind, ...] = ("persona", "stage", "channel", "touchpoint", "backstage")
RATED = ("success", "effort", "emotion")
_Known = Mapping[object, Mapping[str, Sequence[Touchpoint]]]  # moment -> file -> touchpoints

# ---------------------------------------------------------------- linked-id-differs


@check(
    "linked-id-differs",
    level="warning",
    family="folder",
    since="draft",
    title=M("Id that means something else in the linked map"),
    why=M(
        "A linked map shows a part in more detail. Whoever follows the link, and whatever joins "
        "the two, takes one id for one thing."
    ),
    source="map-format, linked maps",
    example="stages:\n  - {id: pay, name: Pay, journey: paying.yaml}   # where `pay` is a channel",
)
def linked_id_differs(context: Context) -> Iterator[Finding]:
    """Yield the ids that mean or belong to something else in the map that links this one.

    Another kind of record, another name or another owner. The map that links leads, so the linked
    one is told; where two link each other, the one whose file comes later.
    """
    among = context.among
    if among is None or not among.is_in_force:
        return
    for other in _linked_from(among):
        theirs = among.folder.index(other)
        for kind in TALKED_ABOUT:
            for entry in context.index.of_kind(kind):
                met = theirs.get(entry.key)
                if met is None or met.kind not in TALKED_ABOUT:
                    continue
                message = _meaning(context, among, entry, other, met) or _owner(
                    context, among, entry, other, met
                )
                if message:
                    yield Finding(entry.key, message, field="id", group=("linked", other))


def _linked_from(among: Among) -> tuple[str, ...]:
    """Return the maps that link this one by a stage or touchpoint and so lead in what ids mean."""
    links = among.folder.once("links", lambda: _links(among.folder))
    return tuple(
        other
        for other, linked in links.items()
        if among.file in linked
        and other != among.file
        and (other < among.file or other not in links.get(among.file, ()))
    )


def _links(folder: Folder) -> Mapping[str, frozenset[str]]:
    return {file: frozenset(_linked_by(file, m)) for file, m in folder.in_force()}


def _linked_by(file: str, m: JourneyMap) -> Iterator[str]:
    for link in (*(s.journey for s in m.stages), *(t.journey for t in m.touchpoints)):
        if link and (name := path_of(link)):
            path = posixpath.join(posixpath.dirname(file), name.replace("\\", "/"))
            yield posixpath.normpath(path)


def _meaning(
    context: Context, among: Among, entry: Entry, other: str, met: Entry
) -> Message | None:
    same_language = tongue(context.map) == tongue(among.folder.maps[other])
    same_name = loosely(_name(entry)) == loosely(_name(met))
    if entry.kind == met.kind and (same_name or not same_language):
        return None
    return M(
        "“{id}” is {here} here and {there} in “{map}”, which links this map",
        id=entry.key,
        here=kind_and_name(context.index, entry.key),
        there=kind_and_name(among.folder.index(other), met.key),
        map=among.path_to(other),
    )


def _name(entry: Entry) -> str:
    return str(getattr(entry.record, "name", ""))


def _owner(context: Context, among: Among, entry: Entry, other: str, met: Entry) -> Message | None:
    here, there = (getattr(each.record, "owner", None) for each in (entry, met))
    same_language = tongue(context.map) == tongue(among.folder.maps[other])
    if not here or not there or not same_language or loosely(here) == loosely(there):
        return None
    return M(
        "{record} belongs to {here} here and to {there} in “{map}”, which links this map",
        record=kind_and_name(context.index, entry.key),
        here=quoted(here),
        there=quoted(there),
        map=among.path_to(other),
    )


# ---------------------------------------------------------------- same-touchpoint-differs…


@check(
    "same-touchpoint-differs-between-maps",
    level="warning",
    family="folder",
    title=M("Touchpoint that two maps describe differently"),
    why=M(
        "Customers pass one and the same touchpoint on several journeys. Where two maps rate it "
        "or assign it differently, at least one of them has not asked the other."
    ),
    source="Nielsen Norman Group, journey management: one touchpoint, one owner, many journeys",
    settings={"points": 2},
    roll_up=5,
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, owner: Payments}"
    "   # another map: owner: Shop",
)
def same_touchpoint_differs(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints that an earlier map of the folder describes otherwise.

    One touchpoint is one name on one channel, under one id or in one stage, in maps of one
    language and state. It differs in kind or owner, or by `points` in a rating for everybody;
    ratings are compared only where the maps share a persona or name none. Earlier is by file name:
    one of two has to be told, and both are named.
    """
    among = context.among
    if among is None or not among.is_in_force:
        return
    known = among.folder.once("touchpoints", lambda: _touchpoints(among.folder))
    for touchpoint in context.map.touchpoints:
        file, same = _earlier(context, among, known, touchpoint)
        # of twins in the other map one may well be this one
        found = min(
            (_differences(context, among, file, touchpoint, each) for each in same),
            key=len,
            default=[],
        )
        if found:
            yield Finding(
                touchpoint.id,
                M(
                    "{touchpoint} is also in “{map}”, where it differs: {differences}",
                    touchpoint=quoted(touchpoint.name),
                    map=among.path_to(file),
                    differences=listed(found),
                ),
            )


def _earlier(
    context: Context, among: Among, known: _Known, touchpoint: Touchpoint
) -> tuple[str, list[Touchpoint]]:
    """Return the first map by file name that shows a touchpoint too, and it there; often none."""
    for file, there in known.get(_moment(context.map, touchpoint), {}).items():
        if file >= among.file:
            break  # no map is compared with itself, and of two the later one is told
        other = among.folder.maps[file]
        same = [each for each in there if _is_the_same(context.map, touchpoint, other, each)]
        if same:
            return file, same
    return "", []


def _differences(
    context: Context, among: Among, file: str, here: Touchpoint, there: Touchpoint
) -> list[Message]:
    found = [*_facts(here, there)]
    if _share_personas(context.map, among.folder.maps[file]):
        found += _ratings(here, there, context.settings["points"])
    return found


def _touchpoints(folder: Folder) -> _Known:
    """Return, for each moment, the touchpoints that show it by map, the maps by file name."""
    found: dict[object, dict[str, list[Touchpoint]]] = {}
    for file, m in folder.in_force():
        for touchpoint in m.touchpoints:
            found.setdefault(_moment(m, touchpoint), {}).setdefault(file, []).append(touchpoint)
    return found


def _moment(m: JourneyMap, touchpoint: Touchpoint) -> object:
    lane = next((loosely(c.name) for c in m.channels if c.id == touchpoint.channel), None)
    return tongue(m), m.state, loosely(touchpoint.name), lane


def _is_the_same(m: JourneyMap, here: Touchpoint, other: JourneyMap, there: Touchpoint) -> bool:
    if here.id == there.id:
        return True
    mine, theirs = _stage(m, here.stage), _stage(other, there.stage)
    return bool(mine & theirs)


def _stage(m: JourneyMap, id: Key) -> set[str]:
    """Return what a stage can be known by in another map: its name, and its kind if it has one."""
    stage = next((stage for stage in m.stages if stage.id == id), None)
    if stage is None:
        return set()
    kind = {f"kind {stage.kind}"} if stage.kind not in (None, "other") else set()
    return {loosely(stage.name), *kind}


def _share_personas(m: JourneyMap, other: JourneyMap) -> bool:
    mine, theirs = ({loosely(p.name) for p in each.personas} for each in (m, other))
    return mine == theirs or bool(mine & theirs)


def _facts(here: Touchpoint, there: Touchpoint) -> Iterator[Message]:
    if here.kind and there.kind and here.kind != there.kind:
        kinds = NAMES["touchpoint"]
        yield _difference("kind", kinds[here.kind], kinds[there.kind])
    if here.owner and there.owner and loosely(here.owner) != loosely(there.owner):
        yield _difference("owner", quoted(here.owner), quoted(there.owner))


def _ratings(here: Touchpoint, there: Touchpoint, points: float) -> Iterator[Message]:
    for field in RATED:
        mine, theirs = getattr(here, field), getattr(there, field)
        if mine is not None and theirs is not None and abs(mine - theirs) >= points:
            yield _difference(field, mine, theirs)


def _difference(field: str, here: Message | int, there: Message | int) -> Message:
    return M(
        "{field} {here} here and {there} there",
        field=field_name(field, "touchpoint"),
        here=here,
        there=there,
    )


CHECKS = (linked_id_differs, same_touchpoint_differs)
