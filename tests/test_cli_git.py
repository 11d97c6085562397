"""`journeymap merge`, `diff` and `git-setup` as a real git calls them, and beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from journeymap.files.decode import has_markers
from journeymap.files.reader import read_file
from tests.merged_maps import MAP, ROOT, Repository, changed, run


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path / "repository"
    folder.mkdir()
    made = Repository(folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for the program that git-setup tries
    monkeypatch.setattr("journeymap.commands.git_setup.shutil.which", lambda name: None)
    return made


def test_git_joins_what_two_branches_did_side_by_side(repository: Repository) -> None:
    assert run("git-setup").exit_code == 0
    repository.commit("Drivers")
    repository.branched(
        changed(("effort: 4", "effort: 5")), changed(("emotion: -2", "emotion: -1"))
    )

    repository.git("merge", "-q", "side")

    both = changed(("effort: 4", "effort: 5"), ("emotion: -2", "emotion: -1"))
    assert repository.map.read_text() == both
    assert repository.git("status", "--porcelain").stdout == ""


def test_git_stops_at_a_conflict_with_a_sentence_and_a_sound_file(repository: Repository) -> None:
    run("git-setup")
    repository.commit("Drivers")
    repository.branched(
        changed(("emotion: -2", "emotion: 1"), ("name: Slow", "name: Too slow")),
        changed(("emotion: -2", "emotion: 2"), ("name: See", "name: See it")),
    )

    stopped = repository.git("merge", "side", fine=False)

    assert stopped.returncode == 1
    assert "our map.yaml: Touchpoint “Pay”: Emotion is 1 in ours and 2 in theirs" in stopped.stderr
    assert "CONFLICT" in stopped.stdout
    m = read_file(repository.map).map
    assert (m.touchpoints[0].name, m.touchpoints[1].emotion) == ("See it", 1)

    settled = run("merge", repository.map.name, "--take", "pay.emotion=theirs")
    assert (settled.exit_code, settled.output) == (0, "")
    assert read_file(repository.map).map.touchpoints[1].emotion == 2
    assert run("merge", repository.map.name).exit_code == 0  # the choice made before stands
    assert read_file(repository.map).map.touchpoints[1].emotion == 2


def stopped(repository: Repository, ours: str, theirs: str) -> None:
    """Let git stop at a conflict, with the drivers set up."""
    run("git-setup")
    repository.commit("Drivers")
    repository.branched(ours, theirs)
    assert repository.git("merge", "side", fine=False).returncode == 1


def test_what_was_done_to_the_file_since_the_merge_stopped_stays(repository: Repository) -> None:
    stopped(
        repository,
        changed(("emotion: -2", "emotion: 1"), ("name: Slow", "name: Slow here")),
        changed(("emotion: -2", "emotion: 2"), ("name: Slow", "name: Slow there")),
    )
    text = repository.map.read_text()
    by_hand = text.replace("# the one that hurts", "# the one we talk about")
    by_hand = by_hand.replace("name: Done", "name: Done with it")
    repository.map.write_text(by_hand)

    first = run("merge", repository.map.name, "--take", "pay.emotion=theirs")
    again = run("merge", repository.map.name)
    last = run("merge", repository.map.name, "--take", "slow.name=theirs")

    assert "1 conflict;" in first.stderr
    assert (again.exit_code, again.stderr) == (1, first.stderr)
    assert (last.exit_code, last.output) == (0, "")
    assert repository.map.read_text() == by_hand.replace("emotion: 1", "emotion: 2").replace(
        "name: Slow here", "name: Slow there"
    )


def test_a_conflict_that_was_settled_by_hand_is_settled(repository: Repository) -> None:
    stopped(
        repository, changed(("emotion: -2", "emotion: 1")), changed(("emotion: -2", "emotion: 2"))
    )
    by_hand = changed(("emotion: -2", "emotion: 0"))
    repository.map.write_text(by_hand)

    for rest in ((), ("--theirs",), ("--ours",)):
        result = run("merge", repository.map.name, *rest)
        assert (result.exit_code, result.output) == (0, "")
        assert repository.map.read_text() == by_hand

    for side, emotion in (("ours", 1), ("theirs", 2)):  # what is named is meant
        repository.map.write_text(by_hand)
        assert run("merge", repository.map.name, "--take", f"pay.emotion={side}").exit_code == 0
        assert read_file(repository.map).map.touchpoints[1].emotion == emotion


def test_both_values_stand_through_later_choices(repository: Repository) -> None:
    stopped(
        repository,
        changed(("emotion: -2", "emotion: 1\n    quote: It is slow.")),
        changed(("emotion: -2", "emotion: 2\n    quote: It is dear.")),
    )

    first = run("merge", repository.map.name, "--take", "pay.quote=both")
    second = run("merge", repository.map.name, "--take", "pay.emotion=theirs")

    assert ("1 conflict;" in first.stderr, second.exit_code) == (True, 0)
    pay = read_file(repository.map).map.touchpoints[1]
    assert (pay.emotion, pay.quote) == (2, "It is slow.\nIt is dear.")


def test_an_id_that_was_chosen_stands_through_later_choices(repository: Repository) -> None:
    def renamed(id: str, emotion: int) -> str:
        text = changed(("emotion: -2", f"emotion: {emotion}"))
        for words in ("id: pay", "to: pay", "from: pay", "at: [pay"):
            text = text.replace(words, words.replace("pay", id))
        return text

    stopped(repository, renamed("cash", 1), renamed("card", 2))

    first = run("merge", repository.map.name, "--take", "cash.id=theirs")
    second = run("merge", repository.map.name)
    third = run("merge", repository.map.name, "--take", "cash.emotion=theirs")

    assert (first.exit_code, second.exit_code, third.exit_code) == (1, 1, 0)
    assert repository.map.read_text() == renamed("card", 2)


def test_a_record_that_was_deleted_or_changed_is_not_settled_by_an_edit_of_it(
    repository: Repository,
) -> None:
    without = ("  - id: extra\n    name: Extra\n    stage: use\n", "")
    stopped(repository, changed(without), changed(("name: Extra", "name: Extra one")))
    repository.map.write_text(repository.map.read_text().replace("name: Done", "name: Over"))

    waiting = run("merge", repository.map.name)
    kept = run("merge", repository.map.name, "--take", "extra=theirs")

    assert (waiting.exit_code, kept.exit_code) == (1, 0)
    assert [t.name for t in read_file(repository.map).map.touchpoints][2:] == ["Over", "Extra one"]


def test_a_file_that_is_no_map_since_the_merge_stopped_is_not_written_over(
    repository: Repository,
) -> None:
    stopped(
        repository, changed(("emotion: -2", "emotion: 1")), changed(("emotion: -2", "emotion: 2"))
    )
    broken = repository.map.read_text() + "  bad: [\n"
    repository.map.write_text(broken)

    result = run("merge", repository.map.name, "--theirs")

    assert result.exit_code == 2
    assert "was edited since the merge stopped" in result.stderr
    assert repository.map.read_text() == broken


def test_without_the_driver_a_stopped_merge_is_joined_afterwards(repository: Repository) -> None:
    repository.branched(
        changed(("effort: 4", "effort: 5")), changed(("emotion: -2", "emotion: -1"))
    )
    assert repository.git("merge", "side", fine=False).returncode == 1
    assert has_markers(repository.map.read_bytes())

    result = run("merge", repository.map.name)

    assert (result.exit_code, result.output) == (0, "")
    both = changed(("effort: 4", "effort: 5"), ("emotion: -2", "emotion: -1"))
    assert repository.map.read_text() == both


def test_a_rebase_joins_by_records_too(repository: Repository) -> None:
    run("git-setup")
    repository.commit("Drivers")
    end = "  - {from: pay, to: done}\n"
    repository.branched(
        changed((end, end + "  - {from: done, to: see}\n")),
        changed((end, end + "  - {from: done, to: extra}\n")),
    )
    repository.git("switch", "-q", "side")

    repository.git("rebase", "-q", "main")

    flows = [(flow.source, flow.target) for flow in read_file(repository.map).map.flows]
    assert flows[2:] == [("done", "see"), ("done", "extra")]


def test_a_side_that_is_no_map_stops_git_and_leaves_ours(repository: Repository) -> None:
    run("git-setup")
    repository.commit("Drivers")
    ours = changed(("emotion: -2", "emotion: 1"))
    repository.branched(ours, "title: [\n")

    stopped = repository.git("merge", "side", fine=False)

    assert stopped.returncode == 1
    assert "our map.yaml (theirs):" in stopped.stderr
    assert repository.map.read_text() == ours


def test_git_diff_shows_sentences_and_lines_where_it_cannot(repository: Repository) -> None:
    run("git-setup")
    repository.commit("Drivers")
    repository.map.write_text(changed(("emotion: -2", "emotion: -1")))

    assert repository.git("diff").stdout.splitlines() == [
        "--- our map.yaml",
        "+++ our map.yaml",
        "Touchpoint “Pay”",
        "  Emotion changed from −2 to −1",
    ]
    repository.map.write_text("title: [\n")
    shown = repository.git("diff").stdout
    assert "our map.yaml:2:1:" in shown
    assert "+title: [" in shown


def test_git_diff_shows_maps_that_are_new_gone_or_oddly_named(repository: Repository) -> None:
    run("git-setup", "*.yaml")
    odd = repository.folder / "-x.yaml"
    odd.write_text(MAP)
    repository.git("add", ".")

    new = repository.git("diff", "--cached", "--", "./-x.yaml").stdout
    repository.commit("Odd")
    odd.unlink()
    gone = repository.git("diff").stdout

    assert new.splitlines()[2:] == ["This map is new", "  Title: Small"]
    assert gone.splitlines()[2:] == ["This map was deleted"]


def test_versions_of_git_are_named_as_git_names_them(repository: Repository) -> None:
    repository.map.write_text(changed(("emotion: -2", "emotion: -1")))

    said = run("diff", f"HEAD:{repository.map.name}", repository.map.name).stdout

    assert said.splitlines() == ["Touchpoint “Pay”", "  Emotion changed from −2 to −1"]
    assert run("diff", repository.map.name).stdout == said
    assert run("diff", f"HEAD:{repository.map.name}").stdout == said
    alone = run("diff", "HEAD~0", repository.map.name)
    assert (alone.exit_code, f"HEAD~0:{repository.map.name}" in alone.stderr) == (2, True)
    nowhere = run("diff", f"nowhere:{repository.map.name}", repository.map.name)
    assert (nowhere.exit_code, "“nowhere” names no version" in nowhere.stderr) == (2, True)
    assert run("diff", f"--output=x:{repository.map.name}", repository.map.name).exit_code == 2


def test_what_is_to_be_committed_is_a_version_too(repository: Repository) -> None:
    repository.map.write_text(changed(("emotion: -2", "emotion: -1")))
    repository.git("add", ".")
    repository.map.write_text(changed(("emotion: -2", "emotion: 0")))

    said = run("diff", f":{repository.map.name}")

    assert said.exit_code == 1
    assert said.stdout.splitlines()[1:] == ["  Emotion changed from −1 to 0"]


def test_a_version_is_found_from_the_top_of_the_repository_too(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    maps = repository.folder / "maps"
    maps.mkdir()
    (maps / "shop.yaml").write_text(MAP)
    repository.commit("In a folder")
    (maps / "shop.yaml").write_text(changed(("emotion: -2", "emotion: 0")))
    monkeypatch.chdir(maps)

    said = run("diff", "HEAD:shop.yaml")

    assert (said.exit_code, run("diff", "HEAD:maps/shop.yaml").stdout) == (1, said.stdout)


def test_readings_beside_the_map_are_compared_with_those_of_the_version(
    repository: Repository,
) -> None:
    named = changed(("title: Small  # for now\n", "title: Small\nreadings_from: r.csv\n"))
    named += "metrics:\n  - {id: csat, name: CSAT, kind: csat}\n"
    beside = repository.folder / "r.csv"
    beside.write_text("metric,at,period,value\ncsat,pay,2026-10,60\n")
    repository.commit("With readings", named)

    assert run("diff", repository.map.name).exit_code == 0
    beside.write_text("metric,at,period,value\ncsat,pay,2026-10,61\n")
    said = run("diff", repository.map.name)

    assert said.exit_code == 1
    assert said.stdout.splitlines()[1:] == ["  Value changed from 60 to 61"]

    repository.git("rm", "-q", "--cached", "r.csv")
    repository.git("commit", "-q", "-m", "Readings are kept elsewhere")

    assert run("diff", repository.map.name).exit_code == 0  # git says nothing about them


def test_a_map_that_was_only_renamed_differs_in_nothing(repository: Repository) -> None:
    run("git-setup", "*.yaml")
    repository.commit("Drivers")
    repository.git("mv", repository.map.name, "new.yaml")

    said = repository.git("diff", "--cached", "-M", "--", ".").stdout

    assert said.splitlines() == [
        "--- our map.yaml",
        "+++ new.yaml",
        "The maps say the same",
    ]


def test_git_goes_on_when_nobody_reads_what_it_shows(repository: Repository) -> None:
    run("git-setup")
    repository.commit("Drivers")
    long = "".join(f"  - {{id: t{n}, name: {'x' * 200}, stage: use}}\n" for n in range(2000))
    repository.map.write_text(changed(("\nflows:", long + "\nflows:")))
    call = ["git", "--no-pager", "diff"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    with subprocess.Popen(
        call, cwd=repository.folder, env=environment, stdout=-1, stderr=-1
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"died" not in process.stderr.read()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{format: 1, title: Small,\n stages: [{id: buy, name: Buy}]}\n", True),
        ("# all of it\n--- {'title' : Small, \"stages\": []}\n", True),
        ("\"title\": Small\n'stages': []\n", True),
        ("{info: {name: x}, stages: [test]}\n", False),
        ("# {title: x, stages: []}\nservices: {}\n", False),
    ],
)
def test_maps_of_any_style_are_found(repository: Repository, text: str, found: bool) -> None:
    (repository.folder / "styled.yaml").write_text(text)

    assert ("/styled.yaml merge=" in run("git-setup").stdout) is found


def test_a_pattern_is_taken_out_alone(repository: Repository) -> None:
    run("git-setup")
    run("git-setup", "maps/*.yaml", "*.yml")
    driver = repository.git("config", "merge.journeymap.driver").stdout

    undone = run("git-setup", "--undo", "*.yml")

    assert undone.stdout == "Took out of .gitattributes: *.yml merge=journeymap diff=journeymap\n"
    assert (repository.folder / ".gitattributes").read_text().splitlines() == [
        '"/our map.yaml" merge=journeymap diff=journeymap',
        "maps/*.yaml merge=journeymap diff=journeymap",
    ]
    assert repository.git("config", "merge.journeymap.driver").stdout == driver


def test_setting_up_again_does_nothing_and_undo_takes_out_only_its_own(
    repository: Repository,
) -> None:
    attributes = repository.folder / ".gitattributes"
    attributes.write_text("*.png binary\n")
    config = (repository.folder / ".git" / "config").read_text()

    first = run("git-setup").stdout
    assert '"/our map.yaml" merge=journeymap diff=journeymap' in first
    assert "Set merge.journeymap.driver to" in first
    assert run("git-setup").stdout == "Everything was set up already.\n"
    undone = run("git-setup", "--undo").stdout

    assert "Took out merge.journeymap.driver" in undone
    assert attributes.read_text() == "*.png binary\n"
    assert (repository.folder / ".git" / "config").read_text() == config
    assert run("git-setup", "--undo").stdout == "There is nothing of this command here.\n"


def test_without_a_repository_or_a_map_nothing_is_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)

    outside = run("git-setup")
    assert (outside.exit_code, "lies in no git repository" in outside.stderr) == (2, True)

    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    assert run("git-setup").exit_code == 2
    assert not (tmp_path / ".gitattributes").exists()
    assert run("git-setup", "maps/*.yaml").exit_code == 0
    assert (tmp_path / ".gitattributes").read_text() == (
        "maps/*.yaml merge=journeymap diff=journeymap\n"
    )


def test_the_driver_loads_nothing_out_of_the_repository(repository: Repository) -> None:
    (repository.folder / "journeymap").mkdir()
    (repository.folder / "journeymap" / "__init__.py").write_text("raise SystemExit(99)\n")
    run("git-setup")
    driver = repository.git("config", "merge.journeymap.driver").stdout

    assert driver.startswith(f"{Path(sys.executable).as_posix()} -P -m journeymap merge")


def _program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a script be what is called journeymap."""
    program = folder / "bin" / "journeymap"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("journeymap.commands.git_setup.shutil.which", lambda name: str(program))


@pytest.mark.parametrize(
    "script", ["exit 127", "exit 0", 'test "$1" = merge', "echo Trial; kill -9 $$"]
)
@pytest.mark.skipif(sys.platform == "win32", reason="needs a script that sh runs")
def test_a_program_that_does_not_do_what_git_will_ask_is_not_registered(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    _program(tmp_path, script, monkeypatch)

    result = run("git-setup")

    assert result.exit_code == 0
    driver = repository.git("config", "merge.journeymap.driver").stdout
    assert driver.startswith(f"{Path(sys.executable).as_posix()} -P -m journeymap merge")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a script that sh runs")
def test_a_program_that_git_can_run_is_registered_by_its_name(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, f'exec {sys.executable} -P -m journeymap "$@"', monkeypatch)

    assert run("git-setup").exit_code == 0

    driver = repository.git("config", "merge.journeymap.driver").stdout
    assert driver == "journeymap merge --name %P %O %A %B\n"


def test_where_git_can_run_no_program_nothing_is_set_up_and_the_reason_is_told(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journeymap.commands.git_setup.sys.executable", "/nowhere/python")
    config = (repository.folder / ".git" / "config").read_text()

    result = run("git-setup")

    assert result.exit_code == 2
    told = result.stderr.splitlines()
    assert told[0].startswith("git cannot use “/nowhere/python -P -m journeymap”: ")
    assert "Nothing was set up" in told[1]
    assert (repository.folder / ".git" / "config").read_text() == config
    assert not (repository.folder / ".gitattributes").exists()
