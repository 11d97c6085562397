"""`journeymap check` with settings from profiles and the command line, and where each came from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from journeymap.files.profiles import NAME
from tests.test_cli import run

MAP = """\
title: Coffee
status: draft
stages: [{id: order, name: Order}]
touchpoints:
  - {id: pay, name: Pay, stage: order}
checks:
  levels: {cell-overcrowded: warning}
  settings:
    cell-overcrowded: {most: 3}
    too-many-stages: {most: 0}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "coffee.yaml").write_text(MAP)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(*words: object) -> dict[str, Any]:
    (row,) = json.loads(run("check", *words, "--show-settings", "--format", "json").stdout)
    return {each["id"]: each for each in row["checks"]}


# ---------------------------------------------------------------- levels and settings


def test_levels_and_settings_of_the_command_line_come_last(folder: Path) -> None:
    assert "warning: The map has 1 stage" in run("check", "maps/coffee.yaml").output

    result = run("check", "maps/coffee.yaml", "--set", "too-many-stages=error")
    assert (result.exit_code, "error: The map has 1 stage" in result.output) == (1, True)

    result = run("check", "maps/coffee.yaml", "--set", "too-many-stages.most=5")
    assert result.output == "Nothing found\n"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            "too-many-stages.most=-5",
            "“-5” does not fit the setting “most” of “too-many-stages”; write a number, 0 or more",
        ),
        (
            "low-without-pain-point.emotion=9",
            "“9” does not fit the setting “emotion” of “low-without-pain-point”; "
            "write a number from −2 to 2",
        ),
        (
            "lopsided-stages.share=7",
            "“7” does not fit the setting “share” of “lopsided-stages”; write a number from 0 to 1",
        ),
        (
            "review-overdue.every=0d",
            "“0d” does not fit the setting “every” of “review-overdue”; "
            "write a duration of a day or more, such as 90d",
        ),
        ("dead-endd=info", "There is no check “dead-endd”; is “dead-end” meant?"),
        ("xyzzy=info", "There is no check “xyzzy”; journeymap check --list names them"),
        ("dead-end=eror", "“eror” is no level; is “error” meant?"),
        ("dead-end=", "“” is no level; write silent, info, warning, error"),
        ("dead-end", "“dead-end” is neither CHECK=LEVEL nor CHECK.SETTING=VALUE."),
        ("=error", "“=error” is neither CHECK=LEVEL nor CHECK.SETTING=VALUE."),
        ("dead-end.=3", "“dead-end.=3” is neither CHECK=LEVEL nor CHECK.SETTING=VALUE."),
        (
            "review-overdue.evry=3d",
            "The check “review-overdue” has no setting “evry”; is “every” meant?",
        ),
        ("dead-end.most=3", "The check “dead-end” has no settings; “most” does nothing"),
        (
            "review-overdue.every=soon",
            "“soon” does not fit the setting “every” of “review-overdue”; "
            "write a duration of a day or more, such as 90d",
        ),
        ("alarm=error", "“alarm” is about the experience and cannot be an error"),
    ],
)
def test_what_means_nothing_is_refused(folder: Path, word: str, said: str) -> None:
    result = run("check", "maps/coffee.yaml", "--set", word)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{said}\n"


def test_all_that_is_wrong_is_said_at_once(folder: Path) -> None:
    words = ["--set", "a=info", "--set", "b=info", "--only", "c", "--skip", "d"]

    result = run("check", "maps/coffee.yaml", *words)

    assert result.stderr.count("There is no check") == 4


def test_a_list_is_written_with_commas(folder: Path) -> None:
    words = ["--set", "personal-data.allow=a@b.org, c@d.org"]

    row = shown("maps/coffee.yaml", *words)["personal-data"]

    assert row["settings"]["allow"]["value"] == ["a@b.org", "c@d.org"]


# ---------------------------------------------------------------- only and skip


def test_only_and_skip_choose_what_is_reported_and_counted(folder: Path) -> None:
    path = folder / "maps" / "coffee.yaml"
    path.write_text(MAP + "flows: [{from: pay, to: pay}, {from: pay, to: gone}]\n")

    only = run("check", path, "--only", "too-many-stages")
    assert only.exit_code == 0
    assert "[too-many-stages]" in only.output
    assert "[self-flow]" not in only.output

    skip = run("check", path, "--skip", "reference-missing")
    assert "[self-flow]" in skip.output
    assert "[reference-missing]" not in skip.output


def test_a_silent_check_speaks_when_it_is_named(folder: Path) -> None:
    path = folder / "maps" / "coffee.yaml"
    path.write_text(MAP.replace("name: Pay", "name: Choose and pay").replace("silent", ""))

    assert "[touchpoint-does-two-things]" not in run("check", path).output
    only = run("check", path, "--only", "touchpoint-does-two-things").output
    assert "info:" in only
    assert "[touchpoint-does-two-things]" in only
    shows = ["--show-settings", "--only", "touchpoint-does-two-things"]
    assert run("check", path, *shows).output.split()[1:] == ["silent", "default"]


# ---------------------------------------------------------------- profiles


def test_a_profile_above_the_map_is_used_and_named_with_its_line(folder: Path) -> None:
    (folder / NAME).write_text("about: Ours\nlevels:\n  too-many-stages: error\n")

    assert run("check", "maps/coffee.yaml").exit_code == 1
    lines = run("check", "maps/coffee.yaml", "--show-settings", "--only", "too-many-stages").output
    assert lines.splitlines()[0].split() == ["too-many-stages", "error", f"{NAME}:3"]
    assert lines.splitlines()[1].split() == ["most:", "0", "maps/coffee.yaml:10"]


def test_a_profile_that_cannot_be_read_is_an_error_of_each_map(folder: Path) -> None:
    (folder / NAME).write_text("levls: {}\n")

    result = run("check", "maps/coffee.yaml")

    assert result.exit_code == 1
    assert f"{NAME}:1:1: the key “levls” is unknown; did you mean “levels”?" in result.output
    assert "[profile-not-read]" in result.output


def test_a_profile_that_is_named_and_cannot_be_read_ends_the_program(folder: Path) -> None:
    (folder / "bad.yaml").write_text("a: [\n")

    for name, said in (("bad.yaml", "bad.yaml:2:1: "), ("gone.yaml", "is not there"), ("x", "“x”")):
        result = run("check", "maps/coffee.yaml", "--profile", name)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr


def test_a_profile_named_on_the_command_line_may_lie_anywhere(folder: Path) -> None:
    elsewhere = folder.parent / f"{folder.name}-elsewhere.yaml"
    elsewhere.write_text("levels: {too-many-stages: error}\n")

    assert run("check", "maps/coffee.yaml", "--profile", elsewhere).exit_code == 1


def test_a_map_from_standard_input_has_no_folder(folder: Path) -> None:
    (folder / NAME).write_text("levels: {too-many-stages: error}\n")

    assert run("check", "-", text=MAP).exit_code == 0
    assert run("check", "-", "--profile", NAME, text=MAP).exit_code == 1


# ---------------------------------------------------------------- what is in force


def test_each_level_and_value_tells_where_it_came_from(folder: Path) -> None:
    (folder / NAME).write_text(
        "extends: public\nsettings:\n  too-many-stages: {most: 9}\n"
        "families:\n  flow: info\n  metrics: silent\n"
    )
    words = ["maps/coffee.yaml", "--set", "dead-end=info", "--set", "lopsided-stages.share=0.6"]

    rows = shown(*words)

    def came(id: str) -> tuple[Any, ...]:
        row = rows[id]
        return row["level"], row["from"]["from"], row["from"]["name"], row["from"]["line"]

    assert came("stage-without-touchpoint") == ("error", "default", None, None)
    assert came("personal-data") == ("error", "built-in", "public", None)
    assert came("self-flow") == ("info", "profile", NAME, 5)
    assert came("alarm") == ("silent", "profile", NAME, 6)
    assert came("cell-overcrowded") == ("warning", "map", "maps/coffee.yaml", 7)
    assert came("dead-end") == ("info", "command line", None, None)
    most = rows["cell-overcrowded"]["settings"]["most"]
    assert (most["value"], most["from"]["line"]) == (3, 9)
    stages = rows["too-many-stages"]["settings"]["most"]
    assert (stages["value"], stages["from"]["name"], stages["from"]["line"]) == (9, NAME, 3)
    assert rows["lopsided-stages"]["settings"]["share"]["value"] == 0.6
    assert rows["lopsided-stages"]["settings"]["share"]["from"]["from"] == "command line"
    assert rows["alarm"]["speaks"] is False
    assert rows["dead-end"]["speaks"] is True


def test_the_layers_are_listed_first_what_is_overruled(folder: Path) -> None:
    (folder / NAME).write_text("extends: b2b\n")
    words = ["check", "maps/coffee.yaml", "--show-settings", "--format", "json"]

    (row,) = json.loads(run(*words, "--set", "dead-end=info").stdout)

    assert [each["from"] for each in row["layers"]] == [
        "built-in",
        "map",
        "profile",
        "command line",
    ]


def test_without_a_map_what_holds_for_a_new_one_here_is_shown(folder: Path) -> None:
    (folder / NAME).write_text("levels: {dead-end: info}\n")

    text = run("check", "--show-settings", "--only", "dead-end").output

    assert text.split() == ["dead-end", "info", f"{NAME}:1"]
    (row,) = json.loads(run("check", "--show-settings", "--format", "json").stdout)
    assert row["file"] is None


def test_of_several_maps_each_is_shown(folder: Path) -> None:
    (folder / "maps" / "tea.yaml").write_text("title: Tea\n")

    files = ["maps/coffee.yaml", "maps/tea.yaml"]
    text = run("check", *files, "--show-settings", "--only", "cell-overcrowded").output

    assert [line for line in text.splitlines() if line.endswith(":")] == [f"{f}:" for f in files]
    assert text.count("default") == 2


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_is_shown_can_be_written_to_a_file(folder: Path, form: str) -> None:
    words = ["check", "maps/coffee.yaml", "--show-settings", "--format", form]

    done = run(*words, "-o", "settings.txt")

    assert (done.exit_code, done.output) == (0, "")
    assert (folder / "settings.txt").read_text(encoding="utf-8") == run(*words).stdout
    assert (folder / "settings.txt").read_text(encoding="utf-8").count("too-many-stages") == 1
    gone = run("check", "--show-settings", "-o", "gone/settings.txt")
    assert (gone.exit_code, "gone/settings.txt" in gone.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--fix"], "leave out --fix"),
        (["--baseline", "b.yaml", "--update-baseline"], "leave out --fix and --baseline"),
        (["--format", "sarif"], "--show-settings have the forms text and json"),
    ],
)
def test_with_what_would_be_passed_over_nothing_is_shown(
    folder: Path, words: list[str], said: str
) -> None:
    done = run("check", "maps/coffee.yaml", "--show-settings", *words)

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
