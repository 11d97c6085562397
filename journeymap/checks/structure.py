"""Is the frame of the map filled? Stages and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.naming import quoted
from journeymap.checks.registry import check
from journeymap.model.index import Key
from journeymap.model.text import M


@check(
    "stage-without-touchpoint",
    level="error",
    family="structure",
    since="draft",
    title=M("Stage without a touchpoint"),
    why=M(
        "A stage is what the customer goes through; where nothing happens to them it is a heading "
        "of ours, or a part of the journey that nobody has looked at."
    ),
    source="Nielsen Norman Group, Journey Mapping 101",
    example="stages:\n  - {id: return, name: Come back}   # and no touchpoint with stage: return",
)
def stage_without_touchpoint(context: Context) -> Iterator[Finding]:
    """Yield the stages in which no touchpoint stands and through which none lasts."""
    filled = _stages_with_touchpoints(context)
    for entry in context.index.of_kind("stage"):
        if entry.key in filled or "#" in entry.key:
            continue  # a second stage of the same id is `id-repeated`'s
        stage = context.index.stage(entry.key)
        if stage is not None:
            yield Finding(
                entry.key,
                M("The stage {stage} has no touchpoint", stage=quoted(stage.name)),
            )


def _stages_with_touchpoints(context: Context) -> set[Key]:
    """Return the stages in which a touchpoint stands, or through which one lasts."""
    positions = {entry.key: entry.position for entry in context.index.of_kind("stage")}
    filled: set[Key] = set()
    for touchpoint in context.map.touchpoints:
        filled.add(touchpoint.stage)
        first, last = positions.get(touchpoint.stage), positions.get(touchpoint.until or "")
        if first is not None and last is not None:
            filled.update(key for key, at in positions.items() if first <= at <= last)
    return filled


CHECKS = (stage_without_touchpoint,)
