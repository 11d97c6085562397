"""Which records of three versions are the same one: by id, flows by their ends, readings by key.

A token stands for one record in all versions. It is the kind and the key, but for flows: the second
of two flows between the same touchpoints is called `#2` only while the first is there, so that
flows are told apart by what they say, and what refers to them follows (`steady`, `spoken`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, TypeAlias, cast

from journeymap.model.index import Entry, Index, Key, flow_key, index_of
from journeymap.model.journey import LISTS, Flow, JourneyMap, Kind
from journeymap.model.mentioning import mentions
from journeymap.model.renaming import rewritten

Token: TypeAlias = str
MARK = "\x00"  # stands in no file: it leads a flow's token where a name of it would not be steady


@dataclass(frozen=True, eq=False)
class Side:
    """One version, with the token of every record in the order of its lists."""

    map: JourneyMap
    index: Index
    tokens: dict[Kind, dict[Token, Entry]]
    flows: tuple[Token, ...]

    def find(self, token: Token) -> Entry | None:
        """Return the record that a token stands for, None where it is not in this version."""
        kind = cast("Kind", token.partition(":")[0])
        return self.tokens[kind].get(token)

    def token(self, entry: Entry) -> Token:
        """Return the token of a record of this version."""
        if entry.kind == "flow":
            return self.flows[entry.position]
        return f"{entry.kind}:{entry.key}"


def sides(base: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> tuple[Side, Side, Side]:
    """Return the three versions with their tokens."""
    flows = flow_tokens(base.flows, ours.flows, theirs.flows)
    maps = (base, ours, theirs)
    one, two, three = (side(m, names) for m, names in zip(maps, flows, strict=True))
    return one, two, three


def side(m: JourneyMap, flows: Sequence[Token]) -> Side:
    """Return one version whose flows have these tokens."""
    index = index_of(m)
    tokens: dict[Kind, dict[Token, Entry]] = {}
    for kind in LISTS:
        names: Iterable[Token]
        entries = list(index.of_kind(kind))
        names = flows if kind == "flow" else (f"{kind}:{entry.key}" for entry in entries)
        tokens[kind] = dict(zip(names, entries, strict=True))
    return Side(m, index, tokens, tuple(flows))


# ---------------------------------------------------------------- flows


def flow_tokens(
    base: Sequence[Flow], ours: Sequence[Flow], theirs: Sequence[Flow]
) -> tuple[list[Token], list[Token], list[Token]]:
    """Return a token for each flow of the three lists; the same for what is the same flow."""
    old = [f"flow:{n}" for n in range(len(base))]
    mine: list[Token | None] = [None] * len(ours)
    other: list[Token | None] = [None] * len(theirs)
    for flows, tokens in ((ours, mine), (theirs, other)):
        for was, now in _matched(base, flows, reconnected=True):
            tokens[now] = old[was]
    fresh = [n for n, token in enumerate(mine) if token is None]
    for count, n in enumerate(fresh):
        mine[n] = f"flow:+{count}"
    rest = [n for n, token in enumerate(other) if token is None]
    pairs = _matched([ours[n] for n in fresh], [theirs[n] for n in rest])
    for was, now in pairs:
        other[rest[now]] = mine[fresh[was]]
    for count, n in enumerate(rest):
        other[n] = other[n] or f"flow:~{count}"
    return old, [str(token) for token in mine], [str(token) for token in other]


def _matched(
    base: Sequence[Flow], side: Sequence[Flow], reconnected: bool = False
) -> list[tuple[int, int]]:
    """Return the positions of what is the same flow in both lists."""
    found: dict[int, int] = {}
    taken: set[int] = set()

    def match(same: Callable[[Flow], object]) -> None:
        waiting: dict[object, list[int]] = {}
        for n, flow in enumerate(base):
            if n not in found and (key := same(flow)) is not None:
                waiting.setdefault(key, []).append(n)
        for n, flow in enumerate(side):
            if waiting and n not in taken and (rest := waiting.get(same(flow))):
                found[rest.pop(0)] = n
                taken.add(n)

    match(lambda flow: flow.id)
    alone = _alone(base) & _alone(side)  # what is the only one of its ends needs no closer look
    match(lambda flow: ends if (ends := (flow.source, flow.target)) in alone else None)
    match(lambda flow: (flow.source, flow.target, repr(flow)))
    match(lambda flow: (flow.source, flow.target, flow.kind))
    match(lambda flow: (flow.source, flow.target))
    left = [n for n in range(len(base)) if n not in found]
    new = [n for n in range(len(side)) if n not in taken]
    if reconnected and len(left) == len(new) == 1 and _one_end_moved(base[left[0]], side[new[0]]):
        found[left[0]] = new[0]
    return sorted(found.items())


def _alone(flows: Sequence[Flow]) -> set[tuple[str, str]]:
    """Return the ends between which only one flow runs."""
    counts = Counter((flow.source, flow.target) for flow in flows)
    return {ends for ends, count in counts.items() if count == 1}


def _one_end_moved(was: Flow, now: Flow) -> bool:
    ends = {"source": was.source, "target": was.target}
    return any(now.model_copy(update={end: value}) == was for end, value in ends.items())


# ---------------------------------------------------------------- names of flows


class Steady(NamedTuple):
    """Three versions in which a name of a flow means the same flow everywhere."""

    sides: tuple[Side, Side, Side]
    names: dict[str, Token]  # what is spoken of flows, where it is steady already


def steady(three: tuple[Side, Side, Side]) -> Steady:
    """Return the versions with every unsteady name of a flow replaced by its marked token."""
    called = [
        [
            (token, f.id, f.source, f.target)
            for token, f in zip(each.flows, each.map.flows, strict=True)
        ]
        for each in three
    ]
    if called[0] == called[1] == called[2]:
        return Steady(three, {})  # as nearly always: the names of flows mean the same everywhere
    spoken_by = [_spoken_names(each) for each in three]
    meant: dict[str, set[Token]] = {}
    for names in spoken_by:
        for name, token in names.items():
            meant.setdefault(name, set()).add(token)
    loose = {name for name, tokens in meant.items() if len(tokens) > 1}
    for name, tokens in meant.items():
        token = next(iter(tokens))
        for each in three:
            entry = each.index.resolve(name)
            there = each.tokens["flow"].get(token)
            if (entry is None) != (there is None) or (entry and entry is not there):
                loose.add(name)
    known = {name: next(iter(tokens)) for name, tokens in meant.items() if name not in loose}
    if not loose:
        return Steady(three, known)
    made = []
    for each, names in zip(three, spoken_by, strict=True):
        marked = {name: MARK + token for name, token in names.items() if name in loose}
        m = rewritten(each.map, partial(_marked, marked))
        made.append(side(m, each.flows))
    return Steady((made[0], made[1], made[2]), known)


def spoken(m: JourneyMap, flows: Sequence[Token], names: dict[str, Token]) -> Callable[[str], str]:
    """Return the rewriting of marked tokens, and of names that mean another flow by now."""
    index = index_of(m)
    called: dict[Token, Key] = {}
    seen: dict[tuple[str, str], int] = {}
    for token, flow in zip(flows, m.flows, strict=True):
        ends = (flow.source, flow.target)
        seen[ends] = seen.get(ends, 0) + 1
        called[token] = flow.id or flow_key(*ends, seen[ends])
    entries = dict(zip(flows, index.of_kind("flow"), strict=True))

    def rename(name: str) -> str:
        if name.startswith(MARK):
            return called.get(name[1:], name)
        token = names.get(name)
        if token is None or token not in called or index.resolve(name) is entries[token]:
            return name
        return called[token]

    return rename


def _marked(marks: dict[str, str], name: str) -> str:
    return marks.get(name, name)


def _spoken_names(each: Side) -> dict[str, Token]:
    found: dict[str, Token] = {}
    for mention in mentions(each.map, each.index):
        if mention.named not in found:
            entry = each.index.resolve(mention.named)
            if entry is not None and entry.kind == "flow":
                found[mention.named] = each.flows[entry.position]
    return found
