"""Outlines: short notes of lines, arcs, circles and boxes become path commands.

The notes are what `icons.py` is written in. Letters are those of SVG paths, absolute only, with
three of our own: `A r large sweep x y` an arc of a circle, `O x y r` a whole circle and
`R x y w h r` a box with round corners. What comes out knows only M, L, C and Z.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import acos, ceil, copysign, cos, hypot, pi, sin, tan
from typing import TypeAlias

Command: TypeAlias = tuple[str | float, ...]
Commands: TypeAlias = tuple[Command, ...]

ROUND = 0.5522847498  # handle length of a quarter circle in radii
_NUMBERS = {"M": 2, "L": 2, "C": 6, "A": 5, "O": 3, "R": 5, "Z": 0}


def outline(notes: str) -> Commands:
    """Return the commands of an outline. Raises ValueError for letters it does not know."""
    return tuple(_commands(notes))


def _commands(notes: str) -> Iterator[Command]:
    words = notes.split()
    place, letter = 0, ""
    x = y = 0.0
    while place < len(words):
        if words[place].isalpha():
            letter, place = words[place], place + 1
        if letter not in _NUMBERS:
            raise ValueError(f"no such letter in an outline: {words[place - 1]!r}")
        n = [float(word) for word in words[place : place + _NUMBERS[letter]]]
        place += len(n)
        if letter in "ML":
            yield (letter, *n)
            x, y = n
            letter = "L"
        elif letter == "C":
            yield ("C", *n)
            x, y = n[4:]
        elif letter == "A":
            yield from arc(x, y, *n)
            x, y = n[3:]
        elif letter == "O":
            yield from circle(*n)
        elif letter == "R":
            yield from box(*n)
        else:
            yield ("Z",)
            letter = ""


def circle(x: float, y: float, r: float) -> Commands:
    """Return a whole circle around (x, y)."""
    return box(x - r, y - r, 2 * r, 2 * r, r)


def box(x: float, y: float, w: float, h: float, r: float) -> Commands:
    """Return a rectangle with round corners, clockwise from its top left."""
    r = min(r, w / 2, h / 2)
    k = r * (1 - ROUND)
    right, bottom = x + w, y + h
    straight: tuple[Command, ...] = (
        ("L", right - r, y),
        ("L", right, bottom - r),
        ("L", x + r, bottom),
        ("L", x, y + r),
    )
    corners: tuple[Command, ...] = (
        ("C", right - k, y, right, y + k, right, y + r),
        ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("C", x + k, bottom, x, bottom - k, x, bottom - r),
        ("C", x, y + k, x + k, y, x + r, y),
    )
    flat = (w > 2 * r, h > 2 * r) * 2
    sides = (
        (line, turn) if far else (turn,)
        for line, turn, far in zip(straight, corners, flat, strict=True)
    )
    return (("M", x + r, y), *(command for side in sides for command in side), ("Z",))


def arc(
    x: float, y: float, r: float, large: float, sweep: float, to_x: float, to_y: float
) -> Iterator[Command]:
    """Yield the curves of a circle's arc from (x, y) on; the flags are those of SVG."""
    chord = hypot(to_x - x, to_y - y)
    r = max(r, chord / 2)
    rise = max(r * r - chord * chord / 4, 0.0) ** 0.5
    side = rise / chord * (-1 if bool(large) == bool(sweep) else 1)
    cx = (x + to_x) / 2 - side * (to_y - y)
    cy = (y + to_y) / 2 + side * (to_x - x)
    start = _angle(x - cx, y - cy)
    turn = _angle(to_x - cx, to_y - cy) - start
    if sweep and turn < 0:
        turn += 2 * pi
    elif not sweep and turn > 0:
        turn -= 2 * pi
    pieces = max(1, ceil(abs(turn) / (pi / 2) - 1e-9))
    step = turn / pieces
    handle = 4 / 3 * tan(step / 4) * r
    for number in range(pieces):
        a, b = start + number * step, start + (number + 1) * step
        ends = (cx + r * cos(a), cy + r * sin(a), cx + r * cos(b), cy + r * sin(b))
        yield (
            "C",
            round(ends[0] - handle * sin(a), 3),
            round(ends[1] + handle * cos(a), 3),
            round(ends[2] + handle * sin(b), 3),
            round(ends[3] - handle * cos(b), 3),
            round(ends[2], 3),
            round(ends[3], 3),
        )


def _angle(x: float, y: float) -> float:
    return copysign(acos(max(-1.0, min(1.0, x / hypot(x, y)))), y)


def mirrored(commands: Commands, width: float) -> Commands:
    """Return the commands with left and right changed over inside `width`."""
    return tuple(
        (
            command[0],
            *(
                width - float(number) if place % 2 == 0 else number
                for place, number in enumerate(command[1:])
            ),
        )
        for command in commands
    )
