"""What a value is refused with: counts that no metric has, and lists where one value belongs."""

from typing import Any

import pytest
from pydantic import ValidationError

from journeymap.model.journey import JourneyMap, Reading
from journeymap.model.problems import problems


def said(record_type: type[Any], values: dict[str, Any]) -> list[str]:
    with pytest.raises(ValidationError) as error:
        record_type.model_validate(values)
    return [
        f"{'.'.join(map(str, problem.path))}: {problem.message}"
        for problem in problems(error.value)
    ]


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ({}, "these counts are empty; write “5: 12”, or a value instead"),
        (
            {"fans": "3"},
            "“fans” is counted by no metric; write scores, promoters, passives and detractors, "
            "or hits and of",
        ),
        ({"hits": "9", "of": "5"}, "9 hits of 5 are too many"),
    ],
)
def test_counts_that_no_metric_can_have_are_refused(counts: dict[str, Any], message: str) -> None:
    reading = {"metric": "m", "period": "2026", "counts": counts}
    assert said(Reading, reading) == [f"counts: {message}"]


@pytest.mark.parametrize("key", ["4.5", "nan", "1_000", "۵", "", "promoter", "99999"])
def test_a_score_is_a_whole_number(key: str) -> None:
    (message,) = said(Reading, {"metric": "m", "period": "2026", "counts": {key: 1}})
    assert message.startswith(f"counts: “{key}” is counted by no metric")


@pytest.mark.parametrize(
    "counts",
    [
        {"1": 3, "10": 0},
        {"-2": 1},
        {"promoters": 1, "passives": 0, "detractors": 2},
        {"hits": 5, "of": 5},
        {"hits": 3},
    ],
)
def test_counts_of_every_kind_of_metric_are_read(counts: dict[str, int]) -> None:
    assert Reading(metric="m", period="2026", counts=counts).counts == counts


@pytest.mark.parametrize(
    ("field", "value"),
    [("success", [3]), ("emotion", {"a": 1}), ("entry", ["true"]), ("kind", ["payment"])],
)
def test_a_list_where_one_value_belongs_is_called_a_list(field: str, value: object) -> None:
    touchpoint = {"id": "a", "name": "A", "stage": "s", field: value}
    what = "a list" if isinstance(value, list) else "a group of keys"
    assert said(JourneyMap, {"title": "x", "touchpoints": [touchpoint]}) == [
        f"touchpoints.0.{field}: this is {what}; one value belongs here"
    ]


def test_a_day_a_share_and_the_format_take_one_value_too() -> None:
    assert said(JourneyMap, {"title": "x", "reviewed": ["2026-10-01"], "format": [1]}) == [
        "format: this is a list; one value belongs here",
        "reviewed: this is a list; one value belongs here",
    ]
    persona = {"id": "p", "name": "P", "share": ["18%"]}
    assert said(JourneyMap, {"title": "x", "personas": [persona]}) == [
        "personas.0.share: this is a list; one value belongs here"
    ]
