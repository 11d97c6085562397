"""The map while a name is typed on it: it comes to rest, and takes any turn of the wheel."""

from __future__ import annotations

from math import inf, nan

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.ui import capture
from journeymap.ui.canvas.editor import NameEditor, place_over
from tests.ui.hands import CTRL, Canvas, small


@pytest.mark.parametrize("notches", [10**6, -(10**6)])
def test_any_turn_of_the_wheel_zooms_as_far_as_it_goes(qtbot: QtBot, notches: int) -> None:
    canvas = Canvas(qtbot, small())

    canvas.wheel(canvas.at("pay"), notches, CTRL)

    assert canvas.view.zoom == (4.0 if notches > 0 else 0.01)


@pytest.mark.parametrize("zoom", [nan, inf, -inf])
def test_no_number_breaks_the_zoom(qtbot: QtBot, zoom: float) -> None:
    canvas = Canvas(qtbot, small())
    before = canvas.view.zoom

    canvas.view.set_zoom(zoom, QPointF(10, 10))

    assert canvas.view.zoom == {inf: 4.0, -inf: 0.01}.get(zoom, before)


def test_limits_follow_one_size_of_the_window_a_few_times_only(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = Canvas(qtbot, small())
    view = canvas.view
    view.set_zoom(0.9)
    limit, limited = view.limit, 0

    def counted(*given: object) -> None:
        nonlocal limited
        limited += 1
        limit(*given)
        bars = view.verticalScrollBarPolicy()  # as if they came and went with the limits
        view.setVerticalScrollBarPolicy(
            bars.ScrollBarAlwaysOff if limited % 2 else bars.ScrollBarAlwaysOn
        )
        assert limited < 50

    monkeypatch.setattr(view, "limit", counted)

    view.resize(900, 600)
    qtbot.waitUntil(lambda: limited > 0)
    for _ in range(20):
        qtbot.wait(0)

    assert limited <= 2


def test_the_field_is_dressed_anew_for_another_zoom_and_not_for_scrolling(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = Canvas(qtbot, small(), (500, 300))
    view = canvas.view
    view.set_zoom(1.0)
    view.rename("pay")
    dressed: list[object] = []
    monkeypatch.setattr(NameEditor, "dress", lambda *given: dressed.append(given))

    view.scroll_by(7, 0)
    view.scroll_by(0, 7)
    assert not dressed
    view.set_zoom(1.5)

    assert len(dressed) == 1


@pytest.mark.parametrize("zoom", [0.36, 0.5, 0.7])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_field_of_a_new_card_leaves_the_card_before_it_in_sight(
    qtbot: QtBot, zoom: float, language: str
) -> None:
    m = small().model_copy(update={"language": language})
    canvas = Canvas(qtbot, m, (1100, 700))
    view = canvas.view
    view.next_requested.connect(lambda how: capture.add_touchpoint(canvas.session, view, how))
    view.set_zoom(zoom)
    canvas.click("pay")
    for name in ("Sign", "Leave", "Return"):
        QTest.keyClick(view.editor or view, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: view.editor is not None)
        assert view.editor is not None
        assert view.zoom == zoom
        (new,) = canvas.session.selection
        field, picture = view.editor.geometry(), view.picture
        assert picture is not None
        assert field.width() >= 120
        assert field.contains(view.on_screen(canvas.part(new)).toRect())
        row = canvas.part(new).box
        for part in picture.parts:
            beside = part.box.y < row.bottom and row.y < part.box.bottom
            if part.kind == "card" and part.key != new and beside:
                assert not view.on_screen(part).toRect().intersects(field), part.key
        QTest.keyClicks(view.editor, name)


def test_a_field_stands_in_the_middle_of_its_card_where_nothing_is_beside_it() -> None:
    assert place_over(QRect(100, 0, 60, 20), 120, (), QRect()) == 70


def test_a_field_keeps_clear_of_cards_and_then_to_its_cell() -> None:
    home = QRect(100, 0, 60, 20)
    before, after = QRect(30, 0, 60, 20), QRect(170, 0, 60, 20)
    assert place_over(home, 120, [before], QRect()) == 90
    assert place_over(home, 120, [after], QRect()) == 50
    assert place_over(home, 120, [], QRect(80, 0, 300, 20)) == 80
    assert place_over(home, 120, [], QRect(0, 0, 165, 20)) == 45
    x = place_over(home, 120, [before, after], QRect())
    assert x <= 100
    assert x + 120 >= 160
