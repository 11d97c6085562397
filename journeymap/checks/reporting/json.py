"""A report for programs: every finding as one object, with the arguments of its message.

The words are English in every language, so that a program never parses a sentence.
"""

from __future__ import annotations

import json
from typing import Any

from journeymap.checks.finding import Finding
from journeymap.checks.located import arguments, english, located
from journeymap.checks.reporting.overview import Row
from journeymap.checks.reporting.report import Report, of_unread
from journeymap.model.document import Mark

JSON_KEYS = ("file", "line", "column", "check", "level", "kind", "at", "message", "why")


def as_json(report: Report, lang: str = "en") -> str:
    """Return the findings as one JSON list; `line` and `column` are null where there is no place.

    Each object has file, line, column, check, level, kind, at, message and why, and `arguments`:
    what the message was made from, by name. What is wrong with files that cannot be read comes
    last, as errors of a check called `unreadable`. Where a folder was checked the list is
    `findings` of an object, beside the table as `maps` and how many files were `skipped`.
    """
    rows = [_row(each.file, *place) for each in report.maps for place in located(each)]
    rows += [_row(problem.path, *of_unread(problem)) for problem in report.unread]
    if report.overview is None:
        return f"{json.dumps(rows, ensure_ascii=False, indent=2)}\n"
    whole = {
        "findings": rows,
        "maps": [_map(row) for row in report.overview],
        "skipped": report.skipped,
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=2)}\n"


def _row(file: str, finding: Finding, mark: Mark | None) -> dict[str, Any]:
    return {
        "file": file,
        "line": mark.line if mark else None,
        "column": mark.column if mark else None,
        "check": finding.check,
        "level": finding.level,
        "kind": finding.kind,
        "at": finding.at,
        "message": english(finding.message),
        "why": english(finding.why),
        "arguments": arguments(finding.message),
    }


def _map(row: Row) -> dict[str, Any]:
    coverage = row.coverage
    return {
        "file": row.file,
        "read": row.is_read,
        "title": row.title,
        "owner": row.owner,
        "status": row.status,
        "reviewed": row.reviewed.isoformat() if row.reviewed else None,
        **row.found._asdict(),
        "touchpoints": row.touchpoints,
        "coverage": None if coverage is None else round(coverage, 4),
    }
