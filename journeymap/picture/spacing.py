"""The distances between the parts of the picture, in pixels at 100 %: one table.

What lies inside a face is the business of `faces.py`. All are whole numbers, and so are the sizes
that layout makes of them: adding and mirroring whole numbers is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from journeymap.model.vocabulary import Lane

MARGIN: Final = 14  # around the whole picture
NARROWEST: Final = 480  # of the whole picture: room for a title and a legend
CARD: Final = 108  # width of a card and so of a column
HEAD: Final = 124  # width of the lane heads
HEAD_GAP: Final = 4  # between lane heads and the ground of the lanes

# vertical gutters: pad, labels, tracks, pad with room for an arrow head
GUTTER: Final = 25  # the narrowest between two cards
EDGE_GUTTER: Final = 14  # the narrowest before the first and after the last column
STAGE_GAP: Final = 4  # added where a stage begins
GUTTER_PAD: Final = 10  # a card's badge stands out 4
ARROW_PAD: Final = 14
TRACK: Final = 7  # distance of two tracks
TRACKS: Final = 12  # more are bundled, and from there on move closer together
LABEL: Final = 76  # widest label of a flow in a gutter
CELL_LABEL: Final = 94  # and in an empty cell
NARROW_LABEL: Final = 54  # and where two flows run side by side inside a column
LABEL_LINES: Final = 3  # a label in a gutter is as narrow as it can be with so many lines
LABEL_PAD: Final = 4  # above and under a label
STRIP_FOOT: Final = 11  # under a label straight above a card, whose badge stands out 9
LABEL_SIDE: Final = 4  # before and behind it

# horizontal gutters and rows
LANE_GUTTER: Final = 11  # the lowest above the cards of a lane
LANE_FOOT: Final = 8  # under the cards of a lane
SLOT_GAP: Final = 12  # between two cards of one cell
TIER_PAD: Final = 8  # above and under the tracks of a horizontal gutter
LANE_GAP: Final = 3  # between the grounds of two lanes
STRIP: Final = 28  # the lowest head of a folded lane
ROW: Final = 36  # the lowest row of a lane without cards

TOP_GAP: Final = 5  # between heading, phases, chevrons and lanes
CHEVRON_GAP: Final = 3
BOTTOM_GAP: Final = 6  # above legend and footer
CURVE: Final = 104  # height of the curve's lane
CURVE_PAD: Final = 16  # above its highest and under its lowest line
NOTE_GAP: Final = 5  # between two notes
NOTE_COLUMNS: Final = 2  # how wide a note is where that is free
NOTE_ASIDE: Final = 3  # how many free columns aside a note may stand before it goes lower
NOTE_MORE: Final = 150  # how far a note may reach behind its columns, where that is free
NOTE_ROWS: Final = 6  # notes over each other before the rest is folded
CELL_ROWS: Final = 3  # quotes, pictures and metric cells over each other
STEP_ROWS: Final = 8  # backstage steps over each other in one layer

# What the choice of the columns reckons with; it may not depend on fonts or on how a name wraps,
# or renaming a card could fold every stage anew.
NOMINAL_CARD: Final = 66
NOMINAL_TOP: Final = 130
NOMINAL_BOTTOM: Final = 70
NOMINAL_LANES: Final[Mapping[Lane, int]] = {
    "storyboard": 110,
    "channels": 0,
    "curve": CURVE,
    "quotes": 70,
    "pains": 130,
    "backstage": 150,
    "metrics": 90,
}
PROPORTION: Final = 2.4  # width to height that a picture should not exceed
MOST_COLUMNS: Final = 8
FEWEST_COLUMNS: Final = 3
