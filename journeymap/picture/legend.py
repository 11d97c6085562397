"""The legend: which marks are in a picture, and what each means.

It reads the faces of the parts and nothing of the map, so that it lists exactly what is there.
Colours of channels and lines of the curve are named by the heads of their lanes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, TypeAlias

from journeymap.model.text import M, Message
from journeymap.model.vocabulary import NAMES
from journeymap.picture.face import (
    CardFace,
    CurveFace,
    MeasureFace,
    NoteFace,
    Pill,
    RouteFace,
    StageFace,
    StubFace,
    SummaryFace,
)
from journeymap.picture.picture import Part, Token

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


Known: TypeAlias = dict[int, tuple[object, frozenset[str]]]  # by a face's identity; it is held


def marks_in(
    parts: Iterable[Part],
    shares: bool = False,
    known: Known | None = None,
    now: Known | None = None,
) -> list[Sample]:
    """Return the marks that occur in parts, and what they mean.

    With `shares` the widths of the flows say how many go there. `known` has what was found in the
    faces of a picture before; those of this one are written to `now`.
    """
    known = {} if known is None else known
    now = {} if now is None else now
    parts = list(parts)
    flows: list[Any] = [part[3] for part in parts if part[1] == "flow"]
    others = [part[3] for part in parts if part[1] in _TELLING]
    found: set[str] = set()
    # there are more flows than anything else, and all of one kind say the same
    for kind, hand_off in set(map(_line, flows)):
        found |= _of_line(kind, hand_off)
    for pill in set(map(_pill, flows)):
        found.update(_of_pill(pill))
    # most faces are those of before, and many say the same
    places = list(map(id, others))
    entries = list(map(known.get, places))
    for number, entry in enumerate(entries):
        if entry is None:
            face = others[number]
            entries[number] = (face, _interned(face))
    now.update(zip(places, entries, strict=True))  # type: ignore[arg-type]  # none is None any more
    for marks in set(map(_second, now.values())):
        found |= marks
    if shares and flows:
        found.add("width")
    return [(mark, *MARKS[mark]) for mark in MARKS if mark in found]


_TELLING = frozenset(("card", "summary", "stub", "note", "measure", "curve", "stage"))
_line = itemgetter(RouteFace._fields.index("kind"), RouteFace._fields.index("hand_off"))
_pill = itemgetter(RouteFace._fields.index("pill"))


def _interned(face: object) -> frozenset[str]:
    marks = frozenset(_marks(face))
    return _SAME.setdefault(marks, marks) if len(_SAME) < MANY else marks


MANY = 4096  # combinations of marks beyond which none more are held
_SAME: dict[frozenset[str], frozenset[str]] = {}
_second = itemgetter(1)


def _of_line(kind: str, hand_off: bool) -> set[str]:
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
    found.update(_of_pill(face.pill))
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
        return {mark for _, pill in face.rows for mark in _of_pill(pill)}
    if isinstance(face, CurveFace):
        return set(_of_curve(face))
    return set(_of_summary(face)) if isinstance(face, SummaryFace) else ()


def _of_pill(pill: Pill | None) -> Iterator[str]:
    if pill is None:
        return
    yield f"band:{pill.band}"
    if pill.change:
        yield "change"
    if pill.target is not None:
        yield "target"


def _of_curve(face: CurveFace) -> Iterator[str]:
    for line in face.lines:
        if line.bridged:
            yield "unrated"
        if line.what == "emotion" and any(dot.low for dot in line.dots):
            yield "low"


def _of_summary(face: SummaryFace) -> Iterator[str]:
    for row in face.rows:
        for fact in row:
            yield fact.what if fact.emotion is None else f"face:{fact.emotion}"
            if fact.what == "worst":
                yield "worst"
    if face.linked:
        yield "linked-map"
    yield from _of_pill(face.pill)
