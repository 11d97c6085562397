"""The words of a flow's label and the pill under them, as wide as the place lets them be."""

from __future__ import annotations

from journeymap.picture import spacing as px
from journeymap.picture.face import Ink, Pill
from journeymap.picture.label_room import Side
from journeymap.picture.picture import TextBlock
from journeymap.picture.pills import HEIGHT, pill_width

SMALLEST = 40  # pixels; the first width that is tried for a label in a gutter
STEP = 6
PILL_GAP = 2  # between the words of a label and the pill under them


def block_of(text: str, pill: Pill | None, side: Side, beside: bool, ink: Ink) -> TextBlock:
    """Return the block of a label; `beside` others it stands on one side of its line."""
    if side == "behind":
        return with_pill(narrowest(text, ink), pill)
    width = px.NARROW_LABEL if beside else px.CELL_LABEL
    return with_pill(_wrapped(text, width, ink), pill)


def with_pill(words: TextBlock, pill: Pill | None) -> TextBlock:
    """Return a block with room for a pill under its words."""
    if pill is None:
        return words
    width, height = pill_width(pill), HEIGHT + PILL_GAP
    if not any(words.lines):
        return words._replace(lines=(), widths=(), width=width, height=float(HEIGHT))
    return words._replace(width=max(words.width, width), height=words.height + height)


def without_pill(block: TextBlock, pill: Pill | None) -> TextBlock | None:
    """Return the words of a block alone, None where there are none."""
    if pill is None:
        return block
    if not block.lines:
        return None
    return block._replace(width=max(block.widths), height=block.leading * len(block.lines))


def narrowest(text: str, ink: Ink) -> TextBlock:
    """Return a text as narrow as it can be in three lines without breaking a word.

    Where no width does, it is as wide as a label gets and has the lines that it needs.
    """
    known: dict[str, TextBlock] = ink.memo.setdefault(("narrowest labels", ink.language), {})
    block = known.get(text)
    if block is None:
        words = text.split()
        for width in range(SMALLEST, px.LABEL, STEP):
            block = ink.measure.wrap(text, "route", width)
            # what is written without blanks may break anywhere
            whole = len(words) < 2 or " ".join(block.lines).split() == words
            if len(block.lines) <= px.LABEL_LINES and whole:
                break
        else:
            block = ink.measure.wrap(text, "route", px.LABEL)
        known[text] = block
    return block


def _wrapped(text: str, width: int, ink: Ink) -> TextBlock:
    known: dict[str, TextBlock] = ink.memo.setdefault(("labels", width, ink.language), {})
    block = known.get(text)
    if block is None:
        block = known[text] = ink.measure.wrap(text, "route", width)
    return block
