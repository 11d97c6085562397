"""The fields of what is selected, as entries of the palette: each puts the cursor there.

Whoever works by keys need not walk the whole inspector for one of its fields or lists. What an
entry does is to ask for the panel and for the field; it edits nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from journeymap.model.labels import field_name
from journeymap.model.text import M, Message, say
from journeymap.ui.inspector.forms import FORMS
from journeymap.ui.palette.entries import Entry, entry
from journeymap.ui.session import Session


def field_entries(session: Session, show: Callable[[], object]) -> Iterator[Entry]:
    """Yield the fields and lists of the form of the selection, of the map where there is none.

    `show` brings the inspector to the front.
    """
    lang, index = session.lang, session.index
    chosen = [index.entries[key] for key in session.selection if key in index.entries]
    key, kind = (chosen[0].key, chosen[0].kind) if chosen else ("", "map")
    found: dict[str, Message] = {}
    for group in FORMS.get(kind, ()):
        if group.shows and group.title is not None and len(chosen) == 1:
            found[group.shows] = group.title
        for field in group.fields:
            found[field.name] = field_name(field.name, chosen[0].kind if chosen else None)
    for name, words in found.items():
        yield entry(
            f"field {kind} {name}",
            "action",
            say(words, lang),
            partial(_go, session, show, key, name),
            detail=say(M("Inspector"), lang),
            icon="edit",
            also=(say(words, "en"),),
        )


def _go(session: Session, show: Callable[[], object], key: str, name: str) -> None:
    if not key or key in session.index:
        show()
        session.field_wanted.emit(key, name)
