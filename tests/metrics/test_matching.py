"""What a source means by its own words, and what is left to a person."""

from __future__ import annotations

import pytest

from journeymap.metrics.matching import Match, Matching, match, metrics, normal, places
from journeymap.metrics.suggesting import suggestions
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap

MAP = JourneyMap.model_validate(
    {
        "title": "Coffee",
        "stages": [{"id": "buy", "name": "Buy"}, {"id": "pay-stage", "name": "Pay"}],
        "channels": [{"id": "web", "name": "Website", "kind": "website"}],
        "touchpoints": [
            {"id": "cart", "name": "Put into the cart", "stage": "buy", "channel": "web"},
            {"id": "pay", "name": "Pay", "stage": "pay-stage", "channel": "web"},
            {"id": "help-1", "name": "Ask for help", "stage": "buy"},
            {"id": "help-2", "name": "Ask for help", "stage": "pay-stage"},
            {"id": "basket", "name": "سبد خريد", "stage": "buy"},
        ],
        "flows": [{"from": "cart", "to": "pay"}],
        "metrics": [{"id": "csat", "name": "Satisfaction", "kind": "csat", "better": "higher"}],
    }
)


def matched(*words: str, **kept: str | None) -> Matching:
    return match(dict.fromkeys(words, 1), places(index_of(MAP)), kept)


@pytest.mark.parametrize(
    ("word", "at", "how"),
    [
        ("cart", "cart", "id"),
        ("Put into the cart", "cart", "name"),
        ("  put INTO  the\u00a0cart ", "cart", "alike"),
        ("CART", "cart", "id"),
        ("ｃａｒｔ", "cart", "id"),
        ("سبد‌خرید", None, ""),
        ("سبد خرید", "basket", "alike"),
        ("cart -> pay", "cart -> pay", "id"),
        ("Put into the cart → Pay", "cart -> pay", "name"),
        ("Website", "web", "name"),
    ],
)
def test_a_word_means_the_record_of_its_id_or_name(word: str, at: str | None, how: str) -> None:
    found = matched(word)

    if at is None:
        assert found.found == {}
    else:
        assert found.found == {word: Match(at, how)}  # type: ignore[arg-type]  # a word of the table


def test_a_touchpoint_comes_before_a_stage_of_the_same_name() -> None:
    assert matched("Pay").found == {"Pay": Match("pay", "name")}


def test_what_two_are_called_is_left_to_a_person() -> None:
    (left,) = matched("ask for help").unmatched

    assert left.ambiguous == ("help-1", "help-2")


def test_what_was_decided_before_comes_first() -> None:
    found = matched("cart", "Shop", "Old", cart="pay", Shop="map", Old=None)

    assert found.found == {
        "cart": Match("pay", "kept"),
        "Shop": Match("", "kept"),
        "Old": Match(None, "kept"),
    }


def test_a_decision_for_a_record_that_is_gone_is_asked_again() -> None:
    (left,) = matched("Till", Till="checkout").unmatched

    assert (left.word, left.gone) == ("Till", "checkout")


def test_what_is_unmatched_comes_by_its_weight() -> None:
    found = match({"a": 2, "b": 9, "c": 2, "cart": 1}, places(index_of(MAP)), {})

    assert [(each.word, each.weight) for each in found.unmatched] == [("b", 9), ("a", 2), ("c", 2)]


def test_an_empty_word_means_nothing() -> None:
    assert [each.word for each in matched("", "  ", "—").unmatched] == ["", "  ", "—"]


def test_metrics_are_matched_by_the_same_rules() -> None:
    found = match({"CSAT": 1, "satisfaction": 1, "NPS": 1}, metrics(MAP), {})

    assert {word: each.at for word, each in found.found.items()} == {
        "CSAT": "csat",
        "satisfaction": "csat",
    }


def test_suggestions_look_like_the_word_and_come_with_a_score() -> None:
    found = match({"Putting in the cart": 3, "zzz": 1}, places(index_of(MAP)), {}, suggestions)

    cart, nothing = found.unmatched
    assert cart.suggestions[0].key == "cart"
    assert 60 <= cart.suggestions[0].score < 100
    assert len(cart.suggestions) <= 3
    assert nothing.suggestions == ()


def test_dashes_and_underscores_are_spaces() -> None:
    assert normal("Check_out-page") == normal("check out  page") == "check out page"
