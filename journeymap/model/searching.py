"""Find and replace over every text that people wrote in a map.

What the eye takes for the same is the same: case, width, the joiners and both forms of the Persian
ya and kaf, digits of any script, vowel signs and the stretched line between Arabic letters. Places
are those of the text as it is written, so that a hit can be marked and replaced exactly.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from journeymap.model import edits
from journeymap.model.admitting import revalidated
from journeymap.model.index import Index, Key, Path, index_of
from journeymap.model.journey import LISTS, JourneyMap, Record
from journeymap.model.problems import Refused
from journeymap.model.text import M, capitals
from journeymap.model.texts import texts

_SAME = str.maketrans("يىىك", "یییک")
_SILENT = frozenset("\u200c\u200d\u0640\u00ad\u200b\u200e\u200f")


class Options(NamedTuple):
    """How to compare: `exactly` as written, `words` only whole words."""

    exactly: bool = False
    words: bool = False


AS_READ = Options()


class Hit(NamedTuple):
    """A place where a text holds what is looked for; the empty key is the map itself."""

    key: Key
    path: Path
    text: str
    start: int
    end: int

    @property
    def found(self) -> str:
        """What stands there as it is written."""
        return self.text[self.start : self.end]


def hits(index: Index, wanted: str, options: Options = AS_READ) -> Iterator[Hit]:
    """Yield every place in the texts of a map that holds `wanted`, in file order."""
    needle = needle_of(wanted, options)
    if not needle:
        return
    for key, path, text in texts(index):
        for start, end in places(text, needle, options):
            yield Hit(key, path, text, start, end)


def needle_of(wanted: str, options: Options = AS_READ) -> str:
    """Return what `places` looks for; empty when nothing can be found by it."""
    return wanted if options.exactly else fold(wanted)[0]


def instead(m: JourneyMap, hit: Hit, by: str, wanted: str = "") -> str:
    """Return what takes the place of a hit: `by`, with the capitals of what stands there.

    A first letter or all letters in capitals stay so where `wanted`, what was typed to be looked
    for, and `by` have none: whoever types capitals means them as they are. An empty `wanted` asks
    for `by` as it is.
    """
    letters = [letter for letter in hit.found if letter.lower() != letter.upper()]
    if not wanted or _has_capitals(wanted + by) or not letters or not _has_capitals(letters[0]):
        return by
    lang = hit.path[1] if hit.path[:1] == ("translations",) else m.language
    if len(letters) > 1 and all(_has_capitals(letter) for letter in letters):
        return capitals(by, str(lang))
    first = next((n for n, letter in enumerate(by) if letter.isalnum()), 0)
    return by[:first] + capitals(by[first : first + 1], str(lang)) + by[first + 1 :]


def replaced(m: JourneyMap, found: Iterable[Hit], by: str, wanted: str = "") -> JourneyMap:
    """Return the map with each of the hits replaced by the text `by`, as `instead` says.

    Raises Refused when a text is another by now, or would be none that the map may hold: a name
    without a letter, for one.
    """
    changes: dict[Key, dict[Path, list[tuple[Hit, str]]]] = {}
    for hit in found:
        place = changes.setdefault(hit.key, {}).setdefault(hit.path, [])
        place.append((hit, instead(m, hit, by, wanted)))
    index = index_of(m)
    for key, paths in changes.items():
        record: Record = edits.found(index, key).record if key else m
        new = {path: _with(record, path, places, key) for path, places in paths.items()}
        made = revalidated(_rewritten(record, new))
        if isinstance(made, JourneyMap):
            m = made
        else:
            m = edits.replace(m, edits.found(index_of(m), key), made)
    return m


def refusal(index: Index, found: Sequence[Hit], by: str) -> Refused | None:
    """Return why these hits, all of them in one record, cannot be replaced; None when they can.

    Whether another record minds is not asked.
    """
    key = found[0].key
    try:
        # of the map itself only its own fields are made anew, not all of its records
        own = dict.fromkeys(LISTS.values(), ())
        record: Record = edits.found(index, key).record if key else index.map.model_copy(update=own)
        paths: dict[Path, list[tuple[Hit, str]]] = {}
        for hit in found:
            paths.setdefault(hit.path, []).append((hit, by))
        new = {path: _with(record, path, each, key) for path, each in paths.items()}
        revalidated(_rewritten(record, new))
    except Refused as refused:
        return refused
    return None


def fold(text: str) -> tuple[str, Sequence[int]]:
    """Return a text as the eye compares it, and for each of its characters the place in `text`."""
    if text.isascii():
        return text.casefold(), range(len(text))
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for each in unicodedata.normalize("NFKD", character).casefold().translate(_SAME):
            if each in _SILENT or unicodedata.category(each) == "Mn":
                continue
            folded.append(str(unicodedata.decimal(each)) if each.isdecimal() else each)
            places.append(place)
    return "".join(folded), places


def places(
    text: str, needle: str, options: Options, folded: tuple[str, Sequence[int]] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield the places of `text` that hold a needle of `needle_of`; `folded` is its `fold`."""
    where: Sequence[int]
    straw, where = (text, range(len(text))) if options.exactly else folded or fold(text)
    at = straw.find(needle)
    while at >= 0:
        start, last = where[at], where[at + len(needle) - 1]
        end = last + 1
        # what is silent after the last letter belongs to it
        while not options.exactly and end < len(text) and _is_silent(text[end]):
            end += 1
        if not options.words or _is_word(text, start, end):
            yield start, end
        at = straw.find(needle, at + len(needle))


def _is_silent(character: str) -> bool:
    return unicodedata.category(character) == "Mn" or character == "\u0640"


def _is_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())


def _has_capitals(text: str) -> bool:
    return any(letter.isupper() or letter.istitle() for letter in text)


def _with(record: Record, path: Path, places: list[tuple[Hit, str]], key: Key) -> str:
    """Return the text at a path of a record with its hits replaced."""
    text: Any = record
    try:
        for step in path:
            text = getattr(text, step) if isinstance(text, Record) else text[step]  # type: ignore[arg-type] # a name in a record, else a place
    except (AttributeError, KeyError, IndexError, TypeError):
        text = None
    if text != places[0][0].text:
        raise Refused(M("a text was changed meanwhile; search again"), key)
    for hit, by in sorted(places, key=lambda place: place[0].start, reverse=True):
        text = text[: hit.start] + by + text[hit.end :]
    return str(text) if text.strip() else ""  # blanks say nothing, and would pass for a name


def _rewritten(value: Any, new: Mapping[Path, str]) -> Any:
    """Return a record, list or mapping with the texts at these paths set."""
    if () in new:
        return new[()]
    below: dict[str | int, dict[Path, str]] = {}
    for path, text in new.items():
        below.setdefault(path[0], {})[path[1:]] = text
    if isinstance(value, Record):
        made = {str(name): _rewritten(getattr(value, str(name)), b) for name, b in below.items()}
        return revalidated(value.model_copy(update=made))
    if isinstance(value, Mapping):
        return {
            name: _rewritten(v, below[name]) if name in below else v for name, v in value.items()
        }
    return tuple(_rewritten(v, below[n]) if n in below else v for n, v in enumerate(value))
