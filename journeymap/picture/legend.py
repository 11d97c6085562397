"""The legend: which marks are in a picture, and what each means.

It reads the faces of the parts and nothing of the map, so that it lists exactly what is there.
Colours of channels and lines of the curve are named by the heads of their lanes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from journeymap.model.text import M, Message
from journeymap.model.vocabulary import NAMES
from journeymap.picture.face import (
    CardFace,
    MeasureFace,
    NoteFace,
    Pill,
    StageFace,
    StubFace,
    SummaryFace,
)
from journeymap.picture.picture import Token

Sample: TypeAlias = tuple[str, Token, Message]

# Every mark, in the order of the legend. What is before a colon is how its sample is drawn.
MARKS: Mapping[str, tuple[Token, Message]] = {
    **{f"flow:{kind}": ("flow", name) for kind, name in NAMES["flow"].items()},
    "hand-off": ("flow", M("Change of channel")),
    "width": ("flow", M("The thicker, the more go this way")),
    "stub": ("text.soft", M("The same step in another channel")),
    "star": ("star", M("Moment of truth")),
    "badge": ("pain", M("Number of pain points")),
    "face:-2": ("emotion.-2", M("Very bad")),
    "face:-1": ("emotion.-1", M("Bad")),
    "face:0": ("emotion.0", M("Neutral")),
    "face:1": ("emotion.1", M("Good")),
    "face:2": ("emotion.2", M("Very good")),
    "worst": ("text.soft", M("Worst of the stage")),
    "band:good": ("good", M("Good value")),
    "band:fair": ("fair", M("Fair value")),
    "band:poor": ("poor", M("Poor value")),
    "band:plain": ("plain", M("Value without a band")),
    "band:none": ("plain", M("Not measured")),
    "change": ("plain.text", M("Change since the period before")),
    "target": ("plain.text", M("Target")),
    "against": ("plain.text", M("The rating says otherwise")),
    "low": ("pain", M("Low point")),
    "unrated": ("curve.emotion", M("Not rated in between")),
    "pain": ("pain", M("Pain point")),
    "opportunity": ("opportunity", M("Opportunity")),
    "check": ("text.soft", M("Settled")),
    "entry": ("text.soft", M("The journey begins here")),
    "exit-reached": ("text.soft", NAMES["exit"]["reached"]),
    "exit-left": ("text.soft", NAMES["exit"]["left"]),
    "assumption": ("text.soft", M("Assumption")),
    "linked-map": ("text.soft", M("Has a map of its own")),
    "comment": ("text.soft", M("Comment")),
    "faded": ("text.soft", M("Not for this persona")),
}


def samples(marks: Collection[str]) -> list[Sample]:
    """Return what marks mean, in the order of the legend."""
    return [(mark, *MARKS[mark]) for mark in MARKS if mark in marks]


def marks_of(face: object) -> frozenset[str]:
    """Return the marks that occur in a face; that of a flow is asked with `line_marks`."""
    marks = frozenset(_marks(face))
    return _SAME.setdefault(marks, marks) if len(_SAME) < MANY else marks


MANY = 4096  # combinations of marks beyond which none more are held
_SAME: dict[frozenset[str], frozenset[str]] = {}


def line_marks(kind: str, hand_off: bool) -> set[str]:
    """Return the marks of a flow of some kind, which may change the channel."""
    return {f"flow:{kind}", "hand-off"} if hand_off and kind != "loop" else {f"flow:{kind}"}


def _of_card(face: CardFace) -> frozenset[str]:
    found = set(face.marks)
    if face.emotion is not None:
        found.add(f"face:{face.emotion}")
    if face.pains is not None:
        found.add("badge")
    if face.moment_of_truth:
        found.add("star")
    if face.faded:
        found.add("faded")
    found.update(pill_marks(face.pill))
    return frozenset(found)


def _marks(face: object) -> Iterable[str]:
    if isinstance(face, CardFace):
        return _of_card(face)
    if isinstance(face, NoteFace):
        return {"check"} if face.settled else {face.what}
    if isinstance(face, StubFace):
        return {"stub"}
    if isinstance(face, StageFace):
        return {"linked-map"} if face.linked else ()
    if isinstance(face, MeasureFace):
        return {mark for _, pill in face.rows for mark in pill_marks(pill)}
    return set(_of_summary(face)) if isinstance(face, SummaryFace) else ()


def pill_marks(pill: Pill | None) -> Iterator[str]:
    """Yield the marks of a measured value."""
    if pill is None:
        return
    yield f"band:{pill.band}"
    if pill.change:
        yield "change"
    if pill.target is not None:
        yield "target"
    if pill.against:
        yield "against"


def _of_summary(face: SummaryFace) -> Iterator[str]:
    for row in face.rows:
        for fact in row:
            yield fact.what if fact.emotion is None else f"face:{fact.emotion}"
            if fact.what == "worst":
                yield "worst"
    if face.linked:
        yield "linked-map"
    yield from pill_marks(face.pill)
