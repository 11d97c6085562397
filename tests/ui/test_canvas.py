"""The canvas under real mouse and key events: what is selected, moved, renamed, seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.model import edits
from journeymap.model.journey import Channel, Touchpoint
from journeymap.model.text import M
from journeymap.picture.face import StageFace
from journeymap.picture.picture import Measure
from journeymap.ui import style
from journeymap.ui.app import application
from journeymap.ui.canvas import cut_stages
from journeymap.ui.canvas.framing import LEGIBLE
from tests.ui.hands import CTRL, LEFT, MIDDLE, PLAIN, SHIFT, Canvas, small


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas(qtbot, small())
    yield made
    made.session.close()


# ---------------------------------------------------------------- selecting


def test_a_click_selects_a_card_and_a_click_on_the_ground_selects_nothing(canvas: Canvas) -> None:
    canvas.click("pay")
    assert canvas.selection == ("pay",)
    QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, QPoint(5, 5))
    assert canvas.selection == ()


def test_ctrl_adds_and_takes_away_and_shift_selects_in_reading_order(canvas: Canvas) -> None:
    canvas.click("ad")
    canvas.click("take", CTRL)
    assert canvas.selection == ("ad", "take")
    canvas.click("ad", CTRL)
    assert canvas.selection == ("take",)

    canvas.click("ad")
    canvas.click("pay", SHIFT)
    assert canvas.view.picture is not None
    reading = [key for key in canvas.view.picture.reading if canvas.session.index.touchpoint(key)]
    assert set(canvas.selection) == set(reading[: reading.index("pay") + 1])


def test_a_rubber_band_selects_the_cards_it_touches_and_esc_takes_it_back(canvas: Canvas) -> None:
    canvas.click("take")
    start, goal = canvas.at("page", 1.1, 1.2), canvas.at("ad", 0.2, 0.2)
    assert canvas.view.part_at(start) is None
    canvas.carry(start, goal)
    assert set(canvas.selection) == {"ad", "page"}
    canvas.key(Qt.Key.Key_Escape)
    assert canvas.selection == ("take",)
    canvas.release(goal)
    assert canvas.selection == ("take",)
    assert canvas.steps == []


def test_a_flow_is_selected_within_five_pixels_of_its_line(canvas: Canvas) -> None:
    part = canvas.part("ad -> page")
    (x1, y1), (x2, y2) = part.face.points[0], part.face.points[1]
    middle = QPointF(part.box.x + (x1 + x2) / 2, part.box.y + (y1 + y2) / 2)
    at = canvas.view.viewportTransform().map(middle).toPoint()
    QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, at + QPoint(0, 3))
    assert canvas.selection == ("ad -> page",)
    QTest.mouseClick(canvas.view.viewport(), LEFT, PLAIN, at + QPoint(0, 12))
    assert canvas.selection == ()


def test_the_selection_is_shared_with_the_window(canvas: Canvas) -> None:
    canvas.session.select(("pay", "take"))
    assert {part.key for part in canvas.view.marks.selected} == {"pay", "take"}


def test_arrow_keys_go_to_the_nearest_card_that_way(canvas: Canvas) -> None:
    canvas.click("ad")
    canvas.key(Qt.Key.Key_Right)
    assert canvas.selection == ("page",)
    canvas.key(Qt.Key.Key_Right)
    assert canvas.selection == ("pay",)
    canvas.key(Qt.Key.Key_Left)
    canvas.key(Qt.Key.Key_Left)
    assert canvas.selection == ("ad",)
    canvas.key(Qt.Key.Key_Down)
    assert canvas.selection == ("visit",)
    canvas.key(Qt.Key.Key_Up)
    assert canvas.selection[0] in ("page", "pay")  # it spans both
    canvas.click("ad")
    canvas.key(Qt.Key.Key_Up)  # there is no card above, but its stage
    assert canvas.selection == ("find",)


def test_arrow_keys_follow_the_screen_in_a_map_from_right_to_left(qtbot: QtBot) -> None:
    canvas = Canvas(qtbot, small("fa"))
    canvas.click("ad")
    canvas.key(Qt.Key.Key_Left)
    assert canvas.selection == ("page",)
    canvas.key(Qt.Key.Key_Right)
    assert canvas.selection == ("ad",)
    canvas.session.close()


def test_tab_home_and_end_walk_in_reading_order_and_stop_at_the_ends(canvas: Canvas) -> None:
    view = canvas.view
    assert view.picture is not None
    reading = [key for key in view.picture.reading if canvas.session.index.touchpoint(key)]
    canvas.key(Qt.Key.Key_Home)
    assert canvas.selection == (reading[0],)
    walked = [reading[0]]
    for _ in reading[1:]:
        canvas.key(Qt.Key.Key_Tab)
        walked += canvas.selection
    assert walked == reading
    canvas.key(Qt.Key.Key_Tab)
    assert canvas.selection == (reading[-1],)
    canvas.key(Qt.Key.Key_Backtab, SHIFT)
    assert canvas.selection == (reading[-2],)
    canvas.key(Qt.Key.Key_End)
    assert canvas.selection == (reading[-1],)
    canvas.key(Qt.Key.Key_Escape)
    assert canvas.selection == ()


# ---------------------------------------------------------------- moving


def test_dragging_a_card_to_another_cell_is_one_step_that_can_be_undone(canvas: Canvas) -> None:
    # given a card picked up and held over a cell in another stage and channel
    before = canvas.session.map
    goal = canvas.ground("buy", "shop")
    canvas.carry(canvas.at("ad"), goal)
    assert canvas.session.map is before, "nothing changes before the mouse is let go"
    assert canvas.view.preview.target is not None
    assert canvas.view.preview.ghosts

    # when it is let go
    canvas.release(goal)

    # then it stands there, by exactly one step with a name, and undo puts it back
    touchpoint = canvas.session.index.touchpoint("ad")
    assert touchpoint is not None
    assert (touchpoint.stage, touchpoint.channel) == ("buy", "shop")
    assert canvas.steps == ["Move See the ad to Buy"]
    assert not canvas.view.preview.ghosts
    canvas.session.undo()
    assert canvas.session.map is before


def test_esc_in_a_drag_puts_everything_back(canvas: Canvas) -> None:
    before = canvas.session.map
    goal = canvas.ground("buy", "shop")
    canvas.carry(canvas.at("ad"), goal)
    canvas.key(Qt.Key.Key_Escape)
    canvas.release(goal)
    assert canvas.session.map is before
    assert canvas.steps == []
    assert canvas.view.gesture is None
    assert (canvas.view.preview.target, canvas.view.preview.ghosts) == (None, ())
    assert canvas.view.layer.dimmed == frozenset()


def test_several_selected_cards_move_together(canvas: Canvas) -> None:
    canvas.click("ad")
    canvas.click("page", CTRL)
    goal = canvas.ground("buy", "shop")
    canvas.carry(canvas.at("ad"), goal)
    canvas.release(goal)
    assert canvas.steps == ["Move 2 touchpoints to Buy"]
    assert [t.id for t in canvas.session.map.touchpoints if t.channel == "shop"][-2:] == [
        "ad",
        "page",
    ]
    assert set(canvas.selection) == {"ad", "page"}


def test_a_card_is_dropped_before_the_one_whose_first_half_it_is_on(canvas: Canvas) -> None:
    canvas.carry(canvas.at("take"), canvas.at("pay", 0.1, 0.5))
    assert canvas.view.preview.target is not None
    assert canvas.view.preview.target.before == "pay"
    canvas.release(canvas.at("pay", 0.1, 0.5))
    ids = [t.id for t in canvas.session.map.touchpoints]
    assert ids.index("take") == ids.index("pay") - 1
    assert len(canvas.steps) == 1


def test_a_refused_move_says_why_and_changes_nothing(canvas: Canvas, qtbot: QtBot) -> None:
    # given a card that lasts until "find", which would have to end before it begins
    m = edits.change(canvas.session.map, "visit", until="find")
    canvas.session.commit(M("Shorten"), lambda _: m)
    before = canvas.session.map

    # when it is held over the stage after
    goal = canvas.ground("buy", "web")
    canvas.carry(canvas.at("visit", 0.2), goal)

    # then the reason is beside the pointer, and said when it is let go; nothing has changed
    assert "Visit" in canvas.view.pointer.said
    with qtbot.waitSignal(canvas.session.refused) as refused:
        canvas.release(goal)
    assert "comes before this stage" in str(refused.args[0])
    assert canvas.view.pointer.said == ""
    assert canvas.session.map is before


def test_a_card_let_go_where_it_was_makes_no_step(canvas: Canvas) -> None:
    before = canvas.session.map
    canvas.carry(canvas.at("take"), canvas.at("take", 0.6, 0.6))
    canvas.release(canvas.at("take", 0.6, 0.6))
    assert canvas.session.map is before
    assert canvas.steps == []


def test_a_drag_near_the_edge_scrolls_the_map(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.view.set_zoom(2.0)
    canvas.view.reveal("ad")
    seen = canvas.view.seen().x()
    canvas.carry(canvas.at("ad"), QPoint(canvas.view.viewport().width() - 2, 300))
    qtbot.waitUntil(lambda: canvas.view.seen().x() > seen + 30)
    canvas.key(Qt.Key.Key_Escape)


# ---------------------------------------------------------------- renaming


def test_a_double_click_renames_in_place_by_one_step(canvas: Canvas) -> None:
    QTest.mouseDClick(canvas.view.viewport(), LEFT, PLAIN, canvas.at("pay"))
    editor = canvas.view.editor
    assert editor is not None
    assert editor.geometry().intersects(canvas.view.on_screen(canvas.part("pay")).toAlignedRect())
    QTest.keyClicks(editor, "Pay by card")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert canvas.session.index.touchpoint("pay").name == "Pay by card"
    assert len(canvas.steps) == 1
    assert canvas.steps[0].startswith("Rename “Pay” to ")
    assert canvas.view.editor is None


def test_f2_renames_and_esc_keeps_the_name(canvas: Canvas) -> None:
    canvas.click("pay")
    before = canvas.session.map
    canvas.key(Qt.Key.Key_F2)
    editor = canvas.view.editor
    assert editor is not None
    QTest.keyClicks(editor, "Something else")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert canvas.session.map is before
    assert canvas.view.editor is None


def test_typing_on_a_card_begins_its_new_name(canvas: Canvas) -> None:
    canvas.click("pay")
    QTest.keyClicks(canvas.view, "B")
    editor = canvas.view.editor
    assert editor is not None
    assert editor.toPlainText() == "B"
    QTest.keyClicks(editor, "uy")
    QTest.keyClick(editor, Qt.Key.Key_Enter)
    assert canvas.session.index.touchpoint("pay").name == "Buy"


def test_an_input_method_composes_on_the_card(canvas: Canvas) -> None:
    canvas.click("pay")
    QApplication.sendEvent(canvas.view, QInputMethodEvent("zhi", []))
    editor = canvas.view.editor
    assert editor is not None
    commit = QInputMethodEvent("", [])
    commit.setCommitString("支付")
    QApplication.sendEvent(editor, commit)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert canvas.session.index.touchpoint("pay").name == "支付"


def test_stages_and_lanes_are_renamed_in_their_headings(canvas: Canvas) -> None:
    for key, name in (("buy", "Order"), ("web", "Website")):
        assert canvas.view.rename(key)
        editor = canvas.view.editor
        assert editor is not None
        QTest.keyClicks(editor, name)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert canvas.session.index.get(key).record.name == name
    assert not canvas.view.rename("ad -> page")


def test_an_empty_name_is_no_change(canvas: Canvas) -> None:
    canvas.view.rename("pay", "")
    assert canvas.view.editor is not None
    QTest.keyClick(canvas.view.editor, Qt.Key.Key_Return)
    assert canvas.steps == []


# ---------------------------------------------------------------- looking


def test_the_map_fits_at_first_and_is_never_enlarged(canvas: Canvas, qtbot: QtBot) -> None:
    view = canvas.view
    assert view.zoom <= 1.0
    assert view.picture is not None
    bounds = view.picture.bounds
    shown = view.viewportTransform().mapRect(view.layer.boundingRect())
    assert view.viewport().rect().contains(shown.toRect())
    view.set_zoom(3.0)
    canvas.key(Qt.Key.Key_0, CTRL)
    assert view.zoom <= 1.0
    assert bounds == view.picture.bounds


def test_with_larger_texts_a_map_opens_nearer(qtbot: QtBot) -> None:
    app = application()
    style.set_text_size(app, 200)
    canvas = Canvas(qtbot, small(), size=(320, 240))
    try:
        assert canvas.view.zoom == pytest.approx(1.0)
    finally:
        canvas.session.close()
        style.set_text_size(app, 100)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_map_too_large_to_read_whole_opens_at_its_beginning(qtbot: QtBot, language: str) -> None:
    canvas = Canvas(qtbot, small(language), size=(320, 240))
    view = canvas.view
    try:
        for _ in range(2):  # and again in a window of another size
            assert view.zoom == pytest.approx(LEGIBLE)
            first = view.on_screen(canvas.part("ad")).toRect()
            assert view.viewport().rect().contains(first)
            view.resize(330, 250)
        canvas.key(Qt.Key.Key_0, CTRL)
        assert view.zoom < LEGIBLE
    finally:
        canvas.session.close()


def test_ctrl_and_wheel_keep_the_point_under_the_pointer(canvas: Canvas, qtbot: QtBot) -> None:
    view = canvas.view
    at = canvas.at("page")
    for notches in (1, 1, 3, -1, 2, -2):
        before, zoom = view.mapToScene(at), view.zoom
        with qtbot.waitSignal(view.zoom_changed) as changed:
            canvas.wheel(at, notches, CTRL)
        assert changed.args == [view.zoom]
        assert (view.zoom > zoom) == (notches > 0)
        now = view.viewportTransform().map(before)
        assert abs(now.x() - at.x()) <= 1.5
        assert abs(now.y() - at.y()) <= 1.5


def test_the_wheel_scrolls_down_and_with_shift_sideways(canvas: Canvas) -> None:
    view = canvas.view
    view.set_zoom(2.5)
    start = view.seen().topLeft()
    canvas.wheel(QPoint(300, 300), -1)
    assert view.seen().y() > start.y()
    assert view.seen().x() == pytest.approx(start.x())
    canvas.wheel(QPoint(300, 300), -1, SHIFT)
    assert view.seen().x() > start.x()


@pytest.mark.parametrize("with_space", [False, True])
def test_the_middle_button_or_space_pans(canvas: Canvas, with_space: bool) -> None:
    view = canvas.view
    view.set_zoom(2.0)
    button = LEFT if with_space else MIDDLE
    if with_space:
        QTest.keyPress(view, Qt.Key.Key_Space)
    point = view.mapToScene(QPoint(400, 400))
    canvas.press(QPoint(400, 400), button)
    canvas.go(QPoint(360, 380))
    canvas.release(QPoint(360, 380), button)
    if with_space:
        QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.mapFromScene(point) == QPoint(360, 380)
    assert canvas.selection == ()


@pytest.mark.parametrize("example", ["coffee-app.yaml", "clinic-visit.fa.yaml"])
def test_headings_stay_in_view_in_both_directions(
    qtbot: QtBot, examples: Path, example: str
) -> None:
    # given an example that runs left to right, or right to left, close enough to be scrolled
    canvas = Canvas(qtbot, read_file(examples / example).map)
    view = canvas.view
    view.set_zoom(1.0)
    picture = view.picture
    assert picture is not None
    stage = next(part for part in picture.parts if part.kind == "stage")
    lane = [part for part in picture.parts if part.kind == "lane"][2]

    # when it is scrolled to the middle
    view.centerOn(picture.bounds.w / 2, picture.bounds.h / 2)

    # then stages touch the top and keep their x, lane heads stand at the start and keep their y
    transform = view.viewportTransform()
    shown, own = view.on_screen(stage), transform.map(QPointF(stage.box.x, stage.box.y))
    assert 0 <= shown.top() <= view.pins().head.h
    assert shown.left() == pytest.approx(own.x())
    assert own.y() < 0
    shown, own = view.on_screen(lane), transform.map(QPointF(lane.box.x, lane.box.y))
    assert shown.top() == pytest.approx(own.y())
    if picture.rtl:
        assert 0 <= view.viewport().width() - shown.right() <= picture.start.w
    else:
        assert 0 <= shown.left() <= picture.start.w
    assert not view.viewport().rect().contains(own.toPoint())

    # and what is clicked there is the heading, not the card under it
    at = QPointF(shown.center().x(), (shown.top() + shown.bottom()) / 2).toPoint()
    hit = view.part_at(at)
    assert hit is not None
    assert hit.key == lane.key
    canvas.session.close()


@pytest.mark.parametrize("example", ["coffee-app.yaml", "clinic-visit.fa.yaml"])
def test_a_stage_whose_beginning_is_scrolled_away_still_says_its_name(
    qtbot: QtBot, examples: Path, example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given an example, and ears for what is written again
    written: list[tuple[str, float]] = []

    def heard(face: StageFace, width: float, measure: Measure) -> StageFace:
        made = cut(face, width, measure)
        written.append((" ".join(made.name.lines), width))
        return made

    cut = cut_stages.cut
    monkeypatch.setattr(cut_stages, "cut", heard)
    canvas = Canvas(qtbot, read_file(examples / example).map)
    view = canvas.view
    view.set_zoom(1.0)
    picture = view.picture
    assert picture is not None
    stage = max((p for p in picture.parts if p.kind == "stage"), key=lambda p: p.box.w)
    assert isinstance(stage.face, StageFace)
    whole = " ".join(stage.face.name.lines)

    # when half of its widest stage is scrolled away
    start, seen = picture.start, view.seen()
    ahead = stage.box.w / 2 - start.w + seen.width() / 2
    x = stage.box.right - ahead if picture.rtl else stage.box.x + ahead
    view.centerOn(x, picture.bounds.bottom)
    view.grab()

    # then its whole name is written in what is left of it
    widths = [width for name, width in written if name == whole]
    assert widths
    assert 0 < widths[-1] < stage.box.w
    canvas.session.close()


def test_a_revealed_card_is_not_under_the_headings(qtbot: QtBot, examples: Path) -> None:
    canvas = Canvas(qtbot, read_file(examples / "clinic-visit.fa.yaml").map, (800, 500))
    view = canvas.view
    view.set_zoom(1.0)
    for key in [t.id for t in canvas.session.map.touchpoints]:
        canvas.session.jump(key)
        part = view.part_at(canvas.at(key))
        assert part is not None
        assert part.key == key
        assert view.viewport().rect().contains(canvas.at(key))
    canvas.session.close()


# ---------------------------------------------------------------- after a change


def test_the_selected_card_keeps_its_place_on_the_screen(canvas: Canvas) -> None:
    # given a selected card in a map that somebody has come nearer to
    canvas.view.set_zoom(1.5)
    canvas.session.jump("take")
    before, box = canvas.at("take", 0, 0), canvas.part("take").box

    # when a lane comes in above it, and goes again
    lane = Channel(id="post", name="Post")
    canvas.session.commit(M("Add"), lambda m: edits.add(m, lane, before="web"))
    added, moved = canvas.at("take", 0, 0), canvas.part("take").box
    canvas.session.undo()

    # then it has another place in the map and the same on the screen
    assert moved.y > box.y
    assert (added - before).manhattanLength() <= 2
    assert (canvas.at("take", 0, 0) - before).manhattanLength() <= 2


def test_a_new_card_is_brought_into_sight(canvas: Canvas) -> None:
    canvas.view.set_zoom(3.0)
    canvas.session.jump("take")
    new = Touchpoint(id="new", name="First of all", stage="find", channel="web")
    canvas.session.commit(M("Add"), lambda m: edits.add(m, new, before="ad"))
    assert canvas.view.viewport().rect().contains(canvas.at("new"))


def test_cards_glide_and_arrive_where_they_belong(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.view.reduced_motion = False
    canvas.session.commit(M("Move"), lambda m: edits.move(m, ["ad"], "buy", "shop"))
    assert "ad" in canvas.view.layer.offsets
    qtbot.waitUntil(lambda: not canvas.view.layer.offsets, timeout=2000)
    assert canvas.view.layer.flows_opacity == 1.0


def test_nothing_glides_where_motion_is_not_wanted(canvas: Canvas) -> None:
    canvas.session.commit(M("Move"), lambda m: edits.move(m, ["ad"], "buy", "shop"))
    assert not canvas.view.layer.offsets


def test_another_document_is_fitted_and_another_theme_lays_nothing_out(canvas: Canvas) -> None:
    view = canvas.view
    picture = view.picture
    canvas.session.set_theme("dark")
    assert view.picture is picture
    view.set_zoom(3.0)
    canvas.session.new(small("fa"))
    assert view.picture is not None
    assert view.picture.rtl
    assert view.zoom <= 1.0


# ---------------------------------------------------------------- saying


def test_a_tooltip_says_what_the_card_is_in_plain_text(canvas: Canvas) -> None:
    m = edits.change(canvas.session.map, "pay", name="<b>Pay</b> & go", moment_of_truth=True)
    canvas.session.commit(M("Rename"), lambda _: m)
    at = canvas.at("pay")
    event = QHelpEvent(QEvent.Type.ToolTip, at, canvas.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(canvas.view.viewport(), event)
    text = QToolTip.text()
    assert "&lt;b&gt;Pay&lt;/b&gt; &amp; go" in text
    for words in ("Buy · Web", "Emotion: very bad", "Moment of truth"):
        assert words in text
    QToolTip.hideText()


def test_the_menu_is_asked_for_with_the_key_under_the_pointer(canvas: Canvas, qtbot: QtBot) -> None:
    for key, at in (("pay", canvas.at("pay")), (None, QPoint(4, 4))):
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, at, canvas.view.viewport().mapToGlobal(at)
        )
        with qtbot.waitSignal(canvas.view.menu_requested) as asked:
            QApplication.sendEvent(canvas.view.viewport(), event)
        assert asked.args[1] == key


def test_a_double_click_in_an_empty_cell_asks_for_a_card_there(
    canvas: Canvas, qtbot: QtBot
) -> None:
    at = canvas.ground("buy", "shop")
    with qtbot.waitSignal(canvas.view.create_requested) as asked:
        QTest.mouseDClick(canvas.view.viewport(), LEFT, PLAIN, at)
    assert asked.args == ["buy", "shop"]
