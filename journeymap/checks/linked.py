"""Do the files exist that the map names? Pictures, and the maps that it leads to.

Only whether a file is there is asked, and only inside the map's folder: a path from somebody's map
must reach no other machine and no device. Where the folder is unknown nothing is said. Other maps
are read by the caller (`Context.load`), never here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from journeymap.checks.context import Context, Load
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.naming import field_of, kind_and_name, listed, quoted
from journeymap.checks.registry import check
from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.index import Key
from journeymap.model.journey import JourneyMap, Look, Persona, Stage, Touchpoint
from journeymap.model.text import M, Message

_ELSEWHERE = re.compile(r"[/\\~]|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*://")
DEEPEST = 32  # maps within maps; whoever nests deeper has a loop or another trouble


# ---------------------------------------------------------------- image-missing


@check(
    "image-missing",
    level="error",
    family="references",
    since="draft",
    title=M("Picture that is not there"),
    why=M("Whoever opens the map sees a grey box where somebody meant to show them something."),
    source="map-format, images",
    fix=M("Name no picture"),
    example="personas:\n  - {id: dana, name: Dana, image: pictures/dnaa.png, alt: Dana on a train}",
)
def image_missing(context: Context) -> Iterator[Finding]:
    """Yield the pictures that the map names and its folder does not hold, once for each record."""
    folder = context.folder
    if folder is None:
        return
    for key, field, name in _images(context):
        if trouble := _trouble(folder, name):
            yield Finding(
                key,
                M(
                    "The picture “{name}” of {record} {trouble}",
                    name=name,
                    record=kind_and_name(context.index, key),
                    trouble=trouble,
                ),
                field=field,
                fix=Fix(M("Name no picture"), _without_image(key)),
            )


def _images(context: Context) -> Iterator[tuple[Key, str, str]]:
    """Yield the key of each record that names a picture, the field, and the name."""
    look = context.map.look
    if look and look.logo:
        yield "", "look.logo", look.logo
    for kind in ("persona", "touchpoint"):
        for entry in context.index.of_kind(kind):
            record = entry.record
            if isinstance(record, (Persona, Touchpoint)) and record.image:
                yield entry.key, "image", record.image


def _trouble(folder: Path, name: str) -> Message | None:
    """Return why a path names no file inside a folder, None where it names one."""
    parts = re.split(r"[/\\]", name)
    if _ELSEWHERE.match(name) or posixpath.normpath("/".join(parts)).startswith(".."):
        return M("lies outside the map’s folder")
    try:
        is_there = folder.joinpath(*parts).is_file()
    except (OSError, ValueError):
        is_there = False
    return None if is_there else M("is not there")


def _without_image(key: Key) -> Edit:
    def edit(m: JourneyMap) -> JourneyMap:
        if key:
            return edits.change(m, key, image=None)
        look = (m.look or Look()).model_copy(update={"logo": None})
        return edits.change(m, "", look=None if look == Look() else look)

    return edit


# ---------------------------------------------------------------- linked-map-missing


@check(
    "linked-map-missing",
    level="error",
    family="references",
    since="draft",
    title=M("Linked map that is not there"),
    why=M("A stage that says “see there” and leads nowhere hides the part that was worth a map."),
    source="map-format, linked maps",
    fix=M("Link no map"),
    example="stages:\n  - {id: onboarding, name: Onboard, journey: onbording.yaml}",
)
def linked_map_missing(context: Context) -> Iterator[Finding]:
    """Yield the records that link a map which is not in the folder; also `based_on`."""
    folder = context.folder
    if folder is None:
        return
    for key, field, name in _links(context):
        if trouble := _trouble(folder, name):
            yield Finding(
                key,
                M(
                    "The map “{name}”, which {field} of {record} names, {trouble}",
                    name=name,
                    field=field_of(context.index.entries[key].kind if key else None, (field,)),
                    record=kind_and_name(context.index, key),
                    trouble=trouble,
                ),
                field=field,
                fix=Fix(M("Link no map"), _changed(key, field)) if key else None,
            )


def _links(context: Context) -> Iterator[tuple[Key, str, str]]:
    """Yield the key of each record that links a map, the field, and the map's path."""
    if context.map.based_on:
        yield "", "based_on", path_of(context.map.based_on)
    for kind in ("stage", "touchpoint"):
        for entry in context.index.of_kind(kind):
            record = entry.record
            link = record.journey if isinstance(record, (Stage, Touchpoint)) else None
            if link and (path := path_of(link)):
                yield entry.key, "journey", path


def path_of(link: str) -> str:
    """Return the file of a link such as `detail.yaml#pay`; empty when it stays in this map."""
    return link.partition("#")[0].strip()


def _changed(key: Key, field: str) -> Edit:
    return lambda m: edits.change(m, key, **{field: None})


# ---------------------------------------------------------------- linked-map-loop


@check(
    "linked-map-loop",
    level="error",
    family="references",
    since="draft",
    title=M("Maps that are details of each other"),
    why=M(
        "A linked map shows a part in more detail. In a circle of details nothing is the whole, "
        "and whoever follows the links walks round for ever."
    ),
    source="map-format, linked maps",
    example="stages:\n  - {id: onboarding, name: Onboard, journey: detail.yaml}"
    "   # whose stage links this map again",
)
def linked_map_loop(context: Context) -> Iterator[Finding]:
    """Yield the records whose linked map leads, over the links in it, back to a map on the way.

    Quiet where the other maps are unknown. That a future map is based on a current one is no link
    of this kind.
    """
    load = context.load
    if load is None:
        return
    settled: set[str] = set()
    for key, field, name in _links(context):
        if field != "journey":
            continue
        circle = _circle(load, posixpath.normpath(name.replace("\\", "/")), settled)
        if circle:
            yield Finding(
                key,
                M(
                    "The map that {record} links leads back to itself: {maps}",
                    record=kind_and_name(context.index, key),
                    maps=listed([quoted(each) for each in circle]),
                ),
                field=field,
            )


def _circle(load: Load, start: str, settled: set[str]) -> tuple[str, ...]:
    """Return the maps on a circle that can be reached from a map, the first one again at the end.

    `settled` are the maps that lead to no circle; it grows, so that each map is read once.
    """
    way: list[tuple[str, Iterator[str]]] = [(start, _linked_by(load, start))]
    while way:
        here, links = way[-1]
        following = next(links, None)
        if following is None:
            settled.add(here)
            way.pop()
        elif following in (on_way := [path for path, _ in way]):
            return (*on_way[on_way.index(following) :], following)
        elif following not in settled and len(way) < DEEPEST:
            way.append((following, _linked_by(load, following)))
    return ()


def _linked_by(load: Load, path: str) -> Iterator[str]:
    m = load(path)
    here = posixpath.dirname(path)
    if m is None:
        return
    for link in (*(s.journey for s in m.stages), *(t.journey for t in m.touchpoints)):
        if link and (name := path_of(link)) and not _ELSEWHERE.match(name):
            yield posixpath.normpath(posixpath.join(here, name.replace("\\", "/")))


CHECKS = (image_missing, linked_map_missing, linked_map_loop)
