"""What the checks of other packages give, held to what everybody else relies on.

A type checker has looked at our own checks; those of others may give anything, or no end of it.
What no report could say is an error of the check, and a fix that fails is one that cannot be made:
where it is chosen, that is said, and the map stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from journeymap.checks.finding import Finding, Fix
from journeymap.model.admitting import revalidated
from journeymap.model.document import Edit
from journeymap.model.journey import JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message

MOST = 10_000  # findings of one check
LONGEST = 300  # characters of what went wrong
_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")


def held(findings: Iterable[object]) -> Iterator[Finding]:
    """Yield findings that every report can say, whose fixes refuse where they fail.

    Raises TypeError at the first that no report could say, and ValueError after MOST of them.
    """
    for n, finding in enumerate(findings):
        if n == MOST:
            raise ValueError(f"more than {MOST} findings")
        yield _held(finding)


def reason_of(error: BaseException) -> str:
    """Return what went wrong, the same on every run: without addresses in memory."""
    try:
        said = str(error)
    except Exception:  # noqa: BLE001 - whatever a stranger's error does when it is asked
        said = "…"
    return _ADDRESS.sub("", f"{type(error).__name__}: {said}")


def _held(finding: object) -> Finding:
    if not isinstance(finding, Finding) or not isinstance(finding.message, Message):
        raise TypeError(f"{finding!r} is no Finding with an M(…)")
    if not isinstance(finding.also, (tuple, list)):
        raise TypeError(f"{finding.also!r} are no places")
    if not all(isinstance(text, str) for text in (*finding.places, finding.field)):
        raise TypeError(f"{finding.at!r} is no place")
    str(finding.message)  # with all the names that stand in it
    hash(finding.group)
    fix = finding.fix
    if fix is None:
        return finding._replace(also=tuple(finding.also))
    if not isinstance(fix, Fix) or not isinstance(fix.name, Message) or not callable(fix.edit):
        raise TypeError(f"{fix!r} is no Fix with an M(…) and an edit")
    str(fix.name)
    return finding._replace(also=tuple(finding.also), fix=Fix(fix.name, _tried(fix.edit)))


def _tried(edit: Edit) -> Edit:
    """Return an edit that refuses where this one raises, or gives what is no map."""

    def tried(m: JourneyMap) -> JourneyMap:
        try:
            made: object = edit(m)
            if not isinstance(made, JourneyMap):
                raise TypeError(f"{made!r} is no map")
            return revalidated(made)
        except Refused:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a stranger raises
            reason = reason_of(error)[:LONGEST]
            raise Refused(M("this fix fails: {error}", error=reason)) from None

    return tried
