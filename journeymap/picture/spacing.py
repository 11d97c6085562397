"""The distances between the parts of the picture, in pixels at 100 %: one table.

What lies inside a face is the business of `faces.py`. All are whole numbers, and so are the sizes
that layout makes of them: adding and mirroring whole numbers is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from journeymap.model.vocabulary import Lane

MARGIN: Final = 16  # around the whole picture
NARROWEST: Final = 480  # of the whole picture: room for a title and a legend
CARD: Final = 124  # width of a card and so of a column
HEAD: Final = 148  # width of the lane heads
HEAD_GAP: Final = 8  # between lane heads and the ground of the lanes

# vertical gutters: pad, labels, tracks, pad with room for an arrow head
GUTTER: Final = 34  # the narrowest between two cards
EDGE_GUTTER: Final = 20  # the narrowest before the first and after the last column
STAGE_GAP: Final = 12  # added where a stage begins
GUTTER_PAD: Final = 10  # a card's badge stands out 8
ARROW_PAD: Final = 14
TRACK: Final = 9  # distance of two tracks
TRACKS: Final = 12  # more are bundled, and from there on move closer together
LABEL: Final = 92  # widest label of a flow
NARROW_LABEL: Final = 60  # and where two flows run side by side inside a column
LABEL_PAD: Final = 4  # above and under a label
STRIP_FOOT: Final = 12  # under a label straight above a card, whose badge stands out 8
LABEL_SIDE: Final = 8  # before and behind it

# horizontal gutters and rows
LANE_GUTTER: Final = 14  # the lowest above the cards of a lane
LANE_FOOT: Final = 12  # under the cards of a lane
SLOT_GAP: Final = 14  # between two cards of one cell
LANE_GAP: Final = 4  # between the grounds of two lanes
ROW: Final = 44  # the lowest row of a lane without cards

TOP_GAP: Final = 8  # between heading, phases, chevrons and lanes
CHEVRON_GAP: Final = 4
BOTTOM_GAP: Final = 12  # above legend and footer
CURVE: Final = 132  # height of the curve's lane
CURVE_PAD: Final = 20  # above its highest and under its lowest line
NOTE_GAP: Final = 6  # between two notes
NOTE_MORE: Final = 150  # how far a note may reach behind its columns, where that is free
NOTE_ROWS: Final = 5  # notes over each other before the rest is folded
CELL_ROWS: Final = 3  # quotes, pictures and metric cells over each other
STEP_ROWS: Final = 8  # backstage steps over each other in one layer

# What the choice of the columns reckons with; it may not depend on fonts or on how a name wraps,
# or renaming a card could fold every stage anew.
NOMINAL_CARD: Final = 72
NOMINAL_TOP: Final = 150
NOMINAL_BOTTOM: Final = 90
NOMINAL_LANES: Final[Mapping[Lane, int]] = {
    "storyboard": 110,
    "channels": 0,
    "curve": CURVE,
    "quotes": 90,
    "pains": 150,
    "backstage": 200,
    "metrics": 110,
}
PROPORTION: Final = 2.4  # width to height that a picture should not exceed
MOST_COLUMNS: Final = 8
FEWEST_COLUMNS: Final = 3
