"""Where words and map stand on the screen of a presentation.

A caption over the map, a panel at its end side, or a page of one or two columns without a map.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize

from journeymap.model.text import is_rtl
from journeymap.picture.theme import Theme
from journeymap.ui.presenting.panel import Column
from journeymap.ui.presenting.rail import HIGH
from journeymap.ui.presenting.words import Block, Speech

SIDE = 0.36  # share of the screen that a panel takes
PAD = 44  # pixels around everything, at 1080 lines
PAGE, HALF = 0.74, 0.44  # share of the screen that the columns of a page take


class Columns(NamedTuple):
    """What words stand in; a page takes the last two."""

    caption: Column
    panel: Column
    beside: Column


def arrange(
    columns: Columns, said: Speech, size: QSize, unit: float, theme: Theme, language: str
) -> QRectF:
    """Put the words at their places and return where the map may be; `unit` is 1 at 1080 lines."""
    w, h = size.width(), size.height()
    pad, foot = round(PAD * unit), round((HIGH + 14) * unit)
    rtl = is_rtl(language)

    def fill(column: Column, blocks: Sequence[Block], room: QSize) -> int:
        column.setVisible(bool(blocks))
        return column.fill(blocks, unit, theme, language, room) if blocks else 0

    caption, panel, beside = columns
    if said.page:
        caption.hide()
        wide = round(w * (HALF if said.beside else PAGE))
        room = QSize(wide, h - 2 * pad - foot)
        high = max(fill(panel, said.page, room), fill(beside, said.beside, room))
        y = pad + max((room.height() - high) // 2, 0)
        x = (w - 2 * wide) // 3 if said.beside else (w - wide) // 2
        second = w - wide - x
        panel.move(second if said.beside and rtl else x, y)
        beside.move(x if rtl else second, y)
        return QRectF(0, 0, w, h)
    beside.hide()
    top = pad
    if high := fill(caption, said.caption, QSize(w - 2 * pad, round(h * 0.3))):
        caption.move(pad, round(pad * 0.6))
        top = caption.y() + high + round(20 * unit)
    port = QRectF(pad, top, w - 2 * pad, h - top - foot)
    wide = round(w * SIDE)
    if fill(panel, said.panel, QSize(wide - pad, h - top - foot)):
        panel.move(pad if rtl else w - wide, top)
        gap = wide + round(16 * unit)
        port.setWidth(w - pad - gap)
        if rtl:
            port.moveLeft(gap)
    return port
