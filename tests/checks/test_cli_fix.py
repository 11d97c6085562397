"""`journeymap check --fix`: what is mended in the file, what is said, and what is left alone."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from journeymap.files.reader import read_file
from tests.test_cli import ROOT, run

# Mixed on purpose: what is not mended stays byte for byte.
MAP = """\
# the shop
title:   "Coffee"   # for now
status: draft
stages: [{id: order, name: Order}, {id: use, name: 'Use'}]
channels:
  - id: app
    name: App   # ours
  - {id: fax, name: Fax}

touchpoints:
  - id: pay     # hurts
    name: Pay
    stage: order
    channel: app
  - {id: drink, name: Drink, stage: use, channel: app}
flows:
  # round and round
  - {from: pay, to: pay}
  - {from: pay, to: drink}
  - {from: pay, to: gone}
x-own: kept
"""
# None of these is safe: each takes out what somebody wrote.
TAKEN_OUT = ("channel-not-used", "self-flow", "reference-missing")
ASKED = ("--fix", *(word for id in TAKEN_OUT for word in ("--only", id)))
MENDED = MAP.replace("  - {id: fax, name: Fax}\n", "")
MENDED = MENDED.replace("  # round and round\n  - {from: pay, to: pay}\n", "")
MENDED = MENDED.replace("  - {from: pay, to: gone}\n", "")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(MAP, encoding="utf-8")
    return path


def test_what_is_mended_goes_into_the_file_and_nothing_else_changes(shop: Path) -> None:
    result = run("check", shop, *ASKED)

    assert shop.read_text(encoding="utf-8") == MENDED
    assert result.exit_code == 0
    assert sorted(result.output.splitlines()[:3]) == [
        f"{shop}: mended: Remove the channel “Fax” [channel-not-used]",
        f"{shop}: mended: Remove the flow from “Pay” to itself [self-flow]",
        f"{shop}: mended: Remove the flow “Pay” → “gone” [reference-missing]",
    ]
    assert result.output.endswith("Nothing found\n")


def test_a_second_time_nothing_is_left_to_mend_and_nothing_is_written(shop: Path) -> None:
    run("check", shop, *ASKED)
    os.utime(shop, ns=(1, 1))
    before = shop.stat()

    result = run("check", shop, *ASKED)

    assert "mended" not in result.output
    after = shop.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_only_what_is_named_is_mended_and_reported(shop: Path) -> None:
    result = run("check", shop, "--fix", "--only", "self-flow")

    assert shop.read_text(encoding="utf-8") == MAP.replace(
        "  # round and round\n  - {from: pay, to: pay}\n", ""
    )
    assert result.output.count("mended:") == 1
    assert result.output.endswith("Nothing found\n")


def test_what_is_skipped_is_not_mended(shop: Path) -> None:
    run("check", shop, *ASKED, "--skip", "self-flow", "--skip", "channel-not-used")

    assert shop.read_text(encoding="utf-8") == MAP.replace("  - {from: pay, to: gone}\n", "")


def test_a_dry_run_tells_what_would_change_and_changes_nothing(shop: Path) -> None:
    result = run("check", shop, *ASKED, "--dry-run")

    assert shop.read_text(encoding="utf-8") == MAP
    assert result.exit_code == 1
    assert f"{shop}: would mend: Remove the channel “Fax” [channel-not-used]" in result.output
    assert "  Channel “Fax” was removed" in result.output.splitlines()
    assert run("check", shop, *ASKED).exit_code == 0
    assert run("check", shop, *ASKED, "--dry-run").exit_code == 0


def test_what_remains_is_reported_where_it_stands_now(shop: Path) -> None:
    shop.write_text(MAP.replace("status: draft", "status: in-review"), encoding="utf-8")

    result = run("check", shop, "--fix")

    assert "warning:" in result.output
    assert run("check", shop).output.splitlines() == [
        line for line in result.output.splitlines() if "mended:" not in line
    ]


def test_a_map_from_standard_input_goes_to_standard_output(shop: Path) -> None:
    result = run("check", "-", *ASKED, text=MAP)

    assert result.stdout == MENDED
    assert "mended: Remove the channel" in result.stderr
    assert "Nothing found" in result.stderr
    assert run("check", "-", *ASKED, text=MENDED).stdout == MENDED


def test_a_dry_run_of_standard_input_writes_no_map() -> None:
    result = run("check", "-", *ASKED, "--dry-run", text=MAP)

    assert "touchpoints:" not in result.stdout
    assert "would mend" in result.stdout


def test_a_report_for_programs_cannot_share_standard_output(tmp_path: Path) -> None:
    result = run("check", "-", *ASKED, "--format", "json", text=MAP)
    assert (result.exit_code, result.stdout) == (2, "")

    report = tmp_path / "report.json"
    result = run("check", "-", *ASKED, "--format", "json", "-o", report, text=MAP)
    assert result.stdout == MENDED
    assert json.loads(report.read_text()) == []


def test_json_of_a_file_holds_what_remains(shop: Path) -> None:
    result = run("check", shop, *ASKED, "--format", "json")

    assert json.loads(result.stdout) == []
    assert result.stderr.count("mended:") == 3


def test_plain_fix_makes_only_what_guesses_nothing_and_takes_nothing_out(tmp_path: Path) -> None:
    path = tmp_path / "coffee.yaml"
    more = "metrics: [{id: csat, name: CSAT, kind: csat}, {id: ces, name: CES, kind: ces}]\n"
    text = MAP.replace("status: draft", "status: in-review") + more
    path.write_text(text, encoding="utf-8")
    twice = "  - {from: pay, to: drink}\n"
    path.write_text(path.read_text().replace(twice, twice + twice), encoding="utf-8")

    result = run("check", path, "--fix", "--set", "metric-not-used=warning")

    assert path.read_text() == text
    for check in (*TAKEN_OUT, "csat-without-formula", "metric-not-used"):
        line = next(line for line in result.output.splitlines() if f"fix of {check} would" in line)
        assert line.endswith(f"ask for it with --only {check}")


def test_where_a_fix_does_not_fit_that_is_said_to_whoever_asks_for_it(tmp_path: Path) -> None:
    path = tmp_path / "back.yaml"
    text = (
        "title: T\nstages: [{id: a, name: A}, {id: b, name: B}]\ntouchpoints:\n"
        "  - {id: one, name: One, stage: a}\n  - {id: two, name: Two, stage: b}\n"
        "flows: [{from: one, to: two}, {from: two, to: one}]\n"
    )
    path.write_text(text, encoding="utf-8")

    result = run("check", path, "--fix", "--dry-run", "--only", "backward-flow")

    (line,) = [line for line in result.output.splitlines() if "not mended" in line]
    assert "leads back to the earlier stage" in line
    assert "“Make it a loop” does not fit here" in line
    assert "does not fit" not in run("check", path, "--fix", "--dry-run").output


def test_a_fix_that_leaves_something_to_fill_in_is_made_for_whoever_asks(tmp_path: Path) -> None:
    path = tmp_path / "coffee.yaml"
    text = "title: T\nstate: current\nstatus: in-review\nstages: [{id: s, name: S}]\n"
    path.write_text(f"{text}touchpoints:\n  - {{id: pay, name: Pay, stage: s, emotion: -2}}\n")

    result = run("check", path, "--fix", "--today", "2026-11-21")
    assert not read_file(path).map.pain_points
    assert "ask for it with --only low-without-pain-point" in result.output

    run("check", path, "--fix", "--only", "low-without-pain-point")
    assert [pain.at for pain in read_file(path).map.pain_points] == [("pay",)]


def test_what_is_put_off_is_not_mended(shop: Path) -> None:
    base = shop.parent / "base.yaml"
    run("check", shop, "--baseline", base, "--update-baseline", "--only", "self-flow")

    run("check", shop, *ASKED, "--baseline", base)

    assert "{from: pay, to: pay}" in shop.read_text(encoding="utf-8")
    assert "fax" not in shop.read_text(encoding="utf-8")


def test_the_settings_hold_for_mending_too(shop: Path) -> None:
    run("check", shop, "--fix", "--set", "self-flow=silent")

    assert "{from: pay, to: pay}" in shop.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["--dry-run"], ["--fix", "--update-baseline"]])
def test_options_that_do_not_go_together_are_refused(shop: Path, words: list[str]) -> None:
    base = ["--baseline", str(shop.parent / "b.yaml")] if "--update-baseline" in words else []

    assert run("check", shop, *words, *base).exit_code == 2
    assert shop.read_text(encoding="utf-8") == MAP


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda p: p.stem)
def test_the_examples_are_mended_and_then_have_nothing_left_to_mend(
    path: Path, tmp_path: Path
) -> None:
    shutil.copytree(path.parent, tmp_path / "examples")
    copy = tmp_path / "examples" / path.name
    asked = ["--fix", "--today", "2026-11-21"]
    asked += [word for id in BEGUN for word in ("--only", id)] if "coffee" in path.name else []
    run("check", copy, *asked)
    once = copy.read_bytes()

    run("check", copy, *asked)

    assert copy.read_bytes() == once
    read_file(copy)


BEGUN = ("low-without-pain-point", "pain-point-without-opportunity")
