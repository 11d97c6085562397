"""What the palette lists, and in which order: actions, places of the map, findings.

An entry says what it is called, what else it is found by, and what it does. Where entries come from
is decided by whoever makes them; here they are only told apart, narrowed and put in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from journeymap.model.searching import fold
from journeymap.model.text import M, Message
from journeymap.ui.palette.ranking import FEWEST, WHOLE, WORDS, Heard, fit, heard, loosely

Sort: TypeAlias = Literal[
    "action",
    "touchpoint",
    "stage",
    "channel",
    "persona",
    "pain_point",
    "opportunity",
    "backstage",
    "metric",
    "flow",
    "parking",
    "finding",
]
ORDER: Mapping[str, int] = {
    sort: n
    for n, sort in enumerate(
        (
            *("action", "touchpoint", "stage", "channel", "persona", "pain_point", "opportunity"),
            *("backstage", "metric", "flow", "parking", "finding"),
        )
    )
}
# What narrows the list when it is typed first, also from a Persian or Chinese keyboard.
PREFIXES: Mapping[str, Sort] = {
    ">": "action",
    "@": "channel",
    "#": "stage",
    "!": "pain_point",
    "?": "opportunity",
    "＞": "action",
    "＠": "channel",
    "＃": "stage",
    "！": "pain_point",
    "？": "opportunity",
    "؟": "opportunity",
}
NARROWING = (">", "@", "#", "!", "?")  # the way that Tab goes
NARROWED: Mapping[Sort, Message] = {
    "action": M("Actions"),
    "channel": M("Channels"),
    "stage": M("Stages"),
    "pain_point": M("Pain points"),
    "opportunity": M("Opportunities"),
}
MOST = 80  # entries in the list at once: nobody looks further, one types another letter
ELSEWHERE = 3  # how much worse a fit is in what stands beside the name
NOT_NOW = 2  # how much worse a fit is in the name of what cannot be done now


class Entry(NamedTuple):
    """A line of the palette. `id` is the same each time; `detail` is shown beside the name.

    What cannot be done now says `why`.
    """

    id: str
    sort: Sort
    text: str
    do: Callable[[], object]
    heard: tuple[Heard, ...]
    beside: Heard
    detail: str = ""
    keys: str = ""
    icon: str = ""
    why: str = ""

    @property
    def enabled(self) -> bool:
        """Whether it can be done now."""
        return not self.why


def entry(
    id: str,
    sort: Sort,
    text: str,
    do: Callable[[], object],
    *,
    detail: str = "",
    keys: str = "",
    icon: str = "",
    why: str = "",
    also: Iterable[str] = (),
) -> Entry:
    """Return an entry that is found by its name, by `also`, and less readily by its detail."""
    names = tuple(dict.fromkeys((text, *also)))
    found_by = tuple(heard(name) for name in names)
    return Entry(id, sort, text, do, found_by, heard(detail), detail, keys, icon, why)


def narrowed(typed: str) -> tuple[Sort | None, str]:
    """Return what the list is narrowed to by the sign that is typed first, and the rest."""
    text = typed.lstrip()
    sort = PREFIXES.get(text[:1])
    return (sort, text[1:].strip()) if sort else (None, text.strip())


def ranked(
    entries: Iterable[Entry], typed: str, recent: Sequence[str] = (), most: int = MOST
) -> list[Entry]:
    """Return the entries that fit what is typed, the best first, what cannot be done now last.

    What cannot be done stands first all the same where it is called exactly so, and before what
    only holds somewhere what its name says by a word: whoever asks for it learns why. Among equals
    those used a short time ago come first. Letters may stand apart only where nothing else fits.
    """
    sort, words = narrowed(typed)
    wanted = fold(words)[0]
    used = {id: n for n, id in enumerate(recent)}
    last = len(used)
    good: list[tuple[tuple[bool, int, int, int, int, int], Entry]] = []
    rest: list[tuple[int, Entry]] = []
    for n, each in enumerate(entries):
        if sort is not None and each.sort != sort:
            continue
        how = _fit(wanted, each) if wanted else 0
        if how is None:
            rest.append((n, each))
            continue
        if not wanted and not each.enabled:
            continue
        key = _key(each, how, used.get(each.id, last), n)
        if not each.enabled and how != WHOLE and _is_called(wanted, each):
            key = (False, how + NOT_NOW, *key[2:])
        good.append((key, each))
    if wanted and not good:
        for n, each in rest:
            how = next((h for name in each.heard if (h := loosely(wanted, name))), None)
            if how is not None:
                good.append((_key(each, how + ELSEWHERE, used.get(each.id, last), n), each))
    good.sort(key=lambda pair: pair[0])
    return [each for _, each in good[:most]]


def _fit(wanted: str, each: Entry) -> int | None:
    found = [how for name in each.heard if (how := fit(wanted, name)) is not None]
    if found:
        return min(found)
    how = fit(wanted, each.beside) if each.beside.text else None
    return None if how is None else how + ELSEWHERE


def _is_called(wanted: str, each: Entry) -> bool:
    """Return whether words of the name that is shown begin with what is typed."""
    how = fit(wanted, each.heard[0]) if len(wanted) >= FEWEST else None
    return how is not None and how <= WORDS


def _key(each: Entry, how: int, used: int, n: int) -> tuple[bool, int, int, int, int, int]:
    length = len(each.text) if how else 0
    return (not each.enabled and how != WHOLE, how, used, ORDER[each.sort], length, n)
