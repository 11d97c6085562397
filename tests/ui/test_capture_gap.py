"""Who deletes a card, or looks at another part of the map, goes on writing there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from benchmarks.generate import generate
from journeymap.files.reader import read_bytes
from journeymap.model.index import index_of
from journeymap.model.journey import Flow, Touchpoint
from journeymap.model.lines import gap_of, place_after
from journeymap.model.text import M
from journeymap.ui.canvas.ahead import FROM
from tests.ui.hands import CTRL, small
from tests.ui.test_typing_meant import Desk, desk_on

K = Qt.Key
LARGE = read_bytes(generate(FROM + 30, 1, "en").encode(), "large.yaml").map


def flows(desk: Desk) -> set[tuple[str, str]]:
    names = {each.id: each.name for each in desk.session.map.touchpoints}
    return {(names[each.source], names[each.target]) for each in desk.session.map.flows}


def written(desk: Desk, name: str) -> Touchpoint:
    """Write a name, and nothing after it; return the touchpoint that has it."""
    desk.type(name)
    desk.key(K.Key_Return)
    desk.key(K.Key_Escape)
    return next(each for each in desk.session.map.touchpoints if each.name == name)


@pytest.mark.parametrize("begin", ["enter", "typing"])
def test_what_is_written_after_a_deletion_fills_the_gap(
    qtbot: QtBot, tmp_path: Path, begin: str
) -> None:
    with desk_on(qtbot, tmp_path, small()) as desk:
        # given that somebody worked on another card before deleting one in the line
        desk.click("take")
        desk.click("page")
        desk.key(K.Key_Delete)
        assert ("See the ad", "Pay") in flows(desk)
        # when they go on writing
        if begin == "enter":
            desk.key(K.Key_Return)
        new = written(desk, "Ask a friend")
        # then the card stands where the deleted one stood
        assert (new.stage, new.channel) == ("find", "web")
        assert {("See the ad", "Ask a friend"), ("Ask a friend", "Pay")} <= flows(desk)


def test_the_gap_keeps_its_row_where_the_line_comes_from_another(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path, small()) as desk:
        desk.click("take")  # in the shop, after paying on the web
        desk.key(K.Key_Delete)
        desk.key(K.Key_Return)
        new = written(desk, "Ask the clerk")
        assert (new.stage, new.channel) == ("buy", "shop")
        assert ("Pay", "Ask the clerk") in flows(desk)


def test_a_gap_is_forgotten_once_something_is_chosen_or_taken_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with desk_on(qtbot, tmp_path, small()) as desk:
        desk.click("page")
        desk.key(K.Key_Delete)
        desk.key(K.Key_Z, CTRL)
        desk.click("pay")
        desk.key(K.Key_Escape)
        written(desk, "Wait")
        assert ("Pay", "Wait") in flows(desk)


def test_the_first_of_a_line_leaves_its_cell(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path, small()) as desk:
        desk.click("take")
        desk.click("ad")
        desk.key(K.Key_Delete)
        desk.key(K.Key_Return)
        new = written(desk, "Hear of it")
        assert (new.stage, new.channel) == ("find", "web")


def test_a_gap_in_what_is_gone_altogether_is_none(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_on(qtbot, tmp_path, small()) as desk:
        desk.click("ad")
        desk.click("take")
        desk.key(K.Key_Delete)
        desk.session.commit(
            M("Delete “{name}”", name="Shop"),
            lambda m: m.model_copy(
                update={
                    "channels": m.channels[:1],
                    "touchpoints": tuple(t for t in m.touchpoints if t.channel != "shop"),
                }
            ),
        )
        desk.session.select(())
        desk.key(K.Key_Return)
        new = written(desk, "Go on")
        assert new.channel == "web"


def test_a_new_touchpoint_is_made_where_somebody_looks(qtbot: QtBot, tmp_path: Path) -> None:
    # given a large map, scrolled far away from the card that was worked on
    with desk_on(qtbot, tmp_path, LARGE) as desk:
        view = desk.view
        view.set_zoom(1.0)
        desk.session.jump(LARGE.touchpoints[0].id)
        desk.session.select(())
        bar = view.horizontalScrollBar()
        bar.setValue(bar.maximum())
        desk.key(K.Key_T, CTRL)
        # then the new card is near, and the map stays
        new = written(desk, "Look around")
        last = {stage.id for stage in LARGE.stages[-2:]}
        assert new.stage in last
        assert bar.value() > bar.maximum() / 2


def test_a_gap_is_behind_who_led_to_it_and_is_there() -> None:
    m = small()
    without = m.model_copy(
        update={"touchpoints": tuple(t for t in m.touchpoints if t.id not in ("page", "pay"))}
    )
    before, now = index_of(m), index_of(without)
    assert gap_of(before, "pay", now) == ("ad", "buy", "web")
    assert gap_of(before, "nobody", now) is None
    # where cards lead in a circle nobody is before it, nor where two lead to it
    circle = m.model_copy(update={"flows": (*m.flows[:2], Flow(source="page", target="ad"))})
    none_left = index_of(m.model_copy(update={"touchpoints": ()}))
    assert gap_of(index_of(circle), "page", none_left) == ("", "find", "web")
    two = m.model_copy(update={"flows": (*m.flows, Flow(source="visit", target="pay"))})
    assert gap_of(index_of(two), "pay", now) == ("", "buy", "web")
    assert place_after(m.touchpoints[0]).is_in(before)
    assert not place_after(m.touchpoints[3]).is_in(now)
