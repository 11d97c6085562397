"""The engine with checks made up for the purpose: who speaks, who is first, what becomes one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import EntryPoint

import pytest

from journeymap.checks import known
from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.known import BUILT_IN, collected
from journeymap.checks.precedence import first_speakers
from journeymap.checks.registry import Check, check
from journeymap.checks.runner import counted, run
from journeymap.files.reader import read_bytes
from journeymap.model.edits import change
from journeymap.model.journey import CheckSettings, JourneyMap
from journeymap.model.profile import Layer
from journeymap.model.text import M

TODAY = date(2026, 11, 21)
MAP = """
title: Coffee to go
{extra}
stages:
  - {{id: order, name: Order ahead}}
  - {{id: collect, name: Pick up}}
channels:
  - {{id: app, name: Mobile app}}
  - {{id: store, name: Store}}
touchpoints:
  - {{id: late, name: Rate it, stage: collect, channel: app}}
  - {{id: a, name: A, stage: order, channel: app}}
  - {{id: b, name: B, stage: order, channel: app}}
  - {{id: c, name: C, stage: order, channel: store}}
  - {{id: d, name: D, stage: order, channel: store}}
flows:
  - {{from: a, to: b}}
  - {{from: b, to: c}}
  - {{from: c, to: d}}
  - {{from: d, to: late}}
  - {{from: a, to: c}}
  - {{from: b, to: d}}
"""


def a_map(extra: str = "") -> JourneyMap:
    return read_bytes(MAP.format(extra=extra).encode(), "map.yaml").map


def saying(id: str, places: Iterable[str], **options: object) -> Check:
    """Return a check that finds something at each of `places`."""

    def look(context: Context) -> Iterator[Finding]:
        for place in places:
            yield Finding(place, M("{check} at {place}", check=id, place=place))

    options = {"level": "warning", "family": "flow", "since": "draft", **options}
    made = check(id, title=M("Made up"), why=M("To see"), **options)  # type: ignore[arg-type]  # a test's options
    return made(look)


def found(m: JourneyMap, *checks: Check, **options: object) -> list[tuple[str, str]]:
    findings = run(m, today=TODAY, checks=checks, **options)  # type: ignore[arg-type]  # a test's options
    return [(each.check, each.at) for each in findings]


# ---------------------------------------------------------------- what a finding carries


def test_the_runner_fills_in_what_the_check_declared() -> None:
    made = saying("made-up", ["a"], level="info", kind="experience")

    (finding,) = run(a_map(), checks=[made])

    assert (finding.check, finding.level, finding.kind) == ("made-up", "info", "experience")
    assert finding.why == M("To see")


def test_findings_come_by_level_and_then_in_reading_order() -> None:
    notes = saying("made-note", ["", "a"], level="info")
    faults = saying("made-fault", ["late", "c -> d", "collect", "d", "b", "order", "app"])
    errors = saying("made-error", ["late"], level="error")

    assert found(a_map(), notes, faults, errors) == [
        ("made-error", "late"),
        ("made-fault", "order"),
        ("made-fault", "b"),
        ("made-fault", "c -> d"),
        ("made-fault", "d"),
        ("made-fault", "collect"),
        ("made-fault", "late"),
        ("made-fault", "app"),
        ("made-note", ""),
        ("made-note", "a"),
    ]


def test_only_checks_about_the_map_may_be_errors() -> None:
    with pytest.raises(ValueError, match="only checks about the map"):
        saying("made-up", [], level="error", kind="experience")


def test_an_id_is_words_with_hyphens() -> None:
    with pytest.raises(ValueError, match="is not a check id"):
        saying("Made_Up", [])


def test_the_exit_code_counts_findings_about_the_map() -> None:
    bad_news = saying("bad-news", ["a"], kind="experience")
    faults = saying("made-fault", ["a", "b"])
    findings = run(a_map(), checks=[bad_news, faults])

    assert counted(findings, "error") == 0
    assert counted(findings, "warning") == 2
    assert counted(findings, "warning", ("map", "experience")) == 3


# ---------------------------------------------------------------- status, state, profile


@pytest.mark.parametrize(
    ("status", "speaking"),
    [
        ("draft", ["from-draft"]),
        ("in-review", ["from-draft", "from-review"]),
        ("archived", ["from-draft", "from-review"]),
        ("", ["from-draft", "from-review"]),
        ("live", ["from-draft", "from-live", "from-review"]),
    ],
)
def test_a_check_speaks_from_its_status_on(status: str, speaking: list[str]) -> None:
    checks = [
        saying("from-draft", ["a"], since="draft"),
        saying("from-review", ["a"], since="in-review"),
        saying("from-live", ["a"], since="live"),
    ]

    m = a_map(f"status: {status}" if status else "")

    assert [id for id, _ in found(m, *checks)] == speaking


@pytest.mark.parametrize(("state", "speaks"), [("current", 1), ("future", 0), ("", 1)])
def test_a_check_for_one_state_leaves_the_other_alone(state: str, speaks: int) -> None:
    of_today = saying("of-today", ["a"], states=frozenset(("current",)))

    assert len(found(a_map(f"state: {state}" if state else ""), of_today)) == speaks


@pytest.mark.parametrize(("profile", "speaks"), [("commerce", 1), ("b2b", 0), ("", 0)])
def test_a_check_of_a_profile_is_for_that_profile_only(profile: str, speaks: int) -> None:
    selling = saying("of-selling", ["a"], profiles=frozenset(("commerce",)))

    assert len(found(a_map(f"profile: {profile}" if profile else ""), selling)) == speaks


@pytest.mark.parametrize("built_in", BUILT_IN, ids=lambda each: each.id)
def test_drafts_hear_about_references_structure_flow_and_settings_only(built_in: Check) -> None:
    families = {"references", "structure", "flow", "checks"}
    # what one name means in several maps is a matter of references as well
    names = {"linked-id-differs", "metric-defined-twice", "channel-spelt-twice"}
    experience = built_in.kind == "experience"
    early = built_in.family in families or built_in.id in names
    assert (built_in.since == "draft") == (early and not experience)


# ---------------------------------------------------------------- levels and settings


def test_a_map_sets_levels_and_its_team_overrules_it() -> None:
    one, two, three = (saying(id, ["a"]) for id in ("made-one", "made-two", "made-three"))
    m = a_map("checks: {levels: {made-one: info, made-three: info}}")
    team = CheckSettings(levels={"made-one": "error", "made-two": "silent"})

    findings = run(m, layers=[Layer("profile", team)], checks=[one, two, three])

    assert [(each.check, each.level) for each in findings] == [
        ("made-one", "error"),
        ("made-three", "info"),
    ]


def test_a_silent_check_speaks_when_it_is_switched_on() -> None:
    quiet = saying("made-quiet", ["a"], level="silent")

    assert found(a_map(), quiet) == []
    assert found(a_map("checks: {levels: {made-quiet: info}}"), quiet) == [("made-quiet", "a")]


def test_bad_news_stays_a_warning_when_a_map_wants_an_error() -> None:
    bad_news = saying("bad-news", ["a"], kind="experience")

    (finding,) = run(a_map("checks: {levels: {bad-news: error}}"), checks=[bad_news])

    assert finding.level == "warning"


def test_settings_reach_the_check_as_the_type_of_their_default() -> None:
    seen: list[dict[str, object]] = []

    def look(context: Context) -> Iterator[Finding]:
        seen.append(dict(context.settings))
        return iter(())

    defaults = {"most": 3, "on": True, "every": "90d", "word": "a", "allow": ()}
    made = check(
        "made-up", level="info", family="flow", title=M("T"), why=M("W"), settings=defaults
    )(look)
    m = a_map("checks: {settings: {made-up: {most: 9, word: b, on: false, allow: [x], other: 1}}}")
    team = CheckSettings(settings={"made-up": {"most": "4", "every": "often"}})

    run(m, layers=[Layer("profile", team)], checks=[made])

    assert seen == [{"most": 4, "on": False, "every": "90d", "word": "b", "allow": ("x",)}]


# ---------------------------------------------------------------- exceptions


IGNORE = "checks: {{ignore: [{{check: made-up, why: Known{more}}}]}}"


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ("", []),
        (", at: a", ["b", "c -> d"]),
        (", at: c  -> d", ["a", "b"]),
        (", until: 2026-11-21", []),
        (", until: 2026-11-20", ["a", "b", "c -> d"]),
        (", at: zzz", ["a", "b", "c -> d"]),
    ],
)
def test_an_exception_holds_for_its_place_through_its_last_day(more: str, left: list[str]) -> None:
    made = saying("made-up", ["a", "b", "c -> d"])

    assert [at for _, at in found(a_map(IGNORE.format(more=more)), made)] == left


def test_an_exception_takes_its_place_out_of_a_finding_that_lists_many() -> None:
    made = saying("made-up", ["a", "b", "c", "d", "c -> d"])

    (finding,) = run(a_map(IGNORE.format(more=", at: a")), checks=[made])

    assert finding.places == ("b", "c", "c -> d", "d")


def test_an_exception_at_any_place_of_a_finding_covers_it() -> None:
    m = a_map("checks: {ignore: [{check: trap-loop, at: b, why: They like it}]}")
    there = m.flows[0]
    back = there.model_copy(update={"source": "b", "target": "a"})
    circle = m.model_copy(update={"flows": (there, back)})

    assert "trap-loop" not in {each.check for each in run(circle)}
    assert "trap-loop" in {each.check for each in run(circle.model_copy(update={"checks": None}))}


# ---------------------------------------------------------------- one speaks, many become one


def test_what_comes_first_in_a_chain_speaks_for_its_places() -> None:
    first = saying("trap-loop", ["a"])
    second = saying("dead-end", ["a", "b"])
    third = saying("exit-out-of-reach", ["a", "b", "c"])

    assert found(a_map(), first, second, third) == [
        ("trap-loop", "a"),
        ("dead-end", "b"),
        ("exit-out-of-reach", "c"),
    ]


def test_a_finding_about_the_whole_map_speaks_for_every_place() -> None:
    findings = [Finding("", M("x"), check="no-entry"), Finding("a", M("y"), check="deep")]

    left = list(first_speakers(findings, [("no-entry", "deep")]))

    assert [each.check for each in left] == ["no-entry"]


def test_an_exception_for_the_first_does_not_make_the_second_speak() -> None:
    m = a_map("checks: {ignore: [{check: trap-loop, why: It is a game}]}")

    assert found(m, saying("trap-loop", ["a"]), saying("dead-end", ["a"])) == []


def test_a_check_that_is_switched_off_leaves_the_word_to_the_next() -> None:
    m = a_map("checks: {levels: {trap-loop: silent}}")

    assert found(m, saying("trap-loop", ["a"]), saying("dead-end", ["a"])) == [("dead-end", "a")]


def test_more_than_three_in_a_stage_become_one_that_lists_them() -> None:
    few, many = (
        saying("made-few", ["a", "b", "c"]),
        saying("made-many", ["d", "a", "b", "c", "late"]),
    )

    findings = run(a_map(), checks=[few, many])

    assert [(each.check, each.places) for each in findings] == [
        ("made-few", ("a",)),
        ("made-many", ("a", "b", "c", "d")),
        ("made-few", ("b",)),
        ("made-few", ("c",)),
        ("made-many", ("late",)),
    ]
    assert str(findings[1].message) == "made-many at a; likewise “B”, “C”, “D”"


def test_many_findings_at_one_place_stay_apart() -> None:
    made = saying("made-up", ["a", "a", "a", "a"])

    assert len(found(a_map(), made)) == 4


def test_flows_between_the_same_two_channels_belong_together() -> None:
    made = saying("made-up", ["a -> c", "b -> c", "b -> d", "a -> b", "d -> late"], roll_up=1)

    assert [each.places for each in run(a_map(), checks=[made])] == [
        ("a -> b",),
        ("a -> c", "b -> c", "b -> d", "d -> late"),
    ]


def test_what_became_one_has_one_fix_for_all() -> None:
    def renamed(key: str) -> Fix:
        return Fix(M("Rename {key}", key=key), lambda m: change(m, key, name="Renamed"))

    def look(context: Context) -> Iterator[Finding]:
        for key in "abcd":
            yield Finding(key, M("Badly named"), fix=renamed(key))

    made = check("made-up", level="info", family="flow", title=M("T"), why=M("W"))(look)

    (finding,) = run(a_map(), checks=[made])
    assert finding.fix is not None
    after = finding.fix.edit(a_map())

    assert str(finding.fix.name) == "Rename a, and 3 more"
    assert [each.name for each in after.touchpoints] == ["Rate it", *["Renamed"] * 4]


# ---------------------------------------------------------------- what goes wrong


def test_a_check_that_fails_is_a_finding_and_the_others_still_run() -> None:
    def look(context: Context) -> Iterator[Finding]:
        yield Finding("a", M("Before"))
        raise RuntimeError("no such thing")

    failing = check("made-broken", level="error", family="flow", title=M("T"), why=M("W"))(look)
    findings = run(a_map(), checks=[failing, saying("made-up", ["b"])])

    assert [(each.check, each.at) for each in findings] == [
        ("made-broken", "a"),
        ("check-failed", ""),
        ("made-up", "b"),
    ]
    assert str(findings[1].message) == (
        "The check “made-broken” failed and was skipped: RuntimeError: no such thing"
    )


def test_a_check_that_gives_something_else_than_findings_has_failed() -> None:
    wrong = check("made-wrong", level="info", family="flow", title=M("T"), why=M("W"))(
        lambda context: iter(["no finding"])  # type: ignore[arg-type]  # what a stranger may do
    )

    assert found(a_map(), wrong) == [("check-failed", "")]


def test_installed_checks_are_found_and_broken_ones_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = "tests_of_checks"
    good = EntryPoint("good", f"{here}:good", known.GROUP)
    broken = EntryPoint("broken", "there.is.no.such.module:checks", known.GROUP)
    taken = EntryPoint("taken", f"{here}:taken", known.GROUP)
    values = {"good": [saying("made-up", ["a"])], "taken": saying("trap-loop", [])}
    load = EntryPoint.load
    monkeypatch.setattr(
        EntryPoint, "load", lambda self: values[self.name] if self.name in values else load(self)
    )

    installed = collected([good, broken, taken])
    monkeypatch.setattr("journeymap.checks.runner.known", lambda: installed)
    findings = run(a_map())

    assert "made-up" in {each.check for each in findings}
    messages = [str(each.message) for each in findings if each.check == "check-not-loaded"]
    assert messages == [
        "The installed checks “broken” cannot be loaded: "
        "ModuleNotFoundError: No module named 'there'",
        "The installed checks “taken” cannot be loaded: trap-loop is taken",
    ]


def test_checks_get_what_was_worked_out_once() -> None:
    seen: list[object] = []

    def look(context: Context) -> Iterator[Finding]:
        seen.extend((context.index, context.graph("dana"), context.readings))
        return iter(())

    checks = [
        check(id, level="info", family="flow", title=M("T"), why=M("W"))(look)
        for id in ("made-one", "made-two")
    ]
    run(a_map(), checks=checks)

    assert [a is b for a, b in zip(seen[:3], seen[3:], strict=True)] == [True] * 3


def test_an_empty_map_is_checked_without_a_word_about_failing() -> None:
    findings = run(JourneyMap(title="Empty"), today=TODAY, has_glyphs=lambda text: "")

    assert "check-failed" not in {each.check for each in findings}
