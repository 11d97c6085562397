"""`journeymap check FOLDER`: all maps, what is found across them, and the table at the end."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.test_cli import run

SHOP = """\
format: 1
title: Shop
owner: Commerce
status: draft
reviewed: 2026-10-01
stages:
  - {id: buy, name: Buy}
channels:
  - {id: web, name: Website}
touchpoints:
  - id: pay
    name: Pay
    stage: buy
    channel: web
    entry: true
    exit: reached
    evidence:
      - {kind: research, note: Six interviews}
  - {id: look, name: Look, stage: buy, channel: web, entry: true, exit: reached}
"""


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    folder = tmp_path / "maps"
    (folder / "detail").mkdir(parents=True)
    (folder / "a-shop.yaml").write_text(SHOP, encoding="utf-8")
    (folder / "detail" / "help.yaml").write_text(
        SHOP.replace("title: Shop", "title: Help").replace("name: Website", "name: web site"),
        encoding="utf-8",
    )
    (folder / "ci.yaml").write_text("jobs: {}\n", encoding="utf-8")
    return folder


def test_all_maps_of_a_folder_are_checked_and_compared(maps: Path) -> None:
    result = run("check", maps)

    assert result.exit_code == 0
    assert (
        f"{maps}/detail/help.yaml:9:15: warning: The channel “web site” is called “Website” in "
        in (result.stdout)
    )
    table = result.stdout.split("\n\n")[-2].splitlines()
    assert table[0].split() == (
        "Map Owner Status Reviewed Errors Warnings Notes Experience Coverage".split()
    )
    assert [line.split()[-8:-4] for line in table[2:]] == [
        ["Commerce", "Draft", "2026-10-01", "0"],
    ] * 2
    assert [line.split()[-1] for line in table[2:]] == ["10%", "10%"]
    assert result.stdout.endswith("1 YAML file is no map and was left out\n")


def test_the_table_is_in_the_forms_for_programs_and_people(maps: Path) -> None:
    whole = json.loads(run("check", maps, "--format", "json").stdout)
    assert [row["check"] for row in whole["findings"]].count("channel-spelt-twice") == 1
    assert whole["skipped"] == 1
    first = whole["maps"][0]
    assert Path(first.pop("file")).name == "a-shop.yaml"
    assert first.pop("notes") >= 0
    assert first == {
        "read": True,
        "title": "Shop",
        "owner": "Commerce",
        "status": "draft",
        "reviewed": "2026-10-01",
        "errors": 0,
        "warnings": 0,
        "experience": 0,
        "touchpoints": 2,
        "coverage": 0.1,
    }
    assert (
        "| Commerce | Draft | 2026-10-01 | 0 |" in run("check", maps, "--format", "markdown").stdout
    )
    assert "Commerce</bdi></td>" in run("check", maps, "--format", "html").stdout


def test_one_unreadable_map_is_told_and_the_others_go_on(maps: Path) -> None:
    (maps / "bad.yaml").write_text("format: 1\ntitle: [\n", encoding="utf-8")

    result = run("check", maps)

    assert result.exit_code == 2
    assert f"{maps}/bad.yaml:" in result.stderr
    assert "[channel-spelt-twice]" in result.stdout
    (row,) = [
        line for line in result.stdout.splitlines() if "cannot be read" in line and "bad" in line
    ]
    assert row.split()[-3:] == ["cannot", "be", "read"]
    suites = ET.fromstring(run("check", maps, "--format", "junit").stdout)
    assert [suite.get("errors") for suite in suites] == ["0", "0", "1"]


def test_folders_and_files_are_mixed_and_no_map_comes_twice(maps: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.yaml"
    alone.write_text(SHOP.replace("Website", "WEBSITE"), encoding="utf-8")

    result = run("check", alone, maps, maps / "a-shop.yaml", maps / "detail", "--format", "json")

    whole = json.loads(result.stdout)
    assert [Path(row["file"]).name for row in whole["maps"]] == [
        "alone.yaml",
        "a-shop.yaml",
        "help.yaml",
    ]
    # a file that was named by itself is compared with none
    (found,) = [row for row in whole["findings"] if row["check"] == "channel-spelt-twice"]
    assert Path(found["file"]).name == "help.yaml"


def test_files_alone_give_no_table(maps: Path) -> None:
    result = run("check", maps / "a-shop.yaml", maps / "detail" / "help.yaml")
    assert "Coverage" not in result.stdout
    assert "[channel-spelt-twice]" not in result.stdout


def test_a_folder_without_maps_is_said_to_be_one(maps: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    result = run("check", maps, empty)
    assert result.exit_code == 2
    assert result.stderr == (
        f"There is no map in “{empty}”: a map is a .yaml file with the key “format”.\n"
    )


def test_an_exception_for_a_check_across_maps_is_used_and_unknown_where_one_map_is_checked(
    maps: Path,
) -> None:
    path = maps / "detail" / "help.yaml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "checks:\n  ignore:\n    - {check: channel-spelt-twice, at: web, why: the old name}\n",
        encoding="utf-8",
    )
    for target in (maps, path):
        said = run("check", target).stdout
        assert "[channel-spelt-twice]" not in said
        assert "[ignore-unused]" not in said


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "markdown", "html"])
def test_every_form_can_be_written_to_a_file(maps: Path, tmp_path: Path, form: str) -> None:
    output = tmp_path / f"report.{form}"
    output.write_text("what was there before", encoding="utf-8")

    told = run("check", maps, "--format", form, "-o", output)

    assert told.exit_code == 0
    assert told.stdout.count("\n") == 1  # how much it is; the rest is in the file
    assert output.read_text(encoding="utf-8") == run("check", maps, "--format", form).stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["maps", output.name]


def test_a_report_that_cannot_be_written_is_no_traceback(maps: Path, tmp_path: Path) -> None:
    result = run("check", maps, "-o", tmp_path / "no-such-folder" / "report.txt")
    assert result.exit_code == 2
    assert "no-such-folder" in result.stderr
