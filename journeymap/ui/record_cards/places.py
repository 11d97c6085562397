"""What places are called for people, their icons, and which records a field offers to link."""

from __future__ import annotations

from collections.abc import Iterable

from journeymap.model.index import Entry, Index, Key, flow_ends, label
from journeymap.model.journey import Kind
from journeymap.model.text import M, led_to, say
from journeymap.ui.session import Session

ICONS = {
    "stage": "stage",
    "touchpoint": "touchpoint",
    "channel": "channel",
    "flow": "connect",
    "backstage": "backstage",
    "persona": "persona",
    "metric": "metrics",
    "pain_point": "pain",
    "opportunity": "opportunity",
    "comment": "comment",
    "parking": "parking",
}
WHOLE = M("The whole map")


def place_name(index: Index, entry: Entry) -> str:
    """Return what a record is called where the names of its ends say more than its own."""
    ends = flow_ends(entry.key) if entry.kind == "flow" else None
    if not ends:
        return label(entry.record)
    return led_to([t.name if (t := index.touchpoint(end)) else end for end in ends[:2]])


def named_place(index: Index, key: Key, lang: str) -> str:
    """Return what a place is called; the map for the empty key, the name itself for an unknown."""
    if not key or key == "map":
        return say(WHOLE, lang)
    entry = index.resolve(key)
    return place_name(index, entry) if entry else key


def place_icon(index: Index, key: Key) -> str:
    """Return the icon of a place."""
    entry = index.resolve(key) if key else None
    return ICONS.get(entry.kind, "map") if entry else "map"


def offered(
    session: Session, kinds: Iterable[Kind], without: Iterable[Key] = ()
) -> list[tuple[str, str]]:
    """Return the records of these kinds as (words, key), those left out that are there already."""
    index, gone = session.index, set(without)
    return [
        (place_name(index, entry), entry.key)
        for kind in kinds
        for entry in index.of_kind(kind)
        if entry.key not in gone
    ]
