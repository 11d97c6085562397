"""A random user: edits, undo, redo, save and load in any order, with the promises held each step.

What is promised: references stay whole and ids single; an edit that is refused changes nothing;
undo and redo give back the very same values; what was saved reads back as the map in memory;
undoing everything gives back the first bytes and redoing everything the last.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from journeymap.files.reader import read_bytes
from journeymap.files.splice import save_text
from journeymap.files.writer import write
from journeymap.model import edits
from journeymap.model.document import Document, SavedText
from journeymap.model.index import Index, mentions
from journeymap.model.journey import CLASSES, JourneyMap, Kind
from journeymap.model.problems import Refused
from journeymap.model.text import M
from tests.strategies import days, durations, emotions, maps, maybe, ratings, shares, texts

FIELDS: dict[Kind, dict[str, st.SearchStrategy[Any]]] = {
    "persona": {"name": texts, "goal": maybe(texts), "share": maybe(shares)},
    "stage": {"name": texts, "goal": maybe(texts), "phase": maybe(texts)},
    "channel": {"name": texts, "owner": maybe(texts), "owned": maybe(st.booleans())},
    "touchpoint": {
        "name": texts,
        "emotion": maybe(emotions),
        "effort": maybe(ratings),
        "doing": maybe(texts),
        "systems": st.lists(texts, max_size=3).map(tuple),
        "moment_of_truth": st.booleans(),
        "takes": maybe(durations),
    },
    "backstage": {"name": texts, "notes": maybe(texts)},
    "flow": {
        "when": maybe(texts),
        "share": maybe(shares),
        "kind": st.sampled_from(["choice", "loop"]),
    },
    "pain_point": {"name": texts, "severity": maybe(ratings), "since": maybe(days)},
    "opportunity": {"name": texts, "impact": maybe(ratings), "due": maybe(days)},
    "metric": {"name": texts, "target": maybe(ratings.map(float))},
    "reading": {"source": maybe(texts)},
    "comment": {"text": texts, "resolved": st.booleans()},
    "parking": {"text": texts, "votes": maybe(ratings)},
    "source": {"reads": texts},
}
OWN = {"title": texts, "owner": maybe(texts), "reviewed": maybe(days), "decision": maybe(texts)}


class RandomUser(RuleBasedStateMachine):
    """Works on one document the way the window and the command line do: through commits."""

    @initialize(m=maps(least=1), draw=st.data())
    def open(self, m: JourneyMap, draw: st.DataObject) -> None:
        data = write(m).encode()
        saved = read_bytes(data, "map.yaml")
        self.document = Document(saved.map, saved)
        self.first = data
        self.made = 0

    # ------------------------------------------------------------ what the user does

    @precondition(lambda self: self.document.index.entries)
    @rule(draw=st.data())
    def change(self, draw: st.DataObject) -> None:
        entry = self.pick(draw)
        name = draw.draw(st.sampled_from(sorted(FIELDS[entry.kind])))
        value = draw.draw(FIELDS[entry.kind][name])
        self.edit(lambda m: edits.change(m, entry.key, **{name: value}), name)

    @rule(draw=st.data())
    def change_the_map(self, draw: st.DataObject) -> None:
        name = draw.draw(st.sampled_from(sorted(OWN)))
        value = draw.draw(OWN[name])
        self.edit(lambda m: edits.change(m, "", **{name: value}))

    @rule(draw=st.data(), name=texts)
    def add_a_touchpoint(self, draw: st.DataObject, name: str) -> None:
        stages = [stage.id for stage in self.document.map.stages]
        if not stages:
            return
        self.made += 1
        record = edits.new_record(
            "touchpoint", id=f"new{self.made}", name=name, stage=draw.draw(st.sampled_from(stages))
        )
        self.edit(lambda m: edits.add(m, record))

    @rule(draw=st.data(), name=texts, severity=ratings)
    def add_a_pain_point(self, draw: st.DataObject, name: str, severity: int) -> None:
        touchpoints = [t.id for t in self.document.map.touchpoints]
        if not touchpoints:
            return
        self.made += 1
        record = edits.new_record(
            "pain_point",
            id=f"hurt{self.made}",
            name=name,
            at=(draw.draw(st.sampled_from(touchpoints)),),
            severity=severity,
        )
        self.edit(lambda m: edits.add(m, record))

    @rule(draw=st.data())
    def move(self, draw: st.DataObject) -> None:
        m = self.document.map
        if not (m.touchpoints and m.stages):
            return
        some = draw.draw(st.sampled_from([t.id for t in m.touchpoints]))
        before = draw.draw(st.sampled_from(["", *(t.id for t in m.touchpoints)]))
        stage = draw.draw(st.sampled_from([s.id for s in m.stages]))
        channel = draw.draw(st.sampled_from([None, edits.KEEP, *(c.id for c in m.channels)]))
        self.edit(lambda m: edits.move(m, [some], stage, channel, before))

    @precondition(lambda self: self.document.index.entries)
    @rule(draw=st.data())
    def reorder(self, draw: st.DataObject) -> None:
        entry = self.pick(draw)
        same = [e.key for e in self.document.index.of_kind(entry.kind)]
        before = draw.draw(st.sampled_from(["", *same]))
        self.edit(lambda m: edits.reorder(m, entry.key, before))

    @rule(draw=st.data())
    def connect(self, draw: st.DataObject) -> None:
        touchpoints = [t.id for t in self.document.map.touchpoints]
        if not touchpoints:
            return
        ends = draw.draw(st.tuples(*[st.sampled_from(touchpoints)] * 2))
        self.edit(lambda m: edits.connect(m, *ends))

    @precondition(lambda self: self.document.index.entries)
    @rule(draw=st.data())
    def delete(self, draw: st.DataObject) -> None:
        key = self.pick(draw).key
        self.edit(lambda m: edits.delete(m, [key]))

    @precondition(lambda self: self.document.index.entries)
    @rule(draw=st.data())
    def merge(self, draw: st.DataObject) -> None:
        one, other = self.pick(draw), self.pick(draw)
        self.edit(lambda m: edits.merge(m, one.key, other.key))

    @precondition(lambda self: self.document.index.entries)
    @rule(draw=st.data())
    def rename(self, draw: st.DataObject) -> None:
        key = self.pick(draw).key
        self.made += 1
        self.edit(lambda m: edits.rename_id(m, key, f"شناسه-{self.made}"))

    @rule()
    def undo(self) -> None:
        after = self.document.map
        if self.document.undo():
            before = self.document.map
            self.document.redo()
            assert self.document.map is after
            self.document.undo()
            assert self.document.map is before

    @rule()
    def redo(self) -> None:
        self.document.redo()

    @rule()
    def save(self) -> None:
        data = save_text(self.document)
        saved = read_bytes(data, "map.yaml")
        assert saved.map == self.document.map
        self.document.saved(SavedText(self.document.map, data, saved.places))
        assert not self.document.dirty

    @precondition(lambda self: not self.document.dirty)
    @rule()
    def open_again(self) -> None:
        data = save_text(self.document)
        assert read_bytes(data, "map.yaml").map == self.document.map

    # ------------------------------------------------------------ what is promised

    @invariant()
    def references_are_whole_and_ids_single(self) -> None:
        if not hasattr(self, "document"):
            return
        m, index = self.document.map, Index(self.document.map)
        assert not index.repeated
        assert all(index.resolves(x.named, x.ref) for x in mentions(m, index))

    @invariant()
    def every_record_fits_the_format(self) -> None:
        if not hasattr(self, "document"):
            return
        for entry in self.document.index.entries.values():
            values = {**entry.record.__dict__, **(entry.record.model_extra or {})}
            assert CLASSES[entry.kind].model_validate(values) == entry.record

    def teardown(self) -> None:
        if not hasattr(self, "document"):
            return
        while self.document.redo_text:
            self.document.redo()
        end, last_bytes = self.document.map, save_text(self.document)
        while self.document.undo_text:
            self.document.undo()
        assert save_text(self.document) == self.first
        while self.document.redo_text:
            self.document.redo()
        assert self.document.map is end
        assert save_text(self.document) == last_bytes

    # ------------------------------------------------------------ inside

    def pick(self, draw: st.DataObject) -> Any:
        keys = list(self.document.index.entries)
        return self.document.index.entries[draw.draw(st.sampled_from(keys))]

    def edit(self, edit: Callable[[JourneyMap], JourneyMap], merge_key: str = "") -> None:
        before, steps = self.document.map, self.document.steps
        try:
            self.document.apply(M("Edit"), edit, merge_key)
        except Refused:
            assert self.document.map is before
            assert self.document.steps == steps


TestRandomUser = RandomUser.TestCase
TestRandomUser.settings = settings(max_examples=60, stateful_step_count=30)
