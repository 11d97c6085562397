"""Names that try to be something else: nothing in a map or a file name acts in any report."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.checks.finding import Finding
from journeymap.checks.located import Checked
from journeymap.checks.reporting.forms import FORMS, as_bytes
from journeymap.checks.reporting.markdown import escaped
from journeymap.checks.reporting.overview import overview
from journeymap.checks.reporting.report import Report
from journeymap.files.problems import FileProblem
from journeymap.files.reader import read_bytes
from journeymap.model.text import M, visible

HOSTILE = [
    "]]><script>alert(1)</script>",
    "</code></summary><img src=x onerror=alert(1)>",
    "a\x00b\x1b[31mc\x07",
    "one\ntwo\r\nthree\u2028four\x85five",
    "left \u202eright\u202d \u2066in\u2069",
    "100%\n::error::not ours",
    "%0A::stop-commands::x",
    "##[add-mask]secret",
    "a,b:c;title=x",
    "@admin please | look `here` *now* [x](https://example.org) <https://example.org> #12",
    "www.example.org ~~gone~~ $x$ \\",
    "&lt;b&gt; &amp; \"quoted\" 'too'",
    "\ud800 \udcff \ufffe \uffff",
    "",
]


def hostile_report(text: str) -> Report:
    levels = ("error", "warning", "info", "silent")
    message = M("The stage “{name}” is not well", name=text)
    findings = [Finding("", message, level=level, check="made-up", why=message) for level in levels]
    plain = read_bytes(b"title: x\n", "map.yaml")
    # reading refuses some of these, but a plug-in or a later format may not
    saved = plain._replace(map=plain.map.model_copy(update={"title": text, "owner": text}))
    maps = (Checked(text or "-", tuple(findings), saved), Checked(f"{text}.yaml", ()))
    unread = (FileProblem(text or "-", 3, 1, message),)
    return Report(
        maps, unread, overview(maps, [each.path for each in unread]), 1, today=date(2026, 11, 21)
    )


class Elements(HTMLParser):
    """The names of the elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(f"{tag}@{name}" for name, _ in attrs)}


def elements(page: bytes) -> set[str]:
    parser = Elements()
    parser.feed(page.decode())
    return parser.found


PLAIN = hostile_report("plain")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("lang", ["en", "fa"])
def test_no_name_becomes_part_of_a_report(text: str, lang: str) -> None:
    hostile = hostile_report(text)
    said = {form: as_bytes(hostile, form, lang) for form in FORMS}

    # every form is whole, has its own shape, and holds nothing that turns lines or terminals
    rows = json.loads(said["json"])
    assert len(rows["findings"]) == 5
    assert len(json.loads(said["sarif"])["runs"][0]["results"]) == 4
    suites = ET.fromstring(said["junit"].decode())
    assert [len(suite.findall("testcase")) for suite in suites] == [4, 1, 1]
    assert elements(said["html"]) == elements(as_bytes(PLAIN, "html", lang))
    commands = said["github"].decode().splitlines()
    assert len(commands) == 4  # two errors, a warning and a notice; silent ones are not shown
    assert all(re.match(r"::(error|warning|notice) file=[^:]*,title=[\w-]+::", c) for c in commands)
    for form in ("text", "github", "markdown", "junit", "html"):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202d\u202e]", said[form].decode())
    lines = {form: said[form].count(b"\n") for form in ("github", "markdown", "html", "sarif")}
    assert lines == {form: as_bytes(PLAIN, form, lang).count(b"\n") for form in lines}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a&#124;b"),
        ("<b>", "&#60;b&#62;"),
        ("[x](y)", "&#91;x&#93;(y)"),
        ("`x`", "&#96;x&#96;"),
        ("a_b *c*", "a&#95;b &#42;c&#42;"),
        ("&amp;", "&#38;amp;"),
        ("@ada", "@\u2060ada"),
        ("#12", "&#35;\u206012"),
        ("https://x.org", "https:\u2060//x.org"),
        ("www.x.org", "www\u2060.x.org"),
        ("12:30 a-b (c)", "12:30 a-b (c)"),
    ],
)
def test_what_markdown_and_the_code_host_act_upon_is_escaped(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.text(st.characters(), max_size=40))
def test_no_text_breaks_a_form_that_is_parsed(text: str) -> None:
    report = hostile_report(text)

    json.loads(as_bytes(report, "json"))
    json.loads(as_bytes(report, "sarif"))
    ET.fromstring(as_bytes(report, "junit").decode())
    assert len(as_bytes(report, "github").decode().splitlines()) == 4
    assert elements(as_bytes(report, "html")) == elements(as_bytes(PLAIN, "html"))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_viewers_show_of_sarif_turns_nothing_around_and_links_nowhere(text: str) -> None:
    (run,) = json.loads(as_bytes(hostile_report(text), "sarif", "en"))["runs"]
    (invocation,) = run["invocations"]
    shown = [*run["results"], *invocation["toolExecutionNotifications"]]

    assert len(shown) > 3
    for each in shown:
        assert "](" not in each["message"]["text"]
        assert visible(each["message"]["text"]) == each["message"]["text"]
