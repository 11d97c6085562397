"""What others have laid down about a form: the SARIF schema, and the two schemas of JUnit XML.

The classes of `pydantic-sarif` are made from the schema of the standard and refuse what it does not
name. The schema itself belongs to others and is not kept here: where the environment names a copy
of it (JOURNEYMAP_SARIF_SCHEMA), it is asked too.
"""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log

from journeymap.checks.finding import Finding
from journeymap.checks.located import Checked
from journeymap.checks.reporting.forms import as_bytes
from journeymap.checks.reporting.junit import as_junit
from journeymap.checks.reporting.report import Counting, Report
from journeymap.model.text import M
from tests.checks.reporting.sample import UNREAD, checked
from tests.checks.reporting.test_hostile import HOSTILE, hostile_report

SCHEMA = os.environ.get("JOURNEYMAP_SARIF_SCHEMA", "")
REPORTS = [
    Report(()),
    Report((checked(),)),
    Report((checked(), Checked("new map.yaml", checked().findings)), (*UNREAD, UNREAD[0])),
    Report((Checked(str(Path.cwd() / "absolute.yaml"), checked().findings),)),
    *map(hostile_report, HOSTILE),
]


@pytest.mark.parametrize("report", REPORTS, ids=range(len(REPORTS)))
def test_sarif_has_nothing_that_the_standard_does_not_know(report: Report) -> None:
    log = Log.model_validate_json(as_bytes(report, "sarif"))
    assert len(log.runs) == 1


@pytest.mark.skipif(not SCHEMA, reason="JOURNEYMAP_SARIF_SCHEMA names no copy of the schema")
def test_sarif_is_valid_under_the_schema_of_the_standard() -> None:
    schema = json.loads(Path(SCHEMA).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for report in REPORTS:
        assert list(validator.iter_errors(json.loads(as_bytes(report, "sarif")))) == []


# Element: what it must have, what it may have, and which elements stand in it in which order. The
# stricter of the two schemas (Ant) decides; Jenkins allows all that is left.
JUNIT = {
    "testsuites": ((), (), r"(testsuite )*"),
    "testsuite": (
        ("name", "package", "id", "tests", "failures", "errors", "time", "timestamp", "hostname"),
        ("skipped",),
        r"properties (testcase )*system-out system-err ",
    ),
    "testcase": (("name", "classname", "time"), (), r"((skipped|error|failure) )?"),
    "failure": (("type", "message"), (), ""),
    "error": (("type", "message"), (), ""),
    "skipped": (("message",), (), ""),
    "properties": ((), (), ""),
    "system-out": ((), (), ""),
    "system-err": ((), (), ""),
}


@pytest.mark.parametrize("report", REPORTS, ids=range(len(REPORTS)))
def test_junit_is_what_both_of_its_schemas_ask_for(report: Report) -> None:
    root = ET.fromstring(as_junit(report._replace(today=date(2026, 11, 21))))

    assert root.tag == "testsuites"
    for element in root.iter():
        must, may, children = JUNIT[element.tag]
        assert set(must) <= set(element.attrib) <= {*must, *may}
        assert re.fullmatch(children, "".join(f"{child.tag} " for child in element))
    for place, suite in enumerate(root):
        assert suite.get("id") == str(place)
        assert suite.get("timestamp") == "2026-11-21T00:00:00"
        assert suite.get("name", "").strip()
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        for outcome, counted in (("failure", "failures"), ("error", "errors")):
            assert suite.get(counted) == str(len(suite.findall(f"testcase/{outcome}")))


def outcomes(*findings: Finding, counting: Counting) -> list[str]:
    report = Report((Checked("a.yaml", findings),), counting=counting)
    cases = ET.fromstring(as_junit(report)).iter("testcase")
    return [case[0].tag if len(case) else "passed" for case in cases]


def test_junit_fails_by_what_the_exit_code_is_about() -> None:
    error = Finding("", M("x"), level="error")
    warning = Finding("", M("x"), level="warning")
    bad_news = warning._replace(kind="experience")
    found = (error, warning, bad_news)

    assert outcomes(*found, counting=Counting()) == ["failure", "skipped", "skipped"]
    assert outcomes(*found, counting=Counting("warning")) == ["failure", "failure", "skipped"]
    assert outcomes(*found, counting=Counting("error", 1)) == ["failure", "skipped", "skipped"]
    assert outcomes(*found, counting=Counting("error", 0)) == ["failure", "failure", "skipped"]
    assert outcomes(*found, counting=Counting("error", 0, True)) == ["failure"] * 3
    assert outcomes(counting=Counting()) == ["passed"]
