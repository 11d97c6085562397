"""Sets what hovering tells as a tooltip: rich in signs, plain in words.

Names may look like markup, and Qt would take them for it, so every word is escaped; pictures are
drawn here and none is ever loaded because a map says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from journeymap.model.text import is_rtl, say
from journeymap.picture.picture import Part
from journeymap.picture.theme import THEMES
from journeymap.ui import icons
from journeymap.ui.canvas.hints import About, Line, hint
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.session import Theme
from journeymap.ui.style import colors

SIZE = 15  # pixels of a sign
SHARP = 2  # pixels of the picture to one of the tooltip
WIDE = 320  # pixels; longer lines wrap


def tip_of(view: Surface, part: Part) -> str:
    """Return the tooltip of a part, empty when there is nothing to tell."""
    session = view.session
    badge = view.badges.badges.get(part.key)
    about = About(
        badge.findings if badge else 0,
        badge.level if badge else "info",
        view.badges.comments.get(part.key, 0),
        session.readings,
        session.lang,
    )
    return html(hint(session.index, part, session.view.persona, about), session.lang, session.theme)


def html(lines: Sequence[Line], lang: str, theme: Theme) -> str:
    """Return lines as Qt's rich text, in the direction of the interface."""
    if not lines:
        return ""
    rtl = is_rtl(lang)
    way = "rtl" if rtl else "ltr"
    rows = []
    for line in lines:
        words = escape(say(line.words, lang))
        if line.head:
            rows.append(f"<tr><td colspan=2 dir={way}><b>{words}</b></td></tr>")
        elif line.icon:
            sign = f"<td width={SIZE + 5}>{_image(line.icon, theme)}</td>"
            cells = (f"<td dir={way}>{words}</td>", sign)
            rows.append(f"<tr>{''.join(cells if rtl else reversed(cells))}</tr>")
        else:
            rows.append(f"<tr><td colspan=2 dir={way}>{words}</td></tr>")
    longest = max(len(say(line.words, lang)) for line in lines)
    wide = f" width={WIDE}" if longest > WIDE / 7 else ""
    side = "right" if rtl else "left"
    return f"<qt><table cellspacing=1 align={side}{wide}>{''.join(rows)}</table></qt>"


def _image(name: str, theme: Theme) -> str:
    return f'<img src="{_drawn(name, theme)}" width={SIZE} height={SIZE}>'


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
