"""How answers spread over the scores: a mean of 3 is everybody's, or half fives and half ones."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from journeymap.metrics.matching import places
from journeymap.model.formulas import nps_groups, scores_of
from journeymap.model.index import Key, index_of
from journeymap.model.journey import JourneyMap, Metric
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
    found = []
    for at in sorted(readings.places(metric.id), key=lambda key: order.get(key, len(order))):
        shown = readings.shown(metric.id, at, period)
        if shown is None:
            continue
        mine = [
            reading
            for reading in m.readings
            if reading.metric == metric.id
            and reading.counts
            and reading.period == shown.point.period
            and readings.place(reading.at) == at
        ]
        whole = [reading for reading in mine if not reading.segment] or mine
        total: Counter[str] = Counter()
        for reading in whole:
            total.update(reading.counts or {})
        counts = _in_order(metric, dict(total))
        if counts:
            found.append(Spread(at, names.get(at, at), shown.point.period, counts))
    return tuple(found)


def _in_order(metric: Metric, counts: dict[str, int]) -> dict[str, int]:
    if metric.kind == "nps":
        good, middle, bad = nps_groups(counts)
        return {"detractors": bad, "passives": middle, "promoters": good}
    scores = scores_of(counts)
    scale = scale_of(metric)
    if not scores or scale is None:
        return {}
    steps = range(round(scale[0]), round(scale[1]) + 1)
    ordered = {f"{step}": scores.get(float(step), 0) for step in steps}
    if better_of(metric) == "lower":
        ordered = dict(reversed(ordered.items()))
    return ordered


def title(metric: Metric) -> Message:
    """Return what the chart shows, in a line."""
    return M("{metric}: how the answers spread", metric=metric.name)


def draw(found: tuple[Spread, ...], metric: Metric, pen: Pen) -> Figure:
    """Return the chart."""
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
        label = words.get(step) or pen.number(float(step))
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
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.set_xlim(0, 1)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.02), ncols=len(steps) or 1,
                labelcolor=pen.color("text"))  # fmt: skip
    pen.finish(axes, title(metric))
    return figure
