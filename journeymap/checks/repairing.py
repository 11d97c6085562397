"""Every fix that can be made, one after another, each an edit that can be undone.

Fixes of one look are made together and looked at again together, since a look at a large map takes
its time. Where that brings up what is as bad as what it mends, they are taken back and made in
halves, down to the one that does; that one is left. No finding is mended twice, so it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from journeymap.checks.finding import SEVERITY, Finding
from journeymap.model.document import Document
from journeymap.model.journey import JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message

ROUNDS = 50
Find = Callable[[JourneyMap], Sequence[Finding]]
Sight = tuple[str, str, str]


class Repaired(NamedTuple):
    """What was mended, what could not be and why, and what is found now."""

    mended: tuple[Finding, ...]
    left: tuple[tuple[Finding, Message], ...]
    found: tuple[Finding, ...]


def repaired(document: Document, find: Find, only: Collection[str] = ()) -> Repaired:
    """Return what became of the fixes of a document's findings, of the checks in `only` if any."""
    work = _Work(document, find)
    for _ in range(ROUNDS):
        together: list[Finding] = []
        places: set[str] = set()
        for each in work.found:
            wanted = each.fix is not None and (not only or each.check in only)
            # what stands at a place that is being mended is looked at again first
            if wanted and _seen(each) not in work.tried and places.isdisjoint(each.places):
                together.append(each)
                places.update(each.places)
        if not together:
            break
        work.mend(together)
    return Repaired(tuple(work.mended), tuple(work.left), tuple(work.found))


class _Work:
    """A document while it is mended: what was tried, what came of it, what is found now."""

    def __init__(self, document: Document, find: Find) -> None:
        self.document = document
        self.find = find
        self.found = tuple(find(document.map))
        self.tried: set[Sight] = set()
        self.mended: list[Finding] = []
        self.left: list[tuple[Finding, Message]] = []

    def mend(self, together: Sequence[Finding]) -> None:
        """Make the fixes of these findings, but none that brings up anything as bad."""
        start, before = self.document.map, self.found
        made: list[Finding] = []
        refused: list[tuple[Finding, Message]] = []
        for each in together:
            assert each.fix is not None
            self.tried.add(_seen(each))
            try:
                if self.document.apply(each.fix.name, each.fix.edit):
                    made.append(each)
            except Refused as refusal:
                refused.append((each, refusal.message))
        if not made:
            self.left += refused
            return
        # what was mended before it may be why: it is asked again where it is still found
        self.tried -= {_seen(each) for each, _ in refused}
        after = tuple(self.find(self.document.map))
        trouble = _trouble(made, before, after)
        if trouble is None:
            self.found = after
            self.mended += made
            return
        while self.document.map is not start:
            self.document.undo()
        if len(made) == 1:
            self.left.append((made[0], trouble))
            return
        half = len(made) // 2
        for part in (made[:half], made[half:]):
            there = set(map(_seen, self.found))
            if still := [each for each in part if _seen(each) in there]:
                self.mend(still)


def _trouble(
    made: Iterable[Finding], before: Iterable[Finding], after: Sequence[Finding]
) -> Message | None:
    """Return why these fixes are not to stand, None where they may."""
    said: dict[str, set[str]] = {}
    for each in before:
        said.setdefault(each.check, set()).update(each.places)
    seen = set(map(_seen, after))
    for each in made:
        if _seen(each) in seen:
            return M("mending it does not make it go away")
    worst = max(SEVERITY[each.level] for each in made)
    for each in after:
        # what was said there before, alone or among others, is not new
        if SEVERITY[each.level] <= worst and not said.get(each.check, set()).issuperset(
            each.places
        ):
            return M("mending it would bring: {finding}", finding=each.message)
    return None


def _seen(finding: Finding) -> Sight:
    return finding.check, finding.at, str(finding.message)
