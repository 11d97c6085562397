"""The experience curve: emotion, success and ease along the way that most people go.

Values stand on one scale of five steps, −2..2: emotion as it is, success and ease (6 − effort) less
three. The lines are monotone cubic: between two ratings they never leave the room between them, so
the picture claims no mood that nobody rated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import sqrt
from typing import Literal, NamedTuple

from journeymap.model.journey import Touchpoint
from journeymap.model.text import M, say
from journeymap.picture import spacing as px
from journeymap.picture.face import CurveFace, CurveLine, Dot
from journeymap.picture.sheet import Sheet, quarter

What = Literal["emotion", "success", "ease"]
Command = tuple[str | float, ...]
WORDS = {2: M("Very good"), 0: M("Neutral"), -2: M("Very bad")}
LOW = -1  # at and under this it hurts


class Node(NamedTuple):
    """A touchpoint under the curve: its position, where it stands, and whether on the main path."""

    touchpoint: int
    x: float
    on_path: bool


def rating(t: Touchpoint, persona: str, what: What) -> int | None:
    """Return a rating on −2..2 for a persona (empty: what holds for all), None where unrated."""
    own = t.by_persona.get(persona) if persona and t.by_persona else None
    if what == "emotion":
        return t.emotion if own is None or own.emotion is None else own.emotion
    if what == "success":
        value = t.success if own is None or own.success is None else own.success
        return None if value is None else value - 3
    value = t.effort if own is None or own.effort is None else own.effort
    return None if value is None else 3 - value


def curve(sheet: Sheet, path: Sequence[int], left: float, width: float) -> CurveFace:
    """Return the curve's face; `left` is where the part begins, left to right."""
    persona = sheet.view.persona
    touchpoints = sheet.m.touchpoints
    nodes = _nodes(sheet, path, persona)
    step = (px.CURVE - 2 * px.CURVE_PAD) / 4

    def y_of(value: int) -> float:
        return quarter(px.CURVE_PAD + (2 - value) * step)

    def x_of(x: float) -> float:
        return width - (x - left) if sheet.rtl else x - left

    lines = [
        line
        for what in _ALL
        if (
            line := _line(
                what,
                [(n, rating(touchpoints[n.touchpoint], persona, what)) for n in nodes],
                sheet.keys,
                x_of,
                y_of,
            )
        )
    ]
    grid = tuple(
        (
            y_of(value),
            sheet.ink.measure.wrap(say(WORDS[value], sheet.ink.language), "axis", 160)
            if value in WORDS
            else None,
        )
        for value in (2, 1, 0, -1, -2)
    )
    return CurveFace(width, px.CURVE, grid, tuple(lines), sheet.rtl)


def _nodes(sheet: Sheet, path: Sequence[int], persona: str) -> list[Node]:
    """Return the cards on the path and the rated ones off it, from the start to the end.

    Cards of one column are spread over its width. Where a stage is folded, a column holds steps of
    different times, so there the path is spread over the stage as a whole.
    """
    grid, order = sheet.grid, sheet.order
    touchpoints = sheet.m.touchpoints
    on_path = set(path)
    loose = [
        i
        for i in order.reading
        if i not in on_path
        and any(rating(touchpoints[i], persona, what) is not None for what in _ALL)
        and not (persona and touchpoints[i].personas and persona not in touchpoints[i].personas)
    ]
    folded = {order.stage[i] for i, band in enumerate(sheet.columns.band) if band}
    columns: dict[int, list[int]] = {}
    stages: dict[int, list[int]] = {}
    for i in path:
        if order.stage[i] in folded:
            stages.setdefault(order.stage[i], []).append(i)
        else:
            columns.setdefault(grid.column[i], []).append(i)
    nodes: list[Node] = []
    for stage, members in stages.items():
        first, last = sheet.columns.first[stage], sheet.columns.first[stage + 1] - 1
        nodes += _spread(members, sheet.x[first], sheet.right[last], on_path)
    for i in loose:
        columns.setdefault(grid.column[i], []).append(i)
    for column, members in columns.items():
        nodes += _spread(members, sheet.x[column], sheet.right[column], on_path)
    return sorted(nodes, key=lambda node: node.x)


_ALL: tuple[What, ...] = ("emotion", "success", "ease")


def _spread(members: Sequence[int], x: float, right: float, on_path: set[int]) -> list[Node]:
    share = (right - x) / len(members)
    return [Node(i, quarter(x + (k + 0.5) * share), i in on_path) for k, i in enumerate(members)]


def _line(
    what: What,
    rated: Sequence[tuple[Node, int | None]],
    keys: Sequence[str],
    x_of: Callable[[float], float],
    y_of: Callable[[int], float],
) -> CurveLine | None:
    xs: list[float] = []
    ys: list[float] = []
    bridges: list[bool] = []  # whether something unrated lies before the point
    dots: list[Dot] = []
    unrated = False
    for node, value in rated:
        if value is None:
            unrated = unrated or node.on_path
            continue
        if node.on_path:
            xs.append(x_of(node.x))
            ys.append(y_of(value))
            bridges.append(unrated)
            unrated = False
        dots.append(
            Dot(x_of(node.x), y_of(value), value <= LOW, not node.on_path, keys[node.touchpoint])
        )
    if not dots:
        return None
    if what != "emotion" and len(xs) > 1:
        dots = []  # thin lines show their way; only emotion is read point by point
    return CurveLine(what, f"curve.{what}", tuple(pieces(xs, ys, bridges)), tuple(dots))


def pieces(
    xs: Sequence[float], ys: Sequence[float], bridges: Sequence[bool]
) -> list[tuple[tuple[Command, ...], bool]]:
    """Return the line as runs of path commands, each with whether it bridges what is unrated.

    A Bézier piece with its inner points at a third of the way has the given slopes at its ends.
    """
    found: list[tuple[tuple[Command, ...], bool]] = []
    if len(xs) < 2:
        return found
    slopes = monotone_slopes(xs, ys)
    run: list[Command] = []
    for k in range(len(xs) - 1):
        third = (xs[k + 1] - xs[k]) / 3
        if not run or bridges[k + 1] != bridges[k]:
            if run:
                found.append((tuple(run), bridges[k]))
            run = [("M", xs[k], ys[k])]
        run.append(
            (
                "C",
                xs[k] + third,
                round(ys[k] + slopes[k] * third, 3),
                xs[k + 1] - third,
                round(ys[k + 1] - slopes[k + 1] * third, 3),
                xs[k + 1],
                ys[k + 1],
            )
        )
    found.append((tuple(run), bridges[len(xs) - 1]))
    return found


def monotone_slopes(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    """Return slopes at the points with which the cubic is monotone between any two of them.

    F. N. Fritsch and R. E. Carlson, "Monotone Piecewise Cubic Interpolation", SIAM Journal on
    Numerical Analysis 17 (1980), 238–246. The xs all rise or all fall.
    """
    secants = [(ys[k + 1] - ys[k]) / (xs[k + 1] - xs[k]) for k in range(len(xs) - 1)]
    slopes = [secants[0]]
    for before, after in pairwise(secants):
        slopes.append(0.0 if before * after <= 0 else (before + after) / 2)
    slopes.append(secants[-1])
    for k, secant in enumerate(secants):
        if secant == 0:
            slopes[k] = slopes[k + 1] = 0.0
            continue
        a, b = slopes[k] / secant, slopes[k + 1] / secant
        beyond = a * a + b * b
        if beyond > 9:
            shrink = 3 / sqrt(beyond)
            slopes[k], slopes[k + 1] = shrink * a * secant, shrink * b * secant
    return slopes
