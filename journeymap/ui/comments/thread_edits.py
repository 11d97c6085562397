"""What the buttons under comments do to the map: each one undo step with its name.

Who writes and what day it is come from the session, so that a test can say both.
"""

from __future__ import annotations

from journeymap.model import edits
from journeymap.model.index import Key
from journeymap.model.text import M
from journeymap.model.threads import Thread, reopen, reply, resolve, write
from journeymap.ui.record_cards.places import named_place
from journeymap.ui.session import Session


def write_at(session: Session, at: Key, words: str) -> bool:
    """Return whether a new comment was written at a place; the empty key is the map."""
    by, day = session.person, session.today()
    name = named_place(session.index, at, session.map.language)
    return session.commit(
        M("Comment on “{name}”", name=name), lambda m: write(m, words, by, day, at)
    )


def answer(session: Session, thread: Key, words: str) -> bool:
    """Return whether an answer was written."""
    by, day = session.person, session.today()
    return session.commit(M("Answer a comment"), lambda m: reply(m, thread, words, by, day))


def settle(session: Session, thread: Thread) -> bool:
    """Return whether an open thread was resolved, or a resolved one opened again."""
    key = thread.key
    if thread.open:
        return session.commit(M("Resolve a comment"), lambda m: resolve(m, key))
    return session.commit(M("Reopen a comment"), lambda m: reopen(m, key))


def delete(session: Session, key: Key) -> bool:
    """Return whether a comment was deleted, with the answers to it."""
    return session.commit(M("Delete a comment"), lambda m: edits.delete(m, (key,)))
