"""What a cell means as a number, in the ways that people and programs write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.metrics.numbers import Evidence, Number, evidence, is_missing, number
from journeymap.metrics.sources import read
from journeymap.metrics.table import Unusable
from journeymap.model.journey import SourceOptions
from tests.metrics.written import text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,234.5", 1234.5),
        ("1 234.5", 1234.5),
        ("1\u202f234", 1234),
        ("1\u00a0234\u00a0567", 1234567),
        ("1'234.50", 1234.5),
        ("1’234", 1234),
        ("1,23,456.5", 123456.5),
        ("1,23,45,678", 12345678),
        ("۱٬۲۳۴٫۵", 1234.5),
        ("١٬٢٣٤٫٥", 1234.5),
        ("１２３", 123),
        ("−5", -5),
        ("(5)", -5),
        ("-$1,000", -1000),
        ("$-1,000", -1000),
        (".5", 0.5),
        ("0.125", 0.125),
        ("1.2e3", 1200.0),
        ("+7", 7),
        ("007", 7),
        ("\u200e۴۲\u200f", 42),
    ],
)
def test_a_number_is_read_however_it_is_written(written: str, meant: float) -> None:
    found = number(written)

    assert found is not None
    assert (found.value, type(found.value)) == (meant, type(meant))


@pytest.mark.parametrize(
    "written", ["12%", "12 %", "%12", "۱۲٪", "٪۱۲", "１２％", "12\u00a0%", "12.0%"]
)
def test_a_percent_sign_is_seen_on_either_side(written: str) -> None:
    found = number(written)

    assert found is not None
    assert (found.value, found.percent) == (12, True)


@pytest.mark.parametrize(
    ("written", "currency"),
    [
        ("€ 5", "€"),
        ("5 €", "€"),
        ("USD 5", "USD"),
        ("5 TL", "TL"),
        ("5₺", "₺"),
        ("۵ تومان", "تومان"),
    ],
)
def test_a_currency_is_seen_on_either_side(written: str, currency: str) -> None:
    assert number(written) == Number(5, False, currency)


@pytest.mark.parametrize("decimal_comma", ["1.234,5", "1 234,5", "1'234,5", "1234,5"])
def test_a_decimal_comma_is_one_where_the_column_says_so(decimal_comma: str) -> None:
    assert number(decimal_comma, ",") == Number(1234.5)
    assert number(decimal_comma, ".") is None


def test_one_text_can_be_two_numbers() -> None:
    assert (number("1.234", "."), number("1.234", ",")) == (Number(1.234), Number(1234))


@pytest.mark.parametrize(
    "written",
    ["inf", "1e999", "0x10", "5-", "--5", "1,23,4", "1.2.3", "1 2", "5.", "%", "$", "%5%",
     "(5", "x5", "9" * 65],
)  # fmt: skip
def test_what_is_no_number_is_none(written: str) -> None:
    assert number(written) is None


@pytest.mark.parametrize("written", ["", "  ", "-", "–", "n/a", "N/A", "#N/A", "NULL", "NaN", "…"])
def test_what_stands_for_nothing_is_missing(written: str) -> None:
    assert is_missing(written)


def test_the_texts_of_a_column_speak_for_a_mark_together() -> None:
    assert evidence(["1,5", "2,25", "3"]) == Evidence(comma=2, plain=1)
    assert evidence(["1.234", "12.345"]) == Evidence(either=2)
    assert evidence(["1.234", "0.5", "n/a", "many"]) == Evidence(dot=1, either=1, other=1)


@given(st.integers(-(10**15), 10**15), st.sampled_from(["latin", "persian", "arabic", "wide"]))
def test_digits_of_every_script_are_the_same_number(value: int, script: str) -> None:
    zero = {"latin": 0x30, "persian": 0x6F0, "arabic": 0x660, "wide": 0xFF10}[script]
    written = str(value).translate({0x30 + digit: chr(zero + digit) for digit in range(10)})

    assert number(written) == Number(value)


@given(st.decimals(-1_000_000, 1_000_000, places=2, allow_nan=False))
def test_a_number_is_the_same_in_the_marks_of_two_countries(value: object) -> None:
    english = f"{value:,}"
    german = english.translate(str.maketrans(",.", ".,"))

    assert number(english, ".") == number(german, ",")
    assert number(english, ".") is not None


# ---------------------------------------------------------------- whole tables


def test_a_column_that_is_clear_decides_for_one_that_is_not(tmp_path: Path) -> None:
    table = read(text(tmp_path, "step;score;sales\npay;1,5;1.234\ncart;2,5;12.345\n"))

    assert [column.decimal for column in table.looks] == [",", ",", ","]
    assert table.assumed.open() == ()


def test_columns_that_are_clear_go_their_own_way(tmp_path: Path) -> None:
    table = read(text(tmp_path, "step;ours;theirs\npay;1,5;3.75\ncart;2,25;4.5\n"))

    assert [column.decimal for column in table.looks[1:]] == [",", "."]
    assert table.assumed.open() == ()
    said = [str(each.message) for each in table.assumed.said if each.what == "decimal"]
    assert said == [
        "a comma stands before decimals in the column ours",
        "a point stands before decimals in the column theirs",
    ]


def test_a_column_written_in_two_ways_is_asked_about(tmp_path: Path) -> None:
    table = read(text(tmp_path, "step;score\npay;1,5\ncart;2.25\n"))

    assert [each.column for each in table.assumed.open()] == ["score"]


def test_a_mark_that_nothing_decides_is_asked_for(tmp_path: Path) -> None:
    path = text(tmp_path, "step;sales\npay;1.234\ncart;12.345\n")

    (question,) = read(path).assumed.open()

    assert (question.option, question.choices, question.column) == ("decimal", (".", ","), "sales")
    assert str(question.message) == (
        "1.234 in the column sales can be read with a point or a comma for decimals"
    )
    assert read(path, SourceOptions(decimal=",")).assumed.open() == ()


SAME = "can be read with a point or a comma for decimals"


@pytest.mark.parametrize(
    ("rows", "mark", "says"),
    [
        # its other numbers are as large as one way of reading it, and not as the other
        ('pay,"1,100"\ncart,950\nend,870\n', ".", "1,100 in the column x is taken for 1100"),
        ("pay;1.100\ncart;950\nend;870\n", ",", "1.100 in the column x is taken for 1100"),
        ('pay,"1,125"\ncart,2\nend,3\n', ",", "1,125 in the column x is taken for 1.125"),
        # nobody who parts cells by commas groups thousands by points
        ("pay,1.234\ncart,2.345\n", ".", "1.234 in the column x is taken for 1.234"),
        # nothing tells
        ('pay,"1,100"\ncart,"2,345"\n', "", f"1,100 in the column x {SAME}"),
        ('pay,"1,100"\ncart,35\n', "", f"1,100 in the column x {SAME}"),
    ],
)
def test_thousands_or_decimals_is_told_by_the_other_values_of_the_column(
    tmp_path: Path, rows: str, mark: str, says: str
) -> None:
    table = read(text(tmp_path, rows.replace("pay", f"step{rows[3]}x\npay", 1)))

    assert table.looks[1].decimal == mark
    told = [each for each in table.assumed.said if each.what == "decimal"]
    assert str(told[-1].message) == says
    assert (told[-1].sure, told[-1].option) == ("likely" if mark else "open", "decimal")


def test_sizes_that_contradict_the_other_columns_are_asked_about(tmp_path: Path) -> None:
    table = read(text(tmp_path, "step;score;x\npay;54,5;1,100\ncart;61,2;950\n"))

    assert [each.column for each in table.assumed.open()] == ["x"]


def test_other_columns_tell_the_mark_with_an_example(tmp_path: Path) -> None:
    table = read(text(tmp_path, 'step,score,n\npay,54.5,"1,100"\ncart,61.2,"2,300"\n'))

    assert [str(each.message) for each in table.assumed.said if each.what == "decimal"] == [
        "a point stands before decimals",
        "1,100 in the column n is taken for 1100",
    ]


def test_percent_and_currency_are_said_of_their_columns(tmp_path: Path) -> None:
    table = read(text(tmp_path, "step,share,sales\npay,12%,$5\ncart,9%,$7\n"))

    assert [(column.percent, column.currency) for column in table.looks[1:]] == [
        (True, ""),
        (False, "$"),
    ]
    said = [str(each.message) for each in table.assumed.said if each.column]
    assert "numbers in the column share are percentages" in said
    assert "numbers in the column sales are amounts in $" in said


def test_what_may_be_percentages_without_saying_so_is_said(tmp_path: Path) -> None:
    table = read(text(tmp_path, "step,share,flag,score\npay,0.81,1,0.5\ncart,0.7,0,4.5\n"))

    assert [str(each.message) for each in table.assumed.said if each.what == "percent"] == [
        "numbers in the column share lie between 0 and 1; for metrics that go to 100 "
        "they are taken for percentages, such as 0.585 for 58.5"
    ]


def test_a_column_of_nothing_is_empty_and_infinities_are_text(tmp_path: Path) -> None:
    table = read(text(tmp_path, "step,a,b\npay,n/a,inf\ncart,,-inf\nend,NULL,1e999\n"))

    assert [(column.kind, column.filled) for column in table.looks[1:]] == [
        ("empty", 0),
        ("text", 3),
    ]


def test_a_decimal_mark_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="x is no decimal mark"):
        read(text(tmp_path, "a,b\n1,2\n"), SourceOptions(decimal="x"))
