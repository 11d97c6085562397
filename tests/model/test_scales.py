"""What a metric's numbers mean: its formula and direction, the bands, and how a value is said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.journey import Metric
from journeymap.model.scales import band, better_of, formula_of, limits, spell, voice_of


def metric(kind: str, **fields: Any) -> Metric:
    return Metric.model_validate({"id": "m", "name": "M", "kind": kind, **fields})


@pytest.mark.parametrize(
    ("text", "name", "k"),
    [("top 2", "top", 2), ("Top-3", "top", 3), ("top2", "top", 2), ("top 2 box", "top", 2)],
)
def test_a_formula_is_read_as_people_write_it(text: str, name: str, k: int) -> None:
    assert formula_of(metric("csat", formula=text)) == (name, k)


def test_top_alone_means_two_only_where_five_scores_are() -> None:
    assert formula_of(metric("csat", formula="top")) == ("top", 2)
    assert formula_of(metric("csat", formula="top", scale=[1, 7])) is None


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
