"""The menus that list what a map can show: lanes, rows, the personas to see it with.

The lanes' menu also says in which order they stand and how much of each is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from journeymap.model.text import M, Message, say
from journeymap.model.vocabulary import LANES, NAMES, Lane, Rows
from journeymap.picture.lanes import card_lanes
from journeymap.ui.canvas import folding
from journeymap.ui.controls import tip_of
from journeymap.ui.menu import staying
from journeymap.ui.session import Session

ROWS: dict[Rows, Message] = {
    "channel": M("By channel"),
    "persona": M("By persona"),
    "owner": M("By owner"),
}


def lanes_menu(menu: QMenu, session: Session) -> None:
    """Fill a menu with the lanes as they stand: to be shown, hidden, moved and folded."""
    shown = session.view.lanes
    for lane in (*shown, *(each for each in LANES if each not in shown)):
        action = staying(QAction(say(NAMES["lane"][lane], session.lang).replace("&", "&&"), menu))
        action.setCheckable(True)
        action.setChecked(lane in shown)
        # the menu stays open meanwhile: what is shown is asked when it is chosen
        action.triggered.connect(partial(_toggle_lane, session, lane, action))
        menu.addAction(action)
    menu.addSeparator()
    order = QMenu(say(M("Move or fold a lane"), session.lang), menu)
    menu.addMenu(order)
    order.aboutToShow.connect(partial(_order_menu, order, session))
    _order_menu(order, session)


def _toggle_lane(session: Session, lane: Lane, action: QAction, _checked: bool = False) -> None:
    folding.show_lane(session, lane, lane not in session.view.lanes)
    action.setChecked(lane in session.view.lanes)  # the last one is not taken away


def _order_menu(menu: QMenu, session: Session) -> None:
    menu.clear()
    for lane in session.view.lanes:
        inner = QMenu(say(NAMES["lane"][lane], session.lang), menu)
        menu.addMenu(inner)
        lane_menu(inner, session, lane)


def lane_menu(menu: QMenu, session: Session, lane: Lane) -> None:
    """Fill a menu with what can be done to a lane that is shown."""
    folded = lane in session.view.folded
    fold = M("Unfold the lane") if folded else M("Fold the lane")
    rows = lane == "channels"  # all of them are one lane, and without cards it is no map
    if not rows:
        _entry(menu, session, fold, partial(folding.toggle_lane, session, lane))
    up = M("Move all rows up") if rows else M("Move the lane up")
    down = M("Move all rows down") if rows else M("Move the lane down")
    for step, words in ((-1, up), (1, down)):
        move = _entry(menu, session, words, partial(folding.move_lane, session, lane, step))
        move.setEnabled(folding.can_move_lane(session, lane, step))
    hide = partial(folding.show_lane, session, lane, False)
    words = M("Hide all rows") if rows else M("Hide the lane")
    _entry(menu, session, words, hide).setEnabled(len(session.view.lanes) > 1)


def rows_menu(menu: QMenu, session: Session) -> None:
    """Fill a menu with what the rows of the map can stand for."""
    group = QActionGroup(menu)
    for rows, words in ROWS.items():
        action = _entry(menu, session, words, partial(_show_rows, session, rows))
        action.setCheckable(True)
        action.setChecked(session.view.rows == rows)
        action.setActionGroup(group)


def _show_rows(session: Session, rows: Rows) -> None:
    """Show these rows, and say why where everything stands in a single one."""
    session.set_view(rows=rows)
    if len(card_lanes(session.map, session.view).lanes) > 1:
        return
    if rows == "persona":
        session.told.emit(M("There is one row only: no touchpoint names the personas it is for"))
    elif rows == "owner":
        session.told.emit(M("There is one row only: touchpoints and channels name no owners"))


def persona_menu(menu: QMenu, session: Session) -> None:
    """Fill a menu with the personas, of which one or everybody is in view."""
    group = QActionGroup(menu)
    offers = [(say(M("Everybody"), session.lang), "")]
    offers += [(persona.name, persona.id) for persona in session.map.personas]
    for words, id in offers:
        action = QAction(words.replace("&", "&&"), menu)
        action.setToolTip(tip_of(words))  # else Qt guesses at HTML in a name
        action.setCheckable(True)
        action.setChecked(session.view.persona == id)
        action.setActionGroup(group)
        action.triggered.connect(lambda _=False, id=id: session.set_view(persona=id))
        menu.addAction(action)


def _entry(menu: QMenu, session: Session, words: Message, do: Callable[[], object]) -> QAction:
    action = QAction(say(words, session.lang).replace("&", "&&"), menu)
    action.triggered.connect(lambda _=False: do())
    menu.addAction(action)
    return action
