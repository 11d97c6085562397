"""Percentages: read where a number is a share, refused where they are wrong by a factor of 100."""

from typing import Any

import pytest
from pydantic import ValidationError

from journeymap.files.problems import Unreadable
from journeymap.files.readings import read_readings
from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Metric, Reading
from journeymap.model.problems import Refused, problems

SAID = "only ratios are shares; write 80, not 80%"


def read(kind: str, **lists: Any) -> JourneyMap:
    metric = {"id": "m", "name": "M", "kind": kind, **lists.pop("metric", {})}
    return JourneyMap.model_validate({"title": "x", "metrics": [metric], **lists})


AT = [
    ({"metric": {"target": "80%"}}, ("metrics", 0, "target")),
    ({"metric": {"benchmark": "80 %"}}, ("metrics", 0, "benchmark")),
    (
        {"metric": {"targets": [{"segment": {"device": "mobile"}, "alarm": "80%"}]}},
        ("metrics", 0, "targets", 0, "alarm"),
    ),
    (
        {"readings": [{"metric": "m", "period": "2026", "value": "80%"}]},
        ("readings", 0, "value"),
    ),
    (
        {"opportunities": [{"id": "o", "name": "O", "aims": {"metric": "m", "to": "80%"}}]},
        ("opportunities", 0, "aims", "to"),
    ),
]


@pytest.mark.parametrize(("lists", "path"), AT)
def test_a_percentage_on_a_metric_that_is_no_share_is_refused_where_it_stands(
    lists: dict[str, Any], path: tuple[str | int, ...]
) -> None:
    with pytest.raises(ValidationError) as error:
        read("csat", **lists)
    (problem,) = problems(error.value)
    assert problem.path == path
    assert str(problem.message).replace(" %", "%") == SAID


@pytest.mark.parametrize(("lists", "path"), AT)
def test_a_percentage_of_a_ratio_is_a_share(
    lists: dict[str, Any], path: tuple[str | int, ...]
) -> None:
    value: Any = read("ratio", **lists)
    for part in path:
        value = (
            value[part] if isinstance(part, int) else getattr(value, {"to": "goal"}.get(part, part))
        )
    assert value == 0.8


def test_a_reading_whose_metric_is_missing_is_read_as_it_stands() -> None:
    m = read("csat", readings=[{"metric": "gone", "period": "2026", "value": "80%"}])
    assert m.readings[0].value == 0.8


def test_an_edit_is_refused_like_a_file() -> None:
    metric = Metric(id="m", name="M", kind="csat")
    m = JourneyMap(
        title="x", metrics=(metric,), readings=(Reading(metric="m", period="2026", value=1),)
    )
    for key, values in (("m", {"target": "80%"}), ("m@@2026", {"value": "80%"})):
        with pytest.raises(Refused, match=SAID):
            edits.change(m, key, **values)
    assert edits.change(m, "m", kind="ratio", target="80%").metrics[0].target == 0.8


def test_readings_beside_the_map_are_read_with_its_metrics() -> None:
    data = b"metric,at,period,value\nm,,2026,80%\n"
    with pytest.raises(Unreadable, match="only ratios are shares"):
        read_readings(data, "shop.csv", (Metric(id="m", name="M", kind="nps"),))
    (reading,) = read_readings(data, "shop.csv", (Metric(id="m", name="M", kind="ratio"),))
    assert reading.value == 0.8
