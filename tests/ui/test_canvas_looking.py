"""Where the view goes when it is led somewhere, and what stands over the map makes way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.model.filtering import Filter
from journeymap.picture.picture import Box
from journeymap.ui.canvas.commands import show_selection
from journeymap.ui.canvas.cut_stages import free
from tests.ui.hands import Canvas


@pytest.fixture
def coffee(qtbot: QtBot, examples: Path) -> Canvas:
    made = Canvas(qtbot, read_file(examples / "coffee-app.yaml").map, (790, 490))
    made.view.begin()
    return made


def covered(canvas: Canvas, key: str) -> bool:
    """Return whether the overview lies over a card."""
    small = canvas.view.minimap
    if not small.isVisible():
        return False
    place = QRectF(small.geometry().translated(-canvas.view.viewport().pos()))
    return place.intersects(canvas.view.on_screen(canvas.part(key)))


# ---------------------------------------------------------------- zoom to what is selected


@pytest.mark.parametrize("scrolled", [False, True])
@pytest.mark.parametrize("stage", ["notice", "order", "return", "recommend"])
def test_a_stage_is_shown_with_all_its_cards(coffee: Canvas, stage: str, scrolled: bool) -> None:
    # given a selected stage of a map that is much higher than the window
    view = coffee.view
    if scrolled:
        view.scroll_by(0, 600)
    coffee.session.select([stage])
    # when it is zoomed to
    show_selection(view)
    # then its heading and all its cards are in sight, beside the other headings
    assert 0.2 <= view.zoom <= 1.0
    port, heading = QRectF(view.viewport().rect()), view.on_screen(coffee.part(stage))
    assert port.adjusted(-1, -1, 1, 1).contains(heading)
    port.setTop(heading.bottom())
    for t in coffee.session.map.touchpoints:
        if t.stage == stage:
            assert port.contains(view.on_screen(coffee.part(t.id))), t.id


def test_a_stage_of_few_rows_is_as_large_as_it_fits(coffee: Canvas) -> None:
    coffee.view.set_zoom(0.2)
    coffee.session.select(["notice"])
    show_selection(coffee.view)
    assert coffee.view.zoom > 0.5


def test_a_collapsed_stage_is_its_one_card(coffee: Canvas) -> None:
    coffee.session.set_view(collapsed=frozenset({"order"}))
    coffee.session.select(["order"])
    show_selection(coffee.view)
    assert coffee.view.zoom == pytest.approx(1.0)
    port = QRectF(coffee.view.viewport().rect())
    assert port.contains(coffee.view.on_screen(coffee.view.summaries["order"]))


def test_a_lane_is_shown_from_its_beginning_and_readable(coffee: Canvas) -> None:
    view = coffee.view
    assert view.picture is not None
    lane = next(part for part in view.picture.parts if part.kind == "lane" and part.key == "app")
    coffee.session.select([lane.key])
    show_selection(view)
    assert 0.6 <= view.zoom <= 1.0
    shown = view.on_screen(coffee.part(lane.key))
    assert 0 <= shown.top() < view.viewport().height() - 40
    assert view.seen().left() <= view.picture.start.right


# ---------------------------------------------------------------- other rows


@pytest.mark.parametrize("rows", ["owner", "persona"])
@pytest.mark.parametrize("key", ["see-ad", "ready-push", "win-back"])
def test_other_rows_leave_no_emptiness_though_a_card_is_selected(
    coffee: Canvas, rows: str, key: str
) -> None:
    # given a selected card somewhere down in the map
    view = coffee.view
    view.set_zoom(0.6)
    coffee.session.jump(key)
    # when the rows are others
    coffee.session.set_view(rows=rows)
    # then no more is seen beside the map than a little margin, and the card is in sight
    assert max(view.emptiness()[:2]) <= 32
    assert QRectF(view.viewport().rect()).intersects(view.on_screen(coffee.part(key)))


def test_stages_do_not_run_across_the_corner_of_the_lane_heads(coffee: Canvas) -> None:
    # given a map that is scrolled sideways, and not down
    view = coffee.view
    view.scroll_by(400, 0)
    pins = view.pins()
    assert pins.dx
    assert not pins.dy
    # when the names of cut stages are written and points are asked for
    seen = Box(*view.seen().getRect())
    room = free(pins, seen, False)
    # then the corner is no stage's
    assert room.x == pins.start.right
    middle = view.viewportTransform().map(
        QRectF(pins.start.x, pins.head.y, pins.start.w, pins.head.h).center()
    )
    under = view.part_at(middle)
    assert under is None or under.kind != "stage"
    color = view.viewport().grab().toImage().pixelColor(middle.toPoint())
    assert color == view.artist.color("canvas")


# ---------------------------------------------------------------- the overview makes way


def test_the_overview_leaves_what_is_selected(coffee: Canvas) -> None:
    # given a card under the overview
    view = coffee.view
    small = view.minimap
    part = coffee.part("check-menu")
    for _ in range(2):  # it keeps under the stages, which go up until they are pinned
        spot = QRectF(small.geometry().translated(-view.viewport().pos())).center()
        now = view.on_screen(part).center()
        view.scroll_by(round(now.x() - spot.x()), round(now.y() - spot.y()))
    place = small.geometry()
    assert covered(coffee, part.key)
    # when it is selected
    coffee.session.select([part.key])
    # then the overview is elsewhere, or away, and comes back afterwards
    assert not covered(coffee, part.key)
    coffee.session.select(())
    assert small.isVisible()
    assert small.geometry() == place


def test_no_jump_ends_under_the_overview(coffee: Canvas) -> None:
    for touchpoint in coffee.session.map.touchpoints:
        coffee.session.jump(touchpoint.id)
        assert not covered(coffee, touchpoint.id), touchpoint.id


def test_the_overview_leaves_the_card_that_is_dragged(coffee: Canvas) -> None:
    view = coffee.view
    coffee.session.jump("landing")
    small = view.minimap
    assert small.isVisible()
    target = small.geometry().translated(-view.viewport().pos()).center()
    start = coffee.at("landing")
    coffee.press(start)
    coffee.go(start + QPoint(30, 20))
    coffee.go(target)
    ghost = view.preview.ghosts[0]
    at = view.viewportTransform().mapRect(QRectF(ghost[1], ghost[2], 108, 40))
    place = QRectF(small.geometry().translated(-view.viewport().pos()))
    assert not small.isVisible() or not place.intersects(at)
    coffee.key(Qt.Key.Key_Escape)


def test_the_overview_is_painted_when_it_was_away_at_another_theme(
    coffee: Canvas, qtbot: QtBot
) -> None:
    # given an overview that is away when colours change
    small = coffee.view.minimap
    qtbot.waitUntil(lambda: small.ready)
    coffee.view.fit()
    assert not small.isVisible()
    small.forget(at_once=True)
    qtbot.waitUntil(lambda: not small._painting.busy)
    # when it comes back
    coffee.view.set_zoom(1.0)
    # then it shows the map
    qtbot.waitUntil(lambda: small.ready)


def test_the_overview_rests_on_the_wall(coffee: Canvas) -> None:
    small = coffee.view.minimap
    small.rest(True)
    coffee.view.set_zoom(2.0)
    assert not small.isVisible()
    small.rest(False)
    assert small.isVisible()


# ---------------------------------------------------------------- filters


def test_the_first_match_of_a_filter_comes_into_sight_where_none_is(coffee: Canvas) -> None:
    # given the beginning of a map, where nothing happens in the channel that is asked for
    view = coffee.view
    assert not QRectF(view.viewport().rect()).contains(view.on_screen(coffee.part("ask-help")))
    # when only that channel is wanted
    coffee.session.set_filter(Filter(channels=frozenset(("chat",))))
    # then the first touchpoint in it is in sight
    assert QRectF(view.viewport().rect()).contains(view.on_screen(coffee.part("ask-help")))


def test_a_filter_moves_nothing_while_a_match_is_in_sight(coffee: Canvas) -> None:
    before = coffee.view.seen()
    channel = coffee.session.index.touchpoint("see-ad").channel
    coffee.session.set_filter(Filter(channels=frozenset((channel,))))
    assert coffee.view.seen() == before
