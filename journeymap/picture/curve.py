"""The experience curve: emotion, success and ease along the way that most people go.

Values stand on one scale of five steps, −2..2: emotion as it is, success and ease (6 − effort) less
three. The lines are monotone cubic: between two ratings they never leave the room between them, so
the picture claims no mood that nobody rated.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain, compress
from operator import itemgetter, not_
from typing import Literal, NamedTuple

from journeymap.model.journey import Touchpoint
from journeymap.model.text import M, say
from journeymap.picture import spacing as px
from journeymap.picture.face import CurveFace, Dot, RatedLine
from journeymap.picture.folding import Columns
from journeymap.picture.later import Later
from journeymap.picture.sheet import Sheet
from journeymap.picture.space import Across, quarter

What = Literal["emotion", "success", "ease"]
WORDS = {2: M("Very good"), 0: M("Neutral"), -2: M("Very bad")}
LOW = -1  # at and under this it hurts


_ALL: tuple[What, ...] = ("emotion", "success", "ease")
Rated = tuple[float | None, float | None, float | None]  # emotion, success, ease on −2..2


class Nodes(NamedTuple):
    """What the curve passes, from the start to the end, each in a list of its own."""

    x: list[float]
    on_path: list[bool]
    rated: list[Rated]
    key: list[str]


class Course(NamedTuple):
    """What decides where the curve goes; lists run along the touchpoints, but `path`."""

    path: Sequence[int]
    ratings: Sequence[Rated]
    stage: Sequence[int]
    reading: Sequence[int]
    column: Sequence[int]
    columns: Columns
    wide: Across
    keys: Sequence[str]
    personas: Sequence[tuple[str, ...]]
    persona: str

    @property
    def folded(self) -> set[int]:
        """The stages in which a column holds steps of different times."""
        return set(compress(self.stage, self.columns.band))

    def shows(self, i: int) -> bool:
        """Return whether a touchpoint is one of the persona in view."""
        return not self.persona or not (who := self.personas[i]) or self.persona in who


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


def curve(
    sheet: Sheet, path: Sequence[int], left: float, width: float
) -> tuple[CurveFace, frozenset[str]]:
    """Return the curve's face, and its marks; `left` is where the part begins, left to right.

    The lines of the face are made when somebody looks at them.
    """
    kept, m, persona = sheet.kept, sheet.m, sheet.view.persona
    series = kept.series("ratings", (persona,), sheet.bones.window, len(m.touchpoints))
    for i in series.numbers:
        series.items[i] = _rated(m.touchpoints[i], persona)
    items = series.items
    if sheet.collapsed is not None:
        items = list(items)
        for i, found in sheet.collapsed.summaries.items():
            items[i] = found.means
    ratings: list[Rated] = kept.settled("ratings", items)
    order, columns = sheet.order, sheet.columns
    course = Course(
        path, ratings, order.stage, order.reading, kept.settled("column", sheet.grid.column),
        columns, sheet.bones.wide, sheet.keys, sheet.bones.personas, persona,
    )  # fmt: skip
    face = kept.step("curve", (*course, left, width), lambda: _face(sheet, course, left, width))
    stands = (path, ratings, course.stage, course.column, columns, course.personas, persona)
    return face, kept.step("curve marks", stands, lambda: _marks(course))


def _marks(course: Course) -> frozenset[str]:
    """Return the marks of the curve: whether it is low somewhere, and dashed somewhere."""
    found = set()
    ratings = course.ratings
    low = (i for i, (value, _, _) in enumerate(ratings) if value is not None and value <= LOW)
    if any(map(course.shows, low)):
        found.add("low")
    if None in chain.from_iterable(map(ratings.__getitem__, course.path)):
        for values in zip(*map(ratings.__getitem__, _in_order(course)), strict=True):
            known = [value is not None for value in values]
            # from the first rating on the path to the last
            if True in known and False in known[known.index(True) : -1 - known[::-1].index(True)]:
                found.add("unrated")
    return frozenset(found)


def _in_order(course: Course) -> list[int]:
    """Return the cards on the path from the start to the end, as the curve passes them."""
    column, stage, first = course.column, course.stage, course.columns.first
    folded = course.folded
    if not folded:
        return sorted(course.path, key=column.__getitem__)
    return sorted(course.path, key=lambda i: first[stage[i]] if stage[i] in folded else column[i])


def _face(sheet: Sheet, course: Course, left: float, width: float) -> CurveFace:
    step = (px.CURVE - 2 * px.CURVE_PAD) / 4

    @cache
    def y_of(value: float) -> float:
        return quarter(px.CURVE_PAD + (2 - value) * step)

    rtl = sheet.rtl

    def lines() -> tuple[RatedLine, ...]:
        nodes = _nodes(course)
        xs = [width - (x - left) if rtl else x - left for x in nodes.x]
        made = (
            _line(what, nodes, xs, list(map(itemgetter(at), nodes.rated)), y_of)
            for at, what in enumerate(_ALL)
        )
        return tuple(line for line in made if line is not None)

    ink = sheet.ink
    words = {
        value: ink.measure.wrap(say(word, ink.language), "axis", 160)
        for value, word in WORDS.items()
    }
    grid = tuple((y_of(value), words.get(value)) for value in range(2, -3, -1))
    return CurveFace(width, px.CURVE, grid, Later(lines), rtl)


def _nodes(course: Course) -> Nodes:
    """Return the cards on the path and the rated ones off it, from the start to the end.

    Cards of one column are spread over its width. Where a stage is folded, a column holds steps of
    different times, so there the path is spread over the stage as a whole.
    """
    path, ratings, stage_of, reading, column, (_, first, *_), wide, keys, _, _ = course
    on_path = bytearray(len(column))
    folded = course.folded
    columns: dict[int, list[int]] = {}
    stages: dict[int, list[int]] = {}
    for i in path:
        on_path[i] = 1
        if stage_of[i] in folded:
            stages.setdefault(stage_of[i], []).append(i)
        else:
            columns.setdefault(column[i], []).append(i)
    nodes: list[tuple[float, int]] = []
    for stage, members in stages.items():
        left, right = wide.x[first[stage]], wide.right[first[stage + 1] - 1]
        nodes += _spread(members, left, right)
    for i in reading:
        if not on_path[i] and ratings[i] != _UNRATED and course.shows(i):
            columns.setdefault(column[i], []).append(i)
    for place, members in columns.items():
        nodes += _spread(members, wide.x[place], wide.right[place])
    nodes.sort(key=_x)
    order_of = [i for _, i in nodes]
    return Nodes(
        [x for x, _ in nodes],
        list(map(bool, map(on_path.__getitem__, order_of))),
        list(map(ratings.__getitem__, order_of)),
        list(map(keys.__getitem__, order_of)),
    )


def _spread(members: Sequence[int], left: float, right: float) -> list[tuple[float, int]]:
    """Return where each of some cards is when they share the room between two places."""
    share = (right - left) / len(members)
    return [(round((left + (k + 0.5) * share) * 4) / 4, i) for k, i in enumerate(members)]


_x = itemgetter(0)
_UNRATED: Rated = (None, None, None)


def _line(
    what: What,
    nodes: Nodes,
    places: Sequence[float],
    values: Sequence[float | None],
    y_of: Callable[[float], float],
) -> RatedLine | None:
    rated = [at for at, value in enumerate(values) if value is not None]
    if not rated:
        return None
    on_path, keys = nodes.on_path, nodes.key
    heights: dict[float | None, float] = {v: y_of(v) for v in set(values) if v is not None}
    on = [at for at in rated if on_path[at]]
    xs = tuple(map(places.__getitem__, on))
    ys = tuple(map(heights.__getitem__, map(values.__getitem__, on)))
    bridges = _bridges(values, on_path, on)
    dots: tuple[Dot, ...] = ()
    if what == "emotion" or len(xs) < 2:
        # the thin lines show their way; only emotion is read point by point
        known = list(map(values.__getitem__, rated))
        low = {value: value is not None and value <= LOW for value in heights}
        dots = tuple(
            map(
                Dot._make,
                zip(
                    map(places.__getitem__, rated), map(heights.__getitem__, known),
                    map(low.__getitem__, known), map(not_, map(on_path.__getitem__, rated)),
                    map(keys.__getitem__, rated), strict=True,
                ),
            )
        )  # fmt: skip
    return RatedLine(what, f"curve.{what}", xs, ys, bridges, dots)


def _bridges(
    values: Sequence[float | None], on_path: Sequence[bool], on: Sequence[int]
) -> tuple[bool, ...]:
    """Return of each point whether something unrated lies on the path before it."""
    missing = [at for at, value in enumerate(values) if value is None and on_path[at]]
    if not missing:
        return (False,) * len(on)
    before = [bisect_left(missing, at) for at in on]
    return tuple([here > last for last, here in zip([0, *before], before, strict=False)])
