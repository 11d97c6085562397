"""Wall mode: the map alone on the whole screen, in larger type, to be worked on by a room.

Panels, menus and bars go away and come back as they were: sizes, tabs, a maximised window, zoom.
What can be done with the map stays the same. It changes no map and no setting.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QObject,
    QPointF,
    QRect,
    Qt,
    QTimer,
    QVariantAnimation,
)
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDockWidget, QGraphicsOpacityEffect, QLabel, QMainWindow, QWidget

from journeymap.model.text import M, say
from journeymap.picture.type import TYPE
from journeymap.ui.canvas.camera import MARGIN, rect_of
from journeymap.ui.canvas.framing import Standing
from journeymap.ui.canvas.view import CanvasView

LETTERS = 16.0  # pixels of the names on cards, at least
LARGEST = 2.5  # zoom of a map that fits
HINT = 4000  # milliseconds for which the way out is said
FADE = 600


class Before(NamedTuple):
    """What the window was like."""

    window: Qt.WindowState
    geometry: QRect
    docks: QByteArray
    status: bool
    header: bool
    standing: Standing
    middle: QPointF  # of what was seen of the map


class Wall(QObject):
    """Puts a window on the wall and takes it down again."""

    def __init__(self, window: QMainWindow, canvas: CanvasView, action: QAction) -> None:
        super().__init__(canvas)
        self._window, self._canvas, self._action = window, canvas, action
        self._before: Before | None = None
        self._fresh = False  # nobody has done anything since it came on the wall
        self.hint = Hint(canvas)
        canvas.installEventFilter(self)
        canvas.viewport().installEventFilter(self)

    @property
    def on(self) -> bool:
        """Whether the window is on the wall."""
        return self._before is not None

    def toggle(self) -> None:
        """Go on the wall, or come back."""
        if self.on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Show the map alone, on the whole screen."""
        window, canvas = self._window, self._canvas
        header, status = window.menuWidget(), window.statusBar()
        self._before = Before(
            window.windowState(),
            window.geometry(),
            window.saveState(),
            status.isVisible(),
            header.isVisible(),
            canvas.standing(),
            canvas.seen().center(),
        )
        for part in (header, status, *window.findChildren(QDockWidget)):
            part.hide()
        canvas.badges.hide()
        canvas.minimap.rest(True)
        window.installEventFilter(self)  # only while on the wall: the window outlives the map
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        self._action.setChecked(True)
        self._fresh = True
        # once the window has its new size
        QTimer.singleShot(0, self, self._come_near)
        words = (M("F11 or Esc ends the wall"), M("Ctrl+0 shows the whole map"))
        lang = canvas.session.lang
        self.hint.say(" · ".join(say(each, lang) for each in words), canvas.still)
        canvas.setFocus()

    def _come_near(self) -> None:
        canvas, before = self._canvas, self._before
        if before is None or canvas.picture is None:
            return
        bounds, rtl, port = canvas.picture.bounds, canvas.picture.rtl, canvas.viewport().rect()
        wide = (port.width() - 2 * MARGIN) / max(bounds.w, 1.0)
        high = (port.height() - 2 * MARGIN) / max(bounds.h, 1.0)
        whole, legible = min(wide, high, LARGEST), LETTERS / TYPE["card"].size
        if before.standing.begun:
            # as much of the map as can be read from afar
            canvas.set_zoom(max(legible, whole))
            edge = port.width() - MARGIN if rtl else MARGIN
            start = QPointF(bounds.right if rtl else bounds.x, bounds.y)
            canvas.keep(start, QPointF(edge, MARGIN))
            for key in canvas.session.selection[-1:]:
                canvas.reveal(key)
        elif not before.standing.fitted:
            canvas.set_zoom(max(legible, before.standing.zoom))
            canvas.look_around(before.middle)
            canvas.close_up()
        elif whole > 1:  # a small map is as large as it fits
            canvas.set_zoom(whole)
            canvas.look_around(rect_of(bounds).center())
        else:
            canvas.fit()

    def leave(self) -> None:
        """Bring everything back as it was."""
        before, self._before = self._before, None
        if before is None:
            return
        window, canvas = self._window, self._canvas
        window.removeEventFilter(self)
        self.hint.hide()
        canvas.badges.show()
        canvas.minimap.rest(False)
        window.menuWidget().setVisible(before.header)
        window.statusBar().setVisible(before.status)
        window.restoreState(before.docks)
        window.setWindowState(before.window)
        if not before.window & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            window.setGeometry(before.geometry)
        self._action.setChecked(False)
        canvas.stand(before.standing)
        QTimer.singleShot(0, canvas, lambda: canvas.stand(before.standing))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End with Esc where it cancels nothing, and when the system takes the full screen away."""
        kind = event.type()
        if not self.on:
            return False
        if watched is self._canvas:
            if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                busy = self._canvas.editor is not None or self._canvas.pointer.busy
                self._fresh = False
                if event.key() == Qt.Key.Key_Escape and not busy:
                    self.leave()
                    return True
            elif kind == QEvent.Type.Resize:
                self.hint.place()
                if self._fresh:
                    QTimer.singleShot(0, self, self._come_near)
            elif kind == QEvent.Type.Hide:
                QTimer.singleShot(0, self, self.leave)  # another page has come
        elif watched is self._canvas.viewport():
            if kind in (QEvent.Type.Wheel, QEvent.Type.MouseButtonPress):
                self._fresh = False
        elif kind == QEvent.Type.WindowStateChange and not self._window.isFullScreen():
            QTimer.singleShot(0, self, self._taken_down)
        return False

    def _taken_down(self) -> None:
        if self.on and not self._window.isFullScreen():
            self.leave()


class Hint(QLabel):
    """How to get out, at the foot of the map; it fades."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setProperty("look", "chip")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._still = False
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.setDuration(FADE)
        self._fade.valueChanged.connect(effect.setOpacity)
        self._fade.finished.connect(self.hide)
        self._stays = QTimer(self)
        self._stays.setSingleShot(True)
        self._stays.setInterval(HINT)
        self._stays.timeout.connect(self._go)
        self.hide()

    def say(self, text: str, still: bool) -> None:
        """Show a text for a while; `still` lets it go at once instead of fading."""
        self._still = still
        self._fade.stop()
        self._fade.valueChanged.emit(1.0)
        self.setText(text)
        self.show()
        self.raise_()
        self.place()
        self._stays.start()

    def place(self) -> None:
        """Stand at the foot of the map."""
        self.adjustSize()
        around = self.parentWidget().rect()
        self.move(around.center().x() - self.width() // 2, around.bottom() - self.height() - 24)

    def _go(self) -> None:
        if self._still:
            self.hide()
        else:
            self._fade.start()
