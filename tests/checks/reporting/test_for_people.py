"""GitHub annotations, Markdown and HTML: what they show, in which order, in which direction."""

from __future__ import annotations

import re

from journeymap.checks.finding import Finding
from journeymap.checks.located import Checked
from journeymap.checks.reporting.github import as_github
from journeymap.checks.reporting.html import as_html
from journeymap.checks.reporting.html_style import STYLE
from journeymap.checks.reporting.markdown import LONGEST, as_markdown
from journeymap.checks.reporting.report import Report
from journeymap.model.text import M
from journeymap.picture.color import contrast
from tests.checks.reporting.sample import MAP, UNREAD, checked, report

LEVELS = [
    Finding("", M("one, two: 100%"), check="made-up", level=level)
    for level in ("info", "silent", "error", "warning")
]


def test_annotations_are_commands_with_the_worst_first() -> None:
    assert as_github(Report((Checked("a,b:c.yaml", LEVELS),))).splitlines() == [
        "::error file=a%2Cb%3Ac.yaml,title=made-up::one, two: 100%25",
        "::warning file=a%2Cb%3Ac.yaml,title=made-up::one, two: 100%25",
        "::notice file=a%2Cb%3Ac.yaml,title=made-up::one, two: 100%25",
    ]


def test_annotations_stand_at_their_lines_and_name_what_cannot_be_read() -> None:
    lines = as_github(report(unread=UNREAD)).splitlines()

    assert lines[0].startswith("::error file=bad map.yaml,line=2,col=9,title=unreadable::“x” is no")
    assert lines[1] == "::error file=nope.yaml,title=unreadable::cannot be opened"
    assert (
        "::error file=maps/coffee.yaml,line=5,col=6,title=stage-without-touchpoint::The stage "
        in (lines[2])
    )


def test_nothing_found_is_no_annotation() -> None:
    assert as_github(Report((Checked("a.yaml", ()),))) == ""


def test_a_comment_has_the_counts_a_table_and_the_findings_by_map() -> None:
    lines = as_markdown(report(unread=UNREAD)).splitlines()

    assert lines[0] == "## Findings in journey maps"
    assert lines[2].startswith("**2 errors, 2 warnings about the map; 1 finding about the exper")
    assert "| <code>maps/coffee.yaml</code> | 2 | 2 | 0 | 1 |" in lines
    assert "| <code>nope.yaml</code> | *cannot be read* |  |  |  |" in lines
    assert (
        "- ⛔ **error** 5:6 The stage “Pick up” has no touchpoint `stage-without-touchpoint`"
        in lines
    )
    signs = [line[2] for line in lines if line.startswith("- ") and "coffee" not in line][2:]
    assert signs == sorted(signs, key="⛔⚠💡".index)


def test_a_comment_is_no_longer_than_one_may_be_and_says_what_is_left_out() -> None:
    many = [Checked(f"{n}.yaml", LEVELS * 20) for n in range(60)]

    said = as_markdown(Report(many))

    assert len(said) < LONGEST + 3_000
    shown = said.count("`made-up`")
    assert f"*{60 * 80 - shown} findings more are not shown here*" in said
    assert "| <code>59.yaml</code> |" in said


def test_a_page_has_a_section_a_map_and_folds_by_the_columns_of_its_table() -> None:
    page = as_html(report(unread=UNREAD))

    assert re.findall(r'<details class="(\w+)"( open)?>', page) == [
        ("error", " open"),
        ("error", " open"),
        ("error", " open"),
        ("warning", " open"),
        ("experience", ""),
    ]
    assert '<a href="#map-3"><code>maps/coffee.yaml</code></a>' in page
    assert '<h2 id="map-3"><bdi>Coffee to go</bdi> <code>maps/coffee.yaml</code></h2>' in page
    assert '<pre dir="auto">- {<mark>id: collect</mark>, name: Pick up}</pre>' in page
    assert page.count("cannot be read") == 5  # in the sum, and for each file in table and section


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    page = as_html(report(), "fa")
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|src=|url\(|@import|https?:", page)


def test_a_page_reads_in_the_direction_of_its_language() -> None:
    assert '<html lang="fa" dir="rtl">' in as_html(report(), "fa")
    assert '<html lang="ar" dir="rtl">' in as_html(report(), "ar")
    assert '<html lang="tr" dir="ltr">' in as_html(report(), "tr")
    # no side is named that would have to turn round
    assert not re.search(r"(?:margin|padding|border|text-align)[-:]\s*(?:left|right)", STYLE)


def test_text_on_a_page_is_read_in_light_and_in_dark() -> None:
    themes = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    ]
    assert len(themes) == 2
    for colors in themes:
        for ground in ("ground", "card"):
            for text in ("text", "quiet", "link", "error", "warning", "info"):
                assert contrast(colors[text], colors[ground]) >= 4.5, (text, ground)
        assert contrast(colors["text"], colors["mark"]) >= 4.5


def test_no_report_shows_the_personal_data_that_it_is_about() -> None:
    text = MAP.replace("effort: 4}", "effort: 4, doing: Calls 0171 2345678}")
    for said in (as_html(report(checked(text))), as_markdown(report(checked(text)))):
        assert "personal-data" in said
        assert "2345678" not in said
