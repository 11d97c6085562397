"""The mark of a drop is where the card will stand, or there is none and it is said why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from tests.ui.hands import Canvas, small


@pytest.fixture
def coffee(qtbot: QtBot, examples: Path) -> Iterator[Canvas]:
    made = Canvas(qtbot, read_file(examples / "coffee-app.yaml").map, (1100, 700))
    made.view.set_zoom(0.6)
    made.session.jump("reorder")
    yield made
    made.session.close()


def looks(canvas: Canvas) -> str:
    """Return which colour the words beside the pointer have."""
    style = canvas.view.pointer._beside.styleSheet()
    inks = ("text", "pain.text")
    return next(
        each for each in inks if f" color: {canvas.view.artist.color(each).name()}" in style
    )


def test_the_mark_is_where_the_arrows_put_a_card(coffee: Canvas) -> None:
    # given a card dragged before another one, which comes later in the stage by its arrows
    view = coffee.view
    rect = view.on_screen(coffee.part("reorder"))
    goal = QPoint(round(rect.left()) + 6, round(rect.center().y()))
    coffee.carry(coffee.at("ready-push"), goal)
    target = view.preview.target
    assert target is not None
    assert target.before == "reorder"
    # then the mark is not there but under the first card, and the reason beside the pointer
    first = coffee.part("see-points").box
    assert target.line is not None
    assert first.x - 5 < target.line[0] < target.line[2] < first.right + 5
    assert target.line[1] == target.line[3] > first.bottom
    assert "arrows" in view.pointer.said
    # as what will be, not as a refusal, and under the name of the card in the air
    card, _x, y = view.preview.ghosts[-1]
    assert looks(coffee) == "text"
    assert view.pointer._beside.y() > view.mapFromScene(0, y + card.box.h).y()
    # and when it is dropped, it is in sight
    coffee.release(goal)
    after = coffee.part("ready-push").box
    assert after.x == coffee.part("see-points").box.x
    assert after.y > coffee.part("see-points").box.y
    shown = view.on_screen(coffee.part("ready-push")).toAlignedRect()
    assert QRect(view.viewport().rect()).contains(shown)
    assert view.pointer.said == ""


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_mark_stands_where_the_card_comes_to_stand(qtbot: QtBot, language: str) -> None:
    # given cards without arrows between them
    m = small(language)
    canvas = Canvas(qtbot, m.model_copy(update={"flows": ()}))
    view = canvas.view
    # when one is carried under another one
    page = canvas.part("page")
    rect = view.on_screen(page)
    goal = QPoint(round(rect.center().x()), round(rect.bottom()) + 8)
    canvas.carry(canvas.at("pay"), goal)
    target = view.preview.target
    assert target is not None
    assert target.line is not None
    x1, y1, x2, y2 = target.line
    upright, behind = x1 == x2, x1 > page.box.x + page.box.w / 2
    assert upright or y1 == y2
    canvas.release(goal)
    # then it stands beside it or under it, as the line said
    pay, page = canvas.part("pay"), canvas.part("page")
    if upright:
        assert (pay.box.x > page.box.x) == behind
    else:
        assert pay.box.x == page.box.x
        assert pay.box.y > page.box.y
    canvas.session.close()


def test_no_mark_is_shown_where_a_card_cannot_come_to_stand(qtbot: QtBot) -> None:
    # given an arrow from one card to the other, which is carried before it
    canvas = Canvas(qtbot, small())
    canvas.carry(canvas.at("take"), canvas.at("pay", 0.1, 0.5))
    # then there is no mark: it will stand behind it
    target = canvas.view.preview.target
    assert target is not None
    assert target.line is None
    assert "arrows" in canvas.view.pointer.said
    assert looks(canvas) == "text"
    # and only a place that is refused is told as a warning
    canvas.carry(canvas.at("take"), QPoint(-5, -5))
    assert looks(canvas) == "pain.text"
    canvas.session.close()
