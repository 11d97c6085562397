"""The shades of the coverage view: five steps of one colour, so that no hue has to be told apart.

A figure goes with every shade. A cell without touchpoints has no shade at all but a hatching, one
of whose touchpoints nothing is known an edge of dashes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QColor

from journeymap.picture.color import mix, readable_on

STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)  # up to which share each shade reaches
LIGHT_MIXED = (0.0, 0.16, 0.38, 0.64, 0.92)  # of the accent in the ground, by step
DARK_MIXED = (0.0, 0.22, 0.42, 0.66, 0.94)


class Shade(NamedTuple):
    """The ground of a cell and the ink that can be read on it."""

    ground: QColor
    ink: QColor


def step_of(share: float) -> int:
    """Return the number of the shade for a share, 0..1; nothing at all has one of its own."""
    return next((n for n, most in enumerate(STEPS) if share <= most + 1e-9), len(STEPS) - 1)


def shades(color: Callable[[str], QColor]) -> tuple[Shade, ...]:
    """Return the shades in a theme, whose tokens `color` knows."""
    ground, accent = color("card").name(), color("accent").name()
    dark = color("card").lightnessF() < 0.5
    made = []
    for share in DARK_MIXED if dark else LIGHT_MIXED:
        mixed = mix(ground, accent, share)
        made.append(Shade(QColor(mixed), QColor(readable_on(mixed, dark=_ink(color)))))
    return tuple(made)


def _ink(color: Callable[[str], QColor]) -> str:
    return color("ink").name()
