"""Shapes of cards seen from too far away to read: what can still be told apart, drawn larger.

`signs` are cards of which no name can be read: the channel, the face of the emotion, the band of
the overlay, whether it hurts and whether it counts. `block` are those of a few pixels: the same in
flat rectangles, thousands of which can be painted in a frame. They are drawn as for left to right,
as everything in `draw.py`, which changes them over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from journeymap.picture.draw_marks import RADIUS, band_mark, emotion_face
from journeymap.picture.face import CardFace, MeasureFace, NoteFace, StubFace, SummaryFace
from journeymap.picture.picture import Token
from journeymap.picture.pills import MARKED
from journeymap.picture.shapes import Icon, Rect, Shape
from journeymap.picture.summary import BEHIND

EDGE = 9.0  # width of the channel's colour
FACE = 36.0  # of the emotion
BAND = 11.0  # radius of the sign of a band
DOT = 26.0  # of the marks in the corner
SIGN = 26.0  # of a pain point or an opportunity
PAD = 5.0
START = 18.0  # of what stands beside the edge
SHARE = 0.4  # of a rectangle that has the channel's colour, where there is something else to say


def _card(face: CardFace) -> Iterator[Shape]:
    band = face.pill.band if face.pill is not None else "none"
    edge = "plain" if face.faded else face.edge
    yield _ground(face.w, face.h, band, "stripe.0" if face.faded else "card")
    yield _edge(edge, face.h)
    yield from _inside(face.w, face.h, face.emotion, band)
    right = face.w + 7.0
    if face.pains:
        yield Rect(right - DOT, -DOT / 3, DOT, DOT, DOT / 2, fill="badge", stroke="badge.rim")
        right -= DOT + 2
    if face.moment_of_truth:
        x, y = right - DOT, -DOT / 3
        yield Rect(x, y, DOT, DOT, DOT / 2, fill="star.ground", stroke="star")
        yield Icon("star", x + 3, y + 3, DOT - 6, "star")


def _summary(face: SummaryFace) -> Iterator[Shape]:
    band = face.pill.band if face.pill is not None else "none"
    front = face.h - BEHIND
    yield Rect(4, front - 12, face.w - 8, 12 + BEHIND, 6, fill="stripe.1", stroke="card.border")
    yield _ground(face.w, front, band, "card")
    yield _edge(face.edge, front)
    yield from _inside(face.w, front, _emotion(face), band)
    if _counts(face, "pain"):
        x, y = face.w + 7 - DOT, -DOT / 3
        yield Rect(x, y, DOT, DOT, DOT / 2, fill="badge", stroke="badge.rim")


def _stub(face: StubFace) -> Iterator[Shape]:
    yield _ground(face.w, face.h, "none", "stripe.0")
    yield _edge(face.edge, face.h)


def _note(face: NoteFace) -> Iterator[Shape]:
    what = face.what
    if face.settled:
        yield Rect(0, 0, face.w, face.h, 6, fill="stripe.0", stroke="card.border")
    else:
        yield Rect(0, 0, face.w, face.h, 6, fill=f"{what}.ground", stroke=f"{what}.rim")
    yield Rect(0, 0, EDGE, face.h, 3, fill=what)
    size = min(SIGN, face.h - PAD)
    icon = "check" if face.settled else what
    yield Icon(icon, START - 4, (face.h - size) / 2, size, what)


def _measure(face: MeasureFace) -> Iterator[Shape]:
    yield Rect(0, 0, face.w, face.h, 6, fill="step", stroke="card.border")
    bands = [pill.band for _, pill in face.rows]
    high = (face.h - PAD) / max(len(bands), 1)
    for number, band in enumerate(bands):
        if band != "none":
            size = min(high - PAD, 2 * BAND)
            y = PAD + number * high
            wide = face.w - 2 * PAD
            yield Rect(PAD, y, wide, high - PAD, 4, fill=f"{band}.ground", stroke=f"{band}.rim")
            if band in MARKED:
                yield from band_mark(band, face.w / 2, y + (high - PAD) / 2, size / 2)


def _ground(w: float, h: float, band: str, fill: Token) -> Rect:
    if band in MARKED:
        return Rect(0, 0, w, h, RADIUS, fill=f"{band}.ground", stroke=f"{band}.text")
    return Rect(0, 0, w, h, RADIUS, fill=fill, stroke="card.border")


def _edge(color: Token, h: float) -> Rect:
    return Rect(4, 5, EDGE, h - 10, 3, fill=color)


def _inside(w: float, h: float, emotion: int | None, band: Any) -> Iterator[Shape]:
    """Yield the face beside the edge, and the sign of the band at the end."""
    size = min(FACE, h - 2 * PAD)
    if emotion is not None:
        yield from emotion_face(emotion, START, (h - size) / 2, size)
    if band in MARKED:
        at = w - BAND - 2 * PAD if emotion is not None else (START + w) / 2
        yield from band_mark(band, at, h / 2, min(BAND, h / 3))


def _emotion(face: SummaryFace) -> int | None:
    facts = [fact for row in face.rows for fact in row]
    return next((fact.emotion for fact in facts if fact.what == "emotion"), None)


def _counts(face: SummaryFace, what: str) -> bool:
    return any(fact.what == what for row in face.rows for fact in row)


SIGNS: Mapping[type, Callable[[Any], Iterator[Shape]]] = {
    CardFace: _card,
    SummaryFace: _summary,
    StubFace: _stub,
    NoteFace: _note,
    MeasureFace: _measure,
}


# ---------------------------------------------------------------- a few pixels


def _flat_card(face: CardFace) -> Iterator[Shape]:
    band = face.pill.band if face.pill is not None else "none"
    edge = "plain" if face.faded else face.edge
    yield from _flat(face.w, face.h, edge, face.emotion, band)
    if face.pains:
        yield Rect(face.w - DOT, 0, DOT, min(DOT, face.h), fill="badge")


def _flat_summary(face: SummaryFace) -> Iterator[Shape]:
    band = face.pill.band if face.pill is not None else "none"
    yield from _flat(face.w, face.h, face.edge, _emotion(face), band)
    if _counts(face, "pain"):
        yield Rect(face.w - DOT, 0, DOT, min(DOT, face.h), fill="badge")


def _flat_stub(face: StubFace) -> Iterator[Shape]:
    yield Rect(0, 0, face.w, face.h, fill=face.edge)


def _flat_note(face: NoteFace) -> Iterator[Shape]:
    if face.settled:
        yield Rect(0, 0, face.w, face.h, fill="stripe.0", stroke="card.border")
        yield Rect(0, 0, EDGE, face.h, fill=face.what)
    else:
        yield Rect(0, 0, face.w, face.h, fill=face.what)


def _flat_measure(face: MeasureFace) -> Iterator[Shape]:
    yield Rect(0, 0, face.w, face.h, fill="step", stroke="card.border")
    bands = [pill.band for _, pill in face.rows]
    high = face.h / max(len(bands), 1)
    for number, band in enumerate(bands):
        if band in MARKED:
            yield Rect(0, number * high, face.w, high, fill=band)


def _flat(w: float, h: float, edge: Token, emotion: int | None, band: str) -> Iterator[Shape]:
    """Yield the channel's colour, and beside it that of the band, else that of the emotion."""
    said = band if band in MARKED else "" if emotion is None else f"emotion.{emotion}"
    yield Rect(0, 0, w, h, fill=edge, stroke="card.border")
    if said:
        yield Rect(w * SHARE, 0, w * (1 - SHARE), h, fill=said)


FLAT: Mapping[type, Callable[[Any], Iterator[Shape]]] = {
    CardFace: _flat_card,
    SummaryFace: _flat_summary,
    StubFace: _flat_stub,
    NoteFace: _flat_note,
    MeasureFace: _flat_measure,
}
