"""The screen of a presentation: the map and what is said beside it, one step after the other.

Full screen over the session's map, which it only reads; when the map is edited meanwhile, it goes
on at the step where it was. What it says is in the map's language. Who leads it, by keys, mouse
and fingers, is met in `window.py`.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from journeymap.model.index import Key
from journeymap.model.text import M, is_rtl, say
from journeymap.picture.layout import layout
from journeymap.picture.picture import Picture, View
from journeymap.picture.signs import without_signs
from journeymap.picture.theme import THEMES, stage_color
from journeymap.ui.measure import QtMeasure
from journeymap.ui.paint import Images, no_images
from journeymap.ui.pictures_soon import SLIDE, PicturesSoon
from journeymap.ui.presenting.excerpts import excerpt, extremes, slide
from journeymap.ui.presenting.panel import Column
from journeymap.ui.presenting.places import Columns, arrange
from journeymap.ui.presenting.rail import HIGH, Rail, stretches
from journeymap.ui.presenting.sheet import MapSheet
from journeymap.ui.presenting.shots import revealed, shot
from journeymap.ui.presenting.slides import Screen, Slides
from journeymap.ui.presenting.steps import Step, of_stage, place, steps
from journeymap.ui.presenting.words import Speech, heading, speech
from journeymap.ui.roles import give_role
from journeymap.ui.session import Session

AHEAD = 3  # steps that are made ready while one is looked at


class StepScreen(QWidget):
    """Shows the steps of the session's map, each when it is asked for."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, still: bool = False
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.session = session
        self.still = still
        self.single = True  # whether touchpoints have steps of their own
        self.black = False
        self.focused: Key = ""  # a touchpoint that somebody asked for, beside the plan
        self.plan: tuple[Step, ...] = ()
        self.at = 0
        self._picture: Picture | None = None
        self._laid: tuple[object, object] | None = None
        self._memo: dict[Any, Any] = {}
        self._measure = QtMeasure(session.view.language)
        self._pictures: PicturesSoon | None = None
        self.setObjectName("presentation")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_role(self, QAccessible.Role.Document)
        theme = THEMES[session.theme]
        self.sheet = MapSheet(theme, session.view.language, self._images(), self)
        self.sheet.still = still
        self.caption, self.panel, self.beside = Column(self), Column(self), Column(self)
        self.rail = Rail(self)
        self.rail.still = still
        self.rail.chosen.connect(self.go)
        self.slides = Slides(session, self, self._screen, self._said)
        session.changed.connect(self._on_changed)
        session.view_changed.connect(self._on_changed)
        session.theme_changed.connect(self._dress)
        session.document_changed.connect(self.close)
        self._make_plan()
        self._say_title()

    def start(self, stage: Key = "") -> None:
        """Fill the screen of the window that it belongs to; begin at a stage where one is given."""
        owner = self.parentWidget()
        if owner is not None:
            screen = owner.window().screen()
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
        if stage:
            self.at = of_stage(self.plan, stage)
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()
        self.refresh(glide=False)

    # ------------------------------------------------------------ the plan

    @property
    def step(self) -> Step:
        """The step that is shown: that of the plan, or the touchpoint in focus."""
        now = self.plan[self.at]
        if not self.focused:
            return now
        t = self.session.index.touchpoint(self.focused)
        return now._replace(kind="touchpoint", stage=t.stage if t else "", at=self.focused)

    @property
    def rtl(self) -> bool:
        """Whether the map begins at the right."""
        return is_rtl(self.session.view.language)

    def _make_plan(self) -> None:
        session, old = self.session, self.plan
        view = session.view
        plan = steps(session.map, session.index, view.lanes, view.persona, self.single)
        self.at = place(plan, old[self.at], self.at) if old else 0
        self.plan = plan
        if self.focused and session.index.touchpoint(self.focused) is None:
            self.focused = ""
        stages = session.map.stages
        named = [(s.id, s.name, s.color or stage_color(n)) for n, s in enumerate(stages)]
        self.rail.put(stretches(plan, named), THEMES[session.theme], self.rtl)

    def _on_changed(self, *_: object) -> None:
        self._make_plan()
        self._say_title()
        self.refresh(glide=False)

    def _dress(self) -> None:
        theme = THEMES[self.session.theme]
        self.sheet.dress(theme, self.session.view.language, self._images())
        self._make_plan()
        self.refresh(glide=False)
        self.update()

    def _images(self) -> Images:
        folder = self.session.path.parent if self.session.path else None
        if folder is None:
            return no_images
        if self._pictures is None or self._pictures.folder != folder:
            self._pictures = PicturesSoon(folder, self, SLIDE)
            self._pictures.arrived.connect(self._show_pictures)
        return self._pictures

    def _show_pictures(self) -> None:
        self.sheet.artist.forget_images()
        self.sheet.update()

    def _say_title(self) -> None:
        words = M("Presenting {title}", title=self.session.map.title)
        self.setWindowTitle(say(words, self.session.lang))

    # ------------------------------------------------------------ going

    def go(self, at: int) -> None:
        """Go to a step of the plan."""
        self.focused = ""
        self.at = min(max(at, 0), len(self.plan) - 1)
        self.refresh()

    def go_on(self) -> None:
        """Make the next step; the last one stays."""
        self.go(self.at + 1)

    def go_back(self) -> None:
        """Take a step back."""
        self.go(self.at if self.focused else self.at - 1)

    def focus_on(self, key: Key) -> None:
        """Show one touchpoint large; the same once more, or none, leads back."""
        self.focused = "" if key == self.focused else key
        self.refresh()

    def set_single(self, single: bool) -> None:
        """Give single touchpoints steps of their own, or leave them out on the way."""
        self.single = single
        self._make_plan()
        self.refresh()

    def set_black(self, black: bool) -> None:
        """Make the screen black, or show the map again."""
        self.black = black
        for part in (self.sheet, self.caption, self.panel, self.beside):
            part.setVisible(not black)
        if black:
            self.rail.hide()
        else:
            self.refresh(glide=False)
        self.update()

    # ------------------------------------------------------------ showing

    def refresh(self, glide: bool = True) -> None:
        """Show the step that it is at."""
        if self.width() < 10 or self.black:
            return
        step, session = self.step, self.session
        said = self._said(step)
        page = bool(said.page)
        self.sheet.setVisible(not page)
        self.sheet.marks = ()
        if page:
            self._arrange(said)
        elif step.stage:
            shown, said = self.slides.find(step, said)
            self.sheet.show_picture(shown)
            self.sheet.layer.fade(session.faded)
            self.sheet.marks = self._marks(step)
            self.sheet.look(slide(shown, step), self._arrange(said), glide)
        else:
            picture, port = self._lay_out(), self._arrange(said)
            self.sheet.show_picture(revealed(picture, step))
            self.sheet.layer.fade(session.faded)
            self.sheet.look(shot(picture, step), port, glide)
        self.rail.show_step(self.at)
        self._announce(said)
        coming = self.plan[self.at + 1 : self.at + 1 + AHEAD]
        self.slides.prepare((*coming, *self.plan[max(self.at - 1, 0) : self.at]))

    def _said(self, step: Step) -> Speech:
        session = self.session
        return speech(step, session.map, session.index, session.readings, self._view())

    def _screen(self) -> Screen:
        return Screen(self._view(), self.size(), self.unit)

    def _marks(self, step: Step) -> tuple[tuple[Key, str, bool], ...]:
        if step.kind != "curve":
            return ()
        session, persona = self.session, self._view().persona
        found = extremes(excerpt(session.map, session.index, step, persona), persona)
        named = [(session.index.touchpoint(key), n == 0) for n, key in enumerate(found) if key]
        return tuple((t.id, t.name, best) for t, best in named if t is not None)

    def _view(self) -> View:
        """Return the session's view with everything unfolded that a person has folded away."""
        return self.session.view._replace(collapsed=frozenset(), folded=frozenset())

    def _lay_out(self) -> Picture:
        view = self._view()
        now = (self.session.map, view)
        if self._picture is None or self._laid != now:
            if view.language != self._measure.language:
                self._measure, self._memo = QtMeasure(view.language), {}
                self.sheet.dress(THEMES[self.session.theme], view.language)
            self._laid = now
            whole = layout(self.session.map, view, self._measure, self._memo)
            self._picture = without_signs(whole)
        return self._picture

    @property
    def unit(self) -> float:
        """How large type is: 1 on a screen of 1920 × 1080."""
        return max(min(self.width() / 1920, self.height() / 1080), 0.3)

    def _arrange(self, said: Speech) -> QRectF:
        self.sheet.setGeometry(self.rect())
        theme, language = THEMES[self.session.theme], self.session.view.language
        columns = Columns(self.caption, self.panel, self.beside)
        return arrange(columns, said, self.size(), self.unit, theme, language)

    def _announce(self, said: Speech) -> None:
        self.setAccessibleName(heading(self.step, self.session.map, self.session.index))
        self.setAccessibleDescription(said.text())
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self, said.text())
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(event)

    # ------------------------------------------------------------ the window

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set everything for the new size."""
        unit = self.unit
        high = round(HIGH * unit)
        self.rail.setGeometry(0, self.height() - high, self.width(), high)
        self.refresh(glide=False)
        self.rail.appear()

    def changeEvent(self, event: QEvent) -> None:
        """Set type anew when the fonts are other ones."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.refresh(glide=False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, or black."""
        painter = QPainter(self)
        ground = "#000000" if self.black else THEMES[self.session.theme].color("canvas")
        painter.fillRect(self.rect(), QColor(ground))
        painter.end()
