"""Maps by chance for the layout: every kind of flow, spans, stubs, personas, and broken names."""

from __future__ import annotations

import itertools
import random
from typing import Any, get_args

from journeymap.model.journey import (
    Backstage,
    Channel,
    Flow,
    JourneyMap,
    Opportunity,
    PainPoint,
    Persona,
    PersonaView,
    Stage,
    Touchpoint,
)
from journeymap.model.vocabulary import LANES, FlowKind
from journeymap.picture.picture import View

WORDS = (
    "pay order declined a wonderful notification of the store unbelievably-long-word app".split()
)


def chance_map(seed: int, most: int = 22, broken: bool = True, **fields: Any) -> JourneyMap:
    """Return a map of up to `most` touchpoints; with `broken` some names lead nowhere."""
    rng = random.Random(f"map {seed}")
    count = rng.randint(0, most)
    stages = [f"s{i}" for i in range(rng.randint(0 if broken else 1, 5))]
    channels = [f"c{i}" for i in range(rng.randint(0, 6))]
    personas = [f"p{i}" for i in range(rng.randint(0, 3))]
    lost = ["nowhere"] if broken and rng.random() < 0.4 else []
    ids = [f"t{i}" for i in range(count)]
    if broken and count > 2 and rng.random() < 0.2:
        ids[rng.randrange(count)] = ids[0]  # the same id twice
    touchpoints = []
    for key in ids:
        rated = rng.random() < 0.7
        touchpoints.append(
            Touchpoint(
                id=key,
                name=text(rng, 1, 6),
                stage=rng.choice([*stages, *lost] or ["nowhere"]),
                channel=rng.choice([*channels, *lost, None]),
                also=tuple(rng.sample(channels, rng.randint(1, len(channels))))
                if channels and rng.random() < 0.15
                else (),
                until=rng.choice([*stages, *lost, None]) if rng.random() < 0.15 else None,
                emotion=rng.randint(-2, 2) if rated else None,
                success=rng.randint(1, 5) if rated else None,
                effort=rng.randint(1, 5) if rng.random() < 0.5 else None,
                personas=tuple(rng.sample(personas, 1)) if personas and rng.random() < 0.3 else (),
                by_persona={personas[0]: PersonaView(emotion=rng.randint(-2, 2))}
                if personas and rng.random() < 0.2
                else {},
                moment_of_truth=rng.random() < 0.2,
                assumption=rng.random() < 0.2,
                owner=rng.choice(["CX", "Ops", None]),
                quote=text(rng, 3, 12) if rng.random() < 0.2 else None,
                image="a.png" if rng.random() < 0.1 else None,
            )
        )
    ends = [*ids, *lost]
    flows = tuple(
        Flow(
            source=rng.choice(ends),
            target=rng.choice(ends),
            kind=rng.choice(get_args(FlowKind)),
            when=text(rng, 1, 7) if rng.random() < 0.3 else None,
            share=rng.random() if rng.random() < 0.4 else None,
            personas=tuple(rng.sample(personas, 1)) if personas and rng.random() < 0.1 else (),
        )
        for _ in range(rng.randint(0, 2 * count) if ends else 0)
    )
    # most journeys mainly go on from one to the next
    flows += tuple(
        Flow(source=a, target=b) for a, b in itertools.pairwise(ids) if rng.random() < 0.5
    )
    places = [*ids, *stages, *channels, *lost, "map", *(f"{f.source} -> {f.target}" for f in flows)]
    pains = tuple(
        PainPoint(
            id=f"pain{i}",
            name=text(rng, 2, 8),
            at=tuple(rng.choice(places) for _ in range(rng.randint(1, 3))),
            severity=rng.choice([None, 1, 2, 3, 4, 5]),
        )
        for i in range(rng.randint(0, 12))
    )
    return JourneyMap(
        title=text(rng, 1, 5),
        personas=tuple(Persona(id=p, name=p) for p in personas),
        stages=tuple(
            Stage(id=s, name=text(rng, 1, 3), phase=rng.choice([None, "one", "two"]))
            for s in stages
        ),
        channels=tuple(Channel(id=c, name=text(rng, 1, 3)) for c in channels),
        touchpoints=tuple(touchpoints),
        flows=flows,
        pain_points=pains,
        opportunities=tuple(
            Opportunity(id=f"chance{i}", name=text(rng, 2, 6), solves=(f"pain{i}",))
            for i in range(rng.randint(0, 4))
        ),
        backstage=tuple(
            Backstage(
                id=f"step{i}",
                name=text(rng, 1, 5),
                layer=rng.choice(("frontstage", "backstage", "support")),
                at=(rng.choice(ends),),
            )
            for i in range(rng.randint(0, 5) if ends else 0)
        ),
        **fields,
    )


def chance_view(seed: int, m: JourneyMap, **wishes: Any) -> View:
    """Return a view of the map by chance."""
    rng = random.Random(f"view {seed}")
    lanes = tuple(rng.sample(LANES, rng.randint(1, len(LANES))))
    chosen = View(
        persona=rng.choice(["", *(p.id for p in m.personas)]),
        lanes=lanes if "channels" in lanes else (*lanes, "channels"),
        rows=rng.choice(("channel", "channel", "persona", "owner")),
        columns=rng.choice((0, 0, 1, 2, 3, 5)),
    )
    return chosen._replace(**wishes)


def text(rng: random.Random, least: int, most: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(least, most)))
