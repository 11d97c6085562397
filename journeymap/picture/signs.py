"""The small signs that fold a stage or a lane: where each stands, for drawing and for the pointer.

An arrow down says "this is open", an arrow along the text "this is folded", as in an outline.
"""

from __future__ import annotations

from dataclasses import replace

from journeymap.picture.face import LaneFace, StageFace
from journeymap.picture.picture import Box, Part, Picture

SIGN = 11  # pixels, the side of a sign
REACH = 5  # how far around it a click counts
STAGE_SIGN = 15  # from the start of a chevron
LANE_SIGN_GAP = 3  # under the icon of a lane's head
LANE_SIGN_END = 6  # from the end of a folded lane's head
LANE_ICON, LANE_PAD = 18, 7


def sign_at(face: object) -> tuple[float, float] | None:
    """Return left and top of a face's sign as for left to right, None where it has none."""
    if isinstance(face, StageFace) and face.fold:
        return float(STAGE_SIGN), (face.h - SIGN) / 2
    if isinstance(face, LaneFace) and face.fold == "folded":
        return face.w - LANE_SIGN_END - SIGN, (face.h - SIGN) / 2
    if isinstance(face, LaneFace) and face.fold:
        top = (face.h - LANE_ICON - LANE_SIGN_GAP - SIGN) / 2
        return LANE_PAD + (LANE_ICON - SIGN) / 2, top + LANE_ICON + LANE_SIGN_GAP
    return None


def fold_sign(part: Part) -> Box | None:
    """Return where a click on a part folds or unfolds what it heads, None where nothing can be.

    The box is in the scene's own pixels at 100 %, like the part's; a pinned part that the view
    shows elsewhere takes its sign along. Chevrons (kind "stage") and heads of lanes (kind "lane")
    have signs; whether one is folded now says its face's `fold`, "open" or "folded". A click
    anywhere on a "summary" part, whose key is its stage's, is meant to expand that stage.
    """
    at = sign_at(part.face)
    if at is None:
        return None
    left = at[0]
    if getattr(part.face, "rtl", False):
        left = part.box.w - left - SIGN
    side = SIGN + 2 * REACH
    return Box(part.box.x + left - REACH, part.box.y + at[1] - REACH, side, side)


def without_signs(picture: Picture) -> Picture:
    """Return the picture for where nothing can be folded: paper, files, a presentation.

    What is folded keeps its sign, which says that there is more.
    """

    def bare(part: Part) -> Part:
        face = part.face
        if isinstance(face, (StageFace, LaneFace)) and face.fold == "open":
            return part._replace(face=face._replace(fold=""))
        return part

    return replace(picture, parts=tuple(map(bare, picture.parts)))
