"""A report as one HTML file: no script, nothing loaded, light and dark, in either direction.

Everything is escaped and the page forbids itself scripts and loading, so that no name of a map can
act. Findings are folded by level with `details`, which every browser and screen reader knows. What
stands in the file is shown as its line with the place marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from journeymap.checks.excerpt import marked_line
from journeymap.checks.finding import Finding
from journeymap.checks.located import located
from journeymap.checks.reporting.html_style import STYLE
from journeymap.checks.reporting.overview import HEADINGS, HOW_COUNTED, Row, counts_of
from journeymap.checks.reporting.report import Report, of_unread, summary_of
from journeymap.checks.reporting.text import source_of
from journeymap.checks.reporting.words import LEVELS, skipped, status, why_of, words_of
from journeymap.model.document import Mark
from journeymap.model.text import (
    M,
    Message,
    is_rtl,
    say,
    say_number,
    say_percent,
    say_value,
    visible,
)

TITLE = M("Findings in journey maps")
# The groups that can be folded are the columns of the table, so that the numbers are the same.
GROUPS: dict[str, Message] = {
    "error": M("Errors"),
    "warning": M("Warnings"),
    "info": M("Notes"),
    "experience": M("About the experience"),
}
_OPEN = frozenset(("error", "warning"))
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

Told = tuple[Finding, Mark | None, str]  # with the text that the mark is in


def as_html(report: Report, lang: str = "en") -> str:
    """Return the whole page: the counts, a table of the maps, the findings by map and level."""
    direction = "rtl" if is_rtl(lang) else "ltr"
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(lang)}" dir="{direction}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{_say(TITLE, lang)}</title>",
        f"<style>\n{STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{_say(TITLE, lang)}</h1>",
        f'<p class="sum">{_say(summary_of(report), lang)}</p>',
        *_table(report, lang),
        *_sections(report, lang),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


# ---------------------------------------------------------------- the table


def _table(report: Report, lang: str) -> Iterator[str]:
    rows = report.overview
    whole = rows is not None
    if rows is None:
        rows = [
            *(Row(file) for file in report.files_unread),
            *(Row(each.file, each.file, found=counts_of(each.findings)) for each in report.maps),
        ]
    if not rows:
        return
    names = [name for name in HEADINGS if whole or name not in _OF_FOLDERS]
    heading = _say(M("Maps"), lang)
    yield f'<div class="wide" role="region" aria-label="{heading}" tabindex="0">'
    yield "<table>"
    yield f"<caption>{heading}</caption>"
    heads = "".join(
        f'<th scope="col"{_class(name)}>{_say(HEADINGS[name], lang)}</th>' for name in names
    )
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    places = _places(report)
    for row in rows:
        cells = _cells(row, lang, names[1])
        place = places.get(row.file)
        name = f"<code>{_text(row.file)}</code>"
        if place is not None:
            name = f'<a href="#map-{place}">{name}</a>'
        rest = "".join(f"<td{_class(each)}>{cells[each]}</td>" for each in names[1:])
        yield f'<tr><th scope="row">{name}</th>{rest}</tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</div>"
    if whole:
        said = _say(HOW_COUNTED, lang)
        if report.skipped:
            said += f" {_say(skipped(report.skipped), lang)}."
        yield f'<p class="note">{said}</p>'


_OF_FOLDERS = frozenset(("owner", "status", "reviewed", "coverage"))
_NUMBERS = frozenset(("errors", "warnings", "notes", "experience", "coverage"))


def _class(name: str) -> str:
    if name in _NUMBERS:
        return ' class="n"'
    return ' class="short"' if name in ("status", "reviewed") else ""


def _cells(row: Row, lang: str, second: str) -> dict[str, str]:
    """Return the cells by heading; the second says it where a file cannot be read."""
    if not row.is_read:
        unread = f"<em>{_say(M('cannot be read'), lang)}</em>"
        return {**dict.fromkeys(HEADINGS, ""), second: unread}
    coverage = row.coverage
    counted = {name: say_number(n, lang) for name, n in row.found._asdict().items()}
    return {
        "owner": f"<bdi>{_text(row.owner or '')}</bdi>",
        "status": escape(status(row, lang)),
        "reviewed": escape(say_value(row.reviewed, lang)) if row.reviewed else "",
        **counted,
        "coverage": "" if coverage is None else escape(say_percent(coverage, lang)),
    }


# ---------------------------------------------------------------- the findings


def _places(report: Report) -> dict[str, int]:
    """Return the number of the section of each file that has one."""
    files = [*report.files_unread, *(each.file for each in report.maps if each.findings)]
    return {file: place for place, file in enumerate(files, start=1)}


def _sections(report: Report, lang: str) -> Iterator[str]:
    places = _places(report)
    for file in report.files_unread:
        wrong = [of_unread(each) for each in report.unread if each.path == file]
        yield from _section(file, places[file], "", [(*each, "") for each in wrong], lang)
    for each in report.maps:
        if each.findings:
            source = source_of(each)
            found = [(*place, source) for place in located(each)]
            title = each.saved.map.title if each.saved else ""
            yield from _section(each.file, places[each.file], title, found, lang)


def _section(file: str, place: int, title: str, found: Sequence[Told], lang: str) -> Iterator[str]:
    yield f'<section aria-labelledby="map-{place}">'
    name = f"<bdi>{_text(title)}</bdi> " if title else ""
    yield f'<h2 id="map-{place}">{name}<code>{_text(file)}</code></h2>'
    for group, heading in GROUPS.items():
        members = [told for told in found if _group(told[0]) == group]
        if members:
            opened = " open" if group in _OPEN else ""
            number = say_number(len(members), lang)
            yield f'<details class="{group}"{opened}>'
            yield f"<summary>{_say(heading, lang)} <span>({number})</span></summary>"
            yield "<ul>"
            yield from _items(members, lang)
            yield "</ul>"
            yield "</details>"
    yield "</section>"


def _group(finding: Finding) -> str:
    return finding.level if finding.kind == "map" else "experience"


def _items(found: Iterable[Told], lang: str) -> Iterator[str]:
    for finding, mark, source in found:
        level = f"{_say(LEVELS[finding.level], lang)} · " if finding.kind == "experience" else ""
        line = f"{mark.line}:{mark.column} · " if mark else ""
        yield f"<li><p>{escape(words_of(finding, lang))}</p>"
        if mark and (shown := _line(source, mark)):
            yield f'<pre dir="auto">{shown}</pre>'
        yield (
            f'<p class="note">{level}<bdi dir="ltr">{line}<code>{_text(finding.check)}</code></bdi>'
            f"<br>{escape(why_of(finding, lang))}</p></li>"
        )


def _line(source: str, mark: Mark) -> str:
    """Return the line of the file with the place marked; nothing for an empty line."""
    found = marked_line(source, mark)
    if found is None:
        return ""
    line, start, end = found
    before, inside, after = line[:start], line[start:end], line[end:]
    return f"{_text(before)}<mark>{_text(inside)}</mark>{_text(after)}"


def _text(text: str) -> str:
    return escape(visible(text))


def _say(message: Message, lang: str) -> str:
    return escape(say(message, lang))
