"""Frames of the canvas on large maps, the collector after loading, and shaping.

A frame is one repaint of a shown canvas of 1280 × 720 by the raster engine. A steady frame is the
median of seven where nothing moves, taken at every zoom of a sweep; the worst of those counts. A
frame of the sweep is the first one after each step of zoom, when everything is new at that zoom;
the sweep is made three times and each step counts with its best. Figures are milliseconds of the
window's thread on a processor: what else a machine is busy with is not the canvas's.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.generate import generate
from benchmarks.rows import Row, size
from journeymap.files.reader import read_bytes
from journeymap.model.journey import JourneyMap
from journeymap.ui import texts
from journeymap.ui.app import application
from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.session import Session
from journeymap.ui.style import apply

FRAME = 16.7  # milliseconds at 60 frames a second
STEP = 1.12  # of the zoom sweep
SETTLED = 2000  # frames after which a view has to be complete


def frames() -> Iterator[Row]:
    """V1: steady frames and the worst frame of a zoom sweep on 10,000 and 50,000."""
    for count in (10_000, 50_000):
        with _canvas(size(count)) as view:
            steady, sweep = _sweep(view)
            fling = _fling(view)
        yield Row("V1", f"{count:,}: the slowest steady frame ≤ 16.7 ms", FRAME, steady)
        yield Row("V1", f"{count:,}: the worst frame of a zoom sweep ≤ 16.7 ms", FRAME, sweep)
        yield Row("V1", f"{count:,}: the worst frame of a fling ≤ 16.7 ms", FRAME, fling)


def collector() -> Iterator[Row]:
    """V2: a full collection after a map of 10,000 has been read and shown."""
    with _canvas(size(10_000)) as view:
        _settle(view)
        gc.collect()  # what starting up left behind
        times = [_timed(gc.collect) for _ in range(5)]
    yield Row("V2", "a full collection after loading 10,000 ≤ 2 ms", 2, statistics.median(times))


def shaping() -> Iterator[Row]:
    """T1: texts shaped in steady frames, at every zoom of a sweep and in both themes."""
    with _canvas(size(10_000), language="mixed") as view:
        shaped = 0
        for zoom in _zooms(view):
            _look(view, zoom)
            _settle(view)
            before = texts.shaped.cache_info().misses
            for _ in range(3):
                _frame(view)
            shaped += texts.shaped.cache_info().misses - before
    yield Row("T1", "texts shaped in steady frames: none", 0, shaped)


MEASURES = {"V1": frames, "V2": collector, "T1": shaping}


@contextmanager
def _canvas(touchpoints: int, language: str = "en") -> Iterator[CanvasView]:
    app = application()
    apply(app, "light")  # as in the window: what is dressed is painted otherwise
    session = Session(_map(touchpoints, language))
    view = CanvasView(session)
    view.resize(1280, 720)
    view.show()
    view.activateWindow()
    view.setFocus()
    app.processEvents()
    yield view
    session.close()
    view.close()
    view.deleteLater()


def _map(touchpoints: int, language: str) -> JourneyMap:
    text = generate(touchpoints, 1, language)
    return read_bytes(text.encode(), "generated.yaml").map


def _timed(work: object) -> float:
    started = time.thread_time()
    work()  # type: ignore[operator]  # any callable will do
    return (time.thread_time() - started) * 1000


def _frame(view: CanvasView) -> float:
    return _timed(view.viewport().repaint)


def _settle(view: CanvasView) -> None:
    """Paint until a frame leaves nothing for the next."""
    for _ in range(SETTLED):
        _frame(view)
        if not view.layer.frames_unready:
            return
    raise AssertionError(f"the view is never complete at zoom {view.zoom:.3f}")


def _look(view: CanvasView, zoom: float) -> None:
    picture = view.picture
    assert picture is not None
    view.set_zoom(zoom)
    view.centerOn(picture.bounds.w / 2, picture.bounds.h * 0.4)


def _zooms(view: CanvasView) -> list[float]:
    view.fit()
    zooms = [view.zoom]
    while zooms[-1] < 2:
        zooms.append(zooms[-1] * STEP)
    return zooms


def _sweep(view: CanvasView) -> tuple[float, float]:
    """Return the slowest steady frame and the worst first frame over a sweep in and out."""
    zooms = _zooms(view)
    steady = []
    for zoom in zooms:
        _look(view, zoom)
        _settle(view)
        steady.append(statistics.median(_frame(view) for _ in range(7)))
    way = [*zooms, *reversed(zooms)]
    rounds = []
    for _ in range(3):
        moving = []
        for zoom in way:
            _look(view, zoom)
            moving.append(_frame(view))
        rounds.append(moving)
    return max(steady), max(min(times) for times in zip(*rounds, strict=True))


def _fling(view: CanvasView) -> float:
    """Return the worst frame while the map flies by at 100 %, each place at its best of three."""
    rounds = []
    for _ in range(3):
        _look(view, 1.0)
        times = []
        for _ in range(120):
            view.scroll_by(90, 30)
            times.append(_frame(view))
        rounds.append(times)
    return max(min(times) for times in zip(*rounds, strict=True))
