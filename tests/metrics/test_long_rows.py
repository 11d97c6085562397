"""The values of a table one by one, of long and of wide ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeymap.metrics import roles
from journeymap.metrics.long_rows import readings_rows
from journeymap.metrics.sources import read
from journeymap.metrics.table import LongRow, Table, Unusable
from journeymap.model.journey import SourceOptions
from tests.metrics.written import text

LONG = """\
Step,Metric,Score,Responses,Month,Device
Pay,CSAT,4.2,120,2026-10,mobile
Cart,CSAT,81%,,2026-Q3,
Cart,CSAT,n/a,5,2026-10,web
Cart,CSAT,good,5,2026-10,web
Cart,CSAT,4,some,2026-10,web
Cart,CSAT,4,5,sometime,web
Cart,CSAT,4,-5,2026-10,web
"""


def table_of(folder: Path, content: str, options: SourceOptions | None = None) -> Table:
    return read(text(folder, content), options)


def test_a_long_table_gives_a_value_a_row(tmp_path: Path) -> None:
    table = table_of(tmp_path, LONG)
    columns = roles.guess(table).columns

    found = readings_rows(table, columns)

    assert columns == {
        "Step": "touchpoint",
        "Metric": "metric",
        "Score": "value",
        "Responses": "n",
        "Month": "period",
        "Device": "segment.device",
    }
    assert found.rows == (
        LongRow(2, "Pay", "CSAT", 4.2, 120, period="2026-10", segment=(("device", "mobile"),)),
        LongRow(3, "Cart", "CSAT", 81, percent=True, period="2026-Q3"),
    )


def test_rows_that_give_no_value_are_told_with_their_line_and_reason(tmp_path: Path) -> None:
    table = table_of(tmp_path, LONG)

    found = readings_rows(table, roles.guess(table).columns)

    assert [(each.line, str(each.reason)) for each in found.skipped] == [
        (5, "“good” in the column Score is no number"),
        (6, "“some” in the column Responses is no number"),
        (7, "“sometime” in the column Month is no date"),
        (8, "“-5” in the column Responses is no count"),
    ]
    assert found.empty == 1


def test_hits_are_taken_with_what_they_are_of(tmp_path: Path) -> None:
    table = table_of(tmp_path, "page,hits,of,period\n/pay,60,100,2026-10\n/cart,5,,2026-10\n")

    found = readings_rows(table, roles.guess(table).columns)

    assert found.rows == (LongRow(2, "/pay", "", hits=60, of=100, period="2026-10"),)
    assert str(found.skipped[0].reason) == "there are hits, but not the number they are of"


def test_visits_without_hits_are_a_metric_of_their_own(tmp_path: Path) -> None:
    table = table_of(tmp_path, "page,visits,revenue\n/pay,60,100\n")

    found = readings_rows(table, roles.guess(table).columns)

    assert [(row.metric, row.value) for row in found.rows] == [("visits", 60), ("revenue", 100)]


def test_counts_are_taken_before_values(tmp_path: Path) -> None:
    table = table_of(
        tmp_path,
        "touchpoint,metric,value,counts.1,counts.5,counts.promoters\n"
        "pay,csat,4.2,10,90,\npay,nps,20,,,7\ncart,csat,3,,,\n",
    )

    found = readings_rows(table, {**roles.guess(table).columns, "value": "value"})

    assert [(row.counts, row.value) for row in found.rows] == [
        ({"1": 10, "5": 90}, None),
        ({"promoters": 7}, None),
        (None, 3),
    ]


def test_a_wide_table_gives_a_value_a_metric(tmp_path: Path) -> None:
    table = table_of(tmp_path, "step,CSAT,Waiting time,month\nPay,4,30,2026-10\nCart,3,,2026-10\n")

    found = readings_rows(table, roles.guess(table).columns)

    assert [(row.touchpoint, row.metric, row.value) for row in found.rows] == [
        ("Pay", "CSAT", 4),
        ("Pay", "Waiting time", 30),
        ("Cart", "CSAT", 3),
    ]
    assert {row.period for row in found.rows} == {"2026-10"}


@pytest.mark.parametrize(
    ("names", "periods"),
    [
        ("2025,2026", ["2025", "2026"]),
        ("Sep 2026,Oct 2026", ["2026-09", "2026-10"]),
        ("شهریور ۱۴۰۵,مهر ۱۴۰۵", ["1405-06", "1405-07"]),
        ("2026年9月,2026年10月", ["2026-09", "2026-10"]),
    ],
)
def test_a_wide_table_gives_a_value_a_period(
    tmp_path: Path, names: str, periods: list[str]
) -> None:
    table = table_of(tmp_path, f"step,KPI,{names}\nPay,CSAT,4,4.5\nCart,CSAT,3,x\n")

    found = readings_rows(table, roles.guess(table).columns)

    assert [(row.touchpoint, row.metric, row.period, row.value) for row in found.rows] == [
        ("Pay", "CSAT", periods[0], 4),
        ("Pay", "CSAT", periods[1], 4.5),
        ("Cart", "CSAT", periods[0], 3),
    ]
    assert [each.line for each in found.skipped] == [3]


def test_persian_tables_are_read_as_they_are(tmp_path: Path) -> None:
    table = table_of(
        tmp_path, "نقطه تماس;شاخص;امتیاز;تعداد;تاریخ\nپرداخت;رضایت;۴٫۵;۱٬۲۰۰;۱۴۰۵/۰۷/۲۹\n"
    )

    found = readings_rows(table, roles.guess(table).columns)

    assert found.rows == (
        LongRow(2, "پرداخت", "رضایت", 4.5, 1200, period="1405-07-29", calendar="jalali"),
    )


def test_what_is_open_gives_no_value_until_it_is_told(tmp_path: Path) -> None:
    content = "step;metric;value;date\nPay;x;1.234;03/04/2026\nCart;x;12.345;05/04/2026\n"
    columns = {"step": "touchpoint", "metric": "metric", "value": "value", "date": "period"}

    asked = readings_rows(table_of(tmp_path, content), columns)
    told = readings_rows(
        table_of(tmp_path, content, SourceOptions(decimal=",", dates="day-first")), columns
    )

    assert (asked.rows, len(asked.skipped)) == ((), 2)
    assert [(row.value, row.period) for row in told.rows] == [
        (1234, "2026-04-03"),
        (12345, "2026-04-05"),
    ]


def test_mixed_dates_that_do_not_fit_the_told_order_are_left_out(tmp_path: Path) -> None:
    table = table_of(
        tmp_path,
        "step,value,date\nPay,1,21/04/2026\nPay,2,04/22/2026\n",
        SourceOptions(dates="day-first"),
    )

    found = readings_rows(table, roles.guess(table).columns)

    assert [row.period for row in found.rows] == ["2026-04-21"]
    assert [each.line for each in found.skipped] == [3]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"a": "touchpoint"}, "no column holds values"),
        ({"nope": "value"}, "there is no column “nope”"),
        ({"a": "colour"}, "colour is nothing that a column can be"),
        ({"a": "segment."}, "nothing that a column can be"),
        ({"a": "hits"}, "hits say nothing without the number they are of"),
        ({"a": "n", "b": "n", "c": "value"}, "both a and b are the n"),
        ({"a": "value", "b": "value", "c": "metric"}, "“a” and “b” are both the value"),
    ],
)
def test_columns_that_make_no_reading_are_refused(
    tmp_path: Path, columns: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Unusable, match=sentence):
        readings_rows(table_of(tmp_path, "a,b,c\n1,2,3\n"), columns)
