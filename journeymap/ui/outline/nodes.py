"""The rows of the outline as plain values: stages, their touchpoints, what hangs on each, the rest.

Built from one map value; nothing of Qt is known here. A row keeps the record it was made of, so
that a change which moves nothing can be put into the rows that are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, cast

from journeymap.model.ids import look_alike
from journeymap.model.index import Entry, Index, Key, flow_ends, label
from journeymap.model.journey import (
    Backstage,
    Channel,
    Flow,
    JourneyMap,
    Kind,
    Opportunity,
    PainPoint,
    Persona,
    Stage,
    Touchpoint,
)
from journeymap.model.labels import TELLING
from journeymap.model.order import order_of
from journeymap.model.text import M, Message, is_rtl, isolated
from journeymap.picture.icons import channel_icon
from journeymap.picture.theme import channel_color, persona_color, stage_color

OPEN = ("open", "accepted")  # of pain points: still hurting
HOLDERS = ("touchpoint", "stage", "channel", "persona")  # kinds that others hang on in the outline
# groups at the end of the outline: what they are called, and the kind of record in them
GROUPS: tuple[tuple[str, Message, tuple[Kind, ...]], ...] = (
    ("notes", M("Pain points and opportunities"), ("pain_point", "opportunity")),
    ("steps", M("Backstage"), ("backstage",)),
    ("channels", M("Channels"), ("channel",)),
    ("personas", M("Personas"), ("persona",)),
    ("metrics", M("Metrics"), ("metric",)),
    ("parking", M("Parking list"), ("parking",)),
)
ARROW = "→ "  # before the name of where a flow leads to
ASTRAY = M("Without a stage")
# fields that decide where a row stands or what it looks like beyond its own record
STRUCTURE: dict[str, tuple[str, ...]] = {
    "touchpoint": ("stage", "channel"),
    "stage": ("color",),
    "channel": ("kind", "color"),
    "pain_point": ("at",),
    "opportunity": ("at", "solves"),
    "backstage": ("at",),
    "flow": ("source", "target", "kind"),
    "persona": (),
    "metric": (),
    "parking": (),
}


class Node:
    """A row of the outline; groups such as “Channels” have a name and no record."""

    __slots__ = (
        "children",
        "color",
        "count",
        "group",
        "hit",
        "icon",
        "id",
        "key",
        "kind",
        "name",
        "parent",
        "record",
        "row",
        "text",
    )

    def __init__(
        self, kind: Kind | None, key: Key, text: str, record: Any = None, group: str = ""
    ) -> None:
        self.kind, self.key, self.text, self.record = kind, key, text, record
        self.name = key or f"group {group}"  # what tells this row from those beside it
        self.group = group
        self.color = self.icon = ""
        self.count = -1  # what stands at the end of the row; less than 0 for nothing
        self.hit = True  # whether the row itself is what was searched for
        self.parent: Node | None = None
        self.children: list[Node] = []
        self.row = self.id = 0

    def add(self, child: Node) -> Node:
        """Return the child after putting it under this node."""
        child.parent = self
        self.children.append(child)
        return child

    @property
    def pains(self) -> int:
        """How many pain points under this row still hurt."""
        return sum(
            isinstance(each.record, PainPoint) and each.record.status in OPEN
            for each in self.children
        )

    def walk(self) -> Iterator[Node]:
        """Yield the rows under this one, from above to below."""
        for child in self.children:
            yield child
            yield from child.walk()


class Look(NamedTuple):
    """How a channel is drawn: its colour and its icon."""

    color: str
    icon: str


_NO_LOOK = Look("", "")


def tree_of(m: JourneyMap, index: Index, before: Node | None = None) -> Node:
    """Return the root of the outline of a map; groups are named by whoever shows them.

    Touchpoints that are as they were `before`, in the same stage, are those nodes themselves with
    all that hangs on them. They stay the children of the stage of before as well.
    """
    known = {
        child.key: child
        for group in (before.children if before is not None else ())
        if group.kind == "stage"
        for child in group.children
        if child.kind == "touchpoint"
    }
    root = Node(None, "", "")
    hanging, loose = _hanging(index)
    looks = _looks(m)
    order = order_of(m)
    stages = []
    for number, entry in enumerate(index.of_kind("stage")):
        node = _node(entry)
        node.color = entry.record.color or stage_color(number)
        stages.append(root.add(node))
    touchpoints = list(index.of_kind("touchpoint"))
    astray = Node(None, "", "", group="astray")
    for position in order.reading:
        entry = touchpoints[position]
        where = order.stage[position]
        home = stages[where] if where < len(stages) else astray
        look = looks.get(entry.record.channel or "", _NO_LOOK)
        hangs = hanging.get(entry.key, ())
        old = known.get(entry.key)
        if old is not None and _stands(old, home, entry, look, hangs, index):
            home.children.append(old)
            continue
        node = home.add(_node(entry))
        node.color, node.icon = look
        for each in hangs:
            node.add(_node(each, index))
    for stage in stages:
        stage.count = len(stage.children)
        for each in hanging.get(stage.key, ()):
            stage.add(_node(each, index))
    if astray.children:
        root.add(astray)
    for name, _, kinds in GROUPS:
        group = Node(None, "", "", group=name)
        members = loose.get(name) if name in ("notes", "steps") else index.of_kind(kinds[0])
        for number, entry in enumerate(members or ()):
            node = group.add(_node(entry, index))
            if entry.kind == "channel":
                node.color, node.icon = looks[entry.key]
            elif entry.kind == "persona":
                node.color = persona_color(number)
            for each in hanging.get(entry.key, ()):
                node.add(_node(each, index))
        group.count = len(group.children)
        if group.children:
            root.add(group)
    return root


def _stands(
    node: Node, home: Node, entry: Entry, look: Look, hangs: Sequence[Entry], index: Index
) -> bool:
    """Return whether a touchpoint's row would come out the same, with those under it."""
    return (
        node.record is entry.record
        and node.parent is not None
        and node.parent.key == home.key
        and (node.color, node.icon) == look
        and len(node.children) == len(hangs)
        and all(
            child.record is each.record
            and child.key == each.key
            and (each.kind != "flow" or child.text == text_of(each, index))
            for child, each in zip(node.children, hangs, strict=True)
        )
    )


def _node(entry: Entry, index: Index | None = None) -> Node:
    return Node(entry.kind, entry.key, text_of(entry, index), entry.record)


def text_of(entry: Entry, index: Index | None) -> str:
    """Return what a row says: the name of its record, of a flow where it leads to."""
    if entry.kind != "flow":
        return label(entry.record)
    record = cast("Flow", entry.record)
    target = index.touchpoint(record.target) if index else None
    return f"{ARROW}{target.name if target else record.target}"


def shown(node: Node, words: str, lang: str) -> str:
    """Return the words of a row as they are painted: an arrow points to the name beside it.

    A name of the other direction is isolated, so that it is cut at its own end.
    """
    if node.kind != "flow":
        return isolated(words, lang)
    arrow = "← " if is_rtl(lang) else ARROW
    return arrow + isolated(words.removeprefix(ARROW), lang)


def _looks(m: JourneyMap) -> dict[Key, Look]:
    found: dict[Key, Look] = {}
    for number, channel in enumerate(m.channels):
        look = Look(channel.color or channel_color(number), channel_icon(channel.kind))
        found.setdefault(channel.id, look)
    return found


def _hanging(index: Index) -> tuple[dict[Key, list[Entry]], dict[str, list[Entry]]]:
    """Return what hangs on each record, flows first, and by group what hangs on none."""
    found: dict[Key, list[Entry]] = {}
    loose: dict[str, list[Entry]] = {"notes": [], "steps": []}
    for entry in index.of_kind("flow"):
        if isinstance(entry.record, Flow):
            found.setdefault(entry.record.source, []).append(entry)
    for kind in ("pain_point", "opportunity", "backstage"):
        for entry in index.of_kind(kind):
            there = False
            for place in places_of(index, entry.record):
                found.setdefault(place, []).append(entry)
                there = True
            if not there:
                loose["steps" if kind == "backstage" else "notes"].append(entry)
    return found, loose


def places_of(index: Index, record: Any) -> Iterator[Key]:
    """Yield the records under which another is shown, each once."""
    named = list(record.at)
    for solved in getattr(record, "solves", ()) if not named else ():
        entry = index.resolve(solved)
        named += getattr(entry.record, "at", ()) if entry else ()
    seen = set()
    for name in named:
        entry = index.resolve(name)
        if entry is None and (ends := flow_ends(name)):
            entry = index.resolve(ends[0])
        if entry and isinstance(entry.record, Flow):
            entry = index.resolve(entry.record.source)
        if entry and entry.kind in HOLDERS and entry.key not in seen:
            seen.add(entry.key)
            yield entry.key


def moves_nothing(old: Any, new: Any) -> bool:
    """Return whether a changed record keeps its row where it is, and the rows of others too."""
    fields = STRUCTURE.get(getattr(new, "kind_of", ""))
    if fields is None or type(old) is not type(new):
        return False
    return all(getattr(old, name) == getattr(new, name) for name in fields)


# ---------------------------------------------------------------- search


def matching(root: Node, words: str) -> Node:
    """Return the tree with only what holds all the words, and what leads to it.

    Case, width, joiners, the forms of ya and kaf and the digits of scripts make no difference.
    """
    wanted = [look_alike(word) for word in words.split()]
    if not wanted:
        return root

    def kept(node: Node) -> Node | None:
        # a flow is called by where it leads to
        hit = bool(node.key) and node.kind != "flow"
        if hit:
            text = look_alike(node.text)
            hit = all(word in text for word in wanted)
        inside = [found for child in node.children if (found := kept(child))]
        if not hit and not inside:
            return None
        copy = Node(node.kind, node.key, node.text, node.record, node.group)
        copy.color, copy.icon, copy.hit = node.color, node.icon, hit
        for child in inside:
            copy.add(child)
        return copy

    found = Node(None, "", "")
    for child in root.children:
        if each := kept(child):
            found.add(each)
    return found


def best(root: Node, words: str) -> Node | None:
    """Return the row that a search most likely means, None when nothing was found.

    The whole name, its beginning, the beginning of a word, anything else; of equal matches a
    touchpoint comes before a pain point, and then the one further up.
    """
    wanted = look_alike(" ".join(words.split()))
    found: tuple[tuple[int, int], Node] | None = None
    for node in root.walk():
        if not node.hit or not node.key or not wanted:
            continue
        text = look_alike(node.text)
        if text == wanted:
            close = 0
        elif text.startswith(wanted):
            close = 1
        else:
            close = 2 if f" {wanted}" in text else 3
        kind = TELLING.index(node.kind) if node.kind in TELLING else len(TELLING)
        if found is None or (close, kind) < found[0]:
            found = (close, kind), node
    return found[1] if found else None


def is_holder(record: Any) -> bool:
    """Return whether pain points, opportunities and backstage steps can be put on a record."""
    return isinstance(record, Touchpoint | Stage | Channel | Persona)


def is_note(record: Any) -> bool:
    """Return whether a record hangs on others: a pain point, an opportunity, a backstage step."""
    return isinstance(record, PainPoint | Opportunity | Backstage)
