"""From the rows of a source to readings, and from those to what an import would change."""

from __future__ import annotations

from typing import Any

import pytest

from journeymap.metrics.matching import Match
from journeymap.metrics.plan import Few, Plan, carried_out, conflicts, planned
from journeymap.metrics.readings import Made, Meant, readings_of, rows_of
from journeymap.metrics.table import Answers, LongRow
from journeymap.model.document import Document
from journeymap.model.journey import JourneyMap, Reading, Source
from journeymap.model.text import M

PLACES = {"Cart": Match("cart", "alike"), "": Match("", "kept"), "Old": Match(None, "kept")}
METRICS = {name: Match(name, "id") for name in ("csat", "nps", "done", "wait", "ces", "spent")}
VALUES: dict[str, Any] = {
    "title": "Coffee",
    "stages": [{"id": "buy", "name": "Buy"}],
    "touchpoints": [{"id": "cart", "name": "Cart", "stage": "buy"}],
    "metrics": [
        {"id": "csat", "name": "CSAT", "kind": "csat", "better": "higher", "formula": "top 2",
         "scale": [1, 5], "segments": {"device": ["Mobile", "Desktop"]}},
        {"id": "nps", "name": "NPS", "kind": "nps", "better": "higher"},
        {"id": "done", "name": "Done", "kind": "ratio", "better": "higher"},
        {"id": "wait", "name": "Wait", "kind": "duration", "better": "lower"},
        {"id": "ces", "name": "CES", "kind": "ces", "better": "higher", "scale": [1, 7]},
        {"id": "spent", "name": "Spent", "kind": "amount", "better": "higher"},
    ],
    "readings": [
        {"metric": "csat", "at": "cart", "period": "2026-09", "counts": {"4": 20},
         "source": "poll"},
        {"metric": "done", "at": "cart", "period": "2026-10", "value": 0.5},
        {"metric": "wait", "period": "2026-10", "value": 40},
    ],
}  # fmt: skip
MAP = JourneyMap.model_validate(VALUES)
MEANT = Meant(PLACES, METRICS, "poll", "2026-10")


def row(metric: str, at: str = "Cart", line: int = 2, **given: Any) -> LongRow:
    return LongRow(line, at, metric, **given)


def made(*rows: LongRow, m: JourneyMap = MAP, meant: Meant = MEANT) -> Made:
    return readings_of(rows, meant, m)


def plan_of(*rows: LongRow) -> Plan:
    return planned(MAP, made(*rows))


# ---------------------------------------------------------------- readings


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (row("csat", counts={"1": 3, "5": 9}), {"counts": {"1": 3, "5": 9}}),
        (row("csat", value=85.0, n=40, percent=True), {"value": 85, "n": 40}),
        (row("done", hits=3, of=12), {"counts": {"hits": 3, "of": 12}}),
        (row("done", value=7.0, percent=True), {"value": 0.07}),
        (row("done", value=0.07), {"value": 0.07}),
        (row("nps", counts={"0": 1, "6": 1, "7": 2, "10": 4}),
         {"counts": {"promoters": 4, "passives": 2, "detractors": 2}}),
        (row("spent", value=-3.5, sd=1.0, n=9), {"value": -3.5, "sd": 1, "n": 9}),
    ],
)  # fmt: skip
def test_a_value_is_written_as_its_metric_has_it(given: LongRow, expected: Any) -> None:
    (found,) = made(given).readings

    assert found.reading == Reading(
        metric=given.metric, at="cart", period="2026-10", source="poll", **expected
    )
    assert found.lines == (2,)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (row("csat", counts={"6": 1}), "CSAT: the score 6 is not on the scale from 1 to 5"),
        (row("csat", value=120.0), "CSAT: 120 does not lie between 0 and 100"),
        (row("done", value=85.0), "85 is no share: write 85 % or 0.85"),
        (row("done", hits=5, of=3), "5 of 3 is no share"),
        (row("done", hits=0, of=0), "0 of 0 is no share"),
        (row("wait", hits=1, of=2), "hits of all are given, and Wait is no share"),
        (row("wait", counts={"1": 2}), "answers by score are given, and Wait has none"),
        (row("wait", value=-1.0), "-1 is impossible for Wait"),
        (row("nps", value=140.0), "NPS: 140 does not lie between -100 and 100"),
    ],
)
def test_what_a_metric_cannot_have_is_left_out_with_its_line(given: LongRow, words: str) -> None:
    found = made(given, row("spent", line=9, value=1.0))

    assert [(each.line, str(each.reason).replace("−", "-")) for each in found.outside] == [
        (2, words)
    ]
    assert len(found.readings) == 1


def test_counts_of_the_same_thing_add_up_and_keep_their_lines() -> None:
    found = made(
        row("csat", line=2, counts={"4": 3}),
        row("csat", line=3, counts={"4": 1, "5": 7}),
        row("done", line=4, hits=1, of=10),
        row("done", line=5, hits=2, of=20),
    )

    assert [each.reading.counts for each in found.readings] == [
        {"4": 4, "5": 7},
        {"hits": 3, "of": 30},
    ]
    assert [each.lines for each in found.readings] == [(2, 3), (4, 5)]


def test_two_values_of_the_same_thing_are_both_left_out() -> None:
    found = made(row("wait", line=2, value=30.0), row("wait", line=7, value=31.0))

    assert found.readings == ()
    assert [each.line for each in found.unusable] == [2, 7]


def test_a_value_that_is_there_twice_is_taken_once() -> None:
    (found,) = made(row("wait", line=2, value=30.0), row("wait", line=7, value=30.0)).readings

    assert found.lines == (2, 7)


def test_a_row_without_a_place_on_the_map_is_passed_over() -> None:
    found = made(row("wait", at="Old", value=1.0), row("wait", at="Unknown", value=1.0))

    assert found == Made(())


def test_the_whole_map_is_a_place() -> None:
    (found,) = made(row("wait", at="", value=1.0)).readings

    assert found.reading.at is None


@pytest.mark.parametrize(
    ("period", "calendar", "of_map", "expected"),
    [
        ("2026-08", "gregorian", "gregorian", "2026-08"),
        ("", "gregorian", "gregorian", "2026-10"),
        ("1405-07-01", "jalali", "gregorian", "2026-09-23"),
        ("1405-07", "jalali", "gregorian", "2026-09-23..2026-10-22"),
        ("1405-07", "jalali", "jalali", "1405-07"),
        ("2026-08", "gregorian", "jalali", "2026-08"),
    ],
)
def test_a_period_is_written_in_a_calendar_of_the_map(
    period: str, calendar: Any, of_map: str, expected: str
) -> None:
    m = MAP.model_copy(update={"calendar": of_map})

    (found,) = made(row("wait", value=1.0, period=period, calendar=calendar), m=m).readings

    assert found.reading.period == expected


@pytest.mark.parametrize(
    ("period", "words"),
    [("", "no period is stated"), ("2026-02-30", "is no period"), ("soon", "is no period")],
)
def test_a_row_that_belongs_to_no_time_is_left_out(period: str, words: str) -> None:
    found = made(row("wait", value=1.0, period=period), meant=MEANT._replace(period=""))

    assert found.readings == ()
    assert words in str(found.unusable[0].reason)


def test_a_segment_is_written_as_the_metric_has_it() -> None:
    (found,) = made(
        row("csat", value=80.0, segment=(("Device", "mobile"), ("city", "Ry")))
    ).readings

    assert found.reading.segment == {"device": "Mobile", "city": "Ry"}


def test_a_segment_no_file_can_hold_is_refused_in_words() -> None:
    found = made(row("csat", value=80.0, segment=(("device", "a\x00b"),)))

    assert found.readings == ()
    assert len(found.unusable) == 1


def test_answers_of_a_survey_are_rows() -> None:
    answers = Answers("csat", "Cart", "2026-07", "gregorian", (("device", "Mobile"),), {5: 6, 1: 2})

    (found,) = made(*rows_of([answers])).readings

    assert found.reading.counts == {"5": 6, "1": 2}
    assert (found.reading.period, found.lines) == ("2026-07", ())


# ---------------------------------------------------------------- plan


def test_a_plan_tells_new_from_changed_conflicting_and_same() -> None:
    plan = plan_of(
        row("csat", counts={"5": 9}),
        row("csat", period="2026-09", counts={"4": 25}),
        row("done", value=0.6),
        row("wait", at="", value=40.0),
    )

    assert [each.reading.period for each in plan.new] == ["2026-10"]
    assert [(each.before.counts, each.after.reading.counts) for each in plan.changed] == [
        ({"4": 20}, {"4": 25})
    ]
    assert [each.before.value for each in plan.conflicting] == [0.5]
    assert plan.same == 1


def test_readings_of_fewer_than_five_people_stay_out() -> None:
    plan = plan_of(
        row("csat", counts={"5": 4}),
        row("nps", value=3.0, n=2),
        row("done", hits=1, of=4, period="2026-08"),
        row("spent", value=3.0),
        row("ces", value=5.0, n=5),
    )

    assert plan.few == Few(3, 10)
    assert [each.reading.metric for each in plan.new] == ["spent", "ces"]


def test_an_import_is_one_step_and_undo_takes_it_back() -> None:
    source = Source(id="poll", reads="poll.csv", **{"as": "table"})
    plan = plan_of(row("csat", counts={"5": 9}), row("csat", period="2026-09", counts={"4": 25}))
    document = Document(MAP)

    document.commit(M("Import"), carried_out(MAP, plan, source))

    assert [(r.period, r.counts) for r in document.map.readings if r.metric == "csat"] == [
        ("2026-09", {"4": 25}),
        ("2026-10", {"5": 9}),
    ]
    assert document.map.sources == (source,)
    document.undo()
    assert document.map is MAP


def test_conflicts_stay_unless_a_person_says_so() -> None:
    plan = plan_of(row("done", value=0.6))

    kept, taken = carried_out(MAP, plan), carried_out(MAP, plan, replace=conflicts(plan))

    assert kept is MAP
    assert [r.value for r in taken.readings if r.metric == "done"] == [0.6]


def test_a_source_that_was_imported_before_stays_in_its_place() -> None:
    first, second = (Source(id=i, reads=f"{i}.csv", **{"as": "table"}) for i in ("poll", "web"))
    m = MAP.model_copy(update={"sources": (first, second)})
    again = first.model_copy(update={"reads": "new.csv"})

    assert carried_out(m, Plan(), again).sources == (again, second)


def test_new_readings_stand_behind_those_of_their_series_by_period() -> None:
    plan = plan_of(
        row("spent", value=1.0),
        row("csat", period="2026-12", counts={"5": 9}),
        row("csat", period="2026-11", counts={"5": 9}),
    )

    listed = carried_out(MAP, plan).readings

    assert [(r.metric, r.period) for r in listed] == [
        ("csat", "2026-09"),
        ("csat", "2026-11"),
        ("csat", "2026-12"),
        ("done", "2026-10"),
        ("wait", "2026-10"),
        ("spent", "2026-10"),
    ]


def test_a_flow_is_one_place_by_its_ends_and_by_its_id() -> None:
    values = VALUES | {
        "touchpoints": [*VALUES["touchpoints"], {"id": "pay", "name": "Pay", "stage": "buy"}],
        "flows": [{"id": "way", "from": "cart", "to": "pay"}],
        "readings": [{"metric": "wait", "at": "way", "period": "2026-10", "value": 1}],
    }
    m = JourneyMap.model_validate(values)
    meant = MEANT._replace(places={"way": Match("cart -> pay", "kept")})

    plan = planned(m, made(row("wait", at="way", value=2.0), m=m, meant=meant))

    assert [each.before.at for each in plan.conflicting] == ["way"]
    (after,) = carried_out(m, plan, replace=conflicts(plan)).readings
    assert (after.at, after.value) == ("way", 2)
