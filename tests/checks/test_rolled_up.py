"""What becomes of several findings that are one: where it stands, what it counts, what goes."""

from __future__ import annotations

from datetime import date

from journeymap.checks.finding import Finding
from journeymap.checks.runner import run
from journeymap.checks.silencing import ignoring, places_of
from journeymap.files.reader import read_bytes
from journeymap.model.journey import JourneyMap

TODAY = date(2026, 11, 21)
MISSED = """title: Coffee to go
status: in-review
state: current
stages: [{id: order, name: Order}]
touchpoints:
  - {id: pay, name: Pay, stage: order}
  - {id: build, name: Build, stage: order}
metrics:
  - {id: nps, name: NPS, kind: nps, better: higher, target: 40}
readings:
  - {metric: nps, at: pay, period: 2026-09, value: 10}
  - {metric: nps, at: build, period: 2026-09, value: 12}
"""
NEWER = MISSED + "  - {metric: nps, at: pay, period: 2026-10, value: 8}\n"
ASSUMED = """title: Coffee to go
status: in-review
state: current
stages: [{id: order, name: Order}, {id: use, name: Use}]
touchpoints:
  - {id: a, name: A, stage: order, emotion: 1}
  - {id: b, name: B, stage: order, emotion: 1}
  - {id: c, name: C, stage: use, emotion: 1}
  - {id: d, name: D, stage: use, emotion: 1}
  - {id: e, name: E, stage: use, emotion: 1}
"""


def parsed(text: str) -> JourneyMap:
    return read_bytes(text.encode(), "map.yaml").map


def only(check: str, m: JourneyMap) -> list[Finding]:
    return [each for each in run(m, TODAY) if each.check == check]


def test_one_exception_is_made_for_each_finding_where_it_stands_and_not_at_whole_touchpoints() -> (
    None
):
    m = parsed(MISSED)
    (both,) = only("target-missed", m)
    assert {"pay", "build"} < set(both.places)

    accepted = ignoring("target-missed", places_of([both]), "known")(m)

    assert accepted.checks is not None
    assert [each.at for each in accepted.checks.ignore] == list(both.rolled)
    assert len(both.rolled) == 2
    assert not {"pay", "build"} & set(both.rolled)
    assert only("target-missed", accepted) == []


def test_what_is_measured_after_an_exception_is_heard() -> None:
    m = parsed(MISSED)
    accepted = ignoring("target-missed", places_of(only("target-missed", m)), "known")(m)
    newer = parsed(NEWER).model_copy(update={"checks": accepted.checks})

    (left,) = only("target-missed", newer)

    assert "Pay" in str(left.message)


def test_a_fix_of_several_counts_all_that_it_is_about() -> None:
    m = parsed(ASSUMED)
    (all_of_them,) = only("assumption-not-marked", m)
    assert all_of_them.fix is not None

    assert str(all_of_them.fix.name) == "Mark 5 as assumptions"
    assert only("assumption-not-marked", all_of_them.fix.edit(m)) == []


def test_where_only_some_can_be_mended_the_fix_mends_those() -> None:
    steps = [f"{{id: {kind}{n}, name: Step {n}, stage: order}}" for n in range(5) for kind in "pq"]
    steps[-1] = "{id: q4, name: Step 4, stage: order, emotion: 1}"  # its like says less
    text = f"title: T\nstages: [{{id: order, name: Order}}]\ntouchpoints: [{', '.join(steps)}]\n"
    m = read_bytes(text.encode(), "map.yaml").map
    (five,) = only("duplicate-touchpoint", m)
    assert five.fix is not None
    assert str(five.fix.name) == "Make one touchpoint of “Step 0”, and 3 more"

    after = five.fix.edit(m)

    assert [each.id for each in after.touchpoints] == ["p0", "p1", "p2", "p3", "p4", "q4"]
    (one,) = only("duplicate-touchpoint", after)
    assert one.fix is None
