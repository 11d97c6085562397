"""With nothing selected any more, the keys go on where somebody was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.generate import generate
from journeymap.files.reader import read_bytes
from journeymap.model.journey import JourneyMap
from journeymap.ui.canvas.ahead import FROM
from journeymap.ui.deleting import delete
from tests.ui.hands import SHIFT, Canvas, small

LARGE = read_bytes(generate(FROM + 30, 1, "en").encode(), "large.yaml").map
KEYS = (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab)


def deleted(canvas: Canvas, key: str) -> QPointF:
    """Delete a card; return where on the screen it stood."""
    canvas.session.select((key,))
    place = canvas.view.on_screen(canvas.part(key)).center()
    delete(canvas.session, canvas.view)
    assert canvas.session.selection == ()
    return place


@pytest.mark.parametrize("key", KEYS)
def test_after_a_deletion_the_keys_go_on_from_its_place(qtbot: QtBot, key: Qt.Key) -> None:
    # given a card far from the beginning of a large map, which is deleted
    canvas = Canvas(qtbot, LARGE, (1100, 700))
    canvas.view.set_zoom(1.0)
    gone = LARGE.touchpoints[90].id
    canvas.session.jump(gone)
    place = deleted(canvas, gone)
    # when a key that walks is pressed
    canvas.key(key)
    # then it reaches a card where that one stood, and the map stays
    (reached,) = canvas.session.selection
    rect = canvas.view.on_screen(canvas.part(reached))
    assert abs(rect.center().x() - place.x()) < 2 * rect.width()
    assert abs(rect.center().y() - place.y()) < 2 * rect.height()
    # and the next key goes on from there
    canvas.key(Qt.Key.Key_Tab)
    assert canvas.session.selection not in ((), (reached,))


def test_a_healed_line_goes_on_with_the_card_that_moved_up(qtbot: QtBot) -> None:
    m = small()
    canvas = Canvas(qtbot, m)
    deleted(canvas, "ad")
    canvas.key(Qt.Key.Key_Right)
    assert canvas.session.selection == ("page",)


def test_with_nothing_reached_yet_the_keys_begin_in_view(qtbot: QtBot) -> None:
    # given a large map of which the end is in view
    canvas = Canvas(qtbot, LARGE, (1100, 700))
    view = canvas.view
    view.set_zoom(1.0)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    # when an arrow is pressed, a card in view is reached; nothing scrolls to the beginning
    canvas.key(Qt.Key.Key_Down)
    (reached,) = canvas.session.selection
    seen = view.horizontalScrollBar()
    assert seen.value() > seen.maximum() / 2
    assert reached != LARGE.touchpoints[0].id


def test_what_is_out_of_sight_is_not_gone_back_to(qtbot: QtBot) -> None:
    # given a card that was let go of, and the map scrolled away from it
    canvas = Canvas(qtbot, LARGE, (1100, 700))
    view = canvas.view
    view.set_zoom(1.0)
    canvas.session.jump(LARGE.touchpoints[0].id)
    canvas.session.select(())
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    canvas.key(Qt.Key.Key_Tab, SHIFT)
    at = view.horizontalScrollBar()
    assert at.value() > at.maximum() / 2
    assert canvas.session.selection


def test_an_empty_map_has_nothing_to_reach(qtbot: QtBot) -> None:
    canvas = Canvas(qtbot, JourneyMap(title="Empty"))
    canvas.key(Qt.Key.Key_Right)
    QApplication.processEvents()
    assert canvas.session.selection == ()
