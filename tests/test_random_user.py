"""A random user: edits, undo, redo, saves, crashes, and others who write the file meanwhile.

What is promised: references stay whole and ids single; an edit that is refused changes nothing;
undo and redo give back the very same values; what was saved reads back as the map in memory; what
others wrote is read anew or merged as one step; after a crash the recovery copy is the map as it
was; a map that counts as saved is the one on the disk; undoing everything gives back the first
bytes and redoing everything the last.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from journeymap.files.problems import Changed
from journeymap.files.reader import read_file
from journeymap.files.recovery import Snapshot, Writer, read_copy
from journeymap.files.rejoin import joined
from journeymap.files.save import save_file
from journeymap.files.sharing import shared
from journeymap.files.splice import save_text
from journeymap.files.store import save_document
from journeymap.files.writer import write
from journeymap.model import edits
from journeymap.model.document import Document, SavedText
from journeymap.model.index import Index
from journeymap.model.journey import CLASSES, JourneyMap, Kind
from journeymap.model.mentioning import mentions
from journeymap.model.problems import Refused
from journeymap.model.text import M
from journeymap.model.threeway import merge
from tests.faults.figures import count, say
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

    lives = 0  # that were looked back on

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="journeymap-random-user-"))
        self.path = self.folder / "map.yaml"

    @initialize(m=maps(least=1), draw=st.data())
    def open(self, m: JourneyMap, draw: st.DataObject) -> None:
        data = write(m).encode()
        self.path.write_bytes(data)
        saved = read_file(self.path)
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
        self.document.saved(save_document(self.document, self.path))
        assert not self.document.dirty
        assert read_file(self.path).map == self.document.map

    @precondition(lambda self: not self.document.dirty)
    @rule()
    def reload(self) -> None:
        before, steps = self.document.map, self.document.steps
        theirs = shared(read_file(self.path), before)
        assert not self.document.follow(M("Reload"), theirs.map, theirs)
        assert self.document.map is before
        assert self.document.steps == steps

    @rule(draw=st.data())
    def somebody_else_writes_the_file(self, draw: st.DataObject) -> None:
        base, ours = self.document.texts[-1], self.document.map
        theirs = self.another_version(draw)
        if theirs is None:
            return
        if self.document.dirty:
            with pytest.raises(Changed):
                save_document(self.document, self.path)
            found = merge(base.map, ours, theirs.map)
            new, file = found.map, shared(theirs, found.map)
            self.document.follow(M("Merge"), new, file)
            if not found.conflicts:
                again = merge(base.map, theirs.map, ours)
                assert not again.conflicts
        else:
            file = shared(theirs, ours)
            self.document.follow(M("Reload"), file.map, file)
            assert self.document.map == theirs.map
            assert not self.document.dirty
        after = self.document.map
        if after is not ours:
            self.document.undo()
            assert self.document.map is ours
            self.document.redo()
            assert self.document.map is after

    @rule()
    def crash(self) -> None:
        at_crash, base = self.document.map, self.document.texts[-1].data
        copy = self.folder / "copy.json"
        Writer().write(copy, Snapshot(at_crash, str(self.path), base))
        saved = read_file(self.path)
        document = Document(saved.map, saved)
        back = joined(read_copy(copy), document)
        assert back is not None
        assert back == at_crash
        document.commit(M("Bring back"), back)
        assert document.map == at_crash
        assert document.dirty == (saved.map != at_crash)
        self.document, self.first = document, saved.data

    # ------------------------------------------------------------ what is promised

    @invariant()
    def references_are_whole_and_ids_single(self) -> None:
        if not hasattr(self, "document"):
            return
        m, index = self.document.map, Index(self.document.map)
        assert not index.repeated
        assert all(index.resolves(x.named, x.ref) for x in mentions(m, index))

    @invariant()
    def what_counts_as_saved_is_on_the_disk(self) -> None:
        if hasattr(self, "document") and not self.document.dirty:
            assert self.path.read_bytes() == self.document.texts[-1].data
            assert read_file(self.path).map == self.document.map

    @invariant()
    def every_record_fits_the_format(self) -> None:
        if not hasattr(self, "document"):
            return
        for entry in self.document.index.entries.values():
            values = {**entry.record.__dict__, **(entry.record.model_extra or {})}
            assert CLASSES[entry.kind].model_validate(values) == entry.record

    def teardown(self) -> None:
        try:
            self.look_back()
        finally:
            for left in self.folder.iterdir():
                left.unlink()
            self.folder.rmdir()

    def look_back(self) -> None:
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
        RandomUser.lives += 1
        say(
            "random user",
            "undo all = first bytes, redo all = last, saved is true",
            f"in each of {RandomUser.lives} lives",
            True,
        )

    # ------------------------------------------------------------ inside

    def pick(self, draw: st.DataObject) -> Any:
        keys = [entry.key for entry in self.document.index.all()]
        return self.document.index.entries[draw.draw(st.sampled_from(keys))]

    def another_version(self, draw: st.DataObject) -> SavedText | None:
        """Return what another program wrote into the file; None where it had nothing to change."""
        there = read_file(self.path)
        other = Document(there.map, there)
        m = there.map
        self.made += 1
        changes: list[Callable[[JourneyMap], JourneyMap]] = [
            lambda m: edits.change(m, "", owner=f"team {self.made}")
        ]
        for entry in other.index.all():
            if entry.kind in ("touchpoint", "stage", "persona"):
                changes.append(
                    lambda m, key=entry.key: edits.change(m, key, name=f"theirs {self.made}")
                )
                changes.append(lambda m, key=entry.key: edits.delete(m, [key]))
        for _ in range(draw.draw(st.integers(1, 3))):
            with suppress(Refused):
                other.apply(M("Edit"), draw.draw(st.sampled_from(changes)))
        if other.map is m:
            return None
        save_file(self.path, save_text(other))
        return read_file(self.path)

    def edit(self, edit: Callable[[JourneyMap], JourneyMap], merge_key: str = "") -> None:
        before, steps = self.document.map, self.document.steps
        try:
            self.document.apply(M("Edit"), edit, merge_key)
        except Refused:
            assert self.document.map is before
            assert self.document.steps == steps


TestRandomUser = RandomUser.TestCase
TestRandomUser.settings = settings(max_examples=count(50, 600), stateful_step_count=count(25, 60))
