"""JSON and SARIF: what programs read, and what the standard asks of the second."""

from __future__ import annotations

import json

import jsonschema

from journeymap.checks.finding import Finding
from journeymap.checks.located import Checked
from journeymap.checks.reporting.json import JSON_KEYS, as_json
from journeymap.checks.reporting.report import Report
from journeymap.checks.reporting.sarif import as_sarif
from journeymap.model.text import M
from tests.checks.reporting.sample import MAP, UNREAD, checked, one, report


def test_json_has_the_agreed_keys_and_the_arguments() -> None:
    rows = json.loads(as_json(report()))

    assert all(tuple(row) == (*JSON_KEYS, "arguments") for row in rows)
    first = rows[1]
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
    assert "\u2068" not in as_json(report())


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(as_json(Report(()))) == []


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
    log = json.loads(as_sarif(report(checked(), Checked("new map.yaml", checked().findings))))

    jsonschema.validate(log, SARIF)
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in one["results"]] == [
        each["ruleId"] for each in one["results"]
    ]
    first, last = one["results"][0], one["results"][-1]
    assert first["level"] == "error"
    assert first["locations"][0]["physicalLocation"]["region"]["startLine"] == 5
    place = last["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "new%20map.yaml"}}
    assert all(rule["help"]["text"] for rule in rules)


def test_json_has_rows_for_what_cannot_be_read() -> None:
    rows = json.loads(as_json(report(unread=UNREAD), "fa"))

    assert len(rows) == len(json.loads(as_json(report()))) + 2
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


def test_sarif_knows_a_finding_again_when_its_line_has_moved() -> None:
    def prints(text: str) -> list[str]:
        log = json.loads(as_sarif(report(checked(text))))
        return [each["partialFingerprints"]["finding/v1"] for each in log["runs"][0]["results"]]

    before = prints(MAP)

    assert len(set(before)) == len(before) == 5
    assert prints(MAP.replace("stages:", "# a line\n\nstages:")) == before
    assert prints(MAP.replace("id: collect", "id: fetch"))[0] != before[0]


def test_sarif_says_that_a_run_could_not_read_everything() -> None:
    log = json.loads(as_sarif(report(unread=UNREAD)))

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
    log = json.loads(as_sarif(report()))
    assert log["runs"][0]["invocations"] == [{"executionSuccessful": True}]


def test_sarif_calls_notes_what_is_info_here() -> None:
    finding = Finding("", M("Something"), check="made-up", level="info")

    log = json.loads(as_sarif(one(finding), checks={}))

    assert log["runs"][0]["results"][0]["level"] == "note"
