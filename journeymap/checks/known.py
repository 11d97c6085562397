"""Which checks there are: those that come with journeymap, and those that others install.

An entry point of the group `journeymap.checks` names a Check or a sequence of Checks. One that
cannot be loaded, or that brings an id that is taken, is reported as a finding and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

from journeymap.checks import (
    across,
    across_names,
    across_stages,
    agreeing,
    behind,
    certainty,
    channels,
    doubles,
    ends,
    evidence,
    experience,
    flow,
    flows,
    frame,
    handoffs,
    lanes,
    leaving,
    linked,
    measured,
    metrics,
    moments,
    opportunities,
    outcomes,
    pains,
    peaks,
    people,
    phases,
    proportions,
    references,
    repeated,
    sharing,
    structure,
    telling,
    turned,
    uneven,
    unknown_settings,
    voices,
)
from journeymap.checks.registry import FAMILIES, Check
from journeymap.checks.strangers import reason_of
from journeymap.checks.unused import ignore_unused
from journeymap.model.text import M

GROUP = "journeymap.checks"

check_failed = Check(
    "check-failed",
    level="warning",
    family="checks",
    since="draft",
    title=M("Check that failed and was skipped"),
    why=M("A check that stops half-way has not looked at everything; the others have."),
    source="journeymap",
    example="# any map, where an installed check raises an error while it looks at it",
)
check_not_loaded = Check(
    "check-not-loaded",
    level="warning",
    family="checks",
    since="draft",
    title=M("Installed checks that cannot be loaded"),
    why=M("A package of checks that does not load leaves the map unchecked without saying so."),
    source="journeymap",
    example="# any map, where a package of checks is installed that cannot be imported",
)
profile_not_read = Check(
    "profile-not-read",
    level="error",
    family="checks",
    since="draft",
    title=M("Profile that cannot be used"),
    why=M(
        "A profile that is not there, or cannot be read, leaves the checks as if nobody had "
        "agreed on anything."
    ),
    source="map-format, profile",
    example="profile: comerce",
)

_MODULES = (
    references,
    repeated,
    linked,
    people,
    frame,
    structure,
    proportions,
    phases,
    flow,
    ends,
    flows,
    doubles,
    channels,
    handoffs,
    lanes,
    uneven,
    behind,
    experience,
    agreeing,
    peaks,
    moments,
    pains,
    outcomes,
    opportunities,
    metrics,
    measured,
    voices,
    certainty,
    telling,
    leaving,
    sharing,
    turned,
    evidence,
    across,
    across_names,
    across_stages,
    unknown_settings,
)
BUILT_IN: tuple[Check, ...] = (
    *(check for module in _MODULES for check in module.CHECKS),
    ignore_unused,
    check_failed,
    check_not_loaded,
    profile_not_read,
)


class Broken(NamedTuple):
    """An entry point that gave no checks, and what went wrong."""

    name: str
    reason: str


class Known(NamedTuple):
    """All checks by id in the order of the families, and what could not be loaded."""

    checks: Mapping[str, Check]
    broken: tuple[Broken, ...]


@lru_cache(maxsize=1)
def known() -> Known:
    """Return the checks of journeymap and of everything installed beside it, loaded once."""
    return collected(entry_points(group=GROUP))


def collected(points: Iterable[EntryPoint]) -> Known:
    """Return the built-in checks and those behind `points`."""
    checks = {check.id: check for check in BUILT_IN}
    broken: list[Broken] = []
    for point in points:
        try:
            found = tuple(_checks_in(point.load()))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a stranger raises
            broken.append(Broken(point.name, reason_of(error)))
            continue
        for check in found:
            if check.id in checks:
                broken.append(Broken(point.name, f"{check.id} is taken"))
            else:
                checks[check.id] = check
    order = {family: place for place, family in enumerate(FAMILIES)}
    return Known(
        dict(sorted(checks.items(), key=lambda item: order[item[1].family])), tuple(broken)
    )


def _checks_in(value: object) -> Iterator[Check]:
    if isinstance(value, Check):
        yield value
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for each in value:
            yield from _checks_in(each)
    else:
        raise TypeError(f"{value!r} is no Check")
