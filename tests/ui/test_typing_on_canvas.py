"""The map while a name is typed on it: it comes to rest, and takes any turn of the wheel."""

from __future__ import annotations

from math import inf, nan

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from journeymap.ui.canvas.editor import NameEditor
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
