"""The JSON Schema of profile files with the checks, for editors that complete while one types.

The shape of a profile is the model's; here come the ids of the checks, their titles, and what each
setting may be. What is not named is no mistake for the schema: another machine may have more checks
installed, and `check-unknown` knows which there are. Reads and changes nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from journeymap.checks.finding import SEVERITY
from journeymap.checks.ranges import range_of, wanted
from journeymap.checks.registry import FAMILIES, Check
from journeymap.model.fields import DURATION
from journeymap.model.profile import PROFILES
from journeymap.model.text import Message, say

_NUMBER = r"^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)%?$"
_DAYS = r"^\s*[0-9]+(\.[0-9]+)?\s*(s|m|h|d|w|mo|working days?)\s*$"


def with_checks(schema: Mapping[str, Any], checks: Iterable[Check]) -> dict[str, Any]:
    """Return the schema of a profile file in which these checks can be completed."""
    every = sorted(checks, key=lambda check: check.id)
    profiles = sorted({*PROFILES}.union(*(check.profiles for check in every)))
    fields = dict(schema["properties"])
    fields["levels"] = {**fields["levels"], "properties": {each.id: _level(each) for each in every}}
    fields["settings"] = {
        **fields["settings"],
        "properties": {each.id: _settings(each) for each in every if each.settings},
    }
    families = {name: _described(title) for name, title in FAMILIES.items()}
    of_a_family = fields["families"]["additionalProperties"]
    fields["families"] = {
        **fields["families"],
        "properties": {name: {**said, **of_a_family} for name, said in families.items()},
    }
    fields["extends"] = {**fields["extends"], "examples": [*PROFILES, "team.yaml"]}
    items = {**fields["profiles"]["items"], "examples": profiles}
    fields["profiles"] = {**fields["profiles"], "items": items}
    return {**schema, "properties": fields}


def _level(check: Check) -> dict[str, Any]:
    allowed = [level for level in SEVERITY if level != "error" or check.kind == "map"]
    return {**_described(check.title), "enum": allowed, "default": check.level}


def _settings(check: Check) -> dict[str, Any]:
    return {
        **_described(check.title),
        "type": "object",
        "properties": {
            name: {
                **_described(wanted(default, check.id, name)),
                **_value(check.id, name, default),
                "default": list(default) if isinstance(default, tuple) else default,
            }
            for name, default in check.settings.items()
        },
    }


def _value(check: str, name: str, default: Any) -> dict[str, Any]:
    if isinstance(default, bool):
        return {"enum": [True, False, "true", "false"]}
    if isinstance(default, (int, float)):
        number: dict[str, Any] = {"type": "number"}
        if found := range_of(check, name, default):
            number["minimum"] = found.low
            number |= {} if found.high is None else {"maximum": found.high}
        return {"anyOf": [number, {"type": "string", "pattern": _NUMBER}]}
    if isinstance(default, tuple):
        text = {"type": ["string", "number", "boolean"]}
        return {"anyOf": [text, {"type": "array", "items": text}]}
    return {"type": "string", "pattern": _DAYS} if DURATION.match(default) else {"type": "string"}


def _described(text: Message) -> dict[str, str]:
    return {"description": say(text, "en")}
