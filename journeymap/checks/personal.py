"""Finding what identifies a person in free text: addresses, phone, card and account numbers.

Nothing found here may be shown again: callers learn the kind and the place and never the datum.
Numbers are read in the digits of any script. Dates, prices, counts and the ids of orders are no
phone numbers, so a number has to look written to be called before it counts as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

Datum = Literal["email", "phone", "card", "iban"]


class Found(NamedTuple):
    """One datum in a text: its kind, and where it starts and ends."""

    kind: Datum
    start: int
    end: int


_EMAIL = re.compile(
    r"(?<![\w.+-])[\w][\w.+-]{0,63}@(?=[\w-]{1,63}\.)[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,24}(?![\w-])"
)
# Names that RFC 2606 keeps for examples, and mail boxes that belong to nobody in particular.
_NOBODYS_DOMAIN = re.compile(r"(?:^|\.)(?:example(?:\.\w+)?|test|invalid|localhost)\Z")
_ROLES = frozenset(
    "contact feedback hello help hi info mail mailer newsletter no-reply noreply office orders"
    " press reply sales service shop support team webmaster".split()
)

# Pictures for screens of double density are called foo@2x.png.
_FILE_ENDINGS = frozenset(
    "avif bmp css gif heic ico jpeg jpg js json pdf png svg tiff webp".split()
)

_SEPARATOR = r"[ \u00a0\u2009\u202f.\-/\u2010\u2011\u2013]"
# No number begins within a word, a decimal, a path or a hyphenated id; `Tel.0171` and `id=4111` do.
_NOT_WITHIN = r"(?<![\w@/])(?<!\w-)(?<!\d[.,])(?<![^\w.]\.)(?<!^\.)"
_NUMBER = re.compile(
    rf"{_NOT_WITHIN}(?:\+|\(\+?)?\d(?:{_SEPARATOR}{{0,2}}[()]?{_SEPARATOR}?\d|\))*(?![\w])"
)
# As many as the shortest number has. It begins with a digit and no group: so the search can pass
# quickly over everything that is none.
_ENOUGH_DIGITS = re.compile(r"\d\D{0,4}(?:\d\D{0,4}){7}")
_ENOUGH_DIGITS_ASCII = re.compile(_ENOUGH_DIGITS.pattern, re.ASCII)  # in two thirds of the time
APART = "\n" * 5  # between texts: more than a number has between two of its digits
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2}))(?!\d)"
    r"|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
)
_CURRENCY = re.compile(r"(?:[$€£¥₹₺₽₪﷼]|\b[A-Z]{3})\s*\Z")

_GROUPED_CARD = re.compile(r"\d{4}([ \-]?)\d{4}\1\d{4}\1\d{1,7}|\d{4}([ \-])\d{6}\2\d{5}|\d{13,19}")
_CARD_STARTS = ("2", "34", "35", "36", "37", "38", "30", "4", "5", "6")

_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}"
    r"(?:(?:[ \u00a0-]?[A-Za-z0-9]{4}){2,7}(?:[ \u00a0-]?[A-Za-z0-9]{1,3})?)(?![A-Za-z0-9])"
)

_INTERNATIONAL = re.compile(r"(?:\+|00)[1-9]\d{7,14}")
_NATIONAL = re.compile(r"0[1-9]\d{7,10}")  # a trunk zero, as most countries write it
_AMERICAN = re.compile(r"1?[2-9]\d{2}[2-9]\d{6}")
_AMERICAN_GROUPS = re.compile(r"(?:1[ .\-])?(?:\(\d{3}\) ?|\d{3}[.\- ])\d{3}[.\- ]\d{4}")
_CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")
_CHINESE_GROUPS = re.compile(r"1\d{2}([ \-]?)\d{4}\1\d{4}")


def may_hold(text: str) -> bool:
    """Return whether it is worth looking at a text: most hold neither an @ nor a long number."""
    digits = _ENOUGH_DIGITS_ASCII if text.isascii() else _ENOUGH_DIGITS
    return "@" in text or digits.search(text) is not None


def personal_data(text: str, allowed: Collection[str] = ()) -> Iterator[Found]:
    """Yield what in `text` identifies a person, in the order of the text.

    `allowed` holds addresses and numbers that may be shown, such as one's own hotline; they are
    compared without spaces, signs and case.
    """
    if not may_hold(text):
        return
    plain = ascii_digits(text)
    free = {_bare(each) for each in allowed}
    accounts = list(_ibans(plain))
    for each in accounts:  # the digits in it are no number of their own
        plain = f"{plain[: each.start]}{'x' * (each.end - each.start)}{plain[each.end :]}"
    found = [*_emails(plain), *_numbers(plain), *accounts]
    plain = ascii_digits(text)
    for each in sorted(found, key=lambda f: f.start):
        if _bare(plain[each.start : each.end]) not in free:
            yield each


def blackened(text: str) -> str:
    """Return `text` with everything that identifies a person blacked out, in the same length."""
    shown = list(text)
    for each in personal_data(text):
        shown[each.start : each.end] = "█" * (each.end - each.start)
    return "".join(shown)


def ascii_digits(text: str) -> str:
    """Return `text` with the decimal digits of every script as 0..9; no length changes."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
    )


def passes_luhn(digits: str) -> bool:
    """Return whether the last digit is the check digit of ISO/IEC 7812-1, as on payment cards."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_iban(written: str) -> bool:
    """Return whether the check digits of an account number are right (ISO 13616, modulo 97)."""
    bare = re.sub(r"[^A-Za-z0-9]", "", written).upper()
    if not 15 <= len(bare) <= 34:
        return False
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _ibans(text: str) -> Iterator[Found]:
    for found in _IBAN.finditer(text):
        if is_iban(found[0]):
            yield Found("iban", *found.span())


def _emails(text: str) -> Iterator[Found]:
    for found in _EMAIL.finditer(text) if "@" in text else ():
        name, _, domain = found[0].lower().rpartition("@")
        if domain.rpartition(".")[2] in _FILE_ENDINGS:
            continue
        if name not in _ROLES and not _NOBODYS_DOMAIN.search(domain):
            yield Found("email", *found.span())


def _numbers(text: str) -> Iterator[Found]:
    # Dates and times fall out first: beside a number they would join it.
    masked = _DATE.sub(lambda found: "x" * len(found[0]), text)
    for found in _NUMBER.finditer(masked):
        written = found[0]
        digits = re.sub(r"\D", "", written)
        if len(digits) < 8:
            continue
        if _is_card(written, digits):
            yield Found("card", *found.span())
        elif _is_phone(written, digits, masked[: found.start()]):
            yield Found("phone", *found.span())


def _is_card(written: str, digits: str) -> bool:
    return (
        13 <= len(digits) <= 19
        and len(set(digits)) > 1
        and digits.startswith(_CARD_STARTS)
        and bool(_GROUPED_CARD.fullmatch(written))
        and passes_luhn(digits)
    )


def _is_phone(written: str, digits: str, before: str) -> bool:
    groups = re.findall(r"\d+", written)
    if written.lstrip("(").startswith("+"):
        return bool(_INTERNATIONAL.fullmatch("+" + digits))
    if _CURRENCY.search(before) or _is_amount(written):
        return False
    if digits.startswith("00"):
        return bool(_INTERNATIONAL.fullmatch(digits)) and len(groups[0]) > 1
    if _NATIONAL.fullmatch(digits):
        return len(groups[0]) > 1
    if _AMERICAN_GROUPS.fullmatch(written):
        return bool(_AMERICAN.fullmatch(digits))
    return bool(_CHINESE_MOBILE.fullmatch(digits) and _CHINESE_GROUPS.fullmatch(written))


def _is_amount(written: str) -> bool:
    """Return whether a number is grouped by thousands: 1 200 000 or 1.200.000."""
    return bool(re.fullmatch(r"[1-9]\d{0,2}([ \u00a0\u2009\u202f.])\d{3}(?:\1\d{3})+", written))


def _bare(text: str) -> str:
    return re.sub(r"[^\w@+]", "", text).lower()
