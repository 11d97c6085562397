"""How soon an edit is seen: the whole window on 1,000 touchpoints, real keys of every kind of edit.

The edits are those of an afternoon, as in `layout.py`: mostly names and ratings, then moves and new
cards, then what is taken away and taken back.

From the key event to the end of the first frame in which the map was painted, with all else that
the window paints in it, in milliseconds on a processor. That frame shows the edit; where half of
the map goes elsewhere by it, the one that follows shows the rest, which is told beside it. What
panels do after that is counted by `window.py` as stalls.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.rows import Row, size, whole
from benchmarks.window import calm, window_on_generated
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.session import Session

EDITS = 200
SEEN = 16  # milliseconds after which an edit is seen
DONE = 100  # milliseconds after which all of the map stands where it belongs
ANSWERS = 30  # turns of the event loop that an edit may take to be painted
IDLE = 8  # turns in which nothing is done: a person reads on
OFTEN = {
    "names": 8, "emotions": 3, "successes": 2, "moves": 4, "new cards": 2, "deletions": 1,
    "undone": 1,
}  # fmt: skip
KINDS = tuple(kind for kind, often in OFTEN.items() for _ in range(often))
_NONE = Qt.KeyboardModifier.NoModifier

Press: TypeAlias = Callable[[], object]
Ready: TypeAlias = Callable[[CanvasView], Press]  # gets ready for an edit, returns its key press


def edits_by_keys() -> Iterator[Row]:
    """L1: from the key event of an edit to the end of its paint, in the whole window."""
    with TemporaryDirectory() as folder, window_on_generated(Path(folder)) as (window, _):
        session = window.session
        assert session is not None
        view = window.findChild(CanvasView)
        assert view is not None
        found = _measured(view, session)
    every = [taken for times in found.values() for taken in times]
    name = f"key event to end of paint in the window on {size(1_000):,}"
    seen, done = (statistics.quantiles(each, n=20)[-1] for each in zip(*every, strict=True))
    yield Row("L1", f"{name}, p95 of {len(every)} edits, ≤ 16 ms", SEEN, seen, whole())
    for kind, times in found.items():
        text = f"of these {kind}, median of {len(times)}, ≤ 16 ms"
        yield Row("L1", text, SEEN, statistics.median(each.seen for each in times), whole())
    text = "of all, to the frame in which the whole map is laid out, p95, ≤ 100 ms"
    yield Row("L1", text, DONE, done, whole())


MEASURES = {"L1": edits_by_keys}


class Taken(NamedTuple):
    """The milliseconds from a key to the frame that shows its edit, and to the whole map's."""

    seen: float
    done: float


def _measured(view: CanvasView, session: Session) -> dict[str, list[Taken]]:
    """Return the milliseconds of each kind of edit, in a random order of kinds and touchpoints."""
    rng = random.Random("edits")
    frames = _Frames(view)
    view.reduced_motion = True
    view.set_zoom(1.0)
    kinds = _kinds(rng)
    found: dict[str, list[Taken]] = {kind: [] for kind in kinds}
    for _ in range(EDITS):
        kind = rng.choice(KINDS)
        session.jump(rng.choice([each.id for each in session.map.touchpoints]))
        view.setFocus()
        calm(turns=IDLE)
        pressed = kinds[kind](view)
        calm(turns=IDLE)  # what follows an edit is done before a person's next one
        gc.collect()
        before = session.map
        taken = _until_painted(pressed, frames)
        # a card cannot leave the map, what is rated so already stays, and not all can be seen
        if session.map is not before and taken is not None:
            found[kind].append(taken)
        if view.editor is not None:
            QTest.keyClick(view.editor, Qt.Key.Key_Escape)
    return {kind: times for kind, times in found.items() if times}


def _kinds(rng: random.Random) -> Mapping[str, Ready]:
    """Return what gets each kind of edit of what is selected ready, and how it is pressed."""

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> Ready:
        return lambda view: lambda: QTest.keyClick(view, key, modifier)

    def one_of(keys: Sequence[Qt.Key], modifier: Qt.KeyboardModifier) -> Ready:
        return lambda view: press(rng.choice(keys), modifier)(view)  # noqa: PLW0108  # chosen each time

    def write(begin: Qt.Key) -> Ready:
        def ready(view: CanvasView) -> Press:
            QTest.keyClick(view, begin)
            calm(turns=IDLE)
            assert view.editor is not None
            view.editor.setPlainText(f"Pay in the app {rng.randrange(10_000)}")
            editor = view.editor
            return lambda: QTest.keyClick(editor, Qt.Key.Key_Return)

        return ready

    digits = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
    arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    return {
        "names": write(Qt.Key.Key_F2),
        "new cards": write(Qt.Key.Key_Return),
        "emotions": one_of(digits, Qt.KeyboardModifier.ControlModifier),
        "successes": one_of(digits, Qt.KeyboardModifier.AltModifier),
        "moves": one_of(arrows, Qt.KeyboardModifier.AltModifier),
        "deletions": press(Qt.Key.Key_Delete),
        "undone": press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    }


def _until_painted(press: Press, frames: _Frames) -> Taken | None:
    """Return the milliseconds from a key press to the frames that follow, None where none does."""
    frames.first = frames.whole = 0.0
    started = time.thread_time()
    press()
    for _ in range(ANSWERS):
        if frames.whole:
            return Taken((frames.first - started) * 1000, (frames.whole - started) * 1000)
        QApplication.processEvents()
    return None


class _Frames(QObject):
    """Notes when the first frame ends in which the map is painted, and the first that is no guess.

    A window is painted in one event, all of its widgets in turn. Times are those of the thread, 0
    where no frame came since they were set so.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self.first = self.whole = 0.0
        self._view, self._port = view, view.viewport()
        self._seen = False  # whether the map is painted in the frame that is under way
        for each in (self._port, view.window()):
            each.installEventFilter(self)

    def eventFilter(  # noqa: N802 - Qt calls it by this name
        self, watched: QObject, event: QEvent
    ) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self._port:
            self._seen = True
        elif event.type() == QEvent.Type.UpdateRequest and not self.whole:
            guessed, self._seen = self._view.waits, False
            watched.event(event)
            if self._seen:
                now = time.thread_time()
                self.first = self.first or now
                self.whole = 0.0 if guessed else now
            return True
        return False
