"""The report at the terminal, its table of a folder, and what makes a run fail."""

from __future__ import annotations

import json

from journeymap.checks.finding import Finding
from journeymap.checks.located import Checked
from journeymap.checks.reporting.json import as_json
from journeymap.checks.reporting.report import Counting, Report, counts
from journeymap.checks.reporting.text import as_text
from journeymap.checks.runner import run
from journeymap.files.reader import read_bytes
from journeymap.model.edits import add, new_record
from journeymap.model.text import M
from tests.checks.reporting.sample import MAP, UNREAD, checked, report


def test_the_text_names_place_level_and_check_and_shows_the_line() -> None:
    assert as_text(report()).splitlines() == [
        "maps/coffee.yaml:5:6: error: The stage “Pick up” has no touchpoint "
        "[stage-without-touchpoint]",
        "    - {id: collect, name: Pick up}",
        "       ^^^^^^^^^^^",
        "maps/coffee.yaml:12:5: error: “ap” is not in this map, but “Channel” of the touchpoint "
        "“在应用里付款” names it; is “app” meant? [reference-missing]",
        "    channel: ap",
        "    ^^^^^^^^^^^",
        "maps/coffee.yaml:13:5: warning: “在应用里付款” is a low (emotion −2) and no pain point "
        "says why [low-without-pain-point]",
        "    emotion: -2",
        "    ^^^^^^^^^^^",
        "maps/coffee.yaml:14:44: warning: “\u2068انتظار\u2069” is a low (effort 4) and no pain "
        "point says why [low-without-pain-point]",
        "    - {id: wait, name: انتظار, stage: order, effort: 4}",
        "                                             ^^^^^^^^^",
        "maps/coffee.yaml:18:6: warning: CSAT at “在应用里付款” was 52 in Oct 2026; the target is "
        "80 [target-missed]",
        "    - {metric: csat, at: pay, period: 2026-10, counts: {1: 80, 2: 60, 3: 46, 4: 102, "
        "5: 100}}",
        "       ^^^^^^^^^^^^",
        "",
        "2 errors, 2 warnings about the map; 1 finding about the experience",
    ]


def test_no_line_of_a_map_is_a_command_to_the_build_server_whose_log_shows_it() -> None:
    text = MAP.replace("name: Pick up", 'name: "##[add-mask]Pick ##vso[x] # # up"')

    lines = as_text(report(checked(text, "::stop-commands::x.yaml"))).splitlines()

    assert any("::stop-commands::x.yaml:5:6: error" in line for line in lines)
    assert any("\u2060[add-mask]" in line for line in lines)
    for line in lines:
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
        assert "##vso[" not in line


def test_a_map_without_findings_says_so() -> None:
    assert as_text(Report((Checked("map.yaml", ()),))) == "Nothing found\n"


def test_what_is_in_no_text_has_no_line() -> None:
    saved = read_bytes(MAP.encode(), "coffee.yaml")
    newer = add(saved.map, new_record("stage", id="return", name="Come back"))
    findings = [f for f in run(newer) if f.at == "return"]

    text = as_text(Report((Checked("coffee.yaml", findings, saved),)))
    (row,) = json.loads(as_json(Report((Checked("coffee.yaml", findings, saved),))))

    assert text.splitlines()[0] == (
        "coffee.yaml: error: The stage “Come back” has no touchpoint [stage-without-touchpoint]"
    )
    assert (row["line"], row["column"]) == (None, None)


def test_several_maps_are_counted_together() -> None:
    lines = as_text(report(checked(name="a.yaml"), checked(name="b.yaml"))).splitlines()

    assert [line[:6] for line in lines if "error: The stage" in line] == ["a.yaml", "b.yaml"]
    assert lines[-1].startswith("4 errors, ")


def test_a_report_never_shows_the_personal_data_that_it_is_about() -> None:
    text = MAP.replace("effort: 4}", "effort: 4, doing: Calls ۰۹۱۲ ۳۴۵ ۶۷۸۹}")

    said = as_text(report(checked(text)))

    assert "[personal-data]" in said
    assert "doing: Calls █████████████}" in said
    assert "۶۷۸۹" not in said


def test_no_name_breaks_a_line_of_the_report_or_turns_it_around() -> None:
    text = MAP.replace(
        "{id: collect, name: Pick up}", '{id: collect, name: "A\\nB\\u202eC\\u2069"}'
    )

    lines = as_text(report(checked(text, "a\nb.yaml"))).splitlines()

    assert lines[0] == (
        "a↵b.yaml:5:6: error: The stage “A↵B\ufffdC\ufffd” has no touchpoint "
        "[stage-without-touchpoint]"
    )


def test_findings_about_the_map_itself_stand_at_its_title() -> None:
    saved = read_bytes(b"# about\ntitle: Coffee\n", "coffee.yaml")
    finding = Finding("", M("Something"), check="made-up")

    said = as_text(Report((Checked("coffee.yaml", [finding], saved),)))
    assert said.splitlines()[:3] == [
        "coffee.yaml:2:1: warning: Something [made-up]",
        "    title: Coffee",
        "    ^^^^^^^^^^^^^",
    ]


def test_the_text_counts_the_files_that_cannot_be_read() -> None:
    twice = (*UNREAD, UNREAD[0]._replace(line=3))
    assert as_text(Report((Checked("map.yaml", ()),), twice)) == (
        "Nothing found; 2 files cannot be read\n"
    )


def test_the_exit_code_is_about_the_map_unless_asked_otherwise() -> None:
    fault = Finding("", M("x"), level="warning")
    bad_news = Finding("", M("x"), level="warning", kind="experience")
    done = [Checked("a.yaml", [fault, bad_news]), Checked("b.yaml", [fault])]

    assert not counts(done)
    assert counts(done, Counting("warning"))
    assert counts(done, Counting("info"))
    assert not counts(done, Counting(max_warnings=2))
    assert counts(done, Counting(max_warnings=1))
    assert counts(done, Counting("error", 2, True))
    assert not counts([Checked("c.yaml", [bad_news])], Counting("warning"))
    assert counts([Checked("c.yaml", [bad_news])], Counting("warning", None, True))
    assert not counts([], Counting("info", 0))
