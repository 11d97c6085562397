"""The faces of pain points and opportunities. It only measures and answers a size.

A map has hundreds of notes, and an edit gives many another width: what weighs them is said once.
"""

from __future__ import annotations

from journeymap.model.journey import Opportunity, PainPoint
from journeymap.model.text import M, Message, literal, say, say_percent
from journeymap.picture.face import Ink, NoteFace, NoteKind
from journeymap.picture.faces import NOTE_END, NOTE_START, NOTE_TOP
from journeymap.picture.frame_faces import joined


def note(record: PainPoint | Opportunity, width: float, ink: Ink) -> NoteFace:
    """Return the note of a pain point or an opportunity, with what weighs it under its name."""
    what: NoteKind = "pain" if isinstance(record, PainPoint) else "opportunity"
    weighs = (
        (record.severity, record.reach)
        if isinstance(record, PainPoint)
        else (record.impact, record.effort)
    )
    key = ("weights", what, *weighs, record.owner, ink.language)
    words: str | None = ink.memo.get(key)
    if words is None:
        words = ink.memo[key] = _weights(record, ink.language)
    room = width - NOTE_START - NOTE_END
    name = ink.measure.wrap(record.name, "note", room)
    details = ink.measure.wrap(words, "note.detail", room) if words else None
    height = 2 * NOTE_TOP + name.height + (details.height + 1 if details else 0)
    settled = record.status in ("solved", "declined", "done", "dropped")
    return NoteFace(width, height, what, name, details, settled, ink.rtl)


def _weights(record: PainPoint | Opportunity, language: str) -> str:
    """Return what weighs a pain point or an opportunity, and who owns it."""
    weights: list[Message] = []
    if isinstance(record, PainPoint):
        if record.severity is not None:
            weights.append(M("severity {n}", n=record.severity))
        if record.reach is not None:
            weights.append(literal(say_percent(record.reach, language)))
    else:
        if record.impact is not None:
            weights.append(M("impact {n}", n=record.impact))
        if record.effort is not None:
            weights.append(M("effort {n}", n=record.effort))
    return joined((*(say(fact, language) for fact in weights), record.owner or ""), language)
