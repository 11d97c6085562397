"""Connecting by keys and clicks: a card is chosen on the map that a flow from another leads to.

While it lasts, arrows and Tab move the lit candidate, typing finds one by its name, Enter or a
click connects, Esc leaves. A line below says so. Nothing is changed before Enter or the click.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLabel

from journeymap.model.index import Key, label
from journeymap.model.rules import can_connect
from journeymap.model.searching import fold
from journeymap.model.text import M, Message, say
from journeymap.picture.picture import Box, Part
from journeymap.ui.actions import keys_text
from journeymap.ui.canvas import accessible, navigation
from journeymap.ui.canvas.camera import box_of, rect_of
from journeymap.ui.canvas.connecting import MOST_LIT, refused_ends, side
from journeymap.ui.canvas.sketch import Line
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.canvas.walking import DIRECTIONS
from journeymap.ui.joining import join

_SHIFT = Qt.KeyboardModifier.ShiftModifier
NOTHING = M("no touchpoint of this name")


class ConnectMode:
    """Which card the flow comes from, and which one is meant now."""

    def __init__(self, view: Surface) -> None:
        self._view = view
        self.source: Key = ""
        self.candidate: Key = ""
        self.typed = ""
        self._matches: list[Key] | None = None  # in reading order; None while nothing is typed
        self._refused: set[Key] = set()
        self._lit_at: Box | None = None
        self._hint = QLabel(view)
        self._hint.setObjectName("connecting")
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.setWordWrap(True)
        self._hint.setMargin(7)
        self._hint.hide()

    @property
    def on(self) -> bool:
        """Whether a target is being chosen."""
        return bool(self.source)

    @property
    def words(self) -> str:
        """What the line below says, empty while there is none."""
        return self._hint.text() if self.on else ""

    def begin(self, key: Key) -> bool:
        """Choose what a flow from this card leads to; return whether it stands on the map."""
        view = self._view
        part = view.part_of(key)
        if part is None or part.kind != "card" or view.session.read_only is not None:
            return False
        if self.on:  # asked for again, it is the list that is wanted
            self.leave()
            return False
        self.source, self.candidate, self.typed, self._matches = key, "", "", None
        self._refused = refused_ends(view.session, key)
        self._lit_at = None
        view.layer.dimmed = frozenset(self._refused - {key})
        view.select((key,))
        view.reveal(key)
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show()
        accessible.announce(view, self._how())
        return True

    def leave(self) -> None:
        """Choose nothing any more."""
        if not self.on:
            return
        self.source = self.candidate = ""
        view = self._view
        view.layer.dimmed = frozenset()
        view.sketch.clear()
        self._hint.hide()
        view.viewport().update()

    # ------------------------------------------------------------ keys

    def pressed(self, event: QKeyEvent) -> bool:
        """Do what a key means here; return whether it was one of these."""
        if not self.on:
            return False
        key, modifiers = event.key(), event.modifiers()
        if modifiers & ~(_SHIFT | Qt.KeyboardModifier.KeypadModifier):
            return False
        if key == Qt.Key.Key_Escape:
            self._clear_or_leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(event.isAutoRepeat())
        elif key in DIRECTIONS:
            self._walk(DIRECTIONS[key])
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            back = key == Qt.Key.Key_Backtab or bool(modifiers & _SHIFT)
            self._step(-1 if back else 1)
        elif key == Qt.Key.Key_Backspace:
            self._type(self.typed[:-1])
        elif event.text() and event.text().isprintable():
            self._type(self.typed + event.text())
        else:
            return False
        return True

    def compose(self, event: QInputMethodEvent) -> bool:
        """Take what an input method has written as typed."""
        if not self.on:
            return False
        if event.commitString():
            self._type(self.typed + event.commitString())
        return True

    def _clear_or_leave(self) -> None:
        if self.typed:
            self._type("")
        else:
            self.leave()
            accessible.announce(self._view, M("Connecting is cancelled"))

    def _enter(self, again: bool) -> None:
        if self.candidate and not again:
            self.choose(self.candidate)

    def _walk(self, direction: navigation.Direction) -> None:
        view = self._view
        start = view.part_of(self.candidate or self.source)
        if view.picture is None or start is None:
            return
        found = navigation.nearest(view.picture, self._within, start, direction)
        if found is not None:
            self._mean(found)

    def _within(self, box: Box) -> list[Part]:
        """Return the cards in a region that are walked through: what was typed finds fewer."""
        cards = [part for part in self._view.within(box) if part.kind == "card"]
        if self._matches is None:
            return [part for part in cards if part.key != self.source]
        return [part for part in cards if part.key in self._matches]

    def _step(self, step: int) -> None:
        """Mean the next card in reading order that the flow may lead to, round and round."""
        picture = self._view.picture
        if picture is None:
            return
        order = navigation.walk(picture) if self._matches is None else self._matches
        order = [key for key in order if key not in self._refused or key == self.candidate]
        if not order:
            return
        if self.candidate in order:
            at = (order.index(self.candidate) + step) % len(order)
        else:
            place = {key: at for at, key in enumerate(navigation.walk(picture))}
            here = place.get(self.source, 0)
            at = next((at for at, key in enumerate(order) if place.get(key, 0) > here), 0)
            if step < 0:
                at -= 1
        self._mean(order[at % len(order)])

    def _type(self, typed: str) -> None:
        """Find the cards whose names have what was typed; the first of them is meant."""
        view = self._view
        self.typed, self._matches, self._lit_at = typed, None, None
        if typed.strip() and view.picture is not None:
            wanted = fold(typed.strip())[0]
            index = view.session.index
            named = ((key, index.touchpoint(key)) for key in navigation.walk(view.picture))
            self._matches = [
                key
                for key, found in named
                if found is not None and key != self.source and wanted in fold(found.name)[0]
            ]
            first = sorted(self._matches, key=lambda key: key in self._refused)[:1]
            if first and self.candidate not in self._matches:
                self._mean(first[0])
                return
            if not first:
                self.candidate = ""
        self.show()

    def _mean(self, key: Key) -> None:
        view = self._view
        self.candidate = key
        view.reveal(key)
        self.show()
        entry = view.session.index.get(key)
        if entry is not None:
            accessible.announce(view, self._reason(key) or M("{name}", name=label(entry.record)))

    # ------------------------------------------------------------ the mouse

    def hover(self, part: Part | None) -> None:
        """Mean the card under the pointer."""
        if part is not None and part.kind == "card" and part.key != self.candidate:
            self.candidate = part.key
            self.show()

    def click(self, part: Part | None) -> None:
        """Connect to a card that is clicked; a click beside them leaves."""
        if part is not None and part.kind in ("card", "summary"):
            self.choose(part.key)
        else:
            self.leave()

    def choose(self, key: Key) -> None:
        """Draw the flow, or say why it may not be."""
        view, source, reason = self._view, self.source, self._reason(key)
        if reason is not None:
            self.candidate = key
            self.show()
            view.session.refused.emit(reason)
            return
        self.leave()
        join(view.session, (source, key), view)

    def _reason(self, key: Key) -> Message | None:
        refusal = can_connect(self._view.session.index, self.source, key)
        return refusal.reason if refusal is not None else None

    # ------------------------------------------------------------ what is seen

    def check(self) -> None:
        """Leave when the card it comes from is gone or no more the one that is selected."""
        if self.on and self._view.session.selection != (self.source,):
            self.leave()

    def show(self) -> None:
        """Light the candidate, and say what can be done."""
        if not self.on:
            return
        view = self._view
        source, goal = view.part_of(self.source), view.part_of(self.candidate)
        if source is None:
            self.leave()
            return
        self._light()
        reason = self._reason(self.candidate) if goal is not None else None
        rtl = view.picture is not None and view.picture.rtl
        sketch = view.sketch
        sketch.lit = goal if reason is None else None
        sketch.refused = goal if reason is not None else None
        sketch.line = None
        if goal is not None and goal.key != self.source:
            sketch.line = Line(side(source, not rtl), side(goal, rtl), reason is None, rtl)
        self._say(reason)
        view.viewport().update()

    def _light(self) -> None:
        view = self._view
        seen = box_of(view.seen())
        if seen == self._lit_at:
            return
        self._lit_at = seen
        cards = [part for part in self._within(seen) if part.key not in self._refused]
        view.sketch.allow(cards if len(cards) <= MOST_LIT else ())

    def _how(self) -> Message:
        entry = self._view.session.index.get(self.source)
        name = label(entry.record) if entry is not None else self.source
        return M(
            "Connect “{name}” with: arrows or typing choose, Enter or a click connects, "
            "{keys} lists all, Esc leaves",
            name=name,
            keys=keys_text("Ctrl+L"),
        )

    def _say(self, reason: Message | None) -> None:
        lang = self._view.session.lang
        lines = [say(self._how(), lang)]
        if self.typed:
            lines.append(say(M("Typed: {text}", text=self.typed), lang))
            if not self._matches and self._matches is not None:
                lines.append(say(NOTHING, lang))
        if reason is not None:
            lines.append(say(reason, lang))
        color = self._view.artist.color
        rim = color("error" if reason is not None else "accent").name()
        self._hint.setStyleSheet(
            f"QLabel#connecting {{ background: {color('card').name()};"
            f" color: {color('text').name()}; border: 2px solid {rim}; border-radius: 6px; }}"
        )
        self._hint.setText("\n".join(lines))
        self.follow()
        self._hint.show()
        self._hint.raise_()

    def follow(self) -> None:
        """Stand at the lower edge, in the middle, and light what has come into sight.

        Where the card that is connected lies there, it stands under the headings.
        """
        if not self.on:
            return
        port = self._view.viewport().geometry()
        wide = min(self._hint.fontMetrics().averageCharWidth() * 90, port.width() - 32)
        self._hint.setFixedWidth(max(wide, 160))
        high = self._hint.heightForWidth(self._hint.width())
        self._hint.setFixedHeight(max(high, self._hint.fontMetrics().height() + 14))
        left = port.left() + (port.width() - self._hint.width()) // 2
        self._hint.move(QPoint(left, port.bottom() - self._hint.height() - 12))
        source = self._view.part_of(self.source)
        if source is not None and self._view.on_screen(source).intersects(
            QRectF(self._hint.geometry())
        ):
            head = self._view.viewportTransform().mapRect(rect_of(self._view.pins().head))
            self._hint.move(QPoint(left, port.top() + max(round(head.bottom()), 0) + 12))
        self._light()

    def covered(self) -> QRectF:
        """Return what the line takes of the viewport."""
        return QRectF(self._hint.geometry()) if self.on and self._hint.isVisible() else QRectF()
