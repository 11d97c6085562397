"""How the checks are tuned for one map: levels, thresholds and reasoned exceptions, in layers.

The defaults of each check come first, then a built-in profile, the map's own `checks:` block, the
team's profile file and the command line; what speaks later wins. What a team agreed on binds its
maps; what one of them excepts with a reason is excepted all the same, for exceptions add up. What
stands in a layer and means nothing is a finding of `unknown_settings.py`, never silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from journeymap.checks.finding import Finding
from journeymap.checks.ranges import is_in_range
from journeymap.checks.registry import Check
from journeymap.model.fields import DURATION, duration, flag, real_number
from journeymap.model.index import Index, Key
from journeymap.model.journey import Ignore, JourneyMap
from journeymap.model.profile import Layer, in_order
from journeymap.model.text import Message
from journeymap.model.vocabulary import Level


class Said(NamedTuple):
    """A level or a value, the layer that said it last, and the field there."""

    value: Any
    layer: Layer
    field: str


class Tuning(NamedTuple):
    """Levels, settings and exceptions in force by check id, and the profiles that are on."""

    levels: Mapping[str, Said] = MappingProxyType({})
    settings: Mapping[tuple[str, str], Said] = MappingProxyType({})
    ignores: tuple[Ignore, ...] = ()
    profiles: frozenset[str] = frozenset()


def layers_of(m: JourneyMap, others: Iterable[Layer] = ()) -> tuple[Layer, ...]:
    """Return the layers in the order in which they overrule each other, the map's own among them.

    `others` may hold the map's own already, with the places in its text.
    """
    given = tuple(others)
    if m.checks is not None and all(layer.where != "map" for layer in given):
        given = (*given, Layer("map", m.checks, before="checks."))
    return in_order(given)


def tuning(layers: Iterable[Layer], checks: Mapping[str, Check], profile: str = "") -> Tuning:
    """Return what is in force; of values that do not fit their setting, the one before holds.

    In one layer the level of a check comes before that of its family. `profile` is the map's, for
    where no layer says which of the program's are in force.
    """
    layers = tuple(layers)
    levels: dict[str, Said] = {}
    settings: dict[tuple[str, str], Said] = {}
    ignores: list[Ignore] = []
    profiles = set[str]()
    if profile and all(layer.where != "built-in" for layer in layers):
        profiles.add(profile)
    for layer in layers:
        profiles.update(layer.profiles)
        ignores.extend(layer.settings.ignore)
        for family, level in layer.families.items():
            for each in checks.values():
                if each.family == family:
                    value = each.level if level == "default" else level
                    levels[each.id] = Said(value, layer, f"families.{family}")
        for id, level in layer.settings.levels.items():
            levels[id] = Said(level, layer, f"levels.{id}")
        for id, values in layer.settings.settings.items():
            known = checks[id].settings if id in checks else {}
            for name, value in values.items():
                if name in known:
                    try:
                        value = fitting(known[name], value, id, name)
                    except ValueError:
                        continue  # `setting-does-not-fit` says so
                    settings[id, name] = Said(value, layer, f"settings.{id}.{name}")
    return Tuning(levels, settings, tuple(ignores), frozenset(profiles))


def bound(tuned: Tuning) -> dict[str, Message]:
    """Return where a team's file sets the level of a check, by its id: no map can change that."""
    return {
        id: said.layer.place(said.field)
        for id, said in tuned.levels.items()
        if said.layer.where == "profile"
    }


def level_of(a_check: Check, tuned: Tuning) -> Level:
    """Return the level at which a check speaks; bad news about the experience is no error."""
    said = tuned.levels.get(a_check.id)
    level: Level = said.value if said else a_check.level
    return "warning" if level == "error" and a_check.kind == "experience" else level


def settings_of(a_check: Check, tuned: Tuning) -> dict[str, Any]:
    """Return the settings of a check, each of the type of its default."""
    values = dict(a_check.settings)
    for name in values:
        if said := tuned.settings.get((a_check.id, name)):
            values[name] = said.value
    return values


def fitting(default: Any, value: Any, check: str = "", name: str = "") -> Any:
    """Return `value` (mostly a scalar's source text) as the type of `default`.

    Raises ValueError when it is nothing of that type, or outside the range of the setting `name`.
    """
    found = _of_type(default, value)
    if not is_in_range(check, name, default, found):
        raise ValueError("outside the range of the setting")
    return found


def _of_type(default: Any, value: Any) -> Any:
    if isinstance(default, bool):
        return flag(value)
    if isinstance(default, (int, float)):
        number = real_number(value)
        return int(number) if isinstance(default, int) and number.is_integer() else number
    if isinstance(default, tuple):
        items = value if isinstance(value, (list, tuple)) else [value]
        if not all(isinstance(item, str) for item in items):
            raise ValueError("a list of texts is needed")
        return tuple(items)
    if not isinstance(value, str):
        raise ValueError("a text is needed")
    return duration(value) if DURATION.match(str(default)) else value


def ignored(
    findings: Iterable[Finding], ignores: Iterable[Ignore], index: Index, today: date | None
) -> Iterator[Finding]:
    """Yield the findings that no exception covers; an exception holds through its last day.

    Without a place it covers the whole map, else every finding that speaks for that place. Where
    the day is unknown every exception holds, but none for which no reason is given.
    """
    by_check: dict[str, set[Key | None]] = {}
    for each in ignores:
        if each.holds and (each.until is None or today is None or each.until >= today):
            by_check.setdefault(each.check, set()).add(_key(index, each.at))
    for finding in findings:
        places = by_check.get(finding.check)
        if not places or (None not in places and places.isdisjoint(finding.places)):
            yield finding


def _key(index: Index, at: str | None) -> Key | None:
    if at is None:
        return None
    entry = index.resolve(at)
    return entry.key if entry else ("" if at == "map" else at)
