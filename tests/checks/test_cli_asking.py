"""`journeymap check`: what it says about the checks themselves, and about files it cannot read."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from journeymap.files.profiles import NAME as PROFILE
from tests.test_cli import run

MAP = """format: 1
title: T
status: draft
state: current
stages: [{id: a, name: A}]
touchpoints: [{id: x, name: X, stage: a}]
"""


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_one_check_is_explained_for_programs_too() -> None:
    told = json.loads(run("check", "--explain", "no-entry", "--format", "json").stdout)

    assert (told["id"], told["fix"], told["fix_safe"]) == ("no-entry", True, False)
    assert "flows:" in told["example"]
    assert told["fix_name"]


@pytest.mark.parametrize("asked", [["--list"], ["--explain", "no-entry"]])
@pytest.mark.parametrize(
    "beside",
    [["--format", "html"], ["-o", "list.txt"], ["--fix"], ["map.yaml"], ["--show-settings"]],
)
def test_what_does_not_go_with_a_question_about_checks_is_refused(
    asked: list[str], beside: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "map.yaml", MAP)

    result = run("check", *asked, *beside)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--list" in result.stderr
    assert not (tmp_path / "list.txt").exists()


def test_the_list_says_which_fixes_are_safe() -> None:
    rows = json.loads(run("check", "--list", "--format", "json").stdout)

    assert {row["id"] for row in rows if row["fix_safe"]} == {
        "assumption-not-marked",
        "backward-flow",
        "duplicate-flow",
        "id-repeated",
        "level-not-allowed",
        "reading-repeated",
        "text-turned-around",
    }


def test_the_settings_say_where_a_check_does_not_speak_and_why(tmp_path: Path) -> None:
    path = written(tmp_path / "map.yaml", MAP)

    lines = run("check", path, "--show-settings").output.splitlines()

    told = {line.split()[0]: line.partition("; ")[2] for line in lines if not line.startswith(" ")}
    assert told["no-entry"] == ""
    assert told["map-without-goal"].endswith("it speaks from status “In review” on")
    assert told["dead-end"] == ""
    live = written(tmp_path / "live.yaml", MAP.replace("draft", "live"))
    text = run("check", live, "--show-settings").output
    assert "it speaks in maps of: Future state" in text
    assert "it speaks with the profile commerce" in text


def test_a_report_in_a_file_says_why_a_map_cannot_be_read(tmp_path: Path) -> None:
    written(tmp_path / "broken.yaml", MAP + "stagse: []\n")
    report = tmp_path / "report.txt"

    run("check", tmp_path, "-o", report)

    assert "broken.yaml:7:1: error: " in report.read_text(encoding="utf-8")
    assert "“stagse”" in report.read_text(encoding="utf-8")


def test_an_exception_without_its_reason_is_named_and_holds_nothing_back(tmp_path: Path) -> None:
    bare = MAP.replace("{id: a, name: A}", "{id: a, name: A}, {id: b, name: B}")
    more = "checks:\n  ignore:\n    - {check: stage-without-touchpoint, at: b"
    path = written(tmp_path / "map.yaml", f"{bare}{more}}}\n")

    done = run("check", path)

    found = [line.partition("error: ")[2] for line in done.stdout.splitlines() if "error: " in line]
    assert done.exit_code == 1
    assert found == [
        "The stage “B” has no touchpoint [stage-without-touchpoint]",
        "The exception for “stage-without-touchpoint” at the stage “B” does not say why it is "
        "right, so it does not hold; add “why: …” to it [ignore-without-reason]",
    ]
    written(path, f"{bare}{more}, why: It comes later}}\n")
    assert run("check", path).exit_code == 0


def test_an_exception_without_its_reason_is_taken_out_by_its_fix(tmp_path: Path) -> None:
    more = "checks:\n  ignore:\n    - {check: no-entry, why: So it is}\n    - {check: no-exit}\n"
    path = written(tmp_path / "map.yaml", MAP + more)

    run("check", path, "--fix", "--only", "ignore-without-reason")

    assert path.read_text(encoding="utf-8") == (MAP + more).replace("    - {check: no-exit}\n", "")


def test_an_exception_of_a_profile_without_its_reason_is_named_there(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    written(tmp_path / "team.yaml", "ignore:\n  - {check: no-exit}\n")
    path = written(tmp_path / "map.yaml", MAP + "profile: team.yaml\n")

    said = run("check", path, "--only", "ignore-without-reason").output

    assert "team.yaml:2: The exception for “no-exit” does not say why it is right" in said


def test_what_is_wrong_in_a_profile_is_said_with_its_own_line_and_not_at_the_maps(
    tmp_path: Path,
) -> None:
    (tmp_path / ".git").mkdir()
    written(tmp_path / "team.yaml", "levls: {dead-end: info}\nlevels: 5\n")
    path = written(tmp_path / "map.yaml", MAP + "profile: team.yaml\n")

    lines = run("check", path, "--only", "profile-not-read").output.splitlines()

    assert [line.partition("error: ")[2] for line in lines if "error:" in line] == [
        line.partition("error: ")[2]
        for line in lines
        if "team.yaml:1:1: " in line or "team.yaml:2:9: levels: a group of keys belongs" in line
    ]
    assert not any("^" in line for line in lines)


def test_a_file_that_may_not_be_read_keeps_no_other_from_being_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, shut = written(tmp_path / "good.yaml", MAP), written(tmp_path / "shut.yaml", MAP)
    shut.chmod(0)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "shut.yaml")

    done = run("check", good, shut, "--set", "stage-with-one-channel=silent")

    assert "Usage" not in done.output
    assert "Nothing found" in done.stdout
    shut.chmod(0o600)


@pytest.mark.parametrize("output", ["map.yaml", "./link.yaml", "base.yaml", "readings.csv"])
def test_a_report_is_not_written_over_what_it_is_about(
    output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    readings = written(tmp_path / "readings.csv", "metric,period,value\nnps,2026-10,40\n")
    text = f"{MAP}readings_from: readings.csv\nmetrics: [{{id: nps, name: NPS, kind: nps}}]\n"
    path = written(tmp_path / "map.yaml", text)
    (tmp_path / "link.yaml").symlink_to("map.yaml")
    run("check", "map.yaml", "--baseline", "base.yaml", "--update-baseline")
    before = (tmp_path / "base.yaml").read_bytes()

    for where in ("map.yaml", "."):
        done = run("check", where, "--baseline", "base.yaml", "--format", "html", "-o", output)

        assert (done.exit_code, done.stdout) == (2, "")
        assert f"{output} is read here" in done.stderr
    assert path.read_text(encoding="utf-8") == text
    assert readings.read_text(encoding="utf-8").startswith("metric,")
    assert (tmp_path / "base.yaml").read_bytes() == before


@pytest.mark.parametrize("text", ["levels: {dead-end: info}\n", "levls: {}\n", "levels: [\n"])
@pytest.mark.parametrize(
    ("output", "words"),
    [
        (PROFILE, []),
        ("./link.yaml", []),
        ("base.yaml", []),
        ("named.yaml", ["--profile", "named.yaml"]),
    ],
)
def test_a_report_is_not_written_over_a_profile(
    output: str, words: list[str], text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "maps").mkdir()
    written(tmp_path / "maps" / "map.yaml", MAP)
    (tmp_path / ".git").mkdir()
    own = "extends: base.yaml\n" if output == "base.yaml" else text
    files = {PROFILE: own, "base.yaml": text, "named.yaml": text}
    paths = {name: written(tmp_path / name, text) for name, text in files.items()}
    (tmp_path / "link.yaml").symlink_to(PROFILE)

    for more in (["maps/map.yaml"], ["maps"], ["maps/map.yaml", "--show-settings"]):
        done = run("check", *more, *words, "--format", "json", "-o", output)

        assert (done.exit_code, done.stdout) == (2, "")
        assert f"{output} is read here" in done.stderr
    assert all(path.read_text(encoding="utf-8") == files[name] for name, path in paths.items())


def test_nor_over_one_that_is_for_other_maps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "map.yaml", MAP)
    (tmp_path / "other").mkdir()
    broken = written(tmp_path / "other" / PROFILE, "levls: {}\n")
    theirs = written(tmp_path / "theirs.yaml", "families: {flow: info}\n")

    for path in (broken, theirs):
        before = path.read_text(encoding="utf-8")
        for words in (["map.yaml"], ["--show-settings"]):
            done = run("check", *words, "-o", path)
            assert (done.exit_code, done.stdout) == (2, "")
            assert f"{path} is a profile; write what was found to another file." in done.stderr
        assert path.read_text(encoding="utf-8") == before


def test_a_report_may_be_written_over_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "map.yaml", MAP)
    words = ["check", "map.yaml", "--fail-on", "error"]

    for form in ("json", "text", "markdown", "json"):
        done = run(*words, "--format", form, "-o", "report.yaml")
        assert done.exit_code < 2, done.output


def test_conflict_markers_are_for_merge_in_a_map_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(one: str, other: str) -> str:
        return f"<<<<<<< ours\n{one}\n=======\n{other}\n>>>>>>> theirs\n"

    monkeypatch.chdir(tmp_path)
    written(tmp_path / "map.yaml", MAP)
    base = written(tmp_path / "base.yaml", "baseline: 1\n" + torn("maps: {}", "maps: {a: []}"))
    byhand = "keep the lines that are to hold and delete the markers"

    done = run("check", "map.yaml", "--baseline", base)
    assert (done.exit_code, "journeymap merge" in done.stderr) == (2, False)
    assert f"{base}:2:1: two versions of this file were joined" in done.stderr
    assert byhand in done.stderr
    written(tmp_path / PROFILE, torn("levels: {a: info}", "levels: {b: info}"))
    done = run("check", "map.yaml")
    assert f"{PROFILE}:1:1: two versions of this file were joined" in done.stdout
    assert byhand in done.stdout
    assert "journeymap merge" not in done.output
    written(tmp_path / "map.yaml", "format: 1\n" + torn("title: Tea", "title: Coffee"))
    assert "“journeymap merge” joins maps" in run("check", "map.yaml").stderr
