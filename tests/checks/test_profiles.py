"""Profiles: which are found and named, who overrules whom, and what is said of a bad one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.known import known, profile_not_read
from journeymap.checks.located import english
from journeymap.checks.registry import Check, Family, check
from journeymap.checks.runner import run
from journeymap.checks.tuning import layers_of, level_of, settings_of, tuning
from journeymap.checks.unknown_settings import CHECKS as ON_SETTINGS
from journeymap.checks.unknown_settings import MOST
from journeymap.files.profiles import NAME, NoProfile, built_in, profiles_of
from journeymap.files.reader import read_bytes
from journeymap.model.journey import JourneyMap
from journeymap.model.profile import PROFILES, Layer, Profile
from journeymap.model.text import M


def a_map(more: str = "") -> JourneyMap:
    return read_bytes(f"title: Coffee\n{more}".encode(), "map.yaml").map


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(layers: tuple[Layer, ...]) -> list[tuple[str, str]]:
    return [(layer.where, layer.name) for layer in layers]


def problems(m: JourneyMap, folder: Path, named: str = "") -> list[str]:
    return [english(problem) for problem in profiles_of(m, folder, named).problems]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "team" / ".git").mkdir(parents=True)
    return tmp_path / "team"


# ---------------------------------------------------------------- where they are found


def test_the_nearest_profile_above_the_map_is_found(repository: Path) -> None:
    write(repository / NAME, "levels: {dead-end: error}")
    folder = repository / "maps" / "shop"
    folder.mkdir(parents=True)

    assert names(profiles_of(a_map(), folder).layers) == [("profile", f"../../{NAME}")]

    write(repository / "maps" / NAME, "levels: {dead-end: info}")

    assert names(profiles_of(a_map(), folder).layers) == [("profile", f"../{NAME}")]


def test_the_way_up_ends_at_the_root_of_the_repository(repository: Path) -> None:
    write(repository.parent / NAME, "levels: {dead-end: error}")

    assert profiles_of(a_map(), repository) == ((), ())


def test_a_map_names_one_of_the_program_and_one_is_found_beside_it(repository: Path) -> None:
    write(repository / NAME, "about: Ours")

    found = profiles_of(a_map("profile: b2b"), repository)

    assert names(found.layers) == [("built-in", "b2b"), ("profile", NAME)]


def test_a_map_names_a_file_instead_of_the_one_that_is_found(repository: Path) -> None:
    write(repository / NAME, "about: Ours")
    write(repository / "strict.yaml", "about: For the board")
    folder = repository / "maps"
    folder.mkdir()

    found = profiles_of(a_map("profile: ../strict.yaml"), folder)

    assert names(found.layers) == [("profile", "../strict.yaml")]


def test_the_command_line_overrules_the_kind_or_the_file_and_leaves_the_other(
    repository: Path,
) -> None:
    write(repository / NAME, "about: Ours")
    other = write(repository.parent / "other.yaml", "about: Theirs")
    m = a_map("profile: commerce")

    assert names(profiles_of(m, repository, "public").layers) == [
        ("built-in", "public"),
        ("profile", NAME),
    ]
    found = profiles_of(m, repository, str(other), repository)
    assert names(found.layers) == [("built-in", "commerce"), ("profile", "../other.yaml")]


def test_a_profile_of_the_program_is_one_layer_however_often_it_is_named(
    repository: Path,
) -> None:
    write(repository / NAME, "extends: commerce")
    m = a_map("profile: commerce")

    once = [("built-in", "commerce"), ("profile", NAME)]
    assert names(profiles_of(m, repository).layers) == once
    assert names(profiles_of(m, repository, "commerce").layers) == once


def test_of_several_profiles_of_the_program_the_files_overrules_the_maps_and_the_named_both(
    repository: Path,
) -> None:
    write(repository / NAME, "extends: b2b")

    def kinds(m: JourneyMap, named: str = "") -> list[str]:
        return [each.name for each in profiles_of(m, repository, named).layers]

    assert kinds(a_map("profile: public")) == ["public", "b2b", NAME]
    assert kinds(a_map("profile: public"), "commerce") == ["b2b", "commerce", NAME]
    assert kinds(a_map(), "b2b") == ["b2b", NAME]


def test_a_map_from_nowhere_has_the_profiles_of_the_program_only() -> None:
    assert names(profiles_of(a_map("profile: commerce"), None).layers) == [("built-in", "commerce")]
    assert profiles_of(a_map("profile: ours.yaml"), None) == ((), ())


# ---------------------------------------------------------------- going on from each other


def test_a_profile_goes_on_from_others(repository: Path) -> None:
    write(repository / NAME, "extends: base/strict.yaml\nlevels: {dead-end: info}")
    write(repository / "base" / "strict.yaml", "extends: commerce\nlevels: {dead-end: error}")

    found = profiles_of(a_map(), repository)

    assert names(found.layers) == [
        ("built-in", "commerce"),
        ("profile", "base/strict.yaml"),
        ("profile", NAME),
    ]
    tuned = tuning(found.layers, known().checks)
    assert level_of(known().checks["dead-end"], tuned) == "info"
    assert "commerce" in tuned.profiles


def test_a_ring_of_profiles_is_named(repository: Path) -> None:
    write(repository / NAME, "extends: b.yaml")
    write(repository / "b.yaml", f"extends: {NAME}")

    assert problems(a_map(), repository) == [
        f"profiles go on from each other in a ring: {NAME}, b.yaml, {NAME}"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "about: Ours\nextends: gone.yaml",
            f"{NAME}:2: the profile “gone.yaml” that it extends is not there",
        ),
        ("extends: comerce", f"{NAME}:1: There is no profile “comerce”; is “commerce” meant?"),
        (
            "levls: {}\nabout: Ours",
            f"{NAME}:1:1: the key “levls” is unknown; did you mean “levels”?",
        ),
        ("levels:\n  dead-end: fatal", None),
        ("levels: {a: info}\nlevels: {b: info}", None),
        (
            "- levels",
            f"{NAME}:1:1: this file is to be a group of keys, each with a colon and its value",
        ),
    ],
)
def test_what_is_wrong_in_a_profile_is_told_with_its_place(
    repository: Path, text: str, said: str | None
) -> None:
    write(repository / NAME, text)

    (found,) = problems(a_map(), repository)

    assert found == said or (said is None and found.startswith(f"{NAME}:2:"))


def test_a_chain_without_end_is_cut(repository: Path) -> None:
    write(repository / NAME, "extends: 0.yaml")
    for number in range(20):
        write(repository / f"{number}.yaml", f"extends: {number + 1}.yaml")

    assert problems(a_map(), repository) == ["7.yaml: more than 8 profiles go on from each other"]


# ---------------------------------------------------------------- hostile ones


@pytest.mark.parametrize("name", ["../out.yaml", "/etc/out.yaml", "~/out.yaml", "link.yaml"])
def test_nothing_outside_of_the_repository_is_read(repository: Path, name: str) -> None:
    write(repository.parent / "out.yaml", "secret: key")
    (repository / "link.yaml").symlink_to(repository.parent / "out.yaml")

    (found,) = problems(a_map(f"profile: {name}"), repository)
    assert found.startswith(f"{name}: this profile lies outside of the repository")

    write(repository / NAME, f"extends: {name}")
    (found,) = problems(a_map(), repository)
    assert found.startswith(f"{NAME}:1: {name}: this profile lies outside of the repository")


def test_a_profile_that_is_found_may_not_lead_out_either(repository: Path) -> None:
    write(repository.parent / "out.yaml", "secret: key")
    (repository / NAME).symlink_to(repository.parent / "out.yaml")

    (found,) = problems(a_map(), repository)

    assert "secret" not in found
    assert found.startswith(f"{NAME}: this profile lies outside")


def test_without_a_repository_nothing_beside_the_folder_is_read(tmp_path: Path) -> None:
    write(tmp_path / "out.yaml", "about: Theirs")
    (tmp_path / "maps").mkdir()

    (found,) = problems(a_map("profile: ../out.yaml"), tmp_path / "maps")

    assert found.startswith("../out.yaml: this profile lies outside")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_opened(repository: Path) -> None:
    os.mkfifo(repository / NAME)

    assert problems(a_map(), repository) == [f"{NAME}: this is not a file"]


def test_a_far_too_large_profile_is_not_read(repository: Path) -> None:
    write(repository / NAME, "#" * (1 << 21))

    assert problems(a_map(), repository) == [f"{NAME}: this file has 2 MiB; the most is 1 MiB"]


def test_a_ring_of_links_is_a_problem_and_no_crash(repository: Path) -> None:
    (repository / NAME).symlink_to(repository / "b.yaml")
    (repository / "b.yaml").symlink_to(repository / NAME)

    assert len(problems(a_map(), repository)) == 1


# ---------------------------------------------------------------- who overrules whom


def saying(id: str, family: Family = "flow", **more: object) -> Check:
    def look(context: Context) -> Iterator[Finding]:
        yield Finding("", M("Found"))

    return check(id, level="info", family=family, title=M("T"), why=M("W"), **more)(look)  # type: ignore[arg-type]  # what a test varies


def found(m: JourneyMap, layers: tuple[Layer, ...], *checks: Check) -> list[tuple[str, str]]:
    return [(each.check, each.level) for each in run(m, layers=layers, checks=checks)]


def test_what_a_team_agreed_on_binds_its_maps(repository: Path) -> None:
    write(repository / NAME, "levels: {one: warning, two: warning}")
    m = a_map("checks: {levels: {two: error, three: warning}}")

    layers = profiles_of(m, repository).layers

    every = found(m, layers, saying("one"), saying("two"), saying("three"), saying("four"))
    assert every == [("one", "warning"), ("three", "warning"), ("two", "warning"), ("four", "info")]


def test_a_family_that_the_team_sets_binds_the_map_as_well(repository: Path) -> None:
    write(repository / NAME, "families: {flow: warning}")
    m = a_map("checks: {levels: {one: silent}}")

    assert found(m, profiles_of(m, repository).layers, saying("one")) == [("one", "warning")]


def test_a_map_refines_what_comes_with_the_program(repository: Path) -> None:
    (check,) = (each for each in known().checks.values() if each.id == "personal-data")
    m = a_map("profile: public\nchecks: {levels: {personal-data: info}}")

    for more in ("", "extends: public"):  # also where the team's file goes on from it
        write(repository / NAME, f"about: Ours\n{more}")
        layers = layers_of(m, profiles_of(m, repository).layers)
        assert level_of(check, tuning(layers, known().checks)) == "info"


def test_of_files_that_go_on_from_each_other_the_nearest_speaks_last(repository: Path) -> None:
    write(repository / NAME, "extends: base.yaml\nlevels: {one: silent}")
    write(repository / "base.yaml", "levels: {one: error, two: error}")
    m = a_map("checks: {levels: {one: warning, two: warning}}")

    every = found(m, profiles_of(m, repository).layers, saying("one"), saying("two"))

    assert every == [("two", "error")]


def test_an_exception_of_the_map_holds_whatever_the_team_says(repository: Path) -> None:
    write(
        repository / NAME,
        "levels: {one: error, two: error}\nignore: [{check: two, why: Known to all}]",
    )
    m = a_map("checks: {ignore: [{check: one, why: Ends here on purpose}]}")

    assert found(m, profiles_of(m, repository).layers, saying("one"), saying("two")) == []


def test_the_command_line_overrules_all(repository: Path) -> None:
    write(repository / NAME, "levels: {one: error}")
    m = a_map("checks: {levels: {one: warning}}")
    last = Layer("command line", Profile(levels={"one": "silent"}))

    assert found(m, (last, *profiles_of(m, repository).layers), saying("one")) == []


def test_a_family_is_switched_off_on_and_back(repository: Path) -> None:
    write(repository / NAME, "extends: b.yaml\nfamilies: {channels: default}")
    write(
        repository / "b.yaml",
        "families: {flow: silent, channels: silent, metrics: warning}\nlevels: {one: error}",
    )
    checks = (saying("one"), saying("two"), saying("of-channels", "channels"))
    checks = (*checks, saying("of-metrics", "metrics"))

    every = found(a_map(), profiles_of(a_map(), repository).layers, *checks)

    assert every == [("one", "error"), ("of-metrics", "warning"), ("of-channels", "info")]


def test_a_profile_lets_the_checks_of_other_profiles_speak(repository: Path) -> None:
    write(repository / NAME, "profiles: [commerce]")
    shop = saying("of-shops", profiles=frozenset(("commerce",)))
    m = a_map("profile: b2b")

    assert found(m, (), shop) == []
    assert found(m, profiles_of(m, repository).layers, shop) == [("of-shops", "info")]


def test_a_profile_named_instead_of_the_maps_takes_its_checks_away(tmp_path: Path) -> None:
    shop = saying("of-shops", profiles=frozenset(("commerce",)))
    m = a_map("profile: commerce")

    assert found(m, (), shop) == [("of-shops", "info")]
    assert found(m, profiles_of(m, tmp_path, "b2b").layers, shop) == []


def test_a_profile_ignores_with_a_reason(repository: Path) -> None:
    write(repository / NAME, "ignore:\n  - {check: one, why: Known to all}")

    assert found(a_map(), profiles_of(a_map(), repository).layers, saying("one")) == []


def test_of_a_value_that_does_not_fit_the_one_before_holds(repository: Path) -> None:
    write(repository / NAME, "settings: {one: {most: many}}")
    m = a_map("checks: {settings: {one: {most: 5}}}")
    one = saying("one", settings={"most": 3})

    layers = layers_of(m, profiles_of(m, repository).layers)

    assert settings_of(one, tuning(layers, {"one": one})) == {"most": 5}


# ---------------------------------------------------------------- what means nothing


def test_misspelt_names_in_a_profile_are_found_with_their_place(repository: Path) -> None:
    write(
        repository / NAME,
        "levels: {dead-endd: info, alarm: error}\nfamilies: {metric: info}\n"
        "profiles: [comerce]\nsettings:\n  review-overdue: {evry: 3d}\n"
        "  readings-stale: {after: soon}\n",
    )
    layers = profiles_of(a_map(), repository).layers

    own = {each.id for each in ON_SETTINGS}
    said = {english(f.message) for f in run(a_map(), layers=layers) if f.check in own}

    assert said == {
        f"{NAME}:1: There is no check “dead-endd”; is “dead-end” meant?",
        f"{NAME}:1: “alarm” is about the experience and cannot be an error",
        f"{NAME}:2: There is no family “metric” of checks; is “metrics” meant?",
        f"{NAME}:3: There is no profile “comerce”; is “commerce” meant?",
        f"{NAME}:5: The check “review-overdue” has no setting “evry”; is “every” meant?",
        f"{NAME}:6: “soon” does not fit the setting “after” of “readings-stale”; "
        "write a duration of a day or more, such as 90d",
    }


def test_of_very_many_misspelt_names_enough_is_said(repository: Path) -> None:
    levels = "".join(f"  no-check-{number}: info\n" for number in range(20_000))
    write(repository / NAME, f"levels:\n{levels}")

    layers = profiles_of(a_map(), repository).layers
    said = [each.check for each in run(a_map(), layers=layers)]

    assert said.count("check-unknown") == MOST


def test_a_profile_that_cannot_be_read_is_an_error_of_the_map(tmp_path: Path) -> None:
    m = a_map("profile: comerce")

    (finding,) = [
        each
        for each in run(m, problems=profiles_of(m, tmp_path).problems)
        if each.check == profile_not_read.id
    ]

    assert (finding.level, finding.field) == ("error", "profile")
    assert english(finding.message) == "There is no profile “comerce”; is “commerce” meant?"


def test_what_the_command_line_names_has_to_be_there(tmp_path: Path) -> None:
    for name in ("comerce", str(tmp_path / "gone.yaml")):
        with pytest.raises(NoProfile):
            profiles_of(a_map(), tmp_path, name)


# ---------------------------------------------------------------- those of the program


@pytest.mark.parametrize("name", PROFILES)
def test_the_profiles_of_the_program_mean_something(name: str) -> None:
    layer = built_in(name)
    every = known().checks

    assert layer.profiles == (name,)
    assert layer.settings.levels or layer.settings.settings
    for id, level in layer.settings.levels.items():
        assert every[id].level != level
        assert (level, every[id].kind) != ("error", "experience")
    tuned = tuning([layer], every)
    for id, values in layer.settings.settings.items():
        for setting in values:
            assert settings_of(every[id], tuned)[setting] != every[id].settings[setting]
