"""Making the fix of a finding from wherever it is offered, as one undo step, and its menu.

The panel, the context menus and "/" on the map offer the same fixes by the same names. Nothing
here knows a panel or the canvas.
"""

from __future__ import annotations

from functools import partial
from itertools import count

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from journeymap.checks.finding import Finding
from journeymap.model.index import Key
from journeymap.model.text import M, say
from journeymap.ui.controls import tip_of
from journeymap.ui.findings.spoken import findings_at
from journeymap.ui.session import Session

_GESTURES = count()


def apply_fix(session: Session, finding: Finding, initiator: object = None) -> bool:
    """Return whether the fix of a finding was made, as one undo step.

    What it has made is selected, and its name may be typed as part of the same step.
    """
    if finding.fix is None:
        return False
    before = set(session.index.entries)
    made_by = f"fix {next(_GESTURES)}"  # the first name of what it makes goes into this step
    if not session.commit(finding.fix.name, finding.fix.edit, made_by, initiator):
        return False
    made = [key for key in session.index.entries if key not in before]
    if len(made) == 1 and len(session.index.entries) > len(before):
        session.jump(made[0])
        session.naming_wanted.emit(made[0], made_by)
    return True


def add_fixes(menu: QMenu, session: Session, key: Key) -> None:
    """Add to a menu the submenu with the fixes for a record, none where there are none."""
    mendable = [f for f in findings_at(session.findings, session.index, key) if f.fix]
    if not mendable:
        return
    inner = QMenu(say(M("Fix"), session.lang), menu)
    inner.setToolTipsVisible(True)
    for finding in mendable:
        assert finding.fix is not None
        words = say(finding.fix.name, session.lang)
        action = QAction(words.replace("&", "&&"), inner)
        action.setToolTip(tip_of(say(finding.message, session.lang)))
        action.triggered.connect(partial(_fix, session, finding))
        inner.addAction(action)
    menu.addSeparator()
    menu.addMenu(inner)


def _fix(session: Session, finding: Finding, _checked: bool = False) -> None:
    apply_fix(session, finding)
