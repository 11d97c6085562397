"""A hand that does anything in any order: what is shown is the map, in each frame and at rest.

The seeds are fixed, so a red run can be run again; more of them find more, at
`JOURNEYMAP_STEPS=2000`.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journeymap.picture.layout import layout
from journeymap.picture.picture import Part
from journeymap.ui import paint
from journeymap.ui.canvas.camera import box_of, rect_of
from journeymap.ui.canvas.folding import toggle_stages
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.main_window import MainWindow
from journeymap.ui.measure import QtMeasure
from tests.ui.hands import CTRL, LEFT, PLAIN
from tests.ui.window import example, joined, shown

STEPS = int(os.environ.get("JOURNEYMAP_STEPS", "60"))
OFTEN = 10  # steps after which all is looked at
ROUNDING = 10  # levels of 255
ALT = Qt.KeyboardModifier.AltModifier
EDITS = (
    (Qt.Key.Key_Delete, PLAIN),
    (Qt.Key.Key_D, CTRL),
    (Qt.Key.Key_M, CTRL),
    *((key, ALT) for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)),
)


class Hand:
    """Does one thing after the other in a window, and looks at what it shows."""

    def __init__(self, qtbot: QtBot, window: MainWindow, seed: int) -> None:
        assert window.session is not None
        self.qtbot, self.session, self.rng = qtbot, window.session, random.Random(seed)
        self.view: CanvasView = joined(window).canvas
        edit, back = self.edit, self.back
        self.deeds: tuple[Callable[[], object], ...] = (
            *(edit, edit, edit, edit, self.edit_twice, self.click_foreseen),
            *(back, back, self.write, self.write, self.drag, self.scroll, self.choose, self.choose),
            *(self.walk, self.collapse, lambda: self.key(Qt.Key.Key_Y, CTRL)),
        )

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.view.editor or self.view, key, held)

    def cards(self) -> list[Part]:
        view, port = self.view, self.view.viewport().rect()
        near = view.layer.where.within(box_of(view.seen()))
        found = [part for part in near if part.kind == "card"]
        return [part for part in found if port.contains(self.middle(part))]

    def middle(self, part: Part) -> QPoint:
        return self.view.on_screen(part).center().toPoint()

    # ------------------------------------------------------------ what is done

    def choose(self) -> None:
        self.session.jump(self.rng.choice([t.id for t in self.session.map.touchpoints]))

    def edit(self) -> None:
        if not self.session.selection or self.rng.random() < 0.4:
            self.choose()
        self.key(*self.rng.choice(EDITS))

    def edit_twice(self) -> None:
        self.edit()
        self.key(*self.rng.choice(EDITS))

    def back(self) -> None:
        self.key(Qt.Key.Key_Z, CTRL)

    def walk(self) -> None:
        self.key(self.rng.choice((Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Tab)))

    def write(self) -> None:
        self.choose()
        self.key(self.rng.choice((Qt.Key.Key_Return, Qt.Key.Key_F2)))
        self.turn(self.rng.randrange(3))
        for name in ("Pay", "Look around before anything is bought")[: self.rng.randrange(3)]:
            QTest.keyClicks(self.view.editor or self.view, name)
            self.key(Qt.Key.Key_Return)
            self.look_between()
        self.key(Qt.Key.Key_Escape)

    def drag(self) -> None:
        cards = self.cards()
        if len(cards) < 2:
            return
        one, other = (self.middle(part) for part in self.rng.sample(cards, 2))
        port = self.view.viewport()
        QTest.mousePress(port, LEFT, PLAIN, one)
        for at in (one + QPoint(20, 20), other):
            QTest.mouseMove(port, at)
            self.turn(1)
        QTest.mouseRelease(port, LEFT, PLAIN, other)

    def scroll(self) -> None:
        self.view.scroll_by(self.rng.randrange(-400, 400), self.rng.randrange(-300, 300))

    def collapse(self) -> None:
        toggle_stages(self.session, (self.rng.choice(self.session.map.stages).id,))

    def click_foreseen(self) -> None:
        self.edit()
        view, ahead = self.view, self.view.ahead
        for part in ahead.made.values() if ahead is not None else ():
            at = self.middle(part)
            painted = view.part_painted(at) if view.viewport().rect().contains(at) else None
            if painted == part:
                QTest.mouseClick(view.viewport(), LEFT, PLAIN, at)
                assert self.session.selection == (part.key,)
                return

    def turn(self, times: int) -> None:
        for _ in range(times):
            QApplication.processEvents()

    # ------------------------------------------------------------ what is looked at

    def look_between(self) -> None:
        """Look at a frame that shows what is foreseen."""
        view = self.view
        paint_due()
        if not view.waits:
            return
        painted = self.screen()
        view.viewport().update()
        paint_due()
        if view.waits:
            assert alike(self.screen(), painted)
        near = view.layer.where.within(box_of(view.seen()))
        cards = [part.key for part in near if part.kind == "card"]
        assert len(set(cards)) == len(cards)
        assert set(cards) <= self.session.index.entries.keys()
        for part in view.marks.selected:
            there = part.pin or part.kind == "summary" or any(part is each for each in near)
            assert there or not rect_of(part.box).intersects(view.seen())

    def look(self) -> None:
        """Look at the map at rest."""
        view, session = self.view, self.session
        self.settle()
        assert view.ahead is None
        readings = session.readings if "metrics" in session.view.lanes else None
        measure = QtMeasure(session.view.language)
        assert view.picture == layout(session.map, session.view, measure, None, readings)
        chosen = [part for key in session.selection for part in view.cards_of(key)]
        assert list(view.marks.selected) == chosen
        painted = self.screen()
        view.viewport().update()
        self.settle()
        assert alike(self.screen(), painted)

    def settle(self) -> None:
        view, turns = self.view, 0

        def quiet() -> bool:
            nonlocal turns
            done = view.at_rest and not view.layer.frames_unready
            turns = turns + 1 if done else 0
            return turns > 3

        self.qtbot.waitUntil(quiet)
        paint_due()

    def screen(self) -> QImage:
        """Return what is on the screen of the map, without what stands over it."""
        here = self.view.viewport()
        at = here.mapTo(here.window(), QPoint())
        grabbed = here.screen().grabWindow(
            here.window().winId(), at.x(), at.y(), here.width(), here.height()
        )
        image = grabbed.toImage()
        painter = QPainter(image)
        for each in self.view.findChildren(QWidget):
            if each is not here and each.isVisible() and not each.isAncestorOf(here):
                place = QRect(each.mapTo(self.view, QPoint()) - here.pos(), each.size())
                painter.fillRect(place.adjusted(-2, -2, 2, 2), Qt.GlobalColor.black)
        painter.end()
        return image


def alike(one: QImage, other: QImage) -> bool:
    """Return whether nobody can see a difference: a clip may round a soft edge otherwise."""
    if one == other:
        return True
    unlike = one.convertToFormat(QImage.Format.Format_RGBA8888)
    painter = QPainter(unlike)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, other)
    painter.end()
    levels = bytes(unlike.constBits())  # of red, green, blue, and how opaque it is
    return one.size() == other.size() and max(max(levels[n::4]) for n in range(3)) <= ROUNDING


def paint_due() -> None:
    """Let what is due be painted, and no timer run."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Foresee on small maps too; leave nothing to the next frame, and stroke no dashes.

    Where dashes begin depends on what of a line Qt is asked for.
    """
    monkeypatch.setattr("journeymap.ui.canvas.ahead.FROM", 0)
    for name in ("BUDGET", "ARROWS"):
        monkeypatch.setattr(f"journeymap.ui.canvas.layer.{name}", 10.0)
    monkeypatch.setattr(QPen, "setDashPattern", lambda *_: None)
    paint._pen.cache_clear()  # other tests have kept pens with dashes
    yield
    paint._pen.cache_clear()


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("name", ["coffee-app", "bank-account.ar"])
def test_whatever_is_done_the_map_is_shown(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    with shown(qtbot, tmp_path, example(tmp_path, f"{name}.yaml")) as window:
        hand = Hand(qtbot, window, len(name))
        view = hand.view
        view.reduced_motion = view.badges.veiled = True  # arrows get theirs when there is time
        view.minimap.switch(False)
        hand.session.checking.hold()
        view.set_zoom(1.0)
        for step in range(STEPS):
            view.setFocus()
            hand.rng.choice(hand.deeds)()
            hand.look_between()
            hand.turn(hand.rng.randrange(4))
            if len(hand.session.map.touchpoints) < 8:
                hand.session.undo()
            if step % OFTEN == 0:
                hand.look()
        hand.look()
