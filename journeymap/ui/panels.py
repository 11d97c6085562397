"""The panels around the map, each loaded and made when it is first seen or asked for.

A panel that nobody opens costs nothing, and one that is made late finds the map already there. It
says what the panels ask of the window, and knows nothing of what is in them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from journeymap.model.index import Key
from journeymap.ui.frame import Frame
from journeymap.ui.session import Session
from journeymap.ui.settings import Settings

if TYPE_CHECKING:
    from journeymap.ui.comments.panel import Comments
    from journeymap.ui.findings.panel import Findings
    from journeymap.ui.history import History
    from journeymap.ui.inspector.panel import Inspector
    from journeymap.ui.outline.panel import Outline

P = TypeVar("P", bound=QWidget)

# What a panel is made with, in an order in which none brings much with it: each is loaded in a turn
# of its own, so that the window stands still for none of them for long.
PARTS = {
    "outline": ("journeymap.ui.outline.tree", "journeymap.ui.outline.panel"),
    "inspector": (
        "journeymap.ui.editors.values",
        "journeymap.ui.editors.images",
        "journeymap.ui.inspector.editors",
        "journeymap.ui.record_cards.by_persona",
        "journeymap.ui.record_cards.deck",
        "journeymap.ui.inspector.form",
        "journeymap.ui.inspector.panel",
    ),
    "comments": ("journeymap.ui.comments.thread_box", "journeymap.ui.comments.panel"),
    "findings": ("journeymap.ui.findings.table", "journeymap.ui.findings.panel"),
}


class Panels(QObject):
    """The panels of one window by name, as its docks have them."""

    menu_requested = Signal(QPoint, object)  # where on the screen; the key under it or None
    triggered = Signal(str)  # the id of an action
    left = Signal()  # the focus is to go to the map

    def __init__(self, frame: Frame, session: Session, settings: Settings) -> None:
        super().__init__(frame)
        self._frame, self._session, self._settings = frame, session, settings
        self._made: dict[str, QWidget] = {}
        self._waits = False
        self._due: dict[str, None] = {}  # names of those that were shown meanwhile
        for dock in frame.docks.values():
            dock.installEventFilter(self)

    @cached_property
    def outline(self) -> Outline:
        """The records of the map in a tree."""
        from journeymap.ui.outline.panel import Outline

        panel = Outline(self._session)
        panel.menu_requested.connect(self.menu_requested)
        panel.triggered.connect(self.triggered)
        panel.left.connect(self.left)
        return self._put("outline", panel)

    @cached_property
    def history(self) -> History:
        """The steps that can be undone and done again."""
        from journeymap.ui.history import History

        return self._put("history", History(self._session))

    @cached_property
    def inspector(self) -> Inspector:
        """The fields of what is selected."""
        from journeymap.ui.inspector.panel import Inspector

        return self._put("inspector", Inspector(self._session))

    @cached_property
    def comments(self) -> Comments:
        """The threads, and the state of the review."""
        from journeymap.ui.comments.panel import Comments

        settings, panel = self._settings, Comments(self._session)
        panel.person_changed.connect(lambda name: setattr(settings, "person", name))
        return self._put("comments", panel)

    @cached_property
    def findings(self) -> Findings:
        """What the checks say."""
        from journeymap.ui.findings.panel import Findings

        panel = Findings(self._session)
        panel.closed.connect(lambda: self.triggered.emit("findings"))
        return self._put("findings", panel)

    def _put(self, name: str, panel: P) -> P:
        self._made[name] = panel
        self._frame.docks[name].setWidget(panel)
        panel.show()  # at once, also while the dock is being shown
        return panel

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make a panel when its place is shown."""
        if event.type() == QEvent.Type.Show:
            self._due[watched.objectName()] = None
            if not self._waits:
                self.make(watched.objectName())
        return False

    def hold(self) -> None:
        """Make no panel because it is shown, until `due` is asked for them."""
        self._waits = True

    def due(self) -> list[Callable[[], object]]:
        """Return what makes each panel that waited; the next ones have to wait no more."""
        self._waits = False
        return [step for name in self._due for step in self.steps(name)]

    def steps(self, name: str) -> list[Callable[[], object]]:
        """Return what makes a panel, in steps for a turn each."""
        loads = [partial(import_module, part) for part in PARTS.get(name, ())]
        return [*loads, partial(self.make, name)] if name not in self._made else []

    def make(self, name: str) -> None:
        """Make a panel, unless it is there."""
        self._due.pop(name, None)
        if name not in self._made:
            getattr(self, name)

    def leave(self) -> None:
        """Take the panels out of the window."""
        for panel in self._made.values():
            panel.deleteLater()  # out of its place by that: to be moved takes it many times longer
        self._made = {}
        self.deleteLater()

    # ------------------------------------------------------------ naming a new record

    def has_keys(self) -> bool:
        """Return whether the keyboard is in the outline."""
        return "outline" in self._made and self.outline.has_keys()

    def name_new(self, key: Key, made_by: str) -> bool:
        """Let the name of a new record be typed in the outline; return whether it can be."""
        return self.outline.name_new(key, made_by)
