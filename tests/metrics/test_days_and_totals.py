"""Dates of rows, marks of numbers, totals and roundings: what is read as what it can only be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journeymap.metrics import dates
from journeymap.metrics.sources import read
from journeymap.metrics.telling import left_out
from tests.metrics.test_cli_importing import values, written
from tests.metrics.test_cli_metrics import MAP, run
from tests.metrics.test_cli_metrics import file as map_file
from tests.metrics.test_period_columns import file

ENDS = "touchpoint,metric,value,period\nPay,CSAT,61,{a}\nPay,CSAT,62,{b}\n"


def periods(path: Path) -> list[str]:
    return sorted(period for _, _, period, _ in values(path))


def test_days_that_all_end_a_month_stand_for_their_months(tmp_path: Path) -> None:
    rows = ENDS.format(a="31.10.2026", b="30.11.2026")
    path, source = file(tmp_path), written(tmp_path, "ends.csv", rows)

    result = run("metrics", "import", path, source)

    assert periods(path) == ["2026-10", "2026-11"]
    assert "days are taken for their months" in result.stdout
    assert "--grain day" in result.stdout


def test_days_stay_days_where_that_is_said_and_next_month_too(tmp_path: Path) -> None:
    rows = ENDS.format(a="31.10.2026", b="30.11.2026")
    path, source = file(tmp_path), written(tmp_path, "ends.csv", rows)

    run("metrics", "import", path, source, "--grain", "day")
    source.write_text(ENDS.format(a="30.11.2026", b="31.12.2026"), "utf-8")
    run("metrics", "refresh", path)

    assert periods(path) == ["2026-10-31", "2026-11-30", "2026-12-31"]


def test_dated_readings_are_of_the_period_that_is_said(tmp_path: Path) -> None:
    rows = ENDS.format(a="15.10.2026", b="12.11.2026")
    path, source = file(tmp_path), written(tmp_path, "ends.csv", rows)

    result = run("metrics", "import", path, source, "--grain", "month")

    assert result.exit_code == 0, result.output
    assert periods(path) == ["2026-10", "2026-11"]


def test_two_readings_of_one_period_are_told_and_neither_is_taken(tmp_path: Path) -> None:
    rows = ENDS.format(a="15.11.2026", b="22.11.2026")
    path, source = file(tmp_path), written(tmp_path, "ends.csv", rows)

    result = run("metrics", "import", path, source, "--grain", "month")

    assert "CSAT has several values for one place and period, on lines 2, 3" in result.stdout
    assert periods(path) == []


@pytest.mark.parametrize(("written_n", "n"), [("1,100", 1100), ("1.204", 1204)])
def test_a_number_of_answers_is_a_whole_one(tmp_path: Path, written_n: str, n: int) -> None:
    rows = f"touchpoint;metric;value;n;period\nPay;CSAT;61;{written_n};2026-11\n"
    path, source = file(tmp_path), written(tmp_path, "n.csv", rows)

    result = run("metrics", "import", path, source)

    assert result.exit_code == 0, result.output
    assert f"n {n}" in path.read_text("utf-8").replace(":", "")


@pytest.mark.parametrize(("value", "kept"), [("52.1", True), ("52", True), ("52.2", False)])
def test_a_value_with_fewer_digits_is_no_conflict(tmp_path: Path, value: str, kept: bool) -> None:
    text = MAP.partition("readings:")[0]
    text += "readings:\n  - {metric: csat, at: pay, period: 2026-10, counts: {1: 186, 5: 202}}\n"
    rows = f"touchpoint,metric,value,period\nPay,CSAT,{value},2026-10\n"
    source = written(tmp_path, "r.csv", rows)

    said = run("metrics", "import", map_file(tmp_path, text), source, "--dry-run").stdout

    assert ("with another value" not in said) == kept


def test_a_share_of_one_digit_is_not_rounded(tmp_path: Path) -> None:
    text = MAP.partition("readings:")[0].replace(
        "metrics:", "metrics:\n  - {id: drop, name: Drop, kind: ratio}"
    )
    text += "readings:\n  - {metric: drop, at: pay, period: 2026-10, value: 0.3}\n"
    source = written(tmp_path, "r.csv", "touchpoint,metric,value,period\nPay,Drop,0,2026-10\n")

    said = run("metrics", "import", map_file(tmp_path, text), source, "--dry-run").stdout

    assert "with another value" in said


def test_signs_in_some_cells_are_said_of_those(tmp_path: Path) -> None:
    rows = "touchpoint,a,b,c\npay,61%,5 €,7%\ncart,62,6,8%\nend,63,7,9%\n"

    said = [str(each.message) for each in read(written(tmp_path, "m.csv", rows)).assumed.said]

    assert "in the column a, 1 of 3 numbers are percentages" in said
    assert "in the column b, 1 of 3 numbers are amounts in €" in said
    assert "numbers in the column c are percentages" in said


def test_a_total_at_the_end_of_a_google_table_is_left_out_with_the_reason(tmp_path: Path) -> None:
    rows = (
        "# ----------------------------------------\n# Pages\n# Start date: 20261101\n"
        "# End date: 20261130\n# ----------------------------------------\n"
        "Page path and screen class,Views,Active users\n/pay,12,6\n/cart,10,5\n,22,10\n"
    )

    table = read(written(tmp_path, "ga.csv", rows))

    assert [row.cells[0] for row in table.rows] == ["/pay", "/cart"]
    assert [str(each.reason) for each in table.skipped] == ["the total of the other rows"]


def test_words_that_repeat_are_offered_as_a_segment_and_texts_are_not(tmp_path: Path) -> None:
    lines = [f"pay,{n},{('Web', 'iOS')[n % 2]},they said {n}" for n in range(9)]
    table = read(
        written(tmp_path, "s.csv", "\n".join(["touchpoint,value,Gerät,Kommentar", *lines]))
    )

    reasons = {name: str(why) for name, why in left_out(table, {"touchpoint": "touchpoint"})}

    assert "it can be a segment" in reasons["Gerät"]
    assert "free text is never imported unasked" in reasons["Kommentar"]


@pytest.mark.parametrize(
    ("text", "month"),
    [("Nov 26", "2026-11"), ("nov. 26", "2026-11"), ("Okt 26", "2026-10"), ("Nov 5", "")],
)
def test_a_month_with_a_short_year_is_that_month(text: str, month: str) -> None:
    found = dates.when(text)

    assert (found.text if found else "") == month


def test_a_program_is_told_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    source = written(tmp_path, "none.csv", "")

    for command in (("import", file(tmp_path)), ("read",)):
        result = run("metrics", *command, source, "--format", "json")

        assert result.exit_code == 2
        told = json.loads(result.stdout)
        assert told["file"] == str(source)
        assert told["problem"] in result.stderr
