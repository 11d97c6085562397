"""A map that is written row by row: what a row says is known to the rows after it.

Edits go from map to map, and each map has an index of its own: right for one edit, and too dear for
a thousand pasted rows. A draft holds the lists while one call lasts and gives the map at its end;
nothing of it outlives the call. It knows only what quick entry can say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

from journeymap.model import edits, rules
from journeymap.model.ids import TakenIds, look_alike
from journeymap.model.index import Index, Key, index_of
from journeymap.model.journey import (
    LISTS,
    Flow,
    JourneyMap,
    Kind,
    Listed,
    PersonaView,
    Stage,
    Touchpoint,
)
from journeymap.model.lines import added_after, only_way_on
from journeymap.model.problems import Refused
from journeymap.model.quick import Quick, Sort, quick


class Draft:
    """The lists of a map while rows are written into them."""

    def __init__(self, m: JourneyMap) -> None:
        self._map = m
        self._lists: dict[str, list[Any]] = {}  # those that were written to
        self._own: set[Key] = set()  # touchpoints that were written here
        self._ids: TakenIds | None = None
        self._called: dict[Sort, dict[str, Key]] = {}

    @property
    def map(self) -> JourneyMap:
        """The map with all that was written so far."""
        if self._lists:
            update = {field: tuple(records) for field, records in self._lists.items()}
            self._map, self._lists = self._map.model_copy(update=update), {}
        return self._map

    @property
    def stages(self) -> Sequence[Stage]:
        """The stages as they are now."""
        return cast("list[Stage]", self._lists.get("stages")) or self._map.stages

    def give_id(self, name: str, kind: Kind) -> Key:
        """Return a new id for a record of this name and take it; see `ids.slug`."""
        if self._ids is None:
            self._ids = TakenIds(index_of(self.map).entries)
        return self._ids.give(name, kind)

    def said(self, text: str) -> Quick:
        """Return what a line of quick entry says, which may name channels and stages of the map."""
        known = [self._list("channels"), self._list("stages")]
        ids = [[record.id for record in records] for records in known]
        names = [[record.name for record in records] for records in known]
        return quick(text, ids[0] + names[0], ids[1] + names[1])

    def named(self, sort: Sort, text: str) -> Key:
        """Return the channel or stage of this id or name, as the eye reads it; empty for none."""
        return self._names(sort).get(look_alike(" ".join(text.split())), "")

    def placed(self, sort: Sort, text: str) -> Key:
        """Return the channel or stage of this name, made where there is none."""
        names, wanted = self._names(sort), look_alike(" ".join(text.split()))
        if wanted not in names:
            key = self.give_id(text, sort)
            self.add(edits.new_record(sort, id=key, name=text))
            names[wanted] = key
            names.setdefault(look_alike(key), key)
        return names[wanted]

    def add(self, record: Listed) -> None:
        """Write a record at the end of its list."""
        self._list(LISTS[edits.kind_of(record)]).append(record)

    @contextmanager
    def row(self) -> Iterator[None]:
        """What is written inside stands as a whole, or where something is refused not at all."""
        lists = {field: list(records) for field, records in self._lists.items()}
        before = self._map, lists, {sort: dict(names) for sort, names in self._called.items()}
        try:
            yield
        except Refused:
            self._map, self._lists, self._called = before
            raise

    def add_behind(self, before: Key, made: Touchpoint) -> None:
        """Put a touchpoint behind another in the list and in the line, as `added_after` does."""
        self._own.add(made.id)
        if before not in self._own:  # pain points and comments may be on the way that it parts
            self._map = added_after(self.map, before, made)
            return
        self._list("touchpoints").insert(self._place_of(before) + 1, made)
        flows = cast("list[Flow]", self._list("flows"))
        way = only_way_on(flows, before)
        if way is None:
            flows.append(Flow(source=before, target=made.id))
            return
        parted = next(n for n, flow in enumerate(flows) if flow is way)
        flows[parted] = way.model_copy(update={"target": made.id})
        flows.append(Flow(source=made.id, target=way.target))

    def change(self, key: Key, **values: object) -> None:
        """Set fields of a touchpoint; raises Refused as `edits.change` does."""
        self._change(self._place_of(key), values)

    def _change(self, at: int, values: Mapping[str, object]) -> None:
        touchpoints = self._list("touchpoints")
        touchpoints[at] = edits.with_values(touchpoints[at], **values)

    def enter(self, key: Key, what: Quick, persona: Key = "") -> None:
        """Make a touchpoint what a line of quick entry says; see `capture.entered`."""
        stage = self.placed("stage", what.stage) if what.stage else ""
        channel = self.placed("channel", what.channel) if what.channel else ""
        at = self._place_of(key)
        touchpoint = cast("Touchpoint", self._list("touchpoints")[at])
        if stage or channel:
            self._move(touchpoint, stage or touchpoint.stage, channel or edits.KEEP)
            at = self._place_of(key)
        if values := _values(touchpoint, what, persona):
            self._change(at, values)
        pains = []
        for name in what.pains:
            pains.append(self.give_id(name, "pain_point"))
            self.add(edits.new_record("pain_point", id=pains[-1], name=name, at=(key,)))
        for name in what.ideas:
            id = self.give_id(name, "opportunity")
            idea = {"id": id, "name": name, "at": (key,), "solves": tuple(pains)}
            self.add(edits.new_record("opportunity", **idea))

    def _move(self, touchpoint: Touchpoint, stage: Key, channel: str) -> None:
        if touchpoint.until:  # it may not end before it begins; a new one does not last
            to = None if channel == edits.KEEP else channel
            refusal = rules.can_move(index_of(self.map), touchpoint.id, stage, to)
            if refusal is not None:
                raise Refused(refusal.reason, refusal.at)
        fields = {"stage": stage} if channel == edits.KEEP else {"stage": stage, "channel": channel}
        moved = {touchpoint.id: edits.in_cell(touchpoint, fields)}
        self._lists["touchpoints"] = edits.resettled(self._list("touchpoints"), moved, stage)

    def _names(self, sort: Sort) -> dict[str, Key]:
        if sort not in self._called:
            self._called[sort] = names_of(index_of(self.map), sort)
        return self._called[sort]

    def _place_of(self, key: Key) -> int:
        """Return where in the list a touchpoint stands, −1 for none; new ones stand far behind."""
        touchpoints = self._list("touchpoints")
        return next((n for n in reversed(range(len(touchpoints))) if touchpoints[n].id == key), -1)

    def _list(self, field: str) -> list[Any]:
        if field not in self._lists:
            self._lists[field] = list(getattr(self._map, field))
        return self._lists[field]


def names_of(index: Index, sort: Sort) -> dict[str, Key]:
    """Return what the eye sees of ids and names -> channel or stage; ids go before names."""
    entries = list(index.of_kind(sort))
    found = {look_alike(entry.key): entry.key for entry in reversed(entries)}
    for entry in entries:
        name = " ".join(getattr(entry.record, "name", "").split())
        found.setdefault(look_alike(name), entry.key)
    return found


def _values(touchpoint: Touchpoint, what: Quick, persona: Key) -> dict[str, object]:
    """Return the fields of a touchpoint that a line says; what it leaves open stays as it is."""
    values: dict[str, object] = {}
    if what.name:
        values["name"] = what.name
    if what.moment:
        values["moment_of_truth"] = True
    if what.emotion is not None and persona:
        views = dict(touchpoint.by_persona)
        view = views.get(persona) or PersonaView()
        views[persona] = edits.with_values(view, emotion=what.emotion)
        values["by_persona"] = views
    elif what.emotion is not None:
        values["emotion"] = what.emotion
    return values
