"""What a check may ask for: the map and what follows from it, each worked out once.

A check is pure, so all it knows comes from here. What the caller could not give (fonts, other maps
of the folder) is None, and None means unknown, never "no". A Context belongs to one map value and
one run; all checks of the run share what has been worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from journeymap.checks.siblings import Among
from journeymap.model.graph import JourneyGraph, journey_graph
from journeymap.model.index import Index, Key, index_of
from journeymap.model.journey import Flow, JourneyMap, Reading, Source
from journeymap.model.order import Order, order_of
from journeymap.model.profile import Layer
from journeymap.model.readings import Readings

Load = Callable[[str], JourneyMap | None]  # a path as it stands in the map -> that map
HasGlyphs = Callable[[str], Collection[str]]  # a text -> its characters that no font can show
Known = Mapping[str, Mapping[str, Any]]  # check id -> setting -> default
T = TypeVar("T")


class _Given(NamedTuple):
    """What the caller could give beside the map."""

    today: date | None
    folder: Path | None
    load: Load | None
    has_glyphs: HasGlyphs | None
    among: Among | None


class Context:
    """A map, the day, and everything that follows from them; lives for one run."""

    def __init__(
        self,
        m: JourneyMap,
        today: date | None,
        *,
        folder: Path | None = None,
        load: Load | None = None,
        has_glyphs: HasGlyphs | None = None,
        checks: Known = MappingProxyType({}),
        about_experience: Collection[str] = (),
        layers: tuple[Layer, ...] = (),
        profiles: Collection[str] = (),
        index: Index | None = None,
        among: Among | None = None,
    ) -> None:
        self.map = m
        self._given = _Given(today, folder, load, has_glyphs, among)
        self.met_unknown = False  # whether it was asked for something the caller could not give
        self.checks = checks
        self.about_experience = about_experience
        self.layers = layers  # what tunes the checks, the map's own among them
        self.profiles = profiles  # that some installed check is for
        self.settings: Mapping[str, Any] = MappingProxyType({})
        self._worked_out: dict[object, Any] = {"index": index} if index else {}

    def with_settings(self, settings: Mapping[str, Any]) -> Context:
        """Return the same context with the settings of one check; what is worked out is shared."""
        mine = self.of(self.map)
        mine.settings = MappingProxyType(dict(settings))
        mine._worked_out = self._worked_out
        return mine

    def of(self, m: JourneyMap) -> Context:
        """Return the context of another map, of which nothing is worked out yet."""
        given = self._given
        return Context(
            m,
            given.today,
            folder=given.folder,
            load=given.load,
            has_glyphs=given.has_glyphs,
            checks=self.checks,
            about_experience=self.about_experience,
            layers=self.layers,
            profiles=self.profiles,
            among=given.among,
        )

    @property
    def today(self) -> date | None:
        """The day, None where it is unknown."""
        return self._noted(self._given.today)

    @property
    def folder(self) -> Path | None:
        """The folder that the map lies in, None where it is unknown."""
        return self._noted(self._given.folder)

    @property
    def load(self) -> Load | None:
        """What reads other maps, None where they are unknown."""
        return self._noted(self._given.load)

    @property
    def has_glyphs(self) -> HasGlyphs | None:
        """What knows the fonts, None where they are unknown."""
        return self._noted(self._given.has_glyphs)

    @property
    def among(self) -> Among | None:
        """The maps of the folder that is being checked, None where only this one is."""
        return self._noted(self._given.among)

    def _noted(self, value: T | None) -> T | None:
        self.met_unknown |= value is None
        return value

    def once(self, name: object, work_out: Callable[[], T]) -> T:
        """Return what `work_out` gives, worked out the first time `name` is asked for."""
        found: T
        try:
            found = self._worked_out[name]
        except KeyError:
            pass  # not worked out in here, where whatever fails would seem to follow from this
        else:
            return found
        found = self._worked_out[name] = work_out()
        return found

    @property
    def index(self) -> Index:
        """The records of the map by key."""
        found: Index | None = self._worked_out.get("index")  # asked for more often than all else
        return self.once("index", lambda: index_of(self.map)) if found is None else found

    @property
    def personas(self) -> tuple[Key | None, ...]:
        """The ids of the personas; (None,), meaning everybody, in a map that has none."""
        return tuple(persona.id for persona in self.map.personas) or (None,)

    def graph(self, persona: Key | None = None) -> JourneyGraph:
        """Return the touchpoints and flows that are there for one persona, None: for anybody."""
        if persona and not self.personas_differ:
            persona = None  # everything is for everybody: one graph serves all
        return self.once(("graph", persona), lambda: journey_graph(self.map, persona, self.index))

    @property
    def personas_differ(self) -> bool:
        """Whether some touchpoint or flow is there for some personas only."""
        return self.once("personas differ", self._personas_differ)

    def _personas_differ(self) -> bool:
        return any(touchpoint.personas for touchpoint in self.map.touchpoints) or any(
            flow.personas for flow in self.map.flows
        )

    def asked(self, question: Callable[[JourneyGraph], T], persona: Key | None = None) -> T:
        """Return what a question gives for a persona's graph, worked out once a graph."""
        graph = self.graph(persona)
        # the graphs are kept as long as the answers, so an id stays that of one graph
        return self.once((question, id(graph)), lambda: question(graph))

    @property
    def readings(self) -> Readings:
        """The readings of the map as series over time."""
        return self.once("readings", lambda: Readings(self.map))

    @property
    def order(self) -> Order:
        """The order in which the touchpoints are read, with the stage and rank of each."""
        return self.once("order", lambda: order_of(self.map))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The confirmed imports, with what an event log showed beside the map."""
        return self.map.sources

    # ------------------------------------------------------------ reading order

    def rank(self, key: Key) -> tuple[int, ...]:
        """Return what findings are sorted by: the map, personas, the journey as read, the rest."""
        return self.ranks((key,))[key]

    def ranks(self, keys: Iterable[Key]) -> Mapping[Key, tuple[int, ...]]:
        """Return a mapping that holds the ranks of these keys, and of others."""
        first = self.once("ranks", self._ranks)
        known = self.once("ranks of all", lambda: dict(first))
        for key in keys:
            if key not in known:
                known[key] = self._rank(key, first)
        return known

    def _rank(self, key: Key, ranks: Mapping[Key, tuple[int, ...]]) -> tuple[int, ...]:
        """Return the rank of what is none of the records in `ranks`, but may stand at one."""
        entry = self.index.get(key)
        position, record = (entry.position, entry.record) if entry else (0, None)
        place: Key | None = None
        if isinstance(record, Flow):
            place = record.source
        elif isinstance(record, Reading):
            place = record.at
        if place is None or place not in ranks:  # but flows and readings mostly stand at one
            place = self.place_of(key)
        return (*ranks[place], 1, position) if place in ranks else (9, position)

    def place_of(self, key: Key) -> Key:
        """Return the stage or touchpoint that a record belongs to: a flow stands at its start.

        A record whose place leads back to itself, by a slip of the keyboard, belongs nowhere.
        """
        known: dict[Key, Key] = self.once("places", dict)
        if key not in known:
            known[key] = self._place_of(key)
        return known[key]

    def _place_of(self, key: Key) -> Key:
        met: set[Key] = set()
        index = self.index
        while key and key not in met:
            met.add(key)
            entry = index.resolve(key)
            if entry is None:
                return key
            record: Any = entry.record
            if entry.kind == "flow":
                source: Key = record.source
                return source
            if entry.kind == "reading":
                key = record.at or ""
            elif entry.kind in ("pain_point", "opportunity"):
                key = record.at[0] if record.at else ""
            else:
                return entry.key
        return ""

    def _ranks(self) -> dict[Key, tuple[int, ...]]:
        ranks: dict[Key, tuple[int, ...]] = {"": (0,)}
        index = self.index
        ranks |= {entry.key: (1, entry.position) for entry in index.of_kind("persona")}
        ranks |= {entry.key: (2, entry.position, -1) for entry in index.of_kind("stage")}
        ranks |= {entry.key: (3, entry.position) for entry in index.of_kind("channel")}
        ranks |= {entry.key: (4, entry.position) for entry in index.of_kind("metric")}
        order = self.order
        keys = list(index.keys_of("touchpoint"))
        for place, position in enumerate(order.reading):
            ranks[keys[position]] = (2, order.stage[position], place)
        return ranks
