"""Counts on cards: findings, conversations still open, and where a click on one leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from journeymap.model import edits, threads
from journeymap.model.index import flow_key
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M
from journeymap.ui.canvas.badges import Badge, Spot
from tests.ui.hands import LEFT, PLAIN, Canvas, small

DAY = date(2026, 5, 4)


def talked(language: str = "en") -> JourneyMap:
    m = threads.write(small(language), "Why so long?", "Ada", DAY, "pay")
    return threads.write(m, "And here?", "Bo", DAY, "pay")


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas(qtbot, small())
    made.session.new(talked())
    made.view.badges.badges = {"pay": Badge(12, "error"), "ad": Badge(1, "info")}
    yield made
    made.session.close()


def spots(canvas: Canvas, key: str) -> dict[str, Spot]:
    return {
        spot.panel: spot
        for spot in canvas.view.badges.spots(canvas.part(key), zoom=canvas.view.zoom)
    }


def place(canvas: Canvas, spot: Spot) -> QPoint:
    return canvas.view.viewportTransform().map(spot.centre).toPoint()


def test_open_conversations_are_counted_beside_the_findings(canvas: Canvas) -> None:
    found = spots(canvas, "pay")
    assert (found["findings"].number, found["comments"].number) == (12, 2)
    assert found["comments"].centre.x() < found["findings"].centre.x()
    assert "comments" not in spots(canvas, "ad")


def test_a_settled_conversation_counts_no_more(canvas: Canvas) -> None:
    session = canvas.session
    first = threads.threads(session.map)[0].key
    session.commit(M("Resolve"), lambda m: threads.resolve(m, first))
    assert spots(canvas, "pay")["comments"].number == 1


@pytest.mark.parametrize("panel", ["findings", "comments"])
@pytest.mark.parametrize("zoom", [1.0, 0.4])
def test_a_click_on_a_badge_asks_for_the_panel(
    canvas: Canvas, qtbot: QtBot, panel: str, zoom: float
) -> None:
    canvas.view.set_zoom(zoom)
    at = place(canvas, spots(canvas, "pay")[panel])
    with qtbot.waitSignal(canvas.view.panel_wanted) as asked:
        QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, at)
    assert asked.args == [panel, "pay"]
    assert canvas.selection == ("pay",)


@pytest.mark.parametrize("key", ["ad -> page", "page -> pay", "buy", "web"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_arrows_and_headings_have_badges_too(
    canvas: Canvas, qtbot: QtBot, key: str, language: str
) -> None:
    canvas.session.new(threads.write(small(language), "Why?", "Ada", DAY, key))
    canvas.view.set_zoom(1.4)
    canvas.session.jump("pay")
    canvas.session.jump(key)
    canvas.session.select(())
    part = canvas.part(key)
    found = canvas.view.badges.spots(part, canvas.view.pins().offset(part))
    spot = next(iter(found))
    with qtbot.waitSignal(canvas.view.panel_wanted) as asked:
        QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, place(canvas, spot))
    assert asked.args == ["comments", key]


def test_a_row_under_a_floating_heading_shows_no_badge_over_it(
    canvas: Canvas, qtbot: QtBot
) -> None:
    canvas.session.new(threads.write(small(), "Why?", "Ada", DAY, "web"))
    canvas.view.set_zoom(2.0)
    canvas.session.jump("take")
    canvas.view.scroll_by(0, 400)
    part = canvas.part("web")
    moved = canvas.view.pins().offset(part)
    spot = next(iter(canvas.view.badges.spots(part, moved)))
    assert spot.centre.y() < canvas.view.pins().head.bottom
    with qtbot.assertNotEmitted(canvas.view.panel_wanted):
        QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, place(canvas, spot))


@pytest.mark.parametrize("meanwhile", ["asked for", "another edit"])
def test_the_badge_of_an_arrow_is_shown_whatever_comes_before_there_was_time_to_place_it(
    qtbot: QtBot, meanwhile: str
) -> None:
    canvas = Canvas(qtbot, small())
    view, session = canvas.view, canvas.session
    key = flow_key("page", "pay")
    session.checking.hold()
    qtbot.waitUntil(lambda: view.at_rest)
    qtbot.wait(50)  # and painted
    view.badges.badges = {key: Badge(1, "error")}
    shown: list[str] = []
    paint = view.badges._paint
    view.badges._paint = lambda painter, key, *how: (shown.append(key), paint(painter, key, *how))  # type: ignore[method-assign]  # it notes what is painted
    view.viewport().repaint()
    assert not shown  # it waits for its place
    if meanwhile == "asked for":
        assert list(view.badges.spots(canvas.part(key)))
    else:
        session.commit(M("Rename"), lambda m: edits.change(m, "take", name="Carry it home"))
    qtbot.waitUntil(lambda: view.at_rest)
    qtbot.waitUntil(lambda: key in shown)
    session.close()


def test_what_is_said_already_is_counted_at_once(qtbot: QtBot) -> None:
    made = Canvas(qtbot, talked())
    assert spots(made, "pay")["comments"].number == 2
    made.session.close()


def test_a_card_can_be_dragged_by_its_badge(canvas: Canvas) -> None:
    at = place(canvas, spots(canvas, "pay")["comments"])
    canvas.carry(at, canvas.at("take"))
    assert canvas.view.gesture is not None
    canvas.view.cancel_gesture()


def test_from_afar_there_are_no_badges_to_press(canvas: Canvas) -> None:
    canvas.view.set_zoom(0.15)
    point = spots(canvas, "pay")["findings"].centre
    assert canvas.view.badges.at(point, canvas.view.zoom) is None


def test_on_a_map_from_right_to_left_they_stand_at_the_other_side(qtbot: QtBot) -> None:
    canvas = Canvas(qtbot, small("fa"))
    canvas.session.new(talked("fa"))
    canvas.view.badges.badges = {"pay": Badge(1, "error")}
    found, box = spots(canvas, "pay"), canvas.part("pay").box
    assert found["findings"].centre.x() < box.x + box.w / 2
    assert found["comments"].centre.x() > found["findings"].centre.x()
    canvas.session.close()


def test_numbers_are_in_the_digits_of_the_map(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = Canvas(qtbot, small("fa"))
    written: list[str] = []
    monkeypatch.setattr(
        canvas.view.artist, "paint_number", lambda painter, number, centre: written.append(number)
    )
    canvas.view.badges.badges = {"pay": Badge(12, "error")}
    canvas.view.set_zoom(1.0)
    canvas.session.jump("pay")
    canvas.view.grab()
    assert set(written) == {"۱۲"}
    canvas.session.close()


def test_the_half_of_a_badge_beside_its_card_tells_of_the_card_as_well(canvas: Canvas) -> None:
    canvas.view.set_zoom(1.5)
    canvas.session.jump("pay")
    at = place(canvas, spots(canvas, "pay")["findings"]) + QPoint(5, 9)
    assert canvas.view.part_at(at) is None
    canvas.hover(at)
    assert "12 findings" in QToolTip.text()
    QToolTip.hideText()
