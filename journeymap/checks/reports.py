"""Findings as text for people, as JSON and SARIF for programs; what `journeymap check` prints.

A finding has a line where its record stands in the text that was read; what was added since, and
a map that was never saved, has none. The text report is in the reader's language; JSON and SARIF
carry the English text and the arguments, so that a program never parses a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from journeymap.checks.excerpt import excerpt
from journeymap.checks.explain import as_explanation, as_list, as_rows
from journeymap.checks.finding import About, Finding
from journeymap.checks.known import known
from journeymap.checks.located import (
    UNREADABLE,
    WHY_UNREADABLE,
    Checked,
    Unread,
    arguments,
    english,
    located,
)
from journeymap.checks.personal import blackened
from journeymap.checks.runner import counted
from journeymap.checks.sarif import as_sarif
from journeymap.model.document import Mark, SavedText
from journeymap.model.text import M, Message, on_one_line, say, visible
from journeymap.model.vocabulary import Level

JSON_KEYS = ("file", "line", "column", "check", "level", "kind", "at", "message", "why")
PERSONAL = "personal-data"


def checked(file: str, saved: SavedText | None, findings: Iterable[Finding]) -> Checked:
    """Return what the reports take for one map."""
    return Checked(file, tuple(findings), saved)


def counts(
    done: Iterable[Checked],
    fail_on: Level = "error",
    max_warnings: int | None = None,
    count_experience: bool = False,
) -> bool:
    """Return whether so much was found that the exit code has to say so.

    That is a finding at `fail_on` or worse, or more than `max_warnings` warnings in all maps
    together. Findings about the experience count only when asked for.
    """
    kinds: tuple[About, ...] = ("map", "experience") if count_experience else ("map",)
    findings = [finding for each in done for finding in each.findings if finding.kind in kinds]
    warnings = sum(1 for finding in findings if finding.level == "warning")
    if max_warnings is not None and warnings > max_warnings:
        return True
    return counted(findings, fail_on, kinds) > 0


# ---------------------------------------------------------------- text

_LEVELS: Mapping[Level, Message] = {
    "error": M("error", context="level"),
    "warning": M("warning", context="level"),
    "info": M("info", context="level"),
    "silent": M("silent", context="level"),
}


def text(checked: Iterable[Checked], lang: str = "en", unread: Sequence[Unread] = ()) -> str:
    """Return the findings as `file:line:column: level: message [check-id]`, each with its line.

    Ends with a line that counts what was found, and the files that cannot be read; what is wrong
    with those is said where errors are said. The caret under a line counts wide characters as
    two columns and marks as none; in a line of right-to-left text the whole run is underlined,
    because where its characters stand on the screen is the terminal's decision.
    """
    lines: list[str] = []
    everything: list[Finding] = []
    for each in checked:
        source = each.saved.data.decode("utf-8-sig", "replace") if each.saved else ""
        if any(finding.check == PERSONAL for finding in each.findings):
            source = blackened(source)  # a report is kept in logs, which nobody cleans
        everything.extend(each.findings)
        for finding, mark in located(each):
            words = say(on_one_line(finding.message), lang)
            level = say(_LEVELS[finding.level], lang)
            file = visible(each.file)
            where = f"{file}:{mark.line}:{mark.column}" if mark else file
            lines.append(f"{where}: {level}: {words} [{finding.check}]")
            if mark:
                lines.extend(excerpt(source, mark))
    if lines:
        lines.append("")
    lines.append(say(summary(everything, len({problem.path for problem in unread})), lang))
    return "\n".join(lines) + "\n"


def summary(findings: Sequence[Finding], unread: int = 0) -> Message:
    """Return how much was found: by level about the map, and in all about the experience; and how
    many files could not be looked at.
    """
    if unread:
        return M(
            "{findings}; {n} file cannot be read",
            plural="{findings}; {n} files cannot be read",
            n=unread,
            findings=summary(findings),
        )
    if not findings:
        return M("Nothing found")
    about_map = [f.level for f in findings if f.kind == "map"]
    parts: list[Message] = []
    if n := about_map.count("error"):
        parts.append(M("{n} error", plural="{n} errors", n=n))
    if n := about_map.count("warning"):
        parts.append(M("{n} warning", plural="{n} warnings", n=n))
    if n := about_map.count("info"):
        parts.append(M("{n} note", plural="{n} notes", n=n))
    of_map = M("{counts} about the map", counts=tuple(parts))
    n = len(findings) - len(about_map)
    of_experience = M(
        "{n} finding about the experience", plural="{n} findings about the experience", n=n
    )
    if not parts:
        return of_experience
    return M("{map}; {experience}", map=of_map, experience=of_experience) if n else of_map


# ---------------------------------------------------------------- JSON


def as_json(checked: Iterable[Checked], lang: str = "en", unread: Iterable[Unread] = ()) -> str:
    """Return the findings as one JSON list; `line` and `column` are null where there is no place.

    Each object has file, line, column, check, level, kind, at, message and why, and `arguments`:
    what the message was made from, by name. The words are English in every language. What is wrong
    with files that cannot be read comes last, as errors of a check called `unreadable`.
    """
    rows = [_row(each.file, *place) for each in checked for place in located(each)]
    rows += map(_unread_row, unread)
    return json.dumps(rows, ensure_ascii=False, indent=2)


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


def _unread_row(problem: Unread) -> dict[str, Any]:
    finding = Finding("", problem.message, check=UNREADABLE, level="error", why=WHY_UNREADABLE)
    mark = Mark(problem.line, problem.column, 0, 0) if problem.line else None
    return _row(problem.path, finding, mark)


def sarif(done: Iterable[Checked], lang: str = "en", unread: Iterable[Unread] = ()) -> str:
    """Return the findings as a SARIF 2.1.0 log; English in every language."""
    return as_sarif(done, known().checks, unread)


# ---------------------------------------------------------------- the checks themselves


def listed(form: str = "text", lang: str = "en") -> str:
    """Return all checks, built in and installed, as `text` or `json`."""
    checks = known().checks.values()
    return as_rows(checks) if form == "json" else as_list(checks, lang)


def explained(id: str, lang: str = "en") -> str | Message:
    """Return everything about one check; a Message that says so where there is none."""
    check = known().checks.get(id)
    if check is not None:
        return as_explanation(check, lang)
    near = get_close_matches(id, list(known().checks), n=1)
    if near:
        return M("There is no check “{check}”; is “{near}” meant?", check=id, near=near[0])
    return M("There is no check “{check}”; journeymap check --list names them", check=id)
