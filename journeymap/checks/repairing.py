"""Every fix that can be made, one after another, each an edit that can be undone.

Fixes of one look are made together and looked at again together, since a look at a large map takes
its time. Where that brings up what is as bad as what it mends, they are taken back and made in
halves, down to the one that does; that one is left. So nothing that was mended comes back, and it
ends; ROUNDS holds whatever a stranger's checks may do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from journeymap.checks.finding import SEVERITY, Finding
from journeymap.checks.together import InTurn, can_join
from journeymap.model.document import Document
from journeymap.model.journey import JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message

ROUNDS = 50
STAYS = M("mending it does not make it go away")
Find = Callable[[JourneyMap], Sequence[Finding]]
Sight = tuple[str, str, str]


class Repaired(NamedTuple):
    """What was mended, what could not be and why, and what is found now."""

    mended: tuple[Finding, ...]
    left: tuple[tuple[Finding, Message], ...]
    found: tuple[Finding, ...]


def repaired(document: Document, find: Find, passed_over: Collection[str] = ()) -> Repaired:
    """Return what became of the fixes of a document's findings, but of the checks passed over."""
    work = _Work(document, find)
    for _ in range(ROUNDS):
        together: list[Finding] = []
        places: set[str] = set()
        for each in work.found:
            wanted = each.fix is not None and each.check not in passed_over
            # what stands at a place that is being mended is looked at again first, and so are
            # records of the same id: the number that tells them apart may be another by then
            here = {place.partition("#")[0] for place in each.places}
            if wanted and _seen(each) not in work.given_up and places.isdisjoint(here):
                together.append(each)
                places |= here
        if not together:
            break
        work.mend(together)
    return Repaired(tuple(work.mended), tuple(work.left), tuple(work.found))


class _Work:
    """A document while it is mended: what came of it, and what is found now."""

    def __init__(self, document: Document, find: Find) -> None:
        self.document = document
        self.find = find
        self.found = tuple(find(document.map))
        self.mended: list[Finding] = []
        self.left: list[tuple[Finding, Message]] = []

    @property
    def given_up(self) -> set[Sight]:
        """What is not tried again."""
        return {_seen(each) for each, _ in self.left}

    def mend(self, together: Sequence[Finding]) -> None:
        """Make the fixes of these findings, but none that brings up anything as bad."""
        start, before = self.document.map, self.found
        made = self._made_at_once(together)
        refused: list[tuple[Finding, Message]] = []
        for each in together:
            if each in made:
                continue
            assert each.fix is not None
            try:
                if self.document.apply(each.fix.name, each.fix.edit):
                    made.append(each)
                else:
                    refused.append((each, STAYS))
            except Refused as refusal:
                refused.append((each, refusal.message))
        if not made:
            self.left += refused  # else what was mended before it may be why: it is asked again
            return
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

    def _made_at_once(self, together: Sequence[Finding]) -> list[Finding]:
        """Return the findings whose fixes were made by one edit, as far as fixes can be."""
        joining = [each for each in together if each.fix and can_join(each.fix.edit)]
        if len(joining) > 1 and joining[0].fix:
            fixes = [each.fix.edit for each in joining if each.fix]
            try:
                if self.document.apply(joining[0].fix.name, InTurn(fixes)):
                    return joining
            except Refused:
                pass  # one after the other shows which
        return []


def _trouble(
    made: Sequence[Finding], before: Iterable[Finding], after: Sequence[Finding]
) -> Message | None:
    """Return why these fixes are not to stand, None where they may."""
    said: dict[str, set[str]] = {}
    for each in before:
        said.setdefault(each.check, set()).update(each.places)
    for places in said.values():
        # of what becomes one, what was said of another is now said of the one that stays
        places.update(*(each.places for each in made if not places.isdisjoint(each.places)))
    was, now = Counter(map(_words, before)), Counter(map(_words, after))
    for each in made:
        if now[_words(each)] >= was[_words(each)]:
            return STAYS
    worst = max(SEVERITY[each.level] for each in made)
    for each in after:
        # what was said there before, alone or among others, is not new; nor what is said in the
        # same words of a record that has another key now
        if (
            SEVERITY[each.level] <= worst
            and not said.get(each.check, set()).issuperset(each.places)
            and now[_words(each)] > was[_words(each)]
        ):
            return M("mending it would bring: {finding}", finding=each.message)
    return None


def _words(finding: Finding) -> tuple[str, str]:
    return finding.check, str(finding.message)


def _seen(finding: Finding) -> Sight:
    return finding.check, finding.at, str(finding.message)
