"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines of a file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from journeymap.checks.baseline import sign_of
from journeymap.checks.finding import Finding
from journeymap.checks.known import known
from journeymap.checks.located import UNREADABLE, Unread, arguments, english, located
from journeymap.checks.registry import FAMILIES, Check
from journeymap.checks.reporting.report import Report
from journeymap.model.document import Mark
from journeymap.model.text import Message, on_one_line
from journeymap.model.vocabulary import Level

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Mapping[Level, str] = {
    "error": "error",
    "warning": "warning",
    "info": "note",
    "silent": "none",
}


def as_sarif(report: Report, lang: str = "en", checks: Mapping[str, Check] | None = None) -> str:
    """Return one SARIF run: a rule for each check that found something, a result a finding.

    The words are English in every language. `checks` are those that rules are made from, the
    installed ones if left out.

    Columns count Unicode code points. A finding without a place points at its file alone. What is
    wrong with files that cannot be read are notifications of a run that did not succeed, because
    nothing is known about what the checks would have found.
    """
    checks = known().checks if checks is None else checks
    notes = [_notification(problem) for problem in report.unread]
    invocation: dict[str, Any] = {"executionSuccessful": not notes}
    if notes:
        invocation["toolExecutionNotifications"] = notes
    results = [
        (each.file, finding, mark) for each in report.maps for finding, mark in located(each)
    ]
    used = list(dict.fromkeys(finding.check for _, finding, _ in results))
    rules = {id: place for place, id in enumerate(used)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "journeymap",
                        "version": _version(),
                        "rules": [_rule(id, checks.get(id)) for id in used],
                    }
                },
                "invocations": [invocation],
                "columnKind": "unicodeCodePoints",
                "results": [_result(rules, *each) for each in results],
            }
        ],
    }
    return f"{json.dumps(log, ensure_ascii=False, indent=2)}\n"


def _rule(id: str, check: Check | None) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": id, "name": "".join(part.title() for part in id.split("-"))}
    if check is None:
        return rule
    reason = english(check.why)
    help_text = f"{reason}\n\n{check.source}" if check.source else reason
    return rule | {
        "shortDescription": {"text": english(check.title)},
        "fullDescription": {"text": reason},
        "help": {"text": help_text},
        "defaultConfiguration": {
            "level": LEVELS[check.level],
            "enabled": check.level != "silent",
        },
        "properties": {
            "tags": [english(FAMILIES[check.family]), check.kind],
        },
    }


def _result(
    rules: Mapping[str, int], file: str, finding: Finding, mark: Mark | None
) -> dict[str, Any]:
    place = _place(file)
    if mark:
        place["region"] = {
            "startLine": mark.line,
            "startColumn": mark.column,
            "charOffset": mark.start,
            "charLength": max(0, mark.end - mark.start),
        }
    return {
        "ruleId": finding.check,
        "ruleIndex": rules[finding.check],
        "level": LEVELS[finding.level],
        "message": {"text": _shown(finding.message)},
        "locations": [
            {
                "physicalLocation": place,
                "logicalLocations": [{"fullyQualifiedName": finding.at or "map"}],
            }
        ],
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
        "properties": {
            "kind": finding.kind,
            "at": finding.at,
            "arguments": arguments(finding.message),
        },
    }


def _shown(message: Message) -> str:
    """Return a message for viewers, who make links of [text](target): a name is none."""
    return english(on_one_line(message)).replace("](", "] (")


def _fingerprint(finding: Finding) -> str:
    """Return what a finding is known again by when its line has moved, as baselines know it."""
    sign = json.dumps(sign_of(finding), ensure_ascii=True)
    return sha256(sign.encode()).hexdigest()[:32]


def _notification(problem: Unread) -> dict[str, Any]:
    place = _place(problem.path)
    if problem.line:
        place["region"] = {"startLine": problem.line, "startColumn": problem.column}
    return {
        "descriptor": {"id": UNREADABLE},
        "level": "error",
        "message": {"text": _shown(problem.message)},
        "locations": [{"physicalLocation": place}],
        "properties": {"arguments": arguments(problem.message)},
    }


def _place(file: str) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(file)}}


def _uri(file: str) -> str:
    path = PurePath(file)
    try:  # as bytes: a name on the disk need not be UTF-8
        return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
    except UnicodeEncodeError:  # nor is what is no name on any disk
        return quote(path.as_posix(), errors="replace")


def _version() -> str:
    try:
        return version("journeymap")
    except PackageNotFoundError:  # run from a folder that nobody installed
        return "0"
