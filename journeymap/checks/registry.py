"""How a check is declared: an id that reads as a finding, its words, and a pure generator.

    @check("stage-without-touchpoint", level="error", family="structure",
           title=M("Stage without a touchpoint"), why=M("…"), source="…")
    def stage_without_touchpoint(context: Context) -> Iterator[Finding]:
        ...

The decorator returns a Check and registers nothing behind one's back: a family module lists its
checks in CHECKS, and a third party names a Check, or a sequence of them, under the entry-point
group `journeymap.checks`. A check may ask its context for everything and may change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, TypeVar, get_args

from journeymap.checks.context import Context
from journeymap.checks.finding import SEVERITY, About, Finding
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import Level, State

Family: TypeAlias = Literal[
    "references",
    "frame",
    "structure",
    "flow",
    "channels",
    "experience",
    "pain and opportunity",
    "metrics",
    "reality",
    "evidence and sharing",
    "folder",
    "checks",
]
Since: TypeAlias = Literal["draft", "in-review", "live"]
Name = TypeVar("Name", bound=str)
Look: TypeAlias = Callable[[Context], Iterator[Finding]]
Rolled: TypeAlias = Callable[[Context, Sequence[Finding]], Message]

FAMILIES: Mapping[Family, Message] = {
    "references": M("References"),
    "frame": M("Frame"),
    "structure": M("Structure"),
    "flow": M("Flow"),
    "channels": M("Channels"),
    "experience": M("Experience"),
    "pain and opportunity": M("Pain and opportunity"),
    "metrics": M("Metrics"),
    "reality": M("Reality"),
    "evidence and sharing": M("Evidence and sharing"),
    "folder": M("Across the maps of a folder"),
    "checks": M("The checks themselves"),
}
BOTH: frozenset[State] = frozenset(("current", "future"))
ROLL_UP = 3  # more findings of one check than this in a stage or between two channels become one
_ID = re.compile(r"[a-z]+(-[a-z]+)*\Z")
# what a check of a third party is held to, which no type checker has looked at
_KNOWN: Mapping[str, Collection[str]] = {
    "level": tuple(SEVERITY),
    "family": tuple(FAMILIES),
    "kind": get_args(About),
    "since": get_args(Since),
}
_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "states": frozenset,
    "profiles": frozenset,
    "source": str,
    "example": str,
    "settings": Mapping,
    "fix": (Message, type(None)),
    "roll_up": int,
}


def nothing(context: Context) -> Iterator[Finding]:
    """Look at nothing: for the findings that the runner itself makes."""
    return iter(())


@dataclass(frozen=True)
class Check:
    """A check: what it is called, when it speaks, and the function that looks.

    `since` is the status from which on it speaks, `states` and `profiles` the maps it is for (no
    profile means all), `settings` its thresholds with their defaults. `rolled` words the finding
    that several become when more than `roll_up` of them belong together. A fix is `safe` when it
    follows from the map alone: it guesses nothing, leaves nothing to be filled in and takes out
    nothing that a person wrote, unless the same still stands elsewhere. Plain `--fix` makes only
    safe ones.
    """

    id: str
    level: Level
    family: Family
    title: Message
    why: Message
    look: Look = nothing
    kind: About = "map"
    source: str = ""
    since: Since = "in-review"
    states: frozenset[State] = BOTH
    profiles: frozenset[str] = frozenset()
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    fix: Message | None = None
    safe: bool = False
    example: str = ""
    roll_up: int = ROLL_UP
    rolled: Rolled | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not _ID.match(self.id):
            raise ValueError(f"{self.id!r} is not a check id: words in lower case, hyphens between")
        for name, known in _KNOWN.items():
            said = getattr(self, name)
            if said not in known:
                raise ValueError(f"{self.id}: {name} {said!r} is none of {', '.join(known)}")
        for name in ("title", "why"):
            if not isinstance(getattr(self, name), Message):
                raise ValueError(f"{self.id}: {name} is no M(…)")
        for name, kinds in _KINDS.items():
            if not isinstance(getattr(self, name), kinds):
                raise ValueError(f"{self.id}: {name} is {getattr(self, name)!r}")
        if not all(callable(each) for each in (self.look, self.rolled or nothing)):
            raise ValueError(f"{self.id}: look and rolled are functions")
        if self.kind == "experience" and self.level == "error":
            raise ValueError(f"{self.id}: only checks about the map may be errors")


def check(
    id: str,
    *,
    level: Level,
    family: Family,
    title: Message,
    why: Message,
    kind: About = "map",
    source: str = "",
    since: Since = "in-review",
    states: Collection[State] = BOTH,
    profiles: Collection[str] = frozenset(),
    settings: Mapping[str, Any] = MappingProxyType({}),
    fix: Message | None = None,
    safe: bool = False,
    example: str = "",
    roll_up: int = ROLL_UP,
    rolled: Rolled | None = None,
) -> Callable[[Look], Check]:
    """Return a decorator that makes a Check of a pure generator function of a Context.

    Raises ValueError when the id is no kebab-case id, or an experience check wants to be an error.
    """

    def declared(look: Look) -> Check:
        return Check(
            id=id,
            level=level,
            family=family,
            title=title,
            why=why,
            look=look,
            kind=kind,
            source=source,
            since=since,
            states=_set_of(states),
            profiles=_set_of(profiles),
            settings=MappingProxyType(dict(settings)),
            fix=fix,
            safe=safe,
            example=example,
            roll_up=roll_up,
            rolled=rolled,
        )

    return declared


def _set_of(names: Collection[Name]) -> frozenset[Name]:
    """Return the names as a set; one text, which would be taken for its letters, as it is."""
    return names if isinstance(names, str) else frozenset(names)  # type: ignore[return-value] # then Check refuses it
