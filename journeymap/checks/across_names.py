"""Is one thing called one name in all maps of a folder? Metrics and channels.

Most maps are right: what the greater part of a folder says is what the others are told; where no
part is greater, the map whose file comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.naming import field_of, listed, quoted
from journeymap.checks.registry import check
from journeymap.checks.siblings import Folder, loosely, tongue, written
from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.journey import JourneyMap, Metric
from journeymap.model.scales import scale_of
from journeymap.model.text import M

# What makes two numbers of one name two metrics. Targets may well differ from journey to journey.
COUNTED_BY = ("kind", "measure", "formula", "scale", "stat", "better", "unit", "question")

# ---------------------------------------------------------------- metric-defined-twice


class Defined(NamedTuple):
    """A metric and the map that defines it."""

    file: str
    metric: Metric


@check(
    "metric-defined-twice",
    level="warning",
    family="folder",
    since="draft",
    title=M("Metric that two maps define differently"),
    why=M(
        "Put side by side, the numbers of two maps are compared, whatever they mean. A metric of "
        "one name is asked and counted in one way, and has one id by which it can be joined."
    ),
    source="Qualtrics, on comparable scales",
    example="metrics:\n  - {id: csat, name: CSAT, kind: csat, formula: top 2, scale: [1, 5]}"
    "   # another map: scale: [1, 7]",
)
def metric_defined_twice(context: Context) -> Iterator[Finding]:
    """Yield the metrics that most maps of the folder define otherwise, or give another id.

    The same is what has one id, or one name and kind in one language.
    """
    among = context.among
    if among is None or not among.is_in_force:
        return
    by_id = among.folder.once("metrics by id", lambda: _by_id(among.folder))
    by_name = among.folder.once("metrics by name", lambda: _by_name(among.folder))
    for metric in context.map.metrics:
        usual = by_id.get(metric.id)
        differs = _differing(metric, usual.metric) if usual else ()
        if usual and differs:
            yield Finding(
                metric.id,
                M(
                    "{metric} is counted otherwise in “{map}”: {fields} differ",
                    metric=quoted(metric.name),
                    map=among.path_to(usual.file),
                    fields=listed([field_of("metric", (field,)) for field in differs]),
                ),
                field=differs[0],
            )
            continue
        usual = by_name.get(_called(context.map, metric))
        if usual and usual.metric.id != metric.id:
            own = {each.id for each in context.map.metrics}
            if usual.metric.id in own:
                continue  # this map has both, and so tells them apart
            yield Finding(
                metric.id,
                M(
                    "{metric} is “{id}” here and “{other}” in “{map}”",
                    metric=quoted(metric.name),
                    id=metric.id,
                    other=usual.metric.id,
                    map=among.path_to(usual.file),
                ),
                field="id",
            )


def _by_id(folder: Folder) -> Mapping[str, Defined]:
    """Return, for each id of a metric, the definition that fewest of the others contradict."""
    groups: dict[str, list[Defined]] = {}
    for file, m in folder.in_force():
        for metric in m.metrics:
            groups.setdefault(metric.id, []).append(Defined(file, metric))
    return {id: _least_contradicted(group) for id, group in groups.items()}


def _least_contradicted(group: Sequence[Defined]) -> Defined:
    # alike definitions are counted together: in a folder of many maps nearly all are
    alike: dict[object, list[Defined]] = {}
    for each in group:
        alike.setdefault(_definition(each.metric), []).append(each)

    def contradicted(each: Sequence[Defined]) -> int:
        return sum(
            len(others) for others in alike.values() if _differing(each[0].metric, others[0].metric)
        )

    return min(alike.values(), key=contradicted)[0]


def _definition(metric: Metric) -> tuple[object, ...]:
    return tuple(_value(metric, field) for field in COUNTED_BY)


def _value(metric: Metric, field: str) -> object:
    value = scale_of(metric) if field == "scale" else getattr(metric, field)
    return loosely(value) if isinstance(value, str) else value


def _differing(here: Metric, there: Metric) -> tuple[str, ...]:
    """Return the fields that both state, and state differently."""
    pairs = zip(COUNTED_BY, _definition(here), _definition(there), strict=True)
    return tuple(
        field for field, mine, theirs in pairs if None not in (mine, theirs) and mine != theirs
    )


def _by_name(folder: Folder) -> Mapping[object, Defined]:
    """Return, for each name of a metric, the one with the id that most maps give it."""
    groups: dict[object, list[Defined]] = {}
    for file, m in folder.in_force():
        for metric in m.metrics:
            groups.setdefault(_called(m, metric), []).append(Defined(file, metric))
    found: dict[object, Defined] = {}
    for name, group in groups.items():
        # max keeps the first of equals, and the maps stand by file name
        counted = Counter(each.metric.id for each in group)
        found[name] = max(group, key=lambda each: counted[each.metric.id])
    return found


def _called(m: JourneyMap, metric: Metric) -> object:
    return tongue(m), loosely(metric.name), metric.kind, metric.measure


# ---------------------------------------------------------------- channel-spelt-twice


@check(
    "channel-spelt-twice",
    level="warning",
    family="folder",
    since="draft",
    title=M("Channel that two maps spell differently"),
    why=M(
        "“Web site” and “website” are one channel to customers and two rows wherever maps are put "
        "together. One of them will be forgotten."
    ),
    source="CJML guiding principles: one name for one channel",
    fix=M("Spell it as most maps do"),
    example="channels:\n  - {id: web, name: Web site}   # other maps: name: Website",
)
def channel_spelt_twice(context: Context) -> Iterator[Finding]:
    """Yield the channels that most maps of the folder spell otherwise, in the same language.

    One channel is what reads alike but for case, blanks and hyphens, or has one id and one kind.
    """
    among = context.among
    if among is None or not among.is_in_force:
        return
    usual = among.folder.once("channels", lambda: _spellings(among.folder))
    names = {written(channel.name) for channel in context.map.channels}
    for channel in context.map.channels:
        here = written(channel.name)
        for known in _known_by(context.map, channel.id, channel.name, channel.kind):
            name, file = usual[known]
            if name != here and name not in names:
                yield Finding(
                    channel.id,
                    M(
                        "The channel {here} is called {there} in “{map}”",
                        here=quoted(here),
                        there=quoted(name),
                        map=among.path_to(file),
                    ),
                    field="name",
                    fix=Fix(M("Call it “{name}”", name=name), _named(channel.id, name)),
                )
                break


def _known_by(m: JourneyMap, id: str, name: str, kind: str | None) -> Iterator[object]:
    """Yield what a channel is known by across maps, as it reads before what its id is."""
    yield tongue(m), "name", loosely(name)
    if kind:
        yield tongue(m), "id", id, kind


def _spellings(folder: Folder) -> Mapping[object, tuple[str, str]]:
    """Return, for all that channels are known by, the usual spelling and a map that has it."""
    groups: dict[object, list[tuple[str, str]]] = {}
    for file, m in folder.in_force():
        for channel in m.channels:
            for known in _known_by(m, channel.id, channel.name, channel.kind):
                groups.setdefault(known, []).append((written(channel.name), file))
    found: dict[object, tuple[str, str]] = {}
    for known, group in groups.items():
        counted = Counter(name for name, _ in group)
        found[known] = max(group, key=lambda each: counted[each[0]])
    return found


def _named(id: str, name: str) -> Edit:
    return lambda m: edits.change(m, id, name=name)


CHECKS = (metric_defined_twice, channel_spelt_twice)
