"""Which encoding the bytes of a text are in, found out from the bytes alone.

A byte-order mark says it. Text that is valid UTF-8 is UTF-8: no other text of more than a few
letters is by chance. What is left is one of the old code pages, where every byte means something
in most of them, so that only the letters tell: Arabic and Chinese words are runs of high bytes,
European ones are ASCII with a high byte here and there. The one that is found is shown to the
person and can be corrected.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from journeymap.metrics.table import Sure, Unusable
from journeymap.model.text import M

# What can be asked for by name, and what is offered where the guess is wrong.
CHOICES = (
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    "windows-1252",
    "windows-1254",
    "windows-1256",
    "gb18030",
    # never guessed, but read when they are told
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1255",
    "shift-jis",
    "euc-kr",
    "big5",
)
_PYTHON = {
    **{name: name.replace("windows-", "cp") for name in CHOICES if name.startswith("windows-")},
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "big5": "cp950",
}
# Other names for them. What the web calls ISO 8859-1 and 8859-9 are the code pages in truth.
_ALIASES = {
    **{name.replace("-", ""): name for name in CHOICES},
    **{name.replace("windows-", "cp"): name for name in CHOICES if name.startswith("windows-")},
    **dict.fromkeys(("latin1", "iso88591", "ansi"), "windows-1252"),
    **dict.fromkeys(("latin5", "iso88599"), "windows-1254"),
    **dict.fromkeys(("gbk", "gb2312", "cp936"), "gb18030"),
    **dict.fromkeys(("utf8", "utf8sig"), "utf-8"),
    "utf16": "utf-16",
}
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 1 << 20
# Turkish letters of Windows-1254 whose places in Windows-1252 hold ð ý þ Ð Ý Þ of Icelandic.
_TURKISH = frozenset("ğışĞİŞ")
# The letters of Arabic and Persian words that the code page has, with the commonest ones apart.
# A German ß or ö is one of them too, but stands between ASCII letters.
_ARABIC = re.compile("(?<![A-Za-z])[ء-غف-ْپچژگکی\u200c]+(?![A-Za-zء-ْ])")
_COMMON_ARABIC = frozenset("اليمنرتوبدهسعةيکكی")


class Text(NamedTuple):
    """A decoded text; `broken` says that some of its bytes do not fit and stand as surrogates."""

    text: str
    encoding: str
    sure: Sure
    broken: bool = False


def decoded(data: bytes, wanted: str = "") -> Text:
    """Return the text of `data` without its byte-order mark, and the encoding it was read in.

    `wanted` is an encoding told by a person, "" to find it out. Raises Unusable when `data` is no
    text at all.
    """
    if wanted:
        return _told(data, wanted)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strict_or_broken(data[len(mark) :], name, "certain")
    if name := _wide(data):
        return _strict_or_broken(data, name, "likely")
    if _binary(data):
        raise Unusable(
            M(
                "this is no text and none of the formats that can be read; "
                "export the table as CSV or XLSX"
            )
        )
    if data.isascii():
        return Text(data.decode("ascii"), "utf-8", "certain")
    try:
        return Text(data.decode("utf-8"), "utf-8", "certain")
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return Text(data.decode("utf-8", "surrogateescape"), "utf-8", "likely", True)
    name = _code_page(data)
    return _strict_or_broken(data, name, "likely")


def _told(data: bytes, wanted: str) -> Text:
    name = _ALIASES.get("".join(letter for letter in wanted.lower() if letter.isalnum()), "")
    if name == "utf-16":
        name = "utf-16-be" if data.startswith(b"\xfe\xff") else "utf-16-le"
    if not name:
        raise Unusable(
            M(
                "the encoding {name} is not known here; use one of {choices}",
                name=wanted,
                choices=CHOICES,
            )
        )
    for mark, marked in _BOMS:
        if marked == name and data.startswith(mark):
            data = data[len(mark) :]
            break
    return _strict_or_broken(data, name, "told")


def _strict_or_broken(data: bytes, name: str, sure: Sure) -> Text:
    codec = _PYTHON.get(name, name)
    try:
        return Text(data.decode(codec), name, sure)
    except UnicodeDecodeError:
        # U+FFFD, since not every codec can carry the bytes themselves along
        return Text(data.decode(codec, "replace"), name, sure, True)


def _wide(data: bytes) -> str:
    """Return the name of UTF-16 without a byte-order mark, seen by its zeros; "" for none."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2:
        return ""
    even, odd = head[0::2], head[1::2]
    if odd.count(0) * 2 > len(odd) and even.count(0) * 20 < len(even):
        return "utf-16-le"
    if even.count(0) * 2 > len(even) and odd.count(0) * 20 < len(odd):
        return "utf-16-be"
    # Persian, Arabic and Chinese have no zeros, but their line ends and delimiters do
    for name, low, high in (("utf-16-le", even, odd), ("utf-16-be", odd, even)):
        breaks = sum(1 for a, b in zip(low, high, strict=False) if a in b"\n\r,;\t" and b == 0)
        if breaks >= 2 and low.count(0) * 20 < len(low):
            try:
                head.decode(name)
            except UnicodeDecodeError as error:
                if error.start < len(head) - 4:
                    continue
            return name
    return ""


def _binary(data: bytes) -> bool:
    head = data[:65_536]
    if not head:
        return False
    controls = sum(head.count(byte) for byte in (*range(9), 11, *range(14, 27), *range(28, 32)))
    return controls * 100 > len(head)


def _mostly_utf8(data: bytes) -> bool:
    """Return whether nearly every high byte belongs to a valid UTF-8 sequence."""
    text = data[:_SAMPLE].decode("utf-8", "surrogateescape")
    good = bad = 0
    for character in text:
        if character >= "\x80":
            if "\udc80" <= character <= "\udcff":
                bad += 1
            else:
                good += 1
    return good > 4 * bad


def _code_page(data: bytes) -> str:
    sample = data[:_SAMPLE]
    scores = {
        "gb18030": _chinese(sample),
        "windows-1256": _arabic(sample),
        "windows-1252": 0.3,  # what is left when nothing speaks for another
    }
    best = max(scores, key=lambda name: scores[name])
    return _european(sample) if best == "windows-1252" else best


def _chinese(sample: bytes) -> float:
    """Return how far the high bytes are common Chinese characters, 0..1."""
    pairs = common = place = bad = 0
    while place < len(sample) - 1:
        first, second = sample[place], sample[place + 1]
        if first < 0x81:
            bad += first == 0x80
            place += 1
        elif 0x30 <= second <= 0x39 and place + 3 < len(sample):
            place += 4  # a rare character of four bytes
            pairs += 1
        elif second < 0x40 or second == 0x7F or second == 0xFF or first == 0xFF:
            bad += 1
            place += 1
        else:
            pairs += 1
            # GB 2312: punctuation, full-width forms, and the 3,755 characters of its first level
            common += (0xB0 <= first <= 0xD7 or first in (0xA1, 0xA3)) and second >= 0xA1
            place += 2
    if not pairs or bad * 20 > pairs:
        return 0.0
    return common / pairs - bad / pairs


def _arabic(sample: bytes) -> float:
    """Return how far the high bytes make Arabic or Persian words, 0..1."""
    text = sample.decode("cp1256", "replace")
    high = sum(1 for character in text if character >= "\x80")
    if not high:
        return 0.0
    words = [word for word in _ARABIC.findall(text) if len(word) > 1]
    letters = sum(map(len, words))
    common = sum(1 for word in words for letter in word if letter in _COMMON_ARABIC)
    if not letters:
        return 0.0
    return letters / high * min(1.0, 1.5 * common / letters)


def _european(sample: bytes) -> str:
    turkish = icelandic = 0
    text = sample.decode("cp1254", "replace")
    for found in re.finditer(r"[^\W\d_]+", text):
        word = found[0]
        turkish += sum(letter in _TURKISH for letter in word)
    if not turkish:
        return "windows-1252"
    # ı and ş stand where ý and þ would: Icelandic has á, é, í, ó, ú and æ as well, Turkish none
    icelandic = sum(text.count(letter) for letter in "áéíóúæÁÉÍÓÚÆ")
    return "windows-1252" if 3 * icelandic > turkish else "windows-1254"
