"""Answers of a survey in which some people left the name of their segment blank."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from journeymap.metrics.importing import Prepared, Seen, Wish, prepared
from journeymap.metrics.plan import carried_out
from journeymap.metrics.sources import read
from journeymap.model.journey import JourneyMap
from journeymap.model.readings import Readings

MAP: dict[str, Any] = {
    "title": "Coffee",
    "stages": [{"id": "buy", "name": "Buy"}],
    "touchpoints": [{"id": "pay", "name": "Pay", "stage": "buy"}],
    "metrics": [
        {"id": "csat", "name": "CSAT", "kind": "csat", "formula": "top 2"},
        {"id": "nps", "name": "NPS", "kind": "nps"},
    ],
}
COLUMNS = {
    "Date": "period",
    "Touchpoint": "touchpoint",
    "Device": "segment.device",
    "Country": "segment.country",
    "Score": "question",
}


def bring(
    folder: Path, groups: Sequence[tuple[str, str, int, int]], metric: str = "csat", **wish: Any
) -> tuple[Prepared, Readings]:
    """A survey of groups (device, country, score, how many), and what the map measured then."""
    lines = ["Date,Touchpoint,Device,Country,Score"]
    for device, country, score, n in groups:
        lines += [f"2026-10-05,Pay,{device},{country},{score}"] * n
    path = folder / "answers.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    m = JourneyMap.model_validate(MAP)
    asked = Wish(shape="survey", columns=COLUMNS, answers={"Score": metric}, **wish)
    found = prepared(m, read(path), asked, Seen("answers.csv", "0" * 64))
    return found, Readings(carried_out(m, found.plan))


def test_those_who_left_their_device_blank_are_not_the_whole(tmp_path: Path) -> None:
    given = [("mobile", "", 5, 60), ("desktop", "", 5, 35), ("", "", 1, 10)]

    _, readings = bring(tmp_path, given)

    whole = readings.series("csat", "pay")[0]
    assert (whole.n, round(whole.value, 2)) == (105, round(100 * 95 / 105, 2))
    parts = [readings.series("csat", "pay", {"device": each})[0] for each in ("mobile", "desktop")]
    assert [each.n for each in parts] == [60, 35]


def test_with_two_names_every_part_that_one_leaves_blank_is_counted_from_all(
    tmp_path: Path,
) -> None:
    given = [("mobile", "IR", 5, 20), ("mobile", "TR", 4, 30), ("mobile", "", 1, 6),
             ("", "IR", 2, 7), ("", "", 3, 8)]  # fmt: skip

    _, readings = bring(tmp_path, given)

    def n(**segment: str) -> int | None:
        return readings.series("csat", "pay", segment)[0].n

    assert n() == 71
    assert n(device="mobile") == 56
    assert n(country="IR") == 27
    assert n(device="mobile", country="TR") == 30


def test_a_few_who_left_it_blank_are_kept_out_and_the_parts_make_the_whole(tmp_path: Path) -> None:
    given = [("mobile", "", 5, 60), ("desktop", "", 4, 35), ("", "", 1, 3)]

    found, readings = bring(tmp_path, given)

    assert found.plan.few == (1, 3)
    assert readings.series("csat", "pay")[0].n == 95


@pytest.mark.parametrize("fewest", [1, 2])
def test_whoever_keeps_nobody_out_has_them_in_the_whole(tmp_path: Path, fewest: int) -> None:
    given = [("mobile", "", 5, 60), ("", "", 1, 3)]

    _, readings = bring(tmp_path, given, fewest=fewest)

    assert readings.series("csat", "pay")[0].n == 63


def test_groups_of_recommendation_add_up_too(tmp_path: Path) -> None:
    given = [("mobile", "", 10, 40), ("mobile", "", 3, 10), ("", "", 8, 6), ("", "", 0, 4)]

    _, readings = bring(tmp_path, given, "nps")

    whole = readings.series("nps", "pay")[0]
    assert (whole.n, round(whole.value, 6)) == (60, round(100 * (40 - 14) / 60, 6))
