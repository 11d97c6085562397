"""The menu of a row of the findings: everything that can be done to a finding or to its check.

What each entry does is the panel's business; here they are only named and put in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from journeymap.checks.finding import Finding
from journeymap.model.text import M, Message, say
from journeymap.ui.controls import tip_of
from journeymap.ui.findings.rows import Heading, Line

Offer = tuple[Message, Callable[[], object]]


class Panel(Protocol):
    """What can be done to findings."""

    def jump(self, finding: Finding) -> None:
        """Go to the record of a finding."""

    def apply(self, finding: Finding) -> None:
        """Make the fix of a finding."""

    def show_reason(self) -> None:
        """Explain the current finding."""

    def ask_to_ignore(self, finding: Finding) -> object:
        """Ask why a finding is to be ignored."""

    def fix_all(self, check: str) -> None:
        """Make every fix of a check."""

    def silence(self, check: str) -> None:
        """Keep a check from speaking."""

    def fold(self, id: str, shut: bool) -> None:
        """Fold a group."""


def menu_of(
    parent: QWidget, panel: Panel, row: object, findings: Iterable[Finding], lang: str
) -> QMenu | None:
    """Return everything that can be done to a row, None where that is nothing."""
    if isinstance(row, Heading):
        turn = M("Unfold") if row.folded else M("Fold")
        offers: list[Offer] = [(turn, partial(panel.fold, row.id, not row.folded))]
        kind, _, check = row.id.partition(" ")
        if kind == "check" and row.worst != "silent":
            offers += _of_check(panel, check, findings)
    elif isinstance(row, Line):
        finding = row.finding
        offers = [(M("Go there"), partial(panel.jump, finding))]
        if finding.fix:
            offers.append((finding.fix.name, partial(panel.apply, finding)))
        offers.append((M("Explain"), panel.show_reason))
        if finding.level != "silent":
            offers.append((M("Ignore…"), partial(panel.ask_to_ignore, finding)))
            offers += _of_check(panel, finding.check, findings)
    else:
        return None
    menu = QMenu(parent)
    for words, do in offers:
        action = QAction(say(words, lang).replace("&", "&&"), menu)
        action.setToolTip(tip_of(say(words, lang)))  # else Qt guesses at HTML in a name
        action.triggered.connect(lambda _=False, do=do: do())
        menu.addAction(action)
    return menu


def _of_check(panel: Panel, check: str, findings: Iterable[Finding]) -> list[Offer]:
    n = sum(each.check == check and each.fix is not None for each in findings)
    offers: list[Offer] = []
    if n > 1:
        words = M("Fix all {n} of this check", plural="Fix all {n} of this check", n=n)
        offers.append((words, partial(panel.fix_all, check)))
    offers.append((M("Silence this check in this map"), partial(panel.silence, check)))
    return offers
