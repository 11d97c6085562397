"""Do the maps of a folder together show the journey of everybody they are about?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.naming import listed, quoted
from journeymap.checks.registry import check
from journeymap.checks.siblings import Folder, loosely, tongue
from journeymap.model.journey import JourneyMap, Stage
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import NAMES


class Shown(NamedTuple):
    """A persona across the maps: the maps that know it, and the stages in which one shows it."""

    files: tuple[str, ...]
    stages: frozenset[object]


class Atlas(NamedTuple):
    """What the maps of a folder show together: who, and the stages with the maps that have them."""

    personas: Mapping[str, Shown]
    stages: Mapping[object, tuple[Message, frozenset[str]]]


@check(
    "stage-not-covered",
    level="info",
    family="folder",
    title=M("Stage that no map shows for a persona"),
    why=M(
        "Several maps make an atlas, and the white parts of an atlas are what nobody looks at: "
        "somebody lives through that stage too."
    ),
    source="Nielsen Norman Group, journey management: an inventory of journeys",
    settings={"maps": 2},
    example="personas:\n  - {id: omar, name: Omar}"
    "   # in two maps, neither of which shows him after the purchase",
)
def stage_not_covered(context: Context) -> Iterator[Finding]:
    """Yield, once a persona, the stages that the folder has and no map shows for it.

    Those personas and stages count that `maps` maps have at least: what only one map speaks of is
    its own affair. A stage is one by its kind, else by its name in one language; it is shown for a
    persona by a touchpoint that is there for it. The first map that knows the persona is told.
    """
    among = context.among
    if among is None or not among.is_in_force:
        return
    atlas = among.folder.once("atlas", lambda: _atlas(among.folder))
    least = context.settings["maps"]
    common = {stage: name for stage, (name, files) in atlas.stages.items() if len(files) >= least}
    for persona in context.map.personas:
        shown = atlas.personas[loosely(persona.name)]
        if len(shown.files) < least or shown.files[0] != among.file:
            continue
        missing = [name for stage, name in common.items() if stage not in shown.stages]
        if missing:
            yield Finding(
                persona.id,
                M(
                    "No map of the folder shows {persona} in: {stages}",
                    persona=quoted(persona.name),
                    stages=listed(missing),
                ),
            )


def _atlas(folder: Folder) -> Atlas:
    files: dict[str, list[str]] = {}
    shown: dict[str, set[object]] = {}
    stages: dict[object, tuple[Message, set[str]]] = {}
    for file, m in folder.in_force():
        known = {stage.id: _known_as(m, stage) for stage in m.stages}
        filled = {t.stage for t in m.touchpoints}
        for stage in m.stages:
            if stage.id in filled:
                stages.setdefault(known[stage.id], (_called(stage), set()))[1].add(file)
        for persona in m.personas:
            name = loosely(persona.name)
            if file not in files.setdefault(name, []):
                files[name].append(file)
            shown.setdefault(name, set()).update(
                known[t.stage]
                for t in m.touchpoints
                if t.stage in known and (not t.personas or persona.id in t.personas)
            )
    return Atlas(
        {name: Shown(tuple(there), frozenset(shown[name])) for name, there in files.items()},
        {stage: (name, frozenset(there)) for stage, (name, there) in stages.items()},
    )


def _known_as(m: JourneyMap, stage: Stage) -> object:
    if stage.kind and stage.kind != "other":
        return stage.kind
    return tongue(m), loosely(stage.name)


def _called(stage: Stage) -> Message:
    if stage.kind and stage.kind != "other":
        return quoted_kind(stage)
    return quoted(stage.name)


def quoted_kind(stage: Stage) -> Message:
    """Return the kind of a stage in quotes; its names may differ from map to map."""
    assert stage.kind is not None
    return M("“{name}”", name=NAMES["stage"][stage.kind])


CHECKS = (stage_not_covered,)
