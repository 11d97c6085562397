"""Has the map a good shape? What stands there twice, too close together or for nobody.

The stages themselves are looked at in `phases.py`. Counts are compared with settings, because how
much a map bears depends on the wall it hangs on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from journeymap.checks.context import Context
from journeymap.checks.evidence import mostly_assumptions
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.foreseeing import MOST_LOOKS, brings
from journeymap.checks.mending import deleted
from journeymap.checks.moments import too_many_moments_of_truth
from journeymap.checks.naming import name_of, quoted
from journeymap.checks.peaks import weak_ending
from journeymap.checks.registry import check
from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.graph import entries, exits
from journeymap.model.ids import look_alike
from journeymap.model.index import Entry, Key, flow_ends
from journeymap.model.journey import Channel, Flow, JourneyMap, Touchpoint
from journeymap.model.mentioning import mentions
from journeymap.model.order import main_path
from journeymap.model.text import M, primary

AND = {
    "en": r" and | & | \+ |; ",
    "fa": r" و |؛",
    "ar": r" ثم |؛",
    "tr": r" ve | & | \+ |; ",
    "zh": r"和|与|并|、|；",
}
COUNTING = (mostly_assumptions, too_many_moments_of_truth, weak_ending)  # how many there are


# ---------------------------------------------------------------- channels


@check(
    "channel-not-used",
    level="info",
    family="structure",
    since="draft",
    title=M("Channel that nobody meets us on"),
    why=M(
        "An empty lane says that customers do not come there. If they do, steps are missing; if "
        "they do not, the lane is noise."
    ),
    source="Nielsen Norman Group, channels in journey maps",
    fix=M("Remove the channel"),
    example="channels:\n  - {id: fax, name: Fax}   # and no touchpoint is on it",
)
def channel_not_used(context: Context) -> Iterator[Finding]:
    """Yield the channels on which no touchpoint is, not even as a further one (`also`).

    The fix is there only where nothing else names the channel: one that a persona prefers and the
    map does not have is news, and no litter.
    """
    used = {channel for each in context.map.touchpoints for channel in (each.channel, *each.also)}
    for entry in context.index.of_kind("channel"):
        if isinstance(entry.record, Channel) and entry.key == entry.record.id not in used:
            name = quoted(entry.record.name)
            fix = None
            if entry.key not in mentioned(context):
                fix = Fix(M("Remove the channel {channel}", channel=name), deleted(entry.key))
            yield Finding(
                entry.key, M("No touchpoint is on the channel {channel}", channel=name), fix=fix
            )


def mentioned(context: Context) -> set[Key]:
    """Return every id that some record names, worked out once."""
    return context.once(
        "mentioned", lambda: {each.named for each in mentions(context.map, context.index)}
    )


# ---------------------------------------------------------------- touchpoints


@check(
    "duplicate-touchpoint",
    level="warning",
    family="structure",
    since="draft",
    title=M("Touchpoint that is there twice"),
    why=M(
        "Two cards for one moment share its ratings, pain points and flows between them, and each "
        "looks half as important."
    ),
    source="journeymap",
    fix=M("Make one touchpoint of them"),
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, channel: app}\n"
    "  - {id: pay-2, name: Pay in app, stage: order, channel: app}",
)
def duplicate_touchpoint(context: Context) -> Iterator[Finding]:
    """Yield, once a name, the touchpoints of one name in one stage and channel.

    Names are the same when the eye cannot tell them apart. The fix is there for mere copies: they
    say nothing that the first does not say, only flows name them, and those join them with what
    the first is joined with too. Else merging would mix two ratings, close a circle or open a
    short cut, and only the author knows whether that is meant. Nor is it there where without the
    copies too many of the rest are assumed or moments of truth, or the end is worse than the rest:
    that the copies hid it is for the author to see first.
    """
    same: dict[tuple[str, str, str], list[Entry]] = {}
    seen: dict[str, str] = {}  # what each name looks like
    for entry in context.index.of_kind("touchpoint"):
        each = entry.record
        if isinstance(each, Touchpoint) and each.id == entry.key:
            name = seen.get(each.name)
            if name is None:
                name = seen[each.name] = " ".join(look_alike(each.name).split())
            same.setdefault((name, each.stage, each.channel or ""), []).append(entry)
    several = [found for found in same.values() if len(found) > 1]
    mendable = _to_be_one(context, several)
    for found in several:
        first, second, *more = (entry.key for entry in found)
        touchpoint = found[0].record
        assert isinstance(touchpoint, Touchpoint)
        fix = None
        if first in mendable:
            label = M("Make one touchpoint of {name}", name=quoted(touchpoint.name))
            fix = Fix(label, _merged((first, second, *more)))
        yield Finding(
            second,
            M(
                "{name} stands {n} time in the stage {stage}",
                plural="{name} stands {n} times in the stage {stage}",
                n=len(found),
                name=quoted(touchpoint.name),
                stage=name_of(context.index, touchpoint.stage),
            )
            if touchpoint.channel is None
            else M(
                "{name} stands {n} time in the stage {stage} on the channel {channel}",
                plural="{name} stands {n} times in the stage {stage} on the channel {channel}",
                n=len(found),
                name=quoted(touchpoint.name),
                stage=name_of(context.index, touchpoint.stage),
                channel=name_of(context.index, touchpoint.channel),
            ),
            field="name",
            also=(first, *more),
            fix=fix,
        )


def _to_be_one(context: Context, several: Sequence[Sequence[Entry]]) -> set[Key]:
    """Return the first of those that may be made one.

    A few are looked at one by one. Of many one look is taken, at the map without all the copies:
    they are mended together, and none alone weighs much in what is counted.
    """
    copies = {
        first.key: [each.key for each in rest]
        for first, *rest in several
        if all(_is_copy(context, first, each) for each in rest)
    }
    if len(copies) <= MOST_LOOKS:
        return {
            first
            for first, rest in copies.items()
            if not brings(context, _merged((first, *rest)), COUNTING)
        }
    gone = {key for rest in copies.values() for key in rest}
    return set() if brings(context, _without(gone), COUNTING) else set(copies)


def _without(gone: AbstractSet[Key]) -> Edit:
    """Return the edit that leaves out touchpoints and the flows from and to them."""
    return lambda m: m.model_copy(
        update={
            "touchpoints": tuple(each for each in m.touchpoints if each.id not in gone),
            "flows": tuple(each for each in m.flows if not gone & {each.source, each.target}),
        }
    )


def _is_copy(context: Context, keep: Entry, gone: Entry) -> bool:
    fields = type(gone.record).model_fields
    for name in fields:
        mine, theirs = getattr(keep.record, name), getattr(gone.record, name)
        if name in ("id", "name") or mine == theirs:
            continue
        if name in ("personas", "entry", "exit") or theirs != fields[name].get_default(
            call_default_factory=True
        ):
            return False
    graph = context.graph()
    if context.map.flows and not graph.degree(gone.key):
        return False  # that it stands apart is another finding
    for ends in (context.asked(entries), context.asked(exits)):
        if (keep.key in ends) != (gone.key in ends):
            return False  # somebody would no longer come in there, or go
    return (
        gone.key not in context.once("named beside flows", lambda: _named_beside_flows(context))
        and set(graph.successors(gone.key)) <= set(graph.successors(keep.key))
        and set(graph.predecessors(gone.key)) <= set(graph.predecessors(keep.key))
    )


def _named_beside_flows(context: Context) -> set[Key]:
    """Return what other records than flows name; of a flow that they name, also where it leads."""
    flows = context.index.keys_of("flow")
    named = {
        mention.named
        for mention in mentions(context.map, context.index)
        if mention.key not in flows
    }
    ends = {end for name in named if (found := flow_ends(name)) for end in found[:2]}
    for name in named:
        entry = context.index.resolve(name)
        if entry is not None and isinstance(entry.record, Flow):
            ends |= {entry.record.source, entry.record.target}
    return named | ends


def _merged(keys: tuple[Key, ...]) -> Edit:
    def edit(m: JourneyMap) -> JourneyMap:
        for key in keys[1:]:
            m = edits.merge(m, keys[0], key)
        return m

    return edit


@check(
    "touchpoint-does-two-things",
    level="silent",
    family="structure",
    since="draft",
    title=M("Touchpoint that is two moments"),
    why=M(
        "“Choose and pay” has one rating for two moments, and the good one hides the bad one. "
        "Split it where they can go differently."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: actions",
    example="touchpoints:\n  - {id: pay, name: Choose a plan and pay, stage: order}",
)
def touchpoint_does_two_things(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints whose name joins two things, by the words of the map's language."""
    joins = AND.get(primary(context.map.language), AND["en"])
    for entry in context.index.of_kind("touchpoint"):
        each = entry.record
        if isinstance(each, Touchpoint) and re.search(joins, each.name, re.IGNORECASE):
            yield Finding(
                entry.key,
                M("{name} seems to be two moments in one", name=quoted(each.name)),
                field="name",
            )


@check(
    "too-many-touchpoints",
    level="info",
    family="structure",
    since="draft",
    settings={"most": 40},
    title=M("Way that nobody can take in"),
    why=M(
        "On a wall of cards nobody finds the three that matter. Link a map of its own to the stage "
        "that needs the detail, and keep the moments here."
    ),
    source="Nielsen Norman Group, on the depth of journey maps",
    example="checks:\n  settings: {too-many-touchpoints: {most: 60}}   # where 40 are too few",
)
def too_many_touchpoints(context: Context) -> Iterator[Finding]:
    """Yield a finding for the persona whose way through the map has the most steps, when too many.

    What counts is the way that most take, not every card of the map: side ways are walked by few.
    """
    m = context.map
    if len(m.touchpoints) <= context.settings["most"]:
        return
    personas = context.personas if context.personas_differ else context.personas[:1]
    lengths = [(len(main_path(m, context.order, key or "")), key) for key in personas]
    longest, key = max(lengths, key=lambda pair: pair[0])
    if longest > context.settings["most"]:
        persona = context.index.persona(key or "")
        yield Finding(
            key or "",
            M(
                "The way of {persona} has {n} touchpoint; split it into linked maps",
                plural="The way of {persona} has {n} touchpoints; split it into linked maps",
                n=longest,
                persona=quoted(persona.name),
            )
            if persona
            else M(
                "The way through the map has {n} touchpoint; split it into linked maps",
                plural="The way through the map has {n} touchpoints; split it into linked maps",
                n=longest,
            ),
        )


@check(
    "cell-overcrowded",
    level="info",
    family="structure",
    since="draft",
    settings={"most": 6},
    title=M("Crowded cell"),
    why=M(
        "So many steps in one stage on one channel are a process. A stage of its own, or a linked "
        "map, shows what happens between them."
    ),
    source="Nielsen Norman Group, on the depth of journey maps",
    example="checks:\n  settings: {cell-overcrowded: {most: 9}}   # where six are too few",
)
def cell_overcrowded(context: Context) -> Iterator[Finding]:
    """Yield the cells, a stage on a channel, that hold more touchpoints than `most`."""
    index = context.index
    cells = Counter((each.stage, each.channel) for each in context.map.touchpoints)
    for (stage, channel), n in cells.items():
        if n <= context.settings["most"] or index.stage(stage) is None:
            continue
        where = name_of(index, stage)
        yield Finding(
            stage,
            M(
                "{n} touchpoint of the stage {stage} is on the channel {channel}",
                plural="{n} touchpoints of the stage {stage} are on the channel {channel}",
                n=n,
                stage=where,
                channel=name_of(index, channel),
            )
            if channel
            else M(
                "{n} touchpoint of the stage {stage} is on no channel",
                plural="{n} touchpoints of the stage {stage} are on no channel",
                n=n,
                stage=where,
            ),
            also=(channel,) if channel and index.channel(channel) else (),
        )


CHECKS = (
    channel_not_used,
    duplicate_touchpoint,
    too_many_touchpoints,
    touchpoint_does_two_things,
    cell_overcrowded,
)
