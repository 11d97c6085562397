"""Does a text turn what stands around it? Invisible characters that set the direction of writing.

Marks of direction (LRM, RLM, ALM) and isolates and embeddings that are closed again are honest use
wherever two scripts meet, and nothing is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.naming import field_of, field_path, kind_and_name, listed
from journeymap.checks.registry import check
from journeymap.checks.rewriting import rewriting
from journeymap.checks.suspects import suspects
from journeymap.model.index import Index, Key, Path
from journeymap.model.journey import Record
from journeymap.model.text import M, Message
from journeymap.model.texts import kept_in, strings, texts_in

Wrong = Literal["override", "embedding", "isolate", "end"]

OVERRIDES, EMBEDDINGS = frozenset("\u202d\u202e"), frozenset("\u202a\u202b")
ISOLATES = frozenset("\u2066\u2067\u2068")
POP, POP_ISOLATE = "\u202c", "\u2069"
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MET = re.compile("[\u202a-\u202e\u2066-\u2069\n\r\x1c-\x1e\x85\u2029]")  # with ends of paragraphs
FIX = M("Remove the characters that turn the text around")


class Turning(NamedTuple):
    """A character that sets a direction, where it stands, and what is wrong with it.

    The end of an override goes with it; nothing else is wrong with that.
    """

    position: int
    character: str
    wrong: Wrong | None


def turning(text: str) -> list[Turning]:
    """Return the characters of a text that turn what is around them, in the order of the text.

    Overrides, embeddings and isolates that are open at the end of their paragraph or of what they
    stand in, and ends of what nothing began. Without them nothing of the kind is left. Pairs are
    found as in the Unicode Bidirectional Algorithm, rules BD9 and BD11.
    """
    found: list[Turning] = []
    opened: list[tuple[int, str]] = []

    def close(most: int) -> None:
        """Take off what is open beyond `most`, which nothing closes."""
        for position, character in opened[most:]:
            isolate = character in ISOLATES
            if character not in OVERRIDES:
                found.append(Turning(position, character, "isolate" if isolate else "embedding"))
        del opened[most:]

    for match in _MET.finditer(text):
        position, character = match.start(), match[0]
        if character in OVERRIDES:
            found.append(Turning(position, character, "override"))
            opened.append((position, character))
        elif character in EMBEDDINGS or character in ISOLATES:
            opened.append((position, character))
        elif character == POP:
            if not opened or opened[-1][1] in ISOLATES:
                found.append(Turning(position, character, "end"))
            elif opened.pop()[1] in OVERRIDES:
                found.append(Turning(position, character, None))
        elif character == POP_ISOLATE:
            isolates = [n for n, (_, each) in enumerate(opened) if each in ISOLATES]
            if isolates:
                close(isolates[-1] + 1)
                opened.pop()
            else:
                found.append(Turning(position, character, "end"))
        else:
            close(0)
    close(0)
    return sorted(found)


def straight(text: str) -> str:
    """Return a text without what turns the text around it."""
    gone = {each.position for each in turning(text)}
    return "".join(c for n, c in enumerate(text) if n not in gone) if gone else text


def _several(context: Context, found: Sequence[Finding]) -> Message:
    keys = dict.fromkeys(each.at for each in found)
    return M(
        "{n} text turns the text around it, in {records}",
        plural="{n} texts turn the text around them, in {records}",
        n=len(found),
        records=listed([_who(context.index, key, ()) for key in keys]),
    )


@check(
    "text-turned-around",
    level="warning",
    family="evidence and sharing",
    title=M("Text that turns the text around it"),
    why=M(
        "A direction override shows letters in another order than they stand in, and an embedding "
        "or isolate that is left open reaches into what follows. A label, a file name or a line "
        "of a comparison then reads as something that nobody wrote, and nobody sees why."
    ),
    source="Unicode Standard Annex #9, section 2; Boucher and Anderson, Trojan Source: Invisible "
    "Vulnerabilities (2021)",
    fix=FIX,
    safe=True,
    rolled=_several,
    example="stages: [{id: order, name: Order}]\n"
    'touchpoints:\n  - {id: menu, name: "Open the \\u202Eunem", stage: order}',
)
def text_turned_around(context: Context) -> Iterator[Finding]:
    """Yield the fields whose texts hold characters that turn what is around them."""
    for key, record in suspects(context, _may_turn):
        for path, text in texts_in(record):
            yield from _turned(context.index, key, path, (text,))
        for path, value in kept_in(record):
            yield from _turned(context.index, key, path, strings(value))


def _may_turn(text: str) -> bool:
    return not text.isascii() and _TURNS.search(text) is not None


def _turned(index: Index, key: Key, path: Path, texts: Iterable[str]) -> Iterator[Finding]:
    codes: dict[Wrong, dict[str, None]] = {}
    empty = False  # whether nothing would be left of a text: somebody has to say what it is to be
    for text in texts:
        for each in turning(text):
            if each.wrong is not None:
                codes.setdefault(each.wrong, {})[f"U+{ord(each.character):04X}"] = None
                empty = empty or not straight(text).strip()
    if not codes:
        return
    entry = index.get(key)
    record: Record = entry.record if entry else index.map
    yield Finding(
        key,
        M(
            "{field} of {record} turns the text around it: it holds {what}",
            field=field_of(entry.kind if entry else None, path),
            record=_who(index, key, path),
            what=tuple(_worded(wrong, tuple(met)) for wrong, met in codes.items()),
        ),
        field=field_path(type(record), path),
        fix=None if empty else Fix(FIX, rewriting(key, path, straight)),
    )


def _worded(wrong: Wrong, codes: tuple[str, ...]) -> Message:
    if wrong == "override":
        return M("a direction override ({codes})", codes=codes)
    if wrong == "embedding":
        return M("an embedding that is left open ({codes})", codes=codes)
    if wrong == "isolate":
        return M("an isolate that is left open ({codes})", codes=codes)
    return M("an end of what nothing began ({codes})", codes=codes)


def _who(index: Index, key: Key, path: Path) -> Message:
    """Return whose text it is, by its id where its very name would turn the sentence around."""
    entry = index.get(key)
    record = entry.record if entry else index.map
    name = str(getattr(record, "name", "") or getattr(record, "text", ""))
    clean = not turning(name) and path[-1:] not in (("name",), ("text",))
    return kind_and_name(index, key) if clean or not key else M("“{id}”", id=key)


CHECKS = (text_turned_around,)
