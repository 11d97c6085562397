"""What counts are worth: known values, bounds, bands and words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.estimates import estimate, estimate_counts
from journeymap.model.formulas import best, nps, nps_groups, ratio
from journeymap.model.journey import Metric, Reading
from journeymap.model.scales import band, better_of, formula_of, limits, spell, voice_of

ANSWERS = {"1": 80, "2": 60, "3": 46, "4": 102, "5": 100}


def metric(kind: str, **fields: Any) -> Metric:
    return Metric.model_validate({"id": "m", "name": "M", "kind": kind, **fields})


def reading(**fields: Any) -> Reading:
    return Reading.model_validate({"metric": "m", "period": "2026-10", **fields})


# ---------------------------------------------------------------- values


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


@pytest.mark.parametrize(
    ("text", "name", "k"),
    [("top 2", "top", 2), ("Top-3", "top", 3), ("top2", "top", 2), ("top 2 box", "top", 2)],
)
def test_a_formula_is_read_as_people_write_it(text: str, name: str, k: int) -> None:
    assert formula_of(metric("csat", formula=text)) == (name, k)


def test_top_alone_means_two_only_where_five_scores_are() -> None:
    assert formula_of(metric("csat", formula="top")) == ("top", 2)
    assert formula_of(metric("csat", formula="top", scale=[1, 7])) is None


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


# ---------------------------------------------------------------- properties

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


@given(st.sampled_from(["higher", "lower"]), st.floats(0, 100), st.floats(0, 100))
def test_a_better_value_is_never_in_a_worse_band(better: str, one: float, other: float) -> None:
    target, alarm = (80, 60) if better == "higher" else (20, 40)
    m = metric("score", better=better, target=target, alarm=alarm)
    worse, good = sorted((one, other), reverse=better == "lower")
    rank = ["poor", "fair", "good"]
    assert rank.index(band(m, good)) >= rank.index(band(m, worse))


# ---------------------------------------------------------------- bands


@pytest.mark.parametrize(
    ("fields", "value", "wanted"),
    [
        ({"kind": "csat", "formula": "top 2"}, 80, "good"),
        ({"kind": "csat", "formula": "top 2"}, 60, "fair"),
        ({"kind": "csat", "formula": "top 2"}, 59.9, "poor"),
        ({"kind": "csat", "formula": "rescaled"}, 30, "plain"),
        ({"kind": "csat", "formula": "rescaled", "target": 55, "alarm": 40}, 30, "poor"),
        ({"kind": "ces", "scale": [1, 7], "better": "higher"}, 5.5, "good"),
        ({"kind": "ces", "scale": [1, 7], "better": "higher"}, 4.5, "fair"),
        ({"kind": "ces", "scale": [1, 7], "better": "higher"}, 4.4, "poor"),
        ({"kind": "ces", "scale": [1, 7], "better": "lower"}, 2.5, "good"),
        ({"kind": "ces", "scale": [1, 5], "better": "higher"}, 4, "good"),
        ({"kind": "ces", "scale": [1, 7]}, 7, "plain"),
        ({"kind": "ces", "better": "higher"}, 7, "plain"),
        ({"kind": "nps"}, 50, "plain"),
        ({"kind": "ratio", "measure": "abandonment", "target": 0.15, "alarm": 0.3}, 0.15, "good"),
        ({"kind": "ratio", "measure": "abandonment", "target": 0.15, "alarm": 0.3}, 0.3, "fair"),
        ({"kind": "ratio", "measure": "abandonment", "target": 0.15, "alarm": 0.3}, 0.31, "poor"),
        ({"kind": "ratio", "measure": "churn", "alarm": 0.3}, 0.1, "plain"),
        ({"kind": "ratio", "measure": "churn", "target": 0.1}, 0.9, "fair"),
        ({"kind": "duration", "measure": "lcp", "unit": "s"}, 2.5, "good"),
        ({"kind": "duration", "measure": "lcp", "unit": "ms"}, 3900, "fair"),
        ({"kind": "duration", "measure": "lcp"}, 4.1, "poor"),
        ({"kind": "duration", "measure": "lcp", "stat": "mean"}, 4.1, "plain"),
        ({"kind": "duration", "measure": "inp"}, 501, "poor"),
        ({"kind": "score", "measure": "cls"}, 0.2, "fair"),
        ({"kind": "duration", "measure": "load_time"}, 2, "good"),
        ({"kind": "duration", "measure": "load_time"}, 9, "fair"),
        ({"kind": "count"}, 9, "plain"),
        ({"kind": "score", "target": 8, "alarm": 5}, 4, "poor"),
    ],
)
def test_a_value_is_banded_by_its_target_or_by_what_is_typical(
    fields: dict[str, Any], value: float, wanted: str
) -> None:
    assert band(metric(**fields), value) == wanted


def test_a_segment_may_have_its_own_target() -> None:
    m = metric(
        "score",
        better="higher",
        target=80,
        alarm=60,
        targets=[{"segment": {"device": "mobile"}, "target": 70, "alarm": 50}],
    )
    assert limits(m, {"device": "mobile", "city": "Kerman"}) == (70, 50)
    assert band(m, 75, {"device": "mobile"}) == "good"
    assert band(m, 75) == "fair"


def test_the_direction_follows_from_what_is_measured() -> None:
    assert better_of(metric("ratio", measure="churn")) == "lower"
    assert better_of(metric("nps")) == "higher"
    assert better_of(metric("ces")) is None
    assert better_of(metric("count", target=10, alarm=20)) == "lower"


def test_answers_are_x_data_and_behaviour_is_o_data_unless_said() -> None:
    assert voice_of(metric("csat")) == "x"
    assert voice_of(metric("score")) == "x"
    assert voice_of(metric("score", measure="cls")) == "o"
    assert voice_of(metric("ratio")) == "o"
    assert voice_of(metric("ratio", voice="x")) == "x"


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("fields", "value", "lang", "said"),
    [
        ({"kind": "csat", "formula": "top 2"}, 52.06, "en", "52"),
        ({"kind": "csat", "formula": "mean"}, 3.21, "en", "3.2"),
        ({"kind": "ratio"}, 0.182, "en", "18.2%"),
        ({"kind": "ratio"}, 0.0004, "en", "0.04%"),
        ({"kind": "nps"}, -35.9, "en", "−36"),
        ({"kind": "nps"}, -0.2, "en", "0"),
        ({"kind": "duration", "unit": "s"}, 3.4, "en", "3.4 s"),
        ({"kind": "duration", "unit": "ms"}, 184.6, "en", "185 ms"),
        ({"kind": "count"}, 31106, "en", "31,106"),
        ({"kind": "amount", "unit": "€"}, 12.5, "en", "12.5 €"),
        ({"kind": "csat", "formula": "top 2"}, 52.06, "fa", "۵۲"),
        ({"kind": "ratio"}, 0.182, "fa", "۱۸٫۲٪"),
        ({"kind": "csat", "formula": "mean"}, 3.21, "de", "3,2"),
    ],
)
def test_a_value_is_written_as_people_write_it(
    fields: dict[str, Any], value: float, lang: str, said: str
) -> None:
    assert spell(metric(**fields), value, lang) == said
