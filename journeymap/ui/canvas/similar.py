"""Which touchpoints are like the selected ones, or lie on the ways from and to them.

Plain functions over an index; nothing here knows a widget or changes a map.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Mapping
from typing import Literal, TypeAlias, get_args

from journeymap.model.index import Index, Key
from journeymap.model.journey import Touchpoint

Likeness: TypeAlias = Literal["stage", "channel", "kind", "owner", "emotion", "after", "before"]
LIKENESSES: tuple[Likeness, ...] = get_args(Likeness)


def similar(
    index: Index, keys: Collection[Key], what: Likeness, persona: Key = ""
) -> tuple[Key, ...]:
    """Return the keys of all touchpoints that are like one of `keys`, these among them.

    Like means the same value, also of having none; what flows to or from them is what can be
    reached, however many steps away. Emotions are those of the persona in view.
    """
    chosen = [each for key in keys if (each := index.touchpoint(key)) is not None]
    if what in ("after", "before"):
        reached = reachable(index, [each.id for each in chosen], back=what == "before")
        return tuple(each.id for each in index.map.touchpoints if each.id in reached)
    value = _VALUES[what]
    wanted = {value(index, each, persona) for each in chosen}
    return tuple(each.id for each in index.map.touchpoints if value(index, each, persona) in wanted)


def reachable(index: Index, keys: Collection[Key], back: bool = False) -> set[Key]:
    """Return what flows lead to from `keys`, or with `back` what leads to them, and `keys`."""
    steps: dict[Key, list[Key]] = {}
    for flow in index.map.flows:
        start, end = (flow.target, flow.source) if back else (flow.source, flow.target)
        steps.setdefault(start, []).append(end)
    found, waiting = set(keys), deque(keys)
    while waiting:
        for key in steps.get(waiting.popleft(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found


def owner_of(index: Index, touchpoint: Touchpoint) -> str:
    """Return who owns a touchpoint: its own owner, else that of its channel, else nobody."""
    channel = index.channel(touchpoint.channel)
    return touchpoint.owner or (channel.owner if channel else None) or ""


def _emotion(index: Index, touchpoint: Touchpoint, persona: Key) -> object:
    own = touchpoint.by_persona.get(persona)
    return own.emotion if own is not None and own.emotion is not None else touchpoint.emotion


_VALUES: Mapping[str, Callable[[Index, Touchpoint, Key], object]] = {
    "stage": lambda index, each, persona: each.stage,
    "channel": lambda index, each, persona: each.channel,
    "kind": lambda index, each, persona: each.kind,
    "owner": lambda index, each, persona: owner_of(index, each),
    "emotion": _emotion,
}
