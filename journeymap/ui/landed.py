"""Says in which stages and channels new touchpoints came to stand, and which of these are new.

A name that is not in the map makes a channel or a stage, and one that is there already is found
again. Both are meant, and both are to be seen. Pure functions; nothing is sent to anybody here.
"""

from __future__ import annotations

from collections.abc import Iterable

from journeymap.model.index import Index, Key, label
from journeymap.model.journey import Kind, Touchpoint
from journeymap.model.text import M, Message

SORTS: tuple[Kind, ...] = ("stage", "channel")
NAMED = 3  # places in a sentence, before the rest is counted


def new_places(before: Index, now: Index) -> Message | None:
    """Return the stages and channels that came with an edit, None where none did."""
    found: list[Message] = []
    for kind in SORTS:
        for entry in now.of_kind(kind):
            name = label(entry.record)
            if entry.key in before.entries:
                continue
            stage, channel = (
                M("New stage “{name}”", name=name),
                M("New channel “{name}”", name=name),
            )
            found.append(stage if kind == "stage" else channel)
    return _listed(found) if found else None


def landed(before: Index, now: Index, keys: Iterable[Key]) -> Message | None:
    """Return in which stages and channels new touchpoints are, None where none of them is one."""
    places: dict[Key, None] = {}
    n = 0
    for key in keys:
        record = now.entries[key].record
        if isinstance(record, Touchpoint):
            n += 1
            places.update(dict.fromkeys(each for each in (record.stage, record.channel) if each))
    if not n:
        return None
    named = []
    for key in sorted(places, key=before.entries.__contains__):  # what is new is read first
        name = label(now.entries[key].record)
        new = key not in before.entries
        named.append(M("“{name}” (new)", name=name) if new else M("“{name}”", name=name))
    return M(
        "{n} touchpoint pasted into {places}",
        plural="{n} touchpoints pasted into {places}",
        n=n,
        places=_listed(named),
    )


def _listed(found: list[Message]) -> Message:
    shown = found if len(found) <= NAMED + 1 else found[:NAMED]
    rest = len(found) - len(shown)
    return M("{names}", names=(*shown, *([M("{n} more", n=rest)] if rest else [])))
