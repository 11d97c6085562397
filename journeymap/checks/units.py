"""What the settings of the checks are counted in, for whoever reads or sets them.

A setting of the same name means the same in most checks; what differs stands beside it. Of a
setting that is not named here (somebody else's), its default says what it takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from journeymap.checks.ranges import wanted
from journeymap.checks.registry import Check
from journeymap.model.text import M, Message

CHANNELS = M("channels", context="unit")
RATING = M("rating from 1 to 5")
RATING_POINTS = M("points of a rating")
SECONDS = M("seconds", context="unit")
SHARE = M("share, from 0 to 1")
TOUCHPOINTS = M("touchpoints", context="unit")

BY_NAME: Mapping[str, Message] = {
    "below": RATING_POINTS,
    "cart": SHARE,
    "channels": CHANNELS,
    "characters": M("characters", context="unit"),
    "effort": RATING,
    "emotion": M("emotion from −2 to 2"),
    "gap": RATING_POINTS,
    "impact": RATING,
    "lcp": SECONDS,
    "least": TOUCHPOINTS,
    "load_time": SECONDS,
    "lows": TOUCHPOINTS,
    "maps": M("maps", context="unit"),
    "missing": CHANNELS,
    "most": TOUCHPOINTS,
    "points": RATING_POINTS,
    "rated": TOUCHPOINTS,
    "severity": RATING,
    "share": SHARE,
    "steps": TOUCHPOINTS,
    "success": RATING,
    "touchpoints": TOUCHPOINTS,
    "words": M("words", context="unit"),
}
PERCENTAGE_POINTS = M("percentage points")
OTHERWISE: Mapping[tuple[str, str], Message] = {
    ("inconsistent-across-channels", "emotion"): RATING_POINTS,
    ("inconsistent-across-channels", "points"): PERCENTAGE_POINTS,
    ("too-few-answers", "points"): PERCENTAGE_POINTS,
    ("too-many-stages", "most"): M("stages", context="unit"),
    ("worsening", "least"): SHARE,
}


def unit_of(check: Check, name: str) -> Message:
    """Return what a setting is counted in, else what may be written for it."""
    default: Any = check.settings[name]
    if isinstance(default, (bool, str, tuple)):
        return wanted(default)
    return OTHERWISE.get((check.id, name)) or BY_NAME.get(name) or wanted(default)
