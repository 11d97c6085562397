"""Sets what hovering tells as a tooltip: rich in signs, plain in words.

Names may look like markup, and Qt would take them for it, so every word is escaped; pictures are
drawn here and none is ever loaded because a map says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QScreen

from journeymap.model.text import is_rtl
from journeymap.picture.picture import Part
from journeymap.picture.theme import THEMES
from journeymap.ui import icons
from journeymap.ui.canvas.hints import About, Line, hint, of_findings
from journeymap.ui.canvas.short_tip import WIDE, fitted
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.session import Theme
from journeymap.ui.style import colors

SIZE = 15  # pixels of a sign
SHARP = 2  # pixels of the picture to one of the tooltip
LETTER = 7  # pixels that a letter takes or so


def tip_of(view: Surface, part: Part, panel: str = "") -> str:
    """Return the tooltip of a part, or of its badge for the findings `panel`; empty for nothing."""
    session = view.session
    badge = panel == "findings" and view.badges.said.get(part.key)
    if badge:
        lines = of_findings(session.index, part.key, about(view, part))
    else:
        lines = lines_of(view, part)
    return html(lines, session.lang, session.theme, view.screen())


def lines_of(view: Surface, part: Part) -> list[Line]:
    """Return what there is to tell of a part."""
    session = view.session
    return hint(session.index, part, session.view.persona, about(view, part))


def about(view: Surface, part: Part) -> About:
    """Return what is known of a part besides what its map says."""
    session, badges = view.session, view.badges
    badge = badges.badges.get(part.key)
    return About(
        badge.findings if badge else 0,
        badge.level if badge else "info",
        badges.comments.get(part.key, 0),
        session.readings,
        session.lang,
        badges.said.get(part.key, ()),
        session.view,
    )


def html(lines: Sequence[Line], lang: str, theme: Theme, screen: QScreen) -> str:
    """Return lines as Qt's rich text, in the direction of the interface, short enough to read."""
    if not lines:
        return ""
    way = "rtl" if is_rtl(lang) else "ltr"
    rows, longest = [], 0
    for line, said in fitted(lines, lang, screen):
        longest = max(longest, len(said))
        words = escape(said)
        if line.head:
            words = f"<b>{words}</b>"
        elif line.icon:
            words = f"{_image(line.icon, theme)}&nbsp; {words}"
        rows.append(f"<p dir={way} style='margin: 2px 0'>{words}</p>")
    wide = f" width={WIDE}" if longest > WIDE / LETTER else ""
    return f"<qt><table{wide}><tr><td>{''.join(rows)}</td></tr></table></qt>"


def _image(name: str, theme: Theme) -> str:
    source = _drawn(name, theme)
    return f'<img src="{source}" width={SIZE} height={SIZE} style="vertical-align: middle">'


@lru_cache(maxsize=128)
def _drawn(name: str, theme: Theme) -> str:
    """Return a sign as the address of a picture that holds itself."""
    side = SIZE * SHARP
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    table, box = THEMES[theme], QRectF(0, 0, side, side)
    if name.startswith("emotion."):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(table.color(name)))
        painter.drawEllipse(box)
        icons.paint(painter, name, box, table.color("emotion.ink"))
    else:
        icons.paint(painter, name, box, colors(theme)["tip.text"])
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    buffer.close()
    return f"data:image/png;base64,{data.toBase64().toStdString()}"
