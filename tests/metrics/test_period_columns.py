"""Tables with a column a period, imported again when another month has come."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeymap.files.reader import read_file
from tests.metrics.test_cli_importing import values, written
from tests.metrics.test_cli_metrics import MAP, run
from tests.metrics.test_cli_metrics import file as map_file

THREE = "touchpoint;metric;2026-09;2026-10;2026-11\nPay;CSAT;51;52;54\nCart;CSAT;60;;61\n"
FOUR = (
    "touchpoint;metric;2026-09;2026-10;2026-11;2026-12\nPay;CSAT;51;52;54;49\nCart;CSAT;60;;61;\n"
)
ROLLED = "touchpoint;metric;2026-10;2026-11;2026-12\nPay;CSAT;52;54;49\n"


def file(folder: Path) -> Path:
    return map_file(folder, MAP.partition("readings:")[0])


def months(path: Path) -> dict[str, float | None]:
    return {period: value for _, at, period, value in values(path) if at == "pay"}


@pytest.mark.parametrize("later", [FOUR, ROLLED])
def test_the_next_month_comes_in_with_a_refresh(tmp_path: Path, later: str) -> None:
    path, source = file(tmp_path), written(tmp_path, "kd.csv", THREE)
    assert run("metrics", "import", path, source, "--name", "kd").exit_code == 0

    source.write_text(later, "utf-8")
    result = run("metrics", "refresh", path)

    assert result.exit_code == 0, result.output
    assert "1 new reading" in result.stdout
    assert months(path)["2026-12"] == 49


def test_the_rule_is_kept_and_not_the_names_of_months(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "kd.csv", THREE)

    run("metrics", "import", path, source, "--columns", "2026-09=")

    columns = read_file(path).map.sources[0].columns
    assert columns == {
        "touchpoint": "touchpoint", "metric": "metric", "{period}": "value", "2026-09": "",
    }  # fmt: skip
    assert months(path) == {"2026-10": 52, "2026-11": 54}


def test_a_source_that_kept_months_by_name_takes_the_next_one_too(tmp_path: Path) -> None:
    path, source = file(tmp_path), written(tmp_path, "kd.csv", THREE)
    run("metrics", "import", path, source)
    kept = path.read_text("utf-8").replace(
        '"{period}": value', "2026-09: value\n      2026-10: value\n      2026-11: value"
    )
    assert "{period}" not in kept
    path.write_text(kept, "utf-8")

    source.write_text(FOUR, "utf-8")
    run("metrics", "refresh", path)

    assert months(path)["2026-12"] == 49


def test_a_file_a_month_with_one_column_is_that_month(tmp_path: Path) -> None:
    path = file(tmp_path)
    source = written(tmp_path, "kd-2026-11.csv", "touchpoint;metric;2026-11\nPay;CSAT;54\n")
    made = run("metrics", "import", path, source, "--name", "kd")
    assert made.exit_code == 0, made.output
    text = path.read_text("utf-8").replace("kd-2026-11.csv", "kd-{period}.csv")
    path.write_text(text, "utf-8")
    written(tmp_path, "kd-2026-12.csv", "touchpoint;metric;2026-12\nPay;CSAT;49\n")

    result = run("metrics", "refresh", path)

    assert result.exit_code == 0, result.output
    assert months(path) == {"2026-11": 54, "2026-12": 49}


@pytest.mark.parametrize("name", ["Durchschnitt", "Average", "Total", "Summe", "میانگین", "جمع"])
def test_a_total_beside_the_months_is_passed_over_and_said(tmp_path: Path, name: str) -> None:
    rows = THREE.replace("2026-11\n", f"2026-11;{name}\n").replace("54\n", "54;52,3\n")
    path, source = file(tmp_path), written(tmp_path, "kd.csv", rows)

    result = run("metrics", "import", path, source)

    assert result.exit_code == 0, result.output
    said = result.stdout.replace("\u2069", "")
    assert f"{name}”: it is no period, as the columns with values are" in said
    assert months(path) == {"2026-09": 51, "2026-10": 52, "2026-11": 54}


def test_a_column_that_hinders_is_named_with_the_way_out(tmp_path: Path) -> None:
    rows = THREE.replace("2026-11\n", "2026-11;Total\n").replace("54\n", "54;52,3\n")
    path, source = file(tmp_path), written(tmp_path, "kd.csv", rows)

    result = run("metrics", "import", path, source, "--columns", "Total=value")

    assert result.exit_code == 2
    assert "“Total” is no period" in result.stderr
    assert "--columns 'Total='" in result.stderr
