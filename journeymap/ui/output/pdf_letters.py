"""The letters of a PDF's text as the map spells them, so that it can be searched and copied.

Qt tells readers which letter each glyph stands for by asking the font backwards. For a shaped glyph
the font may have no answer (proportional digits), or one that nobody wrote (a tab for a blank, a
Han radical for the character). Here these tables are written anew from the texts that were painted.
Qt numbers the glyphs of a font in the order in which they are painted; where a table contradicts
that, or the file does not look as Qt writes it, it is left alone.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtGui import QRawFont

_FONT = re.compile(
    rb"/BaseFont /([^\s/]+)\s+/Encoding /Identity-H\s+/DescendantFonts \[[^\]]*\]"
    rb"\s+/ToUnicode (\d+) 0 R"
)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})> <[0-9A-Fa-f]{4}> \[([^\]]*)\]")
_TAIL = re.compile(rb"xref\s+0 (\d+)\s+((?:\d{10} \d{5} [nf]\s*\n)+)trailer(.*)\Z", re.DOTALL)
_CODE = re.compile(rb"<([0-9A-Fa-f]+)>")
_STREAM = re.compile(rb"(\d+ 0 obj\s*)<<\s*/Length \d+\s*>>\s*stream\r?\n")
POSTSCRIPT_NAME = 6  # in the name table
MOST_RANGES = 100  # in one block of a CMap


class Painted(NamedTuple):
    """The glyphs of one font in the order of their first painting, and what each shows."""

    glyphs: list[int]
    letters: dict[int, str]


def with_letters(data: bytes, painted: Iterable[tuple[QRawFont, int, str]]) -> bytes:
    """Return the PDF with its tables of letters corrected by what was painted, in that order."""
    tail = re.search(
        rb"xref\s+0 (\d+)\s+((?:\d{10} \d{5} [nf]\s*\n)+)trailer(.*)\Z", data, re.DOTALL
    )
    if tail is None:
        return data
    fonts = _gathered(painted)
    changes: list[tuple[int, int, bytes]] = []  # start, end, instead
    for name, number in _FONT.findall(data):
        start = data.find(b"\n%b 0 obj" % number) + 1
        head = _STREAM.match(data, start)
        end = data.find(b"endstream", start)
        found = fonts.get(name.decode("ascii", "replace"))
        if not start or head is None or end < 0 or found is None:
            continue
        table = _table(data[head.end() : end], *found)
        if table:
            instead = b"%b<< /Length %d >>\nstream\n%b" % (head[1], len(table), table)
            changes.append((start, end, instead))
    return _spliced(data[: tail.start()], tail, sorted(changes))


def _gathered(
    painted: Iterable[tuple[QRawFont, int, str]],
) -> Mapping[str, tuple[QRawFont, Painted]]:
    fonts: dict[str, tuple[QRawFont, Painted]] = {}
    names: dict[tuple[str, str, int], str] = {}
    for font, glyph, letters in painted:
        known = (font.familyName(), font.styleName(), font.weight())
        if known not in names:
            names[known] = postscript_name(font)
        found = fonts.setdefault(names[known], (font, Painted([], {})))[1]
        if glyph not in found.letters:
            found.glyphs.append(glyph)
            found.letters[glyph] = letters
        elif not found.letters[glyph]:
            found.letters[glyph] = letters
    return fonts


def _table(old: bytes, font: QRawFont, painted: Painted) -> bytes:
    """Return the table anew, or nothing where the numbers of the glyphs are not as expected."""
    codes: dict[int, str] = {}
    for first, listed in _RANGE.findall(old):
        for place, code in enumerate(_CODE.findall(listed)):
            codes[int(first, 16) + place] = _letters(code)
    used = set("".join(painted.letters.values()))
    letters = {}
    for number, glyph in enumerate(painted.glyphs, start=1):
        told, meant = codes.pop(number, ""), painted.letters[glyph]
        if told and _glyph(font, told) not in (0, glyph):
            return b""
        # One letter that was painted is right. So is Qt's answer for a ligature: readers turn text
        # around where it runs right to left, which one letter survives and two do not.
        # A bracket shows the other one's glyph there, so only the painted letter is meant.
        if told and (len(meant) != 1 or (told in used and not unicodedata.mirrored(meant))):
            meant = told
        if meant:
            letters[number] = meant
    if codes:  # more glyphs than were painted
        return b""
    lines = [b"<%04X> <%b>" % (n, text.encode("utf-16-be").hex().upper().encode())
             for n, text in letters.items()]  # fmt: skip
    blocks = [lines[at : at + MOST_RANGES] for at in range(0, len(lines), MOST_RANGES)]
    body = b"".join(
        b"%d beginbfchar\n%b\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks
    )
    start, end = re.search(rb"\d+ beginbfrange", old), old.rfind(b"endbfrange")
    if start is None or end < 0:
        return b""
    return old[: start.start()] + body + old[end + len(b"endbfrange\n") :]


def _letters(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")


def _glyph(font: QRawFont, letters: str) -> int:
    """Return the font's glyph of one letter, 0 where it has none."""
    if len(letters) != 1 or "\ud800" <= letters <= "\udfff":
        return 0
    found = font.glyphIndexesForString(letters)
    return found[0] if len(found) == 1 else 0


def _spliced(body: bytes, tail: re.Match[bytes], changes: list[tuple[int, int, bytes]]) -> bytes:
    """Return body and tail with the changes made and every offset moved along."""
    written, at = [], 0
    for start, end, instead in changes:
        written += [body[at:start], instead]
        at = end
    written.append(body[at:])
    whole = b"".join(written)

    def moved(offset: int) -> int:
        return offset + sum(
            len(instead) - (end - start) for start, end, instead in changes if start < offset
        )

    entries = re.sub(
        rb"(\d{10}) (\d{5} n)",
        lambda entry: b"%010d %b" % (moved(int(entry[1])), entry[2]),
        tail[2],
    )
    rest = re.sub(rb"startxref\s+\d+", b"startxref\n%d" % len(whole), tail[3])
    return b"%bxref\n0 %b\n%btrailer%b" % (whole, tail[1], entries, rest)


def postscript_name(font: QRawFont) -> str:
    """Return the name a font has in documents (name table, id 6), empty where it says none."""
    table = font.fontTable("name").data()
    try:
        _, count, texts = struct.unpack_from(">HHH", table)
        for place in range(count):
            record = struct.unpack_from(">HHHHHH", table, 6 + 12 * place)
            platform, _, _, kind, length, offset = record
            if kind == POSTSCRIPT_NAME:
                raw = table[texts + offset : texts + offset + length]
                return raw.decode("ascii" if platform == 1 else "utf-16-be").replace(" ", "")
    except (struct.error, UnicodeDecodeError):
        pass
    return ""
