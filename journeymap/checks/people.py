"""Whom is the map about, and are they on it? Personas, their way through, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.naming import quoted
from journeymap.checks.registry import check
from journeymap.model.graph import steps
from journeymap.model.journey import Persona
from journeymap.model.text import M


@check(
    "map-without-persona",
    level="error",
    family="frame",
    title=M("Map about nobody"),
    why=M(
        "A map for everybody fits nobody: what is easy for one is a wall for another. Somebody "
        "walks this journey; say who."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: actor",
    example="status: in-review   # and no personas",
)
def map_without_persona(context: Context) -> Iterator[Finding]:
    """Yield a finding when the map has no persona; there is no fix, for whom only people know."""
    if not context.map.personas:
        yield Finding("", M("This map has no persona"), field="personas")


@check(
    "persona-not-used",
    level="info",
    family="frame",
    title=M("Persona that makes no difference"),
    why=M(
        "Two personas who do the same and feel the same everywhere are one, or nobody has asked "
        "the second one yet."
    ),
    source="Nielsen Norman Group, Personas and journey maps",
    example="personas:\n  - {id: dana, name: Dana}\n  - {id: omar, name: Omar}"
    "   # and no touchpoint or flow names omar",
)
def persona_not_used(context: Context) -> Iterator[Finding]:
    """Yield, in a map with several, the personas whom no touchpoint and no flow names.

    One who walks what is there for everybody and has no rating of its own makes no difference. A
    map with a single persona is about that one without naming it anywhere.
    """
    m = context.map
    if len(m.personas) < 2 or not (m.touchpoints or m.flows):
        return
    named = {id for each in m.touchpoints for id in (*each.personas, *each.by_persona)}
    named |= {id for flow in m.flows for id in flow.personas}
    for key, persona in context.index.records(Persona):
        if persona.id not in named:
            yield Finding(
                key,
                M(
                    "Nothing on the map is different for {persona}",
                    persona=quoted(persona.name),
                ),
            )


@check(
    "persona-without-path",
    level="warning",
    family="frame",
    title=M("Persona without a way through the map"),
    why=M("Who is on the map and walks nowhere is decoration."),
    source="Nielsen Norman Group, Journey Mapping 101: actor",
    example="personas:\n  - {id: omar, name: Omar}   # and each touchpoint is for others",
)
def persona_without_path(context: Context) -> Iterator[Finding]:
    """Yield the personas for whom no touchpoint is there, or several and no flow between them."""
    m = context.map
    if not m.touchpoints:
        return
    for key, persona in context.index.records(Persona):
        graph = context.graph(persona.id)
        name = quoted(persona.name)
        if not graph:
            yield Finding(key, M("No touchpoint is there for {persona}", persona=name))
        elif len(graph) > 1 and m.flows and not any(steps(graph).on.values()):
            yield Finding(
                key, M("No flow leads {persona} from one touchpoint to another", persona=name)
            )


@check(
    "persona-without-evidence",
    level="warning",
    family="frame",
    title=M("Persona that nobody has met"),
    why=M(
        "A persona made up in a room is a mirror of the room. Say whom it comes from: interviews, "
        "data, those who talk to customers."
    ),
    source="Nielsen Norman Group, lean and research-based personas",
    roll_up=1,
    example="personas:\n  - {id: dana, name: Dana}   # and no evidence",
)
def persona_without_evidence(context: Context) -> Iterator[Finding]:
    """Yield the personas that have no evidence of any kind."""
    for key, persona in context.index.records(Persona):
        if not persona.evidence:
            yield Finding(
                key,
                M("Nothing says what {persona} is based on", persona=quoted(persona.name)),
                field="evidence",
                group=("personas",),
            )


CHECKS = (map_without_persona, persona_not_used, persona_without_path, persona_without_evidence)
