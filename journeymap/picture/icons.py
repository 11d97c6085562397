"""The icon family: drawings of one stroke on a grid of 24, by name.

Every drawing is our own and made of plain geometry. An icon takes one colour; the strokes are 1.75
wide with round ends. Icons whose meaning has a direction (arrows along the text, doors, the truck)
are marked to flip for right to left; all others look the same both ways.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from journeymap.picture.outline import Commands, outline

GRID = 24
STROKE = 1.75


class Drawing(NamedTuple):
    """An icon's lines and its filled areas in the notes of `outline.py`."""

    lines: str
    areas: str = ""
    flips: bool = False


_BUBBLE = (
    "M 5 4 L 19 4 C 20.1 4 21 4.9 21 6 L 21 15 C 21 16.1 20.1 17 19 17 L 11 17 L 6.5 20.5"
    " L 6.5 17 L 5 17 C 3.9 17 3 16.1 3 15 L 3 6 C 3 4.9 3.9 4 5 4 Z"
)
_LENS = "O 10.5 10.5 6.5 M 15.3 15.3 L 20.5 20.5"
_RING = "O 12 12 9"
_DOOR_ARROW = "M 10.5 8 L 14.5 12 L 10.5 16"
_STAR = (
    "M 12 2.8 L 14.76 8.6 L 21.1 9.44 L 16.47 13.85 L 17.6 20.2 L 12 17.1 L 6.4 20.2"
    " L 7.53 13.85 L 2.9 9.44 L 9.24 8.6 Z"
)
_EYES = "O 8.5 10 1.4 O 15.5 10 1.4"

CHANNEL_ICONS: Mapping[str, Drawing] = {
    "website": Drawing(
        f"{_RING} M 3 12 L 21 12 M 12 3 C 15 5.5 16 8.7 16 12 C 16 15.3 15 18.5 12 21"
        " C 9 18.5 8 15.3 8 12 C 8 8.7 9 5.5 12 3"
    ),
    "portal": Drawing(
        "R 3 4 18 16 2 M 3 8.2 L 21 8.2 O 12 12.4 1.7 M 8.5 17.6 C 9 15.4 15 15.4 15.5 17.6"
    ),
    "mobile_app": Drawing("R 7 2.5 10 19 2.2 M 10.8 18.4 L 13.2 18.4"),
    "mini_program": Drawing("R 3.5 3.5 7 7 1.8 R 13.5 3.5 7 7 1.8 R 3.5 13.5 7 7 1.8 O 17 17 3.5"),
    "email": Drawing("R 3 5 18 14 2 M 3.6 6.6 L 12 13 L 20.4 6.6"),
    "social": Drawing(
        "O 6 12 2.6 O 17.5 5.8 2.6 O 17.5 18.2 2.6 M 8.3 10.7 L 15.2 7.1 M 8.3 13.3 L 15.2 16.9"
    ),
    "messaging": Drawing(
        "M 9.5 13 L 6.5 15.5 L 6.5 13 L 4.5 13 C 3.6 13 3 12.4 3 11.5 L 3 5.5 C 3 4.6 3.6 4 4.5 4"
        " L 14.5 4 C 15.4 4 16 4.6 16 5.5 L 16 7 M 11 9.5 L 19.5 9.5 C 20.4 9.5 21 10.1 21 11"
        " L 21 16 C 21 16.9 20.4 17.5 19.5 17.5 L 17.5 17.5 L 17.5 20.5 L 13.8 17.5 L 11 17.5"
        " C 10.1 17.5 9.5 16.9 9.5 16 L 9.5 11 C 9.5 10.1 10.1 9.5 11 9.5 Z"
    ),
    "organic_search": Drawing(_LENS),
    "paid_search": Drawing(
        f"{_LENS} M 10.5 6.8 L 10.5 14.2 M 12.5 8.8 C 11.4 7.7 8.6 7.9 8.6 9.4"
        " C 8.6 11.2 12.5 9.9 12.5 11.7 C 12.5 13.2 9.6 13.4 8.4 12.2"
    ),
    "display": Drawing(
        "R 3 4 18 12.5 2 M 12 16.5 L 12 20.5 M 8 20.5 L 16 20.5"
        " M 6.5 12.8 L 10 9 L 12.5 11.6 L 14.8 8 L 17.5 12.8"
    ),
    "referral": Drawing(
        "O 8 8 3.2 M 2.8 19.5 C 2.8 15.8 5 14 8 14 C 9.6 14 11 14.5 12 15.5"
        " M 14 11 L 21 11 M 18 8 L 21 11 L 18 14",
        flips=True,
    ),
    "direct": Drawing("M 5 4 L 19.5 11 L 13 13 L 10.5 19.5 Z"),
    "chat": Drawing(_BUBBLE, "O 8 10.5 1.2 O 12 10.5 1.2 O 16 10.5 1.2"),
    "chatbot": Drawing(
        "R 4 8 16 11.5 3 M 12 8 L 12 5.2 M 9.5 16 L 14.5 16 M 2.5 12.5 L 2.5 15 M 21.5 12.5"
        " L 21.5 15",
        "O 12 4 1.4 O 9 12.5 1.3 O 15 12.5 1.3",
    ),
    "community": Drawing(
        "O 12 8 3 M 6.5 19 C 6.5 15.2 9 13.5 12 13.5 C 15 13.5 17.5 15.2 17.5 19"
        " O 4.8 10.2 1.9 O 19.2 10.2 1.9 M 2 17 C 2 15 3 14 4.6 13.9"
        " M 22 17 C 22 15 21 14 19.4 13.9"
    ),
    "review_site": Drawing(
        _BUBBLE,
        "M 12 6.2 L 13.29 8.72 L 16.09 9.17 L 14.09 11.18 L 14.53 13.98 L 12 12.7 L 9.47 13.98"
        " L 9.91 11.18 L 7.91 9.17 L 10.71 8.72 Z",
    ),
    "map_listing": Drawing(
        "M 12 21.3 C 8 16.5 5.5 13 5.5 9.5 C 5.5 5.6 8.4 2.9 12 2.9 C 15.6 2.9 18.5 5.6 18.5 9.5"
        " C 18.5 13 16 16.5 12 21.3 Z O 12 9.5 2.4"
    ),
    "marketplace": Drawing(
        "M 5 8 L 19 8 L 20 20.5 L 4 20.5 Z M 8.5 11 L 8.5 6.8 C 8.5 2.4 15.5 2.4 15.5 6.8 L 15.5 11"
    ),
    "phone": Drawing(
        "M 6.5 3.5 L 9 3.5 L 10.5 8 L 8.3 9.8 C 9.3 12 12 14.7 14.2 15.7 L 16 13.5 L 20.5 15"
        " L 20.5 17.5 C 20.5 19.2 19.2 20.5 17.5 20.5 C 10.3 20 4 13.7 3.5 6.5"
        " C 3.5 4.8 4.8 3.5 6.5 3.5 Z"
    ),
    "sms": Drawing(f"{_BUBBLE} M 7.2 8.6 L 16.8 8.6 M 7.2 12.3 L 13 12.3"),
    "push": Drawing(
        "M 5.5 16.5 L 18.5 16.5 C 17 15 16.7 13 16.7 10.5 C 16.7 7.4 14.9 5.4 12 5.4"
        " C 9.1 5.4 7.3 7.4 7.3 10.5 C 7.3 13 7 15 5.5 16.5 Z M 12 5.4 L 12 3.2"
        " M 9.8 19.5 C 10.5 20.8 13.5 20.8 14.2 19.5"
    ),
    "voice": Drawing(
        "R 9 3 6 11 3 M 5.5 11.5 C 5.5 15.5 8 17.5 12 17.5 C 16 17.5 18.5 15.5 18.5 11.5"
        " M 12 17.5 L 12 21 M 8.5 21 L 15.5 21"
    ),
    "iot": Drawing(
        "M 8 14 C 10.2 11.8 13.8 11.8 16 14 M 5.2 10.9 C 9 7.1 15 7.1 18.8 10.9"
        " M 2.5 7.8 C 7.8 2.7 16.2 2.7 21.5 7.8",
        "O 12 18 1.8",
    ),
    "ar": Drawing(
        "M 12 3 L 20 7.5 L 20 16.5 L 12 21 L 4 16.5 L 4 7.5 Z M 4 7.5 L 12 12 L 20 7.5"
        " M 12 12 L 12 21"
    ),
    "store": Drawing(
        "M 4.5 10.5 L 4.5 20.5 L 19.5 20.5 L 19.5 10.5 M 3 10.5 L 5 4 L 19 4 L 21 10.5 Z"
        " M 9.5 20.5 L 9.5 14.5 L 14.5 14.5 L 14.5 20.5"
    ),
    "in_person": Drawing(
        "O 7.5 7.5 2.8 O 16.5 7.5 2.8 M 2.5 19 C 2.5 15 4.5 13 7.5 13 C 10.3 13 12 14.8 12 18"
        " C 12 14.8 13.7 13 16.5 13 C 19.5 13 21.5 15 21.5 19"
    ),
    "kiosk": Drawing(
        "R 6 2.8 12 11 1.8 M 9.2 6.6 L 14.8 6.6 M 9.2 10 L 12.5 10 M 12 13.8 L 12 21"
        " M 7.5 21 L 16.5 21"
    ),
    "out_of_home": Drawing("R 3 3.5 18 10.5 1.2 M 8 14 L 8 21 M 16 14 L 16 21 M 7 8.8 L 17 8.8"),
    "post": Drawing(
        "R 3 5 18 14 2 R 14.8 8 3.4 4 0.6 M 6 11.4 L 11 11.4 M 6 15 L 13 15", flips=True
    ),
    "delivery": Drawing(
        "M 5 16.8 L 2.5 16.8 L 2.5 5.5 L 13.5 5.5 L 13.5 16.8 L 9 16.8"
        " M 13.5 9.5 L 18 9.5 L 21.5 12.8 L 21.5 16.8 L 19.5 16.8 M 15.5 16.8 L 13.5 16.8"
        " O 7 17.2 2 O 17.5 17.2 2",
        flips=True,
    ),
    "event": Drawing(
        "R 3.5 4.8 17 15.7 2 M 3.5 9.8 L 20.5 9.8 M 8 2.8 L 8 6.5 M 16 2.8 L 16 6.5",
        "O 12 15 1.8",
    ),
    "other": Drawing(_RING, "O 8 12 1.2 O 12 12 1.2 O 16 12 1.2"),
}

MAP_ICONS: Mapping[str, Drawing] = {
    "emotion.-2": Drawing(
        "M 7.3 17.3 C 9 13.8 15 13.8 16.7 17.3 M 6.3 6.6 L 9.6 8 M 17.7 6.6 L 14.4 8",
        "O 8.5 10.8 1.4 O 15.5 10.8 1.4",
    ),
    "emotion.-1": Drawing("M 8 16.4 C 9.8 14.4 14.2 14.4 16 16.4", _EYES),
    "emotion.0": Drawing("M 8 15.2 L 16 15.2", _EYES),
    "emotion.1": Drawing("M 7.8 14.2 C 9.8 16.8 14.2 16.8 16.2 14.2", _EYES),
    "emotion.2": Drawing(
        "M 7 13.4 L 17 13.4 C 16.6 19.2 7.4 19.2 7 13.4 Z",
        f"{_EYES} M 7 13.4 L 17 13.4 C 16.6 19.2 7.4 19.2 7 13.4 Z",
    ),
    "star": Drawing(_STAR, _STAR),
    "pain": Drawing("M 13 2.8 L 5.5 13.5 L 11 13.5 L 10 21.2 L 18.5 9.8 L 12.6 9.8 Z"),
    "opportunity": Drawing(
        "M 9 17 C 9 14.5 6 13 6 9.2 C 6 5.7 8.7 2.9 12 2.9 C 15.3 2.9 18 5.7 18 9.2"
        " C 18 13 15 14.5 15 17 Z M 9.6 20.6 L 14.4 20.6"
    ),
    "hand-off": Drawing(
        "M 3.5 6.5 L 11 6.5 L 11 17 L 20 17 M 16.5 13.5 L 20 17 L 16.5 20.5", flips=True
    ),
    "failure": Drawing(f"{_RING} M 9 9 L 15 15 M 15 9 L 9 15"),
    "entry": Drawing(
        f"M 13.5 4 L 19.5 4 L 19.5 20 L 13.5 20 M 3.5 12 L 14.5 12 {_DOOR_ARROW}", flips=True
    ),
    "exit-reached": Drawing(
        "M 6 21 L 6 3.5 M 6 4.5 L 18.5 4.5 L 15.5 8.7 L 18.5 13 L 6 13", flips=True
    ),
    "exit-left": Drawing(
        "M 10.5 4 L 4.5 4 L 4.5 20 L 10.5 20 M 9.5 12 L 20.5 12 M 16.5 8 L 20.5 12 L 16.5 16",
        flips=True,
    ),
    "linked-map": Drawing(
        "M 18 13.5 L 18 20 L 4 20 L 4 6 L 10.5 6 M 13.5 3.5 L 20.5 3.5 L 20.5 10.5"
        " M 20.5 3.5 L 10.5 13.5",
        flips=True,
    ),
    "comment": Drawing(_BUBBLE),
    "assumption": Drawing("M 8 8.8 C 8 3 16 3 16 8.8 C 16 11.9 12 11.8 12 15.2", "O 12 19.6 1.5"),
    "persona": Drawing(
        "O 12 8 4 M 4.5 20.5 C 4.5 16.5 7.5 14.6 12 14.6 C 16.5 14.6 19.5 16.5 19.5 20.5"
    ),
    "owner": Drawing(
        "O 10 8 3.6 M 3 20 C 3 16.2 5.8 14.3 10 14.3 C 11.6 14.3 13 14.6 14 15.1"
        " M 15.5 18.2 L 17.6 20.3 L 21.3 16"
    ),
    "up": Drawing("M 12 20 L 12 5 M 6 11 L 12 5 L 18 11"),
    "down": Drawing("M 12 4 L 12 19 M 6 13 L 12 19 L 18 13"),
    "same": Drawing("M 5 9 L 19 9 M 5 15 L 19 15"),
    "quote": Drawing(
        "M 4 16.5 C 7.5 16 9.5 13.5 9.5 10 L 9.5 7 L 4.5 7 L 4.5 12 L 9 12"
        " M 14 16.5 C 17.5 16 19.5 13.5 19.5 10 L 19.5 7 L 14.5 7 L 14.5 12 L 19 12"
    ),
    "image": Drawing(
        "R 3 4.5 18 15 2 O 8.5 9.5 1.7 M 3.5 17.5 L 9.5 13 L 12.5 15.5 L 16.5 11 L 20.8 15.5"
    ),
    "curve": Drawing("M 3 8 C 7 8 7 17 11.5 17 C 16 17 16 6 21 6"),
    "backstage": Drawing(
        "M 3 4 L 21 4 M 5 4 L 5 20 C 8 17 9.5 11 9.5 4 M 19 4 L 19 20 C 16 17 14.5 11 14.5 4"
    ),
    "metrics": Drawing(
        "M 3.5 20.5 L 20.5 20.5 M 6.5 20.5 L 6.5 13 M 12 20.5 L 12 5 M 17.5 20.5 L 17.5 9.5"
    ),
    "visibility": Drawing("M 2.5 12 L 6 12 M 9 12 L 15 12 M 18 12 L 21.5 12"),
}

ACTION_ICONS: Mapping[str, Drawing] = {
    "undo": Drawing(
        "M 8.5 4.5 L 3.5 9.5 L 8.5 14.5 M 3.5 9.5 L 14.8 9.5 C 18.2 9.5 20.5 11.7 20.5 14.7"
        " C 20.5 17.7 18.2 19.8 14.8 19.8 L 10 19.8",
        flips=True,
    ),
    "redo": Drawing(
        "M 15.5 4.5 L 20.5 9.5 L 15.5 14.5 M 20.5 9.5 L 9.2 9.5 C 5.8 9.5 3.5 11.7 3.5 14.7"
        " C 3.5 17.7 5.8 19.8 9.2 19.8 L 14 19.8",
        flips=True,
    ),
    "new": Drawing("M 6 3 L 14 3 L 18.5 7.5 L 18.5 21 L 6 21 Z M 13.8 3.2 L 13.8 7.7 L 18.3 7.7"),
    "open": Drawing("M 3 19 L 3 5.5 L 9 5.5 L 11 8.5 L 21 8.5 L 21 19 Z"),
    "save": Drawing(
        "M 4 4 L 16.5 4 L 20 7.5 L 20 20 L 4 20 Z M 8 4.2 L 8 9 L 15 9 L 15 4.2 M 7.5 20 L 7.5 13.5"
        " L 16.5 13.5 L 16.5 20"
    ),
    "add": Drawing("M 12 4.5 L 12 19.5 M 4.5 12 L 19.5 12"),
    "remove": Drawing("M 4.5 12 L 19.5 12"),
    "delete": Drawing(
        "M 4 6.5 L 20 6.5 M 9 6.5 L 9 3.5 L 15 3.5 L 15 6.5 M 6 6.5 L 7 20.5 L 17 20.5 L 18 6.5"
        " M 10 10.5 L 10.4 16.5 M 14 10.5 L 13.6 16.5"
    ),
    "connect": Drawing("O 5.5 12 2.7 M 8.2 12 L 20.5 12 M 16.5 8 L 20.5 12 L 16.5 16", flips=True),
    "touchpoint": Drawing(
        "R 3.5 5.5 17 13 2.2 M 7 9.5 L 7 14.5 M 10.5 10.5 L 17 10.5 M 10.5 14 L 14.5 14", flips=True
    ),
    "stage": Drawing("M 3 6 L 16.5 6 L 21 12 L 16.5 18 L 3 18 L 7 12 Z", flips=True),
    "channel": Drawing("R 3 5 18 5.5 1.4 R 3 13.5 18 5.5 1.4"),
    "zoom-in": Drawing(f"{_LENS} M 10.5 7.5 L 10.5 13.5 M 7.5 10.5 L 13.5 10.5"),
    "zoom-out": Drawing(f"{_LENS} M 7.5 10.5 L 13.5 10.5"),
    "zoom-fit": Drawing(
        "M 3.5 9 L 3.5 3.5 L 9 3.5 M 15 3.5 L 20.5 3.5 L 20.5 9 M 20.5 15 L 20.5 20.5 L 15 20.5"
        " M 9 20.5 L 3.5 20.5 L 3.5 15"
    ),
    "search": Drawing(_LENS),
    "light": Drawing(
        "O 12 12 4.2 M 12 2.5 L 12 4.5 M 12 19.5 L 12 21.5 M 2.5 12 L 4.5 12 M 19.5 12 L 21.5 12"
        " M 5.3 5.3 L 6.7 6.7 M 17.3 17.3 L 18.7 18.7 M 5.3 18.7 L 6.7 17.3 M 17.3 6.7 L 18.7 5.3"
    ),
    "dark": Drawing("M 20.3 14.6 A 8.8 1 1 9.4 3.7 A 7 0 0 20.3 14.6 Z"),
    "export": Drawing(
        "M 12 15 L 12 3.5 M 7.5 8 L 12 3.5 L 16.5 8 M 4 14.5 L 4 20.5 L 20 20.5 L 20 14.5"
    ),
    "import": Drawing(
        "M 12 3.5 L 12 15 M 7.5 10.5 L 12 15 L 16.5 10.5 M 4 14.5 L 4 20.5 L 20 20.5 L 20 14.5"
    ),
    "error": Drawing(
        "M 8.2 3 L 15.8 3 L 21 8.2 L 21 15.8 L 15.8 21 L 8.2 21 L 3 15.8 L 3 8.2 Z"
        " M 12 7.2 L 12 13",
        "O 12 16.6 1.3",
    ),
    "warning": Drawing("M 12 3.2 L 21.6 20 L 2.4 20 Z M 12 9.5 L 12 14", "O 12 17 1.2"),
    "info": Drawing(f"{_RING} M 12 11.2 L 12 16.8", "O 12 7.6 1.3"),
    "eye": Drawing("M 2 12 C 6.5 3.8 17.5 3.8 22 12 C 17.5 20.2 6.5 20.2 2 12 Z O 12 12 3"),
    "eye-off": Drawing("M 2 12 C 6.5 3.8 17.5 3.8 22 12 C 17.5 20.2 6.5 20.2 2 12 Z M 4 20 L 20 4"),
    "check": Drawing("M 4.5 12.5 L 9.8 18 L 19.5 6.5"),
    "hourglass": Drawing(
        "M 5.5 3.2 L 18.5 3.2 M 5.5 20.8 L 18.5 20.8"
        " M 7.5 3.2 C 7.5 8.5 11 9.5 11 12 C 11 14.5 7.5 15.5 7.5 20.8"
        " M 16.5 3.2 C 16.5 8.5 13 9.5 13 12 C 13 14.5 16.5 15.5 16.5 20.8",
        "M 8.6 19.4 C 9.4 17.6 10.8 16.6 12 16 C 13.2 16.6 14.6 17.6 15.4 19.4 Z",
    ),
    "close": Drawing("M 5.5 5.5 L 18.5 18.5 M 18.5 5.5 L 5.5 18.5"),
    "more": Drawing("", "O 5.5 12 1.6 O 12 12 1.6 O 18.5 12 1.6"),
    "forward": Drawing("M 9 5 L 16 12 L 9 19", flips=True),
    "back": Drawing("M 15 5 L 8 12 L 15 19", flips=True),
    "expand": Drawing("M 5 9 L 12 16 L 19 9"),
    "unfold-all": Drawing("M 6 9.5 L 12 3.5 L 18 9.5 M 6 14.5 L 12 20.5 L 18 14.5"),
    "fold-all": Drawing("M 6 3.5 L 12 9.5 L 18 3.5 M 6 20.5 L 12 14.5 L 18 20.5"),
    "copy": Drawing("R 8.5 8.5 12 12 2 M 15.5 5.5 L 15.5 3.5 L 3.5 3.5 L 3.5 15.5 L 5.5 15.5"),
    "paste": Drawing("R 5 4.5 14 16.5 2 R 9 2.5 6 4 1 M 8.8 12 L 15.2 12 M 8.8 16 L 13 16"),
    "cut": Drawing("O 6.5 18 2.5 O 17.5 18 2.5 M 8 16 L 17 3.5 M 16 16 L 7 3.5"),
    "pin": Drawing("M 9 3.5 L 15 3.5 L 14.5 10 L 18 14 L 6 14 L 9.5 10 Z M 12 14 L 12 20.5"),
    "print": Drawing(
        "M 7 8.5 L 7 3.5 L 17 3.5 L 17 8.5 M 7 17 L 3.5 17 L 3.5 8.5 L 20.5 8.5 L 20.5 17 L 17 17"
        " R 7 13.5 10 7 0.6"
    ),
    "settings": Drawing(
        "M 3.5 7 L 12.5 7 M 17.5 7 L 20.5 7 O 15 7 2.4 M 3.5 17 L 6.5 17 M 11.5 17 L 20.5 17"
        " O 9 17 2.4"
    ),
    "calendar": Drawing("R 3 5 18 15.5 2 M 3 10 L 21 10 M 8 3 L 8 7 M 16 3 L 16 7"),
    "table": Drawing("R 3 4.5 18 15 2 M 3 9.5 L 21 9.5 M 3 14.5 L 21 14.5 M 9.5 9.5 L 9.5 19.5"),
    "map": Drawing(
        "M 3 5.5 L 9 3.5 L 15 5.5 L 21 3.5 L 21 18.5 L 15 20.5 L 9 18.5 L 3 20.5 Z"
        " M 9 3.5 L 9 18.5 M 15 5.5 L 15 20.5"
    ),
    "compare": Drawing(
        "R 3 4.5 7.5 15 1.5 R 13.5 4.5 7.5 15 1.5 M 5.5 9 L 8 9 M 16 9 L 18.5 9 M 16 13 L 18.5 13"
    ),
    "history": Drawing(f"{_RING} M 12 7 L 12 12 L 15.8 14.2"),
    "parking": Drawing("R 3.5 3.5 17 17 3 M 9.5 17 L 9.5 7.2 L 13 7.2 A 2.9 1 1 13 13 L 9.5 13"),
    "present": Drawing("M 7 4 L 19.5 12 L 7 20 Z", flips=True),
    "pause": Drawing("M 8.5 5 L 8.5 19 M 15.5 5 L 15.5 19"),
    # what a measured value is worth, as the pills have it: full is good, half fair, empty poor
    "band.good": Drawing("O 12 12 7.5", "O 12 12 7.5"),
    "band.fair": Drawing("O 12 12 7.5", "M 12 4.5 A 7.5 1 0 12 19.5 Z", flips=True),
    "band.poor": Drawing("O 12 12 7.5"),
    "band.plain": Drawing("", "O 12 12 4"),
    "band.none": Drawing(
        "M 20.3 13.6 L 19 16.8 M 16.8 19 L 13.6 20.3 M 10.4 20.3 L 7.2 19 M 5 16.8 L 3.7 13.6"
        " M 3.7 10.4 L 5 7.2 M 7.2 5 L 10.4 3.7 M 13.6 3.7 L 16.8 5 M 19 7.2 L 20.3 10.4"
    ),
    "wall": Drawing("R 2.8 4 18.4 12.5 1.6 M 12 16.5 L 12 20.5 M 8 20.5 L 16 20.5"),
    "help": Drawing(
        f"{_RING} M 9.2 9.6 C 9.2 6.2 14.8 6.2 14.8 9.6 C 14.8 11.8 12 11.6 12 13.8", "O 12 17 1.2"
    ),
    "filter": Drawing("M 3.5 5 L 20.5 5 L 14 12.8 L 14 19.5 L 10 17.5 L 10 12.8 Z"),
    "lock": Drawing("R 4.5 10.5 15 10 2 M 8 10.5 L 8 7.5 C 8 2 16 2 16 7.5 L 16 10.5"),
    "edit": Drawing("M 4 20 L 5 15.5 L 16.2 4.3 L 19.7 7.8 L 8.5 19 Z M 13.5 7 L 17 10.5"),
    "fix": Drawing(
        "M 4 20 L 14 10 M 17 3 L 17 9 M 14 6 L 20 6 M 8 3.5 L 8 7.5 M 6 5.5 L 10 5.5"
        " M 19 13.5 L 19 17.5 M 17 15.5 L 21 15.5"
    ),
    "merge": Drawing(
        "M 4 5 C 11 5 8 12 16 12 M 4 19 C 11 19 8 12 16 12 L 20 12 M 17 9 L 20 12 L 17 15",
        flips=True,
    ),
    "outline": Drawing(
        "M 9 6 L 20.5 6 M 9 12 L 20.5 12 M 9 18 L 20.5 18",
        "O 4.5 6 1.5 O 4.5 12 1.5 O 4.5 18 1.5",
        flips=True,
    ),
    "tag": Drawing("M 3.5 3.5 L 12 3.5 L 20.5 12 L 12 20.5 L 3.5 12 Z", "O 8 8 1.5", flips=True),
}

ICONS: Mapping[str, Drawing] = {
    **{f"channel.{name}": drawing for name, drawing in CHANNEL_ICONS.items()},
    **MAP_ICONS,
    **ACTION_ICONS,
}


def channel_icon(kind: str | None) -> str:
    """Return the name of the icon for a kind of channel; without a kind the one of "other"."""
    return f"channel.{kind if kind in CHANNEL_ICONS else 'other'}"


@lru_cache(maxsize=512)
def icon(name: str) -> tuple[Commands, Commands, bool]:
    """Return the lines, the areas and whether it flips. Raises KeyError for an unknown name."""
    drawing = ICONS[name]
    return outline(drawing.lines), outline(drawing.areas), drawing.flips
