"""How answers spread over the scores: a mean of 3 is everybody's, or half fives and half ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from journeymap.charts.moment import Moment, measured, moment, no_room, some
from journeymap.metrics.matching import places
from journeymap.model.estimates import Estimate, estimate_counts
from journeymap.model.formulas import nps_groups, scores_of
from journeymap.model.index import Key, index_of
from journeymap.model.journey import JourneyMap, Metric, Reading
from journeymap.model.periods import overlap, sort_key
from journeymap.model.readings import Readings, added, by_cut
from journeymap.model.scales import better_of, scale_of, spell
from journeymap.model.text import M, Message, say, say_percent
from journeymap.picture.color import readable_on
from journeymap.picture.picture import Token

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
SMALL = 8.5  # points


class Spread(NamedTuple):
    """The answers at one place: how many gave each score, the worst first, and their value."""

    at: Key
    name: str
    period: str
    counts: dict[str, int]
    value: Estimate | None = None

    @property
    def n(self) -> int:
        """Return how many answers there are."""
        return sum(self.counts.values())


class Answers(NamedTuple):
    """The answers at each place that has any, in the order of the map."""

    spreads: tuple[Spread, ...]
    moment: Moment


def distribution(
    m: JourneyMap, readings: Readings, metric: Metric, period: str = ""
) -> Answers | None:
    """Return the answers at each place that has counts; None where there are none.

    Without `period` each place shows the newest of which it has counts.
    """
    names = {"": "", **{each.key: each.name for each in places(index_of(m))}}
    order = {key: number for number, key in enumerate(names)}
    taken: dict[Key, dict[str, list[Reading]]] = {}
    for reading in m.readings:
        if reading.metric == metric.id and reading.counts:
            there = taken.setdefault(readings.place(reading.at), {})
            there.setdefault(reading.period, []).append(reading)
    found: list[Spread] = []
    bare: list[str] = []
    apart: list[str] = []
    for at in sorted(readings.places(metric.id), key=lambda key: order.get(key, len(order))):
        name = names.get(at, at) if at else say(M("the whole map"), m.language)
        if at not in taken:
            bare.append(name)
            continue
        spread = _newest(m, readings, metric, at, period, taken[at])
        if spread:
            found.append(spread._replace(name=name))
        else:
            apart.append(name)
    if not found:
        return None
    notes = [M("no answers to count, only values: {names}", names=some(bare))] if bare else []
    return Answers(tuple(found), moment(m, period, [each.period for each in found], apart, notes))


def _newest(
    m: JourneyMap,
    readings: Readings,
    metric: Metric,
    at: Key,
    period: str,
    taken: dict[str, list[Reading]],
) -> Spread | None:
    """Return the answers that a place shows in a period; of the newest where it is empty."""
    shown = measured(readings, metric.id, at, period)
    tried = [shown.point.period] if shown else []
    others = [each for each in taken if not period or overlap(each, period, m.calendar)]
    # the newest may be a value alone
    tried += sorted(others, key=lambda text: sort_key(text, m.calendar), reverse=True)
    for each in tried:
        counts = _in_order(metric, _whole(taken.get(each, ())))
        if sum(counts.values()):
            value = estimate_counts(metric, _whole(taken[each]))
            return Spread(at, "", each, counts, value)
    return None


def _whole(found: Iterable[Reading]) -> Counter[str]:
    """Return the answers of a place: of all, else added up over the segments of one way of cutting.

    Of several ways that is the one with the most answers.
    """
    ways = by_cut(found)
    totals = [added(ways[names]) for names in sorted(ways)]
    return totals[0] if () in ways else max(totals, key=Counter.total, default=Counter())


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


def draw(answers: Answers, metric: Metric, pen: Pen) -> Figure:
    """Return the chart; of many places those with the most answers, and which are left out."""
    every = answers.spreads
    kept = set(sorted(range(len(every)), key=lambda place: -every[place].n)[:MOST])
    found = [each for place, each in enumerate(every) if place in kept]
    hidden = [each.name for place, each in enumerate(every) if place not in kept]
    figure, axes = pen.figure()
    axes.grid(visible=False)
    done = [0.0] * len(found)
    steps = list(found[0].counts)
    names = [_row(each, answers.moment, pen) for each in found]
    values = [_value(each, metric, pen) for each in found]
    beside = max(map(pen.length, values)) + 0.15
    inner = max(pen.wide - max(map(pen.length, names)) - 0.5, 1.5)
    least = 0.34 / (inner - beside)  # the share in whose part its percentage finds room
    words = {name: pen.said(word) for name, word in GROUPS}
    for number, step in enumerate(steps):
        shares = [each.counts[step] / each.n if each.n else 0.0 for each in found]
        place = number / max(len(steps) - 1, 1)
        ground = _ground(metric, place, pen)
        axes.barh(
            range(len(found)), shares, left=done, height=0.62, color=ground,
            label=words.get(step) or _label(step, pen), edgecolor=pen.color("card"), linewidth=1,
        )  # fmt: skip
        for row, share in enumerate(shares):
            if share >= least:
                axes.text(
                    done[row] + share / 2, row, say_percent(share, pen.lang),
                    ha="center", va="center", fontsize=SMALL,
                    color=readable_on(ground, least=pen.theme.least),
                )  # fmt: skip
        done = [a + b for a, b in zip(done, shares, strict=True)]
    for row, text in enumerate(values):
        pen.note(axes, 1.0, row, text, offset=(6, 0), ha=pen.start, va="center")
    pen.names(axes.yaxis, names)
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_xticks([])
    axes.set_xlim(0, inner / (inner - beside))
    wide = max(pen.length(words.get(step) or _label(step, pen)) for step in steps) + 0.65
    columns = max(1, min(len(steps), int(inner / wide)))
    pen.legend(axes, columns, loc="upper center", bbox_to_anchor=(0.5, 0.0))
    rows = -(-len(steps) // columns)
    high = max(0.5, *(pen.height(text) + 0.16 for text in (*names, *values)))
    notes = (*answers.moment.notes, *no_room(hidden))
    pen.finish(figure, axes, title(metric), answers.moment.told(), notes,
               body=0.35 + high * len(found) + 0.19 * rows)  # fmt: skip
    return figure


def _ground(metric: Metric, place: float, pen: Pen) -> str:
    """Return the colour of a score, from 0 for the worst to 1 for the best.

    Where nothing says which end is the good one, as for effort, none is good or poor.
    """
    if better_of(metric) is None:
        return pen.ground("accent", 0.3 + 0.7 * place)
    token: Token = "poor" if place < 0.4 else "plain" if place < 0.6 else "good"
    return pen.ground(token, 0.45 + 1.1 * abs(place - 0.5))


def _row(each: Spread, moment: Moment, pen: Pen) -> str:
    """Return what stands before a bar: the name, how many answered, and when, where not said."""
    name = pen.wrapped(each.name, 2, pen.letters(min(2.0, 0.3 * pen.wide)))
    n = pen.said(Message("n = {n}", {"n": pen.number(each.n)}))  # its thousands marked
    when = moment.own(each.period)
    return f"{name}\n{n} · {pen.said(when)}" if when else f"{name}\n{n}"


def _value(each: Spread, metric: Metric, pen: Pen) -> str:
    """Return what the answers come to, with the interval."""
    found = each.value
    if found is None:
        return ""
    value = spell(metric, found.value, pen.lang)
    if found.low is None or found.high is None:
        return value
    low, high = (spell(metric, end, pen.lang) for end in (found.low, found.high))
    return f"{value}\n{pen.said(M('{low} – {high}', context='numbers', low=low, high=high))}"
