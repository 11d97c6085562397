"""The builder of a collapsed stage's summary card. It only measures and answers a size."""

from __future__ import annotations

from collections.abc import Sequence

from journeymap.model.text import M, say, say_number
from journeymap.picture.collapse import ICON_ROOM, Summary
from journeymap.picture.face import Fact, Ink, Pill, SummaryFace
from journeymap.picture.picture import Token
from journeymap.picture.pills import pill_width

START, END, TOP, FOOT, GAP = 13, 7, 6, 7, 4
BEHIND = 5  # what is seen of the sheet behind the card, at its foot
ROW, FACE, SMALL_FACE, ICON, SIGN_GAP = 18, 18, 14, 14, 2
LINKED: tuple[str, Token] = ("linked-map", "text.soft")  # behind the channels
ARROW = 9  # before the face of the worst


def summary(
    found: Summary,
    edge: Token,
    channels: Sequence[tuple[str, Token]],
    pill: Pill | None,
    linked: bool,
    width: float,
    ink: Ink,
) -> SummaryFace:
    """Return the summary card of a stage; `channels` are icons and colours, most used first."""
    language = ink.language
    room = width - START - END
    said = M("{n} touchpoint", plural="{n} touchpoints", n=found.touchpoints)
    name = ink.measure.wrap(say(said, language), "card", room)
    facts: list[Fact] = []
    mean = None if found.means.emotion is None else nearest(found.means.emotion)
    if mean is not None:
        facts.append(Fact("emotion", mean, None, FACE))
    if found.worst is not None and found.worst != mean:
        facts.append(Fact("worst", found.worst, None, ARROW + SMALL_FACE))
    counted = [("pain", found.pains), ("star", found.moments)]
    for what, number in counted:
        if number:
            block = ink.measure.wrap(say_number(number, language), "badge", 40, 1)
            w = ICON + SIGN_GAP + block.width
            facts.append(Fact("pain" if what == "pain" else "star", None, block, w))
    rows: list[tuple[Fact, ...]] = []
    left = 0.0
    for fact in facts:
        if rows and fact.w + GAP <= left:
            rows[-1] = (*rows[-1], fact)
            left -= fact.w + GAP
        else:
            rows.append((fact,))
            left = room - fact.w
    most = max(int((room + GAP) // (ICON + GAP)), 1)
    shown = (*channels[:ICON_ROOM], *([LINKED] if linked else ()))
    icons = tuple(shown[at : at + most] for at in range(0, len(shown), most))
    beside = False  # whether the pill stands beside the last channels
    if pill is not None and icons:
        beside = len(icons[-1]) * (ICON + GAP) + pill_width(pill) <= room
    deep = len(rows) + len(icons) + (pill is not None and not beside) + bool(pill and pill.since)
    height = TOP + name.height + deep * (GAP + ROW) + FOOT + BEHIND

    return SummaryFace(width, height, name, edge, tuple(rows), icons, pill, beside, linked, ink.rtl)


def nearest(value: float) -> int:
    """Return the step of −2..2 nearest to a mean; halves go to the worse one."""
    return max(-2, min(2, -int((0.5 - value) // 1)))
