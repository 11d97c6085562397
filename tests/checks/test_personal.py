"""What counts as personal data, in the scripts and spellings that people use, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.checks.personal import passes_luhn, personal_data


def kinds(text: str) -> list[str]:
    return [found.kind for found in personal_data(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jane.doe@mail.org", "email"),
        ("Write to Jane.Doe+coffee@mail.co.uk, please", "email"),
        ("مريم@بريد.شبكة", "email"),
        ("用户@例子.公司", "email"),
        ("+49 171 2345678", "phone"),
        ("+1 (555) 234-5678", "phone"),
        ("+44 20 7946 0018.", "phone"),
        ("0049 171 2345678", "phone"),
        ("0171/2345678", "phone"),
        ("(030) 901820", "phone"),
        ("01 23 45 67 89", "phone"),
        ("555-234-5678", "phone"),
        ("(555) 234-5678", "phone"),
        ("13812345678", "phone"),
        ("138 1234 5678", "phone"),
        ("电话：１３８１２３４５６７８", "phone"),
        ("09123456789", "phone"),
        ("۰۹۱۲۳۴۵۶۷۸۹", "phone"),
        ("٠٩١٢ ٣٤٥ ٦٧٨٩", "phone"),
        ("tel:+491701234567", "phone"),
        ("Tel.0171 2345678", "phone"),
        ("#0912345678", "phone"),
        ("-0171 2345678", "phone"),
        ("a,0171 2345678", "phone"),
        ("https://wa.me/?phone=+491701234567", "phone"),
        ("id=4111111111111111", "card"),
        ("4111111111111111", "card"),
        ("4111 1111 1111 1111", "card"),
        ("5500-0000-0000-0004", "card"),
        ("3782 822463 10005", "card"),
        ("۴۱۱۱ ۱۱۱۱ ۱۱۱۱ ۱۱۱۱", "card"),
        ("4111111111111111 am 01.10.2026", "card"),
        ("IBAN DE89 3704 0044 0532 0130 00", "iban"),
        ("DE89370400440532013000", "iban"),
        ("gb82 west 1234 5698 7654 32", "iban"),
        ("NL91ABNA0417164300.", "iban"),
        ("TR۳۳۰۰۰۶۱۰۰۵۱۹۷۸۶۴۵۷۸۴۱۳۲۶", "iban"),
    ],
)
def test_personal_data_is_found(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-01",
        "2026-10-01..2026-10-31",
        "01.10.2026 09:30 – 02.10.2026 10:30",
        "01/10/2026 and 1405-07-21",
        "1,234,567,890",
        "1.234.567.890",
        "1 234 567 890",
        "۱٬۲۳۴٬۵۶۷ تومان",
        "USD 1234567890",
        "€ 0123456789",
        "0.0123456789",
        "Order 20261001000123",
        "INV-2026-000123456",
        "p = .0123456789",
        "(.0123456789)",
        "foo@2x.png",
        "shop-front@1.5x.webp",
        "icons/cart@3x.PNG",
        "#20261001000123",
        "ISO/IEC 7812-1:2017",
        "4111111111111112",
        "0000 0000 0000 0000",
        "DE88370400440532013000",  # the check digits are wrong
        "a1b2c3d4-0171-2345-6789-000000000000",
        "Version 1.10.2.3.4.5",
        "12:30:45",
        "9781234567897",
        "dana@example.com",
        "hello@coffee.shop",
        "@coffeeshop",
        "user@host",
        "p75 of 21395 loads, 18.2 % of 11886",
        "https://coffee.shop/orders/20261001000123",
        "1st, 2nd, 3rd of 1000000",
        "",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_ones_own_numbers_and_addresses_can_be_allowed() -> None:
    text = "Call +49 30 9018 20 or write to jane.doe@mail.org"

    left = list(personal_data(text, ["+49 30 901820", "Jane.Doe@mail.org"]))

    assert left == []


def test_a_datum_is_where_it_says() -> None:
    text = "Ruf ۰۹۱۲ ۳۴۵ ۶۷۸۹ an"
    (found,) = personal_data(text)
    assert text[found.start : found.end] == "۰۹۱۲ ۳۴۵ ۶۷۸۹"


@given(st.text(alphabet="0123456789", min_size=1, max_size=18))
def test_luhn_accepts_one_check_digit_of_ten(digits: str) -> None:
    assert sum(passes_luhn(digits + str(last)) for last in range(10)) == 1


@given(st.text(max_size=300))
def test_no_text_is_too_strange_to_be_searched(text: str) -> None:
    for found in personal_data(text):
        assert 0 <= found.start < found.end <= len(text)


def test_long_rows_of_digits_are_searched_in_no_time() -> None:
    assert kinds("1 " * 20_000 + "x") == []
    assert kinds("a.b-" * 10_000 + "@") == []
