"""What a report is made from: maps with their findings, what could not be read, what counts.

Plain values and the sentences that several forms share. Nothing here knows a form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from journeymap.checks.finding import SEVERITY, About, Finding
from journeymap.checks.located import UNREADABLE, WHY_UNREADABLE, Checked, Unread
from journeymap.checks.reporting.overview import Row
from journeymap.checks.runner import counted
from journeymap.model.document import Mark
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Level


class Counting(NamedTuple):
    """What makes a run fail: findings from a level on, too many warnings, bad news or not."""

    fail_on: Level = "error"
    max_warnings: int | None = None
    count_experience: bool = False

    @property
    def kinds(self) -> tuple[About, ...]:
        """The kinds of findings that count."""
        return ("map", "experience") if self.count_experience else ("map",)


ERRORS_COUNT = Counting()


class Report(NamedTuple):
    """Everything that one run of the checks has to say.

    `overview` has a row for each map of the folders that were asked for, None where only files
    were named; `skipped` counts the YAML files in them that are no maps. `today` is the day that
    the maps were checked on, None where it is unknown.
    """

    maps: Sequence[Checked]
    unread: Sequence[Unread] = ()
    overview: Sequence[Row] | None = None
    skipped: int = 0
    counting: Counting = ERRORS_COUNT
    today: date | None = None

    @property
    def findings(self) -> list[Finding]:
        """The findings of all maps."""
        return [finding for each in self.maps for finding in each.findings]

    @property
    def files_unread(self) -> list[str]:
        """The files that could not be read, each once."""
        return list(dict.fromkeys(problem.path for problem in self.unread))


def counts(done: Iterable[Checked], counting: Counting = ERRORS_COUNT) -> bool:
    """Return whether so much was found that the exit code has to say so.

    That is a finding at `fail_on` or worse, or more than `max_warnings` warnings in all maps
    together. Findings about the experience count only when asked for.
    """
    findings = [finding for each in done for finding in each.findings]
    if too_many_warnings(findings, counting):
        return True
    return counted(findings, counting.fail_on, counting.kinds) > 0


def too_many_warnings(findings: Iterable[Finding], counting: Counting) -> bool:
    """Return whether there are more warnings than may be."""
    if counting.max_warnings is None:
        return False
    warnings = sum(1 for f in findings if f.level == "warning" and f.kind in counting.kinds)
    return warnings > counting.max_warnings


def fails(finding: Finding, counting: Counting, too_many: bool = False) -> bool:
    """Return whether one finding makes the run fail; `too_many`: all warnings do."""
    lowest: Level = counting.fail_on
    if too_many and SEVERITY[lowest] < SEVERITY["warning"]:
        lowest = "warning"
    return finding.kind in counting.kinds and SEVERITY[finding.level] <= SEVERITY[lowest]


def of_unread(problem: Unread) -> tuple[Finding, Mark | None]:
    """Return what is wrong with a file as the finding of a check called `unreadable`."""
    finding = Finding("", problem.message, check=UNREADABLE, level="error", why=WHY_UNREADABLE)
    return finding, Mark(problem.line, problem.column, 0, 0) if problem.line else None


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


def summary_of(report: Report) -> Message:
    """Return how much was found in all maps of a report."""
    return summary(report.findings, len(report.files_unread))
