"""How much is drawn at which zoom, and how long a frame may spend on what is new to it.

The level follows the size that card names have on the screen: names that cannot be read are not
drawn, but what can be told without them is. Where names are just readable, the rest of a card is
drawn only if there are few in view.
"""

from __future__ import annotations

from journeymap.picture.picture import Detail, PartKind
from journeymap.picture.type import TYPE

FULL_FROM = 7.0  # pixels of the card names on the screen from which everything is drawn
TITLE_FROM = 4.2  # from which names are drawn
SIGNS_FROM = 0.2  # zoom from which faces and marks can be told apart
MOST_SIGNS = 120  # cards in view up to which they are drawn
FEW = 100  # cards in view up to which everything is drawn from TITLE_FROM on
OVERVIEW_UPTO = 0.125  # zoom up to which a picture made once stands for all cards
FLOWS_FROM = 0.16  # zoom from which arrows are drawn: below, they would be a grey veil

SHADOWS_FROM = 0.6  # zoom from which cards have shadows

# More arrows than this in one view are a web and are drawn as thin lines: dashes and round corners
# of hundreds would take longer than a frame, and nobody could follow one.
MOST_ARROWS = 90

FADED = 0.3  # of what a filter fades, and of cards that are being dragged

BUDGET = 0.006  # seconds that one frame may spend on what was not drawn at this zoom before
ARROWS = 0.002  # of them on arrows, which are plain lines until then: cards say what is there


def detail_at(zoom: float, ratio: float = 1.0) -> Detail:
    """Return the level of detail at a zoom (1 is 100 %), `ratio` device pixels to a pixel.

    More device pixels make smaller letters readable, up to a point.
    """
    size = TYPE["card"].size * zoom * min(max(ratio, 1.0), 1.25)
    if size >= FULL_FROM:
        return "full"
    if size >= TITLE_FROM:
        return "title"
    return "signs" if zoom >= SIGNS_FROM else "block"


# What is one piece or few in a map and says where one is: always drawn whole.
_WHOLE: frozenset[PartKind] = frozenset(
    ("curve", "heading", "phase", "stage", "lane", "visibility", "legend", "footer", "link")
)


def detail_of(kind: PartKind, detail: Detail) -> Detail:
    """Return the detail that a kind of part is drawn with where cards are drawn with `detail`.

    The words on an arrow are smaller than names, so an arrow loses them one level earlier.
    """
    if kind in _WHOLE:
        return "block" if kind == "curve" and detail in ("block", "signs") else "full"
    return "block" if kind == "flow" and detail != "full" else detail
