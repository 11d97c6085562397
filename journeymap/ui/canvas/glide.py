"""Cards glide to their new places after a change, so that the eye can follow what moved.

Only what is shown moves; the model and the Picture have changed already. Off where motion is not
wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

from journeymap.model.index import Key

DURATION = 150  # milliseconds
MOST = 400  # cards; beyond that nobody follows and the frames are better spent

Offsets = Mapping[Key, tuple[float, float]]


class Glide(QObject):
    """Calls `show(offsets, share)` until the cards are at their places and share is 1."""

    def __init__(self, show: Callable[[Offsets, float], None], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._from: Offsets = {}
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setDuration(DURATION)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._step)
        self._animation.finished.connect(self.finish)

    @property
    def running(self) -> bool:
        """Whether cards are on their way."""
        return self._animation.state() == QVariantAnimation.State.Running

    def start(self, offsets: Offsets) -> None:
        """Begin at these distances from the new places."""
        self._animation.stop()
        if not offsets or len(offsets) > MOST:
            self.finish()
            return
        self._from = offsets
        self._show(offsets, 0.0)
        self._animation.start()

    def finish(self) -> None:
        """Put everything at its place."""
        self._animation.stop()
        if self._from:
            self._from = {}
            self._show({}, 1.0)

    def _step(self, share: float) -> None:
        if self._from:
            left = 1.0 - share
            now = {key: (dx * left, dy * left) for key, (dx, dy) in self._from.items()}
            self._show(now, share)
