"""Measuring by Qt agrees with what is painted, in every script and at any length."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontInfo

from journeymap.picture import faces as f
from journeymap.picture.draw import shapes
from journeymap.picture.picture import TextBlock
from journeymap.picture.shapes import Text
from journeymap.picture.type import TYPE
from journeymap.ui.app import application
from journeymap.ui.fonts import font, font_of, missing_glyphs
from journeymap.ui.measure import QtMeasure
from journeymap.ui.texts import Line, shaped
from tests.picture.sampler import NAMES, all_faces

APP = application()  # with widgets: whoever is tested after this one may need them
MEASURES = {language: QtMeasure(language) for language in NAMES}
LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyzABCDEFG' -/&",
    "de": "abcdefghijklmnopqrstuvwxyzäöüßÄÖÜ-",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c‌ئآ۰۱۲",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءًٌّ",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyz'",
    "zh": "在应用中支付然后去柜台取咖啡，。（）“”！查看评论",
}


def name_of(language: str, length: int, seed: int = 1) -> str:
    rng = random.Random(f"{language} {length} {seed}")
    letters = LETTERS[language]
    text = "".join(
        " " if language != "zh" and rng.random() < 0.14 else rng.choice(letters)
        for _ in range(length)
    )
    # A joiner at the edge of a word has a width in the font's tables and none on the screen.
    return re.sub("\u200c+(?= |$)|(?<![^ ])\u200c+", "", text).strip() or letters[0]


def whole(block: TextBlock) -> str:
    return letters("".join(block.lines))


def letters(text: str) -> str:
    """Return a text without what lines may begin or end with: blanks, hyphens, half spaces."""
    return "".join(c for c in text if not c.isspace() and c not in "-\u00ad\u200c")


def painted(line: Line) -> float:
    """Return how far the glyphs of a line reach, by their own advances."""
    right = 0.0
    for run in line:
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        for place, advance in zip(run.positions(), advances, strict=True):
            assert place.x() >= -0.5  # a mark may lean out
            right = max(right, place.x() + advance.x())
    return right


def painted_width(block: TextBlock, language: str) -> float:
    return max(painted(line) for line in shaped(block, language))


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("length", [*range(1, 30), 40, 60, 80, 100, 130, 160, 200])
def test_no_name_is_cut_or_wider_than_its_card(language: str, length: int) -> None:
    measure = MEASURES[language]
    ink = f.Ink(measure, language, language in ("fa", "ar"), {})
    for width in (90, 124, 156, 240):
        name = name_of(language, length, width)
        face = f.card(name, "channel.0", width, ink, emotion=1, pains=2)
        block = face.name
        assert whole(block) == letters(name)
        assert not block.cut
        room = width - f.CARD_START - f.CARD_END
        assert painted_width(block, language) <= room
        assert f.CARD_TOP + block.height + f.CARD_BOTTOM <= face.h


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("length", [1, 12, 60, 200])
def test_every_painted_line_of_every_face_lies_inside_its_part(language: str, length: int) -> None:
    name = name_of(language, length)
    for kind, faces in all_faces(name, language, MEASURES[language]).items():
        for face in faces:
            for shape in shapes(face):
                if not isinstance(shape, Text) or shape.block.style in ("badge", "route"):
                    continue
                assert (
                    kind in ("curve", "stripe")
                    or not shape.block.cut
                    or shape.block.style == "pill"
                )
                share = {"left": 0.0, "center": 0.5, "right": 1.0}[shape.anchor]
                top = shape.y - shape.block.ascent
                assert top >= 0
                assert top + shape.block.height <= face.h
                for line in shaped(shape.block, language):
                    width = painted(line)
                    left = shape.x - share * width
                    assert left >= -0.01, (kind, shape)
                    assert left + width <= face.w + 0.01, (kind, shape)


@pytest.mark.parametrize("language", NAMES)
def test_what_is_measured_is_what_is_painted(language: str) -> None:
    for length in (5, 20, 80):
        block = MEASURES[language].wrap(name_of(language, length), "card", 130)
        for line, measured in zip(shaped(block, language), block.widths, strict=True):
            assert painted(line) == pytest.approx(measured, abs=0.25)


@given(text=st.text(max_size=120), width=st.integers(8, 300))
def test_any_text_at_any_width_keeps_its_letters(text: str, width: int) -> None:
    block = MEASURES["en"].wrap(text, "card", width)
    assert whole(block) == letters(text)
    assert len(block.lines) == len(block.widths) >= 1
    assert block.height == pytest.approx(block.leading * len(block.lines))
    assert len(shaped(block)) == len(block.lines)


def test_a_word_wider_than_its_place_breaks_inside() -> None:
    block = MEASURES["de"].wrap("Donaudampfschifffahrtsgesellschaftskapitän", "card", 100)
    assert len(block.lines) > 2
    assert max(block.widths) <= 100


def test_chinese_breaks_between_characters_but_not_before_closing_marks() -> None:
    text = "（支付），" * 12
    for width in range(40, 160, 7):
        block = MEASURES["zh"].wrap(text, "card", width)
        assert max(block.widths) <= width
        assert all(line[0] not in "），。" for line in block.lines)
        assert all(line[-1] != "（" for line in block.lines)


def test_a_family_of_emoji_is_never_torn() -> None:
    family = "👩\u200d👩\u200d👧\u200d👦"
    block = MEASURES["en"].wrap(family * 6, "card", 60)
    assert whole(block) == family * 6
    assert all(line.startswith("👩") for line in block.lines)


def test_words_with_hyphens_and_slashes_break_after_them() -> None:
    block = MEASURES["en"].wrap("self-service/kiosk", "card", 90)
    assert block.lines == ("self-service/", "kiosk")


def test_line_breaks_of_the_text_are_kept() -> None:
    block = MEASURES["en"].wrap("one\ntwo\r\n\nthree", "card", 200)
    assert block.lines == ("one", "two", "", "three")


def test_a_cut_text_says_so_and_ends_in_dots() -> None:
    block = MEASURES["en"].wrap("A long name that goes on and on", "pill", 80, 1)
    assert block.cut
    assert block.lines[0].endswith("…")
    assert max(block.widths) <= 80
    assert not MEASURES["en"].wrap("Short", "pill", 80, 1).cut


def test_nothing_has_no_width_but_a_line() -> None:
    block = MEASURES["en"].wrap("", "card", 80)
    assert (block.lines, block.width, block.height > 0) == (("",), 0.0, True)


def test_a_word_is_shaped_once_however_often_it_occurs() -> None:
    measure = QtMeasure("en")
    measure.wrap("pay pay order", "card", 200)
    words = measure._words["card", "Latin"]
    assert {"pay", "order"} <= set(words)
    before = dict(words)
    measure.wrap("order pay", "card", 20)
    assert words == before


@pytest.mark.parametrize("style", TYPE)
def test_fonts_are_set_by_whole_pixels(style: str) -> None:
    assert TYPE[style].size == int(TYPE[style].size)  # type: ignore[index]  # a style name
    assert QFontInfo(font(style, "Latin")).pixelSize() == TYPE[style].size  # type: ignore[arg-type,index]  # as above


def test_chinese_asks_for_a_chinese_font_first() -> None:
    chinese, latin = font_of("支付", "card").families(), font_of("Pay", "card").families()
    assert chinese[0] != latin[0]
    assert "Noto Sans CJK SC" in chinese
    assert "Noto Sans CJK JP" in font_of("支付", "card", "ja").families()
    assert "Noto Sans CJK TC" in font_of("支付", "card", "zh-TW").families()


def test_letters_that_no_font_has_are_found() -> None:
    nobody = "\U0010fffd"
    assert missing_glyphs(f"Pay {nobody}\u200d\u2068\u2069\ufe0f\n") == {nobody}
    assert missing_glyphs("Pay in app, naïve façade €") == set()


@given(st.sampled_from(sorted(NAMES)), st.lists(st.integers(20, 400), max_size=6), st.integers())
def test_a_text_is_broken_alike_whatever_it_was_measured_for_before(
    language: str, widths: list[int], seed: int
) -> None:
    """Given measured widths, the lines in another are those of a measure that knows nothing."""
    text = name_of(language, 60, seed)
    known = QtMeasure(language)
    for width in widths:
        for most in (0, 2):
            fresh = QtMeasure(language).wrap(text, "note", width / 2, most)
            assert known.wrap(text, "note", width / 2, most) == fresh
