"""What a check gives: a finding, its place, its words, and where possible the edit that mends it.

Findings are plain values. A check states what only it can know (where, what, which fix); its id,
level, kind and reason are filled in by the runner, so that settings apply to every check alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from journeymap.model.document import Edit
from journeymap.model.index import Key
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Level

# Is the map sound, or do customers suffer? Bad news of the second kind never breaks a build.
About: TypeAlias = Literal["map", "experience"]
Group: TypeAlias = tuple[str, ...]  # what findings of one check are rolled up by

SEVERITY: Mapping[Level, int] = {"error": 0, "warning": 1, "info": 2, "silent": 3}
NOTHING = M("")


class Fix(NamedTuple):
    """An edit that makes a finding go away; it finds its target again by id, else is Refused."""

    name: Message
    edit: Edit


class Finding(NamedTuple):
    """One thing a check has seen.

    `at` is the key of the record (empty: the map), `field` the dotted path of the field in it, and
    `also` the keys of further records that the finding speaks for. `rolled` are the places of the
    findings that were made one, empty where it is one alone. `group` overrides what the
    finding may be rolled up with; left out it is the stage, or the pair of channels, of `at`.
    """

    at: Key
    message: Message
    field: str = ""
    fix: Fix | None = None
    also: tuple[Key, ...] = ()
    rolled: tuple[Key, ...] = ()
    group: Group = ()
    check: str = ""
    level: Level = "warning"
    kind: About = "map"
    why: Message = NOTHING
    set_by: Message = NOTHING

    @property
    def places(self) -> tuple[Key, ...]:
        """Every record the finding speaks for, the first one first."""
        return (self.at, *self.also)
