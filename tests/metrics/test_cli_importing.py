"""`journeymap metrics import`, `refresh` and `read`: what is said, and what becomes of the map."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from journeymap.files.reader import read_file
from tests.metrics.test_cli_metrics import MAP, file, run

TABLE = """\
touchpoint,metric,value,n,period
Pay,csat,61,200,2026-11
Cart,csat,72,180,2026-11
Till,csat,9,30,2026-11
Pay,csat,610,200,2026-12
"""
SURVEY = """\
Timestamp,How was it,Anything else?
2026-11-01 10:00:00,5,call me at 555 0100
2026-11-02 10:00:00,4,
2026-11-03 10:00:00,1,no
2026-11-04 10:00:00,5,
2026-11-05 10:00:00,2,
2026-11-06 10:00:00,5,
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def values(path: Path) -> list[tuple[str, str | None, str, float | None]]:
    return [(r.metric, r.at, r.period, r.value) for r in read_file(path).map.readings]


def refusal(folder: Path, *more: str) -> str:
    """What is said when the import of a table with more options is refused; the map stays."""
    path, source = file(folder), written(folder, "november.csv", TABLE)
    result = run("metrics", "import", path, source, *more)
    assert result.exit_code == 2
    assert path.read_text("utf-8") == MAP
    return result.stderr


def test_an_import_says_its_plan_and_writes_the_map(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "november.csv", TABLE)

    result = run("metrics", "import", path, source)

    assert result.exit_code == 0
    assert "Not on the map: 1\n  “Till” (1)" in result.stdout
    assert "2 new readings" in result.stdout
    assert "line 5: CSAT: 610 does not lie between 0 and 100" in result.stdout
    assert ("csat", "pay", "2026-11", 61) in values(path)
    assert ("csat", "cart", "2026-11", 72) in values(path)
    (kept,) = read_file(path).map.sources
    assert (kept.id, kept.reads, kept.kind) == ("november", "november.csv", "table")


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "november.csv", TABLE)
    before = path.read_bytes()

    result = run("metrics", "import", path, source, "--dry-run")

    assert "2 new readings" in result.stdout
    assert path.read_bytes() == before


def test_the_plan_for_programs_has_every_reading(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "november.csv", TABLE)

    (found,) = json.loads(
        run("metrics", "import", path, source, "--dry-run", "--format", "json").stdout
    )

    assert [(each["at"], each["value"], each["lines"]) for each in found["plan"]["new"]] == [
        ("pay", 61, [2]),
        ("cart", 72, [3]),
    ]
    assert found["plan"]["outside"][0]["line"] == 5
    assert found["places"]["matched"]["Pay"] == {"at": "pay", "how": "name"}
    assert found["places"]["unmatched"][0]["word"] == "Till"
    assert found["assumed"]["delimiter"] == ","


def test_next_month_is_one_command(tmp_path: Path) -> None:
    path = file(tmp_path)
    source = written(tmp_path, "web.csv", TABLE.replace("Pay", "Cart"))
    run("metrics", "import", path, source, "--match", "Till=pay", "--match", "Cart=")
    written(tmp_path, "web.csv", "touchpoint,metric,value,n,period\nTill,csat,44,99,2027-01\n"
            "Cart,csat,50,99,2027-01\n")  # fmt: skip

    result = run("metrics", "refresh", path)

    assert result.exit_code == 0
    assert ("csat", "pay", "2027-01", 44) in values(path)
    assert "Not on the map" not in result.stdout
    assert not any(at == "cart" and period == "2027-01" for _, at, period, _ in values(path))


def test_a_source_with_a_period_in_its_path_reads_the_newest_file(tmp_path: Path) -> None:
    path = file(tmp_path)
    head = "touchpoint,metric,value,period\n"
    for month, value in (("2026-09", 1), ("2026-12", 3), ("2026-11", 2)):
        written(tmp_path, f"wait-{month}.csv", f"{head}Pay,wait,{value},{month}\n")
    run("metrics", "import", path, tmp_path / "wait-2026-09.csv", "--name", "wait-times")
    text = path.read_text("utf-8").replace("wait-2026-09.csv", "wait-{period}.csv")
    path.write_text(text, "utf-8")

    assert run("metrics", "refresh", path, "wait-times").exit_code == 0

    assert ("wait", "pay", "2026-12", 3) in values(path)
    assert "wait-{period}.csv" in path.read_text("utf-8")


def test_a_survey_brings_counts_and_no_free_text(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "poll.csv", SURVEY)

    result = run("metrics", "import", path, source, "--at", "pay", "--metric", "How was it=csat")

    assert result.exit_code == 0, result.output
    (new,) = [r for r in read_file(path).map.readings if r.period == "2026-11"]
    assert new.counts == {"1": 1, "2": 1, "4": 1, "5": 3}
    assert "555" not in path.read_text("utf-8") + result.output


def test_a_question_that_is_left_out_is_kept_so_in_the_map(tmp_path: Path) -> None:
    rows = SURVEY.replace(",How was it", ",How was it,Mood").replace(" 10:00:00,", " 10:00:00,3,")
    path, source = file(tmp_path), written(tmp_path, "poll.csv", rows)
    match = ("--at", "pay", "--metric", "Mood=csat", "--metric", "How was it=")

    assert run("metrics", "import", path, source, *match).exit_code == 0

    assert read_file(path).map.sources[0].answers == {"Mood": "csat", "How was it": None}
    assert "How was it: null" in path.read_text("utf-8")
    assert "No metric of the map" not in run("metrics", "refresh", path).stdout


def test_readings_of_few_people_stay_out_unless_it_is_said(tmp_path: Path) -> None:
    path = file(tmp_path)
    source = written(
        tmp_path, "few.csv", "touchpoint,metric,value,n,period\nPay,csat,61,4,2026-11\n"
    )

    kept_out = run("metrics", "import", path, source)
    taken = run("metrics", "import", path, source, "--fewest", "3")

    assert kept_out.exit_code == 1
    assert "1 reading of too few people is kept out" in kept_out.stdout
    assert "1 new reading\n" in taken.stdout


def test_a_conflict_stays_unless_it_is_said(tmp_path: Path) -> None:
    path = file(tmp_path)
    source = written(tmp_path, "w.csv", "metric,value,period\nwait,55,2026-10\n")

    first = run("metrics", "import", path, source)

    assert "1 reading stands in the map from elsewhere" in first.stdout
    assert "wait map 2026-10: the map says 40 (by hand), the source 55" in first.stdout
    assert "The map’s values stay; --replace" in first.stdout
    assert ("wait", None, "2026-10", 40) in values(path)
    run("metrics", "import", path, source, "--replace")
    assert ("wait", None, "2026-10", 55) in values(path)


def test_what_stays_open_is_asked_and_nothing_written(tmp_path: Path) -> None:
    path = file(tmp_path)
    source = written(
        tmp_path, "open.csv", "touchpoint;metric;value;period\nPay;wait;1.234;2026-11\n"
    )
    before = path.read_bytes()

    result = run("metrics", "import", path, source)

    if result.exit_code == 2:
        assert "--option decimal=" in result.stderr
        assert path.read_bytes() == before
    assert run("metrics", "import", path, source, "--option", "decimal=,").exit_code == 0
    assert ("wait", "pay", "2026-11", 1234) in values(path)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--match", "Till"), "“Till” is not WORD=VALUE."),
        (("--match", "Till=till"), "there is no “till” on this map that can be measured"),
        (("--metric", "x=cast"), "there is no metric “cast”; there are: csat, wait, nps"),
        (("--at", "nowhere"), "there is no “nowhere” on this map"),
        (("--option", "colour=red"), "there is no option “colour”"),
        (("--columns", "Wert=value"), "there is no column “Wert” in this table"),
        (("--columns", "value=worth"), "worth is nothing that a column can be"),
    ],
)
def test_what_is_wrong_with_a_call_is_said(
    tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    path, source = file(tmp_path), written(tmp_path, "november.csv", TABLE)
    before = path.read_bytes()

    result = run("metrics", "import", path, source, *options)

    assert result.exit_code == 2
    assert words in result.stderr
    assert path.read_bytes() == before


def test_one_bad_file_of_several_leaves_the_map_as_it_was(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "november.csv", TABLE)
    before = path.read_bytes()

    result = run("metrics", "import", path, source, tmp_path / "gone.csv")

    assert result.exit_code == 2
    assert "gone.csv: there is no such file" in result.stderr
    assert path.read_bytes() == before


def test_refresh_says_what_it_misses(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "november.csv", TABLE)

    assert "no sources yet" in run("metrics", "refresh", path).stderr
    run("metrics", "import", path, source)
    source.unlink()
    assert "november: there is no file “november.csv”" in run("metrics", "refresh", path).stderr
    assert (
        "there is no source “x”; there are: november" in run("metrics", "refresh", path, "x").stderr
    )


@pytest.mark.parametrize(
    "reads", ["/etc/hosts", "C:/x.csv", "https://example.org/x.csv", "~/x.csv"]
)
def test_a_map_may_not_name_any_file_of_this_machine(tmp_path: Path, reads: str) -> None:
    (tmp_path / "maps").mkdir()
    written(tmp_path, "x.csv", TABLE)
    path = file(tmp_path / "maps")
    with path.open("a", encoding="utf-8") as out:
        out.write(f"sources:\n  - {{id: s, reads: '{reads}', as: table}}\n")

    result = run("metrics", "refresh", path)

    assert result.exit_code == 2
    assert "leads out of the map’s folder" in result.stderr


def test_rows_are_printed_as_they_were_understood(tmp_path: Path) -> None:
    table = written(tmp_path, "november.csv", TABLE)
    survey = written(tmp_path, "poll.csv", SURVEY)

    found: dict[str, Any] = json.loads(run("metrics", "read", table, "--format", "json").stdout)
    counted: dict[str, Any] = json.loads(
        run("metrics", "read", survey, "--as", "survey", "--format", "json").stdout
    )

    assert found["header"] == ["touchpoint", "metric", "value", "n", "period"]
    assert found["table"][0] == ["Pay", "csat", "61", "200", "2026-11"]
    assert found["lines"] == [2, 3, 4, 5]
    assert found["readings"][0]["value"] == 61
    assert counted["answers"][0]["counts"] == {"1": 1, "2": 1, "4": 1, "5": 3}
    assert "4 rows read" in run("metrics", "read", table).stdout


def test_a_word_that_stands_nowhere_in_the_source_is_refused(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "november.csv", TABLE)
    before = path.read_bytes()

    result = run("metrics", "import", path, source, "--match", "Tilll=pay")

    assert result.exit_code == 2
    assert "nothing in what is imported is called Tilll" in result.stderr
    assert path.read_bytes() == before


def test_a_survey_of_few_people_is_no_table_of_readings(tmp_path: Path) -> None:
    text = "Date,Touchpoint,How satisfied were you?,Comment\n"
    text += "".join(f"2026-11-0{day},Pay,{day},Call me\n" for day in range(1, 5))
    path, source = file(tmp_path), written(tmp_path, "few.csv", text)

    result = run("metrics", "import", path, source, "--metric", "How satisfied were you?=csat")

    assert result.exit_code == 1
    assert "too few people" in result.stdout
    assert all(period != "2026-11" for _, _, period, _ in values(path))


def test_days_that_all_begin_a_month_stand_for_their_months(tmp_path: Path) -> None:
    text = "touchpoint,metric,value,n,period\n"
    months = f"{text}Pay,csat,61,200,2026-11-01\nPay,csat,60,200,2026-12-01\n"
    days = f"{text}Pay,csat,61,200,2026-11-01\nPay,csat,60,200,2026-11-02\n"
    path, source = file(tmp_path), written(tmp_path, "months.csv", months)
    run("metrics", "import", path, source)
    assert {"2026-11", "2026-12"} <= {period for _, _, period, _ in values(path)}

    (tmp_path / "b").mkdir()
    path, source = file(tmp_path / "b"), written(tmp_path / "b", "days.csv", days)
    run("metrics", "import", path, source)
    assert {"2026-11-01", "2026-11-02"} <= {period for _, _, period, _ in values(path)}
