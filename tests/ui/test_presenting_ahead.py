"""The next slides of a presentation are made ready while one is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from journeymap.model.edits import change
from journeymap.model.text import M
from journeymap.ui.app import application
from journeymap.ui.canvas import layer
from journeymap.ui.presenting import slides
from journeymap.ui.presenting.screen import AHEAD
from journeymap.ui.presenting.steps import Step
from journeymap.ui.presenting.window import Presentation
from journeymap.ui.session import Session
from tests.ui.window import example


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Presentation]:
    monkeypatch.setattr(slides, "REST", 0)
    application()
    session = Session()
    session.open(example(tmp_path))
    made = Presentation(session, None, True)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    session.close()


def coming(shown: Presentation) -> list[Step]:
    return [step for step in shown.plan[shown.at + 1 : shown.at + 1 + AHEAD] if step.stage]


def all_ready(shown: Presentation) -> bool:
    return bool(coming(shown)) and all(shown.slides.ready(step) for step in coming(shown))


def test_the_next_slides_are_ready_before_anybody_asks(shown: Presentation, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: all_ready(shown))
    words = [each.text() for each in shown.findChildren(QLabel) if each.isVisible()]

    step = coming(shown)[0]
    ahead, _ = shown.slides.find(step, shown._said(step))
    shown.go(shown.plan.index(step))

    assert shown.slides.find(step, shown._said(step))[0] is ahead
    # what was arranged to see how much room it leaves was not seen
    assert words != [each.text() for each in shown.findChildren(QLabel) if each.isVisible()]


def test_a_slide_made_ready_is_the_one_that_would_have_been_found(
    shown: Presentation, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: all_ready(shown))
    other = slides.Slides(shown.session, shown, shown._screen, shown._said)

    for step in coming(shown):
        said = shown._said(step)
        ready, told = shown.slides.find(step, said)
        found, now = other.find(step, said)
        assert told == now
        assert [part.box for part in ready.parts] == [part.box for part in found.parts]


def test_slides_of_a_map_that_was_changed_are_dropped(shown: Presentation, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: all_ready(shown))
    step = coming(shown)[0]
    before, _ = shown.slides.find(step, shown._said(step))
    first = next(t for t in shown.session.map.touchpoints if t.stage == step.stage)

    shown.session.commit(M("Edit"), lambda m: change(m, first.id, name="Said another way"))

    assert not shown.slides.ready(step)
    shown.go(shown.plan.index(step))
    picture = shown.sheet.layer.picture
    assert picture is not None
    assert picture is not before
    qtbot.waitUntil(lambda: all_ready(shown))


def test_a_search_that_is_under_way_goes_on_when_its_slide_is_asked_for(
    shown: Presentation,
) -> None:
    shown.slides.prepare(coming(shown))
    shown.slides._go_on()
    step = coming(shown)[0]
    assert not shown.slides.ready(step)

    shown.go(shown.plan.index(step))

    assert shown.slides.ready(step)


def test_cards_are_read_from_the_first_moment_of_the_way_to_a_slide(
    shown: Presentation, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layer, "BUDGET", 0)  # a machine that is slow at what it paints first
    monkeypatch.setattr(layer, "ARROWS", 0)
    shown.still = shown.sheet.still = False
    for _ in range(4):
        QTest.keyClick(shown, Qt.Key.Key_PageDown)
        if not shown.sheet.isVisible():
            continue
        while shown.sheet.gliding:
            shown.sheet.grab()
            assert shown.sheet.layer.frames_unready == 0
            qtbot.wait(150)
    assert shown.step.stage
