"""Moving touchpoints looks at those of the goal's stage alone, and does as if it looked at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.index import Key, index_of
from journeymap.model.journey import Flow, JourneyMap, Stage, Touchpoint
from journeymap.model.lines import added_after, only_way_on
from journeymap.model.problems import Refused
from tests.picture.mapmaker import chance_map


def looking_at_all(
    touchpoints: Sequence[Touchpoint], moved: Mapping[Key, Touchpoint], stage: Key, before: Key
) -> list[Touchpoint]:
    """Return the list in which some were moved, by its plain definition."""

    def stands_last(record: Touchpoint) -> bool:
        at = max(n for n, each in enumerate(touchpoints) if each.id == record.id)
        cell = (record.stage, record.channel)
        return all((each.stage, each.channel) != cell for each in touchpoints[at + 1 :])

    if not before and all(map(stands_last, moved.values())):
        return [moved.get(each.id, each) for each in touchpoints]
    rest = [each for each in touchpoints if each.id not in moved]
    place = next((n for n, each in enumerate(rest) if each.id == before), None)
    if place is None:
        place = 1 + max((n for n, t in enumerate(rest) if t.stage == stage), default=len(rest) - 1)
    return [*rest[:place], *moved.values(), *rest[place:]]


@settings(max_examples=300)
@given(st.integers(0, 1 << 32))
def test_touchpoints_land_where_they_would_if_all_were_looked_at(seed: int) -> None:
    rng, m = Random(seed), chance_map(seed, most=30)
    if not (m.touchpoints and m.stages):
        return
    for _ in range(4):
        ids = [each.id for each in m.touchpoints]
        keys = dict.fromkeys(rng.choices(ids, k=rng.randint(1, 3)))
        stage, before = rng.choice(m.stages).id, rng.choice(["", "", *ids])
        channel = rng.choice([edits.KEEP, None, *(each.id for each in m.channels)])
        fields = {"stage": stage} | ({} if channel == edits.KEEP else {"channel": channel})
        try:
            new = edits.move(m, keys, stage, channel, before)
        except Refused:
            continue
        first = {key: next(t for t in m.touchpoints if t.id == key) for key in keys}
        moved = {k: edits.in_cell(t, fields) for k, t in first.items() if k != before}
        wanted = looking_at_all(m.touchpoints, moved, stage, before)
        assert list(new.touchpoints) == wanted
        assert edits.resettled(m.touchpoints, moved, stage, before) == wanted
        m = new


@settings(max_examples=200)
@given(st.integers(0, 1 << 32))
def test_a_step_is_put_into_a_line_as_by_one_edit_after_the_other(seed: int) -> None:
    m = chance_map(seed, broken=False)
    for touchpoint in m.touchpoints:
        way = only_way_on(m.flows, touchpoint.id)
        if way is None or way.target == touchpoint.id:
            continue
        made = Touchpoint(id="made", name="Made", stage=touchpoint.stage)
        plain = edits.add(m, made, before=_next_of(m, touchpoint.id))
        plain = edits.change(plain, index_of(plain).flow_key(way), target="made")
        assert added_after(m, touchpoint.id, made) == edits.connect(plain, "made", way.target)


def test_a_step_is_not_put_before_what_is_not_there() -> None:
    m = JourneyMap(
        title="x",
        stages=(Stage(id="s", name="S"),),
        touchpoints=(Touchpoint(id="a", name="A", stage="s"),),
        flows=(Flow(source="a", target="ghost"),),
    )
    with pytest.raises(Refused, match="ghost"):
        added_after(m, "a", Touchpoint(id="b", name="B", stage="s"))


def _next_of(m: JourneyMap, key: Key) -> Key:
    ids = [each.id for each in m.touchpoints]
    at = ids.index(key) + 1
    return ids[at] if at < len(ids) else ""
