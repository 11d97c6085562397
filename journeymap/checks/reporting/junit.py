"""Findings as JUnit XML, which build servers show as tests: a suite a map, a case a finding.

There is no one schema of this form. What is written here is valid under the strict one of the Ant
task and under that of the Jenkins plug-in: every suite has its properties, time and host, a case
has one outcome, and the whole has no sums. Names are cleaned of what XML cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from journeymap.checks.finding import Finding
from journeymap.checks.located import UNREADABLE, located
from journeymap.checks.reporting.report import Counting, Report, fails, of_unread, too_many_warnings
from journeymap.checks.reporting.words import LEVELS, why_of, words_of
from journeymap.model.document import Mark
from journeymap.model.text import M, say, visible

SOUND = M("sound")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_TIME = "0"  # a finding has no duration, and a report says the same each time it is made


def as_junit(report: Report, lang: str = "en") -> str:
    """Return the findings as a `testsuites` document, in the language of the reader.

    A finding that makes the run fail is a failure; one that does not is a skipped case, which is
    shown and counts for nothing. A map of which nothing is to say has one case that passes. What
    is wrong with a file that cannot be read is an error.
    """
    day = report.today.isoformat() if report.today else "1970-01-01"
    too_many = too_many_warnings(report.findings, report.counting)
    root = ET.Element("testsuites")
    for each in report.maps:
        cases = [
            _case(each.file, finding, mark, _outcome(finding, report.counting, too_many), lang)
            for finding, mark in located(each)
        ]
        passed = ET.Element("testcase", _named(say(SOUND, lang), each.file))
        root.append(_suite(each.file, cases or [passed], day, len(root)))
    for file in report.files_unread:
        problems = [of_unread(problem) for problem in report.unread if problem.path == file]
        cases = [_case(file, *problem, "error", lang) for problem in problems]
        root.append(_suite(file, cases, day, len(root)))
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _outcome(finding: Finding, counting: Counting, too_many: bool) -> str:
    return "failure" if fails(finding, counting, too_many) else "skipped"


def _suite(file: str, cases: Sequence[ET.Element], day: str, number: int) -> ET.Element:
    suite = ET.Element(
        "testsuite",
        {
            "name": _clean(file) or "-",
            "package": "journeymap",
            "id": str(number),
            "tests": str(len(cases)),
            "failures": _how_many(cases, "failure"),
            "errors": _how_many(cases, "error"),
            "skipped": _how_many(cases, "skipped"),
            "time": _NO_TIME,
            "timestamp": f"{day}T00:00:00",
            "hostname": "localhost",
        },
    )
    suite.append(ET.Element("properties"))
    suite.extend(cases)
    suite.append(ET.Element("system-out"))
    suite.append(ET.Element("system-err"))
    return suite


def _how_many(cases: Sequence[ET.Element], outcome: str) -> str:
    return str(sum(1 for case in cases if case.find(outcome) is not None))


def _case(file: str, finding: Finding, mark: Mark | None, outcome: str, lang: str) -> ET.Element:
    words = _clean(words_of(finding, lang))
    case = ET.Element("testcase", _named(f"{finding.check}: {words}", file))
    told = {"message": f"{say(LEVELS[finding.level], lang)}: {words}"}
    if outcome != "skipped":
        told["type"] = finding.check
    inside = ET.SubElement(case, outcome, told)
    where = f"{visible(file)}:{mark.line}:{mark.column}" if mark else visible(file)
    why = "" if finding.check == UNREADABLE else f"\n{why_of(finding, lang)}"
    inside.text = _clean(f"{where}\n{words} [{finding.check}]{why}")
    return case


def _named(name: str, file: str) -> dict[str, str]:
    return {"name": _clean(name), "classname": _clean(file) or "-", "time": _NO_TIME}


def _clean(text: str) -> str:
    """Return a text without what XML cannot hold, and a line break in it only where we made it."""
    text = "\n".join(map(visible, text.split("\n")))
    return _NOT_XML.sub("\ufffd", text)
