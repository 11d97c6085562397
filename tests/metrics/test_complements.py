"""What is kept out with too small a group, so that no subtraction tells it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.metrics.importing import Prepared, Seen, Wish, prepared
from journeymap.metrics.plan import carried_out
from journeymap.metrics.sources import read
from journeymap.model.journey import JourneyMap

MAP: dict[str, Any] = {
    "title": "Coffee",
    "stages": [{"id": "buy", "name": "Buy"}],
    "touchpoints": [
        {"id": "cart", "name": "Cart", "stage": "buy"},
        {"id": "pay", "name": "Pay", "stage": "buy"},
        {"id": "pick", "name": "Pick up", "stage": "buy"},
    ],
    "metrics": [{"id": "csat", "name": "CSAT", "kind": "csat", "better": "higher"}],
}
HEAD = "touchpoint,metric,value,n,period,segment.device,segment.country\n"


def bring(folder: Path, rows: Sequence[str], readings: Sequence[Any] = (), **wish: Any) -> Prepared:
    path = folder / "october.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")
    m = JourneyMap.model_validate({**MAP, "readings": readings})
    return prepared(m, read(path), Wish(**wish), Seen("october.csv", "0" * 64))


def told(found: Prepared) -> tuple[set[int | None], set[int | None]]:
    """How many stand behind what comes in, and behind what is kept out beside the few."""
    plan = found.plan
    return {each.reading.n for each in plan.new}, {each.reading.n for each in plan.beside}


@pytest.mark.parametrize(
    ("rows", "comes_in", "kept_out"),
    [
        # three answers from desktops = all answers less those from phones and tablets
        (["pay,csat,60,100,2026-10,,", "pay,csat,61,80,2026-10,phone,",
          "pay,csat,62,17,2026-10,tablet,", "pay,csat,1,3,2026-10,desktop,"], {100, 80}, {17}),
        # two small groups are six people together: enough
        (["pay,csat,60,100,2026-10,,", "pay,csat,61,94,2026-10,phone,",
          "pay,csat,62,3,2026-10,tablet,", "pay,csat,1,3,2026-10,desktop,"], {100, 94}, set()),
        # without a total there is nothing to subtract from
        (["pay,csat,61,97,2026-10,phone,", "pay,csat,1,3,2026-10,desktop,"], {97}, set()),
        # the total holds twenty of whom no device is known
        (["pay,csat,60,120,2026-10,,", "pay,csat,61,97,2026-10,phone,",
          "pay,csat,1,3,2026-10,desktop,"], {120, 97}, set()),
        # months of a quarter
        (["pay,csat,60,90,2026-Q4,,", "pay,csat,61,50,2026-10,,", "pay,csat,62,38,2026-11,,",
          "pay,csat,1,2,2026-12,,"], {90, 50}, {38}),
        # touchpoints of a stage, and of the whole map
        (["buy,csat,60,90,2026-10,,", "pay,csat,61,50,2026-10,,", "cart,csat,62,38,2026-10,,",
          "pick,csat,1,2,2026-10,,"], {90, 50}, {38}),
        # without n nobody can subtract
        (["pay,csat,60,,2026-10,,", "pay,csat,61,97,2026-10,phone,",
          "pay,csat,1,3,2026-10,desktop,"], {None, 97}, set()),
    ],
)  # fmt: skip
def test_the_smallest_group_beside_too_few_is_kept_out_with_them(
    tmp_path: Path, rows: list[str], comes_in: set[int | None], kept_out: set[int | None]
) -> None:
    assert told(bring(tmp_path, rows)) == (comes_in, kept_out)


def test_where_the_map_shows_the_other_groups_the_total_is_kept_out(tmp_path: Path) -> None:
    phone = {"metric": "csat", "at": "pay", "period": "2026-10", "value": 61, "n": 97,
             "segment": {"device": "phone"}}  # fmt: skip
    rows = ["pay,csat,60,100,2026-10,,", "pay,csat,1,3,2026-10,desktop,"]

    assert told(bring(tmp_path, rows, [phone])) == (set(), {100})


def test_a_total_that_may_be_taken_from_the_file_counts_as_well(tmp_path: Path) -> None:
    total = {"metric": "csat", "at": "pay", "period": "2026-10", "value": 61, "n": 500}
    rows = ["pay,csat,60,100,2026-10,,", "pay,csat,61,97,2026-10,phone,",
            "pay,csat,1,3,2026-10,desktop,"]  # fmt: skip

    found = bring(tmp_path, rows, [total])

    assert len(found.plan.conflicting) == 1
    assert told(found) == (set(), {97})


def test_whoever_tells_single_people_has_nothing_kept_out(tmp_path: Path) -> None:
    rows = ["pay,csat,60,100,2026-10,,", "pay,csat,61,97,2026-10,phone,",
            "pay,csat,1,3,2026-10,desktop,"]  # fmt: skip

    assert told(bring(tmp_path, rows, fewest=1)) == ({100, 97, 3}, set())


def test_a_group_that_is_kept_out_for_another_cannot_be_told_either(tmp_path: Path) -> None:
    sizes = {("phone", "IR"): 3, ("phone", "TR"): 40, ("desktop", "IR"): 50, ("desktop", "TR"): 60}
    rows = [f"pay,csat,60,{n},2026-10,{device},{where}" for (device, where), n in sizes.items()]
    rows += ["pay,csat,60,43,2026-10,phone,", "pay,csat,60,110,2026-10,desktop,",
             "pay,csat,60,53,2026-10,,IR", "pay,csat,60,100,2026-10,,TR"]  # fmt: skip

    comes_in, kept_out = told(bring(tmp_path, rows))

    assert kept_out == {40, 50, 60}  # with one of them shown all others follow
    assert comes_in == {43, 110, 53, 100}


@given(st.lists(st.integers(1, 12), min_size=2, max_size=6))
def test_no_subtraction_from_a_total_leaves_a_few(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int]
) -> None:
    rows = [f"pay,csat,60,{sum(sizes)},2026-10,,"]
    rows += [f"pay,csat,60,{n},2026-10,d{place}," for place, n in enumerate(sizes)]
    found = bring(tmp_path_factory.mktemp("sizes"), rows)
    m = carried_out(JourneyMap.model_validate(MAP), found.plan)

    totals = [each.n or 0 for each in m.readings if not each.segment]
    parts = [each.n or 0 for each in m.readings if each.segment]

    assert all(not 0 < total - sum(parts) < 5 for total in totals)
    assert all(n >= 5 for n in parts)


def test_what_was_kept_out_before_is_not_told_by_the_total_of_today(tmp_path: Path) -> None:
    parts = ["pay,csat,61,97,2026-10,phone,", "pay,csat,1,3,2026-10,desktop,"]
    first = carried_out(JourneyMap.model_validate(MAP), bring(tmp_path, parts).plan)

    later = bring(tmp_path, ["pay,csat,60,100,2026-10,,"], first.readings)

    assert told(later) == (set(), {100})


def test_the_quarter_does_not_tell_the_month_that_was_kept_out_before(tmp_path: Path) -> None:
    months = ["pay,csat,61,50,2026-10,,", "pay,csat,62,38,2026-11,,", "pay,csat,1,2,2026-12,,"]
    first = carried_out(JourneyMap.model_validate(MAP), bring(tmp_path, months).plan)

    later = bring(tmp_path, ["pay,csat,60,90,2026-Q4,,"], first.readings)

    assert told(later) == (set(), {90})


def test_another_way_of_cutting_gives_no_total_to_subtract_from(tmp_path: Path) -> None:
    rows = ["pay,csat,61,97,2026-10,phone,", "pay,csat,1,3,2026-10,desktop,",
            "pay,csat,60,60,2026-10,,IR", "pay,csat,60,40,2026-10,,TR"]  # fmt: skip

    comes_in, _ = told(bring(tmp_path, rows))

    assert comes_in in ({97, 60}, {60, 40}, {97, 40}, {60})


def test_two_questions_of_a_stage_may_differ_by_a_few(tmp_path: Path) -> None:
    rows = ["buy,csat,60,100,2026-10,,", "pay,csat,61,97,2026-10,,"]

    assert told(bring(tmp_path, rows)) == ({100, 97}, set())


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 2)), min_size=2, max_size=6),
       st.integers(0, 2))  # fmt: skip
def test_no_order_of_imports_leaves_a_few(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[tuple[int, int]], when: int
) -> None:
    rows = [(f"pay,csat,60,{sum(n for n, _ in sizes)},2026-10,,", when)]
    rows += [(f"pay,csat,60,{n},2026-10,d{place},", day) for place, (n, day) in enumerate(sizes)]
    m = JourneyMap.model_validate(MAP)
    for day in range(3):
        if today := [row for row, its in rows if its == day]:
            found = bring(tmp_path_factory.mktemp("sizes"), today, m.readings)
            m = carried_out(m, found.plan)

    totals = [each.n or 0 for each in m.readings if not each.segment]
    parts = [each.n or 0 for each in m.readings if each.segment]

    assert all(not 0 < total - sum(parts) < 5 for total in totals)
    assert all(n >= 5 for n in parts)
