"""Which finding speaks when several would say one thing, and when many become one.

Both rules know nothing about single checks but the table below: a check that comes later in a chain
is silent where an earlier one of the chain has spoken, because mending the first mends it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix, Group
from journeymap.checks.naming import names
from journeymap.checks.registry import Check
from journeymap.checks.together import InTurn
from journeymap.model.index import Key
from journeymap.model.journey import Flow, Touchpoint
from journeymap.model.text import M, Message

SPEAKS_BEFORE: tuple[tuple[str, ...], ...] = (
    ("no-entry", "unreachable-touchpoint"),
    ("no-exit", "trap-loop", "dead-end", "exit-out-of-reach"),
    ("channel-silo", "disconnected-parts"),
    ("no-moment-of-truth", "largest-gap-not-marked"),
    ("flat-curve", "no-high-point"),
    ("map-without-goal", "map-without-scope"),
    ("alarm", "target-missed", "worsening"),
    ("moment-of-truth-without-action", "severe-pain-point-open", "quick-win-ignored"),
    ("experience-missing", "component-missing-at-moment-of-truth"),
    ("handoff-not-described", "ownership-break"),
    ("single-point-of-failure", "low-without-way-to-help"),
)


def first_speakers(
    findings: Sequence[Finding], chains: Sequence[Sequence[str]] = SPEAKS_BEFORE
) -> Iterator[Finding]:
    """Yield the findings whose place no check that comes before theirs has spoken for.

    A finding about the whole map (place empty) speaks for every place.
    """
    first = {check for chain in chains for check in chain[:-1]}
    spoken: dict[str, set[Key]] = {}
    for finding in findings:
        if finding.check in first:
            spoken.setdefault(finding.check, set()).update(finding.places)
    before: dict[str, tuple[set[Key], ...]] = {}
    for finding in findings:
        check = finding.check
        if check not in before:
            before[check] = tuple(spoken[each] for each in _before(check, chains) if each in spoken)
        if not any(finding.at in places or "" in places for places in before[check]):
            yield finding


def _before(check: str, chains: Sequence[Sequence[str]]) -> Iterator[str]:
    for chain in chains:
        if check in chain:
            yield from chain[: chain.index(check)]


def rolled_up(
    findings: Iterable[Finding], checks: Mapping[str, Check], context: Context
) -> Iterator[Finding]:
    """Yield the findings, those of one check in one group as one when they are too many."""
    groups: dict[tuple[str, Group], list[Finding]] = {}
    known = _known_groups(context)
    for finding in findings:
        group = finding.group or known.get(finding.at) or group_of(context, finding.at)
        if finding.check not in checks or not group:
            yield finding
        else:
            groups.setdefault((finding.check, group), []).append(finding)
    for (id, _), found in groups.items():
        most = checks[id].roll_up
        if len(found) > most and len(places := {finding.at for finding in found}) > most:
            ranks = context.ranks(places)
            yield _as_one(sorted(found, key=lambda f: ranks[f.at]), checks[id], context)
        else:
            yield from found


def group_of(context: Context, key: Key) -> Group:
    """Return the stage of a place, or the two channels of a flow between channels."""
    known = _known_groups(context)
    if key not in known:
        known[key] = _group_of(context, key)
    return known[key]


def _known_groups(context: Context) -> dict[Key, Group]:
    return context.once("groups", dict)


def _group_of(context: Context, key: Key) -> Group:
    entry = context.index.get(key)
    if entry is not None and isinstance(entry.record, Touchpoint):
        return ("stage", entry.record.stage)
    if entry is not None and isinstance(entry.record, Flow):
        ends = (
            context.index.touchpoint(entry.record.source),
            context.index.touchpoint(entry.record.target),
        )
        if ends[0] and ends[1] and ends[0].channel != ends[1].channel:
            return ("channels", *sorted((ends[0].channel or "", ends[1].channel or "")))
    touchpoint = context.index.touchpoint(context.place_of(key))
    return ("stage", touchpoint.stage) if touchpoint else ()


def _as_one(found: Sequence[Finding], a_check: Check, context: Context) -> Finding:
    first = found[0]
    also = dict.fromkeys(key for each in found for key in each.places if key != first.at)
    message = _in_its_words(a_check, context, found)
    if message is None:
        others = list(dict.fromkeys(f.at for f in found[1:]))
        message = M(
            "{finding}; likewise {names}",
            finding=first.message,
            names=names(context.index, others),
        )
    rolled = tuple(dict.fromkeys(each.at for each in found))
    return first._replace(message=message, also=tuple(also), rolled=rolled, fix=_all_fixes(found))


def _in_its_words(a_check: Check, context: Context, found: Sequence[Finding]) -> Message | None:
    """Return how a check words several findings as one; None where it does not, or fails to."""
    if a_check.rolled is None:
        return None
    try:
        message = a_check.rolled(context, found)
        str(message)
    except Exception:  # noqa: BLE001 - a check may be anybody's; the findings are there all the same
        return None
    return message if isinstance(message, Message) else None


def _all_fixes(found: Sequence[Finding]) -> Fix | None:
    """Return the fixes of several findings as one; of those that have none it leaves a smaller one.

    None where none of them can be mended.
    """
    fixes = [finding.fix for finding in found if finding.fix]
    if not fixes:
        return None
    more = len(fixes) - 1
    name: Message = fixes[0].name
    if more and len({fix.name.id for fix in fixes}) == 1 and name.n is not None:
        # each of them counts what it is about: together they are about all of it
        n = sum(fix.name.n or 1 for fix in fixes)
        name = name._replace(args={**name.args, "n": n}, n=n)
    elif more:
        name = M("{fix}, and {n} more", plural="{fix}, and {n} more", n=more, fix=name)
    return Fix(name, InTurn([fix.edit for fix in fixes]))
