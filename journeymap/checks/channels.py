"""What happens when the customer changes channels: what goes along, and what is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Group
from journeymap.checks.flows import with_ends
from journeymap.checks.naming import name_of, names, quoted
from journeymap.checks.registry import check
from journeymap.model.graph import steps
from journeymap.model.index import Key
from journeymap.model.journey import Channel, Flow, Touchpoint
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import CHANNELS, StageKind, TouchpointKind

# From one of these on a login or a basket may exist, which the next channel would have to know.
KNOWN_CUSTOMER: frozenset[TouchpointKind] = frozenset(
    (
        "sign_up",
        "cart",
        "checkout",
        "payment",
        "delivery",
        "onboarding",
        "use",
        "support",
        "loyalty",
    )
)
KNOWN_STAGES: frozenset[StageKind] = frozenset(
    ("purchase", "onboarding", "use", "support", "retention", "renewal")
)
# Where people are somebody: these channels have a login of their own.
WITH_LOGIN = frozenset(("portal", "mobile_app", "mini_program"))
# What arrives here the company sends; the customer changes to it without carrying anything.
SENT = frozenset(("email", "sms", "push", "post"))


# More pairs of channels than this, and it is the map that says nothing about any.
PAIRS = 3
ALL = ("channels",)


def _between_two_channels(context: Context, found: Sequence[Finding]) -> Message:
    index = context.index
    if found[0].group == ALL:
        return M(
            "At {n} change of channel nothing says what goes along: {flows}",
            plural="At {n} changes of channel nothing says what goes along: {flows}",
            n=len(found),
            flows=names(index, [finding.at for finding in found]),
        )
    one, other = found[0].group[1:]
    return M(
        "Nothing says what goes along between {one} and {other}: {flows}",
        one=_channel_name(context, one),
        other=_channel_name(context, other),
        flows=names(index, [finding.at for finding in found]),
    )


@check(
    "handoff-not-described",
    level="warning",
    family="channels",
    title=M("Change of channel of which nothing is said"),
    why=M(
        "At a change of channel customers have to say again who they are and what they want, "
        "unless somebody sees to it; say with carries what goes along, or with seamless that it "
        "works or does not."
    ),
    source="Nielsen Norman Group, channel transitions in omnichannel experience",
    roll_up=1,
    rolled=_between_two_channels,
    example="flows:\n  - {from: pay-in-app, to: pick-up-in-store}   # no carries, no seamless",
)
def handoff_not_described(context: Context) -> Iterator[Finding]:
    """Yield the flows on which something has to be handed over and nothing is said.

    Described is a flow with `seamless` (true or false) or `carries`; `when` says when it is taken
    and not what goes along. Several flows between the same two channels become one finding, and
    so do all where it is so between more than three pairs.
    """
    index = context.index
    known, channels = where_customers_are_known(context), dict(index.records(Channel))
    found: list[tuple[Key, Message, Group]] = []
    for key, flow, source, target in with_ends(context):
        if is_described(flow) or source.channel == target.channel:
            continue
        start, end = channels.get(source.channel or ""), channels.get(target.channel or "")
        if start is None or end is None or share_a_channel(source, target):
            continue
        if not hands_over(start, end, known=flow.source in known):
            continue
        found.append(
            (
                key,
                M(
                    "Nothing says what goes along from {source} ({start}) to {target} ({end})",
                    source=name_of(index, flow.source),
                    start=start.name,
                    target=name_of(index, flow.target),
                    end=end.name,
                ),
                ("channels", *sorted((start.id, end.id))),
            )
        )
    many = len({group for _, _, group in found}) > PAIRS
    for key, message, group in found:
        yield Finding(key, message, group=ALL if many else group)


def hands_over(start: Channel, end: Channel, known: bool) -> bool:
    """Return whether something has to go along from one channel to the other."""
    if end.kind in SENT:
        return False
    leaves_online, arrives_online = digital(start), digital(end)
    by_link = start.kind is not None and CHANNELS[start.kind].by_link
    if by_link and (arrives_online or not owned(start)):
        return False  # people followed an advertisement, a result or a message: nothing to hand on
    if leaves_online is not None and arrives_online is not None and leaves_online != arrives_online:
        return True
    at_home = start.kind in WITH_LOGIN
    return owned(start) is True and owned(end) is True and (known or at_home)


def digital(channel: Channel) -> bool | None:
    """Return whether a channel is online; None where neither it nor its kind says so."""
    if channel.digital is not None:
        return channel.digital
    if channel.kind is None or channel.kind == "other":
        return None
    return CHANNELS[channel.kind].digital


def owned(channel: Channel) -> bool | None:
    """Return whether the company owns a channel; None where neither it nor its kind says so."""
    if channel.owned is not None:
        return channel.owned
    return CHANNELS[channel.kind].owned if channel.kind else None


def where_customers_are_known(context: Context) -> set[Key]:
    """Return the touchpoints by which a login or a basket may exist.

    Those whose kind or stage implies one, and all that a flow leads to from there.
    """
    return context.once("where customers are known", lambda: _known_from(context))


def _known_from(context: Context) -> set[Key]:
    stages = {stage.id for stage in context.map.stages if stage.kind in KNOWN_STAGES}
    waiting = [
        touchpoint.id
        for touchpoint in context.map.touchpoints
        if touchpoint.kind in KNOWN_CUSTOMER or touchpoint.stage in stages
    ]
    onward = context.asked(steps).on
    if len(with_ends(context)) < len(context.map.flows):  # some lead through what is not there
        onward = {}
        for flow in context.map.flows:
            onward.setdefault(flow.source, []).append(flow.target)
    known: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key not in known:
            known.add(key)
            waiting.extend(onward.get(key, ()))
    return known


def share_a_channel(source: Touchpoint, target: Touchpoint) -> bool:
    """Return whether one of the two moments also happens on the other's channel."""
    return source.channel in target.also or target.channel in source.also


def _channel_name(context: Context, key: Key) -> Message:
    channel = context.index.channel(key)
    return quoted(channel.name) if channel else name_of(context.index, key)


def is_described(flow: Flow) -> bool:
    """Return whether a flow says anything about what goes along when the channel changes."""
    return flow.seamless is not None or bool(flow.carries)


CHECKS = (handoff_not_described,)
