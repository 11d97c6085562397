"""The one door for change: a map, its saved texts, and a plain list of what can be undone.

The window, the command line, recovery and the tests' random user all commit here. Undo swaps whole
values back, so it cannot fail half-way. (QUndoStack keeps a command whose redo raised and moves its
index when undo raises: one more reason for the plain list.) This module knows no screen, no clock
and no file.
"""

from __future__ import annotations

from collections.abc import Callable
from sys import getsizeof
from typing import NamedTuple, Protocol, TypeAlias

from journeymap.model.admitting import checked
from journeymap.model.diff import Change, difference
from journeymap.model.index import Index, Key, index_of
from journeymap.model.journey import LISTS, JourneyMap, Record
from journeymap.model.text import Message

Edit: TypeAlias = Callable[[JourneyMap], JourneyMap]  # raises Refused, nothing else
Subscriber: TypeAlias = Callable[[Change, object], None]

UNDO_BYTES = 128 << 20  # the oldest steps go when what the list alone keeps alive exceeds this
KEPT_TEXTS = 8  # saved texts that can be returned to byte for byte, besides the first


class Mark(NamedTuple):
    """Where something stands in a text: line and column from 1, start and end in characters."""

    line: int
    column: int
    start: int
    end: int


class Places(Protocol):
    """Where the records and fields of one saved text stand; see `journeymap.files.places`."""

    def find(self, key: Key, field: str = "") -> Mark | None:
        """Return where a record (or one field of it) stands, None when it is not in the text."""


class SavedText(NamedTuple):
    """A map and the bytes that stand for it on disk, with the places of its records in them.

    `beside` are the bytes of the file that `readings_from` names, None where none was read.
    """

    map: JourneyMap
    data: bytes
    places: Places
    beside: bytes | None = None


class Step(NamedTuple):
    """One entry of the undo list: its name, the map before and after, and its merge key."""

    text: Message
    before: JourneyMap
    after: JourneyMap
    merge_key: str
    cost: int  # bytes that this step alone keeps alive, roughly


class Document:
    """A map that changes through commits, with undo, redo, saved texts and subscribers.

    `commit` merges into the previous step when both carry the same merge key and nothing was
    undone or saved between them.
    """

    def __init__(self, m: JourneyMap, saved: SavedText | None = None) -> None:
        self._map = m
        self._index: Index | None = None
        self._steps: list[Step] = []
        self._done = 0
        self._bytes = 0
        self._subscribers: list[Subscriber] = []
        self.texts: tuple[SavedText, ...] = (saved,) if saved else ()
        self._clean: JourneyMap | None = saved.map if saved else None
        self._may_merge = False

    # ------------------------------------------------------------ reading

    @property
    def map(self) -> JourneyMap:
        """The current map."""
        return self._map

    @property
    def index(self) -> Index:
        """The index of the current map, built when first asked for."""
        if self._index is None:
            self._index = index_of(self._map)
        return self._index

    @property
    def dirty(self) -> bool:
        """Whether the current map differs from the one last saved."""
        return self._map is not self._clean

    @property
    def steps(self) -> tuple[Message, ...]:
        """The names of all steps in the list, done and undone, oldest first."""
        return tuple(step.text for step in self._steps)

    @property
    def done(self) -> int:
        """How many of the steps are done; the rest can be redone."""
        return self._done

    @property
    def saved_at(self) -> int | None:
        """How many steps were done when the map was saved; None when no state in the list was."""
        if self._map is self._clean:
            return self._done  # also where a step came back to it
        for done, step in enumerate(self._steps):
            if step.before is self._clean:
                return done
        return len(self._steps) if self._steps and self._steps[-1].after is self._clean else None

    @property
    def undo_text(self) -> Message | None:
        """The name of the step that `undo` would take back, None when there is none."""
        return self._steps[self._done - 1].text if self._done else None

    @property
    def redo_text(self) -> Message | None:
        """The name of the step that `redo` would do again, None when there is none."""
        return self._steps[self._done].text if self._done < len(self._steps) else None

    # ------------------------------------------------------------ changing

    def commit(
        self, text: Message, new: JourneyMap, merge_key: str = "", initiator: object = None
    ) -> Change:
        """Make `new` the current map as one undo step named `text`; return what changed.

        Raises Refused, and changes nothing, when a record that is new or different does not fit
        the format or when a reference would break that was whole before.
        """
        index = index_of(new)
        new = checked(self.index, index)
        if new is not index.map:
            index = index_of(new)
        change = difference(self.index, index)
        if not change:
            return change
        before = self._map
        if self._merges(merge_key):
            before = self._pop().before
            if _as_many(before, new) and not difference(first := index_of(before), index):
                self._swap(before, first, change, initiator)  # typed and taken back: no step left
                return change
        del self._steps[self._done :]
        self._push(Step(text, before, new, merge_key, _cost(before, index, change)))
        self._may_merge = True
        self._swap(new, index, change, initiator)
        return change

    def apply(
        self, text: Message, edit: Edit, merge_key: str = "", initiator: object = None
    ) -> Change:
        """Commit what `edit` makes of the current map; raises Refused as `commit` and edits do."""
        return self.commit(text, edit(self._map), merge_key, initiator)

    def undo(self, initiator: object = None) -> Change:
        """Take the last step back; return what changed, nothing when there is no step."""
        if not self._done:
            return Change()
        self._done -= 1
        return self._go_to(self._steps[self._done].before, initiator)

    def take_back(self, merge_key: str, initiator: object = None) -> Change:
        """Undo the last step as if it had never been, when it may still merge with this key.

        Nothing is left of it to be done again; nothing changes when the last step is another.
        """
        if not self._merges(merge_key):
            return Change()
        return self._go_to(self._pop().before, initiator)

    def redo(self, initiator: object = None) -> Change:
        """Do the next undone step again; return what changed, nothing when there is none."""
        if self._done == len(self._steps):
            return Change()
        self._done += 1
        return self._go_to(self._steps[self._done - 1].after, initiator)

    def go_to(self, done: int, initiator: object = None) -> Change:
        """Have that many steps done, at least none and at most all; return what changed by it.

        However many steps lie between, it is one change: subscribers are called once.
        """
        done = max(0, min(done, len(self._steps)))
        if done == self._done:
            return Change()
        self._done = done
        last = done == len(self._steps)
        m = self._steps[-1].after if last else self._steps[done].before
        return self._go_to(m, initiator)

    def saved(self, text: SavedText) -> None:
        """Remember the bytes that now stand on disk; the undo list does not merge across this."""
        first, rest = self.texts[:1], self.texts[1:]
        self.texts = (*first, *rest[-(KEPT_TEXTS - 1) :], text)
        self._clean = text.map
        self._may_merge = False

    def on_disk(self, stands: bool) -> None:
        """Note whether what was saved last still stands on disk; where not, nothing is saved."""
        self._clean = self.texts[-1].map if stands and self.texts else None

    def follow(
        self, text: Message, new: JourneyMap, file: SavedText, initiator: object = None
    ) -> Change:
        """Go on with a map that was read or merged, as one undo step; return what changed.

        `file` is what stands on disk now: `new` is saved if it is the very map of that text.
        Nothing is refused, because a map with broken references can be read and mended too.
        Where nothing differs there is no step, and only the bytes are remembered.
        """
        index = index_of(new)
        change = difference(self.index, index)
        if not change and new is file.map:
            file = file._replace(map=self._map)
        self.saved(file)
        if change:
            del self._steps[self._done :]
            self._push(Step(text, self._map, new, "", _cost(self._map, index, change)))
            self._swap(new, index, change, initiator)
        return change

    def saved_text(self) -> SavedText | None:
        """Return the saved text that stands for exactly the current map, newest first, or None."""
        return next((text for text in reversed(self.texts) if text.map is self._map), None)

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber(change, initiator)` once after each change; return how to stop that."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    # ------------------------------------------------------------ inside

    def _merges(self, merge_key: str) -> bool:
        return bool(
            merge_key
            and self._may_merge
            and self._done
            and self._done == len(self._steps)
            and self._steps[-1].merge_key == merge_key
        )

    def _push(self, step: Step) -> None:
        self._steps.append(step)
        self._bytes += step.cost
        while self._bytes > UNDO_BYTES and len(self._steps) > 1:
            self._bytes -= self._steps.pop(0).cost
        self._done = len(self._steps)

    def _pop(self) -> Step:
        step = self._steps.pop()
        self._bytes -= step.cost
        self._done = len(self._steps)
        return step

    def _go_to(self, m: JourneyMap, initiator: object) -> Change:
        self._may_merge = False
        index = index_of(m)
        change = difference(self.index, index)
        self._swap(m, index, change, initiator)
        return change

    def _swap(self, m: JourneyMap, index: Index, change: Change, initiator: object) -> None:
        self._map, self._index = m, index
        for subscriber in tuple(self._subscribers):
            subscriber(change, initiator)


def _as_many(one: JourneyMap, other: JourneyMap) -> bool:
    """Return whether all lists are as long as in the other map, else some record differs."""
    return all(len(getattr(one, field)) == len(getattr(other, field)) for field in LISTS.values())


def _cost(before: JourneyMap, after: Index, change: Change) -> int:
    """Return about how many bytes a step keeps alive: lists, records that are new, their texts."""
    m = after.map
    changed = (f for f in LISTS.values() if getattr(before, f) is not getattr(m, f))
    lists = sum(8 * len(getattr(before, field)) for field in changed)
    records = (after.entries[key].record if key else m for key in change.added | change.updated)
    return 2048 + lists + sum(map(_weight, records))


def _weight(record: Record) -> int:
    return 1024 + sum(getsizeof(each) for each in record.__dict__.values() if type(each) is str)
