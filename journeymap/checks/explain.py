"""The checks told to people: the list of all, and one in full, with its reason and an example."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from textwrap import indent, wrap
from typing import Any

from journeymap.checks.finding import About
from journeymap.checks.registry import BOTH, FAMILIES, Check
from journeymap.checks.units import unit_of
from journeymap.model.text import M, Message, literal, say
from journeymap.model.vocabulary import NAMES

KINDS: Mapping[About, Message] = {
    "map": M("about the map"),
    "experience": M("about the experience"),
}


def as_list(checks: Iterable[Check], lang: str = "en") -> str:
    """Return the checks as aligned columns: id, level, kind, settings, fix, title; by family."""
    every = list(checks)
    width = max((len(check.id) for check in every), default=0)
    lines: list[str] = []
    for family, name in FAMILIES.items():
        members = [check for check in every if check.family == family]
        if not members:
            continue
        lines += ["", say(name, lang)] if lines else [say(name, lang)]
        for check in members:
            about = say(KINDS[check.kind], lang)
            level = say(NAMES["level"][check.level], lang).lower()
            extras = [setting_text(check.settings)] if check.settings else []
            if check.fix:
                extras += [say(M("safe fix") if check.safe else M("has a fix"), lang)]
            extra = f" ({'; '.join(extras)})" if extras else ""
            title = say(check.title, lang)
            lines.append(f"  {check.id:<{width}}  {level:<8} {about:<21} {title}{extra}")
    return "\n".join(lines)


def as_rows(checks: Iterable[Check]) -> str:
    """Return the checks as a JSON list; words in English.

    `status` is the one from which on a check speaks; without `profiles` it is for every map. Of
    each setting its default and what it is counted in.
    """
    return json.dumps([_row(check) for check in checks], ensure_ascii=False, indent=2)


def as_object(check: Check) -> str:
    """Return everything about one check as a JSON object: its row in the list, and an example."""
    fix = say(check.fix, "en") if check.fix else None
    more = {"example": check.example or None, "fix_name": fix}
    return json.dumps({**_row(check), **more}, ensure_ascii=False, indent=2)


def _row(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "level": check.level,
        "kind": check.kind,
        "family": check.family,
        "title": say(check.title, "en"),
        "why": say(check.why, "en"),
        "source": check.source,
        "status": check.since,
        "states": sorted(check.states),
        "profiles": sorted(check.profiles),
        "settings": {
            name: {"default": _plain(value), "unit": say(unit_of(check, name), "en")}
            for name, value in check.settings.items()
        },
        "fix": check.fix is not None,
        "fix_safe": check.fix is not None and check.safe,
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def as_explanation(check: Check, lang: str = "en") -> str:
    """Return everything about one check: what, why, when it speaks, settings, fix, example."""
    rows: list[tuple[Message, Message]] = [
        (M("Family"), FAMILIES[check.family]),
        (M("Level"), NAMES["level"][check.level]),
        (M("Kind"), KINDS[check.kind]),
        (M("Speaks"), when(check)),
    ]
    if check.settings:
        rows.append((M("Settings"), _settings_with_units(check)))
    if check.fix:
        rows.append((M("Fix"), fix_told(check.fix, check.safe)))
    if check.source:
        rows.append((M("Source"), literal(check.source)))
    said = [(say(name, lang), say(value, lang)) for name, value in rows]
    width = max(len(name) for name, _ in said)
    lines = [check.id, say(check.title, lang), "", *wrap(say(check.why, lang), 78), ""]
    lines += [f"{name:<{width}}  {value}" for name, value in said]
    if check.example:
        lines += [
            "",
            say(M("A map that it speaks about:"), lang),
            "",
            indent(check.example, "    "),
        ]
    lines += [
        "",
        say(M("In a map, another level and an exception with its reason:"), lang),
        "",
        indent(_in_a_map(check), "    "),
    ]
    return "\n".join(lines)


def fix_told(fix: Message, safe: bool) -> Message:
    """Return what a fix does, and whether plain `--fix` makes it."""
    if safe:
        return M("{fix} (safe: made by --fix)", fix=fix)
    return M("{fix} (only when asked for, with --only)", fix=fix)


def when(check: Check) -> Message:
    """Return from which status on, in which state and for which profiles a check speaks."""
    status = NAMES["status"][check.since]
    parts: list[Message] = [M("from status “{status}” on", status=status)]
    if check.states != BOTH:
        names = tuple(NAMES["state"][state] for state in sorted(check.states))
        parts.append(M("in maps of: {states}", states=names))
    if check.profiles:
        parts.append(M("with the profile {profiles}", profiles=tuple(sorted(check.profiles))))
    return M("{parts}", parts=tuple(parts))


def _settings_with_units(check: Check) -> Message:
    settings = tuple(
        M("{setting} ({unit})", setting=setting_text({name: value}), unit=unit_of(check, name))
        for name, value in check.settings.items()
    )
    return M("{parts}", parts=settings)


def setting_text(settings: Mapping[str, Any]) -> str:
    """Return settings as they stand in a map: `every: 90d, near: 3`."""
    return ", ".join(f"{name}: {_value(value)}" for name, value in settings.items())


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _in_a_map(check: Check) -> str:
    lines: Sequence[str] = (
        "checks:",
        f"  levels: {{{check.id}: {'info' if check.level != 'info' else 'warning'}}}",
        *(
            (f"  settings: {{{check.id}: {{{setting_text(check.settings)}}}}}",)
            if check.settings
            else ()
        ),
        "  ignore:",
        f"    - {{check: {check.id}, why: …, until: 2027-01-31}}",
    )
    return "\n".join(lines)
