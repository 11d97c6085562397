"""Long faces in pieces: a flow across the whole map, the curve over ten thousand steps.

A frame shows a little of them, so only that is stroked. What a piece looks like still comes from
`picture/draw.py`; the cuts lie inside straight runs or at points of the curve and cannot be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from math import floor, hypot
from typing import TypeAlias

from journeymap.picture.draw import shapes
from journeymap.picture.face import CurveFace, CurveLine, LinkFace, RatedLine, RouteFace
from journeymap.picture.outline import Command, Commands
from journeymap.picture.picture import Box, Detail, Face
from journeymap.picture.shapes import Icon, Path, Rect, Shape, Text

SIDE = 540.0  # pixels; the length of a piece, a whole number of every dash in use

Place: TypeAlias = tuple[int, int]
Made = Callable[[Iterable[Shape]], list]


def is_long(face: Face) -> bool:
    """Return whether a face is painted in pieces."""
    return isinstance(face, CurveFace | RouteFace | LinkFace) and max(face.w, face.h) > 2 * SIDE


class Strips:
    """The painter calls of one long face by place; `made` turns shapes into calls."""

    def __init__(self, face: Face, detail: Detail, made: Made) -> None:
        self._made = made
        self._under: dict[Place, list] = {}
        self._over: dict[Place, list] = {}
        # the shapes of which no calls are made yet: most places are never seen
        self._waiting: dict[tuple[bool, Place], list[Shape]] = {}
        self._curve: Curve | None = None
        fixed: Iterable[Shape]
        if isinstance(face, CurveFace):
            self._curve = Curve(face, detail)
            fixed = shapes(face._replace(lines=()), "full") if detail == "full" else ()
        else:
            fixed = shapes(face, detail)
        self._add(fixed)

    def _add(self, drawn: Iterable[Shape]) -> None:
        for shape in drawn:
            if isinstance(shape, Path) and not shape.fill:
                for piece, x, y in pieces(shape):
                    self._put(piece, False, _place(x, y))
            else:
                self._put(shape, True, _place(*_middle(shape)))

    def _put(self, shape: Shape, over: bool, place: Place) -> None:
        self._waiting.setdefault((over, place), []).append(shape)
        (self._over if over else self._under).setdefault(place, [])

    def _of(self, over: bool, place: Place) -> list:
        """Return the calls of one place."""
        calls = (self._over if over else self._under)[place]
        shapes_there = self._waiting.pop((over, place), None)
        if shapes_there is not None:
            calls += self._made(shapes_there)
        return calls

    def calls(self, seen: Box) -> Iterator[list]:
        """Yield the calls of what may be seen in a region of the face, undermost first."""
        if self._curve is not None:
            for drawn in self._curve.missing(seen):
                self._add(drawn)
        reach = SIDE if self._curve is None else max(SIDE, self._curve.width)
        left, right = floor((seen.x - reach) / SIDE), floor((seen.right + reach) / SIDE)
        top, bottom = floor((seen.y - reach) / SIDE), floor((seen.bottom + reach) / SIDE)
        for over, calls in ((False, self._under), (True, self._over)):
            if (right - left + 1) * (bottom - top + 1) > len(calls):
                for column, row in calls:
                    if left <= column <= right and top <= row <= bottom:
                        yield self._of(over, (column, row))
                continue
            for column in range(left, right + 1):
                for row in range(top, bottom + 1):
                    if (column, row) in calls:
                        yield self._of(over, (column, row))


class Curve:
    """A curve whose shapes are made a strip at a time, when that strip is first seen."""

    def __init__(self, face: CurveFace, detail: Detail) -> None:
        self._face = face
        self._done: set[int] = set()
        lines = face.lines
        if detail != "full":
            lines = tuple(line._replace(dots=()) for line in lines if line.what == "emotion")
        self.width = max([SIDE, *(_longest(line) for line in lines)])
        self._strips: dict[int, list[CurveLine]] = {}
        for line in lines:
            for number, part in _cut(line, self.width).items():
                self._strips.setdefault(number, []).append(part)

    def missing(self, seen: Box) -> Iterator[tuple[Shape, ...]]:
        """Yield the shapes of the strips around a region that were not asked for before."""
        first, last = floor(seen.x / self.width) - 1, floor(seen.right / self.width) + 1
        numbers: Iterable[int] = range(first, last + 1)
        if last - first > len(self._strips):
            numbers = [number for number in self._strips if first <= number <= last]
        for number in numbers:
            if number in self._strips and number not in self._done:
                self._done.add(number)
                face = self._face._replace(grid=(), lines=tuple(self._strips[number]))
                yield shapes(face, "full")


def _longest(line: CurveLine | RatedLine) -> float:
    longest = 0.0
    for commands, _ in line.pieces:
        for one, other in pairwise(commands):
            longest = max(longest, abs(float(other[-2]) - float(one[-2])))
    return longest


def _cut(line: CurveLine | RatedLine, width: float) -> dict[int, CurveLine]:
    """Return the parts of a line by strip: a run belongs to the strip in which it ends."""
    runs: dict[int, list[tuple[Commands, bool]]] = {}
    dots: dict[int, list] = {}
    for commands, unrated in line.pieces:
        begun: list[Command] = []
        strip: int | None = None
        last: Command = commands[0]
        for command in commands[1:]:
            here = floor(float(command[-2]) / width)
            if here != strip:
                if strip is not None:
                    runs.setdefault(strip, []).append((tuple(begun), unrated))
                strip, begun = here, [("M", *last[-2:])]
            begun.append(command)
            last = command
        if strip is not None:
            runs.setdefault(strip, []).append((tuple(begun), unrated))
    for dot in line.dots:
        dots.setdefault(floor(dot.x / width), []).append(dot)
    return {
        number: CurveLine(
            line.what,
            line.color,
            tuple(runs.get(number, ())),
            tuple(dots.get(number, ())),
        )
        for number in runs.keys() | dots.keys()
    }


def pieces(path: Path) -> Iterator[tuple[Path, float, float]]:
    """Yield a line in pieces no longer than SIDE, each with its middle."""
    begun: list[Command] = []
    length = 0.0
    last = (0.0, 0.0)
    start = last
    for command in path.commands:
        if command[0] == "Z":
            command = ("L", *start)
        goal = (float(command[-2]), float(command[-1]))
        if command[0] == "M":
            if length:
                yield _piece(path, begun)
            begun, length, last, start = [command], 0.0, goal, goal
            continue
        far = hypot(goal[0] - last[0], goal[1] - last[1])
        while command[0] == "L" and length + far > SIDE:
            share = (SIDE - length) / far
            last = (last[0] + (goal[0] - last[0]) * share, last[1] + (goal[1] - last[1]) * share)
            yield _piece(path, [*begun, ("L", *last)])
            far -= SIDE - length
            begun, length = [("M", *last)], 0.0
        begun.append(command)
        length += far
        last = goal
    if length:
        yield _piece(path, begun)


def _piece(path: Path, commands: list[Command]) -> tuple[Path, float, float]:
    xs = [float(command[-2]) for command in commands]
    ys = [float(command[-1]) for command in commands]
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return path._replace(commands=tuple(commands)), *middle


def _middle(shape: Shape) -> tuple[float, float]:
    if isinstance(shape, Path):
        return float(shape.commands[0][-2]), float(shape.commands[0][-1])
    if isinstance(shape, Rect):
        return shape.x + shape.w / 2, shape.y + shape.h / 2
    if isinstance(shape, Text | Icon):
        return shape.x, shape.y
    return shape.x + shape.w / 2, shape.y + shape.h / 2


def _place(x: float, y: float) -> Place:
    return floor(x / SIDE), floor(y / SIDE)
