"""Which findings are shown, and in which order: filtered, searched, and grouped by place or check.

Plain rows from findings and one map; nothing of Qt is known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from journeymap.checks.finding import SEVERITY, Finding, Fix
from journeymap.checks.silencing import heeding, speaking
from journeymap.model.ids import look_alike
from journeymap.model.index import Index, Key, label
from journeymap.model.journey import Flow, JourneyMap, Kind, Reading, Touchpoint
from journeymap.model.labels import KIND_NAMES
from journeymap.model.text import M, Message, led_to, literal, say, say_value
from journeymap.model.vocabulary import Level
from journeymap.ui.outline.nodes import is_note, places_of

Grouping: TypeAlias = Literal["level", "place", "check"]
GROUPINGS: dict[Grouping, Message] = {
    "level": M("By level"),
    "place": M("By place"),
    "check": M("By check"),
}
LEVELS: tuple[Level, ...] = ("error", "warning", "info")
DEEP = 8  # how many records are gone through to find the stage of one


class Wanted(NamedTuple):
    """What a person wants to see of the findings."""

    levels: frozenset[str] = frozenset(LEVELS)
    words: str = ""
    places: frozenset[Key] | None = None  # None for everywhere

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self.levels >= set(LEVELS) and not self.words.split() and self.places is None


class Heading(NamedTuple):
    """A row over the findings of one place or one check."""

    id: str
    text: str
    many: int  # findings under it
    worst: Level
    depth: int
    folded: bool


class Line(NamedTuple):
    """A row with a finding."""

    finding: Finding
    depth: int = 0


Row: TypeAlias = Heading | Line


def same(row: object, other: object) -> bool:
    """Return whether two rows stand for the same, also after the checks have run again."""
    if isinstance(row, Heading) and isinstance(other, Heading):
        return row.id == other.id
    if isinstance(row, Line) and isinstance(other, Line):
        one, two = row.finding, other.finding
        return (one.check, one.at, one.field) == (two.check, two.at, two.field)
    return False


def chosen(findings: Iterable[Finding], wanted: Wanted, index: Index, lang: str) -> list[Finding]:
    """Return the findings that fit what is wanted, in the order given."""
    words = [look_alike(word) for word in wanted.words.split()]
    found = []
    for finding in findings:
        if finding.level in LEVELS and finding.level not in wanted.levels:
            continue
        if wanted.places is not None and not wanted.places & set(finding.places):
            continue
        if words:
            text = f"{say(finding.message, lang)} {finding.check} {name_of(index, finding.at)}"
            folded = look_alike(text)
            if not all(word in folded for word in words):
                continue
        found.append(finding)
    return found


def rows_of(
    findings: Sequence[Finding],
    by: Grouping,
    index: Index,
    lang: str,
    folded: frozenset[str],
    title: Callable[[str], str],
) -> list[Row]:
    """Return findings as rows; `title` says what a check is called, `folded` what is shut."""
    if by == "level":
        return [Line(finding) for finding in findings]
    if by == "check":
        groups: dict[str, list[Finding]] = {}
        for finding in findings:
            groups.setdefault(finding.check, []).append(finding)
        rows: list[Row] = []
        for check, members in groups.items():
            rows += _group(f"check {check}", title(check), members, 0, folded)
        return rows
    return _by_place(findings, index, lang, folded)


def _group(
    id: str, text: str, members: Sequence[Finding], depth: int, folded: frozenset[str]
) -> list[Row]:
    worst = min((finding.level for finding in members), key=SEVERITY.__getitem__)
    rows: list[Row] = [Heading(id, text, len(members), worst, depth, id in folded)]
    if id not in folded:
        rows += [Line(finding, depth + 1) for finding in members]
    return rows


def _by_place(
    findings: Sequence[Finding], index: Index, lang: str, folded: frozenset[str]
) -> list[Row]:
    outer: dict[str, dict[Key, list[Finding]]] = {}
    for finding in findings:
        group, record = place_of(index, finding.at)
        outer.setdefault(group, {}).setdefault(record, []).append(finding)
    stages = [entry.key for entry in index.of_kind("stage")]
    order = ["", *stages, *(f"kind {kind}" for kind in KIND_NAMES)]
    position = {id: n for n, id in enumerate(order)}
    rows: list[Row] = []
    for group in sorted(outer, key=lambda id: position.get(id, len(order))):
        inner = outer[group]
        members = [finding for each in inner.values() for finding in each]
        worst = min((finding.level for finding in members), key=SEVERITY.__getitem__)
        id, shut = f"place {group}", f"place {group}" in folded
        rows.append(Heading(id, _group_name(index, group, lang), len(members), worst, 0, shut))
        if shut:
            continue
        rows += [Line(finding, 1) for finding in inner.pop("", [])]
        for record, found in sorted(inner.items(), key=lambda item: _rank(index, item[0])):
            rows += _group(f"record {record}", name_of(index, record), found, 1, folded)
    return rows


def _rank(index: Index, key: Key) -> tuple[bool, int]:
    entry = index.get(key)
    return entry is None or entry.kind != "touchpoint", entry.position if entry else 0


def _group_name(index: Index, group: str, lang: str) -> str:
    if not group:
        return say(M("The whole map"), lang)
    if group.startswith("kind "):
        kind: Kind = group.removeprefix("kind ")  # type: ignore[assignment] # made of one
        return say(KIND_NAMES[kind], lang)
    return name_of(index, group)


def place_of(index: Index, key: Key, deep: int = DEEP) -> tuple[str, Key]:
    """Return the group that a place stands in (a stage, a kind, the map) and its record."""
    entry = index.resolve(key) if key else None
    if entry is None or not deep:
        return "", ""
    record = entry.record
    if entry.kind == "stage":
        return entry.key, ""
    if isinstance(record, Touchpoint):
        return record.stage, entry.key
    if isinstance(record, Flow):
        source = index.touchpoint(record.source)
        return (source.stage if source else ""), entry.key
    if is_note(record):
        first = next(places_of(index, record), "")
        return place_of(index, first, deep - 1)[0], entry.key
    if isinstance(record, Reading) and record.at:
        return place_of(index, record.at, deep - 1)[0], record.at
    return f"kind {entry.kind}", entry.key


def name_of(index: Index, key: Key) -> str:
    """Return what people call a place; a flow by the names of its ends."""
    entry = index.resolve(key) if key else None
    if entry is None:
        return key
    record = entry.record
    if isinstance(record, Flow):
        ends = [index.touchpoint(end) for end in (record.source, record.target)]
        names = [
            each.name if each else end
            for each, end in zip(ends, (record.source, record.target), strict=True)
        ]
        return led_to(names)
    if isinstance(record, Reading):
        metric = index.get(record.metric)
        name = label(metric.record) if metric else record.metric
        return f"{name}, {name_of(index, record.at or '')}, {record.period}"
    return label(record)


# ---------------------------------------------------------------- what is not said


def only_there(place: Message) -> Message:
    """Return why a check cannot be silenced in a map: a team's file sets its level at `place`."""
    return M(
        "The level of this check is set in {place}; silence it there, or ignore the finding",
        place=place,
    )


def silenced(
    m: JourneyMap, index: Index, lang: str, bound: Mapping[str, Message] = MappingProxyType({})
) -> list[Finding]:
    """Return the exceptions and silent checks of a map, the way back as the fix of each.

    Of the checks in `bound` a team's file sets the level, so that the map's does nothing.
    """
    settings = m.checks
    if settings is None:
        return []
    found = []
    for each in settings.ignore:
        named = each.at if each.at not in (None, "map") else ""
        entry = index.resolve(named) if named else None
        where: Message | str = (
            name_of(index, entry.key)
            if entry
            else named or M("the whole map")
            if each.at
            else M("everywhere")
        )
        parts: list[Message] = [M("{place}: {why}", place=where, why=each.why or "–")]
        if each.by:
            parts.append(M("by {name}", name=each.by))
        if each.until:
            parts.append(M("until {day}", day=each.until))
        message = literal(" · ".join(say_value(part, lang) for part in parts))
        fix = Fix(M("Take the exception of “{check}” back", check=each.check), heeding(each))
        key = entry.key if entry else ""
        found.append(Finding(key, message, fix=fix, check=each.check, level="silent"))
    for check, level in settings.levels.items():
        if level == "silent":
            name = M("Let “{check}” speak again", check=check)
            message = M("This check is silent in the whole map")
            if place := bound.get(check):
                name = M("Take the level of “{check}” out of the map", check=check)
                message = M(
                    "The map wants this check silent, but its level is set in {place}", place=place
                )
            fix = Fix(name, speaking(check))
            found.append(Finding("", message, fix=fix, check=check, level="silent"))
    return found
