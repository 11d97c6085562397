"""Which stage a touchpoint stands in, as a number: what comes earlier and what later."""

from __future__ import annotations

from collections.abc import Mapping

from journeymap.checks.context import Context
from journeymap.model.index import Key
from journeymap.model.journey import Touchpoint


def stage_places(context: Context) -> Mapping[Key, int]:
    """Return the position of each stage by id."""
    return context.once(
        "stage places",
        lambda: {stage.id: n for n, stage in reversed(list(enumerate(context.map.stages)))},
    )


def place_of(touchpoint: Touchpoint, places: Mapping[Key, int]) -> int:
    """Return the position of the stage in which a touchpoint ends, −1 where there is none."""
    return max(places.get(touchpoint.stage, -1), places.get(touchpoint.until or "", -1))
