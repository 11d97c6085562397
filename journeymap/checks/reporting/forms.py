"""The forms that a report can have, by the name that `journeymap check --format` takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from journeymap.checks.reporting.github import as_github
from journeymap.checks.reporting.html import as_html
from journeymap.checks.reporting.json import as_json
from journeymap.checks.reporting.junit import as_junit
from journeymap.checks.reporting.markdown import as_markdown
from journeymap.checks.reporting.report import Report
from journeymap.checks.reporting.sarif import as_sarif
from journeymap.checks.reporting.text import as_text

_HALF = re.compile("[\ud800-\udfff]")
FORMS: Mapping[str, Callable[[Report, str], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "junit": as_junit,
    "github": as_github,
    "markdown": as_markdown,
    "html": as_html,
}


def as_bytes(report: Report, form: str, lang: str = "en") -> bytes:
    """Return the report in a form, in UTF-8 whatever the terminal says.

    Names on a disk need not be text: what has no UTF-8 gives way to the sign for it, because many
    programs refuse a whole file for the half of a character.
    """
    text = as_text(report, lang, alone=True) if form == "text" else FORMS[form](report, lang)
    return _HALF.sub("\ufffd", text).encode()
