"""What stands on a slide of a presentation: one stage in large type, the curve with names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.model import edits
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, say
from journeymap.picture.type import TYPE
from journeymap.ui.app import application
from journeymap.ui.presenting.excerpts import excerpt, extremes
from journeymap.ui.presenting.marks import LETTERS, places
from journeymap.ui.presenting.sheet import HEIGHT, scale_box
from journeymap.ui.presenting.steps import Step
from journeymap.ui.presenting.window import Presentation
from journeymap.ui.presenting.words import speech
from journeymap.ui.session import Session
from tests.ui.window import EXAMPLES, example


@pytest.fixture
def coffee() -> JourneyMap:
    return read_file(EXAMPLES / "coffee-app.yaml").map


@pytest.fixture(params=[(1280, 720), (1920, 1080)])
def screen(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot) -> Iterator[Presentation]:
    application()
    session = Session()
    session.open(example(tmp_path))
    made = Presentation(session, None, True)
    qtbot.addWidget(made)
    made.resize(*request.param)
    made.show()
    yield made
    session.close()


def test_a_stage_slide_has_its_own_touchpoints_and_no_empty_lane(coffee: JourneyMap) -> None:
    stage = coffee.stages[0].id

    small = excerpt(coffee, index_of(coffee), Step("stage", stage))

    own = [t for t in coffee.touchpoints if t.stage == stage]
    assert [t.id for t in small.touchpoints] == [t.id for t in own]
    assert {c.id for c in small.channels} == {t.channel for t in own}
    keys = {t.id for t in own}
    assert all(flow.source in keys and flow.target in keys for flow in small.flows)


def test_a_large_stage_keeps_what_matters(coffee: JourneyMap) -> None:
    stage = next(t.stage for t in coffee.touchpoints if t.moment_of_truth)

    small = excerpt(coffee, index_of(coffee), Step("stage", stage), "", 1)

    assert [t.moment_of_truth for t in small.touchpoints] == [True]


def test_names_on_the_cards_of_each_stage_can_be_read(screen: Presentation) -> None:
    least = 14 if screen.height() == 720 else 20
    for number, step in enumerate(screen.plan):
        if step.kind == "stage":
            screen.go(number)
            assert screen.sheet.sight is not None
            assert TYPE["card"].size * screen.sheet.sight.zoom >= least, step


def test_the_whole_slide_is_on_the_screen(screen: Presentation) -> None:
    for number, step in enumerate(screen.plan):
        screen.go(number)
        sight, shown = screen.sheet.sight, screen.sheet.picture
        if not step.stage or sight is None or shown is None:
            continue
        for part in shown.parts:
            if part.kind in ("card", "curve", "flow", "lane", "note"):
                there = screen.sheet.on_screen(part.box)
                if part.kind == "curve":
                    there.setRight(min(there.right(), sight.port.right()))
                assert sight.port.adjusted(-2, -2, 2, 2).contains(there), (step, part.key)


def test_the_best_and_the_worst_point_are_marked_as_the_headline_names_them(
    screen: Presentation,
) -> None:
    for number, step in enumerate(screen.plan):
        screen.go(number)
        if step.kind != "curve":
            assert not screen.sheet.marks
            continue
        said = " ".join(label.text() for label in screen.caption.labels)
        assert screen.sheet.marks
        for key, name, _ in screen.sheet.marks:
            assert name in said
            assert key in screen.sheet._dots()


def test_names_of_points_stand_whole_in_the_lane_of_the_curve(screen: Presentation) -> None:
    for number, step in enumerate(screen.plan):
        if step.kind != "curve":
            continue
        screen.go(number)
        sheet, sight = screen.sheet, screen.sheet.sight
        assert sight is not None
        assert sheet.picture is not None
        (ground,) = [part for part in sheet.picture.parts if part.kind == "stripe"]
        lane = sheet.on_screen(ground.box)
        font = screen.font()
        unit = screen.height() / HEIGHT
        font.setPixelSize(round(LETTERS * unit))
        dots = sheet._dots()
        marks = [(dots[key], name, best) for key, name, best in sheet.marks]
        boxes = [
            box for box, _ in places(marks, sheet._mark_room(sight), QFontMetricsF(font), unit)
        ]
        assert boxes
        for at, box in enumerate(boxes):
            assert lane.contains(box), (step, marks[at])
            assert not any(box.contains(dot) for dot, _, _ in marks)
            assert not any(box.intersects(other) for other in boxes[:at])


def test_slides_of_notes_are_alike_and_say_what_their_badges_count(screen: Presentation) -> None:
    session = screen.session
    for number, step in enumerate(screen.plan):
        if step.kind not in ("pains", "opportunities"):
            continue
        screen.go(number)
        assert screen.sheet.picture is not None
        assert {band.kind for band in screen.sheet.picture.lanes} == {"channels"}, step
        if step.kind == "pains":
            small = excerpt(session.map, session.index, step)
            names = {p.name for p in small.pain_points}
            said = speech(step, session.map, session.index, session.readings, session.view)
            assert names == {block.text for block in said.panel if block.kind == "item"}


def test_among_equals_that_on_the_line_is_the_worst(coffee: JourneyMap) -> None:
    stage = next(s.id for s in coffee.stages if s.name == "Order ahead")
    small = excerpt(coffee, index_of(coffee), Step("curve", stage))

    best, worst = extremes(small)

    values = {t.id: t.emotion for t in small.touchpoints if t.emotion is not None}
    assert values[worst] == min(values.values())
    assert values[best] == max(values.values())


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_stage_without_touchpoints_has_its_slide(screen: Presentation, language: str) -> None:
    session = screen.session
    keys = [t.id for t in session.map.touchpoints]

    assert session.commit(
        M("Delete"), lambda m: edits.change(edits.delete(m, keys), "", language=language)
    )

    for number, step in enumerate(screen.plan):
        screen.go(number)
        assert screen.step == step
        if step.kind == "stage":
            assert screen.sheet.sight is not None
            said = speech(step, session.map, session.index, session.readings, session.view)
            assert say(M("No touchpoint"), session.view.language) in said.text()


@pytest.mark.parametrize("name", ["coffee-app.yaml", "clinic-visit.fa.yaml"])
def test_the_words_of_the_scale_are_seen_and_no_name_covers_them(
    tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    application()
    session = Session()
    session.open(example(tmp_path, name))
    screen = Presentation(session, None, True)
    qtbot.addWidget(screen)
    screen.resize(1280, 720)
    screen.show()
    steps = [number for number, step in enumerate(screen.plan) if step.kind == "curve"]
    assert steps
    for number in steps:
        screen.go(number)
        sheet, sight = screen.sheet, screen.sheet.sight
        assert sight is not None
        for part in sheet._curves:
            words = sheet.on_screen(scale_box(part))
            assert sight.port.left() - 1 <= words.left(), number
            assert words.right() <= sight.port.right() + 1, number
            room = sheet._mark_room(sight)
            assert room.right() <= words.left() + 1 or words.right() - 1 <= room.left()
            dots = [(dot, "A name of some length", True) for dot in sheet._dots().values()]
            for box, _ in places(dots[:1], room, QFontMetricsF(screen.font()), 0.7):
                assert not box.intersects(words.adjusted(1, 1, -1, -1))
    session.close()
