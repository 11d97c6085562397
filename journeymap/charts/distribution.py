"""How answers spread over the scores: a mean of 3 is everybody's, or half fives and half ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from journeymap.metrics.matching import places
from journeymap.model.formulas import nps_groups, scores_of
from journeymap.model.index import Key, index_of
from journeymap.model.journey import JourneyMap, Metric, Reading
from journeymap.model.readings import Readings
from journeymap.model.scales import better_of, scale_of
from journeymap.model.text import M, Message, say_percent
from journeymap.picture.color import readable_on

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journeymap.charts.pen import Pen

GROUPS: tuple[tuple[str, Message], ...] = (
    ("detractors", M("detractors")),
    ("passives", M("passives")),
    ("promoters", M("promoters")),
)


PARTS = 11  # as 0 to 10 has; the scores of a longer scale are taken together
MOST = 40  # places; those with the most answers are drawn
ROOM = 0.08  # the least share whose percentage fits into its part


class Spread(NamedTuple):
    """The answers at one place: how many gave each score, the worst first."""

    at: Key
    name: str
    period: str
    counts: dict[str, int]

    @property
    def n(self) -> int:
        """Return how many answers there are."""
        return sum(self.counts.values())


def distribution(
    m: JourneyMap, readings: Readings, metric: Metric, period: str = ""
) -> tuple[Spread, ...]:
    """Return the answers at each place that has counts, in the order of the map."""
    names = {"": "", **{each.key: each.name for each in places(index_of(m))}}
    order = {key: number for number, key in enumerate(names)}
    taken: dict[tuple[Key, str], list[Reading]] = {}
    for reading in m.readings:
        if reading.metric == metric.id and reading.counts:
            key = readings.place(reading.at), reading.period
            taken.setdefault(key, []).append(reading)
    found = []
    for at in sorted(readings.places(metric.id), key=lambda key: order.get(key, len(order))):
        shown = readings.shown(metric.id, at, period)
        if shown is None:
            continue
        counts = _in_order(metric, _whole(taken.get((at, shown.point.period), ())))
        if counts:
            found.append(Spread(at, names.get(at, at), shown.point.period, counts))
    return tuple(found)


def _whole(found: Iterable[Reading]) -> dict[str, int]:
    """Return the answers of a place: of all, else added up over the segments of one way of cutting.

    As `Readings` does it: by device and by city everybody would be counted twice.
    """
    ways: dict[tuple[str, ...], dict[frozenset[tuple[str, str]], Reading]] = {}
    for reading in found:
        way = ways.setdefault(tuple(sorted(reading.segment)), {})
        way.setdefault(frozenset(reading.segment.items()), reading)
    totals: list[Counter[str]] = []
    for name, way in sorted(ways.items()):
        total: Counter[str] = Counter()
        for reading in way.values():
            total.update(reading.counts or {})
        if not name:
            return dict(total)
        totals.append(total)
    return dict(max(totals, key=Counter.total, default={}))


def _in_order(metric: Metric, counts: dict[str, int]) -> dict[str, int]:
    if metric.kind == "nps":
        good, middle, bad = nps_groups(counts)
        return {"detractors": bad, "passives": middle, "promoters": good}
    scores = scores_of(counts)
    scale = scale_of(metric)
    if not scores or scale is None:
        return {}
    low, high = round(scale[0]), round(scale[1])
    wide = -(-(high - low + 1) // PARTS) if high - low >= PARTS else 1
    starts = range(low, high + 1, wide)
    ends = [min(start + wide - 1, high) for start in starts]
    ordered = {
        f"{start}" if start == end else f"{start}..{end}": 0
        for start, end in zip(starts, ends, strict=True)
    }
    names = list(ordered)
    for score, n in scores.items():
        place = (round(score) - low) // wide
        if 0 <= place < len(names):
            ordered[names[place]] += n
    if better_of(metric) == "lower":
        ordered = dict(reversed(ordered.items()))
    return ordered


def _label(step: str, pen: Pen) -> str:
    low, dots, high = step.partition("..")
    if not dots:
        return pen.number(float(low))
    first, last = pen.number(float(low)), pen.number(float(high))
    return pen.said(M("{low} – {high}", context="numbers", low=first, high=last))


def title(metric: Metric) -> Message:
    """Return what the chart shows, in a line."""
    return M("{metric}: how the answers spread", metric=metric.name)


def draw(found: tuple[Spread, ...], metric: Metric, pen: Pen) -> Figure:
    """Return the chart; of many places those with the most answers, and how many are left out."""
    every = len(found)
    if every > MOST:
        kept = set(sorted(range(every), key=lambda place: -found[place].n)[:MOST])
        found = tuple(each for place, each in enumerate(found) if place in kept)
    figure, axes = pen.figure((8.0, 1.8 + 0.5 * max(len(found), 2)))
    axes.grid(visible=False)
    rows = range(len(found))
    steps = list(found[0].counts) if found else []
    words = {name: pen.said(word) for name, word in GROUPS}
    done = [0.0] * len(found)
    for number, step in enumerate(steps):
        shares = [each.counts[step] / each.n if each.n else 0.0 for each in found]
        place = number / max(len(steps) - 1, 1)
        token = "poor" if place < 0.4 else "plain" if place < 0.6 else "good"
        ground = pen.mixed(token, 0.45 + 1.1 * abs(place - 0.5))
        label = words.get(step) or _label(step, pen)
        axes.barh(
            rows, shares, left=done, height=0.62, color=ground, label=label,
            edgecolor=pen.color("card"), linewidth=1,
        )  # fmt: skip
        for row, share in enumerate(shares):
            if share >= ROOM:
                axes.text(
                    done[row] + share / 2, row, say_percent(share, pen.lang),
                    ha="center", va="center", fontsize=8.5, color=readable_on(ground),
                )  # fmt: skip
        done = [a + b for a, b in zip(done, shares, strict=True)]
    texts = [
        pen.said(
            M(
                "{name} (n = {n})",
                name=pen.wrapped(each.name, 1, 24) or M("the whole map"),
                n=each.n,
            )
        )
        for each in found
    ]
    pen.names(axes.yaxis, texts)
    axes.set_ylim(max(len(found), 2) - 0.4, -0.6)
    axes.set_xticks([])
    axes.set_xlim(0, 1)
    wide = any(".." in step for step in steps)
    columns = max(1, min(len(steps), 4 if wide else PARTS))
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=columns,
                labelcolor=pen.color("text"))  # fmt: skip
    pen.finish(axes, title(metric), pen.left_out(every - len(found)))
    return figure
