"""How a map was looked at, so that it is found again as it was left: kept in settings, not in it.

What is kept is read back with care: the map may have changed since, and so may the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, get_args

from PySide6.QtCore import QPointF, QRectF

from journeymap.model.index import Index
from journeymap.model.journey import Metric
from journeymap.model.overlays import cuts
from journeymap.model.readings import Readings
from journeymap.model.vocabulary import LANES, Rows
from journeymap.ui.session import Session

LEAST_ZOOM, MOST_ZOOM = 0.01, 8.0
FARTHEST = 1e7  # pixels; no map reaches as far
SAME = 2.0  # pixels of the scene by which two looks at it may differ


class Camera(Protocol):
    """What is asked of the canvas."""

    fitted: bool

    @property
    def zoom(self) -> float:
        """The zoom; 1 is 100 %."""

    def seen(self) -> QRectF:
        """Return the part of the scene that is in sight."""

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom."""

    def catch_up(self) -> None:
        """Lay out at once what is to be seen."""

    def close_up(self) -> None:
        """Show no emptiness beside a map of which more could be seen."""

    def centerOn(self, pos: QPointF) -> None:
        """Bring a point into the middle."""


def how_seen(session: Session, camera: Camera) -> dict[str, Any]:
    """Return how the map is looked at, in plain values."""
    view, seen = session.view, camera.seen()
    middle = seen.center()
    return {
        "persona": view.persona,
        "lanes": list(view.lanes),
        "rows": view.rows,
        "columns": view.columns,
        "metric": view.metric,
        "period": view.period,
        "segment": [list(pair) for pair in view.segment],
        "collapsed": sorted(view.collapsed),
        "folded": sorted(view.folded),
        "fitted": bool(camera.fitted),
        "zoom": round(camera.zoom, 4),
        "x": round(middle.x(), 1),
        "y": round(middle.y(), 1),
        "width": round(seen.width(), 1),
        "height": round(seen.height(), 1),
        "selection": list(session.selection)[:1],
    }


def fields_of(how: Mapping[str, Any], index: Index, readings: Readings) -> dict[str, Any]:
    """Return the fields of the view that still fit the map."""
    found: dict[str, Any] = {}
    entries = index.entries
    for name in ("persona", "metric"):
        entry = entries.get(_text(how, name))
        if entry is not None and entry.kind == name:
            found[name] = how[name]
    entry = index.entries.get(found.get("metric", ""))
    metric = entry.record if entry is not None else None
    if isinstance(metric, Metric):
        period, parts = _text(how, "period"), _pairs(how, "segment")
        if any((r.metric, r.period) == (metric.id, period) for r in index.map.readings):
            found["period"] = period
        if any(each.cut == parts for each in cuts(index.map, metric, readings)):
            found["segment"] = parts
    lanes = tuple(lane for lane in _texts(how, "lanes") if lane in LANES)
    if lanes:
        found["lanes"] = tuple(dict.fromkeys(lanes))
    if _text(how, "rows") in get_args(Rows):
        found["rows"] = how["rows"]
    columns = how.get("columns")
    if isinstance(columns, int) and not isinstance(columns, bool) and 0 <= columns < 100:
        found["columns"] = columns
    found["collapsed"] = frozenset(
        key for key in _texts(how, "collapsed") if key in entries and entries[key].kind == "stage"
    )
    found["folded"] = frozenset(lane for lane in _texts(how, "folded") if lane in LANES)
    return found


def see_again(session: Session, camera: Camera, how: Mapping[str, Any]) -> None:
    """Look at the map as it was looked at, as far as what was seen is still there."""
    if not how:
        return
    session.set_view(**fields_of(how, session.index, session.readings))
    camera.catch_up()
    session.select(_texts(how, "selection"))
    zoom, x, y = (_number(how, name) for name in ("zoom", "x", "y"))
    if how.get("fitted") is not True and LEAST_ZOOM <= zoom <= MOST_ZOOM:
        camera.set_zoom(zoom)
        camera.centerOn(QPointF(x, y))
        seen = camera.seen()
        width, height = (_number(how, name) for name in ("width", "height"))
        if seen.width() > width + SAME or seen.height() > height + SAME:
            camera.close_up()  # the window is larger than it was


def _number(how: Mapping[str, Any], name: str) -> float:
    """Return a number that a camera can go to, 0 for any other."""
    found = how.get(name)
    if not isinstance(found, int | float) or isinstance(found, bool):
        return 0.0
    return float(found) if abs(found) < FARTHEST else 0.0


def _text(how: Mapping[str, Any], name: str) -> str:
    found = how.get(name)
    return found if isinstance(found, str) else ""


def _texts(how: Mapping[str, Any], name: str) -> list[str]:
    found = how.get(name)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _pairs(how: Mapping[str, Any], name: str) -> tuple[tuple[str, str], ...]:
    found = how.get(name)
    pairs = [each for each in found if isinstance(each, list)] if isinstance(found, list) else []
    return tuple(
        (pair[0], pair[1])
        for pair in pairs
        if len(pair) == 2 and all(isinstance(each, str) for each in pair)
    )
