"""What is done about it: opportunities without a pain, an owner, a number, a day or a decision."""

from __future__ import annotations

from collections.abc import Iterator

from journeymap.checks.answers import ANSWERED, UNDER_WAY
from journeymap.checks.context import Context
from journeymap.checks.experience import WORST, lows
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.mending import changed
from journeymap.checks.metrics import misses, newest
from journeymap.checks.naming import quoted
from journeymap.checks.registry import check
from journeymap.checks.unnamed import is_unnamed
from journeymap.model.index import Key
from journeymap.model.journey import JourneyMap, Opportunity, PainPoint, Touchpoint
from journeymap.model.periods import date_message
from journeymap.model.scales import better_of
from journeymap.model.text import M


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
    for key, each in context.index.records(Opportunity):
        if each.solves or each.status == "dropped":
            continue
        near = [pain for _, pain in context.index.records(PainPoint) if set(pain.at) & set(each.at)]
        fix = None
        if len(near) == 1:
            fix = Fix(
                M("Let it solve {pain}", pain=quoted(near[0].name)),
                changed(key, solves=(near[0].id,)),
            )
        yield Finding(
            key, M("{idea} solves no pain point", idea=quoted(each.name)), field="solves", fix=fix
        )


@check(
    "opportunity-not-named",
    level="info",
    family="pain and opportunity",
    title=M("Opportunity that was never given a name"),
    why=M(
        "A new opportunity is a place for an idea. Until somebody writes the idea down nothing "
        "answers the pain point, though the map looks as if something did."
    ),
    source="Nielsen Norman Group, Journey Mapping 101: opportunities",
    example="opportunities:\n  - {id: wallet, name: New opportunity, solves: [declined]}",
)
def opportunity_not_named(context: Context) -> Iterator[Finding]:
    """Yield the opportunities that still have the name of a new one, in whatever language."""
    for key, each in context.index.records(Opportunity):
        if each.status not in ("done", "dropped") and is_unnamed("opportunity", each.name):
            yield Finding(
                key,
                M("{idea} was never given a name: it says nothing yet", idea=quoted(each.name)),
                field="name",
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
    for key, each in context.index.records(Opportunity):
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
    for key, each in context.index.records(Opportunity):
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
    for key, each in context.index.records(Opportunity):
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
    for key, each in context.index.records(Opportunity):
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
    for key, each in context.index.records(Opportunity):
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
    agreed = [each for each in context.map.opportunities if each.status in ANSWERED]
    helped = {at for each in agreed for at in each.at}
    solved = {key for each in agreed for key in each.solves}
    helped |= {at for pain in context.map.pain_points if pain.id in solved for at in pain.at}
    for key, each in context.index.records(Touchpoint):
        if not each.moment_of_truth or key in helped:
            continue
        worst = any(low.field == "emotion" for low in lows(each, WORST))
        if worst or _alarmed(context, key):
            yield Finding(
                key,
                M(
                    "The moment of truth {name} goes as badly as it can, and nothing against it "
                    "was accepted",
                    name=quoted(each.name),
                ),
                field="moment_of_truth",
                also=_story_at(context, key),
            )


def _story_at(context: Context, key: Key) -> tuple[Key, ...]:
    """Return what hurts at a touchpoint and the ideas against it: they wait for the same answer."""
    pains_at, ideas_at, ideas_against = context.once("stories", lambda: _stories(context.map))
    pains = [context.map.pain_points[place].id for place in pains_at.get(key, ())]
    ideas = set(ideas_at.get(key, ())).union(*(ideas_against.get(id, ()) for id in pains))
    return (*pains, *(context.map.opportunities[place].id for place in sorted(ideas)))


def _stories(m: JourneyMap) -> tuple[dict[Key, list[int]], ...]:
    """Return where in their lists stand the pain points at each place, the ideas at it, and the
    ideas against each pain point.
    """
    pains_at: dict[Key, list[int]] = {}
    ideas_at: dict[Key, list[int]] = {}
    ideas_against: dict[Key, list[int]] = {}
    for place, pain in enumerate(m.pain_points):
        for key in dict.fromkeys(pain.at):
            pains_at.setdefault(key, []).append(place)
    for place, idea in enumerate(m.opportunities):
        for key in idea.at:
            ideas_at.setdefault(key, []).append(place)
        for key in idea.solves:
            ideas_against.setdefault(key, []).append(place)
    return pains_at, ideas_at, ideas_against


def _alarmed(context: Context, key: Key) -> bool:
    """Return whether a newest reading at a touchpoint lies beyond its alarm, all its interval."""
    for metric, point in newest(context, key):
        better = better_of(metric)
        if metric.alarm is not None and better and misses(point, metric.alarm, better):
            return True
    return False


CHECKS = (
    opportunity_without_pain_point,
    opportunity_not_named,
    opportunity_without_owner,
    opportunity_not_rated,
    opportunity_overdue,
    quick_win_ignored,
    action_without_measure,
    moment_of_truth_without_action,
)
