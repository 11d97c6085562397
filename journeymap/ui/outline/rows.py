"""How a row of the outline looks and what it says: marks, name, face, star, count, dot of pain.

It draws nodes and changes nothing; what is spoken says all that is drawn.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid

from journeymap.model.journey import Flow, Opportunity, PainPoint, Parked, Touchpoint
from journeymap.model.labels import KIND_NAMES, field_name
from journeymap.model.text import M, Message, say, say_number
from journeymap.model.vocabulary import NAMES
from journeymap.picture.theme import THEMES
from journeymap.ui.controls import Field
from journeymap.ui.field_edits import value_of
from journeymap.ui.guard import guarded
from journeymap.ui.icons import paint
from journeymap.ui.outline.nodes import ASTRAY, GROUPS, OPEN, Node, shown
from journeymap.ui.outline.tree import NODE
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px
from journeymap.ui.wrapped import Wrapping

Where = QModelIndex | QPersistentModelIndex
ROW, MARGIN = 26, 8  # height of a row, room at its end, in pixels at the usual text size
ICON, SQUARE, GAP, FOLD = 14, 10, 6, 14  # marks at the start of a row, and room for the fold mark
BEFORE = FOLD + ICON + GAP  # what stands before the name
ABOVE = 4  # pixels above and below the words of a note
ICONS = {
    "pain_point": ("pain", "pain"),
    "opportunity": ("opportunity", "opportunity"),
    "backstage": ("backstage", "text.soft"),
    "metric": ("metrics", "text.soft"),
    "persona": ("persona", "text.soft"),
    "parking": ("parking", "text.soft"),
}
TITLES = {name: title for name, title, _ in GROUPS} | {"astray": ASTRAY}
RATED = ("success", "effort", "emotion", "importance")


class Room(NamedTuple):
    """A row's box, the ends between which its parts stand, and the side it begins at."""

    box: QRectF
    left: float
    right: float
    rtl: bool


def title_of(node: Node, lang: str) -> str:
    """Return what a group is called."""
    return say(TITLES[node.group], lang) if node.group in TITLES else ""


def emotion_of(node: Node, session: Session) -> int | None:
    """Return the emotion that a row shows: of the persona in view, else of everybody."""
    if not isinstance(node.record, Touchpoint):
        return None
    value: int | None = value_of(node.record, "emotion", session.view.persona)
    return value


def spoken(node: Node, session: Session) -> str:
    """Return a row in words: name, kind, ratings, and how much hangs on it."""
    lang = session.lang
    if not node.kind:
        return ", ".join((title_of(node, lang), *_counted(node, lang)))
    parts: list[str] = [node.text, say(KIND_NAMES[node.kind], lang)]
    record = node.record
    if isinstance(record, Touchpoint):
        channel = session.index.channel(record.channel)
        parts += [channel.name] if channel else []
        parts += [say(M("Moment of truth"), lang)] if record.moment_of_truth else []
        for name in RATED:
            value = value_of(record, name, session.view.persona)
            if value is not None:
                parts.append(f"{say(field_name(name), lang)} {say_number(value, lang)}")
    elif isinstance(record, Flow):
        parts.append(say(NAMES["flow"][record.kind], lang))
    elif isinstance(record, PainPoint | Opportunity):
        word = "pain" if isinstance(record, PainPoint) else "opportunity"
        parts.append(say(NAMES[word][record.status], lang))
        parts += [say(votes_in(record), lang)] if record.votes else []
        severity = getattr(record, "severity", None)
        if severity is not None:
            parts.append(f"{say(field_name('severity'), lang)} {say_number(severity, lang)}")
    elif isinstance(record, Parked):
        parts.append(say(votes_in(record), lang))
    parts += _counted(node, lang)
    if node.pains:
        pains = M("{n} pain point", plural="{n} pain points", n=node.pains)
        parts.append(say(pains, lang))
    if node.key in session.faded:
        parts.append(say(M("faded by the filter"), lang))
    return ", ".join(parts)


def votes_in(record: Parked | PainPoint | Opportunity) -> Message:
    """Return how many dot votes a record has, in words."""
    return M("{n} vote", plural="{n} votes", n=record.votes or 0)


def _counted(node: Node, lang: str) -> list[str]:
    if node.count < 0:
        return []
    if node.kind == "stage":
        counted = M("{n} touchpoint", plural="{n} touchpoints", n=node.count)
        return [say(counted, lang)]
    return [say_number(node.count, lang)]


def _high(font: QFont) -> int:
    """Return how high a row of one line is."""
    return max(ROW, QFontMetrics(font).height() + 2 * ABOVE)


def _small(font: QFont) -> QFont:
    """Return the font of what stands at the end of a row."""
    small = QFont(font)
    small.setPixelSize(max(font.pixelSize() - px(2), 9))
    return small


def _depth(node: Node) -> int:
    """Return how many rows a row stands under."""
    above, depth = node.parent, -1
    while above is not None:
        above, depth = above.parent, depth + 1
    return depth


class OutlineDelegate(QStyledItemDelegate):
    """Draws a row: what folds it, its mark, its name, and at its end what is to be seen at once."""

    def __init__(self, session: Session, tree: QTreeView) -> None:
        super().__init__(tree)
        self._session, self._tree = session, tree
        self._editor: QWidget | None = None  # in which a name is being typed
        self._named = QPersistentModelIndex()  # the row whose name it is
        self._wrapping = Wrapping()
        self.voting: dict[str, QRectF] = {}  # where the votes of a note were drawn last
        self.closeEditor.connect(self._forget)

    def sizeHint(self, option: QStyleOptionViewItem, where: Where) -> QSize:
        if not self._tree.uniformRowHeights():  # measured are the rows of notes, and no others
            node: Node = where.data(NODE)
            if node.kind == "parking":
                return QSize(60, self._high_note(node, option.font))
        return QSize(60, _high(option.font))

    def _high_note(self, node: Node, font: QFont) -> int:
        """Return how high the row of a note is.

        The words of a long one have the width to themselves, and its votes a line under them.
        """
        before = self._tree.indentation() * _depth(node) + px(BEFORE) + 1
        width = self._tree.viewport().width() - before - MARGIN
        small = QFontMetrics(_small(font))
        votes = small.horizontalAdvance(self._end_words(node)) + px(GAP) + 5
        if QFontMetrics(font).horizontalAdvance(node.text) + votes <= width:
            return _high(font)
        return self._wrapping.height(node.text, font, width) + small.height() + 2 * ABOVE

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, where: Where) -> None:
        node: Node = where.data(NODE)
        session = self._session
        table = colors(session.theme)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        box = QRectF(option.rect)
        # the ground runs over the indent, as wide as the list
        ground = QRectF(2, box.y() + 1, self._tree.viewport().width() - 6, box.height() - 2)
        state, flag = option.state, QStyle.StateFlag
        chosen = bool(state & flag.State_Selected)
        faded = node.key in session.faded
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or (state & flag.State_MouseOver and node.key):
            painter.setBrush(QColor(table["chosen" if chosen else "hover"]))
            painter.drawRoundedRect(ground, 6, 6)
        if state & flag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(table["accent"]))
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        left, right = box.left() + 1, box.right() - MARGIN
        if rtl:
            left, right = box.left() + MARGIN, box.right() - 1
        more = 0.0  # height under the first line, of a note that has several
        if node.kind == "parking" and box.height() > _high(option.font):
            first = self._wrapping.line(node.text, option.font) + 2 * ABOVE
            more = box.height() - first
            box.setHeight(first)  # the marks stand beside it
        room = Room(box, left, right, rtl)
        painter.setOpacity(0.45 if faded else 1.0)
        start = self._paint_start(painter, node, room, table)
        end = 0.0 if more > 0 else self._paint_end(painter, node, room, table, option.font)
        painter.setOpacity(1.0)
        text = QRectF(box)
        text.setLeft(left + (end if rtl else start))
        text.setRight(right - (start if rtl else end))
        font = QFont(option.font)
        # a long note stays as it was measured
        font.setBold(more <= 0 and (node.kind == "stage" or chosen))
        font.setItalic(faded)  # not by colour alone
        painter.setFont(font)
        quiet = node.kind is None or node.kind == "flow" or faded
        tone = "chosen.text" if chosen and not faded else "text.soft" if quiet else "text"
        painter.setPen(QColor(table[tone]))
        if more > 0:
            self._paint_note(painter, node, text, more, rtl)
            painter.restore()
            return
        words = shown(node, where.data(), session.lang)
        words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(text.width()))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(text, int(flags) | int(Qt.TextFlag.TextSingleLine), words)
        painter.restore()

    def _paint_note(
        self, painter: QPainter, node: Node, text: QRectF, more: float, rtl: bool
    ) -> None:
        """Paint a note whole, in lines, and its votes under it."""
        at = text.topLeft() + QPointF(0, ABOVE)
        self._wrapping.paint(painter, node.text, at, int(text.width()), rtl)
        small = _small(painter.font())
        small.setItalic(False)
        words, metrics = self._end_words(node), QFontMetrics(small)
        wide, high = metrics.horizontalAdvance(words) + 2.0, float(metrics.height())
        x = text.right() - wide if rtl else text.left()
        spot = QRectF(x, text.bottom() + more - high - ABOVE, wide, high)
        painter.setPen(QColor(colors(self._session.theme)["text.soft"]))
        painter.setFont(small)
        painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), words)
        self.voting[node.key] = spot

    def _paint_start(
        self, painter: QPainter, node: Node, room: Room, table: dict[str, str]
    ) -> float:
        """Return how much room the fold mark and the mark of the kind took."""
        box, left, right, rtl = room
        middle = box.center().y()

        def place(wide: float, from_start: float) -> QRectF:
            size, after = px(wide), px(from_start)
            x = right - after - size if rtl else left + after
            return QRectF(x, middle - size / 2, size, size)

        if node.children:
            open_ = self._tree.isExpanded(self._tree.model().where_of(node))  # type: ignore[attr-defined] # the outline's model
            name = "expand" if open_ else "forward"
            paint(painter, name, place(10, 1), table["text.soft"], flip=rtl)
        theme = THEMES[self._session.theme]
        used = float(FOLD)
        if node.icon and node.color:
            paint(painter, node.icon, place(ICON, used), theme.color(node.color))
            return px(used + ICON + GAP)
        if node.kind == "stage" and node.color:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.color(node.color)))
            painter.drawRoundedRect(place(SQUARE, used + 1), px(3), px(3))
            return px(used + ICON + GAP)
        if node.kind in ICONS:
            name, color = ICONS[node.kind]
            ink = theme.color(node.color) if node.color else table[color]
            paint(painter, name, place(ICON, used), ink, flip=rtl)
            return px(used + ICON + GAP)
        if node.kind == "touchpoint":
            return px(used + ICON + GAP)  # without a channel; its name lines up with the others
        return px(used)

    def _paint_end(
        self, painter: QPainter, node: Node, room: Room, table: dict[str, str], font: QFont
    ) -> float:
        """Return how much room what stands at the end of the row took."""
        box, left, right, rtl = room
        middle, used = box.center().y(), 0.0
        theme = THEMES[self._session.theme]

        def place(width: float, height: float) -> QRectF:
            x = left + used if rtl else right - used - width
            return QRectF(x, middle - height / 2, width, height)

        words = self._end_words(node)
        if words:
            small = _small(font)
            painter.setPen(QColor(table["text.soft"]))
            painter.setFont(small)
            width = QFontMetrics(small).horizontalAdvance(words) + 2.0
            spot = place(width, box.height())
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), words)
            if node.kind == "parking":
                self.voting[node.key] = spot
            used += width + px(GAP)
        emotion = emotion_of(node, self._session)
        if emotion is not None:
            name, face = f"emotion.{emotion}", place(px(ICON + 1), px(ICON + 1))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.color(name)))
            painter.drawEllipse(face)
            paint(painter, name, face, theme.color("emotion.ink"))
            used += px(ICON + 3)
        record = node.record
        if isinstance(record, Touchpoint) and record.moment_of_truth:
            paint(painter, "star", place(px(12), px(12)), table["star"])
            used += px(12 + 3)
        if isinstance(record, Touchpoint) and node.pains:
            paint(painter, "pain", place(px(11), px(11)), table["pain"])
            used += px(11 + 2)
        return used + (3 if used else 0)

    def _end_words(self, node: Node) -> str:
        lang = self._session.lang
        if node.count >= 0:
            return say_number(node.count, lang)
        record = node.record
        if isinstance(record, Flow) and record.kind != "next":
            return say(NAMES["flow"][record.kind], lang)
        if isinstance(record, Parked):  # also none, so that there is something to click at
            return say(votes_in(record), lang)
        if isinstance(record, PainPoint) and record.status not in OPEN:
            return say(NAMES["pain"][record.status], lang)
        if isinstance(record, Opportunity) and record.status != "idea":
            return say(NAMES["opportunity"][record.status], lang)
        return ""

    def on_votes(self, at: QPointF, where: Where) -> bool:
        """Return whether the votes of a note stand at a point of the viewport."""
        spot = self.voting.get(where.data(NODE).key) if where.isValid() else None
        return spot is not None and spot.contains(at)

    # ------------------------------------------------------------ renaming

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, where: Where) -> QWidget:
        made = Field(parent)
        made.setFrame(True)
        made.setStyleSheet("padding: 0 4px; border-radius: 4px;")
        name: Message = M("Name of {name}", name=where.data(NODE).text)
        made.setAccessibleName(say(name, self._session.lang))
        self._editor, self._named = made, QPersistentModelIndex(where)
        entry = self._session.index.get(where.data(NODE).key)
        drafts = self._session.drafts
        made.textEdited.connect(lambda text: drafts.write("outline", entry, "name", text))
        return made

    def finish(self) -> None:
        """Keep the name that is being typed, and close its field."""
        self._end(QStyledItemDelegate.EndEditHint.SubmitModelCache)

    def cancel(self) -> None:
        """Close the field in which a name is being typed; nothing becomes of it."""
        self._end(QStyledItemDelegate.EndEditHint.RevertModelCache)

    def _end(self, how: QStyledItemDelegate.EndEditHint) -> None:
        editor, self._editor = self._editor, None
        # its row may be gone: then it is gone with it, or about to be
        if editor is None or not isValid(editor) or not self._named.isValid():
            self._session.drafts.leave("outline")
            return
        if how == QStyledItemDelegate.EndEditHint.SubmitModelCache:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, how)

    def _forget(self, *_: object) -> None:
        self._editor = None
        self._session.drafts.leave("outline")

    def setEditorData(self, editor: QWidget, where: Where) -> None:
        # a change of the row meanwhile is not to write over what is being typed
        known: Any = editor.property("journeymapName")
        if known is None and isinstance(editor, Field):
            editor.setProperty("journeymapName", where.data())
            editor.setText(where.data())
            editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, where: Where
    ) -> None:
        mark = FOLD + ICON if where.data(NODE).icon or where.data(NODE).kind in ICONS else FOLD
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        box = QRect(option.rect)
        box.setHeight(min(box.height(), _high(option.font)))
        editor.setGeometry(box.adjusted(0 if rtl else mark, 0, -mark if rtl else -2, 0))
