"""What the channels of a map, side by side, say: gaps, silos, differences, and what lies behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from journeymap.checks.channels import digital, owned
from journeymap.checks.context import Context
from journeymap.checks.experience import LOW, WORST, lows, rating
from journeymap.checks.finding import Finding
from journeymap.checks.flows import with_ends
from journeymap.checks.metrics import newest, value_of
from journeymap.checks.naming import listed, name_of, names, quoted
from journeymap.checks.registry import check
from journeymap.model.graph import parts
from journeymap.model.index import Key
from journeymap.model.journey import Channel, Metric, Touchpoint
from journeymap.model.readings import Point
from journeymap.model.scales import scale_of
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
    part = {key: n for n, part in enumerate(context.asked(parts)) for key in part}
    joined: dict[int, set[Key]] = {}
    for touchpoint in context.map.touchpoints:
        for channel in (touchpoint.channel, *touchpoint.also):
            if channel in on and touchpoint.id in part:
                joined.setdefault(part[touchpoint.id], set()).add(channel)
    drawn = {touchpoint.channel for _, _, *ends in with_ends(context) for touchpoint in ends}
    for channel, touchpoints in on.items():
        own = {part[t.id] for t in touchpoints if t.id in part}
        if channel in drawn and all(joined.get(n) == {channel} for n in own):
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
    for stage, touchpoints in _by_stage(context).items():
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
    by_stage = _by_stage(context)
    for stage in context.map.stages:
        if stage.kind not in ("awareness", "evaluation", "purchase"):
            continue
        known = [
            _is_mobile(context, touchpoint)
            for touchpoint in by_stage.get(stage.id, ())
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
    index, graph = context.index, context.graph()
    helping = {t.id for t in context.map.touchpoints if _is_help(context, t)}
    if not helping:
        return
    near = set(helping)
    edge = helping
    steps = int(context.settings["steps"])
    for _ in range(steps):
        edge = {before for key in edge if key in graph for before in graph.pred[key]} - near
        near |= edge
    for entry in index.of_kind("touchpoint"):
        touchpoint = entry.record
        if not isinstance(touchpoint, Touchpoint) or entry.key in near or entry.key not in graph:
            continue
        if not touchpoint.channel or touchpoint.exit or not graph.succ[entry.key]:
            continue
        bad = lows(touchpoint, WORST)
        if bad:
            yield Finding(
                entry.key,
                M(
                    "From {touchpoint} ({ratings}) nobody gets to help within {n} step",
                    plural="From {touchpoint} ({ratings}) nobody gets to help within {n} steps",
                    n=steps,
                    touchpoint=quoted(touchpoint.name),
                    ratings=listed([rating(index, low) for low in bad]),
                ),
            )


def _is_help(context: Context, touchpoint: Touchpoint) -> bool:
    channel = context.index.channel(touchpoint.channel)
    return touchpoint.kind in ("support", "advice") or bool(channel and channel.kind in HELP)


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
    begin before the purchase (a stage of awareness); a way counts where a touchpoint is on a
    channel of its kind.
    """
    beginning = [stage.id for stage in context.map.stages if stage.kind == "awareness"]
    if not beginning:
        return
    kinds = {
        channel.kind for key in _by_channel(context) if (channel := context.index.channel(key))
    }
    missing = [name for name, of in ACQUISITION.items() if not of & kinds]
    if len(missing) >= context.settings["missing"]:
        yield Finding(
            beginning[0],
            M(
                "The map shows few of the ways in which people come: {ways} are not on it",
                ways=listed([_ACQUISITION_NAMES[name] for name in missing]),
            ),
        )


# ---------------------------------------------------------------- inconsistent-across-channels


@check(
    "inconsistent-across-channels",
    level="warning",
    kind="experience",
    family="channels",
    title=M("Stage that goes well on one channel and badly on another"),
    why=M(
        "Customers remember one company. What is easy here and hard there looks like carelessness, "
        "and the better channel shows that it could be done."
    ),
    source="Nielsen Norman Group, consistency in omnichannel experience",
    settings={"points": 20, "emotion": 2},
    example="readings:   # of one metric in one stage: 84 on the app, 52 at the till",
)
def inconsistent_across_channels(context: Context) -> Iterator[Finding]:
    """Yield once a stage and metric the channels whose newest readings lie far apart.

    Compared are metrics on a scale of their own width: CSAT, CES and NPS, scores and shares, each
    as points of 100 (of 200 for NPS), the worst touchpoint with the best on another channel, and
    only where the intervals do not meet. Without such a metric in the stage, the emotions of
    touchpoints of one kind are compared: two apart, with a bad one among them. Only what customers
    choose between is compared: steps that follow on one another in the stage are other steps.
    """
    for stage, touchpoints in _by_stage(context).items():
        measured: dict[Key, list[tuple[Touchpoint, Metric, Point]]] = {}
        for touchpoint in touchpoints:
            for metric, point in newest(context, touchpoint.id) if touchpoint.channel else ():
                if _points(metric, point.value) is not None:
                    measured.setdefault(metric.id, []).append((touchpoint, metric, point))
        found = False
        for each in measured.values():
            apart = _apart(context, each, context.settings["points"])
            if apart:
                found = True
                yield _measured_apart(context, stage, *apart)
        if not found:
            yield from _felt_apart(context, stage, touchpoints)


def _points(metric: Metric, value: float) -> float | None:
    """Return a value in points of 100, None where the metric has no scale to count points on."""
    if metric.kind == "ratio":
        return 100 * value
    scale = scale_of(metric)
    if metric.kind == "nps":
        return value
    if metric.kind == "csat":
        return value
    if metric.kind in ("ces", "score") and scale and scale[1] > scale[0]:
        inside = scale[0] <= value <= scale[1]
        return 100 * (value - scale[0]) / (scale[1] - scale[0]) if inside else value
    return None


def _apart(
    context: Context, found: Sequence[tuple[Touchpoint, Metric, Point]], least: float
) -> tuple[tuple[Touchpoint, Metric, Point], tuple[Touchpoint, Metric, Point]] | None:
    """Return the highest and the lowest of different channels where they lie far enough apart."""
    ordered = sorted(found, key=lambda each: each[2].value)
    for low in ordered[:1]:
        line = _in_line(context, low[0])
        for high in reversed(ordered):
            if high[0].channel == low[0].channel or high[0].id in line:
                continue
            one, other = _points(low[1], low[2].value), _points(high[1], high[2].value)
            if one is None or other is None or other - one < least:
                return None
            meet = low[2].high is not None and high[2].low is not None
            if meet and (high[2].low or 0) <= (low[2].high or 0):
                return None
            return high, low
    return None


def _in_line(context: Context, touchpoint: Touchpoint) -> set[Key]:
    """Return the touchpoints of a stage before and after one of it on some way inside the stage."""
    graph = context.graph()
    stage = {each.id for each in _by_stage(context).get(touchpoint.stage, ())}
    found = set()
    for onward in (graph.succ, graph.pred):
        seen, todo = {touchpoint.id}, [touchpoint.id]
        while todo:
            for there in onward[todo.pop()]:
                if there in stage and there not in seen:
                    seen.add(there)
                    todo.append(there)
        found |= seen
    return found


def _measured_apart(
    context: Context,
    stage: Key,
    high: tuple[Touchpoint, Metric, Point],
    low: tuple[Touchpoint, Metric, Point],
) -> Finding:
    metric = high[1]
    return Finding(
        stage,
        M(
            "In {stage}, {metric} is {high} at {one} ({one_channel}) and {low} at {other} "
            "({other_channel})",
            stage=name_of(context.index, stage),
            metric=metric.name,
            high=value_of(metric, high[2].value),
            one=quoted(high[0].name),
            one_channel=_bare(context, high[0]),
            low=value_of(metric, low[2].value),
            other=quoted(low[0].name),
            other_channel=_bare(context, low[0]),
        ),
        also=(high[0].id, low[0].id),
    )


def _felt_apart(
    context: Context, stage: Key, touchpoints: Sequence[Touchpoint]
) -> Iterator[Finding]:
    same: dict[str, list[Touchpoint]] = {}
    for touchpoint in touchpoints:
        if touchpoint.channel and touchpoint.emotion is not None:
            same.setdefault(touchpoint.kind or "", []).append(touchpoint)
    for found in same.values():
        low = min(found, key=lambda t: t.emotion or 0)
        if len(found) < 2 or (low.emotion or 0) >= 0:
            continue
        line = _in_line(context, low)
        others = (t for t in found if t.channel != low.channel and t.id not in line)
        high = max(others, key=lambda t: t.emotion or 0, default=None)
        if high is None:
            continue
        if (high.emotion or 0) - (low.emotion or 0) >= context.settings["emotion"]:
            yield Finding(
                stage,
                M(
                    "In {stage}, {one} ({one_channel}) has an emotion of {high} and {other} "
                    "({other_channel}) one of {low}",
                    stage=name_of(context.index, stage),
                    one=quoted(high.name),
                    one_channel=_bare(context, high),
                    high=high.emotion or 0,
                    other=quoted(low.name),
                    other_channel=_bare(context, low),
                    low=low.emotion or 0,
                ),
                also=(high.id, low.id),
            )


# ---------------------------------------------------------------- same-system-under-lows


def _several_systems(context: Context, found: Sequence[Finding]) -> Message:
    return M(
        "Several lows have a system in common: {systems}",
        systems=listed(
            [
                M(
                    "{system} ({touchpoints})",
                    context="system under lows",
                    system=finding.message.args["system"],
                    touchpoints=names(context.index, finding.places),
                )
                for finding in found
            ]
        ),
    )


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
    roll_up=1,
    rolled=_several_systems,
    example="touchpoints:   # three with emotion −1 or worse, all with systems: [CRM]",
)
def same_system_under_lows(context: Context) -> Iterator[Finding]:
    """Yield once a system the lows that it lies under, from three on.

    Its own systems, and those of the steps behind it, count for a touchpoint. Names are the same
    that differ in nothing but case and spaces. Quiet where most touchpoints with that system are no
    lows: what lies under everything explains nothing.
    """
    under: dict[str, set[str]] = {}
    spelt: dict[str, str] = {}

    def lies(system: str, key: Key) -> None:
        folded = " ".join(system.casefold().split())
        spelt.setdefault(folded, " ".join(system.split()))
        under.setdefault(folded, set()).add(key)

    for touchpoint in context.map.touchpoints:
        for system in touchpoint.systems:
            lies(system, touchpoint.id)
    for step in context.map.backstage:
        for system in step.systems:
            for key in step.at:
                lies(system, key)
    limits = dict(context.settings)
    low = {t.id for t in context.map.touchpoints if lows(t, limits)}
    for folded, keys in under.items():
        bad = sorted(keys & low, key=context.rank)
        if len(bad) >= context.settings["lows"] and 2 * len(bad) > len(keys):
            yield Finding(
                bad[0],
                M(
                    "{n} low has the system {system} in common: {touchpoints}",
                    plural="{n} lows have the system {system} in common: {touchpoints}",
                    n=len(bad),
                    system=spelt[folded],
                    touchpoints=names(context.index, bad),
                ),
                field="systems",
                also=tuple(bad[1:]),
                group=("systems",),
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
    for stage, touchpoints in _by_stage(context).items():
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


# ---------------------------------------------------------------- what they share


def _by_channel(context: Context) -> dict[Key, list[Touchpoint]]:
    """Return the touchpoints of each channel that is used, in file order of the channels."""
    on: dict[Key, list[Touchpoint]] = {channel.id: [] for channel in context.map.channels}
    for touchpoint in context.map.touchpoints:
        for key in dict.fromkeys((touchpoint.channel, *touchpoint.also)):
            if key in on:
                on[key].append(touchpoint)
    return {key: found for key, found in on.items() if found}


def _by_stage(context: Context) -> dict[Key, list[Touchpoint]]:
    """Return the touchpoints of each stage that is there, in file order of the stages."""
    return context.once("touchpoints by stage", lambda: _grouped(context))


def _grouped(context: Context) -> dict[Key, list[Touchpoint]]:
    found: dict[Key, list[Touchpoint]] = {stage.id: [] for stage in context.map.stages}
    for touchpoint in context.map.touchpoints:
        if touchpoint.stage in found:
            found[touchpoint.stage].append(touchpoint)
    return {key: touchpoints for key, touchpoints in found.items() if touchpoints}


def _bare(context: Context, touchpoint: Touchpoint) -> Message | str:
    channel: Channel | None = context.index.channel(touchpoint.channel)
    return channel.name if channel else touchpoint.channel or ""


CHECKS = (
    channel_silo,
    stage_with_one_channel,
    stage_without_mobile,
    low_without_way_to_help,
    acquisition_channels_missing,
    inconsistent_across_channels,
    same_system_under_lows,
    backstage_missing,
)
