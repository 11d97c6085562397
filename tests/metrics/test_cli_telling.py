"""What the commands say: what was assumed and left out, what conflicts, and which option helps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.metrics.test_cli_importing import SURVEY, TABLE, refusal, values, written
from tests.metrics.test_cli_metrics import file, run
from tests.metrics.written import xlsx


def test_what_nothing_is_taken_from_is_said_with_the_reason_and_not_as_assumed(
    tmp_path: Path,
) -> None:
    rows = "touchpoint,metric,value,period,Remarks,Rate,Blank\n"
    rows += "Pay,csat,61,2026-11,call Ada,12%,\nCart,csat,62,2026-11,at 555 0100,9%,\n"
    source = written(tmp_path, "november.csv", rows)

    said = run("metrics", "read", source, "--columns", "Rate=").stdout

    assert (
        "3 columns left out\n"
        "  “Remarks”: free text is never imported unasked: it may tell who wrote it\n"
        "  “Rate”: it holds numbers, and nothing says of what\n"
        "  “Blank”: it is empty\n"
    ) in said
    assert said.count("Remarks") == said.count("Rate") == 1
    assert "Ada" not in said


def test_dates_that_stay_open_are_said_with_the_option_and_answers_are_counted(
    tmp_path: Path,
) -> None:
    rows = "".join(f"0{n}/04/2026,{n}\n0{n}/02/2026,{n}\n" for n in range(1, 6))
    source = written(tmp_path, "poll.csv", f"Date,How was it?\n{rows}")

    said = run("metrics", "read", source).stdout

    assert (
        "01/04/2026 in the column Date can have the day or the month first; "
        "say which with --option dates=… (day-first, month-first)\n"
    ) in said
    assert said.count("say which") == 1
    assert "“How was it?”: 10 answers" in said


def test_a_question_is_asked_once(tmp_path: Path) -> None:
    source = written(
        tmp_path, "s.csv", 'step,score,period\nPay,"1,100",2026-11\nCart,"2,200",2026-11\n'
    )

    said = run("metrics", "import", file(tmp_path), source).stderr

    assert said.count("say which") == 1
    assert said.endswith("for decimals; say which with --option decimal=… (., ,)\n")


def test_the_first_rows_are_printed_as_they_were_understood(tmp_path: Path) -> None:
    table = written(tmp_path, "november.csv", TABLE.replace("61,200", '"61.5%",200'))
    survey = written(tmp_path, "poll.csv", SURVEY)

    assert (
        "The first rows, as they were understood:\n"
        "  line  touchpoint  metric  value  n    period\n"
        "  2     Pay         csat    61.5%  200  2026-11\n"
    ) in run("metrics", "read", table).stdout
    said = run("metrics", "read", survey, "--as", "survey").stdout
    assert "  line  Timestamp   How was it\n  2     2026-11-01  5\n" in said
    assert "555" not in said


def test_what_is_likely_is_said_with_the_option_that_corrects_it(tmp_path: Path) -> None:
    source = written(
        tmp_path, "s.csv", 'touchpoint,value,period\nPay,"1,100",2026-11\nCart,950,2026-11\n'
    )

    assert ("1,100 in the column value is taken for 1100 (otherwise: --option decimal=,)\n") in run(
        "metrics", "read", source
    ).stdout


@pytest.mark.parametrize("cover", [[["Report"]], [["Report"], [], ["of November"]], [[]]])
def test_a_cover_sheet_is_passed_over_and_the_others_are_named(
    tmp_path: Path, cover: list[list[str]]
) -> None:
    rows = [["touchpoint", "metric", "value", "period"], ["Pay", "csat", 61, "2026-11"]]
    path = xlsx(tmp_path, {"Cover": cover, "Values": rows, "Notes": [["a"]]})

    said = run("metrics", "read", path).stdout

    assert "1 row read\n  read is “Values”; there are also Cover, Notes (otherwise: " in said
    told = run("metrics", "read", path, "--option", "sheet=Cover")
    asked = run("metrics", "import", file(tmp_path), path, "--option", "sheet=Notes")
    gone = run("metrics", "read", path, "--option", "sheet=Werte")
    for result in (asked, gone):
        assert result.exit_code == 2
    assert "Values" in told.stdout + told.stderr
    assert "read is “Notes”; there are also Cover, Values: --option sheet=…" in asked.stderr
    assert "there is no sheet “Werte” in this workbook; it has Cover, Values, Notes" in gone.stderr


def test_conflicts_of_counts_are_listed_with_their_values_and_what_is_lost(tmp_path: Path) -> None:
    path = file(tmp_path)
    rows = "touchpoint,metric,value,n,period\nPay,csat,55,,2026-10\nPay,csat,88,100,2026-09\n"
    source = written(tmp_path, "other.csv", rows)

    kept = run("metrics", "import", path, source, "--dry-run")
    taken = run("metrics", "import", path, source, "--replace", "--dry-run")
    (plan,) = json.loads(
        run("metrics", "import", path, source, "--dry-run", "--format", "json").stdout
    )

    assert (
        "2 readings stand in the map from elsewhere, with other values\n"
        "  csat pay 2026-10: the map says 60 (n 100; 1: 40, 5: 60) (by hand), the source 55 on "
        "line 2; the source gives no number of answers: n and the interval are lost\n"
        "  csat pay 2026-09: the map says 90 (n 100; 1: 10, 5: 90) (by hand), the source 88 "
        "(n 100) on line 3"
    ) in kept.stdout
    assert (
        "60 (n 100; 1: 40, 5: 60) becomes 55 on line 2; the source gives no number" in taken.stdout
    )
    assert plan["plan"]["conflicting"][0]["loses"] == ["interval", "n"]


def test_two_files_that_contradict_each_other_are_both_named_with_their_rows(
    tmp_path: Path,
) -> None:
    path = file(tmp_path)
    head = "touchpoint,metric,value,n,period\n"
    one = written(tmp_path, "one.csv", f"{head}Cart,csat,61,200,2026-11\nPay,csat,70,90,2026-11\n")
    two = written(tmp_path, "two.csv", f"{head}Pay,csat,70,90,2026-12\nPay,csat,71,90,2026-11\n")

    said = run("metrics", "import", path, one, two, "--dry-run").stdout
    run("metrics", "import", path, one, two)
    first = [value for _, at, period, value in values(path) if (at, period) == ("pay", "2026-11")]
    run("metrics", "import", path, one, two, "--replace")
    later = [value for _, at, period, value in values(path) if (at, period) == ("pay", "2026-11")]

    assert (
        "1 reading is in two of these files with different values; the first one counts\n"
        "  csat pay 2026-11: one.csv says 70 (n 90) on line 3, two.csv 71 (n 90) on line 3"
    ) in said
    assert (first, later) == ([70], [71])


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--at", "pay"), "--at holds for rows that name no place, and here each names one"),
        (("--period", "2026-10"), "--period holds for rows that state no period"),
        (("--metric", "csat"), "--metric with an ID alone holds for rows that name no metric"),
        (("--grain", "month"), "--grain gathers what is dated by days"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    tmp_path: Path, more: tuple[str, ...], says: str
) -> None:
    assert says in refusal(tmp_path, *more)


def test_a_place_for_the_rows_that_name_none_is_taken_where_some_do(tmp_path: Path) -> None:
    path = file(tmp_path)
    rows = "touchpoint,metric,value,period\nCart,csat,61,2026-11\n,csat,62,2026-11\n"

    result = run("metrics", "import", path, written(tmp_path, "s.csv", rows), "--at", "pay")

    assert result.exit_code == 0
    assert ("csat", "pay", "2026-11", 62) in values(path)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            "touchpoint,metric,value\nPay,csat,61\n",
            "Rows get their period by --period 2026-11, or from a column by "
            "--columns 'COLUMN=period'.",
        ),
        (
            "touchpoint,metric,value,von,bis\nPay,csat,61,2026-11-01,2026-11-30\n",
            "or from a column by --columns 'von=period'.",
        ),
        (TABLE, "A word gets its place by --match 'Till=ID'; a blank ID leaves it out."),
        (
            TABLE.replace("csat,9,", "Shine,9,").replace("Till", "Pay"),
            "A word gets its metric by --metric 'Shine=ID'; a blank ID leaves it out.",
        ),
    ],
)
def test_what_stays_out_is_said_with_the_option_that_brings_it_in(
    tmp_path: Path, rows: str, says: str
) -> None:
    source = written(tmp_path, "s.csv", rows)

    assert says in run("metrics", "import", file(tmp_path), source, "--dry-run").stdout


def test_a_table_without_values_says_how_to_name_them(tmp_path: Path) -> None:
    source = written(tmp_path, "s.csv", "Ort,Text\nPay,so\nCart,lala\n")

    result = run("metrics", "import", file(tmp_path), source)

    assert result.exit_code == 2
    assert "say which one is the value: --columns 'COLUMN=value'" in result.stderr


def test_no_word_of_a_source_or_a_map_turns_the_terminal_around(tmp_path: Path) -> None:
    source = tmp_path / "turned.csv"
    source.write_text(
        "touchpoint,metric,value,n,period,segment.device\n"
        "Pay,csat,60,50,2026-10,\u202emobile\nP\u2067ay,csat,60,50,2026-10,\n",
        "utf-8",
    )
    path = file(tmp_path)

    said = run("metrics", "read", source).output
    run("metrics", "import", path, source, "--match", "P\u2067ay=pay")
    said += run("metrics", "show", path).output

    assert "mobile" in said
    assert not {"\u202e", "\u2067"} & set(said)
