"""The experience curve: emotion, success and ease along the way that most people go.

Values stand on one scale of five steps, −2..2: emotion as it is, success and ease (6 − effort) less
three. The lines are monotone cubic: between two ratings they never leave the room between them, so
the picture claims no mood that nobody rated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from math import sqrt
from typing import Literal

from journeymap.model.journey import Touchpoint
from journeymap.model.text import M, say
from journeymap.picture import spacing as px
from journeymap.picture.face import CurveFace, CurveLine, Dot
from journeymap.picture.sheet import Sheet
from journeymap.picture.space import quarter

What = Literal["emotion", "success", "ease"]
Command = tuple[str | float, ...]
WORDS = {2: M("Very good"), 0: M("Neutral"), -2: M("Very bad")}
LOW = -1  # at and under this it hurts


_ALL: tuple[What, ...] = ("emotion", "success", "ease")
Rated = tuple[float | None, float | None, float | None]  # emotion, success, ease on −2..2
Node = tuple[float, bool, Rated, str]  # x, on the main path, ratings, key


def rating(t: Touchpoint, persona: str) -> int | None:
    """Return the emotion, −2..2, for a persona (empty: what holds for all), None where unrated."""
    own = t.by_persona.get(persona) if persona and t.by_persona else None
    return t.emotion if own is None or own.emotion is None else own.emotion


def _rated(t: Touchpoint, persona: str) -> Rated:
    emotion, success, effort = t.emotion, t.success, t.effort
    own = t.by_persona.get(persona) if persona and t.by_persona else None
    if own is not None:
        emotion = emotion if own.emotion is None else own.emotion
        success = success if own.success is None else own.success
        effort = effort if own.effort is None else own.effort
    return (
        emotion,
        None if success is None else success - 3,
        None if effort is None else 3 - effort,
    )


def curve(sheet: Sheet, path: Sequence[int], left: float, width: float) -> CurveFace:
    """Return the curve's face; `left` is where the part begins, left to right."""
    kept, m, persona = sheet.kept, sheet.m, sheet.view.persona
    series = kept.series("ratings", (persona,), sheet.bones.changed, len(m.touchpoints))
    for i in series.numbers:
        series.items[i] = _rated(m.touchpoints[i], persona)
    items = series.items
    if sheet.collapsed is not None:
        items = list(items)
        for i, found in sheet.collapsed.summaries.items():
            items[i] = found.means
    ratings: list[Rated] = kept.settled("ratings", items)
    order = sheet.order
    nodes = kept.step(
        "nodes",
        (path, ratings, sheet.bones.wide, sheet.columns, sheet.grid, order.stage, order.reading,
         sheet.keys, sheet.bones.personas, persona),
        lambda: _nodes(sheet, path, ratings),
    )  # fmt: skip
    made_of = (nodes, left, width)
    return kept.step("curve", made_of, lambda: _face(sheet, nodes, left, width))


def _face(sheet: Sheet, nodes: Sequence[Node], left: float, width: float) -> CurveFace:
    step = (px.CURVE - 2 * px.CURVE_PAD) / 4

    @cache
    def y_of(value: float) -> float:
        return quarter(px.CURVE_PAD + (2 - value) * step)

    xs = [width - (node[0] - left) if sheet.rtl else node[0] - left for node in nodes]
    lines = [
        line
        for at, what in enumerate(_ALL)
        if (line := _line(what, nodes, xs, [node[2][at] for node in nodes], y_of))
    ]
    ink = sheet.ink
    words = {
        value: ink.measure.wrap(say(word, ink.language), "axis", 160)
        for value, word in WORDS.items()
    }
    grid = tuple((y_of(value), words.get(value)) for value in range(2, -3, -1))
    return CurveFace(width, px.CURVE, grid, tuple(lines), sheet.rtl)


def _nodes(sheet: Sheet, path: Sequence[int], ratings: Sequence[Rated]) -> list[Node]:
    """Return the cards on the path and the rated ones off it, from the start to the end.

    Cards of one column are spread over its width. Where a stage is folded, a column holds steps of
    different times, so there the path is spread over the stage as a whole.
    """
    order, keys, persona = sheet.order, sheet.keys, sheet.view.persona
    column, stage_of = sheet.grid.column, order.stage
    touchpoints = sheet.m.touchpoints
    on_path = bytearray(len(touchpoints))
    folded = {stage_of[i] for i, band in enumerate(sheet.columns.band) if band}
    columns: dict[int, list[int]] = {}
    stages: dict[int, list[int]] = {}
    for i in path:
        on_path[i] = 1
        if stage_of[i] in folded:
            stages.setdefault(stage_of[i], []).append(i)
        else:
            columns.setdefault(column[i], []).append(i)
    nodes: list[Node] = []
    first = sheet.columns.first
    for stage, members in stages.items():
        left, right = sheet.x[first[stage]], sheet.right[first[stage + 1] - 1]
        share = (right - left) / len(members)
        for k, i in enumerate(members):
            x = quarter(left + (k + 0.5) * share)
            nodes.append((x, True, ratings[i], keys[i]))
    loose: set[int] = set()
    for i in order.reading:
        if on_path[i]:
            continue
        t = touchpoints[i]
        if persona and t.personas and persona not in t.personas:
            continue
        rated = ratings[i]
        if rated != (None, None, None):
            loose.add(i)
            columns.setdefault(column[i], []).append(i)
    for place, members in columns.items():
        left = sheet.x[place]
        share = (sheet.right[place] - left) / len(members)
        for k, i in enumerate(members):
            x = quarter(left + (k + 0.5) * share)
            nodes.append((x, i not in loose, ratings[i], keys[i]))
    nodes.sort(key=_x)
    return nodes


def _x(node: Node) -> float:
    return node[0]


def _line(
    what: What,
    nodes: Sequence[Node],
    places: Sequence[float],
    values: Sequence[float | None],
    y_of: Callable[[float], float],
) -> CurveLine | None:
    xs: list[float] = []
    ys: list[float] = []
    bridges: list[bool] = []  # whether something unrated lies before the point
    rated: list[int] = []
    unrated = False
    for at, (value, x, node) in enumerate(zip(values, places, nodes, strict=True)):
        if value is None:
            unrated = unrated or node[1]
            continue
        rated.append(at)
        if node[1]:
            xs.append(x)
            ys.append(y_of(value))
            bridges.append(unrated)
            unrated = False
    if not rated:
        return None
    dots: tuple[Dot, ...] = ()
    if what == "emotion" or len(xs) < 2:
        # the thin lines show their way; only emotion is read point by point
        dots = tuple(
            Dot(places[at], y_of(value), value <= LOW, not nodes[at][1], nodes[at][3])
            for at in rated
            if (value := values[at]) is not None
        )
    return CurveLine(what, f"curve.{what}", tuple(pieces(xs, ys, bridges)), dots)


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
    last = bridges[1]
    points = zip(xs, ys, slopes, strict=True)
    x1, y1, slope1 = next(points)
    for bridge, (x2, y2, slope2) in zip(bridges[1:], points, strict=True):
        third = (x2 - x1) / 3
        if not run or bridge != last:
            if run:
                found.append((tuple(run), last))
            run = [("M", x1, y1)]
            last = bridge
        run.append(("C", x1 + third, y1 + slope1 * third, x2 - third, y2 - slope2 * third, x2, y2))
        x1, y1, slope1 = x2, y2, slope2
    found.append((tuple(run), last))
    return found


def monotone_slopes(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    """Return slopes at the points with which the cubic is monotone between any two of them.

    F. N. Fritsch and R. E. Carlson, "Monotone Piecewise Cubic Interpolation", SIAM Journal on
    Numerical Analysis 17 (1980), 238–246. The xs all rise or all fall.
    """
    secants = [
        (y2 - y1) / (x2 - x1) for (x1, x2), (y1, y2) in zip(pairwise(xs), pairwise(ys), strict=True)
    ]
    slopes = [secants[0]]
    slopes += [0.0 if a * b <= 0 else (a + b) / 2 for a, b in pairwise(secants)]
    slopes.append(secants[-1])
    for k, secant in enumerate(secants):
        if secant == 0:
            slopes[k] = slopes[k + 1] = 0.0
            continue
        one, two = slopes[k], slopes[k + 1]
        if not one and not two:
            continue
        a, b = one / secant, two / secant
        beyond = a * a + b * b
        if beyond > 9:
            shrink = 3 / sqrt(beyond)
            slopes[k], slopes[k + 1] = shrink * a * secant, shrink * b * secant
    return slopes
