"""Whether a fix would bring up something else, looked at before it is offered.

Most fixes bring up nothing, and of some it can be told from the map as it is. Of the others the
checks that might speak look at the map as it would be: those that compare with how many there are,
or that follow the ways. Each such look takes its time, so a run has only so many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding
from journeymap.checks.registry import Check
from journeymap.checks.tuning import settings_of, tuning
from journeymap.model.document import Edit

MOST_LOOKS = 20


def brings(context: Context, edit: Edit, checks: Sequence[Check]) -> bool:
    """Return whether one of these checks speaks after an edit where it does not speak now.

    After MOST_LOOKS with these checks it is taken that one would: what is mended first makes room.
    """
    looks: list[Edit] = context.once(("looks", *(each.id for each in checks)), list)
    if len(looks) == MOST_LOOKS:
        return True
    looks.append(edit)
    after = context.of(edit(context.map))
    for each in checks:
        tuned = settings_of(each, tuning(context.layers, {each.id: each}))
        now = {place for found in _found(each, context, tuned) for place in found.places}
        if any(not now.issuperset(each.places) for each in _found(each, after, tuned)):
            return True
    return False


def _found(check: Check, context: Context, settings: dict[str, object]) -> Iterable[Finding]:
    return check.look(context.with_settings(settings))
