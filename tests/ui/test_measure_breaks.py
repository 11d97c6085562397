"""Where a word that is wider than its place is broken, and when a hyphen says so."""

from __future__ import annotations

import pytest

from journeymap.ui.measure import QtMeasure

WIDTH = 88.0


def lines(text: str, language: str = "en", width: float = WIDTH) -> tuple[str, ...]:
    block = QtMeasure(language).wrap(text, "card", width)
    assert max(block.widths) <= width
    return block.lines


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("de", "Donaudampfschifffahrtsgesellschaft"),
        ("tr", "Afyonkarahisarlılaştıramadıklarımızdan"),
        ("ru", "Достопримечательностями"),
        ("el", "ηλεκτροεγκεφαλογράφημα"),
    ],
)
def test_scripts_with_capitals_divide_a_word_with_a_hyphen(language: str, word: str) -> None:
    found = lines(word, language)

    assert len(found) > 1
    assert all(line.endswith("-") for line in found[:-1])
    assert "".join(line.removesuffix("-") for line in found) == word
    assert len(found[-1]) > 1


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("zh", "在应用中支付微信然后去柜台取咖啡"),
        ("ja", "アプリケーションでお支払いください"),
        ("ko", "애플리케이션결제화면으로이동합니다"),
        ("fa", "استانداردسازیهایشانبرایهمیشه"),
        ("ar", "فاستسقيناكموهاوسنستدرجهممنحيث"),
        ("en", "123456789012345678901234567890"),
    ],
)
def test_other_scripts_and_numbers_have_no_hyphen(language: str, word: str) -> None:
    found = lines(word, language)

    assert len(found) > 1
    assert "".join(found) == word


def test_a_persian_word_is_parted_at_its_half_spaces() -> None:
    found = lines("نمی\u200cخواهیم\u200cشان\u200cاینجا\u200cبگذارند", "fa")

    assert len(found) > 1
    pieces = {"نمی", "خواهیم", "شان", "اینجا", "بگذارند"}
    assert {piece for line in found for piece in line.split("\u200c")} == pieces


def test_arabic_letters_that_join_stay_joined_where_another_break_is_near() -> None:
    found = lines("استانداردسازیهایشانبرایهمیشه", "fa")

    assert all(line[-1] in "اآدذرزژو" for line in found[:-1])


def test_a_soft_hyphen_is_taken_and_is_seen_only_at_the_end_of_a_line() -> None:
    found = lines("Arbeits\u00adunfähigkeits\u00adbescheinigung")

    assert found[0] == "Arbeits-"
    assert all("\u00ad" not in line for line in found)


def test_what_is_put_together_with_signs_is_parted_behind_them_without_a_hyphen() -> None:
    found = lines("some_very_long_identifier_name")

    assert "".join(found) == "some_very_long_identifier_name"
    assert all(line.endswith("_") for line in found[:-1])


def test_a_word_that_fits_is_left_alone() -> None:
    assert lines("Get receipt", width=60) == ("Get", "receipt")
