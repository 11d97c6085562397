"""The command line: what each command writes, says and returns, on good and on bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from journeymap.__main__ import asks_for_window
from journeymap.cli import COMMANDS, cli
from journeymap.files.reader import read_file

ROOT = Path(__file__).resolve().parent.parent
COFFEE = ROOT / "examples" / "coffee-app.yaml"

SMALL = """\
# who owns this?
format: 1
title: Small  # for now
status: in-review
stages:
  - id: buy
    name: Buy
  - id: use
    name: Use
channels:
  - {id: app, name: App, kind: mobile_app}
touchpoints:
  # the one that hurts
  - id: pay
    name: Pay
    stage: buy
    channel: app
    emotion: -2
  - id: done
    name: Done
    stage: buy
flows:
  - {from: pay, to: done}
personas:
  - {id: dana, name: Dana}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def run(*args: object, text: str | None = None) -> Result:
    result = CliRunner().invoke(cli, [str(arg) for arg in args], input=text)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


# ---------------------------------------------------------------- check


def test_check_names_place_level_message_and_check_and_fails_on_errors(small: Path) -> None:
    result = run("check", small)
    assert result.exit_code == 1
    first = result.stdout.splitlines()[0]
    assert first.startswith(f"{small}:8:5: error: ")
    assert first.endswith("[stage-without-touchpoint]")
    assert "[low-without-pain-point]" in result.stdout


def test_check_says_nothing_counts_when_only_lower_levels_were_found(small: Path) -> None:
    small.write_text(SMALL.replace("  - id: use\n    name: Use\n", ""), encoding="utf-8")
    assert run("check", small).exit_code == 0
    assert run("check", small, "--fail-on", "warning").exit_code == 1
    assert run("check", small, "--max-warnings", "0").exit_code == 1
    assert run("check", small, "--max-warnings", "50").exit_code == 0


def test_check_as_json_has_the_agreed_keys(small: Path) -> None:
    rows = json.loads(run("check", small, "--format", "json").stdout)
    keys = {"file", "line", "column", "check", "level", "kind", "at", "message", "why"}
    assert rows
    assert all(keys <= row.keys() for row in rows)
    empty = next(row for row in rows if row["check"] == "stage-without-touchpoint")
    assert (empty["line"], empty["column"], empty["at"], empty["kind"]) == (8, 5, "use", "map")


def test_check_as_sarif_names_its_rules(small: Path) -> None:
    log = json.loads(run("check", small, "--format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["tool"]["driver"]["rules"]


def test_check_reads_standard_input() -> None:
    result = run("check", "-", text=SMALL)
    assert result.exit_code == 1
    assert "(standard input):8:5" in result.stdout


def test_every_error_of_a_file_is_said_with_its_place_and_the_other_maps_are_checked(
    small: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("title: x\nstagez: []\nstatus: finished\n", encoding="utf-8")
    result = run("check", bad, small)
    assert result.exit_code == 2
    assert f"{bad}:2:1: the key “stagez” is unknown; did you mean “stages”?" in result.stderr
    assert f"{bad}:3:9: " in result.stderr
    assert "[stage-without-touchpoint]" in result.stdout


def test_programs_are_told_what_cannot_be_read_too(small: Path, tmp_path: Path) -> None:
    nope = tmp_path / "nope.yaml"

    as_json = run("check", nope, "-", small, "--format", "json", text="title: [")
    as_sarif = run("check", nope, "-", small, "--format", "sarif", text="title: [")

    rows = json.loads(as_json.stdout)
    unread = [(row["file"], row["line"]) for row in rows if row["check"] == "unreadable"]
    assert unread == [(str(nope), None), ("stdin", 1)]
    assert {row["file"] for row in rows} == {str(nope), "stdin", str(small)}
    (sarif_run,) = json.loads(as_sarif.stdout)["runs"]
    assert sarif_run["invocations"][0]["executionSuccessful"] is False
    assert len(sarif_run["invocations"][0]["toolExecutionNotifications"]) == 2
    assert sarif_run["results"]
    assert as_json.exit_code == as_sarif.exit_code == 2
    assert f"{nope}: cannot be opened" in as_json.stderr


def test_sarif_calls_standard_input_stdin() -> None:
    log = json.loads(run("check", "-", "--format", "sarif", text=SMALL).stdout)
    places = [place for result in log["runs"][0]["results"] for place in result["locations"]]
    assert {each["physicalLocation"]["artifactLocation"]["uri"] for each in places} == {"stdin"}


def test_checks_can_be_listed_and_explained() -> None:
    assert "trap-loop" in run("check", "--list").stdout
    assert {"id", "level", "kind", "family", "title", "settings", "fix"} <= json.loads(
        run("check", "--list", "--format", "json").stdout
    )[0].keys()
    assert "trap-loop" in run("check", "--explain", "trap-loop").stdout
    wrong = run("check", "--explain", "trap-lop")
    assert wrong.exit_code == 2
    assert "is “trap-loop” meant?" in wrong.stderr


def test_a_review_is_overdue_from_the_day_that_is_asked_about() -> None:
    map_text = "title: x\nstatus: live\nreviewed: 2026-01-01\nreview_every: 30d\n"
    late = run("check", "-", "--today", "2026-03-01", text=map_text)
    assert "[review-overdue]" in late.stdout
    assert (
        "[review-overdue]" not in run("check", "-", "--today", "2026-01-15", text=map_text).stdout
    )
    assert run("check", "-", "--today", "soon", text=map_text).exit_code == 2


# ---------------------------------------------------------------- show, set


def test_show_as_json_has_the_keys_of_the_file_with_defaults(small: Path) -> None:
    shown = json.loads(run("show", small, "--format", "json").stdout)
    assert shown["language"] == "en"
    assert shown["owner"] is None
    assert shown["backstage"] == []
    assert (shown["flows"][0]["from"], shown["flows"][0]["to"]) == ("pay", "done")
    assert shown["touchpoints"][1]["channel"] is None


def test_show_for_people_is_an_outline(small: Path) -> None:
    shown = run("show", small).stdout
    assert shown.index("Buy") < shown.index("Pay (App, emotion −2)") < shown.index("Done")


def test_set_changes_only_the_lines_of_the_fields(small: Path) -> None:
    result = run("set", small, "pay.emotion=-1", "map.owner=CX team", "pay -> done.share=80%")
    assert (result.exit_code, result.output) == (0, "")
    expected = (
        SMALL.replace("emotion: -2", "emotion: -1")
        .replace("status: in-review\n", "status: in-review\nowner: CX team\n")
        .replace("{from: pay, to: done}", "{from: pay, to: done, share: 80%}")
    )
    assert small.read_text(encoding="utf-8") == expected


def test_set_takes_a_field_out_and_reads_standard_input() -> None:
    result = run("set", "-", "pay.emotion=", text=SMALL)
    assert result.stdout == SMALL.replace("    emotion: -2\n", "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("pay.emotion=7", "emotion: 7 is too high; the highest is 2"),
        ("pya.emotion=1", "there is no “pya”; is “pay” meant?"),
        ("pay.emotoin=1", "there is no field “emotoin”; is “emotion” meant?"),
        ("pay.stage=nowhere", "there is no “nowhere” in this map"),
        ("emotion", "“emotion” is not ID.FIELD=VALUE."),
        ("map.title=", "“title” needs a value"),
    ],
)
def test_a_set_that_cannot_be_changes_nothing(small: Path, change: str, said: str) -> None:
    result = run("set", small, "pay.name=Paid", change)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count(change) == 1
    assert small.read_text(encoding="utf-8") == SMALL


def test_set_names_a_reading_by_its_key_and_says_which_change_is_wrong(small: Path) -> None:
    metric = "metrics:\n  - {id: csat, name: CSAT, kind: csat}\nreadings:\n"
    reading = "  - {metric: csat, at: pay, period: 2026-10-01..2026-10-07, value: 4}\n"
    small.write_text(SMALL + metric + reading, encoding="utf-8")
    key = "csat@pay@2026-10-01..2026-10-07"
    result = run("set", small, f"{key}.value=5", "pay.stage=zz", "pay -> done.to=pay")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 2
    assert "pay.stage=zz: there is no “zz” in this map" in result.stderr
    assert "pay -> done.to=pay: “Pay” cannot lead to itself" in result.stderr
    assert run("set", small, f"{key}.value=5").exit_code == 0
    assert read_file(small).map.readings[0].value == 5


# ---------------------------------------------------------------- new, fmt, import, schema


def test_new_begins_from_a_template_and_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    assert run("new", "-o", path, "--title", "Ours: first").exit_code == 0
    assert read_file(path).map.title == "Ours: first"
    assert len(read_file(path).map.stages) == 5
    again = run("new", "-o", path)
    assert again.exit_code == 2
    assert "exists already" in again.stderr


@pytest.mark.parametrize("name", ["blank", "five-stages", "three-stages", "service-blueprint"])
def test_every_template_gives_a_map_without_errors(tmp_path: Path, name: str) -> None:
    path = tmp_path / "new.yaml"
    assert run("new", "--template", name, "-o", path).exit_code == 0
    assert run("check", path).exit_code == 0
    assert name in run("new", "--list").stdout


def test_a_template_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    result = run("new", "--template", "five-stage", "-o", tmp_path / "x.yaml")
    assert (result.exit_code, "is “five-stages” meant?" in result.stderr) == (2, True)


def test_fmt_keeps_comments_and_values_and_is_done_after_once(small: Path) -> None:
    before = read_file(small).map
    assert run("fmt", "--check", small).exit_code == 1
    assert small.read_text(encoding="utf-8") == SMALL
    assert run("fmt", small).exit_code == 0
    text = small.read_text(encoding="utf-8")
    assert read_file(small).map == before
    for comment in ("# who owns this?", "# for now", "  # the one that hurts\n  - id: pay"):
        assert comment in text
    assert run("fmt", "--check", small).exit_code == 0


def test_import_writes_a_map_and_says_what_was_not_carried_over(tmp_path: Path) -> None:
    source = tmp_path / "day.mmd"
    source.write_text("journey\n  title Day\n  section Go\n    Make tea: 9: Me\n", encoding="utf-8")
    result = run("import", source, "-o", tmp_path / "day.yaml")
    assert result.exit_code == 0
    assert f"{source}:4:" in result.stderr
    m = read_file(tmp_path / "day.yaml").map
    assert (m.title, m.touchpoints[0].name, m.touchpoints[0].emotion) == ("Day", "Make tea", 2)


def test_import_refuses_what_is_no_journey(tmp_path: Path) -> None:
    source = tmp_path / "flow.mmd"
    source.write_text("graph TD\n  a --> b\n", encoding="utf-8")
    result = run("import", source, "-o", tmp_path / "x.yaml")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{source}:1:")
    assert not (tmp_path / "x.yaml").exists()


def test_the_schema_is_json_and_names_the_format() -> None:
    assert json.loads(run("schema").stdout)["properties"]["touchpoints"]


# ---------------------------------------------------------------- the program itself


def test_a_first_word_that_is_neither_file_nor_command_names_the_nearest() -> None:
    result = run("chekc")
    assert result.exit_code == 2
    assert "Is the command “check” meant?" in result.stderr


def test_options_of_the_window_need_no_command() -> None:
    result = run("--theme", "purple")
    assert result.exit_code == 2
    assert "purple" in result.stderr


def test_help_teaches_with_examples() -> None:
    shown = run("--help").stdout
    assert "journeymap set coffee.yaml pay.emotion=-2" in shown
    assert run("set", "--help").exit_code == 0


def test_the_program_runs_as_a_module_and_says_its_version_alone() -> None:
    code = "import sys; sys.argv[1:]=['--version']\nfrom journeymap.__main__ import main\n"
    code += "try: main()\nexcept SystemExit: pass\n"
    code += "print('click' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.splitlines()
    assert said[0].startswith("journeymap ")
    assert said[1] == "False"


def test_without_a_display_the_window_is_refused_in_words() -> None:
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    if sys.platform != "linux":
        pytest.skip("only Linux can be without a display")
    result = subprocess.run(
        [sys.executable, "-m", "journeymap", str(COFFEE)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=env,
        check=False,
    )
    assert result.returncode == 2
    assert "no display" in result.stderr


def shell(*args: object, **kwargs: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "journeymap", *map(str, args)]
    return subprocess.run(  # type: ignore[call-overload, no-any-return]  # the rest is the caller's
        command, text=True, stderr=subprocess.PIPE, cwd=ROOT, check=False, **kwargs
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_output_that_cannot_be_written_is_said_in_words(small: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        result = shell("show", small, stdout=full)
    assert result.returncode == 2
    assert result.stderr.startswith("This cannot be written: ")
    assert "Traceback" not in result.stderr


def test_json_is_utf_8_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("title: 👩 پرداخت\n", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "journeymap", "show", str(path), "--format", "json"],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        check=True,
    )
    assert json.loads(result.stdout.decode("utf-8"))["title"] == "👩 پرداخت"


def test_names_too_long_and_titles_that_cannot_be_are_refused(tmp_path: Path) -> None:
    for args in (
        ("new", "-o", tmp_path / f"{'a' * 300}.yaml"),
        ("new", "-o", tmp_path / "x.yaml", "--title", ""),
        ("new", "-o", tmp_path / "x.yaml", "--title", "a\ab"),
        (tmp_path / f"{'a' * 300}.yaml",),
    ):
        result = run(*args)
        assert result.exit_code == 2
        assert result.stderr
    assert list(tmp_path.iterdir()) == []


def test_fmt_writes_none_when_one_of_the_maps_cannot_be_read(small: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("title: [", encoding="utf-8")
    assert run("fmt", small, bad).exit_code == 2
    assert small.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ([], True),
        ([str(COFFEE)], True),
        ([str(COFFEE), "--lang=fa"], False),
        (["check"], False),
        (["nowhere.yaml"], False),
        (["--help"], False),
        ([str(ROOT / "README.md")], False),
    ],
)
def test_only_a_plain_wish_for_the_window_passes_the_command_line_by(
    words: list[str], alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert asks_for_window(words) == alone


def test_opening_a_map_looks_for_no_plugins_and_leaves_pydantic_whole() -> None:
    code = (
        "import sys\n"
        "from journeymap.__main__ import leave_plugins_out\n"
        "leave_plugins_out()\n"
        "from journeymap.files import reader\n"
        "print('importlib.metadata' in sys.modules)\n"
        "from pydantic.plugin._loader import PYDANTIC_ENTRY_POINT_GROUP\n"
        "print(PYDANTIC_ENTRY_POINT_GROUP)\n"
    )

    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert (run.stdout.split(), run.stderr) == (["False", "pydantic"], "")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_list_is_found_and_says_what_it_is_for(name: str) -> None:
    run = CliRunner().invoke(cli, [name, "--help"])

    assert run.exit_code == 0
    assert f"Usage: cli {name}" in run.output


def test_the_list_of_commands_loads_none_of_them() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from journeymap.cli import COMMANDS, cli;"
        " out = CliRunner().invoke(cli, ['--help']).output;"
        " print([n for n in COMMANDS if f'  {n} ' not in out],"
        " [m for m in sys.modules if m.startswith('journeymap.commands.')])"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert (run.stdout.strip(), run.stderr) == ("[] []", "")
