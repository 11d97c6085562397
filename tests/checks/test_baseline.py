"""A baseline: what is put off stays hidden however the map moves, and nothing else does."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from journeymap.checks.baseline import BaselineFile, Known, PutOff, Taken, as_text, sign_of
from journeymap.checks.finding import Finding
from journeymap.checks.runner import run
from journeymap.files.reader import read_bytes, read_file, read_record
from journeymap.model.journey import JourneyMap
from journeymap.model.periods import date_message
from journeymap.model.text import M
from tests.test_cli import ROOT
from tests.test_cli import run as cli

TODAY = date(2026, 11, 21)
HEAD = "title: Coffee\nstatus: draft\nstages: [{id: order, name: Order}]\n"
STEPS = [f"  - {{id: {id}, name: Step {id}, stage: order}}" for id in "abcdef"]
# all but the first are out of reach: one finding that lists them
MAP = HEAD + "touchpoints:\n" + "\n".join(STEPS) + "\nflows:\n  - {from: a, to: a}\n"


def parsed(text: str) -> JourneyMap:
    return read_bytes(text.encode(), "map.yaml").map


def taken(m: JourneyMap) -> Taken:
    found = Taken()
    run(m, TODAY, hidden=found)
    return found


def left(m: JourneyMap, known: Known) -> list[tuple[str, str]]:
    return [(each.check, each.at) for each in run(m, TODAY, hidden=known)]


# ---------------------------------------------------------------- known again


def test_what_was_found_is_hidden_and_nothing_is_left_over() -> None:
    m = read_file(ROOT / "examples" / "coffee-app.yaml").map
    known = Known(taken(m).put_off)

    assert left(m, known) == []
    assert known.hidden > 5
    assert known.gone == 0


def test_a_finding_at_a_record_is_known_again_by_check_place_and_field_whatever_it_says() -> None:
    one = Finding("pay", M("{name} hurts", name="Pay"), field="evidence.2.text", check="low")

    assert sign_of(one) == ("low", "pay", "evidence.text", ())
    assert sign_of(one) == sign_of(one._replace(message=M("{name} hurts", name="Pay in app")))
    assert sign_of(one) != sign_of(one._replace(at="order"))
    assert sign_of(one) != sign_of(one._replace(field="name"))


def test_renaming_what_has_an_id_wakes_nothing() -> None:
    m = read_file(ROOT / "examples" / "coffee-app.yaml").map
    renamed = m.model_copy(
        update={
            name: tuple(
                each.model_copy(update={"name": f"{each.name} (as they call it now)"})
                for each in getattr(m, name)
            )
            for name in ("stages", "channels", "touchpoints", "metrics")
        }
    )
    known = Known(taken(m).put_off)

    assert [each for each in left(renamed, known) if each[1]] == []


def test_what_was_put_off_before_fields_were_written_down_stays_hidden() -> None:
    found = Finding("pay", M("{name} hurts", name="Pay"), field="emotion", check="low")

    assert Known([PutOff(check="low", at="pay", names=("Pay, as it was",))])(found)


def test_a_finding_about_the_map_is_known_again_by_the_names_in_it_without_numbers() -> None:
    one = Finding("", M("{name} fell to {n} {unit}", name="CSAT", n=61.5, unit="%"), check="low")

    assert sign_of(one) == ("low", "map", "", ("CSAT",))
    assert sign_of(one) == sign_of(one._replace(message=M("Since {d}: {a}", d=TODAY, a="CSAT")))
    day = M("Since {d}: {a}", d=date_message(TODAY), a="CSAT")
    assert sign_of(one) == sign_of(one._replace(message=day))
    assert sign_of(one) != sign_of(one._replace(check="high"))
    assert sign_of(one) != sign_of(one._replace(message=M("{name}", name="NPS")))


def test_names_inside_messages_and_lists_count_in_any_order() -> None:
    here = M("{who} at {names}", who=M("the stage {name}", name="Order"), names=("b", "a"))
    there = M("{names}: {who}", names=("a", "b"), who=M("stage {name}", name="Order"))

    assert (
        sign_of(Finding("", here))
        == sign_of(Finding("", there))
        == ("", "map", "", ("Order", "a", "b"))
    )


def test_moved_records_and_lines_make_nothing_new() -> None:
    m = read_file(ROOT / "examples" / "coffee-app.yaml").map
    moved = m.model_copy(
        update={
            name: tuple(reversed(getattr(m, name)))
            for name in ("pain_points", "opportunities", "personas", "readings", "metrics")
        }
    )
    known = Known(taken(m).put_off)

    assert left(moved, known) == []


def test_mending_one_of_many_that_were_one_finding_brings_none_back() -> None:
    text = MAP.replace("{from: a, to: a}", "{from: a, to: b}")
    text = text.replace("name: Step c,", "name: Step c, emotion: -2,")
    text = text.replace("name: Step d,", "name: Step d, emotion: -2,")
    text = text.replace("status: draft", "status: in-review\nstate: current")
    known = Known(taken(parsed(text)).put_off)

    mended = parsed(text.replace("name: Step c, emotion: -2", "name: Step c, emotion: 1"))

    assert left(mended, known) == []
    assert known.gone > 0


def test_a_finding_is_hidden_as_often_as_it_was_put_off() -> None:
    found = Taken()
    for _ in range(2):
        found(Finding("a", M("Twice"), check="one"))
    known = Known(found.put_off)

    assert [known(Finding("a", M("Twice"), check="one")) for _ in range(3)] == [True, True, False]


# ---------------------------------------------------------------- the file


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    odd = Finding("a -> b#2", M("{x}", x='He said "no": #1\u2028, {ok}\x07 پرداخت'), check="one")
    found = Taken()
    for each in (odd, odd, Finding("", M("Whole"), check="two")):
        found(each)
    path = tmp_path / "base.yaml"
    path.write_text(as_text({"b.yaml": found.put_off, "a: b.yaml": (), "a.yaml": found.put_off}))

    record, _ = read_record(BaselineFile, path)

    assert list(record.maps) == ["a.yaml", "b.yaml"]
    known = Known(record.maps["b.yaml"])
    assert known(odd)
    assert known(odd)
    assert not known(odd)
    assert known.gone == 1


def test_an_empty_baseline_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "base.yaml"
    path.write_text(as_text({"a.yaml": ()}))

    assert read_record(BaselineFile, path)[0].maps == {}


# ---------------------------------------------------------------- on the command line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "examples" / "coffee-app.yaml", tmp_path / "coffee.yaml")
    (tmp_path / "small.yaml").write_text(MAP)
    return tmp_path


def check(folder: Path, *words: object) -> tuple[int, str]:
    base = folder / "base.yaml"
    result = cli("check", *words, "--baseline", base, "--today", TODAY)
    return result.exit_code, result.output


def test_old_findings_are_hidden_and_new_ones_seen(folder: Path) -> None:
    small = folder / "small.yaml"
    assert cli("check", small).exit_code == 1
    code, said = check(folder, small, "--update-baseline")
    assert (code, " put off in " in said) == (0, True)

    code, said = check(folder, small)
    assert code == 0
    assert said.startswith("Nothing found\n")
    assert "hidden by the baseline" in said

    small.write_text(f"# a line more\n{MAP}  - {{from: b, to: b}}\n")
    code, said = check(folder, small)
    assert code == 1
    assert "[self-flow]" in said
    assert said.count("error:") == 1


def test_what_no_longer_occurs_is_counted_and_taken_out(folder: Path) -> None:
    small = folder / "small.yaml"
    check(folder, small, "--update-baseline")
    small.write_text(MAP.replace("flows:\n  - {from: a, to: a}\n", ""))

    _, said = check(folder, small)
    assert "no longer occur" in said

    check(folder, small, "--update-baseline")
    _, said = check(folder, small)
    assert "no longer occur" not in said


def test_other_maps_stay_in_a_baseline_until_they_are_gone(folder: Path) -> None:
    base = folder / "base.yaml"
    check(folder, folder / "coffee.yaml", folder / "small.yaml", "--update-baseline")
    both = base.read_text()

    check(folder, folder / "small.yaml", "--update-baseline")
    assert base.read_text() == both

    (folder / "coffee.yaml").unlink()
    check(folder, folder / "small.yaml", "--update-baseline")
    assert '"coffee.yaml"' not in base.read_text()


def test_only_what_is_asked_for_is_put_off_and_the_rest_stays_as_it_was(folder: Path) -> None:
    base, small = folder / "base.yaml", folder / "small.yaml"
    small.write_text(MAP + "channels: [{id: fax, name: Fax}]\n")
    check(folder, small, "--update-baseline", "--only", "self-flow")
    assert "channel-not-used" not in base.read_text()

    check(folder, small, "--update-baseline", "--skip", "self-flow")
    assert base.read_text().index("channel-not-used") < base.read_text().index("self-flow")
    assert "no longer" not in check(folder, small, "--only", "self-flow")[1]


def test_programs_read_their_format_and_nothing_else(folder: Path) -> None:
    small = folder / "small.yaml"
    check(folder, small, "--update-baseline")

    result = cli("check", small, "--baseline", folder / "base.yaml", "--format", "json")

    assert result.stdout.strip() == "[]"
    assert "hidden" in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be opened"),
        ("", "“baseline” is missing here"),
        ("maps: {}\n", "“baseline” is missing here"),
        ("baseline: 7\nmaps: {}\n", "base.yaml:1:"),
        ("baseline: 1\nmapps: {}\n", "did you mean “maps”?"),
        ("baseline: 1\nmaps:\n  a.yaml:\n    - {chek: x, at: map}\n", "base.yaml:4:"),
        ("{]", "base.yaml:1:2:"),
    ],
)
def test_a_bad_baseline_says_what_is_wrong(folder: Path, text: str | None, said: str) -> None:
    if text is not None:
        (folder / "base.yaml").write_text(text)

    code, told = check(folder, folder / "small.yaml")

    assert code == 2
    assert said in told
    if text is not None:
        assert (folder / "base.yaml").read_text() == text


def test_a_bad_baseline_is_not_written_over(folder: Path) -> None:
    (folder / "base.yaml").write_text("title: A map of mine\n")

    code, _ = check(folder, folder / "small.yaml", "--update-baseline")

    assert code == 2
    assert (folder / "base.yaml").read_text() == "title: A map of mine\n"


def test_nothing_is_written_while_a_map_cannot_be_read(folder: Path) -> None:
    (folder / "bad.yaml").write_text("title: [\n")

    code, _ = check(folder, folder / "bad.yaml", folder / "small.yaml", "--update-baseline")

    assert code == 2
    assert not (folder / "base.yaml").exists()


def test_updating_needs_to_know_which_file(folder: Path) -> None:
    result = cli("check", folder / "small.yaml", "--update-baseline")

    assert result.exit_code == 2
    assert "--baseline FILE" in result.output


# ---------------------------------------------------------------- written by hand, or broken


def test_an_empty_file_is_a_baseline_that_was_not_written_yet(folder: Path) -> None:
    (folder / "base.yaml").touch()

    code, _ = check(folder, folder / "small.yaml", "--update-baseline")

    assert (code, check(folder, folder / "small.yaml")[0]) == (0, 0)


def test_maps_are_found_however_their_names_are_written(folder: Path) -> None:
    small, base = folder / "small.yaml", folder / "base.yaml"
    check(folder, small, "--update-baseline")
    for name in ("./small.yaml", "../" + folder.name + "/small.yaml", str(small)):
        base.write_text(base.read_text().replace('"small.yaml"', f'"{name}"'))

        assert check(folder, small)[0] == 0, name
        check(folder, small, "--update-baseline")
        assert base.read_text().count("small.yaml") == 1


def test_what_the_program_says_may_be_said_otherwise_by_the_next_version() -> None:
    old = Finding("", M("Nobody owns this map"), field="owner", check="map-without-owner")

    taken = Taken()
    taken(old)

    assert Known(taken.put_off)(old._replace(message=M("This map has no owner")))


@pytest.mark.parametrize("update", [True, False])
def test_one_that_cannot_be_read_is_left_as_it_is_and_the_way_out_is_said(
    folder: Path, update: bool
) -> None:
    small, base = folder / "small.yaml", folder / "base.yaml"
    check(folder, small, "--update-baseline")
    broken = "<<<<<<< ours\n" + base.read_text() + "=======\n>>>>>>> theirs\n"
    base.write_text(broken)

    code, said = check(folder, small, *(["--update-baseline"] if update else []))

    assert code == 2
    assert "delete the file and say --update-baseline" in said
    assert base.read_text() == broken


@pytest.mark.parametrize("words", [("-o", "report.txt"), ("--format", "json")])
def test_what_writes_a_baseline_writes_no_report(folder: Path, words: tuple[str, ...]) -> None:
    code, said = check(folder, folder / "small.yaml", "--update-baseline", *words)

    assert (code, "leave out -o" in said) == (2, True)
    assert not (folder / "base.yaml").exists()
