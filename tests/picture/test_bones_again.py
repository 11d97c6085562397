"""The first steps of layout after an edit: what is carried over is what would be found anew."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model.journey import Flow, JourneyMap
from journeymap.model.order import NOWHERE, Ends
from journeymap.picture.kept import Kept
from journeymap.picture.layout import layout
from journeymap.picture.picture import View
from tests.picture.fixed import FixedMeasure
from tests.picture.mapmaker import chance_map
from tests.picture.test_layout_again import edited, looked_at

MEASURE = FixedMeasure()
MADE_OF = {
    "ends": ("here", "ends"),
    "ranks": ("rank", "reading"),
    "lanes": ("lanes", "lane", "edges"),
    "fold": ("columns",),
    "cells": ("grid",),
    "led": (),
    "path": (),
}


def otherwise(m: JourneyMap, rng: random.Random, number: int) -> JourneyMap:
    """Return the map after an edit that gives touchpoints ids, takes several away, or any other."""
    touchpoints, flows = list(m.touchpoints), list(m.flows)
    if not touchpoints or rng.random() < 0.6:
        return edited(m, rng, number)
    at = rng.randrange(len(touchpoints))
    kind = rng.choice(("twice", "other id", "lost", "several", "moved far"))
    if kind in ("twice", "other id"):
        ids = [rng.choice(touchpoints).id, rng.choice(("nowhere", f"other-{number}"))]
        touchpoints[at] = touchpoints[at].model_copy(update={"id": ids[kind == "other id"]})
    elif kind == "lost":
        ends = [touchpoints[at].id, rng.choice(("nowhere", f"other-{number + 1}"))]
        rng.shuffle(ends)
        flows.insert(rng.randint(0, len(flows)), Flow(source=ends[0], target=ends[1]))
    elif kind == "several":
        gone = {each.id for each in rng.sample(touchpoints, min(len(touchpoints), 3))}
        touchpoints = [each for each in touchpoints if each.id not in gone]
        flows = [each for each in flows if gone.isdisjoint((each.source, each.target))]
    else:
        touchpoints.insert(rng.randrange(len(touchpoints)), touchpoints.pop(at))
    return m.model_copy(update={"touchpoints": tuple(touchpoints), "flows": tuple(flows)})


def steps_of(memo: dict[Any, Any]) -> dict[str, Any]:
    """Return what the steps gave, in a form that can be compared."""
    kept = Kept(dict(memo), memo["layout"][0])
    found: dict[str, Any] = {}
    for step, fields in MADE_OF.items():
        given = kept.found(step)
        for field in fields if given is not None else ():
            value = getattr(given, field)
            found[f"{step}.{field}"] = spread(value) if isinstance(value, Ends) else value
        if not fields:
            found[step] = given
    return found


def spread(ends: Ends) -> list[Any]:
    places = range(NOWHERE, max([*ends.sources, *ends.targets, 0]) + 9)
    return [
        ends.sources,
        ends.targets,
        *([list(each[place]) for place in places] for each in (ends.leaving, ends.entering)),
    ]


@settings(max_examples=60)
@given(st.integers(0, 1 << 32))
def test_after_any_edits_each_step_gives_what_it_gives_for_a_map_laid_out_anew(seed: int) -> None:
    rng = random.Random(f"bones {seed}")
    m = chance_map(seed, most=rng.choice((3, 12, 40)), broken=rng.random() < 0.5)
    view = looked_at(m, rng) if rng.random() < 0.5 else View()
    memo: dict[Any, Any] = {}
    layout(m, view, MEASURE, memo)
    for number in range(16):
        m = otherwise(m, rng, number)
        if rng.random() < 0.1:
            view = looked_at(m, rng)
        layout(m, view, MEASURE, memo)
        fresh: dict[Any, Any] = {}
        layout(m, view, MEASURE, fresh)
        again, anew = steps_of(memo), steps_of(fresh)
        assert [step for step in anew if again[step] != anew[step]] == []


@given(st.integers(0, 1 << 32))
@settings(max_examples=30)
def test_which_ids_no_touchpoint_has_is_known_after_any_edits(seed: int) -> None:
    rng = random.Random(f"unknown {seed}")
    m = chance_map(seed, most=20)
    memo: dict[Any, Any] = {}
    asked = {"nowhere", *(t.id for t in m.touchpoints)}
    for number in range(12):
        m = otherwise(m, rng, number)
        asked.update(t.id for t in m.touchpoints)
        layout(m, View(), MEASURE, memo)
        here = Kept(dict(memo), "en").found("ends").here
        assert here.unknown(asked) == asked.difference(t.id for t in m.touchpoints)
