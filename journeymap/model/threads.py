"""Comments as threads: what was said first, what was answered, whether it is still open.

A file keeps comments as a flat list, because people append to it; readers want conversations. A
thread is the first comment with every answer to it, and answers to answers are answers to the
first. It is open until one of them says `resolved`: people who write files by hand put that on the
answer that settled it, the window on the first comment. Edits are pure; ids follow the list, and
the day comes in as an argument. This module knows no window and no clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, cast

from journeymap.model import edits
from journeymap.model.ids import look_alike
from journeymap.model.index import Entry, Index, Key, index_of
from journeymap.model.journey import Comment, JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import M

LETTER = "c"  # of the ids of comments that the program gives: c1, c2, …


class Thread(NamedTuple):
    """A first comment and the answers to it, oldest first.

    `at` is the key of the place, empty for the whole map; a name that nobody has stays as it is.
    `last` is the day of the newest comment. `keys` are those of the root and the replies.
    """

    root: Comment
    replies: tuple[Comment, ...]
    at: Key
    open: bool
    last: date
    keys: tuple[Key, ...]

    @property
    def key(self) -> Key:
        """The key of the first comment, by which the thread is named."""
        return self.keys[0]

    @property
    def people(self) -> tuple[str, ...]:
        """Who takes part, in the order in which they came."""
        return tuple(dict.fromkeys(each.by for each in (self.root, *self.replies)))


_newest: list[tuple[JourneyMap, tuple[Thread, ...]]] = []  # cards, panel and counts ask in turn


def threads(m: JourneyMap) -> tuple[Thread, ...]:
    """Return the threads of a map in the order of their first comments in the file.

    Those of the map that was asked for last are kept; maps are values, so they never go stale.
    """
    for known, found in _newest:
        if known is m:
            return found
    made = _threads(m)
    _newest[:] = [(m, made)]
    return made


def _threads(m: JourneyMap) -> tuple[Thread, ...]:
    index = index_of(m)
    entries = {entry.key: entry for entry in index.of_kind("comment")}
    members: dict[Key, list[Entry]] = {}
    roots: dict[Key, Key] = {}
    for entry in entries.values():
        members.setdefault(_root(entries, entry.key, roots), []).append(entry)
    return tuple(
        _thread(index, entries[key], [each for each in found if each.key != key])
        for key, found in ((k, members[k]) for k in entries if k in members)
    )


def _root(entries: Mapping[Key, Entry], key: Key, roots: dict[Key, Key]) -> Key:
    """Return the key of the first comment; where answers run in a circle, the first in the file.

    `roots` are those found so far; all that lie on the way are added, so that each answer is gone
    through once, however long the chain is.
    """
    way: dict[Key, int] = {}
    root = ""
    while not root:
        if key in roots:
            root = roots[key]
        elif key in way:
            circle = list(way)[way[key] :]
            root = min(circle, key=lambda each: entries[each].position)
        else:
            way[key] = len(way)
            before = cast("Comment", entries[key].record).replies_to
            if before is None or before not in entries:
                root = key
            else:
                key = before
    roots.update(dict.fromkeys(way, root))
    return root


def _thread(index: Index, root: Entry, replies: list[Entry]) -> Thread:
    said = [root, *sorted(replies, key=lambda each: cast("Comment", each.record).date)]
    comments = [cast("Comment", each.record) for each in said]
    return Thread(
        root=comments[0],
        replies=tuple(comments[1:]),
        at=place_of(index, comments[0]),
        open=not any(each.resolved for each in comments),
        last=max(each.date for each in comments),
        keys=tuple(each.key for each in said),
    )


def place_of(index: Index, comment: Comment) -> Key:
    """Return the key of what a comment is about, empty for the whole map."""
    if not comment.at:
        return ""
    entry = index.resolve(comment.at)
    if entry is not None:
        return entry.key
    return "" if comment.at == "map" else comment.at


def open_comments(index: Index) -> Mapping[Key, int]:
    """Return how many threads are open at each place that has one; the empty key is the map."""
    return Counter(thread.at for thread in threads(index.map) if thread.open)


def people(m: JourneyMap) -> tuple[str, ...]:
    """Return who has written comments, in the order in which they came."""
    return tuple(dict.fromkeys(comment.by for comment in m.comments))


# ---------------------------------------------------------------- edits


def write(m: JourneyMap, text: str, by: str, day: date, at: Key = "") -> JourneyMap:
    """Return the map with a new thread at a place; the empty key is the whole map.

    Raises Refused without words, without a name, and for a place that is not there.
    """
    if at and at != "map":
        at = edits.found(index_of(m), at).key
    return edits.add(m, _comment(m, text, by, day, at=at or None))


def reply(m: JourneyMap, thread: Key, text: str, by: str, day: date) -> JourneyMap:
    """Return the map with an answer to the first comment of a thread, at the same place."""
    found = _of(m, thread)
    said = _comment(m, text, by, day, at=found.root.at, replies_to=found.root.id)
    listed = tuple(index_of(m).of_kind("comment"))
    last = max(entry.position for entry in listed if entry.key in found.keys)
    following = listed[last + 1].key if last + 1 < len(listed) else ""
    return edits.add(m, said, before=following)


def resolve(m: JourneyMap, thread: Key) -> JourneyMap:
    """Return the map with a thread settled: its first comment says `resolved`."""
    return edits.change(m, _of(m, thread).key, resolved=True)


def reopen(m: JourneyMap, thread: Key) -> JourneyMap:
    """Return the map with a thread open again, whichever of its comments had settled it."""
    found = _of(m, thread)
    for key, comment in zip(found.keys, (found.root, *found.replies), strict=True):
        if comment.resolved:
            m = edits.change(m, key, resolved=None)
    return m


def _of(m: JourneyMap, key: Key) -> Thread:
    edits.found(index_of(m), key)
    for thread in threads(m):
        if key in thread.keys:
            return thread
    raise Refused(M("“{id}” is no comment", id=key), key)


def _comment(m: JourneyMap, text: str, by: str, day: date, **rest: object) -> Comment:
    if not by.strip():
        raise Refused(M("say who is writing"))
    made = edits.new_record(
        "comment", id=new_id(m), by=by.strip(), date=day, text=_words(text), **rest
    )
    return cast("Comment", made)


def _words(text: str) -> str:
    if not text.strip():
        raise Refused(M("a comment needs words"))
    return text.strip()


def new_id(m: JourneyMap) -> Key:
    """Return an id for the next comment: c1, c2, …, the first after the number of comments."""
    number = len(m.comments) + 1
    ids = (each.key for each in index_of(m).all() if each.kind != "reading")
    taken = {look_alike(key) for key in ids}
    while f"{LETTER}{number}" in taken:
        number += 1
    return f"{LETTER}{number}"
