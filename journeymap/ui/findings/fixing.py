"""What is done to findings, each as one undo step: fixes, wherever they are offered, exceptions.

The panel, the context menus and "/" on the map offer the same fixes by the same names. Nothing
here knows a panel or the canvas.
"""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from journeymap.checks.finding import Finding
from journeymap.checks.silencing import fixing, ignoring, places_of
from journeymap.model.index import Key
from journeymap.model.text import M, Message, say
from journeymap.ui.controls import tip_of
from journeymap.ui.findings.explain import title_of
from journeymap.ui.findings.spoken import findings_at
from journeymap.ui.session import Session

if TYPE_CHECKING:
    from journeymap.ui.findings.ignore import Answer

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


def fix_all(session: Session, check: str, initiator: object = None) -> bool:
    """Return whether every fix of a check's findings was made, as one undo step."""
    found = [f for f in session.findings if f.check == check and f.fix]
    n = len(found)
    text = M(
        "Fix {n} finding of “{check}”",
        plural="Fix {n} findings of “{check}”",
        n=n,
        check=title_of(check, session.lang),
    )
    return session.commit(text, fixing(found), initiator=initiator)


def ignore(
    session: Session, finding: Finding, answer: Answer, initiator: object = None
) -> Message | None:
    """Return why an exception cannot be made, None when it was, as one undo step."""
    # what is rolled up is accepted where each of it stands, else the rest would speak again; of a
    # reading only that one, so that the next is heard
    places = places_of((finding,))
    made = session.commit(
        M("Ignore “{check}”: {why}", check=finding.check, why=answer.why),
        ignoring(
            finding.check,
            None if answer.everywhere else places,
            answer.why,
            answer.by or None,
            answer.until or None,
        ),
        initiator=initiator,
    )
    return None if made else session.refusal
