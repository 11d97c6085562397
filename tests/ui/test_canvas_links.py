"""Maps of their own: how a linked map is asked for from a card or a stage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.text import Message
from journeymap.picture.shapes import Icon
from journeymap.ui.canvas import commands
from tests.ui.hands import CTRL, LEFT, PLAIN, Canvas, small


@pytest.fixture(params=["en", "fa"])
def canvas(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Canvas]:
    m = edits.change(small(request.param), "pay", journey="paying.yaml")
    made = Canvas(qtbot, edits.change(m, "find", journey="finding.yaml"))
    yield made
    made.session.close()


def sign(canvas: Canvas, key: str) -> QPoint:
    part = canvas.part(key)
    icon = next(
        shape
        for shape in canvas.view.artist.shapes(part.face, "full")
        if isinstance(shape, Icon) and shape.name == "linked-map"
    )
    rect, zoom = canvas.view.on_screen(part), canvas.view.zoom
    half = icon.size / 2
    return (rect.topLeft() + QPointF(icon.x + half, icon.y + half) * zoom).toPoint()


@pytest.mark.parametrize(("key", "journey"), [("pay", "paying.yaml"), ("find", "finding.yaml")])
def test_a_double_click_on_the_sign_asks_for_the_map(
    canvas: Canvas, qtbot: QtBot, key: str, journey: str
) -> None:
    with qtbot.waitSignal(canvas.session.link_wanted) as asked:
        canvas.double(sign(canvas, key))
    assert asked.args == [key, journey]
    assert canvas.view.editor is None


def test_a_click_with_ctrl_on_the_sign_asks_and_selects_nothing(
    canvas: Canvas, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(canvas.session.link_wanted) as asked:
        QTest.mouseClick(canvas.view.viewport(), LEFT, CTRL, sign(canvas, "pay"))
    assert asked.args == ["pay", "paying.yaml"]
    assert canvas.selection == ()


def test_a_plain_click_on_the_sign_selects_the_card(canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(canvas.session.link_wanted):
        QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, sign(canvas, "pay"))
    assert canvas.selection == ("pay",)


def test_the_action_asks_for_the_map_of_what_is_selected(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.click("pay")
    with qtbot.waitSignal(canvas.session.link_wanted) as asked:
        commands.handlers(canvas.session, canvas.view)["open-link"]()
    assert asked.args == ["pay", "paying.yaml"]


def test_without_a_link_the_action_says_so(canvas: Canvas) -> None:
    reasons: list[Message] = []
    canvas.session.refused.connect(reasons.append)
    canvas.click("take")
    commands.open_link(canvas.session)
    assert len(reasons) == 1
