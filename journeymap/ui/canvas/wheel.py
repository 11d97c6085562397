"""Zoom and scrolling by hand: the wheel, the touchpad, two fingers on a touch screen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QPinchGesture

from journeymap.ui.canvas.framing import Framing

NOTCH = 1.2  # zoom of one notch of the wheel
NOTCHES = 60  # of one turn of the wheel, at most: more than from the smallest zoom to the largest
LINE = 64  # pixels that one notch scrolls

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def turned(view: Framing, event: QWheelEvent) -> None:
    """Zoom with Ctrl, go sideways with Shift, else scroll."""
    fine, way = event.pixelDelta(), event.angleDelta()
    if event.modifiers() & _CONTROL:
        notches = (way.y() or way.x()) / 120 if not way.isNull() else fine.y() / 60
        view.zoom_by(NOTCH ** max(-NOTCHES, min(notches, NOTCHES)), event.position())
    else:
        dx, dy = fine.x(), fine.y()
        if fine.isNull():
            dx, dy = round(way.x() / 120 * LINE), round(way.y() / 120 * LINE)
        if event.modifiers() & _SHIFT and not dx:
            dx, dy = dy, 0
        view.scroll_by(-dx, -dy)
    event.accept()


def pinched(view: Framing, event: QNativeGestureEvent) -> bool:
    """Follow a gesture of the touchpad; return whether it was one of these."""
    if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
        view.zoom_by(1 + event.value(), event.position())
    elif event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
        if view.fitted:
            view.set_zoom(1.0, event.position())
        else:
            view.fit()
    else:
        return False
    return True


def pinched_by_touch(view: Framing, pinch: QPinchGesture) -> None:
    """Follow two fingers on a touch screen."""
    at = view.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
    view.zoom_by(pinch.scaleFactor(), QPointF(at))
