"""What the channels of a map show side by side: silos, gaps, and ways in and to help.

How differently it goes on them is in `uneven.py`, what lies behind them in `behind.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from journeymap.checks.channels import digital
from journeymap.checks.context import Context
from journeymap.checks.experience import WORST, lows, rating, with_lows
from journeymap.checks.finding import Finding
from journeymap.checks.flows import with_ends
from journeymap.checks.naming import listed, name_of, quoted
from journeymap.checks.registry import check
from journeymap.model.graph import parts, steps
from journeymap.model.index import Key
from journeymap.model.journey import Channel, Touchpoint
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import ChannelKind

ON_THE_PHONE: frozenset[ChannelKind] = frozenset(
    ("mobile_app", "mini_program", "sms", "push", "messaging")
)
# Where somebody answers: a touchpoint on one of these is help for whoever gets there.
HELP: frozenset[ChannelKind] = frozenset(
    ("phone", "chat", "chatbot", "messaging", "community", "store", "in_person")
)
# How the seven ways in which people come are mapped: by kinds of channel.
ACQUISITION: Mapping[str, frozenset[ChannelKind]] = {
    "direct": frozenset(("direct",)),
    "referral": frozenset(("referral", "review_site")),
    "organic": frozenset(("organic_search", "map_listing")),
    "paid": frozenset(("paid_search",)),
    "social": frozenset(("social",)),
    "email": frozenset(("email",)),
    "display": frozenset(("display",)),
}
_ACQUISITION_NAMES: Mapping[str, Message] = {
    "direct": M("direct visits"),
    "referral": M("referral"),
    "organic": M("organic search"),
    "paid": M("paid search"),
    "social": M("social media"),
    "email": M("e-mail"),
    "display": M("display advertising"),
}


# ---------------------------------------------------------------- channel-silo


@check(
    "channel-silo",
    level="warning",
    family="channels",
    title=M("Channel that nothing leads to or from"),
    why=M(
        "Customers move between channels whether we plan for it or not; a channel that the map "
        "joins to no other was drawn by its own department."
    ),
    source="Nielsen Norman Group, omnichannel journeys; Medallia, silos of channels",
    settings={"channels": 3},
    example="flows:\n  - {from: post, to: comment}"
    "   # both on one channel, and no flow to the others",
)
def channel_silo(context: Context) -> Iterator[Finding]:
    """Yield the channels that no flow joins to another one, in maps of three channels or more.

    What the customer does alone between two channels joins them. A channel on which nothing is
    joined at all is not drawn yet and says nothing.
    """
    on = _by_channel(context)
    if len(on) < context.settings["channels"]:
        return
    separate = context.asked(parts)
    if len(separate) < 2 <= len(on):
        return  # everything is joined
    part = {key: n for n, keys in enumerate(separate) for key in keys}
    ends = with_ends(context)
    drawn = {source.channel for _, _, source, _ in ends} | {target.channel for *_, target in ends}
    found = {
        channel: {part[t.id] for t in touchpoints if t.id in part}
        for channel, touchpoints in on.items()
    }
    joined = Counter(n for own in found.values() for n in own)  # how many channels are in a part
    for channel, touchpoints in on.items():
        if channel in drawn and all(joined[n] == 1 for n in found[channel]):
            yield Finding(
                channel,
                M(
                    "No flow leads from {channel} to another channel, or from there to it",
                    channel=name_of(context.index, channel),
                ),
                also=tuple(touchpoint.id for touchpoint in touchpoints),
            )


# ---------------------------------------------------------------- stage-with-one-channel


@check(
    "stage-with-one-channel",
    level="info",
    family="channels",
    title=M("Stage that offers one channel only"),
    why=M(
        "Where everything hangs on one channel, whoever cannot use it stops here, and when it is "
        "down so does everybody."
    ),
    source="Nielsen Norman Group, omnichannel: choice of channel",
    settings={"touchpoints": 4, "channels": 3},
    example="touchpoints:   # four in the stage pay, all on the app, though the map has three "
    "channels",
)
def stage_with_one_channel(context: Context) -> Iterator[Finding]:
    """Yield the stages with several touchpoints that are all on one channel.

    Asked in maps of three channels or more, and from four touchpoints on; steps without a channel
    are the customer's own and do not count. Such a small stage as a till is not accused.
    """
    if len(_by_channel(context)) < context.settings["channels"]:
        return
    for stage, touchpoints in by_stage(context).items():
        meeting = [touchpoint for touchpoint in touchpoints if touchpoint.channel]
        used = {channel for t in meeting for channel in (t.channel, *t.also)}
        if len(meeting) >= context.settings["touchpoints"] and len(used) == 1:
            yield Finding(
                stage,
                M(
                    "All {n} touchpoint of {stage} is on {channel}",
                    plural="All {n} touchpoints of {stage} are on {channel}",
                    n=len(meeting),
                    stage=name_of(context.index, stage),
                    channel=name_of(context.index, meeting[0].channel or ""),
                ),
            )


# ---------------------------------------------------------------- stage-without-mobile


@check(
    "stage-without-mobile",
    level="warning",
    family="channels",
    profiles=frozenset(("commerce",)),
    title=M("Stage that cannot be gone through on a phone"),
    why=M(
        "Most people look, compare and buy with a phone in their hand; a stage without anything "
        "for it loses them before they have begun."
    ),
    source="web.dev, mobile first; Statcounter, share of mobile page views",
    example="touchpoints:\n  - {id: catalogue, name: Leaf through the catalogue, stage: look, "
    "channel: website, mobile: false}   # and nothing else in the stage",
)
def stage_without_mobile(context: Context) -> Iterator[Finding]:
    """Yield the stages of awareness, evaluation and purchase in which nothing works on a phone.

    Known not to are touchpoints with `mobile: false` and those on channels that are not digital;
    where one touchpoint says nothing it may work, so the stage is not accused.
    """
    standing = by_stage(context)
    for stage in context.map.stages:
        if stage.kind not in ("awareness", "evaluation", "purchase"):
            continue
        known = [
            _is_mobile(context, touchpoint)
            for touchpoint in standing.get(stage.id, ())
            if touchpoint.channel
        ]
        if known and all(each is False for each in known):
            yield Finding(
                stage.id,
                M("Nothing in {stage} works on a phone", stage=quoted(stage.name)),
            )


def _is_mobile(context: Context, touchpoint: Touchpoint) -> bool | None:
    """Return whether a touchpoint works on a phone; None where nothing says so."""
    if touchpoint.mobile is not None:
        return touchpoint.mobile
    found: list[bool | None] = []
    for key in (touchpoint.channel, *touchpoint.also):
        channel = context.index.channel(key)
        if channel is None:
            found.append(None)
        elif channel.kind in ON_THE_PHONE:
            found.append(True)
        else:
            found.append(False if digital(channel) is False else None)
    if True in found:
        return True
    return None if None in found else False


# ---------------------------------------------------------------- low-without-way-to-help


@check(
    "low-without-way-to-help",
    level="warning",
    kind="experience",
    family="channels",
    title=M("Low from which nobody gets to help"),
    why=M(
        "Where it goes as badly as it can, people look for somebody who helps; if the map shows no "
        "way there, they are left alone with it."
    ),
    source="Nielsen Norman Group, help and support along the journey; Strativity, service recovery",
    settings={"steps": 3},
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, channel: app, emotion: -2}"
    "   # and no chat, phone or support within three steps",
)
def low_without_way_to_help(context: Context) -> Iterator[Finding]:
    """Yield the worst lows from which no way leads to help within three steps.

    A worst low is a rating at the end of its scale (emotion −2, effort 5, success 1), for anybody.
    Help is a touchpoint of kind support or advice, or on a channel where somebody answers. Quiet at
    steps that are help themselves or the customer's own, at ends (there is no way on), and in maps
    that show no help at all, since they are about something else.
    """
    index = context.index
    channels = {key for key, channel in index.records(Channel) if channel.kind in HELP}
    helping = {
        touchpoint.id
        for touchpoint in context.map.touchpoints
        if touchpoint.kind in ("support", "advice") or touchpoint.channel in channels
    }
    if not helping:
        return
    near, ways = set(helping), context.asked(steps)
    edge = helping
    most = int(context.settings["steps"])
    for _ in range(most):
        edge = {before for key in edge for before in ways.back.get(key, ())} - near
        near |= edge
    for key, touchpoint, _ in with_lows(context):  # a worst low is a low
        if key in near or not touchpoint.channel or touchpoint.exit or not ways.on.get(key):
            continue
        bad = lows(touchpoint, WORST)
        if bad:
            yield Finding(
                key,
                M(
                    "From {touchpoint} ({ratings}) nobody gets to help within {n} step",
                    plural="From {touchpoint} ({ratings}) nobody gets to help within {n} steps",
                    n=most,
                    touchpoint=quoted(touchpoint.name),
                    ratings=listed([rating(index, low) for low in bad]),
                ),
            )


# ---------------------------------------------------------------- acquisition-channels-missing


@check(
    "acquisition-channels-missing",
    level="info",
    family="channels",
    profiles=frozenset(("commerce",)),
    title=M("Ways to the shop that the map leaves out"),
    why=M(
        "Each way in brings other people with other expectations; a map that begins at one of them "
        "tells the journey of a few."
    ),
    source="Google Analytics, default channel group",
    settings={"missing": 5},
    example="channels:\n  - {id: search, name: Search, kind: organic_search}"
    "   # and no other way in, in a map with a stage of awareness",
)
def acquisition_channels_missing(context: Context) -> Iterator[Finding]:
    """Yield once which of the seven usual ways to a shop the map leaves out, from five on.

    The ways are direct, referral, organic, paid, social, e-mail and display. Asked of maps that
    begin before the purchase (a stage of awareness) and look at how people come: they show one of
    the ways, or awareness on two channels. A way counts where a touchpoint is on a channel of its
    kind; an advertisement on any channel counts as paid search and as display.
    """
    beginning = [stage.id for stage in context.map.stages if stage.kind == "awareness"]
    if not beginning:
        return
    kinds = {
        channel.kind for key in _by_channel(context) if (channel := context.index.channel(key))
    }
    shown = {name for name, of in ACQUISITION.items() if of & kinds}
    if any(touchpoint.kind == "advertising" for touchpoint in context.map.touchpoints):
        shown |= {"paid", "display"}
    first = {t.channel for t in context.map.touchpoints if t.stage in beginning and t.channel}
    if not shown and len(first) < 2:
        return
    missing = [name for name in ACQUISITION if name not in shown]
    if len(missing) >= context.settings["missing"]:
        yield Finding(
            beginning[0],
            M(
                "The map shows few of the ways in which people come: {ways} are not on it",
                ways=listed([_ACQUISITION_NAMES[name] for name in missing]),
            ),
        )


# ---------------------------------------------------------------- what they share


def _by_channel(context: Context) -> dict[Key, list[Touchpoint]]:
    """Return the touchpoints of each channel that is used, in file order of the channels."""
    return context.once("touchpoints by channel", lambda: _on_channels(context))


def _on_channels(context: Context) -> dict[Key, list[Touchpoint]]:
    on: dict[Key, list[Touchpoint]] = {channel.id: [] for channel in context.map.channels}
    for touchpoint in context.map.touchpoints:
        for key in dict.fromkeys((touchpoint.channel, *touchpoint.also)):
            if key in on:
                on[key].append(touchpoint)
    return {key: found for key, found in on.items() if found}


def by_stage(context: Context) -> dict[Key, list[Touchpoint]]:
    """Return the touchpoints of each stage that is there, in file order of the stages."""
    return context.once("touchpoints by stage", lambda: _grouped(context))


def _grouped(context: Context) -> dict[Key, list[Touchpoint]]:
    found: dict[Key, list[Touchpoint]] = {stage.id: [] for stage in context.map.stages}
    for touchpoint in context.map.touchpoints:
        if touchpoint.stage in found:
            found[touchpoint.stage].append(touchpoint)
    return {key: touchpoints for key, touchpoints in found.items() if touchpoints}


CHECKS = (
    channel_silo,
    stage_with_one_channel,
    stage_without_mobile,
    low_without_way_to_help,
    acquisition_channels_missing,
)
