"""A small map on a shown canvas and the hands that use it, for the tests of the canvas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.model.journey import Channel, Flow, JourneyMap, Stage, Touchpoint
from journeymap.picture.picture import Part
from journeymap.ui.canvas.drop import cell_box
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.session import Session

LEFT, MIDDLE, RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def small(language: str = "en") -> JourneyMap:
    return JourneyMap(
        title="A small map",
        language=language,
        stages=(Stage(id="find", name="Find"), Stage(id="buy", name="Buy")),
        channels=(Channel(id="web", name="Web"), Channel(id="shop", name="Shop")),
        touchpoints=(
            Touchpoint(id="ad", name="See the ad", stage="find", channel="web"),
            Touchpoint(id="page", name="Read the page", stage="find", channel="web"),
            Touchpoint(id="visit", name="Visit", stage="find", channel="shop", until="buy"),
            Touchpoint(id="pay", name="Pay", stage="buy", channel="web", emotion=-2),
            Touchpoint(id="take", name="Take it home", stage="buy", channel="shop"),
        ),
        flows=(
            Flow(source="ad", target="page"),
            Flow(source="page", target="pay"),
            Flow(source="pay", target="take"),
        ),
    )


class Canvas:
    """A shown canvas and the hands that use it."""

    def __init__(self, qtbot: QtBot, m: JourneyMap, size: tuple[int, int] = (1000, 700)) -> None:
        self.session = Session(m)
        self.view = CanvasView(self.session)
        self.view.reduced_motion = True
        # checks that are begun later would run in the middle of another test
        qtbot.addWidget(self.view, before_close_func=lambda _: self.session.close())
        self.view.resize(*size)
        with qtbot.waitExposed(self.view):
            self.view.show()
        self.view.setFocus()

    def part(self, key: str) -> Part:
        part = self.view.part_of(key)
        assert part is not None, key
        return part

    def at(self, key: str, dx: float = 0.5, dy: float = 0.5) -> QPoint:
        rect = self.view.on_screen(self.part(key))
        return QPointF(rect.x() + rect.width() * dx, rect.y() + rect.height() * dy).toPoint()

    def ground(self, stage: str, row: str) -> QPoint:
        """Return a point of a cell where no card and no flow is."""
        picture = self.view.picture
        assert picture is not None
        cell = cell_box(picture, stage, row)
        assert cell is not None
        for down in range(4, int(cell.h) - 2, 4):
            for across in range(4, int(cell.w) - 2, 8):
                spot = QPointF(cell.right - across, cell.bottom - down)
                at = self.view.viewportTransform().map(spot).toPoint()
                if self.view.part_at(at) is None:
                    return at
        raise AssertionError(f"no empty ground in {stage}, {row}")

    def click(self, key: str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, modifiers, self.at(key))

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.view, key, modifiers)

    def press(self, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(self.view.viewport(), button, PLAIN, at)

    def go(self, at: QPoint) -> None:
        QTest.mouseMove(self.view.viewport(), at)
        QApplication.processEvents()

    def release(self, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self.view.viewport(), button, PLAIN, at)

    def carry(self, start: QPoint, goal: QPoint) -> None:
        """Press, and move to the goal without letting go."""
        self.press(start)
        self.go(start + QPoint(15, 15))
        self.go(goal)

    def wheel(self, at: QPoint, notches: int, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        event = QWheelEvent(
            QPointF(at),
            QPointF(self.view.viewport().mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.view.viewport(), event)

    @property
    def selection(self) -> tuple[str, ...]:
        return self.session.selection

    @property
    def steps(self) -> list[str]:
        return [str(text) for text in self.session.document.steps]

    def double(self, at: QPoint) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, PLAIN, at)
        QTest.mouseDClick(self.view.viewport(), LEFT, PLAIN, at)

    def hover(self, at: QPoint) -> None:
        """Rest with the pointer at a point until the tooltip comes."""
        event = QHelpEvent(QEvent.Type.ToolTip, at, self.view.viewport().mapToGlobal(at))
        QApplication.sendEvent(self.view.viewport(), event)
