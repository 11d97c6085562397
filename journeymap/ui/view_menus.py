"""The menus that list what a map can show: its lanes, and the personas to see it with."""

from __future__ import annotations

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from journeymap.model.text import M, say
from journeymap.model.vocabulary import LANES, NAMES, Lane
from journeymap.ui.session import Session


def lanes_menu(menu: QMenu, session: Session) -> None:
    """Fill a menu with the lanes, each to be shown or hidden."""
    for lane in LANES:
        action = QAction(say(NAMES["lane"][lane], session.lang), menu)
        action.setCheckable(True)
        action.setChecked(lane in session.view.lanes)
        action.toggled.connect(lambda shown, lane=lane: show_lane(session, lane, shown))
        menu.addAction(action)


def show_lane(session: Session, lane: Lane, shown: bool) -> None:
    """Show or hide a lane; a shown one comes to its usual place among the others."""
    lanes = [each for each in session.view.lanes if each != lane]
    if shown:
        at = sum(LANES.index(each) < LANES.index(lane) for each in lanes)
        lanes.insert(at, lane)
    if lanes:
        session.set_view(lanes=tuple(lanes))


def persona_menu(menu: QMenu, session: Session) -> None:
    """Fill a menu with the personas, of which one or everybody is in view."""
    group = QActionGroup(menu)
    offers = [(say(M("Everybody"), session.lang), "")]
    offers += [(persona.name, persona.id) for persona in session.map.personas]
    for words, id in offers:
        action = QAction(words.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(session.view.persona == id)
        action.setActionGroup(group)
        action.triggered.connect(lambda _=False, id=id: session.set_view(persona=id))
        menu.addAction(action)
