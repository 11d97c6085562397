"""Everything that can be done to what is selected, as entries: for "/" on a card.

The context menu with all that is in it, ratings by word, the fields that hold one word of few, the
owner, and the touchpoints that a flow can lead to. Each is an action or one edit of the session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from journeymap.model import edits
from journeymap.model.index import Key, label
from journeymap.model.labels import field_name
from journeymap.model.text import M, say
from journeymap.ui import actions
from journeymap.ui.editors.offers import used
from journeymap.ui.field_edits import set_field, step_name, value_of
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.inspector.form_words import words_of
from journeymap.ui.inspector.forms import FORMS
from journeymap.ui.palette.entries import Entry, entry
from journeymap.ui.palette.sources import keys_of, leaves
from journeymap.ui.session import Session

RATINGS = ("emotion", "success", "effort")  # of touchpoints, by the words of their actions
STEPS = range(1, 6)
# What the menus or actions do already.
ELSEWHERE = frozenset(
    (
        *((("touchpoint", field)) for field in (*RATINGS, "moment_of_truth", "stage", "channel")),
        ("flow", "kind"),
    )
)


def doing_entries(
    session: Session, commands: Mapping[str, QAction], menu: QMenu
) -> Iterator[Entry]:
    """Yield what can be done to the selection; `menu` is its context menu, and lives as long."""
    index, lang = session.index, session.lang
    keys = session.selection
    kind = index.entries[keys[0]].kind
    same = tuple(key for key in keys if index.entries[key].kind == kind)
    yield from leaves(menu, lang, "do", "", "")
    if kind == "touchpoint":
        for rating in RATINGS:
            for row in (row for row in actions.ACTIONS if row.inside == rating):
                yield entry(
                    f"action {row.id}",
                    "action",
                    say(row.text, lang),
                    commands[row.id].trigger,
                    keys=keys_of(commands[row.id]),
                    icon="star" if rating == "success" else "edit",
                    also=(say(row.text, "en"),),
                )
    for group in FORMS.get(kind, ()):
        for field in group.fields:
            if (kind, field.name) not in ELSEWHERE:
                yield from _of_field(session, same, kind, field)
    if kind == "touchpoint" and len(same) == 1:
        yield from _connections(session, same[0])


def _of_field(
    session: Session, keys: tuple[Key, ...], kind: str, field: FormField
) -> Iterator[Entry]:
    """Yield the values that a field may be given by one word."""
    lang = session.lang
    name = field_name(field.name, session.index.entries[keys[0]].kind)
    offers: list[tuple[str, str, Any]] = []  # how it is said, the same in English, the value
    if field.editor == "choice":
        offers = [
            (say(word, lang), say(word, "en"), value)
            for value, word in words_of(field.vocabulary).items()
        ]
    elif field.editor in ("scale", "stars"):
        for step in STEPS:
            rated = M("{n} of 5", n=step)
            end = field.words[0] if field.words and step == STEPS[0] else None
            end = field.words[1] if field.words and step == STEPS[-1] else end
            rated = M("{n} of 5: {word}", n=step, word=end) if end is not None else rated
            offers.append((say(rated, lang), say(rated, "en"), step))
    elif field.editor in ("flag", "maybe"):
        offers = [
            (say(word, lang), say(word, "en"), value)
            for word, value in ((M("yes"), True), (M("no"), False))
        ]
    elif field.name == "owner":
        offers = [(each.text, each.text, each.value) for each in used(session.index, "owner")]
    records = [session.index.entries[key].record for key in keys] if offers else []
    now = {value_of(record, field.name, session.view.persona) for record in records}
    for words, english, value in offers:
        yield entry(
            f"set {kind} {field.name} {value}",
            "action",
            say(M("{field}: {value}", field=name, value=words), lang),
            partial(_set, session, keys, field.name, value),
            icon="check" if now == {value} else "owner" if field.name == "owner" else "edit",
            also=(f"{say(name, 'en')}: {english}",),
        )


def _set(session: Session, keys: tuple[Key, ...], field: str, value: object) -> None:
    edit = set_field(keys, field, value, session.view.persona)
    session.commit(step_name(session.index, keys, field), edit, initiator=session)


def _connections(session: Session, source: Key) -> Iterator[Entry]:
    """Yield the touchpoints that a flow from this one can lead to."""
    index, lang = session.index, session.lang
    there = {flow.target for flow in session.map.flows if flow.source == source}
    for other in index.of_kind("touchpoint"):
        if other.key == source or other.key in there:
            continue
        name = label(other.record)
        yield entry(
            f"connect {other.key}",
            "flow",
            say(M("Connect to “{name}”", name=name), lang),
            _connecting(session, source, other.key),
            icon="connect",
            also=(f"connect to {name}", name),
        )


def _connecting(session: Session, source: Key, target: Key) -> Callable[[], object]:
    names = [label(session.index.entries[key].record) for key in (source, target)]
    text = M("Connect “{start}” with “{end}”", start=names[0], end=names[1])
    return lambda: session.commit(
        text, lambda m: edits.connect(m, source, target), initiator=session
    )
