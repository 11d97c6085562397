"""What keys, names and drops in the outline do to the map: name, make, move, vote, unpark.

Each is one undo step through the session. It knows the rows and their view, but not the panel
around them: where the keyboard goes, and which action is asked for, is said by signals.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from journeymap.model.edits import change as changed
from journeymap.model.index import Key
from journeymap.model.text import M, say
from journeymap.ui import parking
from journeymap.ui.making import NEW
from journeymap.ui.naming import name_first, rename
from journeymap.ui.outline.drops import carry_out, dropped, parked
from journeymap.ui.outline.nodes import Node, is_holder
from journeymap.ui.outline.tree import OutlineModel
from journeymap.ui.outline.view import Tree
from journeymap.ui.session import Session

# What + and Insert make, by the kind of the current row.
NEXT_KIND = {
    "stage": "add-stage",
    "channel": "add-channel",
    "persona": "add-persona",
    "metric": "add-metric",
    "pain_point": "add-pain",
    "opportunity": "add-opportunity",
    "backstage": "add-backstage",
    "parking": "park",
}
# What + offers where nothing is marked, and the action that makes it.
OFFERED = {
    "touchpoint": "add-touchpoint",
    "stage": "add-stage",
    "channel": "add-channel",
    "persona": "add-persona",
    "pain_point": "add-pain",
    "opportunity": "add-opportunity",
    "metric": "add-metric",
}


class Deeds(QObject):
    """Does to the map what is asked for in the rows of one outline."""

    asked = Signal(str)  # the id of an action
    named = Signal()  # what was typed in a row was taken, and the row may be another one now

    def __init__(self, session: Session, model: OutlineModel, tree: Tree) -> None:
        super().__init__(tree)
        self._session, self._model, self._tree = session, model, tree
        self._first_name = ("", "")  # of a new record: its key, and the step that made it

    def _node(self) -> Node:
        """Return the node of the current row, as the map is now."""
        self._tree.before_input()
        return self._model.node(self._tree.currentIndex())

    # ------------------------------------------------------------ keys

    def enter(self) -> None:
        """Do what Enter means on the current row: fold, go, unpark, else rename."""
        node, where = self._node(), self._tree.currentIndex()
        if not node.key:
            self._tree.setExpanded(where, not self._tree.isExpanded(where))
        elif node.kind == "flow":
            self._session.jump(node.record.target)
        elif node.kind == "parking":
            self._offer_unparking((node.key,))
        else:
            self._tree.edit_name()

    def add_another(self, button: QWidget) -> None:
        """Ask for one more of what the current row is; where there is none, of what it is to be.

        That is offered under the button.
        """
        kind = self._node().kind
        if kind or self._session.selection:
            self.asked.emit(NEXT_KIND.get(kind or "", "add-touchpoint"))
            return
        menu = QMenu(button)
        for each, id in OFFERED.items():
            action = menu.addAction(say(NEW[each], self._session.lang))
            action.triggered.connect(lambda _=False, id=id: self.asked.emit(id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # ------------------------------------------------------------ names

    def expect_name(self, key: Key, made_by: str) -> None:
        """Let the next name of a record be its first, part of the step that made it."""
        self._first_name = (key, made_by)

    def forget_name(self, *_: object) -> None:
        """Let names be changes again: the field is closed, and what it says about to be heard."""
        QTimer.singleShot(0, self, lambda: self.expect_name("", ""))

    def rename(self, node: Node, name: str) -> bool:
        """Return whether a record got the name that was typed in its row."""
        key, made_by = self._first_name
        if not name or name == node.text or not node.key:
            return False
        typed_here = self._tree.has_keys()
        if key == node.key:
            self.expect_name("", "")
            made = name_first(self._session, key, name, made_by, self)
        elif node.kind == "parking":
            made = self._session.commit(
                M("Rename “{old}” to “{new}”", old=node.text, new=name),
                lambda m: changed(m, node.key, text=name),
                initiator=self,
            )
        else:
            made = rename(self._session, node.key, name, self)
        if made and typed_here:  # the row, and the field in it, may be gone
            QTimer.singleShot(0, self, self.named.emit)
        return made

    # ------------------------------------------------------------ drops

    def may_drop(self, keys: Sequence[Key], target: Node, row: int) -> bool:
        """Return whether records may be dropped at a place among the rows of a node."""
        index = self._session.index
        if parked(index, keys) and is_holder(target.record):
            return True
        return dropped(index, keys, target, row) is not None

    def drop(self, keys: Sequence[Key], target: Node, row: int) -> None:
        """Move records to where they were dropped; of notes, ask what they are to become there."""
        if parked(self._session.index, keys) and is_holder(target.record):
            # the view is still busy with the drop
            QTimer.singleShot(0, self, lambda: self._offer_unparking(keys, (target.key,)))
            return
        move = dropped(self._session.index, keys, target, row)
        if move is not None:
            # the view is still busy with the drop
            QTimer.singleShot(0, self, lambda: carry_out(self._session, move, keys))

    # ------------------------------------------------------------ the parking list

    def _offer_unparking(self, notes: Sequence[Key], at: Sequence[Key] = ()) -> None:
        """Show what notes can become, under the current row."""
        self._tree.before_input()
        box = self._tree.visualRect(self._tree.currentIndex())
        where = self._tree.viewport().mapToGlobal(box.bottomLeft())
        parking.offer(self._session, self._tree, where, notes, at)

    def vote(self, by: int) -> None:
        """Give the record of the current row a vote, or take one."""
        if key := self._node().key:
            parking.vote(self._session, by, (key,))
