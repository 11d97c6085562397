"""The plan of a presentation, what each step says, and where its camera goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeymap.files.reader import read_file
from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap
from journeymap.model.readings import Readings
from journeymap.picture.layout import layout
from journeymap.picture.picture import Picture, view_of
from journeymap.ui.measure import QtMeasure
from journeymap.ui.presenting.shots import revealed, shot
from journeymap.ui.presenting.steps import (
    HURTING,
    Step,
    note_stages,
    of_stage,
    place,
    steps,
    top_opportunities,
    top_pains,
)
from journeymap.ui.presenting.words import heading, speech
from tests.ui.window import EXAMPLES

MAPS = sorted(EXAMPLES.glob("*.yaml"))


def read(name: str = "coffee-app.yaml") -> JourneyMap:
    return read_file(EXAMPLES / name).map


def laid(m: JourneyMap) -> Picture:
    return layout(m, view_of(m), QtMeasure(m.language))


def test_a_presentation_goes_from_the_title_over_every_stage_to_the_end() -> None:
    m = read()

    plan = steps(m, Index(m))

    assert [plan[0].kind, plan[1].kind, plan[-1].kind] == ["title", "map", "end"]
    assert [step.stage for step in plan if step.kind == "stage"] == [s.id for s in m.stages]
    assert [step.kind for step in plan if step.stage == "order"] == [
        "stage", "touchpoint", "touchpoint", "curve", "pains", "opportunities",
    ]  # fmt: skip
    assert Step("touchpoint", "order", "pay") in plan


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_every_step_says_something_and_has_a_name(path: Path) -> None:
    m = read(path.name)
    index, readings, view = Index(m), Readings(m), view_of(m)

    for step in steps(m, index, view.lanes):
        said = speech(step, m, index, readings, view)
        assert said.text().strip()
        assert heading(step, m, index).strip()


def test_each_pain_point_that_hurts_is_said_in_every_stage_it_belongs_to() -> None:
    m = read()
    index = Index(m)
    plan = steps(m, index)

    said = {
        (step.stage, block.text)
        for step in plan
        if step.kind == "pains"
        for block in speech(step, m, index, Readings(m), view_of(m)).panel
        if block.kind == "item"
    }

    stage_of = {t.id: t.stage for t in m.touchpoints}
    hurting = [p for p in m.pain_points if p.status in HURTING]
    assert said == {(stage_of.get(at, at), p.name) for p in hurting for at in p.at}
    assert sum(name == "The chat cannot see my order" for _, name in said) == 2


def test_an_opportunity_without_a_place_stands_where_its_pain_points_do() -> None:
    m = read()
    stages = [stage.id for stage in m.stages]

    at = note_stages(m, Index(m))

    assert [stages[n] for n in at["say-why"]] == ["order"]
    assert [stages[n] for n in at["light-page"]] == ["decide"]


def test_without_single_touchpoints_there_are_none() -> None:
    m = read()

    assert not [s for s in steps(m, Index(m), single=False) if s.kind == "touchpoint"]


def test_a_map_without_stages_has_a_presentation_all_the_same() -> None:
    m = JourneyMap(title="Empty")
    index = Index(m)

    plan = steps(m, index)

    assert [step.kind for step in plan] == ["title", "map", "whole", "end"]
    assert speech(plan[1], m, index, Readings(m), view_of(m)).text()
    assert shot(laid(m), plan[1]).look.w > 0


def test_the_worst_and_the_best_come_first_at_the_end() -> None:
    m = read()

    assert top_pains(m)[0].id == "declined"
    assert [each.severity for each in top_pains(m)] == sorted(
        (each.severity for each in top_pains(m)), reverse=True
    )
    assert top_opportunities(m, 2)[0].impact == 5


def test_a_step_is_found_again_after_an_edit() -> None:
    m = read()
    plan = steps(m, Index(m))
    fewer = m.model_copy(update={"stages": m.stages[1:]})
    other = steps(fewer, Index(fewer))
    at = plan.index(next(s for s in plan if s.at == "pay"))

    assert other[place(other, plan[at], at)].at == "pay"
    gone = next(s for s in plan if s.stage == m.stages[0].id)
    assert 0 <= place(other, gone, 2) < len(other)
    assert other[of_stage(other, "collect")].stage == "collect"


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_the_whole_map_is_seen_before_the_stages_and_after_them(path: Path) -> None:
    m = read(path.name)
    picture, plan = laid(m), steps(m, Index(m), view_of(m).lanes)
    before, after = plan[1], next(step for step in plan if step.kind == "whole")

    for step in (before, after):
        look = shot(picture, step).look
        for stage in m.stages:
            box = picture.part(stage.id).box
            assert look.contains(box.x + box.w / 2, box.y + box.h / 2)
    begins, ends = picture.bounds.x, picture.bounds.right
    edges = (ends, begins) if picture.rtl else (begins, ends)
    assert (shot(picture, before).curve, shot(picture, after).curve) == edges


@pytest.mark.parametrize("name", ["coffee-app.yaml", "clinic-visit.fa.yaml"])
def test_what_the_stages_are_to_tell_comes_into_sight_after_them(name: str) -> None:
    m = read(name)
    picture, plan = laid(m), steps(m, Index(m), view_of(m).lanes)
    whole = next(step for step in plan if step.kind == "whole")

    shown = revealed(picture, plan[1])

    assert {"note"} & {part.kind for part in picture.parts}
    assert not {"note", "more"} & {part.kind for part in shown.parts}
    assert {part.kind for part in shown.parts} >= {"card", "stage"}
    assert revealed(picture, whole) is picture
