"""Where things are on the screen while a map is edited: what was not touched stays where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.files.reader import read_file
from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.canvas.folding import toggle_stages
from journeymap.ui.capture import go_on
from journeymap.ui.moves import to_next_stage
from tests.ui.hands import Canvas

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def canvas(qtbot: QtBot, examples: Path) -> Iterator[Canvas]:
    """The coffee example at 75 %, in which there is room for more."""
    made = Canvas(qtbot, read_file(examples / "coffee-app.yaml").map, (1280, 720))
    made.view.set_zoom(0.75)
    made.view.next_requested.connect(
        lambda how: go_on(made.session, made.view, how, made.view.writing.place)
    )
    yield made
    made.session.close()


def places(canvas: Canvas) -> dict[str, QRectF]:
    """Return where the cards are on the screen."""
    view = canvas.view
    found = {t.id: view.part_of(t.id) for t in canvas.session.map.touchpoints}
    return {key: view.on_screen(part) for key, part in found.items() if part is not None}


Edit = Callable[[Canvas, str], object]
EDITS: dict[str, Edit] = {
    "moved": lambda canvas, key: to_next_stage(canvas.session, 1),
    "deleted": lambda canvas, key: canvas.session.commit(
        M("Delete"), lambda m: edits.delete(m, [key])
    ),
    "renamed": lambda canvas, key: canvas.session.commit(
        M("Rename"), lambda m: edits.change(m, key, name="A long name that takes many lines " * 3)
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_that_is_undone_leaves_the_map_where_it_was(canvas: Canvas, what: str) -> None:
    key = canvas.session.map.touchpoints[2].id
    canvas.session.jump(key)
    before = places(canvas)

    EDITS[what](canvas, key)
    canvas.session.undo()

    assert places(canvas) == before


@pytest.mark.parametrize("what", EDITS)
def test_a_map_whose_beginning_is_seen_begins_where_it_did(canvas: Canvas, what: str) -> None:
    key = canvas.session.map.touchpoints[2].id
    canvas.session.jump(key)
    before = canvas.view.viewportTransform()

    EDITS[what](canvas, key)

    assert canvas.view.picture is not None
    assert canvas.view.viewportTransform() == before


@pytest.mark.parametrize("name", ["coffee-app", "bank-account.ar"])
@pytest.mark.parametrize("turns", [0, 3])
def test_the_map_does_not_creep_while_cards_are_deleted_and_come_back(
    qtbot: QtBot, examples: Path, monkeypatch: pytest.MonkeyPatch, name: str, turns: int
) -> None:
    monkeypatch.setattr("journeymap.ui.canvas.ahead.FROM", 0)
    canvas = Canvas(qtbot, read_file(examples / f"{name}.yaml").map, (736, 513))
    view, session = canvas.view, canvas.session
    view.set_zoom(0.75)
    for key in [t.id for t in session.map.touchpoints][2::4]:
        session.select((key,))
        view.centre_on(rect_of(canvas.part(key).box).center())
        before = view.viewportTransform()
        for _ in range(3):
            session.commit(M("Delete"), lambda m: edits.delete(m, [key]))  # noqa: B023 - at once
            for _ in range(turns):
                QApplication.processEvents()
            session.undo()
            qtbot.waitUntil(lambda: view.at_rest)
            assert session.selection == (key,)
            assert view.viewportTransform() == before, key
    session.close()


def test_who_looked_elsewhere_meanwhile_goes_on_looking_there(qtbot: QtBot, canvas: Canvas) -> None:
    view, session = canvas.view, canvas.session
    key, other = (session.map.touchpoints[n].id for n in (2, 3))
    session.jump(key)
    session.commit(M("Move"), lambda m: edits.change(m, other, channel=m.channels[-1].id))
    qtbot.waitUntil(lambda: view.at_rest)
    view.scroll_by(60, 30)
    now = places(canvas)[key]

    session.undo()
    qtbot.waitUntil(lambda: view.at_rest)

    assert QRectF(view.viewport().rect()).contains(now)
    away = places(canvas)[key].topLeft() - now.topLeft()
    assert max(abs(away.x()), abs(away.y())) < 1  # a map stands on whole pixels


def test_the_map_does_not_creep_while_cards_are_typed(qtbot: QtBot, canvas: Canvas) -> None:
    canvas.session.jump(canvas.session.map.touchpoints[0].id)
    before = canvas.view.viewportTransform()
    canvas.key(ENTER)
    for name in ("One", "Two", "Three"):
        qtbot.waitUntil(lambda: canvas.view.editor is not None)
        QTest.keyClicks(canvas.view.editor, name)
        QTest.keyClick(canvas.view.editor, ENTER)
    qtbot.waitUntil(lambda: canvas.view.editor is not None)
    QTest.keyClick(canvas.view.editor, ESC)
    assert canvas.view.viewportTransform() == before


def test_a_new_card_glides_from_nowhere_and_least_of_all_from_the_card_before(
    qtbot: QtBot, canvas: Canvas
) -> None:
    canvas.view.reduced_motion = False
    canvas.session.jump("pay")
    canvas.key(ENTER)
    qtbot.waitUntil(lambda: canvas.view.editor is not None)
    QTest.keyClicks(canvas.view.editor, "Pay at once")
    QTest.keyClick(canvas.view.editor, ENTER)
    (made,) = canvas.session.selection
    assert canvas.view.picture is not None
    assert made not in canvas.view.layer.offsets
    canvas.view.settle()


def test_a_stage_that_is_collapsed_stays_in_sight(canvas: Canvas) -> None:
    canvas.view.set_zoom(1.6)
    stage = canvas.session.map.stages[1].id
    inside = [t.id for t in canvas.session.map.touchpoints if t.stage == stage]
    canvas.session.jump(inside[-1])
    canvas.session.select(())

    toggle_stages(canvas.session, (stage,))
    canvas.view.catch_up()

    port = QRectF(canvas.view.viewport().rect())
    assert port.intersects(canvas.view.on_screen(canvas.view.summaries[stage]))
