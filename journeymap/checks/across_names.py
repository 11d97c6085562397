"""Is one thing called one name in all maps of a folder? Metrics and channels.

Most maps are right: what the greater part of a folder says is what the others are told; where no
part is greater, the map whose file comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.naming import field_of, listed, quoted
from journeymap.checks.registry import check
from journeymap.checks.siblings import Folder, loosely, related, tongue, written
from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.journey import Channel, JourneyMap, Metric
from journeymap.model.scales import scale_of
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import NAMES

# What makes two numbers of one name two metrics. Targets may well differ from journey to journey,
# and so does the question, because it names the product that it asks about.
COUNTED_BY = ("kind", "measure", "formula", "scale", "stat", "better", "unit")

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

    The same is what has one id, or one name and kind in one language. Compared are maps that have
    to do with each other: that link each other or have one owner, and what these have to do with.
    """
    among = context.among
    if among is None or not among.is_in_force:
        return
    near = related(among.folder, among.file)
    by_id = among.folder.once(("metrics by id", near), lambda: _by_id(among.folder, near))
    by_name = among.folder.once(("metrics by name", near), lambda: _by_name(among.folder, near))
    for metric in context.map.metrics:
        usual = by_id.get(metric.id)
        differs = _differing(among.folder, Defined(among.file, metric), usual) if usual else ()
        if usual and differs:
            yield Finding(
                metric.id,
                M(
                    "{metric} differs from the one in “{map}” in: {fields}",
                    metric=quoted(metric.name),
                    map=among.path_to(usual.file),
                    fields=listed([_both(metric, usual.metric, field) for field in differs]),
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


def _both(here: Metric, there: Metric, field: str) -> Message:
    return M(
        "{field} ({here}, there {there})",
        field=field_of("metric", (field,)),
        here=_in_words(here, field),
        there=_in_words(there, field),
    )


def _in_words(metric: Metric, field: str) -> Message | str:
    if field == "scale" and (scale := scale_of(metric)):
        return f"{scale[0]:g}–{scale[1]:g}"
    value = getattr(metric, field)
    return NAMES["metric"][value] if field == "kind" else str(value)


def _by_id(folder: Folder, near: Collection[str]) -> Mapping[str, Defined]:
    """Return, for each id of a metric, the definition that fewest of the others contradict."""
    groups: dict[str, list[Defined]] = {}
    for file, m in folder.in_force():
        for metric in m.metrics if file in near else ():
            groups.setdefault(metric.id, []).append(Defined(file, metric))
    return {id: _least_contradicted(folder, group) for id, group in groups.items()}


def _least_contradicted(folder: Folder, group: Sequence[Defined]) -> Defined:
    # alike definitions are counted together: in a folder of many maps nearly all are
    alike: dict[object, list[Defined]] = {}
    for each in group:
        said = (tongue(folder.maps[each.file]), _definition(each.metric))
        alike.setdefault(said, []).append(each)

    def contradicting(some: Sequence[Defined]) -> int:
        return sum(
            len(others) for others in alike.values() if _differing(folder, some[0], others[0])
        )

    return min(alike.values(), key=contradicting)[0]


def _definition(metric: Metric) -> tuple[object, ...]:
    return tuple(_value(metric, field) for field in COUNTED_BY)


def _value(metric: Metric, field: str) -> object:
    value = scale_of(metric) if field == "scale" else getattr(metric, field)
    return loosely(value) if isinstance(value, str) else value


def _differing(folder: Folder, here: Defined, there: Defined) -> tuple[str, ...]:
    """Return the fields that both state, and state differently; a unit is a word of a language."""
    speak_alike = tongue(folder.maps[here.file]) == tongue(folder.maps[there.file])
    pairs = zip(COUNTED_BY, _definition(here.metric), _definition(there.metric), strict=True)
    return tuple(
        field
        for field, mine, theirs in pairs
        if None not in (mine, theirs) and mine != theirs and (speak_alike or field != "unit")
    )


def _by_name(folder: Folder, near: Collection[str]) -> Mapping[object, Defined]:
    """Return, for each name of a metric, the one with the id that most maps give it."""
    groups: dict[object, list[Defined]] = {}
    for file, m in folder.in_force():
        for metric in m.metrics if file in near else ():
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

    One channel is what reads alike but for case, blanks and hyphens, or is of one kind and a letter
    apart in five or more. Ids do not count: those of maps that are not linked are each map's own.
    """
    among = context.among
    if among is None or not among.is_in_force:
        return
    names = {written(channel.name) for channel in context.map.channels}
    for channel in context.map.channels:
        here = written(channel.name)
        there, file = _usual(among.folder, context.map, channel)
        if there not in names:
            yield Finding(
                channel.id,
                M(
                    "The channel {here} is called {there} in “{map}”",
                    here=quoted(here),
                    there=quoted(there),
                    map=among.path_to(file),
                ),
                field="name",
                fix=Fix(M("Call it “{name}”", name=there), _named(channel.id, there)),
            )


def _usual(folder: Folder, m: JourneyMap, channel: Channel) -> tuple[str, str]:
    """Return the name that most maps have for a channel, and the first of these maps."""
    known = folder.once("channels", lambda: _channels(folder))

    def work_out() -> tuple[str, str]:
        found = [
            each
            for (language, name, kind), group in known.items()
            if language == tongue(m) and _is_one(name, kind, loosely(channel.name), channel.kind)
            for each in group
        ]
        counted = Counter(name for name, _ in found)
        # by file name, because max keeps the first of equals
        return max(sorted(found, key=lambda each: each[1]), key=lambda each: counted[each[0]])

    return folder.once(("usual", tongue(m), loosely(channel.name), channel.kind), work_out)


Spelt = tuple[str, str, str | None]  # language, name as read loosely, kind


def _channels(folder: Folder) -> Mapping[Spelt, Sequence[tuple[str, str]]]:
    """Return the names of channels as they are written, and the maps they stand in."""
    found: dict[Spelt, list[tuple[str, str]]] = {}
    for file, m in folder.in_force():
        for channel in m.channels:
            known = (tongue(m), loosely(channel.name), channel.kind)
            found.setdefault(known, []).append((written(channel.name), file))
    return found


def _is_one(name: str, kind: str | None, other: str, other_kind: str | None) -> bool:
    if name == other:
        return True
    return kind is not None and kind == other_kind and _are_a_letter_apart(name, other)


def _are_a_letter_apart(one: str, other: str) -> bool:
    """Return whether a letter more, less or otherwise makes one text the other; never a digit."""
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or len(long) - len(short) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    rest = short[start:] if len(short) < len(long) else short[start + 1 :]
    return rest == long[start + 1 :] and not long[start].isdecimal()


def _named(id: str, name: str) -> Edit:
    return lambda m: edits.change(m, id, name=name)


CHECKS = (metric_defined_twice, channel_spelt_twice)
