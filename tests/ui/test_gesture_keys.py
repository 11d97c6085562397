"""Alt and the arrows on the map, and what stays in sight while a long map is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.files.writer import write
from journeymap.model import edits
from journeymap.model.journey import Channel, Flow, JourneyMap, Stage, Touchpoint
from journeymap.model.text import M
from journeymap.ui import capture, making
from journeymap.ui.canvas import glide, moving
from journeymap.ui.clipboard import take
from journeymap.ui.main_window import MainWindow
from tests.ui.hands import Canvas, small
from tests.ui.window import joined, shown

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
UP, DOWN, LEFT, RIGHT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def loose(language: str = "en") -> JourneyMap:
    """Return a map with three cards stacked in one cell, and nothing that orders them."""
    return JourneyMap(
        title="Loose",
        language=language,
        stages=(Stage(id="find", name="Find"), Stage(id="buy", name="Buy")),
        channels=(Channel(id="web", name="Web"), Channel(id="shop", name="Shop")),
        touchpoints=(
            Touchpoint(id="a", name="A", stage="find", channel="web"),
            Touchpoint(id="b", name="B", stage="find", channel="web"),
            Touchpoint(id="c", name="C", stage="find", channel="web"),
            Touchpoint(id="d", name="D", stage="find", channel="shop"),
        ),
    )


@pytest.fixture(params=["en", "fa"])
def window(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    path = tmp_path / "loose.yaml"
    path.write_text(write(loose(request.param)), encoding="utf-8")
    with shown(qtbot, tmp_path, path) as made:
        joined(made).canvas.setFocus()
        yield made


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = ALT) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)
    QApplication.processEvents()


def order(window: MainWindow, channel: str = "web") -> str:
    assert window.session is not None
    return "".join(t.id for t in window.session.map.touchpoints if t.channel == channel)


def test_a_card_goes_down_in_its_cell_and_then_to_the_next_row(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    session.select(("a",))
    press(window, DOWN)
    assert order(window) == "bac"
    press(window, DOWN)
    assert order(window) == "bca"
    press(window, DOWN)
    assert (order(window), order(window, "shop")) == ("bc", "ad")
    press(window, DOWN)
    assert order(window, "shop") == "da"
    assert len(session.document.steps) == 4
    # when it is at the very end, nothing happens but that it is said
    press(window, DOWN)
    assert len(session.document.steps) == 4
    for _ in range(2):
        press(window, UP)
    assert (order(window), order(window, "shop")) == ("bca", "d")
    assert session.selection == ("a",)


def test_several_cards_go_together(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    session.select(("a", "b"))
    press(window, DOWN)
    assert order(window) == "cab"
    press(window, DOWN)
    assert (order(window), order(window, "shop")) == ("c", "abd")
    press(window, UP)
    assert order(window) == "cab"
    assert len(session.document.steps) == 3


def test_alt_and_the_arrows_along_the_map_change_the_stage(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    session.select(("a", "d"))
    on, back = (LEFT, RIGHT) if session.map.language == "fa" else (RIGHT, LEFT)
    press(window, on)
    assert {t.id for t in session.map.touchpoints if t.stage == "buy"} == {"a", "d"}
    press(window, back)
    assert all(t.stage == "find" for t in session.map.touchpoints)
    assert len(session.document.steps) == 2


def test_alt_and_the_arrows_reorder_stages_and_channels(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    on = LEFT if session.map.language == "fa" else RIGHT
    session.select(("find",))
    press(window, on)
    assert [stage.id for stage in session.map.stages] == ["buy", "find"]
    session.select(("shop",))
    press(window, UP)
    assert [channel.id for channel in session.map.channels] == ["shop", "web"]
    assert len(session.document.steps) == 2


def test_in_the_outline_alt_and_the_arrows_mean_its_order(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    assert session is not None
    tree = joined(window).panels.outline.tree
    tree.setFocus()
    session.select(("c",))
    before = order(window, "shop")
    press(window, DOWN)
    assert order(window, "shop") == before  # the last of its cell does not leave it for a row


def test_rows_of_others_say_why_a_card_stays_in_its_row(qtbot: QtBot) -> None:
    canvas = Canvas(qtbot, small())
    said: list[str] = []
    canvas.session.refused.connect(lambda reason: said.append(str(reason)))
    canvas.session.set_view(rows="owner")
    canvas.click("pay")
    assert not moving.up_or_down(canvas.view, 1)
    assert "by channel" in said[-1]
    canvas.session.close()


# ---------------------------------------------------------------- a long map


def long(language: str) -> JourneyMap:
    """Return 300 touchpoints in 12 stages and 5 channels, one after the other."""
    stages = tuple(Stage(id=f"s{n}", name=f"Stage {n}") for n in range(12))
    channels = tuple(Channel(id=f"c{n}", name=f"Channel {n}") for n in range(5))
    touchpoints = tuple(
        Touchpoint(id=f"t{n}", name=f"Step {n}", stage=f"s{n // 25}", channel=f"c{n * 7 % 5}")
        for n in range(300)
    )
    flows = tuple(Flow(source=f"t{n}", target=f"t{n + 1}") for n in range(299) if (n + 1) % 25)
    return JourneyMap(
        title="Long", language=language, stages=stages, channels=channels,
        touchpoints=touchpoints, flows=flows,
    )  # fmt: skip


@pytest.fixture(params=["en", "fa"])
def far(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Canvas]:
    made = Canvas(qtbot, long(request.param))
    made.view.next_requested.connect(
        lambda how: capture.add_touchpoint(made.session, made.view, how)
    )
    made.view.set_zoom(1.0)
    yield made
    made.view.renaming.cancel()
    made.session.close()


def in_sight(canvas: Canvas, key: str) -> bool:
    part = canvas.view.part_of(key)
    port = QRectF(canvas.view.viewport().rect())
    if part is None:
        return False
    rect = canvas.view.on_screen(part)
    middle = rect.center().toPoint()
    return port.contains(rect) and not canvas.view.covered(middle)


def test_enter_at_the_far_end_keeps_the_new_card_in_sight(far: Canvas, qtbot: QtBot) -> None:
    far.session.jump("t299")
    assert in_sight(far, "t299")
    for number in range(6):
        far.key(ENTER) if number == 0 else None
        qtbot.waitUntil(lambda: far.view.editor is not None)
        editor = far.view.editor
        assert editor is not None
        assert in_sight(far, far.view.editing)
        QTest.keyClicks(editor, f"more {number}")
        QTest.keyClick(editor, ENTER)
        qtbot.waitUntil(lambda editor=editor: far.view.editor not in (None, editor))
    assert len(far.session.map.touchpoints) == 307


@pytest.mark.parametrize("how", ["stage", "channel", "branch"])
def test_a_card_elsewhere_comes_into_sight_with_its_editor(
    far: Canvas, qtbot: QtBot, how: str
) -> None:
    far.session.jump("t140")
    capture.add_touchpoint(far.session, far.view, how)  # type: ignore[arg-type]  # one of them
    qtbot.waitUntil(lambda: far.view.editor is not None)
    assert in_sight(far, far.view.editing)
    assert far.view.viewport().rect().intersects(far.view.editor.geometry())


def test_pasted_lines_come_into_sight(far: Canvas) -> None:
    far.session.jump("t299")
    far.view.look_around(far.view.seen().center())
    data = QMimeData()
    data.setText("\n".join(f"line {n}" for n in range(20)))
    assert take(far.session, far.view, data)
    assert len(far.selection) == 20
    assert in_sight(far, far.selection[0])
    assert len(far.steps) == 1


def test_the_selected_card_stays_where_it_is_while_others_make_room(far: Canvas) -> None:
    far.session.jump("t140")
    before = far.part("t140").box
    was = far.at("t140")
    far.session.select(("t140",))

    moving_on = tuple(f"t{n}" for n in range(100, 112))
    far.session.commit(M("x"), lambda m: edits.move(m, moving_on, "s2"))
    moved = far.at("t140") - was
    assert far.part("t140").box.x != before.x
    assert moved.manhattanLength() <= 2
    assert glide.DURATION <= 150


def test_delete_heals_and_undo_selects_what_came_back(far: Canvas) -> None:
    far.session.jump("t141")
    far.session.select(("t141",))
    making.delete(far.session, far.view)
    assert "t140 -> t142" in far.session.index
    assert "t141" not in far.session.index
    far.session.undo()
    assert far.selection == ("t141",)
    assert in_sight(far, "t141")
    assert "t140 -> t142" not in far.session.index
