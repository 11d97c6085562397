"""Text blocks as shaped glyphs: made once, painted from then on without shaping.

Each line is shaped as a string of its own, in the direction of the block's first strong letter: a
Persian name that breaks before a Latin word stays a Persian text. What `QtMeasure` measured is set
with the same fonts here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGlyphRun, QTextLayout, QTextOption

from journeymap.model.text import text_is_rtl
from journeymap.picture.picture import TextBlock
from journeymap.ui.fonts import font_of

WIDE = 1e6  # no line is broken here: the block says where lines end


Line: TypeAlias = tuple[QGlyphRun, ...]  # the glyphs of a line, its baseline at 0


@lru_cache(maxsize=1 << 16)
def shaped(block: TextBlock, language: str = "") -> tuple[Line, ...]:
    """Return the lines of a block ready to paint; `language` chooses between the Han fonts."""
    text = "".join(block.lines)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    rtl = text_is_rtl(text)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    face = font_of(text, block.style, language)
    lines: list[Line] = []
    for line in block.lines:
        layout = QTextLayout(line, face)
        layout.setTextOption(option)
        layout.beginLayout()
        laid = layout.createLine()
        if not laid.isValid():  # an empty line
            layout.endLayout()
            lines.append(())
            continue
        laid.setLineWidth(WIDE)
        laid.setPosition(QPointF(0, -laid.ascent()))
        layout.endLayout()
        lines.append(tuple(layout.glyphRuns()))
    return tuple(lines)
