"""The map in the window: what the session says is laid out and shown; what is done goes back to it.

The view changes the map only through `session.commit`. What a gesture shows before it is released
lives here and nowhere else. Zoom and scrolling are in `camera.py`, what fills the window in
`framing.py`, the mouse in `pointer.py`, keys that select in `walking.py`, renaming in
`renaming.py`, painting in `layer.py` and `items.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from journeymap.model.diff import Change
from journeymap.model.index import Key
from journeymap.model.text import M, say
from journeymap.model.threads import open_comments
from journeymap.picture.picture import Part
from journeymap.picture.theme import THEMES
from journeymap.ui.canvas import accessible, signs
from journeymap.ui.canvas.camera import box_of
from journeymap.ui.canvas.doing import Doing
from journeymap.ui.canvas.minimap import Minimap
from journeymap.ui.findings.spoken import spoken_of
from journeymap.ui.session import Session

MOST_CLEAR = 12  # selected cards that are kept clear of the minimap
SPOTS = frozenset(("card", "summary", "note", "step", "quote", "image", "measure"))


def is_spot(part: Part) -> bool:
    """Return whether a part is small enough to be kept clear of what stands over the map."""
    return part.kind in SPOTS


class CanvasView(Doing):
    """Shows the session's map, and lets it be walked through, selected, renamed and rearranged."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, like: CanvasView | None = None
    ) -> None:
        super().__init__(session, parent)
        if like is not None:  # what the one before has laid out need not be laid out again
            self.take_over(*like.laid_by())
        self.marks.sign_of = self._sign_in_scene
        self.minimap = Minimap(self)
        self._led_to: Key = ""  # what was brought into sight last
        self._comments: object = None  # those that were counted last
        self._unsaid = False  # what is selected, since it was selected
        self._said: tuple[Any, ...] | None = None  # findings and what they were sorted out by
        self._teller = accessible.Teller(self)
        self.setObjectName("canvas")
        accessible.install()
        self.zoom_changed.connect(lambda _: self.followed())
        self._listen()
        self._dress()
        self._say_name()
        self._count_comments()
        self._on_findings_changed()
        self.lay_out()

    def _listen(self) -> None:
        session = self.session
        session.changed.connect(self._on_changed)
        session.view_changed.connect(self.lay_out)
        session.view_changed.connect(self._on_findings_changed)  # stages may be collapsed
        session.filter_changed.connect(self._on_filter_changed)
        session.selection_changed.connect(self._on_selection_changed)
        session.findings_changed.connect(self._on_findings_changed)
        session.theme_changed.connect(self._on_theme_changed)
        session.language_changed.connect(self._say_name)
        session.document_changed.connect(self._on_document_changed)
        session.reveal.connect(self.reveal)

    # ------------------------------------------------------------ what the session says

    def _on_changed(self, change: Change, initiator: object) -> None:
        self._count_comments()
        with self.minimap.once():
            self.lay_out(change)
        self.badges.faded = self.session.faded
        self.connecting.show()

    def _on_filter_changed(self) -> None:
        faded = self.session.faded
        self.layer.fade(faded)
        self.badges.faded = faded
        self.minimap.forget()
        self._show_a_match(faded)
        self.viewport().update()

    def _show_a_match(self, faded: frozenset[Key]) -> None:
        """Bring the first match of a filter into sight where none is."""
        wanted, picture = self.session.filter, self.picture
        if not wanted or picture is None:
            return
        alone = wanted.statuses and not any(wanted._replace(statuses=frozenset()))
        kinds = ("note",) if alone else ("card", "summary")
        port = QRectF(self.viewport().rect())
        near = self.within(box_of(self.seen()))
        matches = [part for part in near if part.kind in kinds and part.key not in faded]
        if any(p.kind == "summary" or port.contains(self.on_screen(p).center()) for p in matches):
            return
        found = (self.part_of(key) for key in picture.reading if key not in faded)
        first = next((part for part in found if part is not None and part.kind in kinds), None)
        if first is not None:
            self.bring_into_sight(first)
            self.keep_clear(first)

    def _count_comments(self) -> None:
        comments = self.session.map.comments
        if comments is not self._comments:
            self._comments = comments
            self.badges.comments = open_comments(self.session.index) if comments else {}

    def _on_document_changed(self) -> None:
        self.forget_waiting()
        self.renaming.cancel()
        self.pointer.cancel()
        self.connecting.leave()
        self.laid = self.marks.left = None
        self.fitted = True
        self.artist.dress(images=self.images())

    def _on_selection_changed(self) -> None:
        self.connecting.check()
        before = self.marks.selected
        self.show_selection()
        self.paint_marks(before)
        self._unsaid = True
        self._say_selection()

    def _say_selection(self) -> None:
        """Tell what is selected, and clear it, once it stands where it belongs."""
        if self._unsaid and not self.waits:
            self._unsaid = False
            accessible.show_selection(self)
            self.make_way()

    def _on_findings_changed(self) -> None:
        session = self.session
        said = session.findings, session.index, session.view.collapsed
        if self._said is None or any(a is not b for a, b in zip(self._said, said, strict=True)):
            self._said = said
            self.badges.put(spoken_of(*said))
            self.viewport().update()

    def _on_theme_changed(self) -> None:
        self.artist.dress(THEMES[self.session.theme])
        self.layer.forget_colors()
        self.cut_stages.forget()
        self._dress()
        self.renaming.place()
        self.minimap.forget()
        self.empty.dress()
        self.viewport().update()

    def _dress(self) -> None:
        self.setBackgroundBrush(self.artist.color("canvas"))
        self.pointer.dress()

    def _say_name(self) -> None:
        self.setAccessibleName(say(M("Map"), self.session.lang))
        self.minimap.say_name()

    # ------------------------------------------------------------ what a surface asks for

    def followed(self) -> None:
        """Bring along the name editor, the frame in the minimap, and what an empty map says."""
        self.renaming.place()
        if self.waits:  # all else follows when the map is laid out
            return
        self._say_selection()
        for overlay in (self.minimap, self.empty, self.first):
            overlay.follow()
        self.connecting.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in its corner what stands over the map, and in sight what is selected."""
        key = self.current()
        part = self.part_of(key) if key else None
        seen = part and QRectF(QPointF(), event.oldSize().toSizeF()).contains(self.on_screen(part))
        super().resizeEvent(event)
        self.followed()
        if part is not None and seen:
            if not QRectF(self.viewport().rect()).contains(self.on_screen(part)):
                self.bring_into_sight(part)
            self.keep_clear(part)

    def keep_clear(self, part: Part) -> None:
        """Keep the minimap off a part that somebody was led to."""
        self._led_to = part.key
        self.make_way()

    @contextmanager
    def one_picture(self) -> Iterator[None]:
        """Lay out what is done meanwhile in one go; what stands over the map follows once."""
        with self.minimap.once(), super().one_picture():
            yield

    def make_way(self) -> None:
        """Let the minimap leave the places that are worked on."""
        self.minimap.follow()

    def worked_on(self) -> list[QRectF]:
        """Return the places of the viewport that nothing may cover: what is selected, or led to,
        renamed, dragged, and where it would land.
        """
        port = QRectF(self.viewport().rect())
        keys = (*self.session.selection[:MOST_CLEAR], self.editing, self._led_to)
        found = [
            self.on_screen(part) for key in keys for part in self.cards_of(key) if is_spot(part)
        ]
        found += [self.renaming.covered(), self.connecting.covered()]
        map_to = self.viewportTransform().mapRect
        for part, x, y in self.preview.ghosts:
            found.append(map_to(QRectF(x, y, part.box.w, part.box.h)))
        target = self.preview.target
        if target is not None and target.line is not None:
            x1, y1, x2, y2 = target.line
            found.append(map_to(QRectF(x1, y1, max(x2 - x1, 1.0), max(y2 - y1, 1.0))))
        if self.editor is not None:
            found.append(QRectF(self.editor.geometry()))
        if self.gesture is not None and self.gesture.scrolls:
            found.append(QRectF(self.pointer.at.x(), self.pointer.at.y(), 1, 1))
        return [rect.adjusted(-8, -8, 8, 8) for rect in found if rect.intersects(port)]

    def overlays(self) -> tuple[QWidget, ...]:
        """Return the widgets that stand over the map now."""
        known = (self.empty, self.first, self.minimap, self.editor)
        return tuple(each for each in known if each is not None and each.isVisibleTo(self))

    def part_at(self, at: QPoint | QPointF) -> Part | None:
        """Return what lies under a point; from afar the name beside a lane is its head."""
        if signs.wanted(self.zoom):
            for part in self.layer.pinned_parts():
                sign = self._sign(part)
                if sign is not None and sign.contains(QPointF(at)):
                    return part
        return super().part_at(at)

    def _sign(self, part: Part) -> QRectF | None:
        """Return where the name of a lane stands on the screen while its head is too small."""
        if part.kind != "lane" or self.shown is None:
            return None
        port = QRectF(self.viewport().rect())
        rtl = self.shown.rtl
        return signs.lane_box(self.measure, part, self.on_screen(part), port, rtl)

    def _sign_in_scene(self, part: Part) -> QRectF | None:
        sign = self._sign(part) if signs.wanted(self.zoom) else None
        back, _ = self.viewportTransform().inverted()
        return back.mapRect(sign) if sign is not None else None
