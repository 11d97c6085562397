"""Edits of every kind, drawn from a seed: what the window, the command line and merging can do.

Each kind is a function from a map and a source of chance to a map; it raises Refused or IndexError
where the map has nothing to do it with.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any, TypeAlias

from journeymap.model import edits
from journeymap.model.assigning import assign
from journeymap.model.index import index_of
from journeymap.model.journey import (
    LISTS,
    Evidence,
    JourneyMap,
    Kind,
    Look,
    PersonaView,
    Reading,
    Scope,
)
from journeymap.model.sequence import beside_stage, shifted
from tests.files.maps import ADVERSARIAL

AnyEdit: TypeAlias = Callable[[JourneyMap, Random], JourneyMap]
EDITS: dict[str, AnyEdit] = {}

LINES = (
    "One line.\nAnother one.",
    "First\n\n  indented: yes\n- dash\n",
    "# no comment\nb\n",
    "a: b\n\n\nc",
    "Ends in blank lines\n\n",
    " begins with a blank\nb",
    "خط اول\nخط دوم\n",
    "tab\there\nb",
)
NAMES = (*(text for text in ADVERSARIAL if text.strip() and "\n" not in text), "Plain name", "Two")
WITH_NAMES: tuple[Kind, ...] = (
    "persona", "stage", "channel", "touchpoint", "backstage", "pain_point", "opportunity", "metric",
)  # fmt: skip
TEXTS: dict[Kind, tuple[str, ...]] = {
    "persona": ("about", "goal", "quote"),
    "stage": ("goal", "phase"),
    "touchpoint": ("doing", "thinking", "quote", "notes", "owner"),
    "backstage": ("notes", "owner"),
    "flow": ("when",),
    "pain_point": ("cause", "owner"),
    "opportunity": ("value", "owner"),
    "metric": ("about", "question", "unit"),
    "comment": ("text",),
    "parking": ("text",),
}
VALUES: dict[Kind, tuple[tuple[str, tuple[Any, ...]], ...]] = {
    "persona": (("share", (0.5, 0.333, None)), ("alt", ("x", None))),
    "stage": (("kind", ("use", "support", None)), ("color", ("#abcdef", None))),
    "channel": (("kind", ("website", "phone")), ("owned", (True, False, None))),
    "touchpoint": (
        ("success", (1, 2, 3, 4, 5, None)),
        ("emotion", (-2, 0, 2, None)),
        ("moment_of_truth", (True, False)),
        ("takes", ("3m", "5 working days", None)),
        ("exit", ("reached", "left", None)),
        ("importance", (5, None)),
    ),
    "backstage": (("layer", ("frontstage", "support")), ("waits", ("2d", None))),
    "flow": (
        ("share", (0.2, 0.375, None)),
        ("kind", ("next", "choice")),
        ("seamless", (True, None)),
    ),
    "pain_point": (
        ("severity", (1, 4, None)),
        ("since", (date(2026, 3, 1), None)),
        ("status", ("open", "solved")),
    ),
    "opportunity": (
        ("impact", (1, 3, None)),
        ("status", ("idea", "doing")),
        ("due", (date(2027, 1, 1), None)),
    ),
    "metric": (("target", (70, 0.5, None)), ("alarm", (0.25, None))),
    "comment": (("resolved", (True, False)), ("by", ("Cleo", "42"))),
    "parking": (("votes", (3, None)), ("kind", ("idea", None))),
}  # fmt: skip
ITEMS: dict[Kind, tuple[str, ...]] = {
    "persona": ("needs",),
    "touchpoint": ("steps", "systems", "tags", "props"),
    "backstage": ("systems",),
    "flow": ("carries",),
}


def edit(function: AnyEdit) -> AnyEdit:
    """Add a kind of edit under its name."""
    EDITS[function.__name__] = function
    return function


def pick(m: JourneyMap, chance: Random, *kinds: Kind) -> Any:
    """Return the key of some record of one of the kinds."""
    found = [entry for kind in kinds for entry in index_of(m).of_kind(kind)]
    return found[int(chance.random() * len(found))]


def name(chance: Random) -> str:
    return chance.choice(NAMES)


def new_id(m: JourneyMap, chance: Random) -> str:
    while True:
        made = chance.choice(("new", "neu-2", "تازه", "n_")) + str(chance.randrange(10**5))
        if index_of(m).get(made) is None:
            return made


@edit
def rename(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, *WITH_NAMES)
    return edits.change(m, entry.key, name=name(chance))


@edit
def write_a_text(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, *TEXTS)
    return edits.change(m, entry.key, **{chance.choice(TEXTS[entry.kind]): name(chance)})


@edit
def write_lines(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, *TEXTS)
    return edits.change(m, entry.key, **{chance.choice(TEXTS[entry.kind]): chance.choice(LINES)})


@edit
def clear_a_text(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, *TEXTS)
    there = [f for f in TEXTS[entry.kind] if getattr(entry.record, f) and f != "text"]
    return edits.change(m, entry.key, **{chance.choice(there): None})


@edit
def set_a_value(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, *VALUES)
    field, values = chance.choice(VALUES[entry.kind])
    return edits.change(m, entry.key, **{field: chance.choice(values)})


@edit
def set_several_values(m: JourneyMap, chance: Random) -> JourneyMap:
    for _ in range(3):
        m = chance.choice((rename, set_a_value, write_a_text))(m, chance)
    return m


@edit
def change_items(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, *ITEMS)
    field = chance.choice(ITEMS[entry.kind])
    items = list(getattr(entry.record, field))
    what = chance.randrange(4)
    if what == 0 or not items:
        items.insert(chance.randrange(len(items) + 1), name(chance))
    elif what == 1:
        items.pop(chance.randrange(len(items)))
    elif what == 2:
        items[chance.randrange(len(items))] = name(chance)
    else:
        items.reverse()
    return edits.change(m, entry.key, **{field: tuple(items)})


@edit
def change_where(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, "pain_point", "backstage", "opportunity")
    places = tuple(t.id for t in m.touchpoints if chance.random() < 0.4)
    return edits.change(m, entry.key, at=places or (m.touchpoints[0].id,))


@edit
def change_evidence(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, "touchpoint", "pain_point", "persona")
    listed = list(entry.record.evidence)
    if listed and chance.random() < 0.3:
        listed.pop(chance.randrange(len(listed)))
    elif listed and chance.random() < 0.5:
        at = chance.randrange(len(listed))
        listed[at] = listed[at].model_copy(update={"note": chance.choice((*NAMES, *LINES))})
    else:
        more = Evidence(kind="desk", quote=name(chance), date=chance.choice((None, "2026-01-02")))
        listed.insert(chance.randrange(len(listed) + 1), more)
    return edits.change(m, entry.key, evidence=tuple(listed))


@edit
def change_for_a_persona(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, "touchpoint")
    views = dict(entry.record.by_persona)
    persona = pick(m, chance, "persona").key
    if persona in views and chance.random() < 0.3:
        del views[persona]
    else:
        old = views.get(persona, PersonaView())
        views[persona] = old.model_copy(
            update={"effort": chance.randint(1, 5), "doing": name(chance)}
        )
    return edits.change(m, entry.key, by_persona=views)


@edit
def change_the_map(m: JourneyMap, chance: Random) -> JourneyMap:
    field, value = chance.choice(
        (
            ("title", name(chance)),
            ("summary", chance.choice((*LINES, None))),
            ("owner", chance.choice((name(chance), None))),
            ("decision", name(chance)),
            ("reviewed", date(2026, 11, 5)),
            ("review_every", "90d"),
            (
                "scope",
                chance.choice((None, Scope(starts=name(chance)), Scope(starts="a", ends="b"))),
            ),
            ("status", "live"),
            ("language", "fa"),
            ("x-own", chance.choice((None, "new", ["1", "2"]))),
            ("look", chance.choice((None, Look(columns=4), Look(lanes=("curve",), theme="dark")))),
        )
    )
    return edits.change(m, "", **{field: value})


@edit
def translate(m: JourneyMap, chance: Random) -> JourneyMap:
    key = chance.choice(["map", *(entry.key for entry in index_of(m).of_kind("touchpoint"))])
    field = "title" if key == "map" else chance.choice(("name", "doing", "notes"))
    value = chance.choice((name(chance), "نو", ""))
    return assign(m, "", ["translations", chance.choice(("fa", "tr")), key, field], value)


@edit
def tune_the_checks(m: JourneyMap, chance: Random) -> JourneyMap:
    check = chance.choice(("missing-owner", "channel-alone", "open-end"))
    if chance.random() < 0.5:
        return assign(m, "", ["checks", "levels", check], chance.choice(("info", "error", "")))
    return assign(m, "", ["checks", "settings", check, "most"], str(chance.randrange(9)))


@edit
def color(m: JourneyMap, chance: Random) -> JourneyMap:
    key = pick(m, chance, "channel", "stage").key
    return assign(m, "", ["look", "colors", key], chance.choice(("#123456", "#fff", "")))


def made(m: JourneyMap, kind: Kind, chance: Random) -> Any:
    """Return a new record of a kind."""
    at = pick(m, chance, "touchpoint").key
    values: dict[str, Any] = {"id": new_id(m, chance)}
    if kind in WITH_NAMES:
        values["name"] = name(chance)
    if kind == "touchpoint":
        values |= {"stage": pick(m, chance, "stage").key, "channel": pick(m, chance, "channel").key}
        if chance.random() < 0.4:
            values |= {"notes": chance.choice(LINES), "systems": ("A", "b, c")}
    if kind == "backstage":
        values |= {"layer": "support", "at": (at,)}
    if kind == "pain_point":
        values |= {"at": (at,), "severity": 3}
        if chance.random() < 0.5:
            values["evidence"] = (Evidence(kind="data", note=name(chance)),)
    if kind == "opportunity":
        values |= {"solves": (pick(m, chance, "pain_point").key,)}
    if kind == "metric":
        values |= {"kind": "score", "scale": (0, 10)}
    if kind == "comment":
        values |= {"at": at, "by": "Eva", "date": date(2026, 11, 1)}
        values["text"] = chance.choice((*LINES, *NAMES))
        if m.comments and chance.random() < 0.4:
            values["replies_to"] = pick(m, chance, "comment").key
    if kind == "parking":
        values["text"] = chance.choice((*LINES, *NAMES))
    if kind == "source":
        values |= {"reads": "a.csv", "kind": "table"}
    return edits.new_record(kind, **values)


def _adding(kind: Kind) -> AnyEdit:
    def add(m: JourneyMap, chance: Random) -> JourneyMap:
        same = index_of(m).of_kind(kind)
        before = chance.choice([e.key for e in same]) if same and chance.random() < 0.5 else ""
        return edits.add(m, made(m, kind, chance), before=before)

    return add


for _kind in LISTS:
    if _kind not in ("flow", "reading"):
        EDITS[f"add_a_{_kind}"] = _adding(_kind)


@edit
def add_a_reading(m: JourneyMap, chance: Random) -> JourneyMap:
    metric = pick(m, chance, "metric").record
    period = f"20{chance.randrange(10, 90)}-{chance.randrange(1, 13):02}"
    if metric.kind == "csat":
        reading = Reading(metric=metric.id, at="pay", period=period, counts={"1": 3, "5": 4})
    else:
        reading = Reading(metric=metric.id, period=period, value=0.5, n=chance.choice((None, 10)))
    return edits.add(m, reading)


@edit
def change_a_reading(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, "reading")
    if entry.record.counts and chance.random() < 0.6:
        return edits.change(m, entry.key, counts={**entry.record.counts, "3": chance.randrange(50)})
    return edits.change(m, entry.key, source=chance.choice((name(chance), None)))


@edit
def remove_a_reading(m: JourneyMap, chance: Random) -> JourneyMap:
    return edits.delete(m, [pick(m, chance, "reading").key])


@edit
def connect(m: JourneyMap, chance: Random) -> JourneyMap:
    ends = pick(m, chance, "touchpoint").key, pick(m, chance, "touchpoint").key
    return edits.connect(m, *ends, when=chance.choice((None, name(chance))))


@edit
def turn_a_flow(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, "flow")
    return edits.change(m, entry.key, target=pick(m, chance, "touchpoint").key)


@edit
def delete(m: JourneyMap, chance: Random) -> JourneyMap:
    return edits.delete(m, [pick(m, chance, *LISTS).key])


@edit
def delete_several(m: JourneyMap, chance: Random) -> JourneyMap:
    kind: Kind = chance.choice(("touchpoint", "flow", "reading", "pain_point", "comment"))
    return edits.delete(m, {pick(m, chance, kind).key for _ in range(2)})


@edit
def move(m: JourneyMap, chance: Random) -> JourneyMap:
    before = chance.choice(["", *(t.id for t in m.touchpoints)])
    channel = chance.choice([None, edits.KEEP, *(c.id for c in m.channels)])
    some = pick(m, chance, "touchpoint").key
    return edits.move(m, [some], pick(m, chance, "stage").key, channel, before)


@edit
def move_several(m: JourneyMap, chance: Random) -> JourneyMap:
    some = {pick(m, chance, "touchpoint").key for _ in range(2)}
    return edits.move(m, sorted(some), pick(m, chance, "stage").key)


@edit
def reorder(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, *LISTS)
    same = [e.key for e in index_of(m).of_kind(entry.kind)]
    return edits.reorder(m, entry.key, chance.choice(["", *same]))


@edit
def shift(m: JourneyMap, chance: Random) -> JourneyMap:
    return shifted(m, [pick(m, chance, *WITH_NAMES).key], chance.choice((-1, 1)))


@edit
def to_the_next_stage(m: JourneyMap, chance: Random) -> JourneyMap:
    return beside_stage(m, [pick(m, chance, "touchpoint").key], chance.choice((-1, 1)))


@edit
def rename_an_id(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, *(kind for kind in LISTS if kind not in ("flow", "reading")))
    return edits.rename_id(m, entry.key, new_id(m, chance))


@edit
def merge(m: JourneyMap, chance: Random) -> JourneyMap:
    kind: Kind = chance.choice(("touchpoint", "stage", "channel", "persona", "pain_point"))
    return edits.merge(m, pick(m, chance, kind).key, pick(m, chance, kind).key)


@edit
def comment_is_done(m: JourneyMap, chance: Random) -> JourneyMap:
    entry = pick(m, chance, "comment")
    return edits.change(m, entry.key, resolved=not entry.record.resolved)
