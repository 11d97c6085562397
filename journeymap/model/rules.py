"""May this happen now? Rules block a gesture while it is made and give the reason.

Rules are not checks: a check says whether a map is good and never blocks. Each rule answers None,
or a Refusal whose reason is shown beside the pointer and said by the command line.
"""

from __future__ import annotations

from typing import NamedTuple

from journeymap.model.index import Index, Key, label
from journeymap.model.text import M, Message


class Refusal(NamedTuple):
    """Why something may not happen, and the record it concerns."""

    reason: Message
    at: Key


def can_connect(index: Index, source: Key, target: Key) -> Refusal | None:
    """Return None when a flow from `source` to `target` may be drawn."""
    start, end = index.touchpoint(source), index.touchpoint(target)
    for key, touchpoint in ((source, start), (target, end)):
        if touchpoint is None:
            return Refusal(M("flows join touchpoints; “{id}” is none", id=key), key)
    if start is end and start is not None:
        reason = M("“{name}” cannot lead to itself; a loop needs another step", name=start.name)
        return Refusal(reason, source)
    if index.resolve(f"{source} -> {target}") and start and end:
        reason = M(
            "“{start}” leads to “{end}” already; change that flow instead",
            start=start.name,
            end=end.name,
        )
        return Refusal(reason, source)
    return None


def can_move(index: Index, key: Key, stage: Key, channel: Key | None) -> Refusal | None:
    """Return None when a touchpoint may stand in this stage and channel (None: any)."""
    touchpoint = index.touchpoint(key)
    if touchpoint is None:
        return Refusal(M("only touchpoints stand in cells; “{id}” is none", id=key), key)
    if index.stage(stage) is None:
        return Refusal(M("there is no stage “{id}”", id=stage), stage)
    if channel is not None and index.channel(channel) is None:
        return Refusal(M("there is no channel “{id}”", id=channel), channel)
    if touchpoint.until:
        last, goal = index.get(touchpoint.until), index.get(stage)
        if last and goal and last.position < goal.position:
            reason = M(
                "“{name}” lasts until “{stage}”, which comes before this stage",
                name=touchpoint.name,
                stage=label(last.record),
            )
            return Refusal(reason, key)
    return None
