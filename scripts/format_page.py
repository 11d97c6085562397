"""Writes docs/format.md: every record of a map file with its fields, read off the model itself.

python scripts/format_page.py           writes it
python scripts/format_page.py --check   only says whether it is current (exit status 1: it is not)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the checkout comes first

from journeymap.files.schema import schema

ID, REFERENCE = 200, 1000  # the longest, by which the schema tells them from texts
PAGE = Path(__file__).resolve().parent.parent / "docs" / "format.md"

INTRODUCTION = """\
<!-- written by scripts/format_page.py, edits are lost -->

# The map file

A map is one YAML file in UTF-8. It begins with `format: 1` and a `title:`; everything else may be
left out, and what is left out is unknown, never zero. The maps in [examples](../examples) show
every part with comments; [checks.md](checks.md) says what is advised beyond the rules here.

- **Ids** name records. All share one name space, may be in any script, and mean what other records
  refer to: `stage: buy`, `from: pay`, `at: [pay]`.
- **Order** is meant: stages from first to last, channels from top to bottom, touchpoints within
  their stage. No position is stored; the picture follows from the file.
- **Scales** run from 1 to 5 (`success`, `effort`, `importance`, `severity`, `impact`), emotion from
  −2 to 2.
- **Texts** are read as typed: `version: 1.10` stays `1.10`, and `no` is a word. A text has at most
  10,000 characters, an id 200.
- **Your own fields** begin with `x-` and are kept as they are, on every record.
- A field that is not known, a text that is too long, an id that YAML cannot hold: each is refused
  with its line and column, and all of them at once.
"""

# what the schema cannot say of a field, by its name
HINTS = {
    "language": "a language tag such as `fa` or `zh-Hans`",
    "takes": "a time such as `40s`, `2m`, `3d`",
    "waits": "a time such as `40s`, `2m`, `3d`",
    "review_every": "a time such as `90d`",
    "period": "a period such as `2026`, `2026-Q3`, `2026-10`, `2026-W41`",
    "share": "a share such as `18%` or `0.18`",
    "reach": "a share such as `18%` or `0.18`",
    "color": "a colour such as `#0a7f8c`",
    "image": "the path of a picture in the map's folder",
    "scale": "a list: lowest and highest value",
    "encoding": "an encoding such as `utf-8` or `windows-1256`",
    "delimiter": "the character between two cells, or `tab`",
    "decimal": "`.` or `,`",
    "dates": "`day-first`, `month-first` or `year-first`, after `jalali` where the years are",
    "header": "the line of the header such as `1`, its lines such as `1..2`, or `none`",
    "sheet": "the name of a sheet of the workbook",
    "fractions": "`percent` or `plain`: what 0.585 is for a metric that goes to 100",
    "words": "answers with their scores, such as `bad=1, so so=3, good=5`",
}


def page() -> str:
    """Return the page: the introduction, then a table for the map and for each kind of record."""
    found = schema()
    records: Mapping[str, Any] = found["$defs"]
    parts = [INTRODUCTION, "## The map\n", _table(found, records)]
    for name in _in_order(found, records):
        record = records[name]
        parts.append(f"## {_title(name)}\n\n{_said(record)}\n" if _said(record) else "")
        parts.append(_table(record, records))
    return "\n".join(part for part in parts if part)


def main(arguments: Sequence[str]) -> int:
    """Return 0 when the page is current, after writing it unless --check was given."""
    wanted = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted:
        return 0
    if "--check" in arguments:
        print(f"{PAGE.name} describes another format than the model has")
        return 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


def _in_order(found: Mapping[str, Any], records: Mapping[str, Any]) -> list[str]:
    """Return the kinds of records as they are met when reading down the map's fields."""
    order: list[str] = []
    waiting = _names(found.get("properties", {}))
    while waiting:
        name = waiting.pop(0)
        if name not in order and records[name].get("properties"):
            order.append(name)
            waiting += _names(records[name]["properties"])
    return order


def _names(value: Any) -> list[str]:
    return re.findall(r"#/\$defs/(\w+)", str(value))


def _table(record: Mapping[str, Any], records: Mapping[str, Any]) -> str:
    required = record.get("required", ())
    lines = ["| field | takes | |", "|---|---|---|"]
    for name, field in record["properties"].items():
        default = field.get("default")
        note = "needed" if name in required else ""
        if default is not None:
            note = f"left out: `{str(default).lower()}`"
        lines.append(f"| `{name}` | {HINTS.get(name) or _takes(field, records)} | {note} |")
    return "\n".join(lines) + "\n"


def _takes(field: Mapping[str, Any], records: Mapping[str, Any]) -> str:
    """Return in words what a field takes."""
    options = list(dict.fromkeys(_options(field, records)))
    return " or ".join(options) or "anything"


def _options(field: Mapping[str, Any], records: Mapping[str, Any]) -> Iterator[str]:
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        yield (
            f"[{_title(name).lower()}](#{_anchor(name)})"
            if records[name].get("properties")
            else _takes(records[name], records)
        )
        return
    for choice in field.get("anyOf", ()):
        yield from _options(choice, records)
    if words := [each for each in field.get("enum", ()) if each is not None]:
        if set(words) != {"true", "false"}:
            yield ", ".join(f"`{each}`" for each in words)
        return
    kinds = field.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if "array" in kinds:
        inner = _takes(field.get("items", {}), records)
        yield f"a list: {inner}"
    elif "object" in kinds:
        inner = field.get("additionalProperties")
        each = f": {_takes(inner, records)}" if isinstance(inner, dict) and inner else ""
        yield f"names with values{each}"
    elif "boolean" in kinds and "string" not in kinds:
        yield "`true`, `false`"
    elif "integer" in kinds:
        yield f"a whole number{_range(field)}"
    elif "number" in kinds and "string" not in kinds:
        yield f"a number{_range(field)}"
    elif field.get("format") == "date":
        yield "a date such as `2026-10-01`"
    elif "string" in kinds and "pattern" not in field:
        yield {ID: "an id of its own", REFERENCE: "an id"}.get(field.get("maxLength", 0), "text")


def _range(field: Mapping[str, Any]) -> str:
    low, high = field.get("minimum"), field.get("maximum")
    if low is not None and high is not None:
        return f" from {low} to {high}"
    return f" from {low}" if low is not None else ""


def _title(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return words[0] + words[1:].lower()


def _anchor(name: str) -> str:
    return _title(name).lower().replace(" ", "-")


def _said(record: Mapping[str, Any]) -> str:
    return " ".join(str(record.get("description", "")).split("\n\n")[0].split())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
