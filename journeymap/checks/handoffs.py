"""What happens on the way from one channel to another: broken, forced, or in other hands.

Whether anything is said about a change of channel at all is asked in `channels.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journeymap.checks.channels import (
    SENT,
    hands_over,
    is_described,
    share_a_channel,
    where_customers_are_known,
)
from journeymap.checks.context import Context
from journeymap.checks.experience import Low, lows_for, rating, with_lows, with_pain_points
from journeymap.checks.finding import Finding
from journeymap.checks.flows import with_ends
from journeymap.checks.naming import listed, name_of, names, quoted
from journeymap.checks.registry import check
from journeymap.checks.whom import only_some, serving
from journeymap.model.experience import emotion_for
from journeymap.model.graph import JourneyGraph, steps, touchpoints_of
from journeymap.model.index import Key
from journeymap.model.journey import Channel, Touchpoint
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import CHANNELS, ChannelKind

# From one of these to another people stay where they are.
ON_THE_SPOT: frozenset[ChannelKind] = frozenset(("store", "in_person", "kiosk", "event"))
# limits beyond the scales of effort and success, so that emotion alone counts
NOTHING_LOW = {"effort": 6, "success": 0}

# ---------------------------------------------------------------- a handoff that breaks


def _several_break(context: Context, found: Sequence[Finding]) -> Message:
    return M(
        "The handoff breaks in {n} place, and no pain point takes it up: {flows}",
        plural="The handoff breaks in {n} places, and no pain point takes them up: {flows}",
        n=len(found),
        flows=names(context.index, [finding.at for finding in found]),
    )


@check(
    "handoff-breaks",
    level="warning",
    kind="experience",
    family="channels",
    title=M("Change of channel at which customers start again"),
    why=M(
        "Customers do not see channels, they see one company that asks them the same thing twice."
    ),
    source="Nielsen Norman Group, channel transitions in omnichannel experience",
    roll_up=1,
    rolled=_several_break,
    example="flows:\n  - {from: order-online, to: call-us, seamless: false}",
)
def handoff_breaks(context: Context) -> Iterator[Finding]:
    """Yield the flows that say that they are not seamless and that no pain point takes up.

    One at the flow or at either of its ends takes it up; what becomes of it then is asked of the
    pain point. Quiet where one end is the customer's own step, or where a link is followed from an
    advertisement, a search or a message: there is nothing to hand over. Several breaks become
    one finding, since a team that has one says no more than that it has not looked yet.
    """
    index, explained = context.index, with_pain_points(context)
    for key, flow, source, target in with_ends(context):
        if flow.seamless is not False or {flow.source, flow.target} & explained:
            continue
        start, end = index.channel(source.channel), index.channel(target.channel)
        if start is None or end is None or (start.kind and CHANNELS[start.kind].by_link):
            continue
        if start is not end:
            message = M(
                "The handoff from {source} ({start}) to {target} ({end}) breaks, and no pain "
                "point takes it up",
                source=quoted(source.name),
                start=start.name,
                target=quoted(target.name),
                end=end.name,
            )
        else:
            message = M(
                "The way from {source} to {target} breaks, and no pain point takes it up",
                source=quoted(source.name),
                target=quoted(target.name),
            )
        yield Finding(key, message, field="seamless", group=("broken handoffs",))


# ---------------------------------------------------------------- forced-channel-switch


def _several_forced(context: Context, found: Sequence[Finding]) -> Message:
    ways = [
        M(
            "{source} → {target}",
            context="flow",
            source=name_of(context.index, finding.at),
            target=name_of(context.index, finding.also[0]),
        )
        for finding in found
    ]
    return M(
        "In {n} place the only way on is to change the channel, and it is resented: {ways}",
        plural="In {n} places the only way on is to change the channel, and it is resented: {ways}",
        n=len(found),
        ways=listed(list({str(way): way for way in ways}.values())),
    )


@check(
    "forced-channel-switch",
    level="warning",
    kind="experience",
    family="channels",
    title=M("Change of channel that customers cannot refuse, and resent"),
    why=M(
        "Another channel is welcome as a choice. As the only way on it is an order, and here it is "
        "felt as one."
    ),
    source="Nielsen Norman Group, channel transitions in omnichannel experience",
    settings={"emotion": -1},
    roll_up=1,
    rolled=_several_forced,
    example="touchpoints:\n  - {id: form, name: Fill in the form, stage: order, channel: website}\n"
    "  - {id: call, name: Call to confirm, stage: order, channel: phone, emotion: -1}\n"
    "flows:\n  - {from: form, to: call}   # and no other way on",
)
def forced_channel_switch(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints whose only way on changes the channel, where that feels bad.

    That is an emotion at or below the limit for the persona where it is sent away (where it is sent
    to, if that alone is rated), and no relief where it arrives: what feels good there was welcome.
    Nobody is forced by a message that arrives or a delivery that comes, by a link followed from an
    advertisement or a search, in one place from the terminal to the counter, or where one of the
    two moments is also on the other's channel. Several become one finding.
    """
    found: dict[tuple[Key, Key], list[Key | None]] = {}
    reasons: dict[tuple[Key, Key], dict[str, Message]] = {}
    limits = {**NOTHING_LOW, "emotion": context.settings["emotion"]}
    for persona in context.personas:
        for here, there in context.asked(_only_changes, persona):
            before, after = here.emotion, there.emotion
            if here.by_persona or there.by_persona:
                before, after = emotion_for(here, persona), emotion_for(there, persona)
            if (before is not None and before > limits["emotion"]) or (after or 0) > 0:
                continue
            bad = [
                (touchpoint, low)
                for touchpoint in (here, there)
                for low in lows_for(touchpoint, persona, limits)
            ]
            if bad and _is_a_switch(context, here, there):
                ends = (here.id, there.id)
                found.setdefault(ends, []).append(persona)
                for touchpoint, low in bad:
                    said = _rated_at(context, touchpoint, low)
                    reasons.setdefault(ends, {})[str(said)] = said
    for (start, goal), personas in found.items():
        some = only_some(context, personas, serving(context, start))
        end = context.index.touchpoint(goal)
        name = name_of(context.index, start)
        channel = name_of(context.index, (end.channel if end else "") or "")
        why = listed(list(reasons[start, goal].values()))
        yield Finding(
            start,
            M(
                "For {personas} the only way on from {source} is to change to {channel} "
                "({reasons})",
                personas=some,
                source=name,
                channel=channel,
                reasons=why,
            )
            if some
            else M(
                "The only way on from {source} is to change to {channel} ({reasons})",
                source=name,
                channel=channel,
                reasons=why,
            ),
            also=(goal,),
            group=("forced",),
        )


def _rated_at(context: Context, touchpoint: Touchpoint, low: Low) -> Message:
    return M(
        "{rating} at {touchpoint}",
        context="where a rating is",
        rating=rating(context.index, low._replace(persona=None)),
        touchpoint=quoted(touchpoint.name),
    )


def _only_changes(graph: JourneyGraph) -> tuple[tuple[Touchpoint, Touchpoint], ...]:
    """Return the touchpoints with one way on, to another channel, and where that leads."""
    found = []
    touchpoints = touchpoints_of(graph)
    for key, onward in steps(graph).on.items():
        there = [each for each in onward if each != key]
        if len(there) == 1:
            source, target = touchpoints[key], touchpoints[there[0]]
            if source.channel and target.channel and source.channel != target.channel:
                found.append((source, target))
    return tuple(found)


def _is_a_switch(context: Context, source: Touchpoint, target: Touchpoint) -> bool:
    """Return whether going on there means that customers themselves change the channel."""
    start, end = context.index.channel(source.channel), context.index.channel(target.channel)
    if start is None or end is None or share_a_channel(source, target):
        return False
    if start.kind in ON_THE_SPOT and end.kind in ON_THE_SPOT:
        return False
    comes_by_itself = end.kind in SENT or end.kind == "delivery" or target.automated
    by_link = start.kind is not None and CHANNELS[start.kind].by_link
    return not comes_by_itself and not by_link


# ---------------------------------------------------------------- ownership-break


def _between_two_owners(context: Context, found: Sequence[Finding]) -> Message:
    one, other = found[0].group[1:]
    return M(
        "Nothing says what {one} and {other} hand over to each other: {flows}",
        one=one,
        other=other,
        flows=names(context.index, [finding.at for finding in found]),
    )


@check(
    "ownership-break",
    level="info",
    family="channels",
    title=M("Change of owner at which nothing is handed over"),
    why=M(
        "Journeys break where responsibilities meet. What one team does not pass on the next one "
        "asks the customer for."
    ),
    source="Nielsen Norman Group, journey management: ownership across silos",
    roll_up=1,
    rolled=_between_two_owners,
    example="touchpoints:\n  - {id: order, name: Order, stage: buy, channel: app, owner: Digital}\n"
    "  - {id: pack, name: Get it packed, stage: buy, channel: app, owner: Logistics}\n"
    "flows:\n  - {from: order, to: pack}   # no carries, no seamless",
)
def ownership_break(context: Context) -> Iterator[Finding]:
    """Yield the flows on which the owner changes and nothing is said to be handed over.

    The owner of a touchpoint, else that of its channel; both have to be stated. Quiet where the
    step that follows is felt as good, since what it needed was there. Asked where
    something has to be handed over at all: on one channel from where customers are known, between
    channels as `handoff-not-described` asks it. Several flows between two owners become one
    finding.
    """
    channels = dict(context.index.records(Channel))
    known = where_customers_are_known(context)
    low = {id(touchpoint) for _, touchpoint, _ in with_lows(context)}
    for key, flow, source, target in with_ends(context):
        if is_described(flow):
            continue
        start, end = channels.get(source.channel or ""), channels.get(target.channel or "")
        one, other = _owner(source, start), _owner(target, end)
        if not one or not other or one.casefold() == other.casefold():
            continue
        if (target.emotion or 0) >= 1 and id(target) not in low:
            continue
        if start is end or share_a_channel(source, target):
            if flow.source not in known:
                continue
        elif start is None or end is None or not hands_over(start, end, known=flow.source in known):
            continue
        yield Finding(
            key,
            M(
                "Nothing says what {one} hands over to {other} from {source} to {target}",
                one=one,
                other=other,
                source=quoted(source.name),
                target=quoted(target.name),
            ),
            field="carries",
            group=("owners", *sorted((one, other))),
        )


def _owner(touchpoint: Touchpoint, channel: Channel | None) -> str:
    own = (touchpoint.owner or "").strip()
    return own or ((channel.owner or "").strip() if channel else "")


CHECKS = (handoff_breaks, forced_channel_switch, ownership_break)
