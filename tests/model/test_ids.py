"""Ids are readable, belong to the script of the name, and never look like another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.fields import identifier
from journeymap.model.ids import LONGEST, TakenIds, look_alike, slug


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("See story ad", "see-story-ad"),
        ("  Pay   in app! ", "pay-in-app"),
        ("Doesn't work", "doesnt-work"),
        ("E-mail / SMS", "e-mail-sms"),
        ("🛒 Cart", "cart"),
        ("👨‍👩‍👧 Family", "family"),
        ("1️⃣ First", "1-first"),
        ("پرداخت در برنامه", "پرداخت-در-برنامه"),
        ("می‌خواهم بخرم", "می‌خواهم-بخرم"),
        ("在应用内付款", "在应用内付款"),
        ("Ärger beim Öffnen", "ärger-beim-öffnen"),
        ("A\u0308rger", "ärger"),
        ("क्षमा करें", "क्षमा-करें"),
    ],
)
def test_a_name_becomes_an_id_in_its_own_script(name: str, wanted: str) -> None:
    assert slug(name) == wanted


@pytest.mark.parametrize("name", ["404", "1e5", "0x1F", "No", "true", "map", "2026-10-01", "null"])
def test_what_yaml_or_the_format_reads_otherwise_is_led_by_a_word(name: str) -> None:
    found = slug(name, otherwise="stage")
    assert found.startswith("stage-")


@pytest.mark.parametrize("name", ["", "   ", "!?", "🙂", "\u200c", "---", "\ud800"])
def test_a_name_without_a_letter_becomes_the_word_itself(name: str) -> None:
    assert slug(name, otherwise="touchpoint") == "touchpoint"


def test_a_taken_id_is_numbered_from_two() -> None:
    assert slug("Pay", ["pay"]) == "pay-2"
    assert slug("Pay", ["pay", "pay-2"]) == "pay-3"


@pytest.mark.parametrize(
    ("name", "taken"), [("کیف", "كيف"), ("pay", "PAY"), ("میخرم", "می‌خرم"), ("راه ۲", "راه-2")]
)
def test_an_id_that_only_looks_like_another_is_taken(name: str, taken: str) -> None:
    assert slug(name, [taken]).endswith("-2")


def test_ids_given_in_a_row_differ() -> None:
    taken = TakenIds(["step-3"])
    assert [taken.give("Step") for _ in range(4)] == ["step", "step-2", "step-4", "step-5"]


@given(st.lists(st.text(max_size=120), max_size=8))
def test_every_text_gives_a_valid_id_unlike_the_others(names: list[str]) -> None:
    taken = TakenIds()
    given_out = [taken.give(name) for name in names]
    for text in given_out:
        assert identifier(text) == text
        assert 0 < len(text) <= LONGEST + 10
    assert len({look_alike(text) for text in given_out}) == len(names)
