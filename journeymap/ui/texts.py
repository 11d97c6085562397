"""Text blocks as shaped glyphs: made once, painted from then on without shaping.

Each line is shaped as a string of its own, in the direction of the block's first strong letter: a
Persian name that breaks before a Latin word stays a Persian text. What `QtMeasure` measured is set
with the same fonts here.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGlyphRun, QRawFont, QTextLayout, QTextOption

from journeymap.model.text import text_is_rtl
from journeymap.picture.picture import TextBlock
from journeymap.ui.fonts import font_of
from journeymap.ui.per_thread import per_thread

WIDE = 1e6  # no line is broken here: the block says where lines end


Line: TypeAlias = tuple[QGlyphRun, ...]  # the glyphs of a line, its baseline at 0


@per_thread(1 << 16)
def shaped(block: TextBlock, language: str = "") -> tuple[Line, ...]:
    """Return the lines of a block ready to paint; `language` chooses between the Han fonts.

    They may be painted only in the thread that asked for them, and while it lasts.
    """
    return tuple(tuple(layout.glyphRuns()) for layout in _layouts(block, language))


def spelled(block: TextBlock, language: str = "") -> Iterator[tuple[QRawFont, int, str]]:
    """Yield the glyphs of a block as they are painted: font, glyph, and the letters it shows.

    The letters are empty where several glyphs show them together.
    """
    everything = QTextLayout.GlyphRunRetrievalFlag.RetrieveAll
    for layout in _layouts(block, language):
        text = layout.text().encode("utf-16-le")
        runs = layout.glyphRuns(-1, -1, everything)
        starts = [start for run in runs for start in run.stringIndexes()]
        ends = dict(pairwise(sorted({*starts, len(text) // 2})))
        shared = Counter(starts)
        for run in runs:
            font = run.rawFont()
            for glyph, start in zip(run.glyphIndexes(), run.stringIndexes(), strict=False):
                letters = text[2 * start : 2 * ends[start]] if shared[start] == 1 else b""
                yield font, glyph, _seen(letters.decode("utf-16-le"))


def _seen(letters: str) -> str:
    """Return the letters without direction marks and joiners, which borrow the blank's glyph."""
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Cf")


def _layouts(block: TextBlock, language: str) -> list[QTextLayout]:
    text = "".join(block.lines)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    rtl = text_is_rtl(text)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    face = font_of(text, block.style, language)
    layouts = []
    for line in block.lines:
        layout = QTextLayout(line, face)
        layout.setTextOption(option)
        layout.beginLayout()
        laid = layout.createLine()
        if laid.isValid():  # an empty line is not
            laid.setLineWidth(WIDE)
            laid.setPosition(QPointF(0, -laid.ascent()))
        layout.endLayout()
        layouts.append(layout)
    return layouts
