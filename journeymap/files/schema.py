"""The JSON Schema of the map file, for editors that complete and check while somebody types.

An editor's YAML parser makes numbers and truth values of plain scalars before the schema sees
them, while our reader takes the text as typed. So a text may also be a number here (`version: 4`),
a share may be `18%`, and whatever may be left out may also be empty. Where the two differ the
schema is the more lenient: what it cannot say (references, uniqueness) the checks say. Only what
the format demands and a map can be read without (DEMANDED) is demanded here too.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from journeymap.files.migrations import FORMAT
from journeymap.model.journey import JourneyMap, Record
from journeymap.model.profile import Profile

_WHOLE = r"^[-+]?[0-9]+$"
_NUMBER = r"^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?%?$"
# what the checks, not the reader, say the lack of
DEMANDED = {"Ignore": ("why",)}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of format 1 as a plain dict."""
    return _of(JourneyMap, f"Customer journey map, format {FORMAT}")


def profile_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a profile file as a plain dict."""
    return _of(Profile, f"Profile of the checks of customer journey maps, format {FORMAT}")


def _of(root: type[Record], title: str) -> dict[str, Any]:
    found = _tidied(root.model_json_schema(schema_generator=_AsTyped))
    for name, fields in DEMANDED.items():
        record = found["$defs"][name]
        record["required"] = [*record["required"], *fields]
        for field in fields:
            types = [each for each in record["properties"][field]["type"] if each != "null"]
            record["properties"][field] |= {"minLength": 1, "type": types}
    return {"$schema": GenerateJsonSchema.schema_dialect, **found, "title": title}


class _AsTyped(GenerateJsonSchema):
    """Pydantic's own schema, loosened to what a YAML editor makes of what people type."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        found = super().str_schema(schema)
        # The control characters that the model refuses make an unreadable pattern; editors show it.
        if found.get("pattern", "").startswith("^[^\\x00"):
            del found["pattern"]
        return {**found, "type": ["string", "number", "boolean"]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return _or_text(super().int_schema(schema), _WHOLE)

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        return _or_text(super().float_schema(schema), _NUMBER)

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return {"anyOf": [super().bool_schema(schema), {"enum": ["true", "false"]}]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        default = found.pop("default", None)
        if "$ref" in found or {"type": "null"} not in found.get("anyOf", ()):
            found = {"anyOf": [found, {"type": "null"}]}
        return found if default in (None, [], {}) else {**found, "default": default}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        found = super().model_schema(schema)
        found["patternProperties"] = {"^x-": {}}
        found["additionalProperties"] = False
        return found


def _or_text(found: JsonSchemaValue, pattern: str) -> JsonSchemaValue:
    return {"anyOf": [found, {"type": "string", "pattern": pattern}]}


def _tidied(found: Any) -> Any:
    """Return a schema with limits moved from beside a choice to the number that they mean."""
    if isinstance(found, list):
        return [_tidied(item) for item in found]
    if not isinstance(found, dict):
        return found
    names = {"ge": "minimum", "le": "maximum"}
    limits = {names[key]: found[key] for key in names if isinstance(found.get(key), int | float)}
    if "const" in found:  # the format: one number
        found = {"enum": [found["const"]]}
    found = {key: _tidied(item) for key, item in found.items() if names.get(key) not in limits}
    if limits and "anyOf" in found:
        number, *others = found["anyOf"]
        found["anyOf"] = [{**number, **limits}, *others]
    return _or_nothing(found)


def _or_nothing(found: dict[str, Any]) -> dict[str, Any]:
    """Say “or null” within a type, so that an editor shows an error where it is, not around it."""
    choices = found.get("anyOf", ())
    if len(choices) != 2 or choices[1] != {"type": "null"}:
        return found
    value, rest = choices[0], {key: item for key, item in found.items() if key != "anyOf"}
    if "anyOf" in value:
        return {**value, **rest, "anyOf": [*value["anyOf"], {"type": "null"}]}
    if "type" not in value:
        return found
    types = value["type"] if isinstance(value["type"], list) else [value["type"]]
    value = {**value, **rest, "type": [*types, "null"]}
    return {**value, "enum": [*value["enum"], None]} if "enum" in value else value
