"""A report for people at a terminal: a line a finding, the line of the file under it, a table.

A finding has a line where its record stands in the text that was read; what was added since, and
a map that was never saved, has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from journeymap.checks.excerpt import excerpt
from journeymap.checks.finding import Finding
from journeymap.checks.located import Checked, Unread, located
from journeymap.checks.personal import blackened
from journeymap.checks.reporting.overview import HEADINGS, Row
from journeymap.checks.reporting.report import Report, of_unread, summary_of
from journeymap.checks.reporting.words import LEVELS, skipped, status, words_of
from journeymap.model.document import Mark
from journeymap.model.terminal import padded, width
from journeymap.model.text import M, say, say_number, say_percent, say_value, visible

PERSONAL = "personal-data"
WIDEST = 40  # columns of a cell of the table
GAP = "  "
_JOINER = "\u2060"  # takes no column and is seen by nobody
_COMMAND = re.compile(r"##(?=\[|vso\[)")


def as_text(report: Report, lang: str = "en", alone: bool = False) -> str:
    """Return the findings as `file:line:column: level: message [check-id]`, each with its line.

    Ends with a table of the maps where a folder was checked, and with a line that counts what was
    found, and the files that cannot be read; at a terminal what is wrong with those is said where
    errors are said, in a file (`alone`) here. The caret under a line counts wide characters as two
    columns and marks as none; in a line of right-to-left text the whole run is underlined, because
    where its characters stand on the screen is the terminal's decision.
    """
    lines = [_unread(each, lang) for each in report.unread] if alone else []
    for each in report.maps:
        source = source_of(each)
        for finding, mark in located(each):
            lines.append(_line(each.file, finding, mark, lang))
            if mark:
                lines.extend(excerpt(source, mark))
    if report.overview:
        lines += [*([""] if lines else []), *_table(report.overview, lang)]
    if lines:
        lines.append("")
    lines.append(say(summary_of(report), lang))
    if report.overview is not None and report.skipped:
        lines.append(say(skipped(report.skipped), lang))
    return "\n".join(map(_inert, lines)) + "\n"


def _inert(line: str) -> str:
    """Return a line that a build server takes for no command of its own.

    Those of GitHub begin with `::`, older ones and those of Azure stand anywhere.
    """
    if line.lstrip().startswith("::"):
        line = f"{_JOINER}{line}"
    return _COMMAND.sub(f"##{_JOINER}", line) if "##" in line else line


def source_of(each: Checked) -> str:
    """Return the text of a map as a report may show it, without the personal data it is about."""
    source = each.saved.data.decode("utf-8-sig", "replace") if each.saved else ""
    if any(finding.check == PERSONAL for finding in each.findings):
        return blackened(source)  # a report is kept in logs, which nobody cleans
    return source


def _unread(problem: Unread, lang: str) -> str:
    finding, mark = of_unread(problem)
    return _line(problem.path, finding, mark, lang)


def _line(name: str, finding: Finding, mark: Mark | None, lang: str) -> str:
    file = visible(name)
    where = f"{file}:{mark.line}:{mark.column}" if mark else file
    level = say(LEVELS[finding.level], lang)
    return f"{where}: {level}: {words_of(finding, lang)} [{finding.check}]"


# ---------------------------------------------------------------- the table


def _table(rows: Sequence[Row], lang: str) -> list[str]:
    """Return the table with a line under its headings; numbers stand at the end of their column."""
    cells = [[say(heading, lang) for heading in HEADINGS.values()]]
    cells += [_cells(row, lang) for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    to_end = [name in _NUMBERS for name in HEADINGS]
    lines = [
        GAP.join(map(padded, row, widths, to_end)).rstrip()  # one row a line
        for row in cells
    ]
    lines.insert(1, GAP.join("─" * wide for wide in widths))
    return lines


_NUMBERS = frozenset(("errors", "warnings", "notes", "experience", "coverage"))


def _cells(row: Row, lang: str) -> list[str]:
    if not row.is_read:
        return [_shown(row.file), say(M("cannot be read"), lang), *[""] * (len(HEADINGS) - 2)]
    found = row.found
    return [
        _shown(row.file),
        _shown(row.owner or ""),
        status(row, lang),
        say_value(row.reviewed, lang) if row.reviewed else "",
        *(say_number(n, lang) for n in found),
        "" if row.coverage is None else say_percent(row.coverage, lang),
    ]


def _shown(text: str) -> str:
    """Return a text for a cell: on one line, and without its middle where it is too wide."""
    text = visible(text)
    if width(text) <= WIDEST:
        return text
    half = WIDEST // 2
    return f"{text[: half - 1]}…{text[-half:]}"
