"""The lanes that cards stand in: one per channel, persona or owner, and what each is called.

No card may vanish: who names no channel stands in "On their own", who names one that does not
exist in "?", and both lanes are there only when they are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from journeymap.model.journey import JourneyMap
from journeymap.model.order import channel_places, positions
from journeymap.model.text import M, Message, say
from journeymap.model.vocabulary import NAMES, Lane
from journeymap.picture.icons import channel_icon
from journeymap.picture.picture import UNKNOWN, Token, View
from journeymap.picture.theme import channel_color, persona_color

PLAIN: Token = "text.soft"
NAMED = 4  # ids that lead nowhere are told
ICONS: dict[Lane, str] = {
    "storyboard": "image",
    "channels": "channel",
    "curve": "curve",
    "quotes": "quote",
    "pains": "pain",
    "backstage": "backstage",
    "metrics": "metrics",
}


class CardLane(NamedTuple):
    """A lane of cards: the record it stands for, its name, icon, colour and owner."""

    key: str
    name: str
    icon: str
    color: Token
    details: tuple[str, ...]
    alt: Message


class CardLanes(NamedTuple):
    """All lanes of cards from top to bottom, and the lane of each touchpoint."""

    lanes: list[CardLane]
    lane: list[int]
    edges: list[Token]  # the colour of each touchpoint's channel


def channel_lanes(m: JourneyMap) -> list[CardLane]:
    """Return a lane for each channel."""
    colors = [color_of(m, c.id, c.color, channel_color(i)) for i, c in enumerate(m.channels)]
    return [
        CardLane(c.id, c.name, channel_icon(c.kind), color, (c.owner,) if c.owner else (),
                 M("Channel {name}", name=c.name))
        for c, color in zip(m.channels, colors, strict=True)
    ]  # fmt: skip


def card_lanes(
    m: JourneyMap,
    view: View,
    at: Sequence[int] | None = None,
    channels: Sequence[CardLane] | None = None,
) -> CardLanes:
    """Return the lanes that `view.rows` asks for, and who stands where.

    `at` are the places of the channels that touchpoints name and `channels` the lanes of these,
    where the caller has them already.
    """
    if at is None:
        at = channel_places(m.channels, [t.channel for t in m.touchpoints])
    if channels is None:
        channels = channel_lanes(m)
    none, unknown = len(channels), len(channels) + 1
    edges = list(map([*(lane.color for lane in channels), PLAIN, PLAIN].__getitem__, at))
    if view.rows == "persona":
        lanes, lane = _by_persona(m, view)
    elif view.rows == "owner":
        lanes, lane = _by_owner(m, view)
    else:
        lanes = list(channels)
        lane = list(at)
        if none in at:
            lanes.append(_plain("", M("On their own"), "persona", view))
        if unknown in at:
            if none not in at:
                lane = [min(place, none) for place in at]
            known = positions(m.channels)
            missing = [t.channel for t in m.touchpoints if t.channel and t.channel not in known]
            lanes.append(unknown_lane(M("Channels that do not exist"), missing))
    return CardLanes(lanes, lane, edges)


def unknown_lane(alt: Message, missing: Iterable[str]) -> CardLane:
    """Return the lane "?" for what names something that is not in the map, with what it names."""
    return CardLane(UNKNOWN, UNKNOWN, "", PLAIN, (spelled_out(missing),), alt)


def spelled_out(missing: Iterable[str]) -> str:
    """Return the ids that lead nowhere, each once, the first few of them."""
    found = list(dict.fromkeys(missing))
    more = ["…"] if len(found) > NAMED else []
    return ", ".join([*found[:NAMED], *more])


def color_of(m: JourneyMap, key: str, color: str | None, otherwise: Token) -> Token:
    """Return the colour of a stage or channel: its own, the look's, else that of its place."""
    chosen = color or (m.look.colors.get(key) if m.look and m.look.colors else None)
    said = chosen is not None and (
        len(chosen) == len("#rrggbb") or chosen.startswith(("stage.", "channel."))
    )
    return chosen if chosen is not None and said else otherwise


def lane_name(kind: Lane, language: str) -> str:
    """Return what a lane without cards is called."""
    return say(NAMES["lane"][kind], language)


def _plain(key: str, name: Message, icon: str, view: View) -> CardLane:
    return CardLane(key, say(name, view.language), icon, PLAIN, (), name)


def _by_persona(m: JourneyMap, view: View) -> tuple[list[CardLane], list[int]]:
    personas = positions(m.personas)
    everyone, unknown = len(m.personas), len(m.personas) + 1
    lane = [
        next((personas[p] for p in t.personas if p in personas), unknown)
        if t.personas
        else everyone
        for t in m.touchpoints
    ]
    lanes = [
        CardLane(p.id, p.name, "persona", persona_color(i), (), M("Persona {name}", name=p.name))
        for i, p in enumerate(m.personas)
    ]
    if everyone in lane or not lanes:
        # what everybody does comes first, as it is the most of it
        lanes.insert(0, _plain("", M("Everyone"), "persona", view))
        lane = [0 if place == everyone else place + 1 for place in lane]
    if unknown in lane or unknown + 1 in lane:
        lane = [min(place, len(lanes)) for place in lane]
        missing = [p for t in m.touchpoints for p in t.personas if p not in personas]
        lanes.append(unknown_lane(M("Personas that do not exist"), missing))
    return lanes, lane


def _by_owner(m: JourneyMap, view: View) -> tuple[list[CardLane], list[int]]:
    owners: dict[str, int] = {}
    for t in m.touchpoints:
        if t.owner:
            owners.setdefault(t.owner, len(owners))
    lanes = [
        CardLane(name, name, "owner", channel_color(i), (), M("Owner {name}", name=name))
        for i, name in enumerate(owners)
    ]
    lane = [owners[t.owner] if t.owner else len(owners) for t in m.touchpoints]
    if len(owners) in lane or not lanes:
        lanes.append(_plain("", M("No owner"), "owner", view))
    return lanes, lane
