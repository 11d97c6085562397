"""Where a fix would say what nobody has said, or hide what is worse, there is none."""

from __future__ import annotations

import pytest

from journeymap.checks.runner import run
from journeymap.files.reader import read_bytes

HEAD = """title: T
state: current
stages: [{id: order, name: Order}, {id: collect, name: Collect}]
"""


def has_fix(check: str, text: str) -> bool:
    """Return whether the one finding of a check in a map can be mended."""
    m = read_bytes((HEAD + text).encode(), "map.yaml").map
    (finding,) = (each for each in run(m) if each.check == check)
    return finding.fix is not None


@pytest.mark.parametrize(
    ("first", "second", "offered"),
    [
        ("severity: 4", "severity: 4", True),
        ("status: open", "status: accepted", True),
        ("severity: 4", "severity: 2", False),  # then 4 would come to be said of the other stage
        ("severity: 4", "status: open", False),
        ("status: open", "severity: 4", False),
    ],
)
def test_pain_points_become_one_only_where_they_agree_how_bad_it_is(
    first: str, second: str, offered: bool
) -> None:
    text = f"""touchpoints: [{{id: a, name: A, stage: order}}, {{id: b, name: B, stage: collect}}]
pain_points:
  - {{id: p, name: Nobody knows my order, at: [a], {first}}}
  - {{id: q, name: Nobody knows my order, at: [b], {second}}}
"""
    assert has_fix("pain-point-repeated", text) == offered


ASSUMED = """touchpoints:
  - {id: a, name: A, stage: order, entry: true, assumption: true}
  - {id: b, name: B, stage: order, assumption: true}
  - {id: c, name: C, stage: collect}
  - {id: c2, name: C, stage: collect}
flows: [{from: a, to: b}, {from: b, to: c}, {from: b, to: c2}]
"""


def test_touchpoints_do_not_become_one_where_the_map_would_come_to_be_mostly_assumed() -> None:
    assert not has_fix("duplicate-touchpoint", ASSUMED)


@pytest.mark.parametrize(
    "text",
    [
        ASSUMED.replace("name: B, stage: order, assumption: true", "name: B, stage: order"),
        ASSUMED.replace("name: C, stage: collect}", "name: C, stage: collect, assumption: true}"),
        ASSUMED + "checks: {settings: {mostly-assumptions: {share: 0.7}}}\n",
    ],
    ids=["few are assumed", "most are assumed as it is", "more is allowed"],
)
def test_else_copies_of_touchpoints_become_one(text: str) -> None:
    assert has_fix("duplicate-touchpoint", text)


def test_touchpoints_do_not_become_one_where_something_is_said_of_the_way_to_a_copy() -> None:
    few = ASSUMED.replace("name: B, stage: order, assumption: true", "name: B, stage: order")
    assert has_fix("duplicate-touchpoint", few)
    assert not has_fix(
        "duplicate-touchpoint", few + "readings: [{metric: n, at: b -> c2, period: 2027, value: 3}]"
    )
    named = few.replace("{from: b, to: c2}", "{from: b, to: c2, id: way}")
    assert not has_fix(
        "duplicate-touchpoint", named + "pain_points: [{id: p, name: It is slow, at: [way]}]"
    )


ENDING = """touchpoints:
  - {id: a, name: A, stage: order, entry: true, emotion: 0}
  - {id: a2, name: A, stage: order, entry: true, emotion: 0}
  - {id: b, name: B, stage: order, emotion: 2}
  - {id: c, name: C, stage: collect, emotion: 0, exit: reached}
flows: [{from: a, to: b}, {from: a2, to: b}, {from: b, to: c}]
"""


def test_touchpoints_do_not_become_one_where_the_end_would_come_to_be_worse_than_the_rest() -> None:
    assert not has_fix("duplicate-touchpoint", ENDING)
    assert has_fix("duplicate-touchpoint", ENDING.replace("emotion: 2", "emotion: 1"))


def test_pain_points_do_not_become_one_where_one_has_a_reading() -> None:
    text = """touchpoints: [{id: a, name: A, stage: order}, {id: b, name: B, stage: collect}]
pain_points:
  - {id: p, name: Nobody knows my order, at: [a]}
  - {id: q, name: Nobody knows my order, at: [b]}
"""
    measured = "readings: [{metric: nps, at: q, period: 2026-10, value: 3}]\n"

    assert has_fix("pain-point-repeated", text)
    assert not has_fix("pain-point-repeated", text + measured)


SHARED = """personas: [{id: c, name: Kim}]
touchpoints:
  - {id: a, name: A, stage: order}
  - {id: c, name: C, stage: order}
"""


def test_a_touchpoint_gets_no_id_of_its_own_where_its_flows_would_come_to_lead_astray() -> None:
    assert has_fix("id-repeated", SHARED)
    assert has_fix("id-repeated", SHARED + "flows: [{from: a, to: c}]\n")
    assert not has_fix("id-repeated", SHARED + "flows: [{from: c, to: c}]\n")
    assert not has_fix("id-repeated", SHARED + "flows: [{from: a, to: c}, {from: c, to: a}]\n")


def test_many_copies_become_one_together() -> None:
    steps = [f"{{id: {kind}{n}, name: Step {n}, stage: order}}" for n in range(40) for kind in "pq"]
    ways = [
        f"{{from: {one}{n}, to: {other}{n + 1}}}"
        for n in range(39)
        for one in "pq"
        for other in "pq"
    ]
    text = f"touchpoints: [{', '.join(steps)}]\nflows: [{', '.join(ways)}]\n"
    assert has_fix("duplicate-touchpoint", text)

    assumed = text.replace("stage: order}", "stage: order, assumption: true}", 30)
    more = ", ".join(f"{{id: z{n}, name: Z {n}, stage: collect}}" for n in range(12))
    assumed = assumed.replace("touchpoints: [", f"touchpoints: [{more}, ")
    assert has_fix("duplicate-touchpoint", assumed)
    guessed = assumed.replace("stage: collect}", "stage: collect, assumption: true}")
    assert not has_fix("duplicate-touchpoint", guessed)
