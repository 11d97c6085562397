"""The pills: a metric's value at a place, with its band, its change and what is aimed at.

Which reading is shown, and which one it is compared with, decides `Readings.shown`; a value that is
not of the period in view has its own period with it. What was not measured has a pill as well, so
that nobody takes a card without a value for one that is well.
"""

from __future__ import annotations

from journeymap.model.agreement import disagree
from journeymap.model.changes import moved
from journeymap.model.journey import JourneyMap, Metric, Touchpoint
from journeymap.model.periods import spell_period
from journeymap.model.readings import Point, Readings, Shown
from journeymap.model.scales import band, limits, spell
from journeymap.model.text import M, Message, Value, is_rtl, literal, say, say_number
from journeymap.picture.face import Change, Ink, Pill, PillBand
from journeymap.picture.picture import TextBlock, View

PAD, HEIGHT = 6, 18
MARK, MARK_GAP = 8, 4  # the sign of the band before the value
ARROW, ARROW_GAP, DELTA_GAP = 8, 4, 1
TARGET_GAP = 4
INTERVAL_GAP = 3
MOST = 88  # the widest on a card: a longer value is cut
WIDE = 150  # the widest in a lane of its own
RLM = "\N{RIGHT-TO-LEFT MARK}"
AGAINST = "≠"  # behind a value that the rating of its place contradicts
MARKED: frozenset[PillBand] = frozenset(("good", "fair", "poor"))


def pill(
    text: str,
    band: PillBand,
    change: Change,
    ink: Ink,
    delta: str = "",
    target: str = "",
    since: str = "",
    most: float = MOST,
    interval: str = "",
) -> Pill:
    """Return a measured value as a pill at most `most` pixels wide.

    A value that is too wide is cut; the interval, the number of the change and the target are left
    out where they find no room. `since` is the period of a value from another one, which stands
    beside the pill.
    """
    measure = ink.measure
    room = most - 2 * PAD - (MARK + MARK_GAP if band in MARKED else 0)
    room -= ARROW + ARROW_GAP if change else 0
    made = Pill(measure.wrap(text, "pill", room, 1), band, change)
    if interval:
        made = _where_it_fits(
            made, made._replace(interval=_line(_running(f"({interval})", ink), ink)), most
        )
    if delta and change in ("up", "down"):
        made = _where_it_fits(made, made._replace(delta=_line(delta, ink)), most)
    if target:
        made = _where_it_fits(
            made, made._replace(target=_line(_running(f"/ {target}", ink), ink)), most
        )
    if since:
        made = made._replace(since=measure.wrap(since, "route", most, 1))
    return made


def unmeasured(ink: Ink) -> Pill:
    """Return the pill of a place at which the metric has no reading."""
    found = ink.memo.get("no pill")
    if not isinstance(found, Pill):
        found = ink.memo["no pill"] = pill("–", "none", "", ink)
    return found


def _running(text: str, ink: Ink) -> str:
    """Return a text of digits and signs alone as one that runs as the language of the map does."""
    return f"{RLM}{text}" if is_rtl(ink.language) else text


def _line(text: str, ink: Ink) -> TextBlock:
    return ink.measure.wrap(text, "badge", WIDE, 1)


def _where_it_fits(before: Pill, after: Pill, most: float) -> Pill:
    return after if pill_width(after) <= most else before


def content(pill: Pill) -> float:
    """Return how wide what is in a pill is."""
    wide = pill.text.width
    if pill.band in MARKED:
        wide += MARK + MARK_GAP
    if pill.interval:
        wide += INTERVAL_GAP + pill.interval.width
    if pill.change:
        wide += ARROW_GAP + ARROW + (DELTA_GAP + pill.delta.width if pill.delta else 0)
    if pill.target:
        wide += TARGET_GAP + pill.target.width
    return wide


def pill_width(pill: Pill) -> float:
    """Return how wide a pill is painted; never narrower than high."""
    return max(content(pill) + 2 * PAD, HEIGHT)


def fitted(pill: Pill, most: float) -> Pill:
    """Return a pill at most `most` wide: without its target, its change's number, its interval."""
    bare = pill._replace(target=None, delta=None)
    for less in (pill, pill._replace(target=None), bare, bare._replace(interval=None)):
        if pill_width(less) <= most:
            return less
    return less


def metric_in_view(m: JourneyMap, view: View) -> Metric | None:
    """Return the metric that lies over the map."""
    return next((x for x in m.metrics if x.id == view.metric), None) if view.metric else None


def overlay(m: JourneyMap, view: View, ink: Ink, readings: Readings | None) -> dict[str, Pill]:
    """Return place -> pill of the metric in view, for all places that were measured."""
    metric = metric_in_view(m, view)
    if metric is None:
        return {}
    readings = readings or Readings(m)
    found = {}
    rated = {touchpoint.id: touchpoint for touchpoint in m.touchpoints}
    for place in dict.fromkeys(readings.places(metric.id)):
        made = pill_of(m, metric, place, view, ink, readings, rated=rated.get(place))
        if made is not None:
            found[place] = made
    return found


def pill_of(
    m: JourneyMap,
    metric: Metric,
    place: str,
    view: View,
    ink: Ink,
    readings: Readings,
    most: float = MOST,
    rated: Touchpoint | None = None,
) -> Pill | None:
    """Return a metric's value at a place as a pill, None where there is no reading.

    `rated` is the touchpoint whose rating it is held against.
    """
    shown = readings.shown(metric.id, place, view.period, view.segment)
    if shown is None:
        return None
    point, language = shown.point, ink.language
    text = spell(metric, point.value, language)
    change, delta = change_of(metric, shown, language)
    segment = dict(view.segment)
    target = limits(metric, segment)[0]
    aim = "" if target is None else spell(metric, target, language)
    since = "" if shown.fit == "exact" else spell_period(point.period, language, m.calendar)
    against = rated is not None and disagree(rated, metric, point, view.persona)
    if against:
        text = _running(f"{text} {AGAINST}", ink)
    interval = _interval(metric, point, language) if most >= WIDE else ""  # no room on a card
    key = (
        "pill", text, band(metric, point.value, segment), change, delta, aim, since, most, language,
        interval,
    )  # fmt: skip
    made = ink.memo.get(key)
    if not isinstance(made, Pill):
        made = pill(text, key[2], change, ink, delta, aim, since, most, interval)
        made = made._replace(against=against)
        ink.memo[key] = made
    return made


def _interval(metric: Metric, point: Point, language: str) -> str:
    """Return from where to where a value may be, nothing for one that has no interval."""
    if point.low is None or point.high is None:
        return ""
    low, high = (spell(metric, end, language) for end in (point.low, point.high))
    both = M("{low} – {high}", context="numbers", low=literal(low), high=literal(high))
    return say(both, language)


def change_of(metric: Metric, shown: Shown, language: str) -> tuple[Change, str]:
    """Return which way a value went since the one before it, and by how much, without a unit.

    On the map, in the inspector and wherever else a change is marked.
    What is no larger than chance makes it is no change (see `model/changes.py`).
    """
    if shown.before is None:
        return "", ""
    value, before = shown.point.value, shown.before.value
    if moved(metric, shown.before, shown.point) == "same":
        return "same", ""
    if spell(metric, value, language) == spell(metric, before, language):
        return "same", ""
    if metric.kind == "ratio":
        delta = say_number(round(abs(value - before) * 100, 1), language)  # percentage points
    else:
        bare = metric.model_copy(update={"unit": None})
        delta = spell(bare, abs(value - before), language)
        if delta == spell(bare, 0.0, language):  # both are rounded, to either side
            delta = say_number(round(abs(value - before), 1), language)
    return ("up" if value > before else "down"), delta


def pill_words(pill: Pill) -> Message:
    """Return a pill in words: value, change, target."""
    if pill.band == "none":
        return M("not measured")
    items: list[Value] = [pill.text.lines[0].removesuffix(AGAINST).strip(f"{RLM} ")]
    if pill.against:
        items.append(M("the rating says otherwise"))
    number = pill.delta.lines[0] if pill.delta else ""
    if pill.interval:
        items.append(pill.interval.lines[0].strip(f"{RLM}()"))
    if pill.change == "up":
        items.append(M("up {change}", change=number) if number else M("up"))
    elif pill.change == "down":
        items.append(M("down {change}", change=number) if number else M("down"))
    elif pill.change:
        items.append(M("unchanged"))
    if pill.target:
        items.append(M("target {value}", value=pill.target.lines[0].lstrip(f"{RLM}/ ")))
    if pill.since:
        items.append(pill.since.lines[0])
    return Message("{text}", {"text": tuple(items)})
