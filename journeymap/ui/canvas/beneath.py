"""What a widget that stands over the map leaves to the map beneath it: clicks, and being seen.

Knows the widget and the view of the map, and nothing of what either shows.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QVariantAnimation
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from journeymap.ui.canvas.surface import Surface

FADING = 150  # ms


class Fading(QVariantAnimation):
    """How much of a widget is seen; one that is seen whole is opaque, and paints over the rest."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.opacity = 1.0
        self.setDuration(FADING)
        self.valueChanged.connect(self._put)

    def go(self, opacity: float, at_once: bool) -> None:
        """Fade to an opacity; what comes back is there at once."""
        self.stop()
        if at_once or opacity >= self.opacity:
            self._put(opacity)
            return
        self.setStartValue(self.opacity)
        self.setEndValue(opacity)
        self.start()

    def _put(self, opacity: float) -> None:
        if opacity != self.opacity:
            self.opacity = opacity
            self._widget.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, opacity == 1.0)
            self._widget.update()


def hand_on(event: QMouseEvent, view: Surface) -> None:
    """Let an event of the mouse mean the map at this place."""
    port, on_screen = view.viewport(), event.globalPosition()
    at, held = port.mapFromGlobal(on_screen), event.modifiers()
    again = QMouseEvent(event.type(), at, on_screen, event.button(), event.buttons(), held)
    QApplication.sendEvent(port, again)


def hand_on_menu(event: QContextMenuEvent, view: Surface) -> None:
    """Let a wish for a menu mean the map at this place."""
    port, on_screen = view.viewport(), event.globalPos()
    at = port.mapFromGlobal(on_screen)
    QApplication.sendEvent(
        port, QContextMenuEvent(event.reason(), at, on_screen, event.modifiers())
    )
