"""The fields of many records at one go are those of the records one by one."""

from __future__ import annotations

import pytest
from hypothesis import given

from journeymap.model.columns import aligned, columns, extras
from journeymap.model.journey import Flow, JourneyMap, Touchpoint
from tests.strategies import maps


@given(maps(most=6))
def test_the_values_are_those_of_the_records_in_their_order(m: JourneyMap) -> None:
    for names in ((), ("name",), ("name", "stage", "emotion", "personas")):
        whole = aligned(m.touchpoints, names)
        filled = list(columns(m.touchpoints, names))

        assert whole == [tuple(getattr(t, name) for t in m.touchpoints) for name in names]
        assert filled == [[v for t in m.touchpoints if (v := getattr(t, n))] for n in names]


@pytest.mark.parametrize("names", [(), ("source",), ("source", "target", "kind")])
def test_of_no_records_there_is_an_empty_column_for_each_field(names: tuple[str, ...]) -> None:
    none: tuple[Flow, ...] = ()

    assert aligned(none, names) == [() for _ in names]
    assert list(columns(none, names)) == [[] for _ in names]
    assert extras(none) == []


def test_keys_of_peoples_own_are_told_of_the_records_that_have_some() -> None:
    plain = Touchpoint(id="a", name="A", stage="s")
    own = Touchpoint.model_validate({"id": "b", "name": "B", "stage": "s", "x-ticket": "12"})

    assert extras((plain, own)) == [{"x-ticket": "12"}]
