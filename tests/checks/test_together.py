"""Many fixes made as one: at once where edits of a kind can be, else in turn."""

from __future__ import annotations

from itertools import pairwise

from journeymap.checks.context import Context
from journeymap.checks.doubles import duplicate_flow
from journeymap.checks.finding import Finding
from journeymap.checks.repairing import repaired
from journeymap.checks.together import InTurn, at_once, can_join
from journeymap.model.document import Document
from journeymap.model.journey import JourneyMap

STEPS = "abcdef"
TWICE = JourneyMap.model_validate(
    {
        "title": "Twice",
        "stages": [{"id": "s", "name": "S"}],
        "touchpoints": [{"id": step, "name": step, "stage": "s"} for step in STEPS],
        "flows": [
            {"from": one, "to": other, "kind": kind}
            for one, other in pairwise(STEPS)
            for kind in ("next", "failure", "next")
        ],
        "pain_points": [{"id": "lost", "name": "The order is lost", "at": ["c -> d#3"]}],
    }
)


def test_flows_are_made_one_at_once_as_they_are_in_turn() -> None:
    # given the fixes of five pairs of flows, with another flow between each two
    fixes = [found.fix.edit for found in duplicate_flow.look(Context(TWICE, None)) if found.fix]
    in_turn = TWICE
    for each in reversed(fixes):
        in_turn = each(in_turn)

    # then they are one edit, which does the same, and what names one of them follows it
    assert len(fixes) == 5
    assert len(at_once(fixes)) == 1
    assert InTurn(fixes)(TWICE) == in_turn
    assert in_turn.pain_points[0].at == ("c -> d",)
    assert [flow.kind for flow in in_turn.flows] == ["next", "failure"] * 5


def test_what_cannot_be_made_at_once_is_made_in_turn() -> None:
    fixes = [found.fix.edit for found in duplicate_flow.look(Context(TWICE, None)) if found.fix]

    def titled(m: JourneyMap) -> JourneyMap:
        return m.model_copy(update={"title": "Once"})

    assert [can_join(each) for each in (*fixes[:2], titled, InTurn(fixes), InTurn([titled]))] == [
        True,
        True,
        False,
        True,
        False,
    ]
    made = InTurn([fixes[0], titled, InTurn(fixes[1:])])(TWICE)
    assert (made.title, len(made.flows)) == ("Once", 10)


def test_fixes_that_can_be_made_at_once_are_one_step_of_the_document() -> None:
    # given a document in which every flow is there twice
    document = Document(TWICE)

    def find(m: JourneyMap) -> list[Finding]:
        found = duplicate_flow.look(Context(m, None))
        return [each._replace(check="duplicate-flow") for each in found]

    # when what can be mended is mended
    done = repaired(document, find)

    # then all of them are, by one edit
    assert (len(done.mended), done.left, done.found) == (5, (), ())
    document.undo()
    assert document.map == TWICE
