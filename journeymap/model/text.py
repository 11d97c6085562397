"""Words as values: what a person reads stays a Message until the last moment.

The model names things in English with named arguments; `say` turns a Message into one language.
Map pictures are said in the map's language and everything else in the interface's, so the language
is always an argument and never global state. This module may not import Qt nor touch locale().
"""

from __future__ import annotations

import gettext
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from datetime import date

Value: TypeAlias = "str | int | float | date | Message | tuple[Value, ...]"

LOCALES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "locale")
DOMAIN = "journeymap"

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
HIDDEN = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd"),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
    **dict.fromkeys(map(ord, "\n\r\x85\u2028\u2029"), "↵"),
    ord("\t"): " ",
}
# They say `gnp.exe` where `exe.png` stands, and turn around what follows: they are seen as a mark.
OVERRIDES = dict.fromkeys((0x202D, 0x202E), "\ufffd")
RTL_LANGUAGES = frozenset(("ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))


class Message(NamedTuple):
    """An English text with named arguments; plural and context choose its translation."""

    id: str
    args: Mapping[str, Value] = MappingProxyType({})
    plural: str = ""
    n: int | None = None
    context: str = ""

    def __str__(self) -> str:
        return say(self, "en")


def M(  # noqa: N802 - reads as a mark, like gettext's _
    id: str, /, *, plural: str = "", n: int | None = None, context: str = "", **args: Value
) -> Message:
    """Return a Message; the call marks `id` and `plural` for extraction.

    `n` chooses the plural form and is an argument of the text too.
    """
    if n is not None:
        args.setdefault("n", n)
    # as Message(…), in two thirds of the time: the checks of a big map make some fifty thousand
    return tuple.__new__(Message, (id, MappingProxyType(args), plural, n, context))


def filled(message: Message, args: Mapping[str, Value]) -> Message:
    """Return a message with these arguments in place of its own."""
    id, _, plural, n, context = message
    return tuple.__new__(Message, (id, MappingProxyType(args), plural, n, context))


def literal(text: str) -> Message:
    """Return a Message that says `text` as it is in every language: names, paths, ids."""
    return Message("{text}", MappingProxyType({"text": text}))


def say(message: Message, lang: str) -> str:
    """Return `message` in the language `lang` (BCP 47), English where no translation exists.

    Numbers take the digits of the language. An argument whose writing direction differs from the
    language's is wrapped in FSI … PDI, so that a Latin name inside a Persian sentence (and the
    other way round) does not reorder the words around it.
    """
    pattern = _pattern(message, lang)
    if not message.args:
        return pattern.replace("{{", "{").replace("}}", "}")
    words = {name: say_value(value, lang) for name, value in message.args.items()}
    return pattern.format_map(words)


def say_value(value: Value, lang: str) -> str:
    """Return one argument of a message in the language `lang`."""
    if isinstance(value, Message):
        return say(value, lang)
    if isinstance(value, str):
        return isolated(value, lang)
    if isinstance(value, tuple):
        return say_list((say_value(item, lang) for item in value), lang)
    if not isinstance(value, int | float):  # a date; not called so, for none is loaded at start
        day = digits(value.isoformat(), lang)
        # After Arabic letters the parts of a date would be put in order from right to left.
        return f"{FIRST_STRONG_ISOLATE}{day}{POP_ISOLATE}" if is_rtl(lang) else day
    return say_number(value, lang)


def isolated(text: str, lang: str) -> str:
    """Return the text, in FSI … PDI where it holds letters that run against the language."""
    if not text.isascii():
        text = text.translate(OVERRIDES)
    rtl = is_rtl(lang)
    for character in text:
        direction = unicodedata.bidirectional(character)
        if (direction == "L") if rtl else (direction in ("R", "AL")):
            return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def say_list(items: Iterable[str], lang: str) -> str:
    """Return the items joined with the comma of the language."""
    comma = {"fa": "، ", "ar": "، ", "ur": "، ", "zh": "、", "ja": "、"}
    return comma.get(primary(lang), ", ").join(items)


def visible(text: str) -> str:
    """Return `text` as one line that a terminal can be given.

    Line breaks become ↵, other controls and those that turn the direction of text around U+FFFD:
    overrides would turn around what stands beside them, and escapes could do anything.
    """
    return text if text.isprintable() else text.replace("\r\n", "\n").translate(HIDDEN)


def on_one_line(message: Message) -> Message:
    """Return `message` with every text in its arguments made visible; its own words are trusted."""
    args = {name: _on_one_line(value) for name, value in message.args.items()}
    return message._replace(args=MappingProxyType(args))


def _on_one_line(value: Value) -> Value:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Message):
        return on_one_line(value)
    if isinstance(value, tuple):
        return tuple(_on_one_line(item) for item in value)
    return value


def say_amount(value: float, lang: str, places: int = 2) -> str:
    """Return a quantity as `say_number` does, its thousands marked as the language marks them.

    For what is counted and measured; numbers of years and numbers that name something have none.
    """
    text = say_number(value, lang, places)
    whole = re.match(r"\D?(\d{4,})", text)
    if whole is None:
        return text
    found = whole[1]
    mark = _GROUP_MARK.get(_numerals(lang), _GROUP_MARK[primary(lang)])
    if primary(lang) in _FROM_FIVE and len(found) == 4:
        return text
    first = len(found) % 3 or 3
    parts = [found[:first], *(found[at : at + 3] for at in range(first, len(found), 3))]
    return text[: whole.start(1)] + mark.join(parts) + text[whole.end(1) :]


def say_number(value: float, lang: str, places: int = 2) -> str:
    """Return a number with the digits, decimal mark and minus sign of the language.

    At most `places` digits stand after the decimal mark and no trailing zeros.
    """
    text = str(value)
    if isinstance(value, float):
        text = f"{value:.{places}f}"
        text = text.rstrip("0").rstrip(".") if places else text
    if text == "-0":
        text = "0"
    text = text.replace("-", "\N{MINUS SIGN}")
    if "." in text:
        text = text.replace(".", _DECIMAL_MARK.get(_numerals(lang), _DECIMAL_MARK[primary(lang)]))
    return digits(text, lang)


def say_percent(share: float, lang: str, places: int = 0) -> str:
    """Return a share (0..1) as a percentage in the language's own digits and sign."""
    number = say_number(round(share * 100, places), lang, places)
    if _numerals(lang) in ("arabext", "arab"):
        return f"{number}\N{ARABIC PERCENT SIGN}"
    return f"%{number}" if primary(lang) == "tr" else f"{number}%"


def digits(text: str, lang: str) -> str:
    """Return `text` with its ASCII digits in the digits of the language."""
    return text.translate(_DIGITS[_numerals(lang)])


def capitals(text: str, lang: str) -> str:
    """Return `text` in capitals as the language writes them: `i` has its dot kept in Turkish."""
    if primary(lang) in ("az", "tr"):
        text = text.replace("i", "İ")
    return text.upper()


def is_rtl(lang: str) -> bool:
    """Return whether the language is written from right to left."""
    return primary(lang) in RTL_LANGUAGES or "-arab" in lang.lower()


def primary(lang: str) -> str:
    """Return the primary subtag of a BCP 47 tag in lower case: `zh-Hans` gives `zh`."""
    return lang.replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=4096)
def is_seen(text: str) -> bool:
    """Return whether anything of a text can be seen: more than spaces, joiners and turns."""
    return any(not each.isspace() and unicodedata.category(each) not in _UNSEEN for each in text)


def text_is_rtl(text: str, otherwise: bool = False) -> bool:
    """Return whether the first strong character of `text` runs right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in ("R", "AL"):
            return True
    return otherwise


def led_to(names: Sequence[str]) -> str:
    """Return names with arrows between them that point where the first name runs."""
    arrow = "←" if names and text_is_rtl(names[0]) else "→"  # no script turns an arrow round
    return f" {arrow} ".join(names)


class _Marks(dict[str, str]):
    """Marks by numbering system or language, and the one of all others as `other`."""

    def __missing__(self, key: str) -> str:
        return self["other"]


_DECIMAL_MARK = _Marks(
    other=".", arabext="٫", arab="٫", de=",", fr=",", es=",", it=",", nl=",", pt=",", tr=",",
    ru=",", pl=",",
)  # fmt: skip
_GROUP_MARK = _Marks(
    other=",", arabext="٬", arab="٬", de=".", es=".", it=".", nl=".", pt=".", tr=".",
    fr="\N{NARROW NO-BREAK SPACE}", ru="\N{NO-BREAK SPACE}", pl="\N{NO-BREAK SPACE}",
)  # fmt: skip
_UNSEEN = ("Cf", "Cc")
_FROM_FIVE = frozenset(("es", "pl", "pt"))  # four digits stand together (CLDR)
_DIGITS: Mapping[str, dict[int, str]] = {
    "latn": {},
    "arabext": {ord("0") + i: chr(0x06F0 + i) for i in range(10)},
    "arab": {ord("0") + i: chr(0x0660 + i) for i in range(10)},
}


def _numerals(lang: str) -> str:
    """Return the numbering system that CLDR names as the default of the language."""
    language, _, rest = lang.replace("_", "-").lower().partition("-")
    if language in ("fa", "ps", "ur", "ckb"):
        return "latn" if language == "ur" else "arabext"
    if language == "ar" and not {"ae", "dz", "eh", "ly", "ma", "tn"} & set(rest.split("-")):
        return "arab"
    return "latn"


def _pattern(message: Message, lang: str) -> str:
    catalog = _catalog(lang)
    if message.plural and message.n is not None:
        if message.context:
            return catalog.npgettext(message.context, message.id, message.plural, message.n)
        return catalog.ngettext(message.id, message.plural, message.n)
    if message.context:
        return catalog.pgettext(message.context, message.id)
    return catalog.gettext(message.id)


@lru_cache(maxsize=32)
def _catalog(lang: str) -> gettext.NullTranslations:
    if primary(lang) == "en":  # the language of the messages themselves
        return gettext.NullTranslations()
    tag = lang.replace("-", "_")
    return gettext.translation(DOMAIN, LOCALES, [tag, primary(lang)], fallback=True)
