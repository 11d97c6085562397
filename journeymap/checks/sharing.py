"""May the map be shown around as it is? What identifies people, and what fonts cannot show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from journeymap.checks.context import Context
from journeymap.checks.finding import Finding, Fix
from journeymap.checks.naming import field_of, field_path, kind_and_name, listed
from journeymap.checks.personal import Datum, may_hold, personal_data
from journeymap.checks.registry import check
from journeymap.checks.rewriting import rewriting
from journeymap.checks.scripts import FONTS, script_of
from journeymap.checks.suspects import suspects
from journeymap.model.document import Edit
from journeymap.model.index import Index, Key, Path
from journeymap.model.journey import Flow, Record
from journeymap.model.text import M, Message
from journeymap.model.texts import NAMED_ON_PURPOSE, kept_in, strings, texts, texts_in

# ---------------------------------------------------------------- personal-data

DATA: Mapping[Datum, Message] = {
    "email": M("an e-mail address"),
    "phone": M("a phone number"),
    "card": M("a card number"),
    "iban": M("a bank account number"),
}
BLACKED_OUT = "█████"


def _several_texts(context: Context, found: Sequence[Finding]) -> Message:
    return M(
        "{n} text seems to hold personal data, in {records}",
        plural="{n} texts seem to hold personal data, in {records}",
        n=len(found),
        records=listed(
            [_who(context.index, key, ()) for key in dict.fromkeys(f.at for f in found)]
        ),
    )


@check(
    "personal-data",
    level="warning",
    family="evidence and sharing",
    title=M("Personal data in a text"),
    why=M(
        "Maps are mailed, printed and hung on walls. What identifies a customer does not belong "
        "there, and in most countries may not be kept there; the quote says as much without it."
    ),
    source="GDPR, article 5 (1) c, data minimisation; ISO/IEC 7812-1 for card numbers, ISO 13616 "
    "for account numbers",
    settings={"allow": ()},
    fix=M("Black it out"),
    rolled=_several_texts,
    example="personas:\n  - {id: dana, name: Dana, quote: Write to me at j.doe@mail.org}",
)
def personal_data_in_texts(context: Context) -> Iterator[Finding]:
    """Yield the fields that hold personal data, once for each kind of it; never the data."""
    index, allowed = context.index, context.settings["allow"]
    suspect = list(suspects(context, may_hold))
    for key, record in suspect:
        for path, text in texts_in(record):
            if path[-1] not in NAMED_ON_PURPOSE and not _is_an_id(index, key, path):
                yield from _personal(index, key, path, (text,), allowed)
    for key, record in suspect:
        for path, value in kept_in(record):
            yield from _personal(index, key, path, strings(value), allowed)


def _personal(
    index: Index, key: Key, path: Path, texts_there: Iterable[str], allowed: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield a finding for each kind of personal data in the texts of one field."""
    kinds = dict.fromkeys(
        each.kind for text in texts_there for each in personal_data(text, allowed)
    )
    entry = index.get(key)
    record: Record = entry.record if entry else index.map
    for kind in kinds:
        yield Finding(
            key,
            M(
                "{field} of {record} seems to hold {data}",
                field=field_of(entry.kind if entry else None, path),
                record=_who(index, key, path),
                data=DATA[kind],
            ),
            field=field_path(type(record), path),
            fix=Fix(M("Black out {data}", data=DATA[kind]), _blacked_out(key, path, allowed)),
        )


def _is_an_id(index: Index, key: Key, path: Path) -> bool:
    """Return whether `source` here is the end of a flow and no text."""
    entry = index.get(key)
    return path == ("source",) and entry is not None and isinstance(entry.record, Flow)


def _who(index: Index, key: Key, path: Path) -> Message:
    """Return whose text it is; a record whose very name holds the datum is told by its id."""
    if key and path and path[-1] in ("name", "text"):
        return M("“{id}”", id=key)
    return kind_and_name(index, key) if _is_clean(index, key) else M("“{id}”", id=key)


def _is_clean(index: Index, key: Key) -> bool:
    """Return whether the name of a record may be said in a message."""
    entry = index.get(key)
    if entry is None:
        return True
    name = str(getattr(entry.record, "name", "") or getattr(entry.record, "text", ""))
    return not any(personal_data(name))


def _blacked_out(key: Key, path: Path, allowed: tuple[str, ...]) -> Edit:
    def blacken(text: str) -> str:
        for each in reversed(list(personal_data(text, allowed))):
            text = text[: each.start] + BLACKED_OUT + text[each.end :]
        return text

    return rewriting(key, path, blacken)


# ---------------------------------------------------------------- font-missing

SHOWN = 8  # characters named in a message


@check(
    "font-missing",
    level="warning",
    family="evidence and sharing",
    title=M("Characters that no installed font can show"),
    why=M(
        "What no font has is drawn as an empty box, on the screen and in every picture that is "
        "sent around."
    ),
    source="Unicode core specification, chapter 5.3, unknown and missing characters",
    example="personas:\n  - {id: li, name: 李娜}   # on a machine without a Chinese font",
)
def font_missing(context: Context) -> Iterator[Finding]:
    """Yield one finding a script whose characters are missing; nothing where fonts are unknown."""
    if context.has_glyphs is None:
        return
    index = context.index
    everything = context.once("texts", lambda: list(texts(index)))
    shown = "".join(sorted(set().union(*(text for _, _, text in everything))))
    missing = set(context.has_glyphs(shown)) & set(shown)
    if not missing:
        return
    by_script: dict[str, list[str]] = {}
    for character in sorted(missing):
        by_script.setdefault(script_of(character), []).append(character)
    places: dict[str, dict[Key, Path]] = {}
    for key, path, text in everything:
        for script in {script_of(c) for c in text if c in missing} if missing & set(text) else ():
            places.setdefault(script, {}).setdefault(key, path)
    for script, characters in by_script.items():
        keys = list(places[script])
        first = keys[0]
        entry = index.get(first)
        record: Record = entry.record if entry else index.map
        yield Finding(
            first,
            _no_font(script, characters, kind_and_name(index, first), len(keys)),
            field=field_path(type(record), places[script][first]),
            also=tuple(keys[1:]),
        )


def _no_font(script: str, characters: list[str], where: Message, places: int) -> Message:
    some = tuple(_visible(character) for character in characters[:SHOWN])
    more = len(characters) - len(some)
    which = M("{names}", names=some)
    if more:
        which = M("{names} and {n} more", plural="{names} and {n} more", n=more, names=some)
    return M(
        "No font here has {characters}, in {n} record, first in {where}; install {font}",
        plural="No font here has {characters}, in {n} records, first in {where}; install {font}",
        n=places,
        characters=which,
        where=where,
        font=FONTS.get(script, M("a font for this script ({script})", script=script)),
    )


def _visible(character: str) -> str:
    mark = unicodedata.category(character)[0] in "MCZ"
    return f"U+{ord(character):04X}" if mark else character


CHECKS = (personal_data_in_texts, font_missing)
