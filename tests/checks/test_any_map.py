"""What holds for the findings of any map, however half done it is."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from journeymap.checks.finding import SEVERITY
from journeymap.checks.located import Checked
from journeymap.checks.reporting.forms import FORMS, as_bytes
from journeymap.checks.reporting.report import Report
from journeymap.checks.runner import run
from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import say

IDS = st.sampled_from(["a", "b", "c", "d", "e", "gone"])
NAMES = st.sampled_from(
    ["Pay", "پرداخت", "付款", "Call 0171 2345678", "{name}", "☕ a@b.org", "\u202eyaP", "\u2067"]
)
RATINGS = st.none() | st.integers(1, 5)
PERSONAS = st.lists(st.sampled_from(["dana", "omar", "nobody"]), max_size=2).map(tuple)
TOUCHPOINTS = st.fixed_dictionaries(
    {
        "id": IDS,
        "name": NAMES,
        "stage": st.sampled_from(["order", "collect", "gone"]),
        "channel": st.sampled_from([None, "app", "store", "gone"]),
        "entry": st.sampled_from([None, None, True, False]),
        "exit": st.sampled_from([None, None, "reached", "left"]),
        "effort": RATINGS,
        "emotion": st.none() | st.integers(-2, 2),
        "personas": PERSONAS,
    }
)
FLOWS = st.fixed_dictionaries(
    {
        "from": IDS,
        "to": IDS,
        "kind": st.sampled_from(["next", "choice", "failure", "recovery", "loop"]),
        "personas": PERSONAS,
    }
)
READINGS = st.fixed_dictionaries(
    {
        "metric": st.sampled_from(["csat", "gone"]),
        "at": st.sampled_from(["a", "b", "a -> b", "gone", None]),
        "period": st.sampled_from(["2026-10", "2026-09", "2027"]),
        "counts": st.sampled_from([{"1": 10, "5": 2}, {"5": 9}, {"promoters": 1}]),
    }
)


@st.composite
def maps(draw: st.DrawFn) -> JourneyMap:
    return JourneyMap.model_validate(
        {
            "title": draw(NAMES),
            "status": draw(st.sampled_from([None, "draft", "live"])),
            "reviewed": "2020-01-01",
            "personas": [{"id": "dana", "name": "Dana"}, {"id": "omar", "name": "Omar"}],
            "stages": [{"id": "order", "name": "Order"}, {"id": "collect", "name": "Collect"}],
            "channels": [
                {"id": "app", "name": "App", "kind": "mobile_app"},
                {"id": "store", "name": "Store", "kind": "store"},
            ],
            "touchpoints": draw(st.lists(TOUCHPOINTS, max_size=8)),
            "flows": draw(st.lists(FLOWS, max_size=12)),
            "metrics": [
                {"id": "csat", "name": "CSAT", "kind": "csat", "formula": "top 2", "scale": [1, 5]}
                | {"target": 80}
            ],
            "readings": draw(st.lists(READINGS, max_size=4)),
        }
    )


@given(maps())
def test_findings_are_sorted_and_stand_somewhere(m: JourneyMap) -> None:
    index = Index(m)
    findings = run(m, today=date(2026, 11, 21), has_glyphs=lambda text: set(text) & set("付款☕"))

    assert [SEVERITY[f.level] for f in findings] == sorted(SEVERITY[f.level] for f in findings)
    assert "check-failed" not in {f.check for f in findings}
    for finding in findings:
        assert all(not key or key in index.entries for key in finding.places), finding
        assert all(say(finding.message, lang) for lang in ("en", "fa", "zh"))
        assert "0171" not in str(finding.message) or finding.check != "personal-data"


@given(maps())
def test_a_fix_leaves_fewer_findings_of_its_kind(m: JourneyMap) -> None:
    before = run(m, today=date(2026, 11, 21))
    for finding in before:
        if finding.fix is None:
            continue
        after = run(finding.fix.edit(m), today=date(2026, 11, 21))
        same = [f.message for f in before if f.check == finding.check].count(finding.message)
        left = [f.message for f in after if f.check == finding.check].count(finding.message)
        assert left < same


@given(maps())
def test_a_fix_whose_target_is_gone_is_refused_or_does_nothing(m: JourneyMap) -> None:
    for finding in run(m, today=date(2026, 11, 21)):
        if finding.fix is not None:
            with suppress(Refused):
                assert isinstance(finding.fix.edit(JourneyMap(title="Another map")), JourneyMap)


@given(maps())
def test_every_finding_can_be_reported(m: JourneyMap) -> None:
    report = Report((Checked("map.yaml", run(m, today=date(2026, 11, 21))),))

    for form in FORMS:
        assert as_bytes(report, form, "fa").decode().endswith("\n") or form == "github"
