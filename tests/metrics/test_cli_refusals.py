"""What `journeymap metrics` refuses, each in a sentence, and what it prints of a source."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from journeymap.commands import metrics_bringing
from journeymap.files.reader import read_file
from journeymap.metrics.source_files import SourceGone, file_of, period_of
from journeymap.model.journey import Source
from tests.metrics.test_cli_importing import SURVEY, TABLE, refusal, values, written
from tests.metrics.test_cli_metrics import MAP, file, run


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--period", "October"), "“October” is no period"),
        (("--name", "bad name"), "the map cannot keep this source"),
        (("--match", "a\x1bb=pay"), "holds control characters"),
    ],
)
def test_an_import_that_cannot_be_kept_is_refused(
    tmp_path: Path, more: tuple[str, ...], says: str
) -> None:
    assert says in refusal(tmp_path, *more)


def test_one_name_is_not_for_several_files(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "november.csv", TABLE)

    result = run("metrics", "import", path, source, source, "--name", "november")

    assert result.exit_code == 2
    assert "--name names one source" in result.stderr


def test_a_map_and_json_do_not_share_standard_output(tmp_path: Path) -> None:
    source = written(tmp_path, "november.csv", TABLE)

    result = run("metrics", "import", "-", source, "--format", "json", text=MAP)
    dry = run("metrics", "import", "-", source, "--format", "json", "--dry-run", text=MAP)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "--dry-run" in result.stderr
    assert dry.stdout.startswith("[")


@pytest.mark.parametrize("period", ["nonsense", "2026-13", "2026-W60"])
def test_a_period_that_is_none_is_not_taken_for_the_newest(tmp_path: Path, period: str) -> None:
    path = file(tmp_path)

    shown = run("metrics", "show", path, "--period", period)
    drawn = run("metrics", "chart", path, "trend", "-o", tmp_path / "x.png", "--period", period)

    assert (shown.exit_code, drawn.exit_code) == (2, 2)
    assert "is no period" in shown.stderr


def test_a_chart_of_no_place_is_refused(tmp_path: Path) -> None:
    result = run("metrics", "chart", file(tmp_path), "trend", "-o", tmp_path / "x.png", "--at", "x")

    assert result.exit_code == 2
    assert "there is no “x” on this map" in result.stderr


def test_a_jalali_period_is_understood_in_a_gregorian_map(tmp_path: Path) -> None:
    path = file(tmp_path)
    source = written(tmp_path, "mehr.csv", "touchpoint,metric,value,n\nPay,csat,61,200\n")

    assert run("metrics", "import", path, source, "--period", "1405-07").exit_code == 0

    assert "2026-09-23..2026-10-22" in [each.period for each in read_file(path).map.readings]


def test_what_a_survey_counts_is_printed_for_people(tmp_path: Path) -> None:
    source = written(tmp_path, "poll.csv", SURVEY + "call 555 0199,3,\n2026-11-08,,\n")

    text = run("metrics", "read", source, "--as", "survey").stdout

    assert "“How was it”: 6 answers\n  1: 1, 2: 1, 4: 1, 5: 3" in text
    assert "“How was it”: 1 did not answer" in text
    assert "1 line left out\n  line 8: the column Timestamp holds no date" in text
    assert "555" not in text


def test_what_a_table_leaves_out_is_printed_for_people(tmp_path: Path) -> None:
    source = written(tmp_path, "november.csv", TABLE + "Pay,csat,much,20,2026-11\n")

    text = run("metrics", "read", source).stdout

    assert "4 values\n1 line left out\n  line 6: “much” in the column value is no number" in text


def test_the_period_of_a_file_name_holds_for_rows_that_state_none(tmp_path: Path) -> None:
    path = file(tmp_path)
    rows = "touchpoint,metric,value,n\nPay,csat,61,200\n"
    written(tmp_path, "csat-2026-11.csv", rows)
    with path.open("a", encoding="utf-8") as out:
        out.write("sources:\n  - {id: s, reads: 'csat-{period}.csv', as: table}\n")

    result = run("metrics", "refresh", path)

    assert result.exit_code == 0
    assert ("csat", "pay", "2026-11", 61) in values(path)


def test_control_characters_of_a_source_reach_neither_screen_nor_map(tmp_path: Path) -> None:
    path = file(tmp_path)
    rows = "touchpoint,metric,value,n,period,segment.de\x1bvice\n"
    rows += "Pay,csat,61,200,2026-11,mo\x1bbile\nTi\x1b[31mll,csat,61,200,2026-11,\n"

    result = run("metrics", "import", path, written(tmp_path, "x.csv", rows))

    assert "\x1b" not in result.stdout
    assert {"device": "mobile"} in [
        each.segment for each in read_file(path).map.readings if each.value == 61
    ]


@pytest.mark.parametrize("reads", ["x" * 5000, "x" * 5000 + "{period}", "a\x00b", "{period}/x.csv"])
def test_a_path_that_cannot_be_is_no_file(tmp_path: Path, reads: str) -> None:
    source = Source.model_construct(id="s", reads=reads, kind="table")

    with pytest.raises(SourceGone):
        file_of(source, tmp_path)


def test_the_newest_of_jalali_files_is_found_among_gregorian_ones(tmp_path: Path) -> None:
    source = Source(id="s", reads="a-{period}.csv", kind="table")
    for name in ("a-1405-07.csv", "a-2025-12.csv", "a-x.csv"):
        written(tmp_path, name, "")

    newest = file_of(source, tmp_path, "jalali")

    assert newest.name == "a-1405-07.csv"
    assert period_of(source, newest) == "1405-07"


@pytest.mark.parametrize(
    ("library", "args", "extra"),
    [
        ("matplotlib", ("chart", "{map}", "trend", "-o", "{folder}/x.png"), "journeymap[charts]"),
        ("duckdb", ("read", "{folder}/x.parquet"), "journeymap["),
    ],
)
def test_a_missing_library_is_said_with_its_extra(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    library: str,
    args: tuple[str, ...],
    extra: str,
) -> None:
    names: dict[str, Any] = {"map": file(tmp_path), "folder": tmp_path}
    (tmp_path / "x.parquet").write_bytes(b"PAR1" + b"\0" * 40 + b"PAR1")
    for known in list(sys.modules):
        if known == "journeymap.charts.pen" or known.partition(".")[0] == library:
            monkeypatch.delitem(sys.modules, known)
    monkeypatch.setitem(sys.modules, library, None)

    result = run("metrics", *(arg.format(**names) for arg in args))

    assert result.exit_code == 2
    assert extra in result.stderr


@pytest.mark.parametrize("column", ["value=foo", "nope=value"])
def test_a_column_is_nothing_that_no_column_can_be(tmp_path: Path, column: str) -> None:
    source = written(tmp_path, "november.csv", TABLE)

    result = run("metrics", "read", source, "--columns", column)

    assert (result.exit_code, result.stdout) == (2, "")


def test_what_others_write_into_the_map_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, source = file(tmp_path), written(tmp_path, "november.csv", TABLE)
    prepared = metrics_bringing.prepared

    def late(*args: Any) -> Any:
        path.write_text(MAP.replace("name: Pay", "name: Pay now"), "utf-8")
        return prepared(*args)

    monkeypatch.setattr(metrics_bringing, "prepared", late)

    result = run("metrics", "import", path, source)

    assert result.exit_code == 0
    assert "name: Pay now" in path.read_text("utf-8")
    assert "2026-11" in [reading.period for reading in read_file(path).map.readings]
