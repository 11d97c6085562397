"""Deleting what is selected: what hangs on it goes along and is named, what is in it is asked for.

A stage, a channel, a persona or a metric that is not empty brings one question, with the ways to go
on that lose least first. Nothing is asked where nothing would be lost, and each deletion is one
undo step whose name says all that went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from journeymap.model import edits
from journeymap.model.index import Key, index_of, label
from journeymap.model.journey import JourneyMap, Kind
from journeymap.model.restructuring import beside, deleted, emptied, inside
from journeymap.model.text import M, Message
from journeymap.ui import way_out
from journeymap.ui.session import Session

Goals: TypeAlias = dict[Kind, Key | None]

COUNTED: Mapping[Kind, Message] = {  # in the order in which they are said
    "touchpoint": M("{n} touchpoint", plural="{n} touchpoints", n=0),
    "flow": M("{n} flow", plural="{n} flows", n=0),
    "pain_point": M("{n} pain point", plural="{n} pain points", n=0),
    "opportunity": M("{n} opportunity", plural="{n} opportunities", n=0),
    "reading": M("{n} reading", plural="{n} readings", n=0),
    "comment": M("{n} comment", plural="{n} comments", n=0),
    "stage": M("{n} stage", plural="{n} stages", n=0),
    "channel": M("{n} channel", plural="{n} channels", n=0),
    "metric": M("{n} metric", plural="{n} metrics", n=0),
    "parking": M("{n} parked note", plural="{n} parked notes", n=0),
}
NAMED = 3  # names in a sentence, before the rest is counted
TAKE, ALONE, TO = "take", "alone", "to "  # keys of the ways to go on


def delete(session: Session, window: QWidget) -> None:
    """Delete the selection with what hangs on it; a step in a line is closed up again.

    What is in it is asked about first.
    """
    keys = session.selection
    if not keys:
        return
    goals = asked(session, keys, window) if session.read_only is None else {}
    if goals is None:
        return
    text, told = _named(session, keys, goals)
    if session.commit(text, lambda m: deleted(m, keys, goals), initiator=session):
        session.told.emit(told)


def asked(session: Session, keys: Sequence[Key], window: QWidget) -> Goals | None:
    """Return where what is in these records goes, by kind; None when nothing is to be deleted."""
    goals: Goals = {}
    for kind in ("stage", "channel", "persona", "metric"):
        mine = [key for key in keys if session.index.entries[key].kind == kind]
        question = _question(session, kind, mine, keys)
        if question is None:
            continue
        text, more, ways = question
        way = way_out.ask(window, session.lang, text, more, ways)
        if not way:
            return None
        if way == ALONE:
            goals["channel"] = None
        elif way.startswith(TO):
            goals["channel" if kind == "channel" else "stage"] = way.removeprefix(TO)
    return goals


Question: TypeAlias = tuple[Message, Message | None, list[tuple[Message, str]]]


def _question(
    session: Session, kind: Kind, mine: Sequence[Key], keys: Sequence[Key]
) -> Question | None:
    """Return what is asked about the selected records of one kind, None where they are empty."""
    if not mine:
        return None
    m, there = session.map, inside(session.map, mine)
    lost = [key for key in there.touchpoints if key not in keys]
    if kind in ("stage", "channel"):
        if not lost:
            return None
        ways = _ways_of_stages(m, mine) if kind == "stage" else _ways_of_channels(m, mine)
        take = M("Delete the touchpoint too", plural="Delete the {n} touchpoints too", n=len(lost))
        ways.append((take, TAKE))
        more = M(
            "There is {n} touchpoint in it: {names}.",
            plural="There are {n} touchpoints in it: {names}.",
            n=len(lost),
            names=_names(session, lost),
        )
        return _delete_what(session, mine), more, ways
    if kind == "persona" and there.ratings + there.texts:
        more = M(
            "What the map says for this persona alone goes too: {said}.",
            said=_said_for(there.ratings, there.texts),
        )
        return _delete_what(session, mine), more, [(M("Delete the persona"), TAKE)]
    if kind == "metric" and there.readings:
        more = M(
            "{n} reading goes with it.",
            plural="{n} readings go with it.",
            n=there.readings,
        )
        return _delete_what(session, mine), more, [(M("Delete the metric"), TAKE)]
    return None


def _ways_of_stages(m: JourneyMap, mine: Sequence[Key]) -> list[tuple[Message, str]]:
    before, after = beside(m, mine)
    ways = []
    if before is not None:
        ways.append((M("Move them to the stage before: “{name}”", name=before.name), before.id))
    if after is not None:
        ways.append((M("Move them to the stage after: “{name}”", name=after.name), after.id))
    return [(words, f"{TO}{id}") for words, id in ways]


def _ways_of_channels(m: JourneyMap, mine: Sequence[Key]) -> list[tuple[Message, str]]:
    ways = [(M("Leave them without a channel"), ALONE)]
    others = (each for each in m.channels if each.id not in mine)
    ways += [(M("Move them to “{name}”", name=each.name), f"{TO}{each.id}") for each in others]
    return ways


def _delete_what(session: Session, keys: Sequence[Key]) -> Message:
    return M("Delete {what}?", what=_what(session, keys))


def _said_for(ratings: int, texts: int) -> tuple[Message, ...]:
    counted = (
        M("{n} rating", plural="{n} ratings", n=ratings),
        M("{n} text", plural="{n} texts", n=texts),
    )
    return tuple(each for each in counted if each.n)


# ---------------------------------------------------------------- words


def _what(session: Session, keys: Sequence[Key]) -> Message:
    """Return one record by its name, a few by theirs, more by kind and number."""
    if len(keys) == 1:
        return M("“{name}”", name=label(session.index.entries[keys[0]].record))
    if len(keys) <= NAMED:
        return M("{names}", names=_names(session, keys))
    kinds = {session.index.entries[key].kind for key in keys}
    kind = kinds.pop()
    if kinds or kind not in COUNTED:
        return M("{n} record", plural="{n} records", n=len(keys))
    return _counted(kind, len(keys))


def _counted(kind: Kind, n: int) -> Message:
    return COUNTED[kind]._replace(args={"n": n}, n=n)


def _names(session: Session, keys: Sequence[Key]) -> tuple[Message, ...]:
    entries = session.index.entries
    shown = keys if len(keys) <= NAMED + 1 else keys[:NAMED]
    names = [M("“{name}”", name=label(entries[key].record)) for key in shown]
    if len(shown) < len(keys):
        names.append(M("{n} more", n=len(keys) - len(shown)))
    return tuple(names)


def _named(session: Session, keys: Sequence[Key], goals: Goals) -> tuple[Message, Message]:
    """Return the name of the step, and what is said when it is done."""
    entries, what = session.index.entries, _what(session, keys)
    others: list[Message] = list(went_along(session, keys, goals))
    for kind, goal in goals.items():
        mine = [key for key in keys if entries[key].kind == kind]
        n = sum(key not in keys for key in inside(session.map, mine).touchpoints)
        if goal is None:
            words = M(
                "{n} touchpoint left without a channel",
                plural="{n} touchpoints left without a channel",
                n=n,
            )
        else:
            words = M(
                "{n} touchpoint moved to “{name}”",
                plural="{n} touchpoints moved to “{name}”",
                n=n,
                name=label(entries[goal].record),
            )
        others.append(words)
    if len(others) > len(goals):
        return (
            M("Delete {what} with {others}", what=what, others=tuple(others)),
            M("Deleted {what} with {others}", what=what, others=tuple(others)),
        )
    if others:
        return (
            M("Delete {what}, {others}", what=what, others=tuple(others)),
            M("Deleted {what}, {others}", what=what, others=tuple(others)),
        )
    return M("Delete {what}", what=what), M("Deleted {what}", what=what)


def went_along(
    session: Session, keys: Sequence[Key], goals: Goals | None = None
) -> tuple[Message, ...]:
    """Return how many records of each kind go when `keys` are deleted, `keys` not counted."""
    m, going = emptied(session.map, keys, goals or {})
    entries = index_of(m).entries
    gone = dict.fromkeys((*going, *edits.hanging(m, going)))
    kinds = Counter(entries[key].kind for key in gone if key not in keys)
    there = inside(m, [key for key in keys if entries[key].kind == "persona"])
    counted = (
        *(_counted(kind, kinds.pop(kind, 0)) for kind in COUNTED),
        M("{n} other record", plural="{n} other records", n=kinds.total()),
        *_said_for(there.ratings, there.texts),
    )
    return tuple(each for each in counted if each.n)
