"""The map on paper: what is printed, how, and the same sheets for preview, printer and PDF.

Paper is white, so that the light theme is printed whatever the window shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from journeymap.picture.picture import Picture
from journeymap.picture.theme import THEMES
from journeymap.ui.output.pdf import written
from journeymap.ui.output.sheets import Paper, Spread, paint_sheet, spread
from journeymap.ui.paint import Images, no_images, prepared

PAPERS = ("A4", "A3", "A2", "A1", "A0", "Letter", "Legal", "Tabloid")
MARGIN = 10.0  # millimetres
DOTS = 300  # to the inch, in a PDF


class Plan(NamedTuple):
    """How the map is to be printed."""

    paper: str = "A4"
    landscape: bool = True
    poster: bool = False
    size: float = 1.0  # of a poster: 1 is the size of the map at 100 %
    head: str = ""
    foot: str = ""


class Print(NamedTuple):
    """A map on its sheets, ready to be painted."""

    picture: Picture
    plan: Plan
    paper: Paper
    sheets: Spread
    images: Images


def page_layout(plan: Plan) -> QPageLayout:
    """Return paper, orientation and margins as Qt wants them."""
    way = QPageLayout.Orientation.Landscape if plan.landscape else QPageLayout.Orientation.Portrait
    size = QPageSize(getattr(QPageSize.PageSizeId, plan.paper))
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    return QPageLayout(size, way, margins, QPageLayout.Unit.Millimeter)


def laid(
    picture: Picture, plan: Plan, page: QPageLayout | None = None, images: Images = no_images
) -> Print:
    """Return the map on sheets of the plan's paper, or of a printer's own `page`."""
    room = (page or page_layout(plan)).paintRect(QPageLayout.Unit.Millimeter)
    paper = Paper(room.width(), room.height(), plan.head, plan.foot)
    return Print(picture, plan, paper, spread(picture, paper, plan.poster, plan.size), images)


def paint_on(
    device: QPagedPaintDevice, what: Print, dots: float, going_on: Callable[[], bool] | None = None
) -> bool:
    """Return whether all sheets were painted; `dots` are the device's pixels to the inch.

    `going_on` is asked before each sheet.
    """
    ready = prepared(what.picture, THEMES["light"], what.images)
    painter = QPainter(device)
    try:
        for number in range(len(what.sheets.tiles)):
            if going_on is not None and not going_on():
                return False
            if number:
                device.newPage()
            paint_sheet(painter, dots / 25.4, what.paper, what.sheets, number, ready)
    finally:
        painter.end()
    return True


def as_pdf(what: Print, title: str, going_on: Callable[[], bool] | None = None) -> bytes:
    """Return the sheets as a PDF file; empty when `going_on` said to stop."""
    return written(
        what.picture, title, DOTS, page_layout(what.plan),
        lambda writer: paint_on(writer, what, DOTS, going_on),
    )  # fmt: skip
