"""A picture as PDF: one page of a paper size, or one page as large as the picture.

Text stays text in the fonts it was measured with, which Qt embeds. A map larger than its paper is
made smaller and stands in the middle; it is never cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, get_args

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QRawFont

from journeymap.picture.draw import shapes
from journeymap.picture.picture import Picture
from journeymap.picture.shapes import Text
from journeymap.picture.theme import Theme
from journeymap.ui.fonts import ensure_gui_app
from journeymap.ui.output.pdf_letters import with_letters
from journeymap.ui.paint import Images, no_images, paint
from journeymap.ui.texts import spelled

Page = Literal["", "A0", "A1", "A2", "A3", "A4"]
PAGES: tuple[Page, ...] = get_args(Page)
POINTS = 0.75  # of 1/72 inch in a pixel of 1/96 inch
LARGEST_PAGE = 14_400  # points; PDF readers show no larger page
RESOLUTION = 288


def pdf(
    picture: Picture,
    theme: Theme,
    title: str = "",
    page: Page = "",
    landscape: bool = True,
    margin: float = 10.0,
    images: Images = no_images,
) -> bytes:
    """Return the picture as a PDF file of one page.

    `page` is a paper size, or empty for a page as large as the picture; `margin` is in millimetres
    and stands only on paper. `title` becomes the document's title.
    """
    ensure_gui_app()

    def paint_page(writer: QPdfWriter) -> bool:
        painter = QPainter(writer)
        draw_on_page(painter, QRectF(0, 0, writer.width(), writer.height()), picture, theme, images)
        painter.end()
        return True

    return written(
        picture, title, RESOLUTION, _layout(picture, page, landscape, margin), paint_page
    )


def written(
    picture: Picture,
    title: str,
    dots: int,
    page: QPageLayout,
    paint_pages: Callable[[QPdfWriter], bool],
) -> bytes:
    """Return what `paint_pages` paints of a picture as a PDF file, empty when it says it stopped.

    `dots` are the pixels to the inch. The text of the file is spelt as the map spells it.
    """
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("journeymap")
    writer.setResolution(dots)
    writer.setPageLayout(page)
    done = paint_pages(writer)
    buffer.close()
    return with_letters(bytes(data.data()), _letters_of(picture)) if done else b""


def _letters_of(picture: Picture) -> Iterator[tuple[QRawFont, int, str]]:
    """Yield which letters each painted glyph of a picture stands for; see `pdf_letters.py`."""
    for part in picture.parts:
        for shape in shapes(part.face):
            if isinstance(shape, Text):
                yield from spelled(shape.block, picture.language)


def draw_on_page(
    painter: QPainter,
    page: QRectF,
    picture: Picture,
    theme: Theme,
    images: Images = no_images,
) -> None:
    """Paint the picture as large as `page` allows, in the middle of it; also for printers."""
    bounds = picture.bounds
    scale = min(page.width() / max(bounds.w, 1), page.height() / max(bounds.h, 1))
    painter.translate(
        page.x() + (page.width() - bounds.w * scale) / 2,
        page.y() + (page.height() - bounds.h * scale) / 2,
    )
    painter.scale(scale, scale)
    painter.translate(-bounds.x, -bounds.y)
    paint(painter, picture, theme, images)


def _layout(picture: Picture, page: Page, landscape: bool, margin: float) -> QPageLayout:
    if page:
        way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
        size = QPageSize(getattr(QPageSize.PageSizeId, page))
        margins = QMarginsF(margin, margin, margin, margin)
        return QPageLayout(size, way, margins, QPageLayout.Unit.Millimeter)
    width, height = picture.bounds.w * POINTS, picture.bounds.h * POINTS
    share = min(1.0, LARGEST_PAGE / max(width, height, 1))
    points = QSizeF(max(width * share, 3), max(height * share, 3))
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    size = QPageSize(points, QPageSize.Unit.Point, "", exact)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())
