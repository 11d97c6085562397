"""The Qt model behind the outline: shows a tree of nodes, and takes the next tree row by row.

What stayed keeps its row, so that nothing is folded, scrolled or deselected by an edit elsewhere.
Nothing here changes a map: a new name and a drop are handed on as wishes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QItemSelection,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from journeymap.model.index import Entry, Index, Key
from journeymap.model.journey import Flow
from journeymap.ui.controls import tip_of
from journeymap.ui.guard import answering
from journeymap.ui.outline.nodes import Node, moves_nothing, text_of
from journeymap.ui.parking import NOTES

Where = QModelIndex | QPersistentModelIndex
KEY = Qt.ItemDataRole.UserRole
NODE = Qt.ItemDataRole.UserRole + 1
MIME = "application/x-journeymap-keys"
# asked for by the view once for each row, and joining flags takes longer than finding the row
NOWHERE = Qt.ItemFlag.ItemIsDropEnabled
GROUP = NOWHERE | Qt.ItemFlag.ItemIsEnabled
FLOW = GROUP | Qt.ItemFlag.ItemIsSelectable
RECORD = FLOW | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
MANY = 400  # changed rows from which on a new tree is shown at once


class Wishes(NamedTuple):
    """What the model asks whoever shows it."""

    rename: Callable[[Node, str], bool]
    spoken: Callable[[Node], str]  # a row in words, for whoever does not see it
    titled: Callable[[Node], str]  # the name of a group
    may_drop: Callable[[Sequence[Key], Node, int], bool]  # row -1: on the node itself
    drop: Callable[[Sequence[Key], Node, int], None]


class OutlineModel(QAbstractItemModel):
    """Rows are found by number, so that no pointer can outlive its node."""

    wishes: Wishes  # of whoever shows the model; given before it has rows

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node(None, "", "")
        self._nodes: dict[int, Node] = {}
        self._by_key: dict[Key, list[int]] = {}
        self._last = 0  # the number given last to a row

    @property
    def root(self) -> Node:
        """The tree that is shown."""
        return self._root

    # ------------------------------------------------------------ another tree

    def show(self, root: Node) -> None:
        """Show another tree, all at once."""
        self.beginResetModel()
        self._root, self._nodes, self._by_key = root, {}, {}
        for child in root.children:
            child.parent = root
            self._take_in(child)
        _renumber(root)
        self.endResetModel()

    def follow(self, root: Node) -> list[QModelIndex]:
        """Show another tree by changing what differs; return the rows that are new.

        Where much differs all of it is shown at once, and none counts as new.
        """
        if _differing(self._root, root, MANY) >= MANY:
            self.show(root)
            return []
        fresh: list[Node] = []
        self._follow(self._root, root, fresh)
        return [self._index_of(node) for node in fresh]

    def _follow(self, old: Node, new: Node, fresh: list[Node]) -> None:
        if old is new:
            return
        if _copied(new, old):
            where = self._index_of(old)
            self.dataChanged.emit(where, where)
        if not (old.children or new.children):
            return
        now = [child.name for child in new.children]
        if now == [child.name for child in old.children]:
            for one, other in zip(old.children, new.children, strict=True):
                if one is not other:
                    self._follow(one, other, fresh)
            return
        where, names = self._index_of(old), set(now)
        for row in range(len(old.children) - 1, -1, -1):
            if old.children[row].name not in names:
                self._remove(old, row, where)
        row = 0
        while row < len(new.children):
            child = new.children[row]
            here = old.children[row] if row < len(old.children) else None
            if here is None or here.name != child.name:
                later = range(row, len(old.children))
                at = next((i for i in later if old.children[i].name == child.name), -1)
                if at < 0:
                    self._insert(old, row, child, where)
                    fresh.append(child)
                else:
                    self.beginMoveRows(where, at, at, where, row)
                    old.children.insert(row, old.children.pop(at))
                    _renumber(old)
                    self.endMoveRows()
                    self._follow(old.children[row], child, fresh)
            else:
                self._follow(here, child, fresh)
            row += 1

    def _remove(self, parent: Node, row: int, where: QModelIndex) -> None:
        self.beginRemoveRows(where, row, row)
        gone = parent.children.pop(row)
        for node in (gone, *gone.walk()):
            del self._nodes[node.id]
            if node.key:
                numbers = self._by_key[node.key]
                numbers.remove(node.id)
                if not numbers:
                    del self._by_key[node.key]
        _renumber(parent)
        self.endRemoveRows()

    def _insert(self, parent: Node, row: int, child: Node, where: QModelIndex) -> None:
        self.beginInsertRows(where, row, row)
        child.parent = parent
        parent.children.insert(row, child)
        self._take_in(child)
        _renumber(parent)
        self.endInsertRows()

    def _take_in(self, node: Node) -> None:
        self._last += 1
        node.id = self._last
        self._nodes[node.id] = node
        if node.key:
            self._by_key.setdefault(node.key, []).append(node.id)
        for row, child in enumerate(node.children):
            child.row, child.parent = row, node
            self._take_in(child)

    def put(self, index: Index, keys: Iterable[Key]) -> bool:
        """Return whether changed records could be put into the rows that are there."""
        entries = index.entries
        taken: list[tuple[Node, Entry]] = []
        for key in keys:
            entry = entries.get(key)
            if entry is None:
                return False
            for number in self._by_key.get(key, ()):
                node = self._nodes[number]
                if not moves_nothing(node.record, entry.record):
                    return False
                taken.append((node, entry))
        renamed = set()
        for node, entry in taken:
            text = text_of(entry, index)
            if node.kind == "touchpoint" and text != node.text:
                renamed.add(node.key)
            node.record, node.text = entry.record, text
            self._say_changed(node)
            if node.kind == "pain_point" and node.parent is not None:
                self._say_changed(node.parent)  # which counts what hurts
        if renamed:
            for entry in index.of_kind("flow"):
                if isinstance(entry.record, Flow) and entry.record.target in renamed:
                    for number in self._by_key.get(entry.key, ()):
                        self._nodes[number].text = text_of(entry, index)
                        self._say_changed(self._nodes[number])
        return True

    def _say_changed(self, node: Node) -> None:
        where = self._index_of(node)
        self.dataChanged.emit(where, where)

    # ------------------------------------------------------------ rows

    def node(self, where: Where) -> Node:
        """Return the node of a row; the root for no row."""
        return self._nodes.get(where.internalId(), self._root) if where.isValid() else self._root

    def where(self, key: Key) -> QModelIndex:
        """Return the first row of a record, an invalid one when it is not shown."""
        return next(iter(self.wheres(key)), QModelIndex())

    def wheres(self, key: Key) -> list[QModelIndex]:
        """Return all rows of a record: a pain point stands under each of its places."""
        return [self._index_of(self._nodes[number]) for number in self._by_key.get(key, ())]

    def where_of(self, node: Node) -> QModelIndex:
        """Return the row of a node that is shown."""
        return self._index_of(node)

    def where_of_group(self, name: str) -> QModelIndex:
        """Return the row of a group, an invalid one when it is not shown."""
        found = next((node for node in self._root.children if node.group == name), self._root)
        return self._index_of(found)

    def _index_of(self, node: Node) -> QModelIndex:
        if node is self._root:
            return QModelIndex()
        return self.createIndex(node.row, 0, node.id)

    def index(self, row: int, column: int, parent: Where = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own default
        children = self.node(parent).children
        if column == 0 and 0 <= row < len(children):
            return self.createIndex(row, 0, children[row].id)
        return QModelIndex()

    def parent(self, where: Where) -> QModelIndex:
        above = self.node(where).parent if where.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above.id)

    def rowCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return len(self.node(parent).children)

    def hasChildren(self, parent: Where = QModelIndex()) -> bool:  # noqa: B008 - Qt's own default
        return bool(self.node(parent).children)

    def columnCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 1

    def flags(self, where: Where) -> Qt.ItemFlag:
        node = self._nodes.get(where.internalId()) if where.isValid() else None
        if node is None:
            return NOWHERE
        if not node.key:
            return GROUP
        return FLOW if node.kind == "flow" else RECORD

    @answering
    def data(self, where: Where, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(where)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.text or self.wishes.titled(node)
        if role == KEY:
            return node.key
        if role == NODE:
            return node
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of(self.wishes.spoken(node))  # the row may have cut it off
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.wishes.spoken(node)
        return None

    def setData(self, where: Where, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        return self.wishes.rename(self.node(where), " ".join(str(value).split()))

    # ------------------------------------------------------------ drag and drop

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, rows: Sequence[QModelIndex]) -> QMimeData:
        keys = dict.fromkeys(self.node(where).key for where in rows)
        made = QMimeData()
        made.setData(MIME, QByteArray("\n".join(keys).encode()))
        if keys and all(self.node(where).kind == "parking" for where in rows):
            made.setData(NOTES, made.data(MIME))  # the map takes these as well
        return made

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Where
    ) -> bool:
        keys = keys_in(data)
        return bool(keys) and self.wishes.may_drop(keys, self.node(parent), row)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Where
    ) -> bool:
        keys = keys_in(data)
        if keys:
            self.wishes.drop(keys, self.node(parent), row)
        return False  # the map moves the rows, so the view has none to take away


def keys_in(data: QMimeData) -> tuple[Key, ...]:
    """Return the keys of what is dragged, none when it comes from elsewhere."""
    words = bytes(data.data(MIME).data()).decode() if data.hasFormat(MIME) else ""
    return tuple(key for key in words.split("\n") if key)


def ranges(model: OutlineModel, rows: Sequence[Where]) -> QItemSelection:
    """Return rows as a selection in which neighbours are one range, so that thousands are quick."""
    found = QItemSelection()
    by_parent: dict[int, list[int]] = {}
    parents: dict[int, QModelIndex] = {}
    for where in rows:
        parent = model.parent(where)
        number = parent.internalId() if parent.isValid() else 0
        parents.setdefault(number, parent)
        by_parent.setdefault(number, []).append(where.row())
    for number, places in by_parent.items():
        parent = parents[number]
        places.sort()
        first = last = places[0]
        for place in (*places[1:], -2):
            if place != last + 1:
                found.select(model.index(first, 0, parent), model.index(last, 0, parent))
                first = place
            last = place
    return found


def _copied(source: Node, target: Node) -> bool:
    """Return whether a row that stays says or shows something else now."""
    if (
        target.record is source.record
        and target.text == source.text
        and target.color == source.color
        and target.count == source.count
        and target.icon == source.icon
        and target.hit == source.hit
    ):
        return False
    for name in ("record", "text", "color", "count", "icon", "hit"):
        setattr(target, name, getattr(source, name))
    return True


def _renumber(node: Node) -> None:
    for row, child in enumerate(node.children):
        child.row = row


def _differing(old: Node, new: Node, enough: int) -> int:
    """Return how many rows came, went or moved, at most `enough`."""
    was, now = [c.name for c in old.children], [c.name for c in new.children]
    if was == now:
        count = 0
        for one, other in zip(old.children, new.children, strict=True):
            if one is not other and (one.children or other.children):
                count += _differing(one, other, enough)
            if count >= enough:
                return enough
        return count
    there = {child.name: child for child in old.children}
    count = len(set(was) ^ set(now))
    kept = [name for name in now if name in there]
    count += sum(a != b for a, b in zip(kept, (n for n in was if n in set(now)), strict=True)) // 4
    for child in new.children:
        if count >= enough:
            return enough
        if there.get(child.name, child) is not child:
            count += _differing(there[child.name], child, enough)
    return count
