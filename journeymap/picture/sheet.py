"""What every maker of parts needs to know of one layout: the map, the cells, where columns lie.

Coordinates are those of left to right; `box` turns them over for a map that runs right to left, in
one place, so that its picture is the exact mirror.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

from journeymap.model.index import Index, flow_key
from journeymap.model.journey import JourneyMap
from journeymap.model.order import Order
from journeymap.model.text import Message, Value
from journeymap.picture.face import Ink
from journeymap.picture.grid import Columns, Grid
from journeymap.picture.picture import Box, View

T = TypeVar("T")


class Sheet(NamedTuple):
    """One layout while its parts are made; `x` and `right` are those of the columns."""

    m: JourneyMap
    view: View
    ink: Ink
    kept: Kept
    order: Order
    columns: Columns
    grid: Grid
    keys: list[str]  # of the touchpoints
    flow_keys: list[str]
    x: list[float]
    right: list[float]
    width: float  # of the whole picture
    rtl: bool

    def box(self, x: float, y: float, w: float, h: float) -> Box:
        """Return a box of left to right as it is painted."""
        return Box(self.width - x - w if self.rtl else x, y, w, h)


class Kept:
    """Faces and parts of the layout before, each valid only while all it was made of is the same.

    What this layout did not ask for is forgotten, so that a long session does not grow.
    """

    __slots__ = ("new", "old")

    def __init__(self, memo: dict[Any, Any], holds_for: object) -> None:
        before, old = memo.get("layout", (None, {}))
        self.old: dict[Any, Any] = old if before == holds_for else {}
        self.new: dict[Any, Any] = {}
        memo["layout"] = (holds_for, self.new)

    def of(self, name: str, record: object, made_of: Any, make: Callable[[], T]) -> T:
        """Return what `make` answers, or answered before for the same record and values.

        The record itself is held, so that its identity is not given to another one meanwhile.
        """
        key = (name, id(record))
        given = (record, made_of)
        found = self.old.get(key)
        if found is None or found[0][0] is not record or found[0][1] != made_of:
            found = (given, make())
        self.new[key] = found
        return cast("T", found[1])


def quarter(value: float) -> float:
    """Return the nearest quarter of a pixel: exact to add and to mirror."""
    return round(value * 4) / 4


def listed(*items: Value) -> Message:
    """Return a Message that says the items one after the other, as the language lists things."""
    return Message("{text}", {"text": items})


def keys_of(m: JourneyMap) -> tuple[list[str], list[str]]:
    """Return the keys of the touchpoints and of the flows, as an Index gives them."""
    ids = [p.id for p in m.personas]
    ids += [s.id for s in m.stages]
    ids += [c.id for c in m.channels]
    touchpoints = [t.id for t in m.touchpoints]
    flows, named = _flow_keys(m)
    ids += touchpoints
    ids += [b.id for b in m.backstage]
    ids += named
    if len(set(ids)) < len(ids):
        index = Index(m)
        return (
            [entry.key for entry in index.of_kind("touchpoint")],
            [entry.key for entry in index.of_kind("flow")],
        )
    return touchpoints, flows


def _flow_keys(m: JourneyMap) -> tuple[list[str], list[str]]:
    """Return the keys of all flows, and those of them that are ids."""
    plain = [f"{flow.source} -> {flow.target}" for flow in m.flows]
    ids = [flow.id for flow in m.flows]
    if not any(ids) and len(set(plain)) == len(plain):
        return plain, []
    keys: list[str] = []
    seen: dict[str, int] = {}
    for flow, id, name in zip(m.flows, ids, plain, strict=True):
        nth = seen[name] = seen.get(name, 0) + 1
        keys.append(id or (name if nth == 1 else flow_key(flow.source, flow.target, nth)))
    return keys, [id for id in ids if id]
