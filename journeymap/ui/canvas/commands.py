"""What the actions do that belong to the canvas: zoom, select what is similar, fold, follow links.

They change what is selected and what is shown; of the map only what `keep-view` writes into it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF

from journeymap.model.index import Key
from journeymap.model.journey import Stage, Touchpoint
from journeymap.model.text import M
from journeymap.picture.picture import Part
from journeymap.ui.canvas import folding
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.canvas.similar import LIKENESSES, Likeness, similar
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.session import Session

STEP = 1.25  # of the zoom, for one press of a key


def handlers(session: Session, canvas: Surface) -> dict[str, Callable[[], object]]:
    """Return action id -> what it does, for the actions of the canvas."""
    made: dict[str, Callable[[], object]] = {
        "fit": canvas.fit,
        "zoom-100": lambda: actual_size(canvas),
        "zoom-in": lambda: zoom(canvas, STEP),
        "zoom-out": lambda: zoom(canvas, 1 / STEP),
        "zoom-selection": lambda: show_selection(canvas),
        "collapse": lambda: folding.collapse_selected(session),
        "collapse-all": lambda: folding.collapse_all(session),
        "expand-all": lambda: folding.expand_all(session),
        "keep-view": lambda: folding.keep_view(session),
        "open-link": lambda: open_link(session),
    }
    made.update({f"select-{what}": partial(select_similar, session, what) for what in LIKENESSES})
    return made


# ---------------------------------------------------------------- zoom


def selected_area(canvas: Surface) -> QRectF:
    """Return the part of the scene that the selection takes, empty when nothing of it is shown."""
    found = QRectF()
    for key in canvas.session.selection:
        part = canvas.part_of(key)
        if part is not None:
            found = found.united(rect_of(part.box).translated(*canvas.pins().offset(part)))
    return found


def show_selection(canvas: Surface) -> None:
    """Zoom so that the selection fills the view, not nearer than 100 %.

    A stage is its column with all its cards. A lane fills the height and is shown from its
    beginning on, large enough to be read.
    """
    if canvas.picture is None:
        return
    bounds, area = canvas.picture.bounds, QRectF()
    parts = [part for key in canvas.session.selection if (part := canvas.part_of(key))]
    for part in parts:
        if part.pin == "top":
            area = area.united(column_of(canvas, part))
        elif part.pin == "start":
            area = area.united(QRectF(bounds.x, part.box.y, bounds.w, part.box.h))
        else:
            area = area.united(rect_of(part.box))
    if area.isEmpty():
        return
    if all(part.pin == "start" for part in parts):
        canvas.show_from(area)
        return
    canvas.show_area(area)
    if any(part.pin == "top" for part in parts):
        canvas.close_up()


def column_of(canvas: Surface, stage: Part) -> QRectF:
    """Return the part of the scene that a stage heads: as wide as it is, as high as its cards."""
    session, found = canvas.session, rect_of(stage.box)
    members = [canvas.part_of(t.id) for t in session.map.touchpoints if t.stage == stage.key]
    boxes = [card.box for card in (canvas.summaries.get(stage.key), *members) if card is not None]
    if not boxes:
        return found
    top, bottom = min(box.y for box in boxes), max(box.bottom for box in boxes)
    return QRectF(found.x(), top, found.width(), bottom - top)


def actual_size(canvas: Surface) -> None:
    """Zoom to 100 %, with the selection in the middle where there is one."""
    area = selected_area(canvas)
    canvas.set_zoom(1.0)
    if not area.isEmpty():
        canvas.centre_on(area.center())


def zoom(canvas: Surface, factor: float) -> None:
    """Zoom by a factor around the selection where it is in sight, else around the middle."""
    area = selected_area(canvas).intersected(canvas.seen())
    at: QPointF | None = None
    if not area.isEmpty():
        at = canvas.viewportTransform().map(area.center())
    canvas.zoom_by(factor, at)


# ---------------------------------------------------------------- selecting


def select_similar(session: Session, what: Likeness) -> None:
    """Select every touchpoint that is like the selected ones, and say how many they are."""
    keys = similar(session.index, session.selection, what, session.view.persona)
    if keys:
        session.select(keys)
        n = len(keys)
        session.told.emit(M("{n} touchpoint selected", plural="{n} touchpoints selected", n=n))


# ---------------------------------------------------------------- links


def link_of(session: Session, key: Key) -> str:
    """Return the map that a touchpoint or stage has of its own, empty when it has none."""
    entry = session.index.get(key)
    record = entry.record if entry is not None else None
    return (record.journey or "") if isinstance(record, Touchpoint | Stage) else ""


def open_link(session: Session, key: Key = "") -> bool:
    """Ask the window for the linked map of a record, the selected one by default."""
    chosen = session.selection
    key = key or (chosen[0] if len(chosen) == 1 else "")
    journey = link_of(session, key)
    if not journey:
        session.refused.emit(M("no map of its own is linked here"))
        return False
    session.link_wanted.emit(key, journey)
    return True
