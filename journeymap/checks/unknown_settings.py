"""What tunes a check that is not there, or with what no check takes: misspelt names do nothing.

Looks through the map's own `checks:` block and the profiles in force; what is wrong in a profile is
said at the map's `profile:` with the profile's file and line. The built-in ones are tested instead,
and the command line is told at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice
from typing import Any

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.naming import kind_and_name
from journeymap.checks.ranges import wanted
from journeymap.checks.registry import FAMILIES, check
from journeymap.checks.silencing import heeding_all
from journeymap.checks.tuning import fitting
from journeymap.model.document import Edit
from journeymap.model.journey import CheckSettings, Ignore, JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.profile import PROFILES, Layer, no_profile
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Level

MOST = 100  # findings of one of these checks


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
    """Yield each check, family or profile that is named where checks are tuned and is not there.

    After MOST of them enough is said, here as below: a file may come from anybody.
    """
    return islice(_unknown(context), MOST)


def _unknown(context: Context) -> Iterator[Finding]:
    for layer in _written(context):
        for field, name in _named_checks(layer.settings):
            if name not in context.checks:
                near = nearest(name, context.checks)
                fix = Fix(M("Write “{near}”", near=near), _renamed_check(name, near))
                own = layer.where == "map" and near
                yield _at(layer, field, no_check(name, context.checks), fix if own else None)
        for name in layer.families:
            if name not in FAMILIES:
                yield _at(layer, f"families.{name}", _no_family(name))
        for position, name in enumerate(layer.profiles):
            if name not in PROFILES and name not in context.profiles:
                yield _at(layer, f"profiles.{position}", no_profile(name))


@check(
    "ignore-without-reason",
    level="error",
    family="checks",
    since="draft",
    title=M("Exception without a reason"),
    why=M(
        "An exception is a decision. Without its reason nobody can ask later whether it still "
        "holds, so it does not hold until one is given."
    ),
    source="map-format, checks",
    fix=M("Remove the exception"),
    example="checks:\n  ignore:\n    - {check: dead-end, at: pay}   # and no why",
)
def ignore_without_reason(context: Context) -> Iterator[Finding]:
    """Yield each exception of the map and of the profiles in force that gives no reason.

    What it was to cover is found all the same; to give the reason, ignore that once more.
    """
    return islice(_without_reason(context), MOST)


def _without_reason(context: Context) -> Iterator[Finding]:
    for layer in _written(context):
        for position, each in enumerate(layer.settings.ignore):
            if each.holds or each in layer.settings.ignore[:position]:
                continue
            fix = Fix(M("Remove the exception for “{check}”", check=each.check), heeding_all(each))
            own = layer.where == "map"
            problem = _no_reason(context, each)
            yield _at(layer, f"ignore.{position}", problem, fix if own else None)


def _no_reason(context: Context, each: Ignore) -> Message:
    if each.at is None:
        return M(
            "The exception for “{check}” does not say why it is right, so it does not hold; add "
            "“why: …” to it",
            check=each.check,
        )
    entry = context.index.resolve(each.at)
    key = entry.key if entry else "" if each.at == "map" else each.at
    return M(
        "The exception for “{check}” at {place} does not say why it is right, so it does not "
        "hold; add “why: …” to it",
        check=each.check,
        place=kind_and_name(context.index, key),
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
    found = (
        _at(layer, f"settings.{id}.{name}", no_setting(id, name, context.checks[id]))
        for layer, id, name, _ in _known_settings(context)
        if name not in context.checks[id]
    )
    return islice(found, MOST)


@check(
    "setting-does-not-fit",
    level="warning",
    family="checks",
    since="draft",
    title=M("Setting whose value does not fit"),
    why=M("A threshold that cannot be read does nothing, and the check goes on with its default."),
    source="map-format, checks",
    example="checks:\n  settings: {review-overdue: {every: often}}",
)
def setting_does_not_fit(context: Context) -> Iterator[Finding]:
    """Yield each setting whose value is not of the type of its default, or outside its range."""
    for layer, id, name, value in _known_settings(context):
        if name in context.checks[id]:
            default = context.checks[id][name]
            try:
                fitting(default, value, id, name)
            except ValueError:
                yield _at(layer, f"settings.{id}.{name}", no_fit(id, name, value, default))


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
    safe=True,
    example="checks:\n  levels: {target-missed: error}",
)
def level_not_allowed(context: Context) -> Iterator[Finding]:
    """Yield each check about the experience that is to be an error."""
    for layer in _written(context):
        for id, level in layer.settings.levels.items():
            if level == "error" and id in context.about_experience:
                fix = Fix(M("Set “{check}” to warning", check=id), _with_level(id, "warning"))
                own = layer.where == "map"
                yield _at(layer, f"levels.{id}", no_error(id), fix if own else None)


# ---------------------------------------------------------------- what is wrong, in words


def no_check(name: str, known: Iterable[str]) -> Message:
    """Return that there is no such check, and which is nearest."""
    if near := nearest(name, known):
        return M("There is no check “{check}”; is “{near}” meant?", check=name, near=near)
    return M("There is no check “{check}”; journeymap check --list names them", check=name)


def no_setting(id: str, name: str, known: Iterable[str]) -> Message:
    """Return that a check has no such setting, and which it has."""
    if near := nearest(name, known):
        return M(
            "The check “{check}” has no setting “{name}”; is “{near}” meant?",
            check=id,
            name=name,
            near=near,
        )
    if every := tuple(known):
        return M(
            "The check “{check}” has no setting “{name}”; it has {known}",
            check=id,
            name=name,
            known=every,
        )
    return M("The check “{check}” has no settings; “{name}” does nothing", check=id, name=name)


def no_fit(id: str, name: str, value: Any, default: Any) -> Message:
    """Return that a value is not of the type or in the range of its setting, and what to write."""
    return M(
        "“{value}” does not fit the setting “{name}” of “{check}”; write {what}",
        value=value[:60] if isinstance(value, str) else "…",
        name=name,
        check=id,
        what=wanted(default, id, name),
    )


def no_error(id: str) -> Message:
    """Return that a check cannot be an error."""
    return M("“{check}” is about the experience and cannot be an error", check=id)


def _no_family(name: str) -> Message:
    if near := nearest(name, FAMILIES):
        return M("There is no family “{name}” of checks; is “{near}” meant?", name=name, near=near)
    return M(
        "There is no family “{name}” of checks; there are {every}",
        name=name,
        every=tuple(FAMILIES),
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like `name`, nothing where none is."""
    return next(iter(get_close_matches(name, list(known), n=1)), "")


# ---------------------------------------------------------------- where it stands


def _written(context: Context) -> Iterator[Layer]:
    """Yield the layers that somebody wrote into a file."""
    return (layer for layer in context.layers if layer.where in ("profile", "map"))


def _at(layer: Layer, field: str, problem: Message, fix: Fix | None = None) -> Finding:
    if layer.where == "map":
        return Finding("", problem, field=f"checks.{field}", fix=fix)
    named = M("{path}: {problem}", path=layer.place(field), problem=problem)
    return Finding("", named, field="profile")


def _named_checks(settings: CheckSettings) -> Iterator[tuple[str, str]]:
    """Yield (field, check id) of every check that is tuned."""
    for id in settings.levels:
        yield f"levels.{id}", id
    for id in settings.settings:
        yield f"settings.{id}", id
    for position, each in enumerate(settings.ignore):
        yield f"ignore.{position}.check", each.check


def _known_settings(context: Context) -> Iterator[tuple[Layer, str, str, Any]]:
    for layer in _written(context):
        for id, values in layer.settings.settings.items():
            if id in context.checks:
                for name, value in values.items():
                    yield layer, id, name, value


# ---------------------------------------------------------------- mending it


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


CHECKS = (
    check_unknown,
    ignore_without_reason,
    setting_unknown,
    setting_does_not_fit,
    level_not_allowed,
)
