"""What fits what is typed in the palette, and in which order."""

from __future__ import annotations

import pytest

from journeymap.model.searching import fold
from journeymap.ui.palette.entries import Entry, Sort, entry, narrowed, ranked
from journeymap.ui.palette.ranking import (
    ANY_ORDER,
    BEGINS,
    INITIALS,
    INSIDE,
    LETTERS,
    PARTS,
    WHOLE,
    WORDS,
    fit,
    heard,
    loosely,
)


def made(*names: str, sort: Sort = "action", detail: str = "", why: str = "") -> list[Entry]:
    return [entry(name, sort, name, lambda: None, detail=detail, why=why) for name in names]


def order(entries: list[Entry], typed: str, *recent: str) -> list[str]:
    return [each.text for each in ranked(entries, typed, recent)]


@pytest.mark.parametrize(
    ("typed", "name", "how"),
    [
        ("pay in app", "Pay in app", WHOLE),
        ("pay", "Pay in app", BEGINS),
        ("app", "Pay in app", WORDS),
        ("pa ap", "Pay in app", WORDS),
        ("ap pa", "Pay in app", ANY_ORDER),
        ("pia", "Pay in app", INITIALS),
        ("ay", "Pay in app", INSIDE),
        ("pp ay", "Pay in app", PARTS),
        ("xyz", "Pay in app", None),
        ("کیف", "كيف پول", BEGINS),
        ("میخواهم", "می‌خواهم", WHOLE),
        ("zahlen", "Ｚahlen", WHOLE),
        ("cafe", "Café au lait", BEGINS),
        ("支付", "在线支付", INSIDE),
    ],
)
def test_how_well_a_name_fits(typed: str, name: str, how: int | None) -> None:
    assert fit(fold(typed)[0], heard(name)) == how


def test_letters_may_stand_apart_but_not_far() -> None:
    assert loosely("clps", heard("Collapse all stages")) == LETTERS
    assert loosely("cgs", heard("Collapse all the long stages")) is None
    assert loosely("ca", heard("Collapse all")) is None  # two letters say too little


def test_beginnings_come_before_what_is_inside() -> None:
    entries = made("Repay a loan", "Prepay", "Pay", "Pay in app", "Can pay")
    assert order(entries, "pay") == ["Pay", "Pay in app", "Can pay", "Prepay", "Repay a loan"]


def test_what_was_used_last_comes_first_among_equals_only() -> None:
    entries = made("Zoom in", "Zoom out", "Show the zoom")
    assert order(entries, "zoom", "Show the zoom", "Zoom out") == [
        *("Zoom out", "Zoom in", "Show the zoom"),
    ]
    assert order(entries, "", "Show the zoom")[0] == "Show the zoom"


def test_what_cannot_be_done_comes_last_and_only_when_it_is_asked_for() -> None:
    entries = [*made("Redo all", why="nothing to redo"), *made("Redo the map of yesterday")]
    assert order(entries, "redo") == ["Redo the map of yesterday", "Redo all"]
    assert order(entries, "redo all") == ["Redo all"]
    assert order(entries, "") == ["Redo the map of yesterday"]


def test_what_cannot_be_done_stands_first_where_it_is_typed_exactly() -> None:
    entries = [*made("Redo", why="nothing to redo"), *made("Redo the map of yesterday")]
    assert order(entries, "redo") == ["Redo", "Redo the map of yesterday"]


def test_letters_that_stand_apart_count_only_where_nothing_else_fits() -> None:
    entries = made("Read the door", "Undo and redo")
    assert order(entries, "redo") == ["Undo and redo"]
    assert order(entries, "reddor") == ["Read the door"]


def test_the_other_name_is_found_as_well_as_the_one_that_is_shown() -> None:
    entries = [
        entry("a", "action", "Rückgängig", lambda: None, also=("Undo",)),
        *made("Understand"),
    ]
    assert order(entries, "undo") == ["Rückgängig"]


def test_what_stands_beside_a_name_finds_it_after_all_names() -> None:
    entries = [*made("Fit", detail="View"), *made("Overview"), *made("View")]
    assert order(entries, "view") == ["View", "Fit", "Overview"]


@pytest.mark.parametrize(
    ("typed", "sort", "rest"),
    [
        (">zoom", "action", "zoom"),
        ("@ shop", "channel", "shop"),
        ("#", "stage", ""),
        ("!slow", "pain_point", "slow"),
        ("?", "opportunity", ""),
        ("؟کمک", "opportunity", "کمک"),
        ("！慢", "pain_point", "慢"),
        ("＠", "channel", ""),
        ("pay", None, "pay"),
    ],
)
def test_a_sign_that_is_typed_first_narrows(typed: str, sort: str | None, rest: str) -> None:
    assert narrowed(typed) == (sort, rest)


def test_only_the_sort_that_is_asked_for_is_listed() -> None:
    entries = [*made("Pay"), *made("Pay desk", sort="channel"), *made("Payment", sort="stage")]
    assert order(entries, "@pay") == ["Pay desk"]
    assert order(entries, "#") == ["Payment"]


def test_a_word_of_a_name_comes_before_what_stands_beside_others_even_if_not_possible_now() -> None:
    entries = [
        *made("Merge", detail="Map › Split and merge"),
        *made("Colour: red", detail="Map › Split and merge"),
        *made("Split the stage here", detail="Map › Split and merge", why="select a touchpoint"),
        *made("Resplitting"),
    ]
    assert order(entries, "split")[0] == "Split the stage here"
    assert order(entries, "stage")[0] == "Split the stage here"
    assert order(entries, "spl")[0] == "Split the stage here"
