"""What hurts: pain points that nobody answers, that say too little, or that come again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from journeymap.checks.answers import answered_pains
from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.naming import quoted
from journeymap.checks.registry import check
from journeymap.checks.unnamed import is_unnamed
from journeymap.model import edits
from journeymap.model.document import Edit
from journeymap.model.ids import look_alike, slug
from journeymap.model.index import Key, index_of
from journeymap.model.journey import PLACE, JourneyMap, PainPoint
from journeymap.model.periods import date_message, days
from journeymap.model.problems import Refused
from journeymap.model.text import M, say

WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


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
    The fix notes an idea yet to be weighed; a live map asks for that at once, so has no fix here.
    """
    solved = {
        key for each in context.map.opportunities if each.status != "dropped" for key in each.solves
    }
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
                )
                if context.map.status != "live"
                else None,
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

    One that an opportunity solves which was at least accepted is not left open, whatever its own
    status says: that somebody acts is known, and the opportunity has its own checks.
    """
    if context.today is None:
        return
    limit = days(str(context.settings["after"])).high
    ideas: dict[Key, list[Key]] = {}
    for each in context.map.opportunities:
        for id in dict.fromkeys(each.solves):
            ideas.setdefault(id, []).append(each.id)
    for key, pain in _pains(context, "open"):
        if pain.since is None or (pain.severity or 0) < context.settings["severity"]:
            continue
        if pain.id in answered_pains(context):
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
                also=tuple(ideas.get(pain.id, ())),
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
    """Yield the pain points of too few words; in scripts without spaces, of too few characters.

    So is one that still has the name of a new one, in whatever language: it was made and forgotten.
    """
    least = context.settings
    for key, pain in _pains(context):
        name = pain.name
        if not name.isascii() and any(map(_is_unspaced, name)):
            short = sum(c.isalnum() for c in name) < least["characters"]
        else:
            short = (
                len([word for word in name.split() if any(map(str.isalnum, word))])
                < (least["words"])
            )
        if is_unnamed("pain_point", name):
            message = M("{pain} was never given a name: it says nothing yet", pain=quoted(name))
            yield Finding(key, message, field="name")
        elif short and not (pain.cause or "").strip():
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
    """Yield, once a text, the pain points that say the same in several stages.

    No fix where one has the id of another record, a place that is not there, or a reading: what
    that means is then not theirs to hand over. None either where they do not agree how bad it is,
    for that would come to be said of stages of which nobody has said it, or where only a later one
    says since when: of the first, nobody has said so.
    """
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
            )
            if all(_is_itself(context, key, pain) for key, pain in found)
            and len({pain.severity for _, pain in found}) == 1
            and _is_dated(found)
            else None,
        )


def _pains(context: Context, *statuses: str) -> Iterator[tuple[Key, PainPoint]]:
    """Yield the pain points of these statuses, of any where none is named."""
    for key, pain in context.index.records(PainPoint):
        if not statuses or pain.status in statuses:
            yield key, pain


def _is_itself(context: Context, key: Key, pain: PainPoint) -> bool:
    measured = context.once("measured", lambda: {each.at for each in context.map.readings})
    alone = key == pain.id and f"{key}#2" not in context.index and key not in measured
    return alone and all(context.index.resolves(at, PLACE) for at in pain.at)


def _is_dated(found: Sequence[tuple[Key, PainPoint]]) -> bool:
    """Return whether the first says since when, if any of them does."""
    said = [pain.since is not None for _, pain in found]
    return said[0] or not any(said)


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


def _opportunity_against(key: Key) -> Edit:
    def edit(m: JourneyMap) -> JourneyMap:
        index = index_of(m)
        pain = edits.found(index, key).record
        if not isinstance(pain, PainPoint):
            raise Refused(M("“{id}” is no pain point", id=key), key)
        id = slug(f"{pain.id}-idea", index.entries)
        name = say(M("New opportunity"), m.language)
        at = tuple(place for place in pain.at if index.resolves(place, PLACE))
        made = edits.new_record("opportunity", id=id, name=name, solves=(pain.id,), at=at)
        return edits.add(m, made)

    return edit


def _merged(keys: tuple[Key, ...]) -> Edit:
    def edit(m: JourneyMap) -> JourneyMap:
        for key in reversed(keys[1:]):  # the last first, so that none moves what another names
            m = edits.merge(m, keys[0], key)
        return m

    return edit


CHECKS = (
    pain_point_without_opportunity,
    severe_pain_point_open,
    pain_point_vague,
    pain_point_repeated,
)
