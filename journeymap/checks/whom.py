"""Whom a finding holds for: all personas, or the ones that it has to name.

Paths are asked for each persona on what is there for it. A finding that holds for every persona
whom its place serves names nobody; this module works that out and words nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from journeymap.checks.context import Context
from journeymap.checks.naming import listed
from journeymap.model.graph import entries
from journeymap.model.index import Key
from journeymap.model.text import Message


def only_some(context: Context, personas: Sequence[Key | None], of: int) -> Message | None:
    """Return the names of the personas that a finding holds for, None where it holds for all."""
    if len(personas) >= of:
        return None
    return listed([p.name for id in personas if (p := context.index.persona(id or ""))])


def serving(context: Context, key: Key, but: Collection[Key | None] = ()) -> int:
    """Return for how many personas a touchpoint is there, some of them left out."""
    return sum(1 for each in context.personas if each not in but and key in context.graph(each))


def entries_for(context: Context, persona: Key | None) -> tuple[Key, ...]:
    """Return the entries of a persona: those of the whole map that are there for it.

    That the way in is for another persona makes nothing an entry, unless the persona would have
    none at all.
    """
    graph = context.graph(persona)
    return tuple(key for key in context.asked(entries) if key in graph) or context.asked(
        entries, persona
    )


def handed_over(context: Context, persona: Key | None) -> Iterator[tuple[Key, Key]]:
    """Yield the ends of the flows for a persona of which one end is a step of others only.

    There the journey goes on with somebody else, or comes back from there: no way breaks off.
    """
    mine, everybody = context.graph(persona), context.graph()
    if len(mine) == len(everybody):
        return
    for source, target, data in everybody.edges(data=True):
        for_whom = data["flow"].personas
        if (source in mine) != (target in mine) and (not for_whom or persona in for_whom):
            yield source, target
