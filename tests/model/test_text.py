"""Messages: arguments, plurals, digits and direction, in the language asked for."""

import datetime

import pytest

from journeymap.model.text import (
    M,
    capitals,
    is_rtl,
    led_to,
    literal,
    on_one_line,
    say,
    say_amount,
    say_number,
    say_percent,
    text_is_rtl,
    visible,
)


def test_a_message_says_itself_in_english_with_its_arguments() -> None:
    assert str(M("Move {name} to {stage}", name="Pay", stage="Purchase")) == "Move Pay to Purchase"


def test_plurals_choose_by_n_and_n_is_an_argument() -> None:
    for n, said in ((1, "1 finding"), (3, "3 findings")):
        assert str(M("{n} finding", plural="{n} findings", n=n)) == said


def test_messages_nest_and_lists_take_the_comma_of_the_language() -> None:
    message = M("{what}: {names}", what=M("Removed"), names=("a", "b"))
    assert say(message, "en") == "Removed: a, b"
    assert "، " in say(message, "fa")


def test_a_name_of_the_other_direction_is_isolated() -> None:
    message = M("Rename {name}", name="پرداخت")
    assert say(message, "en") == "Rename \u2068پرداخت\u2069"
    assert say(literal("Wallet"), "fa") == "\u2068Wallet\u2069"
    assert say(literal("پرداخت"), "fa") == "پرداخت"


def test_the_arrow_between_names_points_where_they_run() -> None:
    assert led_to(("Pay", "Leave")) == "Pay → Leave"
    assert led_to(("پرداخت", "خروج")) == "پرداخت ← خروج"


@pytest.mark.parametrize(
    ("number", "lang", "said"),
    [
        (3.5, "en", "3.5"),
        (-2, "en", "−2"),
        (2.0, "en", "2"),
        (3.456, "de", "3,46"),
        (12.5, "fa", "۱۲٫۵"),
        (-1, "ar", "−١"),
        (7, "ar-MA", "7"),
        (7, "zh", "7"),
        (-0.001, "en", "0"),
    ],
)
def test_numbers_take_digits_and_marks_of_the_language(number: float, lang: str, said: str) -> None:
    assert say_number(number, lang) == said


def test_percentages_and_dates_take_the_form_of_the_language() -> None:
    assert [say_percent(0.18, lang) for lang in ("en", "fa", "tr")] == ["18%", "۱۸٪", "%18"]
    assert say(M("{day}", day=datetime.date(2026, 10, 1)), "fa") == "\u2068۲۰۲۶-۱۰-۰۱\u2069"


def test_braces_in_a_text_without_arguments_stand_for_themselves() -> None:
    assert str(M("inside {{ }} a comma ends the value")) == "inside { } a comma ends the value"


def test_directions() -> None:
    assert [is_rtl(lang) for lang in ("fa", "ar-EG", "en", "zh-Hans", "pa-Arab")] == [
        True,
        True,
        False,
        False,
        True,
    ]
    assert text_is_rtl("12 پرداخت")
    assert not text_is_rtl("Pay پرداخت")
    assert text_is_rtl("123", otherwise=True)


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [("Deneyim", "tr", "DENEYİM"), ("Fırsat", "tr", "FIRSAT"), ("Pain point", "en", "PAIN POINT")],
)
def test_capitals_are_those_of_the_language(text: str, lang: str, said: str) -> None:
    assert capitals(text, lang) == said


def test_what_would_break_a_line_or_turn_it_around_is_made_visible() -> None:
    assert visible("a\r\nb\u2028c\td") == "a↵b↵c d"
    assert visible("\x1b[2J\u202eab\u2069") == "\ufffd[2J\ufffdab\ufffd"
    assert visible("می\u200cخواهم") == "می\u200cخواهم"


def test_no_name_gets_out_of_its_isolate() -> None:
    name = "سلام\u2069\u202e\nx"
    inner = M("“{name}”", name=name)

    said = say(on_one_line(M("{n} of {all}", n=2, all=(inner, name))), "en")

    isolated = "\u2068سلام\ufffd\ufffd↵x\u2069"
    assert said == f"2 of “{isolated}”, {isolated}"
    assert say(on_one_line(M("One\nline of ours")), "en") == "One\nline of ours"


def test_a_name_cannot_turn_the_sentence_around_it() -> None:
    assert str(M("“{name}” is gone", name="pay\u202e to")) == "“pay\ufffd to” is gone"


@pytest.mark.parametrize(
    ("lang", "value", "expected"),
    [
        ("en", 1_893_000, "1,893,000"),
        ("fa", 1_893_000, "۱٬۸۹۳٬۰۰۰"),
        ("ar", -4469.5, "−٤٬٤٦٩٫٥"),
        ("tr", 4469.5, "4.469,5"),
        ("zh-Hans", 4469, "4,469"),
        ("fr", 12_000, "12\u202f000"),
        ("es", 4469, "4469"),
        ("es", 44_690, "44.690"),
        ("en", 999.25, "999.25"),
        ("en", -0.5, "−0.5"),
    ],
)
def test_the_thousands_of_a_quantity_are_marked_as_the_language_marks_them(
    lang: str, value: float, expected: str
) -> None:
    assert say_amount(value, lang) == expected
