"""Mending all at once: what is made, what is taken back, and that it always ends.

`REPAIRED_MAPS=4000` mends so many generated maps instead of a few dozen.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

import pytest

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.registry import Check, check
from journeymap.checks.repairing import ROUNDS, repaired
from journeymap.checks.runner import counted, run
from journeymap.files.reader import read_bytes
from journeymap.model import edits
from journeymap.model.document import Document, Edit
from journeymap.model.index import index_of
from journeymap.model.journey import Flow, JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import M
from journeymap.model.vocabulary import Level
from tests.checks.flawed import flawed
from tests.checks.test_fixes import found_in

LETTERS = "abcdefghij"
MAPS = int(os.environ.get("REPAIRED_MAPS", "60"))


def a_map(more: str = "") -> JourneyMap:
    steps = "\n".join(f"  - {{id: {id}, name: {id}, stage: order}}" for id in LETTERS)
    text = f"title: T\nstages: [{{id: order, name: Order}}]\ntouchpoints:\n{steps}\n{more}"
    return read_bytes(text.encode(), "map.yaml").map


def checks_of(**looks: tuple[Level, Callable[[JourneyMap], Iterator[Finding]]]) -> list[Check]:
    def made(id: str, level: Level, look: Callable[[JourneyMap], Iterator[Finding]]) -> Check:
        def looked(context: Context) -> Iterator[Finding]:
            return look(context.map)

        return check(id, level=level, family="flow", title=M("T"), why=M("W"), roll_up=99)(looked)

    return [made(id, *look) for id, look in looks.items()]


def find(checks: Sequence[Check]) -> Callable[[JourneyMap], Sequence[Finding]]:
    return lambda m: run(m, checks=checks)


def changed(key: str, **values: object) -> Edit:
    return lambda m: edits.change(m, key, **values)


def small(m: JourneyMap) -> Iterator[Finding]:
    """Say of each touchpoint whose name is not in capitals that it is small."""
    for each in m.touchpoints:
        if each.name.islower():
            edit = changed(each.id, name=each.name.upper())
            yield Finding(each.id, M("“{name}” is small", name=each.name), fix=Fix(M("Grow"), edit))


def test_all_is_mended_in_steps_that_can_be_undone() -> None:
    m = a_map()
    document = Document(m)

    done = repaired(document, find(checks_of(small=("info", small))))

    assert [each.at for each in done.mended] == list(LETTERS)
    assert (done.left, done.found) == ((), ())
    assert [each.name for each in document.map.touchpoints] == list(LETTERS.upper())
    assert document.done == len(LETTERS)
    document.go_to(0)
    assert document.map is m


def test_what_is_passed_over_is_left_and_still_found() -> None:
    document = Document(a_map())

    done = repaired(document, find(checks_of(small=("info", small))), {"small"})

    assert (done.mended, len(done.found), document.done) == ((), len(LETTERS), 0)


def test_the_one_that_brings_up_something_as_bad_is_taken_back() -> None:
    def large(m: JourneyMap) -> Iterator[Finding]:
        for each in m.touchpoints:
            if each.name == "F":
                yield Finding(each.id, M("“F” is not allowed"))

    document = Document(a_map())

    done = repaired(document, find(checks_of(small=("info", small), large=("info", large))))

    assert [each.at for each in done.mended] == [id for id in LETTERS if id != "f"]
    ((left, why),) = done.left
    assert (left.at, str(why)) == ("f", "mending it would bring: “F” is not allowed")
    assert [each.at for each in done.found] == ["f"]


def test_what_is_less_bad_may_come_and_is_mended_too() -> None:
    def plain(m: JourneyMap) -> Iterator[Finding]:
        for each in m.touchpoints:
            if each.name.isupper() and not each.tags:
                fix = Fix(M("Tag"), changed(each.id, tags=("big",)))
                yield Finding(each.id, M("“{name}” has no tag", name=each.name), fix=fix)

    document = Document(a_map())

    done = repaired(document, find(checks_of(small=("warning", small), plain=("info", plain))))

    assert done.found == ()
    assert all(each.tags == ("big",) for each in document.map.touchpoints)


@pytest.mark.parametrize("refused", [True, False])
def test_a_fix_that_mends_nothing_is_given_up(refused: bool) -> None:
    def stuck(m: JourneyMap) -> Iterator[Finding]:
        def edit(m: JourneyMap) -> JourneyMap:
            if refused:
                raise Refused(M("it is gone"))
            return edits.change(m, "a", notes=(m.touchpoints[0].notes or "") + "x")

        yield Finding("a", M("Stuck"), fix=Fix(M("Try"), edit))

    document = Document(a_map())

    done = repaired(document, find(checks_of(stuck=("info", stuck))))

    ((_, why),) = done.left
    assert str(why) == ("it is gone" if refused else "mending it does not make it go away")
    assert document.map.touchpoints[0].notes is None
    assert done.mended == ()


def test_records_of_one_id_are_mended_one_after_the_other() -> None:
    m = a_map("flows:\n" + "  - {from: a, to: gone}\n" * 3 + "  - {from: a, to: b}\n")
    document = Document(m)

    done = repaired(document, run)

    assert [each.check for each in done.mended].count("reference-missing") == 3
    assert [flow.target for flow in document.map.flows] == ["b"]


def test_what_was_said_of_one_of_two_may_be_said_of_the_one_that_stays() -> None:
    flows = "flows:\n  - {from: a, to: b}\n  - {from: a, to: b, seamless: false}\n"
    document = Document(a_map(flows))

    def broken(m: JourneyMap) -> Iterator[Finding]:
        index = index_of(m)
        for key, flow in index.records(Flow):
            if flow.seamless is False:
                yield Finding(key, M("{key} breaks", key=key))

    found = find(checks_of(broken=("error", broken)))
    done = repaired(document, lambda m: (*run(m), *found(m)), {"id-repeated"})

    assert "duplicate-flow" in {each.check for each in done.mended}
    assert [flow.seamless for flow in document.map.flows] == [False]


def test_whatever_a_check_does_it_ends() -> None:
    def forever(m: JourneyMap) -> Iterator[Finding]:
        n = int(m.touchpoints[0].notes or 0)
        fix = Fix(M("Count"), changed("a", notes=str(n + 1)))
        yield Finding("a", M("{n} is not enough", n=n), fix=fix)

    document = Document(a_map())

    done = repaired(document, find(checks_of(forever=("info", forever))))

    assert len(done.mended) == ROUNDS


@pytest.mark.parametrize("first", range(0, MAPS, 10))
def test_of_any_map_what_can_be_mended_is_and_nothing_as_bad_comes(first: int) -> None:
    for number in range(first, first + 10):
        m = flawed(number)
        document = Document(m)

        done = repaired(document, found_in)

        still = [each for each in done.found if each.fix]
        assert set(map(seen, still)) <= {seen(each) for each, _ in done.left}, number
        assert counted(done.found) <= counted(found_in(m)), number
        assert list(map(seen, done.found)) == list(map(seen, found_in(document.map))), number
        document.go_to(0)
        assert document.map is m


def seen(finding: Finding) -> tuple[str, str, str]:
    return finding.check, finding.at, str(finding.message)
