"""The measure of texts by Qt: where lines break, and how wide each is when painted.

Widths of words are kept per font, so that ten thousand names cost a few hundred shapings, and a
text is broken again only where its lines would be others. Scripts
without spaces break between characters by the rules of their punctuation; a word wider than its
place breaks inside, with a hyphen where its script has one. Every line is painted as a string of
its own, so a piece of a word is measured as that piece.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeAlias

from PySide6.QtCore import QTextBoundaryFinder

from journeymap.model.text import OVERRIDES
from journeymap.picture.picture import StyleName, TextBlock
from journeymap.picture.scripts import script_of
from journeymap.picture.type import line_of
from journeymap.ui.fonts import ensure_gui_app, metrics

# A sum of words may miss the kerning at blanks; lines are broken this much earlier.
SLACK = 0.5
KEPT_BLOCKS = 1 << 17
NO_ROOM = -1.0
# a block, the least room in which it is the same, and the least beyond that in which it is not
Rooms: TypeAlias = tuple[float, float, TextBlock]
FEW = 16  # letters that are tried first for a line
SOFT_HYPHEN = "\u00ad"
_JOINTS = re.compile(r"(?<=[\u200c\u00ad_/.@])(?=.)")  # where a word may be parted without a hyphen
_UNJOINED = frozenset("اآأإٱدذرزژوؤةىءڈڑۀ")  # Arabic letters that do not join the next one

_HAN = (
    r"\u2e80-\u2fff\u3003-\u3007\u3012-\u3013\u3020-\u33ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
    r"\U00020000-\U0003ffff"
)
_CLOSING = (
    "、。〉》」』】〕〗〙！％），．：；？］｝’”…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
    r"%,.!?:;)\]}°℃·\u2069"
)
_OPENING = r"〈《「『【〔〖〘（［｛‘“(\[{\u2068"
_FIRST_HAN = "\u2e80"
_HAS_HAN = f"[{_HAN}]"
# No line begins with what closes and none ends with what opens (kinsoku).
_HAN_UNITS = (
    f"[{_OPENING}]*(?:[{_HAN}](?<![{_CLOSING}])|[^\\s{_HAN}{_OPENING}{_CLOSING}]+|.)[{_CLOSING}]*"
)
_AFTER_HYPHENS = re.compile(r"(?<=[^\W\d_][-‐–—/\u200b])(?=[^\W\d_])")
_NO_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer
_PARAGRAPHS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


class QtMeasure:
    """Measures for one language; the fonts decide, so it needs an application (made if missing)."""

    def __init__(self, language: str = "") -> None:
        ensure_gui_app()
        self.language = language
        self._blocks: dict[tuple[str, StyleName, float, int], TextBlock] = {}
        self._rooms: dict[tuple[str, StyleName, int], Rooms] = {}
        self._words: dict[tuple[StyleName, str], dict[str, float]] = {}

    def wrap(self, text: str, style: StyleName, width: float, max_lines: int = 0) -> TextBlock:
        """Return `text` broken to lines no wider than `width` pixels.

        With `max_lines` the last line ends in "…" where something is left out, and `cut` says so.
        """
        key = (text, style, width, max_lines)
        found = self._blocks.get(key)
        if found is None:
            if len(self._blocks) >= KEPT_BLOCKS:
                self._blocks.clear()
                self._rooms.clear()
            room = max(width - SLACK, 1.0)
            last = self._rooms.get((text, style, max_lines))
            if last is None or not last[0] <= room < last[1]:
                last = self._rooms[text, style, max_lines] = self._wrapped(
                    text, style, room, max_lines
                )
            found = self._blocks[key] = last[2]
        return found

    def _wrapped(self, text: str, style: StyleName, room: float, max_lines: int) -> Rooms:
        if not text.isprintable():
            text = text.translate(OVERRIDES)
        script = script_of(text, self.language)
        words, advance = self._tables(style, script)
        lines: list[tuple[str, float]] = []
        other = math.inf
        for paragraph in _PARAGRAPHS.split(text):
            those, least = _lines(paragraph, room, words, advance)
            lines += those
            other = min(other, least)
            if max_lines and len(lines) > max_lines:
                break
        cut = bool(max_lines) and len(lines) > max_lines
        if cut:
            lines = lines[:max_lines]
            lines[-1] = _shortened(lines[-1][0], room, advance)
            other = NO_ROOM
        leading, ascent = line_of(style)
        widest = max([wide for _, wide in lines])
        block = TextBlock(
            tuple([line for line, _ in lines]),
            tuple([wide for _, wide in lines]),
            widest,
            leading * len(lines),
            ascent,
            leading,
            cut,
            style,
        )
        return widest, other, block

    def _tables(
        self, style: StyleName, script: str
    ) -> tuple[dict[str, float], Callable[[str], float]]:
        key = (style, script)
        # not kept here: a measure may be made in one thread and go on in another
        advance = metrics(style, script).horizontalAdvance
        words = self._words.get(key)
        if words is None:
            words = self._words[key] = {" ": advance(" ")}
        return words, advance


def _lines(
    paragraph: str, room: float, words: dict[str, float], advance: Callable[[str], float]
) -> tuple[list[tuple[str, float]], float]:
    """Return the lines of a paragraph, and the least room in which they would be others.

    That is NO_ROOM where a word is broken, which may be otherwise in any other room.
    """
    blank = words[" "]
    lines: list[tuple[str, float]] = []
    other = math.inf
    pieces: list[str] = []
    used = 0.0
    for text, space in _units(paragraph):
        wide = words.get(text)
        if wide is None:
            wide = words[text] = advance(text)
        gap = blank if space and pieces else 0.0
        if pieces and used + gap + wide > room:
            other = min(other, used + gap + wide)
            lines.append(("".join(pieces), used))
            pieces, used, gap = [], 0.0, 0.0
        if wide > room:
            *whole, (text, wide) = _broken(text, room, advance)
            lines += whole
            other = NO_ROOM
        if gap:
            pieces.append(" ")
        pieces.append(text)
        used += gap + wide
    if pieces or not lines:
        lines.append(("".join(pieces), used))
    return lines, other


def _units(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Yield what may stand on a line of its own, and whether a blank precedes it."""
    plain = paragraph.isascii() or not (_has_han(paragraph) or _NO_SPACES.search(paragraph))
    for word in paragraph.split():
        parts: list[str]
        if plain:
            parts = _AFTER_HYPHENS.split(word) if len(word) > 3 else [word]
        elif _NO_SPACES.search(word):
            parts = _pieces(word, QTextBoundaryFinder.BoundaryType.Line)
        else:
            parts = _pattern(_HAN_UNITS).findall(word)
        space = True
        for part in parts:
            yield part, space
            space = False


def _has_han(text: str) -> bool:
    return max(text) >= _FIRST_HAN and bool(_pattern(_HAS_HAN).search(text))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Return a pattern, compiled when a map first needs it: the ranges of Han take their time."""
    return re.compile(text)


def _broken(word: str, room: float, advance: Callable[[str], float]) -> list[tuple[str, float]]:
    """Return a word that is too wide in pieces that fit, each at least one grapheme.

    At a joint inside (ZWNJ, soft hyphen, an underscore, a stroke) where there is one; else between
    two letters, with a hyphen in scripts that have one. Letters of Arabic that join are parted only
    where nothing else is left.
    """
    lines: list[tuple[str, float]] = []
    held = ""
    parts = _JOINTS.split(word)
    for number, part in enumerate(parts):
        last = number + 1 == len(parts)
        if advance(_shown(held + part, last)) <= room:
            held += part
            continue
        if held:
            text = _shown(held, False)
            lines.append((text, advance(text)))
        *whole, held = _letters(part, room, advance, last)
        lines += [(text, advance(text)) for text in whole]
    text = _shown(held, True)
    return [*lines, (text, advance(text))]


def _shown(piece: str, last: bool) -> str:
    """Return a piece as it is painted: soft hyphens only where a line ends with one."""
    shown = piece.replace(SOFT_HYPHEN, "")
    return f"{shown}-" if piece.endswith(SOFT_HYPHEN) and not last else shown.strip("\u200c")


def _letters(part: str, room: float, advance: Callable[[str], float], last: bool) -> list[str]:
    """Return a part without joints cut between its letters; the last piece may be shorter."""
    letters = _pieces(part, QTextBoundaryFinder.BoundaryType.Grapheme)
    found: list[str] = []
    start, few = 0, FEW

    def fits(count: int) -> bool:
        return advance(_line_of(letters, start, start + count)) <= room

    while (rest := len(letters) - start) > 1:
        # A line is sought from where the one before ended: measuring all that is left for each
        # line would take minutes for a name of ten thousand letters.
        low, high = 1, min(few, rest)
        while high < rest and fits(high):
            low, high = high, min(high + 1 if high == few else 2 * high, rest)
        if rest <= 2 * high and advance(_shown("".join(letters[start:]), last)) <= room:
            break
        high = min(high, rest) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if fits(middle):
                low = middle
            else:
                high = middle - 1
        few = max(low, 2)
        end = start + _better(letters[start:], low)
        found.append(_line_of(letters, start, end))
        start = end
    return [*found, "".join(letters[start:])]


def _line_of(letters: list[str], start: int, end: int) -> str:
    """Return the letters of a line that a word goes on after, with a hyphen where one belongs."""
    text = "".join(letters[start:end])
    return f"{text}-" if _cased(letters[end - 1]) and _cased(letters[end]) else text


def _cased(letter: str) -> bool:
    """Return whether a letter is of a script with capitals: those divide words with a hyphen."""
    return letter[0].isalpha() and letter.lower() != letter.upper()


def _better(letters: list[str], fits: int) -> int:
    """Return how many letters a line takes: no single one is left, and what joins stays joined."""
    if letters[0][0] >= "\u0600" and letters[0][0] <= "\u08ff":
        apart = (n for n in range(fits, max(fits // 2, 1), -1) if letters[n - 1][0] in _UNJOINED)
        return next(apart, fits)
    if len(letters) - fits == 1 and fits > 2 and _cased(letters[-1]):
        return fits - 1
    return fits


def _shortened(line: str, room: float, advance: Callable[[str], float]) -> tuple[str, float]:
    """Return a line with "…" at its end, without as many letters as that takes."""
    letters = _pieces(line, QTextBoundaryFinder.BoundaryType.Grapheme)
    while letters and advance("".join(letters).rstrip() + "…") > room:
        letters.pop()
    text = "".join(letters).rstrip() + "…"
    return text, advance(text)


def _pieces(text: str, kind: QTextBoundaryFinder.BoundaryType) -> list[str]:
    """Return `text` cut at the boundaries of a kind; Qt counts in UTF-16."""
    units = text.encode("utf-16-le", "surrogatepass")
    finder = QTextBoundaryFinder(kind, text)
    pieces, start = [], 0
    while (end := finder.toNextBoundary()) != -1:
        pieces.append(units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass"))
        start = end
    return pieces
