"""Which records others make use of: named by a step, a flow, an aim or a source.

An exception for a record, its translation and its colour are about the record and no use of it.
"""

from __future__ import annotations

from journeymap.checks.context import Context
from journeymap.model.mentioning import mentions

_NO_USE = ("checks", "translations", "look")


def in_use(context: Context) -> frozenset[str]:
    """Return every id, key and spelling of a flow by which a record is made use of."""
    return context.once(
        "in use",
        lambda: frozenset(
            each.named
            for each in mentions(context.map, context.index)
            if each.key or each.path[0] not in _NO_USE
        ),
    )
