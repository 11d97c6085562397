"""The tree behind the outline: stages, their touchpoints, and what hangs on each.

Plain nodes built from one map value, and the Qt model that shows them. Nothing here changes a map
but a rename, which is handed on as a wish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from journeymap.model.ids import look_alike
from journeymap.model.index import Index, Key, flow_ends, label
from journeymap.model.journey import Flow, JourneyMap, Kind, Opportunity, PainPoint
from journeymap.model.labels import KIND_NAMES
from journeymap.model.order import order_of
from journeymap.model.text import M, say, say_number
from journeymap.picture.theme import channel_color, stage_color
from journeymap.ui.controls import tip_of

Where = QModelIndex | QPersistentModelIndex
Note = tuple[Kind, Key, str]  # kind, key and words of a row
KEY = Qt.ItemDataRole.UserRole
NODE = Qt.ItemDataRole.UserRole + 1


class Node:
    """A row of the outline; groups such as “Channels” have no key."""

    __slots__ = (
        "children",
        "color",
        "count",
        "id",
        "key",
        "kind",
        "pains",
        "parent",
        "row",
        "text",
    )

    def __init__(
        self, kind: Kind | None, key: Key, text: str, color: str = "", pains: int = 0
    ) -> None:
        self.kind, self.key, self.text, self.color, self.pains = kind, key, text, color, pains
        self.count = -1  # what stands at the end of the row; less than 0 for nothing
        self.parent: Node | None = None
        self.children: list[Node] = []
        self.row = self.id = 0

    def add(self, child: Node) -> Node:
        """Return the child after putting it under this node."""
        child.parent = self
        self.children.append(child)
        return child


class Hanging(NamedTuple):
    """What hangs on the touchpoints and stages of a map, by the key it hangs on."""

    notes: dict[Key, list[Note]]
    pains: dict[Key, int]  # open pain points
    loose: list[Note]  # at channels, personas, or the whole map


def tree_of(m: JourneyMap, index: Index, lang: str) -> Node:
    """Return the root of the outline of a map."""
    root = Node(None, "", "")
    hanging = _hanging(m, index)
    order = order_of(m)
    stages = []
    for number, entry in enumerate(index.of_kind("stage")):
        color = getattr(entry.record, "color", None) or stage_color(number)
        stages.append(root.add(Node("stage", entry.key, label(entry.record), color)))
    touchpoints = list(index.of_kind("touchpoint"))
    astray = Node(None, "", say(M("Without a stage"), lang))
    for position in order.reading:
        entry = touchpoints[position]
        where = order.stage[position]
        parent = stages[where] if where < len(stages) else astray
        node = parent.add(
            Node(
                "touchpoint", entry.key, label(entry.record), pains=hanging.pains.get(entry.key, 0)
            )
        )
        _put_notes(node, hanging)
    for stage in stages:
        stage.count = len(stage.children)
        _put_notes(stage, hanging)
    if astray.children:
        root.add(astray)
    if hanging.loose:
        group = root.add(Node(None, "", say(M("Pain points and opportunities"), lang)))
        for note in hanging.loose:
            group.add(Node(*note))
        group.count = len(group.children)
    for kind, name in (("channel", M("Channels")), ("persona", M("Personas"))):
        group = Node(None, "", say(name, lang))
        for number, entry in enumerate(index.of_kind(kind)):  # type: ignore[arg-type] # one of the kinds
            color = getattr(entry.record, "color", None) or channel_color(number)
            group.add(
                Node(entry.kind, entry.key, label(entry.record), color if kind == "channel" else "")
            )
        group.count = len(group.children)
        if group.children:
            root.add(group)
    return root


def _put_notes(node: Node, hanging: Hanging) -> None:
    for note in hanging.notes.get(node.key, ()):
        node.add(Node(*note))


def _hanging(m: JourneyMap, index: Index) -> Hanging:
    found = Hanging({}, {}, [])
    for entry in index.entries.values():
        record = entry.record
        if isinstance(record, Flow):
            target = index.touchpoint(record.target)
            note: Note = ("flow", entry.key, f"→ {target.name if target else record.target}")
            found.notes.setdefault(record.source, []).append(note)
        elif isinstance(record, PainPoint | Opportunity):
            places = list(_places(index, record))
            note = (entry.kind, entry.key, record.name)
            for place in places:
                found.notes.setdefault(place, []).append(note)
                if isinstance(record, PainPoint) and record.status in ("open", "accepted"):
                    found.pains[place] = found.pains.get(place, 0) + 1
            if not places:
                found.loose.append(note)
    return found


def _places(index: Index, record: Any) -> Iterator[Key]:
    """Yield the touchpoints and stages that a pain point or opportunity hangs on, each once."""
    named = list(record.at)
    for solved in getattr(record, "solves", ()) if not named else ():
        entry = index.resolve(solved)
        named += getattr(entry.record, "at", ()) if entry else ()
    seen = set()
    for name in named:
        ends = flow_ends(name)
        entry = index.resolve(ends[0] if ends else name)
        if entry and isinstance(entry.record, Flow):
            entry = index.resolve(entry.record.source)
        if entry and entry.kind in ("touchpoint", "stage") and entry.key not in seen:
            seen.add(entry.key)
            yield entry.key


def matching(root: Node, words: str) -> Node:
    """Return the tree with only what holds all the words, and what leads to it."""
    wanted = [look_alike(word) for word in words.split()]
    if not wanted:
        return root

    def kept(node: Node) -> Node | None:
        text = look_alike(node.text)
        copy = Node(node.kind, node.key, node.text, node.color, node.pains)
        named = node.key and node.kind != "flow"  # a flow is called by where it leads to
        hit = bool(named) and all(word in text for word in wanted)
        for child in node.children:
            if found := kept(child):
                copy.add(found)
        return copy if hit or copy.children else None

    found = Node(None, "", "")
    for child in root.children:
        if each := kept(child):
            found.add(each)
    return found


class OutlineModel(QAbstractItemModel):
    """Shows a tree of nodes. Rows are found by number, so that no pointer can outlive its node."""

    def __init__(
        self, lang: str, rename: Callable[[Node, str], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lang, self._rename = lang, rename
        self._nodes: list[Node] = []
        self._by_key: dict[Key, int] = {}
        self._root = Node(None, "", "")

    def show(self, root: Node) -> None:
        """Show another tree."""
        self.beginResetModel()
        self._root = root
        self._nodes, self._by_key = [], {}
        self._number(root)
        self.endResetModel()

    def _number(self, node: Node) -> None:
        for row, child in enumerate(node.children):
            child.row, child.id = row, len(self._nodes)
            self._nodes.append(child)
            if child.key:
                self._by_key.setdefault(child.key, child.id)
            self._number(child)

    def renamed(self, key: Key, text: str) -> bool:
        """Return whether the row of a record could take its new name where it stands."""
        number = self._by_key.get(key)
        if number is None:
            return False
        node = self._nodes[number]
        if node.text != text:
            node.text = text
            where = self.createIndex(node.row, 0, node.id)
            self.dataChanged.emit(where, where)
        return True

    def node(self, where: Where) -> Node:
        """Return the node of a row; the root for no row."""
        return self._nodes[where.internalId()] if where.isValid() else self._root

    def where(self, key: Key) -> QModelIndex:
        """Return the row of a record, an invalid one when it is not shown."""
        number = self._by_key.get(key)
        if number is None:
            return QModelIndex()
        return self.createIndex(self._nodes[number].row, 0, number)

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

    def columnCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 1

    def flags(self, where: Where) -> Qt.ItemFlag:
        node = self.node(where)
        flags = Qt.ItemFlag.ItemIsEnabled
        if node.key:
            flags |= Qt.ItemFlag.ItemIsSelectable
            if node.kind != "flow":
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, where: Where, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(where)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.text
        if role == KEY:
            return node.key
        if role == NODE:
            return node
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of(node.text)  # the row may have cut it off
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(node)
        return None

    def _spoken(self, node: Node) -> str:
        parts = [node.text]
        if node.kind:
            parts.append(say(KIND_NAMES[node.kind], self._lang))
        if node.count >= 0:
            parts.append(say_number(node.count, self._lang))
        if node.pains:
            pains = M("{n} pain point", plural="{n} pain points", n=node.pains)
            parts.append(say(pains, self._lang))
        return ", ".join(parts)

    def setData(self, where: Where, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        return self._rename(self.node(where), str(value).strip())
