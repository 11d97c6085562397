"""What counts are worth: known values, bounds, and what nothing is said of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.estimates import estimate, estimate_counts
from journeymap.model.formulas import best, nps, nps_groups, ratio
from journeymap.model.journey import Reading
from tests.model.test_scales import metric

ANSWERS = {"1": 80, "2": 60, "3": 46, "4": 102, "5": 100}


def reading(**fields: Any) -> Reading:
    return Reading.model_validate({"metric": "m", "period": "2026-10", **fields})


@pytest.mark.parametrize(
    ("formula", "value"), [("top 2", 52), ("rescaled", 55), ("share_of_max", 64)]
)
def test_the_same_answers_give_three_csats(formula: str, value: int) -> None:
    found = estimate_counts(metric("csat", formula=formula, scale=[1, 5]), ANSWERS)
    assert found
    assert (round(found.value), found.n) == (value, 388)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high


def test_csat_without_a_formula_is_unknown() -> None:
    assert estimate_counts(metric("csat"), ANSWERS) is None
    assert estimate_counts(metric("csat", formula="magic"), ANSWERS) is None


def test_csat_counts_the_low_scores_where_low_is_good() -> None:
    found = estimate_counts(metric("csat", formula="top 2", better="lower"), ANSWERS)
    assert found
    assert found.value == pytest.approx(100 * 140 / 388)


def test_top_two_of_seven_leaves_the_fifth_out() -> None:
    assert best({5: 10, 6: 20, 7: 10}, (1, 7), 2, low_is_good=False) == 30
    assert best({5: 10, 6: 20, 7: 10}, (1, 7), 3, low_is_good=False) == 40


def test_effort_by_each_formula() -> None:
    seven = {"1": 5, "2": 5, "3": 10, "4": 20, "5": 20, "6": 25, "7": 15}

    def value(formula: str, better: str) -> float:
        m = metric("ces", formula=formula, scale=[1, 7], better=better)
        found = estimate_counts(m, seven)
        assert found
        return found.value

    assert value("mean", "higher") == pytest.approx(4.8)
    assert value("agree", "higher") == 40
    assert value("agree", "lower") == 10
    assert value("net", "higher") == 40
    assert value("net", "lower") == -40


def test_effort_without_a_direction_has_a_mean_and_nothing_else() -> None:
    assert estimate_counts(metric("ces", formula="mean", scale=[1, 7]), {"4": 3})
    assert estimate_counts(metric("ces", formula="agree", scale=[1, 7]), {"7": 3}) is None


def test_nps_of_a_survey() -> None:
    assert nps(50, 30, 20) == 30
    found = estimate_counts(metric("nps"), {"promoters": 500, "passives": 300, "detractors": 200})
    assert found
    assert found.value == 30
    # 100 · 1.96 · √((0.5 + 0.2 − 0.09) / 1000) = 4.84
    assert found.low == pytest.approx(30 - 4.84, abs=0.01)
    assert found.high == pytest.approx(30 + 4.84, abs=0.01)


def test_nps_takes_scores_as_well_as_groups() -> None:
    assert nps_groups({"10": 1, "9": 2, "8": 3, "7": 4, "6": 5, "0": 6}) == (3, 7, 11)


def test_a_share_of_behaviour_is_as_sure_as_one_of_answers() -> None:
    counts = {"hits": 182, "of": 1000}
    seen = estimate_counts(metric("ratio", measure="conversion"), counts)
    sampled = estimate_counts(metric("ratio", measure="conversion", voice="x"), counts)
    assert seen == sampled
    assert estimate(metric("ratio"), Reading(metric="m", period="2026-10", value=0.182)) == (
        0.182,
        None,
        None,
        None,
    )
    assert sampled
    assert sampled.low == pytest.approx(0.1593, abs=0.0005)
    assert sampled.high == pytest.approx(0.2071, abs=0.0005)


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("ratio", {"hits": 0, "of": 0}),
        ("ratio", {"hits": 3}),
        ("nps", {}),
        ("csat", {"promoters": 4}),
        ("csat", {"5": 0}),
        ("csat", {"9": 12}),
        ("duration", {"3": 1}),
    ],
)
def test_counts_that_say_nothing_give_no_value(kind: str, counts: dict[str, int]) -> None:
    assert estimate_counts(metric(kind, formula="top 2"), counts) is None


def test_nothing_of_nothing_is_no_ratio() -> None:
    assert ratio(0, 0) is None
    assert ratio(1, 4) == 0.25


def test_a_bare_value_has_no_interval() -> None:
    assert estimate(metric("score"), reading(value=4.2)) == (4.2, None, None, None)


def test_a_mean_with_sd_and_n_has_the_t_interval() -> None:
    found = estimate(metric("score"), reading(value=10, sd=2, n=11))
    assert found
    assert found.low == pytest.approx(10 - 2.2281 * 2 / 11**0.5, abs=1e-3)


def test_a_percentile_has_no_t_interval() -> None:
    assert estimate(metric("duration", stat="p75"), reading(value=10, sd=2, n=11)) == (
        10,
        11,
        None,
        None,
    )


def test_a_share_with_its_n_is_a_count_in_disguise() -> None:
    m = metric("csat", formula="top 2")
    assert estimate(m, reading(value=50, n=40)) == pytest.approx(
        estimate_counts(m, {"1": 20, "5": 20})
    )


counts_of_five = st.dictionaries(st.sampled_from("12345"), st.integers(0, 400), min_size=1)


FORMULAS = ["top 1", "top 2", "rescaled", "share_of_max"]


@given(counts_of_five, st.sampled_from(FORMULAS), st.sampled_from(["higher", "lower"]))
def test_csat_and_its_interval_stay_on_the_scale(
    counts: dict[str, int], formula: str, better: str
) -> None:
    found = estimate_counts(metric("csat", formula=formula, better=better), counts)
    unknown = sum(counts.values()) == 0 or (formula == "share_of_max" and better == "lower")
    assert (found is None) == unknown
    if found:
        low = found.value if found.low is None else found.low
        high = found.value if found.high is None else found.high
        assert -1e-9 <= low <= found.value <= high <= 100 + 1e-9


@given(counts_of_five, st.sampled_from(FORMULAS), st.sampled_from("1234"))
def test_a_better_answer_never_lowers_csat(
    counts: dict[str, int], formula: str, lower: str
) -> None:
    m = metric("csat", formula=formula)
    counts = {**counts, lower: counts.get(lower, 0) + 1}
    raised = {**counts, lower: counts[lower] - 1}
    higher = str(int(lower) + 1)
    raised[higher] = raised.get(higher, 0) + 1
    before, after = estimate_counts(m, counts), estimate_counts(m, raised)
    assert before
    assert after
    assert after.value >= before.value - 1e-9


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_nps_mirrors_and_stays_within_its_interval(p: int, m: int, d: int) -> None:
    there = estimate_counts(metric("nps"), {"promoters": p, "passives": m, "detractors": d})
    back = estimate_counts(metric("nps"), {"promoters": d, "passives": m, "detractors": p})
    if there is None or back is None:
        assert p + m + d == 0
        return
    assert there.value == pytest.approx(-back.value)
    assert there.low is not None
    assert there.high is not None
    assert -100 <= there.low <= there.value <= there.high <= 100
