"""A report as Markdown, for a comment on a change or the summary of a build.

Names of a map are a stranger's text in a place where text does things: everything that Markdown,
HTML or the code host would act upon is escaped, so that no name makes a link, calls a person or
opens a tag. What is longer than a comment may be is cut, and what was cut is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from journeymap.checks.finding import SEVERITY, Finding
from journeymap.checks.located import located
from journeymap.checks.reporting.overview import HEADINGS, HOW_COUNTED, Counts, Row, counts_of
from journeymap.checks.reporting.report import Report, of_unread, summary_of
from journeymap.checks.reporting.words import LEVELS, skipped, status, words_of
from journeymap.model.document import Mark
from journeymap.model.text import M, Message, say, say_number, say_percent, say_value, visible
from journeymap.model.vocabulary import Level

LONGEST = 60_000  # characters; a comment on GitHub holds 65,536
HEADING = M("Findings in journey maps")
SIGNS: dict[Level, str] = {"error": "⛔", "warning": "⚠️", "info": "💡", "silent": "·"}
CANNOT_BE_READ = M("cannot be read")
_JOINER = "\u2060"  # seen by nobody; parts what a code host would read as one word
_ACTS = re.compile(r"[\\`*_\[\]<>#|~&$]")  # what acts at the start of a line never stands there
_SHORT = ("map", "errors", "warnings", "notes", "experience")

Located = tuple[Finding, Mark | None]


def as_markdown(report: Report, lang: str = "en") -> str:
    """Return a heading, the counts, a table of the maps, and the findings of each map."""
    lines = [f"## {_say(HEADING, lang)}", "", f"**{_say(summary_of(report), lang)}**", ""]
    lines += _table(report, lang)
    if report.overview is not None:
        lines += ["", _say(HOW_COUNTED, lang)]
        if report.skipped:
            lines[-1] += f" {_say(skipped(report.skipped), lang)}."
    length = sum(map(len, lines))
    left_out = 0
    for file, found in _by_file(report):
        section = _section(file, found, lang)
        size = sum(len(line) + 1 for line in section)
        if left_out or length + size > LONGEST:
            left_out += len(found)
            continue
        length += size
        lines += section
    if left_out:
        more = M(
            "{n} finding more is not shown here",
            plural="{n} findings more are not shown here",
            n=left_out,
        )
        lines += ["", f"*{_say(more, lang)}*"]
    return "\n".join(lines) + "\n"


def _by_file(report: Report) -> Iterator[tuple[str, Sequence[Located]]]:
    for file in report.files_unread:
        yield file, [of_unread(each) for each in report.unread if each.path == file]
    for each in report.maps:
        if each.findings:
            yield each.file, list(located(each))


def _section(file: str, found: Sequence[Located], lang: str) -> list[str]:
    """Return the findings of one file, folded: the table above says how many there are."""
    counted = say_number(len(found), lang)
    lines = ["", f"<details><summary><code>{_html(file)}</code> ({counted})</summary>", ""]
    for finding, mark in sorted(found, key=lambda each: SEVERITY[each[0].level]):
        level = _say(LEVELS[finding.level], lang)
        line = f" {mark.line}:{mark.column}" if mark else ""
        words = escaped(words_of(finding, lang))
        lines.append(f"- {SIGNS[finding.level]} **{level}**{line} {words} `{finding.check}`")
    return [*lines, "", "</details>"]


# ---------------------------------------------------------------- the table


def _table(report: Report, lang: str) -> list[str]:
    if report.overview is not None:
        names: Sequence[str] = tuple(HEADINGS)
        rows = [_row(row, lang) for row in report.overview]
    else:
        names = _SHORT
        rows = [
            [_code(each.file), *_counts(counts_of(each.findings), lang)] for each in report.maps
        ]
        rows += [_unread(file, len(names), lang) for file in report.files_unread]
    if not rows:
        return []
    heads = [_say(HEADINGS[name], lang) for name in names]
    sides = ["---:" if name in _TO_END else "---" for name in names]
    return [f"| {' | '.join(cells)} |" for cells in (heads, sides, *rows)]


_TO_END = frozenset(("errors", "warnings", "notes", "experience", "coverage"))


def _row(row: Row, lang: str) -> list[str]:
    if not row.is_read:
        return _unread(row.file, len(HEADINGS), lang)
    return [
        _code(row.file),
        escaped(visible(row.owner or "")),
        escaped(status(row, lang)),
        say_value(row.reviewed, lang) if row.reviewed else "",
        *_counts(row.found, lang),
        "" if row.coverage is None else say_percent(row.coverage, lang),
    ]


def _unread(file: str, width: int, lang: str) -> list[str]:
    return [_code(file), f"*{_say(CANNOT_BE_READ, lang)}*", *[""] * (width - 2)]


def _counts(found: Counts, lang: str) -> list[str]:
    return [say_number(n, lang) for n in found]


# ---------------------------------------------------------------- escaping


def escaped(text: str) -> str:
    """Return a text that Markdown and the code host show as it is and act upon in no way."""
    text = _ACTS.sub(lambda found: f"&#{ord(found[0])};", text)
    # entities are read before names and addresses are looked for; a joiner parts those
    text = re.sub(r"@(?=\w)", f"@{_JOINER}", text)
    text = re.sub(r"(?<=\w):(?=//)", f":{_JOINER}", text)
    text = re.sub(r"(?i)\bwww\.", f"www{_JOINER}.", text)
    return re.sub(r"&#35;(?=\w)", f"&#35;{_JOINER}", text)


def _code(text: str) -> str:
    return f"<code>{_html(text)}</code>"


def _html(text: str) -> str:
    """Return a text for between two HTML tags in Markdown, which is Markdown all the same."""
    return escaped(visible(text))


def _say(message: Message, lang: str) -> str:
    return escaped(say(message, lang))
