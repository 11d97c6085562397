"""The overlay as a person meets it: chosen, gone through period by period, played, read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journeymap.model.filtering import Filter
from journeymap.model.periods import spell_period
from journeymap.model.readings import periods
from journeymap.model.text import M
from journeymap.ui.main_window import MainWindow
from journeymap.ui.overlay import player as overlay_player
from journeymap.ui.overlay.bar import HEIGHT
from journeymap.ui.overlay.choice import DETAIL, HEADING
from journeymap.ui.overlay.state import Overlays
from journeymap.ui.session import Session
from tests.ui.window import example, joined, shown

LEFT = Qt.MouseButton.LeftButton


def parts(window: MainWindow) -> tuple[Session, Overlays]:
    assert window.session is not None
    return window.session, joined(window).overlays


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlay_player, "BEAT", 1)


@pytest.fixture
def csat(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with satisfaction over the map, and with the keyboard."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    parts(window)[1].choose("csat")
    return window


# ---------------------------------------------------------------- choosing


def test_metrics_stand_under_the_voice_that_they_are_of(window: MainWindow) -> None:
    choice = window.top.overlay
    groups: dict[str, list[str]] = {}
    heading = ""
    for row in range(choice.count()):
        index = choice.model().index(row, 0)
        if index.data(HEADING):
            heading = index.data()
            assert not index.flags() & Qt.ItemFlag.ItemIsEnabled
        else:
            groups.setdefault(heading, []).append(index.data())
    assert groups[""] == ["No overlay"]
    assert groups["What customers say"] == ["CSAT", "NPS"]
    assert "Abandonment" in groups["What they do"]


def test_the_list_says_how_many_touchpoints_were_measured(window: MainWindow) -> None:
    choice = window.top.overlay
    choice.showPopup()
    row = choice.findData("csat")
    assert choice.itemData(row, DETAIL) == "5 touchpoints"
    choice.hidePopup()


def test_the_keys_go_from_metric_to_metric_past_the_headings(window: MainWindow) -> None:
    session, overlays = parts(window)
    choice = window.top.overlay
    choice.setFocus()

    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert session.view.metric == "csat"
    assert overlays.bar.isVisible()
    assert overlays.bar.height() <= HEIGHT

    QTest.keyClick(choice, Qt.Key.Key_Up)
    assert session.view.metric == ""
    assert overlays.bar.isHidden()


def test_another_metric_keeps_the_period_that_it_has_too(csat: MainWindow) -> None:
    session, overlays = parts(csat)
    period = periods(session.map, "csat")[3]
    assert period in periods(session.map, "abandonment")
    session.set_view(period=period)

    overlays.choose("abandonment")

    assert (session.view.metric, session.view.period) == ("abandonment", period)
    session.set_view(period="1999")
    overlays.choose("csat")
    assert session.view.period == ""


# ---------------------------------------------------------------- periods


def test_a_click_on_the_line_shows_the_period_there(csat: MainWindow) -> None:
    session, overlays = parts(csat)
    slider, there = overlays.bar.slider, periods(session.map, "csat")
    assert overlays.bar.newest.isChecked()

    at = QPoint(round(slider.x_of(2)), slider.height() // 2)
    QTest.mouseClick(slider, LEFT, Qt.KeyboardModifier.NoModifier, at)

    assert session.view.period == there[2]
    assert overlays.bar.words.text() == spell_period(there[2], "en")
    assert not overlays.bar.newest.isChecked()
    assert spell_period(there[2], "en") in slider.accessibleName()


def test_dragging_goes_through_the_periods(csat: MainWindow) -> None:
    session, overlays = parts(csat)
    slider, there = overlays.bar.slider, periods(session.map, "csat")
    middle = slider.height() // 2

    seen = []
    session.view_changed.connect(lambda: seen.append(session.view.period))
    QTest.mousePress(
        slider, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(round(slider.x_of(0)), middle)
    )
    for n in (1, 2, 3):
        QTest.mouseMove(slider, QPoint(round(slider.x_of(n)), middle))
    QTest.mouseRelease(
        slider, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(round(slider.x_of(3)), middle)
    )

    assert seen[0] == there[0]
    assert seen[-1] == there[3]


@pytest.mark.parametrize(
    ("key", "stop"),
    [(Qt.Key.Key_Left, -2), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Down, -2)],
)
def test_the_keys_move_the_slider(csat: MainWindow, key: Qt.Key, stop: int) -> None:
    session, overlays = parts(csat)
    overlays.bar.slider.setFocus()
    QTest.keyClick(overlays.bar.slider, key)
    assert session.view.period == periods(session.map, "csat")[stop]


def test_the_buttons_and_shortcuts_step_and_stop_at_the_ends(csat: MainWindow) -> None:
    session, overlays = parts(csat)
    there = periods(session.map, "csat")
    assert not overlays.bar.forward.isEnabled()

    QTest.mouseClick(overlays.bar.back, LEFT)
    assert session.view.period == there[-2]
    QTest.keyClick(joined(csat).canvas, Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert session.view.period == there[-3]
    QTest.keyClick(joined(csat).canvas, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert session.view.period == there[-2]

    overlays.step(-99)
    assert session.view.period == there[0]
    assert not overlays.bar.back.isEnabled()

    QTest.mouseClick(overlays.bar.newest, LEFT)
    assert session.view.period == ""
    assert overlays.bar.newest.isChecked()
    QTest.mouseClick(overlays.bar.newest, LEFT)
    assert overlays.bar.newest.isChecked()  # it is a state, and no switch


def test_in_a_persian_window_time_runs_to_the_left(qtbot: QtBot, tmp_path: Path) -> None:
    path = example(tmp_path, "clinic-visit.fa.yaml")
    with shown(qtbot, tmp_path, path, "fa") as window:
        session, overlays = parts(window)
        overlays.choose("csat")
        slider = overlays.bar.slider
        assert slider.x_of(0) > slider.x_of(slider.maximum())
        slider.setFocus()
        QTest.keyClick(slider, Qt.Key.Key_Right)
        assert session.view.period == periods(session.map, "csat")[-2]
        assert overlays.bar.words.text() == "شهریور ۱۴۰۵"
        assert overlays.bar.height() <= HEIGHT


# ---------------------------------------------------------------- playing


def test_playing_shows_each_period_once_and_stops_at_the_end(
    quick: None, csat: MainWindow, qtbot: QtBot
) -> None:
    session, overlays = parts(csat)
    overlays.player._timer.setInterval(1)
    seen: list[str] = []
    session.view_changed.connect(lambda: seen.append(session.view.period))

    QTest.mouseClick(overlays.bar.play, LEFT)
    assert overlays.bar.play.accessibleName() == "Stop playing"
    qtbot.waitUntil(lambda: not overlays.player.playing, timeout=10_000)

    assert tuple(seen) == periods(session.map, "csat")
    assert overlays.bar.play.accessibleName() == "Play the periods"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_space_and_escape_stop_it_wherever_the_focus_is(csat: MainWindow, key: Qt.Key) -> None:
    session, overlays = parts(csat)
    session.select(("pay",))
    canvas = joined(csat).canvas
    canvas.setFocus()
    overlays.play()

    QTest.keyClick(canvas, key)

    assert not overlays.player.playing
    assert session.selection == ("pay",)  # the key meant the playing, and nothing else


def test_who_writes_while_it_plays_can_write_blanks(csat: MainWindow) -> None:
    _, overlays = parts(csat)
    search = joined(csat).panels.outline.search
    search.setFocus()
    overlays.play()
    QTest.keyClicks(search, "a b")
    assert search.text() == "a b"
    assert overlays.player.playing
    overlays.player.stop()


def test_a_change_of_the_map_stops_it(csat: MainWindow) -> None:
    session, overlays = parts(csat)
    overlays.play()
    session.commit(M("Title"), lambda m: m.model_copy(update={"title": "Tea"}))
    assert not overlays.player.playing


def test_another_map_stops_it_and_has_no_overlay(csat: MainWindow, tmp_path: Path) -> None:
    session, overlays = parts(csat)
    overlays.play()
    session.open(example(tmp_path, "travel-booking.zh.yaml"))
    assert not overlays.player.playing
    assert overlays.bar.isHidden()


def test_taking_hold_of_the_slider_stops_it(csat: MainWindow) -> None:
    _, overlays = parts(csat)
    overlays.play()
    slider = overlays.bar.slider
    QTest.mouseClick(slider, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(20, 10))
    assert not overlays.player.playing


# ---------------------------------------------------------------- the legend


def test_the_legend_counts_what_is_shown_with_its_limits(csat: MainWindow) -> None:
    _, overlays = parts(csat)
    heard = overlays.bar.legend.accessibleName()
    assert "Good (\u2066≥\u00a080\u2069)" in heard
    assert "Poor (\u2066<\u00a060\u2069)" in heard
    assert "Unmeasured: 17 touchpoints" in heard


def test_the_legend_gives_way_where_there_is_little_room(csat: MainWindow) -> None:
    legend = parts(csat)[1].bar.legend
    legend.fit(legend.sizeHint().width())
    assert legend.level == 0
    legend.fit(legend.sizeHint().width() - 10)
    assert legend.level == 1
    legend.fit(0)
    assert legend.level == 2
    assert legend.width() == legend.minimumSizeHint().width()


def test_segments_are_offered_where_there_are_any(csat: MainWindow, qtbot: QtBot) -> None:
    session, overlays = parts(csat)
    assert overlays.bar.segment.isHidden()
    last = session.map.readings[0]
    cut = last.model_copy(update={"segment": {"device": "phone"}, "at": "pay"})
    session.commit(
        M("Readings"),
        lambda m: m.model_copy(update={"readings": (*m.readings, cut)}),
    )
    choice = overlays.bar.segment
    qtbot.waitUntil(choice.isVisible)
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert session.view.segment == (("device", "phone"),)
    assert "Unmeasured: 21 touchpoints" in overlays.bar.legend.accessibleName()
    overlays.choose("abandonment")
    assert session.view.segment == ()


def test_a_metric_without_readings_says_so(csat: MainWindow, qtbot: QtBot) -> None:
    session, overlays = parts(csat)
    session.commit(M("Readings"), lambda m: m.model_copy(update={"readings": ()}))
    qtbot.waitUntil(overlays.bar.empty.isVisible)
    assert overlays.bar.slider.isHidden()
    overlays.play()
    assert not overlays.player.playing


def test_f6_comes_to_the_slider_too(csat: MainWindow) -> None:
    _, overlays = parts(csat)
    joined(csat).canvas.setFocus()
    seen = []
    for _ in range(7):
        csat.commands["next-pane"].trigger()
        seen.append(csat.focusWidget())
    assert overlays.bar.slider in seen


# ---------------------------------------------------------------- room


@pytest.mark.parametrize("width", [640, 900, 1280])
def test_nothing_of_the_bars_is_cut_off(csat: MainWindow, width: int, qtbot: QtBot) -> None:
    _, overlays = parts(csat)
    csat.resize(width, 720)
    qtbot.waitUntil(lambda: csat.top.width() == width)
    for bar in (csat.top, overlays.bar):
        for child in bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child.isVisible():
                assert bar.rect().contains(child.geometry()), (width, child)


def test_in_another_language_overlay_and_filter_stay_as_they_are(
    csat: MainWindow, qtbot: QtBot
) -> None:
    session, overlays = parts(csat)
    overlays.step(-1)
    overlays.play()
    before = joined(csat)
    period = session.view.period
    session.set_filter(Filter(statuses=frozenset({"open"})))

    csat.speak("fa")
    qtbot.waitUntil(lambda: csat.workspace is not None and csat.workspace is not before)

    again = joined(csat).overlays
    qtbot.waitUntil(again.bar.isVisible)
    assert not again.player.playing
    assert session.view.period == period
    assert again.bar.words.text() == spell_period(period, "fa")
    assert csat.top.filter.accessibleName() != "Filter"
