"""Runs the checks over one map: who may speak, at which level, and what is left to say.

A check speaks from a status of the map on: drafts hear about references, structure and flow;
maps in review about everything but review dates and fresh data; live maps about those as well. A
map that states no status, or is archived, is treated as one in review, because what is not stated
is unknown and most can be said anyway. A map that states no state or profile is likewise kept from
no check of a state, and hears none of a profile.

Nothing here raises: a check that fails becomes a finding and the others still run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from journeymap.checks.context import Context, HasGlyphs, Load
from journeymap.checks.finding import NOTHING, SEVERITY, About, Finding
from journeymap.checks.known import (
    BUILT_IN,
    Broken,
    check_failed,
    check_not_loaded,
    known,
    profile_not_read,
)
from journeymap.checks.precedence import first_speakers, rolled_up
from journeymap.checks.registry import Check
from journeymap.checks.siblings import Among
from journeymap.checks.strangers import held, reason_of
from journeymap.checks.tuning import Tuning, ignored, layers_of, level_of, settings_of, tuning
from journeymap.checks.unused import ignore_unused, unused
from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap
from journeymap.model.profile import Layer
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import NAMES, Level

# only the runner makes them, so whether their exceptions cover anything is not asked
MADE_HERE = {
    check.id for check in (ignore_unused, check_failed, check_not_loaded, profile_not_read)
}
_OURS = frozenset(map(id, BUILT_IN))
_KNOWN_TO_CHECKS = Finding._fields.index("check")
_RANK = {"draft": 0, "archived": 1, "in-review": 1, None: 1, "live": 2}


def run(
    m: JourneyMap,
    today: date | None = None,
    *,
    layers: Sequence[Layer] = (),
    problems: Iterable[Message] = (),
    hidden: Callable[[Finding], bool] | None = None,
    folder: Path | None = None,
    load: Load | None = None,
    has_glyphs: HasGlyphs | None = None,
    index: Index | None = None,
    among: Among | None = None,
    checks: Iterable[Check] | None = None,
    begun: Callable[[str], object] | None = None,
) -> tuple[Finding, ...]:
    """Return what the checks find, by level and then in reading order.

    `layers` tune the checks beside the map's own settings, which overrule those of the program and
    are overruled by a team's and by the command line; `problems` are of layers that could not be
    read. `hidden` says of a finding, before several become one, whether it is left out. `today`
    decides what is overdue; without it the clock is not read and what depends on the day is
    unknown. `folder`, `load` and `has_glyphs` let checks see the map's folder, other maps and the
    fonts; None where unknown.
    `index` may be handed over where it exists. `among` are the maps of the folder that is checked
    as a whole; without it nothing is said across maps. `checks` replaces the installed ones.
    `begun` is called with the id of each check before it looks, to let others work; what it raises
    ends the run.
    """
    installed = known() if checks is None else None
    every = dict(installed.checks) if installed else {}
    every.update({check.id: check for check in checks or ()})
    broken = installed.broken if installed else ()
    layers = layers_of(m, layers)
    tuned = tuning(layers, every, m.profile or "")
    context = Context(
        m,
        today,
        folder=folder,
        load=load,
        has_glyphs=has_glyphs,
        checks={check.id: check.settings for check in every.values()},
        about_experience={check.id for check in every.values() if check.kind == "experience"},
        layers=layers,
        profiles={profile for check in every.values() for profile in check.profiles},
        index=index,
        among=among,
    )
    found = [*_not_loaded(broken, tuned), *_not_read(problems, tuned)]
    looked: set[str] = set()
    for each in every.values():
        if begun is not None:
            begun(each.id)
        level = level_of(each, tuned)
        if level != "silent" and speaks(each, m, tuned.profiles):
            mine = context.with_settings(settings_of(each, tuned))
            found.extend(_looked(each, level, mine, tuned))
            if not mine.met_unknown:
                looked.add(each.id)
    found += list(_unused(found, looked, context, tuned))
    left: Iterable[Finding] = first_speakers(found)
    left = ignored(left, tuned.ignores, context.index, today)
    if hidden is not None:
        left = [finding for finding in left if not hidden(finding)]
    told = list(rolled_up(left, every, context))
    ranks = context.ranks(finding.at for finding in told)
    # a stable sort: what one check says about one record stays in the order of the file
    return tuple(sorted(told, key=lambda f: (SEVERITY[f.level], ranks[f.at], f.check)))


def speaks(check: Check, m: JourneyMap, profiles: Collection[str]) -> bool:
    """Return whether a check is for a map of this status and state, and for one of `profiles`."""
    return not_asked(check, m, profiles) is None


def not_asked(check: Check, m: JourneyMap, profiles: Collection[str]) -> Message | None:
    """Return why a check does not speak on a map whatever its level, None where it does."""
    if _RANK[m.status] < _RANK[check.since]:
        return M(
            "not asked here: it speaks from status “{status}” on",
            status=NAMES["status"][check.since],
        )
    if m.state is not None and m.state not in check.states:
        states = tuple(NAMES["state"][state] for state in sorted(check.states))
        return M("not asked here: it speaks in maps of: {states}", states=states)
    if check.profiles and check.profiles.isdisjoint(profiles):
        wanted = tuple(sorted(check.profiles))
        return M("not asked here: it speaks with the profile {profiles}", profiles=wanted)
    return None


def counted(
    findings: Iterable[Finding], level: Level = "error", kinds: Iterable[About] = ("map",)
) -> int:
    """Return how many findings are at `level` or worse and of a kind that counts."""
    asked = set(kinds)
    return sum(1 for f in findings if SEVERITY[f.level] <= SEVERITY[level] and f.kind in asked)


def _looked(check: Check, level: Level, context: Context, tuned: Tuning) -> Iterator[Finding]:
    """Yield what one check finds, and that it failed when it does."""
    set_by = _set_by(check, tuned)  # once: looking up a line takes longer than most checks do
    known = (check.id, level, check.kind, check.why, set_by)
    try:
        found = check.look(context)
        for finding in found if id(check) in _OURS else held(found):
            # as _completed, without a call for each of the thousands that a big map has
            yield tuple.__new__(Finding, finding[:_KNOWN_TO_CHECKS] + known)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - it may be a stranger's; others run
        context.met_unknown = True  # it has not looked at everything
        level = level_of(check_failed, tuned)
        if level != "silent":
            message = M(
                "The check “{check}” failed and was skipped: {error}",
                check=check.id,
                error=reason_of(error)[:300],
            )
            yield _completed(
                Finding("", message), check_failed, level, _set_by(check_failed, tuned)
            )


def _set_by(check: Check, tuned: Tuning) -> Message:
    said = tuned.levels.get(check.id)
    return said.layer.place(said.field) if said else NOTHING


def _completed(finding: Finding, check: Check, level: Level, set_by: Message) -> Finding:
    # what only the check knows stands first; _replace takes three times as long
    known = finding[:_KNOWN_TO_CHECKS]
    return Finding._make((*known, check.id, level, check.kind, check.why, set_by))


def _unused(
    found: Iterable[Finding], looked: Collection[str], context: Context, tuned: Tuning
) -> Iterator[Finding]:
    level = level_of(ignore_unused, tuned)
    looked = set(looked) - MADE_HERE
    if level != "silent" and ignore_unused.id in context.checks:
        for finding in unused(context.map, context.index, found, looked, context.today):
            yield _completed(finding, ignore_unused, level, _set_by(ignore_unused, tuned))


def _not_loaded(broken: Iterable[Broken], tuned: Tuning) -> Iterator[Finding]:
    level = level_of(check_not_loaded, tuned)
    for each in broken if level != "silent" else ():
        message = M(
            "The installed checks “{name}” cannot be loaded: {error}",
            name=each.name,
            error=each.reason[:300],
        )
        yield _completed(
            Finding("", message), check_not_loaded, level, _set_by(check_not_loaded, tuned)
        )


def _not_read(problems: Iterable[Message], tuned: Tuning) -> Iterator[Finding]:
    level = level_of(profile_not_read, tuned)
    for problem in problems if level != "silent" else ():
        yield _completed(
            Finding("", problem, field="profile"),
            profile_not_read,
            level,
            _set_by(profile_not_read, tuned),
        )
