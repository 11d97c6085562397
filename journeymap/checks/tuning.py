"""How the checks are tuned for one map: levels, thresholds and reasoned exceptions.

The map's own `checks:` block speaks last, a team's shared settings before it, and the defaults of
each check before those. What stands there and means nothing is a finding, never silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.registry import Check, check
from journeymap.model.document import Edit
from journeymap.model.fields import DURATION, duration, flag, real_number
from journeymap.model.index import Index, Key
from journeymap.model.journey import CheckSettings, Ignore, JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Level


class Tuning(NamedTuple):
    """Levels, settings and exceptions in force, by check id."""

    levels: Mapping[str, Level]
    settings: Mapping[str, Mapping[str, Any]]
    ignores: tuple[Ignore, ...]


def tuning(own: CheckSettings | None, shared: CheckSettings | None = None) -> Tuning:
    """Return the settings in force: the shared ones, overruled by the map's own."""
    first, last = shared or CheckSettings(), own or CheckSettings()
    settings = {id: dict(values) for id, values in first.settings.items()}
    for id, values in last.settings.items():
        settings.setdefault(id, {}).update(values)
    return Tuning({**first.levels, **last.levels}, settings, (*first.ignore, *last.ignore))


def level_of(a_check: Check, tuned: Tuning) -> Level:
    """Return the level at which a check speaks; bad news about the experience is no error."""
    level = tuned.levels.get(a_check.id, a_check.level)
    return "warning" if level == "error" and a_check.kind == "experience" else level


def settings_of(a_check: Check, tuned: Tuning) -> dict[str, Any]:
    """Return the settings of a check; what does not fit its default's type is left out."""
    values = dict(a_check.settings)
    for name, value in tuned.settings.get(a_check.id, {}).items():
        if name in values:
            try:
                values[name] = fitting(a_check.settings[name], value)
            except ValueError:
                continue  # `setting-does-not-fit` says so
    return values


def fitting(default: Any, value: Any) -> Any:
    """Return `value` (mostly a scalar's source text) as the type of `default`.

    Raises ValueError when it is nothing of that type.
    """
    if isinstance(default, bool):
        return flag(value)
    if isinstance(default, (int, float)):
        return real_number(value)
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
    the day is unknown every exception holds.
    """
    by_check: dict[str, list[Key | None]] = {}
    for each in ignores:
        if each.until is None or today is None or each.until >= today:
            by_check.setdefault(each.check, []).append(_key(index, each.at))
    for finding in findings:
        places = by_check.get(finding.check, ())
        if not any(place is None or place in finding.places for place in places):
            yield finding


def _key(index: Index, at: str | None) -> Key | None:
    if at is None:
        return None
    entry = index.resolve(at)
    return entry.key if entry else ("" if at == "map" else at)


# ---------------------------------------------------------------- what stands there for nothing


@check(
    "check-unknown",
    level="warning",
    family="checks",
    since="draft",
    title=M("Setting or exception for a check that does not exist"),
    why=M("A level or an exception with a misspelt check id does nothing, and nobody notices."),
    source="map-format, checks",
    fix=M("Use the nearest check id"),
    example="checks:\n  levels: {stage-without-touchpoints: warning}",
)
def check_unknown(context: Context) -> Iterator[Finding]:
    """Yield each check id under `checks:` that no installed check has."""
    for path, name in _named_checks(context.map.checks):
        if name in context.checks:
            continue
        near = _nearest(name, context.checks)
        yield Finding(
            "",
            M("There is no check “{check}”; is “{near}” meant?", check=name, near=near)
            if near
            else M("There is no check “{check}”; journeymap check --list names them", check=name),
            field=path,
            fix=Fix(M("Write “{near}”", near=near), _renamed_check(name, near)) if near else None,
        )


@check(
    "setting-unknown",
    level="warning",
    family="checks",
    since="draft",
    title=M("Setting that its check does not have"),
    why=M("A misspelt setting does nothing, and the check goes on with its default."),
    source="map-format, checks",
    example="checks:\n  settings: {review-overdue: {evry: 30d}}",
)
def setting_unknown(context: Context) -> Iterator[Finding]:
    """Yield each setting that its check does not know."""
    for id, name, _ in _known_settings(context):
        known = context.checks[id]
        if name in known:
            continue
        path = f"checks.settings.{id}.{name}"
        near = _nearest(name, known)
        if near:
            yield Finding(
                "",
                M(
                    "The check “{check}” has no setting “{name}”; is “{near}” meant?",
                    check=id,
                    name=name,
                    near=near,
                ),
                field=path,
            )
        elif known:
            yield Finding(
                "",
                M(
                    "The check “{check}” has no setting “{name}”; it has {known}",
                    check=id,
                    name=name,
                    known=tuple(known),
                ),
                field=path,
            )
        else:
            yield Finding(
                "",
                M(
                    "The check “{check}” has no settings; “{name}” does nothing",
                    check=id,
                    name=name,
                ),
                field=path,
            )


@check(
    "setting-does-not-fit",
    level="warning",
    family="checks",
    since="draft",
    title=M("Setting whose value is of the wrong type"),
    why=M("A threshold that cannot be read does nothing, and the check goes on with its default."),
    source="map-format, checks",
    example="checks:\n  settings: {review-overdue: {every: often}}",
)
def setting_does_not_fit(context: Context) -> Iterator[Finding]:
    """Yield each setting whose value is not of the type of its default."""
    for id, name, value in _known_settings(context):
        if name not in context.checks[id]:
            continue
        default = context.checks[id][name]
        try:
            fitting(default, value)
        except ValueError:
            yield Finding(
                "",
                M(
                    "“{value}” does not fit the setting “{name}” of “{check}”; write {what}",
                    value=value[:60] if isinstance(value, str) else "…",
                    name=name,
                    check=id,
                    what=_wanted(default),
                ),
                field=f"checks.settings.{id}.{name}",
            )


@check(
    "level-not-allowed",
    level="warning",
    family="checks",
    since="draft",
    title=M("Check about the experience that is set to error"),
    why=M(
        "Honest bad news must not break a build, or it will be left out of the map; "
        "only checks about the map may be errors."
    ),
    source="journeymap",
    fix=M("Set the level to warning"),
    example="checks:\n  levels: {target-missed: error}",
)
def level_not_allowed(context: Context) -> Iterator[Finding]:
    """Yield each check about the experience that the map wants to be an error."""
    for id, level in (context.map.checks.levels if context.map.checks else {}).items():
        if level == "error" and id in context.about_experience:
            yield Finding(
                "",
                M("“{check}” is about the experience and cannot be an error", check=id),
                field=f"checks.levels.{id}",
                fix=Fix(M("Set “{check}” to warning", check=id), _with_level(id, "warning")),
            )


def _named_checks(settings: CheckSettings | None) -> Iterator[tuple[str, str]]:
    """Yield (field, check id) of every check that a map's `checks:` names."""
    if settings is None:
        return
    for id in settings.levels:
        yield f"checks.levels.{id}", id
    for id in settings.settings:
        yield f"checks.settings.{id}", id
    for position, each in enumerate(settings.ignore):
        yield f"checks.ignore.{position}.check", each.check


def _known_settings(context: Context) -> Iterator[tuple[str, str, Any]]:
    for id, values in (context.map.checks.settings if context.map.checks else {}).items():
        if id in context.checks:
            for name, value in values.items():
                yield id, name, value


def _nearest(name: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(name, list(known), n=1)), "")


def _wanted(default: Any) -> Message:
    if isinstance(default, bool):
        return M("true or false")
    if isinstance(default, (int, float)):
        return M("a number")
    if isinstance(default, tuple):
        return M("a list of texts")
    return M("a duration such as 90d") if DURATION.match(str(default)) else M("a text")


def _renamed_check(old: str, new: str) -> Edit:
    def edit(m: JourneyMap) -> JourneyMap:
        if m.checks is None or old not in {name for _, name in _named_checks(m.checks)}:
            raise Refused(M("“{check}” is no longer named in this map", check=old))
        return _with_checks(
            m,
            levels={new if id == old else id: level for id, level in m.checks.levels.items()},
            settings={new if id == old else id: v for id, v in m.checks.settings.items()},
            ignore=tuple(
                each.model_copy(update={"check": new}) if each.check == old else each
                for each in m.checks.ignore
            ),
        )

    return edit


def _with_level(id: str, level: Level) -> Edit:
    def edit(m: JourneyMap) -> JourneyMap:
        if m.checks is None or id not in m.checks.levels:
            raise Refused(M("“{check}” is no longer named in this map", check=id))
        return _with_checks(m, levels={**m.checks.levels, id: level})

    return edit


def _with_checks(m: JourneyMap, **fields: object) -> JourneyMap:
    assert m.checks is not None
    return m.model_copy(update={"checks": m.checks.model_copy(update=fields)})


CHECKS = (check_unknown, setting_unknown, setting_does_not_fit, level_not_allowed)
