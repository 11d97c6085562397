"""`journeymap metrics`: what a map measured, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from journeymap.cli import cli
from journeymap.model.terminal import width

MAP = """\
format: 1
title: Coffee
stages: [{id: buy, name: Buy}]
touchpoints:
  - {id: cart, name: Cart, stage: buy}
  - {id: pay, name: Pay, stage: buy}
metrics:
  - {id: csat, name: CSAT, kind: csat, formula: top 2, scale: [1, 5], better: higher}
  - {id: wait, name: Wait, kind: duration, better: lower}
  - {id: nps, name: NPS, kind: nps, better: higher}
readings:
  - {metric: csat, at: pay, period: 2026-09, counts: {1: 10, 5: 90}}
  - {metric: csat, at: pay, period: 2026-10, counts: {1: 40, 5: 60}}
  - {metric: csat, at: cart, period: 2026-10, counts: {5: 9}, segment: {device: mobile}}
  - {metric: wait, period: 2026-10, value: 40}
"""


def run(*args: object, text: str | None = None) -> Result:
    result = CliRunner().invoke(cli, [str(arg) for arg in args], input=text)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def file(folder: Path, text: str = MAP) -> Path:
    path = folder / "coffee.yaml"
    path.write_text(text, "utf-8")
    return path


def test_metrics_are_listed_with_how_they_were_measured(tmp_path: Path) -> None:
    result = run("metrics", "list", file(tmp_path))

    assert result.stdout.splitlines() == [
        "csat  CSAT  3 readings  2 places  Oct 2026",
        "wait  Wait  1 reading   1 place   Oct 2026",
        "nps   NPS   0 readings  0 places",
    ]


def test_the_list_for_programs_has_every_field(tmp_path: Path) -> None:
    rows = json.loads(run("metrics", "list", file(tmp_path), "--format", "json").stdout)

    assert [(row["id"], row["readings"], row["places"], row["newest"]) for row in rows] == [
        ("csat", 3, 2, "2026-10"),
        ("wait", 1, 1, "2026-10"),
        ("nps", 0, 0, None),
    ]
    assert rows[0]["formula"] == "top 2"


def test_values_are_shown_with_interval_and_change(tmp_path: Path) -> None:
    lines = run("metrics", "show", file(tmp_path), "csat", "wait").stdout.splitlines()

    assert lines[0] == "CSAT (csat)"
    assert lines[2].split()[:3] == ["Cart", "device:", "mobile"]
    assert "60 (50 to 69)" in lines[3]
    assert "n = 100  worse (Sep 2026: 90)" in lines[3]
    assert lines[-1].split() == ["the", "whole", "map", "Oct", "2026", "40"]


def test_a_difference_without_an_interval_is_shown_and_not_judged(tmp_path: Path) -> None:
    # given a bare value after a counted one, one after another bare one, and one that stayed
    bare = """\
  - {metric: csat, at: pay, period: 2026-11, value: 62}
  - {metric: wait, period: 2026-09, value: 41}
  - {metric: nps, period: 2026-09, value: 30}
  - {metric: nps, period: 2026-10, value: 30}
"""

    lines = run("metrics", "show", file(tmp_path, MAP + bare)).stdout.splitlines()

    # then what they were before is told, and no more
    told = [line.partition("2026  ")[2] for line in lines if "whole map" in line or "Pay" in line]
    assert [" ".join(each.split()) for each in told] == [
        "62 Oct 2026: 60",
        "40 Sep 2026: 41",
        "30 unchanged (Sep 2026: 30)",
    ]


def test_values_for_programs_are_numbers(tmp_path: Path) -> None:
    rows = json.loads(run("metrics", "show", file(tmp_path), "--format", "json").stdout)

    pay = next(row for row in rows if row["at"] == "pay")
    assert (pay["value"], pay["n"], pay["moved"], pay["before"]) == (
        60,
        100,
        "worse",
        {"period": "2026-09", "value": 90},
    )
    assert [row["at"] for row in rows if row["metric"] == "wait"] == ["map"]


def test_an_earlier_period_can_be_shown(tmp_path: Path) -> None:
    path = file(tmp_path)

    rows = json.loads(
        run("metrics", "show", path, "csat", "--period", "2026-09", "--format", "json").stdout
    )

    assert [(row["at"], row["value"]) for row in rows] == [("pay", 90)]


def test_a_metric_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = run("metrics", "show", file(tmp_path), "cast")

    assert result.exit_code == 2
    assert result.stderr == "there is no metric “cast”; there are: csat, wait, nps\n"


def test_a_map_without_metrics_says_so(tmp_path: Path) -> None:
    path = file(tmp_path, "format: 1\ntitle: Empty\n")

    assert run("metrics", "list", path).stdout == "This map has no metrics yet.\n"
    assert run("metrics", "show", path).stdout == ""


def test_columns_stand_under_each_other_in_every_script(tmp_path: Path) -> None:
    text = MAP.replace("name: CSAT", "name: رضايت\u200cمندی").replace("name: Wait", "name: 等待")

    lines = run("metrics", "list", file(tmp_path, text)).stdout.splitlines()

    assert len({width(line[: line.index(" reading")].rstrip("0123456789")) for line in lines}) == 1
