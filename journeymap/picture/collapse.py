"""Collapsed stages: the map as it is laid out where some stages are shown as one summary card.

The touchpoints of a collapsed stage give way to one that stands for the stage, in the lane of most
of them; flows lead to it and from it, those with the same ends as one, and those inside the stage
are left out. All rules of layout then hold as they are. Nothing here changes the map itself, and
what is made here never leaves the picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from journeymap.model.experience import USUAL_IMPORTANCE, Ratings, ease, ratings
from journeymap.model.index import Key
from journeymap.model.journey import Flow, JourneyMap, Touchpoint
from journeymap.model.order import main_path, order_of, positions
from journeymap.picture.bones import keys_of
from journeymap.picture.kept import Kept
from journeymap.picture.lanes import CardLanes, card_lanes, color_of
from journeymap.picture.picture import Token, View
from journeymap.picture.theme import stage_color

ICON_ROOM = 12  # channels that a summary card names by their icons


class Means(NamedTuple):
    """Emotion, success and ease of a stage on −2..2, weighted by importance; None where unrated."""

    emotion: float | None
    success: float | None
    ease: float | None


class Summary(NamedTuple):
    """What a summary card tells of its stage."""

    stage: int  # its position
    touchpoints: int
    means: Means  # along the main path, as the stage's experience
    worst: int | None  # the lowest emotion, -2..2
    pains: int  # that hurt somewhere in the stage
    moments: int  # of truth
    channels: tuple[int, ...]  # positions, most used first


class Collapsed(NamedTuple):
    """A map without the touchpoints of its collapsed stages, and what stands for them.

    `inside` leads from the id of a touchpoint that is not shown to the position of the one that
    stands for its stage; `bundles` from the position of a flow to how many it stands for.
    """

    m: JourneyMap
    inside: dict[str, int]
    summaries: dict[int, Summary]
    rows: CardLanes
    keys: list[Key]
    flow_keys: list[Key]
    bundles: dict[int, int]

    def ends(self, source: str, target: str) -> tuple[str, str]:
        """Return the ends of a way as they are shown."""
        inside, shown = self.inside, self.m.touchpoints
        return (
            shown[inside[source]].id if source in inside else source,
            shown[inside[target]].id if target in inside else target,
        )


def collapsed_of(m: JourneyMap, view: View, kept: Kept) -> Collapsed | None:
    """Return the map as the view collapses it, None where it collapses nothing."""
    at = positions(m.stages)
    wanted = {key: at[key] for key in sorted(view.collapsed) if key in at}
    members: dict[int, list[int]] = {place: [] for place in wanted.values()}
    for i, t in enumerate(m.touchpoints):
        if t.stage in wanted:
            members[wanted[t.stage]].append(i)
    members = {stage: those for stage, those in members.items() if those}
    if not members:
        return None
    summaries = _summaries(m, view, members)
    stand_in = {
        stage: _stand_in(m, stage, found, kept) for stage, found in summaries.items()
    }  # fmt: skip
    stage_of = {i: stage for stage, those in members.items() for i in those}
    shown: list[Touchpoint] = []
    origin: list[int] = []
    place: dict[int, int] = {}  # of each stage's touchpoint
    for i, t in enumerate(m.touchpoints):
        stage = stage_of.get(i)
        if stage is None:
            shown.append(t)
            origin.append(i)
        elif stage not in place:
            place[stage] = len(shown)
            shown.append(stand_in[stage])
            origin.append(i)
    first = positions(m.touchpoints)
    inside = {
        m.touchpoints[i].id: place[stage]
        for i, stage in stage_of.items()
        if first[m.touchpoints[i].id] == i
    }
    keys, flow_keys = keys_of(m)
    flows, flow_from, bundles = _flows(m, inside, shown)
    rows = _rows(m, view, members, place, origin)
    return Collapsed(
        m.model_copy(
            update={
                # not settled: one that stands for a stage says by its identity what is new
                "touchpoints": tuple(shown),
                "flows": tuple(flows),
            }
        ),
        kept.settled("collapsed inside", inside),
        {place[stage]: found for stage, found in summaries.items()},
        rows,
        [
            m.stages[stage_of[i]].id if i in stage_of else keys[i]
            for i in origin
        ],
        [flow_keys[n] for n in flow_from],
        bundles,
    )  # fmt: skip


def _flows(
    m: JourneyMap, inside: Mapping[str, int], shown: Sequence[Touchpoint]
) -> tuple[list[Flow], list[int], dict[int, int]]:
    """Return the flows as they are shown, the position of the first that each stands for, bundles.

    A bundle is of the kind that all of it is, else it goes on; its share is that of all of it where
    they leave the same touchpoint.
    """
    flows: list[Flow] = []
    origin: list[int] = []
    bundled: dict[tuple[str, str], tuple[int, list[Flow]]] = {}
    for n, flow in enumerate(m.flows):
        one, two = inside.get(flow.source), inside.get(flow.target)
        if one is None and two is None:
            flows.append(flow)
            origin.append(n)
            continue
        if one == two:
            continue
        ends = (
            flow.source if one is None else shown[one].id,
            flow.target if two is None else shown[two].id,
        )
        if ends in bundled:
            bundled[ends][1].append(flow)
            continue
        bundled[ends] = (len(flows), [flow])
        flows.append(flow)
        origin.append(n)
    bundles = {}
    for (source, target), (at, those) in bundled.items():
        update: dict[str, Any] = {"source": source, "target": target}
        if len(those) > 1:
            bundles[at] = len(those)
            kinds = {flow.kind for flow in those}
            shares = [flow.share for flow in those if flow.share is not None]
            leaves_one = len({flow.source for flow in those}) == 1
            update |= {
                "kind": kinds.pop() if len(kinds) == 1 else "next",
                "when": None,
                "share": min(sum(shares), 1.0) if shares and leaves_one else None,
            }
        flows[at] = flows[at].model_copy(update=update)
    return flows, origin, bundles


def _rows(
    m: JourneyMap,
    view: View,
    members: Mapping[int, Sequence[int]],
    place: Mapping[int, int],
    origin: Sequence[int],
) -> CardLanes:
    """Return the lanes of the whole map; a summary stands in that of most of its touchpoints."""
    rows = card_lanes(m, view)
    lane = [rows.lane[i] for i in origin]
    edges = [rows.edges[i] for i in origin]
    for stage, those in members.items():
        counts = Counter(rows.lane[i] for i in those)
        lane[place[stage]] = min(counts, key=lambda n: (-counts[n], n))
        edges[place[stage]] = color_of_stage(m, stage)
    return CardLanes(rows.lanes, lane, edges)


def color_of_stage(m: JourneyMap, place: int) -> Token:
    """Return the colour of the stage at a position."""
    stage = m.stages[place]
    return color_of(m, stage.id, stage.color, stage_color(place))


def _stand_in(m: JourneyMap, place: int, found: Summary, kept: Kept) -> Touchpoint:
    """Return the touchpoint that stands for a stage: another one whenever its summary is."""
    stage = m.stages[place]
    return kept.of(
        f"stand-in {place}", stage, found,
        # a blank is in no id, so this one can be nobody else's
        lambda: Touchpoint.model_construct(
            id=f"stage {place}", name=stage.name, stage=stage.id, journey=stage.journey
        ),
    )  # fmt: skip


def _summaries(
    m: JourneyMap, view: View, members: Mapping[int, Sequence[int]]
) -> dict[int, Summary]:
    """Return what each collapsed stage comes to, for the persona in view."""
    persona = view.persona
    path = frozenset(main_path(m, order_of(m), persona))
    channels = positions(m.channels)
    hurting: dict[str, list[int]] = {}
    for number, pain in enumerate(m.pain_points):
        if pain.status in ("open", "accepted"):
            for at in pain.at:
                hurting.setdefault(at, []).append(number)
    found = {}
    for stage, those in members.items():
        touchpoints = [m.touchpoints[i] for i in those]
        for_persona = [
            i for i in those
            if not (persona and m.touchpoints[i].personas)
            or persona in m.touchpoints[i].personas
        ]  # fmt: skip
        rated = {i: ratings(m.touchpoints[i], persona) for i in for_persona}
        emotions = [r.emotion for r in rated.values() if r.emotion is not None]
        on_path = [rated[i] for i in for_persona if i in path]
        counts = Counter(
            channels[t.channel] for t in touchpoints if t.channel and t.channel in channels
        )
        places = {m.stages[stage].id, *(t.id for t in touchpoints)}
        found[stage] = Summary(
            stage,
            len(those),
            _means(on_path if any(_is_rated(r) for r in on_path) else list(rated.values())),
            min(emotions, default=None),
            len({number for at in places for number in hurting.get(at, ())}),
            sum(t.moment_of_truth for t in touchpoints),
            tuple(sorted(counts, key=lambda n: (-counts[n], n))),
        )
    return found


def _is_rated(rated: Ratings) -> bool:
    return rated[:3] != (None, None, None)


def _means(rated: Sequence[Ratings]) -> Means:
    return Means(
        _mean([(r.emotion, r) for r in rated]),
        _mean([(None if r.success is None else r.success - 3, r) for r in rated]),
        _mean([(None if r.effort is None else ease(r.effort) - 3, r) for r in rated]),
    )


def _mean(values: Sequence[tuple[int | None, Ratings]]) -> float | None:
    """Return the mean of what is known, weighted by importance."""
    total = weight = 0.0
    for value, rated in values:
        if value is not None:
            share = USUAL_IMPORTANCE if rated.importance is None else rated.importance
            total += share * value
            weight += share
    return round(total / weight, 4) if weight else None
