"""Arithmetic of colours: contrast by WCAG 2, mixing, and moving a colour until it can be read.

Colours are `#rrggbb`. Nothing here knows what a colour is for; that is `theme.py`.
"""

from __future__ import annotations

from functools import lru_cache

WHITE, BLACK = "#ffffff", "#000000"


def rgb(color: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0..255. Raises ValueError for anything but `#rrggbb`."""
    if len(color) != 7 or color[0] != "#":
        raise ValueError(f"not a colour: {color!r}")
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


@lru_cache(maxsize=1024)
def luminance(color: str) -> float:
    """Return the relative luminance 0..1 (WCAG 2.2, sRGB)."""
    red, green, blue = (_linear(part / 255) for part in rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio 1..21 of two colours (WCAG 2.2)."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def mix(first: str, second: str, share: float) -> str:
    """Return `first` with `share` (0..1) of `second` in it."""
    parts = (round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def readable_on(ground: str, dark: str = BLACK, light: str = WHITE, least: float = 4.5) -> str:
    """Return `light` or `dark`, whichever reads at `least`:1 or better on `ground`.

    White is preferred on strong colours as eyes expect it; pure black or white steps in where
    neither of the two is enough.
    """
    if contrast(light, ground) >= least:
        return light
    if contrast(dark, ground) >= least:
        return dark
    return max(WHITE, BLACK, key=lambda color: contrast(color, ground))


def moved(color: str, ground: str, least: float) -> str:
    """Return `color` mixed with black or white no more than it takes to stand out of `ground`.

    `least` is the contrast ratio wanted; where even black or white misses it, that one is answered.
    """
    if contrast(color, ground) >= least:
        return color
    goal = max(WHITE, BLACK, key=lambda end: contrast(end, ground))
    for step in range(1, 20):
        tried = mix(color, goal, step / 20)
        if contrast(tried, ground) >= least:
            return tried
    return goal
