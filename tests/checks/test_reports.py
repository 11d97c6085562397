"""Findings as people and programs read them: text with carets, JSON, SARIF, lists and pages."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.checks import reports
from journeymap.checks.excerpt import excerpt
from journeymap.checks.explain import as_explanation, as_list, as_rows
from journeymap.checks.finding import Finding
from journeymap.checks.known import BUILT_IN, known
from journeymap.checks.located import Checked
from journeymap.checks.page import page
from journeymap.checks.reports import JSON_KEYS, as_json, counts
from journeymap.checks.runner import run
from journeymap.checks.sarif import as_sarif
from journeymap.files.problems import FileProblem
from journeymap.files.reader import read_bytes
from journeymap.model.document import Mark
from journeymap.model.edits import add, new_record
from journeymap.model.text import M

MAP = """\
title: Coffee to go
status: in-review
stages:
  - {id: order, name: Order ahead}
  - {id: collect, name: Pick up}
channels:
  - {id: app, name: Mobile app}
touchpoints:
  - id: pay
    name: 在应用里付款
    stage: order
    channel: ap
    emotion: -2
  - {id: wait, name: انتظار, stage: order, effort: 4}
metrics:
  - {id: csat, name: CSAT, kind: csat, formula: top 2, scale: [1, 5], better: higher, target: 80}
readings:
  - {metric: csat, at: pay, period: 2026-10, counts: {1: 80, 2: 60, 3: 46, 4: 102, 5: 100}}
"""


# Enough to say something of every kind: what is reported is not the subject of these tests.
SPEAKING = (
    "reference-missing",
    "stage-without-touchpoint",
    "low-without-pain-point",
    "target-missed",
    "personal-data",
)


def checked(text: str = MAP, name: str = "maps/coffee.yaml") -> Checked:
    saved = read_bytes(text.encode(), name)
    speaking = [known().checks[id] for id in SPEAKING]
    return Checked(name, run(saved.map, today=date(2026, 11, 21), checks=speaking), saved)


# ---------------------------------------------------------------- text


def test_the_text_names_place_level_and_check_and_shows_the_line() -> None:
    assert reports.text([checked()]).splitlines() == [
        "maps/coffee.yaml:12:5: error: “ap” is not in this map, but “Channel” of the touchpoint "
        "“在应用里付款” names it; is “app” meant? [reference-missing]",
        "    channel: ap",
        "    ^^^^^^^^^^^",
        "maps/coffee.yaml:5:6: error: The stage “Pick up” has no touchpoint "
        "[stage-without-touchpoint]",
        "    - {id: collect, name: Pick up}",
        "       ^^^^^^^^^^^",
        "maps/coffee.yaml:13:5: warning: “在应用里付款” is a low (emotion −2) and no pain point "
        "says why [low-without-pain-point]",
        "    emotion: -2",
        "    ^^^^^^^^^^^",
        "maps/coffee.yaml:18:6: warning: CSAT at “在应用里付款” was 52 in Oct 2026; the target is "
        "80 [target-missed]",
        "    - {metric: csat, at: pay, period: 2026-10, counts: {1: 80, 2: 60, 3: 46, 4: 102, "
        "5: 100}}",
        "       ^^^^^^^^^^^^",
        "maps/coffee.yaml:14:44: warning: “\u2068انتظار\u2069” is a low (effort 4) and no pain "
        "point says why [low-without-pain-point]",
        "    - {id: wait, name: انتظار, stage: order, effort: 4}",
        "                                             ^^^^^^^^^",
        "",
        "2 errors, 2 warnings about the map; 1 finding about the experience",
    ]


def test_a_map_without_findings_says_so() -> None:
    assert reports.text([Checked("map.yaml", ())]) == "Nothing found\n"


def test_what_is_in_no_text_has_no_line() -> None:
    saved = read_bytes(MAP.encode(), "coffee.yaml")
    newer = add(saved.map, new_record("stage", id="return", name="Come back"))
    findings = [f for f in run(newer) if f.at == "return"]

    text = reports.text([Checked("coffee.yaml", findings, saved)])
    (row,) = json.loads(as_json([Checked("coffee.yaml", findings, saved)]))

    assert text.splitlines()[0] == (
        "coffee.yaml: error: The stage “Come back” has no touchpoint [stage-without-touchpoint]"
    )
    assert (row["line"], row["column"]) == (None, None)


def test_several_maps_are_counted_together() -> None:
    lines = reports.text([checked(name="a.yaml"), checked(name="b.yaml")]).splitlines()

    assert [line[:6] for line in lines if "error: The stage" in line] == ["a.yaml", "b.yaml"]
    assert lines[-1].startswith("4 errors, ")


def test_a_report_never_shows_the_personal_data_that_it_is_about() -> None:
    text = MAP.replace("effort: 4}", "effort: 4, doing: Calls ۰۹۱۲ ۳۴۵ ۶۷۸۹}")

    report = reports.text([checked(text)])

    assert "[personal-data]" in report
    assert "doing: Calls █████████████}" in report
    assert "۶۷۸۹" not in report


def test_no_name_breaks_a_line_of_the_report_or_turns_it_around() -> None:
    text = MAP.replace(
        "{id: collect, name: Pick up}", '{id: collect, name: "A\\nB\\u202eC\\u2069"}'
    )

    lines = reports.text([checked(text, "a\nb.yaml")]).splitlines()

    assert lines[3] == (
        "a↵b.yaml:5:6: error: The stage “A↵B\ufffdC\ufffd” has no touchpoint "
        "[stage-without-touchpoint]"
    )


def test_findings_about_the_map_itself_stand_at_its_title() -> None:
    saved = read_bytes(b"# about\ntitle: Coffee\n", "coffee.yaml")
    finding = Finding("", M("Something"), check="made-up")

    assert reports.text([Checked("coffee.yaml", [finding], saved)]).splitlines()[:3] == [
        "coffee.yaml:2:1: warning: Something [made-up]",
        "    title: Coffee",
        "    ^^^^^^^^^^^^^",
    ]


# ---------------------------------------------------------------- the line and its caret


def under(line: str, marked: str) -> str:
    start = line.index(marked)
    shown, caret = excerpt(f"x\n{line}\nz", Mark(2, start + 1, start + 2, start + 2 + len(marked)))
    return f"{shown}\n{caret}"


@pytest.mark.parametrize(
    ("line", "marked", "expected"),
    [
        ("to: pay", "pay", "    to: pay\n        ^^^"),
        ("    to: pay", "pay", "    to: pay\n        ^^^"),
        ("名: 付款, to: pay", "to", "    名: 付款, to: pay\n              ^^"),
        ("名: 付款", "付款", "    名: 付款\n        ^^^^"),
        ("e\u0301: x", "x", "    e\u0301: x\n       ^"),
        ("a\tto: pay", "pay", "    a    to: pay\n             ^^^"),
        ("name: سلام دنیا, to: x", "دنیا", "    name: سلام دنیا, to: x\n          ^^^^^^^^^"),
        ("name: سلام, to: x", "x", "    name: سلام, to: x\n                    ^"),
        ("a\u202eb: x", "x", "    a\ufffdb: x\n         ^"),
    ],
)
def test_the_caret_stands_under_the_place(line: str, marked: str, expected: str) -> None:
    assert under(line, marked) == expected


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "a" * 500 + " here " + "b" * 500

    shown, caret = under(line, "here").splitlines()

    assert len(shown) <= 110
    assert shown.strip().startswith("…")
    assert shown.endswith("…")
    assert shown[caret.index("^") : caret.rindex("^") + 1] == "here"


def test_a_place_of_several_lines_shows_the_first() -> None:
    text = "a:\r\n  b: 1\r\n  c: 2\r\n"
    assert excerpt(text, Mark(2, 3, 6, 18)) == ("    b: 1", "    ^^^^")


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 50))
def test_no_line_is_too_strange_to_be_shown(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    lines = excerpt(text, Mark(1, 1, start, min(len(text), start + length)))
    assert len(lines) in (0, 2)
    assert not any(ch in line for line in lines for ch in "\n\r\x1b\u202e\u2028")


# ---------------------------------------------------------------- JSON and SARIF


def test_json_has_the_agreed_keys_and_the_arguments() -> None:
    rows = json.loads(as_json([checked()]))

    assert all(tuple(row) == (*JSON_KEYS, "arguments") for row in rows)
    first = rows[0]
    assert first["arguments"]["id"] == "ap"
    assert first["arguments"]["record"]["text"] == "the touchpoint “在应用里付款”"
    assert {k: first[k] for k in ("file", "line", "column", "check", "level", "kind", "at")} == {
        "file": "maps/coffee.yaml",
        "line": 12,
        "column": 5,
        "check": "reference-missing",
        "level": "error",
        "kind": "map",
        "at": "pay",
    }
    assert first["message"].startswith("“ap” is not in this map")
    assert first["why"].startswith("A name that means nothing")
    assert "\u2068" not in as_json([checked()])


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(as_json([])) == []


# What OASIS asks of every SARIF 2.1.0 log, as far as this one goes.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "invocations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["executionSuccessful"],
                            "additionalProperties": False,
                            "properties": {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "uniqueItems": True,
                                    "items": {"$ref": "#/$defs/result"},
                                },
                            },
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {"$ref": "#/$defs/rule"},
                                    }
                                },
                            }
                        },
                    },
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "level": {"enum": ["none", "note", "warning", "error"]},
        "text": {
            "type": "object",
            "required": ["text"],
            "properties": {"text": {"type": "string", "minLength": 1}},
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "shortDescription": {"$ref": "#/$defs/text"},
                "fullDescription": {"$ref": "#/$defs/text"},
                "help": {"$ref": "#/$defs/text"},
                "defaultConfiguration": {
                    "type": "object",
                    "properties": {
                        "level": {"$ref": "#/$defs/level"},
                        "enabled": {"type": "boolean"},
                    },
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"$ref": "#/$defs/level"},
                "message": {"$ref": "#/$defs/text"},
                "locations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["physicalLocation"],
                        "properties": {
                            "physicalLocation": {
                                "type": "object",
                                "required": ["artifactLocation"],
                                "properties": {
                                    "region": {
                                        "type": "object",
                                        "properties": {
                                            "startLine": {"type": "integer", "minimum": 1},
                                            "startColumn": {"type": "integer", "minimum": 1},
                                            "charOffset": {"type": "integer", "minimum": 0},
                                            "charLength": {"type": "integer", "minimum": 0},
                                        },
                                    }
                                },
                            }
                        },
                    },
                },
            },
        },
    },
}


def test_sarif_is_what_the_standard_asks_for() -> None:
    log = json.loads(
        as_sarif([checked(), Checked("new map.yaml", checked().findings)], known().checks)
    )

    jsonschema.validate(log, SARIF)
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in one["results"]] == [
        each["ruleId"] for each in one["results"]
    ]
    first, last = one["results"][0], one["results"][-1]
    assert first["level"] == "error"
    assert first["locations"][0]["physicalLocation"]["region"]["startLine"] == 12
    place = last["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "new%20map.yaml"}}
    assert all(rule["help"]["text"] for rule in rules)


UNREAD = (
    FileProblem("bad map.yaml", 2, 9, M("“{text}” is no number", text="x")),
    FileProblem("nope.yaml", 0, 0, M("cannot be opened")),
)


def test_json_has_rows_for_what_cannot_be_read() -> None:
    rows = json.loads(as_json([checked()], "fa", UNREAD))

    assert len(rows) == len(json.loads(as_json([checked()]))) + 2
    assert rows[-2] == {
        "file": "bad map.yaml",
        "line": 2,
        "column": 9,
        "check": "unreadable",
        "level": "error",
        "kind": "map",
        "at": "",
        "message": "“x” is no number",
        "why": "A file that cannot be read as a map cannot be checked.",
        "arguments": {"text": "x"},
    }
    assert (rows[-1]["file"], rows[-1]["line"], rows[-1]["column"]) == ("nope.yaml", None, None)


def test_sarif_says_that_a_run_could_not_read_everything() -> None:
    log = json.loads(as_sarif([checked()], known().checks, UNREAD))

    jsonschema.validate(log, SARIF)
    (invocation,) = log["runs"][0]["invocations"]
    first, second = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert first["message"]["text"] == "“x” is no number"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "bad%20map.yaml"},
        "region": {"startLine": 2, "startColumn": 9},
    }
    assert second["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "nope.yaml"}}
    assert log["runs"][0]["results"]


def test_sarif_says_that_a_run_read_everything() -> None:
    log = json.loads(as_sarif([checked()], known().checks))
    assert log["runs"][0]["invocations"] == [{"executionSuccessful": True}]


def test_the_text_counts_the_files_that_cannot_be_read() -> None:
    twice = (*UNREAD, UNREAD[0]._replace(line=3))
    assert reports.text([Checked("map.yaml", ())], unread=twice) == (
        "Nothing found; 2 files cannot be read\n"
    )


def test_sarif_calls_notes_what_is_info_here() -> None:
    finding = Finding("", M("Something"), check="made-up", level="info")

    log = json.loads(as_sarif([Checked("map.yaml", [finding])], {}))

    assert log["runs"][0]["results"][0]["level"] == "note"


# ---------------------------------------------------------------- what counts


def test_the_exit_code_is_about_the_map_unless_asked_otherwise() -> None:
    fault = Finding("", M("x"), level="warning")
    bad_news = Finding("", M("x"), level="warning", kind="experience")
    done = [Checked("a.yaml", [fault, bad_news]), Checked("b.yaml", [fault])]

    assert not counts(done)
    assert counts(done, "warning")
    assert counts(done, "info")
    assert not counts(done, max_warnings=2)
    assert counts(done, max_warnings=1)
    assert counts(done, max_warnings=2, count_experience=True)
    assert not counts([Checked("c.yaml", [bad_news])], "warning")
    assert counts([Checked("c.yaml", [bad_news])], "warning", count_experience=True)
    assert not counts([], "info", 0)


# ---------------------------------------------------------------- list, explanation, page


def test_the_list_names_every_check() -> None:
    lines = as_list(BUILT_IN).splitlines()

    assert {line.split()[0] for line in lines if line.startswith("  ")} == {
        check.id for check in BUILT_IN
    }
    (review,) = [line for line in lines if "review-overdue" in line]
    assert review.split() == (
        "review-overdue warning about the map Review that is overdue (every: 90d)".split()
    )


def test_the_list_is_there_for_programs_too() -> None:
    rows = json.loads(as_rows(BUILT_IN))

    assert [row["id"] for row in rows] == [check.id for check in BUILT_IN]
    assert json.loads(reports.listed("json")) == json.loads(as_rows(known().checks.values()))


def test_an_explanation_of_a_check_that_is_not_there_names_the_nearest() -> None:
    assert str(reports.explained("trap-lop")) == (
        "There is no check “trap-lop”; is “trap-loop” meant?"
    )
    assert str(reports.explained("trap-loop")).startswith("trap-loop\nLoop that nobody")


@pytest.mark.parametrize("check", BUILT_IN, ids=lambda check: check.id)
def test_every_check_explains_itself(check: object) -> None:
    text = as_explanation(check)  # type: ignore[arg-type]  # parametrize hides the type
    for part in (check.id, str(check.title), check.source):  # type: ignore[attr-defined]  # as above
        assert part
        assert part in text
    why = str(check.why)  # type: ignore[attr-defined]  # as above
    assert why.split()[0] in text
    assert why.count(".") + why.count(";") <= 3, "one or two sentences"


def test_every_map_that_an_explanation_shows_can_be_read() -> None:
    for check in BUILT_IN:
        if check.example:
            text = f"title: Example\n{check.example}\n"
            assert read_bytes(text.encode(), check.id).map.title == "Example"


def test_the_page_of_the_documentation_is_what_the_code_says(root: Path) -> None:
    assert (root / "docs" / "checks.md").read_text(encoding="utf-8") == page(), (
        "run python -m journeymap.checks.page docs/checks.md"
    )


def test_the_page_has_a_row_and_a_section_for_every_check() -> None:
    text = page()
    for check in BUILT_IN:
        assert f"| [`{check.id}`](#{check.id}) |" in text
        assert f"\n### {check.id}\n" in text
