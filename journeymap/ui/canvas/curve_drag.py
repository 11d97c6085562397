"""A point of the experience curve dragged up or down: the emotion of its touchpoint.

It snaps to the five steps of the scale and shows the face and the words of the one it would be.
With a persona in view the curve is theirs, and so is what is set.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt

from journeymap.model.text import M
from journeymap.picture.face import CurveFace
from journeymap.ui.canvas import handles
from journeymap.ui.canvas.gestures import Gesture
from journeymap.ui.canvas.hints import EMOTION
from journeymap.ui.canvas.sketch import Handle, Mood
from journeymap.ui.canvas.surface import Surface

BEST = 2  # the value of the first line of the grid


class MoodDrag(Gesture):
    """A point of the curve that is held."""

    cursor = Qt.CursorShape.SizeVerCursor

    def __init__(self, view: Surface, at: QPoint, handle: Handle) -> None:
        super().__init__(view, at)
        found = handles.dot_at(view, at)
        self._key, self._was = handle.key, handle.at
        self._steps: tuple[float, ...] = ()  # the height of each value in the scene, from the best
        self._value: int | None = None
        if found is not None and isinstance(found[0].face, CurveFace):
            part = found[0]
            self._steps = tuple(part.box.y + y for y, _ in found[0].face.grid)
        self.move(at)

    def move(self, at: QPoint) -> None:
        """Show what the emotion would be."""
        view = self.view
        if not self._steps:
            return
        y = view.mapToScene(at).y()
        nearest = min(range(len(self._steps)), key=lambda step: abs(self._steps[step] - y))
        self._value = BEST - nearest
        place = QPointF(self._was.x(), self._steps[nearest])
        view.sketch.mood = Mood(self._was, place, self._value)
        words = M("Emotion: {word} ({value})", word=EMOTION[self._value], value=self._value)
        view.say_beside(at, words, warns=False)
        view.viewport().update()

    def release(self, at: QPoint) -> None:
        """Set it by one step, and select the touchpoint."""
        from journeymap.ui.field_edits import set_field, step_name, value_of

        self.move(at)
        view, session, value = self.view, self.view.session, self._value
        self.cancel()
        entry = session.index.get(self._key)
        if entry is None or value is None:
            return
        view.select((self._key,))
        persona = session.view.persona
        if value_of(entry.record, "emotion", persona) != value:
            text = step_name(session.index, (self._key,), "emotion")
            edit = set_field((self._key,), "emotion", value, persona)
            session.commit(text, edit, initiator=view)

    def cancel(self) -> None:
        """Leave the point where it was."""
        self.view.sketch.clear()
        self.view.say_beside(QPoint(), None)
        self.view.viewport().update()
