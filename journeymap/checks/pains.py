"""What hurts and what is done about it: pain points, opportunities, and whether they meet."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from journeymap.checks.context import Context
from journeymap.checks.experience import lows
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.metrics import misses, newest
from journeymap.checks.naming import quoted
from journeymap.checks.registry import check
from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.ids import look_alike, slug
from journeymap.model.index import Key, index_of
from journeymap.model.journey import JourneyMap, Opportunity, PainPoint, Touchpoint
from journeymap.model.periods import date_message, days, span
from journeymap.model.problems import Refused
from journeymap.model.readings import Point
from journeymap.model.scales import better_of
from journeymap.model.text import M, say

R = TypeVar("R")

UNDER_WAY = ("accepted", "doing")
ANSWERED = (*UNDER_WAY, "done")
WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


# ---------------------------------------------------------------- pain points


@check(
    "pain-point-without-opportunity",
    level="warning",
    kind="experience",
    family="pain and opportunity",
    title=M("Severe pain point for which nobody has an idea"),
    why=M(
        "A map that only says what hurts is a complaint; it earns its keep when each severe pain "
        "has at least an idea beside it."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: opportunities",
    settings={"severity": 3},
    fix=M("Add an opportunity"),
    example="pain_points:\n  - {id: slow, name: Nobody answers for days, at: [ask], severity: 4}"
    "   # and no opportunity solves it",
)
def pain_point_without_opportunity(context: Context) -> Iterator[Finding]:
    """Yield the open pain points from a severity on that no opportunity solves.

    An opportunity that was dropped solves nothing. A pain point without a severity is not accused.
    """
    solved = {key for each in _opportunities(context) for key in each.solves}
    for key, pain in _pains(context, "open", "accepted"):
        if (pain.severity or 0) >= context.settings["severity"] and pain.id not in solved:
            yield Finding(
                key,
                M(
                    "Nobody has an idea yet against {pain} (severity {severity})",
                    pain=quoted(pain.name),
                    severity=pain.severity or 0,
                ),
                field="severity",
                fix=Fix(
                    M("Add an opportunity against {pain}", pain=quoted(pain.name)),
                    _opportunity_against(key),
                ),
            )


@check(
    "severe-pain-point-open",
    level="warning",
    kind="experience",
    family="pain and opportunity",
    title=M("Worst pain point that is left open"),
    why=M("What hurts most and has been known for long says more about us than about it."),
    source="Strativity, on moments of truth",
    settings={"severity": 5, "after": "30d"},
    example="pain_points:\n  - {id: lost, name: The order is lost, at: [pay], severity: 5,"
    " since: 2026-01-10}",
)
def severe_pain_point_open(context: Context) -> Iterator[Finding]:
    """Yield the open pain points of the worst severity that have been known for longer than
    `after`; since when, has to be said.
    """
    if context.today is None:
        return
    limit = days(str(context.settings["after"])).high
    for key, pain in _pains(context, "open"):
        if pain.since is None or (pain.severity or 0) < context.settings["severity"]:
            continue
        age = (context.today - pain.since).days
        if age > limit:
            yield Finding(
                key,
                M(
                    "{pain} (severity {severity}) has been open for {n} day, since {day}",
                    plural="{pain} (severity {severity}) has been open for {n} days, since {day}",
                    n=age,
                    pain=quoted(pain.name),
                    severity=pain.severity or 0,
                    day=date_message(pain.since, context.map.calendar),
                ),
                field="since",
            )


@check(
    "pain-point-vague",
    level="info",
    family="pain and opportunity",
    title=M("Pain point that says too little"),
    why=M("“Slow” is a category. What is slow, and when, is something that can be mended."),
    source="Nielsen Norman Group, on research findings",
    settings={"words": 3, "characters": 6},
    example="pain_points:\n  - {id: slow, name: Slow, at: [pay]}",
)
def pain_point_vague(context: Context) -> Iterator[Finding]:
    """Yield the pain points of too few words; in scripts without spaces, of too few characters."""
    least = context.settings
    for key, pain in _pains(context):
        name = pain.name
        if any(_is_unspaced(c) for c in name):
            short = sum(c.isalnum() for c in name) < least["characters"]
        else:
            short = (
                len([word for word in name.split() if any(map(str.isalnum, word))])
                < (least["words"])
            )
        if short and not (pain.cause or "").strip():
            yield Finding(
                key,
                M("{pain} does not say what exactly goes wrong", pain=quoted(name)),
                field="name",
            )


@check(
    "pain-point-repeated",
    level="info",
    kind="experience",
    family="pain and opportunity",
    title=M("Pain point that comes again in other stages"),
    why=M(
        "The same words in several stages are a theme: one cause, to be mended once and not stage "
        "by stage."
    ),
    source="Nielsen Norman Group, on themes across the journey",
    fix=M("Make one pain point of them"),
    example="pain_points:\n  - {id: a, name: Nobody knows my order, at: [ask]}\n"
    "  - {id: b, name: Nobody knows my order, at: [return]}",
)
def pain_point_repeated(context: Context) -> Iterator[Finding]:
    """Yield, once a text, the pain points that say the same in several stages."""
    same: dict[str, list[tuple[Key, PainPoint]]] = {}
    for key, pain in _pains(context, "open", "accepted"):
        same.setdefault(look_alike(" ".join(pain.name.split())), []).append((key, pain))
    for found in same.values():
        stages = {stage for _, pain in found for stage in _stages_of(context, pain)}
        if len(found) < 2 or len(stages) < 2:
            continue
        keys = tuple(key for key, _ in found)
        yield Finding(
            keys[0],
            M(
                "{pain} hurts in {n} stage: one theme, and perhaps one cause",
                plural="{pain} hurts in {n} stages: one theme, and perhaps one cause",
                n=len(stages),
                pain=quoted(found[0][1].name),
            ),
            field="name",
            also=keys[1:],
            fix=Fix(
                M("Make one pain point of {pain}", pain=quoted(found[0][1].name)), _merged(keys)
            ),
        )


@check(
    "solved-but-not-better",
    level="warning",
    kind="experience",
    family="pain and opportunity",
    since="live",
    title=M("Solved, and nothing got better"),
    why=M("Done is what the team says; better is what the customer notices. Only one is measured."),
    source="Qualtrics, X-data and O-data",
    example="pain_points:\n  - {id: slow, name: The page takes ages, at: [pay], status: solved,"
    " solved: 2026-06-01}   # and the readings at pay are no better since",
)
def solved_but_not_better(context: Context) -> Iterator[Finding]:
    """Yield what was solved or done on a day since which no reading it bears on got better.

    A pain point bears on all that is measured at its places, an opportunity on what it aims at.
    Each metric is compared as it was last before the day with how it is now; a change inside the
    intervals of both is none. Quiet where nothing was measured both before and since.
    """
    for key, pain in _pains(context, "solved"):
        if pain.solved is not None:
            pairs = [(metric.id, at) for at in pain.at for metric, _ in newest(context, at)]
            if _no_better(context, pairs, pain.solved):
                yield _not_better(context, key, pain.name, pain.solved, "solved")
    for key, each in _with_keys(context, Opportunity):
        if each.status != "done" or each.done is None or each.aims is None:
            continue
        if _no_better(context, [(each.aims.metric, each.aims.at or "")], each.done):
            yield _not_better(context, key, each.name, each.done, "done")


# ---------------------------------------------------------------- opportunities


@check(
    "opportunity-without-pain-point",
    level="warning",
    family="pain and opportunity",
    title=M("Opportunity that solves no pain point"),
    why=M("An idea without a pain behind it is a wish of ours; it may still be good, but say why."),
    source="Nielsen Norman Group, Journey Mapping 101: opportunities",
    fix=M("Link it to the pain point at its place"),
    example="opportunities:\n  - {id: wallet, name: Let people pay with a wallet, at: [pay]}",
)
def opportunity_without_pain_point(context: Context) -> Iterator[Finding]:
    """Yield the opportunities that name no pain point they would solve."""
    for key, each in _with_keys(context, Opportunity):
        if each.solves or each.status == "dropped":
            continue
        near = [pain for _, pain in _pains(context) if set(pain.at) & set(each.at)]
        fix = None
        if len(near) == 1:
            fix = Fix(
                M("Let it solve {pain}", pain=quoted(near[0].name)),
                _changed(key, solves=(near[0].id,)),
            )
        yield Finding(
            key, M("{idea} solves no pain point", idea=quoted(each.name)), field="solves", fix=fix
        )


@check(
    "opportunity-without-owner",
    level="warning",
    family="pain and opportunity",
    title=M("Opportunity under way that nobody owns"),
    why=M("What everybody agreed to do and nobody owns is not done."),
    source="Nielsen Norman Group, journey management",
    example="opportunities:\n  - {id: wallet, name: Pay with a wallet, status: accepted}",
)
def opportunity_without_owner(context: Context) -> Iterator[Finding]:
    """Yield the opportunities that are accepted or being done and have no owner."""
    for key, each in _with_keys(context, Opportunity):
        if each.status in UNDER_WAY and not (each.owner or "").strip():
            yield Finding(
                key,
                M("{idea} is under way and nobody owns it", idea=quoted(each.name)),
                field="owner",
            )


@check(
    "opportunity-not-rated",
    level="warning",
    family="pain and opportunity",
    title=M("Opportunity without impact or effort"),
    why=M("Without both numbers an idea cannot be weighed against the others."),
    source="Impact and effort matrix",
    example="opportunities:\n  - {id: wallet, name: Pay with a wallet, impact: 4}",
)
def opportunity_not_rated(context: Context) -> Iterator[Finding]:
    """Yield the opportunities still to be done whose impact or effort is not given.

    An idea without either was only just noted: it is left in peace until the map is live.
    """
    noted = "idea" if context.map.status != "live" else ""
    for key, each in _with_keys(context, Opportunity):
        if each.status not in ("idea", *UNDER_WAY):
            continue
        idea = quoted(each.name)
        if each.impact is None and each.effort is None:
            if each.status != noted:
                message = M("{idea} has neither impact nor effort", idea=idea)
                yield Finding(key, message, field="impact")
        elif each.impact is None:
            yield Finding(key, M("{idea} has no impact", idea=idea), field="impact")
        elif each.effort is None:
            yield Finding(key, M("{idea} has no effort", idea=idea), field="effort")


@check(
    "opportunity-overdue",
    level="warning",
    family="pain and opportunity",
    title=M("Opportunity whose day has passed"),
    why=M("A date that passed without a word is believed by nobody next time."),
    source="Nielsen Norman Group, journey management",
    example="opportunities:\n  - {id: wallet, name: Pay with a wallet, status: doing,"
    " due: 2026-01-31}",
)
def opportunity_overdue(context: Context) -> Iterator[Finding]:
    """Yield the opportunities that were due before today and are neither done nor dropped."""
    today = context.today
    for key, each in _with_keys(context, Opportunity):
        if today is None or each.due is None or each.status in ("done", "dropped"):
            continue
        late = (today - each.due).days
        if late > 0:
            yield Finding(
                key,
                M(
                    "{idea} was due on {day}, {n} day ago",
                    plural="{idea} was due on {day}, {n} days ago",
                    n=late,
                    idea=quoted(each.name),
                    day=date_message(each.due, context.map.calendar),
                ),
                field="due",
            )


@check(
    "quick-win-ignored",
    level="info",
    kind="experience",
    family="pain and opportunity",
    title=M("Quick win that is still an idea"),
    why=M("Much for little: whoever leaves this lying should at least have said why."),
    source="Impact and effort matrix",
    settings={"impact": 4, "effort": 2},
    example="opportunities:\n  - {id: wallet, name: Say why a card fails, impact: 5, effort: 1}",
)
def quick_win_ignored(context: Context) -> Iterator[Finding]:
    """Yield the ideas of great impact and little effort that nobody has decided about."""
    least, most = context.settings["impact"], context.settings["effort"]
    for key, each in _with_keys(context, Opportunity):
        if each.status != "idea" or each.impact is None or each.effort is None:
            continue
        if each.impact >= least and each.effort <= most:
            yield Finding(
                key,
                M(
                    "{idea} is a quick win (impact {impact}, effort {effort}) and still an idea",
                    idea=quoted(each.name),
                    impact=each.impact,
                    effort=each.effort,
                ),
                field="status",
            )


@check(
    "action-without-measure",
    level="info",
    family="pain and opportunity",
    title=M("Action of which nobody will know whether it helped"),
    why=M("Say before you begin which number is to move and how far; afterwards all is success."),
    source="Qualtrics, closing the loop",
    example="opportunities:\n  - {id: wallet, name: Pay with a wallet, status: doing}"
    "   # and no aims",
)
def action_without_measure(context: Context) -> Iterator[Finding]:
    """Yield the opportunities under way that aim at no metric."""
    for key, each in _with_keys(context, Opportunity):
        if each.status in UNDER_WAY and each.aims is None:
            yield Finding(
                key,
                M("{idea} is under way and aims at no metric", idea=quoted(each.name)),
                field="aims",
            )


@check(
    "moment-of-truth-without-action",
    level="warning",
    kind="experience",
    family="pain and opportunity",
    title=M("Moment of truth that goes badly, and nobody acts"),
    why=M(
        "Here customers decide whether they stay. It goes as badly as it can, and nothing was "
        "agreed against it."
    ),
    source="Strativity, on moments of truth",
    states=frozenset(("current",)),
    example="touchpoints:\n  - {id: pay, name: Pay in app, stage: order, moment_of_truth: true,"
    " emotion: -2}   # and no opportunity accepted",
)
def moment_of_truth_without_action(context: Context) -> Iterator[Finding]:
    """Yield the moments of truth at the worst emotion or in alarm with no opportunity accepted.

    One counts that stands there, or solves a pain point that does, and is accepted or further.
    """
    agreed = [each for each in _opportunities(context) if each.status in ANSWERED]
    helped = {at for each in agreed for at in each.at}
    solved = {key for each in agreed for key in each.solves}
    helped |= {at for _, pain in _pains(context) if pain.id in solved for at in pain.at}
    for key, each in _with_keys(context, Touchpoint):
        if not each.moment_of_truth or key in helped:
            continue
        worst = any(low.field == "emotion" for low in lows(each, {"emotion": -2, "effort": 9,
                                                                   "success": 0}))  # fmt: skip
        if worst or _alarmed(context, key):
            yield Finding(
                key,
                M(
                    "The moment of truth {name} goes as badly as it can, and nothing against it "
                    "was accepted",
                    name=quoted(each.name),
                ),
                field="moment_of_truth",
            )


# ---------------------------------------------------------------- what they share


def _with_keys(context: Context, kind: type[R]) -> Iterator[tuple[Key, R]]:
    """Yield the records of a class with their keys, in file order."""
    for key, entry in context.index.entries.items():
        if isinstance(entry.record, kind):
            yield key, entry.record


def _pains(context: Context, *statuses: str) -> Iterator[tuple[Key, PainPoint]]:
    """Yield the pain points of these statuses, of any where none is named."""
    for key, pain in _with_keys(context, PainPoint):
        if not statuses or pain.status in statuses:
            yield key, pain


def _opportunities(context: Context) -> Iterator[Opportunity]:
    return (each for each in context.map.opportunities if each.status != "dropped")


def _is_unspaced(character: str) -> bool:
    return unicodedata.name(character, "").startswith(WITHOUT_SPACES)


def _stages_of(context: Context, pain: PainPoint) -> Iterator[Key]:
    for at in pain.at:
        place = context.place_of(at)
        touchpoint = context.index.touchpoint(place)
        if touchpoint is not None:
            yield touchpoint.stage
        elif context.index.stage(place) is not None:
            yield place


def _alarmed(context: Context, key: Key) -> bool:
    """Return whether a newest reading at a touchpoint lies beyond its alarm, all its interval."""
    for metric, point in newest(context, key):
        better = better_of(metric)
        if metric.alarm is not None and better and misses(point, metric.alarm, better):
            return True
    return False


def _no_better(context: Context, places: Iterable[tuple[Key, Key]], day: date) -> bool:
    """Return whether something was measured before and since a day, and nothing got better."""
    compared = [
        better
        for metric, at in places
        if (better := _got_better(context, metric, at, day)) is not None
    ]
    return bool(compared) and not any(compared)


def _got_better(context: Context, metric_id: Key, at: Key, day: date) -> bool | None:
    """Return whether a metric is better now than before a day; None where it cannot be said."""
    metric = next((each for each in context.map.metrics if each.id == metric_id), None)
    better = better_of(metric) if metric else None
    if better is None:
        return None
    calendar, place = context.map.calendar, context.readings.place(at)
    points = context.readings.series(metric_id, place)
    before = [p for p in points if span(p.period, calendar).last <= day]
    since = [p for p in points if span(p.period, calendar).first > day]
    if not before or not since:
        return None
    change = since[-1].value - before[-1].value
    return (change if better == "higher" else -change) > _margin(before[-1], since[-1])


def _margin(one: Point, other: Point) -> float:
    """Return how far two values have to lie apart to differ: √(m₁² + m₂²)."""
    squares = [
        ((point.high - point.low) / 2) ** 2
        for point in (one, other)
        if point.high is not None and point.low is not None
    ]
    return float(sum(squares) ** 0.5)


def _not_better(context: Context, key: Key, name: str, day: date, field: str) -> Finding:
    said = date_message(day, context.map.calendar)
    return Finding(
        key,
        M("{name} was solved on {day}, and no reading got better", name=quoted(name), day=said)
        if field == "solved"
        else M("{name} was done on {day}, and no reading got better", name=quoted(name), day=said),
        field=field,
    )


# ---------------------------------------------------------------- fixes


def _opportunity_against(key: Key) -> Edit:
    def edit(m: JourneyMap) -> JourneyMap:
        index = index_of(m)
        pain = edits.found(index, key).record
        if not isinstance(pain, PainPoint):
            raise Refused(M("“{id}” is no pain point", id=key), key)
        id = slug(f"{pain.id}-idea", index.entries)
        name = say(M("New opportunity"), m.language)
        made = edits.new_record("opportunity", id=id, name=name, solves=(pain.id,), at=pain.at)
        return edits.add(m, made)

    return edit


def _changed(key: Key, **values: object) -> Edit:
    return lambda m: edits.change(m, key, **values)


def _merged(keys: tuple[Key, ...]) -> Edit:
    def edit(m: JourneyMap) -> JourneyMap:
        for key in keys[1:]:
            m = edits.merge(m, keys[0], key)
        return m

    return edit


CHECKS = (
    pain_point_without_opportunity,
    severe_pain_point_open,
    pain_point_vague,
    pain_point_repeated,
    opportunity_without_pain_point,
    opportunity_without_owner,
    opportunity_not_rated,
    opportunity_overdue,
    quick_win_ignored,
    action_without_measure,
    solved_but_not_better,
    moment_of_truth_without_action,
)
