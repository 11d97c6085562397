"""The maps of a folder at a glance: one row a map, as the table at the end of a report shows them.

Coverage is how much of the map is known, as the window counts it (see `model/coverage.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from journeymap.checks.finding import Finding
from journeymap.checks.located import Checked
from journeymap.model.coverage import coverage
from journeymap.model.index import index_of
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Status


class Counts(NamedTuple):
    """How much was found in one map: by level about the map, and in all about the experience."""

    errors: int = 0
    warnings: int = 0
    notes: int = 0
    experience: int = 0


class Row(NamedTuple):
    """One map of a folder; a file that cannot be read has a name and no more."""

    file: str
    title: str | None = None
    owner: str | None = None
    status: Status | None = None
    reviewed: date | None = None
    found: Counts = Counts()
    touchpoints: int = 0
    coverage: float | None = None  # 0..1, None without touchpoints

    @property
    def is_read(self) -> bool:
        """Whether the file could be read."""
        return self.title is not None


HEADINGS: Mapping[str, Message] = {
    "map": M("Map"),
    "owner": M("Owner"),
    "status": M("Status"),
    "reviewed": M("Reviewed"),
    "errors": M("Errors"),
    "warnings": M("Warnings"),
    "notes": M("Notes"),
    "experience": M("Experience"),
    "coverage": M("Coverage"),
}
HOW_COUNTED = M(
    "Coverage is how much is known of the touchpoints: ratings, evidence, readings, pain and owner."
)


def overview(maps: Iterable[Checked], unread: Iterable[str] = ()) -> tuple[Row, ...]:
    """Return a row for each map, and for each file that cannot be read, by file name."""
    rows = [_row(each) for each in maps if each.saved is not None]
    rows += [Row(file) for file in unread]
    return tuple(sorted(rows, key=lambda row: row.file))


def counts_of(findings: Iterable[Finding]) -> Counts:
    """Return how much was found, by level."""
    found = list(findings)
    levels = [finding.level for finding in found if finding.kind == "map"]
    return Counts(
        levels.count("error"),
        levels.count("warning"),
        levels.count("info"),
        len(found) - len(levels),
    )


def _row(each: Checked) -> Row:
    assert each.saved is not None
    m = each.saved.map
    return Row(
        each.file,
        m.title,
        m.owner,
        m.status,
        m.reviewed,
        counts_of(each.findings),
        len(m.touchpoints),
        coverage(index_of(m)).share(),
    )
