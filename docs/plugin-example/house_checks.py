"""Our own check of journey maps: no name of a touchpoint is shouted in capitals."""

from __future__ import annotations

from collections.abc import Iterator

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.mending import changed
from journeymap.checks.registry import check
from journeymap.model.journey import Touchpoint
from journeymap.model.text import M


@check(
    "name-in-capitals",
    level="info",
    family="structure",
    title=M("Touchpoint whose name is shouted"),
    why=M("Capitals are hard to read on a card, and whatever is shouted seems more important."),
    source="Our style guide, page 4",
    settings={"letters": 4},
    fix=M("Write it like the others"),
    example="touchpoints:\n  - {id: pay, name: ORDER AHEAD, stage: order}",
)
def name_in_capitals(context: Context) -> Iterator[Finding]:
    """Yield the touchpoints with a word in capitals; shorter words, such as SMS, may be so."""
    least = context.settings["letters"]
    for key, touchpoint in context.index.records(Touchpoint):
        words = [word for word in touchpoint.name.split() if word.isupper() and len(word) >= least]
        if words:
            calm = touchpoint.name.capitalize()
            yield Finding(
                key,
                M("The name of “{name}” is shouted", name=touchpoint.name),
                field="name",
                fix=Fix(M("Write “{name}”", name=calm), changed(key, name=calm)),
            )


CHECKS = (name_in_capitals,)
