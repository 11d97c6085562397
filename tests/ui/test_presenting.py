"""Presenting with real keys and clicks: going, focusing, pointing, black, edits meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QCursor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journeymap.model.journey import JourneyMap
from journeymap.model.text import M
from journeymap.picture.picture import Picture
from journeymap.picture.theme import THEMES
from journeymap.ui.app import application
from journeymap.ui.presenting.panel import Column
from journeymap.ui.presenting.starting import handlers, selected_stage
from journeymap.ui.presenting.window import Presentation
from journeymap.ui.session import Session
from tests.ui.window import example, joined, shown

KEY = Qt.Key


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    application()
    made = Session()
    made.open(example(tmp_path))
    yield made
    made.close()


@pytest.fixture
def screen(session: Session, qtbot: QtBot) -> Iterator[Presentation]:
    yield from presented(session, qtbot)


def presented(
    session: Session, qtbot: QtBot, size: tuple[int, int] = (1280, 720), still: bool = True
) -> Iterator[Presentation]:
    made = Presentation(session, None, still)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.resize(*size)
    made.show()
    qtbot.waitUntil(made.isVisible)
    yield made
    made.close()
    made.deleteLater()


def press(screen: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(screen, key)


def at_kind(screen: Presentation, kind: str) -> None:
    screen.go(next(n for n, step in enumerate(screen.plan) if step.kind == kind))


def card(screen: Presentation, key: str) -> QPoint:
    part = on_sheet(screen).part(key)
    assert part is not None
    return screen.sheet.on_screen(part.box).center().toPoint()


def on_sheet(screen: Presentation) -> Picture:
    found = screen.sheet.picture
    assert found is not None
    return found


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@pytest.mark.parametrize(
    "key", [KEY.Key_Right, KEY.Key_Space, KEY.Key_PageDown, KEY.Key_Return, KEY.Key_Enter]
)
def test_keys_go_on(screen: Presentation, key: Qt.Key) -> None:
    press(screen, key)

    assert screen.at == 1


@pytest.mark.parametrize("key", [KEY.Key_Left, KEY.Key_PageUp, KEY.Key_Backspace])
def test_keys_go_back(screen: Presentation, key: Qt.Key) -> None:
    screen.go(3)

    press(screen, key)

    assert screen.at == 2


def test_home_and_end_and_no_step_beyond(screen: Presentation) -> None:
    press(screen, KEY.Key_End, KEY.Key_Right)
    assert screen.step.kind == "end"
    press(screen, KEY.Key_Home, KEY.Key_Left)
    assert screen.step.kind == "title"


def test_digits_and_enter_jump_to_a_stage(screen: Presentation, session: Session) -> None:
    QTest.keyClicks(screen, "3")
    assert session.map.stages[2].name in screen.bubble.text()

    press(screen, KEY.Key_Return)

    assert (screen.step.kind, screen.step.stage) == ("stage", session.map.stages[2].id)
    assert not screen.bubble.isVisible()


def test_persian_digits_count_and_esc_forgets_them(screen: Presentation) -> None:
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, screen, KEY.Key_2, "۲", Qt.KeyboardModifier.NoModifier
    )
    press(screen, KEY.Key_Escape)
    assert screen.isVisible()
    assert screen.at == 0

    QTest.sendKeyEvent(
        QTest.KeyAction.Click, screen, KEY.Key_2, "۲", Qt.KeyboardModifier.NoModifier
    )
    press(screen, KEY.Key_Enter)
    assert screen.step.stage == "decide"


def test_a_number_that_no_stage_has_leads_nowhere(screen: Presentation) -> None:
    QTest.keyClicks(screen, "77")
    press(screen, KEY.Key_Return)

    assert screen.at == 0


def test_a_click_goes_on_and_the_right_button_back(screen: Presentation) -> None:
    QTest.mouseClick(screen, Qt.MouseButton.LeftButton, pos=QPoint(60, 300))
    assert screen.at == 1
    QTest.mouseClick(screen, Qt.MouseButton.RightButton, pos=QPoint(60, 300))
    assert screen.at == 0


def test_a_click_on_a_touchpoint_focuses_on_it_and_esc_leaves_the_focus_first(
    screen: Presentation,
) -> None:
    at_kind(screen, "map")
    here = card(screen, "pay")

    QTest.mouseClick(screen, Qt.MouseButton.LeftButton, pos=here)

    assert screen.step.at == "pay"
    words = [label.text() for label in screen.panel.labels]
    assert "Pay in app" in words
    assert "Card declined without a reason" in words
    press(screen, KEY.Key_Escape)
    assert screen.isVisible()
    assert screen.step.kind == "map"
    press(screen, KEY.Key_Escape)
    assert not screen.isVisible()


def test_f_focuses_on_what_is_under_the_pointer_and_leaves_it(screen: Presentation) -> None:
    at_kind(screen, "map")
    QCursor.setPos(screen.mapToGlobal(card(screen, "pick-up")))

    press(screen, KEY.Key_F)
    assert screen.focused == "pick-up"
    press(screen, KEY.Key_F)
    assert not screen.focused


def test_a_finger_that_goes_sideways_turns_the_page(screen: Presentation) -> None:
    def swipe(start: int, end: int) -> None:
        QTest.mousePress(screen, Qt.MouseButton.LeftButton, pos=QPoint(start, 400))
        QTest.mouseMove(screen, QPoint((start + end) // 2, 404))
        QTest.mouseRelease(screen, Qt.MouseButton.LeftButton, pos=QPoint(end, 404))

    swipe(900, 500)
    assert screen.at == 1
    swipe(500, 900)
    assert screen.at == 0


def test_black_hides_everything_and_any_key_brings_it_back(screen: Presentation) -> None:
    at_kind(screen, "stage")
    for key in (KEY.Key_B, KEY.Key_Period):
        press(screen, key)
        black = picture(screen)
        assert {black.pixelColor(x, y).name() for x in (9, 640, 1270) for y in (9, 360, 700)} == {
            "#000000"
        }
        before = screen.at
        press(screen, KEY.Key_Right)
        assert not screen.black
        assert screen.at == before
        assert screen.sheet.isVisible()


def test_letters_count_by_their_place_on_keyboards_of_other_scripts(screen: Presentation) -> None:
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(QKeyEvent.Type.KeyPress, 0x630, Qt.KeyboardModifier.NoModifier, 56, 0, 0, "ذ")

    screen.keyPressEvent(event)

    assert screen.black


def test_the_pointer_follows_the_mouse_and_fades_when_it_rests(
    screen: Presentation, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_kind(screen, "map")
    press(screen, KEY.Key_P)
    assert screen.laser.isVisible()
    QTest.mouseMove(screen, QPoint(400, 300))
    QTest.mouseMove(screen, QPoint(500, 320))

    assert picture(screen).pixelColor(500, 320).red() > 200
    assert picture(screen).pixelColor(500, 320).green() < 90
    assert screen.cursor().shape() == Qt.CursorShape.BlankCursor
    long_after = screen.laser._since + 10
    monkeypatch.setattr("journeymap.ui.presenting.laser.monotonic", lambda: long_after)
    assert screen.laser.strength == 0
    QTest.keyClick(screen, KEY.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not screen.laser.isVisible()


def test_the_cursor_goes_when_the_mouse_rests(screen: Presentation) -> None:
    QTest.mouseMove(screen, QPoint(300, 300))
    QTest.mouseMove(screen, QPoint(310, 300))
    assert screen.cursor().shape() == Qt.CursorShape.ArrowCursor

    screen._rest.timeout.emit()

    assert screen.cursor().shape() == Qt.CursorShape.BlankCursor


def test_the_sheet_of_keys_comes_and_goes(screen: Presentation) -> None:
    press(screen, KEY.Key_H)
    assert screen.keys.isVisible()
    press(screen, KEY.Key_Escape)
    assert not screen.keys.isVisible()
    assert screen.isVisible()
    QTest.keyClicks(screen, "?")
    assert screen.keys.isVisible()


def test_a_click_on_the_overview_goes_there_and_it_hides_itself(
    screen: Presentation, session: Session
) -> None:
    screen.rail.appear()
    target = next(n for n, s in enumerate(screen.plan) if s == s and s.stage == "collect")

    QTest.mouseClick(
        screen.rail, Qt.MouseButton.LeftButton, pos=screen.rail.place_of(target).toPoint()
    )

    assert screen.at == target
    QTest.mouseMove(screen, QPoint(300, 200))
    screen.rail._over = None
    screen.rail.go()
    assert not screen.rail.isVisible()
    QTest.mouseMove(screen, QPoint(300, 660))
    assert screen.rail.isVisible()


def test_in_a_map_from_the_right_left_goes_on(tmp_path: Path, qtbot: QtBot) -> None:
    session = Session()
    session.open(example(tmp_path, "clinic-visit.fa.yaml"))
    for screen in presented(session, qtbot):
        press(screen, KEY.Key_Left)
        assert screen.at == 1
        press(screen, KEY.Key_Right)
        assert screen.at == 0
        at_kind(screen, "pains")
        assert screen.panel.x() < 100  # at the end side of the map
        assert screen.rail.place_of(0).x() > screen.rail.place_of(5).x()
    session.close()


def test_captions_can_be_read_from_the_back_of_a_room(session: Session, qtbot: QtBot) -> None:
    for screen in presented(session, qtbot, (1920, 1080)):
        for number in range(len(screen.plan)):
            screen.go(number)
            for column in (screen.caption, screen.panel, screen.beside):
                if not column.isVisible():
                    continue
                sizes = [label.font().pixelSize() for label in column.labels if label.isVisible()]
                least = 28 if column is screen.caption else 24
                assert min(sizes) >= least, screen.plan[number]


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1024, 768), (640, 360)])
def test_nothing_is_clipped_and_words_keep_off_the_map(
    session: Session, qtbot: QtBot, size: tuple[int, int]
) -> None:
    for screen in presented(session, qtbot, size):
        for number in range(len(screen.plan)):
            screen.go(number)
            whole = screen.rect()
            for column in (screen.caption, screen.panel, screen.beside):
                if not column.isVisible():
                    continue
                assert whole.contains(column.geometry()), screen.plan[number]
                for label in column.labels:
                    need = label.heightForWidth(label.width())
                    assert need <= label.height() + 1, (label.text(), screen.plan[number])
            sight = screen.sheet.sight
            if screen.sheet.isVisible() and sight is not None:
                port = sight.port
                for column in (screen.caption, screen.panel):
                    if column.isVisible():
                        assert not port.intersects(QRectF(column.geometry()))


def test_what_the_step_is_about_is_in_sight(session: Session, qtbot: QtBot) -> None:
    for screen in presented(session, qtbot):
        for number, step in enumerate(screen.plan):
            screen.go(number)
            sight = screen.sheet.sight
            if not step.at or sight is None:
                continue
            part = on_sheet(screen).part(step.at)
            assert part is not None
            assert sight.port.contains(screen.sheet.on_screen(part.box))


def test_the_map_may_be_edited_meanwhile(screen: Presentation, session: Session) -> None:
    screen.go(next(n for n, s in enumerate(screen.plan) if s.at == "pay"))

    def renamed(m: JourneyMap) -> JourneyMap:
        stages = tuple(
            t.model_copy(update={"name": "Pay by phone"}) if t.id == "pay" else t
            for t in m.touchpoints
        )
        return m.model_copy(update={"touchpoints": stages})

    session.commit(M("Rename"), renamed)

    assert screen.step.at == "pay"
    assert "Pay by phone" in [label.text() for label in screen.panel.labels]

    def shorter(m: JourneyMap) -> JourneyMap:
        return JourneyMap(title="New", stages=m.stages[:1])

    session.commit(M("Clear"), shorter)
    assert screen.at < len(screen.plan)
    press(screen, KEY.Key_End)
    assert screen.step.kind == "end"


def test_another_document_ends_the_presentation(
    screen: Presentation, session: Session, tmp_path: Path
) -> None:
    session.begin("blank")

    assert not screen.isVisible()


def test_the_theme_changes_while_presenting(screen: Presentation, session: Session) -> None:
    light = picture(screen).pixelColor(5, 5)

    session.set_theme("dark")

    assert picture(screen).pixelColor(5, 5).lightness() < light.lightness() - 100


def test_the_camera_glides_unless_nothing_may_move(session: Session, qtbot: QtBot) -> None:
    for screen in presented(session, qtbot, still=False):
        at_kind(screen, "map")
        at_kind(screen, "stage")
        assert screen.sheet.gliding
        qtbot.waitUntil(lambda s=screen: not s.sheet.gliding, timeout=5000)
    for screen in presented(session, qtbot, still=True):
        at_kind(screen, "map")
        at_kind(screen, "stage")
        assert not screen.sheet.gliding


def test_what_is_not_in_focus_is_dimmed(screen: Presentation) -> None:
    def span(key: str) -> int:
        part = on_sheet(screen).part(key)
        assert part is not None
        box = screen.sheet.on_screen(part.box).toRect()
        grabbed = picture(screen)
        assert grabbed.rect().contains(box)
        found = [
            grabbed.pixelColor(x, y).lightness()
            for x in range(box.left(), box.right())
            for y in range(box.top(), box.bottom())
        ]
        return max(found) - min(found)

    screen.go(next(n for n, s in enumerate(screen.plan) if s.at == "pick-up"))
    screen.grab()
    while screen.sheet.layer.frames_unready:
        screen.grab()

    assert span("pick-up") > 180
    others = [p.key for p in on_sheet(screen).parts if p.kind == "card" and p.key != "pick-up"]
    assert others
    assert all(span(key) < 80 for key in others)


def test_single_touchpoints_can_be_left_out_on_the_way(screen: Presentation) -> None:
    at_kind(screen, "pains")
    stage = screen.step.stage

    press(screen, KEY.Key_T)

    assert not [step for step in screen.plan if step.kind == "touchpoint"]
    assert (screen.step.kind, screen.step.stage) == ("pains", stage)


def test_readers_hear_what_is_shown(screen: Presentation) -> None:
    at_kind(screen, "stage")

    assert "I need coffee on my way" in screen.accessibleDescription()


def test_f5_presents_and_shift_f5_begins_at_the_selected_stage(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        workspace = joined(window)
        workspace.session.select(("pick-up",))
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        workspace.canvas.setFocus()

        QTest.keyClick(workspace.canvas, KEY.Key_F5, Qt.KeyboardModifier.ShiftModifier)

        made = window.findChild(Presentation)
        assert made is not None
        assert made.isFullScreen()
        assert made.step.stage == "collect"
        press(made, KEY.Key_Escape)
        qtbot.waitUntil(lambda: window.findChild(Presentation) is None)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(workspace.canvas, KEY.Key_F5)
        again = window.findChild(Presentation)
        assert again is not None
        assert again.step.kind == "title"
        again.close()


def test_one_presentation_at_a_time(session: Session, qtbot: QtBot) -> None:
    from journeymap.ui.canvas.view import CanvasView

    owner = QWidget()
    qtbot.addWidget(owner)
    canvas = CanvasView(session, owner)
    begin = handlers(session, owner, canvas)["present"]

    first, second = begin(), begin()

    assert first is second
    assert isinstance(first, Presentation)
    first.close()
    assert selected_stage(session) == ""
    session.select(("decide",))
    assert selected_stage(session) == "decide"


def test_a_point_outside_the_map_has_no_touchpoint(screen: Presentation) -> None:
    at_kind(screen, "map")

    assert screen.sheet.touchpoint_at(QPointF(2, 2)) == ""


def test_what_does_not_fit_is_counted(qtbot: QtBot) -> None:
    session = Session()
    m = JourneyMap.model_validate(
        {
            "title": "Long",
            "stages": [{"id": "all", "name": "All at once"}],
            "touchpoints": [
                {"id": f"t-{n}", "name": f"Step number {n}", "stage": "all"} for n in range(90)
            ],
        }
    )
    session.new(m)
    for screen in presented(session, qtbot):
        at_kind(screen, "stage")

        panel, room = Column(screen), QSize(screen.width() // 3, screen.height() - 100)
        panel.fill(screen._said(screen.step).panel, screen.unit, THEMES["light"], "en", room)

        said = [label.text() for label in panel.labels]
        shown_steps = [words for words in said if words.startswith("Step number")]
        assert 4 < len(shown_steps) < 30
        assert len(shown_steps) + panel.left_out == 90
        assert said[-1] == f"{panel.left_out} more"
        assert panel.height() <= room.height()
    session.close()
