"""What the context menu of the canvas has besides the table's rows: it depends on what is there.

Selecting what is similar, the linked map, and what a stage or a lane can do; each entry is an
action of the window or a change of the view.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from journeymap.model.index import Key
from journeymap.model.text import M, Message, say
from journeymap.model.vocabulary import Lane
from journeymap.ui import actions
from journeymap.ui.canvas import folding
from journeymap.ui.canvas.commands import link_of
from journeymap.ui.findings.fixing import add_fixes
from journeymap.ui.findings.spoken import findings_at
from journeymap.ui.session import Session
from journeymap.ui.view_menus import lane_menu, rows_menu


def extend(
    menu: QMenu,
    session: Session,
    commands: Mapping[str, QAction],
    key: Key | None,
    lane: Lane | None = None,
) -> None:
    """Add to a menu what can be done to the record `key`, or to the lane under the pointer."""
    entry = session.index.get(key) if key else None
    kind = entry.kind if entry else ""
    if key:
        add_fixes(menu, session, key)
        if findings_at(session.findings, session.index, key, session.view.collapsed):
            menu.addAction(commands["findings-here"])
    if key and link_of(session, key):
        menu.addSeparator()
        menu.addAction(commands["open-link"])
    if kind == "touchpoint":
        menu.addSeparator()
        # made here and not by Qt, as are all menus (see `Frame`)
        inner = QMenu(_say(session, actions.row_of("select").text), menu)
        menu.addMenu(inner)
        actions.fill(inner, [r.id for r in actions.ACTIONS if r.inside == "select"], commands)
        menu.addAction(commands["zoom-selection"])
    if kind == "stage":
        menu.addSeparator()
        collapsed = key in session.view.collapsed
        words = M("Expand the stage") if collapsed else M("Collapse the stage")
        row = actions.row_of("collapse")  # its name says both, this one what it does now
        fold = QAction(actions.with_keys(_say(session, words), row), menu)
        fold.triggered.connect(lambda: folding.toggle_stages(session, (key or "",)))
        menu.addAction(fold)
        actions.fill(menu, ("collapse-all", "expand-all"), commands)
    if lane is not None:
        menu.addSeparator()
        lane_menu(menu, session, lane)
        if lane == "channels":
            rows = QMenu(_say(session, actions.row_of("rows").text), menu)
            menu.addMenu(rows)
            rows_menu(rows, session)


def _say(session: Session, words: Message) -> str:
    return say(words, session.lang).replace("&", "&&")
