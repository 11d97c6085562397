"""What lies behind the touchpoints: systems that lows have in common, and steps nobody drew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journeymap.checks.channels import owned
from journeymap.checks.context import Context
from journeymap.checks.experience import LOW, with_lows
from journeymap.checks.finding import Finding
from journeymap.checks.lanes import by_stage
from journeymap.checks.naming import listed, name_of, names
from journeymap.checks.registry import check
from journeymap.model.index import Key
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message

# ---------------------------------------------------------------- same-system-under-lows


@check(
    "same-system-under-lows",
    level="info",
    kind="experience",
    family="channels",
    title=M("System that several lows have in common"),
    why=M(
        "Lows far apart on the map may have one cause behind it. A system that lies under several "
        "of them is worth a look before the screens are."
    ),
    source="Shostack, Designing services that deliver (1984): what lies behind the line",
    settings={**LOW, "lows": 3},
    example="touchpoints:   # three with emotion −1 or worse, all with systems: [CRM]",
)
def same_system_under_lows(context: Context) -> Iterator[Finding]:
    """Yield once the systems that lie under three lows or more, with the lows.

    Its own systems, and those of the steps behind it, count for a touchpoint. Names are the same
    that differ in nothing but case and spaces. Quiet where most touchpoints with that system are no
    lows: what lies under everything explains nothing.
    """
    under: dict[str, set[str]] = {}
    spelt: dict[str, str] = {}
    for system, there in _lie_under(context.map).items():
        folded = " ".join(system.casefold().split())
        spelt.setdefault(folded, " ".join(system.split()))
        under.setdefault(folded, set()).update(there)
    low = {touchpoint.id for _, touchpoint, _ in with_lows(context, context.settings)}
    found: list[tuple[str, list[Key]]] = []
    for folded, keys in under.items():
        bad = keys & low
        if len(bad) >= context.settings["lows"] and 2 * len(bad) > len(keys):
            found.append((spelt[folded], sorted(bad, key=context.ranks(bad).__getitem__)))
    if not found:
        return
    system, first = found[0]
    touchpoints = dict.fromkeys(key for _, bad in found for key in bad)
    if len(found) == 1:
        message = M(
            "{n} low has the system {system} in common: {touchpoints}",
            plural="{n} lows have the system {system} in common: {touchpoints}",
            n=len(first),
            system=system,
            touchpoints=names(context.index, first),
        )
    else:
        message = M(
            "Several lows have a system in common: {systems}",
            systems=listed([_with_lows(context, *each) for each in found]),
        )
    at, *also = touchpoints
    yield Finding(at, message, field="systems", also=tuple(also))


def _lie_under(m: JourneyMap) -> dict[str, list[Key]]:
    """Return the touchpoints that each system lies under, as it is spelt."""
    under: dict[str, list[Key]] = {}
    for touchpoint in m.touchpoints:
        for system in touchpoint.systems:
            under.setdefault(system, []).append(touchpoint.id)
    for step in m.backstage:
        for system in step.systems:
            under.setdefault(system, []).extend(step.at)
    return under


def _with_lows(context: Context, system: str, bad: Sequence[Key]) -> Message:
    return M(
        "{system} ({touchpoints})",
        context="system under lows",
        system=system,
        touchpoints=names(context.index, bad),
    )


# ---------------------------------------------------------------- backstage-missing


@check(
    "backstage-missing",
    level="warning",
    family="channels",
    profiles=frozenset(("blueprint",)),
    title=M("Touchpoint behind which nothing is drawn"),
    why=M(
        "A blueprint shows what has to happen behind each step for it to work; a step with nothing "
        "behind it is a promise that nobody keeps."
    ),
    source="Shostack, Designing services that deliver (1984); Nielsen Norman Group, Service "
    "Blueprints",
    example="profile: blueprint\ntouchpoints:\n  - {id: check-in, name: Check in, stage: arrive, "
    "channel: desk}   # and no backstage step at check-in",
)
def backstage_missing(context: Context) -> Iterator[Finding]:
    """Yield once a stage the touchpoints of our own channels behind which no step is drawn.

    A touchpoint that names its systems says what works behind it. Channels that are not ours, or
    of which nothing says so, are somebody else's to draw.
    """
    behind = {key for step in context.map.backstage for key in step.at}
    for stage, touchpoints in by_stage(context).items():
        bare = [
            touchpoint.id
            for touchpoint in touchpoints
            if touchpoint.id not in behind
            and not touchpoint.systems
            and (channel := context.index.channel(touchpoint.channel))
            and owned(channel)
        ]
        if bare:
            yield Finding(
                bare[0],
                M(
                    "Nothing is drawn behind {touchpoints} in {stage}",
                    touchpoints=names(context.index, bare),
                    stage=name_of(context.index, stage),
                ),
                also=tuple(bare[1:]),
            )


CHECKS = (same_system_under_lows, backstage_missing)
