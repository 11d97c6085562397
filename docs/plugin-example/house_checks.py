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
    """Yield the touchpoints with a word in capitals; shorter words, such as SMS, may be so.

    Only a name that is shouted from end to end is written anew, word by word but for the short
    ones: which words of another name are names of their own, such as IKEA, no program can know.
    """
    least = context.settings["letters"]
    for key, touchpoint in context.index.records(Touchpoint):
        words = touchpoint.name.split()
        shouted = [word for word in words if word.isupper() and len(word) >= least]
        if not shouted:
            continue
        fix = None
        if len(shouted) > 1 and touchpoint.name.isupper():
            calm = _calm(words, least)
            fix = Fix(M("Write “{name}”", name=calm), changed(key, name=calm))
        yield Finding(
            key,
            M("The name of “{name}” is shouted", name=touchpoint.name),
            field="name",
            fix=fix,
        )


def _calm(words: list[str], least: int) -> str:
    first, *rest = (word if len(word) < least else word.lower() for word in words)
    return " ".join([first[:1].upper() + first[1:], *rest])


CHECKS = (name_in_capitals,)
