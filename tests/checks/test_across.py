"""What holds for the checks across maps, whatever the maps of a folder are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.checks.across import CHECKS as SAME_IDS
from journeymap.checks.across_names import CHECKS as SAME_NAMES
from journeymap.checks.across_stages import CHECKS as STAGES
from journeymap.checks.finding import Finding
from journeymap.checks.located import Checked
from journeymap.checks.reporting.overview import overview
from journeymap.checks.runner import run
from journeymap.checks.siblings import Among, Folder, loosely
from journeymap.files.reader import read_bytes
from journeymap.model.coverage import coverage
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, say
from tests.checks.test_any_map import maps

ACROSS = (*SAME_IDS, *SAME_NAMES, *STAGES)
FILES = ("a.yaml", "b.yaml", "detail/c.yaml")
LINKS = st.sampled_from([None, "a.yaml", "b.yaml#pay", "detail/c.yaml", "../a.yaml", "gone.yaml"])
NAMES = st.sampled_from(["Mobile app", "mobile-app", "Mobile apps", "Website", "付款", "پرداخت"])


@st.composite
def folders(draw: st.DrawFn) -> dict[str, JourneyMap]:
    found = {}
    for file in FILES:
        m = draw(maps())
        channels = tuple(c.model_copy(update={"name": draw(NAMES)}) for c in m.channels)
        stages = tuple(s.model_copy(update={"journey": draw(LINKS)}) for s in m.stages)
        status = draw(st.sampled_from([None, "archived", "live"]))
        changed = {"channels": channels, "stages": stages, "status": status}
        found[file] = m.model_copy(update=changed)
    return found


def found_in(there: dict[str, JourneyMap], file: str) -> tuple[Finding, ...]:
    among = Among.others(Folder(there), file)
    return run(there[file], date(2026, 11, 21), among=among, checks=ACROSS)


@given(folders())
def test_every_folder_can_be_compared(there: dict[str, JourneyMap]) -> None:
    across = {check.id for check in ACROSS}
    for file, m in there.items():
        findings = found_in(there, file)
        assert "check-failed" not in {finding.check for finding in findings}
        for finding in findings:
            if finding.check in across:
                assert say(finding.message, "fa")
                assert m.status != "archived"


@given(folders())
def test_the_copy_of_a_map_differs_from_it_in_nothing(there: dict[str, JourneyMap]) -> None:
    m = there["a.yaml"].model_copy(update={"status": None})
    twins = {"a.yaml": m, "b.yaml": m}
    across = {check.id for check in ACROSS} - {"stage-not-covered"}
    assert not [f for f in found_in(twins, "b.yaml") if f.check in across]


@given(folders())
def test_a_map_alone_is_compared_with_none(there: dict[str, JourneyMap]) -> None:
    across = {check.id for check in ACROSS}
    alone = run(there["a.yaml"], date(2026, 11, 21), checks=ACROSS)
    assert not [finding for finding in alone if finding.check in across]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Web site", "website", True),
        ("E-mail", "e mail", True),
        ("برنامهٔ\u200cموبایل", "برنامهٔ موبایل", True),
        ("كارت", "کارت", True),
        ("应用 ", "应用", True),
        ("Store", "Shop", False),
        ("App 1", "App 2", False),
        ("हिंदी", "हदी", False),
        ("☎", "☕", False),
    ],
)
def test_names_are_read_loosely(one: str, other: str, alike: bool) -> None:
    assert (loosely(one) == loosely(other)) is alike


def test_coverage_is_that_of_the_window() -> None:
    text = """\
title: x
stages: [{id: s, name: S}]
touchpoints:
  - {id: both, name: A, stage: s, evidence: [{kind: research, note: x}]}
  - {id: read, name: B, stage: s}
  - {id: guess, name: C, stage: s, assumption: true, emotion: 1}
  - {id: bare, name: D, stage: s}
metrics: [{id: nps, name: NPS, kind: nps}]
readings:
  - {metric: nps, at: both, period: 2026-10, value: 3}
  - {metric: nps, at: read, period: 2026-10, value: 3}
  - {metric: nps, at: s, period: 2026-10, value: 3}
  - {metric: nps, period: 2026-10, value: 3}
"""
    saved = read_bytes(text.encode(), "x.yaml")
    levels = ("error", "warning", "warning", "info")
    findings = [Finding("", M("x"), level=level) for level in levels]
    findings.append(Finding("", M("x"), kind="experience"))

    read, unread = overview([Checked("x.yaml", findings, saved)], ["y.yaml"])

    # evidence of one, readings of two, a rating, and no pain at what goes well: 5 of 20
    assert read.coverage == coverage(index_of(saved.map)).share() == 0.25
    assert (read.touchpoints, read.found) == (4, (1, 2, 1, 1))
    assert (unread.is_read, unread.coverage) == (False, None)
