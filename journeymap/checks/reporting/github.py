"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a change.

A command is one line; what could end it, or begin another, is escaped as the runner's own toolkit
does it. GitHub shows the first ten errors, warnings and notices of a step each, so the worst come
first. Nothing but commands is written, because any other line could be made to look like one.
"""

from __future__ import annotations

from collections.abc import Mapping

from journeymap.checks.finding import SEVERITY, Finding
from journeymap.checks.located import located
from journeymap.checks.reporting.report import Report, of_unread
from journeymap.checks.reporting.words import words_of
from journeymap.model.document import Mark
from journeymap.model.text import visible
from journeymap.model.vocabulary import Level

COMMANDS: Mapping[Level, str] = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_PROPERTY = {**_DATA, ord(":"): "%3A", ord(","): "%2C"}


def as_github(report: Report, lang: str = "en") -> str:
    """Return a line `::error file=…,line=…,col=…,title=…::message` for each finding."""
    found = [(problem.path, *of_unread(problem)) for problem in report.unread]
    found += [(each.file, *place) for each in report.maps for place in located(each)]
    found.sort(key=lambda place: SEVERITY[place[1].level])
    return "".join(f"{_command(*place, lang)}\n" for place in found if place[1].level in COMMANDS)


def _command(file: str, finding: Finding, mark: Mark | None, lang: str) -> str:
    values = {"file": file}
    if mark:
        values |= {"line": str(mark.line), "col": str(mark.column)}
    values["title"] = finding.check
    said = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    message = words_of(finding, lang).translate(_DATA)
    return f"::{COMMANDS[finding.level]} {said}::{message}"


def _property(text: str) -> str:
    return visible(text).translate(_PROPERTY)
