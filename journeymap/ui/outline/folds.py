"""Which rows of the outline are folded: as a person left them, while the rows come and go.

A row is known by its name, so that it stays folded when the tree is built anew. Whether a fold was
a person's or came with a search is known to the panel, which says it here.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex

from journeymap.ui.outline.nodes import Node
from journeymap.ui.outline.tree import OutlineModel
from journeymap.ui.outline.view import Tree


class Folds:
    """What was folded and unfolded in a tree; where nobody did, only stages are open."""

    def __init__(self, tree: Tree, model: OutlineModel) -> None:
        self._tree, self._model = tree, model
        self._open: dict[str, bool] = {}  # by the row's name

    def remember(self, where: QModelIndex, open_: bool) -> None:
        """Know that a person unfolded a row, or folded it."""
        self._open[self._model.node(where).name] = open_

    def forget(self) -> None:
        """Know of nothing: another map is shown."""
        self._open.clear()

    def fold_all(self, open_: bool) -> None:
        """Unfold every row, or fold it, and leave new ones as they would have been."""
        self._open = {node.name: open_ for node in self._model.root.walk() if node.children}
        (self._tree.expandAll if open_ else self._tree.collapseAll)()

    def put(self, searching: bool) -> None:
        """Unfold the rows of a tree that was built anew; what a search found is open throughout."""
        if searching:
            self._tree.expandAll()
            return
        for node in self._model.root.walk():
            if node.children and self._is_open(node):
                self._tree.setExpanded(self._model.where_of(node), True)

    def put_new(self, rows: Iterable[QModelIndex], searching: bool) -> None:
        """Unfold rows that have come into a tree."""
        for where in rows:
            if searching or self._is_open(self._model.node(where)):
                self._tree.setExpanded(where, True)

    def _is_open(self, node: Node) -> bool:
        usual = node.kind == "stage" or node.group == "astray"
        return self._open.get(node.name, usual)
