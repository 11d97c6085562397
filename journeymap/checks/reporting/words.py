"""Words that the forms for people share: levels, states of a map, what was left out."""

from __future__ import annotations

from collections.abc import Mapping

from journeymap.checks.finding import Finding
from journeymap.checks.reporting.overview import Row
from journeymap.model.text import M, Message, on_one_line, say
from journeymap.model.vocabulary import NAMES, Level

LEVELS: Mapping[Level, Message] = {
    "error": M("error", context="level"),
    "warning": M("warning", context="level"),
    "info": M("info", context="level"),
    "silent": M("silent", context="level"),
}


def words_of(finding: Finding, lang: str) -> str:
    """Return what a finding says, on one line and without what turns its line around."""
    return say(on_one_line(finding.message), lang)


def why_of(finding: Finding, lang: str) -> str:
    """Return the reason of a finding's check, cleaned like what the finding says."""
    return say(on_one_line(finding.why), lang)


def status(row: Row, lang: str) -> str:
    """Return the status of a map in words, empty where it states none."""
    return say(NAMES["status"][row.status], lang) if row.status else ""


def skipped(n: int) -> Message:
    """Return that some YAML files are no maps and were left out."""
    return M(
        "{n} YAML file is no map and was left out",
        plural="{n} YAML files are no maps and were left out",
        n=n,
    )
