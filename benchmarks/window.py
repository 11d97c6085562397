"""How long the whole window stands still: 1,000 touchpoints, every panel, all that is done.

A stall is what the window's thread does in one piece, from one moment at which it could paint and
listen to the next, in milliseconds on a processor; a deed may let the window have turns of its own,
and they count like those of the event loop. Each deed is done several times and its longest stall
is counted with the median of them, so that what else a machine is busy with does not count.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from compileall import compile_dir
from contextlib import contextmanager
from itertools import cycle, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QSettings
from PySide6.QtWidgets import QApplication

from benchmarks.generate import generate
from benchmarks.rows import Row, size, whole
from benchmarks.start import ROOT, compiled
from journeymap.model import edits
from journeymap.model.filtering import Filter
from journeymap.model.text import M
from journeymap.ui.app import application
from journeymap.ui.main_window import MainWindow
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings

STALL = 100  # milliseconds that nobody takes for a window that does not answer
TIMES = 5
CALM = 40  # turns of the event loop in a row that do nothing
PATIENCE = 30  # seconds
NOTHING = 1.0  # milliseconds; what the heartbeat itself may take


def stalls() -> Iterator[Row]:
    """R1: the longest stall of each deed in the full window."""
    sys.pycache_prefix = compiled()  # as it is where it was installed
    compile_dir(ROOT / "journeymap", quiet=2)  # what is loaded later, too
    with TemporaryDirectory() as folder, window_on_generated(Path(folder)) as (window, opening):
        yield _row("opening", opening)
        session = window.session
        assert session is not None
        for name, deed in _deeds(window, session).items():
            yield _row(name, statistics.median(_longest_stall(deed) for _ in range(TIMES)))


MEASURES = {"R1": stalls}


def _row(deed: str, stall: float) -> Row:
    text = f"{deed} on {size(1_000):,}: the window stands still for ≤ 100 ms"
    return Row("R1", text, STALL, stall, whole())


def _deeds(window: MainWindow, session: Session) -> dict[str, Callable[[], object]]:
    """Return what is done, each so that doing it again does something again."""
    m = session.map
    keys = cycle(t.id for t in m.touchpoints[5::97])
    names = cycle(f"Pay in the app {number}" for number in range(99))
    channels, stages = cycle(c.id for c in m.channels), cycle(s.id for s in m.stages)
    people = cycle([m.personas[0].id, ""])
    metrics = cycle([m.metrics[0].id, m.metrics[-1].id, ""])
    periods = cycle(sorted({r.period for r in m.readings if r.metric == m.metrics[0].id}))
    folds = cycle([frozenset({m.stages[1].id}), frozenset()])
    filters = cycle([Filter(channels=frozenset({m.channels[0].id})), Filter()])
    themes, languages = cycle(["dark", "light"]), cycle(["fa", "en"])
    chosen = cycle([[], [t.id for t in m.touchpoints[:900]]])  # in the end nothing
    texts = cycle(["fa", m.language])

    def edit(what: Callable[[], object]) -> Callable[[], object]:
        return lambda: session.commit(M("Edit"), lambda _: what())  # type: ignore[arg-type,return-value]  # each returns a map

    def connect() -> object:
        return edits.connect(session.map, next(keys), next(keys))

    def delete() -> object:
        return edits.delete(session.map, [session.map.touchpoints[-7].id])

    def overlay() -> None:
        session.set_view(metric=next(metrics), period="")

    def play() -> None:
        session.set_view(metric=m.metrics[0].id, period=next(periods))

    return {
        "selecting": lambda: session.jump(next(keys)),
        "selecting everything": lambda: session.select(next(chosen)),
        "renaming": edit(lambda: edits.change(session.map, next(keys), name=next(names))),
        "rating": edit(lambda: edits.change(session.map, next(keys), emotion=1)),
        "moving": edit(lambda: edits.change(session.map, next(keys), channel=next(channels))),
        "moving to another stage": edit(
            lambda: edits.change(session.map, next(keys), stage=next(stages))
        ),
        "connecting": edit(connect),
        "deleting": edit(delete),
        "undoing": session.undo,
        "redoing": session.redo,
        "a persona": lambda: session.set_view(persona=next(people)),
        "another overlay": overlay,
        "the next period": play,
        "collapsing a stage": lambda: session.set_view(collapsed=next(folds)),
        "filtering": lambda: session.set_filter(next(filters)),
        "another theme": lambda: window.choose_theme(next(themes)),
        "another language of the map": lambda: session.set_view(language=next(texts)),
        "another language of the window": lambda: window.choose_language(next(languages)),
    }


@contextmanager
def window_on_generated(folder: Path) -> Iterator[tuple[MainWindow, float]]:
    """Yield a window on a map of 1,000 with all panels, and its longest stall while opening."""
    application()
    path = folder / "generated.yaml"
    path.write_text(generate(size(1_000)), encoding="utf-8")
    store = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Settings(store), "en", "light")
    window.resize(1600, 900)
    window.show()
    calm(lambda: window.workspace is not None)
    opening = _longest_stall(lambda: window.open_first(path))
    yield window, opening
    if window.session is not None:
        window.session.close()
    window.hide()
    window.deleteLater()


def _longest_stall(deed: Callable[[], object]) -> float:
    """Return the longest turn of the event loop from a deed until nothing is left to do."""
    gc.collect()
    moments = [time.thread_time()]
    dispatcher = QAbstractEventDispatcher.instance()
    heard = dispatcher.awake.connect(lambda: moments.append(time.thread_time()))
    deed()
    calm()
    dispatcher.awake.disconnect(heard)
    moments.append(time.thread_time())
    return max(after - before for before, after in pairwise(moments)) * 1000


def calm(ready: Callable[[], bool] = lambda: True, turns: int = CALM) -> None:
    """Turn the event loop until it is idle for that many turns in a row."""
    app = QApplication.instance()
    assert app is not None
    until = time.monotonic() + PATIENCE
    idle = 0
    while idle < turns and time.monotonic() < until:
        started = time.thread_time()
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 0)
        nothing = (time.thread_time() - started) * 1000 < NOTHING
        idle = idle + 1 if nothing and ready() else 0
        if nothing:
            time.sleep(0.01)  # what a worker does is told by it
