"""Intervals against values from the books, and their bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.intervals import (
    Interval,
    mean_and_sd,
    mean_interval,
    net_interval,
    t_quantile,
    wilson,
)


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(1, 12.7062), (3, 3.1824), (6, 2.4469), (10, 2.2281), (30, 2.0423), (120, 1.9799)],
)
def test_quantiles_of_students_t(freedom: int, quantile: float) -> None:
    assert t_quantile(freedom) == pytest.approx(quantile, abs=2e-4)


@given(st.integers(1, 2_000))
def test_quantiles_fall_with_freedom_and_stay_above_the_normal_one(freedom: int) -> None:
    assert 1.9599 < t_quantile(freedom + 1) < t_quantile(freedom)


def test_one_answer_has_no_interval() -> None:
    assert mean_interval(4, 0, 1) is None


def test_mean_and_sd_of_counts() -> None:
    assert mean_and_sd({1.0: 1, 2.0: 1, 3.0: 1}) == pytest.approx((2, 1, 3))
    assert mean_and_sd({}) is None


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_newcombes_worked_examples(
    hits: int, of: int, low: float, high: float
) -> None:
    # R. Newcombe, Two-sided confidence intervals for the single proportion (1998), method 3
    assert wilson(hits, of) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 10_000), st.data())
def test_wilson_holds_the_share_and_stays_between_0_and_1(of: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, of))
    found = wilson(hits, of)
    assert found
    assert 0 <= found.low <= hits / of + 1e-12
    assert hits / of - 1e-12 <= found.high <= 1


@pytest.mark.parametrize(("hits", "of"), [(0, 0), (3, 2), (-1, 5)])
def test_an_impossible_share_has_no_interval(hits: int, of: int) -> None:
    assert wilson(hits, of) is None


def test_a_few_promoters_in_a_row_are_not_certainty() -> None:
    found = net_interval(5, 0, 0)
    assert found
    assert found.high == 100
    assert found.low < 50


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_more_of_the_same_answers_are_surer(p: int, m: int, d: int) -> None:
    once, twice = net_interval(p, m, d), net_interval(p * 4, m * 4, d * 4)
    if once is None or twice is None:
        assert p + m + d == 0
    else:
        assert twice.high - twice.low <= once.high - once.low + 1e-9


def test_a_mapped_interval_stays_in_order() -> None:
    assert Interval(1, 3).mapped(-2, 10) == (4, 8)
    assert Interval(-5, 130).clamped(0, 100) == (0, 100)
